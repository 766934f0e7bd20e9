/*
 * What only shows when everything is read: keys used twice, rows that repeat others, names that
 * two things share, references to what is not there.
 */
#include <assert.h>
#include <string.h>

#include "text/near.h"
#include "site/site_imp.h"
#include "site/value.h"

/* ---- keys ---- */

static bool same_values(const Row *one, const Row *other)
{
    for (size_t i = 0; i < one->collection->nfields; i++)
        if (!value_same(one->values[i], other->values[i]))
            return false;
    return true;
}

/* What must be unique: the key with the values it is unique within; without a key, everything. */
static bool is_keyed(const Collection *c)
{
    return c->key >= 0 && !c->key_repeats;
}

static uint64_t identity(const Row *row)
{
    const Collection *c = row->collection;
    uint64_t h = is_keyed(c) ? map_hash(row_key(row)) : 0;
    for (size_t i = 0; is_keyed(c) && i < c->nscope; i++)
        h = h * 31 + map_hash(row->values[c->scope[i]]->text);
    for (size_t i = 0; !is_keyed(c) && i < c->nfields; i++)
        h = value_hash(row->values[i], h);
    return h;
}

static bool same_identity(const Row *one, const Row *other)
{
    const Collection *c = one->collection;
    if (!is_keyed(c))
        return same_values(one, other);
    for (size_t i = 0; i < c->nscope; i++)
        if (!str_equal(one->values[c->scope[i]]->text, other->values[c->scope[i]]->text))
            return false;
    return str_equal(row_key(one), row_key(other));
}

static void clash(Row *row, const Row *first, Diag *d)
{
    assert(row != first && row->collection == first->collection);
    const Collection *c = row->collection;
    const Value *key = row_value(row, c->key);
    FaultWords words = {.name = c->key >= 0 ? c->fields[c->key].name : c->label,
                        .value = key->text, .line = first->line, .path = first->source->path};
    bool repeated = c->kind == COLLECTION_TABLE && same_values(row, first);
    RowFaultKind kind = repeated ? ROW_REPEATED : ROW_CLASH;
    Collection own = *c; /* two files: name both, whatever the words for two lines are */
    if (row->source != first->source) {
        own.faults[kind].zh = STR("{name}“{value}”已用于 {path}，后一处隔离");
        own.faults[kind].en = STR("{name} \"{value}\" is already used in {path}; this one is set aside");
    }
    Pos pos = c->kind == COLLECTION_DOCUMENT ? value_pos(row, &c->fields[c->key], key) : row_pos(row);
    FaultPlace at = {row, row_key(row), pos, d};
    fault_row(&at, &own, kind, words);
    row->aside = true;
}

/* A row by its number + 1 (0 free), with a part of the hash of what it is: rows that differ there need not be looked at. */
typedef struct RepeatSlot {
    uint32_t number, hash;
} RepeatSlot;

/* Rows by what they are: open addressing over their numbers, so that a million take a few bytes each. */
static void find_repeats(SiteTable *t, Diag *d)
{
    size_t nslots = 16;
    while (nslots < t->count * 2)
        nslots *= 2;
    Arena *scratch = arena_open();
    RepeatSlot *slots = arena_array(scratch, RepeatSlot, nslots);
    for (size_t i = 0; i < t->count; i++) {
        Row *row = t->rows[i];
        if (is_keyed(t->collection) && !row_key(row).n)
            continue;
        uint64_t hash = identity(row);
        size_t at = (size_t)hash & (nslots - 1);
        while (slots[at].number && (slots[at].hash != hash >> 32 || !same_identity(t->rows[slots[at].number - 1], row)))
            at = (at + 1) & (nslots - 1);
        if (slots[at].number)
            clash(row, t->rows[slots[at].number - 1], d);
        else
            slots[at] = (RepeatSlot){(uint32_t)i + 1, (uint32_t)(hash >> 32)};
    }
    arena_close(scratch);
}

/* ---- names ---- */

static void name_taken(Row *row, const Row *first, const Field *f, const Value *name, Diag *d)
{
    diag_error(d, "name-taken", value_pos(row, f, name), "“%.*s”已是“%.*s”的名称（%.*s 第%u行）",
               "\"%.*s\" is already a name of \"%.*s\" (%.*s line %u)", STR_ARG(name->text),
               STR_ARG(row_key(first)), STR_ARG(first->source->path), first->line);
    diag_key(d, row_key(row));
    diag_hint(d, "名称和别名在全部记录中只能指一个", "a name or alias may mean one thing only");
    row->faulty = true;
}

static void give_name(SiteTable *t, Row *row, const Field *f, const Value *name, Diag *d)
{
    if (name->kind != VALUE_TEXT)
        return;
    void **at = map_at(&t->by_key, name->text);
    const Row *first = *at;
    if (!first)
        *at = row;
    else if (!str_equal(row_key(first), row_key(row)))
        name_taken(row, first, f, name, d);
}

static void give_names(SiteTable *t, Row *row, Diag *d)
{
    const Collection *c = row->collection;
    for (size_t i = 0; i < c->nnames; i++) {
        const Field *f = &c->fields[c->names[i]];
        const Value *v = row->values[c->names[i]];
        give_name(t, row, f, v, d);
        for (uint32_t j = 0; v->kind == VALUE_LIST && j < v->count; j++)
            give_name(t, row, f, &v->as.items[j], d);
    }
}

static void keep_name(SiteTable *t, Row *row, const Value *name)
{
    void **at = name->kind == VALUE_TEXT ? map_at(&t->by_key, name->text) : NULL;
    if (at && !*at)
        *at = row;
}

/* What was set aside has its names as far as they are free: who writes one has not written an unknown name. */
static void keep_names(SiteTable *t, Row *row)
{
    const Collection *c = row->collection;
    for (size_t i = 0; i < c->nnames; i++) {
        const Value *v = row->values[c->names[i]];
        keep_name(t, row, v);
        for (uint32_t j = 0; v->kind == VALUE_LIST && j < v->count; j++)
            keep_name(t, row, &v->as.items[j]);
    }
}

static void index_rows(SiteTable *t, Diag *d)
{
    if (t->collection->key < 0)
        return;
    map_reserve(&t->by_key, t->count);
    for (size_t i = 0; i < t->count; i++) {
        Str key = row_key(t->rows[i]);
        void **at = key.n ? map_at(&t->by_key, key) : NULL;
        if (at && !*at)
            *at = t->rows[i];
    }
    for (size_t i = 0; i < t->count; i++)
        if (!t->rows[i]->aside)
            give_names(t, t->rows[i], d);
    for (size_t i = 0; i < t->count; i++)
        if (t->rows[i]->aside)
            keep_names(t, t->rows[i]);
}

/* ---- references ---- */

/* May the row do without what the field refers to? */
static bool is_bearable(const Field *f)
{
    const Fault *unknown = &f->faults[FAULT_UNKNOWN];
    return unknown->has_level && unknown->level != DIAG_ERROR;
}

enum { SUGGEST_MOST = 2000 }; /* names compared for one suggestion */

static bool is_also(const Field *f, Str text)
{
    for (size_t i = 0; i < f->nalso; i++)
        if (str_equal(f->also[i], text))
            return true;
    return false;
}

/* What may stand in a file that could not be read is not reported once more; the row goes as if it were. */
static bool is_lost(const Site *s, Row *row, const Field *f)
{
    if (!site_lost(s, f->target, row->path))
        return false;
    bool goes = f->required && !is_bearable(f) && !row->aside;
    row->aside |= goes;
    row->lost |= goes;
    return true;
}

static void unknown_reference(Site *s, Row *row, const Field *f, const Value *v, Diag *d)
{
    if (is_lost(s, row, f))
        return;
    FaultPlace at = {row, row_key(row), value_pos(row, f, v), d};
    fault_field(&at, f, FAULT_UNKNOWN, (FaultWords){.value = v->text});
    const Map *names = &s->tables[f->target->index].by_key;
    Near near = near_to(v->text);
    for (size_t i = 0; i < names->count && i < SUGGEST_MOST && (i || site_may_suggest(s)); i++)
        near_offer(&near, names->entries[i].key);
    for (size_t i = 0; i < f->nalso; i++)
        near_offer(&near, f->also[i]);
    if (near.best.n)
        diag_hint(d, "是不是想写“%.*s”？", "did you mean \"%.*s\"?", STR_ARG(near.best));
}

/* false: there is no such row, reported. */
static bool resolve(Site *s, Row *row, const Field *f, Value *v, Diag *d)
{
    if (v->kind != VALUE_TEXT || is_also(f, v->text))
        return true;
    v->as.row = map_find(&s->tables[f->target->index].by_key, v->text);
    if (!v->as.row)
        unknown_reference(s, row, f, v, d);
    return v->as.row != NULL;
}

/* A required one that was left blank and has words of its own for it ("类型未知：（空）") has been
 * reported by then; only what was written is looked up, and what many rows share once. */
static void resolve_value(Site *s, Row *row, const Field *f, Value *v, Diag *d)
{
    if (v->looked_up == LOOKED_UP_FOUND || v->kind == VALUE_NONE)
        return;
    bool found = resolve(s, row, f, v, d);
    for (uint32_t j = 0; v->kind == VALUE_LIST && j < v->count; j++)
        found &= resolve(s, row, f, &v->as.items[j], d);
    v->looked_up = found ? LOOKED_UP_FOUND : LOOKED_UP_MISSED;
}

static void resolve_rows(Site *s, SiteTable *t, Diag *d)
{
    const Collection *c = t->collection;
    for (size_t j = 0; j < t->count; j++)
        for (size_t i = 0; i < c->nfields; i++)
            if (c->fields[i].target)
                resolve_value(s, t->rows[j], &c->fields[i], t->rows[j]->values[i], d);
}

/* Blank fields take what the row that they go by has for them. */
static void lend(Site *s, Row *row, const Field *f, size_t i, Diag *d)
{
    const Value *by = row->values[f->lender_at];
    if (row->values[i]->kind != VALUE_NONE || row->values[i]->text.n) /* something wrong was written, and said so */
        return;
    if (by->kind == VALUE_TEXT && by->as.row) {
        row->values[i] = arena_new(s->a, Value);
        *row->values[i] = *by->as.row->values[f->lent_at];
        row->values[i]->line = row->values[i]->column = 0; /* it stands in another file */
    }
    if (row->values[i]->kind != VALUE_NONE || !f->required || row->aside)
        return;
    FaultPlace at = {row, row_key(row), value_pos(row, f, row->values[i]), d};
    fault_field(&at, f, FAULT_MISSING, (FaultWords){.want = f->unit});
}

static void lend_rows(Site *s, SiteTable *t, Diag *d)
{
    const Collection *c = t->collection;
    for (size_t i = 0; i < c->nfields; i++)
        for (size_t j = 0; c->fields[i].lender.n && j < t->count; j++)
            lend(s, t->rows[j], &c->fields[i], i, d);
}

void refs_settle(Site *s, Diag *d)
{
    for (size_t i = 0; i < s->model->count; i++) {
        if (s->tables[i].collection->kind != COLLECTION_FILE)
            find_repeats(&s->tables[i], d);
        index_rows(&s->tables[i], d);
    }
    for (size_t i = 0; i < s->model->count; i++)
        resolve_rows(s, &s->tables[i], d);
    for (size_t i = 0; i < s->model->count; i++)
        lend_rows(s, &s->tables[i], d);
}

/* ---- references to what was set aside ---- */

/* A reference to a row that is in no list: its words stay, and where the model cannot do without
 * it, the row that refers goes too. true: it went. */
static bool let_go(const Row *row, const Field *f, Value *v)
{
    if (v->kind != VALUE_TEXT || !v->as.row || !v->as.row->aside)
        return false;
    if (f->required && !is_bearable(f) && !row->aside)
        return true;
    v->as.row = NULL;
    return false;
}

static const Row *let_row_go(Row *row)
{
    const Collection *c = row->collection;
    for (size_t i = 0; i < c->nfields; i++) {
        const Field *f = &c->fields[i];
        Value *v = row->values[i];
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

/* Rows of one file that went with one target: said once, as an error, so that nothing is published without them unseen. What
 * they refer to may belong to another part than they: its error holds that part, and this one goes on without them. */
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

static void say_loss(const Site *s, const Loss *loss, Diag *d)
{
    const Row *t = loss->target;
    bool own = str_equal(site_scope(s, loss->first->source->path), site_scope(s, t->source->path));
    diag_report(d, own ? DIAG_ERROR : DIAG_WARNING, "reference-aside", row_pos(loss->first), "“%.*s”有错误（%.*s 第%u行），引用它的 %zu 条记录随之隔离",
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
                if (!target->lost)
                    note_loss(s, &losses, row, target);
                row->lost = target->lost;
                row->faulty = !target->lost;
                row->aside = changed = true;
            }
    }
    for (size_t i = 0; i < losses.count; i++)
        say_loss(s, losses.entries[i].value, d);
}
