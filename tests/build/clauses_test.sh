#!/bin/sh
# The table of clauses in the manual is true: every output it names has the words it says, every test case is there.
# Run by tests/run with the program in KANBEN.
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out" "$out.lock"' EXIT
passed=0
failed=0
must() { # must WHAT COMMAND…: one case
    what=$1; shift
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "failed: $what"; fi
}
rows() { "$KANBEN" query -C docs/manual --csv "$1" 2>/dev/null | sed '1d; s/^"//; s/"$//; s/""/"/g'; }
# The words of an output, without blanks and tags.
words() {
    case $1 in
    *.pdf) pdftotext -raw "$out/county/$1" - | tr -d ' \n\f' ;;
    *) sed 's/<[^>]*>//g' "$out/county/$1" | tr -d ' \n' ;;
    esac
}
has() { # has FILE WORDS
    [ -f "$out/county/$1" ] || { echo "$1: no such output"; return 1; }
    kept=$out/$(echo "$1" | tr / _).txt
    [ -f "$kept" ] || words "$1" >"$kept"
    grep -qF "$(echo "$2" | tr -d ' ')" "$kept"
}
case_is_there() { grep -qF "== $2" "tests/lua/$1.cases"; }
tab=$(printf '\t')

"$KANBEN" build --publish --as-of 2026-11-26 --quiet -o "$out/county" 2>"$out/said" || { tail -3 "$out/said"; exit 1; }
rows "SELECT c.条款 || char(9) || o.文件 || char(9) || c.其中 FROM clauses c JOIN outputs o ON o.名称 = c.输出" >"$out/outputs"
while IFS=$tab read -r clause file text; do
    must "$clause: $file has $text" has "$file" "$text"
done <"$out/outputs"
rows "SELECT 条款 || char(9) || substr(测试, 1, instr(测试, ':') - 1) || char(9) || substr(测试, instr(测试, ':') + 2) FROM clauses WHERE 测试 <> ''" >"$out/cases"
while IFS=$tab read -r clause file name; do
    must "$clause: tests/lua/$file.cases has the case $name" case_is_there "$file" "$name"
done <"$out/cases"
must "all 72 clauses and the eight of the county" [ "$(rows "SELECT count(*) FROM clauses")" = 80 ]
open=$(rows "SELECT group_concat(条款, ' ') FROM (SELECT 条款 FROM clauses WHERE 输出 IS NULL AND 测试 IS NULL ORDER BY rowid)")
must "every clause is shown by an output or a test, but not $open" [ -z "$open" ]
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
