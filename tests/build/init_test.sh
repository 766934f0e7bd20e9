#!/bin/sh
# kanben init: what it writes can be checked and built without a warning, and nothing that is
# there already is touched. Run by tests/run with the program in KANBEN.
case $KANBEN in /*) ;; *) KANBEN=$PWD/$KANBEN ;; esac
there=$PWD/generator/build/init
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
passed=0
failed=0
must() { # must WHAT COMMAND…: one case
    what=$1; shift
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "failed: $what"; cat said 2>/dev/null; fi
}
ends() { # ends CODE COMMAND…: the command ends with this code
    code=$1; shift
    "$@" >out.txt 2>said
    [ $? = "$code" ] || { cat out.txt; return 1; }
}
says() { grep -q -e "$1" out.txt said; }
silent() { [ ! -s said ]; }

must "a new folder" ends 0 "$KANBEN" init new
must "the files of the repository, byte for byte" diff -r "$there" new
must "what to do next is said" says "kanben build -C new"
must "checked without a warning" ends 0 "$KANBEN" check -C new --strict
must "and without a word" silent
must "built without a warning" ends 0 "$KANBEN" build -C new --strict --publish --as-of 2026-08-31
must "and without a word" silent
must "the page" test -s new/out/site/index.html
must "the book" test -s new/out/pdf/plants.pdf
must "its table can be queried" ends 0 "$KANBEN" query -C new --csv "SELECT count(*) AS n FROM plants"
must "with six rows" says '^6'
mkdir empty
must "an empty folder will do" ends 0 "$KANBEN" init empty --quiet
must "quiet" test ! -s out.txt
mkdir full && echo mine >full/note
must "a folder with a file in it is refused" ends 2 "$KANBEN" init full
must "and left alone" test "$(ls full)" = note
must "a file is refused" ends 2 "$KANBEN" init full/note
must "and left alone" test "$(cat full/note)" = mine
must "the project itself is refused the second time" ends 2 "$KANBEN" init new
must "no name: usage" ends 2 "$KANBEN" init
must "two names: usage" ends 2 "$KANBEN" init a b
must "no folder where none can be made: the machine" ends 3 "$KANBEN" init /proc/kanben
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
