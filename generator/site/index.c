/*
 * Rows counted by text, then laid out text by text, so that an index takes four bytes a row beside its
 * different texts.
 */
#include "site/index.h"

#include <assert.h>
#include <string.h>

#include "site/site_imp.h"

struct SiteIndex {
    Map numbers;     /* text -> its number + 1, as a pointer */
    uint32_t *first; /* by number: where its rows begin in rows; one more at the end */
    uint32_t *rows;
};

bool index_serves(const Site *s, const Collection *c, const Field *f)
{
    enum { ROWS_LEAST = 256 };
    return (f->type == FIELD_STR || f->type == FIELD_TEXT || f->type == FIELD_ID) && site_table(s, c)->count >= ROWS_LEAST;
}

static uint32_t number_of(struct SiteIndex *index, const Value *v)
{
    if (v->kind != VALUE_TEXT)
        return 0;
    void **number = map_at(&index->numbers, v->text);
    if (!*number)
        *number = (void *)(uintptr_t)index->numbers.count;
    return (uint32_t)(uintptr_t)*number;
}

static struct SiteIndex *make(Arena *a, const SiteTable *t, size_t field)
{
    struct SiteIndex *index = arena_new(a, struct SiteIndex);
    index->numbers = map_in(a);
    Arena *scratch = arena_open();
    uint32_t *numbers = arena_array(scratch, uint32_t, t->count);
    const Value *last = NULL;
    for (size_t i = 0; i < t->count; i++) {
        const Value *v = t->rows[i]->values[field];
        numbers[i] = v == last ? numbers[i - 1] : number_of(index, v);
        last = v;
    }
    size_t n = index->numbers.count;
    index->first = arena_array(a, uint32_t, n + 2);
    index->rows = arena_array(a, uint32_t, t->count);
    for (size_t i = 0; i < t->count; i++)
        index->first[numbers[i] + 1] += numbers[i] > 0;
    for (size_t k = 1; k <= n; k++)
        index->first[k + 1] += index->first[k];
    uint32_t *at = arena_array(scratch, uint32_t, n + 2);
    memcpy(at, index->first, (n + 2) * sizeof *at);
    for (size_t i = 0; i < t->count; i++)
        if (numbers[i])
            index->rows[at[numbers[i]]++] = (uint32_t)i;
    arena_close(scratch);
    return index;
}

IndexRows index_find(const Site *s, const Collection *c, const Field *f, Str text)
{
    assert(index_serves(s, c, f));
    SiteTable *t = &s->tables[c->index];
    size_t field = (size_t)(f - c->fields);
    if (!t->indexes)
        t->indexes = arena_array(s->later, struct SiteIndex *, c->nfields);
    if (!t->indexes[field])
        t->indexes[field] = make(s->later, t, field);
    const struct SiteIndex *index = t->indexes[field];
    size_t number = (size_t)(uintptr_t)map_find(&index->numbers, text);
    if (!number)
        return (IndexRows){NULL, 0};
    return (IndexRows){index->rows + index->first[number], index->first[number + 1] - index->first[number]};
}
