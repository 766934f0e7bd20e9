#include "doc/label.h"

#include <string.h>

#include "text/unicode.h"

/* ---- single places ---- */

Str label_fill(Arena *a, Str form, uint32_t chapter, uint32_t n)
{
    Buf out = buf_in(a);
    while (form.n) {
        if (str_starts(form, STR("{n}"))) {
            buf_int(&out, n);
            form = str_slice(form, 3, form.n);
        } else if (str_starts(form, STR("{chapter}"))) {
            buf_int(&out, chapter);
            form = str_slice(form, 9, form.n);
        } else {
            buf_byte(&out, form.p[0]);
            form = str_slice(form, 1, form.n);
        }
    }
    return buf_view(&out);
}

static bool is_numeral(uint32_t rune)
{
    static const char numerals[] = "〇零一二三四五六七八九十百千两";
    if (unicode_is_ascii_digit(rune))
        return true;
    uint32_t known;
    Str all = STR(numerals);
    for (size_t at = 0; at < all.n;) {
        at += unicode_decode(all, at, &known);
        if (known == rune)
            return true;
    }
    return false;
}

static size_t numeral_end(Str s, size_t at)
{
    uint32_t rune;
    while (at < s.n) {
        size_t length = unicode_decode(s, at, &rune);
        if (!is_numeral(rune))
            break;
        at += length;
    }
    return at;
}

/* 第…章, 第…条 and their like, 附件…, at the start of s: its length, 0 when there is none. */
static size_t numbered_length(Str s)
{
    static const Str units[] = {{"编", 3}, {"章", 3}, {"节", 3}, {"条", 3}, {"款", 3},
                                {"篇", 3}, {"部分", 6}, {"回", 3}, {"讲", 3}, {"课", 3}};
    static const Str annexes[] = {{"附件", 6}, {"附录", 6}, {"附表", 6}, {"附图", 6}};
    size_t end = numeral_end(s, 3);
    for (size_t i = 0; str_starts(s, STR("第")) && end > 3 && i < sizeof units / sizeof *units; i++)
        if (str_starts(str_slice(s, end, s.n), units[i]))
            return end + units[i].n;
    for (size_t i = 0; i < sizeof annexes / sizeof *annexes; i++)
        if (str_starts(s, annexes[i]) && (end = numeral_end(s, annexes[i].n)) > annexes[i].n)
            return end;
    return 0;
}

Str label_of_heading(Str title)
{
    size_t n = numbered_length(title);
    Str rest = str_slice(title, n, title.n);
    bool ends = !rest.n || rest.p[0] == ' ' || str_starts(rest, STR("　")) || str_starts(rest, STR("："));
    return n && ends ? str_slice(title, 0, n) : title;
}

bool label_is_article(Str name)
{
    return str_ends(name, STR("条")) && numbered_length(name) == name.n && name.n;
}

Str label_of_para(Arena *a, const Node *para)
{
    const Node *first = para->nkids ? para->kids[0] : NULL;
    if (first && first->kind == NODE_SPAN && first->nkids)
        first = first->kids[0];
    if (!first || first->kind != NODE_STRONG)
        return STR_NONE;
    bool one = first->nkids == 1 && first->kids[0]->kind == NODE_TEXT; /* nearly always */
    return str_trim(one ? first->kids[0]->as.text : doc_plain_str(a, first));
}

Str label_of_caption(Arena *a, const Node *node)
{
    for (uint32_t i = 0; i < node->nkids; i++)
        if (node->kids[i]->kind == NODE_CAPTION)
            return doc_plain_str(a, node->kids[i]);
    return STR_NONE;
}

Str label_of_section(Arena *a, const Node *section)
{
    for (uint32_t i = 0; i < section->nkids; i++) {
        const Node *kid = section->kids[i];
        bool title = kid->kind == NODE_PARA && str_equal(kid->as.section.class, STR("verse-title"));
        if (kid->kind == NODE_HEADING || title)
            return doc_plain_str(a, kid);
        if (kid->kind == NODE_SECTION)
            return label_of_section(a, kid);
    }
    return STR_NONE;
}

/* ---- all places of a text ---- */

typedef struct Walk {
    Arena *a;
    Places *places;
    uint32_t figures, tables;
} Walk;

static Str address_key(const Node *const *node)
{
    return (Str){(const char *)node, sizeof *node};
}

static void add_as(Walk *w, Str key, Str id, Str name, Str title, const Node *node)
{
    void **slot = map_at(&w->places->by_id, key);
    if (*slot) /* the first of two, as a browser takes it */
        return;
    Place *place = arena_new(w->a, Place);
    *place = (Place){id, name, title, node};
    *slot = place;
}

static void add(Walk *w, Str id, Str name, Str title, const Node *node)
{
    add_as(w, id, id, name, title, node);
}

/* A figure, or a table by its caption, which bears its id. */
static void add_numbered(Walk *w, const Node *node, Str id, Str title, Str number)
{
    const Node **key = arena_array(w->a, const Node *, 1);
    *key = node;
    Place *place = arena_new(w->a, Place);
    *place = (Place){id, number, title, node};
    *map_at(&w->places->numbers, address_key(key)) = place;
    if (id.n && !map_find(&w->places->by_id, id))
        *map_at(&w->places->by_id, id) = place;
}

static void walk(Walk *w, const Node *node, bool counts);

static void walk_kids(Walk *w, const Node *node, bool counts)
{
    for (uint32_t i = 0; i < node->nkids; i++)
        walk(w, node->kids[i], counts);
}

static void walk_figure(Walk *w, const Node *node, bool counts)
{
    Str title = label_of_caption(w->a, node), id = node->as.section.id;
    if (title.n && counts)
        add_numbered(w, node, id, title, label_fill(w->a, STR("图 {n}"), 0, ++w->figures));
    else if (id.n)
        add(w, id, title, title, node);
    walk_kids(w, node, counts && !title.n); /* pictures of a row; with a title it is the row that counts */
}

static void walk_table(Walk *w, const Node *node, bool counts)
{
    const Node *caption = node->nkids && node->kids[0]->kind == NODE_CAPTION ? node->kids[0] : NULL;
    if (caption && caption->nkids) {
        Str title = doc_plain_str(w->a, caption), id = caption->as.section.id;
        if (counts)
            add_numbered(w, caption, id, title, label_fill(w->a, STR("表 {n}"), 0, ++w->tables));
        else if (id.n)
            add(w, id, title, title, caption);
    }
    walk_kids(w, node, false);
}

static void walk_para(Walk *w, const Node *node)
{
    Str id = node->as.section.id, name = label_of_para(w->a, node);
    if (id.n)
        add(w, id, name, name, node);
    if (label_is_article(name))
        add_as(w, name, id.n ? id : name, name, name, node);
}

/* What kinds with an id and words of their own are called. */
static void name_place(Walk *w, const Node *node)
{
    Str id = doc_has_section((NodeKind)node->kind) ? node->as.section.id : STR_NONE, title;
    if (!id.n || node->kind == NODE_CAPTION)
        return;
    if (node->kind == NODE_SECTION)
        title = label_of_section(w->a, node);
    else if (node->kind == NODE_CALLOUT)
        title = label_of_caption(w->a, node);
    else
        title = doc_plain_str(w->a, node);
    bool heading = node->kind == NODE_SECTION || node->kind == NODE_HEADING;
    add(w, id, heading ? label_of_heading(title) : title, title, node);
}

static void walk(Walk *w, const Node *node, bool counts)
{
    w->places->any_ref |= node->kind == NODE_REF;
    if (node->kind == NODE_FIGURE) {
        walk_figure(w, node, counts);
    } else if (node->kind == NODE_TABLE) {
        walk_table(w, node, counts);
    } else if (node->kind == NODE_PARA) {
        walk_para(w, node);
        walk_kids(w, node, false);
    } else {
        bool body = node->kind == NODE_SECTION || node->kind == NODE_COLUMNS;
        name_place(w, node);
        walk_kids(w, node, counts && body);
    }
}

typedef struct Mentions {
    const Places *places;
    bool numbered;
} Mentions;

static bool visit_mention(void *self, const Node *node, bool entering)
{
    Mentions *m = self;
    if (!entering || node->kind != NODE_REF || !str_starts(node->as.link.href, STR("#")))
        return !m->numbered;
    Str href = node->as.link.href;
    const Place *place = places_find(m->places, str_slice(href, 1, href.n));
    m->numbered |= place && place->node->kind != NODE_PARA && places_number(m->places, place->node).n;
    return false;
}

Places places_of(Arena *a, const Node *root)
{
    Places places = {map_in(a), map_in(a), false};
    Walk w = {.a = a, .places = &places};
    walk(&w, root, true);
    Mentions mentions = {&places, false};
    if (places.any_ref)
        doc_walk(root, visit_mention, &mentions);
    for (size_t i = 0; i < places.numbers.count && !mentions.numbered; i++) {
        Place *place = places.numbers.entries[i].value;
        place->name = place->title;
    }
    if (!mentions.numbered)
        places.numbers = map_in(a);
    return places;
}

const Place *places_find(const Places *places, Str id)
{
    return map_find(&places->by_id, id);
}

Str places_number(const Places *places, const Node *node)
{
    const Place *place = map_find(&places->numbers, address_key(&node));
    return place ? place->name : STR_NONE;
}
