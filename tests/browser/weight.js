// What a phone has to fetch, as it comes over the line: compressed, heads of answers counted, with what comes while scrolling.
"use strict";
const { PHONE, each } = require("./browser");
const { must } = require("./check");

const KB = 1024;
const HOME = 150 * KB; // a group's home, and no more for any other page with pictures
const TEXT = 40 * KB;  // a page without pictures

// {bytes, pictures, list}: of one page, with an empty cache
exports.weigh = async (page, address) => {
    const client = await page.context().newCDPSession(page), answers = new Map(), list = [];
    await client.send("Network.enable");
    await client.send("Network.clearBrowserCache");
    client.on("Network.responseReceived", ({ requestId, type, response }) => answers.set(requestId, { type, url: response.url }));
    client.on("Network.loadingFinished", ({ requestId, encodedDataLength: bytes }) => answers.has(requestId) && list.push({ ...answers.get(requestId), bytes }));
    await page.goto(address);
    await page.evaluate(async () => {
        for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
            scrollTo(0, y);
            await new Promise(done => setTimeout(done, 20));
        }
    });
    await page.waitForLoadState("networkidle");
    const pictures = await page.$$eval("main img, main picture", found => found.length);
    await client.detach();
    return { bytes: list.reduce((sum, one) => sum + one.bytes, 0), pictures, list };
};

exports.check = ({ browser, origin, samples }) => each(browser, origin, PHONE, samples, async (page, faults, { at }) => {
    const { bytes, pictures, list } = await exports.weigh(page, `${origin}/${at}`);
    const most = pictures ? HOME : TEXT;
    const parts = list.sort((a, b) => b.bytes - a.bytes).map(one => `${(one.bytes / KB).toFixed(1)} KB ${one.url.replace(origin, "")}`);
    must(`${at}: ${(bytes / KB).toFixed(1)} KB, at most ${most / KB}`, bytes <= most ? [] : parts);
});
