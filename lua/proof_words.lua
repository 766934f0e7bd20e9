-- Words that the county does not want, the county's motto word for word, names as they are registered
-- (domain §5.6, §1 #4, #20, #42).
--
-- Registered names hide what is in them, the longest first, and so do the rows 放行 of the lists: 第一 is not
-- found in 贺兰县第一幼儿园 nor in 第一学期. What stands in the title 《…》 of a document, or in a quotation
-- “…” from one that is named before it, is as it was written there: the first is passed over, the second noted.

local proof_variants = require "proof_variants"

local proof_words = {}

local level_of = {["错误"] = "error", ["警告"] = "warning", ["提示"] = "note"}

-- 范围 of the lists: which collections; what is not here means all of them. 宣传 is what leaflets say (brand_check).
local scopes = {
    ["案例"] = {cases = true}, ["新闻"] = {stories = true, notices = true}, ["手册"] = {handbooks = true, chapters = true},
    ["计划"] = {plans = true}, ["集团"] = {groups = true}, ["宣传"] = {},
    ["报告"] = {reports = true, prefaces = true}, ["记录"] = {activities = true, flows = true},
}

-- The parts of a text between 、 ， and ；.
local function split(text)
    local parts = {}
    local lines = text:gsub("、", "\n"):gsub("，", "\n"):gsub("；", "\n")
    for part in lines:gmatch("[^\n]+") do parts[#parts + 1] = part end
    return parts
end

-- ---- lists ---------------------------------------------------------------------------------------

-- The newest list of the bureau that is not later than the day figures are as of.
local function bureau_rows(site)
    local newest
    for _, row in ipairs(site.bureau_wording) do
        if row.list_date <= tostring(site.as_of) and (not newest or row.list_date > newest) then newest = row.list_date end
    end
    local rows = {}
    for _, row in ipairs(site.bureau_wording) do
        if row.list_date == newest then rows[#rows + 1] = row end
    end
    return rows, newest
end

local function in_scope(where, collection)
    if not where then return true end
    local known = false
    for _, name in ipairs(split(where)) do
        local scope = scopes[name]
        if not scope or scope[collection] then return true end
        known = true
    end
    return not known
end

-- ---- what is looked for ---------------------------------------------------------------------------

-- {find = words, mask = words, of = for each word what it is}
local function search_of(site)
    local search = {find = {}, mask = {}, of = {}}
    local function find(word, what)
        search.find[#search.find + 1] = word
        search.of[#search.of + 1] = what
    end
    local function add_list(rows, code, date)
        local of = {} -- a word may stand in several rows, each for texts of its own
        for _, row in ipairs(rows) do
            local word = row["词语"]
            if row["级别"] == "放行" then
                search.mask[#search.mask + 1] = word
            elseif of[word] then
                table.insert(of[word].rows, row)
            else
                of[word] = {kind = "word", rows = {row}, code = code, date = date}
                find(word, of[word])
            end
        end
    end
    add_list(site.wording, "proof-word")
    add_list(bureau_rows(site), "proof-bureau", select(2, bureau_rows(site)))
    return search, find
end

-- All names by which units and groups go, those that begin with the county's also without it.
local function known_names(site)
    local names = {}
    local county = site.county[1] and site.county[1].name or ""
    for _, unit in ipairs(site.units) do
        local name = unit["单位名称"]
        local short = name:sub(1, #county) == county and name:sub(#county + 1) or ""
        names[#names + 1] = name
        if utf8.len(short) > 5 then names[#names + 1] = short end -- 德胜第一幼儿园, but not 第一幼儿园
        for _, alias in ipairs(unit["别名"] or {}) do names[#names + 1] = alias end
    end
    for _, group in ipairs(site.groups) do
        names[#names + 1] = group.name
        names[#names + 1] = group.short_name
    end
    return names
end

-- ---- the motto ------------------------------------------------------------------------------------

-- 办好每一所幼儿园、… : the first five characters of each part tell that the motto is meant.
local lead = 5

local function add_motto(site, find)
    for _, county in ipairs(site.county) do
        for _, part in ipairs(split(county.motto or "")) do
            local stop = utf8.offset(part, lead + 1)
            if stop then find(part:sub(1, stop - 1), {kind = "motto", motto = county.motto}) end
        end
    end
end

local function judge_motto(hit, what)
    local quote = hit.quote
    if quote and quote:sub(-#"。") == "。" then quote = quote:sub(1, -1 - #"。") end
    if not quote or what.motto:find(quote, 1, true) then return nil end
    return {level = "error", code = "proof-motto", text = quote, advice = what.motto,
        zh = "引号里的办园理念与规定的文字不同：" .. quote, en = "the motto in quotes is not word for word: " .. quote,
        hint = "应为“" .. what.motto .. "”；不是引用原文就去掉引号", hint_en = "it is “" .. what.motto .. "”; or take the quotes away"}
end

-- ---- names ----------------------------------------------------------------------------------------

local ending = "幼儿园"

local function characters(text)
    local list = {}
    for _, code in utf8.codes(text) do list[#list + 1] = utf8.char(code) end
    return list
end

-- The run of Han that ends in 幼儿园, and what stands before it.
local function run_before(hit)
    local run, mark = {}, nil
    for _, c in ipairs(characters(hit.before or "")) do
        local code = utf8.codepoint(c)
        if code >= 0x4E00 and code <= 0x9FFF or code == 0x3007 then
            run[#run + 1] = c
        else
            run, mark = {}, c
        end
    end
    for _, c in ipairs(characters(ending)) do run[#run + 1] = c end
    return run, mark
end

-- Whether the end of the run is the name with one character changed or, where the name is long enough, left out.
local function is_near(run, name)
    local n = #name
    for missing = 0, n >= 6 and 1 or 0 do
        local length = n - missing
        local first, skipped, wrong = #run - length, 0, 0
        if first >= 0 then
            for i = 1, length do
                if run[first + i] ~= name[i + skipped] then
                    if missing == 1 and skipped == 0 and run[first + i] == name[i + 1] then skipped = 1 else wrong = wrong + 1 end
                end
            end
            if wrong == 0 and missing == 1 or wrong == 1 and missing == 0 then return length end
        end
    end
    return nil
end

-- 第一幼儿园 alone: the end of several names, so nobody knows which. Their list, or nil.
local function ambiguous(run, names)
    local text, list = table.concat(run), {}
    for _, candidate in ipairs(names) do
        if candidate.name ~= text and candidate.name:sub(-#text) == text then list[#list + 1] = candidate.name end
    end
    return #run > utf8.len(ending) and #list > 1 and table.concat(list, "、") or nil
end

local function add_names(site, find)
    local full, seen = {}, {}
    for _, unit in ipairs(site.units) do
        local name = unit["单位名称"]
        if name:sub(-#ending) == ending and not seen[name] then
            seen[name] = true
            full[#full + 1] = {name = name, parts = characters(name)}
        end
    end
    table.sort(full, function(a, b) return #a.name > #b.name or #a.name == #b.name and a.name < b.name end)
    find(ending, {kind = "name", names = full})
end

local least = 6 -- characters of a name that a changed one is told by: of 稻香幼儿园 and 禾香幼儿园 either may be meant

local function name_found(written, meant, zh, en)
    return {level = "note", code = "proof-name", text = written, advice = meant, zh = zh .. "：" .. written, en = en .. ": " .. written,
        hint = "是否指“" .. meant .. "”", hint_en = "is " .. meant .. " meant?"}
end

local function judge_name(hit, what)
    local run, mark = run_before(hit)
    local list = mark ~= "、" and ambiguous(run, what.names) -- 贺兰县第一、第二幼儿园 is clear
    if list then return name_found(table.concat(run), list, "园名没有写全", "a name that several have") end
    for _, candidate in ipairs(what.names) do
        local length = #candidate.parts >= least and is_near(run, candidate.parts)
        if length then
            return name_found(table.concat(run, "", #run - length + 1), candidate.name, "没有登记这个园名", "no such name is registered")
        end
    end
    return nil
end

-- ---- words ----------------------------------------------------------------------------------------

-- 10日前: what begins with 年, 月 or 日 behind a number is part of a date.
local function in_date(hit)
    local first = hit.text:sub(1, 3)
    return (first == "日" or first == "月" or first == "年") and (hit.before or ""):find("%d$") ~= nil
end

-- What somebody said stays as it was said, as long as it is only worth a hint.
local function is_speech(hit, row)
    return hit.quote ~= nil and not hit.quoted_from and row["级别"] == "提示"
end

local function quoted(found, hit)
    found.level = "note"
    found.zh = "引自" .. hit.quoted_from .. "的“" .. hit.text .. "”，照录原文"
    found.en = "\"" .. hit.text .. "\" is quoted from " .. hit.quoted_from
    found.hint, found.hint_en = "确是原文就不必改；必要时加注", "if it is the wording of the source, leave it"
    return found
end

local function row_for(hit, rows)
    for _, row in ipairs(rows) do
        if not is_speech(hit, row) and in_scope(row["范围"], hit.collection) then return row end
    end
    return nil
end

local function judge_word(hit, what)
    local row = not (hit.title or in_date(hit)) and row_for(hit, what.rows)
    if not row then return nil end
    local advice, why = row["建议"], row["说明"]
    local found = {level = level_of[row["级别"]], code = what.code, text = hit.text, advice = advice,
        zh = "用语“" .. hit.text .. "”" .. (why and "：" .. why or "在用语表中") .. (what.date and "（" .. what.date .. "名单）" or ""),
        en = "the word list has \"" .. hit.text .. "\"",
        hint = advice and "建议：" .. advice or "核对语境", hint_en = advice or "see whether it fits"}
    return hit.quoted_from and quoted(found, hit) or found
end

local function add_variants(site, find)
    for _, entry in ipairs(proof_variants.of(site)) do find(entry.text, {kind = "variant", names = entry.names}) end
end

local function judge_variant(hit, what)
    return name_found(hit.text, table.concat(what.names, "、"), "没有登记这个名称", "no such name is registered")
end

local judges = {variant = judge_variant, word = judge_word, motto = judge_motto, name = judge_name}

-- The findings, each with the place of its hit.
function proof_words.find(site)
    local search, find = search_of(site)
    for _, name in ipairs(known_names(site)) do search.mask[#search.mask + 1] = name end
    add_motto(site, find)
    add_names(site, find)
    add_variants(site, find)
    local list, told = {}, {}
    for _, hit in ipairs(site.words{find = search.find, mask = search.mask}) do
        local what = search.of[hit.word]
        local found = judges[what.kind](hit, what)
        local once = what.kind == "motto" and found and hit.place:match("^(.*):") .. found.text -- of several parts of one quotation
        if found and not told[once] then
            if once then told[once] = true end
            found.place, found.line, found.column, found.source = hit.place, hit.line, hit.column, hit.source
            found.row, found.collection, found.part = hit.row, hit.collection, hit.part
            found.context, found.lead = (hit.before or "") .. hit.text .. (hit.behind or ""), #(hit.before or "")
            if found.text ~= hit.text then found.lead = (found.context:find(found.text, 1, true) or 1) - 1 end
            list[#list + 1] = found
        end
    end
    return list
end

return proof_words
