/*
 * font: roles, shaping, punctuation, rare characters, subsets. Widths expected here are those
 * of the typesetting specification 1.1, 7.1 and 7.3 (T10, T11, T70, T75), not of a font.
 */
#include "check.h"

#include <time.h>

#include "fonts.h"

typedef struct Case {
    Arena *a;
    Fonts *f;
    Diag d;
} Case;

static GlyphRun shape_as(Case *c, FontChoice choice, const char *text)
{
    GlyphRun run = {0};
    c->d = diag_in(c->a);
    font_shape(c->a, c->f, choice, str_of(text), (Pos){0}, &run, &c->d);
    return run;
}

static GlyphRun shape(Case *c, int role, const char *text)
{
    return shape_as(c, (FontChoice){.role = role}, text);
}

static Em width(GlyphRun run)
{
    Em sum = 0;
    for (size_t i = 0; i < run.count; i++)
        sum += run.glyphs[i].advance;
    return sum;
}

/* Every byte belongs to exactly one glyph, in order. */
static bool covers(GlyphRun run, const char *text)
{
    size_t at = 0;
    for (size_t i = 0; i < run.count; i++) {
        if (run.glyphs[i].length == 0)
            continue;
        if (run.glyphs[i].offset != at)
            return false;
        at += run.glyphs[i].length;
    }
    return at == strlen(text);
}

static bool reported(const Case *c, const char *code)
{
    for (size_t i = 0; i < c->d.count; i++)
        if (str_equal(c->d.items[i].code, str_of(code)))
            return true;
    return false;
}

static void test_widths(Case *c)
{
    static const struct { const char *text; Em width; } cases[] = {
        {"中", 1000}, {"春天的幼儿园", 6000}, {"，。、；：？！", 7000}, {"（）《》“”‘’「」〈〉", 12000},
        {"中——中", 4000}, {"中⸺中", 4000}, {"——", 2000}, {"中……中", 4000}, {"⋯⋯", 2000},
        {"…………", 4000}, {"中—中", 3000}, {"比尔·盖茨", 4500}, {"甲・乙", 2500}, {"甲‧乙", 2500},
        {"甲–乙", 2500}, {"30～40", -1}, {"～", 1000}, {"男/女", 2500}, {"男／女", 2500},
    };
    for (int role = SONG; role <= KAI; role++)
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            GlyphRun run = shape(c, role, cases[i].text);
            CHECK_TEXT(c->d.count ? c->d.items[0].zh : STR(""), STR(""), cases[i].text);
            CHECK(covers(run, cases[i].text));
            if (cases[i].width < 0)
                continue;
            CHECK(width(run) == cases[i].width);
            if (width(run) != cases[i].width)
                printf("  %s in role %d: %d\n", cases[i].text, role, width(run));
        }
}

/* R13: digits of grid modes are half an em, whatever the face's own are; other characters stay. */
static void test_half_digits(Case *c)
{
    for (int role = SONG; role <= KAI; role++) {
        GlyphRun run = shape_as(c, (FontChoice){.role = role, .half = true}, "2026年");
        CHECK(run.count == 5 && covers(run, "2026年"));
        for (size_t i = 0; i < 4; i++)
            CHECK(run.glyphs[i].advance == 500);
        CHECK(run.glyphs[4].advance == 1000);
    }
}

static void test_blanks(Case *c)
{
    /* 1.1 and its ink safety: at most half an em, on the empty side */
    for (int role = SONG; role <= KAI; role++) {
        GlyphRun open = shape(c, role, "（《「“"), close = shape(c, role, "，。）》」”：；、");
        for (size_t i = 0; i < open.count; i++) {
            CHECK(open.glyphs[i].left > 400 && open.glyphs[i].left <= 500);
            CHECK(open.glyphs[i].right == 0);
        }
        for (size_t i = 0; i < close.count; i++) {
            CHECK(close.glyphs[i].right > 400 && close.glyphs[i].right <= 500);
            CHECK(close.glyphs[i].left == 0);
        }
        GlyphRun han = shape(c, role, "中Aa1·—");
        for (size_t i = 0; i < han.count; i++)
            CHECK(han.glyphs[i].left == 0 && han.glyphs[i].right == 0);
    }
}

static void test_dash_is_one_stroke(Case *c)
{
    for (int role = SONG; role <= KAI; role++) {
        GlyphRun run = shape(c, role, "——");
        CHECK(run.count == 1); /* both faces have the 2 em stroke as a glyph */
        CHECK(run.glyphs[0].length == 6);
        GlyphRun three = shape(c, role, "———");
        CHECK(width(three) == 3000 && covers(three, "———"));
    }
}

static void test_borrowed(Case *c)
{
    GlyphRun kai = shape(c, KAI, "楷“”·楷");
    CHECK(kai.glyphs[0].font == kai.glyphs[4].font);
    CHECK(kai.glyphs[1].font != kai.glyphs[0].font); /* WenKai's quotes are 0.35 em (R21) */
    CHECK_TEXT(font_name(kai.glyphs[1].font), STR("NotoSerifCJKsc-Regular"), "lender");
    CHECK_TEXT(font_name(kai.glyphs[0].font), STR("LXGWWenKai-Regular"), "kai");
}

static void test_latin(Case *c)
{
    for (int role = SONG; role <= KAI; role++) {
        GlyphRun run = shape_as(c, (FontChoice){.role = role, .latin = true}, "“hi” ‘a’");
        CHECK(covers(run, "“hi” ‘a’"));
        CHECK(run.glyphs[0].advance < 700 && run.glyphs[3].advance < 700);
        CHECK(run.glyphs[0].left == 0);
        GlyphRun code = shape_as(c, (FontChoice){.role = role, .latin = true}, "1，甲：（x）");
        CHECK(code.glyphs[1].advance == 1000 && code.glyphs[3].advance == 1000); /* full-width in code too */
    }
    GlyphRun pair = shape(c, SONG, "AVAVAV"), one = shape(c, SONG, "A V A V A V");
    GlyphRun space = shape(c, SONG, " ");
    CHECK(width(pair) < width(one) - 5 * width(space)); /* kerned */
    static const char fresh[] = "甲 Quick-zephyr BOX, 12kg/m²乙"; /* letters not met before */
    for (int role = SONG; role <= KAI; role++) {
        GlyphRun run = shape(c, role, fresh);
        CHECK(covers(run, fresh));
        CHECK(run.count >= 23);
    }
    GlyphRun office = shape(c, SONG, "office");
    CHECK(covers(office, "office"));
}

static void test_rare(Case *c)
{
    static const char *const names[] = {"𠮷", "𬱖", "𬭎", "䶮", "𬀩", "𫖯", "𬸣"};
    for (int role = SONG; role <= KAI; role++)
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            GlyphRun run = shape(c, role, names[i]);
            CHECK(c->d.count == 0 && run.count == 1 && run.glyphs[0].gid != 0);
        }
}

static void test_missing(Case *c)
{
    const Source *source = source_make(c->a, STR("a.md"), STR("姓名：𪚥\U0003FFFD。"));
    GlyphRun run = {0};
    c->d = diag_in(c->a);
    font_shape(c->a, c->f, (FontChoice){.role = SONG}, STR("名：\U0003FFFD。\U0003FFFD"),
               source_pos(source, 3), &run, &c->d);
    CHECK(c->d.nerrors == 1); /* once a call */
    CHECK(reported(c, "glyph-missing"));
    CHECK(c->d.items[0].line == 1 && c->d.items[0].column == 10);
    CHECK(str_find(c->d.items[0].zh, STR("U+3FFFD"), 0) < c->d.items[0].zh.n);
    CHECK(str_find(c->d.items[0].zh, STR("NotoSerifCJKsc-Regular"), 0) < c->d.items[0].zh.n);
    CHECK(c->d.items[0].hint_zh.n > 0);
    CHECK(run.count == 5 && run.glyphs[2].advance == 1000);
    shape(c, SONG, "㐂\x01");
    CHECK(reported(c, "glyph-missing"));
    shape(c, SONG, "a\xff\xe4\xb8");
    CHECK(reported(c, "glyph-missing"));
}

static void test_marks(Case *c)
{
    GlyphRun run = shape(c, SONG, "ńg e\xCC\x81 中");
    CHECK(c->d.count == 0);
    CHECK(covers(run, "ńg e\xCC\x81 中"));
    /* 葛󠄀 U+845B U+E0100: an ideographic variation; HanaMinA has it */
    run = shape(c, SONG, "葛\xF3\xA0\x84\x80飾");
    CHECK(run.count == 2 && run.glyphs[0].length == 7);
    run = shape(c, SONG, "中\xF3\xA0\x87\xAF文"); /* U+E01EF: nobody has it */
    CHECK(run.count == 2 && reported(c, "variation-dropped") && c->d.nerrors == 0);
    CHECK(run.glyphs[0].gid != 0);
    run = shape(c, SONG, "\xEF\xB8\x8F中");
    CHECK(c->d.count == 0 && width(run) == 1000);
    Buf many = buf_in(c->a);
    buf_byte(&many, 'a');
    for (int i = 0; i < 60000; i++)
        buf_rune(&many, 0x301);
    buf_byte(&many, 0);
    run = shape(c, SONG, many.p); /* HarfBuzz alone needs seconds for this */
    CHECK(reported(c, "marks-limit"));
    CHECK(run.count >= 1);
}

static void test_bold(Case *c)
{
    FontChoice hei = {.role = HEI, .bold = true}, song = {.role = SONG, .bold = true};
    GlyphRun a = shape_as(c, hei, "黑"), b = shape_as(c, song, "宋");
    CHECK_TEXT(font_name(a.glyphs[0].font), STR("NotoSansCJKsc-Bold"), "bold face");
    CHECK(font_stroke(c->f, hei, a.glyphs[0].font) == 0);
    CHECK(font_stroke(c->f, song, b.glyphs[0].font) == 30);
    CHECK(font_stroke(c->f, (FontChoice){.role = SONG}, b.glyphs[0].font) == 0);
}

static void test_box(Case *c)
{
    Em up, down;
    for (int role = SONG; role <= KAI; role++) {
        font_box(c->f, (FontChoice){.role = role}, &up, &down);
        CHECK(up == 880 && down == 120);
    }
    CHECK(fonts_role(c->f, STR("kai")) == KAI);
    CHECK(fonts_role(c->f, STR("none")) == -1);
}

static void test_vertical(Case *c)
{
    GlyphRun run = shape_as(c, (FontChoice){.role = SONG, .vertical = true}, "「甲」——（乙）");
    CHECK(covers(run, "「甲」——（乙）"));
    CHECK(width(run) == 8000); /* T73: 1 em a character */
    GlyphRun flat = shape(c, SONG, "「");
    CHECK(run.glyphs[0].gid != flat.glyphs[0].gid);
}

static void test_config(Arena *a)
{
    Diag d = diag_in(a);
    static const FontFile none[] = {{.path = {"/nowhere/a.ttf", 14}, .package = {"fonts-a", 7}}};
    static const FontFile text[] = {{.path = {"/etc/passwd", 11}}};
    static const FontFile past[] = {FACE(NOTO "NotoSerifCJK-Regular.ttc", 99)};
    static const FontFile good[] = {FACE(NOTO "NotoSerifCJK-Regular.ttc", 2)};
    FontRole role = {.name = STR("song"), .label = STR("宋体"), .chain = none, .count = 1};
    const FontConfig config = {&role, 1};
    CHECK(!fonts_open(a, &config, &d) && d.nerrors == 1);
    CHECK_TEXT(d.items[0].code, STR("font-missing"), "no file");
    CHECK(str_find(d.items[0].hint_zh, STR("fonts-a"), 0) < d.items[0].hint_zh.n);
    role.chain = text;
    CHECK(!fonts_open(a, &config, &d));
    CHECK_TEXT(d.items[1].code, STR("font-damaged"), "not a font");
    role.chain = past;
    CHECK(!fonts_open(a, &config, &d));
    CHECK_TEXT(d.items[2].code, STR("font-damaged"), "face 99");
    FontRole two[] = {{.name = STR("song"), .chain = good, .count = 1},
                      {.name = STR("fang"), .chain = none, .count = 1, .optional = true}};
    const FontConfig both = {two, 2};
    d = diag_in(a);
    Fonts *f = fonts_open(a, &both, &d);
    CHECK(f && d.count == 0);
    CHECK(f && fonts_role(f, STR("fang")) == 1 && fonts_count(f) == 1);
    if (f)
        fonts_close(f);
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static void test_subset(Case *c)
{
    static const char text[] = "一二三四五春天的幼儿园";
    for (int role = SONG; role <= KAI; role++) {
        GlyphRun run = shape(c, role, text);
        uint32_t used[32], fresh[32];
        for (size_t i = 0; i < run.count; i++)
            used[i] = run.glyphs[i].gid;
        qsort(used, run.count, sizeof used[0], by_number);
        const Font *font = run.glyphs[0].font;
        Str bytes = STR_NONE, again = STR_NONE;
        CHECK(font_subset(c->a, font, used, run.count, fresh, &bytes, &c->d));
        CHECK(font_subset(c->a, font, used, run.count, fresh, &again, &c->d));
        CHECK(bytes.n > 500 && bytes.n < 20000);
        CHECK(str_equal(bytes, again));
        FontFacts facts = font_facts(font);
        CHECK(facts.is_cff == (role != KAI));
        for (size_t i = 0; i < run.count; i++)
            CHECK(fresh[i] == (uint32_t)i + 1);
        CHECK(facts.ascent > 700 && facts.descent < 0 && facts.cap_height > 500);
        CHECK(font_glyph_advance(font, used[0]) == 1000);
    }
}

static void test_speed(Case *c)
{
    Buf text = buf_in(c->a);
    for (int i = 0; i < 100; i++)
        buf_c(&text, "春眠不觉晓，处处闻啼鸟。");
    size_t count = 0;
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (int i = 0; i < 1000; i++) { /* paragraphs of a book, as para.c shapes them */
        ArenaMark mark = arena_mark(c->a);
        GlyphRun run = {0};
        font_shape(c->a, c->f, (FontChoice){.role = SONG}, buf_view(&text), (Pos){0}, &run,
                   &c->d);
        count += run.count;
        arena_release(c->a, mark);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double s = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
    CHECK(count == 1200000);
    if (getenv("KANBEN_BENCH"))
        printf("font_shape: %.1f M characters/s\n", 1.2 / s);
}

int main(void)
{
    Arena *a = arena_open();
    Case c = {.a = a, .d = diag_in(a)};
    c.f = test_fonts(a, &c.d);
    if (!c.f) {
        diag_print(&c.d, (DiagStyle){0}, stdout);
        return 1;
    }
    test_widths(&c);
    test_half_digits(&c);
    test_blanks(&c);
    test_dash_is_one_stroke(&c);
    test_borrowed(&c);
    test_latin(&c);
    test_rare(&c);
    test_missing(&c);
    test_marks(&c);
    test_bold(&c);
    test_box(&c);
    test_vertical(&c);
    test_config(a);
    test_subset(&c);
    test_speed(&c);
    fonts_close(c.f);
    arena_close(a);
    return check_finish();
}
