-- What is wrong with cases beyond the types of their fields: domain §2.2, §5.1. (Photos: check_photos.)

local calendar = require "calendar"
local finding = require "finding"
local review = require "review"
local volume = require "volume"
local words = require "words"

local check = {}

local fail, warn = finding.fail, finding.warn

-- ---- the body --------------------------------------------------------------------------------------------

-- What the level-2 heads of a case are about, in this order, once each; either word of a pair will do.
local heads = {{"背景", "问题"}, {"思路"}, {"做法"}, {"成效"}, {"启示", "反思"}}
local least, most = 900, 3000 -- characters

local function check_heads(row, report)
    local found = {}
    for _, node in ipairs(row.body:find "heading") do
        if node.level == 2 then found[#found + 1] = node end
    end
    for i = 1, math.max(#heads, #found) do
        local wanted, node = heads[i], found[i]
        if not wanted or not node or not words.first_in(plain(node), wanted) then
            local zh = wanted and "此处缺“" .. table.concat(wanted, "／") .. "”" or "此处多出“" .. plain(node) .. "”"
            warn(report, node or row, nil, "case-heads", {"二级标题应依次为背景与问题、思路、做法、成效、启示与反思，" .. zh,
                "the level-2 headings are not the five of a case in their order" .. (wanted and ": " .. table.concat(wanted, "/") .. " is missing here" or ""),
                "按征集通知的五个部分组织正文", "write the body in the five parts asked for"})
            return
        end
    end
end

local function check_length(row, report)
    local length = row.body:length()
    if length >= least and length <= most then return end
    warn(report, row, nil, "case-length", {"正文 " .. length .. " 字，应为 " .. least .. "～" .. most .. " 字",
        "the body has " .. length .. " characters; " .. least .. " to " .. most .. " are asked for",
        length < least and "写清怎样做的、谁在场、结果如何" or "删去重复的话，或分成两篇", "write more of what was done, or make two of it"})
end

-- ---- id, folder, group ---------------------------------------------------------------------------------------

-- HLYEY-2526-C01 of hlyey in 2025-2026
local function check_id(row, report)
    local id, year = row.id, row.school_year
    if not id or not year then return end
    local want = row.group_id:upper() .. "-" .. year:sub(3, 4) .. year:sub(8, 9) .. "-"
    if id:sub(1, #want) ~= want then
        fail(report, row, "id", "case-id", {"案例编号与所在文件夹不符：" .. id, "the id does not fit its folder: " .. id,
            "本集团本学年的编号以 " .. want .. "C 开头", "ids here begin with " .. want .. "C"})
    end
end

-- ---- who read it ------------------------------------------------------------------------------------------

local steps = {}
for i, step in ipairs(review.steps) do steps[step] = i end

local function check_entry(row, entry, seen, report)
    local step, date = entry.step, entry.date
    if not steps[step] then
        warn(report, row, "reviews", "review-step", {"不认识的审校环节：" .. (step or "空"), "unknown step: " .. (step or "blank"),
            "环节为校对、初审、复审、终审", "the steps are 校对, 初审, 复审, 终审"})
    end
    if not date or not calendar.day(date) then
        warn(report, row, "reviews", "review-step", {(step or "") .. "的日期无效：" .. (date or "空"), "not a date: " .. (date or "blank"),
            "写作 2026-06-18", "write 2026-06-18"})
    elseif seen.date and date < seen.date then
        warn(report, row, "reviews", "review-step", {step .. "的日期早于前一环节", "earlier than the step before it", "按先后顺序填写，核对日期", "in order, with their dates"})
    end
    if entry.name and seen[entry.name] and seen[entry.name] ~= step then
        warn(report, row, "reviews", "review-step", {entry.name .. "做了两个环节：" .. seen[entry.name] .. "、" .. step, entry.name .. " did two steps",
            "每个环节由不同的人完成", "each step by somebody else"})
    end
    seen.date = date or seen.date
    if entry.name then seen[entry.name] = step end
end

local function check_ahead(row, report)
    local entry = review.ahead(row)
    if entry then
        warn(report, row, "reviews", "review-ahead", {entry.step .. "的日期" .. entry.date .. "比统计截止日" .. site.as_of .. "晚三个月以上", entry.step .. " is dated more than three months after the day of the figures",
            "核对年份；没有写错就把 --as-of 改为今天", "look at the year; if it is right, build as of today"})
    end
end

local function check_chain(row, report, fault)
    check_ahead(row, report)
    if fault then
        fail(report, row, "reviews", "review-chain", {row.status .. "的文稿审校记录不完整：" .. fault[1],
            "the chain of reviews is not complete: " .. fault[2],
            "校对、初审、复审、终审各由一人，日期先后有序，终审同意；补全记录，或把 status 改回 送审",
            "four steps by four people, dates in order, the last one agreeing; complete it, or set the status back to 送审"})
    end
end

-- Which chapters of a handbook are not as they were published, or which files count.
local function of_chapters(row)
    if not volume.is(row) then return "" end
    local mended = volume.mended(site, row)
    return #mended > 0 and "（改过的章：" .. words.list(mended) .. "）" or "（handbook.md 和各章一起审定）"
end

local function check_unchanged(row, report)
    if review.changed(row) then
        warn(report, row, "approved_sha256", "approved-changed", {
            "正文在审定之后改过，按送审处理，不公开" .. of_chapters(row) .. "；现在的校验值是 " .. review.sum(row),
            "the text was changed after its approval and counts as under review; its SHA-256 is now " .. review.sum(row),
            "重新审定后把 approved_sha256 改成这个值；不是有意改的就恢复原文",
            "after a new approval put this value into approved_sha256; if nobody meant to change the text, restore it"})
    end
end

-- A document that claims to be approved has the whole chain, and the text it was given to.
local function check_approval(row, report)
    check_chain(row, report, review.fault(row))
    check_unchanged(row, report)
end

-- What is published says since when, and not from before its last review.
local function check_published(row, report)
    local last = row.reviews and row.reviews[#row.reviews]
    if not row.published then
        if row.status ~= "已发布" then return end
        fail(report, row, "published", "case-published", {"已发布的文稿没有发布日期", "published, but since when?",
            "在 published 写发布日期；还没有发布的把 status 写作 已审定", "write the day in published; what is only approved has the status 已审定"})
    elseif last and last.date and row.published < last.date then
        fail(report, row, "published", "case-published", {"发布日期" .. row.published .. "早于" .. last.step .. "的日期" .. last.date, "published before its last review",
            "核对两个日期", "compare both dates"})
    end
end

local function check_review(row, report)
    if review.claims(row) then
        check_approval(row, report)
        check_published(row, report)
        return
    end
    local seen = {}
    for _, entry in ipairs(row.reviews or {}) do check_entry(row, entry, seen, report) end
    if row.status == "送审" and not row.submitted then
        warn(report, row, "submitted", "case-submitted", {"送审的文稿没有送审日期", "submitted, but when?", "在 submitted 写送审日期", "write the day in submitted"})
    end
end

-- Handbooks and plans may go without a chain (their filing speaks for them, domain §5.2), reports are not printed without
-- (check_reports): one that is written must be whole. Stories have one as cases have.
local function check_other_chains(site, report)
    for _, rows in ipairs {site.handbooks, site.plans, site.reports, site.stories, site.evaluation_texts, site.evaluation_notes} do
        for _, row in ipairs(rows) do
            if (row.reviews or row._collection == "stories") and review.claims(row) then check_chain(row, report, review.fault(row)) end
        end
    end
    for _, rows in ipairs {site.handbooks, site.old_handbooks, site.reports, site.stories, site.evaluation_texts, site.evaluation_notes} do
        for _, row in ipairs(rows) do
            if review.claims(row) then check_unchanged(row, report) end
        end
    end
end

function check.run(site, report)
    for _, row in ipairs(site.cases) do
        check_heads(row, report)
        check_length(row, report)
        check_id(row, report)
        check_review(row, report)
    end
    check_other_chains(site, report)
end

return check
