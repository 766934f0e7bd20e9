/*
 * diag: places in source files, and what there is to say about them.
 *
 * Invariants. A Source outlives every Pos into it. Lines count from 1; columns count bytes
 * from 1 (0 = the whole line), and are printed in characters. A Diag only grows; each item
 * holds copies of all it prints, so it can cross a pipe from a worker. Messages come in
 * Chinese and English: formats with the same arguments in the same order, or words that are data; either
 * way long numbers are masked on the way in.
 *
 * Who finds a fault reports it here; everyone else passes false or NULL on.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdio.h>

#include "base/str.h"

/*
 * One text that was read: path as it is printed, and where each line starts. The rows of a
 * spreadsheet are a Source too: comma-separated, a row a line whatever line ends its quoted cells
 * hold; places in it are printed as cells: D17, or sheet!D17.
 */
typedef struct Source {
    Str path;
    Str text;
    const uint32_t *line_starts;
    uint32_t nlines;
    bool cells;
    Str sheet; /* its name where the workbook has several; else empty */
} Source;

typedef struct Pos {
    const Source *source; /* NULL: no file, e.g. the command line */
    uint32_t line, column; /* 0: the whole file, the whole line */
} Pos;

/* Make a Source over text (borrowed, at most 4 GiB) with its line index, in a. */
const Source *source_make(Arena *a, Str path, Str text);
/* Line n (from 1) without its line break; empty when there is none. */
Str source_line(const Source *s, uint32_t line);
/* The place of a byte offset in the text. */
Pos source_pos(const Source *s, size_t offset);
/* The same, looked for first at and shortly behind *line (0: not known), which becomes its line. */
Pos source_pos_near(const Source *s, size_t offset, uint32_t *line);
/* The start of line.column as a byte offset, cut to the text. */
size_t source_offset(Pos pos);

typedef enum DiagLevel {
    DIAG_NOTE, /* 提示: was done for you, or good to know */
    DIAG_WARNING,
    DIAG_ERROR
} DiagLevel;

typedef struct DiagItem {
    DiagLevel level;
    Str code, path, key; /* key: the id of the record, where there is one */
    uint32_t line, column;
    uint32_t character;  /* the column in characters, as it is printed; 0 none */
    uint32_t left_out;   /* bytes of the line before the excerpt */
    Str cell;            /* "D17", "活动!D17" in a spreadsheet; else empty */
    Str zh, en, hint_zh, hint_en, excerpt;
    Str secret;          /* words of a source that no message may repeat; else empty */
} DiagItem;

typedef struct Diag {
    Arena *arena;
    DiagItem *items;
    size_t count, room;
    size_t nerrors, nwarnings;
    Pos counted;         /* the last place whose characters were counted, … */
    uint32_t characters; /* … and how many stand before it in its line: a line is counted once */
} Diag;

Diag diag_in(Arena *a);

/* file:12:5 or file:D17, as it is printed. In d's arena. */
Str diag_place(Diag *d, Pos pos);

/* Report one thing. code is a literal such as "E01" or "link-missing". */
void diag_report(Diag *d, DiagLevel level, const char *code, Pos pos, const char *zh,
                 const char *en, ...)
    __attribute__((format(printf, 5, 7), format(printf, 6, 7)));
#define diag_error(d, code, pos, ...) diag_report((d), DIAG_ERROR, (code), (pos), __VA_ARGS__)
#define diag_warn(d, code, pos, ...) diag_report((d), DIAG_WARNING, (code), (pos), __VA_ARGS__)
#define diag_note(d, code, pos, ...) diag_report((d), DIAG_NOTE, (code), (pos), __VA_ARGS__)
/* The same of words that are no formats, each language its own. Copied. */
void diag_words(Diag *d, DiagLevel level, const char *code, Pos pos, Str zh, Str en);
/* Say what to do about the item reported last. */
void diag_hint(Diag *d, const char *zh, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));
void diag_hint_words(Diag *d, Str zh, Str en);
/*
 * The item reported last is about words that must not travel in messages, a name or an address: stars
 * take the place of all but their first character, in this item and, from diag_sort on, in every other.
 * Copied. (Long numbers are masked in all messages without it.)
 */
void diag_secret(Diag *d, Str words);
/* Name the record (its id) that the item reported last is about. Copied. */
void diag_key(Diag *d, Str key);

/* Append all items of from. Copied. */
void diag_append(Diag *d, const Diag *from);
/* Sort by path, line, column, then order of arrival; drop exact repeats; hide secrets. */
void diag_sort(Diag *d);

/* To and from bytes, for the pipe of a worker. false: the bytes are damaged. */
void diag_write(const Diag *d, Buf *out);
bool diag_read(Diag *d, Str bytes);

typedef enum DiagFormat { DIAG_HUMAN, DIAG_SHORT, DIAG_JSON } DiagFormat;

typedef struct DiagStyle {
    DiagFormat format;
    bool english, colour;
    bool without_notes;
} DiagStyle;

void diag_print(const Diag *d, DiagStyle style, FILE *out);
/* Bytes that may come from outside, made safe for a terminal line: controls escaped. */
void diag_escape(Buf *out, Str s);

#endif
