#!/bin/sh
# Searching in a real browser, from the disk: the pages of a small project that is no county's. Run by tests/run with
# the program in KANBEN; says so where there is no Chromium.
command -v chromium >/dev/null || { echo "no chromium: not run"; echo "0 passed, 0 failed"; exit 0; }
case $KANBEN in /*) kanben=$KANBEN ;; *) kanben=$PWD/$KANBEN ;; esac
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir lua templates content
echo 'return {collections = {}}' >lua/model.lua
cat >templates/site.lua <<'LUA'
return function(site, page, asset, search)
    search{path = "site/find", pages = "site/"}
    page{path = "site/find.html", template = "find.html"}
    local texts = {
        {"提用申请怎么写", "领茶具要写单子。\n\n## 第二步\n\n交给库房𬱖师傅，他说“行”再领。"}, {"收茶", "茶叶收下来先晾，提用茶叶也写申请。"},
        {"Ａ４ 纸和 a\\b", "反斜线 a\\b 与引号 \"x\" 都照样找。"}, {"炒茶", "茶叶下锅，茶叶出锅，茶叶装罐。"},
    }
    for i = 1, 30 do texts[#texts + 1] = {"第" .. i .. "天", "这一天炒了" .. i .. "斤，收了" .. 2 * i .. "斤，下锅的茶叶不多。"} end
    for i, text in ipairs(texts) do
        page{path = string.format("site/p/%02d.html", i), template = "page.html", data = {title = text[1], body = text[2]}}
    end
end
LUA
cat >templates/page.html <<'PAGE'
<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{{ title }}</title><nav>茶叶</nav><main data-search-kind="记"><h1>{{ title }}</h1>{{{ markup(body) }}}</main></html>
PAGE
cat >templates/find.html <<'PAGE'
<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>找</title><main data-search="off"><form data-search="page"><input name="q"></form>
<p data-search-status data-short="short" data-busy="busy" data-none="none" data-count="count {n}" data-some="some {n}" data-lost="lost"></p>
<ol data-search-results></ol><button data-search-more hidden>more</button></main><script src="{{ url("site/find/search.js") }}"></script></html>
PAGE
"$kanben" build -j1 --quiet || exit 1
passed=0
failed=0
find_() { # find_ QUERY (as in an address): a line for each result, then what the page says
    timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$work/profile" --virtual-time-budget=8000 \
        --dump-dom "file://$work/out/site/find.html?q=$1" 2>/dev/null >dom
    sed 's/<li>/\n&/g; s|</ol>|\n&|g' dom | grep '^<li>' | sed 's|file://[^"]*/out/site/||; s/<mark>/[/g; s|</mark>|]|g; s|<li><a href="\([^"]*\)">|\1 |; s|</\?[a-z]*>| |g; s/  */ /g; s/ $//'
    grep -o 'data-lost="lost">[^<]*' dom | sed 's/.*>//'
}
must() { # must WHAT QUERY WANT
    got=$(find_ "$2")
    if [ "$got" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "failed: $1"; echo "$got"; fi
}
must 'a piece of a word, the title first' 用申 'p/01.html 提[用申]请怎么写 记 领茶具要写单子。 第二步 交给库房𬱖师傅，他说“行”再领。
count 1'
must 'the first letters of a title' tysq 'p/01.html [提用申请]怎么写 记 领茶具要写单子。 第二步 交给库房𬱖师傅，他说“行”再领。
count 1'
must 'a rare character, and the heading that it stands below' 房𬱖师傅， 'p/01.html#%E7%AC%AC%E4%BA%8C%E6%AD%A5 提用申请怎么写 记 领茶具要写单子。 第二步 交给库[房𬱖师傅，]他说“行”再领。
count 1'
must 'two words, both of which must stand there' '提用%20茶叶' 'p/02.html 收茶 记 [茶叶]收下来先晾，[提用][茶叶]也写申请。
count 1'
must 'full width and case do not matter' 'a4' 'p/03.html [Ａ４] 纸和 a\b 记 反斜线 a\b 与引号 "x" 都照样找。
count 1'
must 'quotes and backslashes' 'a%5Cb%20%22x%22' 'p/03.html Ａ４ 纸和 [a\b] 记 反斜线 [a\b] 与引号 ["x"] 都照样找。
count 1'
must 'the page where it stands oftenest first; six of them, all counted' 茶叶 "p/04.html 炒茶 记 [茶叶]下锅，[茶叶]出锅，[茶叶]装罐。
p/02.html 收茶 记 [茶叶]收下来先晾，提用[茶叶]也写申请。
$(for i in 1 2 3 4; do printf 'p/%02d.html 第%d天 记 这一天炒了%d斤，收了%d斤，下锅的[茶叶]不多。\n' $((i + 4)) "$i" "$i" $((2 * i)); done)
count 32"
must 'all parts of it are there, but not together' '提用茶叶下锅' none
must 'what stands nowhere' 咖啡 none
must 'too short' 茶 short
mv out/site/find/t0.js t0.js
echo 'kanbenTexts(0,[])' >out/site/find/t0.js
must 'texts of another build are told, not shown' 茶叶 lost
mv t0.js out/site/find/t0.js
size=$(wc -c <out/site/find/search.js)
if [ "$size" -lt 8192 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "failed: the script has $size bytes, 8 KB at most"; fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
