-- The papers of a group's year as N6 lists them (domain 4.11, §5.2), for the table and for what is counted of it.
--
--   filing_list.of(view)   {{kind, title, plan or nil, handbook or nil, due or nil, late or nil, state}, …}: those with a day they are
--                          due on, then the others of the year, then the handbook
--   filing_list.is_filed(entry)

local stat = require "stat"

local filing_list = {}

local function of_plan(kind, plan, due, late)
    return {kind = kind, title = plan and plan.title or kind .. "（没有文件）", plan = plan, due = due, late = late, state = plan and plan.filing_status or "未报"}
end

function filing_list.of(view)
    local list, seen = {}, {}
    for _, f in ipairs(stat.filings(view)) do
        list[#list + 1] = of_plan(f.kind, f.plan, f.due, f.late)
        if f.plan then seen[f.plan._key] = true end
    end
    for _, plan in ipairs(view.plans) do
        if not seen[plan._key] and (plan.school_year == nil or plan.school_year == view.county.year.key) then
            list[#list + 1] = of_plan(plan.kind, plan)
        end
    end
    local book = view.handbook
    if book then list[#list + 1] = {kind = "管理手册", title = book.title, handbook = book, state = book.filed_no and "已备案" or "未备案"} end
    return list
end

function filing_list.is_filed(entry) return entry.state == "已备案" or entry.state == "不需备案" end

return filing_list
