/* site/cache: a hit is what was kept, of the same bytes; damage is a miss; old entries go. */
#include "check.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "site/cache.h"

static char folder[] = "/tmp/cache-test-XXXXXX";

static const char *below(Arena *a, const char *name) { return file_join(a, folder, str_of(name)); }

static Cache *open_cache(Arena *a)
{
    Cache *c = cache_open(a, below(a, "cache"), below(a, "fresh"));
    CHECK(c != NULL);
    return c;
}

static size_t entries(Arena *a, Str **names)
{
    Diag d = diag_in(a);
    size_t count = 0;
    CHECK(file_names(a, below(a, "cache"), names, &count, &d));
    return count;
}

static void set_age(const char *path, time_t days)
{
    struct timespec times[2];
    times[0].tv_sec = times[1].tv_sec = time(NULL) - days * 86400;
    times[0].tv_nsec = times[1].tv_nsec = 0;
    CHECK(utimensat(AT_FDCWD, path, times, 0) == 0);
}

static void test_builds(Arena *a)
{
    Str found, *names;
    Cache *c = open_cache(a);
    CHECK(!cache_find(c, a, STR("small a"), &found));
    cache_keep(c, STR("small a"), (Str){"a\0\n", 3});
    cache_keep(c, STR("nothing"), STR_NONE);
    CHECK(cache_find(c, a, STR("small a"), &found) && found.n == 3); /* another worker's, in the same build */
    CHECK(entries(a, &names) == 0);
    cache_settle(c);
    CHECK(entries(a, &names) == 2 && !file_exists(below(a, "fresh")));

    c = open_cache(a); /* the next build */
    CHECK(cache_find(c, a, STR("small a"), &found));
    CHECK_TEXT(found, ((Str){"a\0\n", 3}), "as it was kept");
    CHECK(cache_find(c, a, STR("nothing"), &found) && found.n == 0);
    CHECK(!cache_find(c, a, STR("small b"), &found));
    cache_settle(c);
}

/* Not used for longer than CACHE_DAYS: gone, unless this build has used it. */
static void test_old(Arena *a)
{
    Str found, *names;
    size_t count = entries(a, &names);
    for (size_t i = 0; i < count; i++)
        set_age(file_join(a, below(a, "cache"), names[i]), CACHE_DAYS + 1);
    Cache *c = open_cache(a);
    CHECK(cache_find(c, a, STR("small a"), &found));
    cache_settle(c);
    CHECK(entries(a, &names) == 1);
    CHECK(cache_find(c, a, STR("small a"), &found));
}

/* More than CACHE_BYTES: the oldest goes. */
static void test_large(Arena *a)
{
    Str found, *names;
    Diag d = diag_in(a);
    const char *large = below(a, "cache/0123456789012345678901234567890123456789012345678901234567890123");
    CHECK(file_write(large, STR("a"), &d) && truncate(large, CACHE_BYTES) == 0); /* a hole: no disk is filled */
    set_age(large, 1);
    Cache *c = open_cache(a);
    CHECK(cache_find(c, a, STR("small a"), &found));
    cache_settle(c);
    CHECK(!file_exists(large) && entries(a, &names) == 1);
}

static void test_damage(Arena *a)
{
    Str found, *names;
    Diag d = diag_in(a);
    CHECK(entries(a, &names) == 1);
    const char *path = file_join(a, below(a, "cache"), names[0]);
    Str whole;
    CHECK(file_bytes(a, path, &whole, &d));
    for (size_t n = 0; n < whole.n; n++) { /* cut, or one byte other */
        CHECK(file_write(path, str_slice(whole, 0, n), &d));
        CHECK(!cache_find(open_cache(a), a, STR("small a"), &found));
        Str other = str_copy(a, whole);
        ((char *)other.p)[n] ^= 1;
        CHECK(file_write(path, other, &d));
        CHECK(!cache_find(open_cache(a), a, STR("small a"), &found));
    }
}

/* A process alone: what it keeps is there at once, and what it uses stays young. */
static void test_alone(Arena *a)
{
    Str found;
    Cache *c = cache_open(a, below(a, "alone"), NULL);
    CHECK(c && !cache_find(c, a, STR("tide"), &found));
    cache_keep(c, STR("tide"), STR("high"));
    CHECK(cache_find(cache_open(a, below(a, "alone"), NULL), a, STR("tide"), &found) && str_equal(found, STR("high")));
    Diag d = diag_in(a);
    Str *names;
    size_t count;
    CHECK(file_names(a, below(a, "alone"), &names, &count, &d) && count == 1);
    const char *path = file_join(a, below(a, "alone"), names[0]);
    set_age(path, CACHE_DAYS);
    CHECK(cache_find(cache_open(a, below(a, "alone"), NULL), a, STR("tide"), &found) && file_age(path) < 86400);
    cache_keep(c, STR("tide"), STR("low")); /* in the place of the old */
    CHECK(cache_find(c, a, STR("tide"), &found) && str_equal(found, STR("low")));
    CHECK(file_remove_tree(below(a, "alone"), &d));
}

static void test_digest(Arena *a)
{
    Diag d = diag_in(a);
    const char *path = below(a, "photo");
    CHECK(file_write(path, STR("abc"), &d));
    Str digest = cache_digest(open_cache(a), path, STR_NONE);
    CHECK_TEXT(digest, STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), "SHA-256 of abc, FIPS 180-4");
    CHECK_TEXT(cache_digest(open_cache(a), path, STR("abc")), digest, "of bytes that are known");
    CHECK(cache_digest(open_cache(a), below(a, "missing"), STR_NONE).n == 0);
}

static void test_none(Arena *a)
{
    Str found;
    cache_keep(NULL, STR("a"), STR("b"));
    CHECK(!cache_find(NULL, a, STR("a"), &found) && cache_folder(NULL) == NULL);
    cache_settle(NULL);
    CHECK(cache_open(a, "/proc/cache", "/proc/fresh") == NULL); /* no place for one */
}

int main(void)
{
    Arena *a = arena_open();
    Diag d = diag_in(a);
    CHECK(mkdtemp(folder) != NULL);
    test_builds(a);
    test_old(a);
    test_large(a);
    test_damage(a);
    test_alone(a);
    test_digest(a);
    test_none(a);
    file_remove_tree(folder, &d);
    arena_close(a);
    return check_finish();
}
