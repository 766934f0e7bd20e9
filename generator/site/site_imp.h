/*
 * site_imp: what the files of site/ share; nobody else includes it.
 */
#ifndef SITE_SITE_IMP_H
#define SITE_SITE_IMP_H

#include "base/file.h"
#include "site/fault.h"
#include "site/store.h"

struct Site {
    Arena *a;
    const Model *model;
    const char *folder;
    Str shown;
    SiteTable *tables;    /* one for each collection */
    Map files;            /* path below folder -> itself: every file that is there */
    Map documents;        /* path -> Row */
    struct Shared **shared; /* by collection: values read so far (table.c) */
    Arena *reading;       /* what is needed while files are read, and no longer */
    Arena *file;          /* what is needed of one file while it is read; only in a part (load.c), as is … */
    FileFolder folder_open; /* … where the last one was read */
    struct Bodies *bodies; /* texts that earlier builds have read; NULL: none are kept. Only while files are read, by the thread that reads documents */
    Arena *later;         /* what is made when somebody asks: indexes */
    Value *blank;
    size_t nfiles;        /* read */
    struct SiteEncoded *encoded; /* files that were not UTF-8, for one note */
    size_t nencoded, encoded_room;
    size_t suggestions;   /* searches for what was meant, so far */
    struct SiteFile *lost; /* files of which nothing, or not all, could be read */
    size_t nlost, lost_room;
    struct SiteLink *links; /* from document to document, found by link_check */
    size_t nlinks, links_room;
    StoreImage *image;
};

typedef struct SiteEncoded {
    Str path;
    const char *name; /* of the encoding */
} SiteEncoded;

typedef struct SiteLink {
    Pos pos;
    const Row *target;
    Str book; /* without a target: the output that is meant */
} SiteLink;

/* A field whose value must be what the path says. */
typedef struct SiteTold {
    const Field *field;
    Str want;
} SiteTold;

/* A file that belongs to a collection, with what its path says and what is looked at in each of its rows. */
typedef struct SiteFile {
    const Collection *collection;
    Str path;
    Capture captures[MODEL_CAPTURES];
    size_t ncaptures;
    /* Only while the file is read: */
    Value **values; /* those of a row that only the path says */
    SiteTold *told;
    size_t ntold;
    const Field **asked; /* required, or with a fallback */
    size_t nasked;
} SiteFile;

/* The place of a whole file, by its path below content/. */
Pos site_file_pos(Site *s, Str path);
/* Which collection a path belongs to, and what its parts say; false: to none. */
bool site_match(const Site *s, Str path, SiteFile *file);
/* The text of a file; NULL: reported. Its encoding is kept for the note at the end. */
const Source *site_source(Site *s, Str path, Diag *d);
/* A new row of the file's collection, its captured values filled, in no list yet. */
Row *site_new_row(Site *s, const SiteFile *file, const Source *source, uint32_t line);
/* Nothing of this file was read, or not what others refer to: so it was reported, and what it lacks is not
 * reported again at every place that refers to it. */
void site_lose(Site *s, const SiteFile *file);
/* A value of its own. */
Value *site_keep(Site *s, Value value);
/* Behind the others of its collection that are read into the same Site. */
void site_add_row(Site *s, Row *row);
/* The value the path gives for a field, or empty. */
Str site_captured(const SiteFile *file, Str name);
/* What is left to check once all values of a row are there: required, equal to the folder. */
void site_check_row(Site *s, Row *row, const SiteFile *file, Diag *d);

/* May one more search through all names be made? Hopeless input is not worth the time. */
bool site_may_suggest(Site *s);

/* Say of a path that no file has which file in the same folder was probably meant. */
void site_hint_file(Site *s, Str path, Diag *d);

/* table.c: the rows of a table, in a CSV file or a workbook. Threads may do so at once, each with a Site of its own (load.c). What columns
 * the file has; NULL: none. */
const struct TableFile *table_read(Site *s, const SiteFile *file, Diag *d);
/* The rows of one file, which may have given none, come to a table: their cells of unknown columns, by the file's list of names until
 * then, go where the table has those. */
void table_place_extras(Site *s, SiteTable *t, const struct TableFile *table, Row **rows, size_t n);
/* Where the value of a field stands in its row, or the row. */
Pos table_pos(const Row *row, const Field *field);
/* A file's path as the model's patterns have it: .txt, .xlsx and .et hold the same tables as .csv. */
Str table_name(Arena *a, Str path);
/* misnamed.c: what is said of a file that belongs to no collection. */
void misnamed_report(Site *s, Str path, Diag *d);
/* Is it a copy, or in one, of what lies beside it? Then that is said, once for those of a folder that come one behind the other: told is
 * the copy that was told last, empty at first. */
bool misnamed_copy(Site *s, Str path, Str *told, Diag *d);
/* document.c: a Markdown file with its fields. */
void document_read(Site *s, const SiteFile *file, Diag *d);
/* refs.c: keys, repeats, references, once all is read. */
void refs_settle(Site *s, Diag *d);
/* Before the freeze: no row that stays refers to one that is set aside. */
void refs_release(Site *s, Diag *d);

#endif
