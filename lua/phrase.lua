-- Words that a heading must not break inside: no browser, and no book, knows Chinese words (typography.md §5).

local phrase = {}

local kept = {
    "集团化办园", "典型案例", "幼儿园", "工作计划", "发展规划", "管理手册", "年度报告", "管理办公室", "教育体育局", "学年",
    "学前教育", "集团", "共享", "资源", "管理办法", "领导小组",
}
local lead = {} -- the kept words by their first character, longer ones first
table.sort(kept, function(a, b) return #a > #b or (#a == #b and a < b) end)
for _, word in ipairs(kept) do
    local first = word:match(utf8.charpattern)
    lead[first] = lead[first] or {}
    table.insert(lead[first], word)
end

local function kept_at(text, at, first)
    for _, word in ipairs(lead[first] or {}) do
        if text:sub(at, at + #word - 1) == word then return word end
    end
end

-- html: text with its references already made; words of the list, and years that a dash joins, wrapped in an element that
-- does not wrap, the longest first
function phrase.keep(html)
    local out, at = {}, 1
    while at <= #html do
        local first = html:match("^" .. utf8.charpattern, at)
        local word = html:match("^%d+—%d+", at) or kept_at(html, at, first)
        out[#out + 1] = word and '<span class="nb">' .. word .. "</span>" or first
        at = at + #(word or first)
    end
    return table.concat(out)
end

-- More words of titles and of offices' names: between two of them a line may end.
local known = {
    "关于", "征集", "印发", "做好", "开展", "报送", "召开", "举办", "加强", "通知", "方案", "办法", "意见", "报告", "工作",
    "集团化", "领导小组", "管理", "办公室", "贺兰县",
}
for _, word in ipairs(kept) do known[#known + 1] = word end
table.sort(known, function(a, b) return #a > #b or (#a == #b and a < b) end)

-- What goes with the word before it.
local behind = {["的"] = true, ["和"] = true, ["与"] = true, ["、"] = true}

local function word_at(text, at)
    for _, word in ipairs(known) do
        if text:sub(at, at + #word - 1) == word then return word end
    end
end

-- 关于征集2025—2026学年…的通知 as {"关于", "征集", "2025—2026学年", …}: what no word is known of stays whole, a
-- number goes with the word behind it, 的 with the one before.
function phrase.words(text)
    local list, rest, at = {}, "", 1
    while at <= #text do
        local word = word_at(text, at)
        if word then
            if behind[rest] and #list > 0 then
                list[#list], rest = list[#list] .. rest, ""
            elseif rest ~= "" and not rest:find("^%d") then
                list[#list + 1], rest = rest, ""
            end
            list[#list + 1], rest = rest .. word, ""
            at = at + #word
        else
            local char = text:match("^" .. utf8.charpattern, at)
            rest, at = rest .. char, at + #char
        end
    end
    if rest ~= "" then list[#list + 1] = rest end
    return list
end

-- A long name as two lines, broken between words, the first not the shorter; a short one as it is.
function phrase.lines(text, most)
    if utf8.len(text) <= most then return {text} end
    local words, best, gap = phrase.words(text), {text}, nil
    for i = 1, #words - 1 do
        local first, second = table.concat(words, "", 1, i), table.concat(words, "", i + 1)
        local more = utf8.len(first) - utf8.len(second)
        if more >= 0 and (not gap or more < gap) then best, gap = {first, second}, more end
    end
    return best
end

return phrase
