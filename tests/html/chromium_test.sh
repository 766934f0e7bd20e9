#!/bin/sh
# T72: the lines that a real browser makes of our pages. Chromium lays one text out at 65 widths, a script in
# the page tells how each line begins and ends. Run by tests/run with the program in KANBEN; says so where there is
# no Chromium.
command -v chromium >/dev/null || { echo "no chromium: not run"; echo "0 passed, 0 failed"; exit 0; }
case $KANBEN in /*) kanben=$KANBEN ;; *) kanben=$PWD/$KANBEN ;; esac
css=$PWD/templates/assets/site.css
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir lua templates content
echo 'return {collections = {}}' >lua/model.lua
echo 'return function(site, page) page{path = "a.html", template = "a.html"} end' >templates/site.lua
# The county's own rules for text, and Noto Serif, in a page of one paragraph.
cat >templates/a.html <<'PAGE'
<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><style>
body { margin: 0; font: 16px "Noto Serif CJK SC"; line-break: strict; text-spacing-trim: trim-start; text-autospace: normal; }
.nb { white-space: nowrap; } p { margin: 0; text-align: justify; } span.probe { white-space: nowrap; }
</style><div class="text">{{{ markup("比尔·盖茨和列夫·托尔斯泰都没有来过这里，参加活动的人数约为三十～四十，家长／教师各占一半（其中男教师八人），每班配班/年级组长一名；幼儿用书重 8.5 kg，比去年减少二十％～三十％，“我的家乡”·“我的幼儿园”两个主题（含延伸活动）都已完成，详见附件一／附件二，由各园·各班分别保存，保存时间自2025年9月1日起至2026年6月30日止，每天8时30分前登记。") }}}</div>
<span class="probe" id="pair">》（</span><span class="probe" id="gap">中a</span><span class="probe" id="bare" style="text-autospace:no-autospace">中a</span>
<script>
document.fonts.ready.then(() => {
    const width = id => document.getElementById(id).getBoundingClientRect().width / 16;
    const facts = ["pair " + width("pair").toFixed(3), "gap " + (width("gap") - width("bare")).toFixed(3)];
    const p = document.querySelector(".text p"), range = document.createRange();
    let lines = 0, starts = "", ends = "", parted = 0;
    for (let em = 8; em <= 40; em += 0.5) {
        p.style.width = em + "em";
        let top = null, last = "";
        const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        for (let node; (node = walk.nextNode());)
            for (let i = 0; i < node.length; i++) {
                range.setStart(node, i);
                range.setEnd(node, i + 1);
                const box = range.getClientRects()[0], c = node.data[i];
                if (!box || !box.width || c === " ") continue;
                if (top !== null && box.top > top + 8 && /[0-9年月时]/.test(last) && (/[年月日时分]/.test(c) || (last !== "年" && /[0-9]/.test(c)))) parted++;
                if (top === null || box.top > top + 8) { lines++; starts += c; if (last) ends += last; top = box.top; }
                last = c;
            }
    }
    facts.push("lines " + lines, "starts " + [...starts].filter(c => "·～/／，。、；：？！）》”".includes(c)).join(""),
               "ends " + [...ends].filter(c => "（《“".includes(c)).join(""), "parted " + parted);
    document.title = facts.join("|");
});
</script></html>
PAGE
"$kanben" build -j1 --quiet || exit 1
timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --user-data-dir="$work/profile" --virtual-time-budget=8000 \
    --dump-dom "file://$work/out/a.html" 2>/dev/null | grep -o '<title>[^<]*' | sed 's/<title>//' | tr '|' '\n' >facts
passed=0
failed=0
must() { # must WHAT PATTERN: a line of the facts
    if grep -qE "^$2\$" facts; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "failed: $1"; cat facts; fi
}
must '》（ are 1.5 em' 'pair 1\.50[01]'
must 'the gap between Han and Latin is 0.125 em' 'gap 0\.125'
must 'the text was laid out' 'lines [0-9]{3,}'
must 'no line starts with a mark that may not start one' 'starts '
must 'no line ends with an opening mark' 'ends '
must 'no line parts a date, but behind its year' 'parted 0'
[ -f "$css" ] && grep -q '^\.nb, time { white-space: nowrap; }' "$css" && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "failed: the county's style keeps .nb whole"; }
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
