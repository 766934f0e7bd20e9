-- N4 数据质量单: what checking found in the records and texts of a group, line by line, and what to do (domain 4.11). One
-- for each group, one for the county's own files.

local book = require "book"
local group_year = require "group_year"
local paper = require "office_paper"
local sheet = require "sheet"
local words = require "words"

local levels = {error = "错误", warning = "警告", note = "提示"}
local meaning = {
    error = "这些行不采用，正式发布时整个集团停在上次的结果，须改正。", warning = "采用了，但可能不是想要的，请核对。",
    note = "程序已按规范理解，知道即可。",
}

-- Where the file stands below the content folder, or nil when it is none of its files.
local function inside_content(file) return file and (file:match("^.-(groups/.*)$") or file:match("^.-(county/.*)$")) end

local function belongs(message, group)
    local path = inside_content(message.file)
    if group then return path ~= nil and path:find("groups/" .. group.id .. "/", 1, true) == 1 end
    return path ~= nil and path:find("county/", 1, true) == 1
end

local function of(group)
    return sheet.kept(site.diagnostics(), function(message) return belongs(message, group) end)
end

-- A line a level: E01 1条、E02 2条
local function summary(list)
    local nodes = {}
    for _, level in ipairs{"error", "warning", "note"} do
        local counts, order = {}, {}
        for _, m in ipairs(list) do
            if m.level == level then
                if not counts[m.code] then order[#order + 1] = m.code end
                counts[m.code] = (counts[m.code] or 0) + 1
            end
        end
        table.sort(order)
        for i, code in ipairs(order) do order[i] = code .. " " .. counts[code] .. "条" end
        if #order > 0 then
            nodes[#nodes + 1] = doc.para{class = "flush", doc.span{class = "hei", levels[level] .. "　"}, words.list(order), "。",
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
        local path = inside_content(m.file)
        if path ~= file then
            rows[#rows + 1] = {class = "subhead", path}
            file = path
        end
        rows[#rows + 1] = {place(m), m.key or "", m.code, levels[m.level], m.zh, m.hint or ""}
    end
    return sheet.table("逐条", {"行", "编号", "代码", "级别", "说明", "怎样改"}, {"left", "left", "left", "left", "left", "left"}, rows,
        {"auto", "auto", "auto", "auto", 1, 1})
end

local function tree(s)
    local list = of(s.group)
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
