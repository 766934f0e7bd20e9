-- Figures that tables of the publications print of papers, things, loans, cases, points and levels (domain §4.3, §4.4, §4.8, §4.9).
-- Entries of figure_tables.lua: see there.

local assessment_tables = require "assessment_tables"
local book = require "book"
local calendar = require "calendar"
local county_year = require "county_year"
local fields = require "model_fields"
local papers = require "evaluation_papers"
local resource_list = require "resource_list"
local review = require "review"
local stat = require "stat"
local types = require "types"
local words = require "words"

local plan, office = "方案", "县级口径"

local function each_group(ctx, each)
    for _, own in ipairs(ctx.views) do each(own.view, own.group) end
end

-- ---- papers and handbooks ----------------------------------------------------------------------------------

local function groups(ctx, add)
    each_group(ctx, function(_, group) add("合计", 1, {row = group, text = group.name}) end)
end

local function reporting(ctx, add)
    each_group(ctx, function(view, group)
        local there = county_year.reported(view)
        add("合计", there and 1 or nil, {row = group, text = group.name, why = not there and "未报：没有本学年的活动记录" or nil})
    end)
end

local function handbook_of(view) return view.handbook and book.approved(view.handbook) and view.handbook end

local function handbooks(ctx, add)
    each_group(ctx, function(view, group)
        local row = handbook_of(view)
        add("合计", row and 1 or nil, {row = row or group, text = group.name, why = not row and "没有审定的管理手册" or row.version .. "版"})
    end)
end

local function articles(ctx, add)
    each_group(ctx, function(view)
        for _, chapter in ipairs(handbook_of(view) and view.chapters or {}) do
            local n = papers.articles_of(chapter)
            add("合计", n, {row = chapter, why = n .. "条"})
        end
    end)
end

-- Papers of the year through their review, kind by kind; filed: those with a number alone.
local function papers_of(filed)
    return function(ctx, add)
        each_group(ctx, function(view)
            for _, kind in ipairs(papers.kinds) do
                for _, row in ipairs(papers.of_kind(view, kind)) do
                    local number = kind ~= "学期总结" and row.filed_no or nil -- a summary is not filed
                    add(kind, (not filed or number) and 1 or nil, {row = row, why = number or "没有备案号"})
                end
            end
            local row = handbook_of(view)
            if row then add("管理手册", (not filed or row.filed_no) and 1 or nil, {row = row, why = row.filed_no or "没有备案号"}) end
        end)
    end
end

local function platforms_told(ctx, add)
    each_group(ctx, function(view)
        for _, row in ipairs(view.platforms) do add(row.platform, 1, {row = row}) end
    end)
end

-- ---- things and loans --------------------------------------------------------------------------------------

local function shelf(ctx, add)
    each_group(ctx, function(view)
        for _, row in ipairs(view.resources) do
            local there, why = stat.is_live(row, view.period.last)
            add(row["平台"] .. "·" .. row["类别"], there and 1 or nil, {row = row, why = not there and why or nil})
        end
    end)
end

-- Days on which the list changed, up to the last of the figures; whether the rows are public or not.
local function updates(ctx, add)
    each_group(ctx, function(_, group)
        local view = resource_list.view(ctx.site, group, true)
        for _, day in ipairs(view and view.days or {}) do add("合计", 1, {text = calendar.iso(day), why = "有资源上架或下架"}) end
    end)
end

local function lent(ctx, add)
    each_group(ctx, function(view)
        local of = {}
        for _, row in ipairs(view.resources) do of[row["资源编号"]] = row end
        for _, loan in ipairs(view.loans) do
            local item, day = of[loan["资源编号"]], calendar.day(loan["借出日"])
            if item then
                local inside = day and view.period.first <= day and day <= view.period.last
                add(item["名称"], inside and 1 or nil, {row = loan, why = not inside and "借出日不在本期" or nil})
            end
        end
    end)
end

local function days_out(ctx, add)
    each_group(ctx, function(view)
        for _, loan in ipairs(view.loans) do
            local out, back = calendar.day(loan["借出日"]), calendar.day(loan["归还日"])
            if out and out <= view.period.last and (not back or back > view.period.last) then
                add(loan["编号"], view.period.last - out, {row = loan, why = "借出于" .. loan["借出日"]})
            end
        end
    end)
end

-- Who went from where to where: heads and working days of each way.
local function ways(ctx, add)
    each_group(ctx, function(view)
        local list, others = stat.flows(view)
        for _, flow in ipairs(list) do
            local way = flow.from .. "→" .. flow.to
            add(way .. "·人次", flow.persons, {row = flow.row, why = flow.persons .. "人次"})
            add(way .. "·人日", flow.days, {row = flow.row, why = flow.days .. "人日"})
        end
        for _, other in ipairs(others) do add("不计入", nil, other) end
    end)
end

-- Records of growth, by what it was: so many lines.
local function growth_records(ctx, add)
    each_group(ctx, function(view)
        for _, row in ipairs(view.growth) do
            local shown = not view.public or types.yes(row["可公开"])
            add(row["事项"], shown and 1 or nil, {row = row, why = not shown and "可公开不是“是”" or row["人数"] .. "人"})
        end
    end)
end

-- ---- cases -------------------------------------------------------------------------------------------------

local function cases_by(names_of)
    return function(ctx, add)
        each_group(ctx, function(view, group)
            for _, row in ipairs(view.cases) do
                local why = review.reason(row)
                for _, name in ipairs(names_of(row, group)) do add(name, not why and 1 or nil, {row = row, why = why}) end
            end
        end)
    end
end

local function by_platform(ctx, add)
    for _, name in ipairs(fields.platforms) do add(name, 0) end
    cases_by(function(row) return {row.platform} end)(ctx, add)
end

local function in_compendium(row, group) return {group.name .. "·" .. row.theme, group.name, row.theme, "合计"} end

-- What lists on the sites show and count, of whatever year: by theme, platform, school year, group and kindergarten.
local function cases_listed(ctx, add)
    each_group(ctx, function(_, group)
        for _, row in ipairs(ctx.site.cases:where{group = group}) do
            local shown = review.open(row)
            local names = {"合计", row.theme, row.platform, words.school_year(row.school_year), group.name, group.short_name}
            for _, unit in ipairs(row.units or {}) do names[#names + 1] = type(unit) == "string" and unit or unit["单位名称"] end
            for _, name in ipairs(names) do add(name, shown and 1 or nil, {row = row, why = review.reason(row)}) end
        end
    end)
end

local function policies_listed(ctx, add)
    for _, row in ipairs(ctx.site.policies) do
        local why = row.public ~= true and "公开不是“是”" or not review.open(row) and "状态是" .. tostring(row.status) or nil
        for _, name in ipairs{row.kind, "合计"} do add(name, not why and 1 or nil, {row = row, why = why}) end
    end
end

-- ---- points ------------------------------------------------------------------------------------------------

local function full_points(ctx, add)
    each_group(ctx, function(view)
        for _, line in ipairs(assessment_tables.result(view, ctx.site).lines) do
            for _, part in ipairs{line.id, line.domain, "合计"} do add(part, line.points, {text = line.id .. "　" .. line.name, why = line.points .. "分"}) end
        end
    end)
end

local function differences(ctx, add)
    each_group(ctx, function(view)
        for _, line in ipairs(assessment_tables.result(view, ctx.site).lines) do
            local d = line.self and line.bureau and line.bureau.points - line.self.points
            for _, part in ipairs{line.id, line.domain, "合计"} do
                add(part, d or nil, {row = line.bureau and line.bureau.row, text = line.id .. "　" .. line.name, why = not d and "自评或局评没有得分" or nil})
            end
        end
    end)
end

-- The mean share of each domain's points: the groups' own, and the bureau's.
local function shares(side)
    return function(ctx, add)
        each_group(ctx, function(view, group)
            local of, order = {}, {}
            for _, line in ipairs(assessment_tables.result(view, ctx.site).lines) do
                if not of[line.domain] then of[line.domain], order[#order + 1] = {given = nil, full = 0}, line.domain end
                local sum = of[line.domain]
                sum.full = sum.full + line.points
                if line[side] then sum.given = (sum.given or 0) + line[side].points end
            end
            for _, domain in ipairs(order) do
                local sum = of[domain]
                local share = sum.given and sum.given / sum.full * 100
                add(domain, share and {share, 1} or nil, {row = group, text = group.name, why = share and sum.given .. "/" .. sum.full or "没有得分"})
            end
        end)
    end
end

-- ---- levels and gains --------------------------------------------------------------------------------------

local function level_steps(ctx, add)
    each_group(ctx, function(view)
        for _, row in ipairs(view.sync) do
            local a, b = row["基线"], row["年末"]
            add(tostring(row["单位"]) .. "·" .. row["维度"], a and b and b - a or nil, {row = row, text = row["维度"], why = a and b and a .. "→" .. b or "没有登记等级"})
        end
    end)
end

-- Of the indicators that are counted in per cent and have a sample: how many groups, what samples.
local function indicators(amount_of)
    return function(ctx, add)
        each_group(ctx, function(view)
            for _, gain in ipairs(fields.gains) do
                for _, row in ipairs(view.lift) do
                    local fits = row["计量单位"] == "%" and (row["样本数"] or 0) > 0
                    if row["维度"] == gain then
                        add(gain, fits and amount_of(row) or nil, {row = row, text = row["指标"], why = not fits and "不是百分比，或没有样本数" or "样本数" .. row["样本数"]})
                    end
                end
            end
        end)
    end
end

local papers_source, list_source = plan .. "：“报局审核备案”", plan .. "：“信息化资源共享清单”"
local points_source = plan .. "：考核评估"

return {
    {"groups", "集团数", "县里列出、有资料的集团。", "个", source = plan .. "：十个集团", printed = "P2、网站", collect = groups},
    {"groups.reported", "有活动记录的集团", "本学年有活动记录的集团；没有的为未报，不按零计。", "个", source = office, printed = "P2", collect = reporting},
    {"handbook.books", "管理手册套数", "审定的现行管理手册。", "套", source = plan .. "：“编写集团管理手册”", printed = "P2", collect = handbooks},
    {"handbook.articles", "管理手册条数", "审定的现行管理手册中的条文。", "条", source = plan .. "：“编写集团管理手册”", printed = "P2", collect = articles},
    {"papers.by_kind", "规划、计划、总结与手册份数", "本学年审定的文件，按类别分列。", "份", source = papers_source, printed = "P2", collect = papers_of(false)},
    {"papers.filed_by_kind", "已备案份数", "本学年审定的文件中有备案号的，按类别分列。", "份", source = papers_source, printed = "P2", collect = papers_of(true)},
    {"platforms.told", "写明平台的集团", "各平台的平台文件，一个集团一份。", "个", source = plan .. "：“三个平台”", printed = "网站", collect = platforms_told},
    {"resources.shelf", "在架资源平台和类别", "本期末在架的资源，按平台和类别分列。", "项", source = list_source, printed = "P6", collect = shelf},
    {"resources.updates", "清单更新次数", "到数据截止日，有资源上架或下架的日子，一天一次。", "次", source = list_source, printed = "P6、网站", group = true, collect = updates},
    {"loans.by_item", "各项资源借用次数", "借出日在本期的借用，按资源分列。", "次", source = plan .. "：成员单位可借用集团园设施资源", printed = "P1、P6", group = true, collect = lent},
    {"loans.days_out", "尚未归还的借用已借天数", "借出而本期末没有归还的，从借出日到本期末的天数。", "天", source = office, printed = "P6内部版", group = true, collect = days_out},
    {"flow.ways", "师资流动各方向", "师资流动按派出、接收单位分列，人次和工作日。", "", source = plan .. "：“指导带教、跨园支教、跟岗学习”", printed = "P1、P2", group = true, collect = ways},
    {"growth.records", "教师成长记录", "成长记录按事项分列的条数。", "条", source = plan .. "：名园长、名师工作室和各基地", printed = "P1", collect = growth_records},
    {"cases.by_platform", "各平台典型案例", "本学年审定的案例，按平台分列。", "篇", source = plan .. "：“形成典型案例”", printed = "P1、P2", collect = by_platform},
    {"cases.by_group", "各集团各主题案例", "本学年审定的案例，按集团、主题分列。", "篇", source = plan .. "：“形成典型案例”", printed = "P3", collect = cases_by(in_compendium)},
    {"cases.listed", "网站列出的案例", "各学年已审定、已发布的案例，按主题、平台、学年、集团和实施园所分列。", "篇", source = plan .. "：“形成典型案例”", printed = "网站", collect = cases_listed},
    {"policies.listed", "网站列出的制度文件", "可以公开的制度文件，按种类分列。", "份", source = plan .. "：“扶持政策和管理制度”", printed = "网站", county = true, collect = policies_listed},
    {"score.full", "分值", "考核表各项指标的分值；一级指标和合计为各项之和。", "分", source = points_source, printed = "P7", group = true, collect = full_points},
    {"score.difference", "局评与自评之差", "局评得分减自评得分；一级指标和合计为各项之差的和。", "分", source = points_source, printed = "P7、P2内部版", group = true, collect = differences},
    {"score.share.self", "自评平均得分率", "各集团自评得分占分值的比例的平均，按一级指标分列。", "%", source = points_source, printed = "P2内部版", mean = true, collect = shares"self"},
    {"score.share.bureau", "局评平均得分率", "各集团局评得分占分值的比例的平均，按一级指标分列。", "%", source = points_source, printed = "P2内部版", mean = true, collect = shares"bureau"},
    {"sync.steps", "四同步的变化", "年末等级减基线等级，按单位和维度分列。", "级", source = plan .. "：“四同步”", printed = "N5", group = true, collect = level_steps},
    {"lift.groups", "报有指标的集团", "有样本数的百分比指标，按内容分列的集团数。", "个", source = plan .. "：“五个提升”", printed = "P2", collect = indicators(function() return 1 end)},
    {"lift.samples", "样本数合计", "有样本数的百分比指标，按内容分列的样本数之和。", "", source = plan .. "：“五个提升”", printed = "P2", collect = indicators(function(row) return row["样本数"] end)},
}
