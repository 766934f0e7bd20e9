-- 文稿审校一览表: for each text of a group who read it when and with what opinion, and the fingerprint of what
-- they read (domain §5.1). To be signed and kept. One for each group.

local paper = require "office_paper"
local review = require "review"
local sheet = require "sheet"
local words = require "words"

-- Texts that go through the chain, in the order of the table.
local function texts(group)
    local list = {}
    for _, rows in ipairs {site.cases:where{group = group}, site.handbooks:where{group = group}, site.plans:where{group = group},
        site.reports:where{group = group}, site.stories:where{group_id = group.id}} do
        for _, row in ipairs(rows) do
            if row.reviews then list[#list + 1] = row end
        end
    end
    return list
end

local function steps(row)
    local by, cells = {}, {}
    for _, entry in ipairs(row.reviews) do by[entry.step] = entry end
    for i, step in ipairs(review.steps) do
        local entry = by[step]
        cells[i] = entry and doc.cell{entry.name or "", doc.line_break(), entry.date or "", doc.line_break(), entry.opinion or ""} or "—"
    end
    return cells
end

local function rows_of(row)
    local reason = review.reason(row)
    local line = {doc.cell{row.title, doc.line_break(), row._key}, row.status or "—"}
    for _, cell in ipairs(steps(row)) do line[#line + 1] = cell end
    return line, {class = "attached", doc.cell{colspan = 6, align = "left", doc.span{class = "small", "正文校验值（SHA-256）　", doc.code_span(review.sum(row)),
        reason and "　未公开：" .. reason or "", review.changed(row) and "　审定之后改过" or ""}}}
end

local function register(group)
    local rows = {}
    for _, row in ipairs(texts(group)) do
        local line, below = rows_of(row)
        rows[#rows + 1], rows[#rows + 2] = line, below
    end
    return sheet.table("文稿审校", {"文稿", "状态", "校对", "初审", "复审", "终审"},
        {"left", "center", "left", "left", "left", "left"}, rows, {1, "18mm", "38mm", "38mm", "38mm", "38mm"})
end

local function tree(group)
    return doc.section{
        paper.head("文稿审校一览表", {group.name .. "　截至" .. words.date(site.as_of)}),
        register(group) or doc.para{"还没有送审的文稿。"},
        paper.signatures{"登记人", "审核人", "发布人"},
    }
end

return paper.publication{id = "review-register", title = "文稿审校一览表", word = "review-register", landscape = true, tree = tree}
