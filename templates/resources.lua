-- P6, public edition: what a group shares, without keepers, places and what is not public.

return require "resource_book".publication{
    id = "resources", inside = false, edition = "公开版",
    file = function(group) return require "book_files".resources(group.id) end,
}
