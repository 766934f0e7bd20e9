-- Figures of things and papers: resources, loans, cases, plans, platforms, handbooks (domain §3.8, §1 #8 to #12, #17, #25, #26, #55).
--
--   row = function(row, view) → amount, or nil and why; of the view's list named by rows

local calendar = require "calendar"
local fields = require "model_fields"
local handbooks = require "handbooks"
local remember = require "remember"
local review = require "review"
local sheet = require "sheet"
local units = require "units"

local figures = {}

local function day_of(row, field) return calendar.day(row[field]) end

local function dated(field)
    return function(row, view)
        local day = day_of(row, field)
        if not day then return nil, "没有" .. field end
        if day < view.period.first or day > view.period.last then return nil, field .. "不在本期" end
        return 1
    end
end

-- ---- resources and loans ----------------------------------------------------------------------------

-- On the shelf on a day: 上架 by then, and 下架 not yet.
function figures.is_live(row, day)
    local shelved, withdrawn = day_of(row, "上架日期"), day_of(row, "下架日期")
    if shelved and shelved > day then return false, "本期末尚未上架" end
    if withdrawn and withdrawn <= day then return false, "已下架" end
    return true
end

local function live(row, view)
    local there, why = figures.is_live(row, view.period.last)
    if there then return 1 end
    return nil, why
end

-- The resource a loan is of, by its number. Found once a view.
local function resource_of(view, id)
    return remember(view, "resource", function()
        local of = {}
        for _, row in ipairs(view.resources or {}) do of[row["资源编号"]] = row end
        return of
    end)[id]
end

-- Why there is none: a public edition has not all of them.
local function no_resource(view, id)
    for _, row in ipairs(view.withheld and view.withheld.resources or {}) do
        if row["资源编号"] == id then return "借的资源不公开，公开版不计" end
    end
    return "资源编号不在清单中"
end

local function is_member(view, name, day)
    local id = units.find(view.county.registry, name or "")
    for _, m in ipairs(id and units.active(view.county.registry, view.judged.group, day) or {}) do
        if m.unit == id then return m.role ~= units.lead_role end
    end
    return false
end

local lent = dated("借出日")

local function mutual(row, view)
    local fits, why = lent(row, view)
    if not fits then return nil, why end
    local item, day = resource_of(view, row["资源编号"]), day_of(row, "借出日")
    if not item then return nil, no_resource(view, row["资源编号"]) end
    if not is_member(view, item["提供单位"], day) then return nil, "提供单位不是成员园" end
    if not is_member(view, row["借用单位"], day) then return nil, "借用单位不是成员园" end
    if item["提供单位"] == row["借用单位"] then return nil, "借用的是本园资源" end
    return 1
end

-- Lent by the end of the period and not back by then.
local function still_out(row, view)
    local out, back = day_of(row, "借出日"), day_of(row, "归还日")
    if not out or out > view.period.last then return nil, "本期末尚未借出" end
    if back and back <= view.period.last then return nil, "已归还" end
    return 1
end

local function overdue(row, view)
    local open, why = still_out(row, view)
    if not open then return nil, why end
    if view.period.last - day_of(row, "借出日") <= view.county.settings["借用归还期限"] then return nil, "未到归还期限" end
    return 1
end

local function borrowed_ids(view)
    local ids = {}
    for _, row in ipairs(view.loans or {}) do
        if lent(row, view) then ids[row["资源编号"]] = true end
    end
    return ids
end

local function idle(row, view)
    local there, why = live(row, view)
    if not there then return nil, why end
    if remember(view, "borrowed", borrowed_ids)[row["资源编号"]] then return nil, "本期借用过" end
    return 1
end

local function count(rows, test, view)
    local n = 0
    for _, row in ipairs(rows or {}) do n = n + (test(row, view) or 0) end
    return n
end

local function turnover(view)
    return {n = count(view.loans, lent, view), d = count(view.resources, live, view)}
end

-- Semesters begun by the end of the period in which something was put up or taken down (domain §1 #25).
local function updated(view)
    local share = {n = 0, d = 0}
    for _, semester in ipairs(view.judged.year.semesters) do
        if semester.first <= view.period.last and semester.last >= view.period.first then
            local span = {period = {first = semester.first, last = math.min(semester.last, view.period.last)}}
            share.d = share.d + 1
            if count(view.resources, dated"上架日期", span) + count(view.resources, dated"下架日期", span) > 0 then share.n = share.n + 1 end
        end
    end
    return share
end

-- Of what was lent in the period and is back: {row, told} each.
local function returned(view)
    local list = {}
    for _, row in ipairs(view.loans or {}) do
        if lent(row, view) and not still_out(row, view) then list[#list + 1] = {row = row, told = row["反馈"] ~= nil and row["反馈"] ~= ""} end
    end
    return list
end

local function fed_back(view)
    local share = {n = 0, d = 0}
    for _, entry in ipairs(returned(view)) do share.n, share.d = share.n + (entry.told and 1 or 0), share.d + 1 end
    return share
end

local function explain_feedback(view)
    local counted, left = {}, {}
    for _, entry in ipairs(returned(view)) do
        table.insert(entry.told and counted or left, {row = entry.row, why = not entry.told and "没有反馈" or nil})
    end
    return counted, left
end

-- ---- cases --------------------------------------------------------------------------------------------

-- Cases are of a school year; in a part of it those published then, or reviewed for the last time (§3.8).
local function case_day(row)
    local reviews = row.reviews or {}
    local last = reviews[#reviews]
    return calendar.day(row.published) or calendar.day(last and last.date) or calendar.day(row.submitted)
end

local function published(row, view)
    local reason = review.reason(row)
    if reason then return nil, reason end
    if view.period.whole then return 1 end
    local day = case_day(row)
    if not day or day < view.period.first or day > view.period.last then return nil, "审定、发布日期不在本期" end
    return 1
end

local function theme_of(row, view)
    local fits, why = published(row, view)
    if not fits then return nil, why end
    return row.theme or "未填"
end

local function themes_told(view)
    local told, n = {}, 0
    for _, row in ipairs(view.cases or {}) do
        local theme = theme_of(row, view)
        if theme and not told[theme] then told[theme], n = true, n + 1 end
    end
    return told, n
end

-- Themes of the plan that no case is about yet (domain §1 #12).
function figures.themes_without(view)
    local told, list = themes_told(view), {}
    for _, theme in ipairs(fields.themes) do
        if not told[theme] then list[#list + 1] = theme end
    end
    return list
end

-- ---- plans and their filing (domain §1 #55, §5.2) -----------------------------------------------------

-- 30 September of the school year unless the county's settings say otherwise.
function figures.filing_due(county, year)
    local month, day = county.settings["计划报送截止"]:match("^(%d+)-(%d+)$")
    return calendar.of(calendar.parts(year.first), math.tointeger(tonumber(month)), math.tointeger(tonumber(day)))
end

-- A plan of the year, or a 发展规划 that begins in it.
local function of_this_year(plan, year)
    if plan.kind == "年度计划" then return plan.school_year == year.key end
    local from = plan.kind == "发展规划" and calendar.day(plan.valid_from)
    return from and year.first <= from and from <= year.last or false
end

-- What is due: {kind, plan or nil, due, sent or nil, late = days or nil}. A 年度计划 is due though there is none.
function figures.filings(view)
    local year, list, has_annual = view.judged.year, {}, false
    local due = figures.filing_due(view.county, year)
    local function add(kind, plan)
        local sent = plan and calendar.day(plan.submitted)
        if sent and sent > view.judged.as_of then sent = nil end
        local until_day = sent or view.judged.as_of
        list[#list + 1] = {kind = kind, plan = plan, due = due, sent = sent, late = until_day > due and until_day - due or nil}
    end
    for _, plan in ipairs(view.plans or {}) do
        if of_this_year(plan, year) then
            has_annual = has_annual or plan.kind == "年度计划"
            add(plan.kind, plan)
        end
    end
    if not has_annual then add("年度计划", nil) end
    return list
end

-- What is neither sent nor late is not due yet.
local function on_time(view)
    local share = {n = 0, d = 0}
    for _, filing in ipairs(figures.filings(view)) do
        if filing.sent or filing.late then share.d = share.d + 1 end
        if filing.sent and not filing.late then share.n = share.n + 1 end
    end
    return share
end

local function filed(view)
    local share = {n = 0, d = 0}
    for _, filing in ipairs(figures.filings(view)) do
        share.d = share.d + 1
        local state = filing.plan and filing.plan.filing_status
        if state == "已备案" or state == "不需备案" then share.n = share.n + 1 end
    end
    return share
end

local function explain_filings(view)
    local counted, left = {}, {}
    for _, filing in ipairs(figures.filings(view)) do
        local entry = {row = filing.plan, text = filing.plan and filing.plan.title or filing.kind .. "（没有）"}
        local good = filing.sent and not filing.late
        entry.why = good and "报送于" .. calendar.iso(filing.sent)
            or filing.late and (filing.sent and "报送于" .. calendar.iso(filing.sent) or "没有报送") .. "，逾期" .. filing.late .. "天"
            or "没有报送，未到期限"
        table.insert(good and counted or left, entry)
    end
    return counted, left
end

-- ---- platforms and handbook -----------------------------------------------------------------------------

-- Which of the three sections a platform's text has with something in them.
local function sections_of(body)
    local found, current = {}, nil
    for i = 1, body and #body or 0 do
        local node = body[i]
        if node.kind == "heading" and node.level == 2 then
            current = plain(node):gsub("^[一二三]、", "")
        elseif current and (node.kind ~= "para" or plain(node):find "%S") then
            found[current] = true
        end
    end
    return found
end

-- {platform, part, row or nil, there} for each of the nine (domain §1 #9, #10)
function figures.platform_parts(view)
    local of, list = {}, {}
    for _, row in ipairs(view.platforms or {}) do
        if row.platform then of[row.platform] = {row = row, found = sections_of(row.body)} end
    end
    for _, platform in ipairs(fields.platforms) do
        for _, part in ipairs(fields.platform_parts) do
            local own = of[platform]
            list[#list + 1] = {platform = platform, part = part, row = own and own.row, there = own and own.found[part] or false}
        end
    end
    return list
end

local function complete(view)
    local entries = figures.platform_parts(view)
    return {n = #sheet.kept(entries, function(entry) return entry.there end), d = #entries}
end

local function explain_platforms(view)
    local counted, left = {}, {}
    for _, entry in ipairs(figures.platform_parts(view)) do
        local line = {row = entry.row, text = entry.platform .. "·" .. entry.part, why = not entry.there and (entry.row and "没有这一节，或是空的" or "没有这个平台的文件") or nil}
        table.insert(entry.there and counted or left, line)
    end
    return counted, left
end

-- {key, chapter or nil} for each of the keys every handbook must cover (domain §1 #8, #14, #15, #28, #56)
function figures.covers(view)
    local of, list = {}, {}
    for _, chapter in ipairs(view.chapters or {}) do
        for _, key in ipairs(chapter.covers or {}) do of[key] = of[key] or chapter end
    end
    for i, key in ipairs(handbooks.subjects) do list[i] = {key = key, chapter = of[key]} end
    return list
end

local function covered(view)
    local entries = figures.covers(view)
    return {n = #sheet.kept(entries, function(entry) return entry.chapter end), d = #entries}
end

local function explain_covers(view)
    local counted, left = {}, {}
    for _, entry in ipairs(figures.covers(view)) do
        if entry.chapter then
            counted[#counted + 1] = {row = entry.chapter, text = entry.key, why = entry.chapter.title}
        else
            left[#left + 1] = {text = entry.key, why = "没有章写明覆盖它"}
        end
    end
    return counted, left
end

-- ---- definitions ------------------------------------------------------------------------------------------

local platforms = "方案：“三个平台”的共享菜单、工作路径、实施策略"

figures.list = {
    {"resources.live", "在架共享资源", "本期最后一日已上架、未下架的资源。", "项", "public", source = "方案：“信息化资源共享清单”", rows = "resources", row = live,
        said = {"共享资源", "在架资源"}, stock = true},
    {"resources.new", "新上架资源", "上架日期在本期之内的资源。", "项", "public", source = "方案：“信息化资源共享清单”", rows = "resources", row = dated"上架日期"},
    {"resources.withdrawn", "下架资源", "下架日期在本期之内的资源。", "项", "public", source = "方案：“信息化资源共享清单”", rows = "resources", row = dated"下架日期"},
    {"resources.updated", "清单更新学期", "本期内已开始的学期中，有资源上架或下架的学期所占比例。", "%", "internal", source = "方案：“信息化资源共享清单”；每学期更新为县级口径", of = updated,
        rows = "resources", row = function(row, view)
            if dated"上架日期"(row, view) or dated"下架日期"(row, view) then return 1 end
            return nil, "本期没有上架或下架"
        end},
    {"resources.turnover", "资源周转", "本期借用次数与本期末在架资源项数之比。", "次/项", "public", source = "方案：成员单位可借用集团园设施资源", of = turnover, ratio = true,
        rows = "loans", over = "resources", row = lent},
    {"resources.idle", "未借用资源", "本期末在架、本期内没有借用过的资源。", "项", "internal", source = "方案：成员单位可借用集团园设施资源", rows = "resources", row = idle},
    {"loans.total", "资源借用", "借出日期在本期之内的借用。", "次", "public", source = "方案：成员单位可借用集团园设施资源", rows = "loans", row = lent,
        said = {"累计借用", "共借用", "资源借用"}, bare = {"借用"}},
    {"loans.mutual", "成员园互借", "借出日期在本期之内、提供单位和借用单位当日都是成员园且不是同一所园的借用。", "次", "public", source = "方案：成员单位可借用集团园设施资源", rows = "loans", over = "resources", row = mutual},
    {"loans.open", "在借资源", "本期末已借出、尚未归还的借用。", "次", "internal", source = "方案：成员单位可借用集团园设施资源", rows = "loans", row = still_out},
    {"loans.overdue", "逾期未还", "本期末已借出、尚未归还、借出日数超过归还期限的借用。", "次", "internal", source = "县级口径", rows = "loans", row = overdue,
        rule = "归还期限见 settings.csv“借用归还期限”。"},
    {"loans.feedback", "借用有反馈", "本期借出并已归还的借用中，填写了反馈的所占比例。", "%", "internal", source = "县级口径", of = fed_back, explain = explain_feedback},
    {"cases.published", "典型案例", "本学年已审定或已发布的案例。", "篇", "public", source = "方案：“形成典型案例”", rows = "cases", row = published,
        said = {"典型案例"}},
    {"cases.by_theme", "案例主题", "本学年已审定或已发布的案例，按主题分列。", "篇", "public", source = "方案：管理共进、课程共建、师资共育、资源共享", rows = "cases", parts = function() return fields.themes end,
        row_slot = theme_of, present = true},
    {"cases.themes", "有案例的主题", "七个主题中至少有一篇已审定或已发布案例的主题数所占比例。", "%", "internal", source = "方案：管理共进、课程共建、师资共育、资源共享",
        of = function(view)
            local _, n = themes_told(view)
            return {n = n, d = #fields.themes}
        end, rows = "cases", row = published},
    {"filing.on_time", "按期报送", "在规定日期前报送的规划、年度计划占已报或已到期的规划、年度计划的比例。", "%", "internal", source = "方案：规划及年度计划“报局审核备案”；期限为县级口径",
        rule = "期限见 settings.csv“计划报送截止”；没有年度计划的，到期后计为未报。", of = on_time, explain = explain_filings},
    {"filing.filed", "已备案", "本学年应报的规划、年度计划中已备案或不需备案的比例。", "%", "internal", source = "方案：规划及年度计划“报局审核备案”", of = filed,
        explain = explain_filings},
    {"platforms", "三个平台完整度", "三个平台的共享菜单、工作路径、实施策略共九节中，已有内容的节所占比例。", "%", "internal", source = platforms, of = complete,
        explain = explain_platforms},
    {"handbook.covers", "手册要点覆盖", "方案要求的二十六个要点中，管理手册至少有一章写明覆盖的所占比例。", "%", "internal",
        source = "方案：“集团管理手册”及章程、制度、机制各项要求", of = covered, explain = explain_covers},
}

return figures
