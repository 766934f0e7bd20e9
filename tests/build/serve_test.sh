#!/bin/sh
# kanben serve: on this machine only, nothing but the tree, an event for every change, the last good
# page while there is an error, nothing left at the end. Run by tests/run with the program in KANBEN.
case $KANBEN in /*) ;; *) KANBEN=$PWD/$KANBEN ;; esac
dir=$(mktemp -d) || exit 1
pid=
heard=
trap 'for p in $pid $heard; do kill "$p" 2>/dev/null; done; wait; rm -rf "$dir"' EXIT
cd "$dir" || exit 1
mkdir tmp
passed=0
failed=0
must() { # must WHAT COMMAND…: one case
    what=$1; shift
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "failed: $what"; cat got said 2>/dev/null; fi
}
within() { # within COMMAND…: it comes true within ten seconds
    for _ in $(seq 100); do "$@" && return 0; sleep 0.1; done
    return 1
}
start() { # start ARGUMENTS…: serve in the background; its words in out.txt and said
    : >out.txt
    TMPDIR=$dir/tmp "$KANBEN" serve -C p "$@" >out.txt 2>said &
    pid=$!
}
get() { curl -s --max-time 5 --path-as-is -o got -w '%{http_code}' "$@" >code; }
code() { # code WANTED CURL-ARGUMENTS…
    want=$1; shift
    get "$@"; [ "$(cat code)" = "$want" ] || { echo "got $(cat code)"; return 1; }
}
has() { grep -qF -e "$1" "$2"; }
lacks() { ! has "$1" "$2"; }
page_has() { get "$url/site/index.html" && sed 's/<[^>]*>//g' got >words && has "$1" words; }
built() { [ "$(grep -c -e 已生成 -e 没有生成 out.txt)" -ge "$1" ]; }
gone() { ! kill -0 "$pid" 2>/dev/null; }

"$KANBEN" init p --quiet
start --port 0
within built 1
url=$(grep -o 'http://127.0.0.1:[0-9]*' out.txt)
port=${url##*:}
must "its address is said" test -n "$port"
must "the root leads to the site" code 302 "$url/"
must "a folder without its slash is sent on" code 302 "$url/site"
must "a folder is its index" code 200 "$url/site/"
must "with the script for reloading" has '/.kanben/reload.js?tree=1' got
must "in no file of the project" lacks reload.js p/templates/page.html
must "the script" code 200 "$url/.kanben/reload.js?tree=1"
must "a style sheet, as it is" code 200 "$url/site/style.css"
must "byte for byte" cmp -s got p/templates/style.css
must "a book" code 200 "$url/pdf/plants.pdf"
must "is a PDF" has '%PDF-' got
must "HEAD" code 200 -I "$url/site/index.html"
must "no listing" code 404 "$url/pdf/"
must "POST is refused" code 405 -X POST -d x=1 "$url/site/index.html"
must "PUT is refused" code 405 -X PUT -d x "$url/site/new.html"

for path in '/../p/content/首页.md' '/site/../../p/lua/model.lua' '/%2e%2e/%2e%2e/etc/passwd' '/site/..%2f..%2fetc/passwd' \
    '/..%5c..%5cetc/passwd' '//etc/passwd' '/site//index.html' '/./site/index.html' '/.kanben/../../etc/passwd' \
    '/.kanben/%2e%2e/1/site/index.html' '/site/index.html/' '/site/%0d%0aX:%20y' '/1/site/index.html' '/nothing'; do
    must "nothing at $path" code 404 "$url$path"
done
must "another name is refused" code 403 -H 'Host: evil.example' "$url/site/"
must "also with our port" code 403 -H "Host: evil.example:$port" "$url/site/"
must "also one that begins as ours" code 403 -H "Host: 127.0.0.1.evil.example:$port" "$url/site/"
must "also for events" code 403 -H "Host: evil.example:$port" "$url/.kanben/events"
must "our name without our port is refused" code 403 -H 'Host: localhost' "$url/site/"
must "localhost is ours" code 200 -H "Host: localhost:$port" "$url/site/"
address=$(hostname -I 2>/dev/null | cut -d' ' -f1)
[ -z "$address" ] || must "not on the network" code 000 "http://$address:$port/site/"

# a change, and the event of it
curl -sN --max-time 60 "$url/.kanben/events" >events &
heard=$!
within has '"tree":1,' events
must "an event says what is served" has 'data: {"tree":1,"text":""}' events
echo '新的一段。' >>p/content/首页.md
must "a change is an event" within has '"tree":2,"text":""' events
must "the page is new" page_has 新的一段
must "and knows its tree" has 'reload.js?tree=2' got
mkdir p/content/新 && cp p/content/首页.md p/content/新/二.md
must "a new folder is noticed" within built 3
rm -r p/content/新
must "and that it is gone" within built 4
echo x >p/content/.swap; echo x >"p/content/~\$a.docx"; echo x >p/content/a.tmp; sleep 0.5
must "what an editor leaves for a moment is no change" test "$(grep -c 已生成 out.txt)" = 4

# an error in the page: the last good one, and what is wrong
cp p/templates/page.html good.html
echo '{{ nothing }}' >>p/templates/page.html
must "an error is an event with its message" within has '没有值：nothing' events
must "the last good page is served" page_has 新的一段
must "the message is on the terminal too" has '没有值：nothing' said
cp p/lua/model.lua model.lua; echo 'return {' >new.lua && mv new.lua p/lua/model.lua
must "nothing can be built at all" within has 没有生成 out.txt
must "the last good page is still served" page_has 新的一段
cp model.lua p/lua/model.lua; cp good.html p/templates/page.html; echo '又一段。' >>p/content/首页.md
must "mended" within page_has 又一段
must "the folder for published outputs is not touched" test ! -e p/out
must "old trees are gone" test "$(ls tmp/kanben-serve-*/ | grep -c '^[0-9]*$')" -le 2

# a taken port
"$KANBEN" serve -C p --port "$port" >second 2>&1
must "a taken port: exit 3" test $? = 3
must "and said" has "端口 $port 已被占用" second
"$KANBEN" serve -C p --port 65536 >second 2>&1
must "no such port: usage" test $? = 2

# the end
kill -INT "$pid"
must "Ctrl-C ends it" within gone
wait "$pid"
must "with exit code 0" test $? = 0
must "the events end" within sh -c "! kill -0 $heard 2>/dev/null"
must "nothing is left" test -z "$(ls tmp)"
start --port "$port"
must "the port is free again" within built 1
kill -TERM "$pid"
wait "$pid"
must "so ends it SIGTERM" test $? = 0
pid=
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
