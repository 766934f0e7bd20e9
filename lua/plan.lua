-- What the county's plan fixes by its own words: ten groups in their order, the motto, what a 工作方案 holds.
-- (What a handbook covers: handbooks.lua.)
-- Clause numbers are those of domain §1.

local plan = {}

-- #4
plan.motto = "办好每一所幼儿园、成就每一位教师、幸福每一名幼儿"

-- #42: ids, and the names of the lead units; a group is called like its lead, with a word behind it.
plan.groups = {
    {id = "hlyey", lead = "贺兰县幼儿园"},
    {id = "hl01", lead = "贺兰县第一幼儿园"},
    {id = "hl02", lead = "贺兰县第二幼儿园"},
    {id = "hl03", lead = "贺兰县第三幼儿园"},
    {id = "hl04", lead = "贺兰县第四幼儿园"},
    {id = "ds01", lead = "贺兰县德胜第一幼儿园"},
    {id = "ds10", lead = "贺兰县德胜第十幼儿园"},
    {id = "hl10", lead = "贺兰县第十幼儿园"},
    {id = "hl15", lead = "贺兰县第十五幼儿园"},
    {id = "tyc01", lead = "太阳城第一幼儿园"},
}

-- #41: each addressed by the group's 组建说明.
plan.principles = {"相对就近", "便于工作", "党政兼顾", "综合管理"}

-- #45: the sections of a 工作方案, either word of a pair.
plan.work_sections = {{"组织架构"}, {"职责"}, {"流程"}, {"文化"}}

return plan
