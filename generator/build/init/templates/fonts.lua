-- 书册的字体：每个角色一串字体文件，逐字按顺序找，前面的没有这个字就用后面的。
-- 以下都在 Debian 12 的软件包里；kanben fonts 列出哪些已经装好。

local noto, truetype = "/usr/share/fonts/opentype/noto/", "/usr/share/fonts/truetype/"

-- index：.ttc 是几种字体合成的一个文件，2 是简体中文
local song = {path = noto .. "NotoSerifCJK-Regular.ttc", index = 2, package = "fonts-noto-cjk"}
local song_bold = {path = noto .. "NotoSerifCJK-Bold.ttc", index = 2, package = "fonts-noto-cjk"}
local hei = {path = noto .. "NotoSansCJK-Regular.ttc", index = 2, package = "fonts-noto-cjk"}
local hei_bold = {path = noto .. "NotoSansCJK-Bold.ttc", index = 2, package = "fonts-noto-cjk"}
local kai = {path = truetype .. "lxgw-wenkai/LXGWWenKai-Regular.ttf", package = "fonts-lxgw-wenkai"}
local mono = {path = truetype .. "dejavu/DejaVuSansMono.ttf", package = "fonts-dejavu-core"}
local rare = {path = truetype .. "hanazono/HanaMinB.ttf", package = "fonts-hanazono"} -- 生僻字

return {
    {name = "song", label = "宋体", files = {song, rare}, bold_files = {song_bold}},
    {name = "hei", label = "黑体", files = {hei, rare}, bold_files = {hei_bold}},
    {name = "kai", label = "楷体", optional = true, files = {kai, song, rare}}, -- 没有装就用第一个角色
    {name = "mono", label = "等宽体", files = {mono, hei, rare}},
}
