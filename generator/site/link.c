#include "site/link.h"

#include <assert.h>
#include <string.h>
#include "base/file.h"
#include "doc/label.h"
#include "text/near.h"
#include "site/site_imp.h"

/* ---- what an address means ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool link_is_outside(Str href)
{
    if (str_starts(href, STR("//")))
        return true;
    size_t n = 0;
    while (n < href.n && (is_letter(href.p[n]) || (n && strchr("0123456789+-.", href.p[n]))))
        n++;
    return n > 1 && n < href.n && href.p[n] == ':';
}

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

Str link_decoded(Arena *a, Str s)
{
    if (str_find(s, STR("%"), 0) == s.n)
        return s;
    Buf b = buf_in(a);
    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? hex_of(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex_of(s.p[i + 2]) : -1;
        bool coded = low >= 0 && high * 16 + low != 0;
        buf_byte(&b, coded ? (char)(high * 16 + low) : s.p[i]);
        i += coded ? 2 : 0;
    }
    return buf_view(&b);
}

bool link_normal(Arena *a, Str path, Str *normal)
{
    Buf b = buf_in(a);
    buf_reserve(&b, path.n);
    Str rest = path, part;
    while (str_split(&rest, '/', &part)) {
        if (!part.n || str_equal(part, STR(".")))
            continue;
        if (!str_equal(part, STR(".."))) {
            buf_c(&b, b.n ? "/" : "");
            buf_str(&b, part);
            continue;
        }
        if (!b.n) {
            *normal = STR_NONE;
            return false;
        }
        b.n = file_folder(buf_view(&b)).n;
    }
    *normal = buf_view(&b);
    return true;
}

static const Row *row_by_key(const Site *s, Str key)
{
    for (size_t i = 0; i < s->model->count; i++) {
        if (s->model->collections[i].kind != COLLECTION_DOCUMENT)
            continue;
        const Row *row = map_find(&s->tables[i].by_key, key);
        if (row)
            return row;
    }
    return NULL;
}

LinkTarget link_target(Arena *a, const Site *s, Str path, Str href)
{
    LinkTarget t = {.kind = LINK_BROKEN};
    href = str_trim(href);
    if (link_is_outside(href))
        return (LinkTarget){.kind = LINK_OUTSIDE};
    size_t hash = str_find(href, STR("#"), 0);
    t.fragment = link_decoded(a, str_slice(href, hash + 1, href.n));
    Str name = link_decoded(a, str_slice(href, 0, hash));
    if (!name.n) {
        t.kind = LINK_HERE;
        return t;
    }
    Str joined = name.p[0] == '/' ? name
                                  : str_printf(a, "%.*s/%.*s", STR_ARG(file_folder(path)), STR_ARG(name));
    if (link_normal(a, joined, &t.path)) {
        t.row = site_document(s, t.path);
        t.kind = t.row ? LINK_DOCUMENT : site_has_file(s, t.path) ? LINK_FILE : LINK_BROKEN;
    }
    if (t.kind == LINK_BROKEN && (t.row = row_by_key(s, name)) != NULL)
        t.kind = LINK_DOCUMENT;
    if (t.kind == LINK_BROKEN && name.p[0] == '/' && str_ends(t.path, STR(".pdf")))
        t.kind = LINK_BOOK;
    return t;
}

/* ---- the check of all bodies ---- */

typedef struct Checking {
    Site *site;
    const Row *row;
    Diag *diag;
    Arena *scratch;
    Arena *tree_arena;    /* of the text that is looked at */
    Arena *place_arena;   /* of places */
    const Row *places_of; /* whose they are */
    Places places;
} Checking;

/* The places of a text; those of the one asked about last are kept. */
static const Places *places_in(Checking *k, const Row *row)
{
    if (k->places_of == row)
        return &k->places;
    arena_reset(k->place_arena);
    k->places_of = row;
    k->places = row->body ? places_of(k->place_arena, row_tree(row, k->place_arena)) : (Places){map_in(k->place_arena), map_in(k->place_arena), false};
    return &k->places;
}

Str link_name(Arena *a, const Row *row, Str fragment, RefShow show)
{
    if (fragment.n && row->body) {
        Places places = places_of(a, row_tree(row, a));
        const Place *place = places_find(&places, fragment);
        return !place ? STR_NONE : show == REF_TITLE || !place->name.n ? place->title : place->name;
    }
    int title = model_field_by_key(row->collection, STR("title"));
    Str text = title >= 0 ? value_text(a, row_value(row, title)) : STR_NONE;
    if (!text.n && row->body)
        text = label_of_section(a, row_tree(row, a));
    text = text.n ? text : row_key(row);
    return show == REF_NAME ? label_of_heading(text) : text;
}

static void suggest_document(const Checking *k, Str href)
{
    Near near = near_to(file_name(str_slice(href, 0, str_find(href, STR("#"), 0))));
    const Map *documents = &k->site->documents;
    enum { MOST = 2000 };
    for (size_t i = 0; i < documents->count && i < MOST && (i || site_may_suggest(k->site)); i++) {
        const Row *row = documents->entries[i].value;
        near_offer(&near, file_name(documents->entries[i].key));
        near_offer(&near, row_key(row));
    }
    if (near.best.n)
        diag_hint(k->diag, "是不是想写“%.*s”？", "did you mean \"%.*s\"?", STR_ARG(near.best));
    else
        diag_hint(k->diag, "可以写相对本文件的路径，或文章的编号",
                  "write a path relative to this file, or the id of a document");
}

static void suggest_place(const Checking *k, const Places *places, Str fragment)
{
    Near near = near_to(fragment);
    enum { MOST = 2000 };
    for (size_t i = 0; i < places->by_id.count && i < MOST && (i || site_may_suggest(k->site)); i++)
        near_offer(&near, places->by_id.entries[i].key);
    if (near.best.n)
        diag_hint(k->diag, "是不是想写“#%.*s”？", "did you mean \"#%.*s\"?", STR_ARG(near.best));
}

/* A link to a place that is not there still leads to its text; a reference has nothing to say. */
static void check_fragment(Checking *k, const Node *node, const Row *row, Str fragment)
{
    if (!fragment.n)
        return;
    const Places *places = places_in(k, row);
    const Place *place = places_find(places, fragment);
    bool reference = node->kind == NODE_REF;
    if (!place && reference)
        diag_error(k->diag, "ref-missing", node->pos, "引用的位置不存在：#%.*s", "the place referred to does not exist: #%.*s",
                   STR_ARG(fragment));
    else if (!place)
        diag_warn(k->diag, "link-anchor", node->pos, "目标中没有这个位置：#%.*s",
                  "the target has no such place: #%.*s", STR_ARG(fragment));
    if (!place) {
        diag_key(k->diag, row_key(k->row));
        suggest_place(k, places, fragment);
        return;
    }
    if (!reference || place->name.n || place->title.n)
        return;
    diag_error(k->diag, "ref-unnamed", node->pos, "“#%.*s”处没有可印的名称（编号、标题、题注或粗体开头）",
               "the place #%.*s has nothing it could be called by: no number, title, caption or strong opening",
               STR_ARG(fragment));
    diag_key(k->diag, row_key(k->row));
    diag_hint(k->diag, "在方括号里写出文字", "write words in the brackets");
}

static void remember(Site *s, const Node *node, const Row *target, Str book)
{
    SiteLink link = {node->pos, target, book};
    arena_push(s->a, s->links, s->nlinks, s->links_room, link);
}

static void check_link(Checking *k, const Node *node)
{
    LinkTarget t = link_target(k->scratch, k->site, k->row->path, node->as.link.href);
    switch (t.kind) {
    case LINK_OUTSIDE: case LINK_FILE: break;
    case LINK_HERE: check_fragment(k, node, k->row, t.fragment); break;
    case LINK_DOCUMENT:
        check_fragment(k, node, t.row, t.fragment);
        remember(k->site, node, t.row, STR_NONE);
        break;
    case LINK_BOOK: remember(k->site, node, NULL, str_copy(k->site->a, t.path)); break;
    case LINK_BROKEN:
        diag_error(k->diag, "link-missing", node->pos, "链接指向的内容不存在：%.*s",
                   "the link leads nowhere: %.*s", STR_ARG(node->as.link.href));
        diag_key(k->diag, row_key(k->row));
        suggest_document(k, node->as.link.href);
        break;
    }
}

static void check_image(const Checking *k, const Node *node)
{
    LinkTarget t = link_target(k->scratch, k->site, k->row->path, node->as.link.href);
    if (t.kind == LINK_FILE)
        return;
    diag_error(k->diag, "image-missing", node->pos, "图片文件不存在：%.*s",
               "there is no such picture: %.*s", STR_ARG(node->as.link.href));
    diag_key(k->diag, row_key(k->row));
    if (t.kind == LINK_OUTSIDE)
        diag_hint(k->diag, "图片须放在 content 内，不能引用网址", "pictures must be files in content");
    else
        site_hint_file(k->site, t.path, k->diag);
}

static bool visit_link(void *self, const Node *node, bool entering)
{
    Checking *k = self;
    if (!entering)
        return true;
    if (node->kind == NODE_LINK || node->kind == NODE_REF)
        check_link(k, node);
    else if (node->kind == NODE_IMAGE)
        check_image(k, node);
    else
        return true;
    arena_reset(k->scratch);
    return true;
}

void link_check(Site *s, Diag *d)
{
    Checking k = {.site = s, .diag = d, .scratch = arena_open(), .tree_arena = arena_open(), .place_arena = arena_open()};
    for (size_t i = 0; i < s->model->count; i++)
        for (size_t j = 0; j < s->tables[i].count; j++) {
            k.row = s->tables[i].rows[j];
            if (!row_has_kinds(k.row, doc_kinds(NODE_LINK) | doc_kinds(NODE_REF) | doc_kinds(NODE_IMAGE)))
                continue;
            doc_walk(row_tree(k.row, k.tree_arena), visit_link, &k);
            arena_reset(k.tree_arena);
        }
    arena_close(k.tree_arena);
    arena_close(k.place_arena);
    arena_close(k.scratch);
}

/* ---- pages ---- */

typedef struct PageLink PageLink;
struct PageLink {
    Str path, fragment;
    PageLink *next;
};

void link_place(Site *s, const Row *row, Str path, Str fragment)
{
    Row *own = (Row *)(uintptr_t)row; /* the site's own, frozen for everybody else */
    PageLink *link = arena_new(s->a, PageLink);
    *link = (PageLink){path, fragment, NULL};
    PageLink **end = (PageLink **)&own->pages;
    while (*end)
        end = &(*end)->next;
    *end = link;
}

size_t link_common_folders(Str one, Str other)
{
    size_t n = 0;
    for (size_t i = 0; i < one.n && i < other.n && one.p[i] == other.p[i]; i++)
        n += one.p[i] == '/';
    return n;
}

bool link_page(const Row *row, Str from, Str *path, Str *fragment)
{
    const PageLink *best = NULL;
    size_t most = 0;
    for (const PageLink *l = row->pages; l; l = l->next) {
        size_t n = link_common_folders(from, l->path);
        if (!best || n > most) {
            best = l;
            most = n;
        }
    }
    if (!best)
        return false;
    *path = best->path;
    *fragment = best->fragment;
    return true;
}

void link_check_pages(const Site *s, bool (*planned)(void *self, Str path), void *self, Diag *d)
{
    for (size_t i = 0; i < s->nlinks; i++) {
        const SiteLink *l = &s->links[i];
        if (!l->target && !planned(self, l->book)) {
            diag_error(d, "link-missing", l->pos, "链接指向的书不存在：%.*s", "there is no such book: %.*s", STR_ARG(l->book));
            diag_hint(d, "写 manifest.csv 里的路径，前面加 /", "write a path of manifest.csv behind a /");
        }
        if (!l->target || l->target->pages)
            continue;
        diag_warn(d, "link-unpublished", l->pos, "“%.*s”没有公开的页面，这里只显示文字",
                  "no page shows \"%.*s\"; its words stand here without a link",
                  STR_ARG(row_key(l->target).n ? row_key(l->target) : l->target->path));
    }
}

Str link_relative(Arena *a, Str from, Str to)
{
    size_t same = 0;
    assert(to.n);
    while (same < from.n && same < to.n && from.p[same] == to.p[same])
        same++;
    size_t shared = same; /* bytes up to and with the last common '/' */
    while (shared && from.p[shared - 1] != '/')
        shared--;
    Buf b = buf_in(a);
    buf_reserve(&b, to.n - shared + 16);
    for (size_t i = shared; i < from.n; i++)
        if (from.p[i] == '/')
            buf_c(&b, "../");
    buf_str(&b, str_slice(to, shared, to.n));
    return buf_view(&b);
}
