-- A museum: rooms with objects that lenders let it show, notes for visitors. What each object is insured for is for the office.
return {
    scope = "rooms/{scope}/",
    assets = {"rooms/*/view.png"},
    collections = {
        {name = "rooms", document = "rooms/{room_id}/room.md", key = "id",
            fields = {{"id", "id", required = true}, {"title", "str", required = true}, {"curator", "str"}}},
        {name = "objects", table = "rooms/{room_id}/objects.csv", key = "id",
            fields = {{"id", "id", required = true}, {"name", "str"}, {"year", "int"}, {"lender", "str"}, {"shown", "str"}, {"insured", "int", visible = "internal"}}},
        {name = "notes", document = "notes/{file}.md", key = "id",
            fields = {{"id", "id", required = true}, {"title", "str", required = true}}},
    },
}
