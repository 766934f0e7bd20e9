-- What a document must have behind it before the public sees it: domain §5.1.
--
-- Status 已审定 or 已发布, and the whole chain 校对, 初审, 复审, 终审: each with name and date, each by
-- somebody else and none by who wrote the text, dates in order and real ones, and an agreeing opinion at the end. Where a step was repeated after
-- 退回 its last entry counts; what an earlier step had to say against it was mended by the end. A text
-- that was changed after its approval (approved_sha256 is that of the text approved) is under review again.
--
-- In a draft (kanben build --draft) everything is shown that was not taken back.

local calendar = require "calendar"
local volume = require "volume"
local words = require "words"

local review = {}

review.steps = {"校对", "初审", "复审", "终审"}

local open_to_public = {["已审定"] = true, ["已发布"] = true}

local agreements = {"同意", "通过", "批准", "准予", "可以", "无异议", "没有异议"}
local refusals = {"退回", "退改", "暂缓", "不予", "不建议", "不赞成", "重写", "重报", "再改", "再议", "再审", "再报"}
local negations = {"不", "未", "没", "难", "勿", "无法", "否"}
local reach = 2 -- characters before the word: 不能通过, 难以同意, 未予批准

-- The characters right before a byte of a text, within reach.
local function before(text, at)
    local from = utf8.offset(text, -math.min(reach, utf8.len(text, 1, at - 1) or 0), at)
    return text:sub(from, at - 1)
end

-- How often a word of agreement stands there, and whether one of them is negated.
local function agreed(text)
    local found, negated = 0, false
    for _, word in ipairs(agreements) do
        for at in text:gmatch("()" .. word) do
            found, negated = found + 1, negated or words.first_in(before(text, at), negations)
        end
    end
    return found, negated
end

local function agrees(opinion)
    if opinion == nil or not utf8.len(opinion) or words.first_in(opinion, refusals) then return false end
    local found, negated = agreed(opinion)
    return found > 0 and not negated
end

-- A name as it is compared: 张　园长 is 张园长.
local function plain_name(name) return (name:gsub("　", ""):gsub("%s", "")) end

-- A step that there is not, as it is written.
local function strange_step(reviews)
    for _, entry in ipairs(reviews or {}) do
        local known = false
        for _, step in ipairs(review.steps) do known = known or entry.step == step end
        if not known then return entry.step or "空" end
    end
    return nil
end

-- The last entry of each step, in the order of the steps; nil and the step that is missing.
local function chain(reviews)
    local found = {}
    for _, entry in ipairs(reviews or {}) do found[entry.step] = entry end
    local list = {}
    for i, step in ipairs(review.steps) do
        list[i] = found[step]
        if not list[i] then return nil, step end
    end
    return list
end

-- Where a document names who wrote it; a story must.
local writers = {cases = "authors", stories = "writer"}

-- {[name] = 撰稿}: who may do none of the steps. nil: a story without a writer.
local function written_by(row)
    local field = writers[row._collection]
    local names, by = field and row[field], {}
    if field == "writer" and not names then return nil end
    for _, name in ipairs(type(names) == "string" and {names} or names or {}) do by[plain_name(name)] = "撰稿" end
    return by
end

local as_written = "^%d%d%d%d%-%d%d%-%d%d$"

-- What the chain of a document lacks, as {zh, en}; nil: nothing.
function review.fault(row)
    local list, missing = chain(row.reviews)
    local by, earlier, strange = written_by(row), nil, strange_step(row.reviews)
    if not by then return {"没有撰稿人（writer）", "no writer"} end
    if strange then return {"没有“" .. strange .. "”这个环节（环节为校对、初审、复审、终审）", "there is no step " .. strange .. "; they are 校对, 初审, 复审, 终审"} end
    if not list then return {"缺" .. missing, missing .. " is missing"} end
    for _, entry in ipairs(list) do
        local step, name, date = entry.step, entry.name, entry.date
        if not name then return {step .. "没有姓名", step .. " has no name"} end
        if not date or not date:find(as_written) then
            return {step .. "没有日期（YYYY-MM-DD）", step .. " has no date (YYYY-MM-DD)"}
        end
        if not calendar.day(date) then return {step .. "的日期不存在（" .. date .. "）", step .. " is dated " .. date .. ", which is no day"} end
        local person = plain_name(name)
        if by[person] then
            return {by[person] .. "和" .. step .. "是同一个人（" .. name .. "）", by[person] .. " and " .. step .. " are by one person"}
        end
        if earlier and date < earlier.date then
            return {step .. "（" .. date .. "）早于" .. earlier.step .. "（" .. earlier.date .. "）",
                step .. " is dated before " .. earlier.step}
        end
        by[person], earlier = step, entry
    end
    if agrees(earlier.opinion) then return nil end
    return {earlier.step .. "的意见不是同意（" .. (earlier.opinion or "空") .. "）", earlier.step .. " does not agree"}
end

function review.complete(row) return review.fault(row) == nil end

-- What approved_sha256 is the sum of: the text; of a handbook all of its chapters too.
function review.sum(row) return volume.is(row) and volume.sum(site, row) or row._sha256 end

-- The text is another than the one approved.
function review.changed(row)
    return row.approved_sha256 ~= nil and row._sha256 ~= nil and row.approved_sha256:lower() ~= review.sum(row)
end

-- The status that counts.
function review.status(row)
    return open_to_public[row.status] and review.changed(row) and "送审" or row.status
end

function review.claims(row) return open_to_public[row.status] == true end

local function in_draft(row) return site.draft and row.status ~= "撤回" end

-- Of documents without a chain: 已审定 or 已发布.
function review.open(row) return in_draft(row) or review.claims(row) end

-- Why the public does not see a document, in words, or nil.
function review.reason(row)
    if in_draft(row) then return nil end
    local status = review.status(row)
    if not open_to_public[status] then return "状态是" .. (status or "空") end
    local fault = review.fault(row)
    return fault and "审校记录不完整：" .. fault[1] or nil
end

local season = 92 -- days: figures are frozen at the end of a year, and their report is read through in the months after it

-- The first entry of a chain that is dated long after the day of the figures: a slip of the year. As of a day before the text was begun nothing of it is one.
function review.ahead(row)
    local today, begun = calendar.day(site.as_of), false
    for _, entry in ipairs(row.reviews or {}) do
        local day = entry.date and calendar.day(entry.date)
        begun = begun or day ~= nil and day <= today
        if day and begun and day > today + season then return entry end
    end
    return nil
end

review.public = inside(function(row) return review.reason(row) == nil end)

-- The day a document of the public became public (domain §5.1): published as it was typed, but never before the chain's final
-- approval; without such a day that of the approval. nil: none is known.
function review.published(row, published)
    local list = chain(row.reviews)
    local approved = list and list[#list].date
    if approved and not approved:find(as_written) then approved = nil end
    return approved and not (published and published > approved) and approved or published
end

-- It was public once and was taken back: its address says so.
function review.withdrawn(row) return row.status == "撤回" and row.published ~= nil end

return review
