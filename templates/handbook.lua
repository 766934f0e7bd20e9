-- 《××集团管理手册》, one for each group (domain §4.6).
--
-- Chapters run on, as regulations do; every article can be linked to as #tiao-12. Behind them the forms
-- that the articles speak of, blank, and an index of subjects.

local articles = require "articles"
local book = require "book"
local design = require "design"
local forms = require "forms"
local layout = require "layout"
local show = require "show"
local words = require "words"

-- ---- what is known about a handbook -------------------------------------------------------------------

local function version_of(handbook) return "第" .. handbook.version .. "版" end

-- The title without the group's name before it: 管理手册.
local function short_title(handbook)
    local name = handbook.group.name
    local rest = handbook.title:sub(1, #name) == name and handbook.title:sub(#name + 1) or ""
    return rest ~= "" and rest or handbook.title
end

-- On a screen every page stands alone: no sides, no blank pages.
local function is_for_print(handbook) return handbook.print_mode ~= "电子版" end

local function filing_of(handbook)
    return handbook.filed_no or "（备案中）"
end

-- 第十二条 and its text: an em between them, as regulations are printed, whatever the author typed.
local function spaced(node)
    if not node.id:match("^tiao%-") or not node[2] or node[2].kind ~= "text" then return nil end
    local rest = {}
    for i = 3, #node do rest[#rest + 1] = node[i] end
    return doc.para{id = node.id, node[1], "　" .. plain(node[2]):gsub("^[ 　]+", ""), rest}
end

local function with_spaces(body)
    return body:map(function(node) return node.kind == "para" and node.id and spaced(node) or nil end)
end

-- {{number, title, id, body, range, covers}, …}
local function chapters_of(handbook)
    local list = {}
    for i, row in ipairs(site.chapters:where{group_id = handbook.group.id}) do
        local body, first, last = articles.mark(row.body)
        list[i] = {
            number = "第" .. words.number(row.chapter or i) .. "章", title = row.title, id = "zhang-" .. i, row = row,
            body = with_spaces(body), range = articles.range(first, last), first = first, covers = row.covers or {},
        }
    end
    return list
end

-- ---- front matter -----------------------------------------------------------------------------------------

local function cover(handbook)
    local group = handbook.group
    return book.cover{
        class = "slip", emblem = book.emblem(group), emblem_alt = group.name .. "标志",
        title = {group.name, short_title(handbook)}, subtitle = version_of(handbook),
        below = {
            words.date(handbook.effective_date) .. "起施行",
            "备案号：" .. filing_of(handbook),
            group.name .. "管理办公室　编印",
        },
    }
end

local function title_page(handbook)
    local group = handbook.group
    return book.cover{
        class = "plain", above = {group.name}, title = {short_title(handbook)},
        subtitle = version_of(handbook) .. "　" .. words.date(handbook.effective_date) .. "起施行",
        below = {group.name .. "管理办公室　编"},
    }
end

local function back(handbook)
    local group = handbook.group
    return book.back_cover{
        url = book.address(site.county[1], group.site_path and group.site_path .. "handbook/"), motto = group.motto,
        note = group.name, below = {"联系：" .. group.public_contact, version_of(handbook) .. "　以网上公布的现行版本为准"},
        emblem = book.emblem(group), emblem_alt = group.name .. "标志",
    }
end

-- The back of the title page.
local function imprint(handbook)
    local group = handbook.group
    return book.colophon{
        {"书名", handbook.title}, {"版本", version_of(handbook) .. "，" .. words.date(handbook.version_date) .. "修订"},
        {"施行", words.date(handbook.effective_date) .. "起"}, {"通过", handbook.adopted_by},
        {"备案", filing_of(handbook) .. (handbook.filed_date and "，" .. words.date(handbook.filed_date) or "")},
        {"编印", group.name .. "管理办公室"}, {"使用", handbook.audience}, {"联系", group.public_contact},
        {"说明", handbook.sample and "本手册为样例。" .. book.sample_note},
    }
end

local function changes(handbook)
    local list = book.changes(handbook.changes)
    return list and {doc.heading{level = 2, unlisted = true, "修订记录"}, list}
end

local function front(handbook)
    return doc.section{class = "front",
        layout.page("前　言", {unlisted = true}), handbook.body, changes(handbook),
        layout.page("目　录", {unlisted = true}), doc.contents{depth = 1},
    }
end

-- ---- chapters ---------------------------------------------------------------------------------------------

local function chapter(entry)
    return doc.section{id = entry.row._key,
        layout.numbered(1, entry.id, entry.number .. "　", entry.title),
        entry.range ~= "" and doc.para{class = "lead", entry.range}, entry.body,
    }
end

-- ---- forms -------------------------------------------------------------------------------------------------

local attached_forms = {
    forms.loan,
    {"活动记录表", "集团活动结束后由承办单位填写，交集团管理办公室登入活动总表。参加人次按签到表计算。", {
        {"活动编号", "活动类型"}, {"活动主题", lines = 1}, {"开始日期、时间", "结束日期、时间"}, {"主办单位", "活动地点"},
        {"参加单位", lines = 2}, {"请假单位", "参加人次"}, {"主持人", "主讲人"}, {"主要过程", lines = 6},
        {"形成的成果", lines = 3}, {"可否公开", text = "可以公开　　　不公开（请圈选；照片含可识别幼儿的，附监护人同意书编号）"},
        {"撰稿", "审核"},
    }},
    {"党建互检表", "成员单位党组织互相检查时填写，当场反馈，问题和改进办法由双方确认。", {
        {"受检单位", "检查日期"}, {"检查人员所在单位", "检查方式"}, {"组织生活情况", lines = 3}, {"党员岗位作用", lines = 3},
        {"值得学习的做法", lines = 4}, {"需要改进的问题", lines = 4}, {"改进办法与期限", lines = 3},
        {"受检单位签字", "检查人员签字"},
    }},
    {"集体活动请假单", "成员单位因故不能参加集团活动时，于活动前一日交集团管理办公室。经同意的请假计入请假单位，不计入参加单位。", {
        {"请假单位", "填单日期"}, {"活动名称", lines = 1}, {"活动日期", "应到人数"}, {"请假事由", lines = 4},
        {"补学安排", lines = 3}, {"请假单位负责人", "管理办公室意见"},
    }},
}

local function form(i, group)
    local name, note, lines = attached_forms[i][1], attached_forms[i][2], attached_forms[i][3]
    return {
        doc.page_break{},
        layout.numbered(1, "form-" .. i, "附件" .. words.number(i) .. "　", name),
        doc.para{class = "lead", group.name, "　　编号："},
        book.form(lines),
        doc.para{class = "remark", "填写说明：" .. note},
    }
end

-- ---- index of subjects ---------------------------------------------------------------------------------------

-- In the order of the list every handbook must cover; what else a chapter covers comes after.
local subjects = {"章程", "办园理念", "组织架构", "职责任务", "权利与义务", "工作制度", "管理办法", "管理模式", "运行机制", "议事规则",
    "工作例会", "工作流程", "党建", "互检标准", "财务", "内控制度", "资产管理", "师资", "资源共享", "考核", "评价策略", "评价激励机制",
    "决策", "执行", "监督", "保障"}

-- {{subject, {chapter, …}}, …}
local function subjects_of(chapters)
    local list, of = {}, {}
    local function entry_of(subject)
        if not of[subject] then
            of[subject] = {subject, {}}
            list[#list + 1] = of[subject]
        end
        return of[subject]
    end
    for _, subject in ipairs(subjects) do entry_of(subject) end
    for _, chapter_entry in ipairs(chapters) do
        for _, subject in ipairs(chapter_entry.covers) do table.insert(entry_of(subject)[2], chapter_entry) end
    end
    return list
end

local function subject_index(chapters)
    local lines = {}
    for _, entry in ipairs(subjects_of(chapters)) do
        for _, found in ipairs(entry[2]) do
            local place = doc.link{href = "#" .. found.id, found.range ~= "" and found.range or found.number}
            lines[#lines + 1] = doc.para{class = "entry", entry[1], "　", place, "　", doc.page_ref("#" .. found.id)}
        end
    end
    if #lines == 0 then return false end
    return {
        layout.page("条文主题索引", {id = "subjects", lead = "按主题列出所在的条文，末尾数字为该章起始页码。"}),
        doc.columns{count = 2, lines},
    }
end

-- ---- the book ---------------------------------------------------------------------------------------------------

local function tree(handbook)
    local chapters = chapters_of(handbook)
    local body = {}
    for i, entry in ipairs(chapters) do body[i] = chapter(entry) end
    local attached = {}
    for i = 1, #attached_forms do attached[i] = form(i, handbook.group) end
    return doc.section{
        cover(handbook), doc.page_break{odd = is_for_print(handbook)}, title_page(handbook), imprint(handbook),
        front(handbook), doc.page_break{odd = is_for_print(handbook)}, body, attached, subject_index(chapters), back(handbook),
    }
end

local function design_of(handbook)
    local d = design.handbook(handbook.group.brand_color)
    d.running_left = handbook.group.name .. short_title(handbook)
    d.running_right = "{chapter}"
    d.mirrored = is_for_print(handbook)
    d.foot = version_of(handbook) .. "　" .. words.date(handbook.effective_date) .. "起施行"
    return d
end

return {
    id = "handbook",
    each = function(site)
        return site.handbooks:where(function(row) return book.approved(row) end)
    end,
    file = function(handbook) return "pdf/" .. handbook.group.id .. "-handbook.pdf" end,
    scope = function(handbook) return handbook.group.id end,
    about = function(handbook)
        return {
            title = handbook.title .. "（" .. version_of(handbook) .. "）", author = handbook.group.name,
            subject = words.date(handbook.effective_date) .. "起施行", keywords = "管理手册，集团化办园，" .. handbook.group.name,
        }
    end,
    design = design_of,
    tree = tree,
}
