// The site opened by double click, from a stick: every kind of page, and searching; then one group's folder copied out alone.
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const { each, open } = require("./browser");
const { must } = require("./check");
const { LISTS, filter, search } = require("./keys");

// What the pages of FOLDER need, they find in it.
async function alone(browser, site, folder, samples, title) {
    const work = fs.mkdtempSync(path.join(os.tmpdir(), "kanben-alone-"));
    fs.cpSync(path.join(site, folder), path.join(work, folder), { recursive: true });
    const own = samples.filter(({ at }) => at.startsWith(`${folder}/`));
    await each(browser, `file://${work}`, {}, own, async (page, faults, { at }) => {
        await page.goto(`file://${work}/${at}`);
        must(`${at} copied out alone`, faults.splice(0));
    });
    const { page, close } = await open(browser, `file://${work}`);
    await search(page, `file://${work}`, title);
    await close();
    fs.rmSync(work, { recursive: true });
}

exports.check = async ({ browser, site, samples, title }) => {
    const home = `file://${site}`;
    await each(browser, home, {}, samples, async (page, faults, { at }) => {
        await page.goto(`${home}/${at}`);
        must(`${at} from the disk`, faults.splice(0));
    });
    const { page, faults, close } = await open(browser, home);
    await search(page, home, title);
    must("searching from the disk", faults);
    for (const { at } of samples.filter(one => LISTS.includes(one.kind))) await filter(browser, home, at);
    await close();
    await alone(browser, site, title.folder, samples, title);
};
