-- What is wrong with handbooks beyond the types of their fields: domain §2.2, §4.6, §5.7.

local articles = require "articles"
local comparison = require "comparison"
local handbooks = require "handbooks"
local references = require "references"
local words = require "words"

local check = {}

-- ---- articles ------------------------------------------------------------------------------------

-- The articles of a version, in order, and by number.
local function articles_of(site, handbook)
    local list, of = {}, {}
    for _, chapter in ipairs(handbooks.chapters(site, handbook)) do
        for _, article in ipairs(articles.read(chapter.body)) do
            list[#list + 1] = article
            if article.number then of[article.number] = article end
        end
    end
    return list, of
end

-- Articles run on through all chapters without a gap.
local function check_numbers(list, report)
    local expected = 1
    for _, article in ipairs(list) do
        local number = article.number
        if number and number ~= expected then
            report{level = "error", code = "article-number", at = article.node,
                zh = "条文序号为" .. article.name .. "，应为" .. articles.name(expected),
                en = "this is article " .. number .. "; article " .. expected .. " is expected here",
                hint = "全书条文连续编号，不断号、不重号", hint_en = "articles are numbered through the whole book"}
        end
        expected = number and number + 1 or expected
    end
end

-- ---- references ------------------------------------------------------------------------------------

-- The article with the number nearest to one that is missing.
local function nearest(of, number)
    local best
    for other, article in pairs(of) do
        if not best or math.abs(other - number) < math.abs(best.number - number) then best = article end
    end
    return best
end

local function missing(of, found, at, field, report)
    local near = nearest(of, found.number)
    report{level = "error", code = "article-missing", at = at, field = field,
        zh = "引用的" .. articles.name(found.number) .. "不存在", en = "there is no article " .. found.number,
        hint = near and "最接近的是" .. near.name .. "“" .. words.lead(near.blocks[1].text, 20) .. "”" or "手册还没有条文",
        hint_en = near and "the nearest is article " .. near.number or "the handbook has no articles yet"}
end

-- Whether the paragraph and the item that a reference names are there.
local function check_parts(article, found, at, field, report)
    for _, part in ipairs {{found.paragraph, article.paragraphs, "款", "paragraph"}, {found.item, article.items, "项", "item"}} do
        local asked, there = part[1], part[2]
        if asked and (asked < 1 or asked > there) then
            report{level = "error", code = "article-missing", at = at, field = field,
                zh = article.name .. "没有第" .. words.number(asked) .. part[3] .. "，只有" .. words.number(there) .. part[3],
                en = "article " .. article.number .. " has no " .. part[4] .. " " .. asked .. ", only " .. there,
                hint = "核对所引的条、款、项", hint_en = "look up what it refers to"}
        end
    end
end

-- only: a function that says which references of a text are meant; nil: all
local function check_text(text, of, at, field, report, only)
    for _, found in ipairs(references.find(text)) do
        if found.unit == "条" and (not only or only(text, found)) then
            local article = of[found.number]
            if article then check_parts(article, found, at, field, report) else missing(of, found, at, field, report) end
        end
    end
end

local function check_references(list, of, report)
    for _, article in ipairs(list) do
        for _, block in ipairs(article.blocks) do check_text(block.text, of, block.node, nil, report) end
    end
end

-- In other documents 手册第十七条 is an article of the group's handbook, 第十七条 alone need not be one.
local function check_plan(plan, of, report)
    for _, promise in ipairs(plan.commitments or {}) do
        check_text(promise["依据"] or "", of, plan, "commitments", report, references.cites)
    end
    for _, block in ipairs(articles.read(plan.body)) do
        for _, part in ipairs(block.blocks) do check_text(part.text, of, part.node, nil, report, references.cites) end
    end
end

-- ---- what it must cover ----------------------------------------------------------------------------

local function check_covers(site, handbook, report)
    local covered, absent = {}, {}
    for _, chapter in ipairs(handbooks.chapters(site, handbook)) do
        for _, key in ipairs(chapter.covers or {}) do covered[key] = true end
    end
    for _, key in ipairs(handbooks.subjects) do
        if not covered[key] then absent[#absent + 1] = key end
    end
    if #absent > 0 then
        report{level = "warning", code = "covers", at = handbook, zh = "手册没有覆盖：" .. table.concat(absent, "、"),
            en = "the handbook covers nothing of: " .. table.concat(absent, ", "),
            hint = "在相应章的 covers 里写上，或补写条文", hint_en = "name it in that chapter's covers, or write the articles"}
    end
end

-- ---- versions --------------------------------------------------------------------------------------

local change_parts = {{"version", "版本"}, {"date", "日期"}, {"clause", "条款"}, {"content", "内容"}, {"basis", "依据"}}

local function check_changes(handbook, report)
    local changes = handbook.changes or {}
    for i, row in ipairs(changes) do
        for _, part in ipairs(change_parts) do
            if (row[part[1]] or "") == "" then
                report{level = "error", code = "changes", at = handbook, field = "changes", zh = "修订记录第" .. i .. "行没有" .. part[2],
                    en = "change " .. i .. " has no " .. part[1], hint = "一行五项：版本|日期|条款|内容|依据", hint_en = "five parts: version|date|clause|content|basis"}
            end
        end
    end
    local last, version = changes[#changes], tostring(handbook.version):match("^%d+%.%d+")
    if last and version and last.version ~= version then
        report{level = "error", code = "changes", at = handbook, field = "changes",
            zh = "修订记录最后一行是 " .. (last.version or "空") .. "，手册版本是 " .. version,
            en = "the last change is of version " .. (last.version or "none") .. ", the handbook is " .. version,
            hint = "每次改版在 changes 末尾加一行", hint_en = "add a row to changes with each version"}
    end
end

-- N.M, while it is being written N.M-草案 (domain §5.7).
local function check_draft(handbook, report)
    local version = tostring(handbook.version or "")
    local plain_version = version:match("^%d+%.%d+$")
    local printed = handbook.status == "已审定" or handbook.status == "已发布"
    if not version:match("^%d+%.%d+") then return end -- the field's own pattern says so
    if not plain_version and not version:match("^%d+%.%d+%-草案$") then
        report{level = "error", code = "version", at = handbook, field = "version", zh = "版本号写法不对：" .. version,
            en = "no version number: " .. version, hint = "写 1.3；还在起草的写 1.3-草案", hint_en = "write 1.3, or 1.3-草案 for a draft"}
    elseif printed and not plain_version then
        report{level = "error", code = "version", at = handbook, field = "version", zh = handbook.status .. "的手册不能是草案",
            en = "a handbook with this status is no draft", hint = "通过以后去掉“-草案”，或者把 status 改回 草稿",
            hint_en = "take -草案 off, or set the status back to 草稿"}
    elseif not printed and plain_version and handbook.status ~= "撤回" then
        report{level = "warning", code = "version", at = handbook, field = "version",
            zh = "手册还没有审定，版本号应写“" .. version .. "-草案”", en = "it is not adopted yet: its version should be " .. version .. "-草案"}
    end
end

local function check_dates(handbook, report)
    if handbook.effective_date and handbook.version_date and handbook.effective_date < handbook.version_date then
        report{level = "error", code = "dates", at = handbook, field = "effective_date", zh = "施行日期早于版本日期",
            en = "it takes effect before the date of its version"}
    end
end

-- ---- what was published stays as it was ---------------------------------------------------------------

-- A chapter may carry the fingerprint of its text and the version it was published with: another text must be
-- another version, with a line of changes of its own.
local function check_published(handbook, chapter, report)
    local recorded, sum = (chapter.published or ""):match("^(%d+%.%d+)|(%x+)$")
    if not recorded or sum:lower() == chapter._sha256 or handbooks.is_draft(handbook) then return end
    local line = "published: " .. handbook.version .. "|" .. chapter._sha256
    if handbooks.older({version = recorded, _file = ""}, {version = handbook.version, _file = ""}) then
        report{level = "warning", code = "handbook-record", at = chapter, field = "published",
            zh = "这一章随第" .. handbook.version .. "版改过，登记的还是第" .. recorded .. "版", en = "changed with version "
            .. handbook.version .. ", but recorded as of " .. recorded, hint = "改成 " .. line, hint_en = "write " .. line}
    else
        report{level = "error", code = "handbook-changed", at = chapter, field = "published",
            zh = "第" .. recorded .. "版公布以后条文改过，版本没有变", en = "the text was changed after version " .. recorded .. " was published",
            hint = "恢复原文；要改就用新的版本号，在 changes 里写一行，再登记。第一次登记写 " .. line,
            hint_en = "restore the text, or give it a new version and a row in changes, then record it. For a first record write " .. line}
    end
end

local function check_record(site, handbook, report)
    local chapters, any = handbooks.chapters(site, handbook), false
    for _, chapter in ipairs(chapters) do any = any or chapter.published ~= nil end
    for _, chapter in ipairs(chapters) do
        check_published(handbook, chapter, report)
        if any and not chapter.published and handbooks.is_approved(handbook) then
            local line = "published: " .. handbook.version .. "|" .. chapter._sha256
            report{level = "warning", code = "handbook-record", at = chapter, zh = "这一章没有登记", en = "this chapter has no record",
                hint = "在开头加一行 " .. line, hint_en = "add the line " .. line}
        end
    end
end

-- Each article that differs from the version before must stand in the list of changes.
local named_most = 12

local function check_named(site, before, handbook, report)
    local list = comparison.unnamed(comparison.of(site, before, handbook)) or {}
    local shown = {}
    for i = 1, math.min(#list, named_most) do
        shown[i] = comparison.labels[list[i].kind] .. (list[i].new or list[i].old).name
    end
    if #list > 0 then
        report{level = "warning", code = "changes-silent", at = handbook, field = "changes",
            zh = "修订记录没有写：" .. words.list(shown) .. (#list > named_most and "等" .. #list .. "条" or ""),
            en = "the changes do not name " .. #list .. " articles that differ: " .. words.list(shown, ", "),
            hint = "在第" .. handbook.version .. "版那一行的条款里补上", hint_en = "add them to the clause of that version's row"}
    end
end

-- ---- posts instead of names ---------------------------------------------------------------------------

local function names_of(site, group_id)
    local names = {}
    for _, person in ipairs(site.people:where{group_id = group_id}) do
        names[#names + 1] = person["显示名"]
        names[#names + 1] = person["全名"]
    end
    return names
end

local function whole_text(list)
    local texts = {}
    for _, article in ipairs(list) do
        for _, block in ipairs(article.blocks) do texts[#texts + 1] = block.text end
    end
    return table.concat(texts, "\n")
end

local function check_names(site, handbook, list, report)
    local names = names_of(site, handbook.group_id)
    if not words.first_in(whole_text(list), names) then return end
    for _, article in ipairs(list) do
        for _, block in ipairs(article.blocks) do
            local name = words.first_in(block.text, names)
            if name then
                report{level = "warning", code = "handbook-name", at = block.node, zh = "手册里写了人名：" .. name,
                    en = "a person is named in the handbook: " .. name,
                    hint = "写岗位，不写姓名：人会变动，条文不用跟着改", hint_en = "name the post: people change, articles need not"}
            end
        end
    end
end

-- ---- all -------------------------------------------------------------------------------------------

local function check_group(site, group, report)
    local versions, newest = handbooks.of(site, group.id), nil
    for _, handbook in ipairs(versions) do
        local list, of = articles_of(site, handbook)
        check_numbers(list, report)
        check_references(list, of, report)
        check_draft(handbook, report)
        check_changes(handbook, report)
        check_dates(handbook, report)
        check_record(site, handbook, report)
        if newest then check_named(site, newest.row, handbook, report) end
        newest = {row = handbook, list = list, of = of}
    end
    if not newest then return end
    check_covers(site, newest.row, report)
    check_names(site, newest.row, newest.list, report)
    for _, plan in ipairs(site.plans:where{group_id = group.id}) do check_plan(plan, newest.of, report) end
end

function check.run(site, report)
    for _, group in ipairs(site.groups) do
        local lost = site.chapters:lost(group) or site.old_chapters:lost(group) or site.handbooks:lost(group) -- articles cannot be counted without one of them
        if not lost then check_group(site, group, report) end
    end
end

return check
