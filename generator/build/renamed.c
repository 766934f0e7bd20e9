/* Only new pages are looked at, and only when some old one goes: a build that renames nothing pays nothing. */
#include "build/renamed.h"

#include "html/search.h"
#include "read/digest.h"

enum { LOOKED_AT = 2000 }; /* of each side: more is no renaming */

typedef struct Renamed {
    Arena *a;
    Map titles, texts; /* scope, a tab, title or fingerprint of the text -> Str *: the new page; empty: several */
} Renamed;

static bool is_page(const Output *output)
{
    return str_equal(output->edition, STR("public")) && str_ends(output->path, STR(".html"));
}

/* What a page is known by. false: it says nothing of its own. */
static bool keys_of(Arena *a, const char *folder, const Output *output, Str *title, Str *text)
{
    Arena *work = arena_open();
    Diag unheard = diag_in(work); /* a page that cannot be read is not recognised */
    Str html;
    SearchPage page;
    bool good = file_bytes(work, file_join(work, folder, output->path), &html, &unheard) && search_page(work, html, &page);
    if (good) {
        *title = str_printf(a, "%.*s\t%.*s", STR_ARG(output->scope), STR_ARG(page.title));
        Str print = digest_bytes(work, page.text);
        *text = str_printf(a, "%.*s\t%.*s", STR_ARG(output->scope), STR_ARG(print));
    }
    arena_close(work);
    return good;
}

static void note(Renamed *r, Map *of, Str key, Str path)
{
    Str **own = (Str **)map_at(of, key);
    Str *value = arena_new(r->a, Str);
    *value = *own ? STR_NONE : path;
    *own = value;
}

static void note_new(Renamed *r, const Publish *p, const Map *published)
{
    Str title, text;
    size_t looked = 0;
    for (size_t i = 0; i < p->count && looked < LOOKED_AT; i++) {
        const Output *output = &p->outputs[i];
        if (!is_page(output) || map_find(published, output->path))
            continue;
        looked++;
        if (!keys_of(r->a, p->stage, output, &title, &text))
            continue;
        note(r, &r->titles, title, output->path);
        note(r, &r->texts, text, output->path);
    }
}

Map renamed_find(Arena *a, const Publish *p, const Map *published)
{
    Map found = map_in(a);
    Renamed r = {a, map_in(a), map_in(a)};
    Str title, text;
    if (p->ngone)
        note_new(&r, p, published);
    for (size_t i = 0; r.titles.count && i < p->ngone && i < LOOKED_AT; i++) {
        if (!is_page(&p->gone[i]) || !keys_of(a, p->out, &p->gone[i], &title, &text))
            continue;
        Str *same = map_find(&r.texts, text);
        if (!same || !same->n)
            same = map_find(&r.titles, title);
        if (same && same->n)
            *map_at(&found, p->gone[i].path) = same;
    }
    return found;
}

/* ---- what is said of it ---- */

static bool told_place(const PlannedMoved *moved, Str *path)
{
    bool below = str_starts(*path, moved->below);
    *path = below ? str_slice(*path, moved->below.n, path->n) : *path;
    return below;
}

/* An address that seems to have changed: where it is written down that the old one leads on. */
static void tell_moved(const RenamedWords *words, Str from, Str to, Diag *d)
{
    diag_warn(d, "withdrawn", ((Pos){0}), "撤下了 %.*s，这一页好像搬到了 %.*s", "withdrawn: %.*s; it seems to stand at %.*s now", STR_ARG(from), STR_ARG(to));
    if (!words->moved.zh.n || !told_place(&words->moved, &from) || !told_place(&words->moved, &to))
        return;
    const StrWord filled[] = {{"from", from}, {"to", to}, {"day", words->today}, {NULL, STR_NONE}};
    diag_hint_words(d, str_filled(d->arena, words->moved.zh, filled), str_filled(d->arena, words->moved.en, filled));
}

void renamed_tell(const Publish *p, const Map *moved, const RenamedWords *words, Diag *d)
{
    enum { NAMED = 20 };
    size_t named = 0;
    for (size_t i = 0; i < p->ngone && i < NAMED; i++) {
        const Str *to = map_find(moved, p->gone[i].path);
        if (to)
            tell_moved(words, p->gone[i].path, *to, d);
    }
    for (size_t i = 0; i < p->ngone && i < NAMED; i++)
        if (!map_find(moved, p->gone[i].path)) {
            diag_warn(d, "withdrawn", ((Pos){0}), "撤下了 %.*s", "withdrawn: %.*s", STR_ARG(p->gone[i].path));
            named++;
        }
    if (named)
        diag_hint(d, "共 %zu 个地址，列在 %s/withdrawn.csv：通知转载的网站，请搜索引擎和公众号删去",
                  "%zu addresses, listed in %s/withdrawn.csv: tell those who copied them, search engines too", p->ngone, words->out);
}
