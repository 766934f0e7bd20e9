/*
 * official_test: the page of official documents, GB/T 9704-2012, with the metric font OM: cases T63
 * and T64 of the typesetting specification and each row of its section 3. Expected places are in
 * millimetres from the page's top left corner, as the standard gives them.
 */
#include <math.h>

#include "check.h"
#include "pdf/official_tree.h"
#include "pdf/page.h"

static Fonts *fonts;
static Design design;

/* ---- making ---- */

static bool no_image(void *self, const ImageWant *want, PdfImage *image, Diag *d)
{
    (void)self;
    (void)image;
    diag_error(d, "image", want->pos, "没有 %.*s", "no %.*s", STR_ARG(want->href));
    return false;
}

static const Book *lay(const Node *root)
{
    static const Book about = {.title = {"样文", 6}, .language = {"zh-CN", 5}};
    Diag d = diag_in(official_arena);
    const Book *book = page_layout(official_arena, fonts, &design, root, &about, (ImageSource){.find = no_image}, &d);
    CHECK(book != NULL);
    if (!book) {
        diag_print(&d, (DiagStyle){.format = DIAG_SHORT}, stdout);
        exit(1);
    }
    return book;
}

/* ---- asking ---- */

static double mm(Len len)
{
    return len * 25.4 / 72000;
}

static bool near(double got, double want)
{
    bool good = fabs(got - want) <= 0.1;
    if (!good)
        printf("  want %.3f mm, got %.3f mm\n", want, got);
    return good;
}
#define NEAR(got, want) CHECK(near((got), (want)))

static bool starts(const Item *item, const char *text)
{
    return item->kind == ITEM_GLYPHS && str_starts(item->as.glyphs.text, str_of(text));
}

/* The first text on the page that starts so. */
static const Item *text_at(const Book *book, size_t page, const char *text)
{
    for (size_t i = 0; page < book->npages && i < book->pages[page].nitems; i++)
        if (starts(&book->pages[page].items[i], text))
            return &book->pages[page].items[i];
    printf("  no \"%s\" on page %zu\n", text, page + 1);
    CHECK(false);
    exit(1);
}

static const Item *rule_at(const Book *book, size_t page, size_t number)
{
    for (size_t i = 0; i < book->pages[page].nitems; i++)
        if (book->pages[page].items[i].kind == ITEM_LINE && !number--)
            return &book->pages[page].items[i];
    CHECK(false);
    exit(1);
}

/* Top and foot of the em box: OM's ascent is 880. */
static double top_of(const Item *item)
{
    return mm(item->y - len_em(880, item->as.glyphs.size));
}
static double foot_of(const Item *item)
{
    return top_of(item) + mm(item->as.glyphs.size);
}
static double left_of(const Item *item)
{
    return mm(item->as.glyphs.glyphs[0].x);
}
static double right_of(const Item *item)
{
    return mm(item->x + item->width);
}

static const double cell = 156.0 / 28, pitch = (225 - 16 * 25.4 / 72) / 21, line = 25.4 / 72;

/* ---- the page ---- */

/* 616 Han: Han n of line k at 79.370 + 15.793 n, lines 29.609 apart; one more is on page 2. */
static void test_grid(void)
{
    design.styles[STYLE_BODY].indent = 0;
    const Book *book = lay(SECTION("", para("", repeat("一", 616))));
    CHECK(book->npages == 1);
    int lines = 0;
    for (size_t i = 0; i < book->pages[0].nitems; i++) {
        const Item *item = &book->pages[0].items[i];
        if (!starts(item, "一"))
            continue;
        CHECK(item->as.glyphs.count == 28);
        for (uint32_t n = 0; n < item->as.glyphs.count; n++)
            CHECK(abs(item->as.glyphs.glyphs[n].x - (79370 + (Len)(n * 15793))) <= 2);
        CHECK(abs(item->y - (104882 + 14080 + lines * 29609)) <= 10);
        lines++;
    }
    CHECK(lines == 22);
    book = lay(SECTION("", para("", repeat("一", 617))));
    CHECK(book->npages == 2);
    design = design_official();
}

/* The last line ends on the foot of the text area, 35 mm above the edge of the paper. */
static void test_area(void)
{
    const Book *book = lay(SECTION("", para("flush", repeat("一", 616))));
    NEAR(mm(book->width), 210);
    NEAR(mm(book->height), 297);
    const Item *first = text_at(book, 0, "一"), *last = first;
    for (size_t i = 0; i < book->pages[0].nitems; i++)
        last = starts(&book->pages[0].items[i], "一") ? &book->pages[0].items[i] : last;
    NEAR(top_of(first), 37);
    NEAR(foot_of(last), 37 + 225);
    NEAR(left_of(first), 28);
    NEAR(right_of(first), 28 + 156);
}

/* "— 1 —" ends at 507.575 pt on page 1, starts at 87.701 pt on page 2; the dash 7 mm below. */
static void test_folio(void)
{
    const Book *book = lay(SECTION("", para("", repeat("一", 1200))));
    const Item *odd = text_at(book, 0, "—"), *even = text_at(book, 1, "—");
    Len end = odd->x + odd->width;
    for (size_t i = 0; i < book->pages[0].nitems; i++)
        if (!book->pages[0].items[i].tag && book->pages[0].items[i].kind == ITEM_GLYPHS)
            end = book->pages[0].items[i].x + book->pages[0].items[i].width;
    CHECK(abs(end - 507575) <= 500);
    CHECK(abs(even->as.glyphs.glyphs[0].x - 87701) <= 500);
    CHECK(odd->as.glyphs.size == 14000);
    NEAR(mm(odd->y - len_em(380, 14000)), 37 + 225 + 7); /* the stroke of Noto Serif's dash */
}

/* Two digits fill a character's place. */
static void test_digits(void)
{
    const Book *book = lay(SECTION("", para("flush", STR("二〇2026年"))));
    const Item *item = text_at(book, 0, "二");
    CHECK(abs(item->as.glyphs.glyphs[6].x - item->as.glyphs.glyphs[2].x - 2 * 15793) <= 4);
}

/* ---- the head ---- */

static const char *const long_title[] = {"样例市", "测量局", "关于", "做好", "标准", "版式", "样文",
                                         "逐项", "测量", "和", "记录", "工作的", "通知", NULL};

static const Node *head(const Node *heading_node)
{
    return SECTION("official-head", para("copy", STR("000001")), para("secrecy", STR("机密")),
                   para("issuer", STR("样例市测量局")), para("suffix", STR("文件")),
                   para("number", STR("样测〔2026〕6号")), heading_node);
}

static void test_head(void)
{
    const Book *book = lay(SECTION("", head(title((const char *const[]){"关于", "测量的", "通知", NULL})),
                                   para("flush", STR("各所：")), para("", repeat("一", 40))));
    NEAR(top_of(text_at(book, 0, "000001")), 37);
    NEAR(left_of(text_at(book, 0, "000001")), 28);
    NEAR(top_of(text_at(book, 0, "机密")), 37 + pitch);
    const Item *mark = text_at(book, 0, "样例市测量局"), *number = text_at(book, 0, "样测");
    NEAR(top_of(mark), 37 + 35);
    CHECK(mark->colour == 0xE60012);
    NEAR(left_of(mark) + right_of(text_at(book, 0, "文件")), 2 * 28 + 156); /* in the middle */
    NEAR(top_of(number), foot_of(mark) + 2 * pitch);
    NEAR(left_of(number) + right_of(number), 2 * 28 + 156);
    const Item *rule = rule_at(book, 0, 0);
    NEAR(mm(rule->y - rule->as.line.thickness / 2), foot_of(number) + 4);
    NEAR(mm(rule->x), 28);
    NEAR(mm(rule->width), 156);
    CHECK(rule->colour == 0xE60012);
    const Item *words = text_at(book, 0, "关于测量的通知");
    CHECK(words->as.glyphs.size == 22000);
    NEAR(top_of(words), mm(rule->y + rule->as.line.thickness / 2) + 2 * pitch);
    NEAR(left_of(words) + right_of(words), 2 * 28 + 156);
    /* one line blank, then on to the next line of the page */
    double to = top_of(text_at(book, 0, "各所"));
    CHECK(to >= foot_of(words) + pitch - 0.1 && to < foot_of(words) + 2 * pitch);
    double lines = (to - 37) / pitch;
    NEAR((lines - floor(lines + 0.5)) * pitch, 0);
    NEAR(left_of(text_at(book, 0, "各所")), 28);
}

/* Without a head the title stands on the first line. */
static void test_no_head(void)
{
    const Book *book = lay(SECTION("", SECTION("official-head", heading(1, "测量通知")), para("", STR("一"))));
    NEAR(top_of(text_at(book, 0, "测量通知")), 37);
}

/* An upward document: number at the left, signer at the right, a character from each edge. */
static void test_signer(void)
{
    const Book *book = lay(SECTION("", SECTION("official-head", para("issuer", STR("样例市测量局")),
                                               para("number", STR("样测〔2026〕6号")), para("signer", STR("王某某")),
                                               para("signer-label", STR("签发人：")))));
    NEAR(left_of(text_at(book, 0, "样测")), 28 + cell);
    NEAR(right_of(text_at(book, 0, "王某某")), 28 + 156 - cell);
    NEAR(left_of(text_at(book, 0, "签发人")), 28 + 156 - 8 * cell);
    NEAR(top_of(text_at(book, 0, "王某某")), top_of(text_at(book, 0, "样测")));
}

/* Several issuers: names spread to one width, what stands behind them in the middle of their height. */
static void test_issuers(void)
{
    const Book *book = lay(SECTION("", SECTION("official-head", para("issuer", STR("样例市测量局")),
                                               para("issuer", STR("样例市档案馆局处")), para("suffix", STR("文件")),
                                               para("number", STR("样测〔2026〕6号")))));
    const Item *first = text_at(book, 0, "样例市测量局"), *second = text_at(book, 0, "样例市档案馆局处");
    const Item *suffix = text_at(book, 0, "文件");
    NEAR(top_of(first), 72);
    NEAR(left_of(first), left_of(second));
    NEAR(right_of(first), right_of(second));
    NEAR(top_of(suffix) + foot_of(suffix), top_of(first) + foot_of(second));
    CHECK(right_of(suffix) <= 28 + 156 + 0.1);
}

/* Lines of a title break between words and make a trapezoid or a diamond. */
static void test_title_shape(void)
{
    const Book *book = lay(SECTION("", head(title(long_title))));
    double widths[8];
    size_t n = 0;
    Buf whole = buf_in(official_arena);
    for (size_t i = 0; i < book->pages[0].nitems; i++) {
        const Item *item = &book->pages[0].items[i];
        if (item->kind != ITEM_GLYPHS || item->as.glyphs.size != 22000)
            continue;
        CHECK(n < 8);
        widths[n++] = mm(item->width);
        buf_str(&whole, item->as.glyphs.text);
        NEAR(left_of(item) + right_of(item), 2 * 28 + 156);
        /* no line starts inside a word */
        for (size_t w = 0; long_title[w]; w++)
            for (size_t cut = 3; cut < strlen(long_title[w]); cut += 3)
                CHECK(!str_starts(item->as.glyphs.text, str_of(long_title[w] + cut)));
    }
    CHECK(n == 2 && widths[0] != widths[1]);
    CHECK_TEXT(buf_view(&whole), STR("样例市测量局关于做好标准版式样文逐项测量和记录工作的通知"), "the whole title");
    const Node *three = heading(1, "样例市测量局样例市档案馆关于做好标准版式样文逐项测量和逐项记录以及年度归档保存工作的通知");
    book = lay(SECTION("", head(three)));
    n = 0;
    for (size_t i = 0; i < book->pages[0].nitems; i++)
        if (book->pages[0].items[i].kind == ITEM_GLYPHS && book->pages[0].items[i].as.glyphs.size == 22000)
            widths[n++] = mm(book->pages[0].items[i].width);
    CHECK(n == 3);
    bool diamond = widths[1] > widths[0] && widths[1] > widths[2];
    bool trapezoid = (widths[0] > widths[1] && widths[1] > widths[2]) ||
                     (widths[0] < widths[1] && widths[1] < widths[2]);
    CHECK(diamond || trapezoid);
}

/* ---- body ---- */

static void test_headings(void)
{
    const Book *book = lay(SECTION("", heading(2, "一、总体要求"), heading(3, "（一）原则"), heading(4, "1. 逐项"),
                                   heading(5, "（1）记录"), para("", repeat("一", 40))));
    static const char *const starts_with[] = {"一、", "（一）", "1.", "（1）"};
    static const StyleName styles[] = {STYLE_H2, STYLE_H3, STYLE_H4, STYLE_H5};
    static const char *const roles[] = {"hei", "kai", "fang", "fang"};
    for (int i = 0; i < 4; i++) {
        const Item *item = text_at(book, 0, starts_with[i]);
        CHECK(item->as.glyphs.size == 16000);
        NEAR(top_of(item), 37 + i * pitch);
        NEAR(mm(item->x), 28 + 2 * cell);
        CHECK_TEXT(design.styles[styles[i]].role, str_of(roles[i]), starts_with[i]);
    }
    NEAR(left_of(text_at(book, 0, "一一")), 28 + 2 * cell);
}

static void test_attachments(void)
{
    const Book *book = lay(SECTION("", para("", repeat("一", 20)),
                                   SECTION("official-attachments", para("label", STR("附件：")),
                                           para("item", repeat("甲", 25)), para("item", STR("乙表")))));
    const Item *label = text_at(book, 0, "附件"), *name = text_at(book, 0, "甲");
    NEAR(top_of(label), 37 + 2 * pitch);
    NEAR(left_of(label), 28 + 2 * cell);
    NEAR(left_of(text_at(book, 0, "1.")), 28 + 5 * cell);
    NEAR(left_of(text_at(book, 0, "2.")), 28 + 5 * cell);
    NEAR(left_of(name), 28 + 6 * cell);
    for (size_t i = 0; i < book->pages[0].nitems; i++)
        if (starts(&book->pages[0].items[i], "甲"))
            NEAR(left_of(&book->pages[0].items[i]), left_of(name)); /* also the line that goes on */
    book = lay(SECTION("", para("", STR("一")), SECTION("official-attachments", para("label", STR("附件：")),
                                                        para("item", STR("乙表")))));
    NEAR(left_of(text_at(book, 0, "乙表")), 28 + 5 * cell); /* one alone has no number */
}

/* ---- signature ---- */

static const Book *signed_book(const char *class, const char *name, const char *date)
{
    return lay(SECTION("", para("", repeat("一", 20)), SECTION(class, para("name", str_of(name)),
                                                                para("date", str_of(date)),
                                                                para("note", STR("（此件公开）")))));
}

static void test_signature(void)
{
    /* without a seal: two characters from the edge, the date two in from the name's first */
    const Book *book = signed_book("official-signature", "样例市测量管理局办公室", "2026年3月6日");
    const Item *name = text_at(book, 0, "样例市"), *date = text_at(book, 0, "2026");
    NEAR(top_of(name), 37 + 2 * pitch);
    NEAR(right_of(name), 28 + 156 - 2 * cell);
    NEAR(left_of(date), left_of(name) + 2 * cell);
    NEAR(top_of(date), top_of(name) + pitch);
    NEAR(top_of(text_at(book, 0, "（此件")), top_of(date) + pitch);
    NEAR(mm(text_at(book, 0, "（此件")->x), 28 + 2 * cell);
    /* the date is longer: it keeps two characters from the edge, the name gives way */
    book = signed_book("official-signature", "测量局", "2026年12月16日");
    name = text_at(book, 0, "测量局");
    date = text_at(book, 0, "2026");
    NEAR(right_of(date), 28 + 156 - 2 * cell);
    NEAR(left_of(date), left_of(name) + 2 * cell);
}

static void test_seal(void)
{
    const Book *book = signed_book("official-signature seal", "样例市测量局", "2026年3月6日");
    const Item *name = text_at(book, 0, "样例市"), *date = text_at(book, 0, "2026");
    NEAR(right_of(date), 28 + 156 - 4 * cell);
    NEAR(left_of(name) + right_of(name), left_of(date) + right_of(date));
    NEAR(top_of(date), top_of(name) + pitch);
    /* a name that would leave the text area */
    book = signed_book("official-signature seal", "样例市测量管理工作领导小组联合办公室", "2026年3月6日");
    name = text_at(book, 0, "样例市");
    date = text_at(book, 0, "2026");
    NEAR(right_of(name), 28 + 156 - 2 * cell);
    NEAR(left_of(name) + right_of(name), left_of(date) + right_of(date));
}

/* The signature never stands on a page without text: the last lines of the body go with it. */
static void test_signature_page(void)
{
    const Book *book = lay(SECTION("", para("", repeat("一", 26 + 20 * 28)),
                                   SECTION("official-signature", para("name", STR("测量局")),
                                           para("date", STR("2026年3月6日")))));
    CHECK(book->npages == 2);
    text_at(book, 1, "测量局");
    text_at(book, 1, "一");
}

/* ---- annexes ---- */

static void test_annex(void)
{
    const Book *book = lay(SECTION("", para("", STR("一")), SECTION("official-annex", para("label", STR("附件1")),
                                                                   heading(1, "测量记录表")), para("", STR("甲"))));
    CHECK(book->npages == 2);
    const Item *label = text_at(book, 1, "附件"), *words = text_at(book, 1, "测量记录表");
    NEAR(top_of(label), 37);
    NEAR(left_of(label), 26);
    NEAR(left_of(words) + right_of(words), 2 * 26 + 156);
    /* on the third line: their middles are the same */
    NEAR((top_of(words) + foot_of(words)) / 2, 37 + 2 * pitch + 8 * line);
}

/* ---- imprint ---- */

static const Node *imprint(void)
{
    return SECTION("official-imprint", para("copies", STR("抄送：样例市办公室，样例市档案馆，样例市标准化院，样例市图书馆，样例市印刷学会，样例市报社。")),
                   para("printer", STR("测量局办公室")), para("date", STR("2026年3月9日印发")));
}

static void test_imprint(void)
{
    /* text on page 1 only: the imprint stands on page 2 */
    const Book *book = lay(SECTION("", para("", STR("一")), imprint()));
    CHECK(book->npages == 2);
    const Item *top = rule_at(book, 1, 0), *inner = rule_at(book, 1, 1), *last = rule_at(book, 1, 2);
    NEAR(mm(last->y), 37 + 225);
    NEAR(mm(top->as.line.thickness), 0.35);
    NEAR(mm(last->as.line.thickness), 0.35);
    CHECK(fabs(mm(inner->as.line.thickness) - 0.25) < 0.01 && fabs(mm(top->as.line.thickness) - 0.35) < 0.01);
    for (int i = 0; i < 3; i++) {
        NEAR(mm(rule_at(book, 1, (size_t)i)->x), 26);
        NEAR(mm(rule_at(book, 1, (size_t)i)->width), 156);
    }
    const Item *label = text_at(book, 1, "抄送"), *names = text_at(book, 1, "样例市办公室");
    CHECK(label->as.glyphs.size == 14000);
    NEAR(left_of(label), 26 + 14 * line);
    NEAR(left_of(names), 26 + (14 + 3 * 14) * line);
    for (size_t i = 0; i < book->pages[1].nitems; i++) /* the line that goes on stands below it */
        if (book->pages[1].items[i].kind == ITEM_GLYPHS && book->pages[1].items[i].y > label->y &&
            book->pages[1].items[i].y < inner->y)
            NEAR(left_of(&book->pages[1].items[i]), left_of(names));
    NEAR(left_of(text_at(book, 1, "测量局")), 26 + 14 * line);
    NEAR(right_of(text_at(book, 1, "2026")), 26 + 156 - 14 * line);
    text_at(book, 1, "—"); /* no blank page before it: it is numbered */
}

/* On an even page with room it stands below the text; without room a blank page comes first, and
 * neither of the two is numbered. */
static void test_imprint_page(void)
{
    const Book *book = lay(SECTION("", para("", repeat("一", 28 * 30)), imprint()));
    CHECK(book->npages == 2);
    NEAR(mm(rule_at(book, 1, 2)->y), 37 + 225);
    book = lay(SECTION("", para("", repeat("一", 28 * 43)), imprint()));
    CHECK(book->npages == 4);
    CHECK(book->pages[2].nitems == 0 && book->pages[2].blank);
    NEAR(mm(rule_at(book, 3, 2)->y), 37 + 225);
    for (size_t i = 0; i < book->pages[3].nitems; i++)
        CHECK(!starts(&book->pages[3].items[i], "—"));
    CHECK(book->pages[3].label.n == 0);
    design.print = PRINT_SCREEN; /* no blank pages, and the last may be an odd one */
    book = lay(SECTION("", para("", STR("一")), imprint()));
    CHECK(book->npages == 1);
    NEAR(mm(rule_at(book, 0, 2)->y), 37 + 225);
    book = lay(SECTION("", para("", repeat("一", 28 * 43)), imprint()));
    CHECK(book->npages == 3 && book->pages[2].label.n > 0);
    design = design_official();
}

/* Items of a list are paragraphs of the body: two characters in, the next line flush. */
static void test_list(void)
{
    const Node *words = doc_text(official_arena, repeat("甲", 40), (Pos){0});
    const Node *kid = node_of(NODE_PARA, 0, "", &words, 1), *item;
    item = doc_done(official_arena, doc_node(official_arena, NODE_ITEM, (Pos){0}), &(NodeList){&kid, 1, 1});
    Node *list = doc_node(official_arena, NODE_LIST, (Pos){0});
    list->flags = NODE_ORDERED;
    list->as.list.start = 1;
    const Book *book = lay(SECTION("", doc_done(official_arena, list, &(NodeList){&item, 1, 1})));
    NEAR(left_of(text_at(book, 0, "1.")), 28 + 2 * cell);
    int lines = 0;
    for (size_t i = 0; i < book->pages[0].nitems; i++)
        if (starts(&book->pages[0].items[i], "甲") && lines++)
            NEAR(left_of(&book->pages[0].items[i]), 28);
    CHECK(lines == 2);
}

int main(void)
{
    official_arena = arena_open();
    fonts = fonts_open_metric(official_arena);
    design = design_official();
    test_grid();
    test_area();
    test_folio();
    test_digits();
    test_head();
    test_no_head();
    test_signer();
    test_issuers();
    test_title_shape();
    test_headings();
    test_attachments();
    test_signature();
    test_seal();
    test_signature_page();
    test_annex();
    test_imprint();
    test_imprint_page();
    test_list();
    return check_finish();
}
