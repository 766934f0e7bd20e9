-- What page and book share: the same nodes stand in both.

local manual = {title = "刊本使用手册", english = "Kanben Manual"}

local numbers = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"}

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

-- The text of a chapter with what is appended to it.
function manual.body(site, chapter)
    if not chapter.append then return chapter.body end
    local more = chapter.append == "消息" and message_tables(site.messages) or page_pictures(site.pages)
    return doc.section{chapter.body, more}
end

return manual
