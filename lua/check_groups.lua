-- What is wrong with what a group says of itself: its people, its brand, its studios: domain §2.2, §1 #13,
-- #33, #41, #72.

local colour = require "colour"
local design = require "design"
local finding = require "finding"
local plan = require "plan"

local check = {}

local fail, warn = finding.fail, finding.warn

-- ---- people ---------------------------------------------------------------------------------------------

local function has(list, word)
    for _, entry in ipairs(list or {}) do
        if entry == word then return true end
    end
    return false
end

-- Exactly one 牵头人, and it is the 园长 of the lead unit (§1 #13). A group without people.csv is not judged.
local function check_leader(group, people, report)
    local leader
    for _, person in ipairs(people) do
        if has(person["角色"], "牵头人") then
            if leader then
                fail(report, person, "角色", "leader", {"牵头人只有一位，已有" .. leader["显示名"], "a second 牵头人",
                    "集团园园长是牵头人，其余的写管理团队", "the head of the lead unit only"})
            end
            leader = leader or person
        end
    end
    if not leader then
        fail(report, people[1], "角色", "leader", {"名单中没有牵头人", "nobody is 牵头人", "给集团园园长加上角色 牵头人", "add it to the head of the lead unit"})
    elseif not has(leader["角色"], "园长") or finding.id(leader.unit) ~= finding.id(group.lead_unit) then
        fail(report, leader, "角色", "leader", {"牵头人应是集团园的园长", "the 牵头人 is the head of the lead unit",
            "核对单位和角色（牵头人、园长）", "compare 单位 and 角色"})
    end
end

-- The whole name is no display name unless it may be public.
local function check_names(people, report)
    for _, person in ipairs(people) do
        if person["公开全名"] == false and person["全名"] and person["显示名"] == person["全名"] then
            warn(report, person, "显示名", "full-name", {"显示名就是全名，而公开全名是否", "the display name is the whole name, which is not public",
                "显示名写姓加职务，例如 李老师", "write the surname and the post"})
        end
    end
end

-- ---- who the group is --------------------------------------------------------------------------------------

local function check_note(group, report)
    if not group.founding_note then return end
    local missing = {}
    for _, word in ipairs(plan.principles) do
        if not group.founding_note:find(word, 1, true) then missing[#missing + 1] = word end
    end
    if #missing > 0 then
        warn(report, group, "founding_note", "founding", {"组建说明没有说到：" .. table.concat(missing, "、"), "says nothing of " .. table.concat(missing, ", "),
            "方案的四条原则各写一句", "one sentence on each of the plan's four principles"})
    end
end

local function check_contact(group, report)
    local contact = group.public_contact
    if contact and contact:find("%d%d%d%d%d") and not contact:find("0%d%d%d?%-?%d%d%d%d%d%d%d%d?") then
        warn(report, group, "public_contact", "landline", {"公开的联系电话应是固定电话：" .. contact, "not a landline number",
            "写办公室名称或固定电话", "an office or a landline"})
    end
    if group.site_path and group.site_path ~= "/" .. group.id .. "/" then
        warn(report, group, "site_path", "site-path", {"site_path 应是 /" .. group.id .. "/", "it should be /" .. group.id .. "/",
            "网址用集团编号，以后不变", "the address is the group's id, for good"})
    end
    if group.qr_target and not group.qr_target:find("^https?://[%w.-]+%.%a+") then
        fail(report, group, "qr_target", "qr-target", {"二维码指向的不是网址：" .. group.qr_target, "not an address: " .. group.qr_target,
            "写完整网址，以 https:// 开头", "a whole address beginning with https://"})
    end
end

-- ---- brand ---------------------------------------------------------------------------------------------------

local white, least_contrast, least_pixels = {1, 1, 1}, 4.5, 1024

local function check_colour(group, report)
    local brand = colour.read(group.brand_color)
    if not brand then return end
    local contrast = colour.contrast(brand, white)
    if contrast < least_contrast then
        warn(report, group, "brand_color", "contrast", {
            string.format("标志色与白色的对比度是 %.1f，应不低于 4.5", contrast),
            string.format("its contrast with white is %.1f, at least 4.5 is needed", contrast),
            "换深一些的颜色，例如 " .. colour.hex(colour.legible(brand, white, least_contrast)), "a darker one"})
    end
    for _, pair in ipairs(design.contrasts(group.brand_color)) do
        if pair.ratio < pair.least then
            fail(report, group, "brand_color", "contrast", {
                string.format("由标志色算出的%s（%s、%s）对比度是 %.2f，应不低于 %.1f", pair.what, pair.fore, pair.ground, pair.ratio, pair.least),
                string.format("%s on %s, made from it, has a contrast of %.2f, at least %.1f is needed", pair.fore, pair.ground, pair.ratio, pair.least),
                "换深一些的颜色，例如 " .. colour.hex(colour.legible(brand, white, least_contrast)), "a darker one"})
        end
    end
end

local function check_logo(site, group, report)
    if not group.logo then return end
    local width, height = site.picture(group._folder .. "/" .. group.logo)
    if width and math.min(width, height) < least_pixels then
        warn(report, group, "logo", "logo-size", {"标志只有 " .. width .. "×" .. height .. " 像素，应不小于 1024×1024",
            "the logo has " .. width .. " by " .. height .. " pixels, 1024 by 1024 are needed",
            "向制作单位要矢量稿或大图", "ask its maker for a larger one"})
    end
    if not group.logo:lower():find("%.png$") then
        warn(report, group, "logo", "logo-kind", {"标志应是 PNG 文件：" .. group.logo, "the logo is a PNG file", "另存为 PNG，底色透明", "save it as PNG"})
    end
end

-- ---- studios, growth, rules --------------------------------------------------------------------------------

local function check_growth(site, report)
    local studios = {}
    for _, row in ipairs(site.studios) do
        studios[row.group_id .. "|" .. row["编号"]] = row
        if row["撤销日期"] and row["撤销日期"] < row["成立日期"] then
            fail(report, row, "撤销日期", "dates", {"撤销日期早于成立日期", "it closed before it began", "核对两个日期", "compare both dates"})
        end
    end
    for _, row in ipairs(site.growth) do
        if row["基地"] and not studios[row.group_id .. "|" .. row["基地"]] and not site.studios:lost(row) then
            fail(report, row, "基地", "reference-unknown", {"工作室与基地表中没有：" .. row["基地"], "no such studio: " .. row["基地"],
                "写 studios.csv 里的编号", "an id of studios.csv"})
        end
    end
end

local function check_rules(site, report)
    for _, row in ipairs(site.rules) do
        if row["废止日期"] and row["废止日期"] < row["施行日期"] then
            fail(report, row, "废止日期", "dates", {"废止日期早于施行日期", "it ended before it began", "核对两个日期", "compare both dates"})
        end
    end
end

function check.run(site, report)
    local people = finding.by(site.people, "group_id")
    for _, group in ipairs(site.groups) do
        local own = people[group.id]
        if own then
            check_leader(group, own, report)
            check_names(own, report)
        end
        check_note(group, report)
        check_contact(group, report)
        check_colour(group, report)
        check_logo(site, group, report)
    end
    check_growth(site, report)
    check_rules(site, report)
end

return check
