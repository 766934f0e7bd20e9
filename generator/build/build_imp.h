/*
 * build_imp: one build on its way; shared by build*.c only.
 *
 * Invariants. Jobs stand by rounds, ends[] is where each round's end; results[i] is of jobs[i]. The
 * caller alone has the Build; a worker has a copy of it as it was when it was forked, and tells what
 * it made by its payload. Scopes that have failed before the jobs are listed have none; of those
 * that fail later, again says whether the plan stands.
 */
#ifndef BUILD_BUILD_IMP_H
#define BUILD_BUILD_IMP_H

#include "build/book.h"
#include "build/build.h"
#include "build/jobs.h"
#include "build/links.h"
#include "build/project.h"
#include "build/publish.h"

/* Seconds a job may take before its worker is ended: a book of 2,000 pages takes some. */
enum { BOOK_SECONDS = 300 };

typedef enum OutputKind { OUTPUT_BOOK, OUTPUT_PAGE, OUTPUT_ASSET } OutputKind;

/* One job. By rounds; in the first, books before all else, for they take longest. */
typedef struct Job {
    OutputKind kind;
    size_t index; /* in its list of the plan */
    Str path, scope, from;
    bool withdrawn; /* a page that says so */
    size_t sheets;  /* pages of a book that was made */
} Job;

/* What is made of finished pages, in a folder of its own. */
typedef struct Derived {
    Str path, pages, scope;
    const PlannedSearch *search; /* one of the two */
    const PlannedFonts *fonts;
} Derived;

typedef struct Build {
    Arena *arena;
    const Options *o;
    Diag *d;
    Project project;
    Plan plan;
    Books books;
    Publish publish;
    Cache *cache;
    Job *jobs;
    size_t njobs, room;
    size_t ends[ROUNDS]; /* of the jobs of each round */
    size_t first;     /* of the jobs that run now */
    Map made;         /* path -> Output, as it will stand in the output folder: of the rounds that are done */
    Map told;         /* scope -> not NULL: those of later rounds know what this build has made of it */
    JobResult *results;
    Derived *derived;  /* of the plan; when they run, those that are made */
    size_t nderived;
    Map failed;       /* scope -> not NULL: has errors */
    Map held;         /* those of them that were known when the plan was made: site.absent */
    Map published;    /* paths that the output folder has */
    Map published_scopes;
    size_t begun_at;  /* in the messages: those before are of earlier attempts, whose failed parts are held */
    bool again;       /* a part failed while outputs were made: only another plan knows of it */
    Map planned;      /* scope -> not NULL: has outputs in the plan */
    bool worker_ready;
    LinksKnown known; /* in a worker */
    LinkPlaces places;
} Build;

/* ---- build_scope.c ---- */

bool build_has_failed(const Build *b, Str scope);
void build_fail_scope(Build *b, Str scope);
/* Mark the scope of every error so far, with whole also of those that belong to no part; after the jobs
 * only where a part is to blame, for a template's own error says nothing of what its page belongs to. */
void build_fail_scopes_of(Build *b, const Diag *d, bool whole);
/* Hold every part with errors. true: one was not held when the plan was made, and others may lead to what
 * will not be there, or say of what stays that it is as this build has made it. */
bool build_hold_failed(Build *b);
/* A part with a dead link is left out, with what others say of it: the next plan is made without it.
 * self is a Build. */
void build_hold_scope(void *self, Str scope);
/* By one of the patterns of --only, which commas part; without it, always. */
bool build_is_selected(const Options *o, Str path);
/* Will this stand as it was published? Not asked for by --only, or of a part that is held. */
bool build_is_left_alone(const Build *b, Str path, Str scope);
/* Say of every part with errors what has become of it. */
void build_note_kept(Build *b);

/* ---- build_job.c ---- */

void build_list_jobs(Build *b);
/* All rounds. false: reported, no worker could be started; what single jobs have become is in results. */
bool build_run_jobs(Build *b);
/* A worker reads the project and what was published, and writes the stage: a fault in a script or a
 * reader gets no further. self is a Build. */
void build_start_worker(void *self);

/* ---- build_settle.c ---- */

/* Lines "path sha256 size" of files that a job has written; those with a tab are of links, those with #
 * places of a book. part: of what pages load, which the manifest says. */
void build_collect_files(Build *b, Str scope, bool part, Str made);
/* Outputs of earlier builds, for scripts to ask about: all, or those that this one leaves alone.
 * Without a manifest nothing was published. */
void build_note_published(Build *b, bool all);
/* The jobs before end are done: what has failed stays as it was published, the others are as they
 * have become. */
void build_note_round(Build *b, size_t end);
/* Outputs that were made go to the manifest; under --publish a scope with a failed one is
 * taken back whole and what it has published is kept. false: reported, or again. */
bool build_settle(Build *b);

/* ---- build_derived.c ---- */

void build_list_derived(Build *b);
/* Is the file one of a folder that is made anew? */
bool build_is_derived(const Build *b, Str path);
/* Files that only a page of ours asks for, by names that change with every build. self is a Build. */
bool build_is_no_address(void *self, Str path);
/* Once the pages are in the stage. false: reported. */
bool build_run_derived(Build *b);

#endif
