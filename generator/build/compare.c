/* Both lists are walked together by path; what is the same to the byte is passed over. */
#include "build/compare.h"

#include <stdlib.h>

#include "base/file.h"
#include "build/publish.h"

typedef struct Listed {
    Output *items;
    size_t count;
} Listed;

/* Somebody may have sorted an old list in a spreadsheet. */
static bool read_sorted(Arena *a, const char *manifest, Listed *list, Diag *d)
{
    const Output *outputs;
    if (!publish_read(a, manifest, &outputs, &list->count, d))
        return false;
    list->items = arena_array(a, Output, list->count + 1);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = outputs[i];
    qsort(list->items, list->count, sizeof *list->items, str_order);
    return true;
}

static void put_field(Buf *out, Str field)
{
    bool quoted = str_find(field, STR(","), 0) < field.n;
    buf_printf(out, quoted ? ",\"%.*s\"" : ",%.*s", STR_ARG(field));
}

static void put_change(Buf *out, const char *change, const Output *output)
{
    buf_c(out, change);
    put_field(out, output->path);
    put_field(out, output->edition);
    put_field(out, output->scope);
    put_field(out, output->sources);
    buf_byte(out, '\n');
}

static bool is_same(const Output *old, const Output *new)
{
    return str_equal(old->sha256, new->sha256) && str_equal(old->edition, new->edition);
}

static void put_changes(Buf *out, const Listed *old, const Listed *new)
{
    size_t i = 0, k = 0;
    while (i < old->count || k < new->count) {
        int order = i == old->count ? 1 : k == new->count ? -1 : str_compare(old->items[i].path, new->items[k].path);
        bool withdrawn = order == 0 && !str_equal(old->items[i].edition, STR("withdrawn")) &&
                         str_equal(new->items[k].edition, STR("withdrawn"));
        if (order < 0 || withdrawn)
            put_change(out, "withdrawn", &old->items[i]);
        else if (order > 0)
            put_change(out, "added", &new->items[k]);
        else if (!is_same(&old->items[i], &new->items[k]))
            put_change(out, "changed", &new->items[k]);
        i += order <= 0;
        k += order >= 0;
    }
}

int compare_run(Arena *a, const Options *o, Diag *d)
{
    Listed old, new;
    if (read_sorted(a, o->manifest, &old, d) && read_sorted(a, file_join(a, o->out, STR("manifest.csv")), &new, d)) {
        Buf out = buf_in(a);
        buf_c(&out, "change,path,edition,scope,sources\n");
        put_changes(&out, &old, &new);
        buf_print(&out, stdout);
    }
    return options_exit(o, d);
}
