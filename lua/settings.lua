-- Numbers and dates that the plan leaves to the county ([default] in the specification): config/settings.csv
-- says them, one row each; what it does not say is as here.
--
--   settings.of(site)["借用归还期限"]   -> 30
--   settings.names                     all there are; settings.kinds[name]: "int", "num", "text" or "day" (month and day)

local settings = {}

-- {name, kind, value}
local known = {
    {"计划报送截止", "day", "09-30"},   -- 规划, 年度计划: of the first year of the school year
    {"借用归还期限", "int", 30},        -- days after 借出
    {"督办答复天数", "int", 10},        -- in which a group answers a reminder
    {"优秀下限", "num", 90}, {"良好下限", "num", 80}, {"合格下限", "num", 60}, -- points of the grades
    {"考核总分", "num", 100},
    {"评分步长", "num", 0.5},
    {"每学期活动方案", "int", 1},       -- at least
    {"每学年案例", "int", 1},           -- at least, of a group
    {"每学年考评", "int", 1},           -- at least, of the county
    {"集团名称后缀", "text", "集团"},   -- a group is called like its lead unit, with this behind
    {"职务用词", "text", "园长、主任、书记、局长、科长、股长、组长、组员、主持人、负责人、联系人、联络人、秘书、专员、专干、干事、委员、教研员、安全员、报账员、会计、"
        .. "出纳、保健、教师、代表、成员、人员、一名、两名"}, -- in what holds a post; one of them is enough
    {"停滞学年数", "int", 2},           -- without progress in any of the four: 发展缓慢
}

settings.names, settings.kinds = {}, {}
local standard = {}
for i, entry in ipairs(known) do
    settings.names[i], settings.kinds[entry[1]], standard[entry[1]] = entry[1], entry[2], entry[3]
end

-- The value a text means, or nil when it is none of its kind.
function settings.value(name, text)
    local kind = settings.kinds[name]
    if kind == "day" then return text:match("^[01]%d%-[0-3]%d$") end
    if kind == "text" then return text end
    if kind == "int" then return math.tointeger(tonumber(text)) end
    return tonumber(text)
end

local found

function settings.of(site)
    if found then return found end
    found = {}
    for name, value in pairs(standard) do found[name] = value end
    for _, row in ipairs(site.settings) do
        local value = settings.value(row["参数"], row["值"])
        if value ~= nil then found[row["参数"]] = value end
    end
    return found
end

return settings
