-- What a leaflet or poster must not say, and what it must have (domain 4.10): no absolute claim, no promise about
-- fees or enrolment, a logo and a motto, an address for its code. The words are the county's (config/wording.csv,
-- 范围 宣传); names of kindergartens and ordinals such as 第一学期 are innocent.

local book = require "book"
local brand_sheet = require "brand_sheet"

local check = {}

-- The text without registered names, longest first, so that 第一 in a name is no claim.
local function masked(text, site)
    local names = {}
    for _, row in ipairs(site.units) do names[#names + 1] = row.name end
    for _, row in ipairs(site.groups) do
        names[#names + 1] = row.name
        names[#names + 1] = row.short_name
    end
    table.sort(names, function(a, b) return #a > #b or (#a == #b and a < b) end)
    for _, name in ipairs(names) do
        local from, to = text:find(name, 1, true)
        while from do
            text = text:sub(1, from - 1) .. "　" .. text:sub(to + 1)
            from, to = text:find(name, from, true)
        end
    end
    for _, innocent in ipairs{"第一学期", "第一条", "第一，", "第一次", "第一天"} do text = text:gsub(innocent, "　") end
    return text
end

-- Everything the sheets print that somebody wrote: {{text, row or nil, field}, …}
local function texts(group, site)
    local view = brand_sheet.view(site, group)
    local list = {{group.motto, group, "motto"}, {group.brand_story or "", group, "brand_story"}}
    if not view then return list end
    for _, p in ipairs(brand_sheet.platforms(view)) do list[#list + 1] = {p[2], group} end
    for _, m in ipairs(brand_sheet.members(view)) do list[#list + 1] = {m.feature, group} end
    for _, case in ipairs(view.cases) do
        list[#list + 1] = {case.title, case, "title"}
        list[#list + 1] = {case.summary, case, "summary"}
    end
    return list
end

local function said(word, why, line, report)
    report{code = "brand-word", at = line[2], field = line[3], zh = "折页和海报里不写“" .. word .. "”" .. (why and "：" .. why or ""),
        en = "leaflets and posters do not say " .. word, hint = "换一种说法，或从引用的文字里删去；词表在 county/config/wording.csv，范围为“宣传”"}
end

function check.run(group, site, report)
    for _, line in ipairs(texts(group, site)) do
        local text = masked(line[1], site)
        for _, word in ipairs(site.wording:where{where = "宣传"}) do
            if text:find(word.words, 1, true) then said(word.words, word.why, line, report) end
        end
    end
    local emblem = book.emblem(group)
    if not emblem or not has_file(emblem) then
        report{level = "warning", code = "brand-logo", at = group, zh = "集团没有标志，折页和海报上缺一块", en = "the group has no logo",
            hint = "在 brand/ 里放 logo.png，并在 group.md 里写 logo: brand/logo.png"}
    end
    if not group.qr_target and not book.address(site.county[1], group.site_path) then
        report{level = "warning", code = "brand-address", at = group, zh = "县里还没有域名，折页和海报上不印二维码",
            en = "the county has no domain yet: no code is printed", hint = "域名定下后写在 county.md 的 site: {domain: …}"}
    end
end

return check
