-- The finished files of a build as papers speak of them (domain §5.1, §5.8), for publications with after_books = true.
--
--   finished.of(path)      {bytes, pages, sha256} of an output, or nil: 尚未生成
--   finished.digits(sum)   the 64 digits of a sum in groups of eight, to be compared by eye
--   finished.told(path)    for a cell: path, size, pages, sum, in lines
--   finished.texts(row, collection, year)   paths of the outputs that publish a reviewed text
--   finished.asked(row)    whether papers ask about the page of a text, which therefore is made before them

local book_files = require "book_files"
local handbooks = require "handbooks"
local show = require "show"

local finished = {}

function finished.of(path) return made(path) end

function finished.digits(sum) return (sum:gsub("%x%x%x%x%x%x%x%x", "%0 ")) end

local function size(file)
    return (file.pages > 0 and file.pages .. "页，" or "") .. show.bytes(file.bytes) .. "（" .. file.bytes .. "字节）"
end

function finished.told(path)
    local file = finished.of(path)
    if not file then return {path, doc.line_break(), "尚未生成"} end
    return {path, doc.line_break(), size(file), doc.line_break(), finished.digits(file.sha256)}
end

local function folder(row) return "site/" .. row.group_id .. "/" end

-- The pages of reports say how large their books are, so they come later than papers and are not among these.
local publish = {
    cases = function(row) return {folder(row) .. "cases/" .. row.id .. ".html"} end,
    handbooks = function(row) return {handbooks.file(site, row), folder(row) .. "handbook/all.html"} end,
    stories = function(row) return {folder(row) .. "stories/" .. row.id .. ".html"} end,
    plans = function(row) return {folder(row) .. "plans/" .. row.id:lower() .. ".html"} end,
    reports = function(row, year) return row.school_year == year and row.kind ~= "学期总结" and {book_files.annual(row.group_id, year)} or {} end,
}

local asked = {cases = true, stories = true, plans = true}

function finished.asked(row) return asked[row._collection] or false end

function finished.texts(row, collection, year) return publish[collection](row, year) end

return finished
