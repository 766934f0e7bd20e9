/*
 * Columns (R18, T73): what stands how and how far apart in the metric font; and a page of columns
 * in real fonts, read back with pdftotext.
 */
#include <unistd.h>

#include "base/file.h"
#include "check.h"
#include "fonts.h"
#include "pdf/block.h"
#include "pdf/write.h"

enum { EM = 100 * 1000, SIZE = LEN_PT(20) };

static Arena *arena;
static Fonts *fonts;

static Lines set(const char *text, double length)
{
    ParaStyle style = para_style(EM);
    style.vertical = true;
    ParaRun run = {.kind = RUN_TEXT, .text = str_of(text), .size = EM};
    Len measure = (Len)(length * EM);
    Diag d = diag_in(arena);
    Lines lines = para_break(arena, fonts, &style, &run, 1, &measure, 1, &d);
    CHECK(d.count == 0);
    return lines;
}

/* Where each glyph of the first column begins, and how it stands. */
static Str column_of(const char *text, double length)
{
    Lines lines = set(text, length);
    Buf b = buf_in(arena);
    for (size_t i = 0; i < lines.lines[0].count; i++) {
        const LineGlyph *g = &lines.lines[0].glyphs[i];
        static const char turns[] = "UT+";
        buf_printf(&b, "%s%.*s%c%g", i ? " " : "", (int)g->glyph.length, text + g->glyph.offset,
                   turns[g->turn], (double)g->x / EM);
    }
    buf_printf(&b, " =%g", (double)lines.lines[0].width / EM);
    return buf_view(&b);
}

static void check_column(const char *text, const char *want)
{
    CHECK_TEXT(column_of(text, 100), str_of(want), text);
}

/* U upright, T turned, + side by side; then where the em begins, in em down the column. */
static void check_columns(void)
{
    check_column("“甲”——（乙）", "“U0 甲U0.5 ”U1.5 —U2.5 —U3.5 （U4.5 乙U5.5 ）U6.5 =7");
    check_column("甲，乙。丙", "甲U0 ，U1 乙U2 。U3 丙U4 =5");
    check_column("甲：乙；丙？丁！", "甲U0 ：U1 乙U2 ；U3 丙U4 ？U5 丁U6 ！U7 =8"); /* not compressed */
    check_column("甲。》（乙", "甲U0 。U1 》U1.5 （U2 乙U3 =4");
    check_column("第12条", "第U0 1+1 2+1 条U2 =3");
    check_column("共128人", "共U0 1+1 2+1 8+1 人U2 =3");
    check_column("2026年", "2T0 0T0.5 2T1 6T1.5 年U2.25 =3.25"); /* four digits lie, with a gap */
    check_column("A班9人", "AU0 班U1 9U2 人U3 =4");
    check_column("看Word里", "看U0 WT1.25 oT1.75 rT2.25 dT2.75 里U3.5 =4.5");
    check_column("共3.5米", "共U0 3T1.25 .T1.75 5T2.25 米U3 =4");
    check_column("比尔·盖", "比U0 尔U1 ·U2 盖U2.5 =3.5");
    check_column("看Children’s书", "看U0 CT1.25 hT1.75 iT2.25 lT2.75 dT3.25 rT3.75 eT4.25 nT4.75 "
                 "’T5.25 sT5.75 书U6.5 =7.5");
}

/* Columns are broken, justified and indented as lines are. */
static void check_breaks(void)
{
    Lines lines = set("一二三四五六七八九十，甲乙", 10);
    CHECK(lines.count == 2 && lines.lines[0].count == 9);
    CHECK(lines.lines[0].extra == EM / 8);
    lines = set("一二三四五六七八12条", 9);
    CHECK(lines.count == 2 && lines.lines[1].count == 1 + 0 + 0 + 2); /* 12 is one thing */
}

/* ---- a page ---- */

static Compose *compose(const Design *design, Diag *d)
{
    Compose *c = arena_new(arena, Compose);
    c->a = arena;
    c->scratch = arena_open();
    c->fonts = fonts;
    c->design = design;
    c->d = d;
    c->tags = tags_open();
    c->measure = LEN_PT(400);
    c->pitch = LEN_PT(36);
    c->emphasis.role = KAI;
    c->strong.bold = true;
    return c;
}

static void check_page(void)
{
    static const char text[] =
        "《幼儿园保育教育质量评估指南》指出：“坚持儿童为本。”——2022年2月10日，第12号。"
        "他说‘好’，看Word文档第3页，共128人（含A班）……Kindergarten的·意思？！";
    Design design = design_default();
    for (int i = 0; i < STYLE_NAMES; i++) {
        design.styles[i].size = SIZE;
        design.styles[i].leading = LEN_PT(36);
    }
    Diag d = diag_in(arena);
    Compose *c = compose(&design, &d);
    Context context = {0};
    context.tag = tags_add(&c->tags, "P", 0);
    Setting setting = block_setting(c, context, STYLE_BODY);
    setting.indent = 0;
    setting.width = 16 * SIZE;
    setting.align = PARA_JUSTIFY;
    Strip strip = {0};
    Pos nowhere = {0};
    Len longest, width = block_vertical_text(c, NULL, str_of(text), nowhere, context, &setting, 0, 0, &longest);
    CHECK(width == 5 * LEN_PT(36) && longest == 16 * SIZE && strip.nitems == 0);
    block_vertical_text(c, &strip, str_of(text), nowhere, context, &setting, LEN_PT(400), LEN_PT(72), &longest);
    CHECK(strip.nitems > 10 && d.count == 0);
    /* the first column's axis is half a leading left of its edge: a Han stands around it */
    const Item *first = &strip.items[0];
    CHECK(first->as.glyphs.set == GLYPHS_COLUMN && !first->as.glyphs.goes_on);
    Page page = {.items = strip.items, .nitems = strip.nitems};
    size_t count = c->tags.count;
    Book book = {.title = STR("竖排"), .language = STR("zh-CN"), .width = LEN_PT(420), .height = LEN_PT(500),
                 .pages = &page, .npages = 1, .nelements = count, .elements = tags_close(&c->tags, arena)};
    Str bytes;
    CHECK(write_pdf(arena, fonts, &book, 0, &bytes, &d) && d.count == 0);
    char path[] = "/tmp/vertical-XXXXXX";
    int file = mkstemp(path);
    CHECK(file >= 0 && write(file, bytes.p, bytes.n) == (ssize_t)bytes.n);
    close(file);
    FILE *pipe = popen(str_c(arena, str_printf(arena, "pdftotext -raw %s - | tr -d '\\n\\f'", path)), "r");
    Buf got = buf_in(arena);
    for (int byte = getc(pipe); byte != EOF; byte = getc(pipe))
        buf_byte(&got, (char)byte);
    pclose(pipe);
    CHECK_TEXT(buf_view(&got), str_of(text), "columns read as they were written, from right to left");
    if (getenv("KEEP"))
        printf("%s\n", path);
    else
        unlink(path);
    arena_close(c->scratch);
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    check_columns();
    check_breaks();
    fonts_close(fonts);
    Diag d = diag_in(arena);
    fonts = test_fonts(arena, &d);
    CHECK(fonts);
    if (fonts) {
        check_page();
        fonts_close(fonts);
    }
    arena_close(arena);
    return check_finish();
}
