-- 《××集团管理手册》 as 内部资料: by law it is not handed to the public, so it stands below internal/ (domain §4.0, §4.6).

local handbook_book = require "handbook_book"

return handbook_book.publication({
    id = "handbook-internal", audience = "internal", modes = {["内部资料"] = true},
}, function() return site end)
