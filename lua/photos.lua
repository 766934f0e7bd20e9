-- Which pictures may be shown, and why others may not: domain §5.3.
--
-- A picture of a group needs a row in its list of consents: usable, its treatment done, and, where a child can be
-- known, a form that covers the use (网站, 印刷, 公众号) and has not run out. What the county's configuration
-- shows on its own (emblems and title pictures in brand/) is not asked about.
--
-- The websites publish only what a published text shows, so that a text taken back takes its pictures along; books do
-- not print what only texts show that were taken back (domain §5.3 (e)).

local review = require "review"
local units = require "units"

local photos = {}

-- Why the picture of a row of consents may not be shown on a day for a use (left out: the web); nil: it may.
photos.reason = inside(function(row, as_of, use)
    use = use or "网站"
    if row == nil then return "没有登记同意" end
    if row["可用"] ~= true then return "登记为不可用" end
    if row["处理方式"] == "未处理" then return "还没有处理" end
    if row["含可识别幼儿"] ~= true then return nil end
    if not row["处理方式"] then return "没有登记处理方式" end
    if not row["同意书编号"] then return "没有同意书" end
    if row["同意书编号"]:find("撤", 1, true) then return "同意书已撤回" end
    local ends = row["有效期至"]
    if ends and ends < as_of then return "同意书" .. ends .. "到期" end
    for _, allowed in ipairs(units.list(row["同意用途"])) do
        if allowed == use then return nil end
    end
    return "同意书不含" .. use
end)

function photos.is_public(row, as_of, use) return photos.reason(row, as_of, use) == nil end

-- The group below whose folder a document stands; nil: the county's.
function photos.group_of(row, site)
    local id = row._folder:match("^groups/([^/]+)")
    return id and site.groups[id]
end

-- {[path below content/] = true} of what group.md names as the group's own looks, which needs no consent.
function photos.looks(group)
    local list = {}
    for _, name in ipairs{group.logo or false, group.hero or false} do
        if name then list[group._folder .. "/" .. name] = true end
    end
    return list
end

-- {[file name] = row} of a group's list
function photos.rows_of(site, group_id)
    local of = {}
    for _, row in ipairs(site.consent:where{group_id = group_id}) do of[row["文件"]] = row end
    return of
end

local function add_listed(row, shown)
    for _, path in ipairs(row.photos or {}) do shown[path:match("[^/]+$")] = true end
end

local function add_pictures(row, shown)
    for _, image in ipairs(row.body:find "image") do
        local name = image.href:match("/media/([^/]+)$")
        if name then shown[name] = true end
    end
end

local function add_shown(row, shown)
    add_listed(row, shown)
    add_pictures(row, shown)
end

-- {[file name] = true} of the pictures that cases and stories show, in their lists and in their texts, and other texts.
function photos.shown_by(listing, texts)
    local shown = {}
    for _, row in ipairs(listing) do add_shown(row, shown) end
    for _, row in ipairs(texts) do add_pictures(row, shown) end
    return shown
end

-- {[file name] = true} of the pictures of a group that were taken back with the texts they stood in.
function photos.taken_back(site, group_id)
    local gone, kept = {}, {}
    for _, texts in ipairs {site.cases, site.stories} do
        for _, row in ipairs(texts:where{group_id = group_id, status = "撤回"}) do add_shown(row, gone) end
    end
    if next(gone) == nil then return gone end
    for _, texts in ipairs {site.cases, site.stories} do
        for _, row in ipairs(texts:where{group_id = group_id}) do
            if review.open(row) then add_shown(row, kept) end
        end
    end
    for name in pairs(kept) do gone[name] = nil end
    return gone
end

-- {[file name] = true} of the pictures of a group that stand in cases and stories, but in none of a school year that is open:
-- another year's, or of a text that nobody has approved yet.
function photos.of_others(site, group_id, year_key)
    local others, own = {}, {}
    for _, texts in ipairs {site.cases, site.stories} do
        for _, row in ipairs(texts:where{group_id = group_id}) do
            add_shown(row, row.school_year == year_key and review.open(row) and own or others)
        end
    end
    for name in pairs(own) do others[name] = nil end
    return others
end

-- What stands where a picture may not be shown.
photos.placeholder = "此处图片未公开"

return photos
