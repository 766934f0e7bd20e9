-- Figures as people write them: numbers and shares in a text, the words that count them, and what each figure of the catalogue is called.
--
--   figure_words.numbers(text, each)     each(number, first byte, byte behind); of a share {tenths = its percent × 10^decimals, decimals}
--   figure_words.of(types, base)         what is looked for: read by figure_at
--   figure_words.figure_at(text, i, j, wanted, number, opens) → entry, what counts it, byte of the name, byte behind all
--        the figure that the number from byte i to j is of; opens(prefix): is nothing said before that the name belongs to
--   entry = {word, key, unit, bare, stock}
--
-- The names come from the catalogue (said, bare, its own name), the county's vocabulary of activities and its obligations. A bare
-- name is a word of every day (活动, 幼儿, 借用): it is meant only where its clause begins with it, else it is part of another:
-- 党建活动. A stock is there on a day and not gathered over a time: units, children.

local stat = require "stat"
local words = require "words"

local figure_words = {}

local char_bytes = 3 -- of a Han character; all words here are of them

-- ---- numbers ------------------------------------------------------------------------------------------

-- 95.6 of 95.6%, as {tenths = 956, decimals = 1}; nil for what is no such number
local function share_of(digits)
    local whole, part = digits:match "^(%d+)%.?(%d*)$"
    if not whole or #whole + #part > 15 then return nil end
    return {tenths = math.tointeger(tonumber(whole .. part)), decimals = #part}
end

-- The end of the percent sign at byte j, or nil.
local function behind_per_cent(text, j)
    if text:sub(j, j) == "%" then return j + 1 end
    return text:sub(j, j + 2) == "％" and j + 3 or nil
end

-- ---- what counts them -----------------------------------------------------------------------------------

-- Words that count, by the unit of the catalogue.
local measures = {
    ["场"] = {"场次", "场", "次"}, ["人次"] = {"人次"}, ["人"] = {"人", "名", "位"}, ["个"] = {"个", "所", "家"}, ["篇"] = {"篇", "个"}, ["项"] = {"项", "件"},
    ["次"] = {"次"}, ["人日"] = {"人日"}, ["对"] = {"对"},
}

-- The same by the first character of the word: {[character] = {{unit, word}, …}}, so that most numbers are done with one look.
local measures_by_char = {}
for unit, list in pairs(measures) do
    for _, word in ipairs(list) do
        local char = word:sub(1, char_bytes)
        measures_by_char[char] = measures_by_char[char] or {}
        table.insert(measures_by_char[char], {unit = unit, word = word})
    end
end

-- What the word at byte i counts: {{unit, word}, …}, each unit once; nil when it counts nothing. Of a unit's words the one that its
-- list names first, for which measures_by_char keeps their order.
local function measures_at(text, i)
    local found
    local list = measures_by_char[text:sub(i, i + char_bytes - 1)]
    for k = 1, list and #list or 0 do
        local measure = list[k]
        local word = measure.word
        if #word == char_bytes or text:sub(i, i + #word - 1) == word then
            found = found or {}
            local known = false
            for m = 1, #found do known = known or found[m].unit == measure.unit end
            if not known then found[#found + 1] = measure end
        end
    end
    return found
end

local share_words = {{unit = "%", word = ""}}

-- The same of a number or a share, and the byte behind the sign of a share that is not spelt out.
local function counted_at(text, j, number)
    if math.type(number) then return measures_at(text, j), j end
    return share_words, number.spelt and j or behind_per_cent(text, j)
end

-- ---- where they stand -------------------------------------------------------------------------------------

local han_digits, is_han_digit = {}, {}
for _, code in utf8.codes("零〇一二两三四五六七八九十百千") do
    han_digits[#han_digits + 1] = utf8.char(code)
    is_han_digit[han_digits[#han_digits]] = true
end

-- The first byte of the Han number whose last digit begins at byte i.
local function first_of_run(text, i)
    while is_han_digit[text:sub(i - char_bytes, i - 1)] do i = i - char_bytes end
    return i
end

-- Whole numbers in Han digits before a word that counts: 一百零三场. A text has many 一, few of them count anything.
local function han_numbers(text, each)
    for _, digit in ipairs(han_digits) do
        local at = text:find(digit, 1, true)
        while at do
            local behind = at + char_bytes
            if measures_by_char[text:sub(behind, behind + char_bytes - 1)] then
                local first = first_of_run(text, at)
                local number = words.value(text:sub(first, behind - 1))
                if number then each(number, first, behind) end
            end
            at = text:find(digit, behind, true)
        end
    end
end

local of_hundred = "百分之"

-- 百分之九十
local function han_shares(text, each)
    local at = text:find(of_hundred, 1, true)
    while at do
        local first = at + #of_hundred
        local behind = first
        while is_han_digit[text:sub(behind, behind + char_bytes - 1)] do behind = behind + char_bytes end
        local number = behind > first and text:sub(behind, behind + 2) ~= "点" and words.value(text:sub(first, behind - 1))
        if number then each({tenths = number, decimals = 0, spelt = true}, at, behind) end
        at = text:find(of_hundred, behind, true)
    end
end

-- Every number of a text: whole ones, and shares of a hundred. 95.6 is neither.
function figure_words.numbers(text, each)
    for first, digits, behind in text:gmatch "()(%d[%d,.]*)()" do
        if behind_per_cent(text, behind) then
            local share = share_of(digits)
            if share then each(share, first, behind) end
        else
            local number = not digits:find(".", 1, true) and math.tointeger(tonumber((digits:gsub(",", ""))))
            if number then each(number, first, behind) end
        end
    end
    han_numbers(text, each)
    han_shares(text, each)
end

-- ---- what is looked for -----------------------------------------------------------------------------------

-- {lengths = {bytes, …}, longest first, of = {[word] = {entry, …}}, first, last = {[a word's first or last character] =
-- {[bytes of such a word] = true}}}
local function collector()
    local wanted, known = {lengths = {}, of = {}, first = {}, last = {}}, {}
    local function note(ends, char, length)
        ends[char] = ends[char] or {}
        ends[char][length] = true
    end
    return wanted, function(word, key, unit, more)
        note(wanted.first, word:sub(1, char_bytes), #word)
        note(wanted.last, word:sub(-char_bytes), #word)
        if not known[#word] then known[#word], wanted.lengths[#wanted.lengths + 1] = true, #word end
        local list = wanted.of[word] or {}
        wanted.of[word] = list
        for _, entry in ipairs(list) do
            if entry.unit == unit and entry.key == key then return end
        end
        list[#list + 1] = {word = word, key = key, unit = unit, bare = more and more.bare, stock = more and more.stock}
    end
end

local function add_catalogue(add)
    for _, entry in ipairs(stat.catalogue) do
        local key, unit = entry[1], entry[4]
        for _, word in ipairs(entry.said or {}) do add(word, key, unit, {stock = entry.stock}) end
        for _, word in ipairs(entry.bare or {}) do add(word, key, unit, {stock = entry.stock, bare = true}) end
        local plain = not (entry.parts or entry.many or entry.matrix or entry.alone)
        if plain and unit ~= "%" then add(entry[2], key, unit, {stock = entry.stock}) end
        if plain and unit == "%" then add((entry[2]:gsub("率$", "")) .. "率", key, unit) end
    end
end

-- types: the vocabulary of activities; base: the county's obligations.
function figure_words.of(types, base)
    local wanted, add = collector()
    for name, kind in pairs(types.name_of) do
        add(name, "events.by_type." .. kind, "场")
        add(name .. "活动", "events.by_type." .. kind, "场")
    end
    for _, row in ipairs(base) do
        local key, kind = "rate." .. (row["编号"] or ""), types.name_of[row["计数类型"]]
        if row["编号"] and row["名称"] then add(row["名称"] .. "履行率", key, "%") end
        for name, own in pairs(types.name_of) do
            if row["编号"] and own == kind then add(name .. "履行率", key, "%") end
        end
    end
    add_catalogue(add)
    table.sort(wanted.lengths, function(a, b) return a > b end)
    return wanted
end

-- ---- which figure a number is of ----------------------------------------------------------------------------

local between = {"开展", "举办", "组织", "召开", "进行", "完成", "共计", "累计", "总计", "合计", "总数", "达到", "开了", "共", "达", "为", "是", "有", "了", "已", "计"}

-- Words by their last character, to be taken off the ends of texts quickly.
function figure_words.tails(words)
    local of = {}
    for _, word in ipairs(words) do
        local char = word:sub(-char_bytes)
        of[char] = of[char] or {}
        table.insert(of[char], word)
    end
    return of
end

-- How many bytes of a text are left without such words at its end.
local function kept(text, length, tails)
    local again = true
    while again do
        again = false
        for _, word in ipairs(tails[text:sub(math.max(length - char_bytes + 1, 1), length)] or {}) do
            if length >= #word and text:sub(length - #word + 1, length) == word then
                length, again = length - #word, true
                break
            end
        end
    end
    return length
end

function figure_words.without_tail(text, tails) return text:sub(1, kept(text, #text, tails)) end

figure_words.between = between

local between_tails = figure_words.tails(between)

-- The first entry of a word whose unit is that of the measure and that may stand there; the others of the same word and unit.
local function of_unit(entries, unit, fits)
    local found
    for _, entry in ipairs(entries) do
        if entry.unit == unit and fits(entry) then
            if not found then found = {} end
            found[#found + 1] = entry
        end
    end
    return found
end

local has_now = {"共有", "现有", "下辖", "拥有"}

-- 现有, 共有: what stands before a stock whose number comes first
local function tells_stock(before)
    for _, word in ipairs(has_now) do
        if before:sub(-#word) == word then return true end
    end
    return false
end

local clause_marks = {[""] = true, ["，"] = true, ["。"] = true, ["；"] = true, ["、"] = true, ["！"] = true, ["？"] = true, ["）"] = true, ["（"] = true, ["\n"] = true}

-- 幼儿1500名， but not 幼儿30名参加
local function closes(text, behind) return clause_marks[text:sub(behind, behind)] or clause_marks[text:sub(behind, behind + 2)] or false end

-- Does a name begin behind what counts?
local function begins(text, after, counted, wanted)
    for k = 1, #counted do
        local behind = after + #counted[k].word
        if text:sub(behind, behind + 2) == "的" then behind = behind + char_bytes end
        if wanted.first[text:sub(behind, behind + char_bytes - 1)] then return true end
    end
    return false
end

-- Entries of the figure (one word may mean several; 一次联合教研 is any of them and no count), what counts it, where the name begins, and the byte behind number and name.
function figure_words.figure_at(text, i, j, wanted, number, opens)
    local counted, after = counted_at(text, j, number)
    if not counted or text:sub(i - char_bytes, i - 1) == "第" then return nil end -- 第9次
    local length_before = kept(text, i - 1, between_tails)
    local ends_a_word = wanted.last[text:sub(math.max(length_before - char_bytes + 1, 1), length_before)]
    local begins_a_word = begins(text, after, counted, wanted) and text:sub(i, j - 1) ~= "一"
    if not ends_a_word and not begins_a_word then return nil end
    local before, lengths = text:sub(1, length_before), wanted.lengths
    for n = 1, #lengths do
        local length = lengths[n]
        local may_end = ends_a_word and ends_a_word[length] and #before >= length
        for k = 1, (may_end or begins_a_word) and #counted or 0 do
            local unit, measure = counted[k].unit, counted[k].word
            local behind = after + #measure
            local next = text:sub(behind, behind + 2) == "的" and behind + char_bytes or behind
            local named = may_end and wanted.of[before:sub(-length)]
            local found = named and of_unit(named, unit, function(entry)
                return not entry.bare or (opens(before:sub(1, -length - 1)) and (not entry.stock or closes(text, behind)))
            end)
            if found then return found, measure, #before - length + 1, behind end
            named = begins_a_word and wanted.of[text:sub(next, next + length - 1)]
            found = named and of_unit(named, unit, function(entry)
                return (not entry.stock or unit == "%" or tells_stock(text:sub(1, i - 1))) and (not entry.bare or closes(text, next + length) and opens(text:sub(1, i - 1)))
            end)
            if found then return found, measure, i, next + length end
        end
    end
    return nil
end

return figure_words
