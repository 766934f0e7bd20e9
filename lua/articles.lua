-- Articles of a handbook: paragraphs that open with **第十二条**, and all that follows up to the next.
--
--   articles.number(node)        the number of the article that a paragraph opens, or nil
--   articles.name(n)             第十二条
--   articles.range(first, last)  第二十条至第二十四条
--   articles.mark(body)          body with the id tiao-12 at each article and tiao-12-2 at its second paragraph (款);
--                                the first and the last number, nil when there is none
--   articles.read(body)          {{number, name, node, blocks, paragraphs, items}, …}: what stands before the first
--                                article, and each heading, has no number; blocks = {{kind, mark, text, node}, …},
--                                kind "para", "item", "row", "head"; mark the number of an item: "1."

local words = require "words"

local articles = {}

function articles.number(node)
    if node.kind ~= "para" or #node == 0 or node[1].kind ~= "strong" then return nil end
    local text = plain(node[1]):match("^第(.-)条$")
    return text and words.value(text)
end

function articles.name(number) return "第" .. words.number(number) .. "条" end

function articles.range(first, last)
    if not first then return "" end
    return first == last and articles.name(first) or articles.name(first) .. "至" .. articles.name(last)
end

function articles.mark(body)
    local first, last, paragraph
    local marked = body:map(function(node)
        local number = articles.number(node)
        if number then
            first, last, paragraph = first or number, number, 1
            return doc.like(node, {id = "tiao-" .. number})
        elseif node.kind == "para" and last then
            paragraph = paragraph + 1
            return doc.like(node, {id = "tiao-" .. last .. "-" .. paragraph})
        end
        return node.kind ~= "section" and node or nil -- paragraphs in lists and tables are no 款
    end)
    return marked, first, last
end

-- ---- what an article says ----------------------------------------------------------------------------

local collect

local function collect_all(node, out, depth)
    for i = 1, #node do collect(node[i], out, depth) end
end

local function item_mark(list, i)
    return list.ordered and (list.start + i - 1) .. "." or "·"
end

local collectors = {
    para = function(node, out) out[#out + 1] = {kind = "para", text = plain(node), node = node} end,
    heading = function(node, out) out[#out + 1] = {kind = "head", text = plain(node), node = node} end,
    list = function(node, out, depth)
        for i = 1, #node do
            local first = #out + 1
            collect_all(node[i], out, depth + 1)
            if out[first] then out[first].kind, out[first].mark = "item", item_mark(node, i) end
            for k = first, #out do out[k].depth = out[k].depth or depth + 1 end
        end
    end,
    row = function(node, out)
        local cells = {}
        for i = 1, #node do cells[i] = plain(node[i]) end
        out[#out + 1] = {kind = "row", text = table.concat(cells, "｜"), node = node}
    end,
}

local holders = {section = true, quote = true, callout = true, definitions = true, item = true, table = true, columns = true}

collect = function(node, out, depth)
    local known = collectors[node.kind]
    if known then
        known(node, out, depth)
    elseif holders[node.kind] then
        collect_all(node, out, depth)
    else
        local text = plain(node)
        if text ~= "" then out[#out + 1] = {kind = "para", text = text, node = node} end
    end
end

-- 第十二条 is the article's name, not its text.
local function without_name(text, node)
    return (text:sub(#plain(node[1]) + 1):gsub("^[%s　]+", ""))
end

local function begin(list, number, node)
    local article = {number = number, name = number and articles.name(number), node = node, blocks = {}, paragraphs = 0, items = 0}
    list[#list + 1] = article
    return article
end

local function put(article, block)
    if not block.depth and block.kind == "para" then article.paragraphs = article.paragraphs + 1 end
    if block.mark and block.depth == 1 then article.items = article.items + 1 end
    article.blocks[#article.blocks + 1] = block
end

function articles.read(body)
    local blocks, list, current = {}, {}, nil
    collect(body, blocks, 0)
    for _, block in ipairs(blocks) do
        local number = articles.number(block.node)
        if number then
            current = begin(list, number, block.node)
            block.text = without_name(block.text, block.node)
        elseif block.kind == "head" or not current then
            current = begin(list, nil, block.node)
        end
        put(current, block)
    end
    return list
end

return articles
