-- Where children are named in running text, and what gives one away (domain §5.3 (b)): words to look for, and who finds
-- the name around each of them. What a name looks like: names.lua.
--
--   children.places   {{words, except, find, teachers}, …}: find(hit, known) answers the name as it stands there, or nil;
--                     teachers: there the people of the kindergartens stand too, whose names are known
--   children.column(titles)          the column of a table that lists children, by the words of its head
--   children.is_listed(text, known)  whether a cell of it is a name

local names = require "names"

local children = {}

-- Where other words stand as well, only whole names: 李梓涵宝宝, not 小熊宝宝.
local whole = 3

-- ---- beside the word -----------------------------------------------------------------------------------

local function before(hit, known) return names.before(hit.before, hit.after, known) end

local function after(hit, known) return names.after(hit.after, known) end

local function around(hit, known)
    return before(hit, known) or names.given_before(hit.before, hit.after, known) or names.surname_before(hit.before, known) or after(hit, known)
end

local function whole_before(hit, known) return names.before(hit.before, hit.after, known, whole) end

local function whole_after(hit, known) return names.after(hit.after, known, whole) end

local function whole_around(hit, known)
    return whole_before(hit, known) or names.given_before(hit.before, hit.after, known) or names.surname_before(hit.before, known) or whole_after(hit, known)
end

local places_end = {"镇", "乡", "村", "县", "市", "区", "街", "路", "园", "班", "社", "校"}

local function beside_child(hit, known)
    local name = whole_before(hit, known)
    for _, ending in ipairs(places_end) do
        if name and name:sub(-#ending) == ending then name = nil end
    end
    return name or after({after = hit.after:gsub("^%a", "")}, known) -- 幼儿A（王诗涵）
end

-- 孩子王诗涵, but also 孩子常走神: there 常, 向 and 任 are no surnames.
local function after_child(hit, known)
    local name = whole_after(hit, known)
    local first = name and name:sub(1, #"常")
    return first ~= "常" and first ~= "向" and first ~= "任" and name or nil
end

-- 观察对象：朵朵, 幼儿姓名：李雨
local function named(hit, known)
    return after(hit, known) or names.pet_after(names.behind(hit.after), known)
end

-- 王诗涵妈妈, 朵朵的奶奶
local function of_family(hit, known)
    local text = hit.before:sub(-3) == "的" and hit.before:sub(1, -4) or hit.before
    return names.before(text, hit.after, known, whole) or names.pet_before(text, known)
end

-- ---- with a class, an age, a sex -------------------------------------------------------------------------

local function one_of(text, endings)
    for _, ending in ipairs(endings) do
        if text:sub(-#ending) == ending then return text:sub(1, -#ending - 1) end
    end
    return nil
end

local years = {"大", "中", "小", "托"} -- of 大一班, of which 一班 was found

-- 李梓涵（大班）, 李梓涵 大一班, 大班的李梓涵, 小班的朵朵
local function of_class(hit, known)
    local text = one_of(hit.before, years) or hit.before
    local inside_brackets, apart = one_of(text, {"（", "("}), one_of(text, {" ", "　"})
    return inside_brackets and (names.before(inside_brackets, "", known, whole) or names.pet_before(inside_brackets, known))
        or apart and names.apart(apart, known)
        or whole_after(hit, known) or names.pet_after(names.behind(hit.after), known)
end

local function without(text, endings)
    local found
    repeat
        found = false
        for _, ending in ipairs(endings) do
            if #ending > 0 and text:sub(-#ending) == ending then text, found = text:sub(1, -#ending - 1), true end
        end
    until not found
    return text
end

local ages = {"1", "2", "3", "4", "5", "6", "7", "１", "２", "３", "４", "５", "６", "７", "一", "二", "两", "三", "四", "五", "六", "七"}
local spans = {"—", "–", "～", "~", "至", "到", ".", "．", "第"} -- 3～6岁
local brackets, marks = {"（", "(", "："}, {"，", ",", "、", "；", " ", "　", "女", "男", "今年", "现年", "刚满", "年龄"}

-- The name that an age or a sex is said of: 王诗涵（5岁）, 王诗涵，女，5岁; in brackets of two characters too.
local function said_of(text, known)
    text = without(text, marks)
    local stem = one_of(text, brackets)
    if stem then return names.before(stem, "", known) or names.pet_before(stem, known) end
    return names.before(text, "", known, whole) or names.pet_before(text, known)
end

local function of_age(hit, known)
    local text = hit.before:gsub("周$", "")
    local stem = one_of(text, ages)
    if not stem or stem:find("[%d-]$") or one_of(stem, spans) then return nil end
    return said_of(stem, known)
end

local child_marks = {"岁", "出生", "年生", "月生", "日生", "幼儿"}

-- 李雨（男），王诗涵，女，2020年3月生
local function of_sex(hit, known)
    if hit.raw:sub(1, #"，") ~= "，" then return names.before(hit.before, "", known) or names.pet_before(hit.before, known) end
    for _, mark in ipairs(child_marks) do
        if hit.after:find(mark, 1, true) then return whole_before(hit, known) end
    end
    return nil
end

-- ---- in lists and forms ------------------------------------------------------------------------------------

-- 名叫王诗涵的女孩, 小名朵朵
local function called(hit, known)
    return whole_after(hit, known) or hit.raw == "小名" and names.pet_after(names.behind(hit.after), known) or nil
end

local form_marks = {"性别", "出生", "年龄", "班级", "岁", "民族", "家长", "监护人"}

-- 姓名：王诗涵　性别：女
local function in_form(hit, known)
    local name = named(hit, known)
    for _, mark in ipairs(form_marks) do
        if name and hit.after:find(mark, 1, true) then return name end
    end
    return nil
end

-- ---- what harms -------------------------------------------------------------------------------------------

local behind_illness = {"患者", "携带者", "携带", "儿童", "幼儿", "病史", "症状", "史", "症", "名单", "情况", "登记", "的", "：", ":"}

local function behind(text)
    local found = false
    for _, word in ipairs(behind_illness) do
        if text:sub(1, #word) == word then text, found = text:sub(#word + 1), true end
    end
    return found and text or nil
end

-- 李梓涵昨天发烧, 患有癫痫的李梓涵, 过敏名单：李梓涵
local function with_health(hit, known)
    local text = behind(hit.after)
    return names.in_clause(hit.before, known, whole) or names.pet_in_clause(hit.before, known)
        or text and (names.after(text, known, whole) or names.pet_after(text, known)) or nil
end

-- 王诗涵住在太阳城
local function at_home(hit, known) return names.in_clause(hit.before, known, whole) end

-- ---- who is none --------------------------------------------------------------------------------------------

local posts = {"教师", "老师", "班主任", "主班", "配班", "保育员", "园长", "主任", "执教", "主讲", "主持", "指导", "撰稿", "干事", "书记", "医生", "保健医"}

-- 执教：李静怡 大班, 园长王芳（女）: a post stands before the name.
local function has_post(hit, name)
    local last
    local at = hit.before:find(name, 1, true)
    while at do
        last, at = at, hit.before:find(name, at + 1, true)
    end
    if not last then return false end
    local title = hit.before:sub(math.max(1, last - 15), last - 1)
    for _, post in ipairs(posts) do
        if title:find(post, 1, true) then return true end
    end
    return false
end

local function no_teacher(find)
    return function(hit, known)
        local name = find(hit, known)
        return name and not has_post(hit, name) and name or nil
    end
end

local classes = {"大班", "中班", "小班", "托班", "一班", "二班", "三班", "四班", "五班", "六班", "）班", ")班",
    "1班", "2班", "3班", "4班", "5班", "6班"}

local health = {"癫痫", "哮喘", "自闭症", "孤独症", "多动症", "心脏病", "先心病", "糖尿病", "白血病", "脑瘫", "唐氏", "发育迟缓", "智力", "残疾", "听障", "弱视", "斜视",
    "近视", "龋齿", "肥胖", "贫血", "过敏", "发烧", "发热", "腹泻", "呕吐", "骨折", "抽搐", "惊厥", "水痘", "手足口病", "腮腺炎", "肺炎", "肝炎", "乙肝", "结核", "流感",
    "猩红热", "疱疹", "尿床", "身高", "体重", "低保", "单亲", "离异", "贫困", "留守", "孤儿", "随班就读"}

children.places = {
    {words = {"小朋友"}, find = around},
    {words = {"宝宝"}, find = whole_around},
    {words = {"宝贝", "小宝贝", "小姑娘", "这孩子", "同学"}, find = whole_before, teachers = true},
    {words = {"男孩", "女孩", "小姑娘", "孩子", "宝贝", "萌娃", "萌宝"}, find = after_child, teachers = true},
    {words = {"幼儿"}, except = {"幼儿园"}, find = beside_child},
    {words = {"观察对象", "幼儿姓名", "宝宝姓名", "儿童姓名"}, find = named},
    {words = {"姓名"}, find = in_form, teachers = true},
    {words = {"名叫", "个叫", "位叫", "小名"}, find = called, teachers = true},
    {words = {"妈妈", "爸爸", "奶奶", "爷爷", "姥姥", "姥爷", "外婆", "外公", "家长", "母亲", "父亲", "监护人", "哥哥", "姐姐", "弟弟", "妹妹"}, find = of_family, teachers = true},
    {words = classes, find = no_teacher(of_class), teachers = true},
    {words = {"岁"}, find = no_teacher(of_age), teachers = true},
    {words = {"（男", "（女", "(男", "(女", "，男，", "，女，"}, find = no_teacher(of_sex), teachers = true},
    {words = {"住在", "家住"}, find = at_home, teachers = true},
    {words = health, find = with_health},
}

-- ---- tables ---------------------------------------------------------------------------------------------

local heads = {["姓名"] = "beside", ["名字"] = "beside", ["幼儿"] = "alone", ["小朋友"] = "alone", ["宝宝"] = "alone", ["孩子"] = "alone", ["小作者"] = "alone"}
local beside = {"年龄", "性别", "出生", "班级", "班别", "家长", "监护人", "身高", "体重", "过敏", "民族", "住址"}

-- Which column of a table lists children: by its head, and where that is 姓名 by what stands beside it; nil: none.
function children.column(titles)
    local all = table.concat(titles, "|")
    for i, title in ipairs(titles) do
        local kind = heads[title] or (title:find("幼儿姓名", 1, true) or title:find("宝宝姓名", 1, true) or title:find("儿童姓名", 1, true)) and "alone"
        if kind == "alone" then return i end
        for _, word in ipairs(kind and beside or {}) do
            if all:find(word, 1, true) then return i end
        end
    end
    return nil
end

-- Is a cell of that column somebody's name, and no more?
function children.is_listed(text, known)
    if known[text] or utf8.len(text) and utf8.len(text) > 5 then return false end
    local name = names.before(text, "", known) or names.given_before(text, "", known)
    return name == text
end

return children
