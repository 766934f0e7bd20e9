# printed.awk: whether each number that tables print is the one that kanben explain tells (printed.csv says by which key).
#
#   awk -v book=P1 -v own=hlyey -f printed.awk printed.csv groups values cells
#
# groups: id,name,short name; values: group, key, value as explain answers, tabs between; cells: of cells.awk. own: the group of the book, empty: the
# county. A key of printed.csv: {行} first cell of the row, {列} head of the column, {近} the words next to the left, {号} the number that the
# first cell begins with, {一级} the head above; * any part; a|b either; 合计=… of lines of that name; 集团:… of the group that the line names; typed: authors typed it.
function number_of(text,   t) {
    t = text
    sub(/^(达|缺|宽|进|完|有|备|提升|下降)/, "", t)
    if (t ~ /年|月|日|第|〔|∶|-[0-9]/ || t !~ /^[−-]?[0-9]/ || text ~ /^[0-9]+[.][0-9]+[.]/) return ""
    sub(/ \/ /, "/", t)
    match(t, /^(−|-)?[0-9]+([.][0-9]+)?(\/[0-9]+)?(÷[0-9]+)?%?/)
    if (substr(t, RLENGTH + 1) ~ /[0-9]/) return ""
    t = substr(t, 1, RLENGTH)
    sub(/^−/, "-", t)
    return t
}
function same(printed, told,   t, a) {
    if (told == "") return 0
    if (printed ~ /÷/) { sub(/÷/, "/", printed); split(printed, a, "/"); return index(told, "（" sprintf("%.1f", a[1] / a[2] / a[3] * 100) "%）") > 0 }
    if (index(told, "（" printed "）")) return 1
    t = told
    match(t, /^-?[0-9]+([.][0-9]+)?(\/[0-9]+)?/)
    t = substr(t, 1, RLENGTH)
    sub(/%$/, "", printed)
    if (printed ~ /\// || t ~ /\//) return printed == t || (printed !~ /\// && index(t, printed "/") == 1)
    return printed + 0 == t + 0
}
# Of a line that stands for several parts, "甲、乙", their sum.
function value_of(group, key,   n, i, list, sum, head) {
    if ((group SUBSEP key) in value || !index(key, "、")) return value[group, key]
    n = split(key, list, "、"); head = list[1]; sub(/[^.]*$/, "", head)
    for (i = 1; i <= n; i++) sum += value[group, i == 1 ? list[1] : head list[i]]
    return sum
}
function fits(key, group, printed,   head, tail, k, list, i) {
    i = index(key, "*")
    if (!i) return same(printed, value_of(group, key))
    head = group SUBSEP substr(key, 1, i - 1); tail = substr(key, i + 1)
    for (k in value)
        if (index(k, head) == 1 && (tail == "" || substr(k, length(k) - length(tail) + 1) == tail) && same(printed, value[k])) return 1
    return 0
}
function leading(text) { match(text, /^[A-Z]*[0-9.]+/); return RLENGTH > 0 ? substr(text, 1, RLENGTH) : text }
function put(text, mark, with,   i) {
    while (i = index(text, mark)) text = substr(text, 1, i - 1) with substr(text, i + length(mark))
    return text
}
function told_by(keys, group, printed,   n, list, k) {
    n = split(keys, list, "|")
    for (k = 1; k <= n; k++) if (fits(list[k], group, printed)) return 1
    return 0
}
function chosen(keys, label,   n, i, list, name) {
    n = split(keys, list, ";")
    for (i = 1; i < n; i++) {
        name = list[i]; sub(/=.*/, "", name)
        if (index(label, name)) { sub(/^[^=]*=/, "", list[i]); return list[i] }
    }
    sub(/^(公开|合计)=/, "", list[n])
    return list[n]
}
FILENAME == ARGV[1] { if (FNR > 1) { split($0, f, ","); lines++; of[lines] = f[1]; table[lines] = f[2]; column[lines] = f[3]; keys[lines] = f[4] } next }
FILENAME == ARGV[2] { split($0, f, ","); id[f[2]] = f[1]; id[f[3]] = f[1]; next }
FILENAME == ARGV[3] { split($0, f, "\t"); value[f[1], f[2]] = f[3]; next }
{
    split($0, f, "\t"); printed = number_of(f[5])
    if (printed == "") next
    seen++
    for (i = 1; i <= lines; i++) if (book ~ "^(" of[i] ")$" && f[1] ~ table[i] && f[4] ~ "^(" column[i] ")$") break
    if (i > lines) { print "no key: " f[1] " | " f[2] " | " f[4] " | " f[5]; next }
    if (keys[i] ~ /^typed/) { typed++; next }
    key = chosen(keys[i], f[2] " " f[3]); group = own
    if (key ~ /^集团:/) { group = id[f[2]]; sub(/^集团:/, "", key) }
    upper = f[4]; sub(/（.*/, "", upper)
    key = put(put(put(put(put(key, "{行}", f[2]), "{列}", f[4]), "{近}", f[3]), "{号}", leading(f[2])), "{一级}", upper)
    if (key ~ /^typed/) { typed++; next }
    good = told_by(key, group, printed)
    if (!good && f[5] ~ / \/ /) { split(printed, half, "/"); good = told_by(key, group, half[1]) && told_by(key, group, half[2]) }
    if (!good) print "not told: " f[1] " | " f[2] " | " f[4] " | " f[5] " by " group " " key
}
END { print book, (seen > typed ? "told" : "no number") }
