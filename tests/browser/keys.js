// A site used by keyboard alone: the skip link, the ring around what has the focus, lists narrowed down, searching.
"use strict";
const { open, size } = require("./browser");
const { must } = require("./check");

const LISTS = exports.LISTS = ["cases/index.html", "GROUP/cases/index.html"];

const focused = page => page.evaluate(() => {
    const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
    return { tag: element.tagName, id: element.id, text: element.textContent.trim().slice(0, 20), name: element.getAttribute("name"), left: box.left,
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, result: !!element.closest("[data-search-results]") };
});

// Tab until what has the focus is WANTED; null when it is not met in MOST steps.
async function tabTo(page, wanted, most = 60) {
    for (let i = 0; i < most; i++) {
        await page.keyboard.press("Tab");
        const at = await focused(page);
        if (wanted(at)) return at;
    }
    return null;
}

async function skipLink(page, address) {
    await page.goto(address);
    await page.keyboard.press("Tab");
    const first = await focused(page);
    must("the first stop is the skip link, in sight", first.tag === "A" && first.left >= 0 ? [] : [JSON.stringify(first)]);
    await page.keyboard.press("Enter");
    const then = await focused(page);
    must("the skip link leads to the text", then.id === "main" ? [] : [JSON.stringify(then)]);
}

async function rings(page, address) {
    await page.goto(address);
    const bare = [];
    await tabTo(page, at => {
        if (at.tag !== "BODY" && !at.ring) bare.push(JSON.stringify(at));
        return at.tag === "BODY";
    }, 200);
    must(`${address}: what has the focus has a ring`, bare);
}

// A list of cases narrowed down to those of the second choice (the first is all), which says how many they are. The page's
// scripts are off. A group's few cases may leave nothing to choose.
exports.filter = async (browser, home, at) => {
    const { page, faults, close } = await open(browser, home, { viewport: size(360), javaScriptEnabled: false });
    const what = `${home.split(":")[0]}: ${at} is narrowed down`, shown = () => page.$$eval(".case", cases => cases.filter(one => one.checkVisibility()).length);
    await page.goto(`${home}/${at}`);
    const all = await shown();
    if (at !== LISTS[0] && !await page.$(".filters")) return close();
    if (!await tabTo(page, on => on.tag === "SUMMARY")) return must(what, ["the filters are not reached by Tab"]);
    await page.keyboard.press("Enter");
    if (!await tabTo(page, on => on.tag === "INPUT", 2)) return must(what, ["no choice is reached by Tab"]);
    await page.keyboard.press("ArrowDown");
    const said = await page.evaluate(() => Number(document.activeElement.closest("label").querySelector("span").textContent));
    const left = await shown();
    must(what, left === said && left > 0 && left < all ? faults : [`${left} of ${all} cases, ${said} announced`]);
    await close();
};

// The words of a page's title, typed into its site's search page, and Enter: the page is among the results and opens.
exports.search = async (page, home, { folder, at, words }) => {
    const result = `${home}/${at}`, what = `${home.split(":")[0]}: “${words}” finds ${at}`;
    await page.goto(`${home}/${folder}/search.html`);
    if (!await tabTo(page, on => on.name === "q")) return must(what, ["the field is not reached by Tab"]);
    await page.keyboard.type(words);
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-search-results] a", { timeout: 10000 }).catch(() => null);
    const found = await page.$$eval("[data-search-results] a", links => links.map(link => link.href.replace(/#.*/, "")));
    if (!found.includes(result)) return must(what, [`found: ${found.join(" ")}`]);
    if (!await tabTo(page, on => on.result)) return must(what, ["no result is reached by Tab"]);
    await page.keyboard.press("Enter");
    await page.waitForURL(address => found.includes(address.href.replace(/#.*/, "")), { timeout: 10000 }).catch(() => null);
    must(what, found.includes(page.url().replace(/#.*/, "")) ? [] : [`still at ${page.url()}`]);
};

exports.check = async ({ browser, origin, samples, title }) => {
    const { page, faults, close } = await open(browser, origin);
    const home = samples.find(sample => sample.kind === "GROUP/index.html");
    await skipLink(page, `${origin}/${home.at}`);
    for (const kind of ["index.html", "GROUP/index.html", "GROUP/cases/*.html", "GROUP/activities.html"])
        for (const sample of samples.filter(one => one.kind === kind).slice(0, 1)) await rings(page, `${origin}/${sample.at}`);
    for (const { at } of samples.filter(one => LISTS.includes(one.kind))) await exports.filter(browser, origin, at);
    await page.setViewportSize(size(360));
    await exports.search(page, origin, title);
    must("by keyboard: console and network", faults);
    await close();
};
