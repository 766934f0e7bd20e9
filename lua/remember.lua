-- What is worked out once for a view of figures and asked for again by the next figure: remember(view, name, make).
-- A changed copy of a view begins anew with found = nil (group_year.public).

local function remember(view, name, make)
    local found = view.found
    if not found then
        found = {}
        view.found = found
    end
    if found[name] == nil then found[name] = make(view) end
    return found[name]
end

return remember
