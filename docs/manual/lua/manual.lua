-- What page and book share: the same nodes stand in both.

local manual = {title = "刊本使用手册", english = "Kanben Manual"}

local numbers = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十"}

function manual.number(i) return numbers[i] end

-- {{group, {row, …}}, …} in the order of the table
function manual.groups(messages)
    local list, of = {}, {}
    for _, row in ipairs(messages) do
        if not of[row.group] then
            of[row.group] = {row.group, {}}
            list[#list + 1] = of[row.group]
        end
        table.insert(of[row.group][2], row)
    end
    return list
end

local function message_line(row)
    return {{doc.code_span(row.code), doc.line_break(), row.level}, row.example, row.cure}
end

local function message_tables(messages)
    local nodes = {}
    for _, group in ipairs(manual.groups(messages)) do
        local lines = {}
        for i, row in ipairs(group[2]) do lines[i] = message_line(row) end
        nodes[#nodes + 1] = doc.heading{level = 3, id = "xiaoxi-" .. #nodes // 2 + 1, group[1]}
        nodes[#nodes + 1] = doc.table{class = "messages", head = {"消息", "说的是（例）", "怎么办"}, rows = lines}
    end
    return nodes
end

-- Pictures of pages, two of each kind of book side by side.
local function page_pictures(pages)
    local nodes = {}
    for i = 1, #pages, 2 do
        local pair = {}
        for k = i, math.min(i + 1, #pages) do
            pair[#pair + 1] = doc.figure{src = "media/" .. pages[k].file, alt = pages[k].caption, caption = pages[k].caption}
        end
        nodes[#nodes + 1] = {doc.heading{level = 2, id = "shu-" .. (i + 1) // 2, pages[i].book}, doc.columns{count = 2, pair}}
    end
    return nodes
end

-- The catalogue of figures: those that anybody may read, then the office's.
local function figure_tables(figures)
    local nodes = {}
    for i, public in ipairs{true, false} do
        local lines = {}
        for _, row in ipairs(figures) do
            if row.public == public then
                local limits = row.scope == "集团" and "（只有集团的）" or ""
                lines[#lines + 1] = {{doc.code_span(row.figure), doc.line_break(), row.name}, row.meaning .. limits, row.unit, row.source}
            end
        end
        nodes[#nodes + 1] = doc.heading{level = 3, id = "zhibiao-" .. i, public and "可以写进公开文字的" or "只供内部的"}
        nodes[#nodes + 1] = doc.table{class = "messages", head = {"指标", "口径", "单位", "依据"}, rows = lines}
    end
    return nodes
end

-- Where a clause shows: an output with the words that stand in it, a test by the name of its case.
local function seen(row)
    local nodes = {}
    if row.output then nodes = {row.output.name, "：", row.words} end
    if row.output and row.test then nodes[#nodes + 1] = doc.line_break() end
    if row.test then nodes[#nodes + 1] = doc.span{class = "small", "测试 " .. row.test} end
    return #nodes > 0 and nodes or row.words or "—"
end

local function clause_tables(site)
    local lines, files = {}, {}
    for i, row in ipairs(site.clauses) do lines[i] = {row.id, row.asks, {row.held, doc.line_break(), row.checked}, seen(row)} end
    for i, row in ipairs(site.outputs) do files[i] = {row.name, doc.code_span(row.file)} end
    return {
        doc.table{class = "clauses", widths = {"auto", 3, 5, 5}, head = {"条款", "要求", "存放；核对", "在哪里看"}, rows = lines},
        doc.heading{level = 2, id = "shuchu", "表中的输出"},
        doc.table{head = {"名称", "out/ 下的文件"}, rows = files},
    }
end

local appended = {
    ["条款"] = clause_tables,
    ["消息"] = function(site) return message_tables(site.messages) end,
    ["书页"] = function(site) return page_pictures(site.pages) end,
    ["指标"] = function(site) return figure_tables(site.figures) end,
}

-- The text of a chapter with what is appended to it.
function manual.body(site, chapter)
    if not chapter.append then return chapter.body end
    return doc.section{chapter.body, appended[chapter.append](site)}
end

return manual
