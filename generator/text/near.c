/*
 * Optimal string alignment over runes, three rows at a time. The bound "a third of the word" lets
 * one slip pass in a word of two or three characters, as Chinese names are.
 */
#include "text/near.h"

#include <assert.h>
#include <limits.h>

#include "text/unicode.h"

static size_t runes_of(Str s, uint32_t *runes)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        if (n == NEAR_MAX)
            return 0;
        at += unicode_decode(s, at, &runes[n]);
        runes[n] = unicode_lower(runes[n]);
        n++;
    }
    return n;
}

static unsigned least_of(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned distance(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    assert(n <= NEAR_MAX && m <= NEAR_MAX);
    unsigned rows[3][NEAR_MAX + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            unsigned change = before[j - 1] + (a[i - 1] != b[j - 1]);
            now[j] = least_of(change, least_of(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least_of(now[j], earlier[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

Near near_to(Str word)
{
    return (Near){.word = word, .best = STR_NONE, .least = UINT_MAX};
}

/* How far apart two words are that are written nearly alike; UINT_MAX: they are not. */
static unsigned slip(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    size_t longer = n > m ? n : m, shorter = n < m ? n : m;
    unsigned most = longer < 3 ? 1 : (unsigned)(longer / 3);
    unsigned d = longer - shorter > most ? UINT_MAX : distance(a, n, b, m);
    return d <= most ? d : UINT_MAX;
}

static bool stands_at(const uint32_t *whole, const uint32_t *part, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (whole[i] != part[i])
            return false;
    return true;
}

/* What one word has beyond another that is a part of it, after all slips; UINT_MAX: it is none. */
static unsigned rest(const uint32_t *whole, size_t n, const uint32_t *part, size_t m)
{
    size_t least = part[0] < 0x2E80 ? 4 : 2; /* before the CJK blocks one character says little */
    if (m < least || m * 3 < n || m >= n)
        return UINT_MAX;
    if (stands_at(whole, part, m) || stands_at(whole + n - m, part, m))
        return NEAR_MAX + (unsigned)(n - m);
    for (size_t at = 1; at + m < n; at++)
        if (stands_at(whole + at, part, m))
            return 2 * NEAR_MAX + (unsigned)(n - m);
    return UINT_MAX;
}

void near_offer(Near *near, Str known)
{
    uint32_t a[NEAR_MAX], b[NEAR_MAX];
    size_t n = runes_of(near->word, a), m = runes_of(known, b);
    if (n < 2 || m < 2)
        return;
    unsigned d = slip(a, n, b, m);
    if (d == UINT_MAX)
        d = n > m ? rest(a, n, b, m) : rest(b, m, a, n);
    if (d < near->least) {
        near->least = d;
        near->best = known;
    }
}
