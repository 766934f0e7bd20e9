/*
 * publish: outputs staged beside the published folder, then swapped in by one rename.
 *
 * Invariants. Readers see the old tree or the new one, whole, at every moment and after a kill
 * or a power cut: the stage is a folder of its own on the same file system, and RENAME_EXCHANGE
 * is one step. One build at a time works on an output folder (lock beside it). What a killed
 * build left behind is removed by the next. `manifest.csv` in the folder lists every file with
 * its scope (the part of the whole that it belongs to, e.g. one group), sorted by path; a folder
 * with anything else in it is never touched.
 */
#ifndef BUILD_PUBLISH_H
#define BUILD_PUBLISH_H

#include "base/file.h"

typedef struct Output {
    Str path;   /* below the output folder */
    Str scope;  /* empty: the whole's own */
    uint64_t size;
} Output;

typedef struct Publish {
    const char *out;    /* the published folder */
    const char *stage;  /* where new files are written until publish_finish */
    Output *outputs;
    size_t count, room;
} Publish;

/* Lock, clean up after killed builds, make an empty stage. false: reported. */
bool publish_begin(Arena *a, Publish *p, const char *out, Diag *d);
/* Note that a file of this size now stands in the stage. path and scope are borrowed. */
void publish_add(Arena *a, Publish *p, Str path, Str scope, uint64_t size);
/* Take over, unchanged, each published file that keep says yes to. false: reported. */
bool publish_keep(Arena *a, Publish *p, bool (*keep)(void *self, Str path, Str scope), void *self,
                  Diag *d);
/* Take back what was added to the stage for this scope. false: reported. */
bool publish_drop(Arena *a, Publish *p, Str scope, Diag *d);
/* Write the manifest and swap the stage in. false: reported, the published folder is as it was. */
bool publish_finish(Arena *a, Publish *p, bool durable, Diag *d);
/* Give up: remove the stage. */
void publish_abandon(Publish *p);

#endif
