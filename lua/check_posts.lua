-- Where the specification asks for a post, not for somebody's name (domain §2.2): what holds none of the county's words for posts.
--
-- The words are the setting 职务用词; what is called after a unit (稻香幼儿园) is a post too. In 组长：集团园园长 it is what stands
-- behind the colon that fills the post.

local finding = require "finding"
local settings = require "settings"
local units = require "units"
local words = require "words"

local check = {}

local places = {
    {"groups", "leader"}, {"groups", "working_group"}, {"bodies", "chair"}, {"bodies", "members", "holder"},
    {"rectifications", "责任人"}, {"opinions", "签署人"},
}

local function holder(text) return text:match("：(.+)$") or text:match(":%s*(.+)$") or text end

local function check_text(text, row, field, posts, report)
    local who = holder(text)
    if who == "" or words.first_in(who, posts) then return end
    finding.warn(report, row, field, "post", {"应写职务，不写姓名：" .. text, "a post, not a name: " .. text,
        "例如 集团园园长；是本县用的职务名称，加进 settings.csv 的“职务用词”",
        "as in 集团园园长; if it is a post of the county, add it to 职务用词 in settings.csv"})
end

local function texts_of(value, part)
    if type(value) ~= "table" then return {value} end
    local list = {}
    for i, item in ipairs(value) do list[i] = part and item[part] or item end
    return list
end

function check.run(site, report)
    local posts = {table.unpack(units.list(settings.of(site)["职务用词"]))}
    for _, row in ipairs(site.units) do posts[#posts + 1] = row["单位名称"] end
    for _, place in ipairs(places) do
        for _, row in ipairs(site[place[1]]) do
            for _, text in ipairs(texts_of(row[place[2]], place[3])) do
                if type(text) == "string" then check_text(text, row, place[2], posts, report) end
            end
        end
    end
end

return check
