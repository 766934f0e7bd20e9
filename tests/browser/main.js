// main.js SITE [PART...]: a published site looked at in Chromium; parts: those below, all when none is named.
"use strict";
const fs = require("fs");
const path = require("path");
const { launch } = require("./browser");
const { close } = require("./check");
const { samples } = require("./kinds");
const { serve } = require("./server");

const PARTS = ["looks", "keys", "disk", "print", "missing", "weight"];

// A case to be searched for: {folder, at, words of its title}; null: there is none.
function titled(site, pages) {
    const { at } = pages.find(page => page.kind === "GROUP/cases/*.html") || {};
    if (!at) return null;
    const title = /<h1>(.*?)<\/h1>/s.exec(fs.readFileSync(path.join(site, at), "utf8"))[1].replace(/<[^>]*>/g, "");
    return { folder: at.split("/")[0], at, words: /[\p{Script=Han}]{4,6}/u.exec(title)[0] };
}

(async () => {
    const site = path.resolve(process.argv[2]), named = process.argv.slice(3);
    const pages = samples(site), server = await serve(site), browser = await launch();
    const world = { browser, site, origin: server.origin, samples: pages, title: titled(site, pages) };
    for (const part of named.length ? named : PARTS) await require(`./${part}`).check(world);
    await browser.close();
    server.close();
    process.exitCode = close();
})().catch(error => { console.log(error.stack); process.exit(1); }); // the browser and the server would keep it alive
