/*
 * Publications: the scripts in templates/ that say what books there are, and make the tree of each.
 */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "doc/label.h"
#include "script/design.h"
#include "script/host_imp.h"
#include "site/csv.h"

enum { PROOF_LINES = 5 }; /* every fifth line of a proof bears its number */

/* ---- planning ---- */

/* Call the function in field name of the definition (index 1) with the subject (index 2): its
 * answer is pushed. A plain value stands for a function that answers it. */
static int answer(lua_State *L, const char *name)
{
    lua_getfield(L, 1, name);
    if (lua_type(L, -1) == LUA_TFUNCTION) {
        lua_pushvalue(L, 2);
        lua_call(L, 1, 1);
    }
    return lua_type(L, -1);
}

static Str answer_text(lua_State *L, const char *name, const char *owner, bool needed)
{
    Host *h = host_of(L);
    int type = answer(L, name);
    if (type == LUA_TNIL && !needed) {
        lua_pop(L, 1);
        return STR_NONE;
    }
    if (type != LUA_TSTRING)
        host_fail(L, "%s 的 %s 应得到文字，得到的是 %s", "%s: %s should be a text, not a %s", owner, name,
                  lua_typename(L, type));
    Str s = take_copy(L, -1, h->job);
    lua_pop(L, 1);
    return s;
}

static void add_book(lua_State *L, PlannedBook book)
{
    Host *h = host_of(L);
    Visibility declared = h->may_see;
    audience_of_output(h, book.path);
    if (h->may_see != declared) {
        diag_error(h->diag, "publication", ((Pos){host_source(h, true, book.script, h->diag), 0, 0}),
                   "audience = \"internal\" 的书放在 internal/ 下，别的书不放在那里；这里写的是 %.*s",
                   "books with audience = \"internal\" stand below internal/ and no others do; this one is %.*s",
                   STR_ARG(book.path));
        h->may_see = declared;
        return;
    }
    if (!plan_take_path(L, book.path, book.scope, h->diag))
        return;
    lua_pushvalue(L, 1);
    int definition = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_pushvalue(L, 2);
    plan_add_book(h, book, definition, luaL_ref(L, LUA_REGISTRYINDEX));
}

/* With definition and subject at 1 and 2: plan one book, and its jacket when it has one. */
static void plan_one(lua_State *L, const char *owner, Str script)
{
    PlannedBook book = {.path = answer_text(L, "file", owner, true), .script = script,
                        .scope = answer_text(L, "scope", owner, false),
                        .round = take_bool(L, 1, "after_books") ? ROUND_BOOKS : ROUND_FIRST};
    if (answer(L, "about") == LUA_TTABLE)
        book.title = take_str(L, -1, "title", owner);
    lua_pop(L, 1);
    add_book(L, book);
    book.path = answer_text(L, "jacket", owner, false);
    book.jacket = true;
    if (book.path.n)
        add_book(L, book);
}

/* (definition, subject, script) */
static int plan_subject(lua_State *L)
{
    Host *h = host_of(L);
    Str script = take_copy(L, 3, h->a);
    plan_one(L, str_c(h->a, script), script);
    return 0;
}

/* (definition, subject, script): note that what was reported last is the fault of the subject's part. */
static int blame_subject(lua_State *L)
{
    Host *h = host_of(L);
    plan_blame(h, h->diag, str_copy(h->a, answer_text(L, "scope", lua_tostring(L, 3), false)));
    return 0;
}

static void push_subject(lua_State *L, lua_CFunction f, int list, lua_Integer i, const char *owner)
{
    lua_pushcfunction(L, f);
    lua_pushvalue(L, 1);
    lua_geti(L, list, i);
    lua_pushstring(L, owner);
}

/* Plan the book of one subject; what is wrong with it costs its part, if it says to which it belongs. */
static void try_subject(lua_State *L, int list, lua_Integer i, const char *owner)
{
    push_subject(L, plan_subject, list, i, owner);
    if (host_try(L, 3, "publication"))
        return;
    push_subject(L, blame_subject, list, i, owner);
    host_try(L, 3, "publication");
}

static void check_definition(lua_State *L, const char *owner)
{
    static const char *const fields[] = {"id", "title", "each", "file", "scope", "about", "design", "check", "jacket", "attach", "prints", "after_books",
                                         "tree", "audience", NULL};
    if (lua_type(L, -1) != LUA_TTABLE)
        host_fail(L, "%s 应返回一张表（id、each、file、about、design、tree）", "%s answers a table (id, each, file, about, design, tree)",
                  owner);
    take_known(L, -1, owner, fields);
    Str audience = take_str(L, -1, "audience", owner);
    if (audience.n && !str_equal(audience, STR("public")) && !str_equal(audience, STR("internal")))
        host_fail(L, "%s 的 audience 应是 public 或 internal", "%s: audience is public or internal", owner);
    host_of(L)->may_see = str_equal(audience, STR("internal")) ? VISIBLE_INTERNAL : VISIBLE_PUBLIC;
    lua_getfield(L, -1, "tree");
    if (lua_type(L, -1) != LUA_TFUNCTION)
        host_fail(L, "%s 缺少函数 tree", "%s lacks the function tree", owner);
    lua_pop(L, 1);
}

/* (path of the script): plan all books it declares. */
static int plan_script(lua_State *L)
{
    Host *h = host_of(L);
    Str path = take_copy(L, 1, h->a);
    const char *owner = str_c(h->a, path);
    const Source *source = host_source(h, true, path, h->diag);
    if (!source || !host_load(h, source->text, source, h->diag))
        return lua_pushboolean(L, 0), 1;
    sandbox_env(L, true, 0);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
    check_definition(L, owner);
    lua_replace(L, 1);
    lua_settop(L, 1);
    if (lua_getfield(L, 1, "each") == LUA_TNIL) {
        plan_one(L, owner, path); /* subject nil at index 2 */
        return lua_pushboolean(L, 1), 1;
    }
    bind_site(L);
    lua_call(L, 1, 1);
    int list = lua_gettop(L);
    lua_Integer n = luaL_len(L, list);
    for (lua_Integer i = 1; i <= n; i++)
        try_subject(L, list, i, owner);
    lua_pushboolean(L, 1);
    return 1;
}

static bool is_publication(Str name)
{
    return str_ends(name, STR(".lua")) && !str_equal(name, STR("site.lua")) &&
           !str_equal(name, STR("fonts.lua")) && name.p[0] != '.';
}

bool book_plan(Host *h, Diag *d)
{
    Str *names;
    size_t n;
    bool good = true;
    if (!file_names(h->a, h->o.templates, &names, &n, d))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_publication(names[i]))
            continue;
        lua_pushcfunction(h->L, plan_script);
        lua_pushlstring(h->L, names[i].p, names[i].n);
        HostLimits limits = host_plan_limits(h);
        if (!host_call(h, 1, 1, limits, "publication", d)) {
            good = false;
            continue;
        }
        good = lua_toboolean(h->L, -1) && good;
        lua_pop(h->L, 1);
    }
    return good;
}

/* ---- addresses inside a book ---- */

typedef struct Settling {
    Arena *a;
    const Host *host;
    Str path; /* of the book */
    Map ids;  /* of sections and other places in the book */
} Settling;

static bool visit_ids(void *self, const Node *node, bool entering)
{
    Settling *k = self;
    if (entering && doc_has_section((NodeKind)node->kind) && node->as.section.id.n)
        *map_at(&k->ids, node->as.section.id) = k;
    if (entering && node->kind == NODE_PARA && node->nkids && node->kids[0]->kind == NODE_STRONG) {
        Str name = label_of_para(k->a, node);
        if (label_is_article(name))
            *map_at(&k->ids, name) = k;
    }
    return true;
}

/* Another book of the plan, written by a script as its output path with or without a place in it;
 * empty: it is none. */
static Str other_book(const Settling *k, Str href)
{
    size_t at = str_find(href, STR("#"), 0);
    Str path = str_slice(href, 0, at), place = str_slice(href, at, href.n);
    if (!str_ends(path, STR(".pdf")) || !plan_has(k->host, path))
        return STR_NONE;
    if (str_equal(path, k->path))
        return place;
    Str other = link_relative(k->a, k->path, path);
    return str_printf(k->a, "book:%.*s%.*s", STR_ARG(other), STR_ARG(place));
}

/* The address that a link has in the book; empty: its words stand alone. */
static Str settled_address(const Settling *k, const Node *link)
{
    const Site *s = k->host->site;
    if (!site_path(s, link->pos.source).n) {
        Str book = other_book(k, link->as.link.href);
        if (book.n)
            return book;
    }
    LinkTarget t = link_target(k->a, s, site_path(s, link->pos.source), link->as.link.href);
    switch (t.kind) {
    case LINK_OUTSIDE: return link->as.link.href;
    case LINK_HERE: return map_find(&k->ids, t.fragment) ? link->as.link.href : STR_NONE;
    case LINK_DOCUMENT: {
        Str id = row_key(t.row);
        if (t.fragment.n && map_find(&k->ids, t.fragment)) /* in that document, if the book has it */
            return map_find(&k->ids, id) ? str_printf(k->a, "#%.*s#%.*s", STR_ARG(id), STR_ARG(t.fragment))
                                         : str_printf(k->a, "#%.*s", STR_ARG(t.fragment));
        return map_find(&k->ids, id) ? str_printf(k->a, "#%.*s", STR_ARG(id)) : STR_NONE;
    }
    case LINK_BOOK: return other_book(k, t.fragment.n ? str_printf(k->a, "%.*s#%.*s", STR_ARG(t.path), STR_ARG(t.fragment)) : t.path);
    case LINK_FILE: case LINK_BROKEN: break;
    }
    return STR_NONE;
}

static const Node *settle(const Settling *k, const Node *node);

static const Node *settle_kids(const Settling *k, const Node *node, Node *copy)
{
    const Node **kids = NULL;
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = settle(k, node->kids[i]);
        if (kid != node->kids[i] && !kids) {
            kids = arena_array(k->a, const Node *, node->nkids);
            memcpy(kids, node->kids, node->nkids * sizeof *kids);
        }
        if (kids)
            kids[i] = kid;
    }
    if (!kids && !copy)
        return node;
    if (!copy)
        copy = doc_copy(k->a, node);
    if (kids)
        copy->kids = kids;
    return copy;
}

/* A picture by its path below content/; one that is not there leaves its words. */
static const Node *settle_image(const Settling *k, const Node *node)
{
    const Site *s = k->host->site;
    Str written = site_path(s, node->pos.source);
    LinkTarget t = link_target(k->a, s, written, node->as.link.href);
    Node *copy = doc_node(k->a, t.kind == LINK_FILE ? NODE_IMAGE : NODE_SPAN, node->pos);
    copy->kids = node->kids;
    copy->nkids = node->nkids;
    if (t.kind == LINK_FILE) {
        copy->as.link.href = t.path;
        copy->as.link.title = node->as.link.title;
    } else if (!written.n) { /* those in content were reported when it was read */
        diag_error(k->host->diag, "image-missing", node->pos, "图片文件不存在：%.*s",
                   "there is no such picture: %.*s", STR_ARG(node->as.link.href));
    }
    return copy;
}

/* A reference says in the book what it says, or is reported by whoever looks for its place. */
static const Node *settle_ref(const Settling *k, const Node *node)
{
    Str address = settled_address(k, node);
    if (!address.n || address.p == node->as.link.href.p)
        return node;
    Node *copy = doc_node(k->a, NODE_REF, node->pos);
    copy->level = node->level;
    copy->as.link.href = address;
    return copy;
}

/* The tree with every address settled; what has none to settle is shared, not copied. */
static const Node *settle(const Settling *k, const Node *node)
{
    if (node->kind == NODE_IMAGE)
        return settle_image(k, node);
    if (node->kind == NODE_REF)
        return settle_ref(k, node);
    if (node->kind != NODE_LINK)
        return node->nkids ? settle_kids(k, node, NULL) : node;
    Str address = settled_address(k, node);
    if (address.p == node->as.link.href.p)
        return settle_kids(k, node, NULL);
    Node *copy = doc_node(k->a, address.n ? NODE_LINK : NODE_SPAN, node->pos);
    copy->kids = node->kids;
    copy->nkids = node->nkids;
    if (address.n)
        copy->as.link.href = address;
    return settle_kids(k, node, copy);
}

/* ---- making one ---- */

static void read_about(lua_State *L, const char *owner, BookSource *book)
{
    static const char *const fields[] = {"title", "author", "subject", "keywords", "language", NULL};
    if (answer(L, "about") != LUA_TTABLE)
        host_fail(L, "%s 的 about 应得到一张表", "about of %s should be a table", owner);
    take_known(L, -1, owner, fields);
    book->about.title = take_need(L, -1, "title", owner);
    book->about.author = take_str(L, -1, "author", owner);
    book->about.subject = take_str(L, -1, "subject", owner);
    book->about.keywords = take_str(L, -1, "keywords", owner);
    book->about.language = take_str(L, -1, "language", owner);
    if (!book->about.language.n)
        book->about.language = STR("zh-CN");
    lua_pop(L, 1);
}

/* The publication's own look at what it is made from; an error it reports is the end of the book. */
static bool run_check(lua_State *L)
{
    Host *h = host_of(L);
    size_t errors = h->diag->nerrors;
    if (lua_getfield(L, 1, "check") != LUA_TNIL) {
        lua_pushvalue(L, 2);
        check_push_report(L);
        lua_call(L, 2, 0);
        lua_pushnil(L);
    }
    lua_pop(L, 1);
    return h->diag->nerrors == errors;
}

/* The rows of an attachment (at the top) as the bytes of a CSV file, with the mark by which
 * spreadsheets know UTF-8. */
static Str read_rows(lua_State *L, const char *owner)
{
    Host *h = host_of(L);
    Buf out = buf_in(h->job);
    buf_c(&out, "\xEF\xBB\xBF");
    for (lua_Integer r = 1, rows = luaL_len(L, -1); r <= rows; r++) {
        if (lua_geti(L, -1, r) != LUA_TTABLE)
            host_fail(L, "%s 的 attach：rows 的每一行应是一张表", "attach of %s: each of rows is a table", owner);
        size_t n = (size_t)luaL_len(L, -1);
        StoreCell *cells = arena_array(h->job, StoreCell, n + 1);
        for (size_t i = 0; i < n; i++) {
            lua_geti(L, -1, (lua_Integer)i + 1);
            if (!take_cell(L, -1, &cells[i]))
                host_fail(L, "%s 的 attach：第 %d 行第 %d 格不是文字或数字", "attach of %s: row %d, cell %d is neither text nor number",
                          owner, (int)r, (int)i + 1);
            cells[i].text = str_copy(h->job, cells[i].text);
            lua_pop(L, 1);
        }
        csv_row(h->job, &out, cells, n);
        lua_pop(L, 1);
    }
    return buf_view(&out);
}

/* One file that goes along, at the top. */
static BookFile read_file(lua_State *L, const char *owner)
{
    static const char *const fields[] = {"name", "description", "from", "rows", NULL};
    Host *h = host_of(L);
    if (lua_type(L, -1) != LUA_TTABLE)
        host_fail(L, "%s 的 attach 应得到一串表（name、from 或 rows、description）",
                  "attach of %s is a list of tables (name, from or rows, description)", owner);
    take_known(L, -1, owner, fields);
    BookFile file = {.name = take_need(L, -1, "name", owner), .description = take_str(L, -1, "description", owner),
                     .from = take_str(L, -1, "from", owner), .pos = host_where(L, 0)};
    bool rows = take_table(L, -1, "rows", owner);
    if (rows) {
        file.bytes = read_rows(L, owner);
        lua_pop(L, 1);
    }
    if (rows == (file.from.n > 0))
        host_fail(L, "附件 %s 要么有 from，要么有 rows", "the attachment %s has either from or rows", str_c(h->job, file.name));
    if (file.from.n && !site_has_file(h->site, file.from))
        host_fail(L, "附件文件不存在：%s", "there is no such file to attach: %s", str_c(h->job, file.from));
    if (file.from.n)
        audience_check_file(L, file.from);
    return file;
}

static void read_files(lua_State *L, const char *owner, BookSource *book)
{
    Host *h = host_of(L);
    Map names = map_in(h->job);
    if (answer(L, "attach") == LUA_TTABLE) {
        size_t n = (size_t)luaL_len(L, -1);
        BookFile *files = arena_array(h->job, BookFile, n + 1);
        for (size_t i = 0; i < n; i++) {
            lua_geti(L, -1, (lua_Integer)i + 1);
            files[i] = read_file(L, owner);
            lua_pop(L, 1);
            if (map_find(&names, files[i].name))
                host_fail(L, "两个附件同名：%s", "two attachments of one name: %s", str_c(h->job, files[i].name));
            *map_at(&names, files[i].name) = h;
        }
        book->files = files;
        book->nfiles = n;
    } else if (!lua_isnil(L, -1)) {
        host_fail(L, "%s 的 attach 应得到一串表", "attach of %s should be a list of tables", owner);
    }
    lua_pop(L, 1);
}

/* The tables that a publication says it prints. */
static void note_prints(lua_State *L, size_t book)
{
    Host *h = host_of(L);
    const Str *names;
    size_t n = take_strs(L, 1, "prints", "publication", &names);
    sources_tables(h, names, n, plan_book_scope(h, book));
}

/* (number of the book, where to put it) */
static int make_book(lua_State *L)
{
    Host *h = host_of(L);
    size_t i = (size_t)lua_tointeger(L, 1);
    BookSource *book = lua_touserdata(L, 2);
    lua_settop(L, 0);
    plan_push_book(L, i);
    if (bind_to_row(L, 2))
        sources_row(h, bind_to_row(L, 2));
    note_prints(L, i);
    lua_getfield(L, 1, "id");
    const char *owner = lua_type(L, 3) == LUA_TSTRING ? lua_tostring(L, 3) : "publication";
    read_about(L, owner, book);
    read_files(L, owner, book);
    book->design = design_default();
    if (answer(L, "design") == LUA_TTABLE &&
        !design_read(L, lua_gettop(L), h->job, &book->design, host_where(L, 0), h->diag))
        return host_fail(L, "这本书的版式（design）有误", "the design of this book is wrong");
    lua_pop(L, 1);
    if (h->o.print != PRINT_AS_DESIGNED)
        book->design.print = h->o.print;
    if (h->o.proof && !book->design.line_numbers)
        book->design.line_numbers = PROOF_LINES;
    book->jacket = plan_is_jacket(h, i);
    if (book->jacket) /* whatever the book is made for */
        book->design.print = PRINT_PRESS;
    if (h->o.draft)
        book->design.watermark = str_starts(book->about.language, STR("en")) ? STR("DRAFT") : STR("草稿");
    book->design.jacketed = book->design.print == PRINT_PRESS && answer(L, "jacket") != LUA_TNIL;
    lua_settop(L, 3);
    if (!run_check(L))
        return 0; /* reported: there is no tree */
    answer(L, "tree");
    NodeList kids = {0};
    const Node *root = node_to(L, -1);
    if (!root || root->kind != NODE_SECTION) {
        node_kids(L, -1, true, &kids);
        root = doc_done(h->job, doc_node(h->job, NODE_SECTION, host_where(L, 0)), &kids);
    }
    Settling k = {.a = h->job, .host = h, .path = plan_book_path(h, i), .ids = map_in(h->job)};
    doc_walk(root, visit_ids, &k);
    book->root = settle(&k, root);
    reads_tree(h, book->root);
    sources_tree(h, book->root);
    return 0;
}

bool host_book(Host *h, size_t i, Arena *a, BookSource *book, Diag *d)
{
    host_begin_job(h, a, d);
    assert(h->planned);
    audience_of_output(h, plan_book_path(h, i));
    h->page_path = STR_NONE;
    h->round = plan_book_round(h, i);
    *book = (BookSource){0};
    lua_pushcfunction(h->L, make_book);
    lua_pushinteger(h->L, (lua_Integer)i);
    lua_pushlightuserdata(h->L, book);
    HostLimits limits = {HOST_PAGE_STEPS, HOST_PAGE_MEMORY * 2};
    return host_call(h, 2, 0, limits, "publication", d) && book->root;
}
