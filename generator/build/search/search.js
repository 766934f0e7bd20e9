/* Searches the index beside it: see html/search.h. Works from a disk and without a server. */
(function () {
    "use strict";
    var here = document.currentScript.src.replace(/[^\/]*$/, "");
    var form = document.querySelector("[data-search]");
    var list = document.querySelector("[data-search-results]");
    var status = document.querySelector("[data-search-status]");
    var more = document.querySelector("[data-search-more]");
    if (!form || !list || !status || !more) return;
    var field = form.querySelector("input[name=q]");
    // Results shown at a time: as many files as a browser asks a server for together.
    var SOME = 6;
    var GRAMS = 5; // of a term asked for; its text confirms the rest
    var FRESH = 60000; // ms that the head is taken for that of the files
    var index, starts, asked = 0, loads = {}, came = {}, turn = 0, timer;

    // ---- files of the index, each once
    window.kanbenIndex = function (head) {
        index = head;
        starts = [0];
        for (var i = 0; i < head.texts.length; i++) starts.push(starts[i] + digit(head.texts, i));
    };
    window.kanbenGrams = function (i, table) { came["g" + i] = table; };
    window.kanbenTexts = function (i, pages) { came["t" + i] = pages; };
    function load(name, version) {
        if (!loads[name]) loads[name] = new Promise(function (done, failed) {
            var script = document.createElement("script");
            script.src = here + name + ".js?" + (version || index.version);
            script.onload = function () { done(came[name]); };
            script.onerror = function () { delete loads[name]; failed(new Error(name)); };
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
        return load("index", now).then(function () {
            if (old && old.version !== index.version) loads = {index: loads.index}, came = {};
        }).catch(function (e) { asked = 0; throw e; });
    }

    // ---- numbers in base 45, as html/search.c writes them
    function digit(text, at) {
        var n = text.charCodeAt(at) - 35;
        return n > 57 ? n - 1 : n;
    }
    // of each page: 0, or 1 + how much a gram weighs there
    function weights(text) {
        var of = new Uint8Array(index.pages), page = 0, at = 0;
        while (text && at < text.length) {
            var n = 0, unit = 1, d;
            do {
                d = digit(text, at++);
                n += d % 45 * unit;
                unit *= 45;
            } while (d >= 45);
            page += n >> 1;
            of[page++] = n & 1 ? 1 + digit(text, at++) : 1;
        }
        return of;
    }
    function shard(gram) {
        var hash = 0;
        Array.from(gram).forEach(function (c) {
            hash = Math.imul(hash ^ c.codePointAt(0), 0x9E3779B1);
            hash ^= hash >>> 15;
        });
        return Math.floor((hash >>> 0) * index.shards / 4294967296);
    }

    // ---- terms
    function fold(text) {
        return text.replace(/[A-Z\uFF01-\uFF5E\u3000]/g, function (c) {
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
    // the pages that have all grams, the best first
    function candidates(tables) {
        var found = [];
        for (var page = 0; page < index.pages; page++) {
            var score = 0, all = tables.every(function (term) {
                var level = 2, times = 29;
                return term.every(function (of) {
                    var w = of[page] - 1;
                    level = Math.min(level, Math.floor(w / 30));
                    times = Math.min(times, w % 30);
                    return w >= 0;
                }) && (score += level * 100 + times, true);
            });
            if (all) found.push({page: page, score: score});
        }
        return found.sort(function (a, b) { return b.score - a.score || a.page - b.page; });
    }
    function has(entry, terms) {
        return terms.every(function (term) {
            return find(entry[2], term) >= 0 || find(entry[4], term) >= 0 || entry[3].indexOf(term) >= 0;
        });
    }

    // ---- what is shown
    function marked(to, text, terms) {
        var at = 0;
        while (at < text.length) {
            var next = text.length, long = 0;
            terms.forEach(function (term) {
                var i = find(text, term, at);
                if (i >= 0 && (i < next || (i === next && term.length > long))) next = i, long = term.length;
            });
            to.appendChild(document.createTextNode(text.slice(at, next)));
            if (long) to.appendChild(document.createElement("mark")).textContent = text.slice(next, next + long);
            at = next + long;
        }
    }
    // The terms, and in the place of letters the Han of the title that they are read from.
    function spelt(title, initials, terms) {
        var places = [], from = 0;
        Array.from(title).forEach(function (c) {
            if (/[a-z0-9]|\p{sc=Han}/u.test(fold(c))) places.push([from, from + c.length]);
            from += c.length;
        });
        return terms.map(function (term) {
            var at = initials.indexOf(term);
            if (at < 0 || places.length !== initials.length || find(title, term) >= 0) return term;
            return fold(title.slice(places[at][0], places[at + term.length - 1][1]));
        });
    }
    function first(text, terms) {
        return terms.reduce(function (best, term) {
            var i = find(text, term);
            return i >= 0 && (best < 0 || i < best) ? i : best;
        }, -1);
    }
    function show(entry, terms) {
        var item = document.createElement("li"), at = first(entry[4], terms), place = "";
        for (var i = 5; i < entry.length && entry[i] <= at; i += 2) place = "#" + encodeURIComponent(entry[i + 1]);
        var link = item.appendChild(document.createElement("a"));
        link.href = new URL("../" + entry[0], here).href + place;
        marked(link, entry[2], spelt(entry[2], entry[3], terms));
        if (entry[1]) item.appendChild(document.createElement("span")).textContent = entry[1];
        var from = Math.max(0, at - 24), to = Math.min(entry[4].length, Math.max(at, 0) + 96);
        if (/[\uDC00-\uDFFF]/.test(entry[4].charAt(from))) from++;
        if (/[\uDC00-\uDFFF]/.test(entry[4].charAt(to))) to++;
        var words = entry[4].slice(from, to).replace(/\n/g, " ").trim();
        marked(item.appendChild(document.createElement("p")), (from ? "…" : "") + words + (to < entry[4].length ? "…" : ""), terms);
        list.appendChild(item);
    }
    function say(what, n) {
        status.textContent = what ? (status.getAttribute("data-" + what) || "").replace("{n}", n) : "";
    }

    // ---- one search; `mine` is old when another has begun
    function run(query, mine) {
        var terms = fold(query).split(/\s+/).filter(Boolean), wanted = terms.map(grams), found, at = 0, shown = 0;
        more.hidden = true;
        if (!wanted.some(function (g) { return g.length; })) {
            list.textContent = "";
            return say(terms.length ? "short" : "");
        }
        say("busy");
        var exact = terms.length === 1 && Array.from(terms[0]).length <= 3;
        function next() {
            var batch = found.slice(at, at + SOME - shown % SOME);
            at += batch.length;
            return Promise.all(batch.map(function (c) {
                var i = 0;
                while (starts[i + 1] <= c.page) i++;
                return load("t" + i).then(function (pages) { return pages[c.page - starts[i]]; });
            })).then(function (entries) {
                if (mine !== turn) return;
                entries.forEach(function (entry) {
                    if (has(entry, terms)) show(entry, terms), shown++;
                });
                if (at < found.length && (shown === 0 || shown % SOME)) return next();
                more.hidden = at === found.length;
                var left = found.length - at;
                say(shown ? (left && !exact ? "some" : "count") : "none", shown + left);
            });
        }
        more.onclick = function () {
            var last = list.lastElementChild;
            more.hidden = true;
            next().then(function () {
                var link = last && last.nextElementSibling && last.nextElementSibling.querySelector("a");
                if (link) link.focus();
            }).catch(lost);
        };
        head().then(function () {
            return Promise.all(wanted.filter(function (g) { return g.length; }).map(function (of) {
                return Promise.all(of.map(function (gram) {
                    return load("g" + shard(gram)).then(function (table) { return weights(table[gram]); });
                }));
            }));
        }).then(function (tables) {
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
        try { history.replaceState(null, "", "?q=" + encodeURIComponent(field.value)); } catch (e) { /* from a disk */ }
    }
    form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(timer); start(); });
    field.addEventListener("input", function (event) {
        clearTimeout(timer);
        if (!event.isComposing) timer = setTimeout(start, 200);
    });
    field.addEventListener("compositionend", function () { timer = setTimeout(start, 200); });
    field.value = new URLSearchParams(location.search).get("q") || field.value;
    // The head comes while the reader types; what fails is said when something is asked.
    if (field.value) start();
    else head().catch(function () {});
})();
