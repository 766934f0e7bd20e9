/* site/bodies: texts that were read before are found as they were; what was said about them is said again. The notices of a harbour. */
#include "check.h"

#include <unistd.h>

#include "base/file.h"
#include "site/bodies.h"

enum { NOTICES = 40 };

static Field fields[] = {{.name = {"id", 2}, .type = FIELD_ID, .required = true}};
static Collection collections[] = {{.name = {"notices", 7}, .label = {"notice", 6}, .kind = COLLECTION_DOCUMENT,
                                    .pattern = {"{file}.md", 9}, .fields = fields, .nfields = 1, .key = 0}};

static char folder[] = "/tmp/kanben-bodies-XXXXXX";

static const char *below(Arena *a, const char *name) { return file_join(a, folder, str_of(name)); }

static Cache *open_cache(Arena *a)
{
    Cache *c = cache_open(a, below(a, "cache"), NULL);
    CHECK(c != NULL);
    return c;
}

static Bodies *open_bodies(Arena *a)
{
    return bodies_open(a, a, open_cache(a), STR("port"), false);
}

static Str key_of(Arena *a, const Bodies *b, unsigned i)
{
    return bodies_key(b, source_make(a, STR("port/a.md"), str_printf(a, "notice %u", i)));
}

static size_t parts(Arena *a, Str **names)
{
    Diag d = diag_in(a);
    size_t count = 0;
    return file_exists(below(a, "cache")) && file_names(a, below(a, "cache"), names, &count, &d) ? count : 0;
}

/* So large that four of them are more than one part. */
static Str packed_of(Arena *a, unsigned i)
{
    Buf b = buf_in(a);
    for (size_t n = 0; n < 20000; n++)
        buf_printf(&b, "%u ", i);
    return buf_view(&b);
}

static void add(Arena *a, Bodies *b, unsigned i)
{
    bodies_add(b, key_of(a, b, i), i, &(Body){.packed = packed_of(a, i), .kinds = (NodeKinds)1 << i});
}

static bool is_found(Arena *a, Bodies *b, unsigned i)
{
    Body body;
    bool found = bodies_find(b, key_of(a, b, i), i, &body);
    CHECK(!found || (str_equal(body.packed, packed_of(a, i)) && body.kinds == (NodeKinds)1 << i && !body.tree));
    return found;
}

static size_t found_in(Arena *a, Bodies *b, unsigned from, unsigned to)
{
    size_t found = 0;
    for (unsigned i = from; i < to; i++)
        found += is_found(a, b, i);
    return found;
}

static void test_parts(Arena *a)
{
    Str *names;
    Body body;
    Bodies *b = open_bodies(a);
    CHECK(found_in(a, b, 0, NOTICES) == 0);
    for (unsigned i = 0; i < NOTICES; i++)
        add(a, b, i);
    bodies_keep(b);
    CHECK(parts(a, &names) > 2 && parts(a, &names) < NOTICES);

    b = open_bodies(a);
    CHECK(found_in(a, b, 0, NOTICES) == NOTICES);
    CHECK(!bodies_find(b, key_of(a, b, 3), 2, &body));          /* its fields end elsewhere */
    CHECK(!bodies_find(b, key_of(a, b, NOTICES), NOTICES, &body));
    CHECK(found_in(a, bodies_open(a, a, open_cache(a), STR("port"), true), 0, NOTICES) == 0); /* another model */
    CHECK(found_in(a, bodies_open(a, a, open_cache(a), STR("quay"), false), 0, NOTICES) == 0); /* other content */
}

/* A few new ones are not worth writing all; when many are new, those that nobody asked for go. */
static void test_few(Arena *a)
{
    Bodies *b = open_bodies(a);
    CHECK(found_in(a, b, 0, NOTICES - 2) == NOTICES - 2);
    add(a, b, 50), add(a, b, 51);
    bodies_keep(b);
    b = open_bodies(a);
    CHECK(found_in(a, b, NOTICES - 2, NOTICES) == 2 && found_in(a, b, 50, 53) == 0);

    b = open_bodies(a);
    CHECK(found_in(a, b, 0, NOTICES - 2) == NOTICES - 2);
    add(a, b, 50), add(a, b, 51), add(a, b, 52);
    bodies_keep(b);
    b = open_bodies(a);
    CHECK(found_in(a, b, 0, NOTICES - 2) == NOTICES - 2 && found_in(a, b, NOTICES - 2, NOTICES) == 0 && found_in(a, b, 50, 53) == 3);
}

/* A part that is damaged is none: its texts are read again, and nothing else is found in their place. */
static void test_damage(Arena *a)
{
    Diag d = diag_in(a);
    Str *names, whole;
    size_t before = found_in(a, open_bodies(a), 0, 53), count = parts(a, &names);
    for (size_t i = 0; i < count; i++) {
        const char *path = file_join(a, below(a, "cache"), names[i]);
        CHECK(file_bytes(a, path, &whole, &d));
        Str other = str_copy(a, whole);
        ((char *)other.p)[whole.n / 2] ^= 1;
        CHECK(file_write(path, other, &d));
        CHECK(found_in(a, open_bodies(a), 0, 53) < before);
        CHECK(file_write(path, whole, &d));
    }
    CHECK(found_in(a, open_bodies(a), 0, 53) == before);
}

/* ---- documents ---- */

static void put_node(Buf *out, const Node *node, int depth)
{
    buf_printf(out, "%*s%d %u:%u %u %u %.*s\n", depth, "", node->kind, node->pos.line, node->pos.column, node->level, node->flags,
               STR_ARG(node->kind == NODE_TEXT ? node->as.text : STR_NONE));
    for (uint32_t i = 0; i < node->nkids; i++)
        put_node(out, node->kids[i], depth + 1);
}

/* All documents and messages, as text. */
static Str told(Arena *a, Cache *cache)
{
    static Model m = {.collections = collections, .count = 1};
    Diag d = diag_in(a);
    fields[0].key = fields[0].name;
    CHECK(model_check(&m, (Pos){0}, &d));
    Site *s = site_load(a, &m, below(a, "port"), STR("port"), 1, cache, &d);
    Buf out = buf_in(a);
    const SiteTable *t = site_table(s, &m.collections[0]);
    for (size_t i = 0; i < t->count; i++) {
        const Row *row = t->rows[i];
        buf_printf(&out, "%.*s %.*s %d %llx\n", STR_ARG(row->path), STR_ARG(row_key(row)), row->aside, row->body ? (unsigned long long)row->body->kinds : 0);
        if (row->body)
            put_node(&out, row_tree(row, a), 1);
    }
    diag_write(&d, &out);
    site_close(s);
    return buf_view(&out);
}

static void write_notice(Arena *a, const char *name, const char *text)
{
    Diag d = diag_in(a);
    CHECK(file_write(below(a, str_printf(a, "port/%s", name).p), str_of(text), &d));
}

/* Is what is read with a cache, twice, what is read without? */
static Str settled(Arena *a)
{
    Str alone = told(a, NULL);
    CHECK_TEXT(told(a, open_cache(a)), alone, "read and kept");
    CHECK_TEXT(told(a, open_cache(a)), alone, "found");
    return alone;
}

static void test_documents(Arena *a)
{
    write_notice(a, "tide.md", "---\nid: tide\n---\n## High water\n\nAt *noon*[^1].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: By the clock.\n");
    write_notice(a, "crane.md", "---\nid: crane\n---\nThe crane\n<b>rests</b>.\n"); /* markup: something is said */
    write_notice(a, "bare.md", "No fields.\n");
    write_notice(a, "twin.md", "---\nid: tide\n---\n## High water\n\nAt *noon*[^1].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: By the clock.\n");
    Str before = settled(a);
    CHECK(str_find(before, STR("raw-html"), 0) < before.n && str_find(before, STR("front-missing"), 0) < before.n);
    write_notice(a, "tide.md", "---\nid: tide\n---\n## Low water\n\nAt *six*.\n");
    Str after = settled(a);
    CHECK(!str_equal(after, before) && str_find(after, STR("Low water"), 0) < after.n);
    write_notice(a, "tide.md", "---\nid: tide\nnote: \n---\n## Low water\n\nAt *six*.\n"); /* another line above */
    CHECK(!str_equal(settled(a), after));
    write_notice(a, "tide.md", "---\nid: tide\n---\n## Low water\n\nAt *six*.\n");
    CHECK_TEXT(settled(a), after, "as it was");
}

int main(void)
{
    CHECK(mkdtemp(folder) != NULL);
    Arena *a = arena_open();
    Diag d = diag_in(a);
    test_parts(a);
    test_few(a);
    test_damage(a);
    CHECK(file_remove_tree(below(a, "cache"), &d));
    test_documents(a);
    CHECK(file_remove_tree(folder, &d));
    arena_close(a);
    return check_finish();
}
