-- 《××集团××学年年度报告》, internal edition, one for each group (domain 4.3): the public one with everything that counts
-- listed, and the duties, participation, rectifications and records that are the office's.

local annual = require "annual"
local annual_inside = require "annual_inside"
local annual_papers = require "annual_papers"
local group_year = require "group_year"
local layout = require "layout"

local function inside(view)
    return {
        doc.page_break(),
        doc.section{layout.numbered(1, "duties", "内部附表一　", "义务履行情况"),
            annual_inside.duties(view), annual_inside.shortfalls(view), annual_inside.sources(view)},
        doc.section{layout.numbered(1, "participation", "内部附表二　", "成员单位参与情况"), annual_inside.participation(view)},
        doc.section{layout.numbered(1, "rectifications", "内部附表三　", "整改与备案"),
            annual_inside.rectifications(view), annual_papers.filing_course(view)},
        doc.section{layout.numbered(1, "diagnostics", "内部附表四　", "数据质量"), annual_inside.diagnostics(view), annual_inside.records_left(view)},
    }
end

return annual.publication({
    name = "内部版", word = "internal", audience = "internal",
    readers = "集团管理办公室、县教育体育局，不对外提供",
    note = "本版列出全部计入统计的活动，叙述中的数与公开版相同，流动、资源和案例只计可以公开的，表和图按全部登记计。内部附表只供集团和县教育体育局改进工作使用，不公开、不转发。",
    view = group_year.office, more = inside,
})
