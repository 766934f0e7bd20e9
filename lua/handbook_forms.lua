-- The blank forms behind a handbook (domain §4.6): 借用单, 活动记录表, 互检表, 请假单, to be filled in by hand.
--
--   handbook_forms.pages(group, room)   a page for each: 附件一　资源借用单, its form, and how to fill it in; room = {depth, pitch,
--                                       padding} of the page below its title, in points: fields to write in are as deep as fits
--
-- Their fields are the columns of the tables that the office keeps (domain §2.2), so that a form can be typed in as it is.

local book = require "book"
local forms = require "forms"
local layout = require "layout"
local words = require "words"

local handbook_forms = {}

local choose = "　　　"

local record = {
    {"活动编号", "活动类型"}, {"活动主题", lines = 1}, {"开始日期、时间", "结束日期、时间"}, {"主办单位", "活动地点"},
    {"参加单位", lines = 2}, {"请假单位", "参加人次"}, {"主持人", "主讲人"},
    {"状态", text = "已开展" .. choose .. "延期" .. choose .. "已取消（请圈选）"}, {"补开月份", "培训层级"},
    {"主要过程", lines = 5}, {"形成的成果", lines = 3},
    {"可否公开", text = "可以公开" .. choose .. "不公开（请圈选）"},
    {"撰稿", "审核"},
}

local aspects = {
    {"组织生活", "按期召开，记录完整"}, {"学习教育", "有计划，有研讨"}, {"作用发挥", "有承诺，有带动"},
    {"服务幼儿和家长", "有走访，有回应"}, {"资料规范", "随做随记，不增台账"},
}

local function inspection()
    local lines = {widths = {"auto", 3, 2.4, 3}, {"受检单位", "检查日期"}, {"检查单位", "检查方式"}, {heads = {"检查内容", "要求", "查看情况", "改进建议"}}}
    for _, aspect in ipairs(aspects) do lines[#lines + 1] = {cells = aspect, lines = 3} end
    for _, line in ipairs {{"值得学习的做法", lines = 3}, {"需要改进的问题", lines = 3}, {"改进期限", "回看日期"},
        {"受检单位签字", "检查人员签字"}} do lines[#lines + 1] = line end
    return lines
end

local leave = {
    {"请假单位", "填单日期"}, {"活动编号", "活动名称"}, {"活动日期", "应到人数"}, {"请假事由", lines = 4},
    {"补学安排", lines = 4}, {"管理办公室意见", text = "同意" .. choose .. "不同意（请圈选）", lines = 2},
    {"请假单位负责人签字", "管理办公室签字"},
}

local attached = {
    forms.loan,
    {"活动记录表", "集团活动结束后由承办单位填写，交集团管理办公室登入活动总表，一场活动一张。参加人次按签到表计算，不是人数；"
        .. "培训层级只有培训填写；照片含可识别幼儿的，附监护人同意书编号。", record},
    {"党建互检表", "成员单位党组织互相检查时填写，当场反馈，问题和期限由双方确认，到期由原检查人员回看。", inspection()},
    {"集体活动请假单", "成员单位因故不能参加集团活动时，于活动前一日交集团管理办公室。经同意的计入请假单位，不计入参加单位。", leave},
}

-- ---- as deep as the page ---------------------------------------------------------------------------------

local wide = 30 -- characters of print that fill a line of the wide column

-- Lines that a row takes at least, because of what is printed in it.
local function least(line) return line.text and utf8.len(line.text) > wide and 2 or 1 end

local function depth(lines, room)
    local sum = 0
    for _, line in ipairs(lines) do sum = sum + math.max(line.lines or 1, least(line)) * room.pitch + room.padding end
    return sum
end

-- The form with a line taken from its deepest field, the last of them, until it fits; fields of one line stay.
local function fitted(form, room)
    local lines = {}
    for i, line in ipairs(form) do
        lines[i] = {}
        for key, value in pairs(line) do lines[i][key] = value end
    end
    while depth(lines, room) > room.depth do
        local deepest
        for _, line in ipairs(lines) do
            if (line.lines or 1) > least(line) and (not deepest or line.lines >= deepest.lines) then deepest = line end
        end
        if not deepest then break end
        deepest.lines = deepest.lines - 1
    end
    lines.widths = form.widths
    return lines
end

function handbook_forms.pages(group, room)
    local pages = {}
    for i, form in ipairs(attached) do
        pages[i] = {
            doc.page_break{},
            layout.numbered(1, "form-" .. i, "附件" .. words.number(i) .. "　", form[1]),
            doc.para{class = "lead", group.name, "　　　　编号："},
            book.form(fitted(form[3], room)),
            doc.para{class = "remark attached", "填写说明：" .. form[2]},
        }
    end
    return pages
end

return handbook_forms
