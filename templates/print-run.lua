-- 印制单 (domain §5.8): what of a group goes to the press, on which paper, how bound; pages and copies are entered when the
-- files of the 印刷版 (kanben build --print press) are there and the number is decided.

local paper = require "office_paper"
local sheet = require "sheet"
local words = require "words"
local group_year = require "group_year"

-- {name, file, size, colours and paper, binding}
local function jobs(group, key)
    local id = group.id
    return {
        {"年度报告（公开版）", id .. "-" .. key .. "-annual-report-public.pdf", "A4，210×297 mm", "内页单色可辨，封面彩色", "不超过64页骑马订，超过64页胶装"},
        {"管理手册", id .. "-handbook.pdf", "A4，210×297 mm", "内页单色，封面彩色", "不超过64页骑马订，超过64页胶装"},
        {"活动日历", id .. "-" .. key .. "-calendar.pdf", "A4横，297×210 mm", "彩色，157 g", "左侧环装或散页"},
        {"活动日历（挂图）", id .. "-" .. key .. "-wall.pdf", "A3，297×420 mm", "彩色，200 g", "单张"},
        {"资源共享清单（公开版）", id .. "-resources.pdf", "A4，210×297 mm", "内页单色可辨，封面彩色", "骑马订"},
        {"折页", id .. "-leaflet.pdf", "A4横，展开297×210 mm", "双面彩色，157 g", "两折：97、100、100 mm，右页为封面"},
        {"海报", id .. "-poster.pdf", "A3，297×420 mm", "单面彩色，200 g", "单张"},
    }
end

local function tree(group)
    local key = group_year.county(site).year.key
    return doc.section{
        paper.head("印制单", {group.name .. "　" .. words.school_year(key) .. "　开单" .. words.date(site.as_of)}),
        doc.table{class = "form", head = {"印件", "文件", "成品尺寸", "色彩与用纸", "装订", "页数", "印数"},
            align = {"left", "left", "left", "left", "left", "center", "center"}, widths = {"36mm", 1, "44mm", "40mm", 1, "13mm", "14mm"},
            rows = sheet.each(jobs(group, key), function(job) return {job[1], job[2], job[3], job[4], job[5], "", ""} end)},
        doc.para{class = "hint", "送印文件用 kanben build --print press 生成：单双页镜像、章起奇数页、骑马订补足四的倍数，带3 mm出血和裁切线。照片低于150 dpi 的会有警告，"
            .. "换图后再送。图表灰度可辨。打样后校对单（N3）签字，再开印。"},
        paper.signatures{"经办", "校对（打样）", "管理办公室", "承印单位"},
    }
end

return paper.publication{id = "print-run", word = "print-run", title = "印制单", tree = tree, landscape = true}
