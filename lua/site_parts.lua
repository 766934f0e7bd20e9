-- What goes wrong while a part of the websites is planned costs that part alone (domain §3.9): it is said at the part's own
-- document, what it has published stays, and the others are planned as they are.
--
--   site_parts.attempt(report, row, make)   what make() answers; nil when it failed. row: the document of the part
--   site_parts.name(site, id)               what a group of the county's list is called, also when its own document has errors

local site_parts = {}

function site_parts.attempt(report, row, make)
    local good, made = pcall(make)
    if good then return made end
    local why = type(made) == "string" and made or "?"
    report{
        at = row, level = "error", code = "plan", zh = "这一部分的网页没有排成，其余的照常：" .. why,
        en = "the pages of this part could not be planned, the others were: " .. why,
        hint = "先改好这一部分内容里别的错误；没有别的错误，就把这一行交给管模板的人",
        hint_en = "mend the other errors of this part first; if there are none, hand this line to whoever keeps the templates",
    }
    return nil
end

-- Without content the name of a group is that of its lead and 集团 (domain §7, 8).
function site_parts.name(site, id)
    local group = site.groups[id]
    if group then return group.name end
    local lead = site.units:first{["单位编号"] = id}
    return lead and lead["单位名称"] .. "集团" or id
end

return site_parts
