-- 一本书册。templates/ 里除 site.lua 和 fonts.lua 外，每个 .lua 是一种书册，返回下面这张表。

local plants = require "plants"

-- 版式：没有写的都按默认。长度写 "25mm" 或 "12pt"，字号和行距（size、leading）以磅计，颜色写 "#2e6b57"。
local design = {
    width = "148mm", height = "210mm", top = "22mm", bottom = "20mm", inner = "20mm", outer = "18mm",
    brand = "#2e6b57", running_left = "{title}", running_right = "{chapter}",
    figure_height = 0.3, -- 图最高占版心的三成
    styles = {h1 = {colour = "#2e6b57"}},
}

-- 内容：一棵树，由文章（row.body）和 doc.* 造的节点拼成。
local function tree()
    local chapters = {}
    for i, article in ipairs(site.pages) do
        chapters[i] = doc.section{id = article._key, doc.heading{level = 1, article.title}, article.body}
    end
    return doc.section{
        doc.cover{doc.heading{level = 1, unlisted = true, "园中植物"}, doc.para{"样本"}},
        doc.section{class = "front", doc.heading{level = 1, unlisted = true, "目录"}, doc.contents{depth = 2}},
        chapters,
        doc.section{doc.heading{level = 1, "植物一览"}, plants.table(site), plants.chart()},
    }
end

return {
    id = "book",
    file = function() return "pdf/plants.pdf" end,
    about = function() return {title = "园中植物", author = "编者"} end,
    design = design,
    tree = tree,
}
