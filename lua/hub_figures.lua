-- 数据 on the county's hub (domain §4.1, §3.8, §3.10): layout and coverage, whom leads pull along, events by month and type,
-- cases by theme, gains: totals of the county as its public evaluation report prints them, never a group by itself.
--
--   hub_figures.parts(site)   {{id, title, nodes}, …}, nodes for markup; empty without a school year
--
-- Worked out when the page is made, for the plan needs none of it.

local county_year = require "county_year"
local design = require "design"
local event_counts = require "event_counts"
local group_year = require "group_year"
local overview = require "evaluation_overview"
local work = require "evaluation_work"

local hub_figures = {}

local function nodes_of(...)
    local list = {}
    for i = 1, select("#", ...) do
        local node = (select(i, ...))
        if node then list[#list + 1] = node end
    end
    return list
end

function hub_figures.parts(site)
    if not group_year.county(site) then return {} end
    local year, parts = county_year.of(site, group_year.public), {}
    local function add(id, title, ...)
        local nodes = nodes_of(...)
        if #nodes > 0 then parts[#parts + 1] = {id = id, title = title, nodes = nodes} end
    end
    add("coverage", "布局与覆盖", overview.coverage(year), overview.structure(year))
    add("pulls", "带动关系", overview.pulls(year))
    add("events", "活动", work.sum(year), work.month_chart(year), event_counts.type_chart(year.events, year.county.types.order, design.county_brand))
    add("cases", "案例", work.theme_chart(year))
    add("gains", "五个提升", work.lift_chart(year), work.lift_table(year))
    return parts
end

return hub_figures
