// axe-core's findings about the page that is open: the rules of WCAG 2.2 A and AA and its own good practice.
"use strict";
const fs = require("fs");

const source = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// only: the rules to be run, all when left out
exports.violations = async (page, only) => {
    if (!await page.evaluate("!!window.axe")) await page.evaluate(source); // by the debugger: the page's own policy forbids foreign scripts
    const found = await page.evaluate(async rules => {
        const options = { resultTypes: ["violations"], ...(rules ? { runOnly: { type: "rule", values: rules } } : {}) };
        return (await axe.run(document, options)).violations.map(v => ({ id: v.id, nodes: v.nodes.map(n => `${n.target.join(" ")} ${(n.any[0] || n.all[0] || n.none[0] || {}).message || ""}`) }));
    }, only);
    return found.flatMap(v => v.nodes.map(node => `${v.id}: ${node}`));
};
