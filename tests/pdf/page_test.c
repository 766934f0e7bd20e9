/*
 * page_test: layout with the metric font OM (typesetting specification, section 7), so that
 * every expectation follows from the rules alone. Trees come from Markdown; what Markdown has
 * no words for is made by hand.
 */
#include "laid.h"
#include "runaway.h"

/* ---- pages ---- */

/* T65: 23 lines from the first line of a page of 22: never one line alone on page 2. */
static void test_widow(void)
{
    Design design = plain_design();
    Laid laid = lay_text(repeat("一二三四五六七八九十", 3 * 23), &design);
    CHECK(laid.book && laid.book->npages == 2);
    CHECK(lines_on(laid.book, 0) == 21);
    CHECK(lines_on(laid.book, 1) == 2);
    laid = lay_text(repeat("一二三四五六七八九十", 3 * 22), &design);
    CHECK(laid.book->npages == 1 && lines_on(laid.book, 0) == 22);
}

/* T66: a heading on line 22 goes to the next page with its paragraph. */
static void test_heading(void)
{
    Design design = plain_design();
    Laid laid = lay_text(str_printf(arena, "%.*s\n\n# 标题\n\n%.*s",
                                    STR_ARG(repeat("一二三四五六七八九十", 3 * 20)),
                                    STR_ARG(repeat("甲乙丙丁戊己庚辛壬癸", 3 * 3))), &design);
    size_t page = 9;
    const Item *heading = find_text(laid.book, STR("标题"), &page);
    CHECK(heading && page == 1);
    CHECK(lines_on(laid.book, 0) == 20);
    CHECK(lines_on(laid.book, 1) == 4);
    /* one line earlier there is room for the heading but not for two lines under it */
    laid = lay_text(str_printf(arena, "%.*s\n\n# 标题\n\n%.*s",
                               STR_ARG(repeat("一二三四五六七八九十", 3 * 19)),
                               STR_ARG(repeat("甲乙丙丁戊己庚辛壬癸", 3 * 3))), &design);
    CHECK(find_text(laid.book, STR("标题"), &page) && page == 1);
}

/* P12: body baselines stand on the grid of the page, whatever stands between them. */
static void test_grid(void)
{
    Design design = design_default();
    design.page_break_level = 0;
    Laid laid = lay_text(STR("# 一\n\n正文正文。\n\n## 二\n\n正文甲。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n正文乙。\n\n"
                             "```\nx\n```\n\n正文丙。\n\n> 引文。\n\n正文丁。\n\n![图](a.png)\n\n正文戊。\n\n"
                             "### 三\n\n正文己[^1]。\n\n- 项\n- 项\n\n---\n\n正文庚。\n\n[^1]: 注文。\n"), &design);
    Len pitch = design.styles[STYLE_BODY].leading, first = -1;
    int seen = 0;
    for (size_t p = 0; p < laid.book->npages; p++)
        for (size_t i = 0; i < laid.book->pages[p].nitems; i++) {
            const Item *item = &laid.book->pages[p].items[i];
            if (item->kind != ITEM_GLYPHS || !str_starts(item->as.glyphs.text, STR("正文")))
                continue;
            first = first < 0 ? item->y % pitch : first;
            CHECK(abs(item->y % pitch - first) <= 10);
            seen++;
        }
    CHECK(seen == 8);
}

/* Every byte of the text is on a page once, in order (P8 over pages). */
static void test_all_there(void)
{
    Design design = plain_design();
    Buf text = buf_in(arena), want = buf_in(arena);
    for (int i = 0; i < 300; i++) {
        Str para = str_printf(arena, "第%d段开头，%.*s。", i,
                              STR_ARG(repeat("春夏秋冬，东西南北；", i % 17)));
        buf_printf(&text, "%.*s\n\n", STR_ARG(para));
        buf_str(&want, para);
    }
    Laid laid = lay_text(buf_view(&text), &design);
    CHECK_TEXT(text_on(laid.book, SIZE_MAX), buf_view(&want), "all text, in order");
    Laid again = lay_text(buf_view(&text), &design);
    CHECK(str_equal(laid.dump, again.dump));
}

/* R10 over many shapes of text: no page starts with the last line of a paragraph. */
static void test_widows_everywhere(void)
{
    Design design = plain_design();
    uint32_t seed = 12345;
    for (int round = 0; round < 40; round++) {
        Buf text = buf_in(arena);
        for (int i = 0; i < 60; i++) {
            seed = seed * 1664525 + 1013904223;
            if (seed >> 28 == 0)
                buf_c(&text, "## 小标题\n\n");
            for (uint32_t k = 0; k < 1 + (seed >> 20) % 9; k++)
                buf_c(&text, "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉");
            buf_c(&text, "末行收尾\n\n");
        }
        Laid laid = lay_text(buf_view(&text), &design);
        for (size_t p = 1; p < laid.book->npages; p++) {
            const Item *first = &laid.book->pages[p].items[0];
            const Page *before = &laid.book->pages[p - 1];
            CHECK(!str_starts(first->as.glyphs.text, STR("末行")));
            CHECK(!str_starts(before->items[before->nitems - 1].as.glyphs.text, STR("小标题")));
        }
    }
}

/* ---- numbers that depend on pages ---- */

static void test_contents(void)
{
    Design design = design_default();
    Buf text = buf_in(arena);
    for (int i = 0; i < 60; i++)
        buf_printf(&text, "# 第%d章\n\n%.*s\n\n## 第%d章小节\n\n见本章。\n\n", i,
                   STR_ARG(repeat("正文内容若干，", i * 5)), i);
    const Node *kids[] = {section("front", contents(2)), markdown(buf_view(&text))};
    Laid laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
    const Book *book = laid.book;
    CHECK(book && laid.diag.count == 0);
    CHECK_TEXT(book->pages[0].label, STR("i"), "front matter");
    size_t checked = 0;
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nlinks; i++) {
            const LinkArea *link = &book->pages[p].links[i];
            for (size_t k = 0; k < book->ndestinations; k++) {
                const Destination *to = &book->destinations[k];
                if (!str_equal(to->id, str_slice(link->target, 1, link->target.n)))
                    continue;
                Str label = book->pages[to->page].label; /* the number that stands at the right */
                bool found = false;
                for (size_t m = 0; m < book->pages[p].nitems; m++) {
                    const Item *item = &book->pages[p].items[m];
                    found |= item->kind == ITEM_GLYPHS && item->tag == link->tag &&
                             str_equal(item->as.glyphs.text, label) &&
                             item->x + item->width == design.width - design.outer;
                }
                CHECK(found);
                checked++;
            }
        }
    CHECK(checked == 120);
    CHECK(book->noutline == 120);
}

/* Half a line above a chapter is half a line, and none of its first or last two sections is alone on a page. */
static void test_contents_lines(void)
{
    static const int counts[] = {1, 2, 3, 4, 7};
    Design design = plain_design();
    design.styles[STYLE_CONTENTS_1] = design.styles[STYLE_CONTENTS_2] = design.styles[STYLE_BODY];
    design.styles[STYLE_CONTENTS_1].before = LEN_PT(9);
    for (int first = 0; first < 9; first++) {
        Buf text = buf_in(arena);
        for (int i = 0; i < 24; i++) {
            int sections = counts[i % 5] + (i ? 0 : first);
            buf_printf(&text, "# 第%d章\n\n文。\n\n", i);
            for (int k = 1; k <= sections; k++)
                buf_printf(&text, "## %s\n\n文。\n\n", k == sections ? "末节" : k == 1 ? "首节" : "中节");
        }
        const Node *kids[] = {section("front", contents(2)), section("body", markdown(buf_view(&text)))};
        Laid laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
        Str above = STR_NONE;
        for (size_t p = 0; laid.book->pages[p].label.p[0] == 'i' || laid.book->pages[p].label.p[0] == 'v'; p++)
            for (size_t i = 0, before = 0; i < laid.book->pages[p].nitems; i++) {
                const Item *item = &laid.book->pages[p].items[i], *upper = before ? &laid.book->pages[p].items[before - 1] : NULL;
                Str words = item->kind == ITEM_GLYPHS ? item->as.glyphs.text : STR_NONE;
                bool chapter = str_starts(words, STR("第"));
                if (!chapter && !str_ends(words, STR("节")))
                    continue;
                CHECK(!upper || item->y - upper->y == LEN_PT(chapter ? 27 : 18));
                CHECK(upper || (!str_equal(words, STR("末节")) && !str_starts(above, STR("第"))));
                above = words;
                before = i + 1;
            }
    }
}

static const Node *page_ref(Str id)
{
    Node *ref = doc_node(arena, NODE_PAGE_REF, (Pos){0});
    ref->as.link.href = id;
    Node *para = doc_node(arena, NODE_PARA, (Pos){0});
    NodeList kids = {0};
    doc_push(arena, &kids, doc_text(arena, STR("见第"), (Pos){0}));
    doc_push(arena, &kids, ref);
    doc_push(arena, &kids, doc_text(arena, STR("页"), (Pos){0}));
    return doc_done(arena, para, &kids);
}

static void test_page_ref(void)
{
    Design design = plain_design();
    const Node *kids[] = {page_ref(STR("#终点")),
                          markdown(str_printf(arena, "%.*s\n\n# 终点\n\n正文",
                                              STR_ARG(repeat("一二三四五六七八九十", 200))))};
    Laid laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
    size_t page = 0;
    CHECK(find_text(laid.book, STR("终点"), &page) != NULL);
    Laid lost = lay(section("", page_ref(STR("#没有"))), &design);
    CHECK(!lost.book && has_code(&lost.diag, "page-ref"));
    Str want = str_printf(arena, "见第%.*s页", STR_ARG(laid.book->pages[page].label));
    CHECK(str_starts(text_on(laid.book, 0), want));
}

static void test_same_ids(void)
{
    Design design = plain_design();
    const Node *one = markdown(STR("# 背景\n\n[回到](#背景)\n"));
    const Node *two = markdown(STR("# 背景\n\n[再回](#背景)\n"));
    const Node *kids[] = {one, two};
    Laid laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
    CHECK(laid.book->ndestinations == 2);
    CHECK(!str_equal(laid.book->destinations[0].id, laid.book->destinations[1].id));
    const Page *page = &laid.book->pages[0];
    CHECK(page->nlinks == 2);
    CHECK_TEXT(str_slice(page->links[0].target, 1, SIZE_MAX), laid.book->destinations[0].id, "1st");
    CHECK_TEXT(str_slice(page->links[1].target, 1, SIZE_MAX), laid.book->destinations[1].id, "2nd");
}

/* A key of a document in the book is a link, an address without a scheme that is none is not. */
static void test_link_targets(void)
{
    Design design = plain_design();
    const Node *one = markdown(STR("[见](K-01) [外](https://a.cn) [失](../b.md) [失](#无)\n"));
    const Node *two = markdown(STR("甲\n"));
    Node *key = doc_node(arena, NODE_SECTION, (Pos){0});
    key->as.section.id = STR("K-01");
    NodeList kids = {0};
    doc_push(arena, &kids, two);
    const Node *both[] = {one, doc_done(arena, key, &kids)};
    Laid laid = lay(block(NODE_SECTION, 0, "", both, 2), &design);
    const Page *page = &laid.book->pages[0];
    CHECK(page->nlinks == 2);
    CHECK_TEXT(page->links[0].target, STR("#K-01"), "key");
    CHECK_TEXT(page->links[1].target, STR("https://a.cn"), "address");
}

static void test_odd_chapters(void)
{
    Design design = design_default();
    design.mirrored = design.chapters_on_odd = true;
    design.inner = LEN_PT(100);
    design.outer = LEN_PT(75);
    Laid laid = lay_text(STR("# 一\n\n甲\n\n# 二\n\n乙\n\n# 三\n\n丙\n"), &design);
    const Book *book = laid.book;
    CHECK(book->npages == 5);
    for (size_t p = 0; p < book->npages; p++) {
        CHECK(book->pages[p].blank == (p % 2 == 1));
        CHECK(!book->pages[p].blank || book->pages[p].nitems == 0);
    }
    CHECK_TEXT(book->pages[4].label, STR("5"), "blank pages count");
}

/* T63: 28 × 22 Han of 16 pt fill exactly one page of the official form. */
static Design official_design(void)
{
    Design d = design_default();
    d.profile = PARA_GONGWEN;
    d.top = LEN_PT(841.890) - LEN_PT(737.008);
    d.height = LEN_PT(841.890);
    d.width = LEN_PT(595.276);
    d.bottom = LEN_PT(99.213);
    d.inner = LEN_PT(79.370);
    d.outer = d.width - d.inner - LEN_PT(442.205);
    d.grid = LEN_PT(15.793);
    d.styles[STYLE_BODY].size = LEN_PT(16);
    d.styles[STYLE_BODY].leading = LEN_PT(29.609);
    d.styles[STYLE_BODY].indent = 0;
    d.folio = STR("— {page} —");
    d.styles[STYLE_FOLIO].size = LEN_PT(14);
    d.styles[STYLE_FOLIO].align = PARA_END;
    d.styles[STYLE_FOLIO].indent = 1000;
    d.running_left = d.running_right = STR("");
    d.mirrored = true;
    return d;
}

static void test_official(void)
{
    Design design = official_design();
    Laid laid = lay_text(repeat("一二三四五六七", 88), &design);
    CHECK(laid.book && laid.book->npages == 1 && lines_on(laid.book, 0) == 22);
    const Page *page = &laid.book->pages[0];
    int line = 0;
    for (size_t i = 0; i < page->nitems; i++) {
        const Item *item = &page->items[i];
        if (item->kind != ITEM_GLYPHS || !item->tag)
            continue;
        CHECK(item->as.glyphs.count == 28);
        for (uint32_t k = 0; k < item->as.glyphs.count; k++)
            CHECK(abs(item->as.glyphs.glyphs[k].x - (LEN_PT(79.370) + LEN_PT(15.793) * (Len)k)) <= 20);
        CHECK(abs(item->y - page->items[0].y - LEN_PT(29.609) * line) <= 10);
        line++;
    }
    laid = lay_text(repeat("一", 617), &design);
    CHECK(laid.book->npages == 2);
}

/* T64: page numbers one character in from the outer edge. */
static void test_official_folio(void)
{
    Design design = official_design();
    Laid laid = lay_text(repeat("一", 700), &design);
    CHECK(laid.book->npages == 2);
    size_t page;
    const Item *one = find_text(laid.book, STR("— 1"), &page);
    CHECK(one && page == 0 && abs(one->x + one->width - LEN_PT(507.575)) <= 500);
    const Item *two = find_text(laid.book, STR("— 2"), &page);
    CHECK(two && page == 1 && abs(two->x - LEN_PT(87.701)) <= 500);
}

/* ---- footnotes ---- */

static void test_notes(void)
{
    Design design = plain_design();
    Laid laid = lay_text(str_printf(arena, "%.*s甲[^a]。\n\n%.*s\n\n[^a]: 注文在脚。\n",
                                    STR_ARG(repeat("一二三四五六七八九十", 3)),
                                    STR_ARG(repeat("一二三四五六七八九十", 100))), &design);
    size_t mark = 9, note = 9;
    CHECK(find_text(laid.book, STR("①"), &mark) && mark == 0);
    const Item *item = find_text(laid.book, STR("注文在脚"), &note);
    CHECK(item && note == 0);
    CHECK(item && item->y > design.height - design.bottom - LEN_PT(20));
    CHECK(count_in(text_on(laid.book, SIZE_MAX), STR("①")) == 2);
}

static void test_long_note(void)
{
    Design design = plain_design();
    Str note = repeat("很长的注文要分到后面几页，", 150);
    Laid laid = lay_text(str_printf(arena, "甲[^a]乙。\n\n%.*s\n\n[^a]: %.*s\n",
                                    STR_ARG(repeat("一二三四五六七八九十", 100)), STR_ARG(note)),
                         &design);
    CHECK(laid.book != NULL);
    CHECK(count_in(text_on(laid.book, SIZE_MAX), STR("很")) == 150);
    CHECK(count_in(text_on(laid.book, 0), STR("很长的注文")) > 0);
    CHECK(count_in(text_on(laid.book, 1), STR("很长的注文")) > 0);
    CHECK(count_in(text_on(laid.book, 1), STR("一二三")) > 0);
}

static void test_notes_by_page(void)
{
    Design design = plain_design();
    design.notes = NOTES_BY_PAGE;
    Buf text = buf_in(arena);
    for (int i = 0; i < 12; i++)
        buf_printf(&text, "%.*s字[^n%d]。\n\n", STR_ARG(repeat("一二三四五六七八九十", 20)), i);
    for (int i = 0; i < 12; i++)
        buf_printf(&text, "[^n%d]: 注%d。\n", i, i);
    Laid laid = lay_text(buf_view(&text), &design);
    CHECK(laid.book->npages > 2 && laid.diag.count == 0);
    for (size_t p = 0; p < laid.book->npages; p++) {
        Str all = text_on(laid.book, p);
        int first = count_in(all, STR("①")), third = count_in(all, STR("⑨"));
        CHECK(first == 2 || (first == 0 && count_in(all, STR("注")) == 0));
        CHECK(third == 0);
    }
}

/* ---- tables ---- */

static Str table_text(int rows)
{
    Buf text = buf_in(arena);
    buf_c(&text, "| 序号 | 名称 | 说明 |\n|---|---|---|\n");
    for (int i = 0; i < rows; i++)
        buf_printf(&text, "| r%d. | 名称 | 说明文字 |\n", i);
    return buf_view(&text);
}

static const Node *captioned(const Node *root, const char *title)
{
    Node *caption = doc_node(arena, NODE_CAPTION, (Pos){0});
    NodeList words = {0}, kids = {0};
    doc_push(arena, &words, doc_text(arena, str_of(title), (Pos){0}));
    const Node *table = root->kids[0];
    CHECK(table->kind == NODE_TABLE);
    Node *copy = doc_node(arena, NODE_TABLE, table->pos);
    copy->as.table = table->as.table;
    copy->level = table->level;
    doc_push(arena, &kids, doc_done(arena, caption, &words));
    for (uint32_t i = 0; i < table->nkids; i++)
        doc_push(arena, &kids, table->kids[i]);
    const Node *done = doc_done(arena, copy, &kids);
    return block(NODE_SECTION, 0, "", &done, 1);
}

static void test_long_table(void)
{
    Design design = plain_design();
    Laid laid = lay(captioned(markdown(table_text(100)), "名册"), &design);
    const Book *book = laid.book;
    CHECK(book && book->npages > 4);
    Str all = text_on(book, SIZE_MAX);
    CHECK(count_in(all, STR("表 1　名册")) == 1);
    for (int i = 0; i < 100; i++)
        CHECK(count_in(all, str_printf(arena, "r%d.", i)) == 1);
    for (size_t p = 1; p < book->npages; p++) { /* repeats are artifacts */
        int heads = 0, again = 0;
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            if (item->kind != ITEM_GLYPHS || item->tag)
                continue;
            heads += str_equal(item->as.glyphs.text, STR("序号"));
            again += str_starts(item->as.glyphs.text, STR("续表 1"));
        }
        CHECK(heads == 1 && again == 1);
    }
}

/* In two columns every column begins with the head, at its own edge, and every row stands once. */
static void test_long_table_in_columns(void)
{
    Design design = plain_design();
    const Node *table = markdown(table_text(80));
    const Node *columns = block(NODE_COLUMNS, 2, "", table->kids, table->nkids);
    const Book *book = lay(block(NODE_SECTION, 0, "", &columns, 1), &design).book;
    CHECK(book && book->npages >= 2);
    Str all = text_on(book, SIZE_MAX);
    for (int i = 0; i < 80; i++)
        CHECK(count_in(all, str_printf(arena, "r%d.", i)) == 1);
    for (size_t p = 0; p < book->npages; p++) {
        Len lefts[2] = {0, 0};
        int heads = 0, rules = 0;
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            if (item->kind == ITEM_GLYPHS && str_equal(item->as.glyphs.text, STR("序号")))
                lefts[heads++ % 2] = item->x;
            rules += item->kind == ITEM_LINE && item->y > LEN_PT(50 + 20 * 18) && !item->height;
        }
        CHECK(heads == 2 && lefts[1] - lefts[0] >= LEN_PT(300) / 2);
        CHECK(p + 1 == book->npages || rules == 2); /* below the part of the table in each column */
    }
}

static void test_tall_cell(void)
{
    Design design = plain_design();
    Str tall = repeat("很高的单元格，", 300);
    Laid laid = lay_text(str_printf(arena, "| 甲 | 乙 |\n|---|---|\n| 短 | %.*s |\n", STR_ARG(tall)),
                         &design);
    CHECK(laid.book && laid.book->npages > 2);
    CHECK(count_in(text_on(laid.book, SIZE_MAX), STR("很高的单元格")) == 300);
    for (size_t p = 0; p < laid.book->npages; p++)
        for (size_t i = 0; i < laid.book->pages[p].nitems; i++)
            CHECK(laid.book->pages[p].items[i].y <= design.height - design.bottom + LEN_PT(9));
}

/* The rows of a form stay whole, but not one that no page could hold. */
static void test_tall_form(void)
{
    Design design = plain_design();
    Str tall = repeat("很高的格子，", 300);
    const Node *root = markdown(str_printf(arena, "| 甲 | 乙 |\n|---|---|\n| 短 | %.*s |\n", STR_ARG(tall)));
    Node *form = doc_copy(arena, root->kids[0]);
    CHECK(form->kind == NODE_TABLE);
    form->as.table.class = STR("form");
    const Node *kid = form;
    Laid laid = lay(block(NODE_SECTION, 0, "", &kid, 1), &design);
    CHECK(laid.book && laid.diag.count == 0 && laid.book->npages > 2);
    CHECK(count_in(text_on(laid.book, SIZE_MAX), STR("很高的格子")) == 300);
}

/* Notes in cells stand at the foot of their row's page; counted by page they settle too. */
static void test_notes_in_cells(void)
{
    Design design = plain_design();
    Buf text = buf_in(arena);
    buf_c(&text, "| 甲 | 乙 |\n|---|---|\n");
    for (int i = 0; i < 60; i++)
        buf_printf(&text, "| 行%d. | 值%s |\n", i,
                   i == 10 ? "[^a]" : i == 30 ? "[^b]" : i == 50 ? "[^c]" : "");
    buf_c(&text, "\n[^a]: 甲注。\n[^b]: 乙注。\n[^c]: 丙注。\n");
    for (int by_page = 0; by_page < 2; by_page++) {
        design.notes = by_page ? NOTES_BY_PAGE : NOTES_BY_DOCUMENT;
        Laid laid = lay_text(buf_view(&text), &design);
        CHECK(laid.book && laid.diag.count == 0);
        static const char *const rows[] = {"行10.", "行30.", "行50."};
        static const char *const notes[] = {"甲注", "乙注", "丙注"};
        static const char *const marks[] = {"①", "②", "③"};
        for (size_t i = 0; i < 3; i++) {
            size_t row = 8, note = 9;
            CHECK(find_text(laid.book, str_of(rows[i]), &row) != NULL);
            CHECK(find_text(laid.book, str_of(notes[i]), &note) && row == note);
            Str all = text_on(laid.book, row);
            CHECK(count_in(all, str_of(by_page ? "①" : marks[i])) == 2);
        }
    }
}

/* A table within a cell, a list within a cell: all there, once, in order. */
static void test_blocks_in_cells(void)
{
    Design design = plain_design();
    const Node *inner = markdown(STR("| 内甲 | 内乙 |\n|---|---|\n| 内丙 | 内丁 |\n\n- 项一\n- 项二\n\n段落。\n"));
    Node *outer = doc_node(arena, NODE_CELL, (Pos){0});
    outer->as.cell.colspan = outer->as.cell.rowspan = 1;
    NodeList blocks = {0};
    for (uint32_t i = 0; i < inner->nkids; i++)
        doc_push(arena, &blocks, inner->kids[i]);
    const Node *cell = doc_done(arena, outer, &blocks);
    Node *table = doc_node(arena, NODE_TABLE, (Pos){0});
    table->as.table.ncolumns = 1;
    NodeList rows = {0};
    doc_push(arena, &rows, block(NODE_ROW, 0, "", &cell, 1));
    const Node *done = doc_done(arena, table, &rows);
    Laid laid = lay(block(NODE_SECTION, 0, "", &done, 1), &design);
    CHECK(laid.book && laid.diag.count == 0);
    CHECK_TEXT(text_on(laid.book, SIZE_MAX), STR("内甲内乙内丙内丁●项一●项二段落。"), "cell of blocks");
}

/* Words of a list stand two ems in as a paragraph's first line does; in a narrow measure (30 em set
 * in three columns) they hang by the mark and its gap, which are less. */
static void test_list_in_narrow_measure(void)
{
    Design design = plain_design();
    design.styles[STYLE_LIST].size = LEN_PT(10);
    const Node *list = markdown(STR("- 项一\n"));
    size_t page;
    Laid wide = lay(list, &design);
    const Item *words = find_text(wide.book, STR("项一"), &page);
    CHECK(words && words->x == LEN_PT(50 + 2 * 10));
    const Node *columns = block(NODE_COLUMNS, 3, "", list->kids, list->nkids);
    Laid narrow = lay(block(NODE_SECTION, 0, "", &columns, 1), &design);
    words = find_text(narrow.book, STR("项一"), &page);
    CHECK(words && words->x > LEN_PT(50 + 5) && words->x < LEN_PT(50 + 2 * 10));
}

/* Text in columns is all there, and a region that ends is of one height. */
static void test_columns(void)
{
    Design design = plain_design();
    const Node *inside = markdown(repeat("春夏秋冬东西南北春夏秋冬东西南北。\n\n", 12));
    const Node *kids[] = {block(NODE_COLUMNS, 2, "", inside->kids, inside->nkids),
                          markdown(STR("分栏之后。\n"))};
    Laid laid = lay(block(NODE_SECTION, 0, "", kids, 2), &design);
    CHECK(laid.book && laid.book->npages == 1);
    CHECK(count_in(text_on(laid.book, 0), STR("。")) == 13);
    size_t page;
    const Item *after = find_text(laid.book, STR("分栏之后"), &page);
    Len lowest[2] = {0, 0};
    for (size_t i = 0; i < laid.book->pages[0].nitems; i++) {
        const Item *item = &laid.book->pages[0].items[i];
        if (item == after || item->kind != ITEM_GLYPHS)
            continue;
        Len *column = &lowest[item->x > LEN_PT(190)];
        *column = item->y > *column ? item->y : *column;
    }
    CHECK(after && after->y > lowest[0] && after->y > lowest[1]);
    CHECK(abs(lowest[0] - lowest[1]) <= LEN_PT(18));
}

/* A table that its page holds whole is not parted so that the pages behind it have smaller gaps. */
static void test_table_not_parted(void)
{
    Design design = plain_design();
    for (int rows = 13; rows <= 15; rows++) {
        Buf text = buf_in(arena);
        buf_printf(&text, "%.*s\n\n| 首 | 乙 |\n|---|---|\n", STR_ARG(repeat("一二三四五六七八九十", 3 * 3)));
        for (int i = 1; i <= rows; i++)
            buf_printf(&text, "| 行%d | 值 |\n", i);
        for (int k = 0; k < 3; k++) {
            buf_c(&text, "\n隔开。\n\n| 首 | 乙 |\n|---|---|\n");
            buf_str(&text, repeat("| 别 | 值 |\n", 9)); /* small: never parted */
        }
        Laid laid = lay_text(buf_view(&text), &design);
        size_t first = 9, last = 9;
        CHECK(find_text(laid.book, STR("行1"), &first) && first == 0);
        CHECK(find_text(laid.book, str_printf(arena, "行%d", rows), &last) && last == 0);
    }
}

static const Node *span_cell(const char *text, int columns, int rows)
{
    Node *cell = doc_node(arena, NODE_CELL, (Pos){0});
    cell->as.cell.colspan = (uint16_t)columns;
    cell->as.cell.rowspan = (uint16_t)rows;
    NodeList kids = {0};
    doc_push(arena, &kids, doc_text(arena, str_of(text), (Pos){0}));
    return doc_done(arena, cell, &kids);
}

static const Node *span_row(const Node *const *cells, size_t count)
{
    return block(NODE_ROW, 0, "", cells, count);
}

static void test_spans(void)
{
    Design design = plain_design();
    const Node *one[] = {span_cell("年级", 1, 2), span_cell("人数", 2, 1)};
    const Node *two[] = {span_cell("男", 1, 1), span_cell("女", 1, 1)};
    const Node *three[] = {span_cell("大班", 1, 3), span_cell("1", 1, 1), span_cell("2", 1, 1)};
    const Node *four[] = {span_cell("3", 1, 1), span_cell("4", 1, 1)};
    const Node *five[] = {span_cell("合", 2, 9)};
    const Node *rows[] = {span_row(one, 2), span_row(two, 2), span_row(three, 3), span_row(four, 2),
                          span_row(five, 1)};
    Node *table = doc_node(arena, NODE_TABLE, (Pos){0});
    NodeList kids = {0};
    for (size_t i = 0; i < 5; i++)
        doc_push(arena, &kids, rows[i]);
    table->level = 2;
    table->as.table.ncolumns = 3;
    const Node *done = doc_done(arena, table, &kids);
    Laid laid = lay(block(NODE_SECTION, 0, "", &done, 1), &design);
    CHECK(laid.book && laid.diag.count == 0);
    size_t page;
    const Item *year = find_text(laid.book, STR("年级"), &page);
    const Item *people = find_text(laid.book, STR("人数"), &page);
    const Item *boys = find_text(laid.book, STR("男"), &page);
    const Item *big = find_text(laid.book, STR("大班"), &page);
    CHECK(year && people && boys && big);
    const Item *girls = find_text(laid.book, STR("女"), &page);
    Len middle = people->x + people->width / 2;
    CHECK(girls && boys->x < middle && girls->x > people->x && boys->y > people->y);
    CHECK(abs(boys->x + girls->x + girls->width - 2 * middle) <= 2); /* above the middle of its two */
    CHECK(year->x == big->x);
    CHECK(year->y > people->y && year->y < boys->y); /* in the middle of its two rows */
    CHECK_TEXT(text_on(laid.book, 0), STR("年级人数男女大班1234合"), "reading order");
}

static void test_wide_table(void)
{
    Design design = plain_design();
    Buf head = buf_in(arena), line = buf_in(arena), row = buf_in(arena);
    for (int i = 0; i < 14; i++) {
        buf_c(&head, "| 栏目 ");
        buf_c(&line, "|---");
        buf_c(&row, "| abcdefgh ");
    }
    Laid laid = lay_text(str_printf(arena, "%.*s|\n%.*s|\n%.*s|\n", STR_ARG(buf_view(&head)),
                                    STR_ARG(buf_view(&line)), STR_ARG(buf_view(&row))), &design);
    CHECK(laid.book && has_code(&laid.diag, "table-wide"));
    const Node *cells[1000];
    for (size_t i = 0; i < 1000; i++)
        cells[i] = span_cell("值", 1, 1);
    const Node *only = span_row(cells, 1000);
    Node *table = doc_node(arena, NODE_TABLE, (Pos){0});
    table->as.table.ncolumns = 1000;
    NodeList kids = {0};
    doc_push(arena, &kids, only);
    const Node *done = doc_done(arena, table, &kids);
    laid = lay(block(NODE_SECTION, 0, "", &done, 1), &design);
    CHECK(!laid.book && has_code(&laid.diag, "table-columns"));
}

/* Bytes that a table of so many rows takes: more than one file may hold. */
static size_t table_cost(int rows)
{
    Design design = plain_design();
    const Node *part = markdown(table_text(1000))->kids[0];
    Node *table = doc_copy(arena, part);
    NodeList kids = {0};
    doc_push(arena, &kids, part->kids[0]);
    for (int i = 0; i < rows; i++)
        doc_push(arena, &kids, part->kids[1 + i % 1000]);
    const Node *whole = doc_done(arena, table, &kids);
    const Node *root = block(NODE_SECTION, 0, "", &whole, 1);
    size_t before = arena_used(arena);
    CHECK(lay(root, &design).book != NULL);
    return arena_used(arena) - before;
}

/* Memory in proportion to the rows (arrays that double may be twice their need), and no squared work. */
static void test_linear(void)
{
    size_t small = table_cost(2000);
    CHECK(table_cost(4000) < 3 * small); /* squares would be 4 */
    runaway_begin("a table of 32,000 rows", 10);
    CHECK(table_cost(32000) < 24 * small); /* squares would be 256 */
    runaway_end();
}

/* ---- structure ---- */

static void test_tags(void)
{
    Design design = design_default();
    Laid laid = lay_text(STR("# 一\n\n#### 四\n\n- 项\n- [x] 完\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n"
                             "[链](https://a.cn) 文[^1]\n\n![图](a.png)\n\n[^1]: 注\n"), &design);
    const Book *book = laid.book;
    Buf out = buf_in(arena);
    page_dump_tags(&out, book);
    static const char *const wanted[] = {"H1 < 0", "H2 < 0", "L < 0", "LI <", "Lbl <", "LBody <",
        "Table < 0", "TR <", "TH <", "scope column", "TD <", "Link <", "Reference <", "Note <",
        "Figure <", "alt \"图\""};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        CHECK(str_find(buf_view(&out), str_of(wanted[i]), 0) < out.n);
    CHECK(str_find(buf_view(&out), STR("H4"), 0) == out.n); /* levels are not skipped */
    for (size_t i = 1; i < book->nelements; i++)
        CHECK(book->elements[i].parent < i);
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nitems; i++)
            CHECK(book->pages[p].items[i].tag < book->nelements);
}

static Laid lay_span(NodeKind kind, const char *class, const char *text, const Design *design)
{
    Node *span = doc_node(arena, kind, (Pos){0}), *para = doc_node(arena, NODE_PARA, (Pos){0});
    if (kind == NODE_SPAN)
        span->as.section.class = str_of(class);
    if (kind == NODE_RUBY)
        span->as.link.title = str_of(class);
    NodeList words = {0}, kids = {0};
    doc_push(arena, &words, doc_text(arena, str_of(text), (Pos){0}));
    doc_push(arena, &kids, doc_done(arena, span, &words));
    const Node *done = doc_done(arena, para, &kids);
    return lay(block(NODE_SECTION, 0, "", &done, 1), design);
}

/* T74: names of two Han are as wide as those of three, without a space in the text. */
static void test_names(void)
{
    Design design = plain_design();
    Laid laid = lay_span(NODE_SPAN, "names", "王芳　李小明", &design);
    size_t page;
    const Item *item = find_text(laid.book, STR("王芳　李小明"), &page);
    CHECK(item && item->as.glyphs.count == 6);
    for (size_t i = 1; item && i < 6; i++) { /* 芳 at 2 em; an em of space; the three others */
        static const int at[] = {0, 20, 30, 40, 50, 60};
        CHECK(item->as.glyphs.glyphs[i].x - item->as.glyphs.glyphs[0].x == LEN_PT(at[i]));
    }
    CHECK_TEXT(text_on(laid.book, 0), STR("王芳　李小明"), "text of names");
}

/* T67: a dot under the middle of each Han, none under others, inside the line's pitch. */
static void test_dots(void)
{
    Design design = plain_design();
    Laid laid = lay_span(NODE_SPAN, "dots", "着重，号A", &design);
    const Page *page = &laid.book->pages[0];
    const Item *base = &page->items[0];
    int dots = 0;
    for (size_t i = 1; i < page->nitems; i++) {
        const Item *item = &page->items[i];
        if (item->kind != ITEM_PICTURE)
            continue;
        CHECK(item->width >= LEN_PT(2) && item->width <= LEN_PT(3) && item->height == item->width);
        Len han = base->as.glyphs.glyphs[dots == 2 ? 3 : dots].x + LEN_PT(5);
        CHECK(abs(item->x + item->width / 2 - han) <= 200);
        CHECK(item->y > base->y && item->y < base->y + LEN_PT(9));
        CHECK(item->tag == 0);
        dots++;
    }
    CHECK(dots == 3);
}

/* T68: two proper names side by side have strokes of their own, 0.1 em apart. */
static void test_strokes(void)
{
    Design design = plain_design();
    const Node *names[2];
    for (int i = 0; i < 2; i++) {
        Node *span = doc_node(arena, NODE_SPAN, (Pos){0});
        span->as.section.class = STR("proper");
        NodeList words = {0};
        doc_push(arena, &words, doc_text(arena, i ? STR("天津") : STR("北京"), (Pos){0}));
        names[i] = doc_done(arena, span, &words);
    }
    const Node *para = block(NODE_PARA, 0, "", names, 2);
    Laid laid = lay(block(NODE_SECTION, 0, "", &para, 1), &design);
    const Item *strokes[2] = {NULL, NULL};
    size_t count = 0;
    for (size_t i = 0; i < laid.book->pages[0].nitems; i++)
        if (laid.book->pages[0].items[i].kind == ITEM_LINE && count < 2)
            strokes[count++] = &laid.book->pages[0].items[i];
    CHECK(count == 2);
    if (count == 2)
        CHECK(abs(strokes[1]->x - strokes[0]->x - strokes[0]->width - LEN_PT(1)) <= 300);
}

/* R17 at the edges of a line: the annotation stays inside the measure; words keep half an em apart;
 * the structure says which is base and which annotation. */
static void test_ruby_edges(void)
{
    Design design = plain_design();
    design.styles[STYLE_BODY].indent = 0;
    Laid laid = lay_span(NODE_RUBY, "zhuàng", "状", &design);
    size_t page;
    const Item *base = find_text(laid.book, STR("状"), &page), *ruby = find_text(laid.book, STR("zhuàng"), &page);
    CHECK(base && ruby && ruby->x == base->x && ruby->as.glyphs.size * 2 == base->as.glyphs.size);
    laid = lay_span(NODE_RUBY, "Zhōnghuá Rénmín Gònghéguó", "中国", &design); /* 25 letters, 6.25 em, over 2 */
    ruby = find_text(laid.book, STR("Zhōnghuá Rénmín Gònghéguó"), &page);
    base = find_text(laid.book, STR("中国"), &page);
    CHECK(ruby && base && ruby->x == base->x);
    Buf tags = buf_in(arena);
    page_dump_tags(&tags, laid.book);
    CHECK(str_find(buf_view(&tags), STR("Ruby <"), 0) < tags.n && str_find(buf_view(&tags), STR("RB <"), 0) < tags.n &&
          str_find(buf_view(&tags), STR("RT <"), 0) < tags.n);
}

/* T69: bases move apart as far as their annotations need, and no further. */
static void test_ruby(void)
{
    Design design = plain_design();
    Laid laid = lay_span(NODE_RUBY, "zhuàng zhuāng", "状装", &design);
    size_t page;
    const Item *one = find_text(laid.book, STR("状"), &page);
    const Item *two = find_text(laid.book, STR("装"), &page);
    CHECK(one && two && two->x - one->x == LEN_PT(16.25));
    laid = lay_span(NODE_RUBY, "yòu ér yuán", "幼儿园", &design);
    one = find_text(laid.book, STR("幼"), &page);
    two = find_text(laid.book, STR("儿"), &page);
    CHECK(one && two && two->x - one->x == LEN_PT(10));
}

/* ---- what must not hurt ---- */

static void test_hostile(void)
{
    Design design = design_default();
    CHECK(lay_text(STR("\n"), &design).book != NULL);
    CHECK(lay_text(STR("# 只有标题\n"), &design).book->npages == 1);
    Buf deep = buf_in(arena);
    for (int i = 0; i < 60; i++)
        buf_printf(&deep, "%*s- 层\n", i * 2, "");
    CHECK(lay_text(buf_view(&deep), &design).book != NULL);
    Laid quotes = lay_text(str_printf(arena, "%.*s引\n", STR_ARG(repeat("> ", 90))), &design);
    CHECK(quotes.book != NULL);
    Laid lost = lay_with(markdown(STR("![图](a.png)\n")), &design, (ImageSource){.find = no_image});
    CHECK(!lost.book && lost.diag.nerrors == 1);
    runaway_begin("hostile blocks", 10);
    Laid word = lay_para(repeat("abcdefghij", 10000), &design);
    CHECK(word.book && (has_code(&word.diag, "line-overfull") || has_code(&word.diag, "line-relief")));
    CHECK(lay_para(repeat("春眠不觉晓，处处闻啼鸟。", 2800), &design).book != NULL); /* 100 kB */
    const Node *huge[] = {span_cell(str_c(arena, repeat("单元格里一兆字节。", 40000)), 1, 1)};
    const Node *row = span_row(huge, 1);
    Node *table = doc_node(arena, NODE_TABLE, (Pos){0});
    table->as.table.ncolumns = 1;
    NodeList rows = {0};
    doc_push(arena, &rows, row);
    const Node *done = doc_done(arena, table, &rows);
    CHECK(lay(block(NODE_SECTION, 0, "", &done, 1), &design).book != NULL);
    CHECK(lay_text(repeat("```\ncode\n```\n\n", 500), &design).book != NULL);
    runaway_end();
}

/* Every heading deep in a tree that only C could make: an error, no overflow. */
static void test_depth(void)
{
    Design design = design_default();
    const Node *node = markdown(STR("甲\n"));
    for (int i = 0; i < 1000; i++)
        node = block(NODE_QUOTE, 0, "", &node, 1);
    Laid laid = lay(section("", node), &design);
    CHECK(!laid.book && has_code(&laid.diag, "nesting"));
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    test_widow();
    test_heading();
    test_grid();
    test_all_there();
    test_widows_everywhere();
    test_contents();
    test_contents_lines();
    test_page_ref();
    test_same_ids();
    test_link_targets();
    test_odd_chapters();
    test_official();
    test_official_folio();
    test_notes();
    test_long_note();
    test_notes_by_page();
    test_long_table();
    test_table_not_parted();
    test_long_table_in_columns();
    test_tall_cell();
    test_tall_form();
    test_notes_in_cells();
    test_blocks_in_cells();
    test_list_in_narrow_measure();
    test_columns();
    test_spans();
    test_wide_table();
    test_linear();
    test_tags();
    test_names();
    test_dots();
    test_strokes();
    test_ruby();
    test_ruby_edges();
    test_hostile();
    test_depth();
    fonts_close(fonts);
    arena_close(arena);
    return check_finish();
}
