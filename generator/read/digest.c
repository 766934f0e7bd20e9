/*
 * nettle comes with the preview's HTTP library (through GnuTLS), so it is on every machine anyway,
 * and has no state to set up.
 */
#include "read/digest.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

typedef struct sha256_ctx Sha;

static Str hexadecimal(Arena *a, Sha *sha)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_digest(sha, sizeof sum, sum);
    char *text = arena_array(a, char, DIGEST_LENGTH);
    for (size_t i = 0; i < sizeof sum; i++) {
        text[2 * i] = digits[sum[i] >> 4];
        text[2 * i + 1] = digits[sum[i] & 15];
    }
    return (Str){text, DIGEST_LENGTH};
}

static void add(Sha *sha, Str s)
{
    sha256_update(sha, s.n, (const uint8_t *)s.p);
}

Str digest_bytes(Arena *a, Str bytes)
{
    Sha sha;
    sha256_init(&sha);
    add(&sha, bytes);
    return hexadecimal(a, &sha);
}

Str digest_base64(Arena *a, Str bytes)
{
    Sha sha;
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_init(&sha);
    add(&sha, bytes);
    sha256_digest(&sha, sizeof sum, sum);
    char *text = arena_array(a, char, BASE64_ENCODE_RAW_LENGTH(sizeof sum));
    base64_encode_raw(text, sizeof sum, sum);
    return (Str){text, BASE64_ENCODE_RAW_LENGTH(sizeof sum)};
}

/* The next line without its end, which is LF, CR LF or CR. */
static Str take_line(Str *rest)
{
    size_t end = 0;
    while (end < rest->n && rest->p[end] != '\n' && rest->p[end] != '\r')
        end++;
    Str line = str_slice(*rest, 0, end);
    size_t past = end + (end < rest->n);
    if (end + 1 < rest->n && rest->p[end] == '\r' && rest->p[end + 1] == '\n')
        past++;
    *rest = str_slice(*rest, past, rest->n);
    return line;
}

Str digest_text(Arena *a, Str text)
{
    Sha sha;
    sha256_init(&sha);
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.n);
    size_t blank = 0; /* lines seen since the last that counts */
    bool begun = false;
    while (text.n) {
        Str line = take_line(&text);
        if (!str_trim(line).n) {
            blank++;
            continue;
        }
        for (; begun && blank; blank--)
            add(&sha, STR("\n"));
        blank = 0;
        begun = true;
        add(&sha, line);
        add(&sha, STR("\n"));
    }
    return hexadecimal(a, &sha);
}
