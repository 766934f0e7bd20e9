-- A group's list of shared resources (domain 4.8, §1 #25, #26): what is on the shelf, what came and went, what was lent.
--
--   view = resource_list.view(site, group, inside)   inside: the office's edition, with keepers, places, borrowers and
--                                                    what is not public
--   {group, county, items = those that may be listed, all = every row, loans, day, semester, days = those it changed on, updates, last}
--
-- The list is updated on each day on which something came or went; it should be in every semester (县里默认).

local book = require "book"
local calendar = require "calendar"
local group_year = require "group_year"
local sheet = require "sheet"
local stat = require "stat"
local types = require "types"
local units = require "units"
local words = require "words"

local list = {}

list.platforms = {"管理资源共享", "优质课程共享", "师资培养与流动共享"}
local kinds = {"设施设备", "信息化工具", "制度文本", "课程材料", "人员专长"}
local most_lent = 10

local function day_of(row, field) return calendar.day(row[field]) end

-- ---- the view -----------------------------------------------------------------------------------------

-- Days on which the list changed, up to a day, in order.
local function change_days(rows, until_day)
    local seen, days = {}, {}
    for _, row in ipairs(rows) do
        for _, field in ipairs{"上架日期", "下架日期"} do
            local day = day_of(row, field)
            if day and day <= until_day and not seen[day] then
                seen[day] = true
                days[#days + 1] = day
            end
        end
    end
    table.sort(days)
    return days
end

local function visible(rows, inside)
    return inside and rows or sheet.kept(rows, function(row) return types.yes(row["可公开"]) end)
end

function list.view(site, group, inside)
    local c = group_year.county(site)
    if not c then return nil end
    local all = site.resources:where{group_id = group.id}
    local day = math.max(c.year.first, math.min(c.year.last, c.as_of))
    local days = change_days(all, day)
    return {
        group = group, county = c, all = all, items = visible(all, inside), inside = inside, day = day,
        loans = site.loans:where{group_id = group.id, school_year = c.year.key},
        semester = calendar.semester_of(c.year, day), days = days, updates = #days, last = days[#days],
    }
end

function list.live(view)
    return sheet.kept(view.items, function(row) return stat.is_live(row, view.day) end)
end

-- Whether something came or went in the semester of the day.
function list.updated(view)
    return view.last ~= nil and view.semester ~= nil and view.last >= view.semester.first
end

-- ---- words --------------------------------------------------------------------------------------------

local function amount(row)
    return (row["数量"] and tostring(row["数量"]):gsub("%.0$", "") or "") .. (row["单位"] or "")
end

local function provider(view, row)
    local id = row["提供单位"] and units.find(view.county.registry, row["提供单位"])
    return id and view.county.registry.unit[id].name or row["提供单位"] or "（未填）"
end

local function place_of(view, name)
    for i, id in ipairs(view.county.registry.order) do
        if view.county.registry.unit[id].name == name then return i end
    end
    return math.huge
end

-- In the county's order of providers, each one's in the order of the list.
local function by_provider(view, rows)
    local order = {}
    for i, row in ipairs(rows) do order[i] = {row = row, place = place_of(view, provider(view, row)), at = i} end
    table.sort(order, function(a, b)
        if a.place ~= b.place then return a.place < b.place end
        return a.at < b.at
    end)
    return sheet.each(order, function(entry) return entry.row end)
end

-- ---- tables -------------------------------------------------------------------------------------------

local head = {"编号", "名称", "数量", "提供单位", "可借时段", "借用条件"}
local widths = {"auto", 1.2, "auto", "auto", 1, 1.3}

local function line(view, row)
    local name = row["名称"] or ""
    local entry = doc.index_entry{term = provider(view, row), sub = name, class = "provider"}
    local hidden = view.inside and not types.yes(row["可公开"]) and doc.span{class = "kai", "（不公开）"} or nil
    local cells = {row["资源编号"], {entry, name, hidden}, amount(row), provider(view, row), row["可借时段"] or "", row["借用条件"] or ""}
    if view.inside then
        cells[#cells + 1] = row["存放地点"] or "—"
        cells[#cells + 1] = row["责任人"] or "—"
    end
    return cells
end

local function heads(view)
    local h, w = {}, {}
    for i = 1, #head do h[i], w[i] = head[i], widths[i] end
    if view.inside then
        h[#h + 1], w[#w + 1] = "存放地点", 1
        h[#h + 1], w[#w + 1] = "责任人", "auto"
    end
    return h, w
end

-- One platform: its categories as sub-heads, within them provider by provider.
function list.platform(view, name)
    local rows, live = {}, list.live(view)
    for _, kind in ipairs(kinds) do
        local own = sheet.kept(live, function(row) return row["平台"] == name and row["类别"] == kind end)
        if #own > 0 then rows[#rows + 1] = {class = "subhead", kind .. "（" .. #own .. "项）"} end
        for _, row in ipairs(by_provider(view, own)) do rows[#rows + 1] = line(view, row) end
    end
    local h, w = heads(view)
    return sheet.table(name, h, nil, rows, w, {class = "wide"})
end

-- How many of each category and platform there are.
function list.summary(view)
    local live, rows, sums, total = list.live(view), {}, {}, 0
    for _, kind in ipairs(kinds) do
        local row, sum = {kind}, 0
        for i, name in ipairs(list.platforms) do
            local n = #sheet.kept(live, function(r) return r["平台"] == name and r["类别"] == kind end)
            row[i + 1], sums[i], sum = n > 0 and tostring(n) or "—", (sums[i] or 0) + n, sum + n
        end
        row[#row + 1], total = tostring(sum), total + sum
        if sum > 0 then rows[#rows + 1] = row end
    end
    if total == 0 then return false end
    local last = {class = "total", "合计"}
    for i = 1, #list.platforms do last[i + 1] = tostring(sums[i]) end
    last[#last + 1], rows[#rows + 1] = tostring(total), last
    return sheet.table("在架资源（项）", {"类别", "管理资源共享", "优质课程共享", "师资培养与流动共享", "合计"},
        {"left", "right", "right", "right", "right"}, rows), total
end

local function in_semester(view, row, field)
    local day = day_of(row, field)
    return day and view.semester and view.semester.first <= day and day <= view.day
end

-- What came and went within the semester only went.
local function moved(view, caption, field)
    local rows = sheet.kept(view.items, function(row)
        return in_semester(view, row, field) and (field == "下架日期" or stat.is_live(row, view.day))
    end)
    return sheet.table(caption, {"编号", "名称", "类别", "提供单位", field}, nil, sheet.each(by_provider(view, rows), function(row)
        return {row["资源编号"], row["名称"] or "", row["类别"] or "", provider(view, row), words.date(row[field])}
    end), {"auto", 1, "auto", "auto", "auto"})
end

-- What came and what went in the semester of the day.
function list.moves(view)
    local new, gone = moved(view, "本学期新增", "上架日期"), moved(view, "本学期下架", "下架日期")
    if not new and not gone then return doc.para{"本学期没有新增和下架的资源。"} end
    return {new, gone}
end

-- ---- loans --------------------------------------------------------------------------------------------

local function lent_by(view)
    return sheet.kept(view.loans, function(loan)
        local day = day_of(loan, "借出日")
        return day ~= nil and day <= view.day
    end)
end

local function times(view)
    local count = {}
    for _, loan in ipairs(lent_by(view)) do count[loan["资源编号"]] = (count[loan["资源编号"]] or 0) + 1 end
    return count
end

-- The ten that were lent most this year; who borrowed them is nobody's business (domain 4.8).
function list.lent(view)
    local count, order = times(view), {}
    for i, row in ipairs(view.items) do
        local n = count[row["资源编号"]]
        if n then order[#order + 1] = {row = row, times = n, at = i} end
    end
    table.sort(order, function(a, b)
        if a.times ~= b.times then return a.times > b.times end
        return a.at < b.at
    end)
    while #order > most_lent do table.remove(order) end
    return sheet.table("本学年借用最多的资源", {"名称", "类别", "提供单位", "借用次数"}, {"left", "left", "left", "right"},
        sheet.each(order, function(entry)
            return {entry.row["名称"], entry.row["类别"], provider(view, entry.row), tostring(entry.times)}
        end))
end

local function name_of(view, id)
    for _, row in ipairs(view.all) do
        if row["资源编号"] == id then return row["名称"] or id end
    end
    return id
end

-- For the office: what is still out and for how long.
function list.open_loans(view)
    local rows = {}
    for _, loan in ipairs(lent_by(view)) do
        local back = day_of(loan, "归还日")
        if not back or back > view.day then
            local days = view.day - day_of(loan, "借出日")
            rows[#rows + 1] = {loan["编号"], name_of(view, loan["资源编号"]), loan["借用单位"], words.date(loan["借出日"]), tostring(days),
                days > view.county.settings["借用归还期限"] and "超期" or ""}
        end
    end
    return sheet.table("尚未归还的借用", {"编号", "资源", "借用单位", "借出日", "已借天数", ""},
        {"left", "left", "left", "left", "right", "left"}, rows)
end

-- For the office: what nobody has asked for this year.
function list.never(view)
    local count = times(view)
    local names = {}
    for _, row in ipairs(list.live(view)) do
        if not count[row["资源编号"]] and row["类别"] ~= "制度文本" then names[#names + 1] = row["名称"] end
    end
    return #names > 0 and doc.para{"本学年无人借用的在架资源（制度文本除外）：", words.list(names), "。"} or false
end

-- ---- annex --------------------------------------------------------------------------------------------

local steps = {
    "查清单：在本清单中找到资源，看清提供单位、可借时段和借用条件。",
    "填借用单：写明用途和约定的借出、归还日期，至少提前三日交提供单位。",
    "确认：提供单位两日内答复；时段冲突的，由集团管理办公室协调。",
    "清点借出：双方当面清点数量和状况，在借用单上签名。",
    "使用：按借用条件使用；需要延期的，到期前告知提供单位。",
    "归还：双方当面清点，写明完好、正常损耗或损坏，填写使用反馈。",
    "登记：提供单位把借出、归还日期报管理办公室，登入借用登记表。",
}

-- The group's own words where its platform text has them under 工作路径, else the county's.
function list.procedure(view)
    for _, row in ipairs(site.platforms:where{group_id = view.group.id, platform = list.platforms[1]}) do
        local nodes, on, body = {}, false, book.printable(row, site)
        for i = 1, #body do
            local node = body[i]
            if node.kind == "heading" then
                on = plain(node):find("工作路径", 1, true) ~= nil
            elseif on then
                nodes[#nodes + 1] = node
            end
        end
        if #nodes > 0 then return nodes end
    end
    local items = {ordered = true}
    for i, step in ipairs(steps) do items[i] = step end
    return doc.list(items)
end

return list
