-- The made groups and case studies of corpus.c, as they are.
local function texts(names, list)
    for _, name in ipairs(names) do list[#list + 1] = {name, "str"} end
    return list
end

local function lists(names, list)
    for _, name in ipairs(names) do list[#list + 1] = {name, "list"} end
    return list
end

local group = lists({"members", "working_group"}, texts({"id", "short_name", "lead_unit", "type", "established", "motto", "leader",
    "brand_color", "founding_note", "public_contact", "site_path", "sample"}, {{"name", "str", required = true}}))
local case = lists({"authors", "promotes", "units", "keywords", "photos", "reviews"}, texts({"group", "summary", "school_year", "theme",
    "platform", "status", "version", "sample"}, {{"id", "id", required = true}, {"title", "str", required = true}, {"submitted", "date"}}))

return {
    scope = "{scope}/",
    collections = {
        {name = "groups", label = "集团", document = "{group_id}/group.md", key = "id", fields = group},
        {name = "cases", label = "案例", document = "{group_id}/cases/{year}/{file}.md", key = "id", fields = case},
    },
}
