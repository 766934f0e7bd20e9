-- 条文对照: two versions of a handbook, article by article (domain §4.6, §5.7).
--
--   comparison.of(site, old, new)    old, new: rows of handbooks or old_handbooks
--       {old, new, entries, shifts, counts = {changed, added, removed, moved, kept}}
--       entries, in the order of the new version: {kind, old, new, chapter, blocks, renumbered, why}
--           kind "changed", "added", "removed", "moved" (text as it was, elsewhere), "kept"; old, new: articles (see
--           articles.read), nil where there is none; chapter: 第二章　组织与职责, where it stands or stood
--           blocks = {{op, kind, mark, pieces}, …}: pieces as of diff.words; of kept ones nil
--           why: what the list of changes says about it
--           into: of a removed one, the changed entry that took up its words; from: of an added one, the changed entry that gave them up
--           marks_only: of a changed one, nothing but punctuation differs
--       shifts = {{from, to, new_from, new_to}, …}: rows of kept articles that have other numbers now
--   comparison.unnamed(result)       changed, added and removed articles that the list of changes does not name; nil when it
--                                    speaks of whole chapters or of the book

--   comparison.label(entry)          修订, 修订（仅标点）, 删去（并入现第九条）, 新增（由原第九条分出）
--   comparison.labels, .summary(result), .kept(result), .shift_lines(result)   the same in words

local articles = require "articles"
local diff = require "diff"
local handbooks = require "handbooks"
local references = require "references"
local words = require "words"

local comparison = {}

-- Two articles, or two paragraphs, less alike than this have nothing to do with each other; one that stands elsewhere
-- must be liker. By pairs of characters, articles on different matters share under 0.15.
local least_like, least_moved = 0.3, 0.7

-- Words of rules that readers take as one.
local whole = {"学年", "学期", "工作日", "应当", "可以", "不得", "必须", "成员单位", "成员园", "集团园", "以上", "以下", "以内", "以前",
    "以后", "每周", "每月", "每年", "上旬", "中旬", "下旬", "书面", "口头"}

-- ---- the articles of a version --------------------------------------------------------------------------

local function text_of(article)
    local texts = {}
    for i, block in ipairs(article.blocks) do texts[i] = block.text end
    return table.concat(texts, "\n")
end

local function add_articles(list, body, chapter)
    for _, article in ipairs(articles.read(body)) do
        list[#list + 1] = {article = article, chapter = chapter, text = text_of(article)}
    end
end

-- {{article, chapter, text}, …}: the words before the first chapter, then all chapters
local function read(site, handbook)
    local list = {}
    add_articles(list, handbook.body, "前言")
    for i, row in ipairs(handbooks.chapters(site, handbook)) do
        add_articles(list, row.body, "第" .. words.number(row.chapter or i) .. "章　" .. row.title)
    end
    return list
end

local function texts(list)
    local out = {}
    for i, entry in ipairs(list) do out[i] = entry.text end
    return out
end

-- ---- which became which -------------------------------------------------------------------------------------

-- Past so many pairs of articles left over nothing is looked for elsewhere.
local most_moved = 10000

-- Of the articles left over, those that stand elsewhere now.
local function rejoin_moved(pairs_found, old, new)
    local gone, come = {}, 0
    for _, pair in ipairs(pairs_found) do
        if not pair[2] then gone[#gone + 1] = pair end
        if not pair[1] then come = come + 1 end
    end
    if #gone * come > most_moved then return pairs_found end
    for _, pair in ipairs(pairs_found) do
        local best, best_like = nil, least_moved
        for _, other in ipairs(pair[1] and {} or gone) do
            local like = other[1] and diff.likeness(old[other[1]].text, new[pair[2]].text) or 0
            if like >= best_like then best, best_like = other, like end
        end
        if best then pair[1], pair.moved, best[1] = best[1], true, false end
    end
    return pairs_found
end

-- {[old number] = new number}
local function numbers_of(pairs_found, old, new)
    local to = {}
    for _, pair in ipairs(pairs_found) do
        local before, after = pair[1] and old[pair[1]].article.number, pair[2] and new[pair[2]].article.number
        if before and after then to[before] = after end
    end
    return to
end

-- ---- joined, parted, set with other marks ----------------------------------------------------------------------------

-- No dashes and points, which are parts of numbers too.
local marks = {"，", "、", "；", "：", "。", "！", "？", "“", "”", "‘", "’", "（", "）", "《", "》", "〈", "〉", "「", "」", "『", "』", "…"}

local function unmarked(text)
    for _, mark in ipairs(marks) do text = text:gsub(mark, "") end
    return (text:gsub("[;?!()%s]", ""))
end

-- What was taken out of an article, or put in, in one piece of text.
local function gone_or_come(entry, op)
    local texts_there = {}
    for _, block in ipairs(entry.blocks) do
        for _, piece in ipairs(block.pieces) do
            if piece.op == op then texts_there[#texts_there + 1] = piece.text end
        end
    end
    return table.concat(texts_there, "\n")
end

-- The changed entry whose text of that kind holds most of this one's words, or nil.
local function counterpart(text, changed, op)
    local best, best_share = nil, least_moved
    for _, other in ipairs(changed) do
        local share = diff.contained(text, other[op])
        if share >= best_share then best, best_share = other.entry, share end
    end
    return best
end

-- Joined and parted articles: a removed one went into a changed one, an added one came out of one.
local function tell_joined(entries)
    local changed, alone = {}, {}
    for _, entry in ipairs(entries) do
        if entry.kind == "changed" and entry.old.number and entry.new.number then
            changed[#changed + 1] = {entry = entry, ins = gone_or_come(entry, "ins"), del = gone_or_come(entry, "del")}
        elseif entry.kind == "added" or entry.kind == "removed" then
            alone[#alone + 1] = entry
        end
    end
    if #changed * #alone > most_moved then return end
    for _, entry in ipairs(alone) do
        if entry.kind == "removed" then entry.into = counterpart(text_of(entry.old), changed, "ins")
        else entry.from = counterpart(text_of(entry.new), changed, "del") end
    end
end

-- ---- what became of its text ------------------------------------------------------------------------------------

local function block_texts(article)
    local out = {}
    for i, block in ipairs(article and article.blocks or {}) do out[i] = block.text end
    return out
end

local function compare_blocks(old, new)
    local list = {}
    for _, pair in ipairs(diff.matched(block_texts(old), block_texts(new), least_like)) do
        local before, after = pair[1] and old.blocks[pair[1]], pair[2] and new.blocks[pair[2]]
        local shown = after or before
        local block = {kind = shown.kind, mark = shown.mark}
        if not before then block.op, block.pieces = "ins", {{op = "ins", text = after.text}}
        elseif not after then block.op, block.pieces = "del", {{op = "del", text = before.text}}
        else
            block.op = before.text == after.text and "same" or "changed"
            block.pieces = diff.words(before.text, after.text, whole)
        end
        list[#list + 1] = block
    end
    return list
end

local function kind_of(before, after, pair, to)
    if not before then return "added" end
    if not after then return "removed" end
    if before.text ~= after.text and references.renumber(before.text, to) ~= after.text then return "changed" end
    return pair.moved and "moved" or "kept"
end

local function entry_of(pair, old, new, to)
    local before, after = pair[1] and old[pair[1]] or nil, pair[2] and new[pair[2]] or nil
    local entry = {
        kind = kind_of(before, after, pair, to), old = before and before.article, new = after and after.article,
        chapter = (after or before).chapter,
    }
    entry.renumbered = entry.old and entry.new and entry.old.number ~= entry.new.number or false
    entry.marks_only = entry.kind == "changed" and unmarked(references.renumber(before.text, to)) == unmarked(after.text)
    if entry.kind ~= "kept" and entry.kind ~= "moved" then entry.blocks = compare_blocks(entry.old, entry.new) end
    return entry
end

-- ---- runs of other numbers ----------------------------------------------------------------------------------------

local function shifts_of(entries)
    local list = {}
    for _, entry in ipairs(entries) do
        local before, after = entry.old and entry.old.number, entry.new and entry.new.number
        local last = list[#list]
        if entry.kind == "kept" and before and after and before ~= after then
            if last and last.to + 1 == before and last.new_to + 1 == after then
                last.to, last.new_to = before, after
            else
                list[#list + 1] = {from = before, to = before, new_from = after, new_to = after}
            end
        end
    end
    return list
end

-- ---- what the list of changes says ----------------------------------------------------------------------------------

local function pieces(text, marks)
    local list = {}
    for piece in (text or ""):gsub(marks, "\n"):gmatch("[^\n]+") do list[#list + 1] = piece end
    return list
end

local function names(text, number)
    local before
    for _, found in ipairs(references.find(text)) do
        if found.unit == "条" then
            local joined = before and text:sub(before.last + 1, found.first - 1)
            if found.number == number then return true end
            if (joined == "至" or joined == "到") and before.number < number and number < found.number then return true end
            before = found
        end
    end
    return false
end

-- The rows of changes after the old version.
local function later_changes(old, new)
    local list = {}
    for _, change in ipairs(new.changes or {}) do
        if handbooks.older(old, {version = change.version or "", _file = ""}) then list[#list + 1] = change end
    end
    return list
end

local speaks_of_all = {"全文", "全书", "章", "编排", "各条"}

local function is_general(clause)
    for _, word in ipairs(speaks_of_all) do
        if clause:find(word, 1, true) then return true end
    end
    return #references.find(clause) == 0
end

local verbs = {added = "增", removed = "删", changed = "修"}

-- Whether a part of a clause, 新增第二十九条, speaks of articles that became what this one became; without a verb it may.
local function speaks_of(part, kind)
    for other, verb in pairs(verbs) do
        if part:find(verb, 1, true) then return other == kind or part:find(verbs[kind], 1, true) ~= nil end
    end
    return true
end

-- What a line of changes says of an article: the content in the place of the part of the clause that names it, 修订第六条，
-- 新增第二十九条 with two contents; else all of it.
local function content_for(change, number, kind)
    local clauses, contents = pieces(change.clause, "，"), pieces(change.content, "；")
    for i, clause in ipairs(clauses) do
        if names(clause, number) and speaks_of(clause, kind) then
            return #clauses == #contents and contents[i] or change.content or ""
        end
    end
    return nil
end

local function why(entry, changes)
    local article = entry.new or entry.old
    if not article.number or not verbs[entry.kind] then return nil end
    for _, change in ipairs(changes) do
        local content = content_for(change, article.number, entry.kind)
        if content then return content end
    end
    return nil
end

-- ---- all --------------------------------------------------------------------------------------------------------------

function comparison.of(site, old_row, new_row)
    local old, new = read(site, old_row), read(site, new_row)
    local found = rejoin_moved(diff.matched(texts(old), texts(new), least_like), old, new)
    local to, changes = numbers_of(found, old, new), later_changes(old_row, new_row)
    local entries, counts = {}, {changed = 0, added = 0, removed = 0, moved = 0, kept = 0}
    for _, pair in ipairs(found) do
        if pair[1] or pair[2] then
            local entry = entry_of(pair, old, new, to)
            entry.why = why(entry, changes)
            entries[#entries + 1] = entry
            counts[entry.kind] = counts[entry.kind] + 1
        end
    end
    tell_joined(entries)
    return {old = old_row, new = new_row, entries = entries, counts = counts, shifts = shifts_of(entries), changes = changes}
end

function comparison.unnamed(result)
    local list = {}
    for _, change in ipairs(result.changes) do
        if is_general(change.clause or "") then return nil end
    end
    for _, entry in ipairs(result.entries) do
        local article = entry.new or entry.old
        if verbs[entry.kind] and article.number and not entry.why then list[#list + 1] = entry end
    end
    return list
end

-- ---- in words -----------------------------------------------------------------------------------------------------------

comparison.labels = {changed = "修订", added = "新增", removed = "删去", moved = "移位"}

function comparison.label(entry)
    local said = entry.marks_only and "仅标点" or entry.into and "并入现" .. entry.into.new.name or entry.from and "由原" .. entry.from.old.name .. "分出"
    return comparison.labels[entry.kind] .. (said and "（" .. said .. "）" or "")
end

-- 修订两条，新增一条
function comparison.summary(result)
    local parts = {}
    for _, kind in ipairs {"changed", "added", "removed", "moved"} do
        local n = result.counts[kind]
        if n > 0 then parts[#parts + 1] = comparison.labels[kind] .. words.count(n) .. "条" end
    end
    return #parts > 0 and table.concat(parts, "，") or "条文没有改动"
end

-- How many articles stayed as they were.
function comparison.kept(result)
    local n = 0
    for _, entry in ipairs(result.entries) do n = n + (entry.kind == "kept" and entry.new.number and 1 or 0) end
    return n
end

-- 原第二十九条至第三十八条，现为第三十条至第三十九条
function comparison.shift_lines(result)
    local list = {}
    for i, shift in ipairs(result.shifts) do
        list[i] = "原" .. articles.range(shift.from, shift.to) .. "，现为" .. articles.range(shift.new_from, shift.new_to)
    end
    return list
end

return comparison
