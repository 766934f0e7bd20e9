/* Searches the index beside it: see html/search.h. Works from a disk and without a server. */
(() => {
    "use strict";
    var here = document.currentScript.src.replace(/[^\/]*$/, "");
    var part = name => document.querySelector("[data-search" + name + "]");
    var form = part(""), list = part("-results"), status = part("-status"), more = part("-more");
    if (!form || !list || !status || !more) return;
    var field = form.querySelector("input[name=q]");
    // Results shown at a time: as many files as a browser asks a server for together.
    var SOME = 6;
    // Grams of a term asked for: its text confirms the rest.
    var GRAMS = 4;
    // ms that the head is taken for that of the files
    var FRESH = 60000;
    var index, starts, wide, asked = 0, loads = {}, came = {}, turn = 0, timer;

    // ---- files of the index, each once
    window.kanbenIndex = head => {
        index = head;
        starts = [0];
        wide = new Set(head.wide.match(/../gsu));
        for (var i = 0; i < head.texts.length; i++) starts.push(starts[i] + digit(head.texts, i));
    };
    window.kanbenGrams = (i, table) => came["g" + i] = table;
    window.kanbenTexts = (i, pages) => came["t" + i] = pages;
    function load(name, version) {
        if (!loads[name]) loads[name] = new Promise((done, failed) => {
            var script = document.createElement("script");
            script.src = here + name + ".js?" + (version || index.version);
            script.onload = () => done(came[name]);
            script.onerror = () => { delete loads[name]; failed(new Error(name)); };
            // A script that comes later is of low priority otherwise: somebody waits for this one.
            script.fetchPriority = "high";
            document.head.appendChild(script);
        });
        return loads[name];
    }
    // The head, past whatever keeps an old one, and again when it may have become old: of another build, all goes with it.
    function head() {
        var old = index, now = Date.now();
        if (now - asked < FRESH) return load("index");
        asked = now;
        delete loads.index;
        return load("index", now).then(() => {
            if (old && old.version !== index.version) loads = {index: loads.index}, came = {};
        }).catch(e => { asked = 0; throw e; });
    }

    // ---- numbers in base 45, as html/search.c writes them
    function digit(text, at) {
        var n = text.charCodeAt(at) - 35;
        return n > 57 ? n - 1 : n;
    }
    // of: of each page 0, or 1 + how much what was looked for weighs there; with another gram's pages
    function add(of, text) {
        for (var page = 0, at = 0; at < text.length;) {
            var n = 0, unit = 1, d, w, old;
            do {
                d = digit(text, at++);
                n += d % 45 * unit;
                unit *= 45;
            } while (d >= 45);
            page += n >> 2;
            w = n & 3;
            if (w > 2) w = digit(text, at++);
            old = of[page];
            if (!old--) of.n++;
            else w = Math.max(w - w % 30, old - old % 30) + Math.min(29, w % 30 + old % 30 + 1);
            of[page++] = w + 1;
        }
    }
    function shard(gram) {
        var hash = 0;
        Array.from(gram).forEach(c => {
            hash = Math.imul(hash ^ c.codePointAt(0), 0x9E3779B1);
            hash ^= hash >>> 15;
        });
        return load("g" + Math.floor((hash >>> 0) * index.shards / 4294967296));
    }
    // A pair is all that begin with it, which stand together; of many each stands alone, the pair too.
    function pages(gram) {
        var of = new Uint8Array(index.pages), c = Array.from(gram), pair = c[0] + c[1];
        return shard(wide.has(pair) ? gram : pair).then(table => {
            var own = table[gram], all = table[pair] || {};
            of.n = 0;
            (own ? own.length ? [own] : Object.values(own) : [all[c[2]] || ""]).forEach(text => add(of, text));
            return of;
        });
    }

    // ---- terms
    function fold(text) {
        return text.replace(/[A-Z\uFF01-\uFF5E\u3000]/g, c => {
            var code = c.charCodeAt(0);
            if (code === 0x3000) return " ";
            return String.fromCharCode(code > 0xFF00 ? code - 0xFEE0 : code).toLowerCase();
        });
    }
    // Only what ASCII has too is written in other ways: a term of Han stands in the text as it is. A text is folded once.
    var raw, folded;
    function find(text, term, from) {
        if (/[!-~]/.test(term)) {
            if (text !== raw) folded = fold(raw = text);
            text = folded;
        }
        return text.indexOf(term, from);
    }
    function grams(term) {
        var c = Array.from(term), size = Math.min(3, c.length), n = c.length - size, all = [];
        if (size < 2) return all;
        var steps = Math.min(n, GRAMS - 1);
        for (var i = 0; i <= steps; i++) {
            var from = steps ? Math.round(i * n / steps) : 0;
            all.push(c.slice(from, from + size).join(""));
        }
        return all;
    }
    // The pages that have all grams, the best first: as numbers that sort themselves, of which the rest by all pages is the page.
    function candidates(terms) {
        var found = [], rare = [].concat(...terms).reduce((a, b) => a.n < b.n ? a : b), score, page;
        function weigh(grams) {
            var level = 2, times = 29;
            for (var of of grams) {
                var w = of[page] - 1;
                level = Math.min(level, Math.floor(w / 30));
                times = Math.min(times, w % 30);
            }
            score -= level * 100 + times;
            return times >= 0;
        }
        for (page = 0; page < index.pages; page++) {
            score = 1e6;
            if (rare[page] && terms.every(weigh)) found.push(score * index.pages + page);
        }
        return Float64Array.from(found).sort();
    }
    function has(entry, terms) {
        return terms.every(term => {
            return find(entry[2], term) >= 0 || find(entry[4], term) >= 0 || entry[3].indexOf(term) >= 0;
        });
    }

    // ---- what is shown
    function put(to, tag, text) {
        var element = to.appendChild(document.createElement(tag));
        if (text) element.textContent = text;
        return element;
    }
    function marked(to, text, terms) {
        var at = 0;
        while (at < text.length) {
            var next = text.length, long = 0;
            terms.forEach(term => {
                var i = find(text, term, at);
                if (i >= 0 && (i < next || (i === next && term.length > long))) next = i, long = term.length;
            });
            to.appendChild(document.createTextNode(text.slice(at, next)));
            if (long) put(to, "mark", text.slice(next, next + long));
            at = next + long;
        }
    }
    // The terms, and in the place of letters the Han of the title that they are read from.
    function spelt(title, initials, terms) {
        var places = [], from = 0;
        Array.from(title).forEach(c => {
            if (/[a-z0-9]|\p{sc=Han}/u.test(fold(c))) places.push([from, from + c.length]);
            from += c.length;
        });
        return terms.map(term => {
            var at = initials.indexOf(term);
            if (at < 0 || places.length !== initials.length || find(title, term) >= 0) return term;
            return fold(title.slice(places[at][0], places[at + term.length - 1][1]));
        });
    }
    function first(text, terms) {
        return terms.reduce((best, term) => {
            var i = find(text, term);
            return i >= 0 && (best < 0 || i < best) ? i : best;
        }, -1);
    }
    function show(entry, terms) {
        var item = put(list, "li"), at = first(entry[4], terms), place = "";
        for (var i = 5; i < entry.length && entry[i] <= at; i += 2) place = "#" + encodeURIComponent(entry[i + 1]);
        var link = put(item, "a");
        link.href = new URL("../" + entry[0], here).href + place;
        marked(link, entry[2], spelt(entry[2], entry[3], terms));
        if (entry[1]) put(item, "span", entry[1]);
        var from = Math.max(0, at - 24), to = Math.min(entry[4].length, Math.max(at, 0) + 96);
        if (/[\uDC00-\uDFFF]/.test(entry[4].charAt(from))) from++;
        if (/[\uDC00-\uDFFF]/.test(entry[4].charAt(to))) to++;
        var words = entry[4].slice(from, to).replace(/\n/g, " ").trim();
        marked(put(item, "p"), (from ? "…" : "") + words + (to < entry[4].length ? "…" : ""), terms);
    }
    function say(what, n) {
        status.textContent = what ? (status.getAttribute("data-" + what) || "").replace("{n}", n) : "";
    }

    // ---- one search; `mine` is old when another has begun
    function run(query, mine) {
        var terms = fold(query).split(/\s+/).filter(Boolean), wanted = terms.map(grams), found, at = 0, shown = 0;
        more.hidden = true;
        if (!wanted.some(g => g.length)) {
            list.textContent = "";
            return say(terms.length ? "short" : "");
        }
        say("busy");
        var exact = terms.length === 1 && Array.from(terms[0]).length <= 3;
        function next() {
            var batch = found.slice(at, at + SOME - shown % SOME);
            at += batch.length;
            return Promise.all(Array.from(batch, c => {
                var page = c % index.pages, i = 0;
                while (starts[i + 1] <= page) i++;
                return load("t" + i).then(pages => pages[page - starts[i]]);
            })).then(entries => {
                if (mine !== turn) return;
                entries.forEach(entry => {
                    if (has(entry, terms)) show(entry, terms), shown++;
                });
                if (at < found.length && (shown === 0 || shown % SOME)) return next();
                more.hidden = at === found.length;
                var left = found.length - at;
                say(shown ? (left && !exact ? "some" : "count") : "none", shown + left);
            });
        }
        more.onclick = () => {
            var last = list.lastElementChild;
            more.hidden = true;
            next().then(() => {
                var link = last && last.nextElementSibling && last.nextElementSibling.querySelector("a");
                if (link) link.focus();
            }).catch(lost);
        };
        head().then(() => Promise.all(wanted.filter(g => g.length).map(of => Promise.all(of.map(pages))))).then(tables => {
            if (mine !== turn) return;
            list.textContent = "";
            found = candidates(tables);
            return next();
        }).catch(lost);
    }
    // Also where files are of two builds: the next search takes all anew.
    function lost() { loads = {}, came = {}, asked = 0, say("lost"); }
    function start() {
        run(field.value, ++turn);
        // When the files are asked for: it takes longer than to ask.
        setTimeout(() => {
            try { history.replaceState(null, "", "?q=" + encodeURIComponent(field.value)); } catch (e) { /* from a disk */ }
        });
    }
    function later() {
        clearTimeout(timer);
        timer = setTimeout(start, 200);
    }
    form.onsubmit = event => { event.preventDefault(); clearTimeout(timer); start(); };
    field.oninput = event => event.isComposing ? clearTimeout(timer) : later();
    field.addEventListener("compositionend", later);
    field.value = new URLSearchParams(location.search).get("q") || field.value;
    // The head comes while the reader types; what fails is said when something is asked.
    if (field.value) start();
    else head().catch(() => {});
})();
