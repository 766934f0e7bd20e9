-- The made case studies of corpus.c, as they are.
local fields = {{"title", "str", required = true}}
for _, name in ipairs{"id", "group", "summary", "school_year", "theme", "platform", "status", "version", "submitted", "sample"} do
    fields[#fields + 1] = {name, "str"}
end
for _, name in ipairs{"authors", "promotes", "units", "keywords", "photos", "reviews"} do
    fields[#fields + 1] = {name, "list"}
end
return { collections = {
    {name = "cases", label = "案例", document = "{folder}/cases/{year}/{file}.md", key = "file", fields = fields},
} }
