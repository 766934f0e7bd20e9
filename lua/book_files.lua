-- Where the public books stand among the outputs: named once, for the publications that make them and for the websites
-- that offer them. Keys are school years as "2025-2026"; id is that of a group, or "county".

local book_files = {}

function book_files.annual(id, year) return "pdf/" .. id .. "-" .. year .. "-annual-report-public.pdf" end

function book_files.evaluation(year) return "pdf/county-" .. year .. "-evaluation-report-public.pdf" end

function book_files.compendium(year) return "pdf/cases-" .. year .. ".pdf" end

function book_files.jacket(year) return "pdf/cases-" .. year .. "-jacket.pdf" end

function book_files.calendar(id, year) return "pdf/" .. id .. "-" .. year .. "-calendar.pdf" end

function book_files.resources(id) return "pdf/" .. id .. "-resources.pdf" end

function book_files.wall(id, year) return "pdf/" .. id .. "-" .. year .. "-wall.pdf" end

-- kind: "leaflet" or "poster"
function book_files.sheet(id, kind) return "pdf/" .. id .. "-" .. kind .. ".pdf" end

return book_files
