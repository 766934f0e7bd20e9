-- 内容模型：content/ 里有哪些文章和表格，各有哪些项。读入时据此逐项检查。
--
-- 每个集合同时是一张数据表，可以查询：kanben query "SELECT 名称, 始花月 FROM plants"

return {
    collections = {
        {
            -- 文章：content/ 里的每个 .md 是一篇；{file} 代表文件名，也是它的编号（key）
            name = "pages", label = "文章", document = "{file}.md", key = "file",
            fields = {
                -- {作者写的名称, 类型, 其他规定}；类型有 str text id date month time int num bool list map rows
                {"title", "str", required = true},
                {"author", "str"},
            },
        },
        {
            -- 表格：第一行是列名，其余每行是一条记录
            name = "plants", label = "植物", table = "植物.csv", key = "编号",
            fields = {
                -- key 是脚本里用的名称：row.name 和 row["名称"] 都可以
                {"编号", "int", key = "id", required = true},
                {"名称", "str", key = "name", required = true},
                {"科", "str", key = "family", required = true},
                {"始花月", "int", key = "month", min = 1, max = 12},
                {"说明", "text", key = "note"},
            },
        },
    },
}
