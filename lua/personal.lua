-- Personal numbers and addresses: what must never be published, domain §5.3.
--
-- A mainland identity number counts only with a right check digit (GB 11643), an old one of fifteen
-- digits with a region and a real day, a bank card by Luhn's rule and a known beginning, so that file
-- numbers and dates are not taken for them.

local personal = {}

personal.shortest = 11 -- digits of a mobile number
personal.fewest = 5 -- numbers of fewer people than this are not published (domain §5.3)

local weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
local check_digits = "10X98765432"

local function is_day(month, day) return month >= 1 and month <= 12 and day >= 1 and day <= 31 end

local function number_at(number, first, last) return math.tointeger(tonumber(number:sub(first, last))) end

local function is_identity(number)
    local year = number_at(number, 7, 10)
    if year < 1900 or year > 2100 or not is_day(number_at(number, 11, 12), number_at(number, 13, 14)) then return false end
    local sum = 0
    for i = 1, 17 do sum = sum + weights[i] * (number:byte(i) - 48) end
    local place = sum % 11 + 1
    return check_digits:sub(place, place) == number:sub(18):upper()
end

-- First digits of the provinces, GB/T 2260
local function is_region(number) return number:find("^1[1-5]") or number:find("^2[1-3]") or number:find("^3[1-7]")
    or number:find("^4[1-6]") or number:find("^5[0-4]") or number:find("^6[1-5]") end

local function is_old_identity(number)
    return is_region(number) and is_day(number_at(number, 9, 10), number_at(number, 11, 12))
end

local function is_card(number)
    local sum, double = 0, false
    for i = #number, 1, -1 do
        local digit = number:byte(i) - 48
        if double then digit = digit * 2 > 9 and digit * 2 - 9 or digit * 2 end
        sum, double = sum + digit, not double
    end
    return sum % 10 == 0 and (number:sub(1, 2) == "62" or number:sub(1, 1) == "4" or number:sub(1, 1) == "5")
end

local function is_mobile(number)
    return #number == 11 and number:find("^1[3-9]") or #number == 13 and number:find("^861[3-9]")
        or #number == 15 and number:find("^00861[3-9]")
end

-- What a run of digits (X may end it) is, in words, or nil.
function personal.kind(number)
    local plain = number:find("^%d+$") ~= nil
    if plain and is_mobile(number) then return "手机号码" end
    if #number == 18 and number:find("^%d+[%dX]$") and is_identity(number) then return "居民身份证号码" end
    if #number == 15 and plain and is_old_identity(number) then return "居民身份证号码" end
    if #number >= 16 and #number <= 19 and plain and is_card(number) then return "银行卡号" end
    return nil
end

-- The same of a hit of the engine: several numbers side by side come as one run, and then each group of
-- digits is judged by itself. Answers the kind and the number.
function personal.kind_in(hit)
    local kind = personal.kind(hit.text)
    if kind then return kind, hit.text end
    for group in hit.raw:gmatch("%d+X?") do
        kind = personal.kind(group)
        if kind then return kind, group end
    end
    return nil
end

-- 138****8000
function personal.mask(number)
    return number:sub(1, 3) .. string.rep("*", #number - 7) .. number:sub(-4)
end

-- The address around an @ between before and after, or nil. A full-width ＠ counts too.
function personal.email(before, at, after)
    local name, domain = before:match("[%w._%%+-]+$"), after:match("^[%w-]+%.[%w.-]*%w")
    return name and domain and name .. at .. domain or nil
end

-- What follows 微信 or QQ and is an account: the account, or nil. 公众号, 小程序 and 视频号 are an office's.
function personal.account(after)
    if after:find("^公众号") or after:find("^小程序") or after:find("^视频号") or after:find("^服务号") then return nil end
    local rest = after
    for _, word in ipairs {"群", "号码", "号", "ID", "id", "也", "同号"} do
        if rest:sub(1, #word) == word then rest = rest:sub(#word + 1) end
    end
    for _, mark in ipairs {" ", "：", ":", " ", "是", "为", "（", "(", "加", "　"} do
        if rest:sub(1, #mark) == mark then rest = rest:sub(#mark + 1) end
    end
    local letters, figures = rest:match("^%a[%w_-]+"), rest:match("^[1-9]%d+")
    if letters and #letters >= 6 and #letters <= 20 then return letters end
    if figures and #figures >= 5 and #figures <= 11 then return figures end
    return nil
end

return personal
