/* Most links of a site lead to outputs of the plan and have no fragment: they cost a look into the plan and nothing else.
 * A note is a line: tab, path, tab, fragment. */
#include "build/links.h"

#include <assert.h>

#include "base/file.h"
#include "html/links.h"
#include "site/link.h"

typedef struct LinkPlace {
    Str fragment, from, scope, template;
    struct LinkPlace *next;
} LinkPlace;

typedef struct LinkBook {
    size_t pages;
    Str places; /* empty: not known */
} LinkBook;

typedef struct Looking {
    LinksKnown *known;
    Host *h;
    Arena *scratch;
    Str path, template;
    Map ids;       /* of the page */
    Map own, away; /* fragments asked for here, and lines for elsewhere */
    Diag *d;
} Looking;

static void missing_output(Host *h, Str from, Str template, Str path, Diag *d)
{
    diag_error(d, "page-link", host_template_pos(h, template, file_name(path)), "%.*s 里的链接没有目标：%.*s",
               "in %.*s a link leads nowhere: %.*s", STR_ARG(from), STR_ARG(path));
    diag_hint(d, "模板里的地址用 url(…) 和 asset(…) 写", "write addresses in templates with url(…) and asset(…)");
}

static void missing_place(Host *h, Str from, Str template, Str address, Str fragment, Diag *d)
{
    diag_error(d, "page-anchor", host_template_pos(h, template, fragment), "%.*s 链接的位置不存在：%.*s#%.*s",
              "%.*s leads to a place that is not there: %.*s#%.*s", STR_ARG(from), STR_ARG(address), STR_ARG(fragment));
}

/* The output that a relative address of a page means; a folder is its index.html. false: outside the outputs. */
static bool output_of(Looking *k, Str address, Str *path)
{
    Str folder = file_folder(k->path);
    bool index = str_ends(address, STR("/")) || str_ends(address, STR("..")) || str_equal(address, STR("."));
    Str joined = address.p[0] == '/' ? address : str_of(file_join(k->scratch, str_c(k->scratch, folder), address));
    if (!link_normal(k->scratch, joined, path))
        return false;
    if (index)
        *path = path->n ? str_printf(k->scratch, "%.*s/index.html", STR_ARG(*path)) : STR("index.html");
    return true;
}

static void look_at(void *self, HtmlLinkKind kind, Str value)
{
    Looking *k = self;
    if (kind == HTML_LINK_ID) {
        *map_at(&k->ids, value) = k;
        return;
    }
    if (!value.n || host_leads_plainly(k->h, value) || map_find(&k->known->plain, value) || link_is_outside(value))
        return;
    size_t hash = str_find(value, STR("#"), 0);
    size_t query = str_find(str_slice(value, 0, hash), STR("?"), 0);
    Str fragment = link_decoded(k->scratch, str_slice(value, hash + 1, value.n));
    Str address = link_decoded(k->scratch, str_slice(value, 0, query)), path = k->path;
    if (address.n && !output_of(k, address, &path))
        missing_output(k->h, k->path, k->template, address, k->d);
    else if (fragment.n && str_equal(path, k->path))
        *map_at(&k->own, fragment) = k;
    else if (fragment.n || !host_is_planned(k->h, path))
        *map_at(&k->away, str_printf(k->scratch, "\t%.*s\t%.*s", STR_ARG(path), STR_ARG(fragment))) = k;
    else
        *map_at(&k->known->plain, str_copy(k->known->arena, value)) = k->known;
}

static void know_folder(LinksKnown *known, Str folder)
{
    if (!known->arena)
        known->arena = arena_open();
    else if (str_equal(known->folder, folder))
        return;
    arena_reset(known->arena);
    known->folder = str_copy(known->arena, folder);
    known->plain = map_in(known->arena);
}

bool links_look(LinksKnown *known, Host *h, Arena *scratch, Str path, Str template, Str html, Buf *notes, Diag *d)
{
    know_folder(known, file_folder(path));
    Looking k = {.known = known, .h = h, .scratch = scratch, .path = path, .template = template, .ids = map_in(scratch), .own = map_in(scratch),
                 .away = map_in(scratch), .d = d};
    size_t before = d->nerrors;
    html_links_around(scratch, html, host_stretches(h), look_at, &k);
    for (size_t i = 0; i < k.own.count; i++)
        if (!map_find(&k.ids, k.own.entries[i].key) && !str_equal(k.own.entries[i].key, STR("top")))
            missing_place(h, path, template, STR_NONE, k.own.entries[i].key, d);
    for (size_t i = 0; i < k.away.count; i++) {
        buf_byte(notes, '\n');
        buf_str(notes, k.away.entries[i].key);
    }
    return d->nerrors == before;
}

/* ---- when all is made ---- */

LinkPlaces links_in(Arena *a)
{
    return (LinkPlaces){.arena = a, .of = map_in(a), .books = map_in(a)};
}

void links_note(LinkPlaces *l, Str path, Str scope, Str template, Str notes)
{
    Str line;
    while (str_split(&notes, '\n', &line)) {
        Str target;
        if (!str_starts(line, STR("\t")))
            continue;
        line = str_slice(line, 1, line.n);
        if (!str_split(&line, '\t', &target))
            continue;
        LinkPlace **first = (LinkPlace **)map_at(&l->of, target);
        LinkPlace *place = arena_new(l->arena, LinkPlace);
        *place = (LinkPlace){line, path, scope, template, *first};
        *first = place;
    }
}

void links_book(LinkPlaces *l, Str path, size_t pages, Str places)
{
    LinkBook *book = arena_new(l->arena, LinkBook);
    *book = (LinkBook){pages, places};
    *map_at(&l->books, path) = book;
}

Str links_places(const LinkPlaces *l, Str path)
{
    const LinkBook *book = map_find(&l->books, path);
    return book ? book->places : STR_NONE;
}

static void note_id(void *self, HtmlLinkKind kind, Str value)
{
    if (kind == HTML_LINK_ID)
        *map_at(self, value) = self;
}

/* What looking for all of them needs. */
typedef struct Settling {
    Host *h;
    void (*dead)(void *self, Str scope);
    void *self;
    Diag *d;
} Settling;

static void dead_output(const Settling *k, const LinkPlace *place, Str path)
{
    missing_output(k->h, place->from, place->template, path, k->d);
    k->dead(k->self, place->scope);
}

static void dead_place(const Settling *k, const LinkPlace *place, Str path)
{
    missing_place(k->h, place->from, place->template, path, place->fragment, k->d);
    k->dead(k->self, place->scope);
}

static void look_in_page(const Settling *k, const LinkPlace *place, Str path, Str html, Arena *scratch)
{
    Map ids = map_in(scratch);
    html_links(scratch, html, note_id, &ids);
    for (; place; place = place->next)
        if (place->fragment.n && !map_find(&ids, place->fragment))
            dead_place(k, place, path);
}

/* RFC 8118: #page=12, the first is 1; #nameddest=id. Other fragments of a PDF are the reader's. */
static void look_in_book(const Settling *k, const LinkPlace *place, Str path, const LinkBook *book)
{
    for (; place; place = place->next) {
        int64_t page = 0;
        bool numbered = str_starts(place->fragment, STR("page="));
        if (numbered && (!str_to_int(str_slice(place->fragment, 5, place->fragment.n), &page) || page < 1 || (uint64_t)page > book->pages)) {
            dead_place(k, place, path);
            diag_hint(k->d, "这本书有 %zu 页", "this book has %zu pages", book->pages);
        }
        bool named = str_starts(place->fragment, STR("nameddest="));
        if (named && book->places.n && !made_place(book->places, str_slice(place->fragment, 10, place->fragment.n)))
            dead_place(k, place, path);
    }
}

void links_settle(LinkPlaces *l, Host *h, const char *stage, void (*dead)(void *self, Str scope), void *self, Diag *d)
{
    Arena *scratch = arena_open();
    Settling k = {h, dead, self, d};
    for (size_t i = 0; i < l->of.count; i++, arena_reset(scratch)) {
        Str path = l->of.entries[i].key, html;
        const LinkPlace *places = l->of.entries[i].value;
        const LinkBook *book = map_find(&l->books, path);
        const char *file = file_join(scratch, stage, path);
        if (!file_exists(file) && !host_is_planned(h, path))
            for (; places; places = places->next)
                dead_output(&k, places, path);
        else if (book)
            look_in_book(&k, places, path, book);
        else if (str_ends(path, STR(".html")) && file_exists(file) && file_bytes(scratch, file, &html, d))
            look_in_page(&k, places, path, html, scratch);
    }
    arena_close(scratch);
}
