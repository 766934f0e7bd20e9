-- Names of persons in running text, told by their surname: domain §5.3 forbids children's names unless they
-- are marked （化名）.
--
-- Chinese has no capitals and no word breaks, so this is a judgement: a name is a surname and one or two
-- characters that are not words of grammar, standing where names stand. What begins with a surname
-- and is none (高兴, 周围, 方法) is listed below; the county adds its own words and the names of its places.
-- A wrong alarm costs the author one （化名） or one line in the list; a missed name costs a child.

local names = {}

-- ---- tables ---------------------------------------------------------------------------------------

local function set_of(text)
    local set = {}
    for _, code in utf8.codes(text) do set[utf8.char(code)] = true end
    return set
end

local function words_of(text)
    local set = {}
    for word in text:gmatch("%S+") do set[word] = true end
    return set
end

-- The 260 or so most frequent (together more than 97 in 100 people); those that are mostly words
-- of grammar (于 和 时 有) are left out.
local surnames = set_of("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜"
    .. "崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊兰施殷"
    .. "安纪骆裴屈耿盛童娄宁祝霍邢焦辛管柴鲍华庄翁聂岑穆虞葛齐庞颜倪温季牛俞章鲁涂关欧蓝苗解卓池邬艾凌窦褚晏巫柯岳欧"
    .. "麻哈丑撒纳靳马拜虎海冶闪黑")

local double_surnames = words_of("欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 宇文 长孙 端木 呼延 南宫 独孤 完颜")

-- Characters that given names do not have.
local never = set_of("的了着过们个名位些每各全本这那其他她它我你您和与及或跟同让请给把被对向往为是有在到就也都很更最太再又还才"
    .. "刚只多少几两三四五六七八九十百千零半班园组群级岁日年号次所间上下里内外前后旁左右边底末初于以因由将使令叫用能要会应该"
    .. "不没无非未别时候期学教育师生校课堂说讲问答听看想做吃喝走跑坐站拿带去来起出入进回长爸妈爷奶哥姐弟妹婆"
    .. "吗呢吧啊呀哦嘛么而且但却所得地虽此该等种样件条张片只双对封管理度量法式面")

-- Begin with a surname and are no name, in places where names stand.
local words = words_of("戴口 戴头 戴眼 戴手 戴红 戴围 戴面 戴着 安全 安静 安心 安慰 安抚 安排 安定 安稳 安装 白天 白色 白云 白描 白纸 常见 常用 常常 常规 常态 常识 常态化 "
    .. "成长 成功 程序 程度 池塘 戴帽 单亲 丁香 段落 方便 方案 方法 方向 方言 方位 方块 方形 方面 高兴 高度 高效 高低 高大 高矮 高原 高血压 "
    .. "高年 高质 高尚 高龄 贺兰 贺兰山 贺卡 关心 关爱 关注 关怀 关系 关键 关照 关于 关节 管用 郭沫若 海洋 海报 海绵 海边 何处 何况 何人 洪水 "
    .. "胡子 胡萝卜 胡闹 华夏 黄河 黄色 黄瓜 黄土 黄昏 黄豆 金色 金鱼 金属 金秋 金黄 江河 江南 康复 康健 孔雀 兰花 蓝天 蓝色 雷雨 雷锋 "
    .. "李子 梁柱 林木 林业 林场 龙头 龙舟 龙灯 陆续 陆地 鲁迅 罗列 马路 马上 马匹 马车 毛巾 毛笔 毛线 毛毛虫 毛毛 苗木 苗圃 苗族 牛奶 牛羊 牛肉 "
    .. "宁夏 宁静 潘安 祁连 齐心 齐全 齐声 钱币 乔木 秦岭 曲目 任何 任务 任职 任意 沙池 沙包 沈阳 石头 石榴 石子 石膏 史料 施工 施行 宋代 "
    .. "苏醒 孙女 孙子 汤圆 汤勺 唐诗 唐代 陶艺 陶土 陶泥 陶冶 田野 田地 田园 田间 童谣 童话 童心 童年 童趣 万一 万物 万般 王子 王国 温暖 温度 "
    .. "温馨 温和 温水 温柔 文明 文化 文学 文字 文具 文艺 文章 文本 文件 武术 夏天 夏季 夏日 夏令营 向日葵 向着 向阳 谢谢 谢意 辛苦 辛勤 熊猫 "
    .. "徐徐 许多 许可 许愿 严格 严重 严肃 颜色 颜料 杨树 杨柳 叶子 叶片 易于 易懂 易错 余下 余地 章程 赵国 周围 周边 周末 周期 周到 周岁 "
    .. "周期性 朱红 祝愿 祝福 祝贺 庄稼 庄严 卓越 钟表 付出 史实 凌晨 解决 解释 解说 解放 华丽 侯鸟 季节 季度 苗条 万家 艾草 艾叶 "
    .. "黑板 黑色 虎年 虎头 撒种 撒网 纳入 纳凉 闪光 闪亮 闪电 岳飞 焦急 焦点 焦虑 温室 章节 盛开 盛夏 盛装 莫名 莫非 康乐 武装 顾虑 "
    .. "顾客 常年 常住 常设 方针 方阵 方格 任由 许久 金牌 金工 龙年 龙井 马年 牛年 高中 高级 高温 高空 高声 高山 高楼 海鲜 海军 "
    .. "石墨 石桥 石磨 蓝图 蓝莓 黄牛 黄桃 白菜 白糖 白板 白鸽 江山 江湖 林地 林间 叶脉 余额 余量 宁可 宁愿 安吉 安插 安置 安放 安康 "
    .. "向导 向心 方圆 方糖 常理 易拉罐 易碎 文物 文体 文案 夏收 雷声 苏绣 陶瓷 陶笛 童装 童车 童书 童声 万里 万能 严冬 严谨 严禁 华灯 "
    .. "关口 关卡 关门 关灯 关联 金融 金额 解读 解析 解答 解难 温故 温习 温情 温饱 温差 温箱 管道 管乐 管护 管控 管教 耿直 梁上 "
    .. "施教 施肥 盛饭 盛汤 康体 童乐 贾湖 卢沟桥 秦腔 汉族 黎明 黎族 汪洋 许诺 谢幕 石刻 江水 戴上 戴好 牛顿 聂耳 穆斯林 马克思 马克")

-- May follow a name at once: what people do and have.
local followers = set_of("的在说和与把将被从对用拿想是也就很还又都能会家妈爸参获同走跑跳画写看听主第一正经有没不给向跟让因患出入来去到生表"
    .. "昨今突近曾系属，。、；：！？”’）》」,.;:!?)（( 　…—/|")

-- ---- one name ---------------------------------------------------------------------------------------

local character = utf8.charpattern

local function is_han(char)
    local first, second = char:byte(1, 2)
    if first == 0xE3 then return second >= 0x90 end -- U+3400 on
    if first == 0xF0 then return second >= 0xA0 end -- U+20000 on
    return first >= 0xE4 and first <= 0xE9 or first == 0xEE -- and private use, which old files have for rare ones
end

-- The Han at the head of a text, at most n, as a list in reading order.
local function head(text, n)
    local list = {}
    for char in text:gmatch(character) do
        if #list == n or not is_han(char) then break end
        list[#list + 1] = char
    end
    return list
end

-- Those at its end.
local function tail(text, n)
    local all, list = {}, {}
    for char in text:sub(utf8.offset(text, -n) or 1):gmatch(character) do all[#all + 1] = char end
    for i = #all, math.max(1, #all - n + 1), -1 do
        if not is_han(all[i]) then break end
        table.insert(list, 1, all[i])
    end
    return list
end

-- Words that a name may stand behind, with their first bytes: most texts begin with none.
local function leading(list)
    local first = {}
    for _, word in ipairs(list) do first[word:byte()] = true end
    return {list = list, first = first}
end

-- text without those of the words that it begins with, one after the other
local function without(text, words_before)
    if not words_before.first[text:byte()] then return text end
    for _, word in ipairs(words_before.list) do
        if text:sub(1, #word) == word then text = text:sub(#word + 1) end
    end
    return text
end

local function joined(list, first, last) return table.concat(list, "", first, last) end

-- Are characters first to last a name? known: more words that are none.
local function is_name(list, first, last, known)
    local length = last - first + 1
    if length < 2 then return false end
    local two = joined(list, first, first + 1)
    local given = first + 1
    if length >= 3 and double_surnames[two] then
        given = first + 2
    elseif not surnames[list[first]] then
        return false
    end
    if last - given + 1 > 2 or words[two] or known[two] then return false end
    local whole = joined(list, first, last)
    if words[whole] or known[whole] then return false end
    for i = given, last do
        if never[list[i]] then return false end
    end
    return true
end

-- 豆豆, 小明: what children are called.
local doubled = words_of("天天 常常 刚刚 慢慢 渐渐 人人 个个 家家 年年 多多 往往 纷纷 偏偏 仅仅 种种 样样 处处 时时 宝宝 娃娃 小小 大大 好好 "
    .. "谢谢 爷爷 奶奶 爸爸 妈妈 哥哥 姐姐 弟弟 妹妹 班班 园园 默默 静静 悄悄 轻轻 快快 高高 满满 星星 团团 圆圆 蓝蓝 红红 绿绿 连连")
local small = words_of("小班 小组 小小 小的 小型 小学 小区 小院 小队 小手 小朋 小鸟 小树")

local function is_nickname(list, first)
    local word = joined(list, first, first + 1)
    if #list < first + 1 or never[list[first + 1]] then return false end
    if list[first] == list[first + 1] then return not doubled[word] end
    return list[first] == "小" and not small[word] and not words[word]
end

local fictional = {"（化名）", "(化名)"}

local function is_fictional(before, after)
    for _, mark in ipairs(fictional) do
        if after:sub(1, #mark) == mark or before:sub(-#mark) == mark then return true end
    end
    return false
end

-- The name at the head of a text, when it ends there or something follows that may follow a name. least: characters it has at
-- least (else 2), for places where many other words stand; alone: as many when nothing follows.
local function at_head(text, known, least, alone)
    local list = head(text, 4)
    if not (surnames[list[1]] or double_surnames[joined(list, 1, math.min(2, #list))]) then return nil end
    for length = #list, least or 2, -1 do
        local name = joined(list, 1, length)
        if known[name] then return nil end
        local rest = text:sub(#name + 1)
        local follower = rest:match("^" .. character)
        local ends = not follower and length >= (alone or 2) or followers[follower]
        if ends and is_name(list, 1, length, known) then
            return not is_fictional("", rest) and name or nil
        end
    end
    return nil
end

-- ---- where names stand --------------------------------------------------------------------------------

-- The name right before a word such as 小朋友, or nil. known: words that are no names; least as above, and then no nickname.
function names.before(before, after, known, least)
    if is_fictional(before, after) then return nil end
    local list = tail(before, 4)
    for length = #list, least or 2, -1 do
        local first = #list - length + 1
        if known[joined(list, first, #list)] then return nil end
        if is_name(list, first, #list, known) then return joined(list, first, #list) end
    end
    local first = #list - 1
    if not least and first >= 1 and is_nickname(list, first) then return joined(list, first, #list) end
    return nil
end

local before_name = leading{"）", ")", "的", "代表", "姓名", "：", ":", " ", "　", "“"}

-- The name right behind a word such as 幼儿, or nil.
function names.after(after, known, least) return at_head(without(after, before_name), known, least) end

-- What stands behind the last of these marks in a text; all of it where there is none.
function names.behind_marks(text, marks)
    local first = 1
    for _, mark in ipairs(marks) do
        local at, last = text:find(mark, first, true)
        while at do
            first = last + 1
            at, last = text:find(mark, first, true)
        end
    end
    return text:sub(first)
end

local persons = leading{"幼儿", "小朋友", "家长", "学生", "教师"}
local clause_marks = {"。", "；", "！", "？", "，", "、", "：", "（", "“"}

-- The name at the head of the clause that a text ends in, or nil: 王芳的|身份证, 张小雨有哮喘|病史
function names.in_clause(before, known, alone)
    local clause = names.behind_marks(before, clause_marks)
    clause = clause:gsub("^[%s]+", "")
    return at_head(without(clause, persons), known, nil, alone)
end

return names
