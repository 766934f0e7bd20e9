# layers.awk: who may include whom. A file includes its own folder or a folder of a lower
# number; folders of one number never see each other; each foreign library has its doors.
# And the map: every file has its row in generator/README.md, every row its file; and headers: what one declares is
# named by another file than its own, or it is dead or should be static.
# Run over the map, then all sources and unit tests: prints each breach, exits 1 when there is one.
BEGIN {
    n = split("base 0 text 1 doc 2 read 3 draw 3 site 4 html 5 pdf 5 script 6 build 7 check 7 main.c 9", w, " ")
    for (i = 1; i < n; i += 2) layer[w[i]] = w[i + 1]
    # library header (start of its name) -> the files that may include it
    door["lua"] = door["lauxlib"] = door["lualib"] = "^script/"
    door["cmark"] = "^read/markdown"
    door["yaml"] = "^read/front\\.c"
    door["iconv"] = "^read/encoding\\.c"
    door["nettle"] = "^read/digest\\.c"
    door["expat"] = "^read/xml\\.c"
    door["sqlite3"] = "^site/store"
    door["hb"] = "^pdf/font"
    door["libdeflate"] = "^pdf/write_deflate\\.c"
    door["utf8proc"] = "^text/unicode"
    door["hyphen"] = "^text/hyphen\\.c"
    door["turbojpeg"] = door["png"] = "^draw/image"
    door["qrencode"] = "^draw/qr\\.c"
    door["webp"] = "^draw/image_webp\\.c"
    door["sys/wait"] = door["spawn"] = "^build/jobs\\.c"
    door["microhttpd"] = door["arpa/inet"] = door["sys/socket"] = door["netinet"] = "^build/serve\\.c"
    door["ft2build"] = door["freetype"] = "^pdf/font_paint\\.c"
    door["lcms2"] = "^draw/image_profile\\.c"
    door["brotli"] = "^pdf/woff2\\.c"
    door["qpdf"] = "^check/pdf_file\\.c"
    door["sys/inotify"] = "^build/watch\\.c"
}
FILENAME ~ /README\.md$/ { # rows "| `name` | what it is |" under "## folder/"
    if (/^## /) folder = $2 ~ /\/$/ ? $2 : ""
    else if (folder && match($0, /^\| `[^`]+` \|/)) map[folder substr($0, 4, RLENGTH - 6)] = FNR
    next
}
{ file = FILENAME; sub(/^generator\//, "", file) }
file ~ /\.h$/ && /^[A-Za-z]/ && !/^(static|typedef)/ && !/=/ && match($0, /[a-z][a-z0-9_]*\(/) {
    declared[substr($0, RSTART, RLENGTH - 1)] = FILENAME ":" FNR
    next
}
!/^ ?[\/ ]?\*/ { # where each word stands besides: in one file, or in several
    count = split($0, words, /[^A-Za-z0-9_]+/)
    for (i = 1; i <= count; i++)
        if (!(words[i] in home)) home[words[i]] = file
        else if (home[words[i]] != file) wide[words[i]]
}
file ~ /^tests\// { next }
FNR == 1 && file ~ /\// && file !~ /_imp\.h$/ {
    name = file; sub(/\.[^.]*$/, "", name)
    if (file in map) there[file]
    else if (name in map) there[name]
    else bad("has no row in generator/README.md")
}
match($0, /^#include "[^"]+"/) {
    target = substr($0, 11, RLENGTH - 11)
    from = file; sub(/\/.*/, "", from)
    to = target; sub(/\/.*/, "", to)
    if (!(from in layer)) bad(from " has no layer")
    else if (!(to in layer)) bad("\"" target "\" has no layer: include as folder/file.h")
    else if (from != to && layer[to] >= layer[from]) bad("may not include " target)
}
match($0, /^#include <[^>]+>/) {
    target = substr($0, 11, RLENGTH - 11)
    for (name in door)
        if (index(target, name) == 1 && (name != "png" || target == "png.h") && \
            (name != "hb" || target ~ /^hb[.-]/) && (name != "lua" || target ~ /^lua(conf)?\.h/) && \
            file !~ door[name]) bad("is no door to <" target ">")
}
function bad(what) { printf "%s:%d: %s %s\n", FILENAME, FNR, file, what; breaches++ }
END {
    for (row in map) if (!(row in there)) { printf "generator/README.md:%d: there is no %s\n", map[row], row; breaches++ }
    for (name in declared) if (!(name in wide)) { printf "%s: nothing outside uses %s\n", declared[name], name; breaches++ }
    if (breaches) exit 1
    print "layers: ok"
}
