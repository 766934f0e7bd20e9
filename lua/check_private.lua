-- What the gate would keep back, told before anything is built (domain §5.3): addresses, accounts, names of children and of people
-- who did not agree, in the texts of the authors. The judges are the gate's; numbers are check_personal's.
--
-- The list of people, where the names stand, is none of them.
--
-- A warning: whether a text gets into a public output only the build knows, which then refuses it (E12). Where there are more
-- records than a county has in a hundred years, their words are left to the gate, which looks at what is printed.

local gate = require "gate"

local check = {}

-- Its words, and the judge of each.
local function wanted(site)
    local find, judges = {}, {}
    for _, part in ipairs(gate(site)) do
        for _, word in ipairs(part.words or {}) do find[#find + 1], judges[#judges + 1] = word, part.judge end
    end
    return find, judges
end

local most_records = 100000

function check.run(site, report)
    if #site.activities > most_records then return end
    local find, judges = wanted(site)
    for _, hit in ipairs(site.words{find = find}) do
        local found = hit.collection ~= "people" and judges[hit.word]{text = hit.text, raw = hit.text, before = hit.before or "", after = hit.behind or ""}
        if found then
            report{level = "warning", code = "private", at = hit, zh = found.zh .. "；印进公开的输出时会被拦下", en = found.en .. "; a public output with it is refused",
                hint = found.hint, hint_en = found.hint_en, secret = found.secret}
        end
    end
end

return check
