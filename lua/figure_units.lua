-- Figures of who belongs to the group: units, classes, children, staff, and whom the lead pulls along (domain §3.8, §1 #2, #5, #6, #31).
--
--   unit = function(row, view, membership) → amount, or nil and why this unit is not in the figure

local remember = require "remember"
local tally = require "tally"
local units = require "units"

local figures = {}

-- The memberships of the last day of the period, found once a view.
function figures.active(view)
    return remember(view, "active", function() return units.active(view.county.registry, view.judged.group, view.period.last) end)
end

function figures.lead(view)
    for _, m in ipairs(figures.active(view)) do
        if m.role == units.lead_role then return m.row end
    end
    return nil
end

local function count_of(row, field) return math.tointeger(tonumber(row[field])) end

local function sum_of(field)
    return function(row)
        local n = count_of(row, field)
        if n then return n end
        return nil, "没有登记" .. field
    end
end

-- ---- pairs (domain §1 #5) ---------------------------------------------------------------------------

local quality_rank = {["合格"] = 1, ["县级示范"] = 2, ["市级示范"] = 3, ["自治区示范"] = 4}

figures.pulls = {
    quality = function(lead, member)
        local a, b = quality_rank[lead["质量等级"]], quality_rank[member["质量等级"]]
        if not a or not b then return false, "质量等级未定或未登记" end
        return b < a, "质量等级不低于集团园"
    end,
    rural = function(lead, member)
        if lead["城乡"] ~= "县城" then return false, "集团园不在县城" end
        return member["城乡"] == "农村", "不在农村"
    end,
    private = function(lead, member)
        if lead["办园性质"] ~= "公办" then return false, "集团园不是公办" end
        local nature = member["办园性质"]
        return nature == "民办" or nature == "普惠性民办", "不是民办"
    end,
}

local function pairs_of(test)
    return function(row, view, membership)
        local lead = figures.lead(view)
        if membership.role == units.lead_role then return nil, "集团园" end
        if not lead then return nil, "本期末没有集团园" end
        local fits, why = test(lead, row)
        if fits then return 1 end
        return nil, why
    end
end

-- ---- shares -----------------------------------------------------------------------------------------

-- Of all units of the county, each once, in a group or not.
local function units_in_groups(view) return {n = #figures.active(view), d = #view.county.registry.order} end

local function children_of(m) return count_of(m.row, "幼儿数") end

local function all_children(county)
    local rows = {}
    for i, id in ipairs(county.registry.order) do rows[i] = county.registry.unit[id] end
    return tally.of(rows, children_of)
end

-- Of the children that are registered; blank: how many units of the county have registered none.
local function children_in_groups(view)
    local inside, all = tally.of(figures.active(view), children_of), remember(view.county, "children", all_children)
    local n = tally.known(inside)
    return {n = n or 0, d = n and tally.known(all) or 0, blank = tally.is(all) and all.blank or 0}
end

local function backbone_of(row)
    local n, d = count_of(row, "骨干数"), count_of(row, "专任教师数")
    return {n = n or 0, d = n and d or 0}
end

local function backbone_share(view)
    local share = {n = 0, d = 0}
    for _, m in ipairs(figures.active(view)) do
        local own = backbone_of(m.row)
        share.n, share.d = share.n + own.n, share.d + own.d
    end
    return share
end

local function backbone_by_unit(view)
    local list = {}
    for _, m in ipairs(figures.active(view)) do
        list[#list + 1] = {name = view.county.registry.unit[m.unit].name, value = backbone_of(m.row)}
    end
    return list
end

-- ---- definitions --------------------------------------------------------------------------------------

local natures = {"公办", "普惠性民办", "民办"}

local function sum(key, name, field, measure, source, said, small, bare)
    return {key, name, "本期最后一日在集团内的单位，其" .. field .. "之和，以登记的统计日期为准；没有登记的另注所数，不当作0。", measure, "public", source = source, unit = sum_of(field), small = small,
        each = "所", said = said, bare = bare, stock = true}
end

figures.list = {
    {"units.active", "成员单位数", "本期最后一日在集团内的单位，含集团园。", "个", "public", source = "方案：十个集团，“根据发展情况适时微调”",
        rule = "按加入、退出日期判断；起止日都算在内。", unit = function() return 1 end, stock = true,
        said = {"成员单位"}, bare = {"园所"}},
    {"units.members", "成员园数", "本期最后一日在集团内的成员园，不含集团园。", "个", "public", source = "方案：十个集团，“根据发展情况适时微调”", stock = true, said = {"成员园", "成员单位"},
        unit = function(_, _, membership)
            if membership.role ~= units.lead_role then return 1 end
            return nil, "集团园"
        end},
    {"units.by_kind", "单位性质", "本期最后一日在集团内的单位，按办园性质分列。", "个", "public", source = "方案：优质带动薄弱、城区带动农村、公办带动民办",
        parts = function() return natures end, slot_of_unit = function(row) return row["办园性质"], "没有登记办园性质" end},
    sum("classes", "班级数", "班级数", "个", "方案：“规模优势”", {"教学班", "班级"}),
    sum("children", "幼儿数", "幼儿数", "人", "方案：“规模优势”", {"在园幼儿"}, true, {"幼儿"}),
    sum("staff", "教职工数", "教职工数", "人", "方案：“规模优势”", {"教职工"}, true),
    sum("teachers", "专任教师数", "专任教师数", "人", "方案：“规模优势”", {"专任教师"}, true),
    sum("backbone", "骨干教师数", "骨干数", "人", "方案：“盘活各园骨干”", {"骨干教师"}, true),
    {"backbone.share", "骨干教师占比", "本期最后一日在集团内的单位，骨干教师数之和占专任教师数之和的比例；没有登记其中一项的单位不计。", "%", "internal",
        source = "方案：“盘活各园骨干”", of = backbone_share, unit = function(row)
            if backbone_of(row).d > 0 then return 1 end
            return nil, "骨干数或专任教师数没有登记"
        end},
    {"backbone.by_unit", "各园骨干教师占比", "各单位骨干教师数占专任教师数的比例；没有登记其中一项的单位记“—”。", "%", "internal", source = "方案：“盘活各园骨干”", of = backbone_by_unit, alone = true,
        many = true},
    {"coverage.units", "集团覆盖园所", "本期最后一日在集团内的单位占全县登记单位的比例。", "%", "public", source = "方案：“扩大优质教育资源覆盖面”",
        of = units_in_groups, whole = true, said = {"园所覆盖率", "集团覆盖率"}, bare = {"覆盖率"}, unit = function() return 1 end},
    {"coverage.children", "集团覆盖幼儿", "本期最后一日在集团内的单位，其幼儿数占全县登记幼儿数的比例；没有登记的另注所数。", "%", "public", source = "方案：“扩大优质教育资源覆盖面”",
        of = children_in_groups, each = "所", item = "人", whole = true, said = {"幼儿覆盖率"}, bare = {"覆盖率"}, unit = sum_of("幼儿数")},
    {"pull.quality", "优质带动薄弱", "集团园质量等级高于成员园的结对数；等级未定的不计。", "对", "public", source = "方案：“优质带动薄弱”", unit = pairs_of(figures.pulls.quality), stock = true},
    {"pull.rural", "城区带动农村", "集团园在县城、成员园在农村的结对数。", "对", "public", source = "方案：“城区带动农村”", unit = pairs_of(figures.pulls.rural), stock = true},
    {"pull.private", "公办带动民办", "集团园为公办、成员园为民办（含普惠性民办）的结对数。", "对", "public", source = "方案：“公办带动民办”", unit = pairs_of(figures.pulls.private), stock = true},
}

return figures
