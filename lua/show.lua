-- Rows as pages show them to the public: what may be seen (domain §3.10, §4.2, §5.3), in words.
--
-- Every function makes a plain table of texts for a template. Nothing here knows markup or paths
-- but for a page's path that the caller hands in.

local personal = require "personal"
local photos = require "photos"
local review = require "review"
local units = require "units"
local words = require "words"

local show = {}

-- ---- activities ---------------------------------------------------------------------------------

local marks = {["计划"] = "计划", ["延期"] = "延期", ["已取消"] = "取消", ["取消"] = "取消"}

function show.event_is_public(row)
    return row["可公开"] == true and row["撰稿"] ~= nil and row["审核"] ~= nil and row["开始日期"] ~= nil
        and row["活动类型"] ~= nil and (row["状态"] == "已开展" or marks[row["状态"]] ~= nil)
end

local function guests(row, short)
    local names = {}
    for _, name in ipairs(units.list(row["参加单位"])) do
        if name == units.everybody then return "全体成员园" end
        if name ~= row["主办单位"] then names[#names + 1] = short[name] or name end
    end
    return #names > 0 and table.concat(names, "、") or nil
end

-- Who held it and who took part; the verb at the end apart, which no line should begin in the middle of.
local function who(row, short)
    local host, others = row["主办单位"], guests(row, short)
    local held_by = host and (short[host] or host) or nil
    if not others then return held_by or "", held_by and "主办" or "" end
    return (held_by and held_by .. "主办，" or "") .. others, "参加"
end

-- 人次 of what was held, when that many may be published
local function headcount(row)
    local count = row["参加人次"]
    local shown = math.type(count) == "integer" and count >= personal.fewest and row["状态"] == "已开展"
    return shown and count or nil
end

local function outcomes(row)
    if row["状态"] ~= "已开展" then return nil end
    local list = units.list(row["成果"])
    return #list > 0 and table.concat(list, "、") or nil
end

-- short: names of kindergartens as the group itself says them
function show.event(row, short)
    local first, last = row["开始日期"], row["结束日期"]
    local names, verb = who(row, short)
    return {
        id = row["编号"], date = first, type = row["活动类型"], topic = row["主题"], who = names .. verb, names = names, verb = verb,
        count = headcount(row),
        outcomes = outcomes(row), mark = marks[row["状态"]],
        day = tostring(words.day_number(first)), unit = "日",
        under = last and last ~= first and "至" .. words.until_day(first, last) or words.weekday(first),
    }
end

-- Among days of several months an event's day has its month below it.
function show.with_month(event)
    event.unit, event.month = nil, words.month(event.date)
    return event
end

function show.event_dated(row, short) return show.with_month(show.event(row, short)) end

-- Public rows as months in order: {{id, name, year, count, events}, …}; and how many were held.
function show.months(rows, short)
    local months, of, held = {}, {}, 0
    for _, row in ipairs(rows) do
        local key = row["开始日期"]:sub(1, 7)
        local month = of[key]
        if not month then
            local number = math.tointeger(tonumber(key:sub(6, 7)))
            month = {id = "m" .. key, name = words.month_name(number), year = key:sub(1, 4) .. "年", count = 0, events = {}}
            of[key], months[#months + 1] = month, month
        end
        local event = show.event(row, short)
        month.events[#month.events + 1] = event
        if not event.mark then month.count, held = month.count + 1, held + 1 end
    end
    return months, held
end

-- Events held by month, as a chart in a colour; fewer than two months make none.
function show.month_chart(months, brand)
    local categories, values = {}, {}
    for _, month in ipairs(months) do
        if month.count > 0 then
            categories[#categories + 1] = math.tointeger(tonumber(month.id:sub(-2))) .. "月"
            values[#values + 1] = month.count
        end
    end
    if #values < 2 then return nil end
    return {kind = "bar", title = "各月公开活动", unit = "场", brand = brand, categories = categories, values = values}
end

-- Cases by theme, as a chart; themes = {{name, cases}, …}
function show.theme_chart(themes, brand)
    local categories, values = {}, {}
    for i, theme in ipairs(themes) do categories[i], values[i] = theme.name, #theme.cases end
    if #values < 2 then return nil end
    return {kind = "horizontal", title = "各主题典型案例", unit = "篇", brand = brand,
        categories = categories, values = values}
end

-- Those of the arguments that there are, as a list.
function show.present(...)
    local list = {}
    for i = 1, select("#", ...) do list[#list + 1] = (select(i, ...)) end
    return list
end

-- ---- kindergartens --------------------------------------------------------------------------------

local function push(list, text) if text then list[#list + 1] = text end end

-- kept(field): whether it would tell how few another kindergarten has, or is few itself (small_units.lua).
local function size(row, kept)
    local parts = {}
    for _, part in ipairs {{"班级数", "个班"}, {"幼儿数", "名幼儿"}, {"教职工数", "名教职工"}} do
        local n = row[part[1]]
        if n and (part[1] == "班级数" or n >= personal.fewest and not kept(part[1])) then parts[#parts + 1] = n .. part[2] end
    end
    return #parts > 0 and table.concat(parts, "，") or "整理中"
end

function show.unit(row, kept)
    local tags = {}
    push(tags, row["角色"])
    push(tags, row["办园性质"])
    push(tags, row["城乡"])
    local grade = row["质量等级"]
    push(tags, grade and grade:find("示范", 1, true) and grade .. "园" or nil)
    return {
        id = row["单位编号"], name = row["单位名称"], lead = row["角色"] == "集团园", tags = tags,
        motto = row["办园理念"], feature = row["特色"], size = size(row, kept),
        joined = row["加入日期"] and words.date(row["加入日期"]) or "整理中",
    }
end

-- ---- cases ----------------------------------------------------------------------------------------

-- A subtitle where the group is named beside it or has the whole site: without the group's name in front.
local function brief(row)
    local name, subtitle = row.group.name, row.subtitle
    if subtitle and #subtitle > #name and subtitle:sub(1, #name) == name then return subtitle:sub(#name + 1) end
    return subtitle
end

-- As lists show it; its own page has it as its authors wrote it.
function show.case(row, path, class, photo)
    return {
        photo = photo,
        id = row.id, path = path, title = row.title, subtitle = brief(row), summary = row.summary,
        label = row.theme, theme = row.theme, class = class,
    }
end

-- 撰稿, 校对, 审核 of a text, as its page credits them (domain §5.1).
function show.steps(reviews, authors)
    local list = {}
    if authors then list[1] = {step = "撰稿", name = words.list(authors)} end
    for _, entry in ipairs(reviews or {}) do
        list[#list + 1] = {step = entry.step, name = entry.name, date = words.date(entry.date)}
    end
    return list
end

function show.reviews(row) return show.steps(row.reviews, row.authors) end

-- ---- pictures ---------------------------------------------------------------------------------------

show.photo_is_public = photos.is_public

-- ---- files ---------------------------------------------------------------------------------------------

-- 1.3 MB, 86 KB: bytes by the thousand, as phones and browsers tell them.
function show.bytes(n)
    if n >= 1000000 then return string.format("%.1f MB", n / 1000000) end
    return math.max(1, (n + 500) // 1000) .. " KB"
end

-- ---- filing ---------------------------------------------------------------------------------------

-- A number is printed only when it was given (domain §5.2).
function show.filing(row) return row.filed_no or "（备案中）" end

function show.plan_filing(row)
    return row.filing_status == "不需备案" and row.filing_status or show.filing(row)
end

-- ---- resources --------------------------------------------------------------------------------------

local platforms = {"管理资源共享", "优质课程共享", "师资培养与流动共享"}
local kinds = {"设施设备", "信息化工具", "制度文本", "课程材料", "人员专长"}

function show.resource_is_public(row, as_of)
    local from, gone = row["上架日期"], row["下架日期"]
    return row["可公开"] == true and from ~= nil and from <= as_of and not (gone and gone <= as_of)
end

local function resource(row)
    return {
        id = row["资源编号"], name = row["名称"], provider = row["提供单位"], group = row.group_id,
        amount = words.amount(row["数量"]) .. row["单位"], times = row["可借时段"], terms = row["借用条件"],
    }
end

local function group_by(rows, column)
    local groups = {}
    for _, row in ipairs(rows) do
        local name = row[column]
        groups[name] = groups[name] or {}
        table.insert(groups[name], row)
    end
    return groups
end

-- {{id, name, count, kinds = {{id, name, items}, …}}, …} in the order of the plan
function show.platforms(rows)
    local list, by_platform = {}, group_by(rows, "平台")
    for i, name in ipairs(platforms) do
        local entry = {id = "p" .. i, name = name, count = #(by_platform[name] or {}), kinds = {}}
        local by_kind = group_by(by_platform[name] or {}, "类别")
        for k, kind in ipairs(kinds) do
            local items = {}
            for j, row in ipairs(by_kind[kind] or {}) do items[j] = resource(row) end
            if #items > 0 then table.insert(entry.kinds, {id = entry.id .. "-" .. k, name = kind, items = items}) end
        end
        if #entry.kinds > 0 then list[#list + 1] = entry end
    end
    return list
end

-- ---- posts ------------------------------------------------------------------------------------------

-- "组长：集团园园长" to {post, holder}
function show.posts(list)
    local posts = {}
    for i, text in ipairs(list or {}) do
        local post, holder = text:match("^(.-)：(.*)$")
        posts[i] = {post = post or text, holder = holder or ""}
    end
    return posts
end

show.public, show.platform_names = review.public, platforms

-- The days that sizes of kindergartens were counted on, "2026年6月30日"; nil: none says.
function show.counted(rows)
    local first, last = units.counted(rows)
    if not first then return nil end
    return first == last and words.date(first) or words.date(first) .. "至" .. words.date(last)
end

return show
