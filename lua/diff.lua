-- What differs between two texts, as a reader would mark it.
--
--   diff.runs(a, b)               two lists of strings: {{op, first, last, first_b, last_b}, …}, op "same", "del", "ins"
--   diff.words(old, new, whole)   two texts: {{op, text}, …}; whole: words that are never divided, a list
--   diff.likeness(old, new)       0 to 1: how many of their pairs of neighbouring characters two texts share
--   diff.contained(part, whole)   0 to 1: how many of those of part are whole's too
--   diff.matched(old, new, least) two lists of texts: {{i, j}, …} in order, which of the old became which of the new; i or j
--                                 false where there is none as like as `least`
--
-- Lists are aligned by E. Myers, An O(ND) Difference Algorithm and Its Variations (1986): the fewest deletions and
-- insertions. The fewest are not what reads best: 三十日 and 十五日 have 十 and 日 in common. So numbers, Latin words and the
-- `whole` words count as one, scraps between two changes go into them, and a change lies along commas where it can.

local diff = {}

-- Past so many changes two lists have too little in common to be aligned: what lies between their common ends is
-- replaced whole. Bounds time and memory by most ^ 2 / 2 steps.
local most = 500

-- ---- lists ---------------------------------------------------------------------------------------

-- The furthest points reached on each diagonal after 0, 1, … changes; nil when there are too many.
local function rounds_of(a, b, skip, n, m)
    local rounds, before = {}, {}
    for d = 0, math.min(most, n + m) do
        local now = {}
        for k = -d, d, 2 do
            local left, right = before[k - 1] or -1, before[k + 1] or -1
            local x = d == 0 and 0 or left < right and right or left + 1
            while x < n and x - k < m and a[skip + x + 1] == b[skip + x - k + 1] do x = x + 1 end
            now[k] = x
            if x >= n and x - k >= m then
                rounds[d] = now
                return rounds, d
            end
        end
        rounds[d], before = now, now
    end
    return nil
end

-- The same way back from the end: {op, …}, the last step first.
local function steps_back(rounds, d, n, m)
    local steps, x, y = {}, n, m
    for round = d - 1, 0, -1 do
        local before, k = rounds[round], x - y
        local left, right = before[k - 1] or -1, before[k + 1] or -1
        local from_x = left < right and right or left
        local from_y = from_x - (left < right and k + 1 or k - 1)
        while x > from_x and y > from_y do
            steps[#steps + 1] = "same"
            x, y = x - 1, y - 1
        end
        steps[#steps + 1] = x == from_x and "ins" or "del"
        x, y = from_x, from_y
    end
    for _ = 1, x do steps[#steps + 1] = "same" end
    return steps
end

local function push(runs, op, n, n_b)
    local before = runs[#runs]
    if n == 0 and n_b == 0 then return end
    if before and before.op == op then
        before.last, before.last_b = before.last + n, before.last_b + n_b
        return
    end
    local last, last_b = before and before.last or 0, before and before.last_b or 0
    runs[#runs + 1] = {op = op, first = last + 1, last = last + n, first_b = last_b + 1, last_b = last_b + n_b}
end

local function common_ends(a, b)
    local shorter, head, tail = math.min(#a, #b), 0, 0
    while head < shorter and a[head + 1] == b[head + 1] do head = head + 1 end
    while tail < shorter - head and a[#a - tail] == b[#b - tail] do tail = tail + 1 end
    return head, tail
end

function diff.runs(a, b)
    local head, tail = common_ends(a, b)
    local n, m = #a - head - tail, #b - head - tail
    local runs = {}
    push(runs, "same", head, head)
    local rounds, d = rounds_of(a, b, head, n, m)
    if rounds then
        local steps = steps_back(rounds, d, n, m)
        for i = #steps, 1, -1 do
            push(runs, steps[i], steps[i] == "ins" and 0 or 1, steps[i] == "del" and 0 or 1)
        end
    else
        push(runs, "del", n, 0)
        push(runs, "ins", 0, m)
    end
    push(runs, "same", tail, tail)
    return runs
end

-- ---- words -----------------------------------------------------------------------------------------

local numerals, stops = {}, {}
for _, code in utf8.codes("〇零一二三四五六七八九十百千万") do numerals[utf8.char(code)] = true end
for _, code in utf8.codes("，。、；：！？（）“”《》〔〕　 ｜\n") do stops[utf8.char(code)] = true end

-- {[first character] = {words, the longest first}}
local function by_first(whole)
    local list = {}
    for _, word in ipairs(whole or {}) do
        local first = word:match(utf8.charpattern)
        list[first] = list[first] or {}
        table.insert(list[first], word)
    end
    for _, words in pairs(list) do table.sort(words, function(x, y) return #x > #y end) end
    return list
end

-- Where a word that begins at `at` ends.
local function word_end(text, at, char, whole)
    local last = select(2, text:find("^[%w%.%%]+", at))
    if last then return last end
    for _, word in ipairs(whole[char] or {}) do
        if text:sub(at, at + #word - 1) == word then return at + #word - 1 end
    end
    last = at + #char - 1
    while numerals[char] do
        char = text:match(utf8.charpattern, last + 1)
        last = last + (numerals[char] and #char or 0)
    end
    return last
end

local function split(text, whole)
    local list, at = {}, 1
    while at <= #text do
        local char = text:match(utf8.charpattern, at)
        local last = word_end(text, at, char, whole)
        list[#list + 1] = text:sub(at, last)
        at = last + 1
    end
    return list
end

-- ---- what reads best ---------------------------------------------------------------------------------

-- {{same = {words}} or {del = {words}, ins = {words}}, …}: changes and what is between them, in turn
local function changes_of(runs, a, b)
    local list = {}
    for _, run in ipairs(runs) do
        local last = list[#list]
        if run.op == "same" then
            list[#list + 1] = {same = table.move(a, run.first, run.last, 1, {})}
        else
            if not last or last.same then
                last = {del = {}, ins = {}}
                list[#list + 1] = last
            end
            table.move(a, run.first, run.last, #last.del + 1, last.del)
            table.move(b, run.first_b, run.last_b, #last.ins + 1, last.ins)
        end
    end
    return list
end

local function length(words)
    local n = 0
    for _, word in ipairs(words) do n = n + (stops[word] and 0 or utf8.len(word)) end
    return n
end

local function size(change) return math.max(length(change.del), length(change.ins)) end

local function append(to, words) table.move(words, 1, #words, #to + 1, to) end

-- What is shorter than the changes on both sides, up to five characters, is a scrap between them. A stop is none, nor is
-- anything between two additions, or two deletions: those read well.
local function is_scrap(same, before, after)
    local n = length(same)
    local least = math.min(size(before), size(after))
    local mixed = #before.del + #after.del > 0 and #before.ins + #after.ins > 0
    return mixed and n > 0 and (n <= 5 and n < least or n == 1 and n <= least)
end

local function without_scraps(list)
    local kept = {}
    for i, entry in ipairs(list) do
        local before, after = kept[#kept], list[i + 1]
        if entry.same and before and after and before.del and is_scrap(entry.same, before, after) then
            append(before.del, entry.same)
            append(before.ins, entry.same)
        elseif entry.del and before and before.del then
            append(before.del, entry.del)
            append(before.ins, entry.ins)
        else
            kept[#kept + 1] = entry
        end
    end
    return kept
end

-- How well a change sits between two words: best from one stop to the next.
local function fit(before, last)
    return ((before == nil or stops[before]) and 2 or 0) + (stops[last] and last ~= "（" and last ~= "“" and 1 or 0)
end

-- A pure deletion or insertion between the same words may as well lie further back or on: 甲、[乙、]丙 or 甲[、乙]、丙.
local function slide(words, before, after)
    while #before > 0 and before[#before] == words[#words] do
        table.insert(after, 1, table.remove(before))
        table.insert(words, 1, table.remove(words))
    end
    local best, best_at, moved = fit(before[#before], words[#words]), 0, 0
    while #after > 0 and after[1] == words[1] do
        table.insert(before, table.remove(after, 1))
        table.insert(words, table.remove(words, 1))
        moved = moved + 1
        local now = fit(before[#before], words[#words])
        if now >= best then best, best_at = now, moved end
    end
    for _ = best_at + 1, moved do
        table.insert(after, 1, table.remove(before))
        table.insert(words, 1, table.remove(words))
    end
end

local function settle(list)
    for i, entry in ipairs(list) do
        local one = entry.del and (#entry.del == 0 and entry.ins or #entry.ins == 0 and entry.del)
        if one then slide(one, (list[i - 1] or {same = {}}).same, (list[i + 1] or {same = {}}).same) end
    end
    return list
end

local function pieces(list)
    local out = {}
    for _, entry in ipairs(list) do
        for _, op in ipairs {"same", "del", "ins"} do
            local text = table.concat(entry[op] or {})
            if text ~= "" then out[#out + 1] = {op = op, text = text} end
        end
    end
    return out
end

-- How much of the shorter text is in the other.
local function share_kept(list)
    local same, del, ins = 0, 0, 0
    for _, entry in ipairs(list) do
        if entry.same then same = same + length(entry.same)
        else del, ins = del + length(entry.del), ins + length(entry.ins) end
    end
    return same / math.max(1, same + math.min(del, ins))
end

-- A text that keeps less than this is shown as struck and written anew.
local least_kept = 0.25

function diff.words(old, new, whole)
    if old == new then return {{op = "same", text = old}} end
    local lexicon = by_first(whole)
    local a, b = split(old, lexicon), split(new, lexicon)
    local list = without_scraps(changes_of(diff.runs(a, b), a, b))
    if share_kept(list) < least_kept then list = {{del = {old}, ins = {new}}} end
    return pieces(settle(list))
end

-- ---- likeness ------------------------------------------------------------------------------------------

-- How often each pair of neighbouring characters stands in a text, the keys in order, and how many there are.
local function pairs_of(text)
    local count, keys, n, before = {}, {}, 0, nil
    for _, code in utf8.codes(text) do
        if before then
            local key = before << 21 | code
            if not count[key] then keys[#keys + 1] = key end
            count[key], n = (count[key] or 0) + 1, n + 1
        end
        before = code
    end
    return {count = count, keys = keys, n = n, text = text}
end

local function shared_by(a, b)
    local shared, other = 0, b.count
    for _, key in ipairs(a.keys) do
        local there = other[key]
        if there then shared = shared + math.min(a.count[key], there) end
    end
    return shared
end

local function alike(a, b)
    if a.text == b.text then return 1 end
    return a.n + b.n == 0 and 0 or 2 * shared_by(a, b) / (a.n + b.n)
end

function diff.likeness(old, new) return alike(pairs_of(old), pairs_of(new)) end

function diff.contained(part, whole)
    local a = pairs_of(part)
    return a.n == 0 and 0 or shared_by(a, pairs_of(whole)) / a.n
end

-- ---- lists of texts --------------------------------------------------------------------------------------

-- Past so many pairs of texts to compare, those between two that are the same count as struck and written anew.
local most_pairs = 40000

-- The order-keeping choice of pairs whose likenesses add up to the most: score[i][j] for the first i and j.
local function scores(old, new, least)
    local score = {[0] = {}}
    for j = 0, #new do score[0][j] = 0 end
    for i = 1, #old do
        score[i] = {[0] = 0}
        for j = 1, #new do
            local like = alike(old[i], new[j])
            local both = like >= least and score[i - 1][j - 1] + like or 0
            score[i][j] = math.max(both, score[i - 1][j], score[i][j - 1])
        end
    end
    return score
end

local function match_gap(old, new, least, add)
    if #old * #new > most_pairs then
        for i = 1, #old do add(i, false) end
        for j = 1, #new do add(false, j) end
        return
    end
    local score, back, i, j = scores(old, new, least), {}, #old, #new
    while i > 0 or j > 0 do
        if j > 0 and score[i][j] == score[i][j - 1] then
            back[#back + 1], j = {false, j}, j - 1
        elseif i > 0 and score[i][j] == score[i - 1][j] then
            back[#back + 1], i = {i, false}, i - 1
        else
            back[#back + 1], i, j = {i, j}, i - 1, j - 1
        end
    end
    for k = #back, 1, -1 do add(back[k][1], back[k][2]) end
end

local function profiles(texts, first, last)
    local list = {}
    for i = first, last do list[#list + 1] = pairs_of(texts[i]) end
    return list
end

function diff.matched(old, new, least)
    local list, at, at_b = {}, 0, 0
    local function gap(last, last_b)
        match_gap(profiles(old, at + 1, last), profiles(new, at_b + 1, last_b), least, function(i, j)
            list[#list + 1] = {i and at + i, j and at_b + j}
        end)
    end
    for _, run in ipairs(diff.runs(old, new)) do
        if run.op == "same" then
            gap(run.first - 1, run.first_b - 1)
            for k = 0, run.last - run.first do list[#list + 1] = {run.first + k, run.first_b + k} end
            at, at_b = run.last, run.last_b
        end
    end
    gap(#old, #new)
    return list
end

return diff
