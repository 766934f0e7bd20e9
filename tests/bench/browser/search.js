// search.js SITE COUNT: COUNT queries in the search of SITE, a site of many pages, over HTTP and from a disk: what each fetched and
// how long it took (bars: 150 KB, 100 ms), and whether it found the pages in which its words stand, no more and no fewer. Exit
// code 1 when it did not.
"use strict";
const fs = require("fs");
const path = require("path");
const { launch, open } = require("../../browser/browser");
const { serve } = require("../../browser/server");

const FEW = 40; // results that are all looked at; of more their number is

const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

// HTML without the elements that are marked as not searched, each to the end tag that is its own.
function searched(html) {
    for (let off; (off = /<(\w+)[^>]*data-search="off"[^>]*>/.exec(html));) {
        const tags = new RegExp(`<(/?)${off[1]}[\\s>]`, "g");
        let depth = 0, tag;
        tags.lastIndex = off.index;
        while ((tag = tags.exec(html)) && (depth += tag[1] ? -1 : 1) > 0);
        html = html.slice(0, off.index) + "\n" + (tag ? html.slice(tag.index) : "").replace(/^[^>]*>/, "");
    }
    return html;
}

// The lines of a page in which words may stand: its <main> without navigation and what is marked as not searched.
function text(html) {
    const main = searched(html.slice(html.indexOf("<main"), html.indexOf("</main>") + "</main>".length));
    return main.replace(/<(nav|script|form|button|svg)[\s>][\s\S]*?<\/\1>/g, "\n").replace(/<\/?(a|b|code|em|i|span|strong|sub|sup|time)(\s[^>]*)?>/g, "")
        .replace(/<[^>]*>/g, "\n").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&").toLowerCase();
}

function read(site) {
    const files = fs.readdirSync(site, { recursive: true }).map(String).filter(at => at.endsWith(".html") && at !== "search.html");
    return files.sort().map(at => ({ at, text: text(fs.readFileSync(path.join(site, at), "utf8")) }));
}

// Pieces of two to nine characters out of pages spread over the site; every sixth with its first character put last, which
// mostly stands nowhere.
function pieces(pages, count) {
    return Array.from({ length: count }, (_, i) => {
        const words = pages[Math.floor(i * pages.length / count)].text.match(/[\p{Script=Han}]{10,}/gu) || ["共享"];
        const piece = words[Math.floor(words.length * ((i * 7) % 10) / 10)].slice(0, 2 + i % 8);
        return i % 6 === 5 ? piece.slice(1) + piece[0] : piece;
    });
}

async function ask(page, words) {
    return page.evaluate(query => new Promise(done => {
        const field = document.querySelector("input[name=q]"), status = document.querySelector("[data-search-status]");
        field.value = query;
        const start = performance.now();
        const over = () => status.textContent && status.textContent !== status.getAttribute("data-busy");
        new MutationObserver(() => over() && done(performance.now() - start)).observe(status, { childList: true, characterData: true, subtree: true });
        field.form.requestSubmit();
    }), words);
}

async function found(page, origin, most) {
    const more = page.locator("[data-search-more]"), shown = page.locator("[data-search-results] li");
    const ready = () => more.waitFor({ state: "visible", timeout: 2000 }).then(() => true, () => false); // hidden while it looks, and at the end
    while (await shown.count() < most && await ready()) await more.click();
    const links = await page.locator("[data-search-results] li > a").evaluateAll(all => all.map(a => a.href));
    return links.map(link => decodeURIComponent(link.slice(origin.length + 1)).replace(/#.*/, ""));
}

// A page that is asked, over HTTP or from a disk: (words) -> {ms, busy, bytes}, with nothing of the site in the browser. busy: ms of the
// page's own thread, which do not grow when others use the machine.
async function asker(browser, home) {
    const { page, close } = await open(browser, home), client = await page.context().newCDPSession(page);
    const busy = async () => (await client.send("Performance.getMetrics")).metrics.find(one => one.name === "TaskDuration").value * 1000;
    let bytes = 0;
    await client.send("Network.enable");
    await client.send("Performance.enable", { timeDomain: "threadTicks" });
    client.on("Network.loadingFinished", event => { bytes += event.encodedDataLength; });
    return { page, close, ask: async words => {
        await client.send("Network.clearBrowserCache");
        await page.goto(`${home}/search.html`, { waitUntil: "networkidle" });
        bytes = 0;
        const before = await busy(), ms = await ask(page, words), after = await busy();
        await page.waitForLoadState("networkidle");
        return { ms, busy: after - before, bytes };
    } };
}

// What is wrong with what the page shows for these words; null: nothing.
async function fault(page, origin, pages, words) {
    const want = pages.filter(one => one.text.includes(words)).map(one => one.at);
    const said = await page.locator("[data-search-status]").textContent(), results = await found(page, origin, FEW + 1);
    const some = want.length > FEW, strange = results.filter(at => !want.includes(at));
    const right = !strange.length && new Set(results).size === results.length &&
        (some ? results.length > FEW && (words.length > 3 || said.includes(String(want.length))) : results.length === want.length);
    return right ? null : `“${words}”: ${results.length} shown (${said}), ${want.length} pages have it, ${strange.length} have it not`;
}

function report(where, costs) {
    const ms = costs.map(one => one.ms), busy = costs.map(one => one.busy), most = Math.max(...costs.map(one => one.bytes)) / 1024;
    console.log(`    ${where}: median ${median(ms).toFixed(0)} ms, slowest ${Math.max(...ms).toFixed(0)} ms (bar 100); ` +
        `of the page's processor time ${median(busy).toFixed(0)} ms, at most ${Math.max(...busy).toFixed(0)} ms; most ${most.toFixed(0)} KB${where === "a disk" ? "" : " (bar 150)"}`);
}

(async () => {
    const [site, count] = [path.resolve(process.argv[2]), Number(process.argv[3])], pages = read(site), words = pieces(pages, count);
    const server = await serve(site), browser = await launch(), wrong = [];
    console.log(`${count} queries in ${pages.length} pages, each by a browser that has nothing of them:`);
    for (const [where, home] of [["a server", server.origin], ["a disk", `file://${site}`]]) {
        const { page, ask: cost, close } = await asker(browser, home), costs = [];
        for (const one of words) {
            costs.push(await cost(one));
            if (home === server.origin) wrong.push(await fault(page, home, pages, one));
        }
        report(where, costs);
        await close();
    }
    const faults = wrong.filter(Boolean);
    console.log(faults.length ? faults.join("\n") : "    each found the pages in which it stands, no more and no fewer");
    await browser.close();
    server.close();
    process.exit(faults.length ? 1 : 0);
})();
