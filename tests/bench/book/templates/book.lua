-- The book that the peers set too: a cover, contents of two levels, a chapter for each case, running heads, page numbers.
return {
    id = "book", file = "book.pdf",
    about = {title = "管理案例汇编", author = "编写组"},
    design = {
        top = "25mm", bottom = "25mm", inner = "25mm", outer = "25mm", page_break_level = 1, mirrored = false,
        running_left = "{chapter}", running_right = "", folio = "{page}",
        styles = {
            body = {size = 10.5, leading = 19.5},
            h1 = {size = 14.7, leading = 19.5, before = 0, after = 0, align = "left"},
            h2 = {size = 12.6, leading = 19.5, before = 12, after = 0},
            table = {size = 10.5, leading = 15}, table_head = {size = 10.5, leading = 15},
            contents_1 = {size = 10.5, leading = 19.5, before = 0}, contents_2 = {size = 10.5, leading = 19.5, before = 0},
        },
    },
    tree = function()
        local cases = {}
        for i, case in ipairs(site.cases) do
            cases[i] = doc.section{doc.heading{level = 1, case.title}, doc.para{doc.emph(table.concat(case.authors, "、"))}, case.body}
        end
        return doc.section{
            doc.cover{doc.heading{level = 1, unlisted = true, "管理案例汇编"}, doc.para{"编写组"}},
            doc.section{class = "front", doc.heading{level = 1, unlisted = true, "目录"}, doc.contents{depth = 2}},
            cases,
        }
    end,
}
