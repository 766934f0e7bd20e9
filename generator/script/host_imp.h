/*
 * host_imp: what the files of script/ share; nobody else includes it.
 *
 * Invariants. Every C function that scripts call may be left by an error of Lua at any call into
 * Lua: it holds nothing but arena memory. Scripts get at the Host only through such functions.
 */
#ifndef SCRIPT_HOST_IMP_H
#define SCRIPT_HOST_IMP_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <sys/types.h>

#include "base/map.h"
#include "base/pool.h"
#include "html/picture.h"
#include "html/stretch.h"
#include "html/style.h"
#include "script/host.h"
#include "site/link.h"
#include "site/store.h"

enum {
    HOST_PAGE_STEPS = 50000000,  /* instructions of a page or a book */
    HOST_PLAN_STEPS = 150000000, /* of the model, a check and the plan … */
    HOST_ROW_STEPS = 100000,     /* … and for each row of the site, for they see all */
    HOST_TABLE_STEPS = 2000000000, /* of the computed tables, some thousand a row of a million */
    HOST_HOOK_EVERY = 1000,      /* instructions between two looks */
    HOST_SOURCE_MOST = 256 << 10,
    HOST_TEXT_MOST = 1 << 20     /* bytes one string function may make */
};
enum { HOST_READY = 16 };
/* Bytes that a byte of Markdown may become as a tree. */
enum { MARKDOWN_COST = 10 };
#define HOST_PAGE_MEMORY ((size_t)64 << 20)
#define HOST_PLAN_MEMORY ((size_t)256 << 20)

/* What went wrong in a script, filled where it happened. */
typedef struct Failure {
    const Source *source;
    uint32_t line;
    Str message;
    Str chain; /* "a.lua:3 ← b.html:7": how it came there */
} Failure;

/* Markup that may be written as it is. */
typedef struct HostReady {
    Str markup;
    const HtmlMade *made; /* NULL: nothing is known of it */
} HostReady;

typedef struct Gate Gate; /* gate.c */
typedef struct Planned Planned; /* plan.c */
typedef struct Recording Recording; /* reads.c */
typedef struct Making Making; /* tables.c */

struct Host {
    Arena *a;
    HostOptions o;
    lua_State *L;
    Pool pool;                /* of L */
    size_t memory, memory_most;
    size_t memory_kept;       /* in use after the last collection */
    size_t page_bytes, markup_bytes; /* of the page, of the tree in a page before: the next is mostly as long */
    size_t values_kept;       /* made of values since they were last let go of */
    int64_t steps;            /* instructions left */
    size_t made, made_most;   /* bytes that scripts made in arenas, and how many they may */
    const char *stopped;      /* why no script may go on; NULL all is well */
    Failure failure;
    Map sources;              /* name of a chunk -> Source */
    Map templates;            /* path -> what render.c keeps */
    Styles *styles;           /* sheets in pages, as they were read */
    Model model;
    Site *site;
    bool frozen;              /* tables exist */
    size_t side_checks;       /* how many the model has, … */
    bool beside;              /* … which run here: nothing is set aside */
    Store *store;
    Making *making;           /* NULL: no tables are computed, or they are done */
    Planned *planned;
    Gate *gate;               /* NULL: there is none */
    Recording *recording;     /* NULL: nobody asked */
    Cache *cache;             /* NULL: none */
    const Diag *found;        /* what reading and checking had to say; NULL before that */
    Map blamed;               /* number of an item of the plan's messages, in digits -> Str, its part */
    Map outputs;              /* path of an output of an earlier round -> MadeOutput */
    Map shown;                /* keys of the documents that the job shows, paths of its tables */
    struct Files **files;     /* by collection: its files (sources.c); NULL: nobody asked */
    /* the job that runs */
    Diag *diag;
    Arena *job;               /* where its nodes live */
    uint32_t job_number;      /* 0: nodes live as long as the site */
    Map bodies;               /* path of a document -> its text, unpacked */
    Buf *out;                 /* page: what is written so far */
    Str page_path;            /* page: where it will stand */
    Buf urls_folder;          /* of the page whose addresses are kept (markup.c), … */
    size_t nurls;             /* … and how many they are */
    Map plain;                /* those that are of planned outputs, without a fragment */
    Arena *plain_arena;
    uint32_t urls_job;        /* the last job that asked for one */
    HostReady ready[HOST_READY]; /* what markup and picture made last */
    size_t nready;
    HtmlStretches stretches;  /* page: markup of trees in it */
    size_t pictures;          /* page: how many large ones it has so far */
    size_t names;             /* globals of the page before: the next has mostly as many */
    Round round;              /* of the output that is made */
    bool planning;            /* page{} and asset{} may be called */
    pid_t home;               /* the process that opened it */
    bool aged;                /* what lived at host_age is old */
    Visibility may_see;       /* the most secret fields that may be read */
};

Host *host_of(lua_State *L);

/* ---- host.c ---- */

/*
 * Call the function below its nargs arguments with limits on steps and more memory; what goes
 * wrong is reported in d under code. false: reported, nothing is on the stack. The only place
 * (with safe_pcall) that catches Lua's errors.
 */
typedef struct HostLimits {
    int64_t steps;
    size_t memory;
} HostLimits;
bool host_call(Host *h, int nargs, int nresults, HostLimits limits, const char *code, Diag *d);
/* Within a call: the function below its nargs arguments, without results. false: it failed, which was reported under code. What
 * ends a script for good passes through. */
bool host_try(lua_State *L, int nargs, const char *code);
/* The source under folder ("lua" or "templates"), read once. NULL: reported. */
const Source *host_source(Host *h, bool template, Str path, Diag *d);
/* Compile text and push the chunk; false: reported (syntax). name: as shown. */
bool host_load(Host *h, Str text, const Source *source, Diag *d);
/* The same of a template's Lua. */
bool host_load_template(Host *h, Str lua, const Source *source, Diag *d);
/* The script's own place right now, for messages and nodes. */
Pos host_where(lua_State *L, int level);
/* Raise an error in both languages at the caller's line. The two take the same arguments. */
int host_fail(lua_State *L, const char *zh, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));
/* Spend steps for work done in C. */
void host_spend(lua_State *L, size_t steps);
/* Account for bytes made in an arena, which Lua's own limit does not see. */
void host_charge(lua_State *L, size_t bytes);
/* What lives now stays: from here on only what is younger is looked through for garbage. */
void host_age(Host *h);
/* The limits of scripts that see the whole site. */
HostLimits host_plan_limits(const Host *h);
int host_pcall(lua_State *L);

/* ---- host_words.c: what Lua's English means ---- */

/* Hint at what a message of its parser, or of a script that ran, means; nothing where nothing is known of it. */
void host_hint_syntax(Diag *d, Str message);
void host_hint_running(Diag *d, Str message);
/* What it says of an argument of a function, in Chinese; else the message itself. */
Str host_chinese(Arena *a, Str message);

/* ---- audience.c ---- */

void audience_open(lua_State *L); /* inside as a global */
/* The job makes an output at this path. */
void audience_of_output(Host *h, Str path);
const char *audience_name(Visibility v);
/* Raise the error that such a field may not be read. */
void audience_refuse(lua_State *L, Str table, Str field, Visibility v);
void audience_check_field(lua_State *L, const Collection *c, const Field *f);
/* A file of the content is published as it is: so are all its columns. */
void audience_check_file(lua_State *L, Str path);
/* The rows of c as a whole: their number, bodies, places. */
void audience_check_rows(lua_State *L, const Collection *c);

/* ---- sandbox.c, match.c, seal.c ---- */

/* Make the table of all globals that scripts see; it stays in the registry as "globals". */
void sandbox_open(lua_State *L);
/* Push a fresh table of globals over the shared ones, with room for so many. strict: new globals are an error. */
void sandbox_env(lua_State *L, bool strict, size_t room);
int sandbox_require(lua_State *L);
/* Push the sorted keys of the real table at index; the list's own index. */
int sandbox_keys(lua_State *L, int index);
/* Push the table of globals itself, to add to it while opening. */
void sandbox_globals(lua_State *L);
/* Text of the value at index as print and {{ }} show it; pushed. */
Str sandbox_text(lua_State *L, int index);
void match_open(lua_State *L); /* find, match, gmatch, gsub into the table on top */
/* Replace the table on top by a read-only view of it, nested tables too. */
void seal_top(lua_State *L);
/* The same for one that holds no tables. */
void seal_flat_top(lua_State *L);
/* Seal what is in the table on top, but not that itself: nobody gets it. What was sealed is remembered, for many pages of the plan share it. */
void seal_shared_inside(lua_State *L);
/* The real table behind a sealed one at index, pushed; or a copy of the reference itself. */
void seal_push_real(lua_State *L, int index);

/* ---- bind.c ---- */

void bind_open(Host *h);      /* site, query and helpers as globals */
void bind_row(lua_State *L, const Row *row);
const Row *bind_to_row(lua_State *L, int index);   /* NULL: it is none */
const Row *bind_check_row(lua_State *L, int index);
void bind_site(lua_State *L);
void bind_forget(lua_State *L);                    /* let go of rows made so far */
void bind_begin_job(lua_State *L);                 /* let go of values where they are many */
void value_push(lua_State *L, const Field *f, const Value *v, bool resolved);
void bind_value(lua_State *L, const Row *row, int field, bool resolved); /* the same, of a row's field */
void bind_cell(lua_State *L, const StoreCell *cell);
const SiteTable *bind_check_collection(lua_State *L, int index);
int bind_query(lua_State *L);
/* check.c: push the function report{…}; run a list of checks kept in the registry. */
void check_push_report(lua_State *L);
bool check_run_all(Host *h, const char *key, HostLimits limits, Diag *d);
extern const char value_key[], late_key[]; /* value.c: where the model's functions are kept */
/* select.c: collection:where, collection:first; columns into the table on top. */
int select_where(lua_State *L);
int select_first(lua_State *L);
void select_open(lua_State *L);

/* ---- digits.c ---- */

/* A long run of digits: where it stands, its digits in half width (X may end it), and those with a - or a blank where something seen
 * stands between two, else a | where Han numerals meet others. */
typedef struct DigitRun {
    size_t start, end;
    Buf digits, groups;
} DigitRun;

/* What a look is for. Of a run of fewer digits than `whole` it is one only where `least` of them go on from one of the beginnings. */
typedef struct DigitScan {
    size_t least, whole;
    bool begins[100]; /* two digits */
} DigitScan;

/* How far a look has come; begin with {.scan = what it is for}. */
typedef struct DigitLook {
    const DigitScan *scan;
    size_t at;
    bool others; /* the second look, for runs without plain digits */
} DigitLook;

/* The next run in s: those with plain digits in order of places, then the others likewise. */
bool digits_next(Arena *a, Str s, DigitLook *look, DigitRun *run);

/* lint.c: put site.lint and site.words into the table on top. */
void lint_open(lua_State *L);
void diagnostics_open(lua_State *L); /* diagnostics.c: site.diagnostics */
/* picture_size.c: put site.picture into the table on top. */
void picture_size_open(lua_State *L);

/* ---- node.c, markup.c ---- */

void node_open(lua_State *L); /* doc.* */
void node_push(lua_State *L, const Node *node, uint32_t job);
const Node *node_to(lua_State *L, int index); /* NULL: it is none */
/* The children a table, string or node at index stands for. */
void node_kids(lua_State *L, int index, bool blocks, NodeList *list);
int node_make_table(lua_State *L); /* node_table.c */
VAlign node_valign(lua_State *L, Str name); /* "top", "middle", "bottom"; empty: the default */
int node_make_chart(lua_State *L); /* node_chart.c */
int node_make_figure(lua_State *L); /* node_picture.c */
int node_make_image(lua_State *L);
int node_make_qr(lua_State *L);
/* The field focus as words of a figure's class (pdf/block_image.c). */
/* How a picture is shown, from the table at index. false: the field is not there. */
bool look_take_aspect(lua_State *L, int index, const char *owner, int *across, int *down);
bool look_take_focus(lua_State *L, int index, const char *owner, int *x, int *y); /* per cent */
void node_take_focus(lua_State *L, Buf *classes, const char *owner);
int node_make_sheet(lua_State *L); /* node_sheet.c */
int node_make_frame(lua_State *L);
int node_make_ref(lua_State *L); /* node_ref.c */
int node_make_index_entry(lua_State *L);
int node_make_index(lua_State *L);
/* For constructors, whose one argument is a table: a node of it, refusing fields not known; … */
Node *node_begin(lua_State *L, NodeKind kind, const char *owner, const char *const *known);
void node_take_section(lua_State *L, Node *node, const char *owner); /* … its class and id; … */
Str node_address_at(lua_State *L, const char *field, const char *owner); /* … a field that is an address or a row; … */
const Node *node_caption(lua_State *L, const char *name); /* … inlines of a field, NULL: none; … */
int node_push_made(lua_State *L, const Node *node); /* … and the node, when it is done */
/* A script's text as text of a node: controls become blanks. */
Str node_text(lua_State *L, Str s);
int node_make_cell(lua_State *L);
int node_make_official(lua_State *L); /* node_official.c */
int node_like(lua_State *L);
void node_push_metatable(lua_State *L); /* what nodes answer to */
void markup_open(lua_State *L);
void made_open(lua_State *L); /* made */

/* ---- page_picture.c ---- */

void page_picture_open(lua_State *L); /* picture as a global */
/* The element of a planned picture on the page that is being made; sizes empty: as planned. */
void page_picture(Host *h, const PlannedAsset *asset, Str sizes, HtmlImage *image);
void markup_json(lua_State *L, Buf *b, int index, int depth);
/* Push markup that {{{ }}} need not look through; made: what is known of it, or NULL. Answers 1. */
int markup_push_ready(lua_State *L, Str markup, const HtmlMade *made);
/* NULL: s is none. */
const HostReady *markup_ready(const Host *h, Str s);

/* ---- render.c, plan.c, book.c, model_read.c, design.c ---- */

void render_open(lua_State *L);
/* Compile the template and what it names, once. false: reported. */
bool render_load(Host *h, Str path, Diag *d);
Str plan_path(const Host *h, size_t page);
Str plan_book_path(const Host *h, size_t book);
/* The asset planned for a file below content/ (or templates/) nearest to the page; NULL none. */
const PlannedAsset *plan_asset(const Host *h, Str from, bool template, Str page);
/* The copy of a book nearest to a page, its own path when there is none. */
Str plan_nearest_book(const Host *h, Str path, Str page);
/* The asset at this output path, or NULL; *refused: its picture cannot be read, which was reported. */
const PlannedAsset *plan_asset_at(const Host *h, Str path, bool *refused);
/* The sizes of a picture, from asset{} at 1. false: it cannot be read (reported). */
bool plan_picture(lua_State *L, PlannedAsset *asset);
bool plan_has(const Host *h, Str path); /* a page, asset or book at this output path */
Round plan_round(const Host *h, Str path); /* in which the output at this path is made; the first when there is none */
Round plan_book_round(const Host *h, size_t book);
Str plan_original(const Host *h, Str path); /* of the copy of a book the book's path; else path */
Str plan_page_path(lua_State *L, int index); /* of what page{} returned; empty: it is none */
int model_read(lua_State *L); /* (declaration): into host->model */
/* Plan the books of the publication scripts. */
bool book_plan(Host *h, Diag *d);
/* Note that something will stand at path; false: reported (not a path, or taken). */
bool plan_take_path(lua_State *L, Str path, Str scope, Diag *d);
/* The message reported last is the fault of this part, wherever it stands; empty: of whatever it stands in. */
void plan_blame(Host *h, const Diag *d, Str scope);
void plan_add_book(Host *h, PlannedBook book, int definition, int subject);
Str plan_book_scope(const Host *h, size_t book);
const PlannedPage *plan_page_at(const Host *h, size_t page);
void plan_note_sources(Host *h, Str page); /* the rows that it shows */
void plan_push_page(lua_State *L, size_t i);  /* its globals and template: two values */
bool plan_is_jacket(const Host *h, size_t i);
void plan_push_book(lua_State *L, size_t i);  /* definition and subject: two values */
/* Begin a job: nodes and results live in a. */
void host_begin_job(Host *h, Arena *a, Diag *d);

/* ---- sources.c ---- */

void sources_row(Host *h, const Row *row);
/* The files of these collections that belong to this part of the whole, or to the whole itself; of the whole's outputs all. A name
 * that is no collection is an error of the caller's. */
void sources_tables(Host *h, const Str *names, size_t n, Str scope);
void sources_tree(Host *h, const Node *node); /* what is printed of documents */

/* ---- reads.c: each does nothing without h->recording ---- */

void reads_open(Host *h);
void reads_close(Host *h);
void reads_begin(Host *h); /* a job begins */
void reads_planned(Host *h); /* site.lua has run */
void reads_note(Host *h, ReadKind kind, Str name);
void reads_template(Host *h, Str path); /* below templates/ */
void reads_require(lua_State *L, Str path); /* below lua/, by the script that runs; while recording */
void reads_place(Host *h, const Row *row, Str page);
void reads_tree(Host *h, const Node *node); /* the texts and, in a book, the pictures in it */
void reads_picture(Host *h, Str path);      /* below content/ */
void reads_valued(Host *h, Str document);   /* what was read since the job began was for values in it */

/* ---- making and reading tables: take.c ---- */

/* A field of the table at the top of the stack; host_set_text leaves out one that is empty. */
void host_set_str(lua_State *L, const char *name, Str s);
void host_set_text(lua_State *L, const char *name, Str s);

/* Named fields of the table at index; errors name owner and field. */
Str take_str(lua_State *L, int index, const char *name, const char *owner);    /* empty: none */
Str take_need(lua_State *L, int index, const char *name, const char *owner);
bool take_bool(lua_State *L, int index, const char *name);
int64_t take_int(lua_State *L, int index, const char *name, const char *owner, int64_t otherwise);
/* "25mm", "2.5cm", "16pt", "1in" or a number of points. false: none of these. */
bool take_length_at(lua_State *L, int index, Len *length);
Len take_length(lua_State *L, int index, const char *name, const char *owner, Len otherwise);
/* A colour "#2E7D6B"; false: there is none, *rgb stays. */
bool take_colour(lua_State *L, int index, const char *name, const char *owner, uint32_t *rgb);
/* Push the field when it is a table (or sealed one), else nothing: false. */
bool take_table(lua_State *L, int index, const char *name, const char *owner);
/* The field visible = "public" (or none), "internal", "never". */
Visibility take_visibility(lua_State *L, int index, const char *owner);
size_t take_strs(lua_State *L, int index, const char *name, const char *owner, const Str **list);
/* Refuse fields not in the list (NULL-ended). */
void take_known(lua_State *L, int index, const char *owner, const char *const *names);
/* A string at index copied into an arena. */
Str take_copy(lua_State *L, int index, Arena *a);
/* A plain value as a cell of a table, its text borrowed from the stack. false: no plain value. */
bool take_cell(lua_State *L, int index, StoreCell *cell);

#endif
