# links.awk: find site -type f | awk -f links.awk
#
# Reads the pages of a site (paths on standard input) and prints every address that leads to no file
# or no id, that is not relative, or that leaves a group's folder for anything but the hub's index.

function dirname(path) { return path ~ /\// ? substr(path, 1, match(path, /\/[^\/]*$/) - 1) : "." }

# "a/b/../c" to "a/c"
function normal(path,    parts, n, kept, i, k) {
    n = split(path, parts, "/"); k = 0
    for (i = 1; i <= n; i++) {
        if (parts[i] == "" || parts[i] == ".") continue
        if (parts[i] == ".." && k) { k--; continue }
        kept[++k] = parts[i]
    }
    path = kept[1]
    for (i = 2; i <= k; i++) path = path "/" kept[i]
    return path
}

# Chinese ids stand as %E4… in addresses
function decoded(text,    out, at) {
    while ((at = index(text, "%")) > 0) {
        out = out substr(text, 1, at - 1) sprintf("%c", hex[substr(text, at + 1, 2)])
        text = substr(text, at + 3)
    }
    return out text
}

# every value of the attribute in the page's text
function values(text, attribute, list,    n, at) {
    n = 0
    while (match(text, " " attribute "=\"[^\"]*\"")) {
        at = RSTART + length(attribute) + 3
        list[++n] = substr(text, at, RSTART + RLENGTH - 1 - at)
        text = substr(text, RSTART + RLENGTH)
    }
    return n
}

BEGIN { for (i = 0; i < 256; i++) hex[sprintf("%02X", i)] = i }

{ is_file[$0] = 1 }

END {
    for (page in is_file) {
        if (page !~ /\.html$/) continue
        text = ""
        while ((getline line < page) > 0) text = text line "\n"
        close(page)
        body[page] = text
        n = values(text, "id", list)
        for (i = 1; i <= n; i++) if (++id[page, list[i]] == 2) print page ": the id " list[i] " stands twice"
    }
    for (page in body) {
        split(page, top, "/")
        n = values(body[page], "href", list)
        m = values(body[page], "src", more)
        for (i = 1; i <= m; i++) list[n + i] = more[i]
        for (i = 1; i <= n + m; i++) {
            address = list[i]
            if (address ~ /^[a-z]+:/ || address ~ /^\//) { print page ": not relative: " address; continue }
            hash = index(address, "#")
            file = hash ? substr(address, 1, hash - 1) : address
            target = file == "" ? page : normal(dirname(page) "/" file)
            if (!(target in is_file)) { print page ": no such file: " address; continue }
            if (hash && !((target, decoded(substr(address, hash + 1))) in id)) print page ": no such id: " address
            split(target, to, "/")
            if (page ~ /^site\/[a-z0-9]+\// && top[2] !~ /^(notices|policies|calendar|reports|cases|platforms)$/ && to[2] != top[2] && target != "site/index.html")
                print page ": leaves its folder: " address
        }
        if (gsub(/<h1[ >]/, "&", body[page]) != 1) print page ": not one h1"
        if (body[page] ~ / style="| on[a-z]+="|<script>|<script src[^>]*>[^<]/) print page ": style or script in the page"
    }
}
