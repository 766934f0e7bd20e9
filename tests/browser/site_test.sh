#!/bin/sh
# The sample county's sites in Debian's Chromium, and all their pages before the checker of HTML. Run by tests/run with the
# program in KANBEN; says so where something is missing. See tests/browser/README.md.
case $KANBEN in /*) kanben=$KANBEN ;; *) kanben=$PWD/$KANBEN ;; esac
here=$PWD/tests/browser
tools=$PWD/.build/browser
"$here/tools" "$tools" || { echo "0 passed, 0 failed"; exit 0; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
"$kanben" build --publish --quiet --as-of 2026-08-31 --only 'site/**' -o "$work/out" || exit 1
NODE_PATH=$tools/node_modules node "$here/main.js" "$work/out/site" >"$work/log" 2>&1
code=$?
grep -vE '^[0-9]+ passed' "$work/log"
passed=$(sed -n 's/^\([0-9]*\) passed.*/\1/p' "$work/log")
failed=$(sed -n 's/.* \([0-9]*\) failed$/\1/p' "$work/log")
[ -n "$passed" ] || { passed=0; failed=1; }
if command -v java >/dev/null; then
    pages=$(find "$work/out/site" -name '*.html' | wc -l)
    if java -jar "$tools/node_modules/vnu-jar/build/dist/vnu.jar" --skip-non-html --errors-only --format gnu "$work/out/site" >"$work/vnu" 2>&1; then
        passed=$((passed + pages))
    else
        failed=$((failed + 1))
        code=1
        echo "failed: the checker of HTML (vnu) on $pages pages"
        sed "s|.*/out/site/||" "$work/vnu" | head -n 20
    fi
else
    echo "no java: not run: the checker of HTML"
fi
echo "$passed passed, $failed failed"
exit $code
