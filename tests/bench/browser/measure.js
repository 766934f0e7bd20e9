// measure.js SITE LARGE RUNS: the largest contentful paint of SITE's homes and of a page of each kind, and queries in the
// search of LARGE, a site of many pages.
"use strict";
const fs = require("fs");
const path = require("path");
const { PHONE, launch, open } = require("../../browser/browser");
const kinds = require("../../browser/kinds");
const { serve } = require("../../browser/server");

const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 }; // ms, bytes/s
const SLOWER = 4; // times the processor of this machine
const QUERIES = 12;

const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function paint(browser, origin, at) {
    const { page, close } = await open(browser, origin, PHONE);
    const client = await page.context().newCDPSession(page);
    await client.send("Network.enable");
    await client.send("Network.emulateNetworkConditions", LINE);
    await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(`${origin}/${at}`, { waitUntil: "networkidle" });
    const last = await page.evaluate(() => new Promise(done => new PerformanceObserver(list => {
        const entry = list.getEntries().pop();
        done({ ms: entry.startTime, what: entry.url ? entry.url.replace(/.*\//, "") : entry.element ? entry.element.tagName.toLowerCase() : "?" });
    }).observe({ type: "largest-contentful-paint", buffered: true })));
    await close();
    return last;
}

async function paints(browser, site, runs) {
    const server = await serve(site);
    console.log(`largest contentful paint, median of ${runs}: ${SLOWER}x slower processor, 1.6 Mbit/s, ${LINE.latency} ms`);
    for (const { at } of kinds.samples(site)) {
        const seen = [];
        for (let i = 0; i < runs; i++) seen.push(await paint(browser, server.origin, at));
        const ms = median(seen.map(one => one.ms));
        console.log(`${at.padEnd(40)} ${ms.toFixed(0).padStart(6)} ms  ${seen.find(one => one.ms === ms).what}`);
    }
    server.close();
}

// Pieces of two to six characters out of the middle of pages spread over the site.
function pieces(site, count) {
    const pages = kinds.files(site).filter(at => /\/cases\/(?!index)/.test(at));
    return Array.from({ length: count }, (_, i) => {
        const text = fs.readFileSync(path.join(site, pages[Math.floor(i * pages.length / count)]), "utf8");
        const words = text.slice(text.indexOf('<div class="text">')).replace(/<[^>]*>/g, " ").match(/[\p{Script=Han}]{6,}/gu) || ["共享"];
        return words[Math.floor(words.length / 2)].slice(0, 2 + i % 5);
    });
}

// A query: from the last key to the results on the page, and the bytes that it fetched; the index's own head comes before.
async function queries(browser, site) {
    const server = await serve(site);
    const { page, close } = await open(browser, server.origin);
    const client = await page.context().newCDPSession(page);
    let bytes = 0;
    await client.send("Network.enable");
    client.on("Network.loadingFinished", event => { bytes += event.encodedDataLength; });
    const costs = [];
    for (const words of pieces(site, QUERIES)) {
        await client.send("Network.clearBrowserCache");
        await page.goto(`${server.origin}/search.html`, { waitUntil: "networkidle" });
        bytes = 0;
        const ms = await page.evaluate(query => new Promise(done => {
            const list = document.querySelector("[data-search-results]"), field = document.querySelector("input[name=q]");
            field.value = query;
            const start = performance.now();
            new MutationObserver(() => list.children.length && done(performance.now() - start)).observe(list, { childList: true });
            field.form.requestSubmit();
        }), words);
        await page.waitForLoadState("networkidle");
        costs.push({ words, ms, bytes });
    }
    console.log(`a query in ${kinds.files(site).length} pages, cold: ${costs.map(one => `“${one.words}” ${one.ms.toFixed(0)} ms ${(one.bytes / 1024).toFixed(0)} KB`).join(", ")}`);
    console.log(`    median ${median(costs.map(one => one.ms)).toFixed(0)} ms (bar 100), largest ${(Math.max(...costs.map(one => one.bytes)) / 1024).toFixed(0)} KB (bar 150)`);
    await close();
    server.close();
}

(async () => {
    const [site, large, runs] = process.argv.slice(2), browser = await launch();
    await paints(browser, path.resolve(site), Number(runs));
    await queries(browser, path.resolve(large));
    await browser.close();
})();
