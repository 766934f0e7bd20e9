-- The type of all books: roles by name, each a chain of faces tried in order for every character.
--
-- The packages are those of Debian 12. Noto's collections hold one face for each region; number 2 is
-- simplified Chinese (7 in the monospaced half). Rare Han come from Hanazono: A has Unicode's first
-- extension, B those beyond; what is newer (extensions G and H) comes from BabelStone Han. 仿宋 is optional:
-- no package of fonts has it, only the much larger one of TeX; without it the role is set in 宋体.

local noto, truetype = "/usr/share/fonts/opentype/noto/", "/usr/share/fonts/truetype/"

local function face(path, index, package) return {path = path, index = index, package = package} end

local song = face(noto .. "NotoSerifCJK-Regular.ttc", 2, "fonts-noto-cjk")
local song_bold = face(noto .. "NotoSerifCJK-Bold.ttc", 2, "fonts-noto-cjk")
local hei = face(noto .. "NotoSansCJK-Regular.ttc", 2, "fonts-noto-cjk")
local hei_bold = face(noto .. "NotoSansCJK-Bold.ttc", 2, "fonts-noto-cjk")
local hei_mono = face(noto .. "NotoSansCJK-Regular.ttc", 7, "fonts-noto-cjk")
local kai = face(truetype .. "lxgw-wenkai/LXGWWenKai-Regular.ttf", 0, "fonts-lxgw-wenkai")
local kai_bold = face(truetype .. "lxgw-wenkai/LXGWWenKai-Bold.ttf", 0, "fonts-lxgw-wenkai")
local fang = face("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf", 0,
    "texlive-lang-chinese")
local mono = face(truetype .. "dejavu/DejaVuSansMono.ttf", 0, "fonts-dejavu-core")
local mono_bold = face(truetype .. "dejavu/DejaVuSansMono-Bold.ttf", 0, "fonts-dejavu-core")

local rare_a = face(truetype .. "hanazono/HanaMinA.ttf", 0, "fonts-hanazono")
local rare_b = face(truetype .. "hanazono/HanaMinB.ttf", 0, "fonts-hanazono")
local rare_c = face(truetype .. "babelstone/BabelStoneHan.ttf", 0, "fonts-babelstone-han")
local letters = face(truetype .. "dejavu/DejaVuSerif.ttf", 0, "fonts-dejavu-core")
local letters_sans = face(truetype .. "dejavu/DejaVuSans.ttf", 0, "fonts-dejavu-core")

return {
    {name = "song", label = "宋体", bold = 0.03, files = {song, rare_a, rare_b, rare_c, letters}, bold_files = {song_bold}},
    {name = "hei", label = "黑体", bold = 0.03, files = {hei, song, rare_a, rare_b, rare_c, letters_sans}, bold_files = {hei_bold}},
    {name = "kai", label = "楷体", bold = 0.03, files = {kai, song, rare_a, rare_b, rare_c, letters}, bold_files = {kai_bold}},
    {name = "fang", label = "仿宋", bold = 0.03, optional = true, files = {fang, song, rare_a, rare_b, rare_c, letters}},
    {name = "xbs", label = "小标宋", files = {song_bold, song, rare_a, rare_b, rare_c, letters}}, -- titles of official documents
    {name = "mono", label = "等宽体", bold = 0.03, files = {mono, hei_mono, rare_a, rare_b, rare_c}, bold_files = {mono_bold}},
}
