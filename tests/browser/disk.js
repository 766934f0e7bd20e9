// The site opened by double click, from a stick: every kind of page, and searching.
"use strict";
const { each, open } = require("./browser");
const { must } = require("./check");
const { search } = require("./keys");

exports.check = async ({ browser, site, samples, title }) => {
    const home = `file://${site}`;
    await each(browser, "file://", {}, samples, async (page, faults, { at }) => {
        await page.goto(`${home}/${at}`);
        must(`${at} from the disk`, faults.splice(0));
    });
    const { page, faults, close } = await open(browser, "file://");
    await search(page, home, title);
    must("searching from the disk", faults);
    await close();
};
