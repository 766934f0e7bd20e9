/*
 * A document: fields between "---" lines, then Markdown.
 */
#include <assert.h>
#include <string.h>

#include "read/front.h"
#include "read/markdown.h"
#include "site/bodies.h"
#include "site/site_imp.h"
#include "site/value.h"

/* Authors keep the order of a template, so the next field is mostly the next in the model. */
static int next_field(const Collection *c, Str name, int after)
{
    size_t next = (size_t)(after + 1);
    if (next < c->nfields && str_equal(c->fields[next].name, name))
        return (int)next;
    return model_field(c, name);
}

static void unknown_key(Site *s, Row *row, Str key, const FrontField *f, Diag *d)
{
    const Collection *c = row->collection;
    FaultPlace at = {row, key, f->key_pos, d};
    fault_row(&at, c, ROW_UNKNOWN_KEY, (FaultWords){.name = f->key});
    Str *names = arena_array(s->a, Str, c->nfields);
    size_t n = 0;
    for (size_t i = 0; i < c->nfields; i++)
        if (!c->fields[i].captured)
            names[n++] = c->fields[i].name;
    fault_suggest(d, f->key, names, n);
}

static Str key_of(const Collection *c, const Front *front)
{
    const FrontField *f = c->key >= 0 ? front_find(front, c->fields[c->key].name) : NULL;
    return f && f->value.kind == FRONT_SCALAR ? f->value.text : STR_NONE;
}

static void read_fields(Site *s, Row *row, const Front *front, Diag *d)
{
    const Collection *c = row->collection;
    FaultPlace at = {row, key_of(c, front), {0}, d};
    int field = -1;
    assert(row->values);
    for (uint32_t i = 0; i < front->count; i++) {
        const FrontField *f = &front->fields[i];
        int found = next_field(c, f->key, field);
        if (found < 0 || c->fields[found].captured) {
            unknown_key(s, row, at.key, f, d);
            continue;
        }
        field = found;
        Value *value = site_keep(s, value_from_front(s->a, &c->fields[field], &f->value, at));
        row->values[field] = value;
        if (value->kind == VALUE_NONE) { /* where it was left blank */
            value->line = f->key_pos.line;
            value->column = f->key_pos.column;
        }
    }
}

static void no_front(Row *row, Diag *d)
{
    diag_error(d, "front-missing", row_pos(row), "文件开头没有 --- 围起来的字段",
               "the file has no fields between --- lines at its head");
    diag_hint(d, "第一行写 ---，接着每行一个“字段: 值”，最后再写一行 ---",
              "start with a line ---, then a line \"key: value\" for each field, then ---");
    row->aside = row->faulty = true;
}

static Body *parse_body(Site *s, const Source *source, size_t from, Diag *d)
{
    MarkdownOptions options = {.values = s->model->values, .scratch = s->reading};
    bool stays = options.values && str_find(source->text, STR("{{"), from) < source->text.n; /* values are put into the tree */
    ArenaMark mark = arena_mark(s->reading);
    const Node *tree = markdown_read(stays ? s->a : s->reading, source, from, options, d);
    Body *body = tree ? arena_new(s->a, Body) : NULL;
    Buf packed = buf_in(s->reading);
    if (body && !doc_pack(&packed, tree, source, &body->kinds))
        assert(false && "Markdown has a node that only scripts make");
    if (body && stays)
        body->tree = tree;
    else if (body)
        body->packed = str_copy(s->a, buf_view(&packed));
    arena_release(s->reading, mark);
    return body;
}

static Body *read_body(Site *s, const Source *source, size_t from, Diag *d)
{
    Body kept;
    Str key = s->bodies ? bodies_key(s->bodies, source) : STR_NONE;
    if (s->bodies && bodies_find(s->bodies, key, from, &kept)) {
        Body *body = arena_new(s->a, Body);
        *body = kept;
        return body;
    }
    size_t before = d->count;
    Body *body = parse_body(s, source, from, d);
    if (s->bodies && body && body->packed.n && d->count == before)
        bodies_add(s->bodies, key, from, body);
    return body;
}

void document_read(Site *s, const SiteFile *file, Diag *d)
{
    const Source *source = site_source(s, file->path, d);
    if (!source) {
        site_lose(s, file);
        return;
    }
    Row *row = site_new_row(s, file, source, 1);
    Front front = {0};
    ArenaMark mark = arena_mark(s->reading); /* fields as they are in the file; the row has its own */
    bool good = front_read(s->reading, s->a, source, &front, d);
    row->aside = row->faulty = !good;
    row->offset = (uint32_t)front.body;
    row->body = read_body(s, source, front.body, d);
    if (!row->body)
        row->aside = row->faulty = true;
    if (good && !front.present)
        no_front(row, d);
    if (!good || !front.present)
        site_lose(s, file);
    read_fields(s, row, &front, d);
    bool present = front.present;
    arena_release(s->reading, mark);
    if (good && present)
        site_check_row(s, row, file, d);
    site_add_row(s, row);
}
