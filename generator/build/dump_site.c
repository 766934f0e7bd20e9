/* What is to be made, as text: collections with their fields, then pages, books and files. */
#include "build/build.h"

#include "build/project.h"

static void put_scope(Buf *out, Str scope)
{
    buf_printf(out, scope.n ? "  [%.*s]\n" : "%.*s\n", STR_ARG(scope));
}

static const char *visibility_name(const Field *f, const Collection *c)
{
    static const char *const names[] = {[VISIBLE_PUBLIC] = "public", [VISIBLE_INTERNAL] = "internal",
                                        [VISIBLE_NEVER] = "never"};
    return names[f->visibility > c->visibility ? f->visibility : c->visibility];
}

/* Collections with their fields and who may see them, then what is to be made. */
static void put_plan(const Project *p, const Plan *plan, Buf *out)
{
    for (size_t i = 0; i < p->model->count; i++) {
        const Collection *c = &p->model->collections[i];
        buf_printf(out, "collection %.*s %zu\n", STR_ARG(c->name), site_table(p->site, c)->count);
        for (size_t k = 0; k < c->nfields; k++)
            buf_printf(out, "field %.*s %.*s %s\n", STR_ARG(c->name), STR_ARG(c->fields[k].name), visibility_name(&c->fields[k], c));
    }
    for (size_t i = 0; i < plan->npages; i++) {
        buf_printf(out, "page %.*s <- %.*s", STR_ARG(plan->pages[i].path), STR_ARG(plan->pages[i].template));
        put_scope(out, plan->pages[i].scope);
    }
    for (size_t i = 0; i < plan->nbooks; i++) {
        buf_printf(out, "book %.*s <- %.*s", STR_ARG(plan->books[i].path), STR_ARG(plan->books[i].script));
        put_scope(out, plan->books[i].scope);
    }
    for (size_t i = 0; i < plan->nassets; i++) {
        buf_printf(out, "asset %.*s <- %.*s", STR_ARG(plan->assets[i].path), STR_ARG(plan->assets[i].from));
        put_scope(out, plan->assets[i].scope);
    }
    for (size_t i = 0; i < plan->nsearches; i++) {
        buf_printf(out, "search %.*s <- %.*s", STR_ARG(plan->searches[i].path), STR_ARG(plan->searches[i].pages));
        put_scope(out, plan->searches[i].scope);
    }
    for (size_t i = 0; i < plan->nfonts; i++) {
        buf_printf(out, "fonts %.*s <- %.*s", STR_ARG(plan->fonts[i].path), STR_ARG(plan->fonts[i].pages));
        put_scope(out, plan->fonts[i].scope);
    }
}

int build_dump_site(Arena *a, const Options *o, Diag *d)
{
    Project project = {0};
    Plan plan;
    Buf out = buf_in(a);
    if (project_read(a, o, &project, d) && host_plan(project.host, project.site, &plan, d))
        put_plan(&project, &plan, &out);
    buf_print(&out, stdout);
    project_close(&project);
    return options_exit(o, d);
}
