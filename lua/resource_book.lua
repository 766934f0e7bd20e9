-- P6: the printed list of shared resources in its two editions (domain 4.8); the tables are lua/resource_list.lua's.
--
--   resource_book.publication{id, inside = bool, edition = "公开版", file = function(group) … end, audience}

local book = require "book"
local calendar = require "calendar"
local design = require "design"
local forms = require "forms"
local group_year = require "group_year"
local layout = require "layout"
local printed = require "printed"
local resources = require "resource_list"
local words = require "words"

local maker = {}

local function title_of(group) return group.name .. "资源共享清单" end

local function updated_words(view)
    if not view.last then return "尚未建立清单" end
    return "第" .. view.updates .. "次更新　" .. words.date(calendar.iso(view.last))
end

local function cover(view, edition)
    local group = view.group
    return book.cover{
        class = "band", photo = group.hero and group._folder .. "/" .. group.hero, photo_alt = group.name .. "的题图",
        emblem = book.emblem(group), emblem_alt = group.name .. "标志",
        title = {group.name, "资源共享清单"}, subtitle = updated_words(view) .. "　" .. edition,
        below = {group.name .. "管理办公室　编印", "截至" .. words.date(calendar.iso(view.day))},
    }
end

-- The back of the cover.
local function imprint(view, edition)
    local group = view.group
    return book.colophon{
        {"名称", title_of(group)}, {"版本", edition .. "，" .. updated_words(view)}, {"编印", group.name .. "管理办公室"},
        {"借用", group.public_contact}, {"数据", "截至" .. words.date(calendar.iso(view.day))},
        {"说明", group.sample and "本清单为样例。" .. book.sample_note},
    }
end

local function back(view)
    local group = view.group
    return book.back_cover{
        url = book.address(site.county[1], group.site_path), motto = group.motto, note = group.name,
        below = {"借用联系：" .. group.public_contact, title_of(group), updated_words(view)},
        emblem = book.emblem(group), emblem_alt = group.name .. "标志",
    }
end

local readers = {
    [true] = "本版列出责任人、存放地点和不公开的资源，供集团管理办公室和各成员园借用时使用，不对外提供。",
    [false] = "各成员园按附件的流程借用；责任人和存放地点向集团管理办公室查询。",
}

local function foreword(view)
    local summary, total = resources.summary(view)
    return {
        doc.para{"截至", words.date(calendar.iso(view.day)), "，清单上可以借用的资源共", tostring(total or 0), "项，按平台、类别和提供单位排列。",
            readers[view.inside]},
        summary,
    }
end

local function tables(view)
    local nodes, number = {}, 0
    for _, name in ipairs(resources.platforms) do
        local list = resources.platform(view, name)
        if list then
            number = number + 1
            nodes[#nodes + 1] = {layout.numbered(1, "platform-" .. number, words.number(number) .. "、", name), list}
        end
    end
    return nodes, number
end

local function use(view, number)
    local lent = resources.lent(view)
    local open = view.inside and resources.open_loans(view) or false
    return {
        layout.numbered(1, "lent", words.number(number + 1) .. "、", "借用情况"),
        lent or doc.para{"本学年还没有借用登记。"}, open, view.inside and lent and resources.never(view),
        layout.numbered(1, "moves", words.number(number + 2) .. "、", "新增与下架"), resources.moves(view),
    }
end

local function annex(view)
    local loan = forms.loan
    return {
        layout.numbered(1, "procedure", "附件一　", "借用流程"), resources.procedure(view), -- some lines: no page of their own
        doc.page_break(), layout.numbered(1, "form", "附件二　", loan[1]),
        doc.para{class = "lead", view.group.name, "　　编号："}, book.form(loan[3]), doc.para{class = "remark attached", "填写说明：" .. loan[2]},
    }
end

local function tree_of(group, options)
    local view = resources.view(site, group, options.inside)
    local nodes, number = tables(view)
    return doc.section{
        cover(view, options.edition), imprint(view, options.edition), layout.numbered(1, "about", "", "使用说明"), foreword(view), nodes, use(view, number), annex(view),
        number > 0 and {layout.page("提供单位索引", {id = "index"}), doc.columns{count = 2, doc.index{class = "provider"}}}, back(view),
    }
end

-- The list should be updated in every semester (§1 #25).
local function check(group, options, report)
    local view = resources.view(site, group, options.inside)
    if not view or not view.semester or resources.updated(view) then return end
    report{level = "warning", code = "resources-old", at = view.all[1], field = "上架日期",
        zh = group.name .. "的资源清单本学期没有更新，最近一次是" .. (view.last and words.date(calendar.iso(view.last)) or "（无）"),
        en = "the list of resources has not been updated this semester",
        hint = "新到的资源写上架日期，停用的写下架日期；确无变动的，核对后补一条说明性资源或请县里在配置中放宽"}
end

local function design_of(group, options)
    local d = design.report(group.brand_color)
    d.running_left, d.running_right = title_of(group), options.edition
    if options.inside then d.inner, d.outer = "21mm", "21mm" end -- two columns more
    return d
end

function maker.publication(options)
    return {
        id = options.id, audience = options.audience, prints = printed.book[options.id],
        each = function(site) return group_year.county(site) and book.groups(site) or {} end,
        file = options.file, scope = function(group) return group.id end,
        about = function(group)
            return {title = title_of(group) .. "（" .. options.edition .. "）", author = group.name, subject = "可以借用的资源",
                keywords = "共享资源，借用，" .. group.name}
        end,
        check = function(group, report) check(group, options, report) end,
        design = function(group) return design_of(group, options) end,
        tree = function(group) return tree_of(group, options) end,
    }
end

return maker
