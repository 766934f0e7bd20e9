/*
 * len: lengths on paper and in drawings.
 *
 * A Len is 1/1000 point (1/72000 inch) as a 32-bit integer, origin top left, y down, so that
 * sums are exact and every build is byte-equal. The largest is 2.1 million points.
 * An Em is 1/1000 of the font size in use: what font tables and PDF widths speak.
 */
#ifndef BASE_LEN_H
#define BASE_LEN_H

#include <stdint.h>

typedef int32_t Len;
typedef int32_t Em;

#define LEN_PT(points) ((Len)((points)*1000))
/* 1 mm = 72/25.4 pt; a macro for constants, rounded half up. */
#define LEN_MM(mm) ((Len)((mm)*72000.0 / 25.4 + 0.5))

/* em thousandths of size, rounded half away from zero. */
static inline Len len_em(Em em, Len size)
{
    int64_t product = (int64_t)em * size;
    return (Len)((product + (product < 0 ? -500 : 500)) / 1000);
}

#endif
