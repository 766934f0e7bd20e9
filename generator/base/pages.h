/*
 * pages: memory asked of the system in whole huge pages.
 *
 * The system hands them out 2 MB at a time instead of stopping the program for each 4 KB, which took a sixth of the time of a large book.
 * That they are huge is a wish: where it is refused, pages are small.
 */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

enum { HUGE_PAGE = 1 << 21 /* of x86-64 and of ARM with pages of 4 KB; elsewhere merely a size */ };

/* Zeroed memory; a multiple of HUGE_PAGE is asked for. NULL: there is none. */
void *pages_map(size_t size);
void pages_unmap(void *pages, size_t size);

#endif
