-- What the plan says must be there and is not: domain §1, by the table in presence.lua. A warning at the group's or the county's page
-- with the number of the clause; not before it is due, nor of a group founded after the time it is of began.

local calendar = require "calendar"
local finding = require "finding"
local group_year = require "group_year"
local rules = require "presence"
local settings = require "settings"

local check = {}

local function context(site, county)
    local by_group, all, key = {}, {}, county.year.key
    local ctx = {site = site, county = county, year = county.year, as_of = county.as_of, set = settings.of(site)}
    function ctx.rows(collection, group)
        if not group then
            if not all[collection] then
                all[collection] = {}
                for i, row in ipairs(site[collection]) do all[collection][i] = row end
            end
            return all[collection]
        end
        ctx.lost = ctx.lost or site[collection]:lost(group)
        by_group[collection] = by_group[collection] or finding.by(site[collection], "group_id")
        return by_group[collection][group.id] or {}
    end
    -- A list of its own, which may be added to.
    function ctx.of_year(collection, group)
        local list = {}
        for _, row in ipairs(ctx.rows(collection, group)) do
            if row.school_year == key then list[#list + 1] = row end
        end
        return list
    end
    return ctx
end

local function owes(ctx, rule, group)
    if rule.due(ctx) > ctx.as_of then return false end
    local founded = group and calendar.day(group.established)
    return not (rule.since and founded) or founded <= rule.since(ctx)
end

local function warn(rule, row, missing, report)
    local what = missing == "" and rule.what or rule.what .. "：" .. missing
    finding.warn(report, row, nil, "presence", {"方案" .. rule.clause .. "要求的还没有：" .. what, "the plan asks for it (" .. rule.clause .. ") and it is not there: " .. what,
        "写在 " .. rule.where, "it belongs in " .. rule.where})
end

function check.run(site, report)
    local county = group_year.county(site)
    if not county then return end
    local ctx = context(site, county)
    for _, rule in ipairs(rules) do
        for _, row in ipairs(rule.of == "group" and site.groups or site.county) do
            local group = rule.of == "group" and row or nil
            ctx.lost = false -- what lay in a file that could not be read is not asked for
            local missing = owes(ctx, rule, group) and rule.missing(ctx, group)
            if missing and not ctx.lost then warn(rule, row, missing, report) end
        end
    end
end

return check
