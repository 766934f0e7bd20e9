# printed.awk: whether each number that tables and sentences print is the one that kanben explain tells (printed.csv and said.csv say by which key).
#
#   awk -v book=P1 -v own=hlyey -f printed.awk printed.csv groups values cells
#   awk -v book=P1 -v own=hlyey -f printed.awk said.csv groups values said
#
# groups: id,name,short name; values: group, key, value as explain answers, tabs between; cells: of cells.awk; said: of said.awk. own: the group of the
# book, empty: the county. said.csv has instead of table and column what stands right before and right behind the number. A key of printed.csv: {行} first cell of the row, {列} head of the column, {近} the words next to the left, {号} the number that the
# first cell begins with, {一级} the head above; * any part; a|b either; a/ what a is a share of; 合计=… of lines of that name; 集团:… of the
# group that the line names; 公开:… as in the public edition; 2024-2025:… of that year; typed: authors typed it.
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
function same(printed, told, whole,   t, a) {
    if (whole) { match(told, /\/[0-9]+/); return printed == substr(told, RSTART + 1, RLENGTH - 1) }
    if (told == "") return 0
    if (printed ~ /÷/ && printed !~ /\//) sub(/÷/, "/", printed)
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
    if (!((group SUBSEP key) in value) && sub(/[.]合计$/, "", key)) return value[group, key]
    if ((group SUBSEP key) in value || !index(key, "、")) return value[group, key]
    n = split(key, list, "、"); head = list[1]; sub(/[^.]*$/, "", head)
    for (i = 1; i <= n; i++) sum += value[group, i == 1 ? list[1] : head list[i]]
    return sum
}
function fits(key, group, printed,   head, tail, k, list, i) {
    if (key ~ /\/$/) return same(printed, value[group, substr(key, 1, length(key) - 1)], 1)
    i = index(key, "*")
    if (!i) return printed == "0" && !((group SUBSEP key) in value) ? is_asked(group, key) : same(printed, value_of(group, key))
    if (printed == "0" && is_asked(group, key)) return 1
    head = group SUBSEP substr(key, 1, i - 1); tail = substr(key, i + 1)
    for (k in value)
        if (index(k, head) == 1 && (tail == "" || substr(k, length(k) - length(tail) + 1) == tail) && same(printed, value[k])) return 1
    return 0
}
# Nothing is there of that part, but of others.
function is_asked(group, key,   k, head) {
    if (index(key, "、")) return 0
    head = key; sub(/[.][^.]*$/, ".", head); head = group SUBSEP head
    for (k in value) if (index(k, head) == 1) return 1
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
    sub(/^[^=:]*=/, "", list[n])
    return list[n]
}
FILENAME == ARGV[1] { if (FNR > 1) { split($0, f, ","); lines++; of[lines] = f[1]; table[lines] = f[2]; column[lines] = f[3]; keys[lines] = f[4] } next }
FILENAME == ARGV[2] { split($0, f, ","); id[f[2]] = f[1]; id[f[3]] = f[1]; next }
FILENAME == ARGV[3] { split($0, f, "\t"); value[f[1], f[2]] = f[3]; next }
# The group that a sentence names: the last one before the number.
function group_in(text,   name, at, most, found) {
    for (name in id) for (at = last(text, name); at > most || (at && at == most && length(name) > length(found)); ) { most = at; found = name }
    return id[found]
}
function last(text, name,   at, i) { while (i = index(substr(text, at + 1), name)) at += i; return at }
# Of a number in a table, or in a sentence: told by its key, or said what is wrong.
function check(line, place, printed, label, near, title, said,   key, group, upper, good, half) {
    if (keys[line] ~ /^typed/) { typed++; return }
    key = chosen(keys[line], label " " near); group = own
    if (key ~ /^集团:/) { group = id[label] == "" ? group_in(label) : id[label]; sub(/^集团:/, "", key) }
    if (match(key, /^(公开|20[0-9-]+):/)) { group = group "@" substr(key, 1, RLENGTH - 1); key = substr(key, RLENGTH + 1) }
    upper = title; sub(/（.*/, "", upper)
    key = put(put(put(put(put(key, "{行}", label), "{列}", title), "{近}", near), "{号}", leading(label)), "{一级}", upper)
    if (key ~ /^typed/) { typed++; return }
    good = told_by(key, group, printed)
    if (!good && said ~ / \/ /) { split(printed, half, "/"); good = told_by(key, group, half[1]) && told_by(key, group, half[2]) }
    if (!good) print "not told: " place " by " group " " key
}
FILENAME ~ /said$/ {
    split($0, f, "\t"); seen++
    authored = sub(/^[*]/, "", f[1])
    for (i = 1; i <= lines; i++) if (book ~ "^(" of[i] ")$" && f[1] ~ table[i] "$" && f[3] ~ "^" column[i]) break
    if (i <= lines) check(i, f[1] "【" f[2] "】" f[3], f[2], f[1], "", "", "")
    else if (authored) typed++
    else print "no key:\t" f[1] "\t" f[2] "\t" f[3] "\t" f[4]
    next
}
{
    split($0, f, "\t"); printed = number_of(f[5])
    if (printed == "") next
    seen++
    for (i = 1; i <= lines; i++) if (book ~ "^(" of[i] ")$" && f[1] ~ table[i] && f[4] ~ "^(" column[i] ")$") break
    place = f[1] " | " f[2] " | " f[4] " | " f[5]
    if (i > lines) print "no key: " place; else check(i, place, printed, f[2], f[3], f[4], f[5])
}
END { print book, (seen > typed ? "told" : "no number") }
