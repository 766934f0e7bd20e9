/*
 * asset: files beside the pages: copied, or pictures made anew in all the sizes that are planned.
 *
 * Invariants. Of a picture nothing but pixels is published, also of one that keeps its size. It is decoded
 * once for all its sizes, no larger than the largest of them needs, and not at all when the cache has them.
 */
#ifndef BUILD_ASSET_H
#define BUILD_ASSET_H

#include "build/options.h"
#include "script/host.h"
#include "site/cache.h"

typedef struct AssetFile {
    Str path, bytes;
    bool picture; /* made of pixels: it says nothing */
} AssetFile;

/* The files of an asset, that of its own path first. false: reported. All in a. */
bool asset_make(Arena *a, const Options *o, const Site *site, Cache *cache, const PlannedAsset *asset,
                const AssetFile **files, size_t *count, Diag *d);

#endif
