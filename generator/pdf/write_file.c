/*
 * write_file: the file: numbered objects, streams, cross references.
 *
 * A stream is compressed and appended when it is handed over, or a few pages later when threads
 * compress it (write_deflate), always in the order of handing over; so a page costs memory only
 * until it is written. The many small objects (structure, links, bookmarks) are packed into object streams
 * of PACK, and the file ends with a cross-reference stream (ISO 32000-1, 7.5.7, 7.5.8): a tagged
 * page costs 0.3 KB instead of 3.
 *
 * Streams are whole in memory before they are compressed, which is what libdeflate wants: it takes
 * a third of zlib's time for the same size.
 */
#include <assert.h>

#include "base/map.h"
#include "pdf/write_imp.h"

enum {
    PACK = 400,           /* objects in one object stream */
    NUMBER_LIMIT = 8388607 /* objects: a limit of readers, ISO 32000-1 annex C */
};

/* Where an object is: at an offset in the file, or by its index in a pack. */
typedef struct Place {
    uint32_t at;   /* offset, or the number of the object stream; 0: never written */
    uint16_t index;
    bool packed;
} Place;

struct Out {
    Buf file;               /* in the caller's arena */
    Deflater *deflate;
    Arena *a;
    Place *places;          /* by number; 0 is never used */
    size_t nplaces, places_room;
    /* objects that will share a stream */
    Buf pack, head;         /* their texts; then what the stream is made of */
    uint32_t numbers[PACK], offsets[PACK], count;
    bool open;              /* between out_begin and out_end */
};

Out *out_open(Arena *a, Arena *to, size_t size, bool is_long)
{
    Out *o = arena_new(a, Out);
    *o = (Out){.file = buf_in(to), .a = a, .deflate = deflate_open(a, is_long), .pack = buf_in(a),
               .head = buf_in(a)};
    buf_reserve(&o->file, size);
    buf_c(&o->file, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    out_reserve(o, 1);
    return o;
}

uint32_t out_reserve(Out *o, uint32_t count)
{
    assert(count < NUMBER_LIMIT - o->nplaces);
    uint32_t first = (uint32_t)o->nplaces;
    for (uint32_t i = 0; i < count; i++)
        arena_push(o->a, o->places, o->nplaces, o->places_room, ((Place){0}));
    return first;
}

static void set_place(Out *o, uint32_t number, Place place)
{
    assert(number > 0 && number < o->nplaces && o->places[number].at == 0);
    o->places[number] = place;
}

/* ---- streams ---- */

/* A stream whose bytes are as they will stand in the file. */
static void append_stream(Out *o, uint32_t number, Str entries, Str bytes, OutFilter filter)
{
    static const char *const filters[] = {
        [OUT_RAW] = "", [OUT_FLATE] = "/Filter/FlateDecode", [OUT_PAGE] = "/Filter/FlateDecode", [OUT_JPEG] = "/Filter/DCTDecode"};
    set_place(o, number, (Place){.at = (uint32_t)o->file.n});
    buf_reserve(&o->file, entries.n + bytes.n + 128);
    buf_int(&o->file, number);
    buf_c(&o->file, " 0 obj\n<<");
    buf_str(&o->file, entries);
    buf_c(&o->file, filters[filter]);
    buf_c(&o->file, "/Length ");
    buf_int(&o->file, (int64_t)bytes.n);
    buf_c(&o->file, ">>\nstream\n");
    buf_str(&o->file, bytes);
    buf_c(&o->file, "\nendstream\nendobj\n");
}

/* The oldest of the streams that were given away; false when there is none. */
static bool append_oldest(Out *o)
{
    DeflateTicket ticket;
    Str bytes;
    if (!deflate_take(o->deflate, &ticket, &bytes))
        return false;
    append_stream(o, ticket.number, ticket.entries, bytes, OUT_FLATE);
    return true;
}

static void append_all(Out *o)
{
    while (append_oldest(o))
        continue;
}

static void put_stream(Out *o, uint32_t number, Str entries, Str bytes, OutFilter filter)
{
    DeflateEffort effort = filter == OUT_PAGE ? DEFLATE_QUICKLY : DEFLATE_WELL;
    bool packed = filter == OUT_FLATE || filter == OUT_PAGE;
    if (packed && deflate_takes(o->deflate, bytes)) {
        if (deflate_full(o->deflate))
            append_oldest(o);
        deflate_give(o->deflate, (DeflateTicket){number, str_copy(o->a, entries), effort}, bytes);
        return;
    }
    append_all(o);
    append_stream(o, number, entries, packed ? deflate_now(o->deflate, effort, bytes) : bytes, filter);
}

uint32_t out_stream(Out *o, Str entries, Str bytes, OutFilter filter)
{
    uint32_t number = out_reserve(o, 1);
    put_stream(o, number, entries, bytes, filter);
    return number;
}

/* ---- objects in packs ---- */

static void flush_pack(Out *o)
{
    if (o->count == 0)
        return;
    uint32_t number = out_reserve(o, 1);
    o->head.n = 0;
    for (uint32_t i = 0; i < o->count; i++) {
        buf_int(&o->head, o->numbers[i]);
        buf_byte(&o->head, ' ');
        buf_int(&o->head, o->offsets[i]);
        buf_byte(&o->head, ' ');
        set_place(o, o->numbers[i], (Place){number, (uint16_t)i, true});
    }
    size_t first = o->head.n;
    buf_str(&o->head, buf_view(&o->pack));
    char entries[80];
    int n = snprintf(entries, sizeof entries, "/Type/ObjStm/N %u/First %zu", o->count, first);
    put_stream(o, number, (Str){entries, (size_t)n}, buf_view(&o->head), OUT_FLATE);
    o->pack.n = 0;
    o->count = 0;
}

Buf *out_begin(Out *o, uint32_t number)
{
    assert(!o->open && number > 0 && number < o->nplaces);
    if (o->count == PACK)
        flush_pack(o);
    o->numbers[o->count] = number;
    o->offsets[o->count++] = (uint32_t)o->pack.n;
    o->open = true;
    return &o->pack;
}

void out_end(Out *o)
{
    assert(o->open);
    buf_byte(&o->pack, '\n');
    o->open = false;
}

void out_tree_root(Out *o, uint32_t root, size_t leaves)
{
    Buf *b = out_begin(o, root);
    buf_c(b, "<</Kids[");
    for (size_t leaf = 0; leaf < leaves; leaf++) {
        put_reference(b, root + 1 + (uint32_t)leaf);
        buf_byte(b, ' ');
    }
    buf_c(b, "]>>");
    out_end(o);
}

/* ---- the end of the file ---- */

enum { ROW = 7 }; /* bytes of a row of the cross-reference stream */

/* One row as its difference from the one above (PNG's predictor Up): Flate then has little left to
 * say about numbers that rise. Type in 1 byte, then 4 and 2. */
static void put_row(Buf *b, uint8_t above[ROW], uint8_t type, uint32_t field, uint32_t last)
{
    const uint8_t row[ROW] = {type, (uint8_t)(field >> 24), (uint8_t)(field >> 16),
                              (uint8_t)(field >> 8), (uint8_t)field, (uint8_t)(last >> 8),
                              (uint8_t)last};
    char line[ROW + 1] = {2};
    for (int i = 0; i < ROW; i++) {
        line[i + 1] = (char)(row[i] - above[i]);
        above[i] = row[i];
    }
    buf_str(b, (Str){line, sizeof line});
}

/* All there is. A number that was never used is a free one. */
static Str reference_rows(Out *o)
{
    Buf rows = buf_in(o->a);
    uint8_t above[ROW] = {0};
    buf_reserve(&rows, o->nplaces * (ROW + 1));
    for (size_t i = 0; i < o->nplaces; i++) {
        const Place *place = &o->places[i];
        if (!place->at)
            put_row(&rows, above, 0, 0, 65535);
        else
            put_row(&rows, above, place->packed ? 2 : 1, place->at, place->index);
    }
    return buf_view(&rows);
}

/* Sixteen bytes that change with any byte of the file so far: a hash of it, and the same mixed with the
 * length. */
static void put_id(Buf *b, Str file)
{
    uint64_t one = map_hash(file), two = (one ^ file.n) * 0x9E3779B97F4A7C15u;
    buf_printf(b, "<%016llX%016llX>", (unsigned long long)one, (unsigned long long)two);
}

bool out_close(Out *o, uint32_t root, uint32_t info, Str *bytes, Diag *d)
{
    assert(!o->open);
    flush_pack(o);
    append_all(o);
    bool good = o->file.n < UINT32_MAX; /* offsets have four bytes */
    if (good) {
        uint32_t number = out_reserve(o, 1);
        size_t at = o->file.n;
        o->places[number] = (Place){.at = (uint32_t)at};
        Buf id = buf_in(o->a);
        put_id(&id, buf_view(&o->file));
        Str entries = str_printf(o->a,
                                 "/Type/XRef/W[1 4 2]/Size %zu/Root %u 0 R/Info %u 0 R/ID[%.*s%.*s]"
                                 "/DecodeParms<</Predictor 12/Columns %d>>",
                                 o->nplaces, root, info, STR_ARG(buf_view(&id)),
                                 STR_ARG(buf_view(&id)), (int)ROW);
        Str rows = reference_rows(o);
        o->places[number] = (Place){0};
        put_stream(o, number, entries, rows, OUT_FLATE);
        append_all(o);
        buf_printf(&o->file, "startxref\n%zu\n%%%%EOF\n", at);
        *bytes = buf_view(&o->file);
    } else {
        diag_error(d, "pdf-write", (Pos){0}, "这本书的文件会超过 4 GB",
                   "the file of this book would be larger than 4 GB");
        diag_hint(d, "分成几本，或把图片缩小", "make it several books, or its pictures smaller");
    }
    out_abandon(o);
    return good;
}

void out_abandon(Out *o)
{
    deflate_close(o->deflate);
}
