/* front_imp: what the files front*.c share. */
#ifndef READ_FRONT_IMP_H
#define READ_FRONT_IMP_H

#include "read/front.h"

/*
 * The fields between the marks, header, whose first line is that of this number, when they are written as nearly
 * all are: see front_plain.c. false: something else stands there, wrong or not; nothing is reported, and front is as it was.
 */
bool front_plain(Arena *a, const Source *source, Str header, uint32_t line, Front *front);

#endif
