-- What is wrong with plans, summaries, platform texts and stories: domain §2.2, §1 #10, #17, #45, #55.

local finding = require "finding"
local fields = require "model_fields"
local plan = require "plan"

local check = {}

local fail, warn = finding.fail, finding.warn

-- ---- filing ---------------------------------------------------------------------------------------------

local function check_filing(row, report)
    local filed = row.filing_status == "已备案"
    for _, field in ipairs {"filed_no", "filed_date"} do
        if filed and not row[field] then
            fail(report, row, field, "filing", {"已备案的" .. (row.kind or "计划") .. "缺少" .. (field == "filed_no" and "备案号" or "备案日期"),
                "filed, but without " .. field, "照备案回执填写；没有备案的把 filing_status 改为 已报", "as on the receipt; else set filing_status to 已报"})
        elseif not filed and row[field] then
            warn(report, row, field, "filing", {"状态是" .. (row.filing_status or "空") .. "，却写了" .. (field == "filed_no" and "备案号" or "备案日期"),
                "not filed, but with " .. field, "改 filing_status，或删去这一项", "mend filing_status, or take it out"})
        end
    end
    if row.filed_date and row.submitted and row.filed_date < row.submitted then
        fail(report, row, "filed_date", "dates", {"备案日期早于报送日期", "filed before it was sent", "核对两个日期", "compare both dates"})
    end
    if row.filing_status and row.filing_status ~= "未报" and row.filing_status ~= "不需备案" and not row.submitted then
        warn(report, row, "submitted", "filing", {"状态是" .. row.filing_status .. "，没有报送日期", "sent, but when?", "在 submitted 写报送日期", "write the day in submitted"})
    end
    if row.filing_status == "退回" and not row.reviewer_opinion then
        warn(report, row, "reviewer_opinion", "filing", {"退回的计划没有审核意见", "sent back without a reason", "在 reviewer_opinion 写退回的原因", "write the reason in reviewer_opinion"})
    end
end

-- ---- what each kind needs ---------------------------------------------------------------------------------

local needs = {
    ["发展规划"] = {"valid_from", "valid_to"},
    ["年度计划"] = {"school_year"},
    ["活动方案"] = {"school_year", "semester"},
    ["学期总结"] = {"school_year", "semester"},
}

local function check_needs(row, report)
    for _, field in ipairs(needs[row.kind] or {}) do
        if row[field] == nil then
            fail(report, row, field, "field-missing", {row.kind .. "缺少必填项：" .. field, "a " .. row.kind .. " needs " .. field})
        end
    end
end

local function check_term(row, report)
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from then
        fail(report, row, "valid_to", "dates", {"规划期的止早于起", "it ends before it begins", "核对两个日期", "compare both dates"})
    end
end

local function check_twice(rows, report)
    local seen = {}
    for _, row in ipairs(rows) do
        local key = row.kind == "年度计划" and row.school_year and row.group_id .. "|" .. row.school_year
        if key and seen[key] then
            fail(report, row, "kind", "plan-twice", {"本学年已有年度计划：" .. seen[key].id, "a second 年度计划 of the year: " .. seen[key].id,
                "一个集团一学年一份年度计划；修订后替换原文件", "one a year: put the new one in its place"})
        elseif key then
            seen[key] = row
        end
    end
end

local function has_words(node, wanted)
    local text = plain(node)
    for _, word in ipairs(wanted) do
        if text:find(word, 1, true) then return true end
    end
    return false
end

-- A 工作方案 has its four sections (§1 #45), in any order.
local function check_sections(row, report)
    if row.kind ~= "工作方案" then return end
    local missing = {}
    for _, wanted in ipairs(plan.work_sections) do
        local found = false
        for _, node in ipairs(row.body:find "heading") do found = found or has_words(node, wanted) end
        if not found then missing[#missing + 1] = wanted[1] end
    end
    if #missing > 0 then
        warn(report, row, nil, "plan-sections", {"工作方案没有这些部分：" .. table.concat(missing, "、"), "sections missing: " .. table.concat(missing, ", "),
            "应有组织架构、人员工作职责、集团工作流程、集团文化体系四个部分", "there should be four: organisation, duties, flow of work, culture"})
    end
end

local subjects = {["集团"] = true, ["成员"] = true}

local function check_commitments(row, report)
    for _, promise in ipairs(row.commitments or {}) do
        local subject = promise["主体"]
        if subject and not subjects[subject] then
            warn(report, row, "commitments", "commitment", {(promise["类型"] or "") .. "的主体应是集团或成员：" .. subject, "subject is 集团 or 成员",
                "写作 类型|周期|次数|集团|依据", "as in 类型|周期|次数|集团|依据"})
        end
    end
end

-- ---- platforms ---------------------------------------------------------------------------------------------

-- Three sections of level 2, none empty (§1 #10).
local function sections_of(body)
    local list, current = {}, nil
    for i = 1, #body do
        local node = body[i]
        if node.kind == "heading" and node.level == 2 then
            current = {title = plain(node), node = node, filled = false}
            list[#list + 1] = current
        elseif current then
            current.filled = true
        end
    end
    return list
end

local function check_platform(row, report)
    local found = {}
    for _, section in ipairs(sections_of(row.body)) do found[section.title] = section end
    for _, title in ipairs(fields.platform_parts) do
        local section = found[title]
        if not section or not section.filled then
            warn(report, section and section.node or row, nil, "platform-part", {"“" .. title .. "”" .. (section and "下面没有内容" or "一节没有写"),
                title .. (section and " is empty" or " is missing"), "平台页分共享菜单、工作路径、实施策略三节，用 ## 作标题",
                "three sections headed ##: 共享菜单, 工作路径, 实施策略"})
        end
    end
end

-- All three or none: a group that has not begun is silent, one that has begun is told what is not there (§1 #9).
local function check_three(rows, report)
    local has, missing = {}, {}
    for _, row in ipairs(rows) do has[row.platform or ""] = true end
    for _, name in ipairs(fields.platforms) do
        if not has[name] then missing[#missing + 1] = name end
    end
    if #missing > 0 then
        warn(report, rows[1], nil, "platform-missing", {"本集团还没有这些平台的文件：" .. table.concat(missing, "、"),
            "no text of these platforms: " .. table.concat(missing, ", "), "在 platforms/ 各写一个文件，共三个", "one file each in platforms/, three in all"})
    end
end

local function check_platforms(site, report)
    local seen = {}
    for _, rows in pairs(finding.by(site.platforms, "group_id")) do check_three(rows, report) end
    for _, row in ipairs(site.platforms) do
        check_platform(row, report)
        local key = row.group_id .. "|" .. (row.platform or "")
        if seen[key] then
            fail(report, row, "platform", "platform-twice", {"本集团已有这个平台的文件：" .. seen[key]._file, "a second text of this platform: " .. seen[key]._file,
                "一个平台一个文件", "one file a platform"})
        end
        seen[key] = seen[key] or row
    end
end

-- ---- stories -----------------------------------------------------------------------------------------------

local function key_of(row, id) return row.group_id .. "|" .. (id or "") end

-- Whether its record was set aside, or is in a file that could not be read: that was said, and is one cause.
local function is_accounted(site, story)
    if site.activities:lost(story) then return true end
    for _, row in ipairs(site.activities:all()) do
        if key_of(row, row["编号"]) == key_of(story, story.id) then return true end
    end
    return false
end

local function check_story(site, story, event, report)
    if event and (event["状态"] ~= "已开展" or not event["可公开"]) then
        warn(report, story, "id", "story-private", {"这项活动" .. (event["可公开"] and event["状态"] or "不公开") .. "，记事不会刊出", "its activity is not public, or was not held",
            "改活动记录，或删去记事", "mend the record, or take the story out"})
    elseif not event and not is_accounted(site, story) then
        fail(report, story, "id", "reference-unknown", {"活动记录中没有：" .. (story.id or "空"), "no such activity: " .. (story.id or "blank"),
            "id 写活动的编号", "id is that of the activity"})
    end
end

-- A story tells of an activity in the register, held and open to the public.
local function check_stories(site, report)
    if #site.stories == 0 then return end
    local wanted, found = {}, {}
    for _, story in ipairs(site.stories) do
        if story.id then wanted[key_of(story, story.id)] = true end
    end
    for _, row in ipairs(site.activities) do
        local key = key_of(row, row["编号"])
        if wanted[key] then found[key] = row end
    end
    for _, story in ipairs(site.stories) do check_story(site, story, found[key_of(story, story.id)], report) end
end

function check.run(site, report)
    for _, row in ipairs(site.plans) do
        check_filing(row, report)
        check_needs(row, report)
        check_term(row, report)
        check_sections(row, report)
        check_commitments(row, report)
    end
    check_twice(site.plans, report)
    for _, row in ipairs(site.reports) do check_needs(row, report) end
    check_platforms(site, report)
    check_stories(site, report)
end

return check
