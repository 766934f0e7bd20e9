#!/bin/sh
# The user manual: a project of its own, it must build without a word on standard error, what its pages link to
# must be there, and what it says of the program must be so: every command and option, every message that
# reading the content may give, the answers of the queries that it shows. Run by tests/run with the program in KANBEN.
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
chapters=docs/manual/content/chapters
explained() { # explained FILE: each line of the input stands there, at the head of a piece of code
    while read -r word; do
        grep -qF -e "\`$word" "$1" || { echo "not in ${1##*/}: $word"; return 1; }
    done
}
commands() { "$KANBEN" help | grep -oE '^  kanben [a-z-]+' | sed 's/^ *//' | explained $chapters/10-*.md; }
options() { "$KANBEN" help | grep -oE '^  --?[A-Za-z-]+' | tr -d ' ' | explained $chapters/10-*.md; }
# the codes that readers of files and tables give, as the C sources write them
codes() {
    cut -d, -f1 docs/manual/content/messages.csv | sort -u >"$out/listed"
    grep -ohE '`[a-z-]+`' $chapters/05-*.md | tr -d '`' | sort -u >>"$out/listed"
    cat generator/read/*.c generator/site/*.c | grep -oE 'diag_(error|warn|note)\([^"]*"[a-z-]+"|\{"[a-z]+-[a-z-]+", DIAG_' |
        grep -oE '"[a-z-]+"' | tr -d '"' | sort -u >"$out/given"
    [ "$(wc -l <"$out/given")" -gt 50 ] && ! grep -vxFf "$out/listed" "$out/given"
}
# a query in a block of its own and its answer in the next one
queries() {
    rm -rf "$out/q"; mkdir "$out/q"
    awk -v out="$out/q/" '
        /^```/ { inside = !inside; if (inside) { n++; follows = !text; text = 0 }; next }
        !inside { if ($0 != "") text = 1; next }
        { block[n] = block[n] $0 "\n"; if (follows) answers[n] = n - 1 }
        END { for (i in answers) if (block[i - 1] ~ /^\.\/kanben query/) {
            printf "%s", block[i - 1] >(out i ".ask"); printf "%s", block[i] >(out i ".answer") } }' $chapters/08-*.md
    [ "$(ls "$out/q" | wc -l)" -ge 4 ] || { echo "no queries found"; return 1; }
    for ask in "$out"/q/*.ask; do
        sed "s|^\./kanben|\"\$KANBEN\"|" "$ask" >"$ask.sh"
        sh "$ask.sh" 2>&1 | diff "${ask%.ask}.answer" - || return 1
    done
}
must "it builds, with no warning" build
must "nothing is said" silent
must "a page for each chapter" pages
must "every link leads somewhere" links
must "the book" test -s "$out/manual/pdf/kanben-manual.pdf"
must "every command is explained" commands
must "every option is explained" options
must "every message of reading is listed" codes
must "the queries give what is shown" queries
must "again with one worker: the same bytes" same
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
