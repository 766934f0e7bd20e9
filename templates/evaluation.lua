-- 《××幼儿园集团化办园××学年总体评估报告》, public edition (domain 4.4): totals of the county, and nothing that §3.10 keeps.

local evaluation = require "evaluation"
local parts = require "evaluation_parts"

return evaluation.publication(parts.public)
