-- Names that lost a character when the file was saved in an encoding without it: 王?老师 (domain §5.4, W11).

local finding = require "finding"

local check = {}

-- Where names stand; of a row only the first is told.
local places = {
    {"activities", {"主持人", "主讲人", "撰稿", "审核"}},
    {"people", {"显示名", "全名"}},
    {"studios", {"主持人"}},
    {"flows", {"人员"}},
    {"resources", {"责任人"}},
    {"scores", {"评分人"}},
    {"cases", {"authors"}},
}

local function lost(value)
    if type(value) == "table" then value = table.concat(value, "、") end
    return value and (value:find("?", 1, true) or value:find("？", 1, true))
end

local function check_place(rows, fields, report)
    local said = {}
    for _, field in ipairs(fields) do
        for _, row in ipairs(rows:where{[field] = lost}) do
            if not said[row] then
                finding.warn(report, row, field, "W11", {"姓名疑似因转码丢字（?）", "a character of the name seems lost in saving (?)",
                    "用 UTF-8 或 GB18030 重新保存并补上原字", "save again as UTF-8 or GB18030 and put the character back"})
            end
            said[row] = true
        end
    end
end

function check.run(site, report)
    for _, place in ipairs(places) do check_place(site[place[1]], place[2], report) end
end

return check
