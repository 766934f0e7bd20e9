-- 信息发布审核登记表 (domain §5.1): a form for each reviewed text of a group: title, source, the chain with names, dates
-- and opinions, the SHA-256 of the text, whether it may be public; and lines for whoever puts it online or takes it back.

local group_year = require "group_year"
local paper = require "office_paper"
local review = require "review"
local words = require "words"

-- {collection, name, yearly = its texts are of a school year, sealed = the sum of the approved text is registered}
local kinds = {
    {"cases", "典型案例", yearly = true, sealed = true}, {"handbooks", "管理手册", sealed = true}, {"plans", "规划与计划", yearly = true},
    {"reports", "年度报告与总结", yearly = true},
}

local function label(text) return doc.cell{head = true, align = "center", text} end

local function wide(content) return doc.cell{colspan = 3, align = "left", content} end

-- 64 digits in groups of eight, to be compared by eye.
local function digits(sum) return (sum:gsub("%x%x%x%x%x%x%x%x", "%0 ")) end

local function changed(row, kind) return kind.sealed and review.changed(row) end

local function sum_said(row, kind)
    if not kind.sealed or not row.approved_sha256 then return "SHA-256，审定时未登记" end
    return changed(row, kind) and "SHA-256，与审定时登记的不同" or "SHA-256，与审定时登记的相同"
end

local function state_of(row, kind)
    local fault = review.fault(row)
    if fault then return "审核链不完整：" .. fault[1] .. "，不公开" end
    if changed(row, kind) then return "正文在审定之后改过，按送审处理，不公开" end
    return review.claims(row) and "审核链完整，可以公开" or "状态为" .. (row.status or "（未填）") .. "，不公开"
end

-- The last entry of each step.
local function chain_rows(row)
    local rows, last = {}, {}
    for _, entry in ipairs(row.reviews or {}) do last[entry.step] = entry end
    for i, step in ipairs(review.steps) do
        local entry = last[step] or {}
        rows[i] = {label(step), entry.name or "", words.date(entry.date), entry.opinion or ""}
    end
    return rows
end

local function form(row, kind, group)
    local rows = {
        {label("标题"), wide(row.title)}, {label("种类"), kind[2], label("编号"), row.id}, {label("单位"), group.name, label("状态"), row.status or ""},
        {label("来源文件"), wide(row._file)},
        {label("正文校验值"), wide{digits(row._sha256), doc.line_break(), doc.span{class = "kai", sum_said(row, kind)}}},
        {label("审核"), label("姓名"), label("日期"), label("意见")},
    }
    for _, line in ipairs(chain_rows(row)) do rows[#rows + 1] = line end
    rows[#rows + 1] = {label("结论"), wide(state_of(row, kind))}
    rows[#rows + 1] = {label("发布位置"), wide(doc.space(2))}
    rows[#rows + 1] = {label("发布文件校验值"), wide{doc.space(1), doc.para{class = "hint", "发布后从 out/manifest.csv 抄录"}}}
    rows[#rows + 1] = {label("发布人"), doc.cell{doc.space(1)}, label("发布日期"), doc.cell{doc.space(1)}}
    rows[#rows + 1] = {label("撤回、更正"), wide(doc.space(4))}
    return doc.table{class = "form", widths = {"30mm", 1, "31mm", 1.2}, align = {"center", "left", "left", "left"}, rows = rows}
end

local function tree(group)
    local key, nodes = group_year.county(site).year.key, {}
    for _, kind in ipairs(kinds) do
        for _, row in ipairs(site[kind[1]]:where{group_id = group.id}) do
            if not kind.yearly or row.school_year == nil or row.school_year == key then
                nodes[#nodes + 1] = {#nodes > 0 and doc.page_break(), paper.head("信息发布审核登记表", {group.name .. "　" .. words.school_year(key)}),
                    form(row, kind, group)}
            end
        end
    end
    if #nodes == 0 then nodes = {paper.head("信息发布审核登记表", {group.name}), doc.para{"本学年还没有送审的文稿。"}} end
    return doc.section{nodes}
end

return paper.publication{id = "release-register", word = "release-register", title = "信息发布审核登记表", tree = tree}
