/*
 * model: what kinds of documents and tables a project has, as plain data.
 *
 * Invariants. A Model is made by the script side from the project's own declaration and checked
 * by model_check; after that it never changes. Fields stand in the order declared, the parts of
 * the path that are no declared field behind them (captured). Field indexes are valid for the
 * values of every row of the collection. Nothing here knows what the collections are about.
 *
 * A path pattern is a relative path whose parts may hold {captures}: groups/{gid}/cases/{file}.md
 * A capture matches one or more bytes but no '/'.
 */
#ifndef SITE_MODEL_H
#define SITE_MODEL_H

#include "base/diag.h"

typedef enum FieldType {
    FIELD_STR,   /* one line of text */
    FIELD_TEXT,  /* text, may have line ends; Markdown where a template says so */
    FIELD_ID,    /* text that names something; white space inside is an error */
    FIELD_DATE, FIELD_MONTH, FIELD_TIME, FIELD_INT, FIELD_NUM, FIELD_BOOL,
    FIELD_LIST,  /* of texts: a YAML list, or a cell divided by 、 ； ; */
    FIELD_MAP,   /* of texts by key */
    FIELD_ROWS   /* a list of lines a|b|c with named parts */
} FieldType;

/* Who may see a field: never is for nobody outside the office, in any edition. */
typedef enum Visibility { VISIBLE_PUBLIC, VISIBLE_INTERNAL, VISIBLE_NEVER } Visibility;

/* What can be wrong with a value, each with a code, level and wording of the model's choice. */
typedef enum FaultKind {
    FAULT_MISSING,   /* required and blank */
    FAULT_BAD,       /* not of its type */
    FAULT_UNKNOWN,   /* not among the allowed values, or no such row */
    FAULT_REWRITTEN, /* understood, but not the normal form; silent unless it has a code */
    FAULT_UNIT,      /* a number with words behind it */
    FAULT_LIMIT,     /* too long, too large, too small */
    FAULT_DIFFERS,   /* not what the folder says */
    FAULT_FILE,      /* names a file that is not there */
    FAULT_FORMULA,   /* what a spreadsheet shows for a formula that failed */
    FAULT_KINDS
} FaultKind;

/* What can be wrong with a row or a file. */
typedef enum RowFaultKind {
    ROW_REPEATED,    /* the same row again */
    ROW_CLASH,       /* the same key with other content */
    ROW_COLUMNS,     /* not as many cells as the head */
    ROW_IGNORED,     /* blank or total line */
    ROW_UNKNOWN_KEY, /* a key or column the model does not have */
    ROW_NO_COLUMN,   /* a required column is missing */
    ROW_FAULT_KINDS
} RowFaultKind;

/* Code NULL: the engine's own code and level. zh and en empty: the engine's own words; else
 * {name} {value} {line} {want} in them stand for what was found. */
typedef struct Fault {
    const char *code;
    bool has_level;
    DiagLevel level;
    Str zh, en;
} Fault;

typedef struct Collection Collection;

typedef struct Field {
    Str name;             /* as the author writes it: front-matter key or column */
    Str key;              /* as scripts call it */
    FieldType type;
    Visibility visibility;
    bool required, captured;
    bool prose;           /* people's own words, which proofreading looks at */
    bool file;            /* its values name files below base (relative to the row's folder) */
    Str base;
    bool output;          /* its value is the path of something that is made */
    Str unit;             /* of measure, for people */
    Str target_name;      /* collection that it refers to; empty none */
    const Collection *target;
    const Str *allowed;   /* the only values; none when nallowed is 0 */
    size_t nallowed;
    const Str *also;      /* values allowed besides those of target */
    size_t nalso;
    const Str *parts;     /* ROWS: names of the parts */
    size_t nparts;
    Str fallback;         /* the value of a blank one, as written; empty none */
    Str lender, lent;     /* a blank one's is that of the field lent of the row that lender, a reference, means */
    int lender_at, lent_at; /* their numbers, by model_check; -1 none */
    Str equals;           /* the captured field whose text it must equal; empty none */
    Str pattern;          /* a script pattern the whole value must match; checked by script/ */
    bool has_min, has_max;
    int64_t min, max;     /* INT and NUM: whole numbers; LIST, ROWS: number of items */
    size_t max_length;    /* in characters; 0 no limit */
    Fault faults[FAULT_KINDS];
} Field;

typedef enum CollectionKind { COLLECTION_DOCUMENT, COLLECTION_TABLE, COLLECTION_FILE } CollectionKind;

struct Collection {
    Str name, label;      /* "cases"; what people call one of them */
    Str sheet;            /* TABLE: which sheet of a workbook; empty: the first */
    CollectionKind kind;
    Visibility visibility; /* of its rows; no field is less secret */
    Str pattern;
    Field *fields;
    size_t nfields;
    int key;              /* field index; -1 none */
    const int *names;     /* further fields by which rows are referred to */
    size_t nnames;
    const int *scope;     /* the key is unique among rows equal in these fields */
    size_t nscope;
    bool body_prose;      /* proofreading looks at the bodies of its documents */
    bool key_repeats;     /* several rows may have one key (periods of one thing) */
    Fault faults[ROW_FAULT_KINDS];
    size_t index;         /* in the model */
};

typedef struct Model {
    Collection *collections;
    size_t count;
    const Str *assets;    /* patterns with * and **: files that may stand in content besides */
    size_t nassets;
    const Str *totals;    /* first cells that mark a line of totals */
    size_t ntotals;
    bool values;          /* {{expressions}} in documents are for the scripts to fill in */
    Str scope_pattern;    /* pattern with {scope}: which part of the whole a file belongs to */
} Model;

/* Resolve targets and names; false: reported at pos (the declaration has no places of its own). */
bool model_check(Model *m, Pos pos, Diag *d);
const Collection *model_find(const Model *m, Str name);
/* By the name authors use or the key scripts use; -1: none. */
int model_field(const Collection *c, Str name);
int model_field_by_key(const Collection *c, Str key);
/* The scope of a file below content/, empty when it belongs to the whole. Borrowed from path. */
Str model_scope(const Model *m, Str path);

typedef struct Capture {
    Str name, value;
} Capture;
enum { MODEL_CAPTURES = 8 };

/* Match a whole path; the captures (at most MODEL_CAPTURES) are borrowed from both. */
bool model_match(Str pattern, Str path, Capture *captures, size_t *ncaptures);
/* Match with * (no '/') and ** (anything). */
bool model_glob(Str pattern, Str path);

#endif
