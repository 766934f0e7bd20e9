-- 印制单 (domain §5.8): what goes to the press, for each group and for the county: on which paper, how many pages, how bound,
-- how many sheets; copies are entered when the number is decided. Pages are those of the files that this build made or kept:
-- with --print press those of the 印刷版, of which alone sheets are counted.

local book = require "book"
local book_files = require "book_files"
local finished = require "finished"
local group_year = require "group_year"
local handbooks = require "handbooks"
local paper = require "office_paper"
local sheet = require "sheet"
local words = require "words"

local inside_only, coloured = "内页单色可辨，封面彩色", "彩色，157 g"

-- How many pages of a size one 印张 has: half a full sheet, printed on both sides.
local A4 = {name = "A4，210×297 mm", sides = 16}
local A4_wide = {name = "A4横，297×210 mm", sides = 16}
local A3 = {name = "A3，297×420 mm", sides = 8}

-- {name, file, size, colours and paper, binding; nil: by its pages}
local function group_jobs(group, key)
    local id, jobs = group.id, {}
    local function add(...) jobs[#jobs + 1] = {...} end
    add("年度报告（公开版）", book_files.annual(id, key), A4, inside_only)
    local versions = handbooks.printed(site, id)
    local current = handbooks.in_force(versions, site.as_of) or versions[#versions]
    if current then add("管理手册（" .. handbooks.shown(current) .. "）", handbooks.file(site, current), A4, inside_only) end
    add("活动日历", book_files.calendar(id, key), A4_wide, coloured, "左侧环装或散页")
    add("活动日历（挂图）", book_files.wall(id, key), A3, "彩色，200 g", "单张")
    add("资源共享清单（公开版）", book_files.resources(id), A4, inside_only)
    add("折页", book_files.sheet(id, "leaflet"), A4_wide, "双面彩色，157 g", "两折：97、100、100 mm，右页为封面")
    add("海报", book_files.sheet(id, "poster"), A3, "单面彩色，200 g", "单张")
    return jobs
end

local function county_jobs(key)
    return {
        {"总体评估报告（公开版）", book_files.evaluation(key), A4, inside_only},
        {"典型案例汇编", book_files.compendium(key), A4, inside_only}, {"典型案例汇编（封皮）", book_files.jacket(key), nil, "彩色，250 g", "随书胶装"},
        {"活动日历", book_files.calendar("county", key), A4_wide, coloured, "左侧环装或散页"},
        {"活动日历（挂图）", book_files.wall("county", key), A3, "彩色，200 g", "单张"},
    }
end

local press = site.print == "press"

-- Domain §4.0: up to 64 pages 骑马订, else 胶装.
local function binding(file)
    if not file then return "不超过64页骑马订，超过64页胶装" end
    return file.pages <= 64 and "骑马订" or "胶装"
end

-- 印张 of a copy, to the sixteenth of a sheet: leaves have two sides, whatever is on the second.
local function sheets(file, size)
    if not (press and file and size) then return "—" end
    local sides = (file.pages + 1) // 2 * 2
    return (string.format("%.4f", sides / size.sides):gsub("%.?0+$", ""))
end

local function row(job)
    local name, path, size, colours, bound = job[1], job[2], job[3], job[4], job[5]
    local file = finished.of(path)
    return {name, path:match("[^/]*$"), size and size.name or "展开尺寸见文件", colours, bound or binding(file), file and file.pages or "尚未生成", sheets(file, size), ""}
end

local hint = "送印文件用 kanben build --print press 生成：单双页镜像、章起奇数页、骑马订补足四的倍数，带3 mm出血和裁切线；胶装书的封皮另成一个文件。"
    .. "印张按每册计，A4一印张16页，A3一印张8页，不含另做的封皮和放数。照片低于150 dpi 的会有警告，换图后再送。图表灰度可辨。打样后校对单（N3）签字，再开印。"

local function pages_said()
    return press and "页数是这次生成的印刷版的页数。" or "页数是现有阅读版的页数，印刷版补空白页后可能不同；用 --print press 生成后，本单改列印刷版的页数和印张。"
end

local function tree(s)
    local key = group_year.county(site).year.key
    return doc.section{
        paper.head("印制单", {s.name .. "　" .. words.school_year(key) .. "　开单" .. words.date(site.as_of)}),
        doc.table{class = "form", head = {"印件", "文件", "成品尺寸", "色彩与用纸", "装订", press and "页数（印刷版）" or "页数（阅读版）", "印张", "印数"},
            align = {"left", "left", "left", "left", "left", "center", "center", "center"}, widths = {"36mm", 1, "38mm", "36mm", "42mm", "18mm", "14mm", "14mm"},
            rows = sheet.each(s.jobs(key), row)},
        doc.para{class = "hint", pages_said() .. hint},
        paper.signatures{"经办", "校对（打样）", "管理办公室", "承印单位"},
    }
end

local function subjects(site)
    if not group_year.county(site) then return {} end
    local list = sheet.each(book.groups(site), function(group)
        return {id = group.id, scope = group.id, name = group.name, jobs = function(key) return group_jobs(group, key) end}
    end)
    list[#list + 1] = {id = "county", name = site.county[1].name .. "幼儿园集团化办园", jobs = county_jobs}
    return list
end

return paper.publication{id = "print-run", word = "print-run", title = "印制单", tree = tree, landscape = true, after_books = true,
    each = subjects, scope = function(s) return s.scope end}
