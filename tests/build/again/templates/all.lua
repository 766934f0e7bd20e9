return {
    id = "all", file = "pdf/all.pdf", about = {title = "总目"}, design = {width = "140mm", height = "200mm"}, prints = {"objects"},
    tree = function()
        local parts = {}
        for i, room in ipairs(site.rooms) do parts[i] = doc.section{id = room.id, doc.heading{room.title}, doc.section{shift = 1, room.body}} end
        for _, note in ipairs(site.notes) do parts[#parts + 1] = doc.section{id = note.id, doc.heading{note.title}, doc.section{shift = 1, note.body}} end
        return doc.section{parts, doc.columns{count = 2, doc.index{}}}
    end,
}
