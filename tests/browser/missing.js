// An address with nothing behind it, deep in a folder: the site's own page says so, with its looks, and leads home.
"use strict";
const { open } = require("./browser");
const { must } = require("./check");

exports.check = async ({ browser, origin }) => {
    const nowhere = `${origin}/no/such/page.html`;
    const { page, faults, close } = await open(browser, origin);
    const answer = await page.goto(nowhere);
    const styled = await page.evaluate(() => [...document.styleSheets].every(sheet => sheet.cssRules.length > 0) && document.styleSheets.length > 0);
    must("a page that is missing: 404 in the looks of the site", answer.status() === 404 && styled ? [] : [`${answer.status()}, styled: ${styled}`]);
    const expected = [`404: ${nowhere}`, "console: Failed to load resource: the server responded with a status of 404 (Not Found)"];
    must("a page that is missing: nothing else is", faults.filter(fault => !expected.includes(fault)));
    await page.click("main .more a");
    must("a page that is missing leads home", page.url() === `${origin}/index.html` ? [] : [page.url()]);
    await close();
};
