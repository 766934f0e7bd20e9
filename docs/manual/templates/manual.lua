-- The manual as a book: 16开, 38 characters to the line, columns of code 78 wide. Chapters begin a page, under a
-- bar, with what they are about and for whom.

local manual = require "manual"

local grey, ink, brand = "#6b665e", "#1f1d1a", "#274562"

local function head(size, leading, before, after)
    return {role = "hei", bold = false, size = size, leading = leading, before = before, after = after, colour = ink}
end

local design = {
    width = "185mm", height = "260mm", top = "25mm", bottom = "23mm", inner = "22.1mm", outer = "22.1mm",
    page_break_level = 0, brand = brand, tint = "#f4f2ec", rule = "#b9b2a4", hang = true, mode = "optimal",
    links_coloured = false, notes = "page", running_left = "{title}", running_right = "{chapter}",
    running_gap = "6mm", folio_gap = "8mm", table_shrink = 0.9, figure_height = 0.34,
    styles = {
        body = {size = 10.5, leading = 18, colour = ink}, list = {size = 10.5, leading = 18, colour = ink},
        quote = {size = 10.5, leading = 18, before = 9, after = 9, colour = ink},
        h1 = {role = "song", bold = true, size = 22, leading = 36, before = 18, after = 0, colour = ink, align = "left",
            rule_above = 2.4, rule_length = 30, rule_gap = 15.6, rule_colour = brand},
        h2 = head(13, 18, 18, 9), h3 = head(11, 18, 18, 0),
        table = {size = 9, leading = 14, align = "left"}, table_head = {size = 9, leading = 14, bold = false},
        code = {size = 8.5, leading = 13, before = 9, after = 9}, note = {size = 8.5, leading = 13},
        contents_1 = {role = "song", size = 10.5, leading = 21, before = 0},
        running = {size = 8, leading = 12, colour = grey}, folio = {size = 8.5, leading = 12},
        cover_title = {role = "song", bold = true, size = 40, leading = 56},
        cover_subtitle = {role = "song", bold = false, size = 14, leading = 24},
        cover_text = {role = "song", size = 10, leading = 18},
    },
    classes = {
        number = {role = "song", size = 12, leading = 18, colour = brand},
        lead = {role = "kai", size = 10.5, leading = 18, colour = grey, align = "left", after = 9},
    },
}

local function chapter(i, row)
    return doc.section{id = row._key,
        doc.page_break{opening = true},
        doc.heading{level = 1, id = row.id,
            doc.span{class = "number", "第" .. manual.number(i) .. "章　"}, doc.line_break(), row.title},
        doc.para{class = "lead", row.summary .. "（" .. table.concat(row.readers, "、") .. "）"},
        manual.body(site, row),
    }
end

local function tree()
    local chapters = {}
    for i, row in ipairs(site.chapters) do chapters[i] = chapter(i, row) end
    return doc.section{
        doc.cover{class = "slip",
            doc.heading{level = 1, unlisted = true, manual.title}, doc.heading{level = 2, unlisted = true, manual.english},
            doc.para{"写给写稿的老师、县里的技术员和审核的干部"},
        },
        doc.section{class = "front",
            doc.page_break{opening = true}, doc.heading{level = 1, unlisted = true, "目　录"}, doc.contents{depth = 1},
        },
        chapters,
    }
end

return {
    id = "manual",
    file = function() return "pdf/kanben-manual.pdf" end,
    about = function() return {title = manual.title, author = "Kanben", subject = "用法", keywords = "手册"} end,
    design = design,
    tree = tree,
}
