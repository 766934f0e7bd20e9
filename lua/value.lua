-- What {{…}} in the authors' texts stands for:
--
--   {{stat.events.total}}                          a figure of the catalogue, with its unit: 109场
--   {{stat.events.by_type.联合教研 秋季学期}}        … in a semester; 2025-10 or 10月 in a month; 2024-2025 in another school year
--   {{stat.cases.published 县}}                     … of the county, or of a group by its id or name
--   {{stat.children 数}}                            … without the unit
--   {{resources}}                                  in a platform's text: what is on the shelf for it now
--
-- Of the document's own group and school year, by its path, unless it says otherwise; of the county in the county's documents.
-- Figures for the office are an error in a text that the public reads (domain §3.10).

local group_year = require "group_year"
local scope = require "scope"
local small = require "small"
local stat = require "stat"
local types = require "types"

local value = {}

-- ---- where a text stands ------------------------------------------------------------------------------

-- The group and school year of a document: groups/hlyey/cases/2025-2026/x.md.
function value.scope_of(row, public)
    local group = row._file:match("^groups/([^/]+)/")
    return {group = group and site.groups[group], year = row._file:match("20%d%d%-20%d%d"), public = public or nil}
end

local function problem(zh, en, hint, hint_en) return nil, {zh = zh, en = en, hint = hint, hint_en = hint_en} end

-- ---- figures --------------------------------------------------------------------------------------------

local bare_word = "数"

-- "stat.x 县 10月 数" as {key, words}
local function split(expression)
    local parts = {}
    for word in expression:gsub("　", " "):gmatch("%S+") do parts[#parts + 1] = word end
    return table.remove(parts, 1) or "", parts
end

local function unknown_figure(key, s)
    local known = {}
    for i, name in ipairs(scope.keys(site, s)) do known[i] = "stat." .. name end
    local near = nearest(key, known)
    return problem("没有这个指标：" .. key, "no such figure: " .. key,
        near and "是不是 " .. near .. "？" or "指标见手册“数字与口径”一章，或 kanben explain " .. key, near and "did you mean " .. near .. "?" or "see kanben explain " .. key)
end

local function hidden(key, what, en)
    return problem(key .. what .. "，不能写进公开的文字", key .. " " .. en, "删去这个数，或只写进内部材料", "leave it out, or write it in internal papers only")
end

local function shown(key, found, entry, s, bare, part)
    local good = entry.good and type(found) == "string" and found ~= entry.good
    if s.public and (entry[5] ~= "public" or (entry.good and type(found) == "table" and found.d)) then
        return hidden(key, "是内部指标", "is for the office, not for a public text")
    end
    if s.public and part and small.holds(scope.value(site, s, "stat." .. entry[1]), entry, part) then
        return hidden(key, "的人数少，或和其他部分一起能推算出人数少的部分", "is of few persons, or tells how few another part is")
    end
    if s.public and good then return hidden(key, "现为“" .. found .. "”", "is not reached and cannot stand in a public text") end
    return stat.show(found, entry, s.public, bare, scope.county(site, s))
end

local function figure(key, parts, row, audience)
    local s, bare = value.scope_of(row, audience == "public"), false
    for _, word in ipairs(parts) do
        if word == bare_word then
            bare = true
        elseif not scope.read(site, word, s) then
            return problem("看不懂范围“" .. word .. "”", "not a scope: " .. word, "可写集团编号或名称、县、学年（2025-2026）、学期（秋季学期）、月份（2025-10 或 10月）",
                "write a group, 县, a school year, a semester or a month")
        end
    end
    if not group_year.county_in(site, s.year) then
        return problem("没有" .. (s.year or "") .. "学年的校历，算不出 " .. key, "no calendar of " .. (s.year or "") .. " to compute " .. key .. " by")
    end
    local found, entry, part = scope.value(site, s, key) -- part: in English, where entry says why there is none
    if found == nil and type(entry) == "string" then return problem(entry, part) end
    if found == nil then return unknown_figure(key, s) end
    if entry.matrix then return problem(key .. "是一张表，不能写进一句话", key .. " is a table and stands in no sentence") end
    return shown(key, found, entry, s, bare, part)
end

-- ---- lists ------------------------------------------------------------------------------------------------

-- What a group has on the shelf for a platform, as anybody may read it.
local function resources(row)
    local s = value.scope_of(row, true)
    local c = group_year.county(site)
    local items = {}
    for _, item in ipairs(s.group and c and site.resources:where{group_id = s.group.id} or {}) do
        if item["平台"] == row.platform and types.yes(item["可公开"]) and stat.is_live(item, c.as_of) then
            local amount = item["数量"] == math.floor(item["数量"]) and math.tointeger(item["数量"]) or item["数量"]
            items[#items + 1] = item["名称"] .. "（" .. amount .. item["单位"] .. "，" .. item["提供单位"] .. "）"
        end
    end
    return #items > 0 and doc.list(items) or "（清单整理中）"
end

value.answer = inside(function(expression, row, audience)
    local key, parts = split(expression)
    if key == "resources" and row._collection == "platforms" then return resources(row) end
    if key:sub(1, 5) == "stat." then return figure(key, parts, row, audience) end
    return problem("{{" .. expression .. "}} 没有这样的写法", "{{" .. expression .. "}} means nothing", "指标写作 {{stat.…}}，如 {{stat.events.total}}；花括号前加反斜线则原样印出",
        "figures are written {{stat.…}}; a backslash before the braces prints them as they are")
end)

return value
