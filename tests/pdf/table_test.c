/*
 * table_test: tables with the metric font OM, where a Han is 1 em and a digit half of one, so that
 * every place follows from the rules (typesetting specification, R25 and section 6).
 */
#include "check.h"
#include "pdf/page.h"
#include "read/markdown.h"
#include "runaway.h"

static Arena *arena;
static Fonts *fonts;

typedef struct Laid {
    const Book *book;
    Diag diag;
} Laid;

/* ---- making ---- */

/* 30 em of 10 pt, type in tables 10 on 13; 22 lines of 18 pt; numbers before captions. */
static Design plain_design(void)
{
    Design d = design_default();
    d.width = LEN_PT(400);
    d.inner = d.outer = LEN_PT(50);
    d.top = d.bottom = LEN_PT(50);
    d.height = LEN_PT(100 + 21 * 18 + 10);
    d.styles[STYLE_BODY].size = d.styles[STYLE_TABLE].size = d.styles[STYLE_TABLE_HEAD].size = LEN_PT(10);
    d.styles[STYLE_BODY].indent = 0;
    d.page_break_level = 0;
    d.running_left = d.running_right = d.folio = STR("");
    return d;
}

static const Node *markdown(Str text)
{
    Diag d = diag_in(arena);
    const Node *root = markdown_read(arena, source_make(arena, STR("test.md"), text), 0,
                                     (MarkdownOptions){0}, &d);
    CHECK(root != NULL && d.count == 0);
    return root;
}

/* The first table of a text, still to be changed. */
static Node *table_of(Str text)
{
    const Node *root = markdown(text);
    CHECK(root->kids[0]->kind == NODE_TABLE);
    Node *copy = doc_copy(arena, root->kids[0]);
    return copy;
}

static void add_caption(Node *table, const char *title)
{
    NodeList words = {0}, kids = {0};
    doc_push(arena, &words, doc_text(arena, str_of(title), (Pos){0}));
    doc_push(arena, &kids, doc_done(arena, doc_node(arena, NODE_CAPTION, (Pos){0}), &words));
    for (uint32_t i = 0; i < table->nkids; i++)
        doc_push(arena, &kids, table->kids[i]);
    doc_done(arena, table, &kids);
}

static Laid lay(const Node *block, const Design *design)
{
    static const Book about = {.title = {"书", 3}, .language = {"zh-CN", 5}};
    Laid laid = {.diag = diag_in(arena)};
    NodeList kids = {0};
    doc_push(arena, &kids, block);
    const Node *root = doc_done(arena, doc_node(arena, NODE_SECTION, (Pos){0}), &kids);
    laid.book = page_layout(arena, fonts, design, root, &about, (ImageSource){0}, &laid.diag);
    CHECK(laid.book != NULL);
    return laid;
}

static const Page *page_of(const char *text, const Design *design)
{
    return &lay(markdown(str_of(text)), design).book->pages[0];
}

/* ---- asking ---- */

static const Item *find(const Page *page, const char *text)
{
    for (size_t i = 0; i < page->nitems; i++)
        if (page->items[i].kind == ITEM_GLYPHS &&
            str_equal(page->items[i].as.glyphs.text, str_of(text)))
            return &page->items[i];
    printf("no item \"%s\"\n", text);
    CHECK(false);
    return &page->items[0];
}

static int count(const Page *page, const char *text, bool artifact)
{
    int n = 0;
    for (size_t i = 0; i < page->nitems; i++)
        n += page->items[i].kind == ITEM_GLYPHS && !page->items[i].tag == artifact &&
             str_equal(page->items[i].as.glyphs.text, str_of(text));
    return n;
}

static Len right_of(const Item *item)
{
    return item->x + item->width;
}

/* Where the glyph for the byte of the item's text that is `c` stands. */
static Len glyph_at(const Item *item, char c)
{
    for (uint32_t i = 0; i < item->as.glyphs.count; i++)
        if (item->as.glyphs.text.p[item->as.glyphs.glyphs[i].text] == c)
            return item->as.glyphs.glyphs[i].x;
    return -1;
}

/* The horizontal rules of a page, as long as `width` and at least as thick, by height. */
static size_t rules(const Page *page, Len width, Len thickness, Len *heights, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < page->nitems && n < most; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_LINE && !item->height && item->width == width &&
            item->as.line.thickness >= thickness)
            heights[n++] = item->y;
    }
    return n;
}

/* ---- widths ---- */

/* What fits on one line has columns as wide as its text and equal gaps between them; the outer
 * half em is the only space at the edges. */
static void test_gaps(void)
{
    Design design = plain_design();
    const Page *page = page_of("| 日期日期 | 主题主题主题主 | 数 |\n|:--|:--|--:|\n| 一二三四 | 一二三四五六七 | 12 |\n", &design);
    const Item *date = find(page, "一二三四"), *topic = find(page, "一二三四五六七"), *number = find(page, "12");
    Len first = topic->x - right_of(date), second = number->x - right_of(topic);
    CHECK(date->x == LEN_PT(55) && right_of(number) == LEN_PT(345));
    CHECK(abs(first - second) <= 2 && first > LEN_PT(10));
    CHECK(right_of(find(page, "数")) == right_of(number));
}

/* A table with little in it takes half or two thirds of the measure, in the middle; class wide all. */
static void test_narrow(void)
{
    Design design = plain_design();
    Node *table = table_of(STR("| 甲 | 乙 |\n|:--|--:|\n| 一二 | 5 |\n"));
    Len y[8];
    CHECK(rules(&lay(table, &design).book->pages[0], LEN_PT(150), LEN_PT(1), y, 8) == 2);
    CHECK(find(&lay(table, &design).book->pages[0], "甲")->x == LEN_PT(50 + 75 + 5));
    table->as.table.class = STR("wide");
    CHECK(rules(&lay(table, &design).book->pages[0], LEN_PT(300), LEN_PT(1), y, 8) == 2);
    const Page *page = page_of("| 甲 | 乙 |\n|:--|:--|\n| 一二三四五六 | 一二三四五 |\n", &design);
    CHECK(rules(page, LEN_PT(200), LEN_PT(1), y, 8) == 2);
}

/* Names, dates and figures keep their line while the long remark takes what is left. */
static void test_remarks(void)
{
    Design design = plain_design();
    const Page *page = page_of(
        "| 姓名 | 日期 | 职务 | 备注 |\n|:--|:--|:--|:--|\n"
        "| 王芳 | 2024年9月1日 | 园长 | 先后在两所园任教主持过课题获得过称号还负责培训与送教 |\n"
        "| 欧阳修远 | 2025年12月31日 | 副园长 | 负责教研工作与家长学校的日常安排 |\n", &design);
    static const char *const whole[] = {"王芳", "欧阳修远", "2024年9月1日", "2025年12月31日", "副园长"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        CHECK(count(page, whole[i], false) == 1);
}

/* Where a column must give way it is the one that costs fewer lines, and nothing is left to a
 * column of single characters. */
static void test_few_lines(void)
{
    Design design = plain_design();
    Buf text = buf_in(arena);
    buf_c(&text, "| 类别 | 说明 | 单位 |\n|:--|:--|:--|\n");
    for (int i = 0; i < 6; i++)
        buf_c(&text, "| 甲类 | 一二三四五六七八九十一二三四五六七八九十 | 甲乙丙丁戊己庚辛壬癸 |\n");
    const Page *page = page_of(str_c(arena, buf_view(&text)), &design);
    CHECK(count(page, "甲类", false) == 6);
    int lines = 0;
    Len last = 0;
    for (size_t i = 0; i < page->nitems; i++) {
        const Item *item = &page->items[i];
        if (item->kind != ITEM_GLYPHS || item->x < LEN_PT(80))
            continue;
        lines += item->y != last;
        last = item->y;
    }
    CHECK(lines <= 1 + 6 * 4); /* both columns in two lines: 10 + 5 em beside 2 em and the gaps */
}

/* A date in a cell holds together, a short range of dates too. */
static void test_dates(void)
{
    Design design = plain_design();
    Buf text = buf_in(arena);
    buf_c(&text, "| 起止 | 事 |\n|:--|:--|\n");
    buf_c(&text, "| 9月18日—6月18日 | 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十 |\n");
    const Page *page = page_of(str_c(arena, buf_view(&text)), &design);
    CHECK(count(page, "9月18日—6月18日", false) == 1);
}

/* Lengths are kept, shares divide the rest, by the text is by the text. */
static void test_given(void)
{
    Design design = plain_design();
    Node *table = table_of(STR("| 甲 | 乙 | 丙 |\n|:--|:--|:--|\n| 一 | 二 | 三 |\n"));
    static const Len widths[] = {LEN_PT(90), -2000, -1000};
    table->as.table.widths = widths;
    const Page *page = &lay(table, &design).book->pages[0];
    CHECK(find(page, "一")->x == LEN_PT(55));
    CHECK(find(page, "二")->x == LEN_PT(50 + 90 + 5));
    /* (300 - 90 - 4 × 5) pt of text in the shares 2 : 1 */
    CHECK(abs(find(page, "三")->x - (LEN_PT(50 + 90 + 10 + 5) + LEN_PT(190) * 2 / 3)) <= 2);
    static const Len fixed[] = {LEN_PT(60), LEN_PT(60), 0};
    table->as.table.widths = fixed;
    page = &lay(table, &design).book->pages[0];
    Len y[4]; /* 60 + 60 + 20, in the middle */
    CHECK(rules(page, LEN_PT(140), LEN_PT(1), y, 4) == 2 && find(page, "一")->x == LEN_PT(50 + 80 + 5));
    static const Len wide[] = {LEN_PT(400), LEN_PT(60), 0};
    table->as.table.widths = wide;
    Laid laid = lay(table, &design);
    CHECK(laid.diag.nwarnings == 1 && str_equal(laid.diag.items[0].code, STR("table-wide")));
    CHECK(right_of(find(&laid.book->pages[0], "三")) <= LEN_PT(345));
}

/* Three rules of the design's thickness where nothing wraps, thin ones between rows as well where
 * something does, unless the class says otherwise. */
static void test_rules(void)
{
    Design design = plain_design();
    design.table_edge = LEN_PT(1.5);
    design.table_head_rule = LEN_PT(0.75);
    Node *table = table_of(STR("| 甲 | 乙 |\n|:--|:--|\n| 一 | 二 |\n| 三 | 四 |\n"));
    table->as.table.class = STR("wide");
    Len y[8];
    const Page *page = &lay(table, &design).book->pages[0];
    CHECK(rules(page, LEN_PT(300), LEN_PT(1.5), y, 8) == 2 && rules(page, LEN_PT(300), LEN_PT(0.75), y, 8) == 3);
    CHECK(rules(page, LEN_PT(300), 0, y, 8) == 3);
    table->as.table.class = STR("wide lines");
    CHECK(rules(&lay(table, &design).book->pages[0], LEN_PT(300), 0, y, 8) == 4);
    table->as.table.class = STR("plain");
    CHECK(rules(&lay(table, &design).book->pages[0], LEN_PT(300), 0, y, 8) == 0);
}

/* A row is its text and what stands above and below it: a line of the body, or as the design says. */
static void test_pad(void)
{
    Design design = plain_design();
    const char *rows = "| 甲 | 乙 |\n|:--|:--|\n| 一 | 二 |\n| 三 | 四 |\n";
    const Page *page = page_of(rows, &design);
    Len line = find(page, "三")->y - find(page, "一")->y;
    CHECK(line == design.styles[STYLE_BODY].leading);
    design.table_pad = LEN_PT(1);
    page = page_of(rows, &design);
    CHECK(find(page, "三")->y - find(page, "一")->y == design.styles[STYLE_TABLE].leading + LEN_PT(2));
}

/* ---- aligns ---- */

/* Points below each other; integers end where the points stand; a dash is no number but stands there. */
static void test_points(void)
{
    Design design = plain_design();
    const Page *page = page_of("| 项 | 万元 |\n|:--|--:|\n| 甲 | 128.5 |\n| 乙 | 7.125 |\n| 丙 | 1,250 |\n| 丁 | —— |\n", &design);
    Len point = glyph_at(find(page, "128.5"), '.');
    CHECK(point > 0 && glyph_at(find(page, "7.125"), '.') == point);
    CHECK(right_of(find(page, "1,250")) == point && right_of(find(page, "——")) == point);
    CHECK(find(page, "——")->width == LEN_PT(20)); /* T75: two em */
    CHECK(right_of(find(page, "7.125")) == right_of(find(page, "万元"))); /* the widest at the edge */
}

/* Bare figures without a mark go right; text, names such as 007 and the first column do not. */
static void test_figures(void)
{
    Design design = plain_design();
    const Page *page = page_of("| 年 | 人次 | 号 | 注 |\n|---|---|---|---|\n| 2024 | 1280 | 007 | 3 |\n| 2025 | 96 | 012 | 无 |\n", &design);
    CHECK(right_of(find(page, "1280")) == right_of(find(page, "96")));
    CHECK(find(page, "007")->x == find(page, "012")->x && find(page, "007")->x == find(page, "号")->x);
    CHECK(find(page, "2024")->x == find(page, "年")->x && find(page, "3")->x == find(page, "无")->x);
    Node *form = table_of(STR("| 电话 | 13800000000 |\n|---|---|\n| 邮编 | 750000 |\n"));
    form->as.table.class = STR("form");
    page = &lay(form, &design).book->pages[0];
    CHECK(right_of(find(page, "750000")) < LEN_PT(300));
}

/* A head over several columns stands in their middle, with a rule below it that keeps from its
 * neighbour's. */
static void test_heads(void)
{
    Design design = plain_design();
    const Page *page = page_of("| 园 | 上学期 || 下学期 ||\n|:--|--:|--:|--:|--:|\n| ^^ | 次数 | 人次 | 场数 | 人数 |\n"
                               "| 甲 | 1 | 2 | 3 | 4 |\n", &design);
    const Item *over = find(page, "上学期"), *left = find(page, "次数"), *right = find(page, "人次");
    CHECK(abs(over->x + right_of(over) - left->x - right_of(right)) <= 2);
    int short_rules = 0;
    for (size_t i = 0; i < page->nitems; i++)
        short_rules += page->items[i].kind == ITEM_LINE && page->items[i].width < LEN_PT(150);
    CHECK(short_rules == 2);
    const Item *year = find(page, "园"); /* in the middle of both rows */
    CHECK(year->y > over->y && year->y < left->y);
}

static void test_valign(void)
{
    Design design = plain_design();
    for (uint8_t align = VALIGN_DEFAULT; align <= VALIGN_BOTTOM; align++) {
        Node *table = table_of(STR("| 甲 | 乙 |\n|:--|:--|\n| 短 | 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三 |\n"));
        table->as.table.valign = align;
        const Page *page = &lay(table, &design).book->pages[0];
        Len first = 0, last = 0, y = find(page, "短")->y;
        for (size_t i = 0; i < page->nitems; i++)
            if (page->items[i].kind == ITEM_GLYPHS && page->items[i].y > find(page, "乙")->y) {
                first = first ? first : page->items[i].x > LEN_PT(70) ? page->items[i].y : 0;
                last = page->items[i].y > last ? page->items[i].y : last;
            }
        CHECK(first < last);
        CHECK(align == VALIGN_TOP      ? y == first
              : align == VALIGN_BOTTOM ? y == last
                                       : abs(2 * y - first - last) <= 2);
    }
}

/* ---- pages ---- */

static Str rows_text(const char *head, int rows)
{
    Buf text = buf_in(arena);
    buf_c(&text, head);
    for (int i = 0; i < rows; i++)
        buf_printf(&text, i ? "| ^^ | 事%d |\n" : "| 第一季度 | 事%d |\n", i);
    return buf_view(&text);
}

/* A cell that goes on overleaf says its text again there, as artifact, level with the first row. */
static void test_carry(void)
{
    Design design = plain_design();
    const Book *book = lay(table_of(rows_text("| 季 | 事 |\n|:--|:--|\n", 60)), &design).book;
    CHECK(book->npages == 3);
    for (size_t p = 0; p < book->npages; p++) {
        CHECK(count(&book->pages[p], "第一季度", false) == (p == 0));
        CHECK(count(&book->pages[p], "第一季度", true) == (p > 0));
        CHECK(count(&book->pages[p], "季", true) == (p > 0)); /* the head too */
    }
    const Page *page = &book->pages[1];
    Len row = INT32_MAX;
    for (size_t i = 0; i < page->nitems; i++)
        if (page->items[i].kind == ITEM_GLYPHS && page->items[i].tag && page->items[i].y < row)
            row = page->items[i].y;
    CHECK(find(page, "第一季度")->y == row);
}

/* A sub-head is never the last on its page. */
static void test_subheads(void)
{
    Design design = plain_design();
    for (int before = 12; before < 24; before++) {
        Buf text = buf_in(arena);
        buf_c(&text, "| 甲 | 乙 |\n|:--|:--|\n");
        for (int i = 0; i < before; i++)
            buf_printf(&text, "| 行%d | 值 |\n", i);
        buf_c(&text, "| 二、小标题 ||\n| 后 | 值 |\n| 尾 | 值 |\n");
        const Book *book = lay(table_of(buf_view(&text)), &design).book;
        for (size_t p = 0; p < book->npages; p++)
            if (count(&book->pages[p], "二、小标题", false))
                CHECK(count(&book->pages[p], "后", false) == 1);
    }
}

/* "续表 1" before the title, or "（续）" behind it where tables have no numbers. */
static void test_continued(void)
{
    Design design = plain_design();
    for (int numbered = 0; numbered < 2; numbered++) {
        design.table_label = numbered ? STR("表 {n}") : STR_NONE;
        Node *table = table_of(rows_text("| 季 | 事 |\n|:--|:--|\n", 40));
        add_caption(table, "名册");
        const Book *book = lay(table, &design).book;
        CHECK(book->npages == 2);
        int again = 0;
        for (size_t i = 0; i < book->pages[1].nitems; i++) {
            const Item *item = &book->pages[1].items[i];
            again += item->kind == ITEM_GLYPHS && !item->tag &&
                     (numbered ? str_starts(item->as.glyphs.text, STR("续表 1"))
                               : str_equal(item->as.glyphs.text, STR("名册（续）")));
        }
        CHECK(again == 1);
    }
}

/* R25: a title ends without a full stop. */
static void test_caption(void)
{
    Design design = plain_design();
    Node *table = table_of(STR("| 甲 | 乙 |\n|:--|:--|\n| 一 | 二 |\n"));
    add_caption(table, "各园名册。");
    Laid laid = lay(table, &design);
    CHECK(laid.diag.count == 1 && str_equal(laid.diag.items[0].code, STR("lint-caption")));
}

/* Each page's part of a table is closed below and opened above, with or without a head. */
static void test_closed(void)
{
    Design design = plain_design();
    static const char *const classes[] = {"", "grid", "form"};
    for (size_t k = 0; k < 3; k++)
        for (uint8_t heads = 0; heads < 2; heads++) {
            Node *table = table_of(rows_text("| 季 | 事 |\n|:--|:--|\n", 60));
            table->as.table.class = str_printf(arena, "%s wide", classes[k]);
            table->level = heads;
            const Book *book = lay(table, &design).book;
            for (size_t p = 0; p < book->npages; p++) {
                const Page *page = &book->pages[p];
                Len y[80], top = INT32_MAX, bottom = 0;
                size_t n = rules(page, LEN_PT(300), LEN_PT(0.5), y, 80);
                for (size_t i = 0; i < n; i++) {
                    top = y[i] < top ? y[i] : top;
                    bottom = y[i] > bottom ? y[i] : bottom;
                }
                for (size_t i = 0; i < page->nitems; i++)
                    if (page->items[i].kind == ITEM_GLYPHS)
                        CHECK(page->items[i].y > top && page->items[i].y < bottom);
            }
        }
}

/* A cell taller than a page goes on; its lines keep from the rules, the sides reach them. */
static void test_tall(void)
{
    Design design = plain_design();
    Buf text = buf_in(arena);
    buf_c(&text, "| 甲 | 乙 |\n|:--|:--|\n| 短 | ");
    for (int i = 0; i < 200; i++)
        buf_c(&text, "一二三四五六七八九十");
    buf_c(&text, " |\n");
    Node *table = table_of(buf_view(&text));
    table->as.table.class = STR("grid");
    Laid laid = lay(table, &design);
    CHECK(laid.book->npages > 2 && laid.diag.count == 0);
    const Page *page = &laid.book->pages[1];
    Len y[8], low = 0, side = 0;
    size_t n = rules(page, LEN_PT(300), LEN_PT(0.5), y, 8);
    CHECK(n == 3); /* above and below the head, and at the end */
    for (size_t i = 0; i < page->nitems; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_GLYPHS)
            low = item->y > low ? item->y : low;
        if (item->kind == ITEM_LINE && !item->width && item->y + item->height > side)
            side = item->y + item->height;
    }
    Len end = y[0] > y[1] ? y[0] : y[1];
    end = y[2] > end ? y[2] : end;
    CHECK(side == end && end - low >= LEN_PT(4)); /* descent and the row's own space */
}

/* R25: rows of at most three lines stay whole, wherever the page ends. */
static void test_whole_rows(void)
{
    Design design = plain_design();
    for (int before = 10; before < 22; before++) {
        Buf text = buf_in(arena);
        buf_c(&text, "| 甲 | 乙 |\n|:--|:--|\n");
        for (int i = 0; i < before; i++)
            buf_printf(&text, "| 行%d | 值 |\n", i);
        buf_c(&text, "| 三行 | 始二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一终 |\n| 后 | 值 |\n| 尾 | 值 |\n");
        const Book *book = lay(table_of(buf_view(&text)), &design).book;
        for (size_t p = 0; p < book->npages; p++) {
            int pieces = 0;
            for (size_t i = 0; i < book->pages[p].nitems; i++) {
                Str s = book->pages[p].items[i].kind == ITEM_GLYPHS ? book->pages[p].items[i].as.glyphs.text : STR_NONE;
                pieces += str_starts(s, STR("始")) + str_ends(s, STR("终"));
            }
            CHECK(pieces == 0 || pieces == 2);
        }
    }
}

/* R25, R7(3): text in cells under 12 em is not expanded between Han. */
static void test_ragged(void)
{
    Design design = plain_design();
    Node *table = table_of(STR("| 甲 |\n|:--|\n| 一二三四五六七八九（甲乙丙丁戊己庚 |\n"));
    static const Len widths[] = {LEN_PT(110)};
    table->as.table.widths = widths; /* ten em of text: （ would end the first line */
    const Page *page = &lay(table, &design).book->pages[0];
    CHECK(find(page, "一二三四五六七八九")->width == LEN_PT(90));
    static const Len wide[] = {LEN_PT(140)}; /* thirteen, justified unless the style says otherwise */
    table = table_of(STR("| 甲 |\n|:--|\n| 一二三四五六七八九十一二（甲乙丙丁戊己庚 |\n"));
    table->as.table.widths = wide;
    page = &lay(table, &design).book->pages[0];
    CHECK(find(page, "一二三四五六七八九十一二")->width > LEN_PT(120));
    design.styles[STYLE_TABLE].align = PARA_START;
    page = &lay(table, &design).book->pages[0];
    CHECK(find(page, "一二三四五六七八九十一二")->width == LEN_PT(120));
}

/* Bytes that a cell over so many rows takes: more than one file may hold. */
static size_t span_cost(int rows)
{
    Design design = plain_design();
    Node *table = table_of(rows_text("| 季 | 事 |\n|:--|:--|\n", 1000));
    NodeList kids = {0};
    doc_push(arena, &kids, table->kids[0]);
    for (int i = 0; i < rows; i++)
        doc_push(arena, &kids, table->kids[i ? 2 + i % 999 : 1]);
    Node *first = doc_copy(arena, table->kids[1]), *tall = doc_copy(arena, first->kids[0]);
    tall->as.cell.rowspan = (uint16_t)rows;
    NodeList cells = {0};
    doc_push(arena, &cells, tall);
    doc_push(arena, &cells, first->kids[1]);
    kids.items[1] = doc_done(arena, first, &cells);
    doc_done(arena, table, &kids);
    size_t before = arena_used(arena);
    CHECK(lay(table, &design).book != NULL);
    return arena_used(arena) - before;
}

/* A cell over thousands of rows costs as much a row as one over hundreds. */
static void test_linear(void)
{
    size_t small = span_cost(3000);
    CHECK(span_cost(6000) < 3 * small); /* squares would be 4 */
    runaway_begin("a cell over 48,000 rows", 10);
    CHECK(span_cost(48000) < 24 * small); /* squares would be 256 */
    runaway_end();
}

/* Columns in a cell are set one below the other. */
static void test_columns_in_cells(void)
{
    Design design = plain_design();
    const Node *inside = markdown(STR("甲段。\n\n乙段。\n"));
    Node *columns = doc_node(arena, NODE_COLUMNS, (Pos){0}), *cell = doc_node(arena, NODE_CELL, (Pos){0});
    NodeList kids = {0}, blocks = {0}, cells = {0}, rows = {0};
    columns->level = 2;
    for (uint32_t i = 0; i < inside->nkids; i++)
        doc_push(arena, &kids, inside->kids[i]);
    doc_push(arena, &blocks, doc_done(arena, columns, &kids));
    doc_push(arena, &cells, doc_done(arena, cell, &blocks));
    doc_push(arena, &rows, doc_done(arena, doc_node(arena, NODE_ROW, (Pos){0}), &cells));
    Node *table = doc_node(arena, NODE_TABLE, (Pos){0});
    table->as.table.ncolumns = 1;
    const Page *page = &lay(doc_done(arena, table, &rows), &design).book->pages[0];
    CHECK(find(page, "乙段。")->y > find(page, "甲段。")->y);
}

/* ---- any table ---- */

static uint32_t seed;

static uint32_t random_below(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

/* Han, now and then a figure, a date or a Latin word; bytes receives its length. */
static const Node *random_cell(size_t *bytes)
{
    static const char *const words[] = {"一二三", "集体备课", "12.5", "2025年9月1日", "abc", "、", "（注）", "——", "7"};
    static const uint32_t lengths[] = {1, 1, 2, 3, 8, 40};
    Node *cell = doc_node(arena, NODE_CELL, (Pos){0});
    cell->as.cell.colspan = (uint16_t)(random_below(4) ? 1 : 1 + random_below(3));
    cell->as.cell.rowspan = (uint16_t)(random_below(5) ? 1 : 1 + random_below(30));
    cell->as.cell.align = (uint8_t)random_below(5);
    cell->as.cell.valign = (uint8_t)random_below(4);
    Buf text = buf_in(arena);
    for (uint32_t n = lengths[random_below(6)]; n > 0; n--)
        buf_c(&text, words[random_below(9)]);
    *bytes += text.n;
    NodeList kids = {0};
    doc_push(arena, &kids, doc_text(arena, buf_view(&text), (Pos){0}));
    return doc_done(arena, cell, &kids);
}

/* A table whose rows have as many cells as there are columns free, as an author writes them. */
static const Node *random_table(size_t *bytes)
{
    static const char *const classes[] = {"", "zebra", "grid", "form", "plain", "three-line wide"};
    Node *table = doc_node(arena, NODE_TABLE, (Pos){0});
    table->as.table.ncolumns = 1 + random_below(6);
    table->as.table.class = str_of(classes[random_below(6)]);
    table->level = (uint8_t)random_below(3);
    uint32_t rows = 1 + random_below(60), busy[6] = {0};
    NodeList list = {0};
    for (uint32_t row = 0; row < rows; row++) {
        NodeList cells = {0};
        uint32_t end = row < table->level && table->level < rows ? table->level : rows;
        for (uint32_t column = 0; column < table->as.table.ncolumns;) {
            if (busy[column]) {
                busy[column++]--;
                continue;
            }
            const Node *cell = random_cell(bytes);
            uint32_t span = cell->as.cell.rowspan < end - row ? cell->as.cell.rowspan : end - row, from = column;
            while (column < table->as.table.ncolumns && column < from + cell->as.cell.colspan && !busy[column])
                busy[column++] = span - 1;
            doc_push(arena, &cells, cell);
        }
        doc_push(arena, &list, doc_done(arena, doc_node(arena, NODE_ROW, (Pos){0}), &cells));
    }
    return doc_done(arena, table, &list);
}

static bool apart(const Item *a, const Item *b)
{
    Len em = a->as.glyphs.size, squeezed = a->y == b->y ? em / 2 : 2; /* a mark reaches under the next (R6) */
    return a->x + a->width <= b->x + squeezed || b->x + b->width <= a->x + squeezed ||
           abs(a->y - b->y) >= em;
}

/* All text stands once, within the page, and no two pieces of it over each other. */
static void check_random(uint32_t number)
{
    Design design = plain_design();
    size_t bytes = 0, said = 0;
    seed = number;
    const Book *book = lay(random_table(&bytes), &design).book;
    bool clear = true, inside = true;
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            if (item->kind != ITEM_GLYPHS)
                continue;
            said += item->tag ? item->as.glyphs.text.n : 0;
            inside = inside && item->y < design.height - design.bottom + LEN_PT(10) && item->y > design.top - LEN_PT(10);
            for (size_t k = 0; k < i; k++)
                clear = clear && (book->pages[p].items[k].kind != ITEM_GLYPHS || apart(item, &book->pages[p].items[k]));
        }
    CHECK(said == bytes && clear && inside);
    if (said != bytes || !clear || !inside)
        printf("  table %u: %zu of %zu bytes, %s, %s\n", number, said, bytes, clear ? "apart" : "over each other",
               inside ? "inside" : "outside");
}

static void test_random(void)
{
    for (uint32_t number = 1; number <= 400; number++)
        check_random(number);
}

/* ---- structure ---- */

static void test_tags(void)
{
    Design design = plain_design();
    Node *table = table_of(STR("| 园 | 上学期 || \n|:--|--:|--:|\n| ^^ | 次 | 人 |\n| 县城 |||\n| 甲 | 1 | 2 |\n"));
    add_caption(table, "题");
    Buf out = buf_in(arena);
    page_dump_tags(&out, lay(table, &design).book);
    CHECK_TEXT(buf_view(&out), STR("0 Document < 0\n1 Table < 0\n2 Caption < 1\n"
                                   "3 TR < 1\n4 TH < 3 scope column span 1 x 2\n5 TH < 3 scope column span 2 x 1\n"
                                   "6 TR < 1\n7 TH < 6 scope column headers 5\n8 TH < 6 scope column headers 5\n"
                                   "9 TR < 1\n10 TH < 9 scope row span 3 x 1\n"
                                   "11 TR < 1\n12 TD < 11 headers 4,10\n13 TD < 11 headers 5,7,10\n"
                                   "14 TD < 11 headers 5,8,10\n"), "heads by name");
    Buf plain = buf_in(arena);
    page_dump_tags(&plain, lay(table_of(STR("| | 甲 |\n|:--|--:|\n| 行 | 1 |\n")), &design).book);
    CHECK_TEXT(buf_view(&plain), STR("0 Document < 0\n1 Table < 0\n2 TR < 1\n3 TH < 2 scope column\n"
                                     "4 TH < 2 scope column\n5 TR < 1\n6 TH < 5 scope row\n7 TD < 5\n"),
               "scopes are enough");
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    test_gaps();
    test_narrow();
    test_remarks();
    test_few_lines();
    test_dates();
    test_given();
    test_rules();
    test_pad();
    test_points();
    test_figures();
    test_heads();
    test_valign();
    test_carry();
    test_subheads();
    test_continued();
    test_caption();
    test_closed();
    test_tall();
    test_whole_rows();
    test_ragged();
    test_columns_in_cells();
    test_linear();
    test_random();
    test_tags();
    fonts_close(fonts);
    arena_close(arena);
    return check_finish();
}
