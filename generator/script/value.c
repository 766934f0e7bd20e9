/*
 * Values in texts: what a document writes as {{expression}} is asked of the model's function
 *
 *     value = function(expression, row, audience) … return "109场" end
 *
 * once everything is read and the computed tables exist, and its answer takes the place of the expression in the
 * document's body, so that every page and book that shows it shows the same. The function sees what the
 * collection of the document may show (audience; see audience.c); it answers
 *
 *     a text or a number; inline nodes; where the expression is a whole paragraph, blocks; or
 *     nil, {zh =, en =, hint =, hint_en =}: there is no such value, an error at the expression.
 *
 * What has no value stays as it was written. Fields of type text are treated alike, with words only. The
 * model's late checks, which may query, run after that.
 */
#include <assert.h>

#include "script/host_imp.h"

const char value_key[] = "value", late_key[] = "late checks";

typedef struct Values {
    Host *host;
    const Row *row;
    Diag *diag;
    bool good;
} Values;

/* One expression and what was answered. */
typedef struct Asking {
    const Row *row;
    Str expression;
    Pos pos;
    bool alone;      /* it is a whole paragraph */
    bool blocks;     /* the answer is */
    bool answered;
    NodeList answer;
    Str zh, en, hint, hint_en; /* why not */
} Asking;

/* ---- asking ---- */

static void take_problem(lua_State *L, Asking *q)
{
    static const char *const fields[] = {"zh", "en", "hint", "hint_en", NULL};
    if (lua_type(L, -1) != LUA_TTABLE)
        host_fail(L, "value 应返回文字、数字、节点，或 nil 和 {zh=…}", "value answers a text, a number, nodes, or nil and {zh=…}");
    take_known(L, -1, "value", fields);
    q->zh = take_need(L, -1, "zh", "value");
    q->en = take_str(L, -1, "en", "value");
    q->hint = take_str(L, -1, "hint", "value");
    q->hint_en = take_str(L, -1, "hint_en", "value");
}

static bool is_words(lua_State *L, int index)
{
    const Node *node = node_to(L, index);
    int type = lua_type(L, index);
    return type == LUA_TSTRING || type == LUA_TNUMBER || (node && doc_is_inline((NodeKind)node->kind));
}

/* (the Asking) */
static int ask(lua_State *L)
{
    Asking *q = lua_touserdata(L, 1);
    Host *h = host_of(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, value_key);
    lua_pushlstring(L, q->expression.p, q->expression.n);
    bind_row(L, q->row);
    lua_pushstring(L, audience_name(q->row->collection->visibility));
    lua_call(L, 3, 2);
    q->answered = !lua_isnil(L, -2);
    if (!q->answered) {
        take_problem(L, q);
        return 0;
    }
    lua_pop(L, 1);
    int type = lua_type(L, -1);
    if (type == LUA_TSTRING || type == LUA_TNUMBER) { /* messages about its characters lead to the author */
        lua_pushvalue(L, -1);
        doc_push(h->job, &q->answer, doc_text(h->job, node_text(L, sandbox_text(L, -1)), q->pos));
        return 0;
    }
    q->blocks = q->alone && !is_words(L, -1);
    node_kids(L, -1, q->blocks, &q->answer);
    return 0;
}

static void complain(Values *k, const Asking *q)
{
    diag_words(k->diag, DIAG_ERROR, "value", q->pos, q->zh, q->en.n ? q->en : q->zh);
    if (q->hint.n)
        diag_hint_words(k->diag, q->hint, q->hint_en.n ? q->hint_en : q->hint);
    if (row_key(k->row).n)
        diag_key(k->diag, row_key(k->row));
}

/* The words between the braces. */
static Str between(Str written)
{
    assert(written.n > 4);
    return str_trim(str_slice(written, 2, written.n - 2));
}

static bool answered(Values *k, Asking *q)
{
    Host *h = k->host;
    q->row = k->row;
    h->may_see = k->row->collection->visibility;
    lua_pushcfunction(h->L, ask);
    lua_pushlightuserdata(h->L, q);
    if (!host_call(h, 1, 0, host_plan_limits(h), "value", k->diag)) {
        k->good = false;
        return false;
    }
    if (!q->answered)
        complain(k, q);
    return q->answered;
}

/* ---- bodies ---- */

static const Node *with_values(Values *k, const Node *node);

static const Node *copied(Values *k, const Node *node, const NodeList *kids)
{
    Arena *a = k->host->a;
    return doc_done(a, doc_copy(a, node), kids);
}

static void put_list(Values *k, NodeList *list, const NodeList *more)
{
    for (size_t i = 0; i < more->count; i++)
        doc_push(k->host->a, list, more->items[i]);
}

/* The value node, alone in its paragraph when there is one. */
static void put_value(Values *k, NodeList *list, const Node *value, const Node *paragraph)
{
    Asking q = {.expression = between(value->as.text), .pos = value->pos, .alone = paragraph != NULL};
    if (!answered(k, &q))
        doc_push(k->host->a, &q.answer, doc_text(k->host->a, value->as.text, value->pos));
    if (paragraph && !q.blocks)
        doc_push(k->host->a, list, copied(k, paragraph, &q.answer));
    else
        put_list(k, list, &q.answer);
}

static void put_kid(Values *k, NodeList *list, const Node *kid)
{
    if (kid->kind == NODE_VALUE)
        put_value(k, list, kid, NULL);
    else if (kid->kind == NODE_PARA && kid->nkids == 1 && kid->kids[0]->kind == NODE_VALUE)
        put_value(k, list, kid->kids[0], kid);
    else
        doc_push(k->host->a, list, with_values(k, kid));
}

static bool visit_value(void *self, const Node *node, bool entering)
{
    bool *found = self;
    *found = *found || (entering && node->kind == NODE_VALUE);
    return !*found;
}

static bool has_value(const Node *node)
{
    bool found = false;
    doc_walk(node, visit_value, &found);
    return found;
}

/* What has no value in it is shared, not copied. */
static const Node *with_values(Values *k, const Node *node)
{
    NodeList kids = {0};
    if (!has_value(node))
        return node;
    for (uint32_t i = 0; i < node->nkids; i++)
        put_kid(k, &kids, node->kids[i]);
    return copied(k, node, &kids);
}

/* ---- fields of type text ---- */

static void put_words(Values *k, Buf *out, const Field *f, const Value *v, Str written)
{
    Asking q = {.expression = between(written), .pos = value_pos(k->row, f, v)};
    if (!answered(k, &q)) {
        buf_str(out, written);
        return;
    }
    for (size_t i = 0; i < q.answer.count; i++)
        doc_plain(out, q.answer.items[i]);
}

static Str text_with_values(Values *k, const Field *f, const Value *v)
{
    Buf out = buf_in(k->host->a);
    Str text = v->text;
    size_t done = 0, open, close;
    while ((open = str_find(text, STR("{{"), done)) < text.n && (close = str_find(text, STR("}}"), open)) < text.n) {
        bool written = open && text.p[open - 1] == '\\';
        bool empty = !str_trim(str_slice(text, open + 2, close)).n;
        buf_str(&out, str_slice(text, done, written || empty ? close + 2 : open));
        if (!written && !empty)
            put_words(k, &out, f, v, str_slice(text, open, close + 2));
        done = close + 2;
    }
    buf_str(&out, str_slice(text, done, text.n));
    return buf_view(&out);
}

/* ---- all documents ---- */

/* Rows are about to be shown to a script, maybe for the first time. */
static int open_site(lua_State *L)
{
    bind_site(L);
    return 0;
}

static bool fill_row(Values *k, Row *row)
{
    const Collection *c = row->collection;
    bool any = false;
    k->row = row;
    if (row_has_kinds(row, doc_kinds(NODE_VALUE))) {
        row->body->tree = with_values(k, row->body->tree);
        any = true;
    }
    for (size_t i = 0; i < c->nfields; i++) {
        Value *v = row->values[i];
        if (c->fields[i].type != FIELD_TEXT || v->kind != VALUE_TEXT || str_find(v->text, STR("{{"), 0) == v->text.n)
            continue;
        v->text = text_with_values(k, &c->fields[i], v);
        any = true;
    }
    return any;
}

static bool fill_all(Host *h, Diag *d)
{
    Values k = {.host = h, .diag = d, .good = true};
    for (size_t i = 0; i < h->model.count; i++) {
        const SiteTable *t = site_table(h->site, &h->model.collections[i]);
        for (size_t j = 0; t->collection->kind == COLLECTION_DOCUMENT && j < t->count; j++)
            if (fill_row(&k, t->rows[j]))
                reads_valued(h, t->rows[j]->source->path);
    }
    return k.good;
}

bool host_values(Host *h, Site *s, Diag *d)
{
    h->site = s;
    h->frozen = true;
    host_begin_job(h, h->a, d);
    h->job_number = 0; /* nodes live as long as the site */
    lua_pushcfunction(h->L, open_site);
    bool good = host_call(h, 0, 0, host_plan_limits(h), "value", d) && (!h->model.values || fill_all(h, d));
    bind_forget(h->L); /* rows may remember texts as they were */
    h->may_see = VISIBLE_NEVER;
    return check_run_all(h, late_key, host_plan_limits(h), d) && good;
}
