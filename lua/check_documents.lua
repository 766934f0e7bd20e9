-- What is wrong with cases and other texts beyond the types of their fields: domain §2.2, §3.9, §5.1, §5.3.
-- Handbooks: check_handbooks.

local review = require "review"

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

-- Texts that may go without a chain (their filing speaks for them): one that is written must be whole.
local function check_other_chains(site, report)
    for _, rows in ipairs {site.handbooks, site.plans, site.reports} do
        for _, row in ipairs(rows) do
            if row.reviews and review.claims(row) then check_chain(row, report) end
        end
    end
end

local function check_cases(site, report)
    for _, row in ipairs(site.cases) do
        check_heads(row, report)
        check_length(row, report)
        check_review(row, report)
    end
end

-- ---- corrections ----------------------------------------------------------------------------------

local function check_corrections(site, report)
    for _, row in ipairs(site.corrections) do
        if not row.page and not row.document then
            report{level = "error", code = "correction-place", at = row, zh = "更正没有写明页面或文稿", en = "a correction of no page and no document",
                hint = "填“文稿”（编号），或填“页面”（清单里的路径）", hint_en = "fill in 文稿 (its id) or 页面 (a path of the manifest)", aside = true}
        end
    end
end

-- ---- all ---------------------------------------------------------------------------------------

function check.run(site, report)
    check_cases(site, report)
    check_other_chains(site, report)
    check_corrections(site, report)
end

return check
