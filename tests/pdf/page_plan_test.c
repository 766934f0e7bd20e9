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

/* STR_ARG looks at its argument twice: what is drawn is drawn before. */
static void add_made(Buf *out, int *notes, int kind)
{
    Str text;
    switch (kind) {
    case 0: buf_printf(out, "## 小题\n\n"); return;
    case 1: buf_printf(out, "### 又一小题\n\n"); return;
    case 2:
        for (uint32_t i = draw(9); i > 0; i--) {
            text = running(draw(70) + 1);
            buf_printf(out, "- %.*s\n", STR_ARG(text));
        }
        buf_c(out, "\n");
        return;
    case 3:
        text = running(draw(90) + 1);
        buf_printf(out, "> %.*s\n>\n> %.*s\n\n", STR_ARG(text), STR_ARG(running(40)));
        return;
    case 4:
        buf_c(out, "| 甲 | 乙 |\n|---|---|\n");
        for (uint32_t i = draw(20) + 1; i > 0; i--)
            buf_printf(out, "| 子丑 | %.*s |\n", (int)draw(40) * 3, repeat("寅卯辰巳午未申酉戌亥", 4).p);
        buf_c(out, "\n");
        return;
    case 5: buf_c(out, "![图](a.png)\n\n"); return;
    case 6:
        text = running(draw(200) + 1);
        buf_printf(out, "%.*s[^%d]。\n\n[^%d]: %.*s\n\n", STR_ARG(text), *notes, *notes,
                   (int)(draw(8) ? draw(60) + 1 : draw(900)) * 3 + 3, repeat("注释文字", 300).p);
        ++*notes;
        return;
    case 7:
        text = repeat("z\n\n", draw(3) ? 1 : 13);
        buf_printf(out, "```\nx\n%.*sy\n```\n\n", STR_ARG(text));
        return;
    case 8: buf_c(out, "---\n\n"); return;
    default:
        text = running(draw(400) + 1);
        buf_printf(out, "%.*s\n\n", STR_ARG(text));
        return;
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

/* A figure at a place of its own and a landscape table, or text on landscape pages. */
static const Node *made_special(const Node *text)
{
    static const char *const classes[] = {"top", "bottom", "here"};
    Node *figure = doc_copy(arena, markdown(STR("![图](a.png)\n"))->kids[0]);
    figure->as.section.class = str_of(classes[draw(3)]);
    Node *table = doc_copy(arena, markdown(STR("| 甲 | 乙 |\n|---|---|\n| 子 | 丑 |\n"))->kids[0]);
    table->as.table.class = STR("landscape");
    const Node *kids[] = {markdown(made_text(2)), figure, table, text};
    return draw(3) ? block(NODE_SECTION, 0, "", kids, 4) : section("landscape", text);
}

/* Some of it in columns, in call-outs or otherwise special. */
static const Node *made_document(void)
{
    const Node *parts[6];
    for (int i = 0; i < 6; i++) {
        const Node *text = markdown(made_text(draw(3) ? 12 : 3));
        uint32_t kind = draw(5);
        parts[i] = kind == 0 ? block(NODE_COLUMNS, (int)draw(3) + 1, "", &text, 1)
                   : kind == 1 ? block(NODE_CALLOUT, 0, "note", &text, 1)
                   : kind == 2 ? made_special(text) : text;
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
        if (book->pages[p].nturned)
            continue;
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

static Str some_lines(int count, Str rest)
{
    Buf text = buf_in(arena);
    for (int i = 0; i < count; i++)
        buf_c(&text, LINE "\n\n");
    buf_str(&text, rest);
    return buf_view(&text);
}

/* Rather two pages a few lines short above a heading than one half empty in the middle of a chapter. */
static void test_no_hole(void)
{
    static const int lengths[] = {7, 11, 9, 14, 14, 14};
    Design design = plain_design();
    design.styles[STYLE_H1].before = design.styles[STYLE_H1].after = LEN_PT(36);
    Buf text = buf_in(arena);
    for (size_t i = 0; i < 6; i++)
        buf_printf(&text, "# 标题\n\n%.*s", STR_ARG(some_lines(lengths[i], STR(""))));
    Laid laid = lay_text(buf_view(&text), &design);
    CHECK(laid.book && laid.book->npages == 5);
    for (size_t p = 0; laid.book && p + 1 < laid.book->npages; p++)
        CHECK(lines_on(laid.book, p) >= 13); /* 8, were a gap of 14 lines as good as two of 7 */
}

static Str table_of_rows(int rows)
{
    Buf text = buf_in(arena);
    buf_c(&text, "| 甲 | 乙 |\n|---|---|\n");
    for (int i = 0; i < rows; i++)
        buf_printf(&text, "| 子丑 | 寅 |\n");
    buf_c(&text, "\n");
    return buf_view(&text);
}

/* A table that goes on fills its page first, though the next page must end short above a heading. */
static void test_table_fills(void)
{
    Design design = plain_design();
    for (int lines = 4; lines < 12; lines++) {
        Str text = some_lines(lines, table_of_rows(24));
        Laid alone = lay_text(text, &design);
        int rows = count_in(text_on(alone.book, 0), STR("子丑"));
        text = str_printf(arena, "%.*s## 标题\n\n%.*s", STR_ARG(text), STR_ARG(table_of_rows(9)));
        Laid laid = lay_text(text, &design);
        CHECK(rows > 4 && rows < 24);
        CHECK(count_in(text_on(laid.book, 0), STR("子丑")) + 1 >= rows);
    }
}

/* Tables in a row keep equal distances, whatever their heights; text behind them is on the grid. */
static void test_even_gaps(void)
{
    Design design = plain_design();
    design.table_pad = LEN_PT(1); /* rows of another height than lines */
    Buf text = buf_in(arena);
    for (int rows = 1; rows <= 4; rows++)
        buf_str(&text, table_of_rows(rows));
    Laid laid = lay_text(some_lines(2, str_printf(arena, "%.*s%s\n", STR_ARG(buf_view(&text)), LINE)), &design);
    CHECK(laid.book && laid.book->npages == 1);
    check_grid(laid.book, &design);
    const Page *page = &laid.book->pages[0];
    Len last = 0, gap = 0;
    int gaps = 0;
    for (size_t i = 0; i < page->nitems; i++) {
        Str words = page->items[i].kind == ITEM_GLYPHS ? page->items[i].as.glyphs.text : STR_NONE;
        if (str_equal(words, STR("甲")) && last) {
            CHECK(!gap || page->items[i].y - last == gap);
            gap = page->items[i].y - last;
            gaps++;
        }
        last = str_equal(words, STR("子丑")) ? page->items[i].y : last;
    }
    CHECK(gaps == 3 && gap > LEN_PT(18));
}

/* What a reader sees at once stays whole where that costs a few lines of the page: a short table, a frame.
 * A long table fills them. */
static void test_short_whole(void)
{
    Design design = plain_design();
    for (int lines = 13; lines < 20; lines++) {
        Laid laid = lay_text(some_lines(lines, table_of_rows(7)), &design);
        int rows = count_in(text_on(laid.book, 0), STR("子丑"));
        CHECK(rows == 0 || rows == 7);
        rows = count_in(text_on(lay_text(some_lines(lines, table_of_rows(40)), &design).book, 0), STR("子丑"));
        CHECK(rows > 0 || lines > 16);
        const Node *lined[] = {markdown(some_lines(3, STR("")))};
        const Node *kids[] = {markdown(some_lines(lines, STR(""))), block(NODE_CALLOUT, 0, "note", lined, 1)};
        laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
        rows = count_in(text_on(laid.book, 0), STR("天地")) - lines;
        CHECK(rows == 0 || rows == 3);
    }
}

/* The page on which the words stand, wherever in a line. */
static size_t page_of(const Book *book, const char *words)
{
    size_t page = 0;
    while (page < book->npages && !count_in(text_on(book, page), str_of(words)))
        page++;
    return page;
}

/* How many pages end with the words. */
static int pages_ending(const Book *book, const char *words)
{
    int count = 0;
    for (size_t p = 0; p < book->npages; p++)
        count += str_ends(text_on(book, p), str_of(words));
    return count;
}

/* A paragraph that ends in a colon has what it announces on its page, whatever that is, to its first rows. */
static void test_lead_in(void)
{
    static const char *const announced[] = {"| 子 | 丑 |\n|---|---|\n| 寅 | 卯 |\n| 辰 | 巳 |\n", "- 子\n- 丑\n", "1. 子\n2. 丑\n",
                                            "> 子\n\n丑\n", "```\n子\n```\n", "## 子\n\n丑\n"};
    Design design = plain_design();
    for (size_t i = 0; i < sizeof announced / sizeof *announced; i++)
        for (int lines = 17; lines < 23; lines++) {
            Str text = some_lines(lines, str_printf(arena, "%s流程如下：\n\n%s\n%s\n", lines % 2 ? LINE : "", announced[i], LINE));
            Laid laid = lay_text(text, &design);
            CHECK(page_of(laid.book, "如下") == page_of(laid.book, "子"));
            CHECK(i || page_of(laid.book, "如下") == page_of(laid.book, "寅"));
            CHECK(laid.book->npages <= 2 && lines_on(laid.book, 0) >= 15);
        }
}

/* What announces a paragraph, or says 如下。 of a table, is parted from it where that saves three lines of the page. */
static void test_loose_lead(void)
{
    Design design = plain_design();
    Str behind = repeat(LINE "\n\n", 9), three = repeat("天地玄黄，", 16);
    Str text = some_lines(21, str_printf(arena, "流程如下：\n\n%.*s", STR_ARG(behind)));
    CHECK(page_of(lay_text(text, &design).book, "如下") == 1);
    text = some_lines(19, str_printf(arena, "%.*s流程如下：\n\n%.*s", STR_ARG(three), STR_ARG(behind)));
    CHECK(page_of(lay_text(text, &design).book, "如下") == 1); /* with one line more of it */
    text = some_lines(19, str_printf(arena, "## 标题\n\n流程如下：\n\n%.*s", STR_ARG(behind)));
    CHECK(page_of(lay_text(text, &design).book, "如下") == 1); /* and the heading above it */
    text = some_lines(21, str_printf(arena, "流程如下。\n\n%.*s", STR_ARG(table_of_rows(7))));
    CHECK(page_of(lay_text(text, &design).book, "如下") == 1);
    for (int open = 0; open < 2; open++) { /* with its heading and all its lines */
        text = some_lines(12, str_printf(arena, "## 标题\n\n%.*s流程如下%s\n\n%.*s", STR_ARG(repeat("天地玄黄，", 14)),
                                         open ? "：" : "。", STR_ARG(table_of_rows(7))));
        Laid laid = lay_text(text, &design);
        CHECK(page_of(laid.book, "如下") == (open ? 1 : 0) && page_of(laid.book, "子丑") == 1);
    }
}

/* Fields to be filled in announce nothing: they fill their pages. */
static void test_no_lead(void)
{
    Design design = plain_design();
    Laid laid = lay_text(repeat("- 姓名：\n", 40), &design);
    CHECK(lines_on(laid.book, 0) == 2 * 22 && pages_ending(laid.book, "姓名：") == 2); /* the mark stands lower */
    laid = lay_text(some_lines(22, STR("流程如上。\n\n- 子\n- 丑\n")), &design);
    CHECK(page_of(laid.book, "如上") == 1);
    laid = lay_text(some_lines(21, STR("流程如上。\n\n- 子\n- 丑\n")), &design);
    CHECK(page_of(laid.book, "如上") == 0 && page_of(laid.book, "子") == 1);
}

/* In columns, and from columns to what announces them. */
static void test_lead_in_columns(void)
{
    Design design = plain_design();
    for (int lines = 3; lines < 20; lines++) {
        const Node *text = markdown(str_printf(arena, "%.*s流程如下：\n\n- 子\n- 丑\n\n%.*s", STR_ARG(repeat("短行\n\n", lines)),
                                               STR_ARG(repeat("短行\n\n", 5))));
        Laid laid = lay(block(NODE_SECTION, 0, "", (const Node *[]){block(NODE_COLUMNS, 2, "", &text, 1)}, 1), &design);
        size_t page;
        const Item *lead = find_text(laid.book, STR("流程"), &page), *item = find_text(laid.book, STR("子"), &page);
        CHECK(lead && item && item->y > lead->y);
    }
    const Node *tables[] = {markdown(STR("| 甲 |\n|--|\n| 1 |\n")), markdown(STR("| 乙 |\n|--|\n| 2 |\n"))};
    for (int lines = 17; lines < 22; lines++) {
        const Node *kids[] = {markdown(some_lines(lines, STR(""))), markdown(STR("对照如下：\n"))->kids[0], block(NODE_COLUMNS, 2, "", tables, 2)};
        Laid laid = lay(block(NODE_SECTION, 0, "", kids, 3), &design);
        CHECK(page_of(laid.book, "如下") == page_of(laid.book, "甲"));
    }
}

/* The table with each second row of its body going on the one before it. */
static const Node *with_rows_attached(const Node *table)
{
    Node *copy = doc_copy(arena, table);
    NodeList rows = {0};
    for (uint32_t i = 0; i < table->nkids; i++) {
        const Node *row = table->kids[i];
        Node *again = doc_copy(arena, row);
        NodeList cells = {0};
        again->as.section.class = i && i % 2 == 0 ? STR("attached") : STR("");
        for (uint32_t k = 0; k < row->nkids; k++)
            doc_push(arena, &cells, row->kids[k]);
        doc_push(arena, &rows, doc_done(arena, again, &cells));
    }
    return doc_done(arena, copy, &rows);
}

/* Fields for signatures have the end of what they sign on their page, rows the row they go on. */
static void test_attached(void)
{
    Design design = plain_design();
    Node *form = doc_copy(arena, markdown(STR("| 签字 | 签字 |\n|---|---|\n| 年 | 月 |\n"))->kids[0]);
    form->as.table.class = STR("form attached");
    for (int lines = 17; lines < 23; lines++) {
        const Node *kids[] = {markdown(some_lines(lines, STR(""))), form};
        Laid laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
        size_t page = 9;
        CHECK(find_text(laid.book, STR("签字"), &page) && count_in(text_on(laid.book, page), STR("天地")) > 0);
    }
    for (int lines = 14; lines < 20; lines++) {
        Node *remark = doc_copy(arena, markdown(STR("说明一句\n"))->kids[0]);
        NodeList words = {0};
        remark->as.section.class = STR("attached");
        doc_push(arena, &words, doc_text(arena, STR("说明一句"), (Pos){0}));
        const Node *kids[] = {markdown(some_lines(lines, table_of_rows(3))), doc_done(arena, remark, &words)};
        Laid laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
        size_t page = 9;
        CHECK(find_text(laid.book, STR("说明"), &page) && count_in(text_on(laid.book, page), STR("子丑")) > 0);
    }
    const Node *pairs = markdown(str_printf(arena, "| 甲 | 乙 |\n|---|---|\n%.*s",
                                            STR_ARG(repeat("| 子丑 | 寅 |\n| 附注 | 卯 |\n", 30))))->kids[0];
    for (int lines = 1; lines < 5; lines++) {
        const Node *kids[] = {markdown(some_lines(lines, STR(""))), with_rows_attached(pairs)};
        Laid laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
        for (size_t p = 0; p < laid.book->npages; p++)
            CHECK(count_in(text_on(laid.book, p), STR("子丑")) == count_in(text_on(laid.book, p), STR("附注")));
    }
}

/* 缩行: 23 lines fit a page of 22 when two characters on the last line of a paragraph find place in
 * the blanks of its commas. */
static void test_shorter_paragraph(void)
{
    Design design = plain_design();
    Str text = some_lines(18, str_printf(arena, "%.*s\n", STR_ARG(running(122))));
    CHECK(lay_text(text, &design).book->npages == 2);
    design.looseness = 2;
    Laid laid = lay_text(text, &design);
    CHECK(laid.book->npages == 1 && lines_on(laid.book, 0) == 22);
    CHECK(str_equal(lay_text(text, &design).dump, laid.dump));
}

/* 撑行: a page two lines short by a heading is filled by two paragraphs of one line more, which are
 * stretched by less than a character a line. */
static void test_longer_paragraph(void)
{
    Design design = plain_design();
    Str para = running(149);
    Str text = some_lines(10, str_printf(arena, "%.*s\n\n%.*s\n\n## 标题\n\n%s\n\n%s\n", STR_ARG(para),
                                         STR_ARG(para), LINE, LINE));
    CHECK(lines_on(lay_text(text, &design).book, 0) == 20);
    design.looseness = 2;
    Laid laid = lay_text(text, &design);
    size_t page = 0;
    CHECK(find_text(laid.book, STR("标题"), &page) && page == 1);
    CHECK(lines_on(laid.book, 0) == 22);
    const Page *first = &laid.book->pages[0];
    for (size_t i = 0; i < first->nitems; i++) {
        const PlacedGlyph *g = first->items[i].as.glyphs.glyphs;
        for (uint32_t k = 1; k < first->items[i].as.glyphs.count; k++)
            CHECK(g[k].x - g[k - 1].x <= LEN_PT(10.7));
    }
    /* nothing to gain: nothing is changed */
    text = some_lines(10, str_printf(arena, "%.*s\n\n%.*s\n", STR_ARG(para), STR_ARG(para)));
    CHECK(lines_on(lay_text(text, &design).book, 0) == 20);
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

static const Node *with_mark(NodeKind kind, int level, const char *text, uint32_t number)
{
    Node *node = doc_node(arena, kind, (Pos){0}), *ref = doc_node(arena, NODE_NOTE_REF, (Pos){0});
    NodeList kids = {0};
    node->level = (uint8_t)level;
    ref->as.note.number = number;
    doc_push(arena, &kids, doc_text(arena, str_of(text), (Pos){0}));
    doc_push(arena, &kids, ref);
    return doc_done(arena, node, &kids);
}

static const Node *note_of(const char *text, uint32_t number)
{
    const Node *para = markdown(str_of(text))->kids[0];
    Node *note = doc_node(arena, NODE_NOTE, (Pos){0});
    NodeList kids = {0};
    note->as.note.number = number;
    doc_push(arena, &kids, para);
    return doc_done(arena, note, &kids);
}

/* Notes of a heading and of captions stand on their page, where the picture floats too: then it
 * stays where it is. */
static void test_notes_of_heads(void)
{
    Design design = plain_design();
    design.float_figures = true;
    const Node *image = markdown(STR("![](a.png)\n"))->kids[0]->kids[0];
    const Node *figure[] = {image, with_mark(NODE_CAPTION, 0, "图题", 2)};
    const Node *table = markdown(STR("| 甲 |\n|---|\n| 乙 |\n"))->kids[0];
    Node *titled = doc_node(arena, NODE_TABLE, (Pos){0});
    titled->as.table = table->as.table;
    titled->level = table->level;
    NodeList rows = {0};
    doc_push(arena, &rows, with_mark(NODE_CAPTION, 0, "表题", 3));
    for (uint32_t i = 0; i < table->nkids; i++)
        doc_push(arena, &rows, table->kids[i]);
    const Node *kids[] = {markdown(some_lines(16, STR(""))), with_mark(NODE_HEADING, 1, "标题", 1), markdown(some_lines(2, STR(""))),
                          block(NODE_FIGURE, 0, "", figure, 2), markdown(some_lines(2, STR(""))),
                          doc_done(arena, titled, &rows), note_of("题注。", 1), note_of("图注。", 2),
                          note_of("表注。", 3)};
    Laid laid = lay(block(NODE_SECTION, 0, "", kids, 9), &design);
    CHECK(laid.book && laid.diag.count == 0);
    static const char *const marks[] = {"标题", "图题", "表题"}, *const notes[] = {"题注", "图注", "表注"};
    for (size_t i = 0; i < 3; i++) {
        size_t mark = 0, note = 99;
        for (; mark < laid.book->npages && !count_in(text_on(laid.book, mark), str_of(marks[i])); mark++)
            ;
        CHECK(find_text(laid.book, str_of(notes[i]), &note) && note == mark);
    }
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

/* Pictures for rows: wide ones 2 to 1, others 1 to 2. */
static bool shaped_image(void *self, const ImageWant *want, PdfImage *image, Diag *d)
{
    (void)self;
    (void)d;
    bool wide = str_starts(want->href, STR("w"));
    *image = (PdfImage){.width = wide ? 4000 : 2000, .height = wide ? 2000 : 4000, .jpeg = true, .channels = 3};
    return true;
}

/* A picture that text leads to does not float away; one that its class sends to the top of a page goes there,
 * and one as high as a page has it for itself. */
static void test_lead_to_picture(void)
{
    static const char *const classes[] = {"", "top"};
    Design design = plain_design();
    design.float_figures = true;
    design.figure_height = 300;
    for (size_t i = 0; i < 2; i++) {
        Node *figure = doc_copy(arena, markdown(STR("![图题](a.png)\n"))->kids[0]);
        figure->as.section.class = str_of(classes[i]);
        const Node *kids[] = {markdown(some_lines(14, STR(""))), markdown(STR("见下图：\n"))->kids[0], figure,
                              markdown(some_lines(12, STR("")))};
        Laid laid = lay(block(NODE_SECTION, 0, "", kids, 4), &design);
        CHECK(page_of(laid.book, "见下图") == (i ? 0 : page_of(laid.book, "图题")) && page_of(laid.book, "图题") == 1);
        CHECK(!i || lines_on(laid.book, 0) == 22);
    }
    design.figure_height = 1000;
    Laid laid = lay_with(markdown(some_lines(20, STR("见下图：\n\n![](h.png)\n\n末行。\n"))), &design,
                         (ImageSource){.find = shaped_image});
    CHECK(laid.book->npages == 3 && page_of(laid.book, "见下图") == 0);
}

/* Two pictures in one paragraph stand side by side, equally high, each with its caption below. */
static void test_figure_row(void)
{
    Design design = plain_design();
    Laid laid = lay_with(markdown(STR("![宽图](w.png) ![高图](h.png)\n")), &design,
                         (ImageSource){.find = shaped_image});
    CHECK(laid.book && laid.book->npages == 1 && laid.diag.count == 0);
    const Page *page = &laid.book->pages[0];
    const Item *pictures[2] = {NULL, NULL};
    for (size_t i = 0; i < page->nitems; i++)
        if (page->items[i].kind == ITEM_IMAGE)
            pictures[pictures[0] != NULL] = &page->items[i];
    size_t at;
    const Item *one = find_text(laid.book, STR("图 1"), &at), *two = find_text(laid.book, STR("图 2"), &at);
    CHECK(pictures[1] && one && two);
    CHECK(abs(pictures[0]->height - pictures[1]->height) <= 200);
    CHECK(pictures[0]->y + pictures[0]->height == pictures[1]->y + pictures[1]->height);
    CHECK(pictures[0]->x >= design.inner && pictures[0]->x + pictures[0]->width < pictures[1]->x);
    CHECK(pictures[1]->x + pictures[1]->width <= design.width - design.outer);
    CHECK(one->y == two->y && one->y > pictures[0]->y + pictures[0]->height);
    CHECK(one->x > pictures[0]->x && two->x > pictures[1]->x);
    CHECK_TEXT(text_on(laid.book, 0), STR("图 1　宽图图 2　高图"), "captions in order");
}

/* A figure of a class after the fifth line of a page of text; where its picture stands. */
static const Item *placed_figure(const char *class, Design *design, Laid *laid, size_t *page)
{
    const Node *figure = markdown(STR("![图题](a.png)\n"))->kids[0];
    Node *copy = doc_copy(arena, figure);
    copy->as.section.class = str_of(class);
    const Node *kids[] = {markdown(some_lines(5, STR(""))), copy,
                          markdown(some_lines(30, STR("注[^1]。\n\n[^1]: 注文。\n")))};
    *laid = lay(block(NODE_SECTION, 0, "", kids, 3), design);
    for (*page = 0; *page < laid->book->npages; ++*page)
        for (size_t i = 0; i < laid->book->pages[*page].nitems; i++)
            if (laid->book->pages[*page].items[i].kind == ITEM_IMAGE)
                return &laid->book->pages[*page].items[i];
    return NULL;
}

/* Here, at the top of the next page where the letters of a line begin, or at the foot of this one above the notes. */
static void test_figure_places(void)
{
    Design design = plain_design();
    design.figure_height = 300;
    design.float_figures = true;
    Laid laid;
    size_t page;
    const Item *here = placed_figure("here", &design, &laid, &page);
    CHECK(here && page == 0 && here->y > LEN_PT(50 + 5 * 18) && here->y < LEN_PT(50 + 7 * 18));
    const Item *top = placed_figure("top", &design, &laid, &page);
    CHECK(top && page == 1 && top->y == LEN_PT(50));
    CHECK(lines_on(laid.book, 0) == 22);
    const Item *foot = placed_figure("bottom", &design, &laid, &page);
    size_t at;
    const Item *caption = find_text(laid.book, STR("图 1"), &at);
    CHECK(foot && caption && page == 0 && at == 0);
    CHECK(caption->y > design.height - design.bottom - LEN_PT(24));
    const Page *first = &laid.book->pages[0];
    for (size_t i = 0; i < first->nitems; i++)
        CHECK(!is_running(&first->items[i]) || first->items[i].y < foot->y);
    CHECK(lines_on(laid.book, 0) >= 13);
}

/* ---- columns ---- */

/* The lowest baseline of running text in the left and in the right half of a page, from y to y. */
static Len depth_of(const Page *page, bool right, Len from, Len to)
{
    Len lowest = 0;
    for (size_t i = 0; i < page->nitems; i++) {
        const Item *item = &page->items[i];
        if (is_running(item) && (item->x >= LEN_PT(200)) == right && item->y > from && item->y < to)
            lowest = item->y > lowest ? item->y : lowest;
    }
    return lowest;
}

/* A heading of level 2 stands across the columns; both parts are of one height. */
static void test_spanning_heading(void)
{
    Design design = plain_design();
    Str part = str_printf(arena, "%.*s\n\n", STR_ARG(running(14 * 8)));
    const Node *text = markdown(str_printf(arena, "%.*s## 标题\n\n### 小标题\n\n%.*s", STR_ARG(part), STR_ARG(part)));
    Laid laid = lay(block(NODE_SECTION, 0, "", (const Node *[]){block(NODE_COLUMNS, 2, "", &text, 1)}, 1), &design);
    CHECK(laid.book && laid.book->npages == 1);
    size_t page;
    const Item *heading = find_text(laid.book, STR("标题"), &page), *small = find_text(laid.book, STR("小标题"), &page);
    CHECK(heading && small && heading->y < small->y);
    for (int below = 0; below < 2; below++) {
        Len from = below ? heading->y : 0, to = below ? design.height : heading->y;
        Len left = depth_of(laid.book->pages, false, from, to), right = depth_of(laid.book->pages, true, from, to);
        CHECK(left && right && abs(left - right) <= design.styles[STYLE_BODY].leading);
    }
}

/* The first of two tables side by side does not stay behind alone. */
static void test_columns_beside(void)
{
    Design design = plain_design();
    const Node *tables[] = {markdown(STR("| 甲 |\n|--|\n| 1 |\n")), markdown(STR("| 乙 |\n|--|\n| 2 |\n| 3 |\n| 4 |\n| 5 |\n"))};
    const Node *kids[] = {markdown(some_lines(17, STR(""))), block(NODE_COLUMNS, 2, "", tables, 2)};
    Laid laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
    CHECK(laid.book && laid.book->npages == 2);
    CHECK_TEXT(text_on(laid.book, 1), STR("甲1乙2345"), "both overleaf");
}

/* Columns in columns and in a cell are one column: nothing is lost. */
static void test_nested_columns(void)
{
    Design design = plain_design();
    const Node *text = markdown(STR("甲乙丙。\n\n丁戊己。\n"));
    const Node *inner = block(NODE_COLUMNS, 3, "", text->kids, text->nkids);
    const Node *outer = block(NODE_COLUMNS, 2, "", &inner, 1);
    Laid laid = lay(section("", outer), &design);
    CHECK_TEXT(text_on(laid.book, 0), STR("甲乙丙。丁戊己。"), "columns in columns");
    Node *cell = doc_node(arena, NODE_CELL, (Pos){0});
    NodeList kids = {0};
    doc_push(arena, &kids, inner);
    const Node *made = doc_done(arena, cell, &kids), *row = block(NODE_ROW, 0, "", &made, 1);
    Node *table = doc_node(arena, NODE_TABLE, (Pos){0});
    table->as.table.ncolumns = 1;
    NodeList rows = {0};
    doc_push(arena, &rows, row);
    laid = lay(section("", doc_done(arena, table, &rows)), &design);
    CHECK_TEXT(text_on(laid.book, 0), STR("甲乙丙。丁戊己。"), "columns in a cell");
}

/* The frame of a call-out around columns is drawn once, one inside a column in its column. */
static void test_columns_in_callout(void)
{
    Design design = plain_design();
    const Node *text = markdown(repeat("天地玄黄宇宙洪荒。\n\n", 6));
    const Node *columns = block(NODE_COLUMNS, 2, "", text->kids, text->nkids);
    Laid laid = lay(section("", block(NODE_CALLOUT, 0, "note", &columns, 1)), &design);
    int frames = 0;
    for (size_t i = 0; i < laid.book->pages[0].nitems; i++) {
        const Item *item = &laid.book->pages[0].items[i];
        CHECK(item->x + item->width <= design.width - design.outer);
        frames += item->kind == ITEM_RECT && item->width == design.width - design.inner - design.outer;
    }
    CHECK(frames == 1);
}

/* A note of a line in columns stands at the foot of its page, under all columns. */
static void test_notes_in_columns(void)
{
    Design design = plain_design();
    Buf text = buf_in(arena);
    for (int i = 0; i < 30; i++)
        buf_printf(&text, "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收%d.[^%d]\n\n", i, i);
    for (int i = 0; i < 30; i++)
        buf_printf(&text, "[^%d]: 注%d.\n", i, i);
    const Node *inside = markdown(buf_view(&text));
    Laid laid = lay(section("", block(NODE_COLUMNS, 2, "", &inside, 1)), &design);
    CHECK(laid.book && laid.book->npages > 1);
    for (int i = 0; i < 30; i++) {
        size_t mark = 8, note = 9;
        CHECK(find_text(laid.book, str_printf(arena, "注%d.", i), &note) != NULL);
        for (mark = 0; mark < laid.book->npages; mark++)
            if (count_in(text_on(laid.book, mark), str_printf(arena, "收%d.", i)))
                break;
        CHECK(mark == note);
    }
}

/* ---- nesting ---- */

/* Fifty quotes, call-outs or lists in each other: all there, nothing beyond the edge. */
static void test_deep_nesting(void)
{
    static const NodeKind kinds[] = {NODE_QUOTE, NODE_CALLOUT, NODE_LIST};
    Design design = plain_design();
    for (size_t k = 0; k < 3; k++) {
        const Node *node = markdown(STR("最深处的文字若干。\n"))->kids[0];
        for (int i = 0; i < 50; i++) {
            const Node *above = markdown(str_printf(arena, "第%d层。\n", i))->kids[0];
            const Node *kids[] = {above, node};
            node = kinds[k] == NODE_LIST ? block(NODE_ITEM, 0, "", kids, 2) : NULL;
            node = node ? block(NODE_LIST, 0, "", &node, 1) : block(kinds[k], 0, "", kids, 2);
            if (kinds[k] != NODE_LIST)
                continue;
        }
        Laid laid = lay(section("", node), &design);
        CHECK(laid.book && laid.diag.count == 0);
        Str all = text_on(laid.book, SIZE_MAX);
        CHECK(count_in(all, STR("层。")) == 50 && count_in(all, STR("最深处")) == 1);
        for (size_t p = 0; p < laid.book->npages; p++)
            for (size_t i = 0; i < laid.book->pages[p].nitems; i++) {
                const Item *item = &laid.book->pages[p].items[i];
                CHECK(item->x >= 0 && item->x + item->width <= design.width);
            }
    }
}

/* ---- landscape ---- */

/* The artifacts around the text of a page, "a|b". */
static Str head_of(const Book *book, size_t page)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < book->pages[page].nitems; i++) {
        const Item *item = &book->pages[page].items[i];
        if (item->kind != ITEM_GLYPHS || item->tag)
            continue;
        if (out.n)
            buf_c(&out, "|");
        buf_str(&out, item->as.glyphs.text);
    }
    return buf_view(&out);
}

/* Text, then a wide table of 40 rows on landscape pages, then text. */
static Laid lay_landscape(const Design *design, const char *class, bool in_section)
{
    Buf rows = buf_in(arena);
    buf_c(&rows, "| 甲 | 乙 |\n|---|---|\n");
    for (int i = 0; i < 40; i++)
        buf_printf(&rows, "| 行%d. | 值[^%d] |\n", i, i);
    for (int i = 0; i < 40; i += 20)
        buf_printf(&rows, "\n[^%d]: 注。\n", i);
    const Node *text = markdown(buf_view(&rows));
    if (!in_section) {
        Node *table = doc_copy(arena, text->kids[0]);
        table->as.table.class = str_of(class);
        const Node *kid = table;
        text = block(NODE_SECTION, 0, "", &kid, 1);
    }
    const Node *kids[] = {markdown(STR("# 甲\n\n文。\n")), in_section ? section(class, text) : text,
                          markdown(some_lines(3, STR("")))};
    return lay(block(NODE_SECTION, 0, "", kids, 3), design);
}

static void check_landscape(const Laid *laid, const Design *design)
{
    const Book *book = laid->book;
    CHECK(book && book->npages == 5);
    for (size_t p = 0; book && p < book->npages && p < 5; p++) {
        const Page *page = &book->pages[p];
        bool turned = p >= 1 && p <= 3;
        CHECK((page->nturned > 0) == turned);
        CHECK(str_ends(head_of(book, p), str_printf(arena, "甲|%zu", p + 1))); /* as on other pages */
        for (size_t i = 0; i < page->nturned; i++) { /* inside the type area, turned */
            const Item *item = &page->items[i];
            CHECK(item->x >= design->bottom && item->x + item->width <= design->height - design->top);
            CHECK(item->y >= design->inner - LEN_PT(5) && item->y <= design->width - design->outer + LEN_PT(5));
        }
    }
    for (int i = 0; i < 40; i++)
        CHECK(count_in(text_on(book, SIZE_MAX), str_printf(arena, "行%d.", i)) == 1);
}

static void test_landscape(void)
{
    Design design = plain_design();
    design.running_left = STR("{chapter}");
    design.folio = STR("{page}");
    for (int in_section = 0; in_section < 2; in_section++) {
        Laid laid = lay_landscape(&design, "landscape", in_section);
        check_landscape(&laid, &design);
    }
    CHECK(lay_landscape(&design, "", true).book->pages[1].nturned == 0);
}

/* Where figures float a landscape table does not leave its page half empty: text goes on before it. */
static void test_landscape_between(void)
{
    Design design = plain_design();
    design.float_figures = true;
    Node *table = doc_copy(arena, markdown(STR("| 甲 | 乙 |\n|---|---|\n| 子 | 丑 |\n"))->kids[0]);
    table->as.table.class = STR("landscape");
    const Node *kids[] = {markdown(some_lines(5, STR(""))), table, markdown(some_lines(30, STR("末行。\n")))};
    Laid laid = lay(block(NODE_SECTION, 0, "", kids, 3), &design);
    CHECK(laid.book && laid.book->npages == 3);
    CHECK(lines_on(laid.book, 0) == 22 && laid.book->pages[1].nturned && lines_on(laid.book, 2) == 14);
    CHECK(!laid.book->pages[2].nturned);
    CHECK(count_in(text_on(laid.book, SIZE_MAX), STR("子")) == 1);
    design.float_figures = false;
    laid = lay(block(NODE_SECTION, 0, "", kids, 3), &design);
    CHECK(laid.book->npages == 4 && lines_on(laid.book, 0) == 5);
}

/* Only a table that would not fit otherwise gets a landscape page, where the design has it so. */
static void test_turned_tables(void)
{
    Buf text = buf_in(arena);
    for (int columns = 5; columns <= 9; columns += 4) {
        for (int i = 0; i < columns; i++)
            buf_c(&text, "| 栏目 ");
        buf_c(&text, "|\n");
        for (int i = 0; i < columns; i++)
            buf_c(&text, "|---");
        buf_c(&text, "|\n");
        for (int i = 0; i < columns; i++)
            buf_printf(&text, "| abcdefgh ");
        buf_c(&text, "|\n\n文。\n\n");
    }
    Design design = plain_design();
    design.height = LEN_PT(700);
    Laid laid = lay_text(buf_view(&text), &design);
    CHECK(has_code(&laid.diag, "table-wide"));
    design.turn_tables = true;
    laid = lay_text(buf_view(&text), &design);
    CHECK(laid.book && laid.diag.count == 0 && laid.book->npages == 3);
    CHECK(!laid.book->pages[0].nturned && laid.book->pages[1].nturned && !laid.book->pages[2].nturned);
}

/* ---- running heads ---- */

/* Chapter 甲 with sections 子 and 丑 on page 1 and 2, chapter 乙 begun in the middle of page 2. */
static void test_running_heads(void)
{
    static const struct { RunningMark mark; const char *heads[4]; } cases[] = {
        {MARK_FIRST, {"甲|子", "甲|丑", "乙|寅", "乙|卯"}},
        {MARK_TOP, {"甲|子", "甲|子", "乙|寅", "乙|卯"}},
        {MARK_BOTTOM, {"甲|子", "乙|寅", "乙|寅", "乙|辰"}}};
    Buf text = buf_in(arena);
    buf_printf(&text, "# 甲\n\n## 子\n\n%.*s", STR_ARG(some_lines(24, STR(""))));
    buf_printf(&text, "## 丑\n\n%.*s# 乙\n\n## 寅\n\n", STR_ARG(some_lines(3, STR(""))));
    buf_printf(&text, "%.*s## 卯\n\n", STR_ARG(some_lines(30, STR(""))));
    buf_printf(&text, "%.*s## 辰\n\n%.*s", STR_ARG(some_lines(10, STR(""))), STR_ARG(some_lines(3, STR(""))));
    Str all = buf_view(&text);
    for (size_t i = 0; i < 3; i++) {
        Design design = plain_design();
        design.running_left = STR("{chapter}");
        design.running_right = STR("{section}");
        design.running_mark = cases[i].mark;
        Laid laid = lay_text(all, &design);
        CHECK(laid.book && laid.book->npages == 4);
        for (size_t p = 0; laid.book && p < 4; p++)
            CHECK_TEXT(head_of(laid.book, p), str_of(cases[i].heads[p]), "running head");
    }
}

/* None on the opening page of a chapter, nor on a blank one before it; roman numbers in front. */
static void test_no_heads(void)
{
    Design design = plain_design();
    design.running_left = STR("{chapter}");
    design.folio = STR("{page}");
    design.page_break_level = 1;
    design.chapters_on_odd = design.mirrored = true;
    const Node *kids[] = {section("front", markdown(STR("# 前言\n\n文。\n"))),
                          markdown(some_lines(30, STR("# 甲\n\n文。\n")))};
    Laid laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
    static const char *const heads[] = {"i", "", "前言|1", "前言|2", "3"};
    static const char *const labels[] = {"i", "ii", "1", "2", "3"};
    CHECK(laid.book && laid.book->npages == 5);
    for (size_t p = 0; laid.book && p < laid.book->npages && p < 5; p++) {
        CHECK_TEXT(head_of(laid.book, p), str_of(heads[p]), "head and number");
        CHECK_TEXT(laid.book->pages[p].label, str_of(labels[p]), "page label");
    }
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    test_made_documents();
    test_last_page();
    test_short_page();
    test_no_hole();
    test_table_fills();
    test_even_gaps();
    test_short_whole();
    test_lead_in();
    test_loose_lead();
    test_no_lead();
    test_lead_to_picture();
    test_lead_in_columns();
    test_attached();
    test_shorter_paragraph();
    test_longer_paragraph();
    test_note_shares();
    test_note_order();
    test_many_notes();
    test_notes_of_heads();
    test_float_queue();
    test_figure_row();
    test_figure_places();
    test_spanning_heading();
    test_columns_beside();
    test_nested_columns();
    test_columns_in_callout();
    test_notes_in_columns();
    test_deep_nesting();
    test_landscape();
    test_landscape_between();
    test_turned_tables();
    test_running_heads();
    test_no_heads();
    return check_finish();
}
