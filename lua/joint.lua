-- Joint events: which group's file speaks for one (domain §3.3-10).

local units = require "units"

local joint = {}

function joint.is(event) return event.joint ~= nil and event.joint ~= "" end

-- entries = {{group = id, event}, …}, those of one 联合编号 in the county's order: that of the host's own group, else the
-- first to name it.
function joint.owner(county, entries)
    for _, entry in ipairs(entries) do
        local host = units.find(county.registry, entry.event.row["主办单位"] or "")
        for _, m in ipairs(host and units.active(county.registry, entry.group, entry.event.day) or {}) do
            if m.unit == host then return entry end
        end
    end
    return entries[1]
end

return joint
