/*
 * site: everything the authors wrote, typed by the model, with its places.
 *
 * Life: site_load reads and checks all files; the script side adds its own checks
 * (site_mark); site_freeze opens it to queries; from there on the site is const and may be shared
 * by forked workers.
 *
 * Invariants. Rows of a collection stand in the order of their files' paths, then of their lines.
 * A row has one Value for each field of its collection; rows of a table share the values that their
 * authors wrote alike, so that a million rows cost little more than their text, and where a cell stands is
 * found when somebody asks. Blank is VALUE_NONE and never 0 or "". A row
 * set aside (its key or a required field is missing or wrong, or a check said so) is still found by
 * references until the freeze, so that one error does not make a hundred, but is in no table and no
 * list; from the freeze on a reference to it is words only, and a row that requires it is aside too.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/map.h"
#include "doc/pack.h"
#include "site/cache.h"
#include "site/model.h"

typedef enum ValueKind {
    VALUE_NONE,
    VALUE_TEXT,
    VALUE_INT,
    VALUE_NUM,   /* digits / 10^scale, exactly as written */
    VALUE_DATE,  /* days from 1970-01-01 */
    VALUE_MONTH, /* year * 12 + month - 1 */
    VALUE_TIME,  /* minutes from midnight */
    VALUE_BOOL,
    VALUE_LIST,  /* items TEXT */
    VALUE_MAP,   /* items come in pairs: key, value */
    VALUE_ROWS   /* items LIST, each with as many items as the field has parts, blank ones NONE */
} ValueKind;

/* Whether what a value refers to is there. */
typedef enum ValueLookedUp { LOOKED_UP_NOT, LOOKED_UP_FOUND, LOOKED_UP_MISSED } ValueLookedUp;

typedef struct Row Row;
typedef struct Value Value;

/* The text of a document. Of ten thousand only a few are looked at at any moment: they are kept packed. */
typedef struct Body {
    const Node *tree; /* a SECTION; NULL: see row_tree */
    Str packed;       /* empty: it cannot be packed */
    NodeKinds kinds;
} Body;

struct Value {
    uint8_t kind; /* ValueKind */
    uint8_t scale;
    uint8_t looked_up;      /* ValueLookedUp, of a reference or a list of them */
    bool shared;            /* several rows are likely to have it */
    uint32_t count;         /* of items */
    uint32_t line, column;  /* in the row's source; 0: of a table, see value_pos */
    Str text;               /* as written, trimmed; an item's own text */
    union {
        int64_t number;     /* INT, NUM digits, DATE, MONTH, TIME, BOOL */
        Value *items;       /* LIST, MAP, ROWS */
        const Row *row;     /* TEXT of a reference: the row meant, or NULL */
    } as;
};

struct Row {
    const Collection *collection;
    const Source *source;
    Str path;               /* of its file, below the content folder */
    uint32_t line;          /* documents: 1 */
    uint32_t index;         /* in its collection, until the freeze */
    uint32_t offset;        /* in the source: of a document's body, of a table's row */
    const struct TableFile *table; /* where the columns of its table stand; NULL: no row of a table */
    Body *body;             /* documents; NULL for rows of tables */
    const Str *extras;      /* cells of unknown columns, by the table's list of their names */
    size_t nextras;         /* the list may have grown since */
    void *pages;            /* link.c: the pages that show it */
    bool aside;
    bool faulty;            /* an error was reported about it */
    bool lost;              /* aside without an error: what it refers to was in a file that could not be read */
    Value *values[];        /* one a field; here, so that whoever walks through a million rows knows where they are */
};

typedef struct Site Site;

/* One collection's rows. */
typedef struct SiteTable {
    const Collection *collection;
    Row **rows;
    size_t count, room;
    size_t naside;          /* from the freeze on: so many set aside stand behind them, for explanations */
    const Str *extras;      /* names of unknown columns kept */
    size_t nextras;
    Map by_key;             /* key or further name -> first Row with it */
    struct SiteIndex **indexes; /* index.c: by field */
} SiteTable;

/*
 * Read every file below folder; shown is how messages call the folder ("content"). Content
 * errors are reported and set aside what they concern; NULL only when the folder cannot be read.
 * workers >= 1: threads that may read; the site is the same for any number of them. cache: where the texts of documents are kept as they
 * were read, without a folder for what is fresh; NULL: they are not. The site is the same with it and without. It lives in a.
 */
Site *site_load(Arena *a, const Model *model, const char *folder, Str shown, int workers, Cache *cache, Diag *d);
/* Drop what is aside from the lists; from now on queries may be made. */
void site_freeze(Site *s, Diag *d);
/* Give back what is not in the arena: the tables. */
void site_close(Site *s);

const Model *site_model(const Site *s);
const SiteTable *site_table(const Site *s, const Collection *c);
/* The row with this key (or other name it goes by), or NULL. Borrowed. */
const Row *site_find(const Site *s, const Collection *c, Str key);
/* The document with this path below content/, or NULL; any file that is there. */
const Row *site_document(const Site *s, Str path);
bool site_has_file(const Site *s, Str path);
/* The path below content/ of a file read, as its Row has it; empty for other sources. Borrowed. */
Str site_path(const Site *s, const Source *source);
/* The part of the whole that a file or folder of the content belongs to, by the path of messages; empty: the whole. */
Str site_scope(const Site *s, Str shown);
/* What messages call a file below content/. In a. */
Str site_shown(const Site *s, Arena *a, Str path);
/* Was a file of the collection lost (reported, its rows missing) that path, below content/, may refer to: one of the same part of
 * the whole, or either of them of the whole itself? */
bool site_lost(const Site *s, const Collection *c, Str path);
/* Was a file of the whole itself lost? Then nothing can be judged. */
bool site_lost_whole(const Site *s);
/* Where a file below content/ is on the disk. In a. */
const char *site_disk_path(const Site *s, Arena *a, Str path);
/* How many files were read, for the summary line; how many rows they have. */
size_t site_files(const Site *s);
size_t site_rows(const Site *s);

/* The value of a field; a NONE value when index is -1. */
const Value *row_value(const Row *row, int field);
Pos row_pos(const Row *row);
/* The place of a field's value, or of an item of it; the row's where it has none. */
Pos value_pos(const Row *row, const Field *field, const Value *value);
/* The tree of a document's text, which lives as long as the site or as a. */
const Node *row_tree(const Row *row, Arena *a);
/* Whether its text has a node of one of these kinds. */
bool row_has_kinds(const Row *row, NodeKinds kinds);
/* The row's key as text, empty when it has none. */
Str row_key(const Row *row);
/* A value in its normal form: 2025-09-03, 09:05, 是, 4.5, list items joined by 、. In a. */
Str value_text(Arena *a, const Value *value);
/* Set a row aside / note that it has an error (for checks made by scripts, before the freeze). */
void site_mark(Site *s, const Row *row, bool aside);

#endif
