/*
 * digest: fingerprints, SHA-256 (FIPS 180-4) in lower-case hexadecimal or base64. The only door to nettle.
 */
#ifndef READ_DIGEST_H
#define READ_DIGEST_H

#include "base/str.h"

enum { DIGEST_LENGTH = 64 };

/* Of these bytes as they are. In a. */
Str digest_bytes(Arena *a, Str bytes);
/* The same in base64 (RFC 4648), as policies of pages have it. In a. */
Str digest_base64(Arena *a, Str bytes);
/*
 * Of a text, whatever program saved it: every line ends in one line feed, blank lines before the
 * first and behind the last do not count, nor does a byte order mark. So a file of which another
 * editor changed only that keeps its fingerprint, and any other change gives another. In a.
 */
Str digest_text(Arena *a, Str text);

#endif
