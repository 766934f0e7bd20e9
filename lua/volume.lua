-- One version of a handbook as its files: handbook.md and the chapters beside it.
--
--   volume.files(site, row)      all chapters in its folder, listed or not
--   volume.chapters(site, row)   the chapters that it lists, in that order
--   volume.sum(site, row)        SHA-256 of the whole: of the sums of handbook.md and of each chapter, a line each. What is approved is
--                                the whole book (domain §5.1, §5.7), so one chapter changed, added, left out or moved gives another
--   volume.mended(site, row)     names of chapters that are not as they were published in this version (published: 1.2|…)

local volume = {}

function volume.is(row) return row._collection == "handbooks" or row._collection == "old_handbooks" end

function volume.files(site, row)
    local collection = row._collection == "handbooks" and site.chapters or site.old_chapters
    return collection:where(function(chapter) return chapter._folder == row._folder end)
end

function volume.chapters(site, row)
    local by_name, list = {}, {}
    for _, chapter in ipairs(volume.files(site, row)) do by_name[chapter._file:match("[^/]+$")] = chapter end
    for _, name in ipairs(row.chapters or {}) do list[#list + 1] = by_name[name] end
    return list
end

function volume.sum(site, row)
    local sums = {row._sha256}
    for i, chapter in ipairs(volume.chapters(site, row)) do sums[i + 1] = chapter._sha256 end
    return sha256(table.concat(sums, "\n") .. "\n")
end

function volume.mended(site, row)
    local list = {}
    for _, chapter in ipairs(volume.chapters(site, row)) do
        local version, sum = tostring(chapter.published or ""):match("^(.-)|(%x+)$")
        if version == tostring(row.version) and sum:lower() ~= chapter._sha256 then list[#list + 1] = chapter._file:match("[^/]+$") end
    end
    return list
end

return volume
