/*
 * What only shows when everything is read: keys used twice, rows that repeat others, names that
 * two things share, references to what is not there.
 */
#include <assert.h>
#include <string.h>

#include "text/near.h"
#include "site/site_imp.h"

/* ---- keys ---- */

static bool same_values(Arena *a, const Row *one, const Row *other)
{
    for (size_t i = 0; i < one->collection->nfields; i++)
        if (!str_equal(value_text(a, &one->values[i]), value_text(a, &other->values[i])) ||
            one->values[i].kind != other->values[i].kind)
            return false;
    return true;
}

/* What must be unique: the key with the values it is unique within; without a key, everything. */
static Str identity(Arena *a, const Row *row)
{
    const Collection *c = row->collection;
    Buf b = buf_in(a);
    if (c->key >= 0 && !c->key_repeats) {
        for (size_t i = 0; i < c->nscope; i++) {
            buf_str(&b, row->values[c->scope[i]].text);
            buf_byte(&b, '\n');
        }
        buf_str(&b, row_key(row));
        return row_key(row).n ? buf_view(&b) : STR_NONE;
    }
    for (size_t i = 0; i < c->nfields; i++) {
        buf_str(&b, value_text(a, &row->values[i]));
        buf_byte(&b, '\n');
    }
    return buf_view(&b);
}

static void clash(Site *s, Row *row, const Row *first, Diag *d)
{
    assert(row != first && row->collection == first->collection);
    const Collection *c = row->collection;
    const Value *key = row_value(row, c->key);
    FaultWords words = {.name = c->key >= 0 ? c->fields[c->key].name : c->label,
                        .value = key->text, .line = first->line, .path = first->source->path};
    bool repeated = c->kind == COLLECTION_TABLE && same_values(s->a, row, first);
    RowFaultKind kind = repeated ? ROW_REPEATED : ROW_CLASH;
    Collection own = *c; /* two files: name both, whatever the words for two lines are */
    if (row->source != first->source) {
        own.faults[kind].zh = STR("{name}“{value}”已用于 {path}，后一处隔离");
        own.faults[kind].en = STR("{name} \"{value}\" is already used in {path}; this one is set aside");
    }
    Pos pos = c->kind == COLLECTION_DOCUMENT ? value_pos(row, key) : row_pos(row);
    FaultPlace at = {row, row_key(row), pos, d};
    fault_row(&at, &own, kind, words);
    row->aside = true;
}

static void find_repeats(Site *s, SiteTable *t, Diag *d)
{
    Map seen = map_in(s->a);
    for (size_t i = 0; i < t->count; i++) {
        Str id = t->collection->kind == COLLECTION_FILE ? STR_NONE : identity(s->a, t->rows[i]);
        if (!id.n)
            continue;
        void **at = map_at(&seen, id);
        if (*at)
            clash(s, t->rows[i], *at, d);
        else
            *at = t->rows[i];
    }
}

/* ---- names ---- */

static void name_taken(Row *row, const Row *first, const Value *name, Diag *d)
{
    diag_error(d, "name-taken", value_pos(row, name), "“%.*s”已是“%.*s”的名称（%.*s 第%u行）",
               "\"%.*s\" is already a name of \"%.*s\" (%.*s line %u)", STR_ARG(name->text),
               STR_ARG(row_key(first)), STR_ARG(first->source->path), first->line);
    diag_key(d, row_key(row));
    diag_hint(d, "名称和别名在全部记录中只能指一个", "a name or alias may mean one thing only");
    row->faulty = true;
}

static void give_name(SiteTable *t, Row *row, const Value *name, Diag *d)
{
    if (name->kind != VALUE_TEXT)
        return;
    void **at = map_at(&t->by_key, name->text);
    const Row *first = *at;
    if (!first)
        *at = row;
    else if (!str_equal(row_key(first), row_key(row)))
        name_taken(row, first, name, d);
}

static void give_names(SiteTable *t, Row *row, Diag *d)
{
    const Collection *c = row->collection;
    for (size_t i = 0; i < c->nnames; i++) {
        const Value *v = &row->values[c->names[i]];
        give_name(t, row, v, d);
        for (uint32_t j = 0; v->kind == VALUE_LIST && j < v->count; j++)
            give_name(t, row, &v->as.items[j], d);
    }
}

static void index_rows(SiteTable *t, Diag *d)
{
    if (t->collection->key < 0)
        return;
    for (size_t i = 0; i < t->count; i++) {
        Str key = row_key(t->rows[i]);
        if (key.n && !map_find(&t->by_key, key))
            *map_at(&t->by_key, key) = t->rows[i];
    }
    for (size_t i = 0; i < t->count; i++)
        if (!t->rows[i]->aside)
            give_names(t, t->rows[i], d);
}

/* ---- references ---- */

enum { SUGGEST_MOST = 2000 }; /* names compared for one suggestion */

static bool is_also(const Field *f, Str text)
{
    for (size_t i = 0; i < f->nalso; i++)
        if (str_equal(f->also[i], text))
            return true;
    return false;
}

static void unknown_reference(Site *s, Row *row, const Field *f, const Value *v, Diag *d)
{
    FaultPlace at = {row, row_key(row), value_pos(row, v), d};
    fault_field(&at, f, FAULT_UNKNOWN, (FaultWords){.value = v->text});
    const Map *names = &s->tables[f->target->index].by_key;
    Near near = near_to(v->text);
    for (size_t i = 0; i < names->count && i < SUGGEST_MOST && (i || site_may_suggest(s)); i++)
        near_offer(&near, names->entries[i].key);
    if (near.best.n)
        diag_hint(d, "是不是想写“%.*s”？", "did you mean \"%.*s\"?", STR_ARG(near.best));
}

static void resolve(Site *s, Row *row, const Field *f, Value *v, Diag *d)
{
    if (v->kind != VALUE_TEXT || is_also(f, v->text))
        return;
    v->as.row = map_find(&s->tables[f->target->index].by_key, v->text);
    if (!v->as.row)
        unknown_reference(s, row, f, v, d);
}

/* A required one that was left blank and has words of its own for it ("类型未知：（空）") has been
 * reported by then; only what was written is looked up. */
static void resolve_row(Site *s, Row *row, Diag *d)
{
    const Collection *c = row->collection;
    for (size_t i = 0; i < c->nfields; i++) {
        const Field *f = &c->fields[i];
        Value *v = &row->values[i];
        if (!f->target)
            continue;
        resolve(s, row, f, v, d);
        for (uint32_t j = 0; v->kind == VALUE_LIST && j < v->count; j++)
            resolve(s, row, f, &v->as.items[j], d);
    }
}

void refs_settle(Site *s, Diag *d)
{
    for (size_t i = 0; i < s->model->count; i++) {
        find_repeats(s, &s->tables[i], d);
        index_rows(&s->tables[i], d);
    }
    for (size_t i = 0; i < s->model->count; i++)
        for (size_t j = 0; j < s->tables[i].count; j++)
            resolve_row(s, s->tables[i].rows[j], d);
}

/* ---- references to what was set aside ---- */

/* A reference to a row that is in no list: its words stay, and where the model cannot do without
 * it, the row that refers goes too. true: it went. */
static bool let_go(const Row *row, const Field *f, Value *v)
{
    if (v->kind != VALUE_TEXT || !v->as.row || !v->as.row->aside)
        return false;
    const Fault *unknown = &f->faults[FAULT_UNKNOWN];
    bool bearable = unknown->has_level && unknown->level != DIAG_ERROR;
    if (f->required && !bearable && !row->aside)
        return true;
    v->as.row = NULL;
    return false;
}

static const Row *let_row_go(Row *row)
{
    const Collection *c = row->collection;
    for (size_t i = 0; i < c->nfields; i++) {
        const Field *f = &c->fields[i];
        Value *v = &row->values[i];
        if (!f->target)
            continue;
        if (let_go(row, f, v))
            return v->as.row;
        for (uint32_t j = 0; v->kind == VALUE_LIST && j < v->count; j++)
            if (v->as.items[j].kind == VALUE_TEXT && v->as.items[j].as.row && v->as.items[j].as.row->aside)
                v->as.items[j].as.row = NULL;
    }
    return NULL;
}

/* Rows of one file that went with one target: said once, as an error, so that nothing is published
 * without them unseen. */
typedef struct Loss {
    const Row *first, *target;
    size_t count;
} Loss;

static void note_loss(Site *s, Map *losses, const Row *row, const Row *target)
{
    Str file = str_printf(s->a, "%.*s\n%zu %u", STR_ARG(row->path), target->collection->index, target->index);
    void **at = map_at(losses, file);
    if (!*at) {
        Loss *loss = arena_new(s->a, Loss);
        *loss = (Loss){row, target, 0};
        *at = loss;
    }
    ((Loss *)*at)->count++;
}

static void say_loss(const Loss *loss, Diag *d)
{
    const Row *t = loss->target;
    diag_error(d, "reference-aside", row_pos(loss->first), "“%.*s”有错误（%.*s 第%u行），引用它的 %zu 条记录随之隔离",
               "\"%.*s\" has errors (%.*s line %u): set aside with it, records that refer to it: %zu", STR_ARG(row_key(t)),
               STR_ARG(t->source->path), t->line, loss->count);
    if (loss->first->collection->key >= 0)
        diag_key(d, row_key(loss->first));
}

/* One that goes may take others along: until nothing changes. Each round but the last takes a row. */
void refs_release(Site *s, Diag *d)
{
    Map losses = map_in(s->a);
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < s->model->count; i++)
            for (size_t j = 0; j < s->tables[i].count; j++) {
                Row *row = s->tables[i].rows[j];
                const Row *target = row->aside ? NULL : let_row_go(row);
                if (!target)
                    continue;
                note_loss(s, &losses, row, target);
                row->aside = row->faulty = changed = true;
            }
    }
    for (size_t i = 0; i < losses.count; i++)
        say_loss(losses.entries[i].value, d);
}
