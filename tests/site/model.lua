-- The content model of tests/site and tests/script: shops with goods and articles.
local days = {bad = "E01", rewritten = "I09"}

return {
    scope = "shops/{scope}/",
    totals = {"合计"},
    assets = {"shops/*/*.png"},
    collections = {
        {name = "shops", document = "shops/{shop_id}/shop.md", key = "id", names = {"name", "aliases"}, fields = {
            {"id", "id", required = true, equals = "shop_id"},
            {"name", "str", required = true, length = 10},
            {"aliases", "list"},
            {"opened", "date", codes = days},
            {"seats", "int", min = 0, max = 500},
            {"rating", "num"},
            {"sign", "str", files = ""},
            {"staff", "rows", parts = {"role", "name"}},
        }},
        {name = "articles", document = "shops/{shop_id}/articles/{year}/{file}.md", key = "id", fields = {
            {"id", "id", required = true, pattern = "^A%d+$"},
            {"title", "str", required = true},
            {"year", "str"},
            {"shop", "ref", to = "shops", equals = "shop_id"},
            {"tags", "list", min = 1, allowed = {"新", "旧", "热"}},
        }},
        {name = "goods", table = "shops/{shop_id}/goods.csv", key = "编号", scope = {"shop_id"},
            codes = {repeated = "W03", clash = "E04"}, fields = {
            {"编号", "id", key = "id", required = true},
            {"名称", "str", key = "name", required = true},
            {"数量", "int", key = "amount", min = 0, codes = {bad = {"W06", level = "warning"}, unit = {"W06", level = "warning"}}},
            {"价格", "num", key = "price"},
            {"进货日期", "date", key = "date", codes = days},
            {"产地", "ref", key = "from", to = "shops", also = {"本店"}, codes = {
                unknown = {"W07", level = "warning", zh = "没有这家店：{value}", en = "no such shop: {value}"}}},
            {"可售", "bool", key = "sold", default = "是"},
        }},
        {name = "counts", table = "shops/{shop_id}/count-{half}.csv", key = "编号", fields = {
            {"时段", "str", key = "half", allowed = {"上半年", "下半年"}},
            {"编号", "id", key = "id", required = true},
        }},
    },
}
