// Every kind of page at the three widths, light and dark: layout, text, targets, axe-core, and nothing amiss on the way.
"use strict";
const axe = require("./axe");
const { WIDTHS, each, size } = require("./browser");
const { must } = require("./check");
const layout = require("./layout");

const CONTRAST = ["color-contrast", "link-in-text-block"]; // what the colour scheme decides

// What a style sheet shows a moment later is there at once: else things move while axe-core measures them. They are not
// waited for: in a part that is not laid out yet (content-visibility) an animation may stand still for ever.
const settle = () => document.getAnimations().forEach(one => one.finish());

// Folded parts are opened: what is wrong in them is wrong too.
const unfold = () => document.querySelectorAll("details").forEach(details => { details.open = true; });

// As on phones of those who have set large letters: what is in rem and em grows, the screen does not.
const letters = size => { document.documentElement.style.fontSize = size; };

async function look(page, faults, address, { kind, at }) {
    const [phone, , desk] = WIDTHS;
    await page.setViewportSize(size(phone));
    await page.goto(address);
    await page.evaluate(settle);
    await page.evaluate(unfold);
    for (const width of WIDTHS) {
        await page.setViewportSize(size(width));
        must(`${at} at ${width} px: no scrolling sideways`, await page.evaluate(layout.sideways));
        must(`${at} at ${width} px: bars, records and columns`, await page.evaluate(layout.shapes));
        if (width !== desk) must(`${at} at ${width} px: what is tapped has 44 px`, await page.evaluate(layout.targets));
        if (width === phone) must(`${at} at ${width} px: text of 16 px`, await page.evaluate(layout.small));
        if (width === phone) {
            await page.evaluate(letters, "200%");
            must(`${at} at ${width} px, letters twice as large: no scrolling sideways`, await page.evaluate(layout.sideways));
            await page.evaluate(letters, "");
        }
        if (width === phone || width === desk) must(`${at} at ${width} px: axe-core`, await axe.violations(page));
    }
    await page.emulateMedia({ colorScheme: "dark" });
    must(`${at} in the dark: dark`, await page.evaluate(layout.bright));
    must(`${at} in the dark: axe-core`, await axe.violations(page, CONTRAST));
    await page.emulateMedia({ colorScheme: "light" });
    must(`${at} (${kind}): console and network`, faults.splice(0));
}

exports.check = ({ browser, origin, samples }) =>
    each(browser, origin, {}, samples, (page, faults, sample) => look(page, faults, `${origin}/${sample.at}`, sample));
