-- Proofreading (domain §5.6): what `kanben check --proof` says, and what the list N3 prints.
--
--   proof.findings(site)   all findings in the order of files and places, each a table that report{} takes, with
--                          place  "content/…/a.md:12:5"     code    proof-half, proof-word …
--                          level  error, warning, note      text    what stands there
--                          context  with some characters around it, lead bytes of them before it
--                          advice  what to write instead, or nil
--                          row, collection, part (the field; nil: the body), zh, en, hint, hint_en
--   proof.run(site, report)   the same as messages
--
-- The typography is the engine's (site.lint); the words are the county's: config/wording.csv, the dated list
-- of the bureau config/bureau-wording-日期.csv, and proof_words.lua. What the county lets pass is in
-- config/proof.csv: a rule as a whole or only where a certain text stands, at another level or not at all.

local proof_words = require "proof_words"

local proof = {}

local level_of = {["错误"] = "error", ["警告"] = "warning", ["提示"] = "note"}

-- config/proof.csv by rule
local function decisions(site)
    local by_rule = {}
    for _, row in ipairs(site.proof_rules) do
        local rule = row["规则"]
        by_rule[rule] = by_rule[rule] or {}
        table.insert(by_rule[rule], row)
    end
    return by_rule
end

-- Whether the text that the county named stands around what was found, or in it.
local function stands_there(text, found)
    local first, last = found.lead + 1, found.lead + #found.text
    local from, to = found.context:find(text, 1, true)
    while from do
        if from <= first and to >= last or from >= first and to <= last then return true end
        from, to = found.context:find(text, from + 1, true)
    end
    return false
end

local function fits(row, found)
    return (not row["文字"] or stands_there(row["文字"], found)) and
        (not row["文件"] or found.place:find(row["文件"], 1, true) ~= nil)
end

-- The level the county wants; nil: nothing is said. A row for a text goes before one for the whole rule.
local function level(rows, found)
    local chosen
    for _, row in ipairs(rows or {}) do
        if fits(row, found) and (not chosen or row["文字"]) then chosen = row end
    end
    if not chosen then return found.level end
    return level_of[chosen["处理"]]
end

local function before(a, b)
    if a.path ~= b.path then return a.path < b.path end
    if a.line ~= b.line then return a.line < b.line end
    if a.column ~= b.column then return a.column < b.column end
    return a.code < b.code
end

function proof.findings(site)
    local by_rule, list = decisions(site), {}
    for _, source in ipairs {site.lint(), proof_words.find(site)} do
        for _, found in ipairs(source) do
            found.level = level(by_rule[found.code], found)
            found.path = found.place:match("^(.-):") or found.place
            if found.level then list[#list + 1] = found end
        end
    end
    table.sort(list, before)
    return list
end

function proof.run(site, report)
    for _, found in ipairs(proof.findings(site)) do
        report{level = found.level, code = found.code, at = found, zh = found.zh, en = found.en,
            hint = found.hint, hint_en = found.hint_en}
    end
end

return proof
