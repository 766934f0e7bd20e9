/*
 * page_plan_test: where pages end, over made documents of all kinds of blocks. The metric font
 * makes every height known beforehand: 22 lines of 30 characters unless said otherwise.
 */
#include <stdlib.h>

#include "laid.h"

/* Thirty characters: a line of the plain design. */
#define LINE "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"

/* ---- made documents ---- */

static uint32_t seed;

static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % below;
}

/* A paragraph of so many characters of running text; they all stand on the grid. */
static Str running(uint32_t count)
{
    Buf out = buf_in(arena);
    for (uint32_t i = 0; i < count; i++)
        buf_c(&out, i % 9 == 8 ? "，" : i % 2 ? "天" : "地");
    return buf_view(&out);
}

static void add_made(Buf *out, int *notes, int kind)
{
    switch (kind) {
    case 0: buf_printf(out, "## 小题\n\n"); return;
    case 1: buf_printf(out, "### 又一小题\n\n"); return;
    case 2:
        for (uint32_t i = draw(9); i > 0; i--)
            buf_printf(out, "- %.*s\n", STR_ARG(running(draw(70) + 1)));
        buf_c(out, "\n");
        return;
    case 3:
        buf_printf(out, "> %.*s\n>\n> %.*s\n\n", STR_ARG(running(draw(90) + 1)), STR_ARG(running(40)));
        return;
    case 4:
        buf_c(out, "| 甲 | 乙 |\n|---|---|\n");
        for (uint32_t i = draw(20) + 1; i > 0; i--)
            buf_printf(out, "| 子丑 | %.*s |\n", (int)draw(40) * 3, repeat("寅卯辰巳午未申酉戌亥", 4).p);
        buf_c(out, "\n");
        return;
    case 5: buf_c(out, "![图](a.png)\n\n"); return;
    case 6:
        buf_printf(out, "%.*s[^%d]。\n\n[^%d]: %.*s\n\n", STR_ARG(running(draw(200) + 1)), *notes, *notes,
                   (int)(draw(8) ? draw(60) + 1 : draw(900)) * 3 + 3, repeat("注释文字", 300).p);
        ++*notes;
        return;
    case 7:
        buf_printf(out, "```\nx\n%.*sy\n```\n\n", STR_ARG(repeat("z\n\n", draw(3) ? 1 : 13)));
        return;
    case 8: buf_c(out, "---\n\n"); return;
    default: buf_printf(out, "%.*s\n\n", STR_ARG(running(draw(400) + 1))); return;
    }
}

static Str made_text(int blocks)
{
    Buf out = buf_in(arena);
    int notes = 1;
    for (int i = 0; i < blocks; i++)
        add_made(&out, &notes, (int)draw(16));
    buf_printf(&out, "%.*s\n", STR_ARG(running(50)));
    return buf_view(&out);
}

/* Some of it in columns or in call-outs. */
static const Node *made_document(void)
{
    const Node *parts[6];
    for (int i = 0; i < 6; i++) {
        const Node *text = markdown(made_text(draw(3) ? 12 : 3));
        uint32_t kind = draw(4);
        parts[i] = kind == 0 ? block(NODE_COLUMNS, (int)draw(3) + 1, "", &text, 1)
                   : kind == 1 ? block(NODE_CALLOUT, 0, "note", &text, 1) : text;
    }
    return block(NODE_SECTION, 0, "", parts, 6);
}

static bool is_running(const Item *item)
{
    Str text = item->kind == ITEM_GLYPHS ? item->as.glyphs.text : STR_NONE;
    return str_find(text, STR("天"), 0) < text.n;
}

/* ---- invariants ---- */

/* P12: every baseline of running text stands on the grid of its page, and no two lines of one
 * column on each other; nothing hangs out of the type area. */
static void check_grid(const Book *book, const Design *design)
{
    Len pitch = design->styles[STYLE_BODY].leading;
    Laid one = lay_text(STR("天\n"), design);
    Len base = one.book->pages[0].items[0].y;
    for (size_t p = 0; p < book->npages; p++) {
        Len last = 0, last_x = 0;
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            if (item->kind == ITEM_GLYPHS && item->tag)
                CHECK(item->y <= design->height - design->bottom + pitch / 2);
            if (!is_running(item))
                continue;
            CHECK((item->y - base) % pitch == 0);
            CHECK(item->y > last || item->x > last_x);
            last = item->y;
            last_x = item->x;
        }
    }
}

/* R10: a heading never ends a page, but where the text ends with it. */
static void check_headings(const Book *book)
{
    for (size_t p = 0; p + 1 < book->npages; p++) {
        const Item *lowest = NULL;
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            bool note = item->kind == ITEM_GLYPHS && item->as.glyphs.size == LEN_PT(8.5);
            Len bottom = lowest ? lowest->y + lowest->height : 0;
            if (item->tag && !note && item->y + item->height > bottom)
                lowest = item;
        }
        bool text = lowest && lowest->kind == ITEM_GLYPHS;
        CHECK(!text || count_in(lowest->as.glyphs.text, STR("小题")) == 0);
    }
}

static void test_made_documents(void)
{
    for (uint32_t round = 0; round < 60; round++) {
        Arena *outer = arena;
        arena = arena_open();
        Design design = round % 2 ? plain_design() : design_default();
        design.page_break_level = 0;
        design.running_left = design.running_right = design.folio = STR("");
        design.float_figures = round % 3 == 0;
        design.notes = round % 5 == 0 ? NOTES_BY_PAGE : NOTES_BY_DOCUMENT;
        seed = round + 1;
        const Node *root = made_document();
        Laid laid = lay(root, &design);
        CHECK(laid.book != NULL);
        if (laid.book) {
            check_grid(laid.book, &design);
            check_headings(laid.book);
            Buf all = buf_in(arena);
            doc_plain(&all, root);
            Str got = text_on(laid.book, SIZE_MAX);
            static const char *const kinds[] = {"天", "寅", "注", "题"};
            for (int i = 0; i < 4; i++) {
                Str kind = str_of(kinds[i]);
                CHECK(count_in(got, kind) == count_in(buf_view(&all), kind));
            }
        }
        arena_close(arena);
        arena = outer;
    }
}

/* ---- single rules ---- */

/* 46 lines are two pages and two lines: the last page takes some from the others. */
static void test_last_page(void)
{
    Design design = plain_design();
    design.last_lines = 5;
    Buf text = buf_in(arena);
    for (int i = 0; i < 46; i++)
        buf_c(&text, LINE "\n\n");
    Laid laid = lay_text(buf_view(&text), &design);
    CHECK(laid.book && laid.book->npages == 3);
    CHECK(lines_on(laid.book, 2) >= 4);
    CHECK(lines_on(laid.book, 0) >= 20 && lines_on(laid.book, 1) >= 20);
    design.profile = PARA_GONGWEN; /* 撑满版心 */
    laid = lay_text(buf_view(&text), &design);
    CHECK(lines_on(laid.book, 0) == 22 && lines_on(laid.book, 1) == 22);
}

/* Where a page must be short by a heading, the page facing it is not made to suffer. */
static void test_short_page(void)
{
    Design design = plain_design();
    Buf text = buf_in(arena);
    for (int i = 0; i < 42; i++)
        buf_c(&text, LINE "\n\n");
    buf_c(&text, "## 标题\n\n" LINE "\n\n" LINE "\n\n" LINE "\n");
    Laid laid = lay_text(buf_view(&text), &design);
    size_t page = 0;
    CHECK(find_text(laid.book, STR("标题"), &page) && page == 2);
    CHECK(lines_on(laid.book, 0) + lines_on(laid.book, 1) == 42);
    CHECK(abs(lines_on(laid.book, 0) - lines_on(laid.book, 1)) <= 2);
}

/* A note longer than a page: half of each page is left to the text while there is any. */
static void test_note_shares(void)
{
    Design design = plain_design();
    Laid laid = lay_text(str_printf(arena, "%.*s[^a]%.*s\n\n[^a]: %.*s\n", STR_ARG(repeat(LINE, 2)),
                                    STR_ARG(repeat(LINE, 60)), STR_ARG(repeat("注释文字", 500))), &design);
    CHECK(laid.book && laid.diag.count == 0);
    for (size_t p = 0; p < 3; p++) {
        CHECK(count_in(text_on(laid.book, p), STR("天地")) >= 10);
        CHECK(count_in(text_on(laid.book, p), STR("注释")) >= 10);
    }
    CHECK(count_in(text_on(laid.book, SIZE_MAX), STR("注")) == 500);
}

/* The rest of a note stands above the notes of its page, and no line of a note stands alone. */
static void test_note_order(void)
{
    Design design = plain_design();
    Buf text = buf_in(arena);
    for (int i = 0; i < 40; i++)
        buf_printf(&text, LINE "%s\n\n", i == 18 ? "[^a]" : i == 24 ? "[^b]" : "");
    buf_printf(&text, "[^a]: %.*s\n\n[^b]: 乙注。\n", STR_ARG(repeat("甲注的文字要分开，", 20)));
    Laid laid = lay_text(buf_view(&text), &design);
    size_t first = 9, second = 9;

    const Item *a = find_text(laid.book, STR("①"), &first), *b = find_text(laid.book, STR("②"), &second);
    CHECK(a && b && first == 0 && second == 1);
    Str all = text_on(laid.book, 1);
    size_t note = str_find(all, STR("乙注"), 0);
    CHECK(note < all.n);
    CHECK(str_find(all, STR("甲注"), note) == all.n);
}

/* More notes on a page than it can hold: marks go on with their notes, all are there. */
static void test_many_notes(void)
{
    Design design = plain_design();
    Buf text = buf_in(arena);
    for (int i = 0; i < 90; i++)
        buf_printf(&text, "字[^n%d]", i);
    buf_c(&text, "\n\n");
    for (int i = 0; i < 90; i++)
        buf_printf(&text, "[^n%d]: 注第%d条。\n", i, i);
    Laid laid = lay_text(buf_view(&text), &design);
    CHECK(laid.book != NULL);
    for (int i = 0; i < 90; i++)
        CHECK(count_in(text_on(laid.book, SIZE_MAX), str_printf(arena, "注第%d条", i)) == 1);
    for (size_t p = 0; p < laid.book->npages; p++)
        for (size_t i = 0; i < laid.book->pages[p].nitems; i++)
            CHECK(laid.book->pages[p].items[i].y <= design.height - design.bottom + LEN_PT(9));
}

/* Pictures that do not fit wait in order; text fills the pages they leave. */
static void test_float_queue(void)
{
    Design design = plain_design();
    design.float_figures = true;
    design.figure_height = 500;
    Buf text = buf_in(arena);
    for (int i = 0; i < 100; i++) {
        buf_c(&text, LINE "\n\n");
        if (i >= 16 && i < 20)
            buf_printf(&text, "![图题%d](a%d.png)\n\n", i, i);
    }
    Laid laid = lay_text(buf_view(&text), &design);
    CHECK(laid.book != NULL);
    CHECK(lines_on(laid.book, 0) >= 21);
    size_t pictures = 0, last = 0;
    for (size_t p = 0; p < laid.book->npages; p++)
        for (size_t i = 0; i < laid.book->pages[p].nitems; i++)
            if (laid.book->pages[p].items[i].kind == ITEM_IMAGE) {
                pictures++;
                last = p;
            }
    CHECK(pictures == 4 && last <= 4);
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    test_made_documents();
    test_last_page();
    test_short_page();
    test_note_shares();
    test_note_order();
    test_many_notes();
    test_float_queue();
    return check_finish();
}
