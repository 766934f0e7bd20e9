return { assets = {"*.png"}, collections = {
    { name = "texts", label = "文章", document = "{file}.md", key = "file", fields = { {"title", "str"} } },
} }
