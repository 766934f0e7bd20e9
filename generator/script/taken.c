/* Output paths, looked up in lower case: nearly all are that already. */
#include "script/taken.h"

#include <string.h>

#include "site/link.h"
#include "text/unicode.h"

TakenPaths taken_paths_in(Arena *a)
{
    return (TakenPaths){.arena = a, .of = map_in(a), .folders = map_in(a)};
}

/* ASCII without capitals, as nearly all paths are. */
static bool is_lower(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] & 0x80) || (s.p[i] >= 'A' && s.p[i] <= 'Z'))
            return false;
    return true;
}

static Str lower(Arena *a, Str s)
{
    if (is_lower(s))
        return str_copy(a, s);
    Buf b = buf_in(a);
    uint32_t rune;
    buf_reserve(&b, s.n);
    for (size_t i = 0; i < s.n;) {
        if (!(s.p[i] & 0x80)) {
            char c = s.p[i++];
            buf_byte(&b, c >= 'A' && c <= 'Z' ? (char)(c | 32) : c);
            continue;
        }
        i += unicode_decode(s, i, &rune);
        buf_rune(&b, rune == UNICODE_BAD ? 0xFFFD : unicode_lower(rune));
    }
    return buf_view(&b);
}

/* Longer names of one file or folder cannot be stored; the lists are written by publish. */
static bool names_fit(Str path)
{
    enum { NAME_MOST = 240 };
    Str name;
    if (str_equal(path, STR("manifest.csv")) || str_equal(path, STR("withdrawn.csv")))
        return false;
    while (str_split(&path, '/', &name))
        if (name.n > NAME_MOST)
            return false;
    return true;
}

/* Blanks, controls, and what some system does not take in names. */
static bool is_forbidden(char c)
{
    static const bool marks[256] = {['\\'] = true, [':'] = true, ['*'] = true, ['?'] = true, ['"'] = true, ['<'] = true, ['>'] = true, ['|'] = true};
    return (unsigned char)c <= ' ' || marks[(unsigned char)c];
}

bool taken_is_path(Arena *a, Str path)
{
    Str normal;
    for (size_t i = 0; i < path.n; i++)
        if (is_forbidden(path.p[i]))
            return false;
    return path.n && path.n < 400 && names_fit(path) && unicode_check(path) == path.n &&
           link_normal(a, path, &normal) && str_equal(path, normal);
}

/* What stands where path or one of its folders would: "a" and "a/b" cannot both be files. */
static const Taken *in_the_way(const TakenPaths *p, Str path)
{
    const Taken *first = map_find(&p->of, path);
    first = first ? first : map_find(&p->folders, path);
    for (size_t i = str_find(path, STR("/"), 0); i < path.n && !first; i = str_find(path, STR("/"), i + 1))
        first = map_find(&p->of, str_slice(path, 0, i));
    return first;
}

const Taken *taken_add(TakenPaths *p, Str path, Pos pos)
{
    Str key = lower(p->arena, path);
    const Taken *first = in_the_way(p, key);
    if (first)
        return first;
    Taken *own = arena_new(p->arena, Taken);
    *own = (Taken){path, pos};
    *map_at(&p->of, key) = own;
    for (size_t i = str_find(key, STR("/"), 0); i < key.n; i = str_find(key, STR("/"), i + 1))
        *map_at(&p->folders, str_slice(key, 0, i)) = own;
    return NULL;
}

void taken_also(TakenPaths *p, Str path, Str named)
{
    *map_at(&p->of, lower(p->arena, named)) = map_find(&p->of, lower(p->arena, path));
}

const Taken *taken_find(const TakenPaths *p, Arena *scratch, Str path)
{
    const Taken *taken = map_find(&p->of, path);
    if (taken) /* it is in lower case */
        return taken;
    ArenaMark mark = arena_mark(scratch);
    taken = map_find(&p->of, lower(scratch, path));
    arena_release(scratch, mark);
    return taken;
}
