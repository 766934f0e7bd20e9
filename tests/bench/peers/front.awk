# front.awk -v to=hugo|zola -v out=FOLDER FILE.md...: the documents of corpus.c laid out for another generator of websites:
# FOLDER/<group>/_index.md and FOLDER/<group>/<case>.md, the same text behind front matter of their own.
function value(line) { return substr(line, index(line, ": ") + 2) }
function list(line) { gsub(/^[a-z]+: \[|\]$/, "", line); gsub(/, /, "\", \"", line); return "[\"" line "\"]" }
function put(name, v) { if (v != "") printf to == "zola" ? "%s = %s\n" : "%s: %s\n", name, v >file }
function quoted(s) { return s == "" ? "" : "\"" s "\"" }
function open_file() {
    if (file) close(file)
    split(FILENAME, folders, "/")
    n = split(FILENAME, folders, "/")
    is_group = folders[n] == "group.md"
    folder = out "/" folders[is_group ? n - 1 : n - 3]
    if (!(folder in made)) { system("mkdir -p " folder); made[folder] = 1 }
    file = folder "/" (is_group ? "_index.md" : tolower(folders[n]))
    title = summary = date = authors = keywords = ""
}
function write_front() {
    print to == "zola" ? "+++" : "---" >file
    put("title", quoted(title))
    if (!is_group) put("date", date)
    put(to == "zola" ? "description" : "summary", quoted(summary))
    if (to == "zola" && is_group) { put("sort_by", quoted("date")) }
    if (to == "zola" && !is_group) print "[extra]" >file
    put("authors", authors)
    put("keywords", keywords)
    print to == "zola" ? "+++" : "---" >file
}
FNR == 1 { open_file(); marks = 0 }
/^---$/ && marks < 2 { if (++marks == 2) write_front(); next }
marks < 2 && /^(title|name): / { title = value($0) }
marks < 2 && /^(summary|motto): / { summary = value($0) }
marks < 2 && /^submitted: / { date = value($0) }
marks < 2 && /^authors: / { authors = list($0) }
marks < 2 && /^keywords: / { keywords = list($0) }
marks < 2 { next }
{ print >file }
