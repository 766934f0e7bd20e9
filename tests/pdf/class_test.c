/*
 * class_test: text styles that a design names itself, worn by paragraphs, headings and spans, with
 * the metric font (22 lines of 30 characters of 10 pt on 18 pt).
 */
#include "check.h"
#include "pdf/page.h"

static Arena *arena;
static Fonts *fonts;

static Design design_with(const char *class, TextStyle style)
{
    Design d = design_default();
    d.width = LEN_PT(400);
    d.inner = d.outer = d.top = d.bottom = LEN_PT(50);
    d.height = LEN_PT(100 + 21 * 18 + 10);
    d.styles[STYLE_BODY].size = LEN_PT(10);
    d.styles[STYLE_BODY].indent = 0;
    d.page_break_level = 0;
    d.running_left = d.running_right = STR("头");
    d.folio = STR("");
    d.classes[0] = str_of(class);
    d.styles[STYLE_OWN] = style;
    return d;
}

static TextStyle like_body(void)
{
    return (TextStyle){.role = STR("song"), .size = LEN_PT(10), .leading = LEN_PT(18), .align = PARA_JUSTIFY};
}

static const Node *node_of(NodeKind kind, const char *class, const Node *kid)
{
    Node *node = doc_node(arena, kind, (Pos){0});
    NodeList kids = {0};
    node->level = kind == NODE_HEADING;
    node->as.section.class = str_of(class);
    doc_push(arena, &kids, kid);
    return doc_done(arena, node, &kids);
}

static const Node *words(NodeKind kind, const char *class, const char *text)
{
    return node_of(kind, class, doc_text(arena, str_of(text), (Pos){0}));
}

static const Node *page_break(int level)
{
    Node *node = doc_node(arena, NODE_PAGE_BREAK, (Pos){0});
    node->level = (uint8_t)level;
    return node;
}

static const Book *lay(const Node *const *nodes, size_t count, const Design *design)
{
    static const Book about = {.title = {"书", 3}, .language = {"zh-CN", 5}};
    Diag d = diag_in(arena);
    Node *root = doc_node(arena, NODE_SECTION, (Pos){0});
    NodeList kids = {0};
    for (size_t i = 0; i < count; i++)
        doc_push(arena, &kids, nodes[i]);
    const Book *book = page_layout(arena, fonts, design, doc_done(arena, root, &kids), &about, (ImageSource){0}, &d);
    CHECK(book != NULL && d.count == 0);
    return book;
}

static const Item *find(const Book *book, ItemKind kind, const char *text, size_t *page)
{
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            if (item->kind == kind && (kind != ITEM_GLYPHS || str_equal(item->as.glyphs.text, str_of(text)))) {
                *page = p;
                return item;
            }
        }
    return NULL;
}

/* Size, colour, margins, hanging first line; what is behind stays on the grid. */
static void test_para(void)
{
    TextStyle style = like_body();
    style.size = LEN_PT(20);
    style.leading = LEN_PT(27);
    style.colour = 0x112233;
    style.left = LEN_PT(40);
    style.indent = -1000;
    style.before = LEN_PT(18);
    Design design = design_with("big", style);
    size_t page;
    const Node *nodes[] = {words(NODE_PARA, "", "前"), words(NODE_PARA, "note big", "甲乙"), words(NODE_PARA, "", "后")};
    const Book *book = lay(nodes, 3, &design);
    const Item *before = find(book, ITEM_GLYPHS, "前", &page), *item = find(book, ITEM_GLYPHS, "甲乙", &page),
               *after = find(book, ITEM_GLYPHS, "后", &page);
    CHECK(item && before && after);
    CHECK(item->as.glyphs.size == LEN_PT(20) && item->colour == 0x112233);
    CHECK(item->x == LEN_PT(50 + 40 - 20)); /* the hang is an em of its own size */
    CHECK((after->y - before->y) % LEN_PT(18) == 0);
    const Node *span = node_of(NODE_PARA, "", words(NODE_SPAN, "big", "丙"));
    item = find(lay(&span, 1, &design), ITEM_GLYPHS, "丙", &page);
    CHECK(item && item->as.glyphs.size == LEN_PT(20) && item->colour == 0x112233);
}

/* A rule of its own length at the head of the block, the text below it by the gap. */
static void test_rules(void)
{
    TextStyle style = like_body();
    Design design = design_with("ruled", style);
    const Node *node = words(NODE_HEADING, "ruled", "题");
    size_t page;
    Len bare = find(lay(&node, 1, &design), ITEM_GLYPHS, "题", &page)->y;
    design.running_left = design.running_right = STR(""); /* whose rule would be found first */
    style.rule_above = LEN_PT(2);
    style.rule_gap = LEN_PT(6);
    style.rule_length = LEN_PT(30);
    style.align = PARA_CENTRE;
    design = design_with("ruled", style);
    design.running_left = design.running_right = STR("");
    const Book *book = lay(&node, 1, &design);
    const Item *rule = find(book, ITEM_LINE, NULL, &page), *text = find(book, ITEM_GLYPHS, "题", &page);
    CHECK(rule && rule->width == LEN_PT(30) && rule->x == LEN_PT(200 - 15) && rule->as.line.thickness == LEN_PT(2));
    CHECK(text && text->y == bare + LEN_PT(8));
}

/* What must follow a paragraph follows it to the next page. */
static void test_keep(void)
{
    TextStyle style = like_body();
    style.keep = 1;
    Design design = design_with("leads", style);
    const Node *nodes[23];
    for (int i = 0; i < 21; i++)
        nodes[i] = words(NODE_PARA, "", "行");
    nodes[21] = words(NODE_PARA, "leads", "引");
    nodes[22] = words(NODE_PARA, "", "文");
    size_t page = 9;
    const Book *book = lay(nodes, 23, &design);
    CHECK(find(book, ITEM_GLYPHS, "引", &page) && page == 1);
}

/* An opening page has no running head and keeps the space at its top. */
static void test_opening(void)
{
    TextStyle style = like_body();
    style.before = LEN_PT(54);
    Design design = design_with("sunk", style);
    const Node *nodes[] = {words(NODE_PARA, "", "前"), page_break(0), words(NODE_PARA, "sunk", "一"),
                           page_break(NODE_BREAK_OPENING), words(NODE_PARA, "sunk", "二")};
    size_t page;
    const Book *book = lay(nodes, 5, &design);
    Len plain = find(book, ITEM_GLYPHS, "一", &page)->y;
    CHECK(page == 1 && find(book, ITEM_GLYPHS, "二", &page)->y == plain + LEN_PT(54) && page == 2);
    bool heads[3] = {0};
    for (size_t p = 0; p < book->npages && p < 3; p++)
        for (size_t i = 0; i < book->pages[p].nitems; i++)
            heads[p] |= book->pages[p].items[i].kind == ITEM_GLYPHS &&
                        str_equal(book->pages[p].items[i].as.glyphs.text, STR("头"));
    CHECK(heads[0] && heads[1] && !heads[2]);
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    test_para();
    test_rules();
    test_keep();
    test_opening();
    return check_finish();
}
