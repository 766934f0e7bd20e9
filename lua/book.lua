-- What the books of the county have in common: their covers, imprints, lists and blank forms.
--
-- Every function makes a node, or false when there is nothing to show. Names of persons never appear:
-- books name posts (domain §2.2).

local figures = require "figures"
local photos = require "photos"
local review = require "review"
local show = require "show"
local words = require "words"

local book = {}

-- ---- small things -----------------------------------------------------------------------------------

-- A document through its review may be printed.
book.approved = review.open

-- The groups of the county in the county's own order.
function book.groups(site)
    local list = {}
    for _, group in ipairs(site.county[1].groups) do
        if type(group) == "string" then group = site.groups[group] end
        if group then list[#list + 1] = group end
    end
    return list
end

function book.kai(text) return doc.span{class = "kai", text} end

-- A label as wide as one of four characters: 书　　名, 关 键 词
function book.label(name)
    if utf8.len(name) ~= 2 then return name end
    local second = utf8.offset(name, 2)
    return name:sub(1, second - 1) .. "　　" .. name:sub(second)
end

-- A post before its holder: two characters as wide as three (R24).
function book.post(name) return doc.span{class = "names", name} end

-- ---- pictures -----------------------------------------------------------------------------------------

-- The pictures of a group that may be printed (domain §5.3), as rows of its list of consents.
function book.photos(group, site)
    local list, taken_back = {}, photos.taken_back(site, group.id)
    for _, row in ipairs(site.consent:where{group_id = group.id}) do
        if show.photo_is_public(row, site.as_of, "印刷") and not taken_back[row["文件"]] then list[#list + 1] = row end
    end
    return list
end

local function withheld() return doc.para{class = "center", doc.span{class = "small", "（" .. photos.placeholder .. "）"}} end

-- A document's text with a neutral line for each picture that may not be printed: that is all but those of its group's media/ with their
-- consent, and the group's own looks. body: what was made of the text, its pictures still as they are written.
function book.printable(row, site, body)
    body = body or row.body
    if #body:find"image" == 0 then return body end
    local group, allowed = photos.group_of(row, site), {}
    if group then
        for _, consent in ipairs(book.photos(group, site)) do allowed[group._folder .. "/media/" .. consent["文件"]] = true end
        for path in pairs(photos.looks(group)) do allowed[path] = true end
    end
    return figures.without(body, function(image) return not allowed[figures.path(row._folder, image.href)] end, withheld)
end

-- ---- covers -------------------------------------------------------------------------------------------

-- c = {class, emblem = path below content, emblem_alt, above = {…}, title = {…}, subtitle, below = {…}}; class
-- "slip": the paper cover of a thread-bound book; "upright": title in columns; "plain": a title page; "photo" and
-- "band": with a picture, photo = path below content, photo_alt, photo_focus ("top", "50% 20%"). A picture that is not
-- there leaves the common cover.
function book.cover(c)
    local nodes = {}
    for _, text in ipairs(c.above or {}) do nodes[#nodes + 1] = doc.para{text} end
    local title = {level = 1, unlisted = true}
    for i, text in ipairs(c.title) do
        if i > 1 then title[#title + 1] = doc.line_break() end
        title[#title + 1] = text
    end
    nodes[#nodes + 1] = doc.heading(title)
    if c.subtitle then nodes[#nodes + 1] = doc.heading{level = 2, unlisted = true, c.subtitle} end
    for _, text in ipairs(c.below or {}) do nodes[#nodes + 1] = doc.para{text} end
    local class = c.class
    if class == "photo" or class == "band" then
        if c.photo and has_file(c.photo) then
            nodes[#nodes + 1] = doc.figure{src = c.photo, alt = c.photo_alt, focus = c.photo_focus}
        else
            class = nil
        end
    end
    if c.emblem and has_file(c.emblem) then nodes[#nodes + 1] = doc.image{src = c.emblem, alt = c.emblem_alt} end
    return doc.cover{class = class, nodes}
end

-- Where a page of the county's site is on the web: https://…, nil before the county has a domain.
function book.address(county, path)
    local domain = county.site and county.site.domain
    return domain and domain ~= "" and "https://" .. domain .. (path or "/") or nil
end

-- The back: c = {url, shown = the address as printed (else url without its scheme), size = "25mm", motto, note, below =
-- {…}, emblem, emblem_alt}. Without url there is no code.
function book.back_cover(c)
    local nodes = {}
    if c.motto then nodes[#nodes + 1] = doc.heading{level = 1, unlisted = true, c.motto} end
    if c.motto and c.note then nodes[#nodes + 1] = doc.heading{level = 2, unlisted = true, c.note} end
    for _, text in ipairs(c.below or {}) do nodes[#nodes + 1] = doc.para{text} end
    if c.url then
        local shown = c.shown or c.url:gsub("^%a+://", ""):gsub("/$", "")
        nodes[#nodes + 1] = doc.qr{text = c.url, size = c.size or "25mm", alt = "二维码：" .. c.url, caption = shown}
    end
    if c.emblem and has_file(c.emblem) then nodes[#nodes + 1] = doc.image{src = c.emblem, alt = c.emblem_alt} end
    return doc.cover{class = "back", nodes}
end

-- 内部资料 (domain §4.0): what such a book must say; what is missing is an error of the book, by `check` of its publication.
-- values: {["准印证号"] = …, …}; at: the row they come from, or nil; keys: {["准印证号"] = its field in that file, …}, for the hint.
book.internal_fields = {"准印证号", "编印单位", "发送对象", "印刷单位", "印刷日期", "印数"}

function book.check_internal(values, report, at, keys)
    for _, name in ipairs(book.internal_fields) do
        local value = values[name]
        if value == nil or value == "" then
            report{code = "N10", at = at, zh = "内部资料缺少" .. name, en = "internal material lacks " .. name,
                hint = (keys and keys[name] and "在 " .. at._file:match("[^/]+$") .. " 里写 " .. keys[name] .. "；" or "")
                    .. "内部资料的封面印准印证号，版权页印编印单位、发送对象、印刷单位、印刷日期、印数；补上再排"}
        end
    end
end

-- The lines that the cover of such a book carries: a permit's number is not parted to fill one.
function book.internal_lines(permit) return {"内部资料　免费交流", "准印证号：" .. permit} end

-- The emblem of a group, as cover and imprint show it.
function book.emblem(group)
    return group.logo and group._folder .. "/" .. group.logo or nil
end

-- ---- imprint and lists ----------------------------------------------------------------------------------

-- rows = {{"书名", text}, …}: what a reader must know to cite or return the book.
function book.imprint(rows)
    local shown = {}
    for _, row in ipairs(rows) do
        if row[2] and row[2] ~= "" then shown[#shown + 1] = {doc.cell{head = true, row[1]}, row[2]} end
    end
    return doc.table{class = "plain", valign = "top", widths = {"auto", 1}, rows = shown}
end

-- 版权页: the same at the foot of a page of its own, the back of the title page.
function book.colophon(rows)
    local lines = {}
    for _, row in ipairs(rows) do
        if row[2] and row[2] ~= "" then
            lines[#lines + 1] = doc.para{class = "colophon", book.label(row[1]), "　", row[2]}
        end
    end
    return doc.cover{class = "plain", lines}
end

-- 修订记录: lines of version, date, clause, content, basis
function book.changes(rows)
    local shown = {}
    for i, row in ipairs(rows or {}) do
        shown[i] = {row.version, words.date(row.date), row.clause, row.content, row.basis}
    end
    if #shown == 0 then return false end
    return doc.table{head = {"版本", "日期", "修订条款", "主要内容", "依据"}, rows = shown}
end

-- {{post, holder}, …} or {"组长：集团园园长", …}
function book.posts(list)
    local shown = {}
    for i, text in ipairs(list or {}) do
        local post, holder = text:match("^(.-)：(.*)$")
        shown[i] = {doc.cell{head = true, book.post(post or text)}, holder or ""}
    end
    if #shown == 0 then return false end
    return doc.table{class = "plain", valign = "top", widths = {"auto", 1}, rows = shown}
end

-- Who signs at each step of a review; a book names posts, and leaves room for the hand (domain §5.1).
book.signers = {
    group = {["校对"] = "集团管理办公室", ["初审"] = "集团管理办公室主任", ["复审"] = "集团园园长", ["终审"] = "县教育体育局"},
    county = {["校对"] = "领导小组管理办公室", ["初审"] = "领导小组管理办公室主任", ["复审"] = "领导小组副组长", ["终审"] = "领导小组组长"},
}

-- 审定: a line for each step, with date and opinion where the review has them.
function book.signatures(reviews, signers)
    local of, rows = {}, {}
    for _, entry in ipairs(reviews or {}) do of[entry.step] = entry end
    for i, step in ipairs(review.steps) do
        local entry = of[step]
        rows[i] = {doc.cell{head = true, step}, signers[step], entry and entry.opinion or "", entry and words.date(entry.date) or "", ""}
    end
    return doc.table{class = "form", head = {"环节", "责任岗位", "意见", "日期", "签名"}, rows = rows,
        align = {"center", "left", "left", "left", "left"}, widths = {"16mm", 2, 2, "32mm", "32mm"}}
end

book.sample_note = "除十个集团的名称外，文中成员园、人物、数据和文号均为虚构，仅用来展示一个县的集团化办园资料可以怎样整理和出版。"

-- ---- blank forms ------------------------------------------------------------------------------------------

local function label(text, extra)
    local cell = {head = true, align = "center", text}
    for key, value in pairs(extra or {}) do cell[key] = value end
    return doc.cell(cell)
end

local function blank(lines, extra)
    local cell = {doc.space(lines or 1)}
    for key, value in pairs(extra or {}) do cell[key] = value end
    return doc.cell(cell)
end

-- Something printed, and under it room to write when the line is deeper than one.
local function printed(line)
    local room = (line.lines or 1) - 1
    return doc.cell{colspan = 3, valign = room > 0 and "top" or nil, line.text, room > 0 and doc.space(room)}
end

local function four(line, lines)
    local cells = {}
    for i = 1, 4 do cells[i] = line[i] and doc.cell{line[i]} or blank(lines) end
    cells[1] = label(line[1])
    return cells
end

local function heads(names)
    local cells = {}
    for i, name in ipairs(names) do cells[i] = label(name) end
    return cells
end

-- A ruled form of four columns: a line is {name, name} for two short fields, {name, lines = n} for a wide one
-- n lines deep, {name, text = "…", lines = n} for a wide one with something printed in it, {heads = {four names}} for a head of
-- what follows, {cells = {name, text}, lines = n} for a row below it, blank from the third column on. lines.widths: as of doc.table.
function book.form(lines)
    local rows = {}
    for i, line in ipairs(lines) do
        if line.heads then
            rows[i] = heads(line.heads)
        elseif line.cells then
            rows[i] = four(line.cells, line.lines)
        elseif line[2] then
            rows[i] = {label(line[1]), blank(), label(line[2]), blank()}
        elseif line.text then
            rows[i] = {label(line[1]), printed(line)}
        else
            rows[i] = {label(line[1]), blank(line.lines, {colspan = 3})}
        end
    end
    return doc.table{class = "form", rows = rows, align = {"center", "left", "center", "left"}, widths = lines.widths or {"auto", 1, "auto", 1}}
end

return book
