-- What a figure is of: a group or the county, in a school year or a part of it.
--
--   scope = {group = row of site.groups or nil (the county), year = "2025-2026", part = "秋季学期" | "2025-10" | nil, public = true}
--
--   scope.read(site, word, into)    a word that names one of these: true, else false
--   scope.view(site, s)             what stat.value takes; nil, zh, en when there is none
--   scope.value(site, s, key)       value, definition, part; of the county too. Nil: no such figure there
--   scope.county(site, s)           the county in that year
--   scope.of_group(s, group)        the same for one group
--   scope.name(site, s)             贺兰县幼儿园集团2025—2026学年秋季学期
--
-- Views are remembered: a hundred figures of one group judge it once.

local calendar = require "calendar"
local county_total = require "county_total"
local group_year = require "group_year"
local stat = require "stat"
local words = require "words"

local scope = {}

-- ---- words ----------------------------------------------------------------------------------------------

-- "10月" and "2025-10" as a key of the year's months
local function month_key(c, word)
    if calendar.month_span(word) then return word end
    local month = math.tointeger(tonumber(word:match("^(%d%d?)月$")))
    for _, key in ipairs(month and calendar.months(c.year.first, c.year.last) or {}) do
        if math.tointeger(tonumber(key:sub(6))) == month then return key end
    end
    return nil
end

local function semester_of(c, word)
    for _, semester in ipairs(c.year.semesters) do
        if semester.name == word or semester.name == c.year.name .. word then return semester end
    end
    return nil
end

-- 2025-2026, 2025—2026学年
local function year_key(word)
    local first, last = word:match("^(20%d%d)%-(20%d%d)$")
    if not first then first, last = word:match("^(20%d%d)—(20%d%d)学年$") end
    return first and first .. "-" .. last
end

local county_words = {["县"] = true, ["全县"] = true, county = true}

function scope.read(site, word, into)
    local group, head = site.groups[word], site.county[1]
    if group then
        into.group = group
    elseif county_words[word] or (head and word == head.name) then
        into.group = nil
    elseif year_key(word) then
        into.year = year_key(word)
    else
        local c = group_year.county_in(site, into.year)
        local semester = c and semester_of(c, word)
        into.part = c and (semester and semester.name or month_key(c, word)) or into.part
        return c ~= nil and (semester ~= nil or month_key(c, word) ~= nil)
    end
    return true
end

function scope.name(site, s)
    local c = group_year.county_in(site, s.year)
    local year = c and words.school_year(c.year.key) or ""
    local part = s.part or ""
    if c and part:sub(1, #c.year.name) == c.year.name then part = part:sub(#c.year.name + 1) end
    return (s.group and s.group.name or site.county[1] and site.county[1].name or "") .. year .. part
end

-- ---- views ----------------------------------------------------------------------------------------------

local function period_of(c, part)
    if part == nil then return group_year.period(c) end
    local semester = semester_of(c, part)
    local first, last
    if semester then
        first, last = semester.first, semester.last
    else
        first, last = calendar.month_span(part)
    end
    if not first or last < c.year.first or first > c.year.last then return nil end
    return {name = part, first = first, last = math.min(last, c.as_of), full = last}
end

local function copy_of(view, period)
    local copy = {}
    for name, value in pairs(view) do copy[name] = value end
    copy.period, copy.found = period, nil
    return copy
end

local remembered = {}

local function remember(key, make)
    if remembered[key] == nil then remembered[key] = make() or false end
    return remembered[key] or nil
end

local function whole_view(site, s, c)
    return remember("view " .. s.group.id .. " " .. c.year.key, function() return group_year.of(site, s.group, c) end)
end

local function key_of(s, c) return (s.group and s.group.id or "") .. " " .. c.year.key .. " " .. (s.part or "") .. (s.public and " public" or "") end

function scope.view(site, s)
    local c = group_year.county_in(site, s.year)
    if not c then return nil, "没有" .. (s.year or "") .. "学年的校历", "there is no calendar of the school year " .. (s.year or "") end
    local period = period_of(c, s.part)
    if not period then return nil, s.part .. "不在" .. c.year.key .. "学年", s.part .. " is not in the school year " .. c.year.key end
    return remember("scope " .. key_of(s, c), function()
        local view = whole_view(site, s, c)
        if view and s.part then view = copy_of(view, period) end
        return view and s.public and group_year.public(view) or view
    end)
end

-- ---- the county -------------------------------------------------------------------------------------------

function scope.of_group(s, group) return {group = group, year = s.year, part = s.part, public = s.public} end

-- Of the county, by definition: entries of the catalogue, nil for all.
local function county_sum(site, s, c, entries)
    local sum, of = county_total.begin(c, entries), {}
    for _, group in ipairs(site.groups) do
        local view = scope.view(site, scope.of_group(s, group))
        if view then sum.add(county_total.part(view, entries and stat.only(view, entries) or stat.all(view))) end
    end
    local all, repeats = sum.all()
    for _, pair in ipairs(all) do of[pair[1]] = pair[2] end
    of.repeats = repeats
    return of
end

local function county_values(site, s, c)
    return remember("county " .. key_of(s, c), function() return county_sum(site, s, c) end)
end

-- One value, with what it is worked out from: a text that asks for one figure does not wait for a hundred.
local function county_value(site, s, c, entry)
    local entries = {entry}
    for _, other in ipairs{entry.noted or false, entry.pooled or false} do entries[#entries + 1] = other and stat.find(other) or nil end
    return remember("county " .. key_of(s, c) .. " " .. entry[1], function() return county_sum(site, s, c, entries) end)[entry]
end

function scope.county(site, s) return group_year.county_in(site, s.year) end

-- How often joint events of the county were told again by another group.
function scope.repeats(site, s) return county_values(site, s, scope.county(site, s)).repeats end

-- What each group adds to a figure of the county: {{group, value}, …}
function scope.shares(site, s, key)
    local list = {}
    for _, group in ipairs(site.groups) do
        local view = scope.view(site, scope.of_group(s, group))
        if view then list[#list + 1] = {group = group, value = stat.value(view, key)} end
    end
    return list
end

function scope.value(site, s, key)
    if s.group then
        local view, zh, en = scope.view(site, s)
        if not view then return nil, zh, en end
        return stat.value(view, key)
    end
    local c = group_year.county_in(site, s.year)
    local entry, part = stat.find(key)
    local value = c and entry and county_value(site, s, c, entry)
    if value == nil or part == nil then return value, entry end
    local view = {county = c, period = period_of(c, s.part)}
    value, part = stat.pick(view, entry, value, part)
    if value == nil then return nil end
    return value, entry, part
end

-- Every key that has a value there.
function scope.keys(site, s)
    local c, list = group_year.county_in(site, s.year), {}
    local view = s.group and scope.view(site, s)
    if not s.group and not c then return {} end
    for _, entry in ipairs(stat.catalogue) do
        local value
        if view then value = stat.compute(view, entry) elseif not s.group then value = county_values(site, s, c)[entry] end
        if value ~= nil then list[#list + 1] = entry[1] end
        for _, part in ipairs(value ~= nil and stat.is_breakdown(value) and value or {}) do list[#list + 1] = entry[1] .. "." .. part.name end
    end
    return list
end

return scope
