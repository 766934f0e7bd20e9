-- 《××集团××学年年度报告》, public edition, one for each group (domain 4.3): what was held, and nothing that §3.10 keeps.

local annual = require "annual"
local group_year = require "group_year"

return annual.publication({
    name = "公开版", word = "public", view = group_year.public,
    note = "集团内部工作安排和财务事项只列场次，不列内容。",
    more = function() return false end,
})
