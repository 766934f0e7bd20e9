-- References between articles: 第十二条, 第五条第二款, 第九条第（四）项, 第三章.
--
--   references.find(text, before)     those of a text to its own handbook: {{first, last, unit, number, paragraph, item}, …};
--                                     unit "条" or "章"; before: the words ahead of the text
--   references.link(body, href_of)    body with each as a link to href_of(reference), where that is not nil
--   references.cites(text, found)     whether a reference in another document is to the handbook: 管理手册第十七条
--   references.renumber(text, to)     text with the number n of each article as to[n]
--
-- What belongs to another document stays as it is: 《…办法》第三条、第五条, 方案第五条, 原第十二条. 本手册第十七条 and 管理手册第十七条
-- are one's own.

local articles = require "articles"
local words = require "words"

local references = {}

-- ---- numbers -----------------------------------------------------------------------------------------

-- The number that begins at `at`, and where it ends: 十二 or 12.
local function number_at(text, at)
    local digits = text:match("^%d+", at)
    if digits then return math.tointeger(tonumber(digits)), at + #digits - 1 end
    local last = at - 1
    while true do
        local char = text:match(utf8.charpattern, last + 1)
        if not char or char == "" or not words.value(char) then break end
        last = last + #char
    end
    if last < at then return nil end
    return words.value(text:sub(at, last)), last
end

-- 第…<unit> at `at`: its number and where it ends. The number of an item may stand in brackets.
local function counted_at(text, at, unit)
    if text:sub(at, at + #"第" - 1) ~= "第" then return nil end
    local start = at + #"第"
    local bracket = text:sub(start, start + #"（" - 1) == "（" and unit == "项"
    if bracket then start = start + #"（" end
    local number, last = number_at(text, start)
    if not number then return nil end
    if bracket then
        if text:sub(last + 1, last + #"）") ~= "）" then return nil end
        last = last + #"）"
    end
    if text:sub(last + 1, last + #unit) ~= unit then return nil end
    return number, last + #unit
end

-- ---- whose article it is -----------------------------------------------------------------------------

-- Words that end the name of a document.
local documents = {"法", "条例", "办法", "规定", "规则", "细则", "意见", "方案", "决定", "章程", "标准", "指南", "纲要", "规程", "通知",
    "制度", "准则", "公约", "计划", "规划", "原", "旧", "版"}
local joints = {"", "、", "，", "和", "及", "与", "或", "或者", "以及", "至", "到"}

local function ends_with(text, ending) return ending ~= "" and text:sub(-#ending) == ending end

local reach = 240 -- bytes ahead of a reference that can tell whose it is

local function names_another(before)
    before = before:sub(-reach):gsub("[%s　]+$", ""):gsub("（[^（）]*）$", "")
    if ends_with(before, "》") then return true end
    for _, word in ipairs(documents) do
        if ends_with(before, word) then return not ends_with(before:sub(1, #before - #word), "本") end
    end
    return false
end

local function is_joint(text)
    for _, joint in ipairs(joints) do
        if text == joint then return true end
    end
    return false
end

-- 第三条线 counts lines, not articles.
local counted = {"路", "线", "船", "街", "河"}

local function counts_things(text, last)
    for _, word in ipairs(counted) do
        if text:sub(last + 1, last + #word) == word then return true end
    end
    return false
end

-- ---- finding -------------------------------------------------------------------------------------------

local function reference_at(text, at)
    local number, last = counted_at(text, at, "条")
    if not number then
        number, last = counted_at(text, at, "章")
        return number and {first = at, last = last, unit = "章", number = number}
    end
    if counts_things(text, last) then return nil end
    local found = {first = at, unit = "条", number = number}
    local paragraph, behind = counted_at(text, last + 1, "款")
    if paragraph then found.paragraph, last = paragraph, behind end
    local item, end_of_item = counted_at(text, last + 1, "项")
    if item then found.item, last = item, end_of_item end
    found.last = last
    return found
end

function references.find(text, before)
    local list, at, previous, foreign = {}, 1, nil, false
    while true do
        at = text:find("第", at, true)
        if not at then return list end
        local found = reference_at(text, at)
        if found then
            local between = previous and text:sub(previous.last + 1, at - 1)
            if not (between and is_joint(between)) then foreign = names_another((before or "") .. text:sub(math.max(1, at - reach), at - 1)) end
            if not foreign then list[#list + 1] = found end
            previous = found
        end
        at = found and found.last + 1 or at + #"第"
    end
end

function references.cites(text, found) return text:sub(1, found.first - 1):match("手册$") ~= nil end

function references.renumber(text, to)
    local list, at = {}, 1
    for _, found in ipairs(references.find(text)) do
        local number = found.unit == "条" and to[found.number]
        if number then
            local _, last = counted_at(text, found.first, "条")
            list[#list + 1] = text:sub(at, found.first - 1) .. "第" .. words.number(number) .. "条"
            at = last + 1
        end
    end
    list[#list + 1] = text:sub(at)
    return table.concat(list)
end

-- ---- linking -------------------------------------------------------------------------------------------

local function linked_text(node, before, href_of)
    local text, parts, at = node.text, {}, 1
    for _, found in ipairs(references.find(text, before)) do
        local href = href_of(found, text)
        if href then
            if found.first > at then parts[#parts + 1] = doc.like(node, {text = text:sub(at, found.first - 1)}) end
            parts[#parts + 1] = doc.link{href = href, doc.like(node, {text = text:sub(found.first, found.last)})}
            at = found.last + 1
        end
    end
    if at == 1 then return node end
    if at <= #text then parts[#parts + 1] = doc.like(node, {text = text:sub(at)}) end
    return parts
end

local within = {strong = true, emph = true, strike = true, span = true}

-- The children of a node from the first on, linked; nil when there is nothing to link.
local function linked_kids(node, first, before, href_of)
    local kids, changed = {}, false
    for i = 1, #node do
        local kid = node[i]
        local made = kid
        if i >= first and kid.kind == "text" then
            made = linked_text(kid, before, href_of)
        elseif i >= first and within[kid.kind] then
            local inner = linked_kids(kid, 1, before, href_of)
            made = inner and doc.like(kid, inner) or kid
        end
        kids[i], changed = made, changed or made ~= kid
        before = i >= first and (before .. plain(kid)):sub(-reach) or before
    end
    return changed and kids or nil
end

local holders = {para = true, heading = true, cell = true}

function references.link(body, href_of)
    return body:map(function(node)
        if not holders[node.kind] then return nil end
        local kids = linked_kids(node, articles.number(node) and 2 or 1, "", href_of) -- its own name leads nowhere
        return kids and doc.like(node, kids) or nil
    end)
end

return references
