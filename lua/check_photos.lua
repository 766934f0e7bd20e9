-- Pictures that texts show and that may not be shown: each is a line for whoever asks for consents
-- (domain §5.3, N4). In pages and books a neutral placeholder stands for them.

local figures = require "figures"
local photos = require "photos"
local texts = require "texts"

local check = {}

local uses = {"网站", "印刷"}

-- {use, use} with a reason, together when it is the same one
local function reasons(row, as_of)
    local list = {}
    for _, use in ipairs(uses) do
        local reason = photos.reason(row, as_of, use)
        if reason then list[#list + 1] = {use = use, text = reason} end
    end
    if #list == 2 and list[1].text == list[2].text then return {{use = "网站、印刷", text = list[1].text}} end
    return list
end

local function tell(report, at, field, name, list)
    for _, reason in ipairs(list) do
        report{level = "warning", code = "photo-hidden", at = at, field = field,
            zh = "照片不能用于" .. reason.use .. "：" .. name .. "，" .. reason.text,
            en = "this picture cannot be used: " .. name,
            hint = "在 media/consent.csv 里登记同意书、用途、有效期和处理方式；在此之前页面上是“" .. photos.placeholder .. "”",
            hint_en = "register the consent, its uses and its end in media/consent.csv; until then a placeholder is shown"}
    end
end

local with_list = {cases = true, stories = true} -- collections with a list of photos

-- What may be asked of the picture: the group's row of consents, or why there can be none.
local function reasons_of(path, group, of, as_of)
    if group and path:sub(1, #group._folder + 7) ~= group._folder .. "/media/" or not group then
        return {{use = "网站、印刷", text = group and "不在本集团的 media/ 里" or "不在集团的 media/ 里，没有同意书可查"}}
    end
    return reasons(of[path:sub(#group._folder + 8)], as_of)
end

local function outside(href) return href:find("^%a[%w+.-]*:") ~= nil end

-- A row's own list and the pictures in its text, each once. of: rows of consents by file name; the county has none.
local function check_row(row, group, of, as_of, report)
    local told = {}
    local looks = group and photos.looks(group) or {}
    for _, image in ipairs(row.body:find "image") do
        local path = not outside(image.href) and figures.path(row._folder, image.href)
        if path and not told[path] and not looks[path] then
            told[path] = true
            tell(report, image, nil, path:match("[^/]+$"), reasons_of(path, group, of, as_of))
        end
    end
    for _, listed in ipairs(with_list[row._collection] and row.photos or {}) do
        local path = group and group._folder .. "/media/" .. listed or listed
        if not told[path] then
            told[path] = true
            tell(report, row, "photos", listed:match("[^/]+$"), reasons_of(path, group, of, as_of))
        end
    end
end

local without_status = {groups = true, platforms = true, chapters = true, old_chapters = true}

local function taken_back(row) return not without_status[row._collection] and row.status == "撤回" end

function check.run(site, report)
    local of = {}
    for _, name in ipairs(texts.of_groups) do
        for _, row in ipairs(site[name]) do
            local id = row.group_id
            of[id] = of[id] or photos.rows_of(site, id)
            if not taken_back(row) then check_row(row, site.groups[id], of[id], site.as_of, report) end
        end
    end
    for _, name in ipairs(texts.of_county) do
        for _, row in ipairs(site[name]) do check_row(row, nil, {}, site.as_of, report) end
    end
end

return check
