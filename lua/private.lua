-- What no public output may say (domain §5.3), and what nothing in the content may say: words and numbers to look for, and
-- the judge of each, for the gate (gate.lua) and for the check of the authors' texts (check_private.lua).

local children = require "children"
local names = require "names"
local personal = require "personal"

local function finding(what, en, secret, hint, hint_en)
    return {code = "E12", zh = "含" .. what .. "，不得公开", en = "holds " .. en .. ", not to be published", secret = secret,
        hint = hint or "从原文删去", hint_en = hint_en or "take it out of the source"}
end

-- ---- numbers and addresses -------------------------------------------------------------------------

local function judge_number(hit)
    local kind, number = personal.kind_in(hit)
    if not kind and personal.is_labelled(hit) then kind, number = "居民身份证号码", (hit.groups or hit.text):gsub("[- |]", "") end
    if not kind or kind == "手机号码" and personal.in_address(hit.before) then return nil end
    return finding(kind, "a personal number", hit.raw, "从原文删去（" .. personal.mask(number) .. "）",
        "take it out of the source (" .. personal.mask(number) .. ")")
end

local function judge_email(allowed)
    return function(hit)
        local address, plain = personal.email(hit.before, hit.raw, hit.after)
        if not address or allowed[plain:lower()] then return nil end
        return finding("电子邮箱", "an e-mail address", address, "改为公开的办公电话；单位的公务邮箱登记为可以公开的词语",
            "name the office's telephone instead, or register the office's own mailbox as allowed")
    end
end

local wechat = {"微信", "威信", "薇信", "V信", "v信", "wx", "WX", "Wx", "ＷＸ", "ｗｘ", "VX", "vx", "Vx", "ＶＸ", "ｖｘ", "weixin", "WeChat", "wechat", "Wechat"}
local qq = {"QQ", "qq", "Qq", "ＱＱ", "ｑｑ", "扣扣", "企鹅号"}

local function judge_account(allowed, what)
    return function(hit)
        if hit.before:find("%a$") and hit.raw:find("%a") then return nil end
        local account, plain = personal.account(hit.after)
        if not account or allowed[plain:lower()] then return nil end
        return finding(what, "a messenger account", account)
    end
end

-- ---- where somebody lives, when somebody was born ----------------------------------------------------

local function judge_home(hit)
    local home = personal.home(hit.after)
    return home and finding("家庭住址", "the address of a home", home) or nil
end

local function judge_stairs(hit)
    local place = personal.stairs(hit.before) and names.behind_marks(hit.before, {"，", "。", "：", ":", "\n", " ", "　", "住"})
    return place and finding("家庭住址", "the address of a home", place .. hit.raw .. (hit.after:match("^%d+") or "")) or nil
end

local function judge_birthday(hit)
    for _, word in ipairs {"园", "所", "集团", "庆", "国"} do -- the birthday of a kindergarten
        if hit.before:sub(-#word) == word then return nil end
    end
    local born = personal.birthday(hit.after)
    return born and finding("出生日期", "a day of birth", born, "改写年龄，如“4岁”；登记表不放进 content", "give the age instead") or nil
end

local function judge_born(hit)
    local born = personal.born(hit.raw == "出生" and hit.before or hit.before .. "日")
    return born and finding("出生日期", "a day of birth", born, "改写年龄，如“4岁”", "give the age instead") or nil
end

local function judge_paper(hit)
    local paper = personal.paper(hit.after)
    return paper and finding("证件号码", "the number of a personal paper", paper) or nil
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

-- Which of these stands in a text, the first by the list where several do: {place = {[name] = its place}, lengths, list}.
local function indexed(list)
    local index, known = {list = list, place = {}, lengths = {}}, {}
    for i, name in ipairs(list) do
        index.place[name] = index.place[name] or i
        if not known[#name] then known[#name], index.lengths[#index.lengths + 1] = true, #name end
    end
    return index
end

local function named_in(text, index)
    local found
    for at = 1, #text do
        for _, length in ipairs(index.lengths) do
            local place = index.place[text:sub(at, at + length - 1)]
            if place and (not found or place < found) then found = place end
        end
    end
    return found and index.list[found]
end

local sentence_ends = {"。", "；", "！", "？"}
local nearby = 60 -- bytes: twenty characters

-- Somebody named in the clause that tells of an identity card, an illness, poverty.
local function judge_circumstance(persons, known)
    local index = indexed(persons)
    return function(hit)
        local name = names.in_clause(hit.before, known) or named_in(names.behind_marks(hit.before, sentence_ends):sub(-nearby), index)
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

-- Names that people of the kindergartens go by: beside a class they are its teachers.
local function with_people(known, shown)
    local all = {}
    for word in pairs(known) do all[word] = true end
    for _, name in ipairs(shown) do all[name] = true end
    return all
end

local private = {}

-- What harms a child wherever it stands, in a remark too: {{digits or words, judge}, …}
function private.harmful(site)
    local known, allowed = places(site), {}
    local _, shown = people(site)
    local circumstances = registered(site, known, allowed)
    local with_teachers = with_people(known, shown)
    local list = {
        {digits = personal.shortest, begins = personal.begins, whole = personal.whole, judge = judge_number},
        {words = {"@", "＠", "(at)", "（at）", "[at]", "【at】"}, judge = judge_email(allowed)},
        {words = wechat, judge = judge_account(allowed, "微信号")},
        {words = qq, judge = judge_account(allowed, "QQ号")},
    }
    list[#list + 1] = {words = {"家庭住址", "家庭地址", "现住址", "现居住地址", "居住地址"}, judge = judge_home}
    list[#list + 1] = {words = {"单元"}, judge = judge_stairs}
    list[#list + 1] = {words = {"出生日期", "出生年月日", "出生年月", "出生于", "生日"}, judge = judge_birthday}
    list[#list + 1] = {words = {"出生", "日生"}, judge = judge_born}
    list[#list + 1] = {words = {"护照", "出生证", "出生医学证明", "通行证"}, judge = judge_paper}
    for _, place in ipairs(children.places) do
        list[#list + 1] = {words = place.words, except = place.except, judge = judge_child(place.find, place.teachers and with_teachers or known)}
    end
    list[#list + 1] = {words = circumstances, judge = judge_circumstance(shown, known)}
    return list
end

-- What is no child's name: of places and kindergartens, registered, of the people there.
function private.no_children(site)
    local known, _, shown = places(site), people(site)
    registered(site, known, {})
    return with_people(known, shown)
end

-- A child's name in a table that lists them.
function private.listed(name)
    return finding("幼儿名单", "a list of children", name, "删去姓名一列，或改写成人数；不是幼儿的，登记到人员表", "leave the names out, or give a number; register who is no child")
end

-- The full names that are not to be published.
function private.full_names(site) return {words = (people(site)), judge = judge_full_name} end

return private
