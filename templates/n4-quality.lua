-- N4 数据质量单: what checking found in the records and texts of a group, line by line, and what to do (domain 4.11). One
-- for each group, one for the county's own files.

local book = require "book"
local group_year = require "group_year"
local paper = require "office_paper"
local quality = require "quality"
local sheet = require "sheet"
local words = require "words"

local meaning = {
    error = "这些行不采用，正式发布时整个集团停在上次的结果，须改正。", warning = "采用了，但可能不是想要的，请核对。",
    note = "程序已按规范理解，知道即可。",
}

-- A line a level: E01（1）、E02（2）
local function summary(list)
    local nodes, counts = {}, quality.counts(list)
    for _, level in ipairs(quality.levels) do
        local said = sheet.each(sheet.kept(counts, function(entry) return entry.level == level end), function(entry)
            return entry.code .. "（" .. entry.count .. "）"
        end)
        if #said > 0 then
            nodes[#nodes + 1] = doc.para{class = "flush", doc.span{class = "hei", quality.level_name[level] .. "　"}, words.list(said), "。",
                doc.span{class = "kai", meaning[level]}}
        end
    end
    return nodes
end

local function place(message) return message.cell or message.line and tostring(message.line) or "" end

-- File by file; the key of the record where it has one.
local function files(list)
    local rows, file = {}, nil
    for _, m in ipairs(list) do
        local path = quality.path(m)
        if path ~= file then
            rows[#rows + 1] = {class = "subhead", path}
            file = path
        end
        rows[#rows + 1] = {place(m), m.key or "", m.code, quality.level_name[m.level], m.zh, m.hint or ""}
    end
    return sheet.table("逐条", {"行", "编号", "代码", "级别", "说明", "怎样改"}, {"left", "left", "left", "left", "left", "left"}, rows,
        {"auto", "auto", "auto", "auto", 1, 1})
end

local function tree(s)
    local list = quality.of(s.group)
    local nodes = {doc.para{"截至" .. words.date(site.as_of) .. "，没有需要处理的问题。"}}
    if #list > 0 then
        nodes = {summary(list), files(list)}
    end
    return doc.section{
        paper.head("数据质量单", {s.name .. "　" .. words.school_year(group_year.county(site).year.key) .. "　检查于" .. words.date(site.as_of)}),
        nodes, paper.signatures{"填报人", "改正日期", "管理办公室复核"},
    }
end

local function subjects(site)
    if not group_year.county(site) then return {} end
    local list = sheet.each(book.groups(site), function(group) return {id = group.id, name = group.name, group = group} end)
    list[#list + 1] = {id = "county", name = site.county[1].bureau}
    return list
end

return paper.publication{
    id = "n4-quality", word = "n4-quality", title = "数据质量单", tree = tree, landscape = true, each = subjects,
    name = function(s) return s.name end, key = function(s) return s.id end,
}
