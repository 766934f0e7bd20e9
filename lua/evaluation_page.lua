-- The county's public evaluation on the web, whole: the same chapters, tables, charts and annexes as its book (domain §5.5), from the
-- same parts and by the same view of the groups, so that neither says what the other keeps.
--
--   evaluation_page.report(site, row)      of a year that books are made for: {figures = {}, chapters}
--   evaluation_page.annexes(site, row)     both as evaluation_parts has them

local county_year = require "county_year"
local figures = require "figures"
local group_year = require "group_year"
local parts = require "evaluation_parts"

local evaluation_page = {}

local form = {body = function(text) return figures.text(text) end, abreast = 1, name = 3}

local function year_of(site, row) return county_year.of(site, parts.public.view, group_year.county_in(site, row.school_year)) end

function evaluation_page.report(site, row) return {figures = {}, chapters = parts.chapters(year_of(site, row), parts.public, form)} end

function evaluation_page.annexes(site, row) return parts.annexes(year_of(site, row), parts.public, form) end

return evaluation_page
