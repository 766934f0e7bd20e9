/* The script that reads the index goes along with it: one cannot be newer than the other. */
#include "build/search.h"

#include <assert.h>

#include "base/map.h"
#include "build/embedded.h"
#include "html/search.h"
#include "read/digest.h"

static const EmbeddedFile files[] = {
#include "build/search_files.inc"
};

typedef struct Maker {
    Arena *a;
    const Publish *p;
    Str folder;
    Buf *made;
    Diag *d;
} Maker;

static bool put_file(void *self, const char *name, Str bytes, uint64_t *hash)
{
    Maker *m = self;
    const char *path = file_join(m->a, str_c(m->a, m->folder), str_of(name));
    bool good = publish_write(m->p, str_of(path), bytes, m->d);
    Str digest = digest_bytes(m->a, bytes);
    *hash = map_hash(digest);
    buf_printf(m->made, "%s %.*s %zu\n", path, STR_ARG(digest), bytes.n);
    return good;
}

/* Without the indentation and the comments that are lines. */
static bool put_script(Maker *m)
{
    assert(sizeof files == sizeof *files);
    Arena *a = arena_open();
    Buf out = buf_in(a);
    Str rest = {files[0].bytes, files[0].length}, line;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (!line.n || str_starts(line, STR("//")))
            continue;
        buf_str(&out, line);
        buf_byte(&out, '\n');
    }
    uint64_t hash; /* the script is no part of an index: it is asked for under one name */
    bool good = put_file(m, files[0].path, buf_view(&out), &hash);
    arena_close(a);
    return good;
}

static bool add_page(SearchIndex *index, Arena *scratch, const Publish *p, Str path, size_t base, Diag *d)
{
    Str html;
    SearchPage page;
    if (!file_bytes(scratch, file_join(scratch, p->stage, path), &html, d))
        return false;
    if (!search_page(scratch, html, &page))
        return true;
    page.address = str_slice(path, base, path.n);
    return search_add(index, &page);
}

bool search_make(Arena *a, const Publish *p, const PlannedSearch *search, Buf *made, Diag *d)
{
    const Str *paths;
    size_t npaths = publish_pages(a, p, search->pages, &paths), base = file_folder(search->path).n;
    base += base > 0; /* its '/' */
    Maker m = {a, p, search->path, made, d};
    bool good = put_script(&m);
    SearchIndex *index = search_open(a, put_file, &m);
    Arena *scratch = arena_open_large();
    for (size_t i = 0; i < npaths && good; i++, arena_reset(scratch))
        good = add_page(index, scratch, p, paths[i], base, d);
    arena_close(scratch);
    return search_close(index) && good;
}
