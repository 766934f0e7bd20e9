-- What is wrong with the tables beside the activities: the calendar's dates, units in groups, the points of
-- the assessment, shares of too few.

local calendar = require "calendar"

local check = {}

-- Rows whose 开始日期 and 结束日期 are days; 参数 has a number there.
local dated = {["学年"] = true, ["学期"] = true, ["教学"] = true, ["放假"] = true, ["补班"] = true}

local function check_day(row, field, report)
    local text = row[field]
    if not text or calendar.day(text) then return text and calendar.day(text) end
    report{level = "error", code = "E01", at = row, field = field, zh = field .. "无效：" .. text,
        en = "not a date: " .. text, hint = "请填写真实存在的日期，例如 2025-09-03", hint_en = "write a date that exists, as 2025-09-03"}
    return nil
end

local function check_calendar(site, report)
    for _, row in ipairs(site.calendar) do
        if dated[row["类别"]] then
            local first, last = check_day(row, "开始日期", report), check_day(row, "结束日期", report)
            if first and last and last < first then
                report{level = "error", code = "dates", at = row, field = "结束日期", zh = "结束日期早于开始日期",
                    en = "it ends before it begins"}
            end
        elseif row["类别"] == "参数" and not math.tointeger(tonumber(row["开始日期"])) then
            report{level = "error", code = "value-type", at = row, field = "开始日期",
                zh = "参数应是整数：" .. row["开始日期"], en = "a parameter is a whole number: " .. row["开始日期"]}
        end
    end
end

-- Points of each first-level indicator add up to it, those to 100 (domain §2.2).
local function check_points(site, report)
    local sums, first, total = {}, {}, {}
    for _, row in ipairs(site.indicators) do
        local key = row.school_year .. "|" .. row["一级指标"]
        if not first[key] then
            first[key] = row
            total[row.school_year] = (total[row.school_year] or 0) + row["一级分值"]
        end
        sums[key] = (sums[key] or 0) + row["分值"]
    end
    for key, row in pairs(first) do
        if sums[key] ~= row["一级分值"] then
            report{level = "error", code = "points", at = row, field = "一级分值",
                zh = string.format("二级指标分值之和为%g，一级分值为%g", sums[key], row["一级分值"]),
                en = string.format("its second-level points add up to %g, not %g", sums[key], row["一级分值"])}
        end
    end
    for year, points in pairs(total) do
        if points ~= 100 then
            report{level = "error", code = "points", at = site.indicators:first{school_year = year},
                zh = string.format("一级分值之和为%g，应为100", points), en = string.format("the points add up to %g, not 100", points)}
        end
    end
end

-- A unit in a group has a role there and a day on which it joined.
local function check_units(site, report)
    local known = {}
    for _, county in ipairs(site.county) do
        for _, id in ipairs(county.groups or {}) do known[type(id) == "string" and id or id.id] = true end
    end
    for _, row in ipairs(site.units) do
        local group = row["所属集团"]
        if group and not known[group] then
            report{level = "error", code = "reference-unknown", at = row, field = "所属集团", zh = "不在全县的集团名单中：" .. group,
                en = "not one of the county's groups: " .. group, hint = "名单在 county.md 的 groups", hint_en = "the list is groups in county.md"}
        end
        for _, field in ipairs {"角色", "加入日期"} do
            if group and row[field] == nil then
                report{level = "error", code = "field-missing", at = row, field = field, zh = "集团内的园所缺少必填项：" .. field,
                    en = "a unit in a group needs " .. field}
            end
        end
    end
end

local fewest_in_share = 10

-- A share of fewer than ten could point at persons (domain §2.2).
local function check_shares(site, report)
    for _, row in ipairs(site.lift) do
        local n = row["样本数"]
        if row["计量单位"] == "%" and (not n or n < fewest_in_share) then
            report{level = "error", code = "sample-size", at = row, field = "样本数", aside = true,
                zh = "百分比指标的样本数不足10，未采用：" .. row["指标"], en = "a share of fewer than ten is not shown: " .. row["指标"],
                hint = "合并统计范围，或改用数量指标", hint_en = "count a larger whole, or give a number instead of a share"}
        end
    end
end

function check.run(site, report)
    check_shares(site, report)
    check_calendar(site, report)
    check_units(site, report)
    check_points(site, report)
end

return check
