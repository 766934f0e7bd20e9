-- How the books of the county open their pages and place things side by side: what design.lua's own
-- styles are for.

local layout = {}

-- A page of the front or back matter: its title under the family's bar.
function layout.page(title, more)
    more = more or {}
    return {
        doc.page_break{opening = true, odd = more.odd},
        doc.heading{level = more.level or 1, id = more.id, unlisted = more.unlisted, class = "front_title", title},
        more.lead and doc.para{class = "lead", more.lead},
    }
end

-- A heading with its number in the book's colour: 一、集团概况
function layout.numbered(level, id, number, title)
    return doc.heading{level = level, id = id, doc.span{class = "accent", number}, title}
end

-- The page that opens a part, an odd one: entries = {{title, source, reference}, …} or {{title, nil, reference}}.
function layout.part(id, number, title, entries)
    local rows = {}
    for i, entry in ipairs(entries) do
        rows[i] = {
            doc.cell{doc.section{
                doc.para{class = "part_entry", entry[1]}, entry[2] and doc.para{class = "part_source", entry[2]},
            }},
            doc.cell{doc.section{doc.para{class = "part_entry right", entry[3]}}},
        }
    end
    return {
        doc.page_break{odd = true, opening = true},
        doc.heading{level = 1, id = id, class = "part_title",
            number and {doc.span{class = "part_number", number .. "　"}, doc.line_break()}, title},
        doc.table{class = "plain", valign = "top", widths = {1, "16mm"}, rows = rows},
    }
end

-- Two things in columns of one width; one alone takes the whole measure, none makes nothing.
function layout.beside(left, right)
    if not left or not right then return left or right or false end
    return doc.columns{count = 2, left, right}
end

-- A short label of two characters as wide as one of three, and what it labels, hanging behind it.
function layout.labelled(label, text)
    return doc.para{class = "abstract", doc.span{class = "hei names", label}, "　", text}
end

return layout
