-- What must not be published, told of the authors' texts before anything is built: by the judges of the gate (private.lua), so
-- that what passes here passes there.
--
-- What harms a child is an error wherever it stands, in a remark and an internal table too, because content folders are passed
-- around (domain §3.9 E12, §5.3 (b)); the words the county registered are no such place. A staff member's full name is a warning where
-- the public could see it (§5.3 (c)): whether it gets into an output only the build knows, which then refuses it. The list of
-- people, where full names stand, is none of those places.
--
-- Where there are more records than a county has in a hundred years, only numbers are looked for here, and words by the gate.

local children = require "children"
local private = require "private"
local texts = require "texts"

local check = {}

local most_records = 100000

local function harmful(site)
    local list = private.harmful(site)
    if #site.activities <= most_records then return list end
    local numbers = {}
    for _, part in ipairs(list) do
        if part.digits then numbers[#numbers + 1] = part end
    end
    return numbers
end

local function check_harmful(site, report)
    local list, said = harmful(site), {}
    for _, hit in ipairs(site.look(list)) do
        local found = (list[hit.scan].digits or hit.collection ~= "privacy") and hit.found
        local place = found and found.secret .. "|" .. hit.line
        if found and not (said[place] == hit.source) then
            said[place] = hit.source
            report{level = "error", code = found.code, at = hit, zh = found.zh, en = found.en, hint = found.hint, hint_en = found.hint_en, secret = found.secret}
        end
    end
end

local function check_full_names(site, report)
    local names = private.full_names(site)
    if #names.words == 0 or #site.activities > most_records then return end
    for _, hit in ipairs(site.words{find = names.words}) do
        local found = hit.collection ~= "people" and names.judge{text = hit.text, raw = hit.text, before = hit.before or "", after = hit.behind or ""}
        if found then
            report{level = "warning", code = "private", at = hit, zh = found.zh .. "；印进公开的输出时会被拦下", en = found.en .. "; a public output with it is refused",
                hint = found.hint, hint_en = found.hint_en, secret = found.secret}
        end
    end
end

-- The longest piece of a cell's words that stands in the source as it is: of 李**浩然** the given name.
local function written(cell)
    local longest = ""
    for _, text in ipairs(cell:find "text") do
        if #text.text > #longest then longest = text.text end
    end
    return longest
end

-- The cells of a table by rows: {{text without blanks, node}, …}, …
local function cells_of(node)
    local rows = {}
    for _, row in ipairs(node:find "row") do
        local cells = {}
        for i = 1, #row do
            cells[i] = {text = plain(row[i]):gsub("%s", ""):gsub("　", ""), node = row[i]}
        end
        rows[#rows + 1] = cells
    end
    return rows
end

-- Tables that list children: the first name of each is told.
local function check_table(row, node, known, report)
    local rows, titles = cells_of(node), {}
    for i, cell in ipairs(rows[1] or {}) do titles[i] = cell.text end
    local column = children.column(titles)
    for i = 2, column and #rows or 1 do
        local cell = rows[i][column]
        if cell and children.is_listed(cell.text, known) then
            local found = private.listed(written(cell.node))
            report{level = "error", code = found.code, at = cell.node, zh = found.zh, en = found.en, hint = found.hint, hint_en = found.hint_en, secret = found.secret}
            return
        end
    end
end

local function check_lists(site, report)
    local known
    for _, names in ipairs {texts.of_groups, texts.of_county} do
        for _, name in ipairs(names) do
            for _, row in ipairs(site[name]) do
                for _, node in ipairs(row.body:find "table") do
                    known = known or private.no_children(site)
                    check_table(row, node, known, report)
                end
            end
        end
    end
end

function check.run(site, report)
    check_harmful(site, report)
    check_lists(site, report)
    check_full_names(site, report)
end

return check
