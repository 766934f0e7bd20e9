-- What is wrong with records of people and things on the move, of levels and figures, and of photos: domain §2.2.

local calendar = require "calendar"
local fields = require "model_fields"
local finding = require "finding"
local settings = require "settings"

local check = {}

local fail, warn = finding.fail, finding.warn

local function check_order(row, earlier, later, report)
    local a, b = row[earlier], row[later]
    if a and b and b < a then
        fail(report, row, later, "dates", {later .. "早于" .. earlier, later .. " is before " .. earlier, "核对两个日期", "compare both dates"})
    end
end

-- ---- flows ----------------------------------------------------------------------------------------------

-- {[group id] = {[unit id] = true}} of every period
local function units_of_groups(site)
    local of = {}
    for _, row in ipairs(site.units) do
        local group = row["所属集团"]
        if group then
            of[group] = of[group] or {}
            of[group][row["单位编号"]] = true
        end
    end
    return of
end

local function check_flows(site, own, report)
    for _, row in ipairs(site.flows) do
        local from, to, mine = finding.id(row.from), finding.id(row.to), own[row.group_id] or {}
        if from and from == to then
            fail(report, row, "接收单位", "flow-units", {"派出单位与接收单位是同一所园", "from a unit to itself", "园内的安排不算流动；核对两个单位", "compare both units"})
        elseif from and to and not mine[from] and not mine[to] then
            warn(report, row, "派出单位", "flow-units", {"两个单位都不属于本集团", "neither unit is of this group", "记到有关集团的文件里", "it belongs in another group's file"})
        end
        check_order(row, "开始日期", "结束日期", report)
    end
end

-- ---- resources and loans ----------------------------------------------------------------------------------

local function check_resources(site, own, report)
    for _, row in ipairs(site.resources) do
        check_order(row, "上架日期", "下架日期", report)
        if row["数量"] and row["数量"] <= 0 then
            fail(report, row, "数量", "value-limit", {"数量应大于 0", "more than none", "没有了的写下架日期", "give the day it was withdrawn"})
        end
        local giver = finding.id(row.giver)
        if giver and own[row.group_id] and not own[row.group_id][giver] and type(row.giver) ~= "string" then
            warn(report, row, "提供单位", "resource-unit", {"提供单位不属于本集团：" .. row["提供单位"], "not a unit of this group", "核对单位，或记到它所在集团的清单", "compare, or list it there"})
        end
    end
end

local function check_loan(row, item, today, days, report)
    check_order(row, "预约日", "借出日", report)
    check_order(row, "借出日", "归还日", report)
    local lent = calendar.day(row["借出日"])
    if lent and not row["归还日"] and today - lent > days then
        warn(report, row, "归还日", "loan-overdue", {"借出已" .. (today - lent) .. "天没有归还", "lent " .. (today - lent) .. " days ago and not back",
            "请借用单位归还，填归还日；期限是" .. days .. "天", "the limit is " .. days .. " days"})
    end
    if not item and site.resources:lost(row) then return end
    if not item then
        fail(report, row, "资源编号", "reference-unknown", {"资源清单中没有：" .. (row["资源编号"] or "空"), "no such resource: " .. (row["资源编号"] or "blank"),
            "写 resources.csv 里的资源编号", "an id of resources.csv"})
        return
    end
    if finding.id(row.borrower) == finding.id(item.giver) then
        warn(report, row, "借用单位", "loan-own", {"借用单位就是提供单位", "borrowed from itself", "本园使用不登记借用", "use by the owner is no loan"})
    end
    local before = item["上架日期"] and row["借出日"] and row["借出日"] < item["上架日期"]
    local after = item["下架日期"] and row["借出日"] and row["借出日"] >= item["下架日期"]
    if before or after then
        warn(report, row, "借出日", "loan-time", {"借出日" .. (before and "早于上架日期" or "在下架之后"), "not on the shelf that day", "核对借出日和资源清单", "compare with the list"})
    end
    if row["完好"] == "损坏" and not row["反馈"] then
        warn(report, row, "反馈", "loan-damage", {"损坏的要写明情况", "damaged, but how?", "在反馈里写怎样损坏、怎样处理", "say how, and what was done"})
    end
end

local function check_loans(site, report)
    local items, today, days = {}, calendar.day(site.as_of), settings.of(site)["借用归还期限"]
    for _, row in ipairs(site.resources) do items[row.group_id .. "|" .. row["资源编号"]] = row end
    for _, row in ipairs(site.loans) do
        check_loan(row, items[row.group_id .. "|" .. (row["资源编号"] or "")], today, days, report)
    end
end

-- ---- levels and figures -----------------------------------------------------------------------------------

-- Each unit once in each of the four dimensions, and in all of them.
local function check_sync(site, own, report)
    local seen, by_unit, order = {}, {}, {}
    for _, row in ipairs(site.sync) do
        local unit = finding.id(row.unit) or ""
        local file = row.group_id .. "|" .. row.school_year .. "|" .. unit
        local key = file .. "|" .. (row["维度"] or "")
        if seen[key] then
            fail(report, row, "维度", "sync-twice", {row["单位"] .. "的" .. row["维度"] .. "写了两次", "written twice", "一园一个维度一行", "one row for each"})
        end
        seen[key] = true
        if not by_unit[file] then
            by_unit[file], order[#order + 1] = {row = row, n = 0}, file
        end
        by_unit[file].n = by_unit[file].n + 1
        if own[row.group_id] and not own[row.group_id][unit] and type(row.unit) ~= "string" then
            warn(report, row, "单位", "sync-unit", {"不属于本集团：" .. row["单位"], "not a unit of this group", "核对单位", "compare the unit"})
        end
    end
    for _, file in ipairs(order) do
        local entry = by_unit[file]
        if entry.n < #fields.dimensions then
            warn(report, entry.row, "维度", "sync-missing", {entry.row["单位"] .. "只有" .. entry.n .. "个维度，应有" .. #fields.dimensions .. "个",
                "only " .. entry.n .. " of " .. #fields.dimensions .. " dimensions", "四个维度各写一行", "one row for each"})
        end
    end
end

local fewest_in_share = 10

-- A share of fewer than ten could point at persons.
local function check_lift(site, report)
    local seen = {}
    for _, row in ipairs(site.lift) do
        local n, key = row["样本数"], row.group_id .. "|" .. row.school_year .. "|" .. (row["维度"] or "") .. "|" .. (row["指标"] or "")
        if row["计量单位"] == "%" and (not n or n < fewest_in_share) then
            report{level = "error", code = "sample-size", at = row, field = "样本数", aside = true,
                zh = "百分比指标的样本数不足10，未采用：" .. row["指标"], en = "a share of fewer than ten is not shown: " .. row["指标"],
                hint = "合并统计范围，或改用数量指标", hint_en = "count a larger whole, or give a number instead of a share"}
        end
        for _, field in ipairs {"基线", "现值"} do
            if row["计量单位"] == "%" and row[field] and (row[field] < 0 or row[field] > 100) then
                fail(report, row, field, "value-limit", {field .. "是百分比，应在 0 到 100 之间：" .. row[field], "a share of 0 to 100", "核对数字", "compare the figure"})
            end
        end
        if seen[key] then
            fail(report, row, "指标", "lift-twice", {"同一指标写了两次：" .. (row["指标"] or ""), "the same indicator twice", "一个指标一行", "one row for each"})
        end
        seen[key] = true
    end
end

-- ---- photos -------------------------------------------------------------------------------------------------

-- A child that can be known: a form, a use and an end; and whoever is not covered is not shown (§5.3).
local function check_consent(site, report)
    for _, row in ipairs(site.consent) do
        if row["可用"] and row["含可识别幼儿"] then
            for _, field in ipairs {"同意书编号", "同意用途", "有效期至"} do
                if row[field] == nil then
                    warn(report, row, field, "consent", {"含可识别幼儿的照片登记为可用，缺" .. field, "a child can be known, but there is no " .. field,
                        "补上同意书的内容，或把可用改为否", "complete it from the form, or set 可用 to 否"})
                end
            end
            if row["有效期至"] and row["有效期至"] < site.as_of then
                warn(report, row, "有效期至", "consent", {"同意已过期，照片不刊出", "the consent has ended; the photo is not shown", "取得新的同意，或把可用改为否", "ask anew, or set 可用 to 否"})
            end
        end
        if row["可用"] and row["处理方式"] == "未处理" then
            warn(report, row, "处理方式", "consent", {"登记为可用，却未处理，照片不刊出", "usable, yet not treated; it is not shown", "背影、打码或裁切后改登记", "treat it and say how"})
        end
    end
end

function check.run(site, report)
    local own = units_of_groups(site)
    check_flows(site, own, report)
    check_resources(site, own, report)
    check_loans(site, report)
    check_sync(site, own, report)
    check_lift(site, report)
    check_consent(site, report)
end

return check
