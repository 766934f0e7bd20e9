#!/bin/sh
# docs/server/nginx.conf on a real nginx, with a small tree in the place of the county's. Run by tests/run; says so where
# there is no nginx.
command -v nginx >/dev/null || { echo "no nginx: not run"; echo "0 passed, 0 failed"; exit 0; }
conf=$PWD/docs/server/nginx.conf
work=$(mktemp -d) || exit 1
port=$((20000 + $$ % 20000))
trap '[ -f "$work/pid" ] && kill "$(cat "$work/pid")"; rm -rf "$work"' EXIT
mkdir -p "$work/site/a/search" "$work/pdf" "$work/internal"
for file in site/index.html site/404.html site/a/index.html site/a/style.css site/a/search/g0.js site/a/search/index.js site/a/search/search.js site/a/feed.xml site/.hidden pdf/b.pdf internal/x.pdf; do
    printf '<head>%2000s %s\n' . "$file" >"$work/$file"
done
chmod -R a+rX "$work"
sed "s|/srv/kanben|$work|; s|listen 80;|listen 127.0.0.1:$port;|" "$conf" >"$work/server.conf"
printf 'pid %s/pid;\nerror_log %s/errors;\nevents {}\nhttp {\n include /etc/nginx/mime.types;\n access_log off;\n include %s/server.conf;\n}\n' \
    "$work" "$work" "$work" >"$work/nginx.conf"
nginx -q -c "$work/nginx.conf" || { cat "$work/errors"; exit 1; }
passed=0
failed=0
get() { curl -s -i --compressed -o "$work/answer" "http://127.0.0.1:$port$1"; tr -d '\r' <"$work/answer" >"$work/text"; }
must() { # must PATH PATTERN: a line of the head or the body
    get "$1"
    if grep -aqiE "$2" "$work/text"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "failed: $1 has no $2"; head -n 12 "$work/text"; fi
}
must / 'site/index.html'
must /a/ 'site/a/index.html'
must /a/ "^Content-Security-Policy: img-src 'self' data:;.*script-src 'self';.*frame-ancestors 'none'"
must /a/ '^X-Content-Type-Options: nosniff'
must /a/ '^Content-Type: text/html; charset=utf-8'
must /a/ '^Content-Encoding: gzip'
must /a/ '^Cache-Control: no-cache'
must /a/style.css '^Cache-Control: no-cache'
must /a/search/index.js '^Cache-Control: no-cache'
must /a/search/search.js '^Cache-Control: no-cache'
must '/a/search/g0.js?12ab' '^Cache-Control: public, max-age=31536000, immutable'
must /a '^HTTP/1.1 301'
must /a '^Location: /a/$'
must '/a?q=x' '^Location: /a/\?q=x$'
must /a/search '^Location: /a/search/$'
must /a/search/ '^HTTP/1.1 404'
must //example.org/%2e%2e/a '^Location: /a/$'
must /a/search/g0.js '^Cache-Control: public, max-age=31536000, immutable'
must /a/feed.xml '^Content-Type: application/atom\+xml'
must /none.html '^HTTP/1.1 404'
must /none.html 'site/404.html'
must /a/b/none.html "^Content-Security-Policy: .*base-uri 'self'"
must /a/b/none.html "<head><base href='/'>"
must /a/ "^Content-Security-Policy: .*base-uri 'none'"
must /none.html '^X-Content-Type-Options: nosniff'
must /pdf/b.pdf '^Content-Type: application/pdf'
must /.hidden '^HTTP/1.1 403'
must /internal/x.pdf '^HTTP/1.1 404'
must /pdf/../internal/x.pdf '^HTTP/1.1 404'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
