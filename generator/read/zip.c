/*
 * The directory stands at the end of an archive, behind it a comment of at most 64 KB; what it says
 * counts, the local headers are looked at only for their length.
 */
#include "read/zip.h"

#include <stdlib.h>
#include <zlib.h>

enum {
    END_SIZE = 22,    /* of the end record */
    COMMENT_MAX = 65535,
    ENTRY_SIZE = 46,  /* of an entry in the directory, without name, extra and comment */
    LOCAL_SIZE = 30,  /* of a local header, likewise */
    PIECE = 16 * 1024, /* on the stack */
    RATIO_FROM = 1024 * 1024 /* small entries may be as repetitive as they like */
};

static uint32_t u16(Str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    return (uint32_t)(p[0] | p[1] << 8);
}

static uint32_t u32(Str s, size_t at)
{
    return u16(s, at) | u16(s, at + 2) << 16;
}

static bool refuse(const Zip *zip, const char *zh, const char *en, Diag *d)
{
    diag_words(d, DIAG_ERROR, "zip", zip->file, str_printf(d->arena, "文件打不开：%s", zh),
               str_printf(d->arena, "the file cannot be opened: %s", en));
    diag_hint(d, "在 WPS 或 Excel 中打开，另存为新的“Excel 工作簿（*.xlsx）”，不设密码，再用新文件替换",
              "open it in WPS or Excel, save it as a new workbook (*.xlsx) without a password, and put the new "
              "file in its place");
    return false;
}

/* ---- the directory ---- */

/* Offset of the end record, or bytes.n. */
static size_t find_end(Str s)
{
    size_t least = s.n > END_SIZE + COMMENT_MAX ? s.n - END_SIZE - COMMENT_MAX : 0;
    if (s.n >= END_SIZE)
        for (size_t at = s.n - END_SIZE + 1; at-- > least;)
            if (str_starts(str_slice(s, at, s.n), STR("PK\5\6")) &&
                at + END_SIZE + u16(s, at + 20) <= s.n)
                return at;
    return s.n;
}

/* One entry of the directory at *at, which moves behind it. */
static bool read_entry(Zip *zip, size_t *at, size_t end, ZipEntry *entry, Diag *d)
{
    Str s = zip->bytes;
    if (end - *at < ENTRY_SIZE || !str_starts(str_slice(s, *at, end), STR("PK\1\2")))
        return refuse(zip, "目录损坏", "its directory is damaged", d);
    size_t name = u16(s, *at + 28), rest = u16(s, *at + 30) + u16(s, *at + 32);
    uint32_t local = u32(s, *at + 42);
    *entry = (ZipEntry){.crc = u32(s, *at + 16), .packed = u32(s, *at + 20), .size = u32(s, *at + 24),
                        .method = (uint16_t)u16(s, *at + 10)};
    if (end - *at - ENTRY_SIZE < name + rest)
        return refuse(zip, "目录损坏", "its directory is damaged", d);
    entry->name = str_slice(s, *at + ENTRY_SIZE, *at + ENTRY_SIZE + name);
    if (u16(s, *at + 8) & 1)
        return refuse(zip, "它设了密码", "it is encrypted", d);
    if (local == UINT32_MAX || entry->packed == UINT32_MAX || entry->size == UINT32_MAX)
        return refuse(zip, "它太大（ZIP64）", "it is too large (ZIP64)", d);
    if (local > s.n || s.n - local < LOCAL_SIZE || !str_starts(str_slice(s, local, s.n), STR("PK\3\4")))
        return refuse(zip, "目录指向文件之外", "its directory points outside the file", d);
    uint64_t offset = (uint64_t)local + LOCAL_SIZE + u16(s, local + 26) + u16(s, local + 28);
    if (offset > s.n || s.n - offset < entry->packed)
        return refuse(zip, "文件不完整", "the file is cut short", d);
    entry->offset = (uint32_t)offset;
    *at += ENTRY_SIZE + name + rest;
    return true;
}

static int by_offset(const void *left, const void *right)
{
    const ZipEntry *a = left, *b = right;
    return (a->offset > b->offset) - (a->offset < b->offset);
}

/* Two entries over the same bytes are how a small file becomes a large one without any ratio. */
static bool overlap(const ZipEntry *entries, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if ((uint64_t)entries[i - 1].offset + entries[i - 1].packed > entries[i].offset)
            return true;
    return false;
}

bool zip_open(Arena *a, Str bytes, Pos file, Zip *zip, Diag *d)
{
    *zip = (Zip){.bytes = bytes, .file = file};
    size_t end = find_end(bytes);
    if (end == bytes.n || bytes.n > UINT32_MAX)
        return refuse(zip, "文件不完整，找不到目录", "the file is cut short, it has no directory", d);
    size_t count = u16(bytes, end + 10), at = u32(bytes, end + 16);
    if (u16(bytes, end + 4) || at > end)
        return refuse(zip, "目录损坏", "its directory is damaged", d);
    if (count > ZIP_ENTRIES_MAX)
        return refuse(zip, "里面的部件太多", "it has too many parts", d);
    ZipEntry *entries = arena_array(a, ZipEntry, count);
    for (size_t i = 0; i < count; i++)
        if (!read_entry(zip, &at, end, &entries[i], d))
            return false;
    if (count)
        qsort(entries, count, sizeof *entries, by_offset);
    if (overlap(entries, count))
        return refuse(zip, "部件互相重叠，像是恶意文件", "its parts overlap, as in files made to do harm", d);
    zip->entries = entries;
    zip->count = count;
    return true;
}

const ZipEntry *zip_find(const Zip *zip, Str name)
{
    for (size_t i = 0; i < zip->count; i++)
        if (str_equal(zip->entries[i].name, name))
            return &zip->entries[i];
    return NULL;
}

/* ---- reading an entry ---- */

static bool too_large(const ZipEntry *e)
{
    return e->size > ZIP_ENTRY_MAX || (e->size > RATIO_FROM && e->size / ZIP_RATIO_MAX > e->packed);
}

typedef struct Inflation {
    const Zip *zip;
    const ZipEntry *entry;
    ZipSink *sink;
    void *self;
    Diag *d;
    uint64_t made;
    uint32_t crc;
} Inflation;

static bool hand_on(Inflation *f, const char *piece, size_t n)
{
    f->made += n;
    if (f->made > f->entry->size)
        return refuse(f->zip, "部件比目录所说的大", "a part is larger than the directory says", f->d);
    f->crc = (uint32_t)crc32(f->crc, (const Bytef *)piece, (uInt)n);
    return f->sink(f->self, piece, n);
}

static bool read_stored(Inflation *f, Str packed)
{
    for (size_t at = 0; at < packed.n; at += PIECE) {
        Str piece = str_slice(packed, at, at + PIECE);
        if (!hand_on(f, piece.p, piece.n))
            return false;
    }
    return true;
}

static bool read_deflated(Inflation *f, Str packed)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)packed.p, .avail_in = (uInt)packed.n};
    if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
        return refuse(f->zip, "内存不够", "out of memory", f->d);
    char piece[PIECE];
    bool good = true;
    int code = Z_OK;
    while (good && code == Z_OK) {
        z.next_out = (Bytef *)piece;
        z.avail_out = sizeof piece;
        code = inflate(&z, Z_NO_FLUSH);
        if (code == Z_OK || code == Z_STREAM_END)
            good = hand_on(f, piece, sizeof piece - z.avail_out);
    }
    inflateEnd(&z);
    if (good && code != Z_STREAM_END)
        return refuse(f->zip, "压缩数据损坏", "its compressed data are damaged", f->d);
    return good;
}

bool zip_read(const Zip *zip, const ZipEntry *entry, ZipSink *sink, void *self, Diag *d)
{
    if (too_large(entry))
        return refuse(zip, "展开后大得反常，像是恶意文件", "it unpacks to an absurd size, as files made to do harm do", d);
    Inflation f = {.zip = zip, .entry = entry, .sink = sink, .self = self, .d = d,
                   .crc = (uint32_t)crc32(0, NULL, 0)};
    Str packed = str_slice(zip->bytes, entry->offset, (size_t)entry->offset + entry->packed);
    if (entry->method != 0 && entry->method != 8)
        return refuse(zip, "用了不常见的压缩方法", "it uses an unusual compression method", d);
    if (!(entry->method ? read_deflated(&f, packed) : read_stored(&f, packed)))
        return false;
    if (f.made != entry->size || f.crc != entry->crc)
        return refuse(zip, "校验不符，文件已损坏", "its checksum is wrong, the file is damaged", d);
    return true;
}
