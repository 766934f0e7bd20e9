-- What a yearly report must hold before it goes out (domain §4.3, §4.4, §4.5): every month is there or explained, the
-- report is signed, a year that is over has the county's words, no case repeats another's text.
--
-- That a show lists its results is asked of the record itself (check_occasions).

local book = require "book"
local group_year = require "group_year"
local calendar = require "calendar"
local review = require "review"
local words = require "words"

local check = {}

local function given(value) return value ~= nil end

-- ---- months ----------------------------------------------------------------------------------------------

-- 2025年12月, 12月 or 十二月 in a text; 2月 is not in 12月.
local function speaks_of(text, key)
    local month = math.tointeger(tonumber(key:sub(6)))
    for at in text:gmatch("()" .. month .. "月") do
        if not text:sub(at - 1, at - 1):find("%d") then return true end
    end
    local han = words.month_name(month)
    local from = 1
    while true do
        local at, last = text:find(han, from, true)
        if not at then return false end
        if month > 2 or text:sub(at - 3, at - 1) ~= "十" then return true end -- 一月 is not in 十一月
        from = last + 1
    end
end

-- Due months that are over by the day of the check.
local function months_over(c)
    local list = {}
    for _, key in ipairs(c.year.due) do
        local _, last = calendar.month_span(key)
        if last <= c.as_of then list[#list + 1] = key end
    end
    return list
end

local function months_held(site, row)
    local held = {}
    for _, event in ipairs(site.activities:where{group_id = row.group_id, school_year = row.school_year, state = "已开展", date = given}) do
        held[event.date:sub(1, 7)] = true
    end
    return held
end

local function check_months(site, row, report)
    local c = group_year.county_in(site, row.school_year)
    if not c or site.activities:lost(row) then return end
    local held, text, silent = months_held(site, row), plain(row.body), {}
    for _, key in ipairs(months_over(c)) do
        if not held[key] and not speaks_of(text, key) then silent[#silent + 1] = words.date(key .. "-01"):match("^(.-月)") end
    end
    if #silent == 0 then return end
    report{level = "warning", code = "report-month", at = row,
        zh = "年度报告没有说明：" .. words.list(silent) .. "没有开展活动的记录", en = "no event and no word about " .. table.concat(silent, ", "),
        hint = "补记录，或在报告里写明这个月为什么没有活动", hint_en = "add the records, or say in the report why there were none"}
end

-- ---- signatures -------------------------------------------------------------------------------------------

local function check_signed(row, report)
    if row.reviews or not review.claims(row) then return end -- a chain that is written is check_cases' affair
    report{level = "warning", code = "report-unsigned", at = row, field = "status",
        zh = "报告没有审校记录，正文不公开，书中的签署栏留空", en = "nobody has signed the report: its text is not public, and the signatures stay blank",
        hint = "在 reviews 里写校对、初审、复审、终审的姓名、日期和意见", hint_en = "write the four steps into reviews, with name, date and opinion"}
end

-- ---- cases ---------------------------------------------------------------------------------------------------

local least = 40 -- characters: shorter paragraphs may well be said twice

-- A paragraph that stood in an earlier case, of an earlier year or of the same.
local function check_repeats(site, report)
    local rows, seen = {}, {}
    for i, row in ipairs(site.cases) do rows[i] = row end
    table.sort(rows, function(a, b)
        if a.school_year ~= b.school_year then return (a.school_year or "") < (b.school_year or "") end
        return a._file < b._file
    end)
    for _, row in ipairs(rows) do
        local said = false
        for _, node in ipairs(row.body:find"para") do
            local text = node:length() >= least and plain(node)
            local before = text and seen[text]
            if before and before ~= row and not said then
                said = true
                report{level = "warning", code = "case-repeat", at = node,
                    zh = "这一段与" .. (before.school_year or "") .. "学年的案例“" .. (before.title or before._file) .. "”相同",
                    en = "this paragraph stands in " .. before._file .. " too",
                    hint = "汇编不收往年已刊的文字；写这一学年的新做法", hint_en = "a compendium does not repeat what was printed; write what is new"}
            end
            if text then seen[text] = seen[text] or row end
        end
    end
end

-- ---- the county's ---------------------------------------------------------------------------------------------

-- Groups with records of a school year, and those without, by name.
local function by_records(site, key)
    local there, silent = {}, {}
    for _, group in ipairs(book.groups(site)) do
        local into = site.activities:first{school_year = key, group_id = group.id} and there or silent
        into[#into + 1] = group.name
    end
    return there, silent
end

-- A year that is over has its report, for there are records; without words of the county it is tables alone (§1 #51, C03).
local function check_evaluated(site, report)
    local now = group_year.county(site)
    for _, c in ipairs(now and group_year.told(site) or {}) do
        local key = c.year.key
        if c ~= now and not site.evaluation_texts:first{school_year = key} then
            local there, silent = by_records(site, key)
            report{level = "warning", code = "evaluation-missing", at = site.county[1],
                zh = key .. "学年已经结束，没有全县总体评估的文字，报告只有表和图；有活动记录的集团" .. #there .. "个" .. (#silent > 0 and "，没有的：" .. words.list(silent) or ""),
                en = "the school year " .. key .. " is over and has no evaluation in words; groups with records: " .. #there,
                hint = "写 county/evaluation-" .. key .. ".md；没有记录的集团补报活动，确实没有的，在文字里说明",
                hint_en = "write county/evaluation-" .. key .. ".md; groups without records report theirs, or the words say why there are none"}
        end
    end
end

-- ---- all -----------------------------------------------------------------------------------------------------

function check.run(site, report)
    for _, row in ipairs(site.reports) do
        if row.kind == nil or row.kind == "年度报告" then
            if row.school_year and row.body then check_months(site, row, report) end
            check_signed(row, report)
        end
    end
    for _, row in ipairs(site.evaluation_texts) do check_signed(row, report) end
    check_evaluated(site, report)
    check_repeats(site, report)
end

return check
