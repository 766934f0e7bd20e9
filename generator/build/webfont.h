/*
 * webfont: the fonts of a site, cut to the characters that its pages show.
 *
 * Invariants. Made of the pages that are about to be published, those kept from an earlier build included. Characters
 * that more than half of the pages show have files of their own, so that a page loads little beside what it needs. No file
 * is larger than WEBFONT_MOST: a face that would be is cut into several, of characters in the order in which pages show
 * them, the site's first page first. Pages for which the plan has other fonts, nearer to them, do not count, but for what a search
 * of these pages can find in them: the page of its results can show it. A face whose characters the plan names is one file,
 * the same for all pages. A file's name tells its content. Characters that the fonts do not have are left to the reader's own.
 */
#ifndef BUILD_WEBFONT_H
#define BUILD_WEBFONT_H

#include "build/publish.h"
#include "script/host.h"
#include "site/cache.h"

enum { WEBFONT_MOST = 4000 /* bytes; a face for titles needs some 250 a character */ };

/*
 * In a worker: write the fonts into the stage, and the style sheet fonts.css, which has all of them. A page with <style data-fonts>
 * is written anew: there it gets those that it shows something of, and loads no sheet. The paths and sizes of the files go to
 * made, "path sha256 size\n" each, those of such pages with a tab before them. false: reported.
 */
bool webfont_make(Arena *a, const Publish *p, const Fonts *fonts, Cache *cache, const Plan *plan, const PlannedFonts *planned,
                  Buf *made, Diag *d);

#endif
