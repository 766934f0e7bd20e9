/*
 * An entry is a file: a line with the number of its bytes and a check sum, then the bytes. Its name is the
 * fingerprint of the key. That an entry of more than a day was used is an empty file with ".used" behind its name.
 *
 * Which program: the build ids of it and of all libraries it has loaded (ELF notes of type NT_GNU_BUILD_ID),
 * so that a new encoder makes new pictures.
 */
#include "site/cache.h"

#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"
#include "read/digest.h"

struct Cache {
    Arena *a;
    const char *folder, *fresh;
    Str tool;
    Map digests; /* path -> Str */
    Map used;    /* names that this process has marked */
};

static const char used_end[] = ".used";

enum { A_DAY = 86400 }; /* seconds */

/* ---- which program ---- */

static Str id_in(const char *notes, size_t size)
{
    for (size_t at = 0; at + sizeof(ElfW(Nhdr)) <= size;) {
        const ElfW(Nhdr) *note = (const void *)(notes + at);
        size_t name = at + sizeof *note, id = name + (note->n_namesz + 3) / 4 * 4;
        if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && memcmp(notes + name, "GNU", 4) == 0)
            return (Str){notes + id, note->n_descsz};
        at = id + (note->n_descsz + 3) / 4 * 4;
    }
    return STR_NONE;
}

typedef struct Objects {
    Buf ids;
    bool anonymous; /* the program itself has none */
    size_t count;
} Objects;

static int add_object(struct dl_phdr_info *info, size_t size, void *self)
{
    Objects *objects = self;
    (void)size;
    Str id = STR_NONE;
    for (size_t i = 0; i < info->dlpi_phnum && !id.n; i++)
        if (info->dlpi_phdr[i].p_type == PT_NOTE)
            id = id_in((const char *)(uintptr_t)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr), info->dlpi_phdr[i].p_memsz);
    if (objects->count++ == 0)
        objects->anonymous = id.n == 0;
    if (!strstr(info->dlpi_name, "vdso")) /* the kernel's */
        buf_str(&objects->ids, id);
    return 0;
}

static Str tool_of(Arena *a)
{
    Objects objects = {.ids = buf_in(a)};
    dl_iterate_phdr(add_object, &objects);
    return objects.anonymous ? STR_NONE : digest_bytes(a, buf_view(&objects.ids));
}

/* ---- entries ---- */

Cache *cache_open(Arena *a, const char *folder, const char *fresh)
{
    Diag unheard = diag_in(a);
    Str tool = tool_of(a);
    if (!tool.n || !file_make_folders(folder, &unheard) || access(folder, W_OK) != 0)
        return NULL;
    Cache *c = arena_new(a, Cache);
    *c = (Cache){a, folder, fresh, tool, map_in(a), map_in(a)};
    return c;
}

const char *cache_folder(const Cache *c)
{
    return c ? c->folder : NULL;
}

static Str *digest_place(Cache *c, const char *path, Str digest)
{
    Str *place = arena_new(c->a, Str);
    *place = str_copy(c->a, digest);
    *map_at(&c->digests, str_copy(c->a, str_of(path))) = place;
    return place;
}

Str cache_digest(Cache *c, const char *path, Str bytes)
{
    if (!c)
        return STR_NONE;
    const Str *known = map_find(&c->digests, str_of(path));
    if (known)
        return *known;
    Arena *work = arena_open();
    Diag unheard = diag_in(work);
    Str digest = STR_NONE;
    if (bytes.p || file_bytes(work, path, &bytes, &unheard))
        digest = *digest_place(c, path, digest_bytes(work, bytes));
    arena_close(work);
    return digest;
}

static Str name_of(const Cache *c, Arena *a, Str key)
{
    return digest_bytes(a, str_printf(a, "%.*s\n%.*s", STR_ARG(c->tool), STR_ARG(key)));
}

/* FNV-1a, eight bytes at a time and turned so that high bits count too, for what a power cut or a bad disk left. */
static uint64_t check_sum(Str bytes)
{
    uint64_t hash = 14695981039346656037u, word = 0;
    size_t i = 0;
    for (; i + sizeof word <= bytes.n; i += sizeof word) {
        memcpy(&word, bytes.p + i, sizeof word);
        hash = (hash ^ word) * 1099511628211u;
        hash ^= hash >> 29;
    }
    for (; i < bytes.n; i++)
        hash = (hash ^ (unsigned char)bytes.p[i]) * 1099511628211u;
    return hash;
}

static Str head_of(Arena *a, Str bytes)
{
    return str_printf(a, "%zu %016llx", bytes.n, (unsigned long long)check_sum(bytes));
}

static bool read_entry(Arena *a, const char *folder, Str name, Str *bytes)
{
    const char *path = file_join(a, folder, name);
    Diag unheard = diag_in(a);
    Str head;
    return file_exists(path) && file_bytes(a, path, bytes, &unheard) && str_split(bytes, '\n', &head) &&
           str_equal(head, head_of(a, *bytes));
}

static void mark_used(Cache *c, Arena *a, Str name)
{
    Diag unheard = diag_in(a);
    if (map_find(&c->used, name) || file_age(file_join(a, c->folder, name)) < A_DAY)
        return; /* young enough: a file for each of thousands would be seen in a profile */
    *map_at(&c->used, str_copy(c->a, name)) = c;
    if (!c->fresh) {
        file_touch(file_join(a, c->folder, name));
        return;
    }
    file_write(file_join(a, c->fresh, str_printf(a, "%.*s%s", STR_ARG(name), used_end)), STR_NONE, &unheard);
}

bool cache_find(Cache *c, Arena *a, Str key, Str *bytes)
{
    if (!c)
        return false;
    Str name = name_of(c, a, key);
    if (c->fresh && read_entry(a, c->fresh, name, bytes))
        return true;
    if (!read_entry(a, c->folder, name, bytes))
        return false;
    mark_used(c, a, name);
    return true;
}

/* Written beside its place and renamed, so that another worker finds the whole of it or nothing. */
void cache_keep(Cache *c, Str key, Str bytes)
{
    if (!c)
        return;
    Arena *work = arena_open();
    Diag unheard = diag_in(work);
    const char *path = file_join(work, c->fresh ? c->fresh : c->folder, name_of(c, work, key));
    const char *beside = str_printf(work, "%s.%ld.tmp", path, (long)getpid()).p;
    Buf b = buf_in(work);
    buf_reserve(&b, bytes.n + 64);
    buf_str(&b, head_of(work, bytes));
    buf_byte(&b, '\n');
    buf_str(&b, bytes);
    if (file_write(beside, buf_view(&b), &unheard))
        file_rename(beside, path, &unheard);
    arena_close(work);
}

/* ---- the end of a build ---- */

static void move_in(const Cache *c, Arena *a, Str name)
{
    Diag unheard = diag_in(a);
    const char *from = file_join(a, c->fresh, name), *to = file_join(a, c->folder, name);
    const char *beside = str_printf(a, "%s.%ld.tmp", to, (long)getpid()).p; /* fresh may lie on another disk */
    if (file_link(from, beside, &unheard))
        file_rename(beside, to, &unheard);
}

static void take_fresh(const Cache *c, Arena *a)
{
    Diag unheard = diag_in(a);
    Str *names;
    size_t count;
    if (!file_exists(c->fresh) || !file_names(a, c->fresh, &names, &count, &unheard))
        return;
    for (size_t i = 0; i < count; i++)
        if (str_ends(names[i], str_of(used_end)))
            file_touch(file_join(a, c->folder, str_slice(names[i], 0, names[i].n - strlen(used_end))));
        else if (!str_ends(names[i], STR(".tmp")))
            move_in(c, a, names[i]);
}

typedef struct Entry {
    const char *path;
    int64_t age; /* seconds */
    uint64_t size;
} Entry;

static int by_age(const void *left, const void *right)
{
    const Entry *a = left, *b = right;
    return a->age != b->age ? (a->age > b->age) - (a->age < b->age) : strcmp(a->path, b->path);
}

/* What is too old, and what is too much: the youngest are counted first. */
static void drop_old(const Cache *c, Arena *a)
{
    Diag unheard = diag_in(a);
    Str *names;
    size_t count;
    if (!file_names(a, c->folder, &names, &count, &unheard))
        return;
    Entry *entries = arena_array(a, Entry, count + 1);
    for (size_t i = 0; i < count; i++) {
        const char *path = file_join(a, c->folder, names[i]);
        bool left = names[i].n != DIGEST_LENGTH; /* by a build that was killed while it moved it */
        int64_t age = file_age(path);
        entries[i] = (Entry){path, left && age > A_DAY ? INT64_MAX : age, file_size(path)};
    }
    qsort(entries, count, sizeof *entries, by_age);
    uint64_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        bytes += entries[i].size;
        if (entries[i].age > CACHE_DAYS * (int64_t)A_DAY || bytes > CACHE_BYTES)
            file_remove_tree(entries[i].path, &unheard);
    }
}

void cache_settle(Cache *c)
{
    if (!c)
        return;
    Arena *work = arena_open();
    Diag unheard = diag_in(work);
    take_fresh(c, work);
    drop_old(c, work);
    file_remove_tree(c->fresh, &unheard);
    arena_close(work);
}
