-- Dates, numbers and lists as Chinese readers expect them, and what stands in a text. Dates come as "2025-09-03".

local calendar = require "calendar"

local words = {}

local digits = {[0] = "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
local weekdays = {[0] = "四", "五", "六", "日", "一", "二", "三"} -- 1970-01-01 was a Thursday

-- 0 to 9999 as 零, 十二, 一百零三
function words.number(n)
    if n < 10 then return n == 0 and "零" or digits[n] end
    if n < 20 then return "十" .. (n > 10 and digits[n - 10] or "") end
    local parts, pending = {}, false
    for _, place in ipairs {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} do
        local digit = n // place[1] % 10
        if digit > 0 then
            if pending then parts[#parts + 1] = "零" end
            parts[#parts + 1] = digits[digit] .. place[2]
            pending = false
        else
            pending = #parts > 0
        end
    end
    return table.concat(parts)
end

-- 3 for 3.0, 2.5 as it is
function words.amount(n) return math.type(n) == "float" and math.tointeger(n) or n end

-- As a count before a measure word: 两所, 十二所
function words.count(n) return n == 2 and "两" or words.number(n) end

local value_of = {["一"] = 1, ["二"] = 2, ["三"] = 3, ["四"] = 4, ["五"] = 5, ["六"] = 6, ["七"] = 7, ["八"] = 8,
    ["九"] = 9, ["两"] = 2, ["十"] = 10, ["百"] = 100, ["千"] = 1000, ["零"] = 0, ["〇"] = 0}

-- 一百零三 to 103; nil for what is no such number
function words.value(text)
    local sum, digit = 0, nil
    for _, code in utf8.codes(text) do
        local value = value_of[utf8.char(code)]
        if not value then return nil end
        if value >= 10 then
            sum, digit = sum + (digit or 1) * value, nil
        elseif value > 0 then
            digit = value
        end
    end
    return sum + (digit or 0)
end

local function split(date)
    local y, m, d = tostring(date):match("^(%d+)-(%d+)-(%d+)$")
    return math.tointeger(tonumber(y)), math.tointeger(tonumber(m)), math.tointeger(tonumber(d))
end

-- 2025年9月3日
function words.date(date)
    local y, m, d = split(date)
    return y and string.format("%d年%d月%d日", y, m, d) or ""
end

-- 9月3日
function words.day(date)
    local _, m, d = split(date)
    return m and string.format("%d月%d日", m, d) or ""
end

-- 3, the day of the month; 周三; 九月
function words.day_number(date) return select(3, split(date)) end

function words.weekday(date)
    local day = calendar.day(date)
    return day and "周" .. weekdays[day % 7] or ""
end

function words.month_name(month) return words.number(month) .. "月" end

-- 9月3日—5日, 9月29日—10月2日
function words.span(first, last)
    if not last or last == first then return words.day(first) end
    local _, m1 = split(first)
    local _, m2, d2 = split(last)
    if m1 == m2 then return words.day(first) .. "—" .. d2 .. "日" end
    return words.day(first) .. "—" .. words.day(last)
end

-- The last day of a span as told after its first: 5日, or 10月2日 in another month
function words.until_day(first, last)
    local _, m1 = split(first)
    local _, m2, d2 = split(last)
    return m1 == m2 and d2 .. "日" or m2 .. "月" .. d2 .. "日"
end

-- 9月, under the day where that stands alone and large
function words.month(date)
    local _, m = split(date)
    return m and m .. "月" or ""
end

-- A difference with its sign, by U+2212 as the plus is wide: +2, −0.5, 0. text: how its amount is written.
function words.signed(amount, text)
    if amount == 0 then return "0" end
    return (amount > 0 and "+" or "−") .. text
end

-- 2025—2026学年, from "2025-2026"
function words.school_year(key) return (tostring(key):gsub("-", "—")) .. "学年" end

-- {"甲", "乙"} as 甲、乙
function words.list(items, separator) return table.concat(items or {}, separator or "、") end

-- The clauses of a motto, a line each: 办好每一所幼儿园、 成就每一位教师、 幸福每一名幼儿
function words.clauses(text)
    local list = {}
    for clause in text:gsub("、", "、\n"):gsub("，", "，\n"):gmatch("[^\n]+") do list[#list + 1] = clause end
    return list
end

-- The first of a list that stands in a text; nil: none does.
function words.first_in(text, list)
    for _, word in ipairs(list) do
        if text:find(word, 1, true) then return word end
    end
    return nil
end

-- The first n characters of a text, cut behind the last full stop or comma within them.
function words.lead(text, n)
    local length = utf8.len(text)
    if not length or length <= n then return text end
    local head = text:sub(1, utf8.offset(text, n + 1) - 1)
    local stop
    for at, mark in head:gmatch("()([\xE3\xEF][\x80\xBC][\x82\x8C\x9B\x81\x9F])") do
        if mark == "。" or mark == "；" or mark == "！" or mark == "？" then stop = at + #mark - 1 end
    end
    return stop and stop > #head // 3 and head:sub(1, stop) or head .. "……"
end

return words
