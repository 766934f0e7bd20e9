/*
 * publish: outputs staged beside the published folder, then swapped in by one rename.
 *
 * Invariants. Readers see the old tree or the new one, whole, at every moment and after a kill
 * or a power cut: the stage is a folder of its own on the same file system, and RENAME_EXCHANGE
 * is one step. What was published so before, byte for byte, stays the same file with its time, so that copies of the folder
 * elsewhere and readers' caches have nothing to do. One build at a time works on an output folder (lock beside it). What a
 * killed build left behind is removed by the next. `manifest.csv` in the folder lists every file, sorted
 * by path: size, fingerprint, edition (public, internal, draft; withdrawn: a page that only says that
 * something was taken down; part: of what pages load, whose names change with their content), scope (the part of the whole that it belongs to, e.g. one group), the keys of
 * the documents it shows, and the pages of a book. `withdrawn.csv` lists what was public once and is not any more, with the day; it
 * grows from build to build. A folder with anything else in it is never touched, and drafts and
 * publications never replace each other.
 */
#ifndef BUILD_PUBLISH_H
#define BUILD_PUBLISH_H

#include "base/file.h"
#include "base/map.h"

#define PUBLISH_DRAFT "draft"

typedef struct Output {
    Str path;    /* below the output folder; first, for str_order */
    Str scope;   /* empty: the whole's own */
    Str edition;
    Str sha256;
    Str sources; /* keys joined by ; */
    uint64_t size;
    uint64_t pages; /* of a book; 0: it is none */
} Output;

typedef struct Publish {
    const char *out;    /* the published folder */
    bool draft;
    bool locked;        /* by us: a second attempt begins with it */
    const char *stage;  /* where new files are written until publish_finish */
    FileFolder *last;   /* of the stage: where the last one was written */
    FileFolder *before; /* of the published folder: where the last one was looked at */
    bool again;         /* there is a published folder */
    Output *outputs;
    size_t count, room;
    size_t taken;       /* the first so many stand in the stage */
    bool looked;        /* publish_gone was here */
    const Output *gone; /* what was public in the published folder and is not any more */
    size_t ngone;
} Publish;

/* p is empty, or that of an attempt given up. Lock, clean up after killed builds, make an empty stage. false: reported. */
bool publish_begin(Arena *a, Publish *p, const char *out, bool draft, Diag *d);
/*
 * Put the bytes of an output into the stage; by a worker too. What the published folder has already, byte for byte, is not
 * written: the caller of publish_take takes that file over, so it keeps its time, and no disk is kept busy.
 */
bool publish_write(const Publish *p, Str path, Str bytes, Diag *d);
/* Is this what the published folder has at that path? */
bool publish_has(const Publish *p, Str path, Str bytes);
/* Take over what was not written because it was published so, of the outputs that were added since the last time. false: reported. */
bool publish_take(Publish *p, Diag *d);
/* Note that such a file now stands in the stage. Its texts are borrowed. */
void publish_add(Arena *a, Publish *p, Output output);
/* Take over, unchanged, each published file that keep says yes to. false: reported. */
bool publish_keep(Arena *a, Publish *p, bool (*keep)(void *self, Str path, Str scope), void *self,
                  Diag *d);
/* Pages that are other now: lines "\tpath sha256 size", and "\tpath sha256 size =" for those that were published so and are taken
 * over now; others are passed over. false: reported. */
bool publish_renew(Arena *a, Publish *p, Str lines, Diag *d);
/* The staged pages whose paths begin with prefix and that say more than that something was withdrawn, by path. In a. */
size_t publish_pages(Arena *a, const Publish *p, Str prefix, const Str **paths);
/* Take back what was added to the stage for this scope. false: reported. */
bool publish_drop(Arena *a, Publish *p, Str scope, Diag *d);
/*
 * When all is staged: find out what was public and goes, but for files that are no addresses for people, if it is asked
 * (NULL: all are). publish_finish does so else.
 */
void publish_gone(Arena *a, Publish *p, bool (*is_no_address)(void *self, Str path), void *self);
/* Write the lists and swap the stage in; today: as written in them. false: reported, the published folder is as it was. */
bool publish_finish(Arena *a, Publish *p, Str today, bool durable, Diag *d);
/* The lines of a manifest. false: it cannot be read, or is none (reported). */
bool publish_read(Arena *a, const char *manifest, const Output **outputs, size_t *count, Diag *d);
/* Note what the published folder has: its paths, and the parts that they are of. */
void publish_known(Arena *a, const char *out, Map *paths, Map *scopes);
/* Give up: remove the stage. */
void publish_abandon(Publish *p);

#endif
