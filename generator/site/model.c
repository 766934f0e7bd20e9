/*
 * The declaration, checked once: every name that fields and collections refer to is resolved here,
 * so that reading rows never looks anything up by name again.
 */
#include "site/model.h"

#include <assert.h>
#include <string.h>

#include "text/near.h"

const Collection *model_find(const Model *m, Str name)
{
    for (size_t i = 0; i < m->count; i++)
        if (str_equal(m->collections[i].name, name))
            return &m->collections[i];
    return NULL;
}

int model_field(const Collection *c, Str name)
{
    for (size_t i = 0; i < c->nfields; i++)
        if (str_equal(c->fields[i].name, name))
            return (int)i;
    return -1;
}

int model_field_by_key(const Collection *c, Str key)
{
    for (size_t i = 0; i < c->nfields; i++)
        if (str_equal(c->fields[i].key, key))
            return (int)i;
    return model_field(c, key);
}

/* ---- patterns of paths ---- */

/* The end of a literal stretch of the pattern from at: at the next '{' or the end. */
static size_t literal_end(Str pattern, size_t at)
{
    while (at < pattern.n && pattern.p[at] != '{')
        at++;
    return at;
}

/* Match pattern from p against path from s, filling captures from n on. */
static bool match_from(Str pattern, size_t p, Str path, size_t s, Capture *captures, size_t *n)
{
    size_t end = literal_end(pattern, p);
    Str literal = str_slice(pattern, p, end);
    if (!str_starts(str_slice(path, s, path.n), literal))
        return false;
    s += literal.n;
    if (end == pattern.n)
        return s == path.n;
    size_t close = str_find(pattern, STR("}"), end);
    if (close == pattern.n || *n == MODEL_CAPTURES)
        return false;
    size_t mine = (*n)++;
    captures[mine].name = str_slice(pattern, end + 1, close);
    size_t last = s; /* the longest capture first: names may hold what follows it */
    while (last < path.n && path.p[last] != '/')
        last++;
    for (; last > s; last--) {
        captures[mine].value = str_slice(path, s, last);
        *n = mine + 1;
        if (match_from(pattern, close + 1, path, last, captures, n))
            return true;
    }
    *n = mine;
    return false;
}

bool model_match(Str pattern, Str path, Capture *captures, size_t *ncaptures)
{
    *ncaptures = 0;
    assert(pattern.n);
    return match_from(pattern, 0, path, 0, captures, ncaptures);
}

static bool glob_from(Str pattern, size_t p, Str path, size_t s)
{
    for (; p < pattern.n && pattern.p[p] != '*'; p++, s++)
        if (s >= path.n || path.p[s] != pattern.p[p])
            return false;
    if (p == pattern.n)
        return s == path.n;
    bool deep = p + 1 < pattern.n && pattern.p[p + 1] == '*';
    size_t rest = p + (deep ? 2 : 1);
    for (;; s++) {
        if (glob_from(pattern, rest, path, s))
            return true;
        if (s >= path.n || (!deep && path.p[s] == '/'))
            return false;
    }
}

bool model_glob(Str pattern, Str path)
{
    return glob_from(pattern, 0, path, 0);
}

Str model_scope(const Model *m, Str path)
{
    if (!m->scope_pattern.n)
        return STR_NONE;
    size_t mark = str_find(m->scope_pattern, STR("{scope}"), 0);
    Str before = str_slice(m->scope_pattern, 0, mark);
    if (!str_starts(path, before))
        return STR_NONE;
    size_t end = str_find(path, STR("/"), before.n);
    return end < path.n ? str_slice(path, before.n, end) : STR_NONE;
}

/* ---- the check ---- */

static bool resolve_field(const Model *m, const Collection *c, Field *f, Pos pos, Diag *d)
{
    bool good = true;
    if (f->target_name.n) {
        f->target = model_find(m, f->target_name);
        if (!f->target) {
            diag_error(d, "model", pos, "%.*s.%.*s 所指的“%.*s”不是本模型的集合",
                       "%.*s.%.*s refers to \"%.*s\", which is no collection of this model",
                       STR_ARG(c->name), STR_ARG(f->key), STR_ARG(f->target_name));
            good = false;
        }
    }
    if (f->equals.n && model_field_by_key(c, f->equals) < 0) {
        diag_error(d, "model", pos, "%.*s.%.*s 要与“%.*s”相同，但路径中没有这一项",
                   "%.*s.%.*s must equal \"%.*s\", which the path does not have",
                   STR_ARG(c->name), STR_ARG(f->key), STR_ARG(f->equals));
        good = false;
    }
    return good;
}

/* A default that another row has: a reference of this one to a collection with such a field of the same type. */
static bool resolve_default(const Model *m, const Collection *c, Field *f, Pos pos, Diag *d)
{
    f->lender_at = f->lent_at = -1;
    if (!f->lender.n)
        return true;
    f->lender_at = model_field(c, f->lender);
    const Field *by = f->lender_at >= 0 ? &c->fields[f->lender_at] : NULL;
    const Collection *target = by && by->target_name.n ? model_find(m, by->target_name) : NULL;
    f->lent_at = target ? model_field(target, f->lent) : -1;
    if (f->lent_at >= 0 && target->fields[f->lent_at].type == f->type)
        return true;
    diag_error(d, "model", pos, "%.*s.%.*s 的 default_of 不成立：%.*s 应是引用，所指的集合要有同类型的字段 %.*s",
               "default_of of %.*s.%.*s: %.*s is no reference to a collection with a field %.*s of the same type", STR_ARG(c->name),
               STR_ARG(f->key), STR_ARG(f->lender), STR_ARG(f->lent));
    return false;
}

static bool check_twice(const Collection *c, Pos pos, Diag *d)
{
    for (size_t i = 0; i < c->nfields; i++)
        for (size_t j = 0; j < i; j++)
            if (str_equal(c->fields[i].name, c->fields[j].name)) {
                diag_error(d, "model", pos, "%.*s 中字段“%.*s”写了两次",
                           "%.*s declares the field \"%.*s\" twice", STR_ARG(c->name),
                           STR_ARG(c->fields[i].name));
                return false;
            }
    return true;
}

bool model_check(Model *m, Pos pos, Diag *d)
{
    bool good = true;
    for (size_t i = 0; i < m->count; i++) {
        Collection *c = &m->collections[i];
        c->index = i;
        if (model_find(m, c->name) != c) {
            diag_error(d, "model", pos, "集合“%.*s”写了两次", "the collection \"%.*s\" is declared twice",
                       STR_ARG(c->name));
            good = false;
        }
        good = check_twice(c, pos, d) && good;
        for (size_t j = 0; j < c->nfields; j++)
            good = resolve_field(m, c, &c->fields[j], pos, d) && resolve_default(m, c, &c->fields[j], pos, d) && good;
    }
    return good;
}
