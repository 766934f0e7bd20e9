-- 计划：网站有哪些页面和文件。path 是它在 out/ 里的位置，template 是 templates/ 里的模板。

return function(site, page, asset)
    for _, article in ipairs(site.pages) do
        local name = article.file == "首页" and "index" or article.file
        -- of：这一页展示哪篇文章，别处指向那篇文章的链接就会指到这里；data：模板里可用的名称
        page{path = "site/" .. name .. ".html", template = "page.html", of = article, data = {article = article}}
    end
    asset{template = "style.css", path = "site/style.css"}
end
