-- Which pictures may be shown, and why others may not: domain §5.3.
--
-- A picture of a group needs a row in its list of consents: usable, its treatment done, and, where a child can be
-- known, a form that covers the use (网站, 印刷, 公众号) and has not run out. What the county's configuration
-- shows on its own (emblems and title pictures in brand/) is not asked about.

local units = require "units"

local photos = {}

-- Why the picture of a row of consents may not be shown on a day for a use (left out: the web); nil: it may.
photos.reason = inside(function(row, as_of, use)
    use = use or "网站"
    if row == nil then return "没有登记同意" end
    if row["可用"] ~= true then return "登记为不可用" end
    if row["处理方式"] == "未处理" then return "还没有处理" end
    if row["含可识别幼儿"] ~= true then return nil end
    if not row["同意书编号"] then return "没有同意书" end
    local ends = row["有效期至"]
    if ends and ends < as_of then return "同意书" .. ends .. "到期" end
    for _, allowed in ipairs(units.list(row["同意用途"])) do
        if allowed == use then return nil end
    end
    return "同意书不含" .. use
end)

function photos.is_public(row, as_of, use) return photos.reason(row, as_of, use) == nil end

-- {[file name] = row} of a group's list
function photos.rows_of(site, group_id)
    local of = {}
    for _, row in ipairs(site.consent:where{group_id = group_id}) do of[row["文件"]] = row end
    return of
end

-- What stands where a picture may not be shown.
photos.placeholder = "此处图片未公开"

return photos
