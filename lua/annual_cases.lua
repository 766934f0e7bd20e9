-- The pictures and the cases of a group's annual report (domain 4.3, 八).

local book = require "book"
local book_files = require "book_files"
local figures = require "figures"
local layout = require "layout"
local photos = require "photos"
local sheet = require "sheet"
local words = require "words"

local annual_cases = {}

-- The first picture of a case that may be printed, with the caption its authors gave it.
local function case_picture(view, case, site)
    local body = figures.mark(book.printable(case, site), case._folder)
    return body:find"figure"[1] or false
end

local function file_name(path) return path:match("[^/]*$") end

local function in_cases(view, site)
    local seen = {}
    for _, case in ipairs(view.cases) do
        local figure = case_picture(view, case, site)
        for _, image in ipairs(figure and figure:find"image" or {}) do seen[file_name(image.href)] = true end
    end
    return seen
end

local most_pictures = 4

-- Pictures of the group that may be printed, two to a row: those of the year's stories, and those that stand in no text, which
-- the group has listed for such uses. Not what a case below shows, nor what belongs to a text of another year or to one
-- that is not approved.
function annual_cases.pictures(view, site)
    local seen, nodes = in_cases(view, site), {}
    local others = photos.of_others(site, view.group.id, view.county.year.key)
    for _, row in ipairs(book.photos(view.group, site)) do
        local src, name = view.group._folder .. "/media/" .. row["文件"], row["文件"]
        if #nodes < most_pictures and not seen[name] and not others[name] and has_file(src) then
            -- 无人 is said for who judges the consent
            local caption = (row["说明"] or view.group.name):gsub("，无人", "")
            nodes[#nodes + 1] = doc.figure{src = src, alt = caption, caption = caption}
        end
    end
    local rows = {}
    for i = 1, #nodes, 2 do rows[#rows + 1] = layout.beside(nodes[i], nodes[i + 1]) end
    return rows
end

-- Where the whole text is: its page in the compendium of the year, and its address on the web.
local function whole(view, case, site)
    local county = site.county[1]
    local address = book.address(county, view.group.site_path .. "cases/" .. case.id .. ".html")
    local nodes = {doc.strong{"全文："}, doc.link{href = book_files.compendium(view.county.year.key) .. "#" .. case._key, "《典型案例汇编》"}}
    if address then
        nodes[#nodes + 1] = doc.line_break() -- an address has few places to break at
        nodes[#nodes + 1] = doc.link{href = address, (address:gsub("^%a+://", ""))}
    end
    return doc.para{class = "flush", nodes}
end

-- last: where the whole text is, or false.
local function abstract(case, last)
    return doc.section{
        doc.para{class = "flush", case.summary},
        doc.para{class = "flush", doc.strong{"关键词："}, words.list(case.keywords, "；")},
        doc.para{class = "flush", doc.strong{"主题与平台："}, words.list({case.theme, case.platform}, " · ")},
        doc.para{class = "flush", doc.strong{"作者："}, words.list(case.authors)},
        last,
    }
end

local none = "（本学年没有审定的典型案例。）"

-- A case is its title, and side by side the picture and what it is about; without a picture a box.
function annual_cases.all(view, site)
    local nodes = {}
    for _, case in ipairs(view.cases) do
        local picture = case_picture(view, case, site)
        nodes[#nodes + 1] = {
            doc.heading{level = 2, case.title},
            case.subtitle and doc.para{class = "subtitle", case.subtitle} or false,
            picture and doc.table{class = "plain", valign = "top", widths = {"64mm", 1}, rows = {{picture, abstract(case, whole(view, case, site))}}}
                or doc.callout{class = "review", title = "摘要", abstract(case, whole(view, case, site))},
        }
    end
    return #nodes > 0 and nodes or doc.para{none}
end

-- On a page of the web: what it is about, its title leading to the case's own page, which has its pictures.
function annual_cases.on_page(view)
    local nodes = sheet.each(view.cases, function(case)
        return {
            doc.heading{level = 2, doc.link{href = case, case.title}},
            case.subtitle and doc.para{class = "subtitle", case.subtitle} or false,
            abstract(case, false),
        }
    end)
    return #nodes > 0 and nodes or doc.para{none}
end

return annual_cases
