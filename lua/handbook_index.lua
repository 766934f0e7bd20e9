-- 条文主题索引 (domain §4.6): which articles speak of a subject.
--
--   handbook_index.entries(chapters)   {{subject, articles = {number, …}, chapters = {chapter, …}}, …} by pinyin; chapters =
--                                      {{row, articles = articles.read(body)}, …}: an entry without articles names chapters
--
-- A chapter says what it covers; within it the articles that use one of the subject's words are meant, and all of the
-- chapter when none does.

local pinyin = require "pinyin"

local handbook_index = {}

-- The words that give a subject away where its own name does not.
local words_of = {
    ["章程"] = {"宗旨", "坚持"}, ["办园理念"] = {"理念"}, ["组织架构"] = {"组成", "下设", "工作小组"}, ["职责任务"] = {"职责", "负责"},
    ["权利与义务"] = {"权利", "义务"}, ["工作制度"] = {"制度", "流程"}, ["管理办法"] = {"办法", "指导"}, ["管理模式"] = {"平台", "自主", "独立"},
    ["运行机制"] = {"机制", "运行", "期限", "按期"}, ["议事规则"] = {"表决", "到会", "议事"}, ["工作例会"] = {"例会"}, ["工作流程"] = {"流程"},
    ["党建"] = {"党"}, ["互检标准"] = {"互检"}, ["财务"] = {"财务", "经费", "预算", "伙食费"}, ["内控制度"] = {"内控"}, ["资产管理"] = {"资产"},
    ["师资"] = {"教师", "骨干", "师训"}, ["资源共享"] = {"资源", "共享", "借用"}, ["考核"] = {"考核"}, ["评价策略"] = {"自评", "评价", "评估"},
    ["评价激励机制"] = {"表扬", "激励", "评优"}, ["决策"] = {"决策", "决定", "表决"}, ["执行"] = {"执行", "落实"}, ["监督"] = {"监督", "抽点", "互查"},
    ["保障"] = {"保障", "经费", "时间"},
}

local function speaks(article, list)
    for _, block in ipairs(article.blocks) do
        for _, word in ipairs(list) do
            if block.text:find(word, 1, true) then return true end
        end
    end
    return false
end

local function add_articles(entry, chapter)
    local list = {entry.subject, table.unpack(words_of[entry.subject] or {})}
    local any = false
    for _, article in ipairs(chapter.articles) do
        if article.number and speaks(article, list) then
            entry.articles[#entry.articles + 1], any = article.number, true
        end
    end
    if not any then entry.chapters[#entry.chapters + 1] = chapter end
end

function handbook_index.entries(chapters)
    local list, of = {}, {}
    for _, chapter in ipairs(chapters) do
        for _, subject in ipairs(chapter.row.covers or {}) do
            if not of[subject] then
                of[subject] = {subject = subject, articles = {}, chapters = {}}
                list[#list + 1] = of[subject]
            end
            add_articles(of[subject], chapter)
        end
    end
    table.sort(list, function(a, b) return pinyin.before(a.subject, b.subject) end)
    return list
end

return handbook_index
