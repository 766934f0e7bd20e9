/*
 * What is to be made: pages, assets and search indexes declared by templates/site.lua.
 *
 * Paths are taken once; a second taker is named with the first. Data given to pages is sealed, so that no page can leave something for the next.
 */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "script/host_imp.h"
#include "script/taken.h"
#include "site/fault.h"
#include "text/near.h"

static const char page_magic[] = "page";

/* An asset, by where it comes from: one file may be planned for several folders. */
typedef struct AssetLink AssetLink;
struct AssetLink {
    size_t index;
    AssetLink *next;
};

/* A row that a page shows. */
typedef struct ShownRow {
    const Row *row;
    const struct ShownRow *next;
} ShownRow;

struct Planned {
    PlannedPage *pages;
    size_t npages, pages_room;
    int *data;            /* of each page, in the registry */
    size_t ndata, data_room;
    PlannedAsset *assets;
    size_t nassets, assets_room;
    PlannedBook *books;
    size_t nbooks, books_room;
    PlannedSearch *searches;
    size_t nsearches, searches_room;
    PlannedFonts *fonts;
    size_t nfonts, fonts_room;
    int *definitions, *subjects; /* of each book, in the registry */
    size_t ndefinitions, definitions_room, nsubjects, subjects_room;
    TakenPaths taken;
    Map asset_of;         /* source -> AssetLink */
    Map asset_at;         /* output path -> its number + 1 among assets */
    Map refused;          /* output path of a picture that cannot be read -> not NULL */
    Map shown;            /* path of a page -> ShownRow */
    Map rounds;           /* path of an output of a later round -> its Round */
    PlannedMoved moved;
};

typedef struct PageRef {
    const char *magic;
    size_t index;
} PageRef;

static Planned *planned_of(Host *h)
{
    if (!h->planned) {
        h->planned = arena_new(h->a, Planned);
        *h->planned = (Planned){.taken = taken_paths_in(h->a), .asset_of = map_in(h->a), .asset_at = map_in(h->a), .refused = map_in(h->a),
                                .shown = map_in(h->a), .rounds = map_in(h->a)};
    }
    return h->planned;
}

/* ---- whose fault a message is ---- */

void plan_blame(Host *h, const Diag *d, Str scope)
{
    assert(d->count);
    if (!scope.n)
        return;
    Str *own = arena_new(h->a, Str);
    *own = scope;
    *map_at(&h->blamed, str_printf(h->a, "%zu", d->count - 1)) = own;
}

Str host_blamed(const Host *h, size_t i)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%zu", i);
    const Str *scope = map_find(&h->blamed, (Str){digits, (size_t)n});
    return scope ? *scope : STR_NONE;
}

bool plan_take_path(lua_State *L, Str path, Str scope, Diag *d)
{
    Host *h = host_of(L);
    Planned *p = planned_of(h);
    Pos pos = host_where(L, 1);
    if (!taken_is_path(h->a, path)) {
        diag_error(d, "output-path", pos, "不能用作输出路径：%.*s", "not a path for an output: %.*s", STR_ARG(path));
        plan_blame(h, d, scope);
        return false;
    }
    const Taken *first = taken_add(&p->taken, path, pos);
    if (first) {
        diag_error(d, "output-twice", pos, "输出路径用了两次：%.*s；先用的是 %.*s 第%u行", "output path taken twice: %.*s; first in %.*s line %u",
                   STR_ARG(path), STR_ARG(first->pos.source ? first->pos.source->path : first->path), first->pos.line);
        plan_blame(h, d, scope);
    }
    return !first;
}

bool plan_has(const Host *h, Str path)
{
    return h->planned && taken_find(&h->planned->taken, h->job, path);
}

bool host_is_planned(const Host *h, Str path)
{
    const Taken *taken = h->planned ? taken_find(&h->planned->taken, h->job, path) : NULL;
    return taken && str_starts(path, taken->path);
}

static void note_round(Planned *p, Str path, Round round)
{
    if (round != ROUND_FIRST)
        *map_at(&p->rounds, path) = (void *)(uintptr_t)round;
}

Round plan_round(const Host *h, Str path)
{
    return h->planned ? (Round)(uintptr_t)map_find(&h->planned->rounds, path) : ROUND_FIRST;
}

static void want_planning(lua_State *L, const char *what)
{
    if (!host_of(L)->planning)
        host_fail(L, "%s 只能在 site.lua 的计划中用", "%s is for the plan in site.lua only", what);
}

/* ---- pages ---- */

static void place_row(lua_State *L, int index, Str path)
{
    Host *h = host_of(L);
    const Row *row = bind_to_row(L, index);
    Str fragment = STR_NONE;
    if (!row) { /* a pair {row, "fragment"} */
        lua_geti(L, index, 1);
        lua_geti(L, index, 2);
        row = bind_check_row(L, -2);
        fragment = take_copy(L, -1, h->a);
        lua_pop(L, 2);
    }
    link_place(h->site, row, path, fragment);
    reads_place(h, row, path);
    ShownRow *shown = arena_new(h->a, ShownRow);
    void **first = map_at(&planned_of(h)->shown, path);
    *shown = (ShownRow){row, *first};
    *first = shown;
}

static void place_rows(lua_State *L, Str path)
{
    int type = lua_getfield(L, 1, "of");
    int index = lua_gettop(L);
    if (type == LUA_TUSERDATA) {
        place_row(L, index, path);
    } else if (type == LUA_TTABLE) {
        bool pair = lua_geti(L, index, 2) == LUA_TSTRING;
        lua_pop(L, 1);
        lua_Integer n = pair ? 0 : luaL_len(L, index);
        if (pair)
            place_row(L, index, path);
        for (lua_Integer i = 1; i <= n; i++) {
            lua_geti(L, index, i);
            place_row(L, lua_gettop(L), path);
            lua_pop(L, 1);
        }
    } else if (type != LUA_TNIL) {
        host_fail(L, "page 的 of 应是记录或记录的列表", "of page{} is a row or a list of rows");
    }
    lua_pop(L, 1);
}

static int push_page(lua_State *L, size_t i)
{
    PageRef *ref = lua_newuserdatauv(L, sizeof *ref, 0);
    *ref = (PageRef){page_magic, i};
    return 1;
}

/* after_books of a page: true waits for all books, "first" for those that wait for nothing. */
static Round take_round(lua_State *L, int index)
{
    Round round = take_bool(L, index, "after_books") ? ROUND_PAGES : ROUND_FIRST;
    if (lua_getfield(L, index, "after_books") == LUA_TSTRING) {
        if (strcmp(lua_tostring(L, -1), "first") != 0)
            host_fail(L, "page 的 after_books 应是 true 或 \"first\"", "after_books of page{} is true or \"first\"");
        round = ROUND_TEXTS;
    }
    lua_pop(L, 1);
    return round;
}

static int plan_page(lua_State *L)
{
    static const char *const fields[] = {"path", "template", "data", "of", "scope", "withdrawn", "after_books", "prints", NULL};
    Host *h = host_of(L);
    want_planning(L, "page");
    luaL_checktype(L, 1, LUA_TTABLE);
    host_charge(L, 500);
    take_known(L, 1, "page", fields);
    PlannedPage page = {take_need(L, 1, "path", "page"), take_need(L, 1, "template", "page"),
                        take_str(L, 1, "scope", "page"), take_bool(L, 1, "withdrawn"), take_round(L, 1), NULL, 0};
    page.nprints = take_strs(L, 1, "prints", "page", &page.prints);
    for (size_t i = 0; i < page.nprints; i++)
        if (!model_find(&h->model, page.prints[i]))
            return host_fail(L, "prints 里没有这个集合：%.*s", "prints names no collection: %.*s", STR_ARG(page.prints[i]));
    if (!map_find(&h->templates, page.template) && !file_exists(file_join(h->a, h->o.templates, page.template))) {
        diag_error(h->diag, "template-missing", host_where(L, 1), "没有这个模板：%.*s", "there is no template %.*s",
                   STR_ARG(page.template));
    }
    render_load(h, page.template, h->diag); /* with errors it stays in the plan: its job fails, and so its scope */
    if (!plan_take_path(L, page.path, page.scope, h->diag))
        return 0;
    place_rows(L, page.path);
    int type = lua_getfield(L, 1, "data");
    if (type != LUA_TNIL && type != LUA_TTABLE)
        return host_fail(L, "page 的 data 应是表", "data of page{} is a table");
    seal_shared_inside(L);
    Planned *p = planned_of(h);
    int data = luaL_ref(L, LUA_REGISTRYINDEX);
    arena_push(h->a, p->data, p->ndata, p->data_room, data);
    arena_push(h->a, p->pages, p->npages, p->pages_room, page);
    note_round(p, page.path, page.round);
    return push_page(L, p->npages - 1);
}

Str plan_page_path(lua_State *L, int index)
{
    const PageRef *ref = lua_touserdata(L, index);
    bool is = lua_type(L, index) == LUA_TUSERDATA && lua_rawlen(L, index) >= sizeof *ref &&
              ref->magic == page_magic;
    return is ? host_of(L)->planned->pages[ref->index].path : STR_NONE;
}

Str plan_path(const Host *h, size_t page)
{
    assert(page < h->planned->npages);
    return h->planned->pages[page].path;
}

Str plan_book_path(const Host *h, size_t book)
{
    assert(book < h->planned->nbooks);
    return h->planned->books[book].path;
}

Str plan_book_scope(const Host *h, size_t book)
{
    assert(book < h->planned->nbooks);
    return h->planned->books[book].scope;
}

const PlannedPage *plan_page_at(const Host *h, size_t page)
{
    assert(page < h->planned->npages);
    return &h->planned->pages[page];
}

/* Answers how many. */
static size_t copy_fields(lua_State *L, int from, int to)
{
    size_t count = 0;
    lua_pushnil(L);
    while (lua_next(L, from)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, to);
        count++;
    }
    return count;
}

void plan_note_sources(Host *h, Str page)
{
    for (const ShownRow *s = map_find(&h->planned->shown, page); s; s = s->next)
        sources_row(h, s->row);
}

void plan_push_page(lua_State *L, size_t i)
{
    Host *h = host_of(L);
    const Planned *p = h->planned;
    const PlannedPage *page = &p->pages[i];
    assert(i < p->npages && p->npages == p->ndata);
    sandbox_env(L, false, h->names);
    h->names = 1;
    int env = lua_gettop(L);
    if (lua_rawgeti(L, LUA_REGISTRYINDEX, p->data[i]) == LUA_TTABLE) {
        seal_push_real(L, -1);
        h->names += copy_fields(L, lua_gettop(L), env);
    }
    lua_settop(L, env);
    lua_createtable(L, 0, 3);
    host_set_str(L, "path", page->path);
    host_set_str(L, "template", page->template);
    host_set_str(L, "scope", page->scope);
    lua_setfield(L, env, "page");
    lua_pushlstring(L, page->template.p, page->template.n);
}

/* ---- assets ---- */

static Str asset_key(Arena *a, Str from, bool template)
{
    return template ? str_printf(a, "templates:%.*s", STR_ARG(from)) : from;
}

static Str own_key(Arena *a, const PlannedAsset *asset)
{
    return asset->book ? str_printf(a, "books:%.*s", STR_ARG(asset->from)) : asset_key(a, asset->from, asset->template);
}

static bool same_asset(const PlannedAsset *a, const PlannedAsset *b)
{
    if (!str_equal(a->path, b->path) || a->width != b->width || a->height != b->height || a->nshapes != b->nshapes)
        return false;
    for (size_t i = 0; i < a->nshapes; i++) {
        const PlannedShape *one = &a->shapes[i], *other = &b->shapes[i];
        bool same = one->count == other->count && one->x == other->x && one->y == other->y && one->width == other->width &&
                    one->height == other->height && str_equal(one->media, other->media) && str_equal(one->sizes, other->sizes);
        for (size_t k = 0; k < one->count && same; k++)
            same = one->list[k].width == other->list[k].width;
        if (!same)
            return false;
    }
    return true;
}

static AssetLink **asset_links(Planned *p, Arena *a, const PlannedAsset *asset)
{
    return (AssetLink **)map_at(&p->asset_of, own_key(a, asset));
}

static bool asset_exists(lua_State *L, const PlannedAsset *asset)
{
    Host *h = host_of(L);
    Str normal;
    if (asset->book)
        return true; /* books are planned later: check_copies */
    bool there = asset->template ? link_normal(h->a, asset->from, &normal) && str_equal(normal, asset->from) &&
                                       file_exists(file_join(h->a, h->o.templates, asset->from))
                                 : site_has_file(h->site, asset->from);
    if (!there) {
        diag_error(h->diag, "asset-missing", host_where(L, 1), "没有这个文件：%s/%.*s", "there is no file %s/%.*s",
                   asset->template ? "templates" : "content", STR_ARG(asset->from));
        plan_blame(h, h->diag, asset->template ? STR_NONE : asset->scope);
    }
    return there;
}

static bool is_picture_in_sizes(lua_State *L)
{
    bool sizes = lua_getfield(L, 1, "widths") != LUA_TNIL;
    bool shapes = lua_getfield(L, 1, "shapes") != LUA_TNIL;
    lua_pop(L, 2);
    return sizes || shapes;
}

/* The path of the asset and those of all its sizes. */
static bool take_asset_paths(lua_State *L, const PlannedAsset *asset)
{
    Diag *d = host_of(L)->diag;
    bool good = plan_take_path(L, asset->path, asset->scope, d);
    for (size_t i = 0; i < asset->nshapes && good; i++)
        for (size_t k = 0; k < asset->shapes[i].count && good; k++) {
            const PlannedSize *size = &asset->shapes[i].list[k];
            if (!size->shared)
                good = plan_take_path(L, size->webp, asset->scope, d) &&
                       (str_equal(size->plain, asset->path) || plan_take_path(L, size->plain, asset->scope, d));
        }
    return good;
}

static int plan_asset_call(lua_State *L)
{
    static const char *const fields[] = {"from", "template", "book", "path", "width", "height", "scope", "widths",
                                         "aspect", "focus", "sizes", "shapes", NULL};
    Host *h = host_of(L);
    want_planning(L, "asset");
    luaL_checktype(L, 1, LUA_TTABLE);
    take_known(L, 1, "asset", fields);
    Str from = take_str(L, 1, "from", "asset"), template = take_str(L, 1, "template", "asset"), book = take_str(L, 1, "book", "asset");
    if ((from.n != 0) + (template.n != 0) + (book.n != 0) != 1)
        return host_fail(L, "asset 要写 from、template、book 之一", "asset needs one of from, template and book");
    PlannedAsset asset = {.from = from.n ? from : template.n ? template : book, .template = template.n != 0, .book = book.n != 0,
                          .path = take_need(L, 1, "path", "asset"), .scope = take_str(L, 1, "scope", "asset")};
    int64_t width = take_int(L, 1, "width", "asset", 0), height = take_int(L, 1, "height", "asset", 0);
    if (width < 0 || width > 20000 || height < 0 || height > 20000)
        return host_fail(L, "asset 的 width 或 height 不对", "width or height of asset is out of range");
    asset.width = (uint32_t)width;
    asset.height = (uint32_t)height;
    if (asset.book && audience_is_public(asset.path) && !audience_is_public(book))
        return host_fail(L, "这本书只供内部使用，不能放到公开的文件夹里：%.*s", "this book is for the office only, not for a public folder: %.*s", STR_ARG(book));
    if (from.n && audience_is_public(asset.path))
        audience_check_file(L, asset.from);
    Planned *p = planned_of(h);
    if (!asset_exists(L, &asset))
        return 0;
    if (is_picture_in_sizes(L) && !plan_picture(L, &asset)) {
        *map_at(&p->refused, asset.path) = h;
        return 0;
    }
    AssetLink **end = asset_links(p, h->a, &asset);
    for (; *end; end = &(*end)->next)
        if (same_asset(&p->assets[(*end)->index], &asset))
            return 0; /* asked for again, the same */
    if (!take_asset_paths(L, &asset))
        return 0;
    *end = arena_new(h->a, AssetLink);
    (*end)->index = p->nassets;
    arena_push(h->a, p->assets, p->nassets, p->assets_room, asset);
    *map_at(&p->asset_at, asset.path) = (void *)(uintptr_t)p->nassets;
    return 0;
}

/* Of those with that key the one nearest to the page. */
static const PlannedAsset *nearest(const Host *h, Str key, Str page)
{
    const PlannedAsset *best = NULL;
    size_t most = 0;
    if (!h->planned)
        return NULL;
    const AssetLink *l = map_find(&h->planned->asset_of, key);
    for (; l; l = l->next) {
        const PlannedAsset *asset = &h->planned->assets[l->index];
        size_t n = link_common_folders(asset->path, page);
        if (!best || n > most) {
            best = asset;
            most = n;
        }
    }
    return best;
}

const PlannedAsset *plan_asset(const Host *h, Str from, bool template, Str page)
{
    return nearest(h, asset_key(h->job, from, template), page);
}

Str plan_nearest_book(const Host *h, Str path, Str page)
{
    const PlannedAsset *copy = nearest(h, own_key(h->job, &(PlannedAsset){.from = path, .book = true}), page);
    return copy ? copy->path : path;
}

const PlannedAsset *plan_asset_at(const Host *h, Str path, bool *refused)
{
    *refused = h->planned && map_find(&h->planned->refused, path);
    if (!h->planned)
        return NULL;
    size_t number = (uintptr_t)map_find(&h->planned->asset_at, path);
    return number ? &h->planned->assets[number - 1] : NULL;
}

/* ---- books ---- */

void plan_add_book(Host *h, PlannedBook book, int definition, int subject)
{
    Planned *p = planned_of(h);
    arena_push(h->a, p->books, p->nbooks, p->books_room, book);
    note_round(p, book.path, book.round);
    arena_push(h->a, p->definitions, p->ndefinitions, p->definitions_room, definition);
    arena_push(h->a, p->subjects, p->nsubjects, p->subjects_room, subject);
}

Round plan_book_round(const Host *h, size_t book)
{
    assert(book < h->planned->nbooks);
    return h->planned->books[book].round;
}

Str plan_original(const Host *h, Str path)
{
    bool refused;
    const PlannedAsset *copy = plan_asset_at(h, path, &refused);
    return copy && copy->book ? copy->from : path;
}

bool plan_is_jacket(const Host *h, size_t i)
{
    assert(i < h->planned->nbooks);
    return h->planned->books[i].jacket;
}

void plan_push_book(lua_State *L, size_t i)
{
    const Planned *p = host_of(L)->planned;
    reads_template(host_of(L), p->books[i].script);
    lua_rawgeti(L, LUA_REGISTRYINDEX, p->definitions[i]);
    assert(i < p->nbooks && p->nbooks == p->nsubjects);
    lua_rawgeti(L, LUA_REGISTRYINDEX, p->subjects[i]);
}

/* A copy of a book that nobody makes is an error at the plan's end, when all books are known. */
static void check_copies(Host *h, Diag *d)
{
    Planned *p = planned_of(h);
    Map books = map_in(h->a);
    for (size_t i = 0; i < p->nbooks; i++)
        *map_at(&books, p->books[i].path) = p;
    for (size_t i = 0; i < p->nassets; i++)
        if (p->assets[i].book && !map_find(&books, p->assets[i].from)) {
            const Taken *taken = taken_find(&p->taken, h->job, p->assets[i].path);
            diag_error(d, "asset-missing", taken->pos, "没有一个出版物做这本书：%.*s", "no publication makes this book: %.*s", STR_ARG(p->assets[i].from));
            plan_blame(h, d, p->assets[i].scope);
        }
}

/* ---- searches ---- */

/* A folder beside, above or among its pages that is one thing's alone; pages name the file in it. */
static bool take_folder(lua_State *L, Str path, Str pages, Str scope, const char *file, const char *owner)
{
    Host *h = host_of(L);
    Planned *p = planned_of(h);
    Str folder = file_folder(path), named = str_printf(h->a, "%.*s/%s", STR_ARG(path), file);
    bool below = str_starts(pages, folder) && (!folder.n || (pages.n > folder.n && pages.p[folder.n] == '/'));
    bool inside = str_ends(pages, STR("/")) && str_starts(path, pages);
    if (!below && !inside)
        host_fail(L, "%s 的 pages 应在 %s/ 之内，网页才能和它一起搬走", "pages of %s are below %s/, so that they can be copied together",
                  owner, str_c(h->job, folder));
    if (!plan_take_path(L, path, scope, h->diag))
        return false;
    taken_also(&p->taken, path, named);
    return true;
}

static int plan_search(lua_State *L)
{
    static const char *const fields[] = {"path", "pages", "scope", NULL};
    Host *h = host_of(L);
    want_planning(L, "search");
    luaL_checktype(L, 1, LUA_TTABLE);
    take_known(L, 1, "search", fields);
    PlannedSearch search = {take_need(L, 1, "path", "search"), take_need(L, 1, "pages", "search"),
                            take_str(L, 1, "scope", "search")};
    Planned *p = planned_of(h);
    if (!take_folder(L, search.path, search.pages, search.scope, "search.js", "search"))
        return 0;
    arena_push(h->a, p->searches, p->nsearches, p->searches_room, search);
    return 0;
}

/* ---- fonts ---- */

/* local("…"), of the names in the face's list */
static Str take_installed(lua_State *L, int index)
{
    Buf css = buf_in(host_of(L)->a);
    lua_Integer n = take_table(L, index, "installed", "fonts") ? luaL_len(L, -1) : 0;
    for (lua_Integer i = 1; i <= n; i++) {
        Str name;
        lua_geti(L, -1, i);
        name.p = luaL_checklstring(L, -1, &name.n);
        for (size_t k = 0; k < name.n; k++)
            if ((unsigned char)name.p[k] < ' ' || memchr("\"\\<", name.p[k], 3))
                host_fail(L, "fonts 的 installed 里的字体名不能有 \" \\ <：%.*s", "fonts: names in installed have no \" \\ <: %.*s", STR_ARG(name));
        buf_printf(&css, "local(\"%.*s\"),", STR_ARG(name));
        lua_pop(L, 1);
    }
    if (n)
        lua_pop(L, 1);
    return buf_view(&css);
}

static PlannedFace take_face(lua_State *L, int index)
{
    static const char *const fields[] = {"name", "role", "bold", "rare", "marked", "characters", "installed", NULL};
    luaL_checktype(L, index, LUA_TTABLE);
    take_known(L, index, "fonts", fields);
    PlannedFace face = {.name = take_need(L, index, "name", "fonts"), .role = take_need(L, index, "role", "fonts"),
                        .bold = take_bool(L, index, "bold"), .rare = take_bool(L, index, "rare"),
                        .marked = take_str(L, index, "marked", "fonts"), .characters = take_str(L, index, "characters", "fonts"),
                        .installed = take_installed(L, index), .pos = host_where(L, 1)};
    if (face.characters.n && (face.rare || face.marked.n))
        host_fail(L, "fonts 的 characters 不与 rare 或 marked 同用", "fonts: characters goes with neither rare nor marked");
    for (size_t i = 0; i < face.name.n; i++)
        if ((face.name.p[i] | 0x20) < 'a' || (face.name.p[i] | 0x20) > 'z')
            host_fail(L, "fonts 的 name 只用英文字母，写的是 %.*s", "fonts: a name is of letters a to z, not %.*s", STR_ARG(face.name));
    return face;
}

static int plan_fonts(lua_State *L)
{
    enum { FACES_MOST = 8 };
    static const char *const fields[] = {"path", "pages", "scope", "faces", NULL};
    Host *h = host_of(L);
    want_planning(L, "fonts");
    luaL_checktype(L, 1, LUA_TTABLE);
    take_known(L, 1, "fonts", fields);
    PlannedFonts fonts = {.path = take_need(L, 1, "path", "fonts"), .pages = take_need(L, 1, "pages", "fonts"),
                          .scope = take_str(L, 1, "scope", "fonts")};
    PlannedFace *faces = arena_array(h->a, PlannedFace, FACES_MOST);
    lua_Integer n = take_table(L, 1, "faces", "fonts") ? luaL_len(L, -1) : 0;
    if (n < 1 || n > FACES_MOST)
        return host_fail(L, "fonts 的 faces 应有 1 到 %d 个", "fonts: faces has 1 to %d entries", FACES_MOST);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, -1, i);
        faces[fonts.nfaces++] = take_face(L, lua_gettop(L));
        lua_pop(L, 1);
    }
    fonts.faces = faces;
    Planned *p = planned_of(h);
    if (take_folder(L, fonts.path, fonts.pages, fonts.scope, "fonts.css", "fonts"))
        arena_push(h->a, p->fonts, p->nfonts, p->fonts_room, fonts);
    return 0;
}

/* ---- the run ---- */

/* What the plan answers, if anything: {moved = {below =, zh =, en =}}. */
static void take_answer(lua_State *L, int index)
{
    static const char *const fields[] = {"moved", NULL}, *const moved[] = {"below", "zh", "en", NULL};
    if (lua_isnil(L, index))
        return;
    luaL_checktype(L, index, LUA_TTABLE);
    take_known(L, index, "site.lua", fields);
    if (!take_table(L, index, "moved", "site.lua"))
        return;
    int own = lua_gettop(L);
    take_known(L, own, "moved", moved);
    planned_of(host_of(L))->moved = (PlannedMoved){take_str(L, own, "below", "moved"), take_need(L, own, "zh", "moved"), take_need(L, own, "en", "moved")};
}

static int run_plan(lua_State *L)
{
    Host *h = host_of(L);
    const Source *source = host_source(h, true, STR("site.lua"), h->diag);
    if (!source || !host_load(h, source->text, source, h->diag))
        return lua_pushboolean(L, 0), 1;
    sandbox_env(L, true, 0);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
    if (lua_type(L, -1) != LUA_TFUNCTION)
        return host_fail(L, "site.lua 应返回 function(site, page, asset, search, report, fonts)", "site.lua should return function(site, page, asset, search, report, fonts)");
    bind_site(L);
    lua_pushcfunction(L, plan_page);
    lua_pushcfunction(L, plan_asset_call);
    lua_pushcfunction(L, plan_search);
    check_push_report(L);
    lua_pushcfunction(L, plan_fonts);
    lua_call(L, 6, 1);
    take_answer(L, lua_gettop(L));
    lua_pushboolean(L, 1);
    return 1;
}

/* ---- what authors say of outputs ---- */

static void unknown_output(Host *h, Row *row, const Field *f, const Value *v)
{
    FaultPlace at = {row, row_key(row), value_pos(row, f, v), h->diag};
    Fault own = f->faults[FAULT_UNKNOWN];
    if (!own.zh.n) {
        own.zh = STR("没有这个输出：{value}");
        own.en = STR("there is no such output: {value}");
    }
    if (!own.code)
        own.code = "output-unknown";
    Field asked = *f;
    asked.faults[FAULT_UNKNOWN] = own;
    fault_field(&at, &asked, FAULT_UNKNOWN, (FaultWords){.value = v->text});
    Near near = near_to(v->text);
    for (size_t i = 0; i < h->planned->taken.of.count; i++)
        near_offer(&near, ((const Taken *)h->planned->taken.of.entries[i].value)->path);
    if (near.best.n)
        diag_hint(h->diag, "是不是想写“%.*s”？", "did you mean \"%.*s\"?", STR_ARG(near.best));
    else
        diag_hint(h->diag, "写 manifest.csv 里的路径", "write a path of manifest.csv");
}

/* Fields that name outputs name some that the plan has; scripts and models cannot know before. */
static void check_outputs(Host *h)
{
    const Model *m = site_model(h->site);
    for (size_t i = 0; i < m->count; i++) {
        const SiteTable *t = site_table(h->site, &m->collections[i]);
        for (size_t j = 0; j < m->collections[i].nfields; j++)
            for (size_t k = 0; m->collections[i].fields[j].output && k < t->count; k++) {
                const Value *v = t->rows[k]->values[j];
                if (v->kind == VALUE_TEXT && !plan_has(h, v->text))
                    unknown_output(h, t->rows[k], &m->collections[i].fields[j], v);
            }
    }
}

static bool is_planned_book(void *self, Str path)
{
    return plan_has(self, path);
}

bool host_plan(Host *h, Site *s, Plan *plan, Diag *d)
{
    h->site = s;
    h->frozen = true;
    h->planning = true;
    host_begin_job(h, h->a, d);
    h->job_number = 0;
    lua_pushcfunction(h->L, run_plan);
    HostLimits limits = host_plan_limits(h);
    bool good = host_call(h, 0, 1, limits, "plan", d);
    if (good) {
        good = lua_toboolean(h->L, -1);
        lua_pop(h->L, 1);
    }
    h->planning = false;
    reads_planned(h);
    bool booked = book_plan(h, d);
    if (good && booked)
        check_copies(h, d);
    good = booked && good;
    check_outputs(h);
    link_check_pages(s, is_planned_book, h, d);
    const Planned *p = planned_of(h);
    *plan = (Plan){p->pages, p->npages, p->assets, p->nassets, p->books, p->nbooks, p->searches, p->nsearches,
                   p->fonts, p->nfonts, p->moved};
    host_age(h);
    return good;
}
