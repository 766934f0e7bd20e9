-- The office's papers N1 to N6 and the assessment tables: what they look like and have in common (domain 4.9, 4.11).
-- All are internal; that is said on every page.
--
--   office_paper.publication{id, title, each = function(site), scope = likewise of one, word = of its file, landscape, tree, check, after_books}
--   office_paper.head(title, lines)     the title and what stands under it
--   office_paper.signatures(names)      a closed row of fields to be signed and dated
--   office_paper.fields{{label, lines | words}, …}   fields to be written in, or filled

local book = require "book"
local design = require "design"
local group_year = require "group_year"
local printed = require "printed"
local words = require "words"

local paper = {}

paper.marked = "内部使用 · 不公开、不转发"

local ink, quiet = "#1f1d1a", "#5f5a52"

local function style(role, size, leading, more)
    local s = {role = role, size = size, leading = leading, colour = ink, align = "left", indent = 0}
    for key, value in pairs(more or {}) do s[key] = value end
    return s
end

-- design.report on a page that leaves room for the tables; landscape where they are wide.
function paper.design(landscape)
    local d = design.report(design.county_brand)
    d.width, d.height = landscape and "297mm" or "210mm", landscape and "210mm" or "297mm"
    d.inner, d.outer, d.top, d.bottom = "20mm", "20mm", "26mm", "22mm"
    d.mirrored, d.binding = false, "none"
    d.running_left, d.running_right = "{title}", paper.marked
    d.styles.body.size, d.styles.body.leading = 10.5, 18
    d.styles.list.size, d.styles.list.leading = 10.5, 18
    d.styles.table.size, d.styles.table.leading, d.styles.table.align = 9, 13.5, "left"
    d.styles.table_head.size, d.styles.table_head.leading = 9, 13.5
    d.styles.h2 = style("hei", 11.5, 18, {before = 13, after = 3, keep = 2})
    d.table_label, d.continued_label = "", "续"
    d.classes.paper_title = style("song", 20, 30, {bold = true, align = "center", after = 4})
    d.classes.paper_line = style("hei", 9.5, 16, {colour = quiet, align = "center"})
    d.classes.paper_mark = style("hei", 10.5, 18, {colour = "#9a2a1f", align = "center"})
    d.classes.hint = style("song", 9, 14, {colour = quiet, before = 4})
    return d
end

function paper.head(title, lines, mark)
    local nodes = {doc.heading{level = 1, class = "paper_title", title}, mark and doc.para{class = "paper_mark", mark}}
    for _, line in ipairs(lines or {}) do nodes[#nodes + 1] = doc.para{class = "paper_line", line} end
    nodes[#nodes + 1] = doc.space(1)
    return nodes
end

function paper.signatures(names)
    local labels, fields, widths = {}, {}, {}
    for i, name in ipairs(names) do
        labels[i] = doc.cell{head = true, align = "center", name}
        fields[i] = doc.cell{doc.space(2), doc.para{class = "right", "　　年　　月　　日"}}
        widths[i] = 1
    end
    return doc.table{class = "form attached", widths = widths, rows = {labels, fields}}
end

-- Fields in one form, one below the other: {{label, lines to be written on | what stands there}, …}
function paper.fields(list)
    local rows = {}
    for i, field in ipairs(list) do
        local blank = math.type(field[2]) == "integer"
        rows[i] = {doc.cell{head = true, align = "center", field[1]}, blank and doc.cell{doc.space(field[2])} or field[2]}
    end
    return doc.table{class = "form", widths = {"26mm", 1}, rows = rows}
end

local function year_key() return group_year.county(site).year.key end

-- o.each: subjects (else the groups); o.name(subject): whose paper it is in its title; o.key(subject): in its file
function paper.publication(o)
    local name_of = o.name or function(group) return group.name end
    local key_of = o.key or function(group) return group.id end
    return {
        id = o.id, audience = "internal", prints = printed.book[o.id],
        each = o.each or function(site) return group_year.county(site) and book.groups(site) or {} end,
        file = function(s) return "internal/" .. key_of(s) .. "-" .. year_key() .. "-" .. o.word .. ".pdf" end,
        scope = o.scope or not o.each and function(group) return group.id end or nil, after_books = o.after_books,
        about = function(s)
            return {title = name_of(s) .. o.title, author = site.county[1].leading_group_office, subject = words.school_year(year_key()),
                keywords = "内部使用"}
        end,
        design = paper.design(o.landscape), check = o.check, tree = o.tree,
    }
end

return paper
