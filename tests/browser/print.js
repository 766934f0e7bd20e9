// A case page on paper: no bars of links, no shade behind the text, addresses of foreign links in words.
"use strict";
const { execFileSync } = require("child_process");
const { open } = require("./browser");
const { must } = require("./check");

const FOREIGN = "https://example.org/standard"; // put into the text: samples have no foreign links

const pdfText = bytes => execFileSync("pdftotext", ["-layout", "-", "-"], { input: bytes }).toString();
const squeezed = text => text.replace(/\s/g, "");

exports.check = async ({ browser, origin, samples }) => {
    const { at } = samples.find(sample => sample.kind === "GROUP/cases/*.html");
    const { page, close } = await open(browser, origin);
    await page.goto(`${origin}/${at}`);
    const words = await page.evaluate(address => {
        document.querySelector("main .text").insertAdjacentHTML("beforeend", `<p>见<a href="${address}">标准</a>。</p>`);
        return { title: document.querySelector("h1").textContent, last: document.querySelector("main .text > p").textContent.slice(-12) };
    }, FOREIGN);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    must(`${at} on paper: bars of links are away`, await page.evaluate(() =>
        [...document.querySelectorAll(".nav, .crumbs, .skip, .related")].filter(e => e.checkVisibility()).map(e => e.className)));
    must(`${at} on paper: black on white`, await page.evaluate(() => {
        const style = getComputedStyle(document.body);
        return style.color === "rgb(0, 0, 0)" && /rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)/.test(style.backgroundColor) ? [] : [`${style.color} on ${style.backgroundColor}`];
    }));
    const foot = squeezed(await page.evaluate(() => document.querySelector(".foot").innerText));
    const printed = pdfText(await page.pdf({ format: "A4", preferCSSPageSize: true })), text = squeezed(printed);
    const last = squeezed(printed.replace(/\f$/, "").split("\f").pop());
    must(`${at} on paper: the last sheet holds more than the foot`, last.length > foot.length ? [] : [last]);
    for (const part of [words.title, words.last, FOREIGN])
        must(`${at} on paper has “${part}”`, text.includes(squeezed(part)) ? [] : [text.slice(0, 200)]);
    await close();
};
