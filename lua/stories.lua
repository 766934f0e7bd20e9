-- Which stories of activities (活动记事) the public sees, and who stands behind them: domain §5.1.
--
--   stories.fault(row)     what its chain lacks, as {zh, en}; nil: nothing
--   stories.public(row)    whether it may be shown (in a draft all that was not taken back)
--   stories.credits(row)   撰稿、校对、审核 as {step, name}
--
-- A story goes through the same four steps as a case, and none of them is done by who wrote it.

local review = require "review"

local stories = {}

function stories.fault(row)
    if not row.writer then return {"没有撰稿人（writer）", "no writer"} end
    for _, entry in ipairs(row.reviews or {}) do
        if entry.name == row.writer then
            return {"撰稿人" .. row.writer .. "自己做了" .. (entry.step or "审核"), "its writer " .. row.writer .. " reviewed it"}
        end
    end
    return review.fault(row)
end

function stories.public(row)
    if site.draft then return review.public(row) end
    return review.public(row) and stories.fault(row) == nil
end

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
