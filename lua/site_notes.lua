-- 网站说明 and 个人信息 of every site (domain §4.1, §5.3, §5.10): the county's own words (county/texts), each with the day of its
-- wording, before what holds for all pages that the program makes.
--
--   site_notes.declare(site, declare)   notes.html and privacy.html

local review = require "review"
local words = require "words"

local site_notes = {}

local function texts_of(site, kinds)
    local list = {}
    for _, kind in ipairs(kinds) do
        for _, row in ipairs(site.texts) do
            if row.kind == kind and review.open(row) then
                list[#list + 1] = {id = row.id, title = row.title, row = row, since = row.version_date and words.date(row.version_date)}
            end
        end
    end
    return list
end

function site_notes.declare(site, declare)
    declare("notes.html", "page/notes.html", "网站说明", {
        at = "notes", texts = texts_of(site, {"网站说明", "版权说明", "更正说明"}), sample = site.county[1].sample, intro = "样例声明、版权、更正和审核。", after_books = true, crumbs = {{label = "网站说明"}},
    })
    declare("privacy.html", "page/privacy.html", "个人信息和照片", {
        at = "notes", texts = texts_of(site, {"隐私说明"}), intro = "哪些内容不登，照片怎样才能登，怎样要求撤下。", after_books = true, crumbs = {{label = "个人信息和照片"}},
    })
end

return site_notes
