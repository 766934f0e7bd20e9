// Debian's Chromium with none of its own traffic, and pages that note what goes wrong while they load.
"use strict";
const { chromium } = require("playwright-core");

const WIDTHS = exports.WIDTHS = [360, 768, 1280]; // CSS px: a small phone, a tablet, a desk
const HEIGHT = 800;

exports.launch = () => chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"],
});

// A phone with a screen of three device pixels to one of CSS, as most sold in China have.
exports.PHONE = { viewport: { width: WIDTHS[0], height: HEIGHT }, deviceScaleFactor: 3, isMobile: true, hasTouch: true };

exports.size = width => ({ width, height: HEIGHT });

const PATIENCE = 120; // seconds for one task: none takes three on a quiet machine

// What TASK gives; a fault that names WHAT when it takes too long. A page may keep a call of evaluate() waiting for ever.
const within = (what, task) => {
    let timer;
    const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`${what}: no answer within ${PATIENCE} s`)), PATIENCE * 1000); });
    return Promise.race([task, late]).finally(() => clearTimeout(timer));
};

// TASK(page, faults, item) for each item, on two pages side by side, each of them opened once.
exports.each = async (browser, home, options, items, task) => {
    const queue = [...items];
    const lane = async () => {
        const { page, faults, close } = await exports.open(browser, home, options);
        for (let item; (item = queue.shift());) await within(item.at, task(page, faults, item));
        await close();
    };
    await Promise.all([lane(), lane()]);
};

// A new page in a context of its own: {page, faults}. Faults are what the console calls an error, scripts that throw,
// answers of 400 and above, requests that fail, and requests to anywhere but HOME (an origin, or "file://").
exports.open = async (browser, home, options = {}) => {
    const context = await browser.newContext({ viewport: exports.size(WIDTHS[2]), locale: "zh-CN", ...options });
    const page = await context.newPage(), faults = [];
    page.on("console", message => message.type() === "error" && faults.push(`console: ${message.text()}`));
    page.on("pageerror", error => faults.push(`script: ${error.message}`));
    page.on("requestfailed", request => {
        const why = request.failure().errorText; // what the next page broke off has not failed
        if (why !== "net::ERR_ABORTED") faults.push(`failed: ${request.url()} ${why}`);
    });
    page.on("response", answer => answer.status() >= 400 && faults.push(`${answer.status()}: ${answer.url()}`));
    page.on("request", request => {
        const url = request.url();
        if (!url.startsWith(home) && !url.startsWith("data:")) faults.push(`elsewhere: ${url}`);
    });
    return { page, faults, close: () => context.close() };
};
