-- 信息发布审核登记表 (domain §5.1): a form for each reviewed text of a group: title, source, the chain with names, dates
-- and opinions, the SHA-256 of the text, whether it may be public, and the files that publish it with their size and sum; lines for whoever
-- puts it online or takes it back. At the end the finished books of the group.

local book_files = require "book_files"
local finished = require "finished"
local group_year = require "group_year"
local paper = require "office_paper"
local review = require "review"
local words = require "words"

-- {collection, name, yearly = its texts are of a school year, sealed = the sum of the approved text is registered, filed = it may go
-- by its filing with the bureau (domain §5.2) instead of the chain}
local kinds = {
    {"cases", "典型案例", yearly = true, sealed = true}, {"handbooks", "管理手册", sealed = true, filed = true}, {"plans", "规划与计划", yearly = true, filed = true},
    {"reports", "年度报告与总结", yearly = true, sealed = true}, {"stories", "活动记事", yearly = true, sealed = true},
}

local function label(text) return doc.cell{head = true, align = "center", text} end

local function wide(content) return doc.cell{colspan = 3, align = "left", content} end

local function changed(row, kind) return kind.sealed and review.changed(row) end

local function sum_said(row, kind)
    if not kind.sealed or not row.approved_sha256 then return "SHA-256，审定时未登记" end
    return changed(row, kind) and "SHA-256，与审定时登记的不同" or "SHA-256，与审定时登记的相同"
end

local complete, filed = "审核链完整，可以公开", "按备案程序审核，可以公开"

local function state_of(row, kind)
    local by_filing = kind.filed and not row.reviews
    local fault = not by_filing and review.fault(row)
    if fault then return "审核链不完整：" .. fault[1] .. "，不公开" end
    if changed(row, kind) then return "正文在审定之后改过，按送审处理，不公开" end
    if by_filing and review.claims(row) then return filed end
    return review.claims(row) and complete or "状态为" .. (row.status or "（未填）") .. "，不公开"
end

-- Who adopted it, and its number with the bureau.
local function filing_rows(row, kind)
    local adopted = kind[1] == "handbooks" and row.adopted_by or kind[1] == "plans" and row.filing_status
    return {{label("审核"), wide("报县教育体育局审核备案")}, {label("通过、状态"), adopted or "", label("备案日期"), words.date(row.filed_date)},
        {label("备案号"), wide(row.filed_no or "（备案中）")}}
end

-- The last entry of each step.
local function chain_rows(row)
    local rows, last = {{label("审核"), label("姓名"), label("日期"), label("意见")}}, {}
    for _, entry in ipairs(row.reviews or {}) do last[entry.step] = entry end
    for _, step in ipairs(review.steps) do
        local entry = last[step] or {}
        rows[#rows + 1] = {label(step), entry.name or "", words.date(entry.date), entry.opinion or ""}
    end
    return rows
end

local function files(row, kind, year)
    local state = state_of(row, kind)
    if state ~= complete and state ~= filed then return "不公开，没有发布文件" end
    local cells = {}
    for i, path in ipairs(finished.texts(row, kind[1], year)) do cells[i] = {i > 1 and doc.line_break(), finished.told(path)} end
    return #cells > 0 and cells or "没有单独的文件；网页的校验值见 out/manifest.csv"
end

local function form(row, kind, group, year)
    local rows = {
        {label("标题"), wide(row.title)}, {label("种类"), kind[2], label("编号"), row.id}, {label("单位"), group.name, label("状态"), row.status or ""},
        {label("来源文件"), wide(row._file)},
        {label(kind[1] == "handbooks" and "全书校验值" or "正文校验值"), wide{finished.digits(review.sum(row)), doc.line_break(), doc.span{class = "kai", sum_said(row, kind)}}},
    }
    for _, line in ipairs(kind.filed and not row.reviews and filing_rows(row, kind) or chain_rows(row)) do rows[#rows + 1] = line end
    rows[#rows + 1] = {label("结论"), wide(state_of(row, kind))}
    rows[#rows + 1] = {label("发布文件"), wide(files(row, kind, year))}
    rows[#rows + 1] = {label("发布位置"), wide(doc.space(1))}
    rows[#rows + 1] = {label("发布人"), doc.cell{doc.space(1)}, label("发布日期"), doc.cell{doc.space(1)}}
    rows[#rows + 1] = {label("撤回、更正"), wide(doc.space(3))}
    return doc.table{class = "form", widths = {"30mm", 1, "31mm", 1.2}, align = {"center", "left", "left", "left"}, rows = rows}
end

-- The books that are made of all this, each with what it is and its sum.
local function books(group, year)
    local id = group.id
    local list = {
        {"年度报告（公开版）", book_files.annual(id, year)}, {"活动日历", book_files.calendar(id, year)}, {"活动日历（挂图）", book_files.wall(id, year)},
        {"资源共享清单（公开版）", book_files.resources(id)}, {"折页", book_files.sheet(id, "leaflet")}, {"海报", book_files.sheet(id, "poster")},
    }
    for i, entry in ipairs(list) do list[i] = {entry[1], finished.told(entry[2])} end
    return doc.table{class = "form", head = {"出版物", "文件、页数、大小、SHA-256"}, widths = {"44mm", 1}, align = {"left", "left"}, rows = list}
end

local function tree(group)
    local key, nodes = group_year.county(site).year.key, {}
    for _, kind in ipairs(kinds) do
        for _, row in ipairs(site[kind[1]]:where{group_id = group.id}) do
            if not kind.yearly or row.school_year == nil or row.school_year == key then
                nodes[#nodes + 1] = {#nodes > 0 and doc.page_break(), paper.head("信息发布审核登记表", {group.name .. "　" .. words.school_year(key)}),
                    form(row, kind, group, key)}
            end
        end
    end
    if #nodes == 0 then nodes = {paper.head("信息发布审核登记表", {group.name}), doc.para{"本学年还没有送审的文稿。"}} end
    return doc.section{nodes, doc.page_break(), paper.head("出版物文件登记", {group.name .. "　" .. words.school_year(key)}), books(group, key),
        doc.para{class = "hint", "校验值是文件全部字节的 SHA-256，与 out/manifest.csv 中的相同。发布、拷贝之后用它核对：文件改动一个字节，校验值就不同。"},
        paper.signatures{"登记人", "管理办公室", "发布人"}}
end

return paper.publication{id = "release-register", word = "release-register", title = "信息发布审核登记表", tree = tree, after_books = true}
