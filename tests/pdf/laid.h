/*
 * laid: documents laid out with the metric font OM, and questions about their pages.
 */
#ifndef TESTS_PDF_LAID_H
#define TESTS_PDF_LAID_H

#include "check.h"
#include "pdf/page.h"
#include "read/markdown.h"

static Arena *arena;
static Fonts *fonts;

typedef struct Laid {
    const Book *book;
    Diag diag;
    Str dump;
} Laid;

/* ---- making ---- */

static inline Str repeat(const char *text, int times)
{
    Buf out = buf_in(arena);
    for (int i = 0; i < times; i++)
        buf_c(&out, text);
    return buf_view(&out);
}

static inline const Node *markdown(Str text)
{
    Diag d = diag_in(arena);
    const Source *source = source_make(arena, STR("test.md"), text);
    const Node *root = markdown_read(arena, source, 0, (MarkdownOptions){0}, &d);
    CHECK(root != NULL);
    if (!root)
        diag_print(&d, (DiagStyle){.format = DIAG_SHORT}, stdout);
    return root;
}

static inline const Node *block(NodeKind kind, int level, const char *class, const Node *const *kids,
                         size_t count)
{
    Node *node = doc_node(arena, kind, (Pos){0});
    NodeList list = {0};
    node->level = (uint8_t)level;
    if (kind != NODE_COLUMNS && kind != NODE_PAGE_BREAK)
        node->as.section.class = str_of(class);
    for (size_t i = 0; i < count; i++)
        doc_push(arena, &list, kids[i]);
    return doc_done(arena, node, &list);
}

static inline const Node *section(const char *class, const Node *kid)
{
    return block(NODE_SECTION, 0, class, &kid, 1);
}

static inline const Node *contents(int depth)
{
    return block(NODE_CONTENTS, depth, "", NULL, 0);
}

static inline bool no_image(void *self, const ImageWant *want, PdfImage *image, Diag *d)
{
    (void)self;
    (void)image;
    diag_error(d, "image", want->pos, "没有 %.*s", "no %.*s", STR_ARG(want->href));
    return false;
}

static inline bool any_image(void *self, const ImageWant *want, PdfImage *image, Diag *d)
{
    (void)self;
    (void)want;
    (void)d;
    *image = (PdfImage){.width = 20000, .height = 20000, .jpeg = true, .channels = 3};
    return true;
}

/* 22 lines of 30 characters of 10 pt on 18 pt, no indent: what the rules are counted with. */
static inline Design plain_design(void)
{
    Design d = design_default();
    d.width = LEN_PT(400);
    d.inner = d.outer = LEN_PT(50);
    d.top = d.bottom = LEN_PT(50);
    d.height = LEN_PT(100 + 21 * 18 + 10);
    d.styles[STYLE_BODY].size = LEN_PT(10);
    d.styles[STYLE_BODY].indent = 0;
    d.page_break_level = 0;
    d.last_lines = 1;
    d.looseness = 0;
    d.running_left = d.running_right = d.folio = STR("");
    d.styles[STYLE_H1] = d.styles[STYLE_H3];
    d.styles[STYLE_H2] = d.styles[STYLE_H3];
    return d;
}

static inline Laid lay_with(const Node *root, const Design *design, ImageSource images)
{
    static const Book about = {.title = {"书", 3}, .language = {"zh-CN", 5}};
    Laid laid = {.diag = diag_in(arena)};
    laid.book = page_layout(arena, fonts, design, root, &about, images, &laid.diag);
    if (laid.book) {
        Buf out = buf_in(arena);
        page_dump(&out, laid.book);
        laid.dump = buf_view(&out);
    }
    return laid;
}

static inline Laid lay(const Node *root, const Design *design)
{
    return lay_with(root, design, (ImageSource){.find = any_image});
}

/* One paragraph longer than Markdown lets through. */
static inline Laid lay_para(Str text, const Design *design)
{
    const Node *words = doc_text(arena, text, (Pos){0});
    const Node *para = block(NODE_PARA, 0, "", &words, 1);
    return lay(block(NODE_SECTION, 0, "", &para, 1), design);
}

static inline Laid lay_text(Str text, const Design *design)
{
    return lay(markdown(text), design);
}

/* ---- asking ---- */

/* How many different baselines of tagged text a page has. */
static inline int lines_on(const Book *book, size_t page)
{
    int count = 0;
    Len last = -1;
    for (size_t i = 0; i < book->pages[page].nitems; i++) {
        const Item *item = &book->pages[page].items[i];
        if (item->kind != ITEM_GLYPHS || !item->tag || item->y == last)
            continue;
        last = item->y;
        count++;
    }
    return count;
}

/* All tagged text of a page, or of all pages (SIZE_MAX), without anything between. */
static inline Str text_on(const Book *book, size_t page)
{
    Buf out = buf_in(arena);
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; (page == SIZE_MAX || p == page) && i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            if (item->kind == ITEM_GLYPHS && item->tag)
                buf_str(&out, item->as.glyphs.text);
        }
    return buf_view(&out);
}

static inline int count_in(Str text, Str needle)
{
    int count = 0;
    for (size_t at = str_find(text, needle, 0); at < text.n; at = str_find(text, needle, at + 1))
        count++;
    return count;
}

/* The first item that starts with text; page receives where. */
static inline const Item *find_text(const Book *book, Str text, size_t *page)
{
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            if (item->kind == ITEM_GLYPHS && str_starts(item->as.glyphs.text, text)) {
                *page = p;
                return item;
            }
        }
    return NULL;
}

static inline bool has_code(const Diag *d, const char *code)
{
    for (size_t i = 0; i < d->count; i++)
        if (str_equal(d->items[i].code, str_of(code)))
            return true;
    return false;
}

#endif
