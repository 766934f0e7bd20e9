-- The management handbooks of the groups, and their versions: domain §2.2, §4.6, §5.7.
--
--   handbooks.subjects                     what a handbook must cover, in the order of the plan
--   handbooks.of(site, group_id)           all versions there are, the oldest first: rows of handbooks and old_handbooks
--   handbooks.printed(site, group_id)      of these, those that went through their review; in a draft (kanben build --draft) all
--   handbooks.chapters(site, row)          the chapters of a version, in the order it lists them
--   handbooks.in_force(list, date)         the one of a list that is in force on a day, as reports cite it; nil before the first
--   handbooks.before(list, row)            the version before it; nil
--   handbooks.state(list, row, date)       "current", "superseded", "coming" (not in force yet), "draft"
--   handbooks.rank(version)                a number to compare versions by: 1.10 above 1.9; a major one is handbooks.major above the last
--   handbooks.files(site, row)             all chapters in its folder, listed or not
--   handbooks.shown(row)                   第1.2版
--   handbooks.folder(row)                  v1.2, v1.3-draft: its place beside the newest
--   handbooks.file(site, row)              where its book stands among the outputs: what is 内部资料 below internal/ (domain §4.0)
--   handbooks.is_internal(row)             whether it is that
--   handbooks.comparison_file(site, row)   where the sheet stands that compares it with the version before
--   handbooks.older(a, b)                  whether the version of a is before that of b
--
-- The newest version lies in handbook/, older ones each in a folder of their own: handbook/v1.1/handbook.md.

local review = require "review"
local volume = require "volume"

local handbooks = {}

handbooks.subjects = {"章程", "办园理念", "组织架构", "职责任务", "权利与义务", "工作制度", "管理办法", "管理模式", "运行机制",
    "议事规则", "工作例会", "工作流程", "党建", "互检标准", "财务", "内控制度", "资产管理", "师资", "资源共享", "考核",
    "评价策略", "评价激励机制", "决策", "执行", "监督", "保障"}

-- ---- versions ------------------------------------------------------------------------------------------

-- "1.10" and "1.2-草案" as numbers to sort by
local function parts(version)
    local major, minor = tostring(version):match("^(%d+)%.(%d+)")
    return tonumber(major) or 0, tonumber(minor) or 0
end

handbooks.major = 100000 -- more than a major version has minor ones

function handbooks.rank(version)
    local major, minor = parts(version)
    return major * handbooks.major + minor
end

function handbooks.older(a, b)
    local rank_a, rank_b = handbooks.rank(a.version), handbooks.rank(b.version)
    if rank_a ~= rank_b then return rank_a < rank_b end
    return a._file < b._file
end

function handbooks.is_draft(row) return tostring(row.version):match("草案$") ~= nil end

function handbooks.is_approved(row)
    local status = review.status(row)
    return (status == "已审定" or status == "已发布") and not handbooks.is_draft(row)
end

function handbooks.shown(row)
    return "第" .. tostring(row.version):gsub("%-草案$", "") .. "版" .. (handbooks.is_draft(row) and "（草案）" or "")
end

function handbooks.folder(row) return "v" .. tostring(row.version):gsub("%-草案$", "-draft") end

function handbooks.of(site, group_id)
    local list = {}
    for _, row in ipairs(site.handbooks:where{group_id = group_id}) do list[#list + 1] = row end
    for _, row in ipairs(site.old_handbooks:where{group_id = group_id}) do list[#list + 1] = row end
    table.sort(list, handbooks.older)
    return list
end

function handbooks.printed(site, group_id)
    local list = {}
    for _, row in ipairs(handbooks.of(site, group_id)) do
        if site.draft and review.open(row) or handbooks.is_approved(row) then list[#list + 1] = row end
    end
    return list
end

function handbooks.in_force(list, date)
    local found
    for _, row in ipairs(list) do
        local from = row.effective_date
        if from and from <= date and not handbooks.is_draft(row) and (not found or from >= found.effective_date) then found = row end
    end
    return found
end

-- What the name of a version's files ends with: nothing of the one that counts.
local function suffix(site, row)
    local list = handbooks.printed(site, row.group.id)
    return row == (handbooks.in_force(list, site.as_of) or list[#list]) and "" or "-" .. handbooks.folder(row)
end

function handbooks.is_internal(row) return row.print_mode == "内部资料" end

function handbooks.file(site, row)
    return (handbooks.is_internal(row) and "internal/" or "pdf/") .. row.group.id .. "-handbook" .. suffix(site, row) .. ".pdf"
end

function handbooks.comparison_file(site, row) return "pdf/" .. row.group.id .. "-handbook-comparison" .. suffix(site, row) .. ".pdf" end

function handbooks.before(list, row)
    for i, other in ipairs(list) do
        if other == row then return list[i - 1] end
    end
    return nil
end

function handbooks.state(list, row, date)
    if not handbooks.is_approved(row) then return "draft" end
    if row.effective_date > date then return "coming" end
    return handbooks.in_force(list, date) == row and "current" or "superseded"
end

-- ---- chapters ----------------------------------------------------------------------------------------------

handbooks.files, handbooks.chapters = volume.files, volume.chapters

return handbooks
