/* The script that reads the index goes along with it: one cannot be newer than the other. */
#include "build/search.h"

#include <assert.h>

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

static bool put_file(void *self, const char *name, Str bytes)
{
    Maker *m = self;
    const char *path = file_join(m->a, str_c(m->a, m->folder), str_of(name));
    bool good = file_write(file_join(m->a, m->p->stage, str_of(path)), bytes, m->d);
    buf_printf(m->made, "%s %.*s %zu\n", path, STR_ARG(digest_bytes(m->a, bytes)), bytes.n);
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
    bool good = put_file(m, files[0].path, buf_view(&out));
    arena_close(a);
    return good;
}

/* What the page holds, kept in a; its bytes are not. */
static bool read_page(Arena *a, Arena *scratch, const Publish *p, Str path, size_t base, SearchPage *page, bool *has,
                      Diag *d)
{
    Str html;
    SearchPage read;
    if (!file_bytes(scratch, file_join(scratch, p->stage, path), &html, d))
        return false;
    *has = search_page(scratch, html, &read);
    if (!*has)
        return true;
    SearchPlace *places = arena_array(a, SearchPlace, read.nplaces + 1);
    for (size_t i = 0; i < read.nplaces; i++)
        places[i] = (SearchPlace){read.places[i].at, str_copy(a, read.places[i].id)};
    *page = (SearchPage){.address = str_copy(a, str_slice(path, base, path.n)), .kind = str_copy(a, read.kind),
                         .title = str_copy(a, read.title), .initials = str_copy(a, read.initials),
                         .text = str_copy(a, read.text), .places = places, .nplaces = read.nplaces};
    return true;
}

bool search_make(Arena *a, const Publish *p, const PlannedSearch *search, Buf *made, Diag *d)
{
    const Str *paths;
    size_t npaths = publish_pages(a, p, search->pages, &paths), npages = 0, base = file_folder(search->path).n;
    SearchPage *pages = arena_array(a, SearchPage, npaths + 1);
    base += base > 0; /* its '/' */
    Arena *scratch = arena_open();
    bool good = true;
    for (size_t i = 0; i < npaths && good; i++) {
        bool has = false;
        good = read_page(a, scratch, p, paths[i], base, &pages[npages], &has, d);
        npages += has;
        arena_reset(scratch);
    }
    arena_close(scratch);
    Maker m = {a, p, search->path, made, d};
    return good && put_script(&m) && search_index(pages, npages, put_file, &m);
}
