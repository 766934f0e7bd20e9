# page.awk: what a page (HTML) says between <main> and </main>, as the tree that cells.awk and said.awk read: its tables, the numbers of its charts among
# them, and all else as paragraphs. Drawings and scripts are left out, and addresses; a file behind another is another page.
function decoded(text) {
    gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&#39;/, "'", text); gsub(/&nbsp;/, " ", text); gsub(/&amp;/, "\\&", text)
    return text
}
function put(line) { if (table) kept = kept line "\n"; else print line }
function say(text) {
    gsub(/[ \t\n]+/, " ", text)
    if (!silent && text !~ /^ ?$/) put((table ? "      " : "  ") "text \"" decoded(text) "\" @0:0")
}
function attribute(tag, name,   at, rest) {
    at = index(tag, " " name "=\""); if (!at) return ""
    rest = substr(tag, at + length(name) + 3)
    return substr(rest, 1, index(rest, "\"") - 1)
}
function close_table() { table = 0; print "table " (heads ? heads : "") "\n  caption\n    text \"" decoded(title) "\" @0:0"; printf "%s", kept; kept = ""; print "para @0:0" }
function open(tag, name) {
    if (name ~ /^(svg|script|style)$/) silent++
    else if (name == "div" && attribute(tag, "aria-label") != "") { label = attribute(tag, "aria-label"); sub(/^数据表：/, "", label) }
    else if (name == "table") { table = 1; heads = 0; title = label; label = "" }
    else if (name == "caption") { in_title = 1; title = "" }
    else if (name == "thead") in_head = 1
    else if (name == "tr") { if (in_head) heads++; put("  row @0:0") }
    else if (name ~ /^t[hd]$/) put("    cell" (attribute(tag, "rowspan") ? " rowspan=" attribute(tag, "rowspan") : "") (attribute(tag, "colspan") ? " colspan=" attribute(tag, "colspan") : "") " @0:0")
    else if (name ~ /^(p|h[1-6]|li|dt|div|section|figcaption|summary|ul|ol|dl|article|nav|header|footer|button|option)$/ && !table) put("para @0:0")
}
function close_tag(name) {
    if (name ~ /^(svg|script|style)$/) silent--
    else if (name == "table") close_table()
    else if (name == "caption") in_title = 0
    else if (name == "thead") in_head = 0
    else if (name ~ /^(p|h[1-6]|li|dd|div|section|figcaption|summary|button|option)$/ && !table) put("para @0:0")
}
FNR == 1 { inside = 0; silent = 0; table = 0; label = ""; print "para @0:0" }
/<main/ { inside = 1; sub(/.*<main/, "<main") }
!inside { next }
{
    rest = $0
    while ((at = index(rest, "<")) > 0) {
        text = substr(rest, 1, at - 1); rest = substr(rest, at + 1)
        if (in_title && !silent) title = title text; else say(text)
        end = index(rest, ">"); tag = substr(rest, 1, end - 1); rest = substr(rest, end + 1)
        name = tag; sub(/[ \/>].*/, "", name)
        if (substr(tag, 1, 1) == "/") { name = substr(tag, 2); close_tag(name) } else open(tag, name)
        if (name == "main" && substr(tag, 1, 1) == "/") { inside = 0; break }
    }
    if (inside) { if (in_title && !silent) title = title rest; else say(rest) }
}
