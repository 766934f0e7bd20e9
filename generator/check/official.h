/*
 * official: a PDF measured against GB/T 9704-2012 (党政机关公文格式), whoever made it.
 *
 * Each deviation is a message of its own: page, what stands there, what is expected, by how many
 * millimetres it is off. Errors are what the standard rules out, warnings what it leaves some room
 * for (a face that stands in for another, a pitch that still gives 22 lines). What is where is found
 * from the page alone, so what cannot be found is not measured, and its absence is reported where the
 * standard wants it.
 */
#ifndef CHECK_OFFICIAL_H
#define CHECK_OFFICIAL_H

#include "base/diag.h"

/*
 * Measure a PDF. name is how messages call the file; the line of a message is its page. false: it
 * could not be read. *pages receives how many pages it has.
 */
bool official_check(Arena *a, Str name, Str bytes, size_t *pages, Diag *d);

#endif
