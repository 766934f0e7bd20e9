-- What the county's evaluation holds between its front matter and its back, chapter by chapter, for the book and for its pages on
-- the web alike (domain 4.4, §5.5).
--
--   evaluation_parts.chapters(year, edition, form)   {{id, number, title, node, …}, …}: number "一、", "" of the preface
--   evaluation_parts.annexes(year, edition, form)    likewise: number "附表一　", class = "landscape" where it lies across
--   evaluation_parts.public                          the edition for everybody: totals of the county, and nothing that §3.10 keeps
--
-- year: of county_year, by the view of the edition = {name, view = what it makes of a group's view, prose = function(site, year) that
-- lists documents of words, more = {[chapter title] = {{heading, function(year), …}, …}}: tables of its own,
-- annexes = {{title, function(year)}, …}, note = a line of the preface, audience = nil: everybody}; form = {body = function(row):
-- what of a document may be shown, abreast = so many parts of the table of types side by side, name = the level of a group's
-- name in the annexes}. Headings inside a part are of level 3.
--
-- The words come from the county's evaluation of the year, chapter by chapter under the same headings; a table stands
-- behind the words of the heading it belongs to, and at the chapter's end when there are none.

local annexes = require "evaluation_annexes"
local book = require "book"
local county_year = require "county_year"
local group_year = require "group_year"
local overview = require "evaluation_overview"
local papers = require "evaluation_papers"
local review = require "review"
local sheet = require "sheet"
local words = require "words"
local work = require "evaluation_work"

local evaluation_parts = {}

evaluation_parts.public = {
    name = "公开版", word = "public", view = group_year.public,
    note = "本版为公开版，只列全县合计，各集团情况见其年度报告。",
    prose = function(site, year)
        return site.evaluation_texts:where(function(row) return row.school_year == year and review.public(row) end)
    end,
    more = {}, annexes = {},
}

-- ---- the chapters and their tables ------------------------------------------------------------------------

-- {id, title, {heading, function(year), …}, …}: domain 4.4 in its order.
local chapters = {
    {id = "overview", "总体情况", {"布局与覆盖", overview.coverage, overview.groups, overview.counted}, {"规模与结构", overview.structure}, {"带动关系", overview.pulls}},
    {id = "mechanism", "机制建设", {"县级统筹", papers.bodies, papers.policies}, {"章程与手册", papers.handbooks}, {"规划、计划与备案", papers.totals}},
    {id = "platforms", "三个平台", {"管理资源共享平台", overview.platforms, overview.resources}, {"师资培养与流动共享平台", overview.flows}},
    {id = "duties", "工作任务完成情况", {"总体开展情况", work.sum, work.duties, work.month_chart, work.spread_chart}},
    {id = "assessment", "考核评估", {"阶段评估", overview.milestones}},
    {id = "results", "成效", {"四同步", work.sync}, {"五个提升", work.lift_chart, work.lift_table}, {"四有机制", work.four}},
    {id = "experience", "典型经验", {"从统一标识转向和而不同", work.strengths, work.theme_chart, work.cases}},
    {id = "problems", "问题与建议"},
    {id = "next", "下步安排"},
}

-- ---- the words ------------------------------------------------------------------------------------------------

-- {[chapter] = {{heading or nil, nodes}, …}} of a document's body, in its order.
local function sections(body)
    local parts, chapter = {}, nil
    for i = 1, #body do
        local node = body[i]
        if node.kind == "heading" and node.level == 2 then
            chapter = {{nil, {}}}
            parts[plain(node)] = chapter
        elseif chapter and node.kind == "heading" and node.level == 3 then
            chapter[#chapter + 1] = {plain(node), {}}
        elseif chapter then
            table.insert(chapter[#chapter][2], node)
        end
    end
    return parts
end

-- The words of a chapter from several documents: those of the same heading behind each other.
local function words_of(documents, title)
    local list, of = {}, {}
    for _, parts in ipairs(documents) do
        for _, part in ipairs(parts[title] or {}) do
            local key = part[1] or ""
            if not of[key] then
                of[key] = {part[1], {}}
                list[#list + 1] = of[key]
            end
            for _, node in ipairs(part[2]) do table.insert(of[key][2], node) end
        end
    end
    return list
end

-- Places for the index of groups: a paragraph that names one. Names stand whole; 集团化办园 is no group (domain §1 #42).
local function indexed(year, node)
    if node.kind ~= "para" then return node end
    local said, entries = plain(node):gsub("集团化", "　　　"), {}
    for _, entry in ipairs(year.groups) do
        if said:find(entry.name, 1, true) then entries[#entries + 1] = overview.entry(entry) end
    end
    if #entries == 0 then return node end
    for i = 1, #node do entries[#entries + 1] = node[i] end
    return doc.para(entries)
end

local function shown(year, nodes)
    local list = {}
    for i, node in ipairs(nodes) do list[i] = indexed(year, node) end
    return list
end

-- ---- chapters ---------------------------------------------------------------------------------------------------

local function section(number, heading, nodes)
    return {doc.heading{level = 3, "（" .. words.number(number) .. "）" .. heading}, nodes}
end

-- {heading, made = {node, …}} in order, of lines {heading, function(year), …}; those of one heading together.
local function tables_of(year, ...)
    local list, of = {}, {}
    for _, lines in ipairs{...} do
        for _, line in ipairs(lines) do
            local entry = of[line[1]]
            if not entry then
                entry = {line[1], made = {}}
                of[line[1]], list[#list + 1] = entry, entry
            end
            for i = 2, #line do table.insert(entry.made, line[i](year)) end
        end
    end
    return list, of
end

-- The words with the tables behind them; tables of headings without words at the end.
local function chapter(year, documents, entry, number, more)
    local title, nodes, count = entry[1], {}, 0
    local list, of = tables_of(year, {table.unpack(entry, 2)}, more or {})
    for _, part in ipairs(words_of(documents, title)) do
        local heading = part[1]
        local own = {shown(year, part[2]), heading and of[heading] and of[heading].made or false}
        if heading then
            count, of[heading] = count + 1, nil
            own = section(count, heading, own)
        end
        nodes[#nodes + 1] = own
    end
    for _, left in ipairs(list) do
        if of[left[1]] then nodes[#nodes + 1] = left.made end
    end
    return {id = entry.id, number = words.number(number) .. "、", title = title, nodes}
end

-- Where not all groups have records of the year: whose they are that are added up. Which have none the office alone reads (domain §3.10).
local function reporting(year, edition)
    local there = county_year.reporting(year)
    if #there == #year.groups then return false end
    if #there == 0 then return doc.para{"本学年还没有集团的活动记录。"} end
    local silent = sheet.kept(year.groups, function(entry) return not entry.reported end)
    return doc.para{string.format("本学年有活动记录的集团%s个，活动、人次和各项工作只汇总这些集团的记录。", words.count(#there)),
        edition.audience and "未报：" .. words.list(sheet.each(silent, function(entry) return entry.name end)) .. "。" or nil}
end

local function preface(year, documents, edition, form)
    local nodes = {}
    for _, part in ipairs(words_of(documents, "前言")) do nodes[#nodes + 1] = shown(year, part[2]) end
    local basis = {}
    for i, row in ipairs(year.head.policy_basis) do basis[i] = "《" .. row.title .. "》（" .. row.doc_no .. "）" end
    local guide = year.site.texts:first{kind = "指导思想"}
    return {
        id = "preface", number = "", title = "前言", nodes, guide and book.approved(guide) and doc.section{shift = 2, form.body(guide)} or false,
        doc.para{"本次评估的依据是：", words.list(basis, "，"), "，以及《" .. (year.head.plan_title or "实施方案") .. "》。"},
        doc.para{string.format("报告所列数据截至%s，由各集团的活动记录、单位名册、流动登记、资源清单逐条汇总，口径见附表。",
            words.date(group_year.figures_day(year.county))), edition.note}, reporting(year, edition),
    }
end

function evaluation_parts.chapters(year, edition, form)
    local rows = edition.prose(year.site, year.county.year.key)
    local documents = sheet.each(rows, function(row) return sections(form.body(row)) end)
    local list = {preface(year, documents, edition, form)}
    for i, entry in ipairs(chapters) do list[i + 1] = chapter(year, documents, entry, i, edition.more[entry[1]]) end
    return list
end

function evaluation_parts.annexes(year, edition, form) return annexes.all(year, edition, form) end

return evaluation_parts
