-- What a group promised and the county asks for, where it will not be used as written: domain §3.2.

local obligations = require "obligations"
local types = require "types"

local check = {}

local english = {
    ["承诺少于县级要求，不予采用"] = "asks for less than the county does: not used",
    ["承诺的周期或次数无法识别"] = "its period or number is not understood",
    ["承诺的活动类型没有对应的义务"] = "no obligation has this type of activity",
}

local function line_of(promise)
    return (promise.type or "") .. "（" .. (promise.period or "") .. (promise.least or "") .. "次）"
end

local function check_plan(plan, site, vocabulary, report)
    local _, unused = obligations.required(site.obligations, plan.commitments, vocabulary)
    for _, entry in ipairs(unused) do
        report{level = "warning", code = "commitment", at = plan, field = "commitments",
            zh = line_of(entry.commitment) .. "：" .. entry.reason,
            en = line_of(entry.commitment) .. ": " .. english[entry.reason],
            hint = "改正这一条，或删去", hint_en = "mend the line, or take it out"}
    end
end

local function check_floor(requirement, report)
    local lowered = requirement.lowered
    if not lowered then return end
    report{level = "warning", code = "obligation-low", at = requirement.row, field = "最低次数",
        zh = requirement.name .. "每学年" .. lowered.asked .. "次，少于方案的" .. lowered.least .. "次，按方案计",
        en = requirement.id .. ": " .. lowered.asked .. " a year are fewer than the plan's " .. lowered.least,
        hint = "县级要求可以高于方案，不能低于方案", hint_en = "the county may ask for more than the plan, not for less"}
end

function check.run(site, report)
    local vocabulary = types.read(site.activity_types)
    for _, requirement in ipairs(obligations.required(site.obligations, nil, vocabulary)) do
        check_floor(requirement, report)
    end
    for _, plan in ipairs(site.plans) do
        if plan.kind == "年度计划" and plan.commitments then check_plan(plan, site, vocabulary, report) end
    end
end

return check
