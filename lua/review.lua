-- What a document must have behind it before the public sees it: domain §5.1.
--
-- Status 已审定 or 已发布, and the whole chain 校对, 初审, 复审, 终审: each with name and date, each by
-- somebody else, dates in order, and an agreeing opinion at the end.

local review = {}

review.steps = {"校对", "初审", "复审", "终审"}

local open_to_public = {["已审定"] = true, ["已发布"] = true}

local refusals = {"不同意", "不通过", "退回", "退改", "暂缓", "不予"}

local function agrees(opinion)
    if not opinion then return false end
    for _, word in ipairs(refusals) do
        if opinion:find(word, 1, true) then return false end
    end
    return true
end

-- The last entry of each step, in the order of the steps; nil when one is missing.
local function chain(reviews)
    local found = {}
    for _, entry in ipairs(reviews or {}) do found[entry.step] = entry end
    local list = {}
    for i, step in ipairs(review.steps) do
        list[i] = found[step]
        if not list[i] then return nil end
    end
    return list
end

function review.complete(row)
    local list = chain(row.reviews)
    if not list then return false end
    local seen, before = {}, ""
    for _, entry in ipairs(list) do
        local name, date = entry.name, entry.date
        if not name or not date or seen[name] or date < before then return false end
        seen[name], before = true, date
    end
    return agrees(list[#list].opinion)
end

function review.public(row) return open_to_public[row.status] == true and review.complete(row) end

return review
