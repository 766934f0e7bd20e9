/*
 * renamed: of the pages that are about to be taken down, which seem to stand at another address now.
 *
 * A page whose file was given another name leaves its old address dead without anybody's wish. Of the same part, a new page
 * with the same title or the same text is probably the same one; where two could be it, none is named.
 */
#ifndef BUILD_RENAMED_H
#define BUILD_RENAMED_H

#include "build/publish.h"
#include "script/host.h"

/* Before publish_finish, with what publish_gone found. published: the paths of the folder. Old path -> new path (Str *), in a. */
Map renamed_find(Arena *a, const Publish *p, const Map *published);

/* How it is told: where authors write down that a page moved, the day, the published folder. */
typedef struct RenamedWords {
    PlannedMoved moved;
    Str today;
    const char *out;
} RenamedWords;

/* Addresses that others may have kept: somebody has to see that they are gone there too. moved: of renamed_find. */
void renamed_tell(const Publish *p, const Map *moved, const RenamedWords *words, Diag *d);

#endif
