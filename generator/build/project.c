/* Reading and checking, and the two verbs that need no more than that. */
#include "build/project.h"

#include <string.h>

#include "build/computed.h"
#include "build/side.h"
#include "build/table.h"
#include "site/link.h"
#include "site/outside.h"
#include "site/store.h"
#include "text/near.h"

/* How messages call a folder: as it was given, without the slash at its end. */
Str project_shown(const char *folder)
{
    Str s = str_of(folder);
    while (s.n > 1 && s.p[s.n - 1] == '/')
        s.n--;
    return s;
}

static bool check_all(Arena *a, const Options *o, Project *p, Diag *d)
{
    bool checked = host_check(p->host, p->site, d);
    Side *side = side_begin(a, p->host, p->site, o->workers);
    link_check(p->site, d);
    site_freeze(p->site, d);
    bool made = computed_make(p->host, p->site, o->workers, d) && host_values(p->host, p->site, d);
    bool ended = side_end(side, d);
    host_found(p->host, d);
    return made && checked && ended;
}

bool project_read(Arena *a, const Options *o, Project *p, Diag *d)
{
    HostOptions options = {.lua = o->lua,
                           .templates = o->templates,
                           .lua_shown = project_shown(o->lua),
                           .templates_shown = project_shown(o->templates),
                           .as_of = o->as_of,
                           .print = o->print,
                           .draft = o->mode == MODE_DRAFT,
                           .proof = o->proof,
                           .record = o->record,
                           .held = p->held,
                           .published = p->published};
    p->host = host_open(a, &options, d);
    p->model = p->host ? host_model(p->host, d) : NULL;
    p->site = p->model ? site_load(a, p->model, o->content, project_shown(o->content), o->workers, p->cache, d) : NULL;
    if (!p->site)
        return false;
    if (site_lost_whole(p->site)) {
        diag_note(d, "unjudged", (Pos){0}, "有一个文件没有读成，其余的检查要等它读成之后再做",
                  "a file could not be read; what depends on it is checked once it can");
        site_freeze(p->site, d);
        return false;
    }
    return check_all(a, o, p, d);
}

void project_close(Project *p)
{
    if (p->host)
        host_close(p->host);
    if (p->site)
        site_close(p->site);
}

int project_check(Arena *a, const Options *o, Diag *d)
{
    Project p = {0};
    bool read = project_read(a, o, &p, d);
    Buf links = buf_in(a);
    if (o->links && p.site)
        outside_list(p.site, &links, d);
    project_close(&p);
    buf_print(&links, stdout);
    int code = options_exit(o, d);
    if (!o->quiet && p.site && !o->links)
        printf(o->style.english ? "%zu files checked: %zu errors, %zu warnings\n"
                                : "检查了 %zu 个文件：错误 %zu，警告 %zu\n",
               site_files(p.site), d->nerrors, d->nwarnings);
    return read || code ? code : EXIT_CONTENT;
}

/* The table nearest to a name that is none, among those of the collections and the computed ones. */
static void hint_table(Arena *a, Store *store, Str name, Diag *d)
{
    static const char *const lists[] = {"SELECT name FROM main.sqlite_master WHERE type = 'table'", "SELECT name FROM made.sqlite_master WHERE type = 'table'"};
    Near near = near_to(name);
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        StoreRows rows;
        bool there = store_query(a, store, str_of(lists[k]), NULL, 0, &rows);
        for (size_t i = 0; there && i < rows.nrows; i++)
            near_offer(&near, rows.cells[i].text);
    }
    if (near.best.n)
        diag_hint(d, "是不是想写“%.*s”？", "did you mean \"%.*s\"?", STR_ARG(near.best));
    else
        diag_hint(d, "每个集合是一张表：kanben query \"%s\"", "every collection is a table: kanben query \"%s\"", "SELECT name FROM sqlite_master");
}

static void complain_of_query(Arena *a, Store *store, const char *sql, const StoreRows *rows, Diag *d)
{
    Pos pos = {0};
    if (rows->error_offset >= 0)
        pos = source_pos(source_make(d->arena, STR("SQL"), str_of(sql)), (size_t)rows->error_offset);
    diag_words(d, DIAG_ERROR, "sql", pos, rows->error_zh, rows->error);
    if (rows->fault == STORE_FAULT_TABLE)
        hint_table(a, store, rows->missing, d);
    else if (rows->fault == STORE_FAULT_COLUMN)
        diag_hint(d, "列名就是表头和字段名，含标点的加双引号；看有哪些列：%s", "columns are called like heads and fields; what there is: %s", "SELECT * FROM … LIMIT 1");
}

int project_query(Arena *a, const Options *o, const char *sql, Diag *d)
{
    Project p = {0};
    if (!project_read(a, o, &p, d)) {
        project_close(&p);
        return options_exit(o, d);
    }
    /* What the content has wrong is for check to say; here only the machine's faults count. */
    Diag own = diag_in(a);
    if (d->nerrors) {
        diag_note(&own, "content", ((Pos){0}), "内容有 %zu 处错误，有错误的行不在表中", "the content has %zu errors; rows with errors are in no table",
                  d->nerrors);
        diag_hint(&own, "用 kanben check 查看", "see kanben check");
    }
    Store *store = store_open(a, site_store(p.site), &own);
    StoreRows rows;
    bool ok = store && store_query(a, store, str_of(sql), NULL, 0, &rows);
    if (store && !ok)
        complain_of_query(a, store, sql, &rows, &own);
    *d = own;
    if (ok)
        table_print(&rows, o->csv ? TABLE_CSV : o->json ? TABLE_JSON : TABLE_TEXT, stdout);
    if (store)
        store_close(store);
    project_close(&p);
    return ok ? EXIT_CLEAN : store ? EXIT_USAGE : EXIT_MACHINE;
}
