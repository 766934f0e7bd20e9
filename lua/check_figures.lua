-- Figures that authors typed by hand and that contradict the records (domain §4.3, §5.6): a warning with both numbers.
--
-- What is looked for comes from the catalogue and the county's vocabulary: the name of a type of events, or what the catalogue
-- says that people call a figure (said), beside a number and one of the words that count it: 联合教研11次, 11次联合教研.
-- Only a sentence that speaks of the whole year and of the document's own group is judged: a month, a semester, another
-- year, one kindergarten, a part (其中), a goal or an estimate is none of it. While the year still runs, more than there is yet
-- is no contradiction.

local scope = require "scope"
local stat = require "stat"
local value = require "value"
local words = require "words"

local check = {}

-- ---- numbers ------------------------------------------------------------------------------------------

local han_digits = {}
for _, code in utf8.codes("零〇一二两三四五六七八九十百千") do han_digits[#han_digits + 1] = utf8.char(code) end

-- Where Han digits stand in a text: {[first byte] = true}
local function han_places(text)
    local places = {}
    for _, digit in ipairs(han_digits) do
        local at = text:find(digit, 1, true)
        while at do
            places[at] = true
            at = text:find(digit, at + #digit, true)
        end
    end
    return places
end

-- Every whole number of a text: each(value, first byte, byte behind). 95.6 is none.
local function numbers(text, each)
    for first, digits, behind in text:gmatch "()(%d[%d,.]*)()" do
        local number = not digits:find(".", 1, true) and math.tointeger(tonumber((digits:gsub(",", ""))))
        if number then each(number, first, behind) end
    end
    local places = han_places(text)
    for first in pairs(places) do
        local behind = first
        while places[behind] do behind = behind + 3 end
        local number = not places[first - 3] and words.value(text:sub(first, behind - 1))
        if number then each(number, first, behind) end
    end
end

-- ---- what is looked for -----------------------------------------------------------------------------------

-- Words that count, by the unit of the catalogue.
local measures = {
    ["场"] = {"场次", "场", "次"}, ["人次"] = {"人次"}, ["人"] = {"人", "名", "位"}, ["个"] = {"个"}, ["篇"] = {"篇", "个"}, ["项"] = {"项", "件"},
    ["次"] = {"次"}, ["人日"] = {"人日"}, ["对"] = {"对"},
}

local char_bytes = 3 -- of a Han character; all words here are of them

-- The same by the first character of the word: {[character] = {{unit, word}, …}}, so that most numbers are done with one look.
local measures_by_char = {}
for unit, list in pairs(measures) do
    for i, word in ipairs(list) do
        local char = word:sub(1, char_bytes)
        measures_by_char[char] = measures_by_char[char] or {}
        table.insert(measures_by_char[char], {unit = unit, word = word, rank = i})
    end
end

-- {lengths = {bytes, …}, longest first, of = {[word] = {{word, key, unit}, …}}, first, last = {[a word's first or last character] = true}}
local function wanted_words(types)
    local lengths, known, of, first, last = {}, {}, {}, {}, {}
    local function add(word, key, unit)
        first[word:sub(1, char_bytes)], last[word:sub(-char_bytes)] = true, true
        if not known[#word] then known[#word], lengths[#lengths + 1] = true, #word end
        of[word] = of[word] or {}
        table.insert(of[word], {word = word, key = key, unit = unit})
    end
    for name, kind in pairs(types.name_of) do
        add(name, "events.by_type." .. kind, "场")
        add(name .. "活动", "events.by_type." .. kind, "场")
    end
    for _, entry in ipairs(stat.catalogue) do
        for _, word in ipairs(entry.said or {}) do add(word, entry[1], entry[4]) end
    end
    table.sort(lengths, function(a, b) return a > b end)
    return {lengths = lengths, of = of, first = first, last = last}
end

local between = {"开展", "举办", "组织", "召开", "进行", "完成", "共计", "累计", "总计", "合计", "总数", "达到", "共", "达", "为", "有", "了", "已", "计"}

-- The text without the words that may stand between a name and its number.
local function without_between(text)
    local again = true
    while again do
        again = false
        for _, word in ipairs(between) do
            if #text > #word and text:sub(-#word) == word then
                text, again = text:sub(1, -#word - 1), true
            end
        end
    end
    return text
end

-- Which units of the catalogue the word at byte i counts: {[unit] = word}; nil when it counts nothing. Of a unit's words the one
-- that its list names first.
local function measures_at(text, i)
    local found, rank
    for _, measure in ipairs(measures_by_char[text:sub(i, i + char_bytes - 1)] or {}) do
        if text:sub(i, i + #measure.word - 1) == measure.word then
            found, rank = found or {}, rank or {}
            if measure.rank < (rank[measure.unit] or math.huge) then found[measure.unit], rank[measure.unit] = measure.word, measure.rank end
        end
    end
    return found
end

-- The first entry of a word whose unit is that of the measure.
local function of_unit(entries, unit)
    for _, entry in ipairs(entries or {}) do
        if entry.unit == unit then return entry end
    end
    return nil
end

-- Which figure the number from byte i to j of a text is of: the entry of wanted_words and the word that counts it. The longest
-- word before the number or behind its measure is meant.
local function figure_of(text, i, j, wanted)
    local counted = measures_at(text, j)
    if not counted or text:sub(i - 3, i - 1) == "第" then return nil end -- 第9次
    local before = without_between(text:sub(1, i - 1))
    local ends_a_word = wanted.last[before:sub(-char_bytes)]
    for _, length in ipairs(wanted.lengths) do
        for unit, measure in pairs(counted) do
            local behind = j + #measure
            if text:sub(behind, behind + 2) == "的" then behind = behind + 3 end
            local entry = ends_a_word and of_unit(#before >= length and wanted.of[before:sub(-length)], unit)
                or wanted.first[text:sub(behind, behind + char_bytes - 1)] and of_unit(wanted.of[text:sub(behind, behind + length - 1)], unit)
            if entry then return entry, measure end
        end
    end
    return nil
end

-- ---- whether the sentence speaks of it ----------------------------------------------------------------------

local whole_year = {"学年", "全年", "一年来", "本年度", "年度", "累计", "总计", "合计", "共计", "共开展", "共组织", "共举办", "共召开", "共有"}

local maybe_year = {"年", "计", "共"} -- one of these is in each

local elsewhere = {
    "学期", "月", "周", "季度", "每", "上学年", "去年", "往年", "上年", "下学年", "新学年", "明年", "今后", "目标", "计划", "拟", "预计", "力争", "争取", "至少", "不少于", "不低于",
    "以上", "以内", "要求", "应当", "打算", "准备", "将", "其中", "近", "约", "左右", "余", "超过", "围绕", "针对", "第一次", "首次", "从", "由", "增加", "减少", "比", "平均", "各园", "全县",
    "各集团", "十个集团", "分别", "人均", "一所", "两所", "班",
}

local function has_any(text, list)
    for _, word in ipairs(list) do
        if text:find(word, 1, true) then return true end
    end
    return false
end

local ends = {"。", "！", "？", "；", "\n"}

-- The sentence around byte i, and in it the clause between commas.
local function around(text, i, marks)
    local first, last = 1, #text
    for _, mark in ipairs(marks) do
        local at = 1
        while true do
            local found = text:find(mark, at, true)
            if not found then break end
            if found < i then first = math.max(first, found + #mark) else
                last = math.min(last, found - 1)
                break
            end
            at = found + #mark
        end
    end
    return text:sub(first, last)
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

local function speaks_of_it(ctx, text, i)
    local sentence, clause = around(text, i, ends), around(text, i, clause_ends)
    local group = ctx.scope.group
    if group then
        sentence, clause = without(sentence, group.name), without(clause, group.name)
    end
    if not has_any(sentence, whole_year) or other_year(sentence, ctx.year) then return false end
    ctx.others = ctx.others or names_of(ctx.site, group) -- most documents never come so far, and a county may have a thousand groups
    return not has_any(clause, elsewhere) and not has_any(clause, ctx.units) and not has_any(sentence, ctx.others)
end

-- ---- documents --------------------------------------------------------------------------------------------------

-- The number by the records; nil when there are no records of that kind to compare with.
local function computed(ctx, key)
    local found, entry = scope.value(ctx.site, ctx.scope, key)
    if math.type(found) ~= "integer" or (found == 0 and entry.rows) then return nil end
    return found
end

local function agrees(ctx, key, number)
    local inside = computed(ctx, key)
    if inside == nil or inside == number then return true end
    ctx.scope.public = true
    local public = computed(ctx, key)
    ctx.scope.public = nil
    if public == number then return true end
    return ctx.running and number > inside, inside
end

local function warn(ctx, node, offset, entry, measure, number, right, report)
    local name, of = entry.word, scope.name(ctx.site, ctx.scope)
    report{level = "warning", code = "figure", at = node, offset = offset,
        zh = "这里写的是" .. name .. number .. measure .. "，按记录算是" .. right .. measure .. "（" .. of .. "）",
        en = name .. ": " .. number .. " is written here, the records give " .. right .. " (" .. of .. ")",
        hint = "核对后改正，或写 {{stat." .. entry.key .. "}}；来历见 kanben explain stat." .. entry.key
            .. (ctx.scope.group and " --group " .. ctx.scope.group.id or ""),
        hint_en = "correct it or write {{stat." .. entry.key .. "}}; see kanben explain"}
end

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

local function check_block(ctx, block, report)
    local pieces, text = run_of(block)
    numbers(text, function(number, first, behind)
        local entry, measure = figure_of(text, first, behind, ctx.wanted)
        if not entry or not speaks_of_it(ctx, text, first) then return end
        local good, right = agrees(ctx, entry.key, number)
        if good then return end
        local piece = piece_at(pieces, first)
        warn(ctx, piece.node, first - piece.first, entry, measure, number, right, report)
    end)
end

local collections = {"reports", "cases", "groups", "prefaces", "stories"}

local function check_document(site, row, shared, report)
    local s = value.scope_of(row)
    local county = scope.county(site, s)
    if not county then return end
    shared.wanted = shared.wanted or wanted_words(county.types)
    shared.units = shared.units or unit_names(county)
    local ctx = {
        site = site, scope = s, year = county.year.key, running = county.as_of < county.year.last, wanted = shared.wanted, units = shared.units,
    }
    for _, block in ipairs(row.body:find "para") do
        local text = plain(block)
        if has_any(text, maybe_year) and has_any(text, whole_year) then check_block(ctx, block, report) end -- most speak of no year
    end
end

function check.run(site, report)
    local shared = {}
    for _, name in ipairs(collections) do
        for _, row in ipairs(site[name]) do
            if row.body then check_document(site, row, shared, report) end
        end
    end
end

return check
