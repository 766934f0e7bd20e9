/* base: arenas, pools, strings, maps, diagnostics. */
#include "check.h"

#include "base/diag.h"
#include "base/map.h"
#include "base/pool.h"

/* What a thread has taken belongs to the caller, and goes with what it took since a mark. */
static void test_adopted(void)
{
    Arena *a = arena_open(), *other = arena_open();
    char *first = arena_raw(a, char, 10);
    memcpy(first, "ten bytes", 10);
    ArenaMark mark = arena_mark(a);
    char *small = arena_raw(other, char, 6), *large = arena_raw(other, char, 5 << 20);
    memcpy(small, "small", 6);
    large[0] = large[(5 << 20) - 1] = 'x';
    size_t used = arena_used(a) + arena_used(other);
    arena_adopt(a, other);
    CHECK(arena_used(a) == used && !strcmp(small, "small") && large[(5 << 20) - 1] == 'x');
    char *next = arena_raw(a, char, 4);
    memcpy(next, "abc", 4);
    CHECK(!strcmp(small, "small") && !strcmp(next, "abc"));
    arena_release(a, mark);
    CHECK(arena_used(a) < 100 && !strcmp(first, "ten bytes"));
    arena_adopt(a, arena_open());
    CHECK(arena_used(a) < 100);
    arena_close(a);
}

static void test_arena(Arena *a)
{
    ArenaMark mark = arena_mark(a);
    char *first = arena_alloc(a, 10);
    CHECK(first[9] == 0);
    first[0] = 'x';
    size_t used = arena_used(a);
    arena_alloc(a, 3u << 20);
    arena_release(a, mark);
    CHECK(arena_used(a) < used);
    char *again = arena_alloc(a, 10);
    CHECK(again[0] == 0); /* zeroed also when used before */
    int *items = NULL;
    size_t count = 0, room = 0;
    for (int i = 0; i < 1000; i++)
        arena_push(a, items, count, room, i);
    CHECK(count == 1000 && items[0] == 0 && items[999] == 999);
}

/* Emptied again and again: zeroed each time, and what is more than a page goes. */
static void test_arena_large(void)
{
    Arena *a = arena_open_large();
    for (size_t round = 1; round <= 3; round++) {
        char *first = arena_alloc(a, 100), *more = arena_alloc(a, round << 20);
        CHECK(first[0] == 0 && first[99] == 0 && more[0] == 0 && more[(round << 20) - 1] == 0);
        memset(first, 'x', 100);
        memset(more, 'y', round << 20);
        arena_reset(a);
        CHECK(arena_used(a) == 0);
    }
    arena_close(a);
}

/* Blocks of all sizes change their size and go, in an order by chance; each keeps its bytes, and none lies in another. */
static void test_pool(void)
{
    enum { BLOCKS = 300, ROUNDS = 20000, MOST = 2 * POOL_SMALL };
    Pool pool = {0};
    unsigned char *block[BLOCKS] = {0};
    size_t size[BLOCKS] = {0};
    uint32_t chance = 1;
    bool kept = true, aligned = true;
    for (int round = 0; round < ROUNDS; round++) {
        chance = chance * 1664525u + 1013904223u;
        size_t i = (chance >> 8) % BLOCKS, now = (chance >> 16) % MOST, n = size[i] < now ? size[i] : now;
        block[i] = pool_resize(&pool, block[i], size[i], now);
        for (size_t k = 0; k < n; k++)
            kept = kept && block[i][k] == (unsigned char)i;
        aligned = aligned && (uintptr_t)block[i] % POOL_STEP == 0 && !block[i] == !now;
        size[i] = now;
        if (now)
            memset(block[i], (int)i, now);
        if (round == ROUNDS / 2)
            pool_leave(&pool);
    }
    CHECK(kept && aligned);
    pool_close(&pool);
    CHECK(!pool.pieces && !pool.large);
    CHECK(!pool_resize(&pool, NULL, 0, SIZE_MAX)); /* more than there can be */
    pool_close(&pool);
}

/* Of what was left nothing is given out again but what came back since. */
static void test_pool_left(void)
{
#ifndef KANBEN_HOSTILE_ARENA /* there malloc gives out what it likes */
    enum { SIZE = 64, BLOCKS = 2000 }; /* more than the first piece holds */
    Pool pool = {0};
    char *kept = pool_resize(&pool, NULL, 0, SIZE), *waiting = pool_resize(&pool, NULL, 0, SIZE);
    CHECK(!pool_resize(&pool, waiting, SIZE, 0));
    const char *low = kept < waiting ? kept : waiting;
    pool_leave(&pool);
    bool apart = true;
    for (int i = 0; i < BLOCKS; i++) {
        const char *block = pool_resize(&pool, NULL, 0, SIZE);
        apart = apart && (block + SIZE <= low || block >= low + (32 << 10));
    }
    CHECK(apart);
    CHECK(!pool_resize(&pool, kept, SIZE, 0) && pool_resize(&pool, NULL, 0, SIZE) == kept);
    pool_close(&pool);
#endif
}

static void test_str(Arena *a)
{
    int64_t n;
    CHECK(str_to_int(STR("-9223372036854775808"), &n) && n == INT64_MIN);
    CHECK(str_to_int(STR("9223372036854775807"), &n) && n == INT64_MAX);
    CHECK(!str_to_int(STR("9223372036854775808"), &n));
    CHECK(!str_to_int(STR(""), &n) && !str_to_int(STR("-"), &n) && !str_to_int(STR("1 "), &n));
    Str rest = STR("a,,b"), piece;
    CHECK(str_split(&rest, ',', &piece) && str_equal(piece, STR("a")));
    CHECK(str_split(&rest, ',', &piece) && piece.n == 0);
    CHECK(str_split(&rest, ',', &piece) && str_equal(piece, STR("b")));
    CHECK(!str_split(&rest, ',', &piece));
    CHECK(str_equal(str_lower(a, STR("A@Z[a中Ａ")), STR("a@z[a中Ａ")) && str_equal(str_upper(a, STR("a`z{A中ａ")), STR("A`Z{A中ａ")));
    CHECK(str_find(STR("幼儿园园"), STR("园"), 0) == 6 && str_find(STR("abc"), STR("d"), 0) == 3);
    Buf b = buf_in(a);
    buf_rune(&b, 0x20BB7);
    buf_rune(&b, 'x');
    CHECK_TEXT(buf_view(&b), STR("𠮷x"), "beyond U+FFFF as UTF-8");
    Buf json = buf_in(a);
    buf_json(&json, STR("a\"\\</script>\n\xE2\x80\xA8"));
    CHECK_TEXT(buf_view(&json), STR("\"a\\\"\\\\\\u003C/script\\u003E\\n\\u2028\""), "JSON that may stand in a script");
    CHECK_TEXT(str_printf(a, "%0*d", 300, 7), str_printf(a, "%0300d", 7), "longer than the first room");
}

static Str json_of(Arena *a, Str text)
{
    Buf b = buf_in(a);
    buf_json(&b, text);
    return str_slice(buf_view(&b), 1, b.n - 1); /* without the quotes */
}

/* A character is written the same wherever it stands in a long text. */
static void test_json_anywhere(Arena *a)
{
    static const char *const shapes[] = {"\"", "\\", "<", ">", "&", "\n", "\x01", "\x1F", "\x7F", "\xE2\x80\xA9", "\xE2\x80\x9C", " ", "~", "刊"};
    static const char *const written[] = {"\\\"", "\\\\", "\\u003C", "\\u003E", "\\u0026", "\\n", "\\u0001", "\\u001F", "\\u007F", "\\u2029", "\xE2\x80\x9C", " ", "~", "刊"};
    Str filler = STR("0123456789abcdefghijklmnopqrstuvwxyz");
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++)
        for (size_t at = 0; at <= filler.n; at++) {
            Str before = str_slice(filler, 0, at), after = str_slice(filler, at, filler.n);
            Str text = str_printf(a, "%.*s%s%.*s", STR_ARG(before), shapes[k], STR_ARG(after));
            CHECK_TEXT(json_of(a, text), str_printf(a, "%.*s%s%.*s", STR_ARG(before), written[k], STR_ARG(after)), "in JSON");
        }
}

static void test_map(Arena *a)
{
    Map m = map_in(a);
    for (int i = 0; i < 5000; i++)
        *map_at(&m, str_printf(a, "key %d", i)) = (void *)(intptr_t)(i + 1);
    CHECK(m.count == 5000);
    CHECK((intptr_t)map_find(&m, STR("key 4999")) == 5000);
    CHECK(map_find(&m, STR("key 5000")) == NULL);
    CHECK_TEXT(m.entries[17].key, STR("key 17"), "walked in order of insertion");
}

static Str printed(Arena *a, const Diag *d, DiagStyle style)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    diag_print(d, style, f);
    fclose(f);
    Str copy = str_copy(a, (Str){text, n});
    free(text);
    return copy;
}

static void test_diag(Arena *a)
{
    const Source *s = source_make(a, STR("content/a.md"), STR("第一行\n标题：值 x\r\n\t末行"));
    CHECK(s->nlines == 3);
    CHECK_TEXT(source_line(s, 2), STR("标题：值 x"), "a line without its CRLF");
    CHECK(source_pos(s, 10).line == 2 && source_pos(s, 10).column == 1);
    CHECK(source_offset((Pos){s, 2, 4}) == 13);
    Diag d = diag_in(a);
    diag_warn(&d, "later", ((Pos){s, 3, 2}), "后面的", "the later one");
    diag_error(&d, "E01", ((Pos){s, 2, 7}), "此处是“%s”", "here stands \"%s\"", "：");
    diag_hint(&d, "改成半角", "make it half-width");
    diag_key(&d, STR("X-1"));
    diag_error(&d, "E01", ((Pos){s, 2, 7}), "此处是“%s”", "here stands \"%s\"", "：");
    diag_key(&d, STR("X-1"));
    diag_sort(&d);
    CHECK(d.count == 2 && d.nerrors == 1 && d.nwarnings == 1);
    CHECK_TEXT(printed(a, &d, (DiagStyle){0}),
               STR("content/a.md:2:3: 错误 E01: X-1：此处是“：”\n"
                   "     2 | 标题：值 x\n"
                   "       |     ^\n"
                   "  提示: 改成半角\n"
                   "content/a.md:3:2: 警告 later: 后面的\n"
                   "     3 |  末行\n"
                   "       |  ^\n"),
               "human, Chinese, caret by display width");
    CHECK_TEXT(printed(a, &d, (DiagStyle){.format = DIAG_SHORT, .english = true}),
               STR("content/a.md:2:3: error E01: X-1: here stands \"：\"\n"
                   "content/a.md:3:2: warning later: the later one\n"),
               "short, English");
    Buf wire = buf_in(a);
    diag_write(&d, &wire);
    Diag back = diag_in(a);
    CHECK(diag_read(&back, buf_view(&wire)) && back.count == 2 && back.nerrors == 1);
    CHECK_TEXT(printed(a, &back, (DiagStyle){0}), printed(a, &d, (DiagStyle){0}), "over a pipe and back");
    CHECK(!diag_read(&back, str_slice(buf_view(&wire), 0, 20)));
    Diag evil = diag_in(a);
    const Source *named = source_make(a, STR("a\nb\x1b[31m.md"), STR("\x1b]0;x\x07 \xE2\x80\xAE"));
    diag_error(&evil, "x", ((Pos){named, 1, 1}), "坏", "bad");
    CHECK_TEXT(printed(a, &evil, (DiagStyle){0}),
               STR("a\\x0Ab\\x1B[31m.md:1:1: 错误 x: 坏\n     1 | \\x1B]0;x\\x07 \\xE2\x80\xAE\n       | ^\n"),
               "controls cannot forge a line");
}

static Str excerpt_of(Arena *a, const char *line)
{
    Diag d = diag_in(a);
    diag_error(&d, "x", ((Pos){source_make(a, STR("t"), str_of(line)), 1, 1}), "坏", "bad");
    return d.items[0].excerpt;
}

static void test_masks(Arena *a)
{
    CHECK_TEXT(excerpt_of(a, "电话13800138000。"), STR("电话138****8000。"), "a mobile number is masked");
    CHECK_TEXT(excerpt_of(a, "138 0013 8000/138-0013-8000"), STR("138 **** 8000/138-****-8000"), "in groups too");
    CHECK_TEXT(excerpt_of(a, "１３８００１３８０００"), STR("１３８＊＊＊＊８０００"), "in full width too");
    CHECK_TEXT(excerpt_of(a, "ba7816bf8f01cfea414140de5d138001380001dae2223b00361a396177a9cb41"),
               STR("ba7816bf8f01cfea414140de5d138001380001dae2223b00361a396177a9cb41"), "a fingerprint is none");
    CHECK_TEXT(excerpt_of(a, "11010519491231002X"), STR("110**********1002X") , "an identity number");
    CHECK_TEXT(excerpt_of(a, "2025-09-03,2026-01-31 1234567890"), STR("2025-09-03,2026-01-31 1234567890"), "dates and short numbers stay");
}

static void test_words_are_masked(Arena *a)
{
    Diag d = diag_in(a);
    diag_words(&d, DIAG_ERROR, "x", (Pos){0}, STR("错：%s 13800138000"), STR("wrong: %s 13800138000"));
    diag_hint_words(&d, STR("改 13800138000"), STR("mend 13800138000"));
    CHECK_TEXT(d.items[0].zh, STR("错：%s 138****8000"), "words are no format");
    CHECK_TEXT(d.items[0].en, STR("wrong: %s 138****8000"), "masked in English too");
    CHECK_TEXT(d.items[0].hint_zh, STR("改 138****8000"), "and in what to do");
    CHECK_TEXT(d.items[0].hint_en, STR("mend 138****8000"), "and in what to do");
    CHECK(d.nerrors == 1);
}

static void test_secrets(Arena *a)
{
    Diag d = diag_in(a);
    const Source *source = source_make(a, STR("t"), STR("甲乙丙,a@b.cn\n"));
    diag_warn(&d, "y", ((Pos){source, 1, 1}), "第一列", "the first column");
    diag_error(&d, "x", ((Pos){source, 1, 11}), "这里有 a@b.cn", "here is a@b.cn");
    diag_secret(&d, STR("a@b.cn"));
    CHECK_TEXT(d.items[1].zh, STR("这里有 a*****"), "in its own words at once");
    CHECK_TEXT(d.items[1].excerpt, STR("甲乙丙,a*****"), "and in the line");
    diag_error(&d, "z", ((Pos){source, 1, 1}), "这里有 甲乙丙", "here is 甲乙丙");
    diag_secret(&d, STR("甲乙丙"));
    Buf wire = buf_in(a);
    diag_write(&d, &wire);
    Diag back = diag_in(a);
    CHECK(diag_read(&back, buf_view(&wire)));
    diag_sort(&back);
    for (size_t i = 0; i < back.count; i++)
        CHECK_TEXT(back.items[i].excerpt, STR("甲＊＊,a*****"), "in the lines of all other messages too");
}

static void test_filled(void)
{
    Arena *a = arena_open();
    const StrWord words[] = {{"from", STR("a.html")}, {"to", STR("{from}")}, {NULL, STR_NONE}};
    CHECK(str_equal(str_filled(a, STR("{from} -> {to}"), words), STR("a.html -> {from}")));
    CHECK(str_equal(str_filled(a, STR("{who}x{from"), words), STR("x")));
    CHECK(str_filled(a, STR(""), words).n == 0);
    arena_close(a);
}

int main(void)
{
    Arena *a = arena_open();
    test_arena(a);
    test_arena_large();
    test_adopted();
    test_pool();
    test_pool_left();
    test_str(a);
    test_json_anywhere(a);
    test_map(a);
    test_diag(a);
    test_masks(a);
    test_words_are_masked(a);
    test_secrets(a);
    arena_close(a);
    test_filled();
    return check_finish();
}
