-- What authors write in texts for everybody though only the office may read it (domain §3.10): rates below 100 % of duties and of
-- participation, points, grades, places in a ranking, 通报. Whether the number is right makes no difference.
--
-- Only sentences that say so of a group or a kindergarten are meant: parents' 参与率 and the sum of a sample are nobody's mark.
-- check_figures reads the texts and hands them on, so that they are read once.

local units = require "units"
local words = require "words"

local check = {}

local function below_whole(sentence, word)
    for number in sentence:gmatch(word .. "[^%d，；]-(%d+%.?%d*)[%%％]") do
        if tonumber(number) < 100 then return word .. number .. "%" end
    end
    return nil
end

local judged_ones = {"成员园", "成员单位", "各园", "活动参与率"}
local of_assessment = {"考核", "局评", "自评", "评估"}
local of_the_county = {"全县", "十个集团", "各集团"}

-- {word that every such sentence has, what of it may not be said: function(sentence, ctx) → the words, or nil}
local rules = {
    {"履行率", function(sentence) return below_whole(sentence, "履行率") end},
    {"参与率", function(sentence, ctx)
        return (words.first_in(sentence, judged_ones) or words.first_in(sentence, ctx.names())) and below_whole(sentence, "参与率")
    end},
    {"得分", function(sentence) return words.first_in(sentence, of_assessment) and sentence:match("得分[^%d，；]-%d+%.?%d*分?") end},
    {"等次", function(sentence) return words.first_in(sentence, of_assessment) and (sentence:match("等次[^，；]-优秀") or sentence:match("等次[^，；]-良好") or sentence:match("等次[^，；]-合格")) end},
    {"排名第", function(sentence) return words.first_in(sentence, of_the_county) and "排名第" end},
    {"通报批评", function(sentence, ctx) return words.first_in(sentence, ctx.names()) and "通报批评" end},
    {"参与不力", function(sentence, ctx) return words.first_in(sentence, ctx.names()) and "参与不力" end},
}

local function said_in(text, ctx)
    for _, rule in ipairs(rules) do
        if text:find(rule[1], 1, true) then
            for sentence in text:gsub("。", "\n"):gmatch("[^\n]+") do
                local said = sentence:find(rule[1], 1, true) and rule[2](sentence, ctx)
                if said then return said end
            end
        end
    end
    return nil
end

local function tell(at, said, report)
    report{level = "error", code = "office-only", at = at, zh = "只供内部的内容写进了公开的文字：" .. said, en = "for the office alone, in a text for everybody: " .. said,
        hint = "删去或改写；履行率、参与率、得分、等次、排名和通报只在内部版里", hint_en = "take it out: rates, points, grades, rankings and circulars stand in internal editions alone"}
end

-- The names of kindergartens and groups, read when a sentence asks for them.
local function names_of(site)
    local list
    return function()
        if not list then
            list = {}
            for _, row in ipairs(site.units) do
                list[#list + 1] = row.name
                for _, alias in ipairs(units.list(row.aliases)) do list[#list + 1] = alias end
            end
            for _, row in ipairs(site.groups) do list[#list + 1] = row.name end
        end
        return list
    end
end

-- For the texts of one run: of(site) → judge(row, block, text, report), block of the row's body with its text, or nil with the
-- row's own words.
function check.of(site)
    local ctx = {names = names_of(site)}
    return function(row, block, text, report)
        local said = said_in(text, ctx)
        if said then tell(block or row, said, report) end
    end
end

return check
