return function(site, page, asset, search, report, fonts)
    for _, room in ipairs(site.rooms) do
        local objects = site.objects:where{room_id = room.room_id}
        page{path = "site/" .. room.room_id .. "/index.html", template = "room.html", of = room, scope = room.room_id, data = {title = room.title, room = room, objects = objects}}
        asset{from = room._folder .. "/view.png", path = "site/" .. room.room_id .. "/view.png", widths = {40, 80}, sizes = "100vw", scope = room.room_id}
        asset{book = "pdf/" .. room.room_id .. ".pdf", path = "site/" .. room.room_id .. "/guide.pdf", scope = room.room_id}
    end
    for _, note in ipairs(site.notes) do
        page{path = "site/notes/" .. note.id .. ".html", template = "note.html", of = note, data = {title = note.title, note = note}, after_books = true}
    end
    page{path = "site/index.html", template = "index.html"}
    page{path = "internal/objects.csv", template = "objects.csv"}
    asset{template = "style.css", path = "site/style.css"}
    search{path = "site/find", pages = "site/"}
    fonts{path = "site/fonts", pages = "site/", faces = {{name = "Title", role = "song", bold = true, marked = "title"}}}
end
