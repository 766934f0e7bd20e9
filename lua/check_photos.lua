-- Pictures that texts show and that may not be shown: each is a line for whoever asks for consents
-- (domain §5.3, N4). In pages and books a neutral placeholder stands for them.

local photos = require "photos"

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

local function outside(href) return href:find("^%a[%w+.-]*:") ~= nil end

-- A picture of the group's looks, which needs no consent.
local function is_brand(href) return href:find("^brand/") or href:find("/brand/", 1, true) end

-- A row's own list and the pictures in its text, each name once. of: rows of consents by file name; the county has none.
local function check_row(row, of, as_of, report)
    local told = {}
    for _, image in ipairs(row.body:find "image") do
        local href = image.href
        local name = href:match("/media/([^/]+)$") or href:match("^media/([^/]+)$") or href:match("[^/]+$") or href
        if not told[name] and not outside(href) and not is_brand(href) then
            told[name] = true
            tell(report, image, nil, name, reasons(of[name], as_of))
        end
    end
    for _, path in ipairs(with_list[row._collection] and row.photos or {}) do
        local name = path:match("[^/]+$")
        if not told[name] then
            told[name] = true
            tell(report, row, "photos", name, reasons(of[name], as_of))
        end
    end
end

-- Texts that the websites or books print; those of a group have its consents behind them.
local of_groups = {"cases", "stories", "groups", "reports", "plans", "platforms", "handbooks", "chapters", "old_handbooks", "old_chapters"}
local of_county = {"county", "texts", "bodies", "policies", "notices"}

local without_status = {groups = true, platforms = true, chapters = true, old_chapters = true}

local function taken_back(row) return not without_status[row._collection] and row.status == "撤回" end

function check.run(site, report)
    local of = {}
    for _, name in ipairs(of_groups) do
        for _, row in ipairs(site[name]) do
            local group = row.group_id
            of[group] = of[group] or photos.rows_of(site, group)
            if not taken_back(row) then check_row(row, of[group], site.as_of, report) end
        end
    end
    for _, name in ipairs(of_county) do
        for _, row in ipairs(site[name]) do check_row(row, {}, site.as_of, report) end
    end
end

return check
