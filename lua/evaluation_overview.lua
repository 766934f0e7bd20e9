-- Who the county's groups are, which stages they went through, what their platforms hold (domain 4.4, 一, 三, 五).
--
-- Each function takes a year of county_year.

local annual_units = require "annual_units"
local calendar = require "calendar"
local county_year = require "county_year"
local event_counts = require "event_counts"
local exact = require "exact"
local group_year = require "group_year"
local personal = require "personal"
local scope = require "scope"
local sheet = require "sheet"
local small = require "small"
local small_units = require "small_units"
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
    return doc.para{string.format("截至%s，全县登记幼儿园%d所，其中%d所加入%s，覆盖率%s；%s",
        words.date(group_year.figures_day(year.county)), units_in.d, units_in.n, overview.all_groups(year), exact.percent(units_in.n, units_in.d),
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
    return sheet.table(overview.all_groups(year) .. "基本情况", {"集团", "成员园", "班级", "幼儿", "专任教师", "骨干"},
        {"left", "left", "right", "right", "right", "right"}, rows, {name_width, 1, "auto", "auto", "auto", "auto"})
end

-- 十个集团, or as many as the county's list has.
function overview.all_groups(year) return words.count(#year.groups) .. "个集团" end

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
    return sheet.table("带动关系", {"类型", "结对数", "口径"}, {"left", "right", "left"}, sheet.each(ways, function(way)
        local total, meaning = figure(year, way[2])
        return {way[1], tostring(total), meaning}
    end), {"auto", "auto", 1}, {class = "records"})
end

-- ---- 五 阶段评估 ---------------------------------------------------------------------------------------------

local stages = {"创建方案评估", "中期评估", "验收评估"}

-- How many groups went through each stage, and when; what is public of the results is told by the group itself.
function overview.milestones(year)
    local rows, last = {}, calendar.iso(year.period.last)
    for _, stage in ipairs(stages) do
        local done = {}
        for _, entry in ipairs(year.groups) do
            for _, row in ipairs(entry.view and entry.view.milestones or {}) do
                if row["类别"] == stage and row["完成日期"] and row["完成日期"] <= last then done[#done + 1] = row["完成日期"] end
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
