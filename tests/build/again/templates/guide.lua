-- One book for each room, with its jacket.
local words = require "words"

local function rows(room)
    local list = {}
    for i, o in ipairs(site.objects:where{room_id = room.room_id}) do list[i] = {o.id, o.name or "", o.year, o.shown == "是" and o.lender or "私人"} end
    return list
end

local function chart(room)
    local names, values = {}, {}
    for _, row in ipairs(rows(room)) do names[#names + 1] = row[2]; values[#values + 1] = row[3] end
    return doc.chart{kind = "bar", title = words.years, categories = names, values = values}
end

return {
    id = "guide", each = function(site) return site.rooms end,
    file = function(room) return "pdf/" .. room.room_id .. ".pdf" end,
    jacket = function(room) return "pdf/" .. room.room_id .. "-jacket.pdf" end,
    scope = function(room) return room.room_id end,
    about = function(room) return {title = room.title, author = room.curator} end,
    attach = function(room) return {{name = "objects.csv", description = words.heading, rows = rows(room)}} end,
    design = {width = "150mm", height = "200mm", least_dpi = 10, hyphenate = true, brand = "#2E7D6B"},
    tree = function(room)
        return doc.section{
            doc.cover{class = "band", doc.figure{src = room._folder .. "/view.png"}, doc.heading{room.title}},
            doc.contents{depth = 2},
            doc.section{id = room.id, room.body},
            doc.heading{level = 2, id = "list", words.heading},
            doc.table{caption = words.heading, head = {"号", "名", "年", "借自"}, rows = rows(room)},
            chart(room), doc.qr{text = "https://example.org/" .. room.id},
            doc.cover{class = "back", doc.heading{"再会"}},
        }
    end,
}
