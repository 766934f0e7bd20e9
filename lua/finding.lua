-- Short ways to report what a check found.
--
--   finding.fail(report, row, field, code, {zh, en, what to do, the same in English})
--
-- fail is an error, warn a warning, note only tells. field may be nil: the row as a whole.

local finding = {}

local function at_level(level)
    return function(report, row, field, code, words)
        report{level = level, code = code, at = row, field = field, zh = words[1], en = words[2], hint = words[3], hint_en = words[4]}
    end
end

finding.fail, finding.warn, finding.note = at_level "error", at_level "warning", at_level "note"

-- The id of what a reference field holds: a row, or the text that names none.
function finding.id(value)
    if value == nil or type(value) == "string" then return value end
    return value._key
end

-- Rows of a collection by one of their fields, in order: {[value] = {row, …}}.
function finding.by(rows, field)
    local of = {}
    for _, row in ipairs(rows) do
        local key = row[field]
        if key ~= nil then
            of[key] = of[key] or {}
            table.insert(of[key], row)
        end
    end
    return of
end

return finding
