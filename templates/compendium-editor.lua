-- 《典型案例汇编编辑清单》, for the editors alone (domain 4.5): which groups have no case yet, how far each case has come, which
-- themes nobody has written about. What is missing is told here and in no book.

local book = require "book"
local case_indexes = require "case_indexes"
local fields = require "model_fields"
local group_year = require "group_year"
local paper = require "office_paper"
local review = require "review"
local sheet = require "sheet"
local show = require "show"
local words = require "words"

local function year_key() return group_year.county(site).year.key end

local function cases() return site.cases:where{school_year = year_key()} end

local function through(list) return sheet.kept(list, review.public) end

-- Groups of the county's list without a case through its review: those that wait, and those that sent nothing.
local function missing(list)
    local told, rows = {}, {}
    for _, entry in ipairs(case_indexes.groups(site, through(list))) do told[entry[1].id] = true end
    for _, listed in ipairs(site.county[1].groups) do
        local group = type(listed) == "string" and site.groups[listed] or listed
        local id = type(group) == "string" and group or group.id
        if not told[id] then
            local waiting = type(group) ~= "string" and sheet.kept(list, function(row) return row.group == group end) or {}
            rows[#rows + 1] = {type(group) == "string" and group or group.name,
                #waiting > 0 and "有" .. #waiting .. "篇未完成审校" or "没有报送案例"}
        end
    end
    return sheet.table("没有可收录案例的集团", {"集团", "情况"}, {"left", "left"}, rows, {"70mm", 1})
        or doc.para{"各集团都有可收录的案例。"}
end

local function last_step(row)
    local list = row.reviews or {}
    local last = list[#list]
    return last and (last.step or "") .. "　" .. (last.date and words.date(last.date) or "") or "—"
end

-- Of the pictures a case names, how many may be printed.
local function pictures(row)
    local total, fit = 0, 0
    for _, name in ipairs(row.photos or {}) do
        total = total + 1
        for _, consent in ipairs(site.consent:where{group_id = row.group_id, ["文件"] = name}) do
            if show.photo_is_public(consent, site.as_of, "印刷") then fit = fit + 1 end
        end
    end
    return total > 0 and fit .. "/" .. total or "—"
end

local function course(list)
    local rows = {}
    for _, group in ipairs(book.groups(site)) do
        for _, row in ipairs(list) do
            if row.group == group then
                rows[#rows + 1] = {group.name, row.id, row.title, row.theme, row.status, last_step(row), tostring(row.body:length()),
                    pictures(row), review.public(row) and "收录" or "不收录"}
            end
        end
    end
    return sheet.table("各篇进展", {"集团", "编号", "题目", "主题", "状态", "最近一次审校", "字数", "可印照片", "本书"},
        {"left", "left", "left", "left", "left", "left", "right", "center", "center"}, rows, {"auto", "auto", 1, "auto", "auto", "auto", "auto", "auto", "auto"})
end

local function themes(list)
    local lines = sheet.each(fields.themes, function(theme)
        local own = sheet.kept(list, function(row) return row.theme == theme end)
        return {theme, tostring(#through(own)), tostring(#own - #through(own))}
    end)
    return sheet.table("各主题篇数", {"主题", "可收录", "未完成审校"}, {"left", "right", "right"}, lines)
end

local function tree()
    local list = cases()
    return doc.section{
        paper.head(words.school_year(year_key()) .. "典型案例汇编编辑清单",
            {"截至" .. words.date(site.as_of) .. "　共" .. #list .. "篇，可收录" .. #through(list) .. "篇"}, paper.marked),
        doc.heading{level = 2, "一、缺稿"}, missing(list),
        doc.heading{level = 2, "二、稿件"}, course(list),
        doc.heading{level = 2, "三、主题"}, themes(list),
        paper.signatures{"编辑", "管理办公室"},
    }
end

return paper.publication{
    id = "compendium-editor", title = "典型案例汇编编辑清单", word = "cases-editor-list", landscape = true,
    each = function(site) return group_year.county(site) and {site.county[1]} or {} end,
    name = function(county) return county.name end, key = function() return "county" end, tree = tree,
}
