-- Personal numbers and addresses: what must never be published, domain §5.3.
--
-- A mainland identity number counts only with a right check digit (GB 11643), an old one of fifteen
-- digits with a region and a real day, a bank card by Luhn's rule and a known beginning, so that file
-- numbers and dates are not taken for them.

local personal = {}

personal.shortest = 11 -- digits of a mobile number
personal.begins = {"13", "14", "15", "16", "17", "18", "19"} -- of one
personal.whole = 15 -- digits of the shortest number of another kind: an old identity number
personal.fewest = 5 -- numbers of fewer people than this are not published (domain §5.3)

local weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
local check_digits = "10X98765432"

local function is_day(month, day) return month >= 1 and month <= 12 and day >= 1 and day <= 31 end

local function number_at(number, first, last) return math.tointeger(tonumber(number:sub(first, last))) end

-- First digits of the provinces, GB/T 2260
local function is_region(number) return number:find("^1[1-5]") or number:find("^2[1-3]") or number:find("^3[1-7]")
    or number:find("^4[1-6]") or number:find("^5[0-4]") or number:find("^6[1-5]") or number:find("^71") or number:find("^8[1-3]") end

local function is_identity(number)
    if not is_region(number) then return false end
    local year = number_at(number, 7, 10)
    if year < 1900 or year > 2100 or not is_day(number_at(number, 11, 12), number_at(number, 13, 14)) then return false end
    local sum = 0
    for i = 1, 17 do sum = sum + weights[i] * (number:byte(i) - 48) end
    local place = sum % 11 + 1
    return check_digits:sub(place, place) == number:sub(18):upper()
end

local function is_old_identity(number)
    return is_region(number) and is_day(number_at(number, 9, 10), number_at(number, 11, 12))
end

-- What cards begin with: UnionPay, the old ones of 工商银行 and 中国银行, Visa, MasterCard, JCB
local card_heads = {"^62", "^9558", "^60", "^4", "^5", "^35"}

local function is_card(number)
    local sum, double = 0, false
    for i = #number, 1, -1 do
        local digit = number:byte(i) - 48
        if double then digit = digit * 2 > 9 and digit * 2 - 9 or digit * 2 end
        sum, double = sum + digit, not double
    end
    if sum % 10 ~= 0 then return false end
    for _, head in ipairs(card_heads) do
        if number:find(head) then return true end
    end
    return false
end

local function is_mobile(number)
    return #number == 11 and number:find("^1[3-9]") or #number == 13 and number:find("^861[3-9]")
        or #number == 15 and number:find("^00861[3-9]")
end

local mobile, identity, card = "手机号码", "居民身份证号码", "银行卡号"

-- What a run of digits (X may end it) is, in words, or nil.
function personal.kind(number)
    local plain = number:find("^%d+$") ~= nil
    if plain and is_mobile(number) then return mobile end
    if #number == 18 and number:find("^%d+[%dX]$") and is_identity(number) then return identity end
    if #number == 15 and plain and is_old_identity(number) then return identity end
    if #number >= 16 and #number <= 19 and plain and is_card(number) then return card end
    return nil
end

-- ---- numbers in groups -------------------------------------------------------------------------------

-- In which groups people write a number: in the middle of a longer row of digits (inside), and where it is the whole row
-- with blanks in it; others (2025 13 14 …) are figures. The eighteen digits of an identity need none: they have a check digit
-- and a day.
local function set_of(list)
    local set = {}
    for _, entry in ipairs(list) do set[entry] = true end
    return set
end

local mobile_inside = {"3 4 4", "3 8", "7 4", "2 3 4 4", "2 3 8", "2 11", "4 3 4 4", "4 3 8", "4 11"}
local mobile_alone = {"3 3 5", "4 3 4", "4 4 3", "5 6", "6 5", "3 3 3 2", "3 4 2 2", "3 2 2 2 2", "2 7 4", "2 3 3 5"}
local cards = {"4 4 4 4", "4 4 4 4 1", "4 4 4 4 2", "4 4 4 4 3", "6 13", "6 10", "4 12", "4 15", "6 4 4 4", "6 4 4 5"}
local identities = {"6 6 3", "6 9", "6 2 2 2 3"}

local inside = {[mobile] = set_of(mobile_inside), [card] = set_of(cards), [identity] = set_of(identities)}
local alone = {[mobile] = set_of(mobile_alone), [card] = {}, [identity] = {}}

-- {{digits, mark before it}, …}; the mark | is none that can be seen: Han numerals meet others there, of one number or of two.
local function groups_of(hit)
    local list, text = {}, hit.groups or hit.text
    for mark, digits in text:gmatch("([- |]?)(%d+X?)") do list[#list + 1] = {digits = digits, mark = mark} end
    return list
end

local function sizes_of(groups, first, last)
    local sizes, all_single, marks = {}, true, {}
    for i = first, last do
        local mark = i > first and groups[i].mark
        if mark == "|" then
            sizes[#sizes] = sizes[#sizes] + #groups[i].digits
        else
            sizes[#sizes + 1] = #groups[i].digits
        end
        if mark and mark ~= "|" then marks[mark] = true end
    end
    for i, size in ipairs(sizes) do all_single = all_single and size <= 2 and (size == 1 or i == #sizes) end
    return sizes, all_single, marks
end

-- May these groups be one number? whole: nothing else is in the row.
local function is_grouped(kind, groups, first, last, whole)
    local sizes, all_single, marks = sizes_of(groups, first, last)
    if #sizes == 1 then return true end
    local shape = table.concat(sizes, " ")
    if whole and (all_single or alone[kind][shape]) then return true end
    if inside[kind][shape] then return whole or not (marks[" "] and marks["-"]) end
    if not whole or kind == identity or marks[" "] or #sizes > 6 then return false end
    for _, size in ipairs(sizes) do
        if size < 2 then return false end
    end
    return true
end

local function kind_from(groups, first)
    local number = ""
    for last = first, #groups do
        number = number .. groups[last].digits
        if #number > 19 then return nil end
        local whole = first == 1 and last == #groups
        for _, tried in ipairs {number, number:match("^(%d+)X$")} do
            local kind = personal.kind(tried)
            if kind and (#tried == 18 and kind == identity or is_grouped(kind, groups, first, last, whole)) then return kind, tried end
        end
    end
    return nil
end

local national = "1[3-9]%d%d%d%d%d%d%d%d%d"

-- Fewer digits than an identity number's and no mobile number among them, which would begin a group unless 86 stands before it:
-- most often the number of a record, of which each line of a table has one.
local function is_short(hit)
    local text = hit.groups or hit.text
    if #text < 15 and not text:find("%f[%d]1") and not text:find("86", 1, true) then return true end
    local row = text:gsub("[- |]", "")
    return #row < 15 and not (text:find("%f[%d]1") and row:find(national)) and not row:find("86" .. national)
end

-- What a hit of the engine is: in its row of digits those of several numbers may stand side by side, in groups. Answers the
-- kind and the number.
function personal.kind_in(hit)
    if is_short(hit) then return nil end
    local groups = groups_of(hit)
    for first = 1, #groups do
        local kind, number = kind_from(groups, first)
        if kind then return kind, number end
    end
    return nil
end

-- 138****8000
function personal.mask(number)
    return number:sub(1, 3) .. string.rep("*", #number - 7) .. number:sub(-4)
end

-- ---- addresses and accounts -----------------------------------------------------------------------------

-- Full-width signs as half-width ones, 。 as a point: character for character.
local function half(text)
    return (text:gsub("\xEF[\xBC\xBD][\x80-\xBF]", function(char)
        local code = utf8.codepoint(char)
        return code >= 0xFF01 and code <= 0xFF5E and string.char(code - 0xFEE0) or nil
    end):gsub("。", "."):gsub("　", " "))
end

-- What stands in the original where bytes first to last stand in half(original).
local function original(text, first, last)
    local folded = half(text)
    local from = utf8.len(folded, 1, first) or 1
    local to = utf8.len(folded, 1, last) or from
    return text:sub(utf8.offset(text, from), utf8.offset(text, to + 1) - 1)
end

local pictures = {png = true, jpg = true, jpeg = true, webp = true, svg = true, gif = true, avif = true} -- logo@2x.png

-- The address around an @ between before and after, as it stands there and in half width, or nil.
function personal.email(before, at, after)
    local left, right = half(before), half(after)
    local first, name = left:match("()([%w._%%+-]+) ?$")
    local domain, last = right:match("^ ?([%w-]+%.[%w.-]*%a%a)()")
    if not name or not domain or pictures[domain:match("%a+$"):lower()] then return nil end
    return original(before, first, #left) .. at .. original(after, 1, last - 1), name .. "@" .. domain
end

local offices = {"公众号", "小程序", "视频号", "服务号", "订阅号"}
local account_words = {"群", "号码", "号", "ID", "id", "Id", "也", "同号", "账号", "帐号", "都"}
local account_marks = {" ", ":", "是", "为", "(", "加", "=", "-"}

-- Behind the first of the words that a text begins with at place, each once, in their order.
local function skip(text, place, words_there)
    for _, word in ipairs(words_there) do
        if text:sub(place, place + #word - 1) == word then place = place + #word end
    end
    return place
end

-- What follows 微信 or QQ and is an account, as it stands there and in half width, or nil. 公众号, 小程序 and 视频号 are an office's.
function personal.account(after)
    local text = half(after)
    for _, word in ipairs(offices) do
        if text:sub(1, #word) == word then return nil end
    end
    local place = skip(text, skip(text, skip(text, 1, account_words), account_marks), account_marks)
    local letters, figures = text:match("^[%a_][%w_-]+", place), text:match("^[1-9]%d+", place)
    local account = letters and #letters >= 6 and #letters <= 20 and letters or figures and #figures >= 5 and #figures <= 11 and figures
    if not account then return nil end
    return original(after, place, place + #account - 1), account
end

-- Does a number stand in a web address, where page numbers look like telephones? But not behind tel= or the like.
function personal.in_address(before)
    local address = before:match("%a+://[%w%-._~/?#%[%]@!$&'()*+,;=%%:]+$")
    return address ~= nil and not address:lower():find("tel[=:/]*$") and not address:lower():find("phone[=:/]*$")
        and not address:lower():find("mobile[=:/]*$")
end

-- ---- homes, birthdays, papers ---------------------------------------------------------------------------

local form_marks = {"：", ":", "是", "为", "于", " ", "　", "号码", "编号", "号"}

-- Behind a label of a form and what stands between it and what is filled in, in half width; and how many bytes that is.
local function filled_in(after)
    local whole = half(after)
    local text, found = whole, false
    repeat
        found = false
        for _, mark in ipairs(form_marks) do
            if text:sub(1, #mark) == mark then text, found = text:sub(#mark + 1), true end
        end
    until not found
    return text, #whole - #text
end

local home_ends = {"号", "室", "组", "楼", "栋", "队", "户"}

local function up_to(text, marks)
    local last = #text
    for _, mark in ipairs(marks) do last = math.min(last, (text:find(mark, 1, true) or last + 1) - 1) end
    return text:sub(1, last)
end

-- What follows 家庭住址 when somebody's is filled in: it has the number of a house; nil otherwise.
function personal.home(after)
    local clause = up_to(after, {"\n", "，", "。", "；"})
    local text = half(clause)
    for _, ending in ipairs(home_ends) do
        if text:find("%d" .. ending) then return clause end
    end
    return nil
end

-- 3号楼2|单元: does a text before this word end in the number of a house and of its stairs?
function personal.stairs(before)
    local stem = half(before):match("^(.*%D)%d+$")
    for _, house in ipairs {"号楼", "栋", "幢", "楼"} do
        if stem and stem:sub(-#house) == house and stem:sub(1, -#house - 1):find("%d$") then return true end
    end
    return false
end

-- The full day of birth behind 出生日期, of somebody born in this century, as it stands there or nil; not the first of two that people
-- must be born between.
function personal.birthday(after)
    local text, skipped = filled_in(after)
    local born, rest = text:match("^(20[012]%d年%d%d?月%d%d?日)(.*)$")
    if not born then born, rest = text:match("^(20[012]%d[-./]%d%d?[-./]%d%d?)(.*)$") end
    if not born then return nil end
    for _, span in ipairs {"至", "—", "–", "～", "~", "-", "到", "前", "后", "以", "（含", "("} do
        if rest:sub(1, #span) == span then return nil end
    end
    return original(after, skipped + 1, skipped + #born)
end

-- The same in front of 出生: 2020年3月5日|出生
function personal.born(before)
    local text = half(before)
    local stem, born = text:match("^(.-)(20[012]%d年%d%d?月%d%d?日)$")
    if not born then stem, born = text:match("^(.-)(20[012]%d[-./]%d%d?[-./]%d%d?)$") end
    if not born then return nil end
    for _, span in ipairs {"至", "—", "–", "～", "~", "-", "到"} do
        if stem:sub(-#span) == span then return nil end
    end
    return original(before, #stem + 1, #text)
end

-- The number of a passport, a certificate of birth or the like behind its name, or nil.
function personal.paper(after)
    local text, skipped = filled_in(after)
    local number = text:match("^%u?%d%d%d%d%d%d%d%d*")
    return number and original(after, skipped + 1, skipped + #number) or nil
end

-- Behind these words eighteen digits are an identity number, though one of them be wrong.
local identity_words = {"身份证", "证件号", "学籍"}

function personal.is_labelled(hit)
    local digits = (hit.groups or hit.text):gsub("[- |]", "")
    if #digits ~= 18 then return false end
    local near = hit.before:sub(-30)
    for _, word in ipairs(identity_words) do
        if near:find(word, 1, true) then return true end
    end
    return false
end

return personal
