-- The public annual report on the web, whole: the same chapters, tables, charts and annexes as its book (domain §5.5: a PDF has an
-- HTML twin), from the same parts and in the same form of the year, so that neither says what the other keeps.
--
--   annual_page.report(site, group, row)      of a year that books are made for: {figures = {{name, value, unit}, …}, chart, chapters}
--   annual_page.annexes(site, group, row)     annexes, both as annual_parts has them
--
-- Pictures of the group are on its other pages; those of the report's own words stay with them.

local annual_cases = require "annual_cases"
local annual_glance = require "annual_glance"
local annual_parts = require "annual_parts"
local design = require "design"
local figures = require "figures"
local group_year = require "group_year"

local annual_page = {}

local function form_of(group)
    return {
        body = function(text) return figures.text(text) end,
        pictures = function() return false end, cases = annual_cases.on_page,
        beside = function(left, right) return {left, right} end, abreast = 1, brand = design.brand_of(group),
    }
end

local function view_of(site, group, row)
    return group_year.public(group_year.of(site, group, group_year.county_in(site, row.school_year)))
end

function annual_page.report(site, group, row)
    local view, form = view_of(site, group, row), form_of(group)
    return {
        figures = annual_glance.figures(view), chart = annual_parts.month_chart(view, form), chapters = annual_parts.chapters(view, site, form),
    }
end

function annual_page.annexes(site, group, row) return annual_parts.annexes(view_of(site, group, row), site, form_of(group)) end

return annual_page
