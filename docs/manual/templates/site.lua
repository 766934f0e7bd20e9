-- One page for each chapter and a first page; addresses are the chapters' ids.

local manual = require "manual"

return function(site, page, asset)
    local entries = {}
    for i, chapter in ipairs(site.chapters) do
        entries[i] = {number = manual.number(i), row = chapter, path = "site/" .. chapter.id .. ".html"}
    end
    page{path = "site/index.html", template = "index.html", data = {entries = entries, at = 0, title = manual.title}}
    for i, entry in ipairs(entries) do
        page{
            path = entry.path, template = "chapter.html", of = entry.row,
            data = {entries = entries, at = i, entry = entry, title = entry.row.title .. " · " .. manual.title},
        }
    end
    for _, row in ipairs(site.pages) do asset{from = "media/" .. row.file, path = "site/media/" .. row.file} end
    asset{template = "style.css", path = "site/style.css"}
end
