-- Articles of a handbook: paragraphs that open with **第十二条** can be linked to as #tiao-12.

local words = require "words"

local articles = {}

-- The number of the article that a paragraph opens, or nil.
local function number_of(node)
    if node.kind ~= "para" or #node == 0 or node[1].kind ~= "strong" then return nil end
    local text = plain(node[1]):match("^第(.-)条$")
    return text and words.value(text)
end

-- body with an id at each article; the first and the last number, nil when there is none
function articles.mark(body)
    local first, last
    local marked = body:map(function(node)
        local number = number_of(node)
        if not number then return nil end
        first, last = first or number, number
        return doc.like(node, {id = "tiao-" .. number})
    end)
    return marked, first, last
end

-- 第二十条至第二十四条
function articles.range(first, last)
    if not first then return "" end
    local from = "第" .. words.number(first) .. "条"
    return first == last and from or from .. "至第" .. words.number(last) .. "条"
end

return articles
