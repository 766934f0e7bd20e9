/*
 * Long runs of digits in the authors' texts: what checks for personal numbers start from. All
 * sources are scanned at once in C, since a script would need minutes for what takes milliseconds.
 *
 * Full-width digits count; one blank, hyphen or zero-width character may stand between two digits. A run
 * touching a Latin letter is none (hashes, ids), but for an X at its end.
 */
#include <assert.h>
#include <string.h>

#include "script/host_imp.h"

/* A digit at offset i: its value and length in bytes; 0: none. */
static size_t digit_at(Str s, size_t i, char *digit)
{
    unsigned char c = i < s.n ? (unsigned char)s.p[i] : 0;
    if (c >= '0' && c <= '9') {
        *digit = (char)c;
        return 1;
    }
    if (c == 0xEF && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0xBC) {
        unsigned char last = (unsigned char)s.p[i + 2];
        *digit = (char)('0' + (last - 0x90));
        return last >= 0x90 && last <= 0x99 ? 3 : 0;
    }
    return 0;
}

/* One character that people put between the digits of a number. */
static size_t separator_at(Str s, size_t i)
{
    if (i >= s.n)
        return 0;
    if (s.p[i] == ' ' || s.p[i] == '-')
        return 1;
    if ((unsigned char)s.p[i] < 0xE2) /* mostly a comma or a Latin letter */
        return 0;
    static const char *const wide[] = {"\xE2\x80\x8B", "\xE3\x80\x80", "\xEF\xBC\x8D", NULL};
    for (const char *const *w = wide; *w; w++) /* zero-width space, ideographic space, full-width - */
        if (s.n - i >= 3 && memcmp(s.p + i, *w, 3) == 0)
            return 3;
    return 0;
}

static bool is_latin(Str s, size_t i)
{
    char c = i < s.n ? s.p[i] : 0;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_x(Str s, size_t i)
{
    return i < s.n && (s.p[i] == 'X' || s.p[i] == 'x');
}

/* The end of the run that starts with the digit at i; how many they are, and what they are when asked for. */
static size_t run_end(Str s, size_t i, size_t *count, Buf *digits)
{
    size_t end = i;
    char digit;
    for (*count = 0;; ++*count) {
        size_t n = digit_at(s, end, &digit), gap = 0;
        if (!n && end > i && (gap = separator_at(s, end)) != 0)
            n = digit_at(s, end + gap, &digit);
        if (!n)
            break;
        if (digits)
            buf_byte(digits, digit);
        end += gap + n;
    }
    if (!is_x(s, end) || is_latin(s, end + 1))
        return end;
    ++*count;
    if (digits)
        buf_byte(digits, 'X');
    return end + 1;
}

/* Whether one of eight bytes is what a digit may begin with (30 to 39, EF), or looks like it (3A to 3F). */
static bool may_hold_digit(const char *p)
{
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    uint64_t word;
    memcpy(&word, p, sizeof word);
    uint64_t digit = (word & ones * 0xF0) ^ ones * 0x30, wide = word ^ ones * 0xEF; /* zero bytes: 30-3F; EF */
    return (((digit - ones) & ~digit) | ((wide - ones) & ~wide)) & highs;
}

/* The next byte that a digit may begin with, from i on. */
static size_t skip_others(Str s, size_t i)
{
    while (s.n - i >= 8 && !may_hold_digit(s.p + i))
        i += 8;
    while (i < s.n && (unsigned char)(s.p[i] - '0') > 9 && (unsigned char)s.p[i] != 0xEF)
        i++;
    return i;
}

/* The rows of one file: they follow each other in their table, in order of their lines. */
typedef struct FileRows {
    const Source *source;
    Row *const *rows;
    size_t count;
} FileRows;

/* The row that the hit lies in, pushed, or nil: a document, or the row on that line. */
static void push_row_at(lua_State *L, const FileRows *file, uint32_t line)
{
    size_t low = 0, high = file->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (file->rows[middle]->line < line)
            low = middle + 1;
        else
            high = middle;
    }
    if (file->rows[0]->body)
        bind_row(L, file->rows[0]);
    else if (low < file->count && file->rows[low]->line == line)
        bind_row(L, file->rows[low]);
    else
        lua_pushnil(L);
}

static void push_hit(lua_State *L, const FileRows *file, const DigitRun *r)
{
    const Source *source = file->source;
    Pos pos = source_pos(source, r->start);
    Str raw = str_slice(source->text, r->start, r->end);
    lua_createtable(L, 0, 5);
    lua_pushlstring(L, r->digits.p, r->digits.n);
    lua_setfield(L, -2, "text");
    lua_pushlstring(L, raw.p, raw.n);
    lua_setfield(L, -2, "raw");
    lua_pushinteger(L, pos.line);
    lua_setfield(L, -2, "line");
    lua_pushinteger(L, pos.column);
    lua_setfield(L, -2, "column");
    lua_pushlightuserdata(L, (void *)(uintptr_t)source);
    lua_setfield(L, -2, "source");
    push_row_at(L, file, pos.line);
    lua_setfield(L, -2, "row");
}

bool digits_next(Arena *a, Str s, size_t *from, size_t least, DigitRun *run)
{
    char digit;
    assert(least > 0);
    for (size_t i = skip_others(s, *from), end; i < s.n; i = skip_others(s, end)) {
        size_t count;
        end = i + 1;
        if (!digit_at(s, i, &digit))
            continue;
        end = run_end(s, i, &count, NULL);
        assert(end > i && end <= s.n);
        if (count < least || (i && is_latin(s, i - 1)) || is_latin(s, end))
            continue;
        *run = (DigitRun){i, end, buf_in(a)};
        run_end(s, i, &count, &run->digits);
        *from = end;
        return true;
    }
    *from = s.n;
    return false;
}

static void scan(lua_State *L, int list, const FileRows *file, size_t least)
{
    Arena *a = host_of(L)->job;
    ArenaMark mark = arena_mark(a);
    DigitRun run;
    for (size_t at = 0; digits_next(a, file->source->text, &at, least, &run);) {
        push_hit(L, file, &run);
        lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
        arena_release(a, mark);
    }
}

/* site.digits(least): runs of at least so many digits in all sources, in order of files. */
static int site_digits(lua_State *L)
{
    Host *h = host_of(L);
    lua_Integer least = luaL_checkinteger(L, 1);
    lua_newtable(L);
    int list = lua_gettop(L);
    for (size_t i = 0; i < h->model.count; i++) {
        const SiteTable *t = site_table(h->site, &h->model.collections[i]);
        for (size_t j = 0, next; j < t->count; j = next) {
            FileRows file = {.source = t->rows[j]->source, .rows = t->rows + j};
            for (next = j; next < t->count && t->rows[next]->source == file.source; next++)
                file.count++;
            if (file.source)
                scan(L, list, &file, least > 0 ? (size_t)least : 1);
        }
    }
    return 1;
}

void digits_open(lua_State *L)
{
    lua_pushcfunction(L, site_digits);
    lua_setfield(L, -2, "digits");
}
