-- The assessment of a group as tables (P7, domain 4.9): the blank form, the group's points beside the bureau's with the
-- difference and its reason, the automatic ones with formula and evidence, whether the members have been heard. The points
-- are lua/assessment.lua's.

local annual_events = require "annual_events"
local assessment = require "assessment"
local sheet = require "sheet"
local words = require "words"

local tables = {}

local function of_year(view, collection, more)
    local test = {school_year = view.county.year.key}
    for key, value in pairs(more or {}) do test[key] = value end
    return collection:where(test)
end

function tables.indicators(view, site) return of_year(view, site.indicators) end

-- What assessment.of says of the group.
function tables.result(view, site)
    local own = {group_id = view.group.id}
    return assessment.of(view, {indicators = tables.indicators(view, site), scores = of_year(view, site.scores, own),
        opinions = of_year(view, site.opinions, own), handbook = view.handbook})
end

-- How many lines of each first-level indicator follow each other: {[first line] = count}
local function runs(list, name_of)
    local spans, start = {}, 1
    for i = 2, #list + 1 do
        if i > #list or name_of(list[i]) ~= name_of(list[start]) then
            spans[start], start = i - start, i
        end
    end
    return spans
end

local function number(value)
    if value == nil then return "—" end
    return math.type(value) == "float" and value == math.floor(value) and string.format("%d", value) or tostring(value)
end

-- ---- the blank form ---------------------------------------------------------------------------------------

function tables.form(view, site)
    local list = tables.indicators(view, site)
    local spans, rows = runs(list, function(r) return r["一级指标"] end), {}
    for i, r in ipairs(list) do
        local row = {}
        if spans[i] then row[1] = doc.cell{rowspan = spans[i], head = true, align = "center", r["一级指标"], doc.line_break(), number(r["一级分值"]), "分"} end
        for _, cell in ipairs{r["编号"], r["二级指标"], r["考核要点"], number(r["分值"]), r["取数"], "", "", "", ""} do row[#row + 1] = cell end
        rows[i] = row
    end
    return doc.table{class = "form", head = {"一级指标", "编号", "二级指标", "考核要点", "分值", "取数", "自评", "局评", "扣分理由", "佐证"},
        align = {"center", "center", "left", "left", "center", "center", "center", "center", "left", "left"},
        widths = {"24mm", "11mm", "25mm", 1, "11mm", "14mm", "13mm", "13mm", "45mm", "38mm"}, rows = rows}
end

-- ---- filled -----------------------------------------------------------------------------------------------

local function reason_of(line)
    local own, bureau = line.self and line.self.reason, line.bureau and line.bureau.reason
    if own and bureau and own ~= bureau then return {"自评：", own, doc.line_break(), "局评：", bureau} end
    return bureau or own or ""
end

local function evidence_of(line)
    local own, bureau = line.self and line.self.evidence, line.bureau and line.bureau.evidence
    return bureau and own and bureau ~= own and own .. "；" .. bureau or bureau or own or ""
end

local function difference(line)
    local d = line.difference
    return d == nil and "—" or words.signed(tonumber(d), (d:gsub("^%-", "")))
end

local function points(given) return given and number(given.points) or "—" end

local function sums(name, sum, class)
    return {class = class, doc.cell{colspan = 3, align = "left", name}, number(sum.points), sum.auto ~= nil and number(sum.auto) or "", number(sum.self),
        number(sum.bureau), "", "", ""}
end

-- The group's points beside the bureau's; a domain's sum stands behind its lines.
function tables.filled(result)
    local lines, rows = result.lines, {}
    local spans, at = runs(lines, function(line) return line.domain end), 0
    for i, line in ipairs(lines) do
        local row = {}
        if spans[i] then
            at = at + 1
            row[1] = doc.cell{rowspan = spans[i], head = true, align = "left", line.domain}
        end
        for _, cell in ipairs{line.id, line.name, number(line.points), line.auto and number(line.auto.points) or "", points(line.self), points(line.bureau),
            difference(line), reason_of(line), evidence_of(line)} do row[#row + 1] = cell end
        rows[#rows + 1] = row
        if i == #lines or lines[i + 1].domain ~= line.domain then rows[#rows + 1] = sums("小计", result.domains[at], "total") end
    end
    rows[#rows + 1] = sums("合计", result.total, "total")
    return sheet.table("自评与局评", {"一级指标", "编号", "二级指标", "分值", "自动", "自评", "局评", "差", "扣分理由", "佐证"},
        {"left", "center", "left", "right", "right", "right", "right", "right", "left", "left"}, rows,
        {"26mm", "auto", "26mm", "auto", "auto", "auto", "auto", "auto", 1.2, 1}, {class = "grid lines"})
end

-- Formula and evidence of each automatic line (§1 #36).
function tables.automatic(result)
    local list = sheet.kept(result.lines, function(line) return line.auto ~= nil end)
    return sheet.table("自动取数的算式与佐证", {"编号", "二级指标", "取数", "算式", "自动得分", "佐证记录"},
        {"center", "left", "center", "left", "right", "left"}, sheet.each(list, function(line)
            local ids = line.auto.evidence or {}
            return {line.id, line.name, line.source, line.auto.formula, number(line.auto.points), #ids > 0 and words.list(ids) or "—"}
        end), {"auto", "auto", "auto", 1, "auto", 1.4})
end

-- Whether the bureau's points may stand: every member heard first (§1 #37).
function tables.heard(view, result)
    local o = result.opinions
    local names = sheet.each(o.missing, function(id) return annual_events.unit_name(view, id) end)
    if #names > 0 then
        return doc.callout{class = "warn", title = "局评得分不能锁定",
            string.format("应听取%d所成员园的考核意见，还缺%d所：%s。意见齐备前不定等次。", #o.due, #names, words.list(names))}
    end
    if o.early then
        return doc.callout{class = "warn", title = "意见晚于局评", "有成员园的考核意见晚于局评得分的日期，应先听取意见再评分。"}
    end
    local silent = sheet.each(sheet.kept(o.due, function(id) return not o.group_told[id] end), function(id) return annual_events.unit_name(view, id) end)
    return doc.para{"已听取全部", tostring(#o.due), "所成员园的考核意见",
        #silent > 0 and "，其中" .. words.list(silent) .. "还没有集团意见" or "，均有集团意见", result.grade and "；局评等次：" .. result.grade or "", "。"}
end

return tables
