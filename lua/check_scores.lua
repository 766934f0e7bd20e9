-- Points of automatic indicators that differ from what the records give (domain §1 #36, §2.2: 分值 × rate, by the county's step).
--
-- Of the school year of site.as_of, whose points the table `assessment` has; both kinds, 自评 and 局评, once they were given. An
-- earlier year was locked in its time.

local group_year = require "group_year"

local check = {}

-- 5.5, 7
local function points_text(n) return (string.format("%.2f", n):gsub("0+$", ""):gsub("%.$", "")) end

local function warn(row, auto, report)
    local given, right = points_text(row["得分"]), points_text(auto.points)
    report{level = "warning", code = "score-auto", at = row, field = "得分",
        zh = row.kind .. given .. "分，这一项自动取数，按记录算是" .. right .. "分（" .. auto.formula .. "）",
        en = given .. " points; this indicator is automatic and the records give " .. right,
        hint = "把得分改为" .. right .. "，扣分的写明事实；记录有误的改记录；依据的记录列在内部的考核表里",
        hint_en = "give " .. right .. " points, or mend the records; the internal assessment table lists them"}
end

-- Found by the store; most have nothing to say.
local differing = [[SELECT a.group_id, a.编号, 自动分, 算式 FROM assessment a JOIN scores s ON s.group_id = a.group_id AND s.编号 = a.编号
    WHERE 取数 = '自动' AND s.school_year = ? AND s.日期 <= ? AND s.得分 <> 自动分]]

function check.run(site, report)
    local county = group_year.county(site)
    local seen = {}
    for _, line in ipairs(county and query(differing, county.year.key, site.as_of) or {}) do
        local key = line.group_id .. "|" .. line["编号"]
        local rows = seen[key] and {} or site.scores:where{group_id = line.group_id, school_year = county.year.key, ["编号"] = line["编号"]}
        seen[key] = true
        for _, row in ipairs(rows) do
            local differs = row["得分"] and row["得分"] ~= line["自动分"] and row["日期"] and row["日期"] <= site.as_of
            if differs and not site.activities:lost(row) then warn(row, {points = line["自动分"], formula = line["算式"]}, report) end
        end
    end
end

return check
