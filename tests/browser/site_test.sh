#!/bin/sh
# The sites of the sample county and of the manual in Debian's Chromium, all pages before the checker of HTML. Run by tests/run with the
# program in KANBEN; says so where something is missing. See tests/browser/README.md.
case $KANBEN in /*) kanben=$KANBEN ;; *) kanben=$PWD/$KANBEN ;; esac
here=$PWD/tests/browser
tools=$PWD/.build/browser
"$here/tools" "$tools" || { echo "0 passed, 0 failed"; exit 0; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
"$kanben" build --publish --quiet --as-of 2026-08-31 --only 'site/**' -o "$work/county" || exit 1
"$kanben" build --publish --quiet --as-of 2026-08-31 --only 'site/**' -C docs/manual -o "$work/manual" || exit 1
passed=0
failed=0
look() { # look SITE [PART...]
    NODE_PATH=$tools/node_modules node "$here/main.js" "$@" >"$work/log" 2>&1 || failed=$((failed + 1))
    grep -vE '^[0-9]+ passed' "$work/log"
    passed=$((passed + $(sed -n 's/^\([0-9]*\) passed.*/\1/p' "$work/log" | grep . || echo 0)))
}
look "$work/county/site"
look "$work/manual/site" looks
if command -v java >/dev/null; then
    pages=$(find "$work" -name '*.html' | wc -l)
    # Its checker of CSS knows neither container queries nor their units; Chromium says what is wrong with styles.
    if java -jar "$tools/node_modules/vnu-jar/build/dist/vnu.jar" --skip-non-html --errors-only --filterpattern 'CSS: .*' --format gnu "$work/county" "$work/manual" >"$work/vnu" 2>&1; then
        passed=$((passed + pages))
    else
        failed=$((failed + 1))
        echo "failed: the checker of HTML (vnu) on $pages pages"
        sed "s|.*$work/||" "$work/vnu" | head -n 20
    fi
else
    echo "no java: not run: the checker of HTML"
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
