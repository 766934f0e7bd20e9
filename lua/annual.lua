-- The tables and figures of the group annual report, public edition (domain 4.3, T1 to T7, appendices).
--
-- Each function takes a public view of group_year and answers a node, or false when there is nothing to show.
-- Only what was held is shown: no rate, no month without an event, no participation (domain 3.10).

local book = require "book"
local calendar = require "calendar"
local figures = require "figures"
local layout = require "layout"
local show = require "show"
local stat = require "stat"
local units = require "units"
local words = require "words"

local annual = {}

-- ---- words ----------------------------------------------------------------------------------------

local function iso(day) return calendar.iso(day) end

-- "2025-09" as 2025年9月
local function month_name(key) return (words.date(key .. "-01"):match("^(.-月)")) end

local function event_date(event)
    return words.span(iso(event.day), event.row["结束日期"])
end

-- Fewer than five heads could point at persons (domain 5.3).
local function heads(n) return n and n >= 5 and tostring(n) or "—" end

local function unit_name(view, id) return view.county.registry.unit[id].name end

local function host_name(view, event)
    local host = event.row["主办单位"]
    local id = host and units.find(view.county.registry, host)
    return id and unit_name(view, id) or host or ""
end

-- The units of an event, in the county's order; 各园 when all of the group's came and nobody else.
local function unit_names(view, event)
    local active = units.active(view.county.registry, view.group.id, event.day)
    local here = 0
    for _, m in ipairs(active) do
        if event.present[m.unit] then here = here + 1 end
    end
    if here == #active and here == event.units then return "各园" end
    local names = {}
    for _, id in ipairs(view.county.registry.order) do
        if event.present[id] then names[#names + 1] = unit_name(view, id) end
    end
    return words.list(names)
end

-- Counted events of the year that may be shown one by one; kind: a type, or nil.
function annual.events(view, kind)
    local list = {}
    for _, event in ipairs(stat.events(view)) do
        if (kind == nil or event.type == kind) and show.event_is_public(event.row) then list[#list + 1] = event end
    end
    return list
end

local function grid(caption, head, align, rows, widths)
    if #rows == 0 then return false end
    return doc.table{caption = caption, head = head, align = align, rows = rows, widths = widths}
end

local function each(list, make)
    local rows = {}
    for i, item in ipairs(list) do rows[i] = make(item, i) end
    return rows
end

-- ---- the year at a glance ---------------------------------------------------------------------------

-- Fifteen figures, three to a line by what they are about.
local glance = {
    {"规模", {"units.active", "成员单位"}, {"classes", "班级"}, {"children", "幼儿"}},
    {"师资", {"teachers", "专任教师"}, {"backbone", "骨干教师"}, {"flow.persons", "师资流动"}},
    {"带动", {"pull.quality", "优质带动薄弱"}, {"pull.rural", "城区带动农村"}, {"pull.private", "公办带动民办"}},
    {"活动", {"events.total", "共同活动"}, {"headcount.total", "参加人次"}, {"联合教研", "联合教研"}},
    {"成果", {"resources.live", "在架共享资源"}, {"cases.published", "典型案例"}, {"成果展示", "成果展示"}},
}

local unit_of = {}
for _, entry in ipairs(stat.catalogue) do unit_of[entry[1]] = entry[4] end

-- A key of the catalogue, or the name of a type of events.
local function value_of(view, key)
    if unit_of[key] then return stat.figure(view, key), unit_of[key] end
    local count = 0
    for _, event in ipairs(stat.events(view)) do
        if event.type == key then count = count + 1 end
    end
    return count, "场"
end

local function figure_cell(f)
    return doc.section{
        doc.para{class = "figure", tostring(f[2])}, doc.para{class = "figure_name", f[1] .. "（" .. f[3] .. "）"},
    }
end

-- The cells of a line behind what they are about, what there is first; nil without a figure.
local function glance_line(view, entries)
    local cells = {doc.cell{head = true, doc.section{doc.para{class = "figure_group", entries[1]}}}}
    for i = 2, #entries do
        local value, measure = value_of(view, entries[i][1])
        if value > 0 then cells[#cells + 1] = figure_cell{entries[i][2], value, measure} end
    end
    if #cells == 1 then return nil end
    while #cells < #entries do cells[#cells + 1] = doc.section{doc.para{class = "figure_group", "　"}} end
    return cells
end

local glance_widths = {"24mm", 1, 1, 1}

-- Figures with their names below: a page that is read at arm's length.
function annual.glance(view)
    local rows = {}
    for _, entries in ipairs(glance) do rows[#rows + 1] = glance_line(view, entries) end
    return #rows > 0 and doc.table{class = "plain", valign = "top", widths = glance_widths, rows = rows}
end

-- ---- T1, T2, T3: who and with what paper ------------------------------------------------------------

function annual.members(view)
    local active = units.active(view.county.registry, view.group.id, view.period.last)
    local function number(row, field) return row[field] and tostring(row[field]) or "—" end
    return grid("成员单位基本情况", {"单位", "性质", "城乡", "质量等级", "班级", "幼儿", "专任教师", "骨干"},
        {"left", "center", "center", "center", "right", "right", "right", "right"},
        each(active, function(m)
            local r = m.row
            return {unit_name(view, m.unit), r["办园性质"] or "—", r["城乡"] or "—", r["质量等级"] or "—",
                number(r, "班级数"), number(r, "幼儿数"), number(r, "专任教师数"), number(r, "骨干数")}
        end))
end

function annual.ideals(view)
    local active = units.active(view.county.registry, view.group.id, view.period.last)
    return grid("各园办园理念与特色", {"单位", "办园理念", "特色"}, {"left", "left", "left"},
        each(active, function(m)
            return {unit_name(view, m.unit), m.row["办园理念"] or "—", m.row["特色"] or "—"}
        end))
end

local shown_by = {
    ["年度有计划"] = "年度工作计划经县教育体育局审核备案",
    ["定期有总结"] = "各学期召开期末总结分析会并形成总结",
    ["阶段有展示"] = "成员单位办园成果展示按计划开展",
    ["展示有成果"] = "每场成果展示均列出成果",
}

-- T2: only what is reached is public (domain 3.10).
function annual.four(view)
    local rows = {}
    for _, item in ipairs(stat.figure(view, "fouryou")) do
        if item.state == "达标" then rows[#rows + 1] = {item.name, shown_by[item.name], "达标"} end
    end
    return grid("“四有”运行机制", {"内容", "本学年情况", "结果"}, {"left", "left", "center"}, rows)
end

-- T3: the number under which a paper is filed, or that it is being filed; never an invented one.
function annual.filings(view)
    local rows = {}
    local function add(title, document)
        rows[#rows + 1] = {"《" .. title .. "》", show.filing(document),
            document.filed_date and words.date(document.filed_date) or "—"}
    end
    for _, plan in ipairs(view.plans) do
        local of_year = plan.school_year == nil or plan.school_year == view.county.year.key
        if book.approved(plan) and of_year then add(plan.title, plan) end
    end
    local handbook = view.handbook
    if handbook and book.approved(handbook) then
        add(handbook.title .. "（" .. handbook.version .. "版）", handbook)
    end
    return grid("规划、计划与手册备案", {"名称", "备案号", "备案日期"}, {"left", "left", "left"}, rows)
end

-- ---- events -------------------------------------------------------------------------------------------

local function how_many(event) return event.units .. "个" end

-- Date, topic, host, units, heads of the public events of a type. The units by name only where the
-- plan's own table has them (T5); elsewhere their number.
function annual.listing(view, kind, named)
    return grid(kind, {"日期", "主题", "主办", "参加单位", "人次"},
        {"left", "left", "left", named and "left" or "right", "right"},
        each(annual.events(view, kind), function(e)
            return {event_date(e), e.row["主题"] or "", host_name(view, e),
                named and unit_names(view, e) or how_many(e), heads(e.headcount)}
        end), {"auto", 3, "auto", named and 2 or "auto", "auto"})
end

-- Lines in three parts side by side, down the left one first.
local function folded(lines)
    local rows, depth = {}, (#lines + 2) // 3
    for i = 1, depth do
        local row = {}
        for part = 0, 2 do
            local line = lines[part * depth + i] or {"", "", ""}
            for k = 1, 3 do row[part * 3 + k] = line[k] end
        end
        rows[i] = row
    end
    return rows
end

local function type_table(view)
    local sum = {}
    for _, event in ipairs(stat.events(view)) do
        sum[event.type] = (sum[event.type] or 0) + (event.headcount or 0)
    end
    local lines = {}
    for _, entry in ipairs(stat.figure(view, "events.by_type")) do
        if entry.value > 0 then
            lines[#lines + 1] = {entry.name, tostring(entry.value), heads(sum[entry.name])}
        end
    end
    if #lines == 0 then return false end
    lines[#lines + 1] = {doc.strong"合计", doc.strong(tostring(stat.figure(view, "events.total"))),
        doc.strong(tostring(stat.figure(view, "headcount.total")))}
    local head, align = {}, {}
    for part = 0, 2 do
        for k, name in ipairs{"活动类型", "场次", "人次"} do
            head[part * 3 + k], align[part * 3 + k] = name, k == 1 and "left" or "right"
        end
    end
    return grid("分类活动", head, align, folded(lines))
end

-- Months by platform, so that the life of the year shows and no single duty is read off month by month:
-- {{key, total, [platform] = …}, …}, months with an event only.
local platforms = {"管理资源共享", "优质课程共享", "师资培养与流动共享", "其他"}

local is_platform = {}
for _, name in ipairs(platforms) do is_platform[name] = true end

local function months_of(view)
    local list, of = {}, {}
    for _, event in ipairs(stat.events(view)) do
        local month = of[event.month]
        if not month then
            month = {key = event.month, total = 0}
            of[event.month], list[#list + 1] = month, month
        end
        local name = is_platform[event.kind.platform or ""] and event.kind.platform or platforms[#platforms]
        month[name], month.total = (month[name] or 0) + 1, month.total + 1
    end
    table.sort(list, function(a, b) return a.key < b.key end)
    return list
end

local function month_table(view)
    return grid("分月活动场次（按平台）", {"月份", "管理资源共享", "优质课程共享", "师资培养与流动", "其他", "合计"},
        {"left", "right", "right", "right", "right", "right"},
        each(months_of(view), function(month)
            local row = {words.month(month.key .. "-01")}
            for _, name in ipairs(platforms) do row[#row + 1] = tostring(month[name] or 0) end
            row[#row + 1] = tostring(month.total)
            return row
        end))
end

-- C1
function annual.month_chart(view)
    local months, series = months_of(view), {}
    if #months < 2 then return false end
    for _, name in ipairs(platforms) do
        local values, sum = {}, 0
        for i, month in ipairs(months) do
            values[i] = month[name] or 0
            sum = sum + values[i]
        end
        if sum > 0 then series[#series + 1] = {name = name, values = values} end
    end
    return doc.chart{
        kind = "stacked", title = "各月共同活动（按平台）", unit = "场", series = series, decimals = 0,
        categories = each(months, function(month) return words.month(month.key .. "-01") end),
    }
end

local most_types = 10

-- The types that were held most, the most frequent first.
function annual.type_chart(view)
    local held = {}
    for i, entry in ipairs(stat.figure(view, "events.by_type")) do
        if entry.value > 0 then held[#held + 1] = {name = entry.name, value = entry.value, order = i} end
    end
    if #held < 2 then return false end
    table.sort(held, function(a, b)
        if a.value ~= b.value then return a.value > b.value end
        return a.order < b.order
    end)
    local title = "各类共同活动"
    if #held > most_types then title = title .. "（场次最多的" .. words.number(most_types) .. "类）" end
    while #held > most_types do table.remove(held) end
    return doc.chart{
        kind = "horizontal", title = title, unit = "场",
        categories = each(held, function(entry) return entry.name end),
        values = each(held, function(entry) return entry.value end),
    }
end

function annual.counts(view) return {month_table(view), type_table(view)} end

function annual.outcomes(view)
    local rows = {}
    for _, e in ipairs(annual.events(view)) do
        local outcomes = units.list(e.row["成果"])
        if #outcomes > 0 then
            rows[#rows + 1] = {event_date(e), e.row["主题"] or "", words.list(outcomes, "；")}
        end
    end
    return grid("活动形成的成果", {"日期", "活动", "成果"}, {"left", "left", "left"}, rows)
end

-- Finance is told in one paragraph, without amounts (domain §1 #27).
function annual.finance(view)
    local count = 0
    for _, event in ipairs(stat.events(view)) do
        if event.type == "财务管理" then count = count + 1 end
    end
    if count == 0 then return false end
    return doc.para{string.format("本学年共开展财务支出会商与监督检查%d次。各园经费独立核算，集团对民办成员园的财务事项只提建议，法律责任由举办者承担。",
        count)}
end

-- ---- teachers -----------------------------------------------------------------------------------------

-- T6, only levels that were held
function annual.training(view)
    local rows = {}
    for _, entry in ipairs(stat.figure(view, "training")) do
        if entry.value > 0 then rows[#rows + 1] = {entry.name .. "培训", tostring(entry.value)} end
    end
    return grid("分级培训场次", {"层级", "场次"}, {"left", "right"}, rows)
end

-- T7: 派出 down, 接收 across, 人次/人日 in the cell
function annual.flows(view)
    local matrix = stat.figure(view, "flow.matrix")
    local head, rows, align = {"派出＼接收"}, {}, {"left"}
    for _, name in ipairs(matrix.units) do head[#head + 1], align[#align + 1] = name, "center" end
    for _, from in ipairs(matrix.units) do
        if matrix.cell[from] then
            local row = {from}
            for _, to in ipairs(matrix.units) do
                local cell = matrix.cell[from][to]
                row[#row + 1] = cell and cell.persons .. " / " .. cell.days or ""
            end
            rows[#rows + 1] = row
        end
    end
    return grid("师资流动方向（人次 / 人日）", head, align, rows)
end

-- C3: counts alone
function annual.flow_chart(view)
    local matrix, series = stat.figure(view, "flow.matrix"), {}
    for i, from in ipairs(matrix.units) do
        local line = matrix.cell[from] or {}
        series[i] = {name = from, values = each(matrix.units, function(to)
            return line[to] and line[to].persons or 0
        end)}
    end
    if not next(matrix.cell) then return false end
    return doc.chart{
        kind = "flow", title = "师资流动方向", unit = "人次", rows = "派出", columns = "接收",
        categories = each(matrix.units, function(name) return name end), series = series,
    }
end

function annual.flow_kinds(view)
    return grid("师资流动方式", {"方式", "人次"}, {"left", "right"},
        each(stat.figure(view, "flow.by_kind"), function(entry)
            return {entry.name, tostring(entry.value)}
        end))
end

function annual.flow_list(view)
    return grid("带教、支教与跟岗", {"方式", "派出", "接收", "起止", "任务"},
        {"left", "left", "left", "left", "left"},
        each(stat.flows(view), function(flow)
            local r = flow.row
            return {flow.kind, flow.from, flow.to,
                words.span(r["开始日期"], r["结束日期"]), r["任务"] or ""}
        end))
end

-- ---- resources ------------------------------------------------------------------------------------------

local function live_resources(view)
    local list = {}
    for _, row in ipairs(view.resources) do
        if stat.is_live(row, view.period.last) then list[#list + 1] = row end
    end
    return list
end

-- T4: items on the shelf by kind
function annual.resource_kinds(view)
    local kinds, of = {}, {}
    for _, row in ipairs(live_resources(view)) do
        local kind = row["类别"] or "其他"
        if not of[kind] then
            of[kind] = {name = kind, count = 0, givers = {}, seen = {}}
            kinds[#kinds + 1] = of[kind]
        end
        local entry, giver = of[kind], row["提供单位"]
        entry.count = entry.count + 1
        if giver and not entry.seen[giver] then
            entry.seen[giver] = true
            table.insert(entry.givers, giver)
        end
    end
    return grid("共享资源分类", {"类别", "项数", "提供单位"}, {"left", "right", "left"},
        each(kinds, function(k) return {k.name, tostring(k.count), words.list(k.givers)} end))
end

-- Appendix B: public columns only; who keeps a thing and where stays inside (domain 4.8)
function annual.resources(view)
    return grid("共享资源清单（公开部分）", {"编号", "名称", "类别", "提供单位", "数量", "可借时段", "借用条件"},
        {"left", "left", "left", "left", "right", "left", "left"},
        each(live_resources(view), function(r)
            return {r["资源编号"], r["名称"] or "", r["类别"] or "", r["提供单位"] or "",
                (r["数量"] and tostring(r["数量"]) or "") .. (r["单位"] or ""),
                r["可借时段"] or "", r["借用条件"] or ""}
        end))
end

-- ---- pictures and cases -------------------------------------------------------------------------------------

-- The first picture of a case that may be printed, with the caption its authors gave it.
local function case_picture(view, case, site)
    local body = book.printable(figures.mark(case.body, case._folder), view.group, site)
    return body:find"figure"[1] or false
end

local function file_name(path) return path:match("[^/]*$") end

local function in_cases(view, site)
    local seen = {}
    for _, case in ipairs(view.cases) do
        local figure = case_picture(view, case, site)
        for _, image in ipairs(figure and figure:find"image" or {}) do seen[file_name(image.href)] = true end
    end
    return seen
end

local most_pictures = 4

-- Pictures of the group that may be printed and that no case shows.
function annual.pictures(view, site)
    local seen, nodes = in_cases(view, site), {}
    for _, row in ipairs(book.photos(view.group, site)) do
        local src = view.group._folder .. "/media/" .. row["文件"]
        if #nodes < most_pictures and not seen[row["文件"]] and has_file(src) then
            -- 无人 is said for who judges the consent
            local caption = (row["说明"] or view.group.name):gsub("，无人", "")
            nodes[#nodes + 1] = doc.figure{src = src, alt = caption, caption = caption}
        end
    end
    local rows = {}
    for i = 1, #nodes, 2 do rows[#rows + 1] = layout.beside(nodes[i], nodes[i + 1]) end
    return rows
end

local function abstract(case)
    return doc.section{
        doc.para{class = "flush", case.summary},
        doc.para{class = "flush", doc.strong{"关键词："}, words.list(case.keywords, "；")},
        doc.para{class = "flush", doc.strong{"主题与平台："}, words.list({case.theme, case.platform}, " · ")},
        doc.para{class = "flush", words.list(case.authors)},
    }
end

-- A case is its title, and side by side the picture and what it is about; without a picture a box.
function annual.cases(view, site)
    local nodes = {}
    for _, case in ipairs(view.cases) do
        local picture = case_picture(view, case, site)
        nodes[#nodes + 1] = {
            doc.heading{level = 2, doc.link{href = case, case.title}},
            case.subtitle and doc.para{class = "subtitle", case.subtitle} or false,
            picture and doc.table{class = "plain", valign = "top", widths = {"64mm", 1}, rows = {{picture, abstract(case)}}}
                or doc.callout{class = "review", title = "摘要", abstract(case)},
        }
    end
    return nodes
end

-- ---- appendices ---------------------------------------------------------------------------------------------

-- A: every public event of the year, by month
function annual.register(view)
    local rows, month = {}, nil
    for _, e in ipairs(annual.events(view)) do
        if e.month ~= month then
            month = e.month
            rows[#rows + 1] = {class = "subhead", doc.span{class = "accent", month_name(month)}}
        end
        rows[#rows + 1] = {event_date(e), e.type, e.row["主题"] or "", host_name(view, e), heads(e.headcount)}
    end
    return grid("公开活动一览", {"日期", "类型", "主题", "主办", "人次"}, {"left", "left", "left", "left", "right"}, rows,
        {"auto", "auto", 1, "auto", "auto"})
end

local memorable = {
    ["园长工作研究会议"] = true, ["成果展示"] = true, ["期末总结分析会"] = true, ["交流展示"] = true,
    ["党建互检"] = true, ["跨园支教"] = true, ["资源共享"] = true, ["品牌文化"] = true,
}

-- The topic, with the type before it where it does not say so itself.
local function sentence(event)
    local topic = event.row["主题"] or ""
    if topic:find(event.type, 1, true) then return topic .. "。" end
    return event.type .. "：" .. topic .. "。"
end

-- C: the year in single sentences
function annual.chronicle(view)
    local items = {}
    for _, e in ipairs(annual.events(view)) do
        if memorable[e.type] or (e.joint and e.joint ~= "") then
            items[#items + 1] = {doc.cell{head = true, words.date(iso(e.day))}, sentence(e)}
        end
    end
    return #items > 0 and doc.table{class = "plain", widths = {"36mm", 1}, rows = items}
end

-- D: 口径 of every figure the public edition prints
function annual.definitions()
    local rows = {}
    for _, entry in ipairs(stat.catalogue) do
        if entry[5] == "public" then rows[#rows + 1] = {entry[2], entry[3], entry[4]} end
    end
    return grid("指标口径", {"指标", "口径", "计量单位"}, {"left", "left", "center"}, rows, {"auto", 1, "auto"})
end

-- Which member hosted what: the way from a kindergarten to its events. What the lead holds is the rest.
function annual.hosts(view)
    local rows = {}
    for _, m in ipairs(units.active(view.county.registry, view.group.id, view.period.last)) do
        local dates = {}
        for _, e in ipairs(annual.events(view)) do
            if host_name(view, e) == unit_name(view, m.unit) then
                dates[#dates + 1] = words.day(iso(e.day)) .. e.type
            end
        end
        if m.role ~= units.lead_role then
            rows[#rows + 1] = {unit_name(view, m.unit), tostring(#dates), words.list(dates)}
        end
    end
    return grid("单位索引：成员园承办的公开活动", {"单位", "场次", "日期与类型"}, {"left", "right", "left"}, rows)
end

return annual
