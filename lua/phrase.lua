-- Words that a heading must not break inside: no browser knows Chinese words (typography.md §5).

local phrase = {}

-- Longer ones first; each is kept together by an element that does not wrap.
local kept = {
    "集团化办园", "典型案例", "幼儿园", "工作计划", "发展规划", "管理手册", "年度报告", "管理办公室", "教育体育局", "学年",
}

-- html: text with its references already made; words of the list wrapped
function phrase.keep(html)
    for _, word in ipairs(kept) do html = html:gsub(word, '<span class="nb">' .. word .. "</span>") end
    return html
end

return phrase
