// measure.js SITE RUNS: the largest contentful paint of SITE's homes and of a page of each kind, on a slow processor and a slow line;
// and of a page with one line of text, served alike: what this machine itself needs now, by which the others are to be judged.
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const { PHONE, launch, open } = require("../../browser/browser");
const kinds = require("../../browser/kinds");
const { serve } = require("../../browser/server");

const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 }; // ms, bytes/s
const SLOWER = 4;  // times the processor of this machine
const BAR = 1000;  // ms
const HOMES = ["index.html", "GROUP/index.html"]; // measured RUNS times, other kinds once, and again when they miss the bar
const NOTHING = "<!DOCTYPE html><html lang=zh><meta charset=utf-8><meta name=viewport content='width=device-width'><title>x</title><p>只有一行字的网页。";

const median = list => [...list].sort((a, b) => a.ms - b.ms)[Math.floor(list.length / 2)];

// {ms, what}, after everything has come and been painted
async function paint(browser, origin, at) {
    const { page, close } = await open(browser, origin, PHONE);
    const client = await page.context().newCDPSession(page);
    await client.send("Network.enable");
    await client.send("Network.emulateNetworkConditions", LINE);
    await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(`${origin}/${at}`, { waitUntil: "load" });
    const last = await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(() => new PerformanceObserver(list => {
        const entry = list.getEntries().pop();
        done({ ms: entry.startTime, what: entry.url ? entry.url.replace(/.*\//, "") : entry.element ? entry.element.tagName.toLowerCase() : "?" });
    }).observe({ type: "largest-contentful-paint", buffered: true }), 100))));
    await close();
    return last;
}

async function paints(browser, origin, at, runs) {
    const seen = [];
    for (let i = 0; i < runs; i++) seen.push(await paint(browser, origin, at));
    return seen;
}

async function floor(browser, runs) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kanben-floor-"));
    fs.writeFileSync(path.join(folder, "index.html"), NOTHING);
    const server = await serve(folder), seen = await paints(browser, server.origin, "index.html", runs);
    server.close();
    fs.rmSync(folder, { recursive: true });
    return median(seen).ms;
}

(async () => {
    const site = path.resolve(process.argv[2]), runs = Number(process.argv[3]), browser = await launch();
    const server = await serve(site), late = [];
    console.log(`largest contentful paint, median of ${runs}: ${SLOWER}x slower processor, 1.6 Mbit/s, ${LINE.latency} ms (bar ${BAR})`);
    console.log(`${"one line of text".padEnd(40)} ${(await floor(browser, runs)).toFixed(0).padStart(6)} ms`);
    for (const { kind, at } of kinds.samples(site)) {
        let seen = await paints(browser, server.origin, at, HOMES.includes(kind) ? runs : 1);
        if (seen.length < runs && seen[0].ms > BAR) seen = seen.concat(await paints(browser, server.origin, at, runs - 1));
        const { ms, what } = median(seen);
        if (ms > BAR) late.push(at);
        console.log(`${at.padEnd(40)} ${ms.toFixed(0).padStart(6)} ms  ${what}`);
    }
    console.log(`${"one line of text, at the end".padEnd(40)} ${(await floor(browser, runs)).toFixed(0).padStart(6)} ms`);
    console.log(late.length ? `    later than ${BAR} ms: ${late.join(" ")}` : `    none is later than ${BAR} ms`);
    server.close();
    await browser.close();
})();
