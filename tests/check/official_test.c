/*
 * official_test: the checker of official documents on our own pages: clean as they are, and each
 * deviation planted in them is named, in millimetres. The words are a sample that says nothing.
 */
#include "check/official.h"

#include "check.h"
#include "pdf/official.h"
#include "pdf/official_tree.h"
#include "pdf/page.h"
#include "pdf/write.h"
#include "random.h"
#include "runaway.h"

static Fonts *fonts;

/* ---- the document ---- */

typedef struct Words {
    const char *number, *to, *date, *attachment, *copies;
    int rows; /* of a table in the annex */
} Words;

static const Words right = {"样测〔2026〕6号", "各县测量所：", "2026年3月6日", "测量记录表", "抄送：样例市档案馆，样例市标准化院。", 0};

#define SENTENCE "这是一段说明版式的样文，只用来量位置，不说任何事情。每行排二十八个字，每面排二十二行，撑满版心，段首空两个字。"

/* Four cells a row. */
static const Node *table_of(int count)
{
    Node *table = doc_node(official_arena, NODE_TABLE, (Pos){0});
    NodeList rows = {0};
    table->as.table.ncolumns = 4;
    for (int i = 0; i < count; i++) {
        const Node *cells[4];
        for (size_t k = 0; k < 4; k++) {
            const Node *words = doc_text(official_arena, STR("测量记录一项"), (Pos){0});
            Node *cell = doc_node(official_arena, NODE_CELL, (Pos){0});
            NodeList list = {0};
            doc_push(official_arena, &list, words);
            cells[k] = doc_done(official_arena, cell, &list);
        }
        doc_push(official_arena, &rows, node_of(NODE_ROW, 0, "", cells, 4));
    }
    return doc_done(official_arena, table, &rows);
}

static const Node *sample(const Words *w)
{
    static const char *const words[] = {"样例市", "测量局", "关于", "做好", "标准", "版式", "样文", "逐项",
                                        "测量", "和", "记录", "工作的", "通知", NULL};
    Str text = repeat(SENTENCE, 3);
    return SECTION(
        "official",
        SECTION("official-head", para("copy", STR("000001")), para("issuer", STR("样例市测量局")), para("suffix", STR("文件")),
                para("number", str_of(w->number)), title(words)),
        para("flush", str_of(w->to)), para("", text), heading(2, "一、总体要求"), para("", text), heading(3, "（一）基本原则"),
        para("", text), heading(4, "1. 逐项测量"), para("", text), heading(5, "（1）记录偏差"), para("", text), para("", text),
        para("", text), para("", text), para("", text), para("", text), para("", text),
        SECTION("official-attachments", para("label", STR("附件：")), para("item", str_of(w->attachment)),
                para("item", STR("工具清单"))),
        SECTION("official-signature seal", para("name", STR("样例市测量局")), para("date", str_of(w->date)),
                para("note", STR("（此件公开发布）"))),
        SECTION("official-annex", para("label", STR("附件1")), heading(1, "测量记录表")), w->rows ? table_of(w->rows) : para("", text),
        SECTION("official-imprint", para("copies", str_of(w->copies)), para("printer", STR("测量局办公室")),
                para("date", STR("2026年3月9日印发"))));
}

static bool no_image(void *self, const ImageWant *want, PdfImage *image, Diag *d)
{
    (void)self, (void)want, (void)image, (void)d;
    return false;
}

typedef void Plant(const Book *book);

static Str made(const Design *design, const Words *words, Plant *plant)
{
    static const Book about = {.title = {"样文", 6}, .language = {"zh-CN", 5}};
    Diag d = diag_in(official_arena);
    Str bytes = STR_NONE;
    const Book *book =
        page_layout(official_arena, fonts, design, sample(words), &about, (ImageSource){.find = no_image}, &d);
    CHECK(book != NULL);
    if (book && plant)
        plant(book);
    CHECK(book && write_pdf(official_arena, fonts, book, 0, &bytes, &d));
    diag_print(&d, (DiagStyle){.format = DIAG_SHORT}, stdout);
    return bytes;
}

/* ---- asking ---- */

static Diag checked(Str bytes)
{
    Diag d = diag_in(official_arena);
    size_t pages;
    official_check(official_arena, STR("样文.pdf"), bytes, &pages, &d);
    return d;
}

static void print_all(const Diag *d)
{
    for (size_t i = 0; i < d->count; i++)
        printf("  %u %.*s: %.*s\n", d->items[i].line, STR_ARG(d->items[i].code), STR_ARG(d->items[i].zh));
}

/* An error (or a warning) that says this, at the page if it is not 0. */
static bool says(const Diag *d, DiagLevel level, size_t page, const char *words)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->items[i].level == level && (!page || d->items[i].line == page) &&
            str_find(d->items[i].zh, str_of(words), 0) < d->items[i].zh.n)
            return true;
    printf("  not said: %s\n", words);
    print_all(d);
    return false;
}

static void expect(const Design *design, const Words *words, Plant *plant, size_t page, const char *message)
{
    Diag d = checked(made(design, words, plant));
    CHECK(d.nerrors >= 1);
    CHECK(says(&d, DIAG_ERROR, page, message));
}

static Item *items_of(const Book *book, size_t page)
{
    return (Item *)(uintptr_t)book->pages[page].items;
}

static void shift(Item *item, Len dx, Len dy)
{
    item->x += dx;
    item->y += dy;
    if (item->kind != ITEM_GLYPHS)
        return;
    PlacedGlyph *glyphs = (PlacedGlyph *)(uintptr_t)item->as.glyphs.glyphs;
    for (uint32_t i = 0; i < item->as.glyphs.count; i++)
        glyphs[i].x += dx;
}

/* ---- cases ---- */

/* Nothing is wrong but the face that stands in for 仿宋 here. */
static void test_clean(void)
{
    Design design = design_official();
    Str bytes = made(&design, &right, NULL);
    Diag d = checked(bytes);
    if (d.nerrors)
        print_all(&d);
    CHECK(d.nerrors == 0);
    CHECK(d.nwarnings <= 1);
    design.hang = true; /* marks that hang out at the right are let be */
    d = checked(made(&design, &right, NULL));
    CHECK(d.nerrors == 0);
}

/* Tables do not make the body, however many of them there are. */
static void test_tables(void)
{
    Design design = design_official();
    Words words = right;
    words.rows = 200;
    Diag d = checked(made(&design, &words, NULL));
    for (size_t i = 0; i < d.count; i++)
        CHECK(str_find(d.items[i].zh, STR("正文为"), 0) == d.items[i].zh.n && !str_equal(d.items[i].code, STR("gongwen-lines")));
    design.styles[STYLE_BODY].size = design.styles[STYLE_H4].size = LEN_PT(15);
    expect(&design, &words, NULL, 0, "正文为 15.0 磅，应为 3 号（16 磅）");
}

static void test_area(void)
{
    Design design = design_official();
    design.inner = LEN_MM(25);
    design.outer = LEN_MM(29);
    expect(&design, &right, NULL, 1, "单页版心左边（订口）到纸边 25.0 mm，应为 28.0 mm，差 -3.0 mm");
    design = design_official();
    design.top = LEN_MM(32);
    design.bottom = LEN_MM(40);
    expect(&design, &right, NULL, 2, "天头（纸边到第一行） 32.0 mm，应为 37.0 mm，差 -5.0 mm");
    design = design_official();
    design.width = LEN_PT(612);
    expect(&design, &right, NULL, 1, "纸宽 215.9 mm，应为 210.0 mm，差 +5.9 mm");
}

static void test_lines(void)
{
    Design design = design_official();
    for (int i = 0; i < STYLE_NAMES; i++)
        if (design.styles[i].leading == OFFICIAL_PITCH)
            design.styles[i].leading = LEN_PT(28);
    expect(&design, &right, NULL, 0, "行距 9.88 mm（28.00 磅），应为 10.45 mm（29.61 磅），差 -0.57 mm；这样每面可排 23 行，应为 22 行");
    design = design_official();
    design.grid = 0;
    expect(&design, &right, NULL, 0, "这样每行排 27 字，应为 28 字");
    design = design_official();
    design.styles[STYLE_BODY].size = design.styles[STYLE_H4].size = LEN_PT(15);
    expect(&design, &right, NULL, 0, "正文为 15.0 磅，应为 3 号（16 磅）");
}

static void test_type(void)
{
    Design design = design_official();
    design.styles[STYLE_H1].size = LEN_PT(20);
    expect(&design, &right, NULL, 1, "为 20.0 磅，应为 2 号（22 磅）");
    design = design_official();
    design.styles[STYLE_H2].role = STR("fang");
    expect(&design, &right, NULL, 0, "“一、总体要求”应为黑体");
    design = design_official();
    design.styles[STYLE_H2].indent = 0;
    expect(&design, &right, NULL, 0, "“一、总体要求”左空 0.0 mm，应空二字（11.1 mm）");
    design = design_official();
    design.styles[STYLE_BODY].role = STR("hei");
    expect(&design, &right, NULL, 0, "正文用的是黑体，应为仿宋");
}

/* The red rule 2 mm too low; the issuer 3 mm too high; the red rule gone. */
static void lower_rule(const Book *book)
{
    for (size_t i = 0; i < book->pages[0].nitems; i++)
        if (items_of(book, 0)[i].kind == ITEM_LINE)
            shift(&items_of(book, 0)[i], 0, LEN_MM(2));
}

static void raise_issuer(const Book *book)
{
    for (size_t i = 0; i < book->pages[0].nitems; i++)
        if (items_of(book, 0)[i].colour == OFFICIAL_RED && items_of(book, 0)[i].kind == ITEM_GLYPHS)
            shift(&items_of(book, 0)[i], 0, -LEN_MM(3));
}

static void blacken_rule(const Book *book)
{
    for (size_t i = 0; i < book->pages[0].nitems; i++)
        if (items_of(book, 0)[i].kind == ITEM_LINE)
            items_of(book, 0)[i].colour = 0;
}

static void test_head(void)
{
    Design design = design_official();
    Words words = right;
    words.number = "样测[2026]6号";
    expect(&design, &words, NULL, 1, "发文字号“样测[2026]6号”的年份应括在六角括号〔〕里");
    words.number = "样测（2026）6号";
    expect(&design, &words, NULL, 1, "六角括号〔〕");
    words.number = "样测〔2026〕06号";
    expect(&design, &words, NULL, 1, "不编虚位");
    words.number = "样测〔2026〕第6号";
    expect(&design, &words, NULL, 1, "前不加“第”");
    words.number = "样测〔26〕6号";
    expect(&design, &words, NULL, 1, "没有四位的年份");
    expect(&design, &right, lower_rule, 1, "发文字号到红色分隔线 6.0 mm，应为 4.0 mm，差 +2.0 mm");
    expect(&design, &right, raise_issuer, 1, "发文机关标志上边缘到版心上边缘 32.0 mm，应为 35.0 mm，差 -3.0 mm");
    expect(&design, &right, blacken_rule, 1, "没有红色分隔线");
    words = right;
    words.to = "各县测量所:";
    expect(&design, &words, NULL, 1, "应为全角冒号");
}

static void test_folio(void)
{
    Design design = design_official();
    design.styles[STYLE_FOLIO].align = PARA_START;
    expect(&design, &right, NULL, 1, "页码在左边，单页居右空一字");
    expect(&design, &right, NULL, 2, "页码在右边，双页居左空一字");
    design = design_official();
    design.folio_gap += LEN_MM(5);
    expect(&design, &right, NULL, 1, "版心下边缘到页码一字线 12.0 mm，应为 7.0 mm，差 +5.0 mm");
    design = design_official();
    design.styles[STYLE_FOLIO].size = LEN_PT(10.5);
    expect(&design, &right, NULL, 1, "页码为 10.5 磅，应为 4 号（14 磅）");
    design = design_official();
    design.folio = STR("{page}");
    expect(&design, &right, NULL, 1, "页码写成“1”，应为“— 1 —”");
    design = design_official();
    design.folio = STR("");
    expect(&design, &right, NULL, 3, "没有页码：应在版心下边缘之下 7 mm");
}

/* ---- the end ---- */

static size_t nth_rule(const Book *book, size_t page, size_t n)
{
    for (size_t i = 0; i < book->pages[page].nitems; i++)
        if (items_of(book, page)[i].kind == ITEM_LINE && !n--)
            return i;
    return SIZE_MAX;
}

static void drop_rule(const Book *book)
{
    items_of(book, book->npages - 1)[nth_rule(book, book->npages - 1, 1)].colour = 0xFFFFFF;
}

static void thicken_rule(const Book *book)
{
    items_of(book, book->npages - 1)[nth_rule(book, book->npages - 1, 0)].as.line.thickness = LEN_MM(0.8);
}

static void raise_imprint(const Book *book)
{
    size_t last = book->npages - 1;
    for (size_t i = 0; i < book->pages[last].nitems; i++)
        if (items_of(book, last)[i].tag || items_of(book, last)[i].kind == ITEM_LINE)
            shift(&items_of(book, last)[i], 0, -LEN_MM(4));
}

/* The signature 10 mm, a little less than two characters, to the left; a line of the body to the right. */
static void move_row(const Book *book, const char *text, Len dx)
{
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            Item *item = &items_of(book, p)[i];
            if (item->kind != ITEM_GLYPHS || !str_equal(item->as.glyphs.text, str_of(text)) || item->as.glyphs.size != 16000)
                continue;
            for (size_t k = 0; k < book->pages[p].nitems; k++)
                if (items_of(book, p)[k].kind == ITEM_GLYPHS && items_of(book, p)[k].y == item->y && k != i)
                    shift(&items_of(book, p)[k], dx, 0);
            shift(item, dx, 0);
            return;
        }
    CHECK(false);
}

static void move_signature(const Book *book)
{
    move_row(book, "样例市测量局", -LEN_MM(10));
}

static void move_heading(const Book *book)
{
    move_row(book, "一、总体要求", LEN_MM(140));
}

static void test_end(void)
{
    Design design = design_official();
    Words words = right;
    expect(&design, &right, drop_rule, 0, "版记有 2 条分隔线，应有 3 条");
    expect(&design, &right, thicken_rule, 0, "版记第 1 条分隔线粗 0.80 mm，应为 0.35 mm");
    expect(&design, &right, raise_imprint, 0, "版记末条分隔线到版心下边缘 -4.0 mm，应为 0.0 mm，差 -4.0 mm");
    words.copies = "抄送：样例市档案馆，样例市标准化院";
    expect(&design, &words, NULL, 0, "最后应有句号");
    words = right;
    words.date = "2026年03月06日";
    expect(&design, &words, NULL, 0, "月、日不编虚位");
    words.date = "二〇二六年三月六日";
    expect(&design, &words, NULL, 0, "成文日期“二〇二六年三月六日”应用阿拉伯数字");
    words = right;
    words.attachment = "测量记录表。";
    expect(&design, &words, NULL, 0, "附件名称后不加标点");
    words.attachment = "测量记录表（一式两份，填写以后随文报送，逾期不再受理）"; /* a comma where the line ends */
    Diag d = checked(made(&design, &words, NULL));
    CHECK(d.nerrors == 0);
    expect(&design, &right, move_signature, 0, "应为署名右空二字、日期右移二字，或加盖印章时日期右空四字、署名居中");
    expect(&design, &right, move_heading, 0, "有 1 行伸出版心右边");
}

/* ---- foreign bytes ---- */

/* Damaged files are reported or read as far as they go; none is too much. */
static void test_damage(void)
{
    Design design = design_official();
    Str bytes = made(&design, &right, NULL);
    uint32_t state = 7;
    for (int round = 0; round < 150; round++) {
        Arena *a = arena_open();
        Str copy = str_copy(a, bytes);
        char *p = (char *)(uintptr_t)copy.p;
        for (uint32_t i = 0, n = 1 + random_below(&state, 40); i < n; i++)
            p[random_below(&state, (uint32_t)copy.n)] = (char)random_below(&state, 256);
        if (round % 3 == 0)
            copy.n = random_below(&state, (uint32_t)copy.n);
        Diag d = diag_in(a);
        size_t pages;
        bool read = official_check(a, STR("x.pdf"), copy, &pages, &d);
        CHECK(read || d.nerrors > 0);
        arena_close(a);
    }
    Diag d = checked(STR("%PDF-1.7 nothing"));
    CHECK(says(&d, DIAG_ERROR, 0, "这不是能读的 PDF"));
}

/* A page made by hand with one content stream. */
static Str hand_made(const char *content, const char *more)
{
    static const char map[] = "1 beginbfrange <00> <60> <DBFFDFFE> endbfrange 1 beginbfchar <61> <D800> endbfchar";
    Buf out = buf_in(official_arena);
    size_t at[7];
    buf_c(&out, "%PDF-1.4\n");
    at[1] = out.n;
    buf_c(&out, "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    at[2] = out.n;
    buf_c(&out, "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n");
    at[3] = out.n;
    buf_c(&out, "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                "/Resources<</Font<</F <</Type/Font/Subtype/Type1/BaseFont/SimSun/ToUnicode 6 0 R>>>>/XObject<</X 5 0 R>>>>>>endobj\n");
    at[4] = out.n;
    buf_printf(&out, "4 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n", strlen(content), content);
    at[5] = out.n;
    buf_printf(&out, "5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length %zu>>stream\n%s\n"
                     "endstream endobj\n", strlen(more), more);
    at[6] = out.n;
    buf_printf(&out, "6 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n", strlen(map), map);
    size_t xref = out.n;
    buf_c(&out, "xref\n0 7\n0000000000 65535 f \n");
    for (int i = 1; i < 7; i++)
        buf_printf(&out, "%010zu 00000 n \n", at[i]);
    buf_printf(&out, "trailer<</Size 7/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", xref);
    return buf_view(&out);
}

/* A form that draws itself, brackets without end, numbers beyond any paper: an end comes soon. */
static void test_hostile(void)
{
    static const char *const contents[] = {
        "BT /F 16 Tf 100 700 Td (abc) Tj ET /X Do", "[[[[[[[[[[[[[[[[[[[[ (a) TJ", "BT /F 1e99 Tf 9e99 9e99 Td (abc) Tj",
        "q q q q Q Q Q Q Q Q Q Q (\\", "BI /W 9 ID abc", "<< << << <<", "/F 999999999999999 Tf (x) Tj",
        "1e300 0 0 1e300 0 0 cm 1e300 0 0 1e300 0 0 cm BT /F 9 Tf (x) Tj 0 0 m 1 1 l S", "BT /F 16 Tf <4> Tj ET", "BT /F 16 Tf <000102606162> Tj ET",
        "BT /F 16 Tf 0 Tz -5 Tr 77 Tr (a) Tj (b) ' 1 2 (c) \" T* ET 0 0 9 9 re f* 1 2 3 4 5 6 c b"};
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        Diag d = checked(hand_made(contents[i], "/X Do /X Do /X Do /X Do"));
        CHECK(d.nerrors > 0);
    }
    runaway_begin("forms that draw themselves", 60);
    checked(hand_made("BT /F 16 Tf (a) Tj ET /X Do", "/X Do /X Do /X Do"));
    runaway_end();
    Diag d = checked(hand_made("0 0 m 1 1 l S", ""));
    CHECK(says(&d, DIAG_ERROR, 0, "里没有文字"));
}

/* A landscape table reads upwards, its head at the left. */
static void test_landscape(void)
{
    Diag d = checked(hand_made("BT /F 16 Tf 1 0 0 1 100 700 Tm (zzzz) Tj 0 -1 1 0 300 700 Tm (zzzzzz) Tj ET", ""));
    CHECK(says(&d, DIAG_ERROR, 1, "横排的表格表头应在订口一边"));
    d = checked(hand_made("BT /F 16 Tf 1 0 0 1 100 700 Tm (zzzz) Tj 0 1 -1 0 300 200 Tm (zzzzzz) Tj ET", ""));
    for (size_t i = 0; i < d.count; i++)
        CHECK(str_find(d.items[i].zh, STR("横排"), 0) == d.items[i].zh.n);
}

/* ---- fonts ---- */

#define NOTO "/usr/share/fonts/opentype/noto/"
#define FACE(file, face) {.path = {file, sizeof(file) - 1}, .index = (face)}

static Fonts *open_fonts(Diag *d)
{
    static const FontFile song[] = {FACE(NOTO "NotoSerifCJK-Regular.ttc", 2)}, bold[] = {FACE(NOTO "NotoSerifCJK-Bold.ttc", 2)},
                          hei[] = {FACE(NOTO "NotoSansCJK-Regular.ttc", 2)},
                          kai[] = {FACE("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0),
                                   FACE(NOTO "NotoSerifCJK-Regular.ttc", 2)};
    const FontRole roles[] = {{.name = {"song", 4}, .chain = song, .count = 1}, {.name = {"hei", 3}, .chain = hei, .count = 1},
                              {.name = {"kai", 3}, .chain = kai, .count = 2},   {.name = {"fang", 4}, .chain = song, .count = 1},
                              {.name = {"xbs", 3}, .chain = bold, .count = 1},  {.name = {"mono", 4}, .chain = hei, .count = 1}};
    const FontConfig config = {roles, sizeof roles / sizeof *roles};
    return fonts_open(official_arena, &config, d);
}

int main(void)
{
    official_arena = arena_open();
    Diag d = diag_in(official_arena);
    fonts = open_fonts(&d);
    CHECK(fonts != NULL);
    if (!fonts)
        return check_finish();
    test_clean();
    test_tables();
    test_area();
    test_lines();
    test_type();
    test_head();
    test_folio();
    test_end();
    test_damage();
    test_hostile();
    test_landscape();
    fonts_close(fonts);
    return check_finish();
}
