/* site/: rows of a large table: shared values, indexes, and SQL over them. The stock of a seed shop. */
#include "check.h"

#include <stdio.h>
#include <unistd.h>

#include "site/index.h"
#include "site/store.h"

enum { SEEDS = 1000, MAKERS = 7 };

/* fields of seeds */
enum { SEED_ID, SEED_MAKER, SEED_SORT, SEED_WEIGHT, SEED_SOWN, SEED_FREE, SEED_SHELF };

static Field seed_fields[] = {
    [SEED_ID] = {.name = {"id", 2}, .type = FIELD_ID, .required = true},
    [SEED_MAKER] = {.name = {"maker", 5}, .type = FIELD_STR, .target_name = {"makers", 6}},
    [SEED_SORT] = {.name = {"sort", 4}, .type = FIELD_STR},
    [SEED_WEIGHT] = {.name = {"weight", 6}, .type = FIELD_NUM},
    [SEED_SOWN] = {.name = {"sown", 4}, .type = FIELD_DATE},
    [SEED_FREE] = {.name = {"free", 4}, .type = FIELD_BOOL},
    [SEED_SHELF] = {.name = {"shelf", 5}, .type = FIELD_STR, .captured = true},
};
static Field maker_fields[] = {{.name = {"id", 2}, .type = FIELD_ID, .required = true},
                               {.name = {"town", 4}, .type = FIELD_STR}};
static Collection collections[] = {
    {.name = {"seeds", 5}, .label = {"seed", 4}, .kind = COLLECTION_TABLE, .pattern = {"seeds-{shelf}.csv", 17},
     .fields = seed_fields, .nfields = 7, .key = SEED_ID, .index = 0},
    {.name = {"makers", 6}, .label = {"maker", 5}, .kind = COLLECTION_TABLE, .pattern = {"makers.csv", 10},
     .fields = maker_fields, .nfields = 2, .key = 0, .index = 1}};

static FILE *open_in(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    CHECK(f != NULL);
    return f;
}

/* Two shelves; every seventh is of one maker, weights and sorts repeat, every tenth has no sort. */
static void write_shop(const char *folder)
{
    FILE *f = open_in(folder, "makers.csv");
    fputs("id,town\n", f);
    for (int i = 0; i < MAKERS; i++)
        fprintf(f, "m%d,%s\n", i, i % 2 ? "Ost" : "West");
    fclose(f);
    static const char *const names[] = {"seeds-a.csv", "seeds-b.csv"};
    for (int shelf = 0; shelf < 2; shelf++) {
        f = open_in(folder, names[shelf]);
        fputs("id,maker,sort,weight,sown,free,colour\n", f);
        for (int i = shelf * SEEDS / 2; i < (shelf + 1) * SEEDS / 2; i++)
            fprintf(f, "s%d,m%d,%s,%d.%d,2026-03-%02d,%s,%s\n", i, i % MAKERS, i % 10 ? i % 2 ? "5" : "\"Bean, \"\"tall\"\"\"" : "",
                    i % 4, i % 2 * 5, i % 28 + 1, i % 3 ? "是" : "否", i % 50 ? "" : "red");
        fclose(f);
    }
}

static void remove_shop(const char *folder)
{
    static const char *const names[] = {"makers.csv", "seeds-a.csv", "seeds-b.csv"};
    char path[256];
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

/* The cells of the answer, joined by | and ; */
static Str answer(Arena *a, Store *store, const char *sql)
{
    StoreRows rows;
    if (!store_query(a, store, str_of(sql), NULL, 0, &rows))
        return rows.error;
    Buf b = buf_in(a);
    for (size_t i = 0; i < rows.nrows * rows.ncolumns; i++) {
        const StoreCell *cell = &rows.cells[i];
        buf_c(&b, i == 0 ? "" : i % rows.ncolumns ? "|" : ";");
        switch (cell->kind) {
        case CELL_NULL: buf_c(&b, "NULL"); break;
        case CELL_INT: buf_int(&b, cell->number); break;
        case CELL_REAL: buf_printf(&b, "%g", cell->real); break;
        case CELL_TEXT: buf_str(&b, cell->text); break;
        }
    }
    return buf_view(&b);
}

static void test_sharing(const Site *s)
{
    const SiteTable *t = site_table(s, &collections[0]);
    CHECK(t->count == SEEDS);
    const Row *one = t->rows[1], *other = t->rows[1 + 2 * MAKERS];
    CHECK(row_value(one, SEED_MAKER) == row_value(other, SEED_MAKER));
    CHECK(row_value(one, SEED_MAKER)->as.row == site_find(s, &collections[1], STR("m1")));
    CHECK(row_value(one, SEED_ID) != row_value(other, SEED_ID));
    CHECK(row_value(t->rows[0], SEED_SORT)->kind == VALUE_NONE);
    CHECK_TEXT(row_value(t->rows[2], SEED_SORT)->text, STR("Bean, \"tall\""), "quotes undone");
    Pos pos = value_pos(t->rows[2], &seed_fields[SEED_WEIGHT], row_value(t->rows[2], SEED_WEIGHT));
    CHECK(pos.line == 4 && pos.column == 24);
    pos = value_pos(t->rows[2], &seed_fields[SEED_SHELF], row_value(t->rows[2], SEED_SHELF));
    CHECK(pos.line == 4 && pos.column == 0);
}

static void test_index(const Site *s)
{
    const Collection *seeds = &collections[0];
    CHECK(index_serves(s, seeds, &seed_fields[SEED_MAKER]) && index_serves(s, seeds, &seed_fields[SEED_SHELF]));
    CHECK(!index_serves(s, seeds, &seed_fields[SEED_WEIGHT]) && !index_serves(s, &collections[1], &maker_fields[1]));
    IndexRows rows = index_find(s, seeds, &seed_fields[SEED_MAKER], STR("m3"));
    CHECK(rows.count == SEEDS / MAKERS + (3 < SEEDS % MAKERS));
    bool right = true;
    for (size_t i = 0; i < rows.count; i++)
        right &= rows.rows[i] == 3 + i * MAKERS;
    CHECK(right);
    CHECK(index_find(s, seeds, &seed_fields[SEED_SHELF], STR("b")).count == SEEDS / 2);
    CHECK(index_find(s, seeds, &seed_fields[SEED_SHELF], STR("c")).count == 0);
    CHECK(index_find(s, seeds, &seed_fields[SEED_ID], STR("s999")).count == 1);
}

static void test_sql(Arena *a, Store *store)
{
    CHECK_TEXT(answer(a, store, "SELECT count(*), count(sort), count(DISTINCT maker) FROM seeds"), STR("1000|900|7"), "counted");
    CHECK_TEXT(answer(a, store, "SELECT town, count(*) FROM seeds JOIN makers ON makers.id = maker GROUP BY 1 ORDER BY 1"),
               STR("Ost|429;West|571"), "joined by an index");
    CHECK_TEXT(answer(a, store, "SELECT id, _file, _line, rowid FROM seeds WHERE id = 's501'"),
               STR("s501|seeds-b.csv|3|502"), "a key");
    CHECK_TEXT(answer(a, store, "SELECT count(*) FROM seeds WHERE sort = 5"), STR("500"), "a number beside texts is a text");
    CHECK_TEXT(answer(a, store, "SELECT count(*) FROM seeds WHERE sort = 5.0"), STR("0"), "which 5.0 is not the same as");
    CHECK_TEXT(answer(a, store, "SELECT count(*) FROM seeds WHERE maker = NULL OR sort IS NULL"), STR("100"), "blanks");
    CHECK_TEXT(answer(a, store, "SELECT count(*) FROM seeds WHERE maker = 'M1' COLLATE NOCASE"), STR("143"), "case ignored");
    CHECK_TEXT(answer(a, store, "SELECT count(*) FROM seeds WHERE maker IN ('m1', 'm2', 'x')"), STR("286"), "one of several");
    CHECK_TEXT(answer(a, store, "SELECT count(*) FROM seeds WHERE maker = x'6d31'"), STR("0"), "bytes are no text");
    CHECK_TEXT(answer(a, store, "SELECT a.id FROM seeds a JOIN seeds b ON b.maker = a.maker AND b.id = 's6' WHERE a.shelf = 'a' LIMIT 3"),
               STR("s6;s13;s20"), "in the order of the rows");
    CHECK_TEXT(answer(a, store, "SELECT weight, typeof(weight), sown, free, colour, typeof(sort) FROM seeds WHERE id IN ('s0', 's1')"),
               STR("0|integer|2026-03-01|否|red|null;1.5|real|2026-03-02|是|NULL|text"), "values as SQL has them");
    CHECK_TEXT(answer(a, store, "SELECT count(*) FROM seeds WHERE weight > 1.2 AND sown < '2026-03-03'"), STR("36"), "compared");
    CHECK_TEXT(answer(a, store, "UPDATE seeds SET sort = 'x'"), STR("table seeds may not be modified"), "read-only");
    CHECK_TEXT(answer(a, store, "DROP TABLE seeds"), STR("not authorized"), "not to be dropped");
}

/* ---- read by several threads ---- */

enum { SHELVES = 40 };

static const char *shelf_path(char path[64], int i)
{
    snprintf(path, 64, "seeds-%02d.csv", i);
    return path;
}

/* Every shelf has something of its own: a wrong date, a column nobody knows (the first is "grown"), a seed of another shelf. */
static void write_shelves(const char *folder)
{
    char path[64];
    for (int i = 0; i < SHELVES; i++) {
        FILE *f = open_in(folder, shelf_path(path, i));
        fprintf(f, "id,%s,sort,sown\n", i % 3 == 2 ? "colour" : i % 3 == 1 ? "grown" : "maker");
        for (int k = 0; k < 30; k++)
            fprintf(f, "s%d-%d,%s,Bean,2026-03-%02d\n", k == 7 ? 0 : i, k, i % 3 ? k % 2 ? "red" : "" : "m1", k + 3);
        fclose(f);
    }
    FILE *f = open_in(folder, "makers.csv");
    fputs("id,town\nm1,Ost\n", f);
    fclose(f);
}

static void remove_shelves(const char *folder)
{
    char path[256], name[64];
    for (int i = 0; i <= SHELVES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, i < SHELVES ? shelf_path(name, i) : "makers.csv");
        unlink(path);
    }
    rmdir(folder);
}

/* All that was read and said, as text. */
static Str told(Arena *a, const Model *m, const char *folder, int workers)
{
    Diag d = diag_in(a);
    Site *s = site_load(a, m, folder, STR("shop"), workers, NULL, &d);
    Buf out = buf_in(a);
    CHECK(s != NULL);
    const SiteTable *t = site_table(s, &m->collections[0]);
    for (size_t i = 0; i < t->nextras; i++)
        buf_str(&out, t->extras[i]), buf_byte(&out, '\n');
    for (size_t i = 0; i < t->count; i++) {
        const Row *row = t->rows[i];
        CHECK(row->index == i);
        buf_printf(&out, "%.*s:%u %d", STR_ARG(row->path), row->line, row->aside);
        for (size_t k = 0; k < row->collection->nfields; k++)
            buf_printf(&out, "|%.*s", STR_ARG(value_text(a, row->values[k])));
        for (size_t k = 0; k < row->nextras; k++)
            buf_printf(&out, "+%.*s", STR_ARG(row->extras[k]));
        buf_byte(&out, '\n');
    }
    diag_write(&d, &out);
    site_close(s);
    return buf_view(&out);
}

static void test_threads(const Model *m)
{
    char folder[] = "/tmp/kanben-shelves-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    write_shelves(folder);
    Arena *a = arena_open();
    Str one = told(a, m, folder, 1);
    CHECK(str_starts(one, STR("grown\ncolour\nseeds-00.csv:2 0|s0-0|")));
    CHECK(str_find(one, STR("seeds-01.csv:3 0|s1-1||Bean||2026-03-04||01+red\n"), 0) < one.n);
    CHECK(str_find(one, STR("seeds-02.csv:3 0|s2-1||Bean||2026-03-04||02++red\n"), 0) < one.n);
    for (int workers = 2; workers <= 5; workers++)
        CHECK_TEXT(told(a, m, folder, workers), one, "for any number of threads");
    arena_close(a);
    remove_shelves(folder);
}

int main(void)
{
    char folder[] = "/tmp/kanben-rows-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    write_shop(folder);
    Arena *a = arena_open();
    Diag d = diag_in(a);
    Model m = {.collections = collections, .count = 2};
    for (size_t c = 0; c < 2; c++)
        for (size_t i = 0; i < collections[c].nfields; i++)
            collections[c].fields[i].key = collections[c].fields[i].name;
    CHECK(model_check(&m, (Pos){0}, &d));
    Site *s = site_load(a, &m, folder, STR("shop"), 1, NULL, &d);
    CHECK(s && d.nerrors == 0);
    site_freeze(s, &d);
    test_sharing(s);
    test_index(s);
    Store *store = store_open(a, site_store(s), &d);
    CHECK(store != NULL);
    test_sql(a, store);
    store_close(store);
    site_close(s);
    test_threads(&m);
    arena_close(a);
    remove_shop(folder);
    return check_finish();
}
