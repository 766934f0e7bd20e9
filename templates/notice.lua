-- The county's notices as official documents (GB/T 9704-2012): one PDF for each that is public.
--
-- The page of such a document is the standard's, so there is no design of our own: see lua/README.md,
-- Official documents. What stands where is put together here from the notice's fields and its text.

local book = require "book"
local phrase = require "phrase"

local mark_most = 14 -- characters of a line of the issuer's name: more of them would be too small

-- The text behind the addressee, which is its first paragraph when that ends in a colon.
local function parts_of(body)
    local first = body[1]
    local to = first and first.kind == "para" and plain(first):match("^(.+)：$")
    local rest = {}
    for i = to and 2 or 1, #body do rest[#rest + 1] = body[i] end
    return to, rest
end

local function imprint(row)
    if not row.printer then return nil end
    return {copies = row.copies, printer = row.printer, date = row.printed or row.date}
end

local function tree(row)
    local to, body = parts_of(book.printable(row, site))
    return doc.official{
        issuer = phrase.lines(row.issuer .. "文件", mark_most), number = row.doc_no, title = phrase.words(row.title),
        to = to, body, attachments = row.attachments, signature = row.issuer, date = row.date, seal = true,
        note = row.public and "（此件公开发布）", imprint = imprint(row),
    }
end

return {
    id = "notice",
    each = function(site)
        return site.notices:where(function(row) return row.public and book.approved(row) end)
    end,
    file = function(row) return "pdf/" .. row.id:lower() .. ".pdf" end,
    about = function(row)
        return {title = row.title, author = row.issuer, subject = row.doc_no or row.kind or "", keywords = row.kind or ""}
    end,
    design = {preset = "gongwen"},
    tree = tree,
}
