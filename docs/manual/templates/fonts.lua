-- Roles that the manual's book uses, each a chain of faces tried in order.

local noto, truetype = "/usr/share/fonts/opentype/noto/", "/usr/share/fonts/truetype/"

local song = {path = noto .. "NotoSerifCJK-Regular.ttc", index = 2, package = "fonts-noto-cjk"}
local song_bold = {path = noto .. "NotoSerifCJK-Bold.ttc", index = 2, package = "fonts-noto-cjk"}
local hei = {path = noto .. "NotoSansCJK-Regular.ttc", index = 2, package = "fonts-noto-cjk"}
local hei_bold = {path = noto .. "NotoSansCJK-Bold.ttc", index = 2, package = "fonts-noto-cjk"}
local hei_mono = {path = noto .. "NotoSansCJK-Regular.ttc", index = 7, package = "fonts-noto-cjk"}
local kai = {path = truetype .. "lxgw-wenkai/LXGWWenKai-Regular.ttf", package = "fonts-lxgw-wenkai"}
local mono = {path = truetype .. "dejavu/DejaVuSansMono.ttf", package = "fonts-dejavu-core"}
local rare = {path = truetype .. "hanazono/HanaMinB.ttf", package = "fonts-hanazono"}
local letters = {path = truetype .. "dejavu/DejaVuSans.ttf", package = "fonts-dejavu-core"}

return {
    {name = "song", label = "宋体", files = {song, rare, letters}, bold_files = {song_bold}},
    {name = "hei", label = "黑体", files = {hei, rare, letters}, bold_files = {hei_bold}},
    {name = "kai", label = "楷体", files = {kai, song, rare, letters}},
    {name = "mono", label = "等宽体", files = {mono, hei_mono, rare}},
}
