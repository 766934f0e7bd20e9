-- Who stands behind a story of an activity (活动记事): domain §5.1. Whether the public sees it is review.public's to say.
--
--   stories.credits(row)   撰稿、校对、审核 as {step, name}

local stories = {}

function stories.credits(row)
    local list, by = {{step = "撰稿", name = row.writer or "—"}}, {}
    for _, entry in ipairs(row.reviews or {}) do by[entry.step] = entry.name end
    if by["校对"] then list[2] = {step = "校对", name = by["校对"]} end
    local names, seen = {}, {}
    for _, step in ipairs{"初审", "复审", "终审"} do
        local name = by[step]
        if name and not seen[name] then names[#names + 1], seen[name] = name, true end
    end
    if #names > 0 then list[#list + 1] = {step = "审核", name = table.concat(names, "、")} end
    return list
end

return stories
