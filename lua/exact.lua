-- Exact fractions: rates stay fractions to the end and are rounded once, when printed.
--
-- A fraction is {n = integer, d = positive integer} in lowest terms. The sums a county needs have
-- small denominators (months, members, events); one that leaves 64 bits is an error, never a wrong
-- number.

local exact = {}

local limit = 4.0e18 -- below 2^63 with room for the rounding of the float that tests it

local function gcd(a, b)
    while b ~= 0 do a, b = b, a % b end
    return a
end

local function product(a, b)
    assert(math.abs(a * 1.0 * b) < limit, "fraction too large for 64 bits")
    return a * b
end

function exact.of(n, d)
    d = d or 1
    if d == 1 and math.type(n) == "integer" then return {n = n, d = 1} end
    assert(math.type(n) == "integer" and math.type(d) == "integer", "integers make a fraction")
    assert(d ~= 0, "fraction with denominator 0")
    if d < 0 then n, d = -n, -d end
    local common = gcd(math.abs(n), d)
    return {n = n // common, d = d // common}
end

local function parse(value)
    local text = tostring(value)
    local above, below = text:match("^(%d+)/(%d+)$")
    if above and tonumber(below) ~= 0 then return exact.of(tonumber(above), tonumber(below)) end
    local whole, part = text:match("^(%d+)%.?(%d*)$")
    if not whole or #whole + #part > 18 then return nil end
    return exact.of(tonumber(whole .. part), math.tointeger(10 ^ #part))
end

local parsed = {} -- points and shares are few numbers that come again and again

-- Anything a table cell may hold as a number: 1, 0.8, "0.80", "3/4". Nil for anything else.
function exact.parse(value)
    if math.type(value) == "integer" then return exact.of(value) end
    local found = value ~= nil and parsed[value]
    if not found then
        found = parse(value)
        if found then parsed[value] = found end
    end
    return found
end

function exact.add(a, b)
    if a.d == 1 and b.d == 1 then return {n = a.n + b.n, d = 1} end -- most are whole; 64 bits hold what two tables can sum
    local common = a.d == b.d and a.d or gcd(a.d, b.d)
    local n = product(a.n, b.d // common) + product(b.n, a.d // common)
    return exact.of(n, product(a.d, b.d // common))
end

function exact.times(a, b)
    if a.d == 1 and b.d == 1 then return {n = product(a.n, b.n), d = 1} end
    return exact.of(product(a.n, b.n), product(a.d, b.d))
end

function exact.over(a, b) return exact.of(product(a.n, b.d), product(a.d, b.n)) end

function exact.less(a, b) return product(a.n, b.d) < product(b.n, a.d) end

-- "57/5", or "12" when the fraction is whole
function exact.text(f)
    if f.d == 1 then return tostring(f.n) end
    return f.n .. "/" .. f.d
end

-- n/d as a percent with one decimal, half up: 1/16 is 6.3 %. A rate of nothing is "—", neither 0 % nor
-- 100 % (domain 3.5).
function exact.percent(n, d)
    if d == 0 then return "—" end
    local tenths = (product(n, 2000) + d) // product(d, 2)
    return string.format("%d.%d%%", tenths // 10, tenths % 10)
end

return exact
