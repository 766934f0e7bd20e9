-- How a handbook is printed, by its print_mode (domain §4.0, §4.6):
--
--   handbook_modes.of(row)   {cover = class of the cover, sides = whether pages have sides, back = whether there is a back cover,
--                            title_page = 扉页, preface = whether the foreword has a page of its own, prints_maker = whether the
--                            imprint names 编印, room = of forms, cover_lines(row), imprint(row) = {{name, text}, …},
--                            opening(row) = what the text opens with, check(row, report), design(row, design)}
--
-- 内部资料 names its permit, who printed it, when, how many and for whom, and no price; 正式出版 its publisher and ISBN. What is
-- missing is an error at the handbook, and the book is not made.

local book = require "book"
local words = require "words"

local handbook_modes = {}

local function maker(row) return row.group.name .. "管理办公室" end

local function nothing() return {} end

local function no_check() end

local function house_book(sides)
    return function(row, design)
        local d = design.handbook(row.group.brand_color)
        d.running_left, d.running_right, d.mirrored = row.title, "{chapter}", sides
        return d
    end
end

-- ---- 内部资料 ---------------------------------------------------------------------------------------------

local function internal_values(row)
    return {
        ["准印证号"] = row.permit_no, ["编印单位"] = maker(row), ["发送对象"] = row.recipients, ["印刷单位"] = row.printer,
        ["印刷日期"] = row.printed and words.date(row.printed), ["印数"] = row.copies and row.copies .. "册",
    }
end

local internal_keys = {["准印证号"] = "permit_no", ["发送对象"] = "recipients", ["印刷单位"] = "printer", ["印刷日期"] = "printed", ["印数"] = "copies"}

local function check_internal(row, report)
    book.check_internal(internal_values(row), report, row, internal_keys)
    if row.price then
        report{code = "N10", at = row, field = "price", zh = "内部资料不得标价", en = "internal material bears no price",
            hint = "删去 price；内部资料免费交流", hint_en = "take price out"}
    end
end

local function internal_imprint(row)
    local values, rows = internal_values(row), {}
    for i, name in ipairs(book.internal_fields) do rows[i] = {name, values[name]} end
    return rows
end

-- ---- 正式出版 ---------------------------------------------------------------------------------------------

-- ISBN-13: thirteen digits, weighted 1 and 3 in turn, add up to a multiple of ten (ISO 2108).
local function is_isbn(text)
    local digits = text:gsub("^ISBN", ""):gsub("[%s%-]", "")
    if not digits:match("^97[89]%d%d%d%d%d%d%d%d%d%d$") then return false end
    local sum = 0
    for i = 1, 13 do sum = sum + tonumber(digits:sub(i, i)) * (i % 2 == 1 and 1 or 3) end
    return sum % 10 == 0
end

local function check_published(row, report)
    for _, part in ipairs {{"出版者", row.publisher, "publisher"}, {"书号", row.isbn, "isbn"}, {"出版日期", row.printed, "printed"}} do
        if not part[2] then
            report{code = "N10", at = row, zh = "正式出版缺少" .. part[1], en = "a published book lacks its " .. part[3],
                hint = "在 handbook.md 里写 " .. part[3] .. "；没有书号的不是正式出版，改用别的 print_mode",
                hint_en = "write " .. part[3] .. " in handbook.md; a book without an ISBN has another print_mode"}
        end
    end
    if row.isbn and not is_isbn(row.isbn) then
        report{code = "N10", at = row, field = "isbn", zh = "书号不对：" .. row.isbn, en = "no ISBN: " .. row.isbn,
            hint = "13 位，末位是校验码", hint_en = "13 digits, the last of them a check digit"}
    end
end

local function published_imprint(row)
    return {{"出版", row.publisher}, {"书号", row.isbn}, {"日期", row.printed and words.date(row.printed) .. "出版"},
        {"印刷", row.printer}, {"印数", row.copies and row.copies .. "册"}, {"定价", row.price}}
end

-- ---- 公文 --------------------------------------------------------------------------------------------------

-- The page of official documents, chapters in its 黑体 in the middle of the line, as regulations have them.
local function official_book(row)
    return {
        preset = "gongwen", page_break_level = 0, running_left = "", running_right = "",
        classes = {
            front_title = {role = "xbs", size = 22, leading = 28.95, align = "center", after = 28.95},
            lead = {role = "fang", size = 12, leading = 20, align = "center"},
            remark = {role = "fang", size = 10.5, leading = 16, before = 8},
            entry = {role = "fang", size = 12, leading = 20, align = "left", left = 24, indent = -2},
        },
        styles = {table = {size = 10.5, leading = 25}, table_head = {size = 10.5, leading = 25}, h1 = {role = "hei", size = 16, leading = 28.95, align = "center", before = 14.5, after = 14.5, bold = false}},
    }
end

local function official_opening(row)
    return {
        doc.heading{level = 1, unlisted = true, class = "front_title", row.title},
        doc.para{class = "center kai", "（" .. words.date(row.version_date) .. row.adopted_by .. "通过）"},
    }
end

-- ---- all -----------------------------------------------------------------------------------------------------

local function nowhere() return false end

-- Room of a page for a form below its title, a line to write on, and what a row adds to its lines, in points.
local house_room, official_room = {depth = 520, pitch = 23, padding = 7}, {depth = 480, pitch = 28.95, padding = 4}

local function mode(own)
    local common = {cover = "slip", sides = true, back = true, title_page = true, preface = true, prints_maker = true, room = house_room,
        cover_lines = nothing, imprint = nothing, opening = nowhere, check = no_check, design = house_book(true)}
    for key, value in pairs(own) do common[key] = value end
    return common
end

local modes = {
    ["电子版"] = mode{sides = false, title_page = false, design = house_book(false)},
    ["公文"] = mode{cover = "plain", back = false, title_page = false, preface = false, room = official_room,
        opening = official_opening, design = official_book},
    ["内部资料"] = mode{prints_maker = false, cover_lines = function(row) return book.internal_lines(row.permit_no) end,
        imprint = internal_imprint, check = check_internal},
    ["正式出版"] = mode{cover_lines = function(row) return {row.publisher} end, imprint = published_imprint, check = check_published},
}

function handbook_modes.of(row) return modes[row.print_mode] end

return handbook_modes
