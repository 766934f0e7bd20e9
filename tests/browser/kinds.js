// The kinds of page that the county's sites have, read off the site itself so that a new kind is looked at from its
// first day: the hub's pages and a group's by their names, those of a folder as one kind, but for names of their own.
"use strict";
const fs = require("fs");
const path = require("path");

const OWN = ["index", "all", "comparison", "standard"]; // names in a folder that are kinds of their own
const EVERY = ["GROUP/index.html"]; // looked at on all sites: the homes differ in layout and colour

const htmlFiles = exports.files = (folder, below = "") =>
    fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap(entry => {
        const at = below ? `${below}/${entry.name}` : entry.name;
        return entry.isDirectory() ? htmlFiles(folder, at) : at.endsWith(".html") ? [at] : [];
    }).sort();

// The pages of a site without groups, as a manual's chapters, are one kind.
// As a pattern: "GROUP/cases/*.html"; "v*" is a former edition.
function kindOf(at, groups) {
    const parts = at.split("/").map(part => /^v[0-9.]+$/.test(part) ? "v*" : part);
    if (groups.has(parts[0])) parts[0] = "GROUP";
    const name = parts.pop().replace(/\.html$/, ""), folder = parts.join("/");
    const own = folder === "" && groups.size > 0 || folder === "GROUP" || OWN.includes(name);
    return `${folder && folder + "/"}${own ? name : "*"}.html`;
}

// {kind, at} of one page of each kind, the largest: what breaks a page is mostly a matter of how much stands in it.
// Pages that only lead to another address are none.
exports.samples = site => {
    const pages = htmlFiles(site);
    const groups = new Set(pages.filter(at => /^[^/]+\/404\.html$/.test(at)).map(at => at.split("/")[0]));
    const chosen = new Map();
    for (const at of pages) {
        const text = fs.readFileSync(path.join(site, at), "utf8"), kind = kindOf(at, groups);
        const key = EVERY.includes(kind) ? at : kind, before = chosen.get(key);
        if (text.includes('http-equiv="refresh"') || before && before.length >= text.length) continue;
        chosen.set(key, { kind, at, length: text.length });
    }
    return [...chosen.values()];
};
