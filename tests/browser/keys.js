// A site used by keyboard alone: the skip link, the ring around what has the focus, searching.
"use strict";
const { open, size } = require("./browser");
const { must } = require("./check");

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
    await page.setViewportSize(size(360));
    await exports.search(page, origin, title);
    must("by keyboard: console and network", faults);
    await close();
};
