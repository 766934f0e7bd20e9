-- What `kanben explain` says of a figure: its value, how it is counted, by whose rule, what counts and what does not, and why.
--
--   {scopes = {{name, value, zh, en}, …}     options of the command line: --group hlyey
--    explain = function(site, figure, given, faults) → {figure, name, scope, value, unit, definition, rule, source,
--              counted = {{row | file and line, id, text, why}, …}, left = likewise, near = {keys}} or {zh, en, hint, hint_en}}
--
-- A figure may name its scope as in a text, "stat.rate.O01 hl01 秋季学期", and then goes before the options.
-- given: the scopes named, by name; faults(row): the errors for which a row was set aside, {{code, text}, …}.

local calendar = require "calendar"
local scope = require "scope"
local stat = require "stat"
local units = require "units"
local county_year = require "county_year"
local events = require "events"
local explain_rest = require "explain_rest"
local figure_events = require "figure_events"
local figure_tables = require "figure_tables"

local scopes = {
    {name = "group", value = "GROUP", zh = "集团的编号或名称；不写为全县", en = "id or name of a group; the county without it"},
    {name = "period", value = "PERIOD", zh = "学年（2025-2026）、学期（秋季学期）或月份（2025-10）", en = "a school year, a semester or a month"},
    {name = "edition", value = "public|internal", zh = "按公开版还是内部版计（默认内部版）", en = "as counted in the public or the internal edition (default)"},
}

-- ---- what a row is called -------------------------------------------------------------------------------

local function joined(...)
    local parts = {}
    for _, part in ipairs{...} do
        if part ~= "" then parts[#parts + 1] = tostring(part) end
    end
    return table.concat(parts, " ")
end

local function text_of(cell) return type(cell) == "table" and table.concat(cell, "、") or cell or "" end

local describe = {
    activities = function(r) return joined(text_of(r["开始日期"]), text_of(r["活动类型"]), text_of(r["主题"])) end,
    units = function(r) return joined(r["单位名称"], r["角色"] or "") end,
    flows = function(r) return joined(r["方式"], r["人员"], text_of(r["派出单位"]) .. "→" .. text_of(r["接收单位"])) end,
    resources = function(r) return joined(r["名称"], r["上架日期"] or "") end,
    loans = function(r) return joined(r["资源编号"], text_of(r["借用单位"]), r["借出日"] or "") end,
    studios = function(r) return joined(r["类别"], r["名称"]) end,
    growth = function(r) return joined(r["日期"] or "", r["事项"], (r["人数"] or "") .. "人") end,
}

local function entry_of(row, text, why)
    local kind = row and row._collection
    text = text or (kind and describe[kind] and describe[kind](row)) or (kind and row.title) or ""
    local id = row and (kind == "units" and row["单位编号"] or row._key) or nil
    return {file = row and row._file, line = row and row._line, id = id ~= "" and id or nil, text = text, why = why}
end

-- ---- why a record is no event ---------------------------------------------------------------------------

local reasons = {
    E01 = "开始日期无效或空白（E01）", E02 = "活动类型未知（E02）", E04 = "编号已用于前面的记录（E04）", E05 = "开展日期不在本学年（E05）",
    W10 = "到场单位数不足（W10）", ["联合编号重复"] = "同一联合编号已计一次", ["日期在截止日之后"] = "日期在统计截止日之后",
}

local function reason(code) return reasons[code] or "状态是" .. code end

-- What a record's figure says besides: the units that give the group no credit, each with its reason.
local function with_strangers(ctx, row, why)
    if not row or row._collection ~= "activities" then return why end
    local function name_of(id) return ctx.site.groups[id] and ctx.site.groups[id].name or id end
    local others, unknown = events.outsiders(ctx.view.county.registry, ctx.scope.group.id, row, name_of)
    local parts = {why}
    if others then parts[#parts + 1] = others .. "，到场在本集团不计" end
    if unknown then parts[#parts + 1] = unknown .. "没有登记，不计" end
    return #parts > 0 and table.concat(parts, "；") or nil
end

local function fault_text(faults)
    local parts = {}
    for i, fault in ipairs(faults) do parts[i] = fault.text .. "（" .. fault.code .. "）" end
    return #parts > 0 and table.concat(parts, "；") or "重复的行，已计一次（W03）"
end

local function of_scope(row, s, year) return row.group_id == s.group.id and row.school_year == year end

local function set_aside(ctx)
    local list = {}
    for _, row in ipairs(ctx.site.activities:all()) do
        if row._aside and of_scope(row, ctx.scope, ctx.view.judged.year.key) then list[#list + 1] = row end
    end
    return list
end

-- Records that are no events, and those set aside for errors: each(row, why, type)
local function refused(ctx, each)
    for _, left in ipairs(ctx.view.judged.left) do each(left.row, with_strangers(ctx, left.row, reason(left.reason)), left.type) end
    for _, row in ipairs(set_aside(ctx)) do each(row, fault_text(ctx.faults(row)), row["活动类型"]) end
end

-- Counted events of the year outside the period.
local function outside(ctx, each)
    local period = ctx.view.period
    for _, event in ipairs(ctx.view.judged.events) do
        if event.day < period.first or event.day > period.last then each(event.row, "开展日期不在本期", event.type) end
    end
end

-- ---- the two lists ----------------------------------------------------------------------------------------

-- Events and memberships are tables with their row.
local function row_of(item) return type(item) == "table" and item.row or item end

local function amount_text(entry, amount)
    local unit = entry.matrix and "人次" or entry.item or entry[4]
    return (entry.event or entry.unit or entry.row or entry.flow) and amount ~= 1 and amount .. unit or nil
end

local function add_events(ctx, entry, part, left)
    local function add(row, why, kind)
        local other = entry[1] == "events.by_type" and part and kind ~= part
        if not other then left[#left + 1] = entry_of(row, nil, why) end
    end
    outside(ctx, add)
    refused(ctx, add)
end

-- What rest answers, each with the unit's number where the figure is made of such.
local function add_rest(ctx, entry, list, left)
    for _, item in ipairs(list) do
        local amount = entry.item and entry.unit(item.row, ctx.view)
        local text = item.hidden and "（不公开的行）" or nil
        local own = entry_of(item.row, text, item.why .. (amount and "，" .. amount .. entry.item or ""))
        if item.hidden then own.id = nil end
        left[#left + 1] = own
    end
end

local function by_walk(ctx, entry, part)
    local counted, left = {}, {}
    stat.walk(entry, ctx.view, function(item, amount, why, slot)
        local row = row_of(item)
        if amount and (part == nil or slot == part or slot == nil) then
            counted[#counted + 1] = entry_of(row, nil, with_strangers(ctx, row, slot and part == nil and "计入" .. slot or amount_text(entry, amount)))
        elseif why then
            left[#left + 1] = entry_of(row, nil, why)
        end
    end)
    if entry.event or entry.slot then add_events(ctx, entry, part, left) end
    if entry.whole then
        add_rest(ctx, entry, explain_rest.outside(ctx.site, ctx.view.county, ctx.view.period.last, ctx.view.judged.group), left)
    elseif entry.unit or entry.slot_of_unit then
        add_rest(ctx, entry, explain_rest.gone(ctx.view), left)
    end
    return counted, left
end

local function by_member(ctx, entry, part)
    local counted, left = {}, {}
    local registry = ctx.view.county.registry
    for _, unit in ipairs(figure_events.members_due(ctx.view)) do
        local fits, why = entry.member(unit, ctx.view, part)
        table.insert(fits and counted or left, entry_of(registry.unit[unit].row, nil, why))
    end
    add_rest(ctx, entry, explain_rest.not_due(ctx.view), left)
    return counted, left
end

local function plain_entries(ctx, list)
    local out = {}
    for i, e in ipairs(list) do
        local row = e.event and e.event.row or e.row
        out[i] = entry_of(row, e.text, with_strangers(ctx, row, e.reason and reason(e.reason) or e.why))
    end
    return out
end

local function lists(ctx, entry, part)
    if entry.explain then
        local counted, left, kind = entry.explain(ctx.view, part)
        left = plain_entries(ctx, left)
        for _, row in ipairs(kind and set_aside(ctx) or {}) do
            if row["活动类型"] == kind then left[#left + 1] = entry_of(row, nil, fault_text(ctx.faults(row))) end
        end
        return plain_entries(ctx, counted), left
    end
    if entry.member then
        if part or not entry.parts then return by_member(ctx, entry, part) end
        return {}, {}
    end
    return by_walk(ctx, entry, part)
end

-- A breakdown without its part: the parts, and how to ask for one. States that are not reached do not count.
local function parts_of(county, entry, value)
    local counted, left = {}, {}
    for _, item in ipairs(value) do
        local own = item.value == nil and item.state or item.value
        local line = {text = "stat." .. entry[1] .. "." .. item.name .. "  " .. stat.label(county, entry, item.name),
            why = stat.show(own, entry, false) .. (item.why and "（" .. item.why .. "）" or "")}
        table.insert(type(own) == "string" and own ~= entry.good and left or counted, line)
    end
    return counted, left
end

-- Why a part is in the state that it is in.
local function why_of(view, entry, part)
    for _, item in ipairs(part and view and entry.good and stat.compute(view, entry) or {}) do
        if item.name == part and item.why then return "（" .. item.why .. "）" end
    end
    return ""
end

-- The value as the answer prints it; each state by its name.
local function value_text(ctx, entry, value, part)
    local county = scope.county(ctx.site, ctx.scope)
    if entry.matrix then return "（方阵，见报告）" end
    if type(value) == "string" then return value .. why_of(ctx.view, entry, part) end
    if not (entry.good and stat.is_breakdown(value) and value[1] and value[1].state) then return stat.show(value, entry, false, false, county) end
    local parts = {}
    for i, item in ipairs(value) do parts[i] = item.name .. "：" .. item.state end
    return table.concat(parts, "、")
end

-- What every group leaves out is left out of the county too; of a share of the whole county, who is in no group.
local function county_rest(ctx, entry, left)
    local county = scope.county(ctx.site, ctx.scope)
    local day
    for _, group in ipairs(ctx.site.groups) do
        local view = scope.view(ctx.site, scope.of_group(ctx.scope, group))
        day = day or view and view.period.last
        local own = {view = view}
        if view and entry.member then add_rest(own, entry, explain_rest.not_due(view), left) end
        if view then add_rest(own, entry, explain_rest.withheld(view, entry), left) end
    end
    if entry.whole and day then add_rest({}, entry, explain_rest.outside(ctx.site, county, day), left) end
end

local function county_lists(ctx, key, entry)
    local counted, left, site, s = {}, {}, ctx.site, ctx.scope
    local of_events, repeats = entry.event or entry.slot, scope.repeats(site, s)
    for _, share in ipairs(scope.shares(site, s, key)) do
        local silent = of_events and not county_year.reported(scope.view(site, scope.of_group(s, share.group)))
        local value = silent and "未报：没有本学年的活动记录" or share.value ~= nil and stat.show(share.value, entry, false) or "—"
        table.insert(silent and left or counted, entry_of(share.group, share.group.name, value))
    end
    if of_events and repeats > 0 then
        left[#left + 1] = {text = "联合活动在另一集团重复登记的" .. repeats .. "场", why = "同一联合编号，全县只计一次，人次取主办方所报"}
    end
    county_rest(ctx, entry, left)
    return counted, left
end

-- ---- answers ------------------------------------------------------------------------------------------------

local function read_scope(site, given)
    local s = {public = given.edition == "public" or given.edition == "公开版" or nil}
    if given.edition and not s.public and given.edition ~= "internal" and given.edition ~= "内部版" then
        return nil, {zh = "--edition 应为 public 或 internal", en = "--edition takes public or internal"}
    end
    for _, name in ipairs{"group", "period"} do
        local word = given[name]
        for part in (word or ""):gsub("　", " "):gmatch("%S+") do
            if not scope.read(site, part, s) or (name == "group" and not s.group) then
                local known = {}
                for i, g in ipairs(site.groups) do known[i] = g.id end
                return nil, name == "group"
                    and {zh = "没有这个集团：" .. part, en = "no such group: " .. part, hint = "有：" .. table.concat(known, "、"), hint_en = "there are: " .. table.concat(known, ", ")}
                    or {zh = "看不懂期间“" .. part .. "”", en = "not a period: " .. part, hint = "写学年（2025-2026）、学期（秋季学期）或月份（2025-10）",
                        hint_en = "a school year (2025-2026), a semester or a month (2025-10)"}
            end
        end
    end
    return s
end

-- Keys like the one asked for: the nearest, and those of its family.
local function near_keys(site, s, figure)
    local keys, list, seen = scope.keys(site, s), {}, {}
    local named = {}
    for i, key in ipairs(keys) do named[i] = "stat." .. key end
    for _, entry in ipairs(figure_tables.list) do named[#named + 1] = "stat." .. entry[1] end
    local wanted = figure:find("^stat%.") and figure or "stat." .. figure
    local near, head = nearest(wanted, named), wanted:match("^stat%.([^.]+)")
    local function add(key)
        if key and not seen[key] and #list < 12 then seen[key], list[#list + 1] = true, key end
    end
    add(near)
    for _, key in ipairs(named) do
        if head and key:sub(6, 5 + #head) == head then add(key) end
    end
    if #list == 0 then
        for _, entry in ipairs(stat.catalogue) do add("stat." .. entry[1]) end
    end
    return list
end

-- ---- figures of tables ------------------------------------------------------------------------------------------

local function table_context(site, s)
    local views = {}
    for _, group in ipairs(s.group and {s.group} or site.groups) do
        local view = scope.view(site, scope.of_group(s, group))
        if view then views[#views + 1] = {group = group, view = view} end
    end
    return {site = site, scope = s, county = scope.county(site, s), views = views}
end

local function entries(items)
    local list = {}
    for i, item in ipairs(items) do list[i] = entry_of(item.row, item.text, item.why) end
    return list
end

-- A figure that only a table prints; nil: there is none of that name there, or no such part.
local function of_table(site, s, figure)
    local entry, part = figure_tables.find(figure)
    if not entry then return nil end
    if entry.county and s.group then return {zh = figure .. "只有全县的", en = figure .. " is of the county alone", hint = "不写 --group", hint_en = "without --group"} end
    if entry.group and not s.group then return {zh = figure .. "只有各集团的", en = figure .. " is of a group", hint = "写 --group 和集团的编号", hint_en = "name the group: --group"} end
    local parts = figure_tables.parts(table_context(site, s), entry)
    local answer = {figure = "stat." .. entry[1] .. (part and "." .. part or ""), name = entry[2] .. (part and "·" .. part or ""),
        scope = scope.name(site, s) .. "（截至" .. site.as_of .. "）", unit = entry[4], definition = entry[3], source = entry.source, rule = "印在：" .. entry.printed .. "。"}
    if not part and #parts ~= 1 then
        answer.value, answer.counted, answer.left = #parts == 0 and "—" or #parts .. "项，见下", {}, {}
        for i, own in ipairs(parts) do answer.counted[i] = {text = "stat." .. entry[1] .. "." .. own.name, why = own.value} end
        return answer
    end
    for _, own in ipairs(parts) do
        if part == nil or own.name == part then
            if own.name ~= "合计" then answer.figure = "stat." .. entry[1] .. "." .. own.name end
            answer.value, answer.counted, answer.left = own.value, entries(own.counted), entries(own.left)
            return answer
        end
    end
    return nil
end

-- ---- the answer -------------------------------------------------------------------------------------------------

local function explain(site, asked, given, faults)
    local s, problem = read_scope(site, given)
    if not s then return problem end
    local figure, rest = asked:gsub("　", " "):match("^ *(%S*)(.*)$")
    for word in rest:gmatch("%S+") do
        if not scope.read(site, word, s) then
            return {zh = figure .. " 后面的“" .. word .. "”看不懂", en = "not a scope behind " .. figure .. ": " .. word,
                hint = "写集团编号或名称、县、学年（2025-2026）、学期（秋季学期）、月份（2025-10 或 10月）", hint_en = "a group, 县, a school year, a semester or a month"}
        end
    end
    if not scope.county(site, s) then
        return {zh = "没有" .. (s.year and s.year .. "学年的" or "") .. "校历，算不出指标", en = "no calendar of the school year to compute figures by"}
    end
    local value, entry, part = scope.value(site, s, figure)
    if value == nil and type(entry) == "string" then return {zh = entry, en = part or entry} end
    if value == nil then
        local answer = of_table(site, s, figure)
        if answer then return answer end
        return {zh = "没有这个指标：" .. figure, en = "no such figure: " .. figure, near = near_keys(site, s, figure)}
    end
    local ctx = {site = site, scope = s, faults = faults, view = s.group and scope.view(site, s)}
    local answer = {
        figure = "stat." .. entry[1] .. (part and "." .. part or ""), name = stat.label(scope.county(site, s), entry, part), scope = scope.name(site, s) .. "（截至" .. site.as_of .. "）",
        value = value_text(ctx, entry, value, part), unit = entry[4], definition = stat.meaning(entry, s.public), rule = entry.rule, source = entry.source,
    }
    if type(value) == "table" and value.d then answer.n, answer.d = value.n, value.d end
    if stat.is_breakdown(value) and not entry.matrix then
        answer.counted, answer.left = parts_of(scope.county(site, s), entry, value)
    elseif s.group then
        answer.counted, answer.left = lists(ctx, entry, part)
        add_rest(ctx, entry, explain_rest.withheld(ctx.view, entry), answer.left)
    else
        answer.counted, answer.left = county_lists(ctx, figure, entry)
    end
    return answer
end

return {scopes = scopes, explain = explain}
