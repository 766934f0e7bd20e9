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

-- A row's own list and the pictures in its text, each name once.
local function check_row(row, of, as_of, report)
    local told = {}
    for _, image in ipairs(row.body:find "image") do
        local name = image.href:match("/media/([^/]+)$")
        if name and not told[name] then
            told[name] = true
            tell(report, image, nil, name, reasons(of[name], as_of))
        end
    end
    for _, path in ipairs(row.photos or {}) do
        local name = path:match("[^/]+$")
        if not told[name] then
            told[name] = true
            tell(report, row, "photos", name, reasons(of[name], as_of))
        end
    end
end

function check.run(site, report)
    local of = {}
    for _, list in ipairs {site.cases, site.stories} do
        for _, row in ipairs(list) do
            local group = row.group_id
            of[group] = of[group] or photos.rows_of(site, group)
            if row.status ~= "撤回" then check_row(row, of[group], site.as_of, report) end
        end
    end
end

return check
