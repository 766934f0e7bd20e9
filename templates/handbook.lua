-- 《××集团管理手册》, one for each version of each group that is kept (domain §4.6); what is 内部资料: handbook-internal.lua.

local handbook_book = require "handbook_book"

return handbook_book.publication({
    id = "handbook", modes = {["电子版"] = true, ["公文"] = true, ["正式出版"] = true},
}, function() return site end)
