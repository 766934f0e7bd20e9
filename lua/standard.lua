-- Indicators of a standard under their domains, as pages print them (domain §1 #57, #67): the county's 考核细则 and the
-- groups' own standards.
--
--   standard.of(rows, way)   {domains = {{name, points, items = {{id, name, points_of, points, way}, …}}, …}, total}; nil
--                            without rows; way: the field that says how it is looked at

local words = require "words"

local standard = {}

function standard.of(rows, way)
    local domains, total = {}, 0
    for _, row in ipairs(rows) do
        local last = domains[#domains]
        if not last or last.name ~= row.domain then
            last = {name = row.domain, points = words.amount(row.domain_points), items = {}}
            domains[#domains + 1] = last
        end
        last.items[#last.items + 1] = {id = row.id, name = row.name, points_of = row.points_of, points = words.amount(row.points), way = row[way]}
        total = total + row.points
    end
    return #domains > 0 and {domains = domains, total = words.amount(total)} or nil
end

return standard
