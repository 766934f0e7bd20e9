/*
 * build_scope: what of the plan is built.
 *
 * A scope (one part of the whole, as the model says) with errors is left out under --publish:
 * its jobs are not run, or what they made is taken back, and its published files are kept. Other
 * parts may lead to what then is missing, or say of it what was not so: a part whose errors come to
 * light after the plan was made is held, and all is planned again without it.
 */
#include "build/build_imp.h"

bool build_has_failed(const Build *b, Str scope)
{
    return map_find(&b->failed, scope) != NULL;
}

void build_fail_scope(Build *b, Str scope)
{
    *map_at(&b->failed, scope) = b;
}

void build_fail_scopes_of(Build *b, const Diag *d, bool whole)
{
    for (size_t i = b->begun_at; i < d->count; i++) {
        Str blamed = host_blamed(b->project.host, i);
        Str scope = blamed.n ? blamed : site_scope(b->project.site, d->items[i].path);
        if (d->items[i].level == DIAG_ERROR && (scope.n || whole))
            build_fail_scope(b, scope);
    }
}

/* Is something planned for a part that is not there from before? Others may lead to it. */
static bool has_gap(const Build *b, Str scope)
{
    const Plan *p = &b->plan;
    bool gap = false;
    for (size_t i = 0; i < p->npages && !gap; i++)
        gap = str_equal(p->pages[i].scope, scope) && !map_find(&b->published, p->pages[i].path);
    for (size_t i = 0; i < p->nassets && !gap; i++)
        gap = str_equal(p->assets[i].scope, scope) && !map_find(&b->published, p->assets[i].path);
    for (size_t i = 0; i < p->nbooks && !gap; i++)
        gap = str_equal(p->books[i].scope, scope) && !map_find(&b->published, p->books[i].path);
    return gap;
}

bool build_hold_failed(Build *b)
{
    bool gap = false;
    for (size_t i = 0; b->o->mode == MODE_PUBLISH && i < b->failed.count; i++) {
        Str scope = b->failed.entries[i].key;
        if (!scope.n || map_find(&b->held, scope))
            continue;
        *map_at(&b->held, scope) = b;
        gap = gap || map_find(&b->told, scope) || has_gap(b, scope);
    }
    return gap;
}

void build_hold_scope(void *self, Str scope)
{
    Build *b = self;
    if (b->o->mode != MODE_PUBLISH || map_find(&b->held, scope))
        return;
    *map_at(&b->held, scope) = b;
    b->again = true;
}

bool build_is_selected(const Options *o, Str path)
{
    Str patterns = str_of(o->only ? o->only : "**"), pattern;
    while (str_split(&patterns, ',', &pattern))
        if (model_glob(pattern, path))
            return true;
    return false;
}

bool build_is_left_alone(const Build *b, Str path, Str scope)
{
    return (b->o->only && !build_is_selected(b->o, path)) || (b->o->mode == MODE_PUBLISH && build_has_failed(b, scope));
}

void build_note_kept(Build *b)
{
    const Str whole = STR("（整体 whole）"); /* what belongs to no part */
    for (size_t i = 0; b->o->mode == MODE_PUBLISH && i < b->failed.count; i++) {
        Str scope = b->failed.entries[i].key;
        if (map_find(&b->published_scopes, scope))
            diag_warn(b->d, "kept", ((Pos){0}), "%.*s 有错误，未发布，保留上次发布的结果",
                      "%.*s has errors and was not published; its last outputs are kept", STR_ARG(scope.n ? scope : whole));
        else if (scope.n)
            diag_warn(b->d, "absent", ((Pos){0}), "%.*s 有错误，未发布；以前也没有发布过，其余网页不通向它",
                      "%.*s has errors and was not published; it never was, and no other page leads to it", STR_ARG(scope));
        else
            diag_warn(b->d, "absent", ((Pos){0}), "%.*s 有错误，未发布；以前也没有发布过",
                      "%.*s has errors and was not published; it never was", STR_ARG(whole));
    }
}
