-- N3 校对单: what proofreading found in all texts, group by group, with lines and suggestions, and room for who settled it
-- (domain 4.11, §5.6, §5.8). One for the county: the texts are read once. Nothing is changed in a source by it.

local book = require "book"
local group_year = require "group_year"
local paper = require "office_paper"
local proof = require "proof"
local sheet = require "sheet"
local words = require "words"

local levels = {error = "错误", warning = "警告", note = "提示"}

-- "content/groups/a/cases/x.md:12:5" as its file below content, and 12:5
local function place_of(found)
    local path, place = found.place:match("^(.-%.%w+):(.*)$")
    path = path or found.place
    return path:match("(groups/.*)$") or path:match("(county/.*)$") or path, place or ""
end

-- What stands there between some characters around it, the words themselves in 黑体.
local function context_of(found)
    local before = found.context:sub(1, found.lead)
    local after = found.context:sub(found.lead + #found.text + 1)
    return {before, doc.span{class = "hei", found.text}, after}
end

local function rows_of(list)
    local rows, file = {}, nil
    for _, found in ipairs(list) do
        local path, place = place_of(found)
        if path ~= file then
            rows[#rows + 1] = {class = "subhead", path}
            file = path
        end
        rows[#rows + 1] = {place, levels[found.level], found.zh, context_of(found), found.advice or found.hint or "", ""}
    end
    return rows
end

local function counted(list)
    local count = {error = 0, warning = 0, note = 0}
    for _, found in ipairs(list) do count[found.level] = count[found.level] + 1 end
    return string.format("错误%d处，警告%d处，提示%d处。", count.error, count.warning, count.note)
end

local function part(name, list, first)
    local found = #list > 0 and {
        doc.para{counted(list)},
        sheet.table("逐处", {"行:列", "级别", "说明", "原文", "建议", "处理"}, nil, rows_of(list), {"16mm", "auto", 1, 1.3, 1, "18mm"}),
    } or doc.para{"没有需要处理的地方。"}
    return {
        not first and doc.page_break(),
        paper.head("校对单", {name .. "　" .. words.school_year(group_year.county(site).year.key) .. "　校对于" .. words.date(site.as_of)}),
        found, paper.signatures{"校对", "撰稿（改正）", "复核"},
    }
end

local function tree()
    local all = proof.findings(site)
    local function of(prefix)
        return sheet.kept(all, function(found) return (place_of(found)):find(prefix, 1, true) == 1 end)
    end
    local nodes = {part(site.county[1].bureau, of("county/"), true)}
    for _, group in ipairs(book.groups(site)) do nodes[#nodes + 1] = part(group.name, of("groups/" .. group.id .. "/"), false) end
    return doc.section{nodes}
end

return paper.publication{
    id = "n3-proof", word = "n3-proof", title = "校对单", tree = tree, landscape = true,
    each = function(site) return group_year.county(site) and {{}} or {} end,
    name = function() return site.county[1].name end, key = function() return "county" end,
}
