-- Where a handbook's files lie and in which order its lists run: chapters, changes, filing, older versions: domain
-- §2.2, §5.7. (What stands in them: check_handbooks.)

local finding = require "finding"
local handbooks = require "handbooks"

local check = {}

local fail, warn = finding.fail, finding.warn

-- ---- chapters ------------------------------------------------------------------------------------------

local function check_chapters(site, handbook, report)
    if site.chapters:lost(handbook) or site.old_chapters:lost(handbook) then return end
    local listed = {}
    for i, chapter in ipairs(handbooks.chapters(site, handbook)) do
        listed[chapter._file] = true
        if chapter.chapter and chapter.chapter ~= i then
            fail(report, chapter, "chapter", "chapter-number", {"章号是 " .. chapter.chapter .. "，按 chapters 的顺序应是 " .. i,
                "this is chapter " .. chapter.chapter .. "; in the order listed it is " .. i, "改章号，或调整 chapters 的顺序", "mend the number or the order"})
        end
    end
    for _, chapter in ipairs(handbooks.files(site, handbook)) do
        if not listed[chapter._file] then
            local name = chapter._file:match("[^/]+$")
            warn(report, chapter, nil, "chapter-unlisted", {"手册的 chapters 没有列出这一章：" .. name, "the handbook does not list this chapter: " .. name,
                "按顺序写进 handbook.md 的 chapters；不用的移出文件夹", "list it in handbook.md, or move it out"})
        end
    end
end

-- ---- changes and filing ----------------------------------------------------------------------------------

-- Rows of changes run from the first version to the last.
local function check_order(handbook, report)
    local before
    for _, change in ipairs(handbook.changes or {}) do
        if before and (handbooks.rank(change.version) < handbooks.rank(before.version) or (change.date or "") < (before.date or "")) then
            fail(report, handbook, "changes", "changes", {"修订记录的顺序不对：" .. (change.version or "空") .. " 在 " .. (before.version or "空") .. " 之后",
                "the changes are not in order", "按版本和日期从早到晚排列", "from the first to the last"})
        end
        before = change
    end
end

local function check_filing(handbook, report)
    for _, pair in ipairs {{"filed_no", "filed_date"}, {"filed_date", "filed_no"}} do
        if handbook[pair[1]] and not handbook[pair[2]] then
            fail(report, handbook, pair[2], "filing", {"备案号和备案日期要一起写，缺 " .. pair[2], "number and date of filing go together",
                "没有备案的两个都不写，书上印“备案中”", "leave both out until it is filed"})
        end
    end
end

-- ---- older versions --------------------------------------------------------------------------------------

-- An older version lies in a folder called by it, is older than the one in handbook/, whose changes know of it.
local function check_old(old, newest, report)
    if old.folder ~= "v" .. old.version then
        fail(report, old, "version", "version-folder", {"旧版 " .. old.version .. " 应放在文件夹 v" .. old.version .. "，这里是 " .. old.folder,
            "version " .. old.version .. " belongs in a folder v" .. old.version, "改文件夹名或版本号", "mend the folder or the version"})
    end
    if handbooks.rank(old.version) >= handbooks.rank(newest.version) then
        fail(report, old, "version", "version-folder", {"旧版 " .. old.version .. " 不早于现行版", "not older than the newest version",
            "最新的一版放在 handbook 文件夹，旧版放在它的子文件夹", "the newest one lies in handbook itself"})
        return
    end
    for _, change in ipairs(newest.changes or {}) do
        if change.version == old.version then return end
    end
    warn(report, old, "version", "changes", {"现行手册的修订记录里没有 " .. old.version, "the present handbook's changes do not name this version",
        "补上这一版的修订记录", "add its row to changes"})
end

function check.run(site, report)
    local newest = {}
    for _, handbook in ipairs(site.handbooks) do newest[handbook.group_id] = handbook end
    for _, list in ipairs {site.handbooks, site.old_handbooks} do
        for _, handbook in ipairs(list) do
            check_order(handbook, report)
            check_filing(handbook, report)
            check_chapters(site, handbook, report)
        end
    end
    for _, old in ipairs(site.old_handbooks) do
        if newest[old.group_id] and old.version then check_old(old, newest[old.group_id], report) end
    end
end

return check
