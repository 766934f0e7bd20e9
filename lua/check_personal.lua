-- No telephone, identity or card number in anything the authors wrote, remarks included, because
-- content folders are passed around: domain §3.9 E12, §5.3. The engine finds the long runs of digits.

local personal = require "personal"

local check = {}

function check.run(site, report)
    for _, hit in ipairs(site.digits(personal.shortest)) do
        local kind, number = personal.kind_in(hit)
        if kind then
            report{level = "error", code = "E12", at = hit, secret = hit.raw, zh = "含" .. kind .. "，不得公开",
                en = "holds a personal number, not to be published",
                hint = "从原文删去（" .. personal.mask(number) .. "）",
                hint_en = "take it out of the source (" .. personal.mask(number) .. ")"}
        end
    end
end

return check
