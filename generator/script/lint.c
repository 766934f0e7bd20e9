/*
 * site.lint() and site.words{…}: the authors' own words read as a proofreader does, for checks and for
 * papers that list what was found. The rules are read/proof's; which words may be used is a script's to say.
 *
 * Both see internal texts, so no public output may call them.
 */
#include <assert.h>

#include "read/proof.h"
#include "script/host_imp.h"

enum { FINDINGS_MOST = 5000 };

/* Told of each text that has been read; what is new in p since the last call is of this row and field. */
typedef void Heard(lua_State *L, Proof *p, const Row *row, const Field *field, int list);

static bool is_full(const Proof *p)
{
    return p->count + p->nhits >= FINDINGS_MOST;
}

static void read_items(Proof *p, const Row *row, const Field *f, const Value *v, ProofUse use)
{
    if (v->kind == VALUE_TEXT)
        proof_text(p, v->text, value_pos(row, f, v), use);
    else if (v->kind == VALUE_LIST || v->kind == VALUE_ROWS)
        for (uint32_t i = 0; i < v->count; i++)
            read_items(p, row, f, &v->as.items[i], PROOF_CELL);
}

static void read_row(lua_State *L, Proof *p, const Row *row, int list, Heard *heard)
{
    const Collection *c = row->collection;
    Visibility may_see = host_of(L)->may_see;
    for (size_t i = 0; i < c->nfields && !is_full(p); i++) {
        const Field *f = &c->fields[i];
        if (!f->prose || f->visibility > may_see || row->values[i]->kind == VALUE_NONE)
            continue;
        read_items(p, row, f, row->values[i], f->type == FIELD_TEXT ? PROOF_PARA : PROOF_CELL);
        heard(L, p, row, f, list);
    }
    if (row->body && c->body_prose && c->visibility <= may_see && !is_full(p)) {
        Arena *a = arena_open(); /* texts of the tree stay where the site has them */
        proof_body(p, row_tree(row, a));
        arena_close(a);
        heard(L, p, row, NULL, list);
    }
}

/* The list ends here, and that is said. */
static void say_full(Host *h, const Proof *p)
{
    Pos pos = p->words ? p->hits[FINDINGS_MOST - 1].pos : p->items[FINDINGS_MOST - 1].pos;
    diag_warn(h->diag, "proof-more", pos, "校对发现的太多，只列到这里（%d处）", "too many findings: the list ends here (%d)", FINDINGS_MOST);
    diag_hint(h->diag, "先改已列出的，再校对一遍", "mend these and proofread again");
}

static void read_site(lua_State *L, Proof *p, int list, Heard *heard)
{
    Host *h = host_of(L);
    for (size_t i = 0; i < h->model.count; i++) {
        const SiteTable *t = site_table(h->site, &h->model.collections[i]);
        for (size_t j = 0; j < t->count && !is_full(p); j++)
            read_row(L, p, t->rows[j], list, heard);
    }
    if (is_full(p))
        say_full(h, p);
}

/* ---- what scripts get ---- */

/* A table with the place, which `at` of report{} takes. */
static void push_place(lua_State *L, Pos pos, const Row *row, const Field *field)
{
    Host *h = host_of(L);
    Diag own = diag_in(h->job);
    lua_createtable(L, 0, 16);
    host_set_text(L, "place", diag_place(&own, pos));
    lua_pushinteger(L, pos.line);
    lua_setfield(L, -2, "line");
    lua_pushinteger(L, pos.column);
    lua_setfield(L, -2, "column");
    lua_pushlightuserdata(L, (void *)(uintptr_t)pos.source);
    lua_setfield(L, -2, "source");
    bind_row(L, row);
    lua_setfield(L, -2, "row");
    host_set_text(L, "collection", row->collection->name);
    if (field)
        host_set_text(L, "part", field->name);
}

static void append(lua_State *L, int list)
{
    lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
}

static void hear_findings(lua_State *L, Proof *p, const Row *row, const Field *field, int list)
{
    static const char *const levels[] = {[DIAG_NOTE] = "note", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error"};
    for (size_t i = lua_rawlen(L, list); i < p->count && i < FINDINGS_MOST; i++) {
        const ProofFinding *f = &p->items[i];
        push_place(L, f->pos, row, field);
        host_set_text(L, "code", str_of(f->rule));
        host_set_text(L, "level", str_of(levels[f->level]));
        host_set_text(L, "text", f->text);
        host_set_text(L, "context", f->context);
        lua_pushinteger(L, (lua_Integer)f->lead);
        lua_setfield(L, -2, "lead");
        host_set_text(L, "advice", f->advice);
        host_set_text(L, "zh", f->zh);
        host_set_text(L, "en", f->en);
        host_set_text(L, "hint", f->hint_zh);
        host_set_text(L, "hint_en", f->hint_en);
        append(L, list);
    }
}

static void hear_words(lua_State *L, Proof *p, const Row *row, const Field *field, int list)
{
    for (size_t i = lua_rawlen(L, list); i < p->nhits && i < FINDINGS_MOST; i++) {
        const ProofHit *hit = &p->hits[i];
        push_place(L, hit->pos, row, field);
        lua_pushinteger(L, (lua_Integer)hit->word + 1);
        lua_setfield(L, -2, "word");
        host_set_text(L, "text", hit->text);
        host_set_text(L, "before", hit->before);
        host_set_text(L, "behind", hit->behind);
        host_set_text(L, "quote", hit->quote);
        host_set_text(L, "quoted_from", hit->quoted_from);
        host_set_text(L, "title", hit->title);
        append(L, list);
    }
}

static void for_the_office_only(lua_State *L)
{
    if (host_of(L)->may_see == VISIBLE_PUBLIC)
        host_fail(L, "公开的输出不能读校对结果", "a public output cannot read what proofreading found");
}

/* site.lint(): what the rules find in all texts, in the order of collections, files and places. */
static int site_lint(lua_State *L)
{
    Host *h = host_of(L);
    for_the_office_only(L);
    Proof p = proof_in(h->job, h->model.totals, h->model.ntotals);
    lua_newtable(L);
    read_site(L, &p, lua_gettop(L), hear_findings);
    return 1;
}

static void add_words(lua_State *L, const char *name, ProofWords *words, bool mask)
{
    const Str *list;
    size_t n = take_strs(L, 1, name, "words", &list);
    for (size_t i = 0; i < n; i++)
        if (list[i].n)
            proof_words_add(words, list[i], (uint32_t)i, mask);
}

/* site.words{find = {…}, mask = {…}}: where these words stand, but for those inside a longer one of mask. */
static int site_words(lua_State *L)
{
    static const char *const known[] = {"find", "mask", NULL};
    Host *h = host_of(L);
    for_the_office_only(L);
    luaL_checktype(L, 1, LUA_TTABLE);
    take_known(L, 1, "words", known);
    ProofWords *words = proof_words_in(h->job);
    add_words(L, "find", words, false);
    add_words(L, "mask", words, true);
    Proof p = proof_in(h->job, NULL, 0);
    p.words = words;
    lua_newtable(L);
    read_site(L, &p, lua_gettop(L), hear_words);
    return 1;
}

void lint_open(lua_State *L)
{
    lua_pushcfunction(L, site_lint);
    lua_setfield(L, -2, "lint");
    lua_pushcfunction(L, site_words);
    lua_setfield(L, -2, "words");
}
