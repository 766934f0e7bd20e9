/*
 * The cache has them in parts, which stand behind each other by number: so no part is large in memory beside what is read. A part is
 * texts one behind the other, each a head and its packed tree.
 */
#include "site/bodies.h"

#include <string.h>

#include "base/map.h"
#include "read/digest.h"

enum {
    PART_BYTES = 256 << 10, /* at least, but for the last */
    FEW = 16                /* one of so many is not known: they are kept as they are */
};

/* As it stands in a part: the same program reads it that has written it. */
typedef struct Head {
    char key[DIGEST_LENGTH];
    uint64_t from, size;
    NodeKinds kinds;
} Head;

typedef struct Text {
    Head head;
    const char *packed;
} Text;

struct Bodies {
    Arena *scratch;
    Cache *cache;
    Str name;
    Map known;          /* key -> Text */
    const Text **texts; /* of this content */
    size_t count, room;
    size_t nnew;        /* that were not known */
};

static Str part_key(const Bodies *b, Arena *a, size_t part)
{
    return str_printf(a, "bodies %zu %.*s", part, STR_ARG(b->name));
}

static Text *text_of(Bodies *b, const Head *head, const char *packed)
{
    Text *text = arena_new(b->scratch, Text);
    *text = (Text){*head, packed};
    return text;
}

static void take_part(Bodies *b, Str rest)
{
    Head head;
    while (rest.n >= sizeof head) {
        memcpy(&head, rest.p, sizeof head);
        rest = str_slice(rest, sizeof head, rest.n);
        if (head.size > rest.n)
            return;
        Text *text = text_of(b, &head, rest.p);
        *map_at(&b->known, (Str){text->head.key, DIGEST_LENGTH}) = text;
        rest = str_slice(rest, (size_t)head.size, rest.n);
    }
}

Bodies *bodies_open(Arena *a, Arena *scratch, Cache *cache, Str content, bool values)
{
    Bodies *b = arena_new(scratch, Bodies);
    *b = (Bodies){.scratch = scratch, .cache = cache, .name = str_printf(scratch, "%d %.*s", values, STR_ARG(content)), .known = map_in(scratch)};
    Str part;
    for (size_t i = 0; cache_find(cache, a, part_key(b, scratch, i), &part); i++)
        take_part(b, part);
    return b;
}

Str bodies_key(const Bodies *b, const Source *source)
{
    return digest_bytes(b->scratch, source->text);
}

bool bodies_find(Bodies *b, Str key, size_t from, Body *body)
{
    const Text *text = map_find(&b->known, key);
    if (!text || text->head.from != from)
        return false;
    *body = (Body){.packed = {text->packed, (size_t)text->head.size}, .kinds = text->head.kinds};
    arena_push(b->scratch, b->texts, b->count, b->room, text);
    return true;
}

void bodies_add(Bodies *b, Str key, size_t from, const Body *body)
{
    Head head = {.from = from, .size = body->packed.n, .kinds = body->kinds};
    memcpy(head.key, key.p, sizeof head.key);
    arena_push(b->scratch, b->texts, b->count, b->room, text_of(b, &head, body->packed.p));
    b->nnew++;
}

void bodies_keep(const Bodies *b)
{
    if (b->nnew <= b->count / FEW)
        return;
    Arena *work = arena_open();
    Buf part = buf_in(work);
    for (size_t i = 0, nparts = 0; i < b->count; i++) {
        const Text *text = b->texts[i];
        buf_str(&part, (Str){(const char *)&text->head, sizeof text->head});
        buf_str(&part, (Str){text->packed, (size_t)text->head.size});
        if (part.n < PART_BYTES && i + 1 < b->count)
            continue;
        cache_keep(b->cache, part_key(b, b->scratch, nparts++), buf_view(&part));
        part.n = 0;
    }
    arena_close(work);
}
