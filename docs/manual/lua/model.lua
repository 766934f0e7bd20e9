-- The whole model of the manual: chapters are documents; the messages they explain and the pictures of pages
-- they show are tables.

local readers = {"写稿的老师", "技术员", "审核的干部"}

return {
    assets = {"media/*.png"},
    collections = {
        {
            name = "chapters", label = "章", document = "chapters/{file}.md", key = "id",
            fields = {
                {"id", "id", required = true, pattern = "^[a-z]+$"},
                {"title", "str", required = true, length = 12},
                {"readers", "list", required = true, allowed = readers},
                {"summary", "str", required = true, length = 60},
                {"append", "str", allowed = {"消息", "书页", "条款", "指标"}}, -- the table that follows the text
            },
        },
        {
            name = "messages", label = "消息", table = "messages.csv",
            fields = {
                {"消息", "str", key = "code", required = true},
                {"类别", "str", key = "group", required = true},
                {"级别", "str", key = "level", required = true, allowed = {"错误", "警告", "提示"}},
                {"说的是", "str", key = "example", required = true},
                {"怎么办", "text", key = "cure", required = true},
            },
        },
        {
            name = "figures", label = "指标", table = "figures.csv", -- figure_definition of the county: see the chapter
            fields = {
                {"键", "str", key = "figure", required = true},
                {"名称", "str", key = "name", required = true},
                {"口径", "str", key = "meaning", required = true},
                {"计量单位", "str", key = "unit", required = true},
                {"依据", "str", key = "source", required = true},
                {"范围", "str", key = "scope", required = true},
                {"公开", "bool", key = "public", required = true},
            },
        },
        {
            name = "pages", label = "书页", table = "pages.csv",
            fields = {
                {"文件", "str", key = "file", required = true, files = "media"},
                {"书", "str", key = "book", required = true},
                {"说明", "str", key = "caption", required = true},
            },
        },
        {
            name = "clauses", label = "条款", table = "clauses.csv", key = "条款",
            fields = {
                {"条款", "id", key = "id", required = true},
                {"要求", "str", key = "asks", required = true},
                {"存放", "str", key = "held", required = true},
                {"核对", "str", key = "checked", required = true},
                {"输出", "ref", key = "output", to = "outputs"},
                {"其中", "str", key = "words"},
                {"测试", "str", key = "test", prose = false}, -- file: name of the case
            },
        },
        {
            name = "outputs", label = "输出", table = "outputs.csv", key = "名称",
            fields = {{"名称", "str", key = "name", required = true}, {"文件", "str", key = "file", required = true, prose = false}},
        },
    },
}
