# said.awk: the sentences of a book that say a number, from `kanben dump tree BOOK`: headings, paragraphs, lists, captions, notes; not the cells
# of tables (cells.awk). One line for each number: all that stands before it in its block, the number, all behind it, the number as written; tabs
# between. Numerals count before 套, 个集团 and 所成员园, which scripts write so.
# Dates, times, years, numbers of papers, articles, chapters and items, codes and addresses are no figures and left out.
function counted(left, number, right) {
    if (left ~ /(第|[A-Za-z0-9_(-][A-Za-z.-]*|〔|年|(—|：|:|[.\/-])[0-9]*|附录|附表|#)$/ && left !~ /：$/) return 0
    if (left ~ /(（|〔)$/ && right ~ /^(—[0-9]+年|〕)/) return 0
    if (right ~ /^(年($|　| |[^级])|月|日|时|号|版|：[0-9]|:[0-9]|—[0-9]+(年|学年|月)|—6岁|[A-Za-z\/_-])/) return 0
    return 1
}
function value(numeral,   i, digit, sum, last) {
    for (i = 1; i <= length(numeral); i += 3) {
        digit = (index("一二三四五六七八九十", substr(numeral, i, 3)) + 2) / 3
        if (substr(numeral, i, 3) == "两") digit = 2
        if (digit == 10) { sum += (last ? last : 1) * 10; last = 0 } else last = digit
    }
    return sum + last
}
function tell(text,   at, rest, left, number, unit) {
    at = 1; rest = text
    while (match(rest, /[0-9]+([.][0-9]+)*(\/[0-9]+)?%?/)) {
        left = substr(text, 1, at + RSTART - 2); number = substr(rest, RSTART, RLENGTH)
        at += RSTART + RLENGTH - 1; rest = substr(text, at)
        if (counted(left, number, rest)) printf "%s%s\t%s\t%s\t%s\n", authored ? "*" : "", left, number, rest, number
    }
    at = 1; rest = text
    while (match(rest, /(一|二|两|三|四|五|六|七|八|九|十)+(套|个集团|所成员园)/)) {
        left = substr(text, 1, at + RSTART - 2); number = substr(rest, RSTART, RLENGTH); at += RSTART + RLENGTH - 1; rest = substr(text, at)
        unit = number; gsub(/^(一|二|两|三|四|五|六|七|八|九|十)+/, "", unit); number = substr(number, 1, length(number) - length(unit))
        if (left !~ /第$/) printf "%s%s\t%s\t%s\t%s\n", authored ? "*" : "", left, value(number), unit rest, number
    }
}
function close_block() { if (block != "") tell(block); block = ""; authored = 0 }
{ match($0, /^ */); depth = RLENGTH }
in_table && depth <= table_depth { in_table = 0; in_caption = 0 }
$1 == "table" && !in_table { close_block(); in_table = 1; table_depth = depth; next }
in_table && ($1 == "caption") { close_block(); in_caption = 1; next }
in_table && ($1 == "row") { close_block(); in_caption = 0; next }
in_table && !in_caption { next }
$1 ~ /^(para|heading|item|caption|callout|section|figure|list|cover|page-break|sheet|frame|note|quote|book)$/ { close_block(); next }
$1 == "text" || $1 == "value" {
    said = $0; if (said !~ /:0$/) authored = 1
    sub(/^ *(text|value) "/, "", said); sub(/" @[0-9:]*$/, "", said); block = block said
}
$1 == "line-break" || $1 == "soft-break" { block = block "／" }
END { close_block() }
