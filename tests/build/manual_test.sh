#!/bin/sh
# The user manual: a project of its own, it must build without a word on standard error, and what
# its pages link to must be there. Run by tests/run with the program in KANBEN.
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out" "$out.lock"' EXIT
passed=0
failed=0
must() { # must WHAT COMMAND…: one case
    what=$1; shift
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "failed: $what"; fi
}
build() { "$KANBEN" build -C docs/manual -o "$out/manual" --publish --strict --quiet 2>"$out/said"; }
silent() { [ ! -s "$out/said" ] || { cat "$out/said"; return 1; }; }
pages() { [ "$(find "$out/manual/site" -name '*.html' | wc -l)" = "$(($(ls docs/manual/content/chapters | wc -l) + 1))" ]; }
links() {
    for page in "$out"/manual/site/*.html; do
        for link in $(grep -oE '(href|src)="[^"#:]+["#]' "$page" | cut -d'"' -f2 | tr -d '#'); do
            [ -e "$out/manual/site/$link" ] || { echo "${page##*/}: $link"; return 1; }
        done
    done
}
same() { "$KANBEN" build -C docs/manual -o "$out/again" -j 1 --quiet && diff -r "$out/manual" "$out/again" >"$out/said"; }
must "it builds, with no warning" build
must "nothing is said" silent
must "a page for each chapter" pages
must "every link leads somewhere" links
must "the book" test -s "$out/manual/pdf/kanben-manual.pdf"
must "again with one worker: the same bytes" same
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
