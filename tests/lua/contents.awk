# contents.awk: the text of a book's pages (pdftotext -layout) on standard input. Prints each line of its table of
# contents whose title does not stand on the page with the number it names; the numbers are those printed at
# the foot of the pages.
BEGIN { RS = "\f" }
{
    page = $0
    n = split(page, line, "\n")
    foot = ""
    for (i = n; i > 0 && foot == ""; i--)
        foot = line[i]
    if (match(foot, /(^|[^0-9.])[0-9]+ *$/)) {
        number = foot
        sub(/ *$/, "", number)
        sub(/^.*[^0-9]/, "", number)
    } else if (match(foot, /^ *[0-9]+( |$)/)) {
        number = foot
        sub(/^ */, "", number)
        sub(/ .*$/, "", number)
    } else
        number = ""
    inside = inside || page ~ /目( |　)*录/
    if (number != "")
        inside = 0
    plain = page
    gsub(/( |　|\n)/, "", plain)
    if (number != "" && !(number in text))
        text[number] = plain
    for (i = 1; inside && i <= n; i++)
        if (line[i] ~ /[0-9] *$/ && line[i] ~ /\. ?\. ?\. ?\./)
            entry[++entries] = line[i]
}
END {
    for (i = 1; i <= entries; i++) {
        number = title = entry[i]
        sub(/ *$/, "", number)
        sub(/^.*[^0-9]/, "", number)
        sub(/[ .]*[0-9]+ *$/, "", title)
        gsub(/( |　)/, "", title)
        if (index(text[number], title) == 0)
            print title, number
    }
    print entries " entries"
}
