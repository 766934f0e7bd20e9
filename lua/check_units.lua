-- What is wrong with the register of kindergartens: domain §2.2, §1 #5, #6, #44, #71.

local finding = require "finding"
local units = require "units"

local check = {}

local fail, warn = finding.fail, finding.warn

local function check_group(row, known, report)
    local group = row["所属集团"]
    if not group then return end
    if not known[group] then
        fail(report, row, "所属集团", "reference-unknown", {"不在全县的集团名单中：" .. group, "not one of the county's groups: " .. group,
            "名单在 county.md 的 groups", "the list is groups in county.md"})
    end
    for _, field in ipairs {"角色", "加入日期"} do
        if row[field] == nil then
            fail(report, row, field, "field-missing", {"集团内的园所缺少必填项：" .. field, "a unit in a group needs " .. field})
        end
    end
end

-- ---- periods of membership -----------------------------------------------------------------------------

local function check_dates(row, report)
    local joined, left, settling = row["加入日期"], row["退出日期"], row["过渡期至"]
    if joined and left and left < joined then
        fail(report, row, "退出日期", "dates", {"退出日期早于加入日期", "it left before it joined", "核对两个日期", "compare both dates"})
    end
    if joined and settling and settling < joined then
        fail(report, row, "过渡期至", "dates", {"过渡期在加入之前就结束了", "it settled before it joined", "核对两个日期", "compare both dates"})
    end
end

-- One row for each period; periods do not overlap, and all say the same name.
local function check_periods(rows, report)
    local last
    table.sort(rows, function(a, b) return (a["加入日期"] or "") < (b["加入日期"] or "") end)
    for _, row in ipairs(rows) do
        if last and last["单位名称"] ~= row["单位名称"] then
            fail(report, row, "单位名称", "unit-name", {"与同编号的前一行名称不同：" .. last["单位名称"], "another name under the same id: " .. last["单位名称"],
                "更名后各行写现名，旧名写入别名", "write the present name in all rows, the old one as an alias"})
        end
        if last and (last["退出日期"] == nil or row["加入日期"] == nil or row["加入日期"] <= last["退出日期"]) then
            fail(report, row, "加入日期", "membership", {"与同编号的另一段隶属时间重叠", "overlaps another period of the same unit",
                "一段一行：前一段写退出日期，后一段从次日起", "one row a period: end the first, begin the next the day after"})
        end
        last = row
    end
end

-- What was counted then was counted in that school year, or in the weeks after it.
local function check_sizes(site, report)
    for _, row in ipairs(site.sizes) do
        local first, last = row.school_year:match("^(%d+)-(%d+)$")
        local day = row["统计日期"]
        if first and day and (day < first .. "-09-01" or day > last .. "-09-30") then
            warn(report, row, "统计日期", "dates", {"不在" .. row.school_year .. "学年里：" .. day, "not counted in the school year " .. row.school_year,
                "写那一学年的统计日期；现在的规模写在 units.csv", "the day of that year; what there is now stands in units.csv"})
        end
    end
end

-- A group has one lead, and it is the one that group.md names.
local function check_lead(site, report)
    local leads = {}
    for _, row in ipairs(site.units) do
        local group = row["所属集团"]
        if group and row["角色"] == units.lead_role and row["退出日期"] == nil then
            if leads[group] and leads[group]["单位编号"] ~= row["单位编号"] then
                fail(report, row, "角色", "group-lead", {"一个集团只有一所集团园，已有" .. leads[group]["单位名称"], "a second lead of this group",
                    "其余的写成员园", "the others are 成员园"})
            end
            leads[group] = leads[group] or row
        end
    end
    return leads
end

-- ---- figures and texts ------------------------------------------------------------------------------------

local counts = {"班级数", "幼儿数", "教职工数", "专任教师数", "骨干数"}

local function check_counts(row, report)
    local any = false
    for _, field in ipairs(counts) do any = any or row[field] ~= nil end
    if any and not row["统计日期"] then
        warn(report, row, "统计日期", "count-date", {"有规模数字，没有统计日期", "figures without their date", "写明数字是哪一天的", "say of which day they are"})
    end
    for _, pair in ipairs {{"骨干数", "专任教师数"}, {"专任教师数", "教职工数"}} do
        local part, whole = row[pair[1]], row[pair[2]]
        if part and whole and part > whole then
            warn(report, row, pair[1], "count-part", {pair[1] .. "（" .. part .. "）多于" .. pair[2] .. "（" .. whole .. "）",
                "more than the whole it is part of", "核对两个数字", "compare both figures"})
        end
    end
end

local function has_text(row, featured, column, key)
    if row[column] ~= nil then return row[column] end
    local entry = featured[row["单位编号"]]
    return entry and entry[key]
end

local wordy = {{"办园理念", "motto"}, {"特色", "feature"}}

-- Every unit of a group has words of its own (#6: 个性化; #71): which of them it lacks.
local function check_words(row, featured, seen, report)
    local missing = {}
    for _, pair in ipairs(wordy) do
        local text = has_text(row, featured, pair[1], pair[2])
        if text == nil or text == "" then
            missing[#missing + 1] = pair[1]
        elseif seen[text] and seen[text] ~= row["单位编号"] then
            warn(report, row, pair[1], "unit-words", {pair[1] .. "与" .. seen[text] .. "相同", "the same words as " .. seen[text],
                "每所园写一句自己的" .. pair[1], "each unit has words of its own"})
        else
            seen[text] = row["单位编号"]
        end
    end
    return missing
end

local function check_all_words(site, featured, report)
    local seen, lacking, some = {}, {}, false
    for _, row in ipairs(site.units) do
        if row["所属集团"] then
            local missing = check_words(row, featured, seen, report)
            some = some or #missing < #wordy
            if #missing > 0 then lacking[#lacking + 1] = {row = row, text = table.concat(missing, "、")} end
        end
    end
    for i, entry in ipairs(lacking) do
        if some or i == 1 then -- a register without these columns is told of once
            warn(report, entry.row, nil, "unit-words", {(some and "没有写" or "园所登记表没有写") .. entry.text, "nothing under " .. entry.text,
                "每所园写一句自己的" .. entry.text, "each unit has words of its own"})
        end
    end
end

-- Words of units that stand in group.md (unit_features: 单位|理念|特色).
local function features(site)
    local of = {}
    for _, group in ipairs(site.groups) do
        for _, entry in ipairs(group.unit_features or {}) do of[entry.unit or ""] = entry end
    end
    return of
end

local function check_phone(row, report)
    local phone = row["公开电话"]
    if phone and not phone:find("^0%d%d%d?%-?%d%d%d%d%d%d%d%d?$") then
        warn(report, row, "公开电话", "landline", {"公开电话应是固定电话：" .. phone, "not a landline number",
            "写区号加号码，例如 0951-1234567；手机号码不公开", "area code and number, no mobile"})
    end
end

-- ---- group.md and the register say the same -------------------------------------------------------------------

local function members_of(site)
    local open, ever = {}, {}
    for _, row in ipairs(site.units) do
        local group, id = row["所属集团"], row["单位编号"]
        if group and id then
            ever[group .. "|" .. id] = true
            if row["退出日期"] == nil then open[group] = open[group] or {}; open[group][id] = row end
        end
    end
    return open, ever
end

local function check_members(group, open, ever, lead, report)
    local named, lead_id = {}, finding.id(group.lead_unit)
    for _, member in ipairs(group.members or {}) do
        local id = finding.id(member)
        named[id] = true
        if id == lead_id then
            fail(report, group, "members", "group-lead", {"集团园不写在成员单位里：" .. id, "the lead is not one of its members", "从 members 删去集团园", "take it out of members"})
        elseif not ever[group.id .. "|" .. id] and type(member) ~= "string" then
            warn(report, group, "members", "membership", {"园所登记表中没有它在本集团的记录：" .. id, "units.csv has no such membership: " .. id,
                "核对 units.csv 的所属集团和角色", "compare 所属集团 and 角色 in units.csv"})
        end
    end
    for id, row in pairs(open) do
        if id ~= lead_id and not named[id] and row["角色"] ~= units.lead_role then
            warn(report, group, "members", "membership", {"登记在册的成员园没有写进 members：" .. row["单位名称"], "a registered member is not named: " .. id,
                "补进 members，或在 units.csv 写退出日期", "name it, or give its last day in units.csv"})
        end
    end
    if lead and lead["单位编号"] ~= lead_id then
        fail(report, group, "lead_unit", "group-lead", {"登记的集团园是" .. lead["单位名称"], "units.csv has another lead: " .. lead["单位编号"],
            "group.md 的 lead_unit 与 units.csv 的角色要一致", "lead_unit and 角色 must agree"})
    end
end

function check.run(site, report)
    local known = {}
    for _, county in ipairs(site.county) do
        for _, id in ipairs(county.groups or {}) do known[finding.id(id)] = true end
    end
    for _, row in ipairs(site.units) do
        check_group(row, known, report)
        check_dates(row, report)
        check_counts(row, report)
        check_phone(row, report)
    end
    check_all_words(site, features(site), report)
    check_sizes(site, report)
    for _, rows in pairs(finding.by(site.units, "单位编号")) do check_periods(rows, report) end
    local leads = check_lead(site, report)
    local open, ever = members_of(site)
    for _, group in ipairs(site.groups) do check_members(group, open[group.id] or {}, ever, leads[group.id], report) end
end

return check
