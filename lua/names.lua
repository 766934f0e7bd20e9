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
    .. "施教 施肥 盛饭 盛汤 康体 童乐 贾湖 卢沟桥 秦腔 汉族 黎明 黎族 汪洋 许诺 谢幕 石刻 江水 戴上 戴好 牛顿 聂耳 穆斯林 马克思 马克 "
    .. "范围 欧洲 武器 苏联 曾经 高速 海拔 石油 常务 任免 高考 韩国 黄金 罗马 纪念 黑暗 高手 文库 黑鱼 麻烦 海藻 任命 关闭 何必 哈哈 管辖 文献 海峡 海岸 海水 庞大 "
    .. "海域 武士 盛产 武力 严厉 严峻 纪录 纪律 高层 盛行 董事 解除 高呼 金钱 常委 华侨 陶器 王室 解开 海南 严密 施展 海湾 金花 白衣 文人 龙门 高举 文集 唐朝 "
    .. "海关 毛病 万分 高涨 石化 宋朝 管家 常绿 高产 黑夜 郑重 白马 高档 骆驼 管制 黑白 文官 金轮 石窟 解散 解体 胡乱 石器 金丝 盛大 庄重 石碑 石壁 关头 关税 高粱 "
    .. "史书 涂料 史记 石块 常驻 海滩 文凭 任性 任选 任凭 安保 安睡 海盗 海豚 海龟 海星 海螺 海马 海狮 海鸥 海鸟 海象 黑熊 黑洞 黑马 黑豆 黑米 牛蛙 牛角 牛犊 "
    .. "牛车 马蹄 马桶 马灯 马头 马戏 马蜂 马鞍 马铃 麻雀 麻袋 麻布 麻绳 麻花 麻糖 柴火 柴草 石雕 石匠 石板 石料 石灰 石凳 石山 石嘴 白鹅 白兔 白酒 白骨 白蚁 白胡 "
    .. "白花 白茫 白话 钱包 钱物 钟鼓 钟头 钟楼 龙船 龙袍 龙眼 龙虾 虎口 虎皮 雷电 雷达 田径 田亩 文盲 文笔 文采 文秘 方桌 方砖 方寸 方糕 黄酒 黄花 黄鱼 "
    .. "黄鳝 黄沙 黄鹂 黄鸭 黄蜂 黄道 金牛 金鸡 金币 金针 金冠 金枪 金箍 江边 江豚 汤药 温存 温顺 温州 毛毯 毛衣 毛皮 毛孔 毛驴 罗盘 陆军 陆战 苏打 苏州 徐州 "
    .. "郑州 兰州 常州 杭州 宁波 安徽 江苏 江西 武汉 华北 华南 华东 华中 华西 宁海 海口 黑龙 万圣 万花 万事 万众 万民 范例 范文 查看 余姚 姜饼 姜汤 姜片 陈旧 陈列 "
    .. "陈设 陈皮 陈述 陈醋 张贴 张开 张望 张口 张嘴 张罗 张灯 刘海 梁山 叶绿 叶芽 叶酸 袁大 程控 余热 汪汪 谢绝 严整 严防 齐刷 齐整 常陪 常任 常备 何止 "
    .. "何妨 易拉 易燃 易腐 关掉 关切 关机 施救 施压 付款 管束 管好 管住 屈服 屈原 解困 解渴 解闷 解毒 解救 解聘 盛况 盛宴 盛会 盛典 纳税 纳闷 撒娇 撒谎 撒手 撒欢 "
    .. "闪烁 闪现 闪避 丑陋 凌乱 钟情 钟爱 沙盘 沙滩 沙漠 沙丘 沙堆 花篮 冶炼 冶金 拜访 拜见 拜谢 拜年 拜托 辛辣 殷切 苗头 霍乱 巫婆 巫师 丛林 石家庄 石家 安检 高杠 马兰 常青 金龟")

-- Whom children hear of, whole names only.
local famous = words_of("袁隆平 钟南山 屠呦呦 钱学森 邓稼先 焦裕禄 黄继光 邱少云 董存瑞 罗盛教 王进喜 张桂梅 孟浩然 白居易 骆宾王 贺知章 王之涣 杨利伟 王亚平 聂海胜 翟志刚 陈景润 华罗庚 "
    .. "司马光 司马迁 陶行知 陈鹤琴 张雪门 张宗麟 齐白石 徐悲鸿 张大千 吴冠中 韩美林 李时珍 孙悟空 花木兰 郭守敬 孙中山 周恩来 毛泽东 毛主席 邓小平 王二小 张嘎子 刘胡兰 "
    .. "赵一曼 杨靖宇 鲁智深 王羲之 颜真卿 柳公权 冼星海 曹文轩 郑渊洁 杨红樱 张乐平 诸葛亮 李白 杜甫 王维 李绅 张衡 关羽 张飞 赵云 曹操 曹冲 孔融 王冕 郑和 华佗 鲁班 "
    .. "蔡伦 沈括 朱德 武松 林冲 宋江 黄盖 周瑜 孟子 孔子 庄子 邹忌 管仲 温妮 方格子 孔明灯 关公 高斯 海伦 易卜生 安徒生 安妮 雷公 哈萨克 哈尔滨")

-- May follow a name at once: what people do and have.
local followers = set_of("的在说和与把将被从对用拿想是也就很还又都能会家妈爸参获同走跑跳画写看听主第一正经有没不给向跟让因患出入来去到生表"
    .. "昨今突近曾系属得，。、；：！？”’）》」,.;:!?)（( 　…—/|")

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

local function joined(list, first, last) return table.concat(list, "", first, last) end

-- 李　雨, 李 浩 然: names are set apart to be as wide as others.
local han, blanks = "[\xE4-\xE9][\x80-\xBF][\x80-\xBF]", "[ \xE3\x80]+" -- of the latter a whole character is only a blank or U+3000
local spaced = {"(" .. han .. ")" .. blanks .. "(" .. han .. ")" .. blanks .. "(" .. han .. ")()", "(" .. han .. ")" .. blanks .. "(" .. han .. ")()"}

-- A text with such a name, which matches a pattern from its first character on, as one word, and the name as it stands there.
local function joined_by(text, pattern)
    local found = {text:match(pattern)}
    local from, stop = found[1], found[#found]
    if not from or not surnames[found[2]] then return nil end
    return text:sub(1, from - 1) .. joined(found, 2, #found - 1) .. text:sub(stop), text:sub(from, stop - 1)
end

-- The name that a text ends in, or begins with; nil: none is set apart there.
local function joined_end(text)
    for _, name in ipairs(spaced) do
        local whole, as_written = joined_by(text, "()" .. name .. "[ \xE3\x80]*$")
        if whole then return whole, as_written end
    end
    return text
end

local function joined_head(text)
    for _, name in ipairs(spaced) do
        local whole, as_written = joined_by(text, "^()" .. name)
        if whole then return whole, as_written end
    end
    return text
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

-- Surnames that are words of grammar too, and what people do: 常帮助, 正向引导.
local adverbs = set_of("常向任高安")
local acts = words_of("帮助 陪伴 陪同 鼓励 激励 引导 指导 提醒 安抚 照顾 照料 观察 倾听 启发 支持 带领 组织 邀请 欢迎 尊重 理解 信任 保护 爱护 呵护 拥抱 夸奖 表扬 批评 要求 希望 告诉 "
    .. "介绍 询问 反馈 通知 告知 联系 提供 展示 推荐 开放 公开 征求 招募 发放 辅导 协助 关心 关爱 关注 教育 培养 护送 接送 看护 选择 挑选 抽取 指定 呼喊 呼唤 催促 忘记 哭闹 挑食 提问 追问 打闹 尖叫 生病")

-- Are characters first to last a name? known: more words that are none.
local function is_name(list, first, last, known)
    local length = last - first + 1
    if length < 2 then return false end
    if length == 3 and adverbs[list[first]] and acts[joined(list, first + 1, last)] then return false end
    local two = joined(list, first, first + 1)
    local given = first + 1
    if length >= 3 and double_surnames[two] then
        given = first + 2
    elseif not surnames[list[first]] then
        return false
    end
    if last - given + 1 > 2 or words[two] or known[two] then return false end
    local whole = joined(list, first, last)
    if words[whole] or famous[whole] or known[whole] then return false end
    for i = given, last do
        if never[list[i]] then return false end
    end
    return true
end

-- 豆豆, 小明: what children are called.
local doubled = words_of("天天 常常 刚刚 慢慢 渐渐 人人 个个 家家 年年 多多 往往 纷纷 偏偏 仅仅 种种 样样 处处 时时 宝宝 娃娃 小小 大大 好好 "
    .. "谢谢 爷爷 奶奶 爸爸 妈妈 哥哥 姐姐 弟弟 妹妹 班班 园园 默默 静静 悄悄 轻轻 快快 高高 满满 星星 团团 圆圆 蓝蓝 红红 绿绿 连连")
local small = words_of("小班 小组 小小 小的 小型 小学 小区 小院 小队 小手 小朋 小鸟 小树 小一 小二 小孩 小儿 小熊 小兔 小猫 小狗 小鸡 小鸭 小猪 小羊 小牛 小马 小猴 小象 小鱼 小虫 小草 "
    .. "小车 小船 小房 小屋 小桥 小路 小河 小溪 小球 小旗 小碗 小勺 小床 小脸 小眼 小嘴 小鼻 小耳 小脚 小棒")

-- Characters that pet names are made of by doubling, where much else is doubled: 朵朵, 涵涵.
local petted = set_of("朵豆果乐萱梓宇轩琪妞糖米彤萌甜嘟丫诺依欣辰睿瑞泽浩博佳嘉怡妍菲雯婷玲娜莉萍琳珊倩颖洁蕾薇馨瑶媛凡航磊鑫淼森琦桐桃橙柚栗涵晨昊雨雪鹏强明亮阳洋贝妮思语墨悦玥月可恩安宁柠檬楠锦熙曦艺伊")
local no_pets = words_of("明明 月月 雨雨 可可 安安 思思 洋洋 亮亮 强强 阳阳")

local function is_nickname(list, first)
    local word = joined(list, first, first + 1)
    if #list < first + 1 or never[list[first + 1]] or words[word] then return false end
    if list[first] == list[first + 1] then return not doubled[word] and not (first > 2 and list[first - 2] == list[first - 1]) end -- 高高兴兴
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

-- A doubled pet name at the end of a text, at its head when nothing that makes another word of it follows: 朵朵, not 朵朵班.
local no_end = set_of("班组园区操吧屋馆课曲节会社队家")

local function is_petted(list, first)
    return #list >= first + 1 and list[first] == list[first + 1] and petted[list[first]] and (first < 2 or list[first - 1] ~= list[first])
end

function names.pet_before(before, known)
    local list = tail(before, 4)
    local pet = #list >= 2 and joined(list, #list - 1, #list)
    return pet and is_petted(list, #list - 1) and not known[pet] and pet or nil
end

function names.pet_after(after, known)
    local list = head(after, 3)
    local pet = #list >= 2 and joined(list, 1, 2)
    return pet and is_petted(list, 1) and not known[pet] and not is_fictional("", after:sub(#pet + 1)) and not (list[3] and no_end[list[3]]) and pet or nil
end

-- ---- where names stand --------------------------------------------------------------------------------

local function ending(list)
    table.sort(list, function(a, b) return #a > #b end)
    return list
end

-- What may stand between a name and the word behind it: quotes, emphasis, blanks; 这个, 等几名.
local between = ending{"”", "’", "」", "』", "\"", "*", "_", " ", "　", "\u{A0}", "\u{2002}", "\u{2003}", "这个", "这名", "这位", "等", "等几名", "等几位", "等两名", "等三名", "等多名", "几位", "几名", "两位", "两名", "三位", "三名"}

local function bare(text)
    local found
    repeat
        found = false
        for _, word in ipairs(between) do
            if not found and #text > #word and text:sub(-#word) == word then text, found = text:sub(1, -#word - 1), true end
        end
    until not found
    return text
end

-- 金贵镇小朋友, 石嘴山市小朋友
local of_place = set_of("镇乡村县市区街社校")

-- The name right before a word such as 小朋友, or nil. known: words that are no names; least as above, and then no nickname.
function names.before(before, after, known, least)
    local stem = bare(before)
    if is_fictional(before, after) or is_fictional(stem, "") then return nil end
    local text, spaced_name = joined_end(stem)
    local list = tail(text, 4)
    if of_place[list[#list]] then return nil end
    for length = #list, least or 2, -1 do
        local first = #list - length + 1
        if known[joined(list, first, #list)] then return nil end
        if is_name(list, first, #list, known) then return spaced_name or joined(list, first, #list) end
    end
    local first = #list - 1
    if not least and first >= 1 and is_nickname(list, first) then return joined(list, first, #list) end
    return nil
end

-- 王小朋友: a surname alone, where a sentence or a clause begins.
local common = set_of("王李张刘陈杨赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁沈姜崔谭陆范汪廖贾夏付邹薛闫雷贺龚邵覃钱马拜冶")

function names.surname_before(before, known)
    local list = tail(before, 2)
    local surname = list[#list]
    local alone = #list == 1 and not before:sub(1, -#surname - 1):find("[%d%a]$") or #list == 2 and (list[1] == "班" or list[1] == "的")
    return alone and common[surname] and not known[surname] and surname or nil
end

-- 诗涵小朋友: a given name alone, of characters that hardly anything else is made of; 古丽娜尔: one from another language.
local given = set_of("诗涵梓轩浩宇欣怡桐馨萱曦奕辰睿泽瑞琪懿彤婷沐宸铭昊俊熙妍瑶婉悦楠")
local sounds = set_of("阿依古丽娜尔提买木布拉沙热克帕汗孜迪力艾尼哈麦萨法图穆罕默德伊斯卜杜吾甫江苏莱曼孜热菲米")
local no_persons = words_of("哈萨克 柯尔克孜 塔吉克 乌孜别克 斯里兰 阿里巴 克拉玛依 阿克苏")

local function all_in(list, first, set)
    for i = first, #list do
        if not set[list[i]] then return false end
    end
    return true
end

function names.given_before(before, after, known)
    if is_fictional(before, after) or is_fictional(bare(before), "") then return nil end
    local list = tail(bare(before), 7)
    for length = 6, 3, -1 do
        local name = #list >= length and joined(list, #list - length + 1, #list)
        if name and all_in(list, #list - length + 1, sounds) then return not (no_persons[name] or known[name]) and name or nil end
    end
    local alone = #list == 2 or #list > 2 and (list[#list - 2] == "的" or list[#list - 2] == "和" or list[#list - 2] == "班")
    local name = alone and joined(list, #list - 1, #list)
    return name and all_in(list, #list - 1, given) and not words[name] and not known[name] and name or nil
end

-- The name that stands apart before a class or the like, where titles stand as well: 王诗涵 大班, not 龙抬头 中班.
function names.apart(before, known)
    local name = names.before(before, "", known, 3)
    return name and common[name:match("^" .. character)] and name:sub(1, #"马") ~= "马" and name or nil
end

local before_name = leading{"）", ")", "的", "代表", "姓名", "：", ":", " ", "　", "“", "*", "_", "‘", "（", "(", "是", "叫"}

-- The name right behind a word such as 幼儿, or nil.
function names.after(after, known, least)
    local text, spaced_name = joined_head(without(after, before_name))
    local name = at_head(text, known, least)
    return name and (spaced_name or name)
end

-- The same without what may stand before it, for names that are looked for otherwise.
function names.behind(after) return without(after, before_name) end

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

-- The pet name at the head of the clause that a text ends in: 朵朵昨天|发烧
function names.pet_in_clause(before, known)
    return names.pet_after(without(names.behind_marks(before, clause_marks):gsub("^[%s]+", ""), persons), known)
end

return names
