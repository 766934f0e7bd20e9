-- P6, the office's edition: with keepers, places, what is not public, and who has what.

return require "resource_book".publication{
    id = "resources-internal", inside = true, edition = "内部版", audience = "internal",
    file = function(group) return "internal/" .. group.id .. "-resources.pdf" end,
}
