-- 条文对照表, for each version of a handbook of which the one before is kept (domain §4.6, §5.7): 修订前, 修订后, 说明.
--
-- What was struck is struck through on the left, what was written is black and underlined on the right: told apart
-- without colour.

local book = require "book"
local comparison = require "comparison"
local design = require "design"
local handbooks = require "handbooks"
local words = require "words"

local function before(row) return handbooks.before(handbooks.printed(site, row.group.id), row) end

-- ---- cells ----------------------------------------------------------------------------------------------

local function struck(text) return doc.strike{text} end

local function written(text) return doc.span{class = "proper", doc.strong{text}} end

-- The words of a block on one side: those that stayed, and those that stand only there.
local function side_of(block, own, mark)
    local out = {}
    for _, piece in ipairs(block.pieces) do
        if piece.op == "same" then out[#out + 1] = piece.text
        elseif piece.op == own then out[#out + 1] = mark(piece.text) end
    end
    return out
end

-- An article on one side: its name, then its paragraphs.
local function cell(article, entry, own, mark)
    if not article then return own == "del" and "（无）" or "（删去）" end
    local paras, name = {}, article.name and {doc.strong{article.name}, "　"} or false
    for _, block in ipairs(entry.blocks or {}) do
        local side = side_of(block, own, mark)
        if #side > 0 then
            paras[#paras + 1] = doc.para{class = "flush", name, block.mark and block.mark .. " ", side}
            name = false
        end
    end
    if #paras == 0 then paras[1] = doc.para{class = "flush", name, "（文字未改）"} end
    return doc.cell{doc.section{paras}}
end

local function remark(entry)
    local parts = {comparison.label(entry)}
    if entry.renumbered then parts[#parts + 1] = "原" .. entry.old.name end
    local label, why = table.concat(parts, "，"), entry.why or ""
    if why:sub(1, #label) == label then return why end
    return why ~= "" and label .. "。" .. why or label
end

local function rows_of(result)
    local rows, chapter = {}, nil
    for _, entry in ipairs(result.entries) do
        if entry.kind ~= "kept" then
            if entry.chapter ~= chapter then
                chapter = entry.chapter
                rows[#rows + 1] = {class = "subhead", chapter}
            end
            rows[#rows + 1] = {cell(entry.old, entry, "del", struck), cell(entry.new, entry, "ins", written), remark(entry)}
        end
    end
    return rows
end

-- ---- the paper --------------------------------------------------------------------------------------------

local function dated(row) return handbooks.shown(row) .. "（" .. words.date(row.effective_date) .. "起施行）" end

local function tree(row)
    local old = before(row)
    local result = comparison.of(site, old, row)
    local rows = rows_of(result)
    local rest = {"其余" .. comparison.kept(result) .. "条文字未改", table.unpack(comparison.shift_lines(result))}
    return doc.section{
        doc.heading{level = 1, class = "front_title", "条文对照表"},
        doc.para{class = "subtitle", "《" .. row.title .. "》" .. dated(old) .. "与" .. dated(row)},
        doc.para{class = "lead", comparison.summary(result) .. "。左栏加删除线的是删去的文字，右栏用黑体加下划线的是增加的文字，其余两版相同。"},
        #rows > 0 and doc.table{class = "grid", valign = "top", widths = {5, 5, 2.4},
            head = {"修订前（" .. handbooks.shown(old) .. "）", "修订后（" .. handbooks.shown(row) .. "）", "说明"}, rows = rows},
        doc.para{class = "remark attached", table.concat(rest, "；") .. "。"},
        row.sample and doc.para{class = "remark", "本表为样例。" .. book.sample_note},
    }
end

local function design_of(row)
    local d = design.handbook(row.group.brand_color)
    d.width, d.height, d.mirrored = "297mm", "210mm", false
    d.top, d.bottom, d.inner, d.outer = "26mm", "24mm", "25mm", "25mm"
    d.running_left, d.running_right = row.title, "条文对照表"
    d.foot = handbooks.shown(row) .. "　" .. words.date(row.effective_date) .. "起施行"
    return d
end

return {
    id = "handbook-comparison",
    each = function(site)
        local list = {}
        for _, group in ipairs(book.groups(site)) do
            local versions = handbooks.printed(site, group.id)
            for i = 2, #versions do list[#list + 1] = versions[i] end
        end
        return list
    end,
    file = function(row) return handbooks.comparison_file(site, row) end,
    scope = function(row) return row.group.id end,
    about = function(row)
        return {
            title = row.title .. "条文对照表", author = row.group.name, subject = dated(before(row)) .. "与" .. dated(row),
            keywords = "管理手册，条文对照，" .. row.group.name,
        }
    end,
    design = design_of,
    tree = tree,
}
