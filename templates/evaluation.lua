-- 《××幼儿园集团化办园××学年总体评估报告》, public edition (domain 4.4): totals of the county, and nothing that §3.10 keeps.

local evaluation = require "evaluation"
local group_year = require "group_year"
local review = require "review"

return evaluation.publication({
    name = "公开版", word = "public", view = group_year.public,
    note = "本版为公开版，只列全县合计，各集团情况见其年度报告。",
    prose = function(site, year)
        return site.evaluation_texts:where(function(row) return row.school_year == year and review.public(row) end)
    end,
    more = {}, annexes = {},
})
