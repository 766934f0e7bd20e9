return {
    id = "card", each = function(site) return site.notes end, file = function(note) return "site/notes/" .. note.id .. ".png" end,
    about = function(note) return {title = note.title} end,
    design = {width = 240, height = 120, top = "10pt", bottom = "10pt", inner = "10pt", outer = "10pt", image_dpi = 72},
    tree = function(note) return doc.section{doc.heading{note.title}} end,
}
