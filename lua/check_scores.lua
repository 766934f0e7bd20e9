-- Points of automatic indicators that differ from what the records give (domain §1 #36, §2.2: 分值 × rate, by the county's step).
--
-- Of the school year of site.as_of, whose points the table `assessment` has; both kinds, 自评 and 局评, once they were given. An
-- earlier year was locked in its time.

local group_year = require "group_year"

local check = {}

-- 5.5, 7
local function points_text(n) return (string.format("%.2f", n):gsub("0+$", ""):gsub("%.$", "")) end

-- {[group|indicator] = {points, formula}}
local function automatic_points()
    local of = {}
    for _, line in ipairs(query "SELECT group_id, 编号, 自动分, 算式 FROM assessment WHERE 取数 = '自动' AND 自动分 IS NOT NULL") do
        of[line.group_id .. "|" .. line["编号"]] = {points = line["自动分"], formula = line["算式"]}
    end
    return of
end

local function warn(row, auto, report)
    local given, right = points_text(row["得分"]), points_text(auto.points)
    report{level = "warning", code = "score-auto", at = row, field = "得分",
        zh = row.kind .. given .. "分，这一项自动取数，按记录算是" .. right .. "分（" .. auto.formula .. "）",
        en = given .. " points; this indicator is automatic and the records give " .. right,
        hint = "把得分改为" .. right .. "，扣分的写明事实；记录有误的改记录。来历见 kanben explain stat.score." .. row["编号"] .. " --group " .. row.group_id,
        hint_en = "give " .. right .. " points, or mend the records; see kanben explain stat.score." .. row["编号"] .. " --group " .. row.group_id}
end

function check.run(site, report)
    local county = group_year.county(site)
    if not county then return end
    local given_by_now = site.scores:where{school_year = county.year.key, {"日期", function(date) return date ~= nil and date <= site.as_of end}}
    local auto = #given_by_now > 0 and automatic_points() or nil
    for _, row in ipairs(given_by_now) do
        local own = auto[row.group_id .. "|" .. (row["编号"] or "")]
        if own and row["得分"] and row["得分"] ~= own.points then warn(row, own, report) end
    end
end

return check
