-- Figures that authors typed by hand and that contradict the records (domain §4.3, §5.6): a warning with both numbers.
--
-- What is looked for is in figure_words: 联合教研11次, 11次联合教研, 联合教研履行率90.0%, 成员园3所. A share is compared when rounded to the
-- decimals that are written, half up. Only a sentence that speaks of the document's own group is judged, and of the whole year or of one
-- semester or month that it names (what is there on a day, as units are, needs none): another year, one kindergarten, a part (其中), a
-- goal or an estimate is none of it. While the time still runs, more than there is yet is no contradiction.

local check_internal = require "check_internal"
local figure_words = require "figure_words"
local scope = require "scope"
local stat = require "stat"
local units = require "units"
local words = require "words"
local value = require "value"

local check = {}

-- ---- whether the sentence speaks of it ----------------------------------------------------------------------

local whole_year = {"学年", "全年", "一年来", "本年度", "年度"}
local gathered = {"累计", "总计", "合计", "共计", "共开展", "共组织", "共举办", "共召开", "共开了", "共有"}

-- In a clause: it speaks of something else, or not of what was.
local elsewhere = {
    "学期", "月", "周", "季度", "每", "上学年", "去年", "往年", "上年", "下学年", "新学年", "明年", "今后", "目标", "计划", "拟", "预计", "力争", "争取", "至少", "不少于", "不低于",
    "以上", "以内", "要求", "应当", "打算", "准备", "将", "其中", "近", "约", "左右", "余", "超过", "围绕", "针对", "第一次", "首次", "从", "由", "增加", "减少", "比", "平均", "各园",
    "分别", "人均", "一所", "两所", "班",
}
local not_of_a_group = {"全县", "各集团", "十个集团"}

-- In a sentence about what is there on a day: it was so on another.
local another_day = {"新增", "加入", "退出", "原有", "成立", "年初", "初期", "最初", "当时", "起步", "上学期", "下学期", "去年", "往年", "上学年", "下学年"}

local ends = {"。", "！", "？", "；", "\n"}

-- Where marks stand in a text, each by its first byte and what is behind it, in order; of the text asked for last, which is
-- asked for at each of its numbers.
local standing = {}

local function marks_in(text, marks)
    local known = standing[marks]
    if known and known.text == text then return known end
    known = {text = text}
    for _, mark in ipairs(marks) do
        local at = text:find(mark, 1, true)
        while at do
            known[#known + 1] = {at = at, behind = at + #mark}
            at = text:find(mark, at + #mark, true)
        end
    end
    table.sort(known, function(a, b) return a.at < b.at end)
    standing[marks] = known
    return known
end

-- The first and last byte of the sentence or, with other marks, of the clause around byte i.
local function around(text, i, marks)
    local first = 1
    for _, mark in ipairs(marks_in(text, marks)) do
        if mark.at >= i then return first, mark.at - 1 end
        first = mark.behind
    end
    return first, #text
end

local clause_ends = {"。", "！", "？", "；", "\n", "，", "："}

-- 2024年 in a text of 2025-2026
local function other_year(sentence, key)
    for year in sentence:gmatch("20%d%d") do
        if not key:find(year, 1, true) then return true end
    end
    return false
end

-- Names of groups and units that are not the document's own.
local function names_of(site, own)
    local list = {}
    for _, group in ipairs(site.groups) do
        if not own or group.id ~= own.id then
            list[#list + 1] = group.name
            list[#list + 1] = group.short_name
        end
    end
    return list
end

local function unit_names(county)
    local list = {}
    for name in pairs(county.registry.id_of) do
        if name:find "[\128-\255]" then list[#list + 1] = name end
    end
    return list
end

local function without(text, word)
    if not word then return text end
    local at = text:find(word, 1, true)
    return at and text:sub(1, at - 1) .. text:sub(at + #word) or text
end

-- Parts of the year that a text names (秋季学期, 10月), in order, and the text without them. 10月14日 is a day and stays.
local function parts_of(ctx, text)
    local list = {}
    for _, name in ipairs(ctx.semesters) do
        local at = text:find(name, 1, true)
        if at then
            list[#list + 1] = {at = at, name = name}
            text = without(text, name)
        end
    end
    text = text:gsub("()(%d+月)(.?)", function(at, name, behind)
        if #name > 5 or behind:find "%d" then return nil end -- 月 has three bytes
        list[#list + 1] = {at = at, name = name}
        return behind
    end)
    table.sort(list, function(a, b) return a.at < b.at end)
    return list, text
end

-- Which part of the year a number is of: true for the whole, a name, or nil when nothing says so.
local function span_of(ctx, sentence, clause_parts, clause, timeless)
    if #clause_parts == 1 then return clause_parts[1].name end
    if #clause_parts > 1 then return nil end
    if words.first_in(clause, whole_year) then return true end
    local named = parts_of(ctx, sentence)
    if #named == 1 then return named[1].name end
    local whole = timeless or words.first_in(sentence, whole_year) or ctx.scope.group and words.first_in(sentence, gathered)
    return #named == 0 and whole and true or nil
end

-- The units of the county that a clause names.
local function units_in(ctx, clause)
    local list, seen = {}, {}
    for _, name in ipairs(ctx.units) do
        local id = clause:find(name, 1, true) and ctx.registry.id_of[name]
        if id and not seen[id] then seen[id], list[#list + 1] = true, {id = id, name = name} end
    end
    return list
end

-- The part of the year (true: all of it) that a number is of, and the unit whose share of meetings it is; nil when the sentence speaks
-- of something else. first, behind: where the figure stands, name and number.
local function speaks_of_it(ctx, text, first, behind, entry)
    local from, to = around(text, first, ends)
    local sentence = text:sub(from, to)
    from, to = around(text, first, clause_ends)
    local clause = text:sub(from, first - 1) .. "·" .. text:sub(behind, to)
    for _, name in ipairs(ctx.own_names) do sentence, clause = without(sentence, name), without(clause, name) end
    if other_year(sentence, ctx.year) or entry.stock and words.first_in(sentence, another_day) then return nil end
    local parts, rest = parts_of(ctx, clause)
    local span = span_of(ctx, sentence, parts, clause, entry.stock or entry.unit == "%")
    if not span then return nil end
    ctx.others = ctx.others or names_of(ctx.site, ctx.scope.group) -- most documents never come so far, and a county may have a thousand groups
    if words.first_in(rest, elsewhere) or words.first_in(sentence, ctx.others) or ctx.scope.group and words.first_in(rest, not_of_a_group) then return nil end
    local named = units_in(ctx, rest)
    if #named == 0 then return span end
    if entry.key == "part" and #named == 1 then return span, named[1] end
    return nil
end

-- ---- what the records give --------------------------------------------------------------------------------------

-- The document's scope in a part of the year; nil where there is none.
local function scope_in(ctx, span, public)
    local s = {group = ctx.scope.group, year = ctx.scope.year, public = public}
    if span == true or scope.read(ctx.site, span, s) then return s end
    return nil
end

-- Of all members together: who came, of what they were to come to.
local function together(site, s)
    local view, share = scope.view(site, s), {n = 0, d = 0}
    for _, item in ipairs(view and stat.figure(view, "part") or {}) do
        local lead = false
        for _, m in ipairs(units.active(view.county.registry, view.judged.group, view.period.last)) do
            lead = lead or m.unit == item.name and m.role == units.lead_role
        end
        if not lead then share.n, share.d = share.n + item.value.n, share.d + item.value.d end
    end
    return share
end

-- The number or share by the records; nil when there are none of that kind to compare with.
local function computed(ctx, key, s, unit)
    if key == "part" and not s.group then return nil end
    local found, entry
    if key == "part" and not unit then
        found = together(ctx.site, s)
    else
        found, entry = scope.value(ctx.site, s, unit and key .. "." .. unit.id or key)
    end
    if type(found) == "table" then return found.d and found.d > 0 and found or nil end
    if math.type(found) ~= "integer" or (found == 0 and entry.rows) then return nil end
    return found
end

-- n/d as a percent of so many decimals, half up, in units of the last: 9/10 with one decimal is 900.
local function rounded(share, decimals)
    local d = share.d * 2
    return (share.n * 200 * math.tointeger(10 ^ decimals) + share.d) // d
end

local most_decimals = 6

local function same(found, number)
    if math.type(number) then return found == number end
    return number.decimals <= most_decimals and rounded(found, number.decimals) == number.tenths
end

local function still_runs(ctx, s)
    if s.part == nil then return ctx.running end
    local view = s.group and scope.view(ctx.site, s)
    return ctx.running and (not view or view.period.full > view.judged.as_of)
end

-- Whether one of the figures that the word may mean is what is written; else what the first of them is by the records.
local function agrees(ctx, entries, number, span, unit)
    local right
    for _, entry in ipairs(entries) do
        for _, public in ipairs{false, true} do
            local s = scope_in(ctx, span, public or nil)
            local found = s and computed(ctx, entry.key, s, unit)
            if found == nil or type(found) ~= (math.type(number) and "number" or "table") then
                if not right and not public then return true end
            elseif same(found, number) or math.type(number) and still_runs(ctx, s) and number > found then
                return true
            else
                right = right or {value = found, entry = entry, scope = s}
            end
        end
    end
    return false, right
end

-- ---- what is said ------------------------------------------------------------------------------------------------

local function share_text(tenths, decimals)
    if decimals == 0 then return tenths .. "%" end
    local unit = math.tointeger(10 ^ decimals)
    return string.format("%d.%0" .. decimals .. "d%%", tenths // unit, tenths % unit)
end

local function texts(number, found, measure)
    if math.type(number) then return number .. measure, found .. measure end
    return share_text(number.tenths, number.decimals), share_text(rounded(found, number.decimals), number.decimals) .. "，即" .. found.n .. "/" .. found.d
end

local function warn(ctx, node, offset, measure, number, right, unit, report)
    local entry, key = right.entry, right.entry.key .. (unit and "." .. unit.id or "")
    local name, of = (unit and unit.name or "") .. entry.word, scope.name(ctx.site, right.scope)
    local written, known = texts(number, right.value, measure)
    local s = right.scope
    report{level = "warning", code = "figure", at = node, offset = offset,
        zh = "这里写的是" .. name .. written .. "，按记录算是" .. known .. "（" .. of .. "）",
        en = name .. ": " .. written .. " is written here, the records give " .. known .. " (" .. of .. ")",
        hint = "核对后改正，或写 {{stat." .. key .. "}}；来历见 kanben explain stat." .. key
            .. (s.group and " --group " .. s.group.id or "") .. (s.part and " --period " .. s.part or ""),
        hint_en = "correct it or write {{stat." .. key .. "}}; see kanben explain"}
end

-- ---- documents --------------------------------------------------------------------------------------------------

-- Texts that stand in one run, with where each begins in the whole.
local function run_of(block)
    local pieces, whole = {}, {}
    local length = 0
    for _, node in ipairs(block:find "text") do
        pieces[#pieces + 1] = {node = node, first = length + 1}
        whole[#whole + 1] = node.text
        length = length + #node.text
    end
    return pieces, table.concat(whole)
end

local function piece_at(pieces, byte)
    local found = pieces[1]
    for _, piece in ipairs(pieces) do
        if piece.first <= byte then found = piece end
    end
    return found
end

-- What may stand between the beginning of a clause and a figure's bare name.
local leads = {"全年", "一学年", "本学年", "学年", "年度", "一年来", "集团", "全县", "县", "我们", "目前", "内", "里", "中", "来", "期间"}

local function opener(ctx)
    local known = {}
    for _, list in ipairs{figure_words.between, leads, ctx.semesters, ctx.own_names} do
        for _, word in ipairs(list) do known[#known + 1] = word end
    end
    local tails = figure_words.tails(known)
    return function(prefix)
        prefix = figure_words.without_tail(prefix, tails):gsub("%d+月$", "")
        if prefix == "" then return true end
        for _, mark in ipairs(ctx.marks) do
            if prefix:sub(-#mark) == mark then return true end
        end
        return false
    end
end

local maybe_year = {"年", "计", "共"} -- one of these is in each word for the whole of it

-- Cases and stories tell of parts of the work: a figure of the whole is there only where a year or a sum is spoken of.
local function speaks_of_whole(text)
    return words.first_in(text, maybe_year) and (words.first_in(text, whole_year) or words.first_in(text, gathered))
end

-- Most paragraphs tell no figure: they are passed over by their plain text, without its places.
local function tells_figure(ctx, text)
    local found = false
    figure_words.numbers(text, function(number, first, behind)
        found = found or figure_words.figure_at(text, first, behind, ctx.wanted, number, ctx.opens) ~= nil
    end)
    return found
end

local function check_block(ctx, block, report)
    local pieces, text = run_of(block)
    figure_words.numbers(text, function(number, first, behind)
        local entries, measure, from, to = figure_words.figure_at(text, first, behind, ctx.wanted, number, ctx.opens)
        if not entries then return end
        local span, unit = speaks_of_it(ctx, text, from, to, entries[1])
        if not span then return end
        local good, right = agrees(ctx, entries, number, span, unit)
        if good or not right then return end
        local piece = piece_at(pieces, first)
        warn(ctx, piece.node, first - piece.first, measure, number, right, unit, report)
    end)
end

local of_the_year, of_parts = {"reports", "groups", "prefaces", "evaluation_texts", "evaluation_notes"}, {"cases", "stories"}

local bare_marks = {"，", "。", "；", "、", "！", "？", "：", "（", "）", "\n"}

-- 秋季学期 of 2025-2026学年秋季学期
local function semester_names(year)
    local list = {}
    for i, semester in ipairs(year.semesters) do list[i] = semester.name:gsub("^.*学年", "") end
    return list
end

local function check_document(site, row, sums_up, shared, report)
    local s = value.scope_of(row)
    local county = scope.county(site, s)
    if not county then return end
    shared.wanted = shared.wanted or figure_words.of(county.types, county.base)
    shared.units = shared.units or unit_names(county)
    shared.semesters[county.year] = shared.semesters[county.year] or semester_names(county.year)
    local ctx = {
        site = site, scope = s, year = county.year.key, running = county.as_of < county.year.last, wanted = shared.wanted, units = shared.units,
        registry = county.registry, semesters = shared.semesters[county.year], own_names = s.group and {s.group.name, s.group.short_name} or {}, marks = bare_marks,
    }
    ctx.opens = function(prefix)
        ctx.opener = ctx.opener or opener(ctx)
        return ctx.opener(prefix)
    end
    for _, block in ipairs(row.body:find "para") do
        local text = plain(block)
        if shared.internal then shared.internal(row, block, text, report) end
        if (sums_up or speaks_of_whole(text)) and tells_figure(ctx, text) then check_block(ctx, block, report) end
    end
end

function check.run(site, report)
    local shared, internal = {semesters = {}}, check_internal.of(site)
    for _, list in ipairs{of_the_year, of_parts} do
        for _, name in ipairs(list) do
            shared.internal = name ~= "evaluation_notes" and internal
            for _, row in ipairs(site[name]) do
                if name == "cases" then internal(row, nil, (row.title or "") .. "。" .. (row.subtitle or "") .. "。" .. (row.summary or ""), report) end
                if row.body then check_document(site, row, list == of_the_year, shared, report) end
            end
        end
    end
    for _, row in ipairs(site.platforms) do
        for _, block in ipairs(row.body and row.body:find"para" or {}) do internal(row, block, plain(block), report) end
    end
end

return check
