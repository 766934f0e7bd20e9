/* One @font-face for each file: a browser loads those whose unicode-range a page needs. */
#include "build/webfont.h"

#include <stdlib.h>
#include <string.h>

#include "html/shown.h"
#include "html/style.h"
#include "read/digest.h"
#include "site/link.h"
#include "text/unicode.h"

/* A file that was made, and what of its rule stands before and behind its address. */
typedef struct Made {
    Str path, before, behind;
    const PlannedFace *face;
    const uint32_t *runes;
    size_t count;
} Made;

typedef struct Maker {
    Arena *a;
    const Publish *p;
    const Fonts *fonts;
    Cache *cache;
    const Plan *plan;
    const PlannedFonts *planned;
    Buf *made, css;
    Diag *d;
    Made *files;
    size_t nfiles, room;
    Str *pages; /* that load these fonts */
    size_t npages, pages_room;
} Maker;

/* ---- characters ---- */

/* Phones have the 20,902 Han of Unicode 1.1 (U+4E00–9FA5); of those added since some do not. */
static bool is_rare(uint32_t rune)
{
    return rune >= 0x3400 && !(rune >= 0x4E00 && rune <= 0x9FA5) && unicode_is_han(rune);
}

static bool is_any(uint32_t rune)
{
    return !unicode_is_control(rune);
}

/* What the pages of the site show in one face. */
typedef struct Shown {
    ShownRunes runes;
    uint32_t *pages; /* by character: how many pages show it */
} Shown;

/* Cut to what pages show, wherever it stands there: so what is found can be shown in it. */
static bool is_everywhere(const PlannedFace *face)
{
    return !face->marked.n && !face->characters.n;
}

/* By face of the plan, what a page shows; found: what a search can show of it. */
static bool read_page(const Maker *m, Str path, bool found, Shown *shown)
{
    Str html;
    Arena *scratch = arena_open();
    bool good = file_bytes(scratch, file_join(scratch, m->p->stage, path), &html, m->d);
    for (size_t k = 0; k < m->planned->nfaces && good; k++) {
        const PlannedFace *face = &m->planned->faces[k];
        if (face->characters.n || (found && !is_everywhere(face)))
            continue;
        ShownRunes own = shown_in(scratch);
        html_shown(scratch, html, face->marked, face->rare ? is_rare : is_any, &own);
        for (size_t i = 0; i < own.count; i++) {
            shown_add(m->a, &shown[k].runes, own.list[i]);
            shown[k].pages[own.list[i]] += !found;
        }
    }
    arena_close(scratch);
    return good;
}

/* Are these the fonts nearest to the page? */
static bool is_own(const Maker *m, Str path)
{
    if (!str_starts(path, m->planned->pages))
        return false;
    for (size_t i = 0; i < m->plan->nfonts; i++)
        if (m->plan->fonts[i].pages.n > m->planned->pages.n && str_starts(path, m->plan->fonts[i].pages))
            return false;
    return true;
}

/* What the searches of these pages can find in pages that have other fonts. */
static bool gather_found(Maker *m, Shown *shown)
{
    bool any = false;
    for (size_t k = 0; k < m->planned->nfaces; k++)
        any |= is_everywhere(&m->planned->faces[k]);
    for (size_t i = 0; i < m->plan->nsearches && any; i++) {
        const PlannedSearch *search = &m->plan->searches[i];
        if (!is_own(m, search->path))
            continue;
        const Str *paths;
        size_t count = publish_pages(m->a, m->p, search->pages, &paths);
        for (size_t n = 0; n < count; n++)
            if (!is_own(m, paths[n]) && !read_page(m, paths[n], true, shown))
                return false;
    }
    return true;
}

static void add_named(Maker *m, Shown *shown)
{
    for (size_t k = 0; k < m->planned->nfaces; k++) {
        Str s = m->planned->faces[k].characters;
        uint32_t rune;
        for (size_t at = 0; at < s.n; at += unicode_decode(s, at, &rune)) {
            unicode_decode(s, at, &rune);
            if (rune > ' ' && rune < SHOWN_RUNES && rune != UNICODE_BAD)
                shown_add(m->a, &shown[k].runes, rune);
        }
    }
}

/* The first page of the site first, then the others in the order of their paths. */
static bool gather(Maker *m, Shown *shown)
{
    const Str *paths;
    size_t count = publish_pages(m->a, m->p, m->planned->pages, &paths);
    Str first = str_printf(m->a, "%.*sindex.html", STR_ARG(m->planned->pages));
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < count; i++)
            if (str_equal(paths[i], first) == (pass == 0) && is_own(m, paths[i])) {
                if (!read_page(m, paths[i], false, shown))
                    return false;
                arena_push(m->a, m->pages, m->npages, m->pages_room, paths[i]);
            }
    add_named(m, shown);
    return gather_found(m, shown);
}

/* ---- files ---- */

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static uint32_t *sorted(Arena *a, const uint32_t *runes, size_t count)
{
    uint32_t *list = arena_array(a, uint32_t, count);
    memcpy(list, runes, count * sizeof *list);
    qsort(list, count, sizeof *list, by_number);
    return list;
}

static void put_ranges(Buf *out, const uint32_t *runes, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && runes[end] == runes[end - 1] + 1; end++)
            continue;
        buf_printf(out, "%sU+%X", i ? "," : "", runes[i]);
        if (end - i > 1)
            buf_printf(out, "-%X", runes[end - 1]);
    }
}

static bool make_file(Maker *m, const Font *font, const uint32_t *runes, size_t count, Str *bytes)
{
    Buf key = buf_in(m->a);
    buf_printf(&key, "webfont %.*s ", STR_ARG(font_identity(m->a, font)));
    put_ranges(&key, runes, count);
    if (cache_find(m->cache, m->a, buf_view(&key), bytes))
        return true;
    if (!font_web(m->a, font, runes, count, bytes, m->d))
        return false;
    cache_keep(m->cache, buf_view(&key), *bytes);
    return true;
}

static bool put_file(Maker *m, Str name, Str bytes)
{
    Str path = str_printf(m->a, "%.*s/%.*s", STR_ARG(m->planned->path), STR_ARG(name));
    Str digest = digest_bytes(m->a, bytes);
    buf_printf(m->made, "%.*s %.*s %zu\n", STR_ARG(path), STR_ARG(digest), bytes.n);
    return publish_write(m->p, path, bytes, m->d);
}

static Str name_of(Arena *a, const PlannedFace *face, Str bytes)
{
    Buf name = buf_in(a);
    for (size_t i = 0; i < face->name.n; i++)
        buf_byte(&name, (char)(face->name.p[i] | 0x20)); /* letters only */
    Str digest = str_slice(digest_bytes(a, bytes), 0, 12);
    buf_printf(&name, "-%.*s.woff2", STR_ARG(digest));
    return buf_view(&name);
}

/* These characters of one font, in the order in which pages show them; halved until each file is small enough. */
static bool put_font(Maker *m, const PlannedFace *face, const Font *font, const uint32_t *runes, size_t count)
{
    Str bytes;
    const uint32_t *ordered = sorted(m->a, runes, count);
    if (!make_file(m, font, ordered, count, &bytes))
        return false;
    if (bytes.n > WEBFONT_MOST && count > 1 && !face->characters.n)
        return put_font(m, face, font, runes, count / 2) && put_font(m, face, font, runes + count / 2, count - count / 2);
    Str name = name_of(m->a, face, bytes);
    Buf behind = buf_in(m->a);
    buf_printf(&behind, "\") format(\"woff2\");font-weight:%d;font-display:swap;unicode-range:", face->bold ? 700 : 400);
    put_ranges(&behind, ordered, count);
    buf_byte(&behind, '}');
    Made file = {str_printf(m->a, "%.*s/%.*s", STR_ARG(m->planned->path), STR_ARG(name)),
                 str_printf(m->a, "@font-face{font-family:\"%.*s\";src:%.*surl(\"", STR_ARG(face->name), STR_ARG(face->installed)), buf_view(&behind), face, ordered, count};
    arena_push(m->a, m->files, m->nfiles, m->room, file);
    buf_printf(&m->css, "%.*s%.*s%.*s\n", STR_ARG(file.before), STR_ARG(name), STR_ARG(file.behind));
    return put_file(m, name, bytes);
}

/* Of the characters, those that most pages show or those that few do, which one font serves. */
static bool put_part(Maker *m, const PlannedFace *face, const Font *font, const Font *const *of, const Shown *shown, size_t pages, bool most)
{
    size_t count = 0;
    uint32_t *own = arena_array(m->a, uint32_t, shown->runes.count + 1);
    for (size_t i = 0; i < shown->runes.count; i++)
        if (of[i] == font && (2 * (size_t)shown->pages[shown->runes.list[i]] > pages) == most)
            own[count++] = shown->runes.list[i];
    return !count || put_font(m, face, font, own, count);
}

/* By the font that serves each. */
static bool put_face(Maker *m, const PlannedFace *face, const Shown *shown, size_t pages)
{
    const ShownRunes *runes = &shown->runes;
    FontChoice choice = {.role = fonts_role(m->fonts, face->role), .bold = face->bold};
    if (choice.role < 0) {
        diag_error(m->d, "font-role", face->pos, "fonts.lua 里没有字体角色 %.*s", "fonts.lua has no role %.*s", STR_ARG(face->role));
        return false;
    }
    const Font **of = arena_array(m->a, const Font *, runes->count + 1);
    for (size_t i = 0; i < runes->count; i++)
        of[i] = font_serving(m->fonts, choice, runes->list[i]);
    for (uint32_t number = 0; number < fonts_count(m->fonts); number++) {
        const Font *font = fonts_at(m->fonts, number);
        if (!put_part(m, face, font, of, shown, pages, true) || !put_part(m, face, font, of, shown, pages, false))
            return false;
    }
    return true;
}

/* ---- pages ---- */

/* Is it the page of results of a search that has its place here? */
static bool shows_found(const Maker *m, Arena *scratch, Str path, Str html)
{
    for (size_t i = 0; i < m->plan->nsearches; i++) {
        Str folder = m->plan->searches[i].path;
        if (!is_own(m, folder))
            continue;
        Str script = link_relative(scratch, path, str_printf(scratch, "%.*s/search.js", STR_ARG(folder)));
        if (str_find(html, str_printf(scratch, "src=\"%.*s\"", STR_ARG(script)), 0) < html.n)
            return true;
    }
    return false;
}

/* The rules of the files that the page shows something of, or can show. */
static Str rules_of(const Maker *m, Arena *scratch, Str path, Str html)
{
    Buf css = buf_in(scratch);
    bool found = shows_found(m, scratch, path, html);
    for (size_t k = 0; k < m->planned->nfaces; k++) {
        const PlannedFace *face = &m->planned->faces[k];
        ShownRunes own = shown_in(scratch);
        html_shown(scratch, html, face->marked, face->rare ? is_rare : is_any, &own);
        for (size_t i = 0; i < m->nfiles; i++) {
            const Made *file = &m->files[i];
            bool used = found && file->face == face && is_everywhere(face);
            for (size_t n = 0; n < file->count && file->face == face && !used; n++)
                used = shown_has(&own, file->runes[n]);
            if (!used)
                continue;
            Str href = link_relative(scratch, path, file->path);
            buf_printf(&css, "%.*s%.*s%.*s", STR_ARG(file->before), STR_ARG(href), STR_ARG(file->behind));
        }
    }
    return buf_view(&css);
}

/* A page that was kept is a link to the published file, which may not change; and others read it meanwhile, for the search: so the
 * new one is written beside it and takes its place in one step. */
static bool put_page(Maker *m, Arena *scratch, Str path)
{
    Str mark = STR("data-fonts"), html;
    const char *file = file_join(scratch, m->p->stage, path);
    if (!file_bytes(scratch, file, &html, m->d))
        return false;
    if (str_find(html, mark, 0) == html.n)
        return true;
    Str page = style_put(scratch, html, mark, rules_of(m, scratch, path, html));
    if (str_equal(page, html))
        return true;
    Str digest = digest_bytes(scratch, page);
    bool published = publish_has(m->p, path, page);
    buf_printf(m->made, "\t%.*s %.*s %zu%s\n", STR_ARG(path), STR_ARG(digest), page.n, published ? " =" : "");
    if (published)
        return true;
    const char *beside = file_join(scratch, m->p->stage, str_printf(scratch, "%.*s.tmp", STR_ARG(path)));
    return file_write(beside, page, m->d) && file_rename(beside, file, m->d);
}

static bool put_pages(Maker *m)
{
    Arena *scratch = arena_open();
    bool good = true;
    for (size_t i = 0; i < m->npages && good; i++, arena_reset(scratch))
        good = put_page(m, scratch, m->pages[i]);
    arena_close(scratch);
    return good;
}

bool webfont_make(Arena *a, const Publish *p, const Fonts *fonts, Cache *cache, const Plan *plan, const PlannedFonts *planned,
                  Buf *made, Diag *d)
{
    Maker m = {.a = a, .p = p, .fonts = fonts, .cache = cache, .plan = plan, .planned = planned, .made = made, .css = buf_in(a), .d = d};
    Shown *shown = arena_array(a, Shown, planned->nfaces + 1);
    for (size_t i = 0; i < planned->nfaces; i++) {
        shown[i] = (Shown){shown_in(a), arena_array(a, uint32_t, SHOWN_RUNES)};
        memset(shown[i].pages, 0, SHOWN_RUNES * sizeof *shown[i].pages);
    }
    bool good = gather(&m, shown);
    for (size_t i = 0; i < planned->nfaces && good; i++)
        good = put_face(&m, &planned->faces[i], &shown[i], m.npages);
    return good && put_file(&m, STR("fonts.css"), buf_view(&m.css)) && put_pages(&m);
}
