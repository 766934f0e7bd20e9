// What a page looks like to a thumb and to tired eyes: it does not scroll sideways, its letters have 16 px, what can
// be tapped has 44 px (WCAG 2.5.5). The functions run in the page and return the faults found.
"use strict";

exports.sideways = () => {
    const root = document.scrollingElement, over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
    const last = wide[wide.length - 1];
    return [`${over} px too wide: ${last ? last.outerHTML.slice(0, 120) : "?"}`];
};

// Readings above characters (rt) and raised or lowered signs are small by nature, as in print; so is what a hidden
// or empty box has. Drawings are measured as they are shown, scaled.
exports.small = () => {
    const LEAST = 16, faults = [];
    const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const shown = (element, style) => {
        const size = parseFloat(style.fontSize);
        return element instanceof SVGElement && element.getScreenCTM ? size * Math.abs(element.getScreenCTM().a) : size;
    };
    const note = (element, style, text) => {
        const size = shown(element, style);
        if (size < LEAST - 0.05) faults.push(`${size.toFixed(1)} px: <${element.tagName.toLowerCase()} class="${element.getAttribute("class") || ""}"> ${text.trim().slice(0, 30)}`);
    };
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
        const element = node.parentElement;
        if (!node.data.trim() || element.closest("rt, rp, sup, sub, script, style, noscript") || !seen(element)) continue;
        note(element, getComputedStyle(element), node.data);
    }
    for (const element of document.body.querySelectorAll("*"))
        for (const mark of ["::before", "::after"]) {
            const style = getComputedStyle(element, mark), text = /"(.*)"/.exec(style.content);
            if (text && /[\p{L}\p{N}]/u.test(text[1]) && seen(element)) note(element, style, text[1]);
        }
    return faults;
};

// As WCAG 2.5.8 has it, a link in a sentence may be as small as its line: that is one with other words beside it in
// its block. A control counts with its label.
exports.targets = () => {
    const LEAST = 44, faults = [];
    const words = text => text.replace(/[^\p{L}\p{N}]/gu, "").length;
    const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex='0']";
    const inline = element => {
        if (getComputedStyle(element).display !== "inline") return false;
        let block = element.parentElement;
        while (getComputedStyle(block).display === "inline") block = block.parentElement;
        const links = [...block.querySelectorAll(TARGETS)].reduce((sum, link) => sum + words(link.textContent), 0);
        return words(block.textContent) > links;
    };
    const box = element => {
        const boxes = [element, ...(element.labels || [])].flatMap(e => [...e.getClientRects()]);
        const edge = (side, of) => of(...boxes.map(b => b[side]));
        return { width: edge("right", Math.max) - edge("left", Math.min), height: edge("bottom", Math.max) - edge("top", Math.min), right: edge("right", Math.max) };
    };
    for (const element of document.body.querySelectorAll(TARGETS)) {
        if (!element.checkVisibility({ visibilityProperty: true }) || element.disabled) continue;
        const b = box(element);
        if (b.right < 0 || inline(element)) continue; // the skip link waits beyond the edge
        // a box that only scrolls is no target
        if (element.matches("[tabindex='0']:not(a, button, input, select, summary, [role=button])")) continue;
        if (b.width < LEAST - 0.5 || b.height < LEAST - 0.5)
            faults.push(`${b.width.toFixed(0)} × ${b.height.toFixed(0)} px: <${element.tagName.toLowerCase()} class="${element.className}"> ${element.textContent.trim().slice(0, 20)} in <${element.parentElement.tagName.toLowerCase()} class="${element.parentElement.className}">`);
    }
    return faults;
};

// A bar of the calendar is as long as its days, rows of records fit the screen as entries, tables of four columns as they are, and what follows a text (how to
// cite it, where to go on) stands in its column.
exports.shapes = () => {
    const shown = selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility());
    const edges = element => element.getBoundingClientRect(), faults = [];
    for (const bar of shown(".month-bar")) {
        const free = edges(bar.closest("td")).right - edges(bar).right;
        if (free > 12) faults.push(`a bar ends ${free.toFixed(0)} px before its last day does: ${bar.textContent}`);
    }
    for (const table of shown(".table:has(> .records)"))
        if (table.scrollWidth > table.clientWidth) faults.push(`records scroll sideways: ${table.getAttribute("aria-label")}`);
    for (const table of shown(".text > .table"))
        if (table.scrollWidth > table.clientWidth && Math.max(...[...table.querySelectorAll("tr")].map(row => row.cells.length)) <= 4)
            faults.push(`${table.scrollWidth} px of a table of four columns on ${table.clientWidth} px: ${table.innerText.slice(0, 30)}`);
    const text = shown("main .text")[0];
    for (const after of text ? shown("main .cite") : [])
        if (Math.abs(edges(after).left - edges(text).left) > 1) faults.push(`${edges(after).left} px, not ${edges(text).left} as the text: ${after.className}`);
    return faults;
};

// Dark means a page darker than its letters.
exports.bright = () => {
    const light = colour => {
        const [r, g, b] = colour.match(/[\d.]+/g).map(Number);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const { backgroundColor, color } = getComputedStyle(document.body);
    return light(backgroundColor) < light(color) ? [] : [`${color} on ${backgroundColor}`];
};
