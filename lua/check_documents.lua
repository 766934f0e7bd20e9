-- What is wrong with cases, handbooks and other texts beyond the types of their fields: domain §2.2,
-- §3.9, §5.1, §5.3, §5.7.

local review = require "review"
local words = require "words"

local check = {}

-- ---- cases -------------------------------------------------------------------------------------

-- What the level-2 heads of a case are about, in this order; either word of a pair will do.
local case_heads = {{"背景", "问题"}, {"思路"}, {"做法"}, {"成效"}, {"启示", "反思"}}
local case_least, case_most = 900, 3000 -- characters

local function head_fits(text, wanted)
    for _, word in ipairs(wanted) do
        if text:find(word, 1, true) then return true end
    end
    return false
end

local function check_heads(row, report)
    local heads = {}
    for _, node in ipairs(row.body:find "heading") do
        if node.level == 2 then heads[#heads + 1] = node end
    end
    for i, wanted in ipairs(case_heads) do
        if not heads[i] or not head_fits(plain(heads[i]), wanted) then
            report{level = "warning", code = "case-heads", at = heads[i] or row,
                zh = "二级标题应依次为背景与问题、思路、做法、成效、启示与反思，此处缺“" .. table.concat(wanted, "／") .. "”",
                en = "the level-2 headings are not the five of a case in their order: " .. table.concat(wanted, "/") .. " is missing here",
                hint = "按征集通知的五个部分组织正文", hint_en = "write the body in the five parts asked for"}
            return
        end
    end
end

local function check_length(row, report)
    local length = row.body:length()
    if length >= case_least and length <= case_most then return end
    report{level = "warning", code = "case-length", at = row,
        zh = "正文 " .. length .. " 字，应为 " .. case_least .. "～" .. case_most .. " 字",
        en = "the body has " .. length .. " characters; " .. case_least .. " to " .. case_most .. " are asked for"}
end

local function check_chain(row, report)
    local fault = review.fault(row)
    if fault then
        report{level = "error", code = "review-chain", at = row, field = "reviews",
            zh = row.status .. "的文稿审校记录不完整：" .. fault[1],
            en = "the chain of reviews is not complete: " .. fault[2],
            hint = "校对、初审、复审、终审各由一人，日期先后有序，终审同意；补全记录，或把 status 改回 送审",
            hint_en = "four steps by four people, dates in order, the last one agreeing; complete it, or set the status back to 送审"}
    end
end

local function check_text(row, report)
    if review.changed(row) then
        report{level = "warning", code = "approved-changed", at = row, field = "approved_sha256",
            zh = "正文在审定之后改过，按送审处理，不公开；现在的校验值是 " .. row._sha256,
            en = "the text was changed after its approval and counts as under review; its SHA-256 is now " .. row._sha256,
            hint = "重新审定后把 approved_sha256 改成这个值；不是有意改的就恢复原文",
            hint_en = "after a new approval put this value into approved_sha256; if nobody meant to change the text, restore it"}
    end
end

local function check_review(row, report)
    if not review.claims(row) then return end
    check_chain(row, report)
    check_text(row, report)
end

local function check_cases(site, report)
    for _, row in ipairs(site.cases) do
        check_heads(row, report)
        check_length(row, report)
        check_review(row, report)
    end
end

-- ---- handbooks ---------------------------------------------------------------------------------

check.covers = {"章程", "办园理念", "组织架构", "职责任务", "权利与义务", "工作制度", "管理办法", "管理模式", "运行机制",
    "议事规则", "工作例会", "工作流程", "党建", "互检标准", "财务", "内控制度", "资产管理", "师资", "资源共享", "考核",
    "评价策略", "评价激励机制", "决策", "执行", "监督", "保障"}

local function number_of(node)
    local text = #node > 0 and node[1].kind == "strong" and plain(node[1]):match("^第(.-)条$")
    return text and words.value(text)
end

-- Articles run on through all chapters without a gap; answers the next number.
local function check_articles(chapter, expected, report)
    for _, node in ipairs(chapter.body:find "para") do
        local number = number_of(node)
        if number and number ~= expected then
            report{level = "error", code = "article-number", at = node,
                zh = "条文序号为第" .. words.number(number) .. "条，应为第" .. words.number(expected) .. "条",
                en = "this is article " .. number .. "; article " .. expected .. " is expected here",
                hint = "全书条文连续编号，不断号、不重号", hint_en = "articles are numbered through the whole book"}
        end
        expected = number and number + 1 or expected
    end
    return expected
end

local function check_covers(handbook, covered, report)
    local missing = {}
    for _, key in ipairs(check.covers) do
        if not covered[key] then missing[#missing + 1] = key end
    end
    if #missing > 0 then
        report{level = "warning", code = "covers", at = handbook, zh = "手册没有覆盖：" .. table.concat(missing, "、"),
            en = "the handbook covers nothing of: " .. table.concat(missing, ", "),
            hint = "在相应章的 covers 里写上，或补写条文", hint_en = "name it in that chapter's covers, or write the articles"}
    end
end

local function check_version(handbook, report)
    local changes = handbook.changes or {}
    local last = changes[#changes]
    if last and last.version ~= handbook.version then
        report{level = "error", code = "changes", at = handbook, field = "changes",
            zh = "修订记录最后一行是 " .. (last.version or "空") .. "，手册版本是 " .. (handbook.version or "空"),
            en = "the last change is of version " .. (last.version or "none") .. ", the handbook is " .. (handbook.version or "none"),
            hint = "每次改版在 changes 末尾加一行", hint_en = "add a row to changes with each version"}
    end
    if handbook.effective_date and handbook.version_date and handbook.effective_date < handbook.version_date then
        report{level = "error", code = "dates", at = handbook, field = "effective_date", zh = "施行日期早于版本日期",
            en = "it takes effect before the date of its version"}
    end
end

-- The chapters of a handbook in the order it lists them.
local function chapters_of(site, handbook)
    local by_name, list = {}, {}
    for _, chapter in ipairs(site.chapters) do
        if chapter._folder == handbook._folder then by_name[chapter._file:match("[^/]+$")] = chapter end
    end
    for _, name in ipairs(handbook.chapters or {}) do list[#list + 1] = by_name[name] end
    return list
end

local function check_handbooks(site, report)
    for _, handbook in ipairs(site.handbooks) do
        local expected, covered = 1, {}
        for _, chapter in ipairs(chapters_of(site, handbook)) do
            expected = check_articles(chapter, expected, report)
            for _, key in ipairs(chapter.covers or {}) do covered[key] = true end
        end
        check_covers(handbook, covered, report)
        check_version(handbook, report)
    end
end

-- ---- all ---------------------------------------------------------------------------------------

function check.run(site, report)
    check_cases(site, report)
    check_handbooks(site, report)
end

return check
