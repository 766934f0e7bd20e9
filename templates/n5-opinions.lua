-- N5 考核意见表: for each unit of a group what its yearly appraisal rests on (domain §1 #37 to #39, 4.11): participation,
-- the four dimensions, the group's gains, the unit's own opinion. A page a unit, a file a group.

local annual_events = require "annual_events"
local exact = require "exact"
local group_year = require "group_year"
local paper = require "office_paper"
local sheet = require "sheet"
local units = require "units"
local words = require "words"

local function unit_id(view, ref)
    if ref == nil then return nil end
    return units.find(view.county.registry, type(ref) == "string" and ref or ref._key)
end

local function of_unit(view, rows, id)
    return sheet.kept(rows, function(row) return unit_id(view, row.unit) == id end)
end

local function participation(view, p)
    return sheet.table("参与共建", {"应参加场次", "准假", "实参加", "计算分母", "参与率", "内部标记"},
        {"right", "right", "right", "right", "right", "center"}, {{tostring(p.base), tostring(p.excused), tostring(p.attended),
            tostring(p.divisor), exact.percent(p.attended, p.divisor), p.flag}})
end

-- Up, level or down, in a word and not by colour.
local function change(row)
    if row.after > row.before then return "提升" .. row.after - row.before .. "级" end
    return row.after == row.before and "持平" or "下降" .. row.before - row.after .. "级"
end

local function sync(view, id)
    return sheet.table("四同步", {"维度", "基线", "年末", "变化", "佐证"}, {"left", "center", "center", "left", "left"},
        sheet.each(of_unit(view, view.sync, id), function(row)
            return {row.dimension, tostring(row.before), tostring(row.after), change(row), row.evidence}
        end), {"auto", "auto", "auto", "auto", 1}) or doc.para{"本学年没有该单位的“四同步”评定。"}
end

local function lift(view)
    return sheet.table("五个提升（集团整体）", {"维度", "指标", "学年初", "学年末", "来源"}, {"left", "left", "right", "right", "left"},
        sheet.each(view.lift, function(row)
            return {row.dimension, row.indicator .. "（" .. row.measure .. "）", tostring(words.amount(row.before)), tostring(words.amount(row.now)), row.source}
        end), {"auto", 1, "auto", "auto", 1})
end

-- The members' steps, for the appraisal of the lead's head (§1 #39): 2→4 in each dimension.
local function members_sync(view)
    local dimensions, names, of = {}, {}, {}
    for _, row in ipairs(view.sync) do
        local id = unit_id(view, row.unit)
        if id and not of[id] then
            of[id] = {}
            names[#names + 1] = id
        end
        if id and not of[row.dimension] then
            of[row.dimension] = true
            dimensions[#dimensions + 1] = row.dimension
        end
        if id then of[id][row.dimension] = row.before .. "→" .. row.after end
    end
    local head, align = {"单位"}, {"left"}
    for _, dimension in ipairs(dimensions) do head[#head + 1], align[#align + 1] = dimension, "center" end
    return sheet.table("各园“四同步”（基线→年末）", head, align, sheet.each(names, function(id)
        local row = {annual_events.unit_name(view, id)}
        for _, dimension in ipairs(dimensions) do row[#row + 1] = of[id][dimension] or "—" end
        return row
    end))
end

-- What the member said, or room to say it: it is heard before the bureau's scores are locked (§1 #37).
local function opinion(view, p)
    local given = of_unit(view, site.opinions:where{group_id = view.group.id, school_year = view.county.year.key}, p.unit)[1]
    if given then
        return paper.fields{{"单位意见", given.opinion}, {"等次建议", given.grade}, {"签署", given.signer .. "　" .. words.date(given.date)},
            {"集团意见", given.group_opinion or 2}}
    end
    return {
        p.role ~= units.lead_role and doc.para{class = "hint", "还没有听取该单位的考核意见；局评得分锁定前应先听取。"},
        paper.fields{{"单位意见", 2}, {"等次建议", 1}, {"集团意见", 2}},
    }
end

-- Events behind the participation, so that the unit can check them.
local function evidence(view, id)
    local there, away = {}, {}
    for _, event in ipairs(view.judged.events) do
        if event.kind.in_base and not event.present[id] then
            for _, m in ipairs(units.active(view.county.registry, view.group.id, event.day)) do
                if m.unit == id then
                    local list = event.excused[id] and there or away
                    list[#list + 1] = event.id or "（无编号）"
                end
            end
        end
    end
    return {
        doc.para{class = "hint", "未参加：", #away > 0 and words.list(away) or "无", "。准假：", #there > 0 and words.list(there) or "无", "。"},
    }
end

local function page(view, p, first)
    local name = annual_events.unit_name(view, p.unit)
    return {
        not first and doc.page_break(),
        paper.head("年度绩效考核意见表", {name .. "（" .. (p.role == units.lead_role and "集团园" or "成员园") .. "）　" .. view.group.name,
            words.school_year(view.county.year.key) .. "　数据截至" .. words.date(site.as_of)}),
        participation(view, p), evidence(view, p.unit),
        p.role == units.lead_role and {members_sync(view), lift(view)} or sync(view, p.unit), opinion(view, p), paper.signatures{"单位负责人", "集团园园长", "县教育体育局"},
    }
end

local function tree(group)
    local view = group_year.of(site, group)
    local nodes = {}
    for i, p in ipairs(view.judged.participation) do nodes[i] = page(view, p, i == 1) end
    return doc.section{nodes}
end

return paper.publication{id = "n5-opinions", word = "n5-opinions", title = "年度绩效考核意见表", tree = tree}
