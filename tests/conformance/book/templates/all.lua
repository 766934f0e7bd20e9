-- Every construct that books have, in one book, for the conformance of its structure.

local function long_table()
    local rows = {}
    for i = 1, 120 do
        rows[i] = {doc.cell{head = true, "第" .. i .. "行"}, i, doc.cell{colspan = 2, "横跨两列"}, "尾"}
        if i % 10 == 1 then rows[i][4] = doc.cell{rowspan = 2, "竖跨两行"} end
        if i % 10 == 2 then rows[i][4] = nil end
    end
    return doc.table{class = "zebra", caption = "一百二十行", head = {"行", "数", "甲", "乙", "丙"}, rows = rows}
end

local uneven = doc.table{head = {"甲", "乙", "丙"}, rows = {{1}, {1, 2}, {doc.cell{rowspan = 3, 1}, 2, 3}, {2}, {}}}

local heads = doc.table{caption = "经费", class = "grid", align = {"left", "right", "decimal"}, widths = {"30mm", "auto", 2},
    head = {{doc.cell{rowspan = 2, "项目"}, doc.cell{colspan = 2, "上学期"}}, {"次数", "万元"}},
    rows = {{class = "subhead", "一、人员"}, {"工资", 12, "128.5"}, {doc.cell{head = true, valign = "top", "培训"}, 3, 9.25},
            {class = "total", "合计", 15, "137.75"}}}
local form = doc.table{class = "form", rows = {{"姓名", "", "班级", ""}, {"意见", doc.cell{colspan = 3, doc.para{"一段"}, doc.list{"甲", "乙"}}}}}

local names, values = {"春", "夏", "秋", "冬"}, {3, 5, 2, 1}
local series = {{name = "甲", values = values}, {name = "乙", values = {1, 2, 3, 4}}}

local function charts()
    local list = {}
    for _, kind in ipairs{"bar", "horizontal", "line", "donut"} do
        list[#list + 1] = doc.chart{kind = kind, title = "图：" .. kind, unit = "种", categories = names, values = values}
    end
    for _, kind in ipairs{"grouped", "stacked", "area", "radar", "heat", "flow"} do
        list[#list + 1] = doc.chart{kind = kind, title = "图：" .. kind, unit = "种", categories = names, series = series}
    end
    list[#list + 1] = doc.chart{kind = "gantt", title = "计划", mark = "2026-02-01", mark_name = "今天",
        tasks = {{name = "送教", from = "2025-10-08", to = "2026-06-20", done = 45}, {name = "汇报", from = "2026-03-01"}}}
    list[#list + 1] = doc.table{head = {"名称", "走势"}, rows = {{"格中的图", doc.cell{
        doc.chart{kind = "spark", title = "走势", categories = names, values = values, caption = false}}}}}
    return list
end

local function tree()
    local text = site.texts[1].body
    return doc.section{
        doc.cover{doc.heading{level = 1, unlisted = true, "各种写法"}, doc.para{"封面的字"}},
        doc.cover{class = "slip", doc.para{"线装"}, doc.heading{level = 1, unlisted = true, "书签"}},
        doc.cover{class = "plain", doc.heading{level = 1, unlisted = true, "扉页"}, doc.para{"作者"}},
        doc.section{class = "front", doc.heading{level = 1, unlisted = true, "目录"}, doc.contents{depth = 3}},
        doc.section{text},
        doc.section{doc.heading{level = 1, "节点"},
            doc.callout{class = "note", title = "提示", "一句话。", doc.list{"甲", "乙"}},
            doc.callout{class = "warn", "没有标题的提醒。"},
            doc.para{"见第", doc.page_ref"#表", "页，", doc.span{class = "dots", "着重号"}, doc.span{class = "proper", "专名"},
                doc.span{class = "book-title", "书名"}, doc.span{class = "latin", "“Latin”"}, doc.ruby{text = "zhōng", "中"},
                doc.link{href = "pdf/attached.pdf#表", "另一本书里的表"}, doc.link{href = "pdf/attached.pdf", "另一本书"}},
            doc.columns{count = 2, doc.para{string.rep("分栏的字。", 60)}, doc.para{string.rep("又一段。", 60)}},
            doc.figure{src = "square.png", alt = "方块", caption = "有题的图", id = "图"},
            doc.figure{src = "square.png", caption = "只有题注的图"},
            doc.list{ordered = true, start = 3, doc.item{"丙", doc.para{"两段"}}, "丁"},
            doc.space(2), doc.rule(), doc.page_break{odd = true},
            doc.heading{level = 2, id = "表", "长表"}, long_table(), uneven, heads, form, doc.qr{text = "https://example.com/", size = "25mm", alt = "网址"}, charts()},
    }
end

return {
    id = "all", each = function() return {"all", "attached"} end, file = function(name) return "pdf/" .. name .. ".pdf" end, tree = tree,
    attach = function(name)
        return name == "attached" and {
            {name = "各种写法.md", from = "all.md", description = "这本书的来源"},
            {name = "values.csv", rows = {{"季", "数"}, {"春", 3}, {"=1+1", nil}}, description = "图的数据"}} or nil
    end,
    about = {title = "各种写法", author = "编者", subject = "一致性", keywords = "甲, 乙"},
    design = function(name) return {print = name == "attached" and "press" or "screen", width = "148mm", height = "210mm", top = "22mm", bottom = "20mm", inner = "20mm", outer = "18mm", mirrored = true,
              chapters_on_odd = true, page_break_level = 1, running_left = "{title}", running_right = "{chapter}"} end,
}
