/*
 * host: the project's own scripts (model, checks, plan, page templates, publications) in one
 * closed Lua state. The only folder with Lua.
 *
 * Life, in this order:
 *     Host *h = host_open(…);                            lua/ and templates/ found, nothing run
 *     const Model *m = host_model(h, d);                 runs lua/model.lua
 *     Site *s = site_load(…, m, …);
 *     host_check(h, s, d);                               the model's own checks over the rows
 *     fork; there host_check_beside(h, i, d);            those that nothing waits for, one by one
 *     site_freeze(s, d);
 *     host_tables_begin, _part, _end                     rows that scripts compute
 *     host_values(h, s, d);                              values into texts, the checks that query
 *     host_plan(h, s, &plan, d);                         runs templates/site.lua and publications
 *     host_gate_open(h, d);                              what no public output may say
 *     fork; in each worker host_worker(h, d); then host_render, host_book by index.
 *
 * Invariants. A job sees the state as the plan left it and what it changes does not reach the
 * next job: each runs with globals of its own over sealed modules. A script that runs too long,
 * takes too much memory or fails ends alone, with a message at its own file:line. Nothing here
 * reads a clock or a random number, and tables are walked in the order of their keys.
 */
#ifndef SCRIPT_HOST_H
#define SCRIPT_HOST_H

#include "html/stretch.h"
#include "pdf/page.h"
#include "site/cache.h"
#include "site/site.h"

typedef struct Host Host;

/*
 * Outputs are made in rounds. One of a later round may ask what those of earlier ones have become (made), of its own round
 * and later ones nothing is known. So nothing waits for itself.
 */
typedef enum Round {
    ROUND_FIRST,
    ROUND_TEXTS, /* pages planned with after_books = "first": they know the books of the first round */
    ROUND_BOOKS, /* books planned with after_books = true: they say what other outputs are */
    ROUND_PAGES, /* pages likewise */
    ROUNDS
} Round;

typedef struct HostOptions {
    const char *lua, *templates; /* folders */
    Str lua_shown, templates_shown; /* as messages call them: "lua", "templates" */
    int64_t as_of;               /* days from 1970-01-01: what scripts see as site.as_of */
    PrintMode print;             /* of all books, over their designs; AS_DESIGNED: none asked for */
    bool proof;                  /* the checks proofread too, and pages of books bear line numbers */
    bool draft;                  /* made to be looked at, not to be published: site.draft, and all books say so */
    bool record;                 /* note what each job reads, for host_reads */
    const Map *held;             /* parts of the whole that have errors, so that what they have published stays; filled before host_plan; NULL none */
    const Map *published;        /* paths of the published folder, which stay where a part is held */
} HostOptions;

/* One page, as planned. */
typedef struct PlannedPage {
    Str path;      /* below the output folder: site/a/index.html */
    Str template;  /* below templates/ */
    Str scope;     /* the part of the whole it belongs to; empty: the whole */
    bool withdrawn; /* it only says that what stood here was taken down */
    Round round;
    const Str *prints; /* collections whose rows it prints */
    size_t nprints;
} PlannedPage;

/* One size of a picture: the same pixels as WebP and as JPEG or PNG. */
typedef struct PlannedSize {
    uint32_t width, height;
    Str webp, plain; /* paths below the output folder */
    bool shared;     /* the same files as in a further shape, which has them made */
} PlannedSize;

/* A part of a picture, in pixels of the upright file, and its sizes from small to large. */
typedef struct PlannedShape {
    Str media, sizes; /* as HTML has them; media empty: where no other shape is asked for */
    uint32_t x, y, width, height;
    const PlannedSize *list;
    size_t count;
} PlannedShape;

/* A file to copy, or to convert when it is a picture. */
typedef struct PlannedAsset {
    Str from;      /* below content/; when template, below templates/; when book, the path of a book */
    bool template;
    bool book;     /* the same book in another place, so that a folder can be copied out alone */
    Str path;      /* below the output folder */
    Str scope;
    uint32_t width;  /* 0: as it is; else the picture is scaled down to this width at most */
    uint32_t height; /* 0: as the width says; else cropped to fill width x height */
    const PlannedShape *shapes; /* a picture in several sizes; path is one of them in the last shape */
    size_t nshapes;
} PlannedAsset;

typedef struct PlannedBook {
    Str path;      /* below the output folder: pdf/a-handbook.pdf */
    Str script;    /* below templates/ */
    Str title, scope;
    bool jacket;   /* not the book but its jacket */
    Round round;
} PlannedBook;

/* An index of the pages below a folder. */
typedef struct PlannedSearch {
    Str path;      /* its own folder: site/a/search */
    Str pages;     /* what the paths of the pages begin with: site/a/; path's folder or below it */
    Str scope;
} PlannedSearch;

/* A face of a site's fonts. */
typedef struct PlannedFace {
    Str name, role; /* as style sheets and fonts.lua call it */
    bool bold, rare; /* rare: Han that phones may not have, wherever they stand */
    Str marked;      /* else: what stands in elements with data-font of this value; empty: everything */
    Str characters;  /* else: these, whatever pages show of them */
    Str installed;   /* CSS: the fonts of the reader's machine that are taken instead; empty: none */
    Pos pos;
} PlannedFace;

/* Fonts cut to what the pages below a folder show. */
typedef struct PlannedFonts {
    Str path;      /* its own folder, with fonts.css in it */
    Str pages;     /* what the paths of the pages begin with */
    Str scope;
    const PlannedFace *faces;
    size_t nfaces;
} PlannedFonts;

/* Where authors write down that a page has moved, as site.lua says it; empty zh: it does not. */
typedef struct PlannedMoved {
    Str below;  /* addresses are told without this beginning */
    Str zh, en; /* with {from}, {to} and {day} */
} PlannedMoved;

typedef struct Plan {
    const PlannedPage *pages;
    size_t npages;
    const PlannedAsset *assets;
    size_t nassets;
    const PlannedBook *books;
    size_t nbooks;
    const PlannedSearch *searches;
    size_t nsearches;
    const PlannedFonts *fonts;
    size_t nfonts;
    PlannedMoved moved;
} Plan;

/* A file that goes along with a book: below content/, or made by the script. */
typedef struct BookFile {
    Str name, description;
    Str from;           /* below content/; empty: these bytes */
    Str bytes;
    Pos pos;            /* where the script asks for it */
} BookFile;

/* A book's tree and looks, ready for page_layout. */
typedef struct BookSource {
    Book about;         /* title, author, subject, keywords, language */
    Design design;
    bool jacket;        /* page_jacket is wanted, of what page_layout makes of it */
    const BookFile *files;
    size_t nfiles;
    const Node *root;   /* SECTION; addresses settled: "#id" inside the book or full */
} BookSource;

/* NULL: reported. Closed by host_close, or with the process. */
Host *host_open(Arena *a, const HostOptions *o, Diag *d);
void host_close(Host *h);
/*
 * In this process, from now on: several times a second of its work beat is called (from a signal handler) as long as a
 * script takes steps. So it can be told from one that hangs in what is no script, or waits. NULL: nobody asks.
 */
void host_heartbeat(void (*beat)(void));

/* Run lua/model.lua. NULL: reported. */
const Model *host_model(Host *h, Diag *d);
/* Run the model's checks; what they find is in d. false: a check itself failed (reported). */
bool host_check(Host *h, Site *s, Diag *d);
/*
 * Run the model's side checks, which set nothing aside: after host_check, in a process forked between it and the
 * freeze, whose only other use is to end. false: a check itself failed (reported).
 */
size_t host_side_checks(const Host *h);
bool host_check_beside(Host *h, size_t i, Diag *d);
/*
 * The tables that lua/tables.lua computes from the rows; without that file there are none. After the freeze, before
 * any store is opened: begin says in how many parts they are made; each part is made on its own, here or in
 * a process forked since, and packed; end takes all of them in their order. false: reported.
 */
bool host_tables_begin(Host *h, Site *s, size_t *nparts, Diag *d);
bool host_tables_part(Host *h, size_t i, Arena *scratch, Buf *packed, Diag *d);
bool host_tables_end(Host *h, const Str *packed, Diag *d);
/*
 * Put the values of {{expressions}} into bodies and texts, and run the model's late checks; what they find
 * is in d. After the tables; the only change to a frozen site. false: a script failed (reported).
 */
bool host_values(Host *h, Site *s, Diag *d);
/* What reading and checking had to say, for the office's outputs (site.diagnostics). Copied. */
void host_found(Host *h, const Diag *found);
/* Fonts of templates/fonts.lua. false: reported. */
bool host_fonts(Host *h, FontConfig *config, Diag *d);
/*
 * Find out what is to be made. Two outputs at one path, a path that leaves the folder or a
 * template that is not there are errors. false: the plan itself failed; else what is sound in
 * it is in *plan, in the order of declaration (books by script name).
 */
bool host_plan(Host *h, Site *s, Plan *plan, Diag *d);
/* The part whose fault message i of host_plan is though it stands elsewhere; empty: none. */
Str host_blamed(const Host *h, size_t i);

/* Whether an output at this path is for everybody: all that is not below internal/. */
bool audience_is_public(Str path);
/* Run lua/gate.lua, which says what no public output may hold; without it there is nothing. After the plan. */
bool host_gate_open(Host *h, Diag *d);
/* Whether there is an output of exactly this path in the plan, or a file of an index. */
bool host_is_planned(const Host *h, Str path);
/* Where words stand first in a template; the template as a whole when they do not. */
Pos host_template_pos(Host *h, Str template, Str words);
/* Whether there is something that outputs are to be looked through for. */
bool host_has_gate(const Host *h);
/*
 * Look through the path of an output of this scope and all its words (a line is what is read in one go). false:
 * it must not be published: reported, at the place where an author wrote it, the words themselves hidden.
 */
bool host_gate(Host *h, Str output, Str scope, Str words, Arena *scratch, Diag *d);

/* What pages find out about pictures is kept there; before workers fork. */
void host_use_cache(Host *h, Cache *cache);
/* In a worker, before its first job: its own connection to the tables. */
bool host_worker(Host *h, Diag *d);
/* What an output has become, for those of later rounds (made). Its texts are borrowed. */
typedef struct MadeOutput {
    uint64_t bytes, pages; /* pages: of a book, else 0 */
    Str sha256;
    Str places;            /* of a book made just now: lines "#page id"; empty: they are not known */
} MadeOutput;
/* The page, from 1, of a place in a book; 0: it has no such place. */
size_t made_place(Str places, Str id);
void host_made(Host *h, Str path, MadeOutput made);
/* Render page i of the plan into out, which is in scratch. false: reported. scratch lives until after the page is written. */
bool host_render(Host *h, size_t i, Arena *scratch, Buf *out, Diag *d);
/* What is known of the page that host_render made last. */
const HtmlStretches *host_stretches(const Host *h);
/* Whether an address in it is one that url() gave it or its neighbours, of an output of the plan without a fragment; false also: nobody knows. */
bool host_leads_plainly(const Host *h, Str address);
/* Make book i of the plan. false: reported. All in a. */
bool host_book(Host *h, size_t i, Arena *a, BookSource *book, Diag *d);

/* A figure to be explained, and what was said of whose it is: --NAME VALUE. */
typedef struct ExplainGiven {
    Str name, value;
} ExplainGiven;

typedef struct Explain {
    Str figure;
    const ExplainGiven *given;
    size_t ngiven;
    bool json, english;
} Explain;

typedef struct ExplainScope {
    Str name, value, zh, en; /* --name VALUE, and what it is */
} ExplainScope;

typedef struct ExplainScopes {
    const ExplainScope *items;
    size_t count;
} ExplainScopes;

/*
 * Explain a figure as lua/explain.lua does, after host_values. shown: the content folder as messages call it; faults:
 * what reading found, for rows set aside. false: reported (code "usage": no such figure or scope).
 */
bool host_explain(Host *h, Site *s, const Explain *asked, Str shown, const Diag *faults, Buf *out, Diag *d);
/* Which scopes lua/explain.lua takes, without a site. false: none, or reported. */
bool host_explain_scopes(Host *h, ExplainScopes *scopes, Diag *d);

/* The keys of the documents that the last host_render or host_book showed, sorted, ; between them. In a. */
Str host_sources(Host *h, Arena *a);

typedef enum ReadKind {
    READ_TEMPLATE,   /* files as messages show them: templates and publication scripts, */
    READ_SCRIPT,     /* modules below lua/, */
    READ_SHOWN,      /* documents that the plan says the page shows, */
    READ_CONTENT,    /* files of rows with a field looked at, and of text shown, */
    READ_PICTURE,    /* pictures and other files it shows or links */
    READ_COLLECTION, /* names: walked or searched from scripts, */
    READ_TABLE,      /* read by queries, computed ones too, */
    READ_OUTPUT,     /* paths of outputs that it asked about */
    READ_KINDS
} ReadKind;

/* In the order of reading, each once. */
typedef struct HostReads {
    Map of[READ_KINDS];   /* by ReadKind; the keys are what was read */
    Map plan[READ_KINDS]; /* what site.lua read before: any of it may be in the data of a page */
} HostReads;

/*
 * What the last host_render or host_book of this output (its path) read; with record only. What a
 * module remembered from an earlier job is not in it.
 */
const HostReads *host_reads(Host *h, Str output);

#endif
