/*
 * write_imp: the inside of write, shared by write*.c only.
 *
 * Three parts. Out (write_file.c) is the file: numbered objects and streams. Writer is one book on
 * its way into it. Canvas (write_page.c) is one page's content stream.
 *
 * Invariants. Objects that are not streams are text, packed into object streams; they are
 * numbered in blocks (page i is first_page + i), so any of them can be named before it is
 * written. Nothing depends on time, addresses or the order of hashing.
 */
#ifndef PDF_WRITE_IMP_H
#define PDF_WRITE_IMP_H

#include <assert.h>

#include "pdf/write.h"

/* ---- write_file.c: the file ---- */

typedef struct Out Out;
/* OUT_PAGE: a page's content, by Flate, which for a long book may be quick rather than thorough. */
typedef enum OutFilter { OUT_RAW, OUT_FLATE, OUT_PAGE, OUT_JPEG } OutFilter;

/* A file of about so many bytes, made in `to`; a is for the work. */
Out *out_open(Arena *a, Arena *to, size_t size, bool is_long);
/* Numbers for count objects in a row; the first of them. */
uint32_t out_reserve(Out *o, uint32_t count);
/* The value of object number goes into the Buf returned, up to out_end. */
Buf *out_begin(Out *o, uint32_t number);
void out_end(Out *o);
/* Object root: the root of a name or number tree (ISO 32000-1 7.9.6, 7.9.7) whose leaves are the objects behind it. */
void out_tree_root(Out *o, uint32_t root, size_t leaves);
/* A stream with these entries beside Length and Filter; its number. Both may be gone afterwards. */
uint32_t out_stream(Out *o, Str entries, Str bytes, OutFilter filter);
/* The bytes of the file. false: reported. The Out is gone in both cases. */
bool out_close(Out *o, uint32_t root, uint32_t info, Str *bytes, Diag *d);
/* Leave the file unfinished. */
void out_abandon(Out *o);

/* ---- write_deflate.c: streams compressed beside the work ---- */

typedef struct Deflater Deflater;
typedef enum DeflateEffort { DEFLATE_WELL, DEFLATE_QUICKLY, DEFLATE_EFFORTS } DeflateEffort;
typedef struct DeflateTicket { uint32_t number; Str entries; DeflateEffort effort; } DeflateTicket; /* of the stream given */

/* As many threads as processors are to spare, which may be none; a is for the buffers. */
Deflater *deflate_open(Arena *a, bool is_long);
/* May these bytes be given to a thread? */
bool deflate_takes(const Deflater *d, Str bytes);
/* So many are given that one must be taken first. */
bool deflate_full(const Deflater *d);
/* The bytes are copied. */
void deflate_give(Deflater *d, DeflateTicket ticket, Str bytes);
/* What was given first, compressed; it stands until the next call. false: nothing is given. */
bool deflate_take(Deflater *d, DeflateTicket *ticket, Str *packed);
/* Without threads, at once; it stands until the next call. */
Str deflate_now(Deflater *d, DeflateEffort effort, Str bytes);
/* What was not taken is lost. */
void deflate_close(Deflater *d);

/* ---- write_text.c: values as text ---- */

/* A length in points, up to three decimals. */
void put_len(Buf *b, Len length);
/* "12 0 R" */
void put_reference(Buf *b, uint32_t number);
/* Text for people as the bytes of a PDF text string: ASCII, else UTF-16BE behind its mark. */
Str text_bytes(Arena *a, Str utf8);
/* The same as a literal string. */
void put_text(Buf *b, Str utf8);
/* UTF-16BE escaped, for inside a literal string. */
void put_units(Buf *b, Str utf8);
/* UTF-16BE in hexadecimal digits, nothing around it. */
void put_hex(Buf *b, Str utf8);
/* Bytes as a literal string, escaped. */
void put_string(Buf *b, Str bytes);
/* "D:20260901120000Z", or "2026-09-01T12:00:00Z" for XMP. */
void put_date(Buf *b, int64_t seconds, bool xmp);
/* Text with the five characters of XML escaped. */
void put_xml(Buf *b, Str utf8);

/* ---- write_font.c: the faces of a book ---- */

typedef struct GlyphUse {
    const char *text;  /* what it says where it was met first: its ToUnicode; NULL: not yet */
    uint16_t length;
    uint16_t code;     /* two bytes in content streams: the glyph number in the subset */
    int16_t width;     /* Em, as in the width array */
    bool used;
    bool weak;         /* text is only its share of several glyphs' */
} GlyphUse;

typedef struct FaceUse {
    const Font *font;
    GlyphUse *glyphs;  /* by glyph number of the face */
    uint32_t nglyphs;
    uint32_t index;    /* /F0, /F1 … in order of first use */
    uint32_t number;   /* of the font object */
} FaceUse;

typedef struct Writer Writer;
typedef struct Canvas Canvas; /* the page at hand, write_page.c */

/* Which glyphs of which faces the pages use. */
void write_font_collect(Writer *w);
/* Subset and write every face used. false: reported. */
bool write_font_all(Writer *w);
/* The text of glyph i of an item; empty: it belongs to the glyph before it. */
static inline Str write_glyph_text(const Item *item, uint32_t i)
{
    const PlacedGlyph *glyphs = item->as.glyphs.glyphs;
    Str text = item->as.glyphs.text;
    uint32_t from = glyphs[i].text;
    uint32_t to = i + 1 < item->as.glyphs.count ? glyphs[i + 1].text : (uint32_t)text.n;
    assert(from <= to && to <= text.n);
    return (Str){text.p + from, to - from};
}
/* A character that shows nothing: U+00AD, U+FEFF, U+200B to U+200F, U+2060 to U+2064. */
bool write_ignorable(Str text);
/* The text of a glyph shows nothing, so the glyph is not drawn; but an item whose text differs from
 * its glyphs says what they are. */
static inline bool write_hidden(const Item *item, Str text)
{
    uint8_t lead = text.n ? (uint8_t)text.p[0] : 0; /* no Han begins as they do */
    return (lead == 0xC2 || lead == 0xE2 || lead == 0xEF) && write_ignorable(text) && !item->as.glyphs.actual;
}

/* ---- one book ---- */

/* A marked content sequence: its number on the page is its place after the page's first. */
typedef struct Mark {
    uint32_t page, tag;
} Mark;

struct Writer {
    Arena *a;
    const Fonts *fonts;
    const Book *book;
    Out *out;
    Diag *d;
    FaceUse **faces;       /* by font_number; NULL: not used */
    FaceUse **used;        /* in order of first use */
    uint32_t nused;
    uint32_t first_page;   /* object numbers in a row, one a page … */
    uint32_t first_element;
    uint32_t first_link;   /* … one a link of all pages … */
    uint32_t first_node;   /* … and one a node of the page tree's lowest level */
    uint32_t resources, structure;
    uint32_t *images;      /* object number by index */
    Canvas *canvas;
    Mark *marks;           /* of all pages in order */
    size_t nmarks, marks_room;
    size_t *page_marks;    /* first of each page, and the end */
    size_t *page_links;    /* likewise the links */
};

/* The content stream of a page; its number. */
uint32_t write_page_content(Writer *w, const Page *page, uint32_t index, Buf *scratch);
/* The structure tree and its parent tree; element 0 must be there. */
void write_tags(Writer *w);

/* ---- write_meta.c, write_names.c: parts of the catalog, each the number of its object ---- */

uint32_t write_info(Writer *w, int64_t created);
uint32_t write_metadata(Writer *w, int64_t created);
uint32_t write_intent(Writer *w);
uint32_t write_outline(Writer *w);      /* 0: the book has none */
uint32_t write_destinations(Writer *w); /* 0: the book has none */
uint32_t write_labels(Writer *w);
/* Names and objects of the files that go along; entries for the catalog and its name dictionary. */
void write_attachments(Writer *w, int64_t created, Buf *catalog, Buf *names);
void write_links(Writer *w);

#endif
