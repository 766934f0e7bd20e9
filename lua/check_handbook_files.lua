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

-- Behind 1.2 comes 1.3 or 2.0.
local function follows(version, before)
    local step, minor = handbooks.rank(version) - handbooks.rank(before), handbooks.rank(version) % handbooks.major
    return step <= 1 or minor == 0 and handbooks.rank(version) // handbooks.major - handbooks.rank(before) // handbooks.major == 1
end

-- What is missing between two rows is only asked where all stand in their order.
local function check_gaps(handbook, report)
    local before
    for _, change in ipairs(handbook.changes or {}) do
        if before and change.version and before.version and not follows(change.version, before.version) then
            warn(report, handbook, "changes", "changes", {"修订记录从 " .. before.version .. " 跳到 " .. change.version, "the changes go from " .. before.version
                .. " to " .. change.version, "补上中间各版的记录；没有发过中间的版本，改正版本号", "add the rows between, or mend the number when there were none"})
        end
        before = change
    end
end

-- Rows of changes run from the first version to the last, none left out, and the last is of the day of the version.
local function check_order(handbook, report)
    local before, disordered
    for _, change in ipairs(handbook.changes or {}) do
        if before and (handbooks.rank(change.version) < handbooks.rank(before.version) or (change.date or "") < (before.date or "")) then
            disordered = true
            fail(report, handbook, "changes", "changes", {"修订记录的顺序不对：" .. (change.version or "空") .. " 在 " .. (before.version or "空") .. " 之后",
                "the changes are not in order", "按版本和日期从早到晚排列", "from the first to the last"})
        end
        before = change
    end
    if not disordered then check_gaps(handbook, report) end
    if before and before.date and handbook.version_date and before.date ~= handbook.version_date then
        warn(report, handbook, "version_date", "changes", {"版本日期是 " .. handbook.version_date .. "，修订记录最后一行是 " .. before.date,
            "the version is of " .. handbook.version_date .. ", its row of changes of " .. before.date, "核对两个日期：都是通过这一版的那一天",
            "compare both: it is the day this version was adopted"})
    end
end

local function check_filing(handbook, report)
    for _, pair in ipairs {{"filed_no", "filed_date"}, {"filed_date", "filed_no"}} do
        if handbook[pair[1]] and not handbook[pair[2]] then
            fail(report, handbook, pair[2], "filing", {"备案号和备案日期要一起写，缺 " .. pair[2], "number and date of filing go together",
                "没有备案的两个都不写，书上印“备案中”", "leave both out until it is filed"})
        end
    end
    if handbook.filed_date and handbook.version_date and handbook.filed_date < handbook.version_date then
        fail(report, handbook, "filed_date", "dates", {"备案日期早于版本日期", "filed before this version was adopted",
            "这一版通过以后才能备案；还没有备案的，把上一版的备案号和备案日期删去", "take out number and date of the version before until this one is filed"})
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

-- Each version takes effect after the one before it, or nobody could tell which of them is in force.
local function check_effect(site, group, report)
    local before
    for _, row in ipairs(handbooks.of(site, group.id)) do
        if before and handbooks.is_approved(row) and row.effective_date and row.effective_date <= before.effective_date
            and handbooks.rank(row.version) > handbooks.rank(before.version) then
            fail(report, row, "effective_date", "dates", {"第" .. row.version .. "版的施行日期不晚于第" .. before.version .. "版（" .. before.effective_date .. "），说不清哪一版有效",
                "takes effect no later than version " .. before.version .. " (" .. before.effective_date .. "): which of them is in force?",
                "核对两版的施行日期，新版晚于旧版", "compare both days: the newer version is the later one"})
        end
        if handbooks.is_approved(row) and row.effective_date then before = row end
    end
end

function check.run(site, report)
    for _, group in ipairs(site.groups) do check_effect(site, group, report) end
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
