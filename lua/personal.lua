-- Personal numbers: what must never be published, domain §5.3.
--
-- A mainland identity number counts only with a right check digit (GB 11643), a bank card only by
-- Luhn's rule and a known beginning, so that file numbers and dates are not taken for them.

local personal = {}

personal.shortest = 11 -- digits of a mobile number

local weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
local check_digits = "10X98765432"

local function is_identity(number)
    local year, month, day = tonumber(number:sub(7, 10)), tonumber(number:sub(11, 12)), tonumber(number:sub(13, 14))
    if year < 1900 or year > 2100 or month < 1 or month > 12 or day < 1 or day > 31 then return false end
    local sum = 0
    for i = 1, 17 do sum = sum + weights[i] * (number:byte(i) - 48) end
    local place = sum % 11 + 1
    return check_digits:sub(place, place) == number:sub(18):upper()
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

-- What a run of digits (X may end it) is, in words, or nil.
function personal.kind(number)
    local plain = number:find("^%d+$") ~= nil
    if #number == 11 and plain and number:find("^1[3-9]") then return "手机号码" end
    if #number == 18 and number:find("^%d+[%dX]$") and is_identity(number) then return "居民身份证号码" end
    if #number >= 16 and #number <= 19 and plain and is_card(number) then return "银行卡号" end
    return nil
end

-- 138****8000
function personal.mask(number)
    return number:sub(1, 3) .. string.rep("*", #number - 7) .. number:sub(-4)
end

return personal
