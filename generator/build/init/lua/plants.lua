-- 网页和书册共用的部分：templates/ 里的脚本用 require "plants" 取得它。

local plants = {}

-- 植物一览表。doc.* 造出文档的节点：同一个节点放进网页是 <table>，放进书册是三线表。
function plants.table(site)
    local rows = {}
    for i, plant in ipairs(site.plants) do
        -- 空格的值是 nil，永远不是 0 或空文字，所以要说明空着时写什么
        rows[i] = {plant.name, plant.family, plant.month and plant.month .. "月" or "—", plant.note or ""}
    end
    return doc.table{head = {"名称", "科", "始花", "说明"}, rows = rows, caption = "园中植物"}
end

-- 各季开花的种数，用 SQL 数出来，画成图。
function plants.chart()
    local names, counts = {"春", "夏", "秋", "冬"}, {0, 0, 0, 0}
    for _, r in ipairs(query("SELECT (始花月 + 9) % 12 / 3 AS 季, count(*) AS 种 FROM plants WHERE 始花月 IS NOT NULL GROUP BY 1")) do
        counts[r["季"] + 1] = r["种"]
    end
    return doc.chart{kind = "bar", title = "各季始花的种数", unit = "种", categories = names, values = counts}
end

return plants
