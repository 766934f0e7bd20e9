return {
    id = "office", file = "internal/insured.pdf", audience = "internal", after_books = true, about = {title = "保额"},
    design = {width = "148mm", height = "210mm"},
    tree = function(s)
        local rows = {}
        for i, o in ipairs(site.objects) do rows[i] = {o.id, o.lender or "", o.insured or 0} end
        local own = made("pdf/all.pdf")
        return doc.section{doc.heading{"保额"}, doc.table{head = {"号", "借自", "保额"}, rows = rows}, "总目" .. (own and own.pages or 0) .. "页"}
    end,
}
