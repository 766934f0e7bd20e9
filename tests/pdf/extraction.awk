# extraction.awk TEXT PARAGRAPHS: does what pdftotext took out of a book give back the paragraphs it was made from? Each
# paragraph is looked for without its white space; then every space in the text must stand where the source has one, and
# every space of the source must be there as a space or the end of a line. Bytes: run with LC_ALL=C.
function squeeze(s) { gsub(/[ \n]/, "", s); return s }
FNR == NR { text = text $0 "\n"; next }
length($0) > 60 { paragraphs[++count] = $0 }
END {
    bare = squeeze(text)
    n = length(text)
    for (i = k = 1; i <= n; i++) { # at[k]: where byte k of bare stands in text
        c = substr(text, i, 1)
        if (c != " " && c != "\n") at[k++] = i
    }
    for (p = 1; p <= count; p++) {
        s = paragraphs[p]
        from = index(bare, squeeze(s))
        if (!from) continue
        found++
        k = from
        for (j = 1; j <= length(s); j++) {
            if (substr(s, j, 1) == " ") continue
            if (j > 1) {
                between = substr(text, at[k - 1] + 1, at[k] - at[k - 1] - 1)
                blank = substr(s, j - 1, 1) == " "
                if (!blank && index(between, " ")) { print "added: " substr(text, at[k] - 12, 30); added++ }
                if (blank && between == "") { print "lost: " substr(s, j - 12, 30); lost++ }
            }
            k++
        }
    }
    print (found > count * 0.9 ? "nearly all" : found " of " count) " found, " added + 0 " spaces added, " lost + 0 " lost"
}
