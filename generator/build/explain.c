/* What is wrong with the content is for check to say, but here it also tells why rows do not count. */
#include "build/explain.h"

#include "build/project.h"

/* Answers follow each other, an empty line between those for people; what there is no answer to is reported. */
static void answer_all(Arena *a, const Options *o, Project *p, const Diag *before, Diag *d)
{
    Buf out = buf_in(a);
    for (int i = 1; i < o->nwords; i++) {
        Explain asked = {.figure = str_of(o->words[i]), .given = o->asked, .ngiven = (size_t)o->nasked, .json = o->json,
                         .english = o->style.english};
        Buf answer = buf_in(a);
        if (!host_explain(p->host, p->site, &asked, project_shown(o->content), before, &answer, d))
            continue;
        if (out.n && !o->json)
            buf_c(&out, "\n");
        buf_str(&out, buf_view(&answer));
    }
    buf_print(&out, stdout);
}

int explain_run(Arena *a, const Options *o, Diag *d)
{
    Project p = {0};
    Diag before = diag_in(a);
    bool read = project_read(a, o, &p, &before);
    if (!p.site || !p.host || (!read && !before.nerrors))
        diag_append(d, &before);
    else
        answer_all(a, o, &p, &before, d);
    project_close(&p);
    return options_exit(o, d);
}

void explain_help(Arena *a, const Options *o, FILE *out)
{
    Diag ignored = diag_in(a);
    HostOptions options = {.lua = o->lua, .templates = o->templates, .lua_shown = project_shown(o->lua),
                           .templates_shown = project_shown(o->templates), .as_of = o->as_of};
    Host *h = host_open(a, &options, &ignored);
    ExplainScopes scopes;
    if (h && host_explain_scopes(h, &scopes, &ignored) && scopes.count) {
        fprintf(out, o->style.english ? "\nScopes of this project:\n" : "\n这个项目可以指定的范围：\n");
        for (size_t i = 0; i < scopes.count; i++) {
            const ExplainScope *s = &scopes.items[i];
            Str text = o->style.english && s->en.n ? s->en : s->zh;
            int used = fprintf(out, "  --%.*s %.*s", STR_ARG(s->name), STR_ARG(s->value));
            fprintf(out, "%*s%.*s\n", used < 28 ? 28 - used : 1, "", STR_ARG(text));
        }
    }
    if (h)
        host_close(h);
}
