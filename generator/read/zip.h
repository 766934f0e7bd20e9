/*
 * zip: the entries of an archive in memory, inflated piece by piece (door to zlib for archives).
 *
 * Made for files from strangers: nothing is written to the disk, no name is ever used as a path, and
 * the directory is checked before a byte is inflated. Refused with a message: archives of more than
 * ZIP_ENTRIES_MAX entries, entries that overlap or leave the file, encryption, ZIP64, methods
 * other than stored and deflated, an entry that says or proves to be larger than ZIP_ENTRY_MAX or
 * more than ZIP_RATIO_MAX times its compressed size (once over 1 MB), and one whose length or CRC-32 is not what the
 * directory says. (APPNOTE.TXT 6.3.)
 *
 * Invariants. A Zip borrows the bytes of its file. Names are bytes as they stand, compared exactly.
 */
#ifndef READ_ZIP_H
#define READ_ZIP_H

#include "base/diag.h"

enum {
    ZIP_ENTRIES_MAX = 4096,
    ZIP_ENTRY_MAX = 256 * 1024 * 1024,
    ZIP_RATIO_MAX = 300 /* spreadsheets of one repeated row reach about 100; deflate can do 1,032 */
};

typedef struct ZipEntry {
    Str name;
    uint32_t size, packed, crc;
    uint32_t offset; /* of its bytes in the file, behind the local header */
    uint16_t method;
} ZipEntry;

typedef struct Zip {
    const ZipEntry *entries;
    size_t count;
    Str bytes;
    Pos file; /* where messages point */
} Zip;

/* Read the directory of bytes (borrowed). false: reported as "zip". */
bool zip_open(Arena *a, Str bytes, Pos file, Zip *zip, Diag *d);
/* NULL: there is no such entry. */
const ZipEntry *zip_find(const Zip *zip, Str name);
/* Called with each piece in order; returning false ends the reading. */
typedef bool ZipSink(void *self, const char *piece, size_t n);
/* Inflate an entry into sink. false: reported, or sink said stop. */
bool zip_read(const Zip *zip, const ZipEntry *entry, ZipSink *sink, void *self, Diag *d);

#endif
