// shots.js SITE FOLDER: four screens of a phone into FOLDER, for docs/shots: a home, a month, a case in the dark, a search.
// With NODE_PATH where tests/browser/tools puts its packages.
"use strict";
const path = require("path");
const { launch, open } = require("../tests/browser/browser");

const PHONE = { viewport: { width: 360, height: 720 }, deviceScaleFactor: 1, isMobile: true, hasTouch: true };

const screens = {
    home: { at: "hlyey/index.html" },
    month: { at: "calendar/2026-04.html" },
    case: { at: "hl02/cases/HL02-2526-C01.html", dark: true },
    search: {
        at: "hlyey/search.html",
        use: async page => {
            await page.fill("input[name=q]", "绘本");
            await page.press("input[name=q]", "Enter");
            await page.waitForSelector("[data-search-results] a");
            await page.evaluate(() => document.activeElement.blur());
        },
    },
};

(async () => {
    const [site, folder] = process.argv.slice(2).map(one => path.resolve(one)), browser = await launch();
    for (const [name, { at, dark, use }] of Object.entries(screens)) {
        const { page, close } = await open(browser, "file://", { ...PHONE, colorScheme: dark ? "dark" : "light" });
        await page.goto(`file://${site}/${at}`, { waitUntil: "networkidle" });
        if (use) await use(page);
        await page.screenshot({ path: path.join(folder, `${name}.png`) });
        await close();
    }
    await browser.close();
})();
