/*
 * Scans: what to look for in texts, and the walk over a text that finds it. lua/gate.lua uses them for what is published,
 * site.look for what the authors wrote, so that both find the same.
 *
 *     {digits = 11, …}            runs of at least so many digits (digits.c)
 *     {…, begins = {"13"}, whole = 15}  runs of fewer than 15 only where 11 digits go on from a 13
 *     {words = {"@", "…"}, …}      wherever one of these stands
 *     {…, except = {"…"}}          where one of these stands no word is found
 *
 * A text is walked line by line; of a hit one sees its own line only.
 */
#include "script/look.h"

#include <endian.h>
#include <string.h>

#include "text/unicode.h"

enum {
    SCANS_MOST = 32,
    WORDS_MOST = 200000,    /* a county of ten thousand names, and room */
    CONTEXT = 96,           /* bytes of its line before and after a hit that a judge sees */
    STARTS = 1 << 16,       /* places of the table of how words begin */
    EXCEPTED = -1           /* the scan of a word that is no hit */
};

/* Of a word its first bytes are looked at before anything else: so many, or all of a shorter one but for the next fewer. */
static const size_t start_bytes[] = {6, 4, 1};
enum { START_KINDS = sizeof start_bytes / sizeof *start_bytes };

typedef struct Word {
    Str text;
    int scan;
    const struct Word *next; /* another that begins with the same character */
} Word;

struct Scans {
    Arena *arena;
    DigitScan digits[SCANS_MOST]; /* of least 0: the scan looks for words */
    size_t count, nwords;
    Map words;                 /* first character -> Word */
    unsigned char kinds[256];  /* by a word's first byte: a bit for each of the start_bytes that some such word has */
    bool starts[STARTS];       /* by start_of: some word may begin so */
};

/* ---- what to look for ---- */

static size_t length_at(Str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return n < s.n - i ? n : s.n - i;
}

/* The first bytes of what stands at p, `left` bytes of it; none of them is behind the end. */
static inline uint64_t bytes_at(const char *p, size_t left)
{
    uint64_t bytes = 0;
    if (left >= sizeof bytes)
        memcpy(&bytes, p, sizeof bytes);
    else
        memcpy(&bytes, p, left);
    return le64toh(bytes);
}

/* The place of the first n < 8 of these bytes. */
static inline size_t start_of(uint64_t bytes, size_t n)
{
    bytes &= (UINT64_C(1) << n * 8) - 1;
    return (size_t)((bytes + n) * 0x9E3779B97F4A7C15ULL >> 48) % STARTS;
}

/* Which of the start_bytes a word has. */
static int start_kind(Str word)
{
    int kind = 0;
    while (word.n < start_bytes[kind])
        kind++;
    return kind;
}

static void add_word(Scans *g, Str text, int scan)
{
    if (!text.n)
        return;
    text = str_copy(g->arena, text);
    size_t n = length_at(text, 0);
    Word *word = arena_new(g->arena, Word);
    void **first = map_at(&g->words, str_slice(text, 0, n));
    *word = (Word){text, scan, *first};
    *first = word;
    int kind = start_kind(text);
    g->kinds[(unsigned char)text.p[0]] |= (unsigned char)(1 << kind);
    g->starts[start_of(bytes_at(text.p, text.n), start_bytes[kind])] = true;
    g->nwords++;
}

/* The fields of a scan for digits. */
static void read_digits(lua_State *L, int scan, DigitScan *digits, const char *where)
{
    enum { LONGEST = 32 };
    digits->least = (size_t)take_int(L, scan, "digits", where, 0);
    digits->whole = (size_t)take_int(L, scan, "whole", where, 0);
    const Str *begins;
    size_t n = take_strs(L, scan, "begins", where, &begins);
    if (digits->whole > LONGEST || (digits->whole && (digits->least < 3 || !n)))
        host_fail(L, "%s 的 whole 最多%d，与 digits（至少3）、begins 一起写", "whole of %s is %d at most and stands with digits (at least 3) and begins",
                  where, LONGEST);
    for (size_t i = 0; i < n; i++) {
        Str b = begins[i];
        if (b.n != 2 || !unicode_is_ascii_digit((unsigned char)b.p[0]) || !unicode_is_ascii_digit((unsigned char)b.p[1]))
            host_fail(L, "%s 的 begins 是两位数字：%.*s", "begins of %s are two digits each: %.*s", where, STR_ARG(b));
        digits->begins[(b.p[0] - '0') * 10 + b.p[1] - '0'] = true;
    }
}

/* One scan, at the top of the stack. */
static void read_scan(lua_State *L, Scans *g, const char *where)
{
    static const char *const known[] = {"digits", "begins", "whole", "words", "except", "judge", NULL};
    luaL_checktype(L, -1, LUA_TTABLE);
    int scan = lua_gettop(L), number = (int)g->count++;
    take_known(L, scan, where, known);
    read_digits(L, scan, &g->digits[number], where);
    const Str *words;
    size_t n = take_strs(L, scan, "words", where, &words);
    if (g->nwords + n > WORDS_MOST)
        host_fail(L, "%s 的词多于%d个", "%s has more than %d words", where, WORDS_MOST);
    for (size_t i = 0; i < n; i++)
        add_word(g, words[i], number);
    n = take_strs(L, scan, "except", where, &words);
    for (size_t i = 0; i < n; i++)
        add_word(g, words[i], EXCEPTED);
}

Scans *scans_read(lua_State *L, int list, Arena *a, const char *where)
{
    luaL_checktype(L, list, LUA_TTABLE);
    Scans *g = arena_new(a, Scans);
    *g = (Scans){.arena = a, .words = map_in(a)};
    lua_Integer n = luaL_len(L, list);
    if (n > SCANS_MOST)
        host_fail(L, "%s 最多%d项", "%s has at most %d entries", where, SCANS_MOST);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, list, i);
        read_scan(L, g, where);
        lua_pop(L, 1);
    }
    return g;
}

/* ---- the walk ---- */

/* Not inside a character. */
static bool begins_character(Str s, size_t i)
{
    return i >= s.n || ((unsigned char)s.p[i] & 0xC0) != 0x80;
}

void look_push_hit(lua_State *L, const Look *k, Str text, Str groups, size_t start, size_t end)
{
    size_t from = start - k->line > CONTEXT ? start - CONTEXT : k->line;
    size_t to = k->line_end - end > CONTEXT ? end + CONTEXT : k->line_end;
    while (!begins_character(k->words, from))
        from++;
    while (to > end && !begins_character(k->words, to))
        to--;
    lua_createtable(L, 0, 5);
    host_set_str(L, "text", text);
    host_set_str(L, "groups", groups);
    host_set_str(L, "raw", str_slice(k->words, start, end));
    host_set_str(L, "before", str_slice(k->words, from, start));
    host_set_str(L, "after", str_slice(k->words, end, to));
}

static void look_for_digits(lua_State *L, Look *k, int scan)
{
    Arena *a = host_of(L)->job;
    Str line = str_slice(k->words, k->line, k->line_end);
    DigitRun run;
    for (DigitLook look = {.scan = &k->scans->digits[scan]}; digits_next(a, line, &look, &run);)
        k->found(L, k, scan, buf_view(&run.digits), buf_view(&run.groups), k->line + run.start, k->line + run.end);
}

/* Whether a word of one of these kinds may begin with these bytes. */
static inline bool may_begin(const Scans *g, unsigned kinds, uint64_t bytes)
{
    for (size_t kind = 0; kind < START_KINDS; kind++)
        if ((kinds >> kind & 1) && g->starts[start_of(bytes, start_bytes[kind])])
            return true;
    return false;
}

/* The next character from i on with which some word may begin, or the end. */
static size_t next_start(const Scans *g, Str s, size_t i, size_t end)
{
    static const unsigned char lengths[16] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4}; /* of characters, by the first half byte */
    while (i < end) {
        unsigned char byte = (unsigned char)s.p[i];
        unsigned kinds = g->kinds[byte];
        if (kinds && may_begin(g, kinds, bytes_at(s.p + i, end - i)))
            return i;
        i += lengths[byte >> 4];
    }
    return end;
}

static void look_at(lua_State *L, Look *k, size_t i, size_t n)
{
    const Scans *g = k->scans;
    const Word *first = map_find(&g->words, str_slice(k->words, i, i + n));
    for (const Word *w = first; w; w = w->next)
        if (w->scan == EXCEPTED && str_starts(str_slice(k->words, i, k->line_end), w->text))
            return;
    for (const Word *w = first; w; w = w->next)
        if (w->scan != EXCEPTED && str_starts(str_slice(k->words, i, k->line_end), w->text))
            k->found(L, k, w->scan, w->text, STR_NONE, i, i + w->text.n);
}

void look_through(lua_State *L, Look *k)
{
    const Scans *g = k->scans;
    for (; k->line < k->words.n; k->line = k->line_end + 1) {
        k->line_end = str_find(k->words, STR("\n"), k->line);
        for (size_t scan = 0; scan < g->count; scan++)
            if (g->digits[scan].least)
                look_for_digits(L, k, (int)scan);
        for (size_t i = k->line, n; g->nwords && (i = next_start(g, k->words, i, k->line_end)) < k->line_end; i += n) {
            n = length_at(k->words, i);
            look_at(L, k, i, n);
        }
    }
}

/* ---- site.look ---- */

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

/* A source that is walked, and the list that its hits go to. */
typedef struct SourceLook {
    Look look; /* first: found gets it */
    FileRows file;
    int list;
} SourceLook;

static void set_place(lua_State *L, const SourceLook *s, size_t start)
{
    const Source *source = s->file.source;
    Pos pos = source_pos(source, start);
    Str collection = s->file.rows[0]->collection->name;
    lua_pushinteger(L, pos.line);
    lua_setfield(L, -2, "line");
    lua_pushinteger(L, pos.column);
    lua_setfield(L, -2, "column");
    lua_pushlightuserdata(L, (void *)(uintptr_t)source);
    lua_setfield(L, -2, "source");
    lua_pushlstring(L, collection.p, collection.n);
    lua_setfield(L, -2, "collection");
    push_row_at(L, &s->file, pos.line);
    lua_setfield(L, -2, "row");
}

/* A hit that the scan's judge, if it has one, has something to say of: most are none. */
static void collect(lua_State *L, Look *k, int scan, Str text, Str groups, size_t start, size_t end)
{
    const SourceLook *s = (const SourceLook *)k;
    luaL_checkstack(L, 10, NULL);
    int top = lua_gettop(L);
    look_push_hit(L, k, text, groups, start, end);
    lua_geti(L, 1, scan + 1);
    if (lua_getfield(L, -1, "judge") == LUA_TFUNCTION) {
        lua_pushvalue(L, top + 1);
        lua_call(L, 1, 1);
        if (!lua_istable(L, -1)) {
            lua_settop(L, top);
            return;
        }
        lua_setfield(L, top + 1, "found");
    }
    lua_settop(L, top + 1);
    lua_pushinteger(L, scan + 1);
    lua_setfield(L, -2, "scan");
    set_place(L, s, start);
    lua_rawseti(L, s->list, (lua_Integer)lua_rawlen(L, s->list) + 1);
}

static void look_through_table(lua_State *L, const SiteTable *t, const Scans *scans, int list)
{
    for (size_t j = 0, next; j < t->count; j = next) {
        SourceLook s = {.file = {.source = t->rows[j]->source, .rows = t->rows + j}, .list = list};
        for (next = j; next < t->count && t->rows[next]->source == s.file.source; next++)
            s.file.count++;
        if (!s.file.source)
            continue;
        s.look = (Look){.words = s.file.source->text, .scans = scans, .found = collect};
        look_through(L, &s.look);
    }
}

/* site.look(scans): what they find in all sources, whole files, in order of files. */
static int site_look(lua_State *L)
{
    Host *h = host_of(L);
    if (h->may_see == VISIBLE_PUBLIC)
        host_fail(L, "公开的输出不能用 site.look：它看得见内部的内容", "a public output cannot use site.look, which sees internal texts");
    const Scans *scans = scans_read(L, 1, h->job, "site.look");
    lua_newtable(L);
    int list = lua_gettop(L);
    for (size_t i = 0; i < h->model.count; i++)
        look_through_table(L, site_table(h->site, &h->model.collections[i]), scans, list);
    return 1;
}

void look_open(lua_State *L)
{
    lua_pushcfunction(L, site_look);
    lua_setfield(L, -2, "look");
}
