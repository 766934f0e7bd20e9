# peers.awk -v to=typst|html FILE.md...: the bodies of corpus.c's cases in a peer's language, one document after another.
# Knows what corpus.c writes: headings, paragraphs, numbered lists, quotes, pipe tables, one footnote, strong text.
function escaped(s) {
    if (to == "typst") gsub(/[\\#*_`$<>@\[\]~\/=+-]/, "\\\\&", s)
    else { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s) }
    return s
}
function inlines(s,    parts, n, i, out) { # **strong** and [^1]
    n = split(s, parts, /\*\*/)
    for (i = 1; i <= n; i++) {
        parts[i] = escaped(parts[i])
        out = out (i % 2 ? parts[i] : to == "typst" ? "#strong[" parts[i] "]" : "<strong>" parts[i] "</strong>")
    }
    if (to == "typst") sub(/\\\[\^1\\\]/, "#footnote[" escaped(note) "]", out)
    else sub(/\[\^1\]/, "<span class=\"note\">" note "</span>", out)
    return out
}
function cells(line,    parts, n, i, out, open) {
    n = split(line, parts, / *\| */)
    for (i = 2; i < n; i++) {
        if (to == "html") out = out (head ? "<th>" : "<td>") inlines(parts[i])
        else out = out (head ? "[*" : "[") inlines(parts[i]) (head ? "*]," : "],")
    }
    return to == "html" ? "<tr>" out "</tr>" : head ? "table.header(" out ")," : out
}
function heading(level, s) {
    if (to == "html") printf "<h%d id=\"h%d\">%s</h%d>\n", level, ++ids, escaped(s), level
    else printf "%s %s\n\n", substr("==", 1, level), escaped(s)
}
function close_block() {
    if (block == "list") print to == "html" ? "</ol>" : ")\n"
    if (block == "table") print to == "html" ? "</table>" : ")\n"
    block = ""
}
function open_block(kind) {
    if (block == kind) return
    close_block()
    block = kind
    if (kind == "list") print to == "html" ? "<ol>" : "#enum("
    if (kind == "table") { head = 1; print to == "html" ? "<table>" : "#table(columns: 4, align: (left, left, right, left)," }
}
FNR == 1 { front = 0; note = "由管理办公室按月汇总。"; close_block() }
/^---$/ && front < 2 { front++; if (front == 2) { heading(1, title); print to == "html" ? "<p><em>" by "</em></p>" : "#emph[" by "]\n" } next }
front < 2 && /^title: / { title = substr($0, 8) }
front < 2 && /^authors: / { by = $0; gsub(/^authors: \[|\]$/, "", by) }
front < 2 { next }
/^\[\^1\]: / || /^\|[:|-]+\|$/ { next }
/^## / { close_block(); heading(2, substr($0, 4)); next }
/^\|/ { open_block("table"); print cells($0); head = 0; next }
/^[0-9]+\. / { open_block("list"); sub(/^[0-9]+\. /, ""); print to == "html" ? "<li>" inlines($0) : "[" inlines($0) "],"; next }
/^> / { close_block(); s = inlines(substr($0, 3)); print to == "html" ? "<blockquote><p>" s "</p></blockquote>" : "#quote(block: true)[" s "]\n"; next }
/^$/ { close_block(); next }
{ close_block(); print to == "html" ? "<p>" inlines($0) "</p>" : inlines($0) "\n" }
END { close_block() }
