/*
 * page_jacket: the cover of a glued book in one piece: back, spine, front, as it lies before it is folded.
 *
 * Front and back are the outer covers of the book's own tree; a book without a back cover has a
 * plain one. The spine is as thick as the leaves between them, and bears title and author from 5 mm
 * on (GB/T 11668, 4.1). Where it is folded, marks stand outside the bleed like those at the corners.
 */
#include "pdf/page_imp.h"

#define SPINE_NAMED LEN_MM(5)

typedef struct Jacket {
    Compose *c;
    Design wide;      /* of the whole piece */
    Len width, spine; /* of one cover, and of what lies between them */
    Strip *strip;
    Context context;
} Jacket;

static const Node *find_cover(const Node *node, bool back)
{
    const Node *found = NULL;
    if (node->kind == NODE_COVER && block_is_outer(node) && doc_has_class(node->as.section.class, STR("back")) == back)
        return node;
    for (uint32_t i = 0; i < node->nkids && !found; i++)
        found = doc_is_inline((NodeKind)node->kids[i]->kind) ? NULL : find_cover(node->kids[i], back);
    return found;
}

static void add_rect(Jacket *j, Len x, Len width)
{
    Item *item = block_item(j->c, j->strip, ITEM_RECT, 0);
    item->x = x;
    item->width = width;
    item->height = j->c->design->height;
    item->colour = j->c->design->brand;
}

static void add_cover(Jacket *j, const Node *cover, Len x)
{
    Block block = {0};
    if (!cover) {
        add_rect(j, x, j->width);
        return;
    }
    block_cover(j->c, &block, cover, j->context);
    const Strip *made = &block.strips[0];
    block_move(made->items, made->nitems, x, 0);
    for (uint32_t i = 0; i < made->nitems; i++)
        *block_item(j->c, j->strip, made->items[i].kind, made->items[i].tag) = made->items[i];
}

/* A text along the spine, smaller where it would be too long; at_foot: its end at y, else its head. */
static void add_spine_text(Jacket *j, Str text, Em scale, Len y, Len most, bool at_foot)
{
    Compose *c = j->c;
    Setting setting = block_setting(c, j->context, STYLE_COVER_SUBTITLE);
    Len length = 0, size = block_style(c, STYLE_COVER_SUBTITLE)->size, broad = j->spine * 3 / 5;
    if (!text.n)
        return;
    setting.indent = 0;
    setting.width = c->design->height * 4;
    setting.align = PARA_START;
    setting.colour = block_on_colour(c, c->design->brand);
    setting.scale = len_em(scale, size) > broad ? (Em)((int64_t)broad * 1000 / size) : scale;
    block_vertical_text(c, NULL, text, (Pos){0}, j->context, &setting, 0, 0, &length);
    if (length > most)
        setting.scale = (Em)((int64_t)setting.scale * most / length);
    setting.tag = tags_add(&c->tags, "P", j->context.tag);
    Len column = block_vertical_text(c, NULL, text, (Pos){0}, j->context, &setting, 0, 0, &length);
    block_vertical_text(c, j->strip, text, (Pos){0}, j->context, &setting, j->width + (j->spine + column) / 2,
                        at_foot ? y - length : y, NULL);
}

static void add_spine(Jacket *j)
{
    Compose *c = j->c;
    Len edge = c->design->height / 10, inside = c->design->height - 2 * edge;
    add_rect(j, j->width, j->spine);
    if (j->spine < SPINE_NAMED)
        return;
    add_spine_text(j, c->about->title, 1000, edge, inside * 2 / 3, false);
    add_spine_text(j, c->about->author, 700, c->design->height - edge, inside / 4, true);
}

static void emit(Jacket *j, Page *page)
{
    Compose *c = j->c;
    size_t n = j->strip->nitems;
    Item *items = arena_array(c->a, Item, n + PAGE_MARKS + 2 * FOLD_MARKS);
    for (size_t i = 0; i < n; i++)
        items[i] = j->strip->items[i];
    page_bleed(&j->wide, items, n);
    n += page_marks(&j->wide, items + n);
    n += page_fold(&j->wide, j->width, items + n);
    n += page_fold(&j->wide, j->width + j->spine, items + n);
    *page = (Page){.items = items, .nitems = n};
}

const Book *page_jacket(Arena *a, const Fonts *fonts, const Design *design, const Node *root, const Book *about,
                        ImageSource images, size_t pages, Diag *d)
{
    const Node *front = find_cover(root, false), *back = find_cover(root, true);
    if (!front) {
        diag_error(d, "jacket", root->pos, "这本书没有封面，做不了封皮", "the book has no cover to make a jacket of");
        diag_hint(d, "在 tree 的开头加 doc.cover{…}，或去掉 jacket", "begin its tree with doc.cover{…}, or leave jacket out");
        return NULL;
    }
    size_t errors = d->nerrors;
    Compose *c = page_compose(a, fonts, design, about, images, d);
    Jacket j = {.c = c, .wide = *c->design, .width = c->design->width};
    j.spine = (Len)((int64_t)((pages + 1) / 2) * design->paper);
    j.wide.width = 2 * j.width + j.spine;
    j.context = (Context){.width = c->measure, .style = STYLE_BODY, .matter = MATTER_COVER};
    Block whole = {0};
    j.strip = block_strip(c, &whole, j.context, c->design->height);
    add_cover(&j, front, j.width + j.spine);
    add_cover(&j, back, 0);
    add_spine(&j); /* over what of the covers' pictures reaches into it */
    Page *page = arena_new(a, Page);
    emit(&j, page);
    Book *book = arena_new(a, Book);
    size_t nelements = c->tags.count;
    *book = (Book){.title = about->title, .author = about->author, .subject = about->subject, .keywords = about->keywords,
                   .language = about->language, .width = j.wide.width, .height = j.wide.height,
                   .bleed = j.wide.bleed, .slug = page_slug(&j.wide), .pages = page, .npages = 1,
                   .images = block_images(c), .nimages = c->nimages, .nelements = nelements,
                   .elements = tags_close(&c->tags, a)};
    page_watermark(c, book);
    arena_close(c->scratch);
    hyphen_close(c->hyphens);
    return d->nerrors == errors ? book : NULL;
}
