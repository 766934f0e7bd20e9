/*
 * search: the indexes that the plan asks for, made of the pages that are about to be published.
 *
 * Invariants. A page that is not in the stage is in no index; one that was kept from an earlier
 * build is. Pages are taken in the order of their paths.
 */
#ifndef BUILD_SEARCH_H
#define BUILD_SEARCH_H

#include "build/publish.h"
#include "script/host.h"

/*
 * In a worker: write the index of the staged pages below search->pages into the stage. The paths and
 * sizes of its files go to made, "path sha256 size\n" each. false: reported.
 */
bool search_make(Arena *scratch, const Publish *p, const PlannedSearch *search, Buf *made, Diag *d);

#endif
