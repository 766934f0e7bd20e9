-- What must not be published, told of the authors' texts before anything is built: by the judges of the gate (private.lua), so
-- that what passes here passes there.
--
-- What harms a child is an error wherever it stands, in a remark and an internal table too, because content folders are passed
-- around (domain §3.9 E12, §5.3 (b)); the words the county registered are no such place. A staff member's full name is a warning where
-- the public could see it (§5.3 (c)): whether it gets into an output only the build knows, which then refuses it. The list of
-- people, where full names stand, is none of those places.
--
-- Where there are more records than a county has in a hundred years, only numbers are looked for here, and words by the gate.

local private = require "private"

local check = {}

local most_records = 100000

local function harmful(site)
    local list = private.harmful(site)
    if #site.activities <= most_records then return list end
    local numbers = {}
    for _, part in ipairs(list) do
        if part.digits then numbers[#numbers + 1] = part end
    end
    return numbers
end

local function check_harmful(site, report)
    local list, said = harmful(site), {}
    for _, hit in ipairs(site.look(list)) do
        local found = (list[hit.scan].digits or hit.collection ~= "privacy") and hit.found
        local place = found and found.secret .. "|" .. hit.line
        if found and not (said[place] == hit.source) then
            said[place] = hit.source
            report{level = "error", code = found.code, at = hit, zh = found.zh, en = found.en, hint = found.hint, hint_en = found.hint_en, secret = found.secret}
        end
    end
end

local function check_full_names(site, report)
    local names = private.full_names(site)
    if #names.words == 0 or #site.activities > most_records then return end
    for _, hit in ipairs(site.words{find = names.words}) do
        local found = hit.collection ~= "people" and names.judge{text = hit.text, raw = hit.text, before = hit.before or "", after = hit.behind or ""}
        if found then
            report{level = "warning", code = "private", at = hit, zh = found.zh .. "；印进公开的输出时会被拦下", en = found.en .. "; a public output with it is refused",
                hint = found.hint, hint_en = found.hint_en, secret = found.secret}
        end
    end
end

function check.run(site, report)
    check_harmful(site, report)
    check_full_names(site, report)
end

return check
