/*
 * Paragraphs in real fonts (Debian's Noto Serif CJK SC): cases of the typesetting specification
 * that hold for any proper Chinese face: T01–T14 of 7.1 and T75; blanks come from the outlines.
 */
#include "check.h"
#include "pdf/para.h"

enum { EM = 10 * 1000 };

static Arena *arena;
static Fonts *fonts;

static Lines set(const char *text, double width, Diag *d)
{
    ParaStyle style = para_style(EM);
    ParaRun run = {.kind = RUN_TEXT, .text = str_of(text), .size = EM};
    Len measure = (Len)(width * EM);
    return para_break(arena, fonts, &style, &run, 1, &measure, 1, d);
}

static void check_width(const char *text, double want)
{
    Diag d = diag_in(arena);
    Lines lines = set(text, 1000, &d);
    double got = (double)lines.lines[0].width / EM;
    bool good = got - want < 0.0021 && want - got < 0.0021; /* 1/1000 em a glyph */
    check_that(good, text, __FILE__, __LINE__);
    if (!good)
        printf("  want %.3f, got %.3f\n", want, got);
}

static void check_widths(void)
{
    check_width("》（", 1.5);
    check_width("。”中", 2.5);
    check_width("：“中", 2.5);
    check_width("中“（甲", 3.5);
    check_width("）》中", 2.5);
    check_width("中“”中", 4);
    check_width("。』」中", 3);
    check_width("》、《中", 3);
    check_width("？！中", 2);
    check_width("！！！中", 3);
    check_width("中——中", 4);
    check_width("中……中", 4);
    check_width("比尔·盖茨", 4.5);
    check_width("春，夏。秋", 5);
    check_width("他说‘好’。", 5);
    check_width("——", 2);
    check_width("中/中", 2.5);
    check_width("中–中", 2.5);
}

/* A justified line of words, numbers and Chinese ends exactly at the measure. */
static void check_exact(void)
{
    const char *text = "幼儿园2025年AV Type设备共128台，其中“一类”设备56台（占43.8%），合计￥12,345.60元；"
                       "详见《设备清单》第3～5页，或访问https://www.example.com/list?year=2025查询。";
    size_t address = (size_t)(strstr(text, "https") - text), behind = (size_t)(strstr(text, "查询") - text);
    for (int width = 80; width < 200; width++) {
        Diag d = diag_in(arena);
        Lines lines = set(text, width / 10.0, &d);
        CHECK(d.nerrors == 0);
        for (size_t i = 0; i + 1 < lines.count && d.count == 0; i++) {
            const Line *line = &lines.lines[i];
            bool inside = line->glyphs[0].glyph.offset >= address && /* nothing is put into an address */
                          line->glyphs[line->count - 1].glyph.offset < behind;
            CHECK(inside ? line->x + line->width <= width * EM / 10 : line->x + line->width == width * EM / 10);
        }
    }
}

/* One face with Noto behind it, in place of the fonts at hand; false: the file is not there. */
static bool open_face(const char *path)
{
    FILE *there = fopen(path, "rb");
    if (!there) {
        printf("  skipped, not installed: %s\n", path);
        return false;
    }
    fclose(there);
    static FontFile chain[2];
    chain[0] = (FontFile){.path = str_of(path)};
    chain[1] = (FontFile){.path = STR("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"), .index = 2};
    FontRole role = {.name = STR("x"), .label = STR("某体"), .chain = chain, .count = 2};
    Diag d = diag_in(arena);
    fonts = fonts_open(arena, &(FontConfig){&role, 1}, &d);
    CHECK(fonts != NULL);
    return fonts != NULL;
}

/* R21: WenKai's quotes and 间隔号 are a third of an em, its ellipsis and dashes are not whole. */
static void check_borrowed(void)
{
    if (!open_face("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"))
        return;
    check_widths();
    Diag d = diag_in(arena);
    Lines lines = set("楷“书”·", 100, &d);
    CHECK_TEXT(font_name(lines.lines[0].glyphs[0].glyph.font), STR("LXGWWenKai-Regular"), "Han of the face");
    CHECK_TEXT(font_name(lines.lines[0].glyphs[1].glyph.font), STR("NotoSerifCJKsc-Regular"), "borrowed");
    fonts_close(fonts);
}

/* T76: the ？ of FandolFang stands in the middle of its em, so less than half of it can go. */
static void check_centred(void)
{
    if (!open_face("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"))
        return;
    Diag d = diag_in(arena);
    Lines lines = set("好？”好", 100, &d);
    const LineGlyph *g = lines.lines[0].glyphs;
    CHECK(g[1].glyph.right <= 321); /* what is blank behind its ink, and no more goes */
    CHECK(g[2].x - g[1].x >= len_em(1000 - 321, EM));
    fonts_close(fonts);
}

/* Extensions G and H, newer than Hanazono, from BabelStone Han. */
static void check_newest(void)
{
    if (!open_face("/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf"))
        return;
    Diag d = diag_in(arena);
    Lines lines = set("\xF0\xB0\x80\x80\xF0\xB1\x8D\x90", 100, &d); /* U+30000, U+31350 */
    CHECK(d.count == 0 && lines.lines[0].count == 2);
    fonts_close(fonts);
}

int main(void)
{
    arena = arena_open();
    FontFile file = {STR("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"), 2,
                     STR("fonts-noto-cjk")};
    FontRole role = {.name = STR("song"), .label = STR("宋体"), .chain = &file, .count = 1};
    Diag d = diag_in(arena);
    fonts = fonts_open(arena, &(FontConfig){&role, 1}, &d);
    CHECK(fonts != NULL);
    if (fonts) {
        check_widths();
        check_exact();
        fonts_close(fonts);
    }
    check_borrowed();
    check_centred();
    check_newest();
    arena_close(arena);
    return check_finish();
}
