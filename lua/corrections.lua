-- 更正 after publication (domain §5.10): at the foot of the page, and in the next printing.
--
--   corrections.on_page(site, path, id)   those of an output path, or of the document that it shows
--   corrections.last(site, path, id)      the day of the last of these; nil: there is none
--   corrections.of(site, ids)             those of documents, ids = {[id] = true}
--   corrections.of_group(site, group)     those of all that a group published
--
-- Each is {date = "2026-06-20", day = "2026年6月20日", document = id or nil, text = "…"}, by date.

local words = require "words"

local corrections = {}

local function by_date(a, b)
    if a.row["日期"] ~= b.row["日期"] then return a.row["日期"] < b.row["日期"] end
    return a.row["编号"] < b.row["编号"]
end

local function collect(site, fits)
    local list = {}
    for _, row in ipairs(site.corrections) do
        if row["日期"] <= site.as_of and fits(row) then
            list[#list + 1] = {row = row, document = row["文稿"], date = row["日期"], day = words.date(row["日期"]),
                text = "原文“" .. row["原文"] .. "”，更正为“" .. row["更正"] .. "”。"}
        end
    end
    table.sort(list, by_date)
    for _, entry in ipairs(list) do entry.row = nil end
    return list
end

function corrections.on_page(site, path, id)
    return collect(site, function(row) return row["页面"] == path or (id ~= nil and row["文稿"] == id) end)
end

function corrections.last(site, path, id)
    local list = corrections.on_page(site, path, id)
    return #list > 0 and list[#list].date or nil
end

function corrections.of(site, ids)
    return collect(site, function(row) return row["文稿"] ~= nil and ids[row["文稿"]] == true end)
end

function corrections.of_group(site, group)
    return collect(site, function(row) return row.group == group end)
end

-- The same as blocks of a book under a heading of this level; false when there is nothing.
function corrections.blocks(list, heading)
    if #list == 0 then return false end
    local items = {ordered = true, tight = true}
    for i, entry in ipairs(list) do items[i] = entry.day .. (entry.document and "，" .. entry.document or "") .. "：" .. entry.text end
    return {heading, doc.list(items)}
end

return corrections
