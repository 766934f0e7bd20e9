-- With what papers the county's groups work: bodies, policies, handbooks, plans and their filing (domain 4.4, 二).
--
-- Each function takes a year of county_year.

local book = require "book"
local calendar = require "calendar"
local overview = require "evaluation_overview"
local sheet = require "sheet"
local show = require "show"
local words = require "words"

local papers = {}

papers.kinds = {"发展规划", "年度计划", "活动方案", "工作方案", "创建计划", "创建方案", "学期总结"}

-- 领导小组 and its office: posts, no names (domain §1 #52).
function papers.bodies(year)
    local rows = {}
    for _, body in ipairs(year.site.bodies) do
        if book.approved(body) then
            rows[#rows + 1] = {class = "subhead", body.name}
            rows[#rows + 1] = {body.kind == "领导小组" and "组长" or "主任", body.chair}
            for _, member in ipairs(body.members) do rows[#rows + 1] = {member.post, member.holder} end
        end
    end
    return sheet.table("县级组织", {"职务", "担任"}, {"left", "left"}, rows, {"auto", 1})
end

-- What the county issued for the work, the newest last.
function papers.policies(year)
    local list = {}
    for _, row in ipairs(year.site.policies) do
        if row.public and row.kind ~= "上级文件" and row.kind ~= "通报" and book.approved(row) and row.date <= calendar.iso(year.period.last) then list[#list + 1] = row end
    end
    table.sort(list, function(a, b) return a.date < b.date or (a.date == b.date and a._key < b._key) end)
    return sheet.table("县级制度与文件", {"名称", "类别", "文号", "日期"}, {"left", "left", "left", "left"}, sheet.each(list, function(row)
        return {"《" .. row.title .. "》", row.kind, row.doc_no or "—", words.date(row.date)}
    end), {1, "auto", "auto", "auto"})
end

-- What the plan asks a handbook to settle: in how many groups which chapters do (domain §1 #8, #15, #28, #56).
local required = {
    {"章程与职责", {"章程", "办园理念", "组织架构", "职责任务", "权利与义务"}},
    {"制度与运行", {"工作制度", "管理办法", "管理模式", "运行机制", "议事规则", "工作例会", "工作流程"}},
    {"党建与财务", {"党建", "互检标准", "财务", "内控制度", "资产管理"}},
    {"师资与资源", {"师资", "资源共享"}}, {"考核与评价", {"考核", "评价策略", "评价激励机制"}},
    {"四个环节", {"决策", "执行", "监督", "保障"}},
}

local function covers(view, key)
    for _, chapter in ipairs(view.chapters) do
        for _, covered in ipairs(chapter.covers) do
            if covered == key then return true end
        end
    end
    return false
end

-- The articles of a chapter: paragraphs that begin with 第N条.
function papers.articles_of(chapter)
    local count = 0
    for _, node in ipairs(chapter.body:find"para") do
        if plain(node):find("^第[一二三四五六七八九十百零]+条") then count = count + 1 end
    end
    return count
end

local function articles(view)
    local count = 0
    for _, chapter in ipairs(view.chapters) do count = count + papers.articles_of(chapter) end
    return count
end

function papers.handbooks(year)
    local views = {}
    for _, entry in ipairs(year.groups) do
        if entry.view and entry.view.handbook and book.approved(entry.view.handbook) then views[#views + 1] = entry.view end
    end
    local chapters, clauses = 0, 0
    for _, view in ipairs(views) do chapters, clauses = chapters + #view.chapters, clauses + articles(view) end
    local rows = {}
    for _, part in ipairs(#views > 0 and required or {}) do
        local said = sheet.kept(part[2], function(key) return #sheet.kept(views, function(view) return covers(view, key) end) == #views end)
        if #said > 0 then rows[#rows + 1] = {part[1], words.list(said)} end
    end
    return {
        doc.para{string.format("%s套管理手册共%d章、%d条，都作出规定的内容如下。", words.count(#views), chapters, clauses)},
        sheet.table("各套管理手册都规定的内容", {"方面", "内容"}, {"left", "left"}, rows, {"auto", 1}),
    }
end

-- For the office: each subject by each group's handbook (domain 4.4, 10 × documents).
papers.handbook_letters = "○＝有章写明，缺＝没有章写明，—＝没有管理手册。"

local function approved_handbook(entry) return entry.view and entry.view.handbook and book.approved(entry.view.handbook) end

function papers.handbook_matrix(year)
    local head, align, rows, widths = {"要点"}, {"left"}, {}, {"30mm"}
    for _, entry in ipairs(year.groups) do
        head[#head + 1], align[#align + 1], widths[#widths + 1] = entry.group and entry.group.short_name or entry.name, "center", 1
    end
    for _, part in ipairs(required) do
        for _, key in ipairs(part[2]) do
            local row = {key}
            for _, entry in ipairs(year.groups) do
                row[#row + 1] = not approved_handbook(entry) and "—" or covers(entry.view, key) and "○" or "缺"
            end
            rows[#rows + 1] = row
        end
    end
    return {
        sheet.table("管理手册要点对照", head, align, rows, widths), doc.para{class = "remark attached", papers.handbook_letters},
    }
end

-- Papers of the year of a kind that went through their review: plans, and summaries among the reports.
function papers.of_kind(view, kind)
    local key = view.county.year.key
    local function fits(row)
        return row.kind == kind and book.approved(row) and (row.school_year == nil or row.school_year == key)
    end
    local list = sheet.kept(view.plans, fits)
    for _, row in ipairs(sheet.kept(view.reports, fits)) do list[#list + 1] = row end
    return list
end

local function is_filed(row) return row.filed_no ~= nil end

-- Of each kind of paper: how many there are in the county, how many of them are filed.
function papers.totals(year)
    local rows = {}
    for _, kind in ipairs(papers.kinds) do
        local count, filed, groups = 0, 0, 0
        for _, entry in ipairs(year.groups) do
            local list = entry.view and papers.of_kind(entry.view, kind) or {}
            count, filed = count + #list, filed + (kind ~= "学期总结" and #sheet.kept(list, is_filed) or 0)
            groups = groups + (#list > 0 and 1 or 0)
        end
        if count > 0 then rows[#rows + 1] = {kind, tostring(count), filed > 0 and tostring(filed) or "—"} end
    end
    local handbooks = sheet.kept(year.groups, function(entry) return entry.view and entry.view.handbook and book.approved(entry.view.handbook) end)
    local filed = #sheet.kept(handbooks, function(entry) return is_filed(entry.view.handbook) end)
    if #handbooks > 0 then rows[#rows + 1] = {"管理手册", tostring(#handbooks), filed > 0 and tostring(filed) or "—"} end
    return sheet.table("规划、计划、总结与手册", {"类别", "份数", "已备案"}, {"left", "right", "right"}, rows)
end

-- For the office: 10 × documents. What is there and how far it came; what is not is a dash.
local states = {["已备案"] = "备", ["已报"] = "报", ["退回"] = "退", ["未报"] = "未报", ["不需备案"] = "有"}

local function paper_cell(list)
    if #list == 0 then return "—" end
    local letters, counts = {}, {}
    for _, row in ipairs(list) do
        local letter = row.kind == "学期总结" and "有" or states[row.filing_status] or "有"
        if not counts[letter] then letters[#letters + 1] = letter end
        counts[letter] = (counts[letter] or 0) + 1
    end
    return words.list(sheet.each(letters, function(letter) return letter .. (counts[letter] > 1 and counts[letter] or "") end), " ")
end

papers.letters = "备＝已备案，报＝已报送待备案，退＝退回修改，有＝已有、不需备案，—＝没有；字后为份数。“未报”的集团本学年没有报送记录。"

function papers.matrix(year)
    local head, align, rows = {"集团"}, {"left"}, {}
    for _, kind in ipairs(papers.kinds) do head[#head + 1], align[#align + 1] = kind, "center" end
    head[#head + 1], align[#align + 1] = "管理手册", "center"
    for i, entry in ipairs(year.groups) do
        local row = {{overview.entry(entry), entry.name}}
        for _, kind in ipairs(papers.kinds) do row[#row + 1] = entry.view and paper_cell(papers.of_kind(entry.view, kind)) or "未报" end
        local handbook = entry.view and entry.view.handbook
        row[#row + 1] = not entry.view and "未报" or handbook and (is_filed(handbook) and "备" or "有") .. handbook.version or "—"
        rows[i] = row
    end
    return {
        sheet.table(overview.all_groups(year) .. "规划、计划、总结与手册", head, align, rows, {"36mm", 1, 1, 1, 1, 1, 1, 1, 1}),
        doc.para{class = "remark attached", papers.letters},
    }
end

-- The numbers under which plans and handbooks are filed, group by group.
function papers.filings(year)
    local rows = {}
    for _, entry in ipairs(year.groups) do
        local view = entry.view
        for _, kind in ipairs(view and {"发展规划", "年度计划"} or {}) do
            for _, row in ipairs(papers.of_kind(view, kind)) do rows[#rows + 1] = {"《" .. row.title .. "》", show.plan_filing(row)} end
        end
        if view and view.handbook and book.approved(view.handbook) then
            rows[#rows + 1] = {"《" .. view.handbook.title .. "》（" .. view.handbook.version .. "版）", show.filing(view.handbook)}
        end
    end
    return sheet.table("规划、计划与手册备案号", {"名称", "备案号"}, {"left", "left"}, rows, {1, "auto"})
end

return papers
