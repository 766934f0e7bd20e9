-- Who the county's groups are, with what papers they work, what their platforms hold (domain 4.4, 一 to 三).
--
-- Each function takes a year of county_year.

local annual_units = require "annual_units"
local book = require "book"
local county_year = require "county_year"
local event_counts = require "event_counts"
local exact = require "exact"
local group_year = require "group_year"
local personal = require "personal"
local scope = require "scope"
local sheet = require "sheet"
local small = require "small"
local small_units = require "small_units"
local show = require "show"
local stat = require "stat"
local tally = require "tally"
local units = require "units"
local words = require "words"

local overview = {}

local name_width = "47mm" -- a group's name of twelve characters on one line

-- ---- 一 布局与覆盖 ---------------------------------------------------------------------------------------

-- A sum of a column as a cell: blank is not 0.
local function sum(list, field)
    return tally.text(tally.of(list, function(m) return math.tointeger(tonumber(m.row[field])) end), "", "所")
end

-- A public figure of the county in the year, and its 口径. All figures of a county are worked out together, those of the
-- office too, hence inside.
local figure = inside(function(year, key)
    local value, entry = scope.value(year.site, {year = year.county.year.key, public = true}, key)
    assert(entry[5] == "public", key)
    return value, entry[3]
end)

local function children(share)
    if share.d == 0 then return "在园幼儿数未填。" end
    return string.format("在园幼儿%d人，集团内%d人，覆盖率%s%s。", share.d, share.n, exact.percent(share.n, share.d), tally.note(share, "所"))
end

function overview.coverage(year)
    local units_in = figure(year, "coverage.units")
    return doc.para{string.format("截至%s，全县登记幼儿园%d所，其中%d所加入%s个集团，覆盖率%s；%s",
        words.date(group_year.figures_day(year.county)), units_in.d, units_in.n, words.number(#year.groups), exact.percent(units_in.n, units_in.d),
        children((figure(year, "coverage.children"))))}
end

-- Whether it is the edition for everybody, whose columns of persons beside their total tell no few (domain §5.3).
function overview.is_public(year)
    for _, entry in ipairs(year.groups) do
        if entry.view then return entry.view.public end
    end
    return true
end

local persons_in = {["幼儿数"] = true, ["专任教师数"] = true, ["骨干数"] = true}

-- A column of cells for each field: the sum of it in each list; names: of the lists, groups by their ids.
local function columns(year, lists, fields, names)
    local cells = {}
    for k, field in ipairs(fields) do
        local public = persons_in[field] and overview.is_public(year)
        local kept = public and small_units.of(year.county)
        cells[k] = sheet.each(lists, function(list, i)
            local t = tally.of(list, function(m) return math.tointeger(tonumber(m.row[field])) end)
            if kept and kept.sum(names[i], field) and (tally.known(t) or 0) >= personal.fewest then return "—" end
            return tally.people(t, public, "", "所")
        end)
    end
    return cells
end

local function lead_and_members(list)
    local lead, members = nil, {}
    for _, m in ipairs(list) do
        if m.role == units.lead_role then lead = lead or m else members[#members + 1] = m end
    end
    return lead, members
end

local sizes = {"班级数", "幼儿数", "专任教师数", "骨干数"}

-- T: the ten groups
function overview.groups(year)
    local rows, all = {}, {}
    local lists = sheet.each(year.groups, function(entry) return units.active(year.county.registry, entry.id, year.period.last) end)
    local cells = columns(year, lists, sizes, sheet.each(year.groups, function(entry) return entry.id end))
    for i, entry in ipairs(year.groups) do
        local list = lists[i]
        local lead, members = lead_and_members(list)
        local names = sheet.each(members, function(m) return year.county.registry.unit[m.unit].name end)
        rows[i] = {{overview.entry(entry), entry.name}, #names > 0 and words.list(names) or "—"}
        for k = 1, #sizes do table.insert(rows[i], #list > 0 and cells[k][i] or "—") end
        if lead then all[#all + 1] = lead end
        for _, m in ipairs(members) do all[#all + 1] = m end
    end
    local total = {class = "total", "合计", #all .. "所"}
    for _, field in ipairs(sizes) do total[#total + 1] = sum(all, field) end
    rows[#rows + 1] = total
    return sheet.table("十个集团基本情况", {"集团", "成员园", "班级", "幼儿", "专任教师", "骨干"},
        {"left", "left", "right", "right", "right", "right"}, rows, {name_width, 1, "auto", "auto", "auto", "auto"})
end

-- A place for the index of groups.
function overview.entry(entry) return doc.index_entry{term = entry.name, class = "groups"} end

local function by_name(year, list, field, names)
    local lists = sheet.each(names, function(name) return sheet.kept(list, function(m) return m.row[field] == name end) end)
    local cells = columns(year, lists, sizes, names)
    return sheet.each(names, function(name, i)
        local row = {name, #lists[i]}
        for k = 1, #sizes do row[k + 2] = cells[k][i] end
        return row
    end)
end

local structure = {
    {"办园性质", {"公办", "普惠性民办", "民办"}}, {"城乡", {"县城", "镇", "农村"}},
    {"质量等级", {"自治区示范", "市级示范", "县级示范", "合格", "未定"}},
}

function overview.counted(year)
    return annual_units.counted(county_year.memberships(year))
end

function overview.structure(year)
    local list, rows = county_year.memberships(year), {}
    for _, part in ipairs(structure) do
        rows[#rows + 1] = {class = "subhead", "按" .. part[1]}
        for _, line in ipairs(by_name(year, list, part[1], part[2])) do
            if line[2] > 0 then rows[#rows + 1] = sheet.each(line, tostring) end
        end
    end
    return sheet.table("集团内幼儿园结构", {"类别", "园数", "班级", "幼儿", "专任教师", "骨干"}, {"left", "right", "right", "right", "right", "right"},
        rows)
end

local ways = {{"优质带动薄弱", "pull.quality"}, {"城区带动农村", "pull.rural"}, {"公办带动民办", "pull.private"}}

function overview.pulls(year)
    return sheet.table("带动关系", {"类型", "口径", "结对数"}, {"left", "left", "right"}, sheet.each(ways, function(way)
        local total, meaning = figure(year, way[2])
        return {way[1], meaning, tostring(total)}
    end), {"auto", 1, "auto"})
end

-- ---- 二 机制建设 -------------------------------------------------------------------------------------------

local kinds = {"发展规划", "年度计划", "活动方案", "工作方案", "创建计划", "创建方案", "学期总结"}

-- 领导小组 and its office: posts, no names (domain §1 #52).
function overview.bodies(year)
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
function overview.policies(year)
    local list = {}
    for _, row in ipairs(year.site.policies) do
        if row.public and row.kind ~= "上级文件" and row.kind ~= "通报" and book.approved(row) then list[#list + 1] = row end
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

local function articles(view)
    local count = 0
    for _, chapter in ipairs(view.chapters) do
        for _, node in ipairs(chapter.body:find"para") do
            if plain(node):find("^第[一二三四五六七八九十百零]+条") then count = count + 1 end
        end
    end
    return count
end

function overview.handbooks(year)
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
overview.handbook_letters = "○＝有章写明，缺＝没有章写明，—＝没有管理手册。"

local function approved_handbook(entry) return entry.view and entry.view.handbook and book.approved(entry.view.handbook) end

function overview.handbook_matrix(year)
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
        sheet.table("管理手册要点对照", head, align, rows, widths), doc.para{class = "remark", overview.handbook_letters},
    }
end

-- Papers of the year of a kind that went through their review: plans, and summaries among the reports.
local function papers(view, kind)
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
function overview.paper_totals(year)
    local rows = {}
    for _, kind in ipairs(kinds) do
        local count, filed, groups = 0, 0, 0
        for _, entry in ipairs(year.groups) do
            local list = entry.view and papers(entry.view, kind) or {}
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

overview.paper_letters = "备＝已备案，报＝已报送待备案，退＝退回修改，有＝已有、不需备案，—＝没有；字后为份数。“未报”的集团本学年没有报送记录。"

function overview.paper_matrix(year)
    local head, align, rows = {"集团"}, {"left"}, {}
    for _, kind in ipairs(kinds) do head[#head + 1], align[#align + 1] = kind, "center" end
    head[#head + 1], align[#align + 1] = "管理手册", "center"
    for i, entry in ipairs(year.groups) do
        local row = {{overview.entry(entry), entry.name}}
        for _, kind in ipairs(kinds) do row[#row + 1] = entry.view and paper_cell(papers(entry.view, kind)) or "未报" end
        local handbook = entry.view and entry.view.handbook
        row[#row + 1] = not entry.view and "未报" or handbook and (is_filed(handbook) and "备" or "有") .. handbook.version or "—"
        rows[i] = row
    end
    return {
        sheet.table("十个集团规划、计划、总结与手册", head, align, rows, {"36mm", 1, 1, 1, 1, 1, 1, 1, 1}),
        doc.para{class = "remark", overview.paper_letters},
    }
end

-- The numbers under which plans and handbooks are filed, group by group.
function overview.filings(year)
    local rows = {}
    for _, entry in ipairs(year.groups) do
        local view = entry.view
        for _, kind in ipairs(view and {"发展规划", "年度计划"} or {}) do
            for _, row in ipairs(papers(view, kind)) do rows[#rows + 1] = {"《" .. row.title .. "》", show.plan_filing(row)} end
        end
        if view and view.handbook and book.approved(view.handbook) then
            rows[#rows + 1] = {"《" .. view.handbook.title .. "》（" .. view.handbook.version .. "版）", show.filing(view.handbook)}
        end
    end
    return sheet.table("规划、计划与手册备案号", {"名称", "备案号"}, {"left", "left"}, rows, {1, "auto"})
end

-- ---- 五 阶段评估 ---------------------------------------------------------------------------------------------

local stages = {"创建方案评估", "中期评估", "验收评估"}

-- How many groups went through each stage, and when; what is public of the results is told by the group itself.
function overview.milestones(year)
    local rows = {}
    for _, stage in ipairs(stages) do
        local done = {}
        for _, entry in ipairs(year.groups) do
            for _, row in ipairs(entry.view and entry.view.milestones or {}) do
                if row["类别"] == stage and row["完成日期"] then done[#done + 1] = row["完成日期"] end
            end
        end
        table.sort(done)
        if #done > 0 then
            rows[#rows + 1] = {stage, tostring(#done), words.date(done[1]) .. (#done > 1 and done[#done] ~= done[1] and "至" .. words.date(done[#done]) or "")}
        end
    end
    return sheet.table("阶段评估完成情况", {"类别", "已完成的集团（个）", "时间"}, {"left", "right", "left"}, rows)
end

-- ---- 三 三个平台 -------------------------------------------------------------------------------------------

local function over_groups(year, count)
    local total = 0
    for _, entry in ipairs(year.groups) do
        if entry.view then total = total + count(entry.view) end
    end
    return total
end

local function live(view, test)
    return #sheet.kept(view.resources, function(row) return stat.is_live(row, view.period.last) and test(row) end)
end

function overview.platforms(year)
    local events = event_counts.by_platform(year.events)
    return sheet.table("三个平台运行情况", {"平台", "共同活动（场）", "在架资源（项）", "典型案例（篇）"}, {"left", "right", "right", "right"},
        sheet.each(event_counts.platforms, function(name)
            return {name, tostring(events[name] or 0),
                tostring(over_groups(year, function(view) return live(view, function(row) return row["平台"] == name end) end)),
                tostring(over_groups(year, function(view)
                    return #sheet.kept(view.cases, function(case) return case.platform == name end)
                end))}
        end))
end

local things = {"设施设备", "信息化工具", "制度文本", "课程材料", "人员专长"}

function overview.resources(year)
    local rows, total = {}, 0
    for _, kind in ipairs(things) do
        local n = over_groups(year, function(view) return live(view, function(row) return row["类别"] == kind end) end)
        total = total + n
        if n > 0 then rows[#rows + 1] = {kind, tostring(n)} end
    end
    if #rows > 0 then rows[#rows + 1] = {class = "total", "合计", tostring(total)} end
    return sheet.table("在架共享资源", {"类别", "项数"}, {"left", "right"}, rows)
end

-- Persons and working days by the way in which teachers moved.
function overview.flows(year)
    local list, of, public = {}, {}, false
    for _, entry in ipairs(year.groups) do
        public = public or entry.view and entry.view.public
        for _, flow in ipairs(entry.view and stat.flows(entry.view) or {}) do
            local line = of[flow.kind] or {name = flow.kind, persons = 0, days = 0}
            if not of[flow.kind] then of[flow.kind], list[#list + 1] = line, line end
            line.persons, line.days = line.persons + flow.persons, line.days + flow.days
        end
    end
    if public then list = small.merged(list, {"persons", "days"}) end
    local rows, persons, days = {}, 0, 0
    for i, line in ipairs(list) do
        rows[i] = {line.name, tally.people(line.persons, public), (not public or line.persons >= personal.fewest) and tostring(line.days) or "—"}
        persons, days = persons + line.persons, days + line.days
    end
    if #rows > 0 then rows[#rows + 1] = {class = "total", "合计", tally.people(persons, public), (not public or persons >= personal.fewest) and tostring(days) or "—"} end
    return sheet.table("师资流动", {"方式", "人次", "人日"}, {"left", "right", "right"}, rows)
end

return overview
