-- How a compendium of cases is looked up: by group, by theme and platform, by keyword, by kindergarten; and how many
-- cases there are of each (domain §4.5).
--
--   case_indexes.page_of(row), .title_link(row)     where a case stands, and its title leading there
--   case_indexes.by_group(site, cases) …            a page each
--   case_indexes.keywords(cases)                    {{word, {row, …}}, …} by their reading
--
-- Lists show what is there: a group or a kindergarten without a case is in none of them.

local book = require "book"
local fields = require "model_fields"
local layout = require "layout"
local pinyin = require "pinyin"

local case_indexes = {}

function case_indexes.page_of(row) return doc.page_ref("#" .. row._key) end

function case_indexes.title_link(row) return doc.link{href = "#" .. row._key, row.title} end

local page_of, title_link = case_indexes.page_of, case_indexes.title_link

-- {{group, cases}, …} in the county's order, those with a case
function case_indexes.groups(site, cases)
    local list = {}
    for _, group in ipairs(book.groups(site)) do
        local own = {}
        for _, row in ipairs(cases) do
            if row.group == group then own[#own + 1] = row end
        end
        if #own > 0 then list[#list + 1] = {group, own} end
    end
    return list
end

function case_indexes.by_group(site, cases)
    local rows = {}
    for _, entry in ipairs(case_indexes.groups(site, cases)) do
        for i, row in ipairs(entry[2]) do
            rows[#rows + 1] = {i == 1 and entry[1].name or "", row.id, title_link(row), page_of(row)}
        end
    end
    return {
        layout.page("集团索引", {level = 2, id = "index-group"}),
        doc.table{head = {"集团", "编号", "案例", "页码"}, align = {"left", "left", "left", "right"}, rows = rows},
    }
end

local function cell_of(cases, theme, platform)
    local cell = {}
    for _, row in ipairs(cases) do
        if row.theme == theme and row.platform == platform then
            cell[#cell + 1] = doc.para{class = "entry", page_of(row), "　", title_link(row)}
        end
    end
    return #cell > 0 and doc.section{cell} or "—"
end

function case_indexes.matrix(cases)
    local head, rows = {"主题"}, {}
    for _, platform in ipairs(fields.platforms) do head[#head + 1] = platform end
    for i, theme in ipairs(fields.themes) do
        rows[i] = {doc.cell{head = true, theme}}
        for _, platform in ipairs(fields.platforms) do table.insert(rows[i], doc.cell{cell_of(cases, theme, platform)}) end
    end
    return {
        layout.page("主题与平台对照", {level = 2, id = "index-matrix",
            lead = "纵看主题，横看三个共享平台；数字为页码，“—”表示本学年没有收录。"}),
        doc.table{class = "grid", head = head, rows = rows, widths = {"auto", 1, 1, 1}},
    }
end

-- {{word, {row, …}}, …} in the order of pinyin
function case_indexes.keywords(cases)
    local list, of = {}, {}
    for _, row in ipairs(cases) do
        for _, word in ipairs(row.keywords or {}) do
            if not of[word] then
                of[word] = {word, {}}
                list[#list + 1] = of[word]
            end
            table.insert(of[word][2], row)
        end
    end
    table.sort(list, function(a, b) return pinyin.before(a[1], b[1]) end)
    return list
end

local function pages(rows)
    local nodes = {}
    for i, row in ipairs(rows) do
        if i > 1 then nodes[#nodes + 1] = "，" end
        nodes[#nodes + 1] = page_of(row)
    end
    return nodes
end

function case_indexes.by_keyword(cases)
    local lines, letter = {}, nil
    for _, entry in ipairs(case_indexes.keywords(cases)) do
        local own = pinyin.letter(entry[1]) or "其他"
        if own ~= letter then
            letter = own
            lines[#lines + 1] = doc.para{class = "topic", letter}
        end
        lines[#lines + 1] = doc.para{class = "entry", entry[1], "　", pages(entry[2])}
    end
    return {
        layout.page("关键词索引", {level = 2, id = "index-keyword", lead = "按汉语拼音排列，数字为案例起始页码。"}),
        doc.columns{count = 3, lines},
    }
end

local function rows_of_unit(id, cases)
    local found = {}
    for _, row in ipairs(cases) do
        for _, unit in ipairs(row.units or {}) do
            if unit == id or (type(unit) ~= "string" and unit["单位编号"] == id) then found[#found + 1] = row end
        end
    end
    return found
end

-- Under its group in the order of units.csv, which has a line for each period of membership.
function case_indexes.by_unit(site, cases)
    local lines = {}
    for _, group in ipairs(book.groups(site)) do
        local seen = {}
        lines[#lines + 1] = doc.para{class = "topic", group.name}
        for _, unit in ipairs(site.units:where{["所属集团"] = group.id}) do
            local id = unit["单位编号"]
            local found = seen[id] and {} or rows_of_unit(id, cases)
            seen[id] = true
            if #found > 0 then
                lines[#lines + 1] = doc.para{class = "entry", unit["单位名称"], "　", pages(found)}
            end
        end
    end
    return {
        layout.page("园所索引", {level = 2, id = "index-unit", lead = "按集团排列，数字为该园参与实施的案例的起始页码。"}),
        doc.columns{count = 2, lines},
    }
end

-- ---- figures ------------------------------------------------------------------------------------------------

local function count(cases, theme)
    local n = 0
    for _, row in ipairs(cases) do
        if row.theme == theme then n = n + 1 end
    end
    return n
end

local function themes_told(cases)
    local list = {}
    for _, theme in ipairs(fields.themes) do
        if count(cases, theme) > 0 then list[#list + 1] = theme end
    end
    return list
end

local function group_rows(site, cases, themes)
    local rows = {}
    for _, entry in ipairs(case_indexes.groups(site, cases)) do
        local row = {entry[1].name}
        for _, theme in ipairs(themes) do
            local n = count(entry[2], theme)
            row[#row + 1] = n > 0 and tostring(n) or ""
        end
        row[#row + 1] = tostring(#entry[2])
        rows[#rows + 1] = row
    end
    local total = {class = "total", "合计"}
    for _, theme in ipairs(themes) do total[#total + 1] = tostring(count(cases, theme)) end
    total[#total + 1] = tostring(#cases)
    rows[#rows + 1] = total
    return rows
end

-- Cases of each group and theme, as a table and, by theme, as a chart.
function case_indexes.figures(site, cases)
    local themes = themes_told(cases)
    local head, align, widths, values = {"集团"}, {"left"}, {"38mm"}, {}
    for i, theme in ipairs(themes) do
        head[#head + 1], align[#align + 1], widths[#widths + 1], values[i] = theme, "center", 1, count(cases, theme)
    end
    head[#head + 1], align[#align + 1], widths[#widths + 1] = "合计", "right", "auto"
    return {
        layout.page("收录情况", {level = 2, id = "index-figures", lead = "各集团、各主题收录的案例篇数。"}),
        doc.table{caption = "各集团各主题案例（篇）", head = head, align = align, widths = widths, rows = group_rows(site, cases, themes)},
        #themes > 1 and doc.chart{kind = "horizontal", title = "各主题案例", unit = "篇", decimals = 0, categories = themes, values = values},
    }
end

return case_indexes
