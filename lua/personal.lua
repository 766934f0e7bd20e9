-- Personal data in running text: what must never be published, domain §5.3.
--
-- personal.find(text) answers what kind of number stands in it, and the number masked, or nil.
-- Full-width digits and the usual blanks and hyphens between groups do not hide one. A mainland identity number
-- counts only with a right check digit (GB 11643), a bank card only by Luhn's rule, so that
-- file numbers and telephone extensions are not taken for them.

local personal = {}

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

local function mask(number)
    return number:sub(1, 3) .. string.rep("*", #number - 7) .. number:sub(-4)
end

-- What one unbroken number is.
local function judge(number)
    if #number == 11 and number:find("^1[3-9]") then return "手机号码" end
    if #number == 18 and number:find("^%d+[%dXx]$") and is_identity(number) then return "居民身份证号码" end
    if #number >= 16 and #number <= 19 and number:find("^%d+$") and is_card(number) then return "银行卡号" end
    return nil
end

local function half_width(text)
    text = text:gsub("\xEF\xBC([\x90-\x99])", function(c) return string.char(c:byte() - 0x90 + 48) end)
    return (text:gsub("\xEF\xBC\x8D", "-"))
end

-- Numbers written in groups: 138 0013 8000, 138-0013-8000, 110105 19491231 002X
local grouped = {"1[3-9]%d[%- ]%d%d%d%d[%- ]%d%d%d%d", "%d%d%d%d%d%d[%- ]%d%d%d%d%d%d%d%d[%- ]%d%d%d[%dXx]"}

local function find_grouped(text)
    for _, pattern in ipairs(grouped) do
        local from, to = text:find(pattern)
        if from and not text:sub(from - 1, from - 1):find("%d") and not text:sub(to + 1, to + 1):find("%d") then
            local number = text:sub(from, to):gsub("[%- ]", "")
            local kind = judge(number)
            if kind then return kind, mask(number) end
        end
    end
    return nil
end

function personal.find(text)
    if not text:find("%d") and not text:find("\xEF\xBC[\x90-\x99]") then return nil end
    text = half_width(text)
    for number in text:gmatch("%d%d%d%d%d%d%d%d%d%d%d+[Xx]?") do
        local kind = judge(number)
        if kind then return kind, mask(number) end
        kind = number:find("[Xx]$") and judge(number:sub(1, -2))
        if kind then return kind, mask(number:sub(1, -2)) end
    end
    return find_grouped(text)
end

return personal
