/* What is to be made, as text: collections with their fields, then pages, books and files. */
#include "build/dump.h"

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

/* "page a/b.html <- case.html": what is made, of what, for which part. */
static void put_made(Buf *out, const char *kind, Str path, Str from, Str scope)
{
    buf_printf(out, "%s %.*s <- %.*s", kind, STR_ARG(path), STR_ARG(from));
    put_scope(out, scope);
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
    for (size_t i = 0; i < plan->npages; i++)
        put_made(out, "page", plan->pages[i].path, plan->pages[i].template, plan->pages[i].scope);
    for (size_t i = 0; i < plan->nbooks; i++)
        put_made(out, "book", plan->books[i].path, plan->books[i].script, plan->books[i].scope);
    for (size_t i = 0; i < plan->nassets; i++)
        put_made(out, "asset", plan->assets[i].path, plan->assets[i].from, plan->assets[i].scope);
    for (size_t i = 0; i < plan->nsearches; i++)
        put_made(out, "search", plan->searches[i].path, plan->searches[i].pages, plan->searches[i].scope);
    for (size_t i = 0; i < plan->nfonts; i++)
        put_made(out, "fonts", plan->fonts[i].path, plan->fonts[i].pages, plan->fonts[i].scope);
}

int dump_site(Arena *a, const Options *o, Diag *d)
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
