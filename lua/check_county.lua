-- What is wrong with the county's own page, settings and papers: domain §2.2, §1 #1, #4, #42.

local finding = require "finding"
local plan = require "plan"
local settings = require "settings"

local check = {}

local fail, warn = finding.fail, finding.warn

-- ---- the ten groups -------------------------------------------------------------------------------

-- In the order of the plan, unless the county names the paper by which it changed them (#44).
local function check_order(county, report)
    if county.groups_basis then return end
    local ids = {}
    for i, group in ipairs(county.groups or {}) do ids[i] = finding.id(group) end
    for i = 1, math.max(#ids, #plan.groups) do
        local want, is = plan.groups[i], ids[i]
        if (want and want.id) ~= is then
            local zh = want and want.id .. "（" .. want.lead .. "）" or "没有了"
            fail(report, county, "groups", "groups", {
                "集团名单第" .. i .. "个应是" .. zh .. "，这里是" .. (is or "空"),
                "group " .. i .. " should be " .. (want and want.id or "none") .. ", here is " .. (is or "none"),
                "方案确定的10个集团及其顺序不能改动；经批准调整的，在 groups_basis 写批准文件的文号",
                "the plan fixes ten groups and their order; if they were changed, name the paper in groups_basis"})
            return
        end
    end
end

local function check_group_names(site, report)
    local suffix, lead_of = settings.of(site)["集团名称后缀"], {}
    for _, entry in ipairs(plan.groups) do lead_of[entry.id] = entry.lead end
    for _, group in ipairs(site.groups) do
        local lead = lead_of[group.id]
        if lead and group.name ~= lead .. suffix then
            fail(report, group, "name", "group-name", {"集团名称应是“" .. lead .. suffix .. "”：" .. group.name,
                "the group is called " .. lead .. suffix, "名称与方案一致，一字不差；更名须在 former_names 记沿革",
                "the name is that of the plan to the letter"})
        end
    end
end

local function check_listed(site, report)
    local listed = {}
    for _, county in ipairs(site.county) do
        for _, group in ipairs(county.groups or {}) do listed[finding.id(group)] = true end
    end
    for _, group in ipairs(site.groups) do
        if group.id and not listed[group.id] then
            fail(report, group, "id", "group-unlisted", {"集团不在 county.md 的名单中：" .. group.id,
                "not one of the groups in county.md", "核对文件夹名和 id，或在 county.md 的 groups 里加上", "mend the id, or list it in county.md"})
        end
    end
end

-- ---- numbers of papers ------------------------------------------------------------------------------

local number_form = "^.+〔%d%d%d%d〕%d+号$"

local function check_number(row, field, text, report)
    if text == nil or text:find(number_form) then return end
    fail(report, row, field, "doc-no", {"文号写法不对：" .. text, "not the number of a paper: " .. text,
        "写作 机关代字〔年份〕序号号，年份用六角括号〔〕，例如 贺教体发〔2025〕3号", "write it as 贺教体发〔2025〕3号, the year in 〔〕"})
end

local numbered = {
    {"notices", "doc_no"}, {"policies", "doc_no"}, {"bodies", "doc_no"}, {"county", "groups_basis"},
    {"plans", "filed_no"}, {"handbooks", "filed_no"}, {"old_handbooks", "filed_no"},
}

local function check_numbers(site, report)
    for _, place in ipairs(numbered) do
        for _, row in ipairs(site[place[1]]) do check_number(row, place[2], row[place[2]], report) end
    end
    for _, county in ipairs(site.county) do
        for _, entry in ipairs(county.policy_basis or {}) do check_number(county, "policy_basis", entry.doc_no or "（空）", report) end
    end
end

-- ---- the rest ---------------------------------------------------------------------------------------

local function check_motto(county, report)
    if county.motto == plan.motto then return end
    fail(report, county, "motto", "motto", {"办园理念与方案不一致", "not the words of the plan",
        "应为“" .. plan.motto .. "”", "it is “" .. plan.motto .. "”"})
end

-- Keys of a map that mean nothing, in order: a slip would leave what it was meant for as it is by default.
local function unknown_names(map, known)
    local is_known, list = {}, {}
    for _, name in ipairs(known) do is_known[name] = true end
    for name in pairs(map) do
        if not is_known[name] then list[#list + 1] = name end
    end
    table.sort(list)
    return list
end

local maps = {thresholds = {"remind", "candidate"}, site = {"icp", "psb", "domain"}}

local function check_maps(county, report)
    for field, known in pairs(maps) do
        for _, name in ipairs(unknown_names(county[field] or {}, known)) do
            fail(report, county, field, "map-key", {field .. " 中没有这一项：" .. name, field .. " has no " .. name,
                "可以写的有：" .. table.concat(known, "、"), "there are: " .. table.concat(known, ", ")})
        end
    end
end

local function check_thresholds(county, report)
    local map = county.thresholds or {}
    local remind, candidate = tonumber(map.remind), tonumber(map.candidate)
    for _, name in ipairs {"remind", "candidate"} do
        local value = tonumber(map[name])
        if map[name] ~= nil and not (value and value >= 0 and value <= 1) then
            fail(report, county, "thresholds", "threshold", {"thresholds 的 " .. name .. " 应是 0 到 1 之间的小数：" .. map[name],
                name .. " is a share between 0 and 1", "80% 写作 0.80", "write 0.80 for 80 %"})
        end
    end
    if remind and candidate and remind < candidate then
        fail(report, county, "thresholds", "threshold", {"提醒线 remind 低于候选线 candidate", "remind is lower than candidate",
            "提醒在前，应不低于候选线", "a reminder comes before, at a higher share"})
    end
end

local function check_settings(site, report)
    for _, row in ipairs(site.settings) do
        local name = row["参数"]
        if settings.kinds[name] and settings.value(name, row["值"]) == nil then
            fail(report, row, "值", "setting", {name .. "的值无法识别：" .. row["值"], "not a value of this setting",
                settings.kinds[name] == "day" and "写作 月-日，例如 09-30" or "填数字，不带单位", "a month and day as 09-30, or a number"})
        end
    end
end

-- A 通报 is for the office only, and none without a number (§1 #68, C07).
local function check_circulars(site, report)
    for _, name in ipairs {"notices", "policies"} do
        for _, row in ipairs(site[name]) do
            if row.kind == "通报" and row.public then
                fail(report, row, "public", "circular-public", {"通报不得公开", "a 通报 is never public", "把 public 改为 否", "set public to 否"})
            end
            if row.kind == "通报" and not row.doc_no then
                fail(report, row, "doc_no", "circular-number", {"通报没有文号", "a 通报 without a number",
                    "经领导小组审定、编发文号后才能登记", "it is registered when the leading group has issued it"})
            end
        end
    end
end

-- The county's own papers are dated (C08); a standard says of which school year's table it is.
local function check_standards(site, report)
    for _, row in ipairs(site.policies) do
        if row.kind ~= "上级文件" and not row.date then
            fail(report, row, "date", "field-missing", {"缺少必填项：date", "a paper of the county needs its date"})
        end
        if row.kind == "考核细则" and not row.school_year then
            warn(report, row, "school_year", "standard-year", {"考核细则没有写明适用的学年", "of which school year?",
                "在 school_year 写学年，例如 2025-2026", "write the year in school_year"})
        end
    end
end

-- Texts and records that can be mended after they were published.
local mended = {"cases", "handbooks", "old_handbooks", "plans", "reports", "stories", "notices", "policies", "bodies", "texts", "prefaces",
    "evaluation_texts", "groups", "county", "activities", "resources", "flows", "units"}

local function known_document(site, id)
    for _, name in ipairs(mended) do
        if site[name][id] then return true end
    end
    return false
end

-- The id of a text that was probably meant; records are too many to look through.
local function near_document(site, id)
    local ids = {}
    for _, name in ipairs(mended) do
        if name == "activities" then break end
        for _, row in ipairs(site[name]) do ids[#ids + 1] = row._key end
    end
    return nearest(id, ids)
end

local function check_document(site, row, report)
    if not row.document or known_document(site, row.document) then return end
    local near = near_document(site, row.document)
    report{level = "error", code = "correction-document", at = row, field = "文稿", zh = "没有这篇文稿：" .. row.document, en = "there is no such text: " .. row.document,
        hint = near and "是不是想写“" .. near .. "”？" or "写案例、手册、计划、报告、通知等的 id，或记录的编号",
        hint_en = near and "did you mean \"" .. near .. "\"?" or "the id of a text or record"}
end

-- What a type says it counts for is what the obligation says it counts (domain §2.3, §3.2).
local function check_types(site, report)
    if #site.obligations == 0 then return end
    for _, row in ipairs(site.activity_types) do
        local duty = row.obligation and site.obligations:first{id = row.obligation}
        local of = duty and (type(duty.type) == "string" and duty.type or duty.type and duty.type.name)
        if row.obligation and of ~= row.name then
            report{level = "warning", code = "type-obligation", at = row, field = "计入义务",
                zh = duty and row.obligation .. "计的是“" .. tostring(of) .. "”，不是“" .. row.name .. "”" or "没有这项义务：" .. row.obligation,
                en = duty and row.obligation .. " counts another type" or "no such obligation: " .. row.obligation,
                hint = "写 obligations.csv 里计数类型是“" .. row.name .. "”的编号；不计入义务的留空", hint_en = "the id of the obligation that counts this type; blank where none does"}
        end
    end
end

-- The page of a correction is one of its group, or of the county where none is named.
local function check_corrected_group(site, row, report)
    local of = row.page and site.groups[row.page:match("^site/([^/]+)/") or ""]
    if not of or row.group == of or type(row.group) == "string" then return end
    report{level = "error", code = "correction-group", at = row, field = "集团",
        zh = (row.group and "更正写的集团是" .. row.group.id or "更正没有写集团") .. "，页面却是" .. of.id .. "的：" .. row.page, en = "the page is of " .. of.id .. ", the correction is not",
        hint = "集团写 " .. of.id .. "，或核对页面", hint_en = "write " .. of.id .. ", or look at the page", aside = true}
end

local function check_changed_words(row, report)
    if row.was ~= row.now then return end
    report{level = "warning", code = "correction-same", at = row, field = "更正", zh = "更正和原文一样：" .. row.now, en = "a correction that changes nothing",
        hint = "写改成了什么", hint_en = "write what it was changed to"}
end

-- A correction is of a page or of a document (domain §5.10). That the page is there is seen when all is planned.
local function check_corrections(site, report)
    for _, row in ipairs(site.corrections) do
        check_document(site, row, report)
        check_corrected_group(site, row, report)
        check_changed_words(row, report)
        if not row.page and not row.document then
            report{level = "error", code = "correction-place", at = row, zh = "更正没有写明页面或文稿", en = "a correction of no page and no document",
                hint = "填“文稿”（编号），或填“页面”（清单里的路径）", hint_en = "fill in 文稿 (its id) or 页面 (a path of the manifest)", aside = true}
        end
    end
end

function check.run(site, report)
    for _, county in ipairs(site.county) do
        check_order(county, report)
        check_motto(county, report)
        check_maps(county, report)
        check_thresholds(county, report)
    end
    check_listed(site, report)
    check_group_names(site, report)
    check_numbers(site, report)
    check_settings(site, report)
    check_circulars(site, report)
    check_standards(site, report)
    check_corrections(site, report)
    check_types(site, report)
end

return check
