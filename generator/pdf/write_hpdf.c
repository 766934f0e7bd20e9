/*
 * write_hpdf: the file, and the door to libharu.
 *
 * libharu numbers the streams, compresses and writes them; its text, font, image and page
 * functions are not used (they lose characters beyond U+FFFF, abort on damaged pictures and
 * cannot tag). Its own cross-reference table has 20 bytes for each object and leaves objects
 * uncompressed, so the many small ones (structure, links, bookmarks) are packed here into
 * object streams and the file ends with a cross-reference stream (ISO 32000-1, 7.5.7, 7.5.8):
 * a tagged page costs 0.3 KB instead of 3.
 *
 * Numbers: streams from 1, then the others, then the object streams that hold those.
 */
#include <assert.h>
#include <hpdf.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>
#include <hpdf_utils.h>

#include "pdf/write_imp.h"

#if HPDF_VERSION_ID != 20300
#error "checked against the object layer of libharu 2.3.0 only"
#endif

enum {
    PACK = 200,           /* objects in one object stream */
    PIECE = 1 << 15,      /* of the finished file */
    NUMBER_LIMIT = 8388607 /* objects: a limit of readers, ISO 32000-1 annex C */
};

/* Objects that share a stream. */
typedef struct Pack {
    Buf text;
    uint32_t numbers[PACK], offsets[PACK];
    uint32_t count;
} Pack;

/* Where an object without a stream of its own is. */
typedef struct Place {
    uint32_t pack, index;
} Place;

struct Out {
    Arena *a;
    HPDF_Error_Rec error;
    HPDF_MMgr memory;
    HPDF_Xref streams, packed; /* packed: the object streams */
    uint32_t nstreams;      /* numbers kept for them */
    uint32_t next;          /* number of the next object that is no stream */
    Pack **packs;
    size_t npacks, packs_room;
    Place *places;          /* from nstreams on */
    size_t nplaces, places_room;
    bool open;              /* between out_begin and out_end */
};

static void HPDF_STDCALL record_error(HPDF_STATUS status, HPDF_STATUS detail, void *self)
{
    (void)status, (void)detail, (void)self; /* kept in error: looked at by out_good */
}

Out *out_open(Arena *a, uint32_t streams)
{
    Out *o = arena_new(a, Out);
    o->a = a;
    HPDF_Error_Init(&o->error, o);
    o->error.error_fn = record_error;
    o->memory = HPDF_MMgr_New(&o->error, 0, NULL, NULL); /* its pool is not aligned for pointers */
    o->streams = o->memory ? HPDF_Xref_New(o->memory, 0) : NULL;
    o->nstreams = 2 * streams + 1; /* 0 is never used; each has its length as an object */
    o->next = o->nstreams;
    return o;
}

bool out_good(const Out *o)
{
    return o->memory && o->streams && o->error.error_no == HPDF_OK;
}

uint32_t out_reserve(Out *o, uint32_t count)
{
    assert(count < NUMBER_LIMIT - o->next);
    uint32_t first = o->next;
    o->next += count;
    for (uint32_t i = 0; i < count; i++)
        arena_push(o->a, o->places, o->nplaces, o->places_room, ((Place){0}));
    return first;
}

Buf *out_begin(Out *o, uint32_t number)
{
    assert(!o->open && number >= o->nstreams && number < o->next);
    Pack *pack = o->npacks ? o->packs[o->npacks - 1] : NULL;
    if (!pack || pack->count == PACK) {
        pack = arena_new(o->a, Pack);
        pack->text = buf_in(o->a);
        buf_reserve(&pack->text, PACK * 64); /* an element of the structure tree takes about 50 */
        arena_push(o->a, o->packs, o->npacks, o->packs_room, pack);
    }
    pack->numbers[pack->count] = number;
    pack->offsets[pack->count] = (uint32_t)pack->text.n;
    Place *place = &o->places[number - o->nstreams];
    assert(place->pack == 0);
    *place = (Place){(uint32_t)o->npacks, pack->count};
    pack->count++;
    o->open = true;
    return &pack->text;
}

void out_end(Out *o)
{
    assert(o->open);
    buf_byte(&o->packs[o->npacks - 1]->text, '\n');
    o->open = false;
}

/* ---- streams ---- */

/* Called by libharu inside the dictionary of a stream. */
static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream)
{
    const Str *entries = dict->attr;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)entries->p, (HPDF_UINT)entries->n);
}

static uint32_t stream_in(Out *o, HPDF_Xref xref, Str entries, Str bytes, OutFilter filter)
{
    assert(bytes.n <= UINT32_MAX);
    HPDF_Dict dict = out_good(o) ? HPDF_DictStream_New(o->memory, xref) : NULL;
    if (!dict)
        return 1;
    Str *kept = arena_new(o->a, Str);
    *kept = str_printf(o->a, "%.*s\n", STR_ARG(entries));
    dict->attr = kept;
    dict->write_fn = write_entries;
    dict->filter = filter == OUT_FLATE  ? HPDF_STREAM_FILTER_FLATE_DECODE
                   : filter == OUT_JPEG ? HPDF_STREAM_FILTER_DCT_DECODE
                                        : HPDF_STREAM_FILTER_NONE;
    HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)bytes.p, (HPDF_UINT)bytes.n);
    return dict->header.obj_id & 0x00FFFFFF; /* the rest of it are flags */
}

uint32_t out_stream(Out *o, Str entries, Str bytes, OutFilter filter)
{
    uint32_t number = stream_in(o, o->streams, entries, bytes, filter);
    assert(!out_good(o) || number + 1 < o->nstreams);
    return number;
}

/* ---- the end of the file ---- */

/* The packs as streams, numbered behind everything else. */
static void write_packs(Out *o)
{
    o->packed = HPDF_Xref_New(o->memory, o->next);
    for (size_t i = 0; i < o->npacks && o->packed && out_good(o); i++) {
        const Pack *pack = o->packs[i];
        Buf body = buf_in(o->a);
        for (uint32_t k = 0; k < pack->count; k++)
            buf_printf(&body, "%u %u ", pack->numbers[k], pack->offsets[k]);
        Str entries = str_printf(o->a, "/Type/ObjStm/N %u/First %zu", pack->count, body.n);
        buf_str(&body, buf_view(&pack->text));
        stream_in(o, o->packed, entries, buf_view(&body), OUT_FLATE);
    }
}

static void write_objects(Out *o, HPDF_Xref xref, HPDF_Stream file)
{
    for (HPDF_UINT i = xref->start_offset == 0; i < xref->entries->count && out_good(o); i++) {
        HPDF_XrefEntry entry = HPDF_Xref_GetEntry(xref, i);
        entry->byte_offset = file->size;
        char head[32];
        snprintf(head, sizeof head, "%u 0 obj\n", xref->start_offset + i);
        HPDF_Stream_WriteStr(file, head);
        HPDF_Obj_WriteValue(entry->obj, file, NULL);
        HPDF_Stream_WriteStr(file, "\nendobj\n");
    }
}

enum { ROW = 7 }; /* bytes of a row of the cross-reference stream */

/* One row: type in 1 byte, then 4 and 2. */
static void put_row(Buf *b, uint8_t type, uint32_t field, uint32_t last)
{
    char row[ROW] = {(char)type, (char)(field >> 24), (char)(field >> 16), (char)(field >> 8),
                     (char)field, (char)(last >> 8), (char)last};
    buf_str(b, (Str){row, ROW});
}

/* Each row as its difference from the one above (PNG's predictor Up): Flate then has little
 * left to say about numbers that rise. */
static Str predicted(Arena *a, Str rows)
{
    Buf b = buf_in(a);
    buf_reserve(&b, rows.n / ROW * (ROW + 1));
    for (size_t i = 0; i < rows.n; i++) {
        if (i % ROW == 0)
            buf_byte(&b, 2);
        buf_byte(&b, (char)(rows.p[i] - (i >= ROW ? rows.p[i - ROW] : 0)));
    }
    return buf_view(&b);
}

static void put_offsets(Buf *b, HPDF_Xref xref, uint32_t first)
{
    for (HPDF_UINT i = first; i < xref->entries->count; i++)
        put_row(b, 1, HPDF_Xref_GetEntry(xref, i)->byte_offset, 0);
}

/* Sixteen bytes that change with any byte of the file so far: FNV-1a in two lanes. */
static void put_id(Buf *b, HPDF_Stream file)
{
    uint64_t one = 0xCBF29CE484222325u, two = 0x84222325CBF29CE4u;
    for (HPDF_UINT k = 0; k < HPDF_MemStream_GetBufCount(file); k++) {
        HPDF_UINT n;
        const HPDF_BYTE *p = HPDF_MemStream_GetBufPtr(file, k, &n);
        for (HPDF_UINT i = 0; i < n; i++) {
            one = (one ^ p[i]) * 0x100000001B3u;
            two = (two ^ p[i]) * 0x10000000233u;
        }
    }
    buf_printf(b, "<%016llX%016llX>", (unsigned long long)one, (unsigned long long)two);
}

/* The rows of the cross-reference stream: all there is, itself included at the end. */
static Str reference_rows(Out *o, uint32_t at)
{
    Buf rows = buf_in(o->a);
    put_row(&rows, 0, 0, 65535);
    put_offsets(&rows, o->streams, 1);
    for (uint32_t i = 0; i < o->nplaces; i++) {
        const Place *place = &o->places[i];
        if (place->pack) /* each stream of packs has its length as an object behind it */
            put_row(&rows, 2, o->next + 2 * (place->pack - 1), place->index);
        else
            put_row(&rows, 0, 0, 65535);
    }
    put_offsets(&rows, o->packed, 0);
    put_row(&rows, 1, at, 0);
    return predicted(o->a, buf_view(&rows));
}

/*
 * The cross-reference stream and the end of the file. Its length must stand in its dictionary
 * itself, which libharu's streams never do, so it is compressed first and written by hand.
 */
static void write_references(Out *o, HPDF_Stream file, HPDF_Stream plain, HPDF_Stream flat,
                             uint32_t root, uint32_t info)
{
    uint32_t at = file->size, number = o->next + o->packed->entries->count;
    Str rows = reference_rows(o, at);
    HPDF_Stream_Write(plain, (const HPDF_BYTE *)rows.p, (HPDF_UINT)rows.n);
    HPDF_Stream_WriteToStream(plain, flat, HPDF_STREAM_FILTER_FLATE_DECODE, NULL);
    Buf id = buf_in(o->a), head = buf_in(o->a);
    put_id(&id, file);
    buf_printf(&head, "%u 0 obj\n<</Type/XRef/W[1 4 2]/Index[0 %u %u %u]/Size %u", number,
               o->streams->entries->count, o->nstreams, number + 1 - o->nstreams, number + 1);
    buf_printf(&head, "/Root %u 0 R/Info %u 0 R/ID[%.*s%.*s]", root, info,
               STR_ARG(buf_view(&id)), STR_ARG(buf_view(&id)));
    buf_printf(&head,
               "/DecodeParms<</Predictor 12/Columns %d>>/Length %u/Filter/FlateDecode>>\nstream\n",
               (int)ROW, flat->size);
    HPDF_Stream_Write(file, (const HPDF_BYTE *)head.p, (HPDF_UINT)head.n);
    HPDF_Stream_WriteToStream(flat, file, HPDF_STREAM_FILTER_NONE, NULL);
    char tail[80];
    snprintf(tail, sizeof tail, "\nendstream\nendobj\nstartxref\n%u\n%%%%EOF\n", at);
    HPDF_Stream_WriteStr(file, tail);
}

static Str stream_bytes(Arena *a, HPDF_Stream file)
{
    Buf b = buf_in(a);
    buf_reserve(&b, file->size);
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(file); i++) {
        HPDF_UINT n;
        const HPDF_BYTE *p = HPDF_MemStream_GetBufPtr(file, i, &n);
        buf_str(&b, (Str){(const char *)p, n});
    }
    return buf_view(&b);
}

bool out_close(Out *o, uint32_t root, uint32_t info, Str *bytes, Diag *d)
{
    assert(!o->open);
    if (out_good(o))
        write_packs(o);
    HPDF_Stream streams[3] = {NULL}; /* the file, and its references before and after Flate */
    for (int i = 0; i < 3 && out_good(o); i++)
        streams[i] = HPDF_MemStream_New(o->memory, PIECE);
    if (out_good(o)) {
        HPDF_Stream_WriteStr(streams[0], "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        write_objects(o, o->streams, streams[0]);
        write_objects(o, o->packed, streams[0]);
        write_references(o, streams[0], streams[1], streams[2], root, info);
        *bytes = stream_bytes(o->a, streams[0]);
    }
    bool good = out_good(o);
    if (!good)
        diag_error(d, "pdf-write", (Pos){0}, "写 PDF 时 libharu 报错 0x%04X（细节 %u）",
                   "libharu reports error 0x%04X (detail %u) while the PDF is written",
                   (unsigned)o->error.error_no, (unsigned)o->error.detail_no);
    for (int i = 0; i < 3; i++)
        if (streams[i])
            HPDF_Stream_Free(streams[i]);
    out_abandon(o);
    return good;
}

void out_abandon(Out *o)
{
    if (o->packed)
        HPDF_Xref_Free(o->packed);
    if (o->streams)
        HPDF_Xref_Free(o->streams);
    if (o->memory)
        HPDF_MMgr_Free(o->memory);
    o->memory = NULL;
}
