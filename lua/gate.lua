-- What no public output may say (domain §5.3): the engine looks through every page, book, feed and file that
-- is for the public and calls a judge here for whatever it finds. A finding is E12 and keeps the output back.

local names = require "names"
local personal = require "personal"

local function finding(what, en, secret, hint, hint_en)
    return {code = "E12", zh = "含" .. what .. "，不得公开", en = "holds " .. en .. ", not to be published", secret = secret,
        hint = hint or "从原文删去", hint_en = hint_en or "take it out of the source"}
end

-- ---- numbers and addresses -------------------------------------------------------------------------

local function judge_number(hit)
    local kind, number = personal.kind_in(hit)
    return kind and finding(kind, "a personal number", hit.raw, "从原文删去（" .. personal.mask(number) .. "）",
        "take it out of the source (" .. personal.mask(number) .. ")") or nil
end

local function judge_email(allowed)
    return function(hit)
        local address = personal.email(hit.before, hit.raw, hit.after)
        if not address or allowed[address:lower()] then return nil end
        return finding("电子邮箱", "an e-mail address", address, "改为公开的办公电话；单位的公务邮箱登记为可以公开的词语",
            "name the office's telephone instead, or register the office's own mailbox as allowed")
    end
end

local function judge_account(allowed)
    return function(hit)
        if hit.before:find("%a$") and hit.raw:find("%a") then return nil end
        local account = personal.account(hit.after)
        if not account or allowed[account:lower()] then return nil end
        return finding(hit.raw == "微信" and "微信号" or "QQ号或微信号", "a messenger account", account)
    end
end

-- ---- persons ---------------------------------------------------------------------------------------

local function judge_child(find, known)
    return function(hit)
        local name = find(hit, known)
        return name and finding("幼儿姓名", "a child's name", name,
            "改称“一名幼儿”，或用化名并写成“××（化名）”；不是姓名的，登记为非姓名的词语",
            "say \"a child\", or use another name and mark it （化名）; register what is no name") or nil
    end
end

local function before(hit, known) return names.before(hit.before, hit.after, known) end

local function after(hit, known)
    return hit.after:sub(1, 3) ~= "园" and names.after(hit.after, known) or nil
end

-- Somebody named in the clause that tells of an identity card, an illness, poverty.
local function judge_circumstance(persons, known)
    return function(hit)
        local clause = hit.before:match("[^。；！？]*$")
        local name = names.in_clause(hit.before, known)
        for _, person in ipairs(persons) do
            if not name and clause:sub(-60):find(person, 1, true) then name = person end
        end
        return name and finding(hit.raw .. "和有关的人", hit.raw .. " beside the person's name", name,
            "隐去姓名，或删去这一句", "leave out the name, or the sentence") or nil
    end
end

local function judge_full_name(hit)
    return finding("未同意公开的全名", "the full name of somebody who did not agree to that", hit.raw,
        "用人员表的显示名；本人同意的，在人员表里把公开全名改为是", "use the name shown in the list of people")
end

-- ---- from the county's tables ------------------------------------------------------------------------

-- Full names that are not to be published, and all names that people go by.
local function people(site)
    local hidden, open, shown = {}, {}, {}
    for _, row in ipairs(site.people) do
        if row.name then shown[#shown + 1] = row.name end
        if row.full_name and row.full_name_public then open[row.full_name] = true end
    end
    for _, row in ipairs(site.people) do
        local name = row.full_name
        if name and not open[name] and utf8.len(name) and utf8.len(name) >= 2 then hidden[#hidden + 1] = name end
    end
    return hidden, shown
end

-- 贺兰, 洪广: names of places and kindergartens are no names of children.
local function places(site)
    local known = {}
    local function add(text)
        for _, ending in ipairs {"县", "幼儿园集团", "幼儿园", "园", ""} do
            local stem = text:sub(-#ending) == ending and text:sub(1, #text - #ending) or text
            if stem ~= "" then known[stem] = true end
        end
    end
    for _, row in ipairs(site.county) do add(row.name) end
    for _, row in ipairs(site.groups) do add(row.name) end
    for _, row in ipairs(site.units) do
        if row.name then add(row.name) end
        for _, alias in ipairs(row.aliases or {}) do add(alias) end
    end
    return known
end

-- What the county registered: into known words that are no names, into allowed those that may be published;
-- answers the circumstances that must not stand beside a name.
local function registered(site, known, allowed)
    local circumstances = {"身份证", "病史", "家庭困难"}
    for _, row in ipairs(site.privacy) do
        if row.kind == "非姓名" then
            known[row.words] = true
        elseif row.kind == "可公开" then
            allowed[row.words:lower()] = true
        else
            circumstances[#circumstances + 1] = row.words
        end
    end
    return circumstances
end

return function(site)
    local known, allowed = places(site), {}
    local hidden, shown = people(site)
    local circumstances = registered(site, known, allowed)
    return {
        {digits = personal.shortest, judge = judge_number},
        {words = {"@", "＠"}, judge = judge_email(allowed)},
        {words = {"微信", "QQ", "qq", "ＱＱ", "VX", "vx"}, judge = judge_account(allowed)},
        {words = {"小朋友"}, judge = judge_child(before, known)},
        {words = {"幼儿", "观察对象"}, judge = judge_child(after, known)},
        {words = circumstances, judge = judge_circumstance(shown, known)},
        {words = hidden, judge = judge_full_name},
    }
end
