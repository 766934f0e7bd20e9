/*
 * What no public output may say. lua/gate.lua names what to look for and judges what was found:
 *
 *     return function(site) return {
 *         {digits = 11, judge = function(hit) … end},           -- runs of at least so many digits
 *         {words = {"@", "…"}, judge = function(hit) … end},     -- wherever one of these stands
 *     } end
 *
 * The function runs once, after the plan, and sees everything, so words may come from secret fields. A
 * judge gets {text, raw, before, after} (of the same line) and answers nil or what is wrong: {zh, en, hint,
 * hint_en, code, secret = the words that must not be said}. All looking is done here, in one pass over the
 * words of an output; scripts are called for what was found only.
 */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "script/host_imp.h"

static const char gate_key[] = "gate";

enum {
    SCANS_MOST = 32,
    WORDS_MOST = 200000,    /* a county of ten thousand names, and room */
    CONTEXT = 96,           /* bytes of its line before and after a hit that a judge sees */
    HITS_MOST = 50,         /* reported for one output: who has more has seen enough */
    STARTS = 4096           /* places of the table of how words begin */
};

typedef struct Word {
    Str text;
    int scan;
    const struct Word *next; /* another that begins with the same character */
} Word;

struct Gate {
    size_t digits[SCANS_MOST]; /* 0: the scan looks for words */
    size_t nscans, nwords;
    Map words;                 /* first character -> Word */
    bool starts[STARTS];       /* by start_of: some word may begin so */
};

/* ---- reading lua/gate.lua ---- */

static size_t length_at(Str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return n < s.n - i ? n : s.n - i;
}

static size_t start_of(Str s, size_t i, size_t n)
{
    size_t hash = 0;
    for (size_t k = 0; k < n; k++)
        hash = hash * 31 + (unsigned char)s.p[i + k];
    return hash % STARTS;
}

static void add_word(Host *h, Str text, int scan)
{
    Gate *g = h->gate;
    if (!text.n)
        return;
    text = str_copy(h->a, text);
    size_t n = length_at(text, 0);
    Word *word = arena_new(h->a, Word);
    void **first = map_at(&g->words, str_slice(text, 0, n));
    *word = (Word){text, scan, *first};
    *first = word;
    g->starts[start_of(text, 0, n)] = true;
    g->nwords++;
}

/* One scan, at the top of the stack. */
static void read_scan(lua_State *L, int number)
{
    static const char *const known[] = {"digits", "words", "judge", NULL};
    Host *h = host_of(L);
    luaL_checktype(L, -1, LUA_TTABLE);
    int scan = lua_gettop(L);
    take_known(L, scan, "gate", known);
    if (lua_getfield(L, scan, "judge") != LUA_TFUNCTION)
        host_fail(L, "gate.lua 的每一项要有函数 judge", "each entry of gate.lua needs a function judge");
    lua_pop(L, 1);
    h->gate->digits[number] = (size_t)take_int(L, scan, "digits", "gate", 0);
    const Str *words;
    size_t n = take_strs(L, scan, "words", "gate", &words);
    if (h->gate->nwords + n > WORDS_MOST)
        host_fail(L, "gate.lua 的词多于%d个", "gate.lua has more than %d words", WORDS_MOST);
    for (size_t i = 0; i < n; i++)
        add_word(h, words[i], number);
}

/* (the module) */
static int read_gate(lua_State *L)
{
    Host *h = host_of(L);
    luaL_checktype(L, 1, LUA_TFUNCTION);
    bind_site(L);
    lua_call(L, 1, 1);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer n = luaL_len(L, 1);
    if (n > SCANS_MOST)
        host_fail(L, "gate.lua 最多%d项", "gate.lua has at most %d entries", SCANS_MOST);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, 1, i);
        read_scan(L, (int)i - 1);
        lua_pop(L, 1);
    }
    h->gate->nscans = (size_t)n;
    lua_pushvalue(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, gate_key);
    return 0;
}

static bool gate_is_there(const Host *h)
{
    Arena *scratch = arena_open();
    bool there = file_exists(file_join(scratch, h->o.lua, STR("gate.lua")));
    arena_close(scratch);
    return there;
}

bool host_gate_open(Host *h, Diag *d)
{
    if (!gate_is_there(h))
        return true;
    host_begin_job(h, h->a, d);
    h->may_see = VISIBLE_NEVER;
    HostLimits limits = host_plan_limits(h);
    h->gate = arena_new(h->a, Gate);
    *h->gate = (Gate){.words = map_in(h->a)};
    lua_pushcfunction(h->L, sandbox_require);
    lua_pushliteral(h->L, "gate");
    if (!host_call(h, 1, 1, limits, "gate", d))
        return false;
    lua_pushcfunction(h->L, read_gate);
    lua_insert(h->L, -2);
    return host_call(h, 1, 0, limits, "gate", d);
}

bool host_has_gate(const Host *h)
{
    return h->gate != NULL;
}

/* ---- looking ---- */

typedef struct Looking {
    Str output, scope, words;
    size_t line, line_end; /* of the line that is looked at */
    Map said;              /* secrets reported */
} Looking;

/* Not inside a character. */
static bool begins_character(Str s, size_t i)
{
    return i >= s.n || ((unsigned char)s.p[i] & 0xC0) != 0x80;
}

static void set_words(lua_State *L, const char *name, Str s)
{
    lua_pushlstring(L, s.p ? s.p : "", s.n);
    lua_setfield(L, -2, name);
}

static void push_found(lua_State *L, const Looking *k, Str text, Str groups, size_t start, size_t end)
{
    size_t from = start - k->line > CONTEXT ? start - CONTEXT : k->line;
    size_t to = k->line_end - end > CONTEXT ? end + CONTEXT : k->line_end;
    while (!begins_character(k->words, from))
        from++;
    while (to > end && !begins_character(k->words, to))
        to--;
    lua_createtable(L, 0, 5);
    set_words(L, "text", text);
    set_words(L, "groups", groups);
    set_words(L, "raw", str_slice(k->words, start, end));
    set_words(L, "before", str_slice(k->words, from, start));
    set_words(L, "after", str_slice(k->words, end, to));
}

/* Where an author wrote the words: first in the part that the output belongs to. */
static Pos written_at(const Host *h, Str words, Str scope)
{
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < h->model.count; i++) {
            const SiteTable *t = site_table(h->site, &h->model.collections[i]);
            const Source *last = NULL;
            for (size_t j = 0; j < t->count; j++) {
                const Source *source = t->rows[j]->source;
                bool here = str_equal(site_scope(h->site, source->path), scope) == (round == 0);
                size_t at = here && source != last ? str_find(source->text, words, 0) : source->text.n;
                last = source;
                if (at < source->text.n)
                    return source_pos(source, at);
            }
        }
    return (Pos){0};
}

/* Report what the judge answered, the table at the top of the stack; secret: the words found. */
static void report(lua_State *L, Looking *k, Str found)
{
    static const char *const known[] = {"zh", "en", "hint", "hint_en", "code", "secret", NULL};
    Host *h = host_of(L);
    int said = lua_gettop(L);
    take_known(L, said, "gate", known);
    Str zh = take_need(L, said, "zh", "gate"), en = take_str(L, said, "en", "gate");
    Str hint = take_str(L, said, "hint", "gate"), hint_en = take_str(L, said, "hint_en", "gate");
    Str secret = take_str(L, said, "secret", "gate"), code = take_str(L, said, "code", "gate");
    secret = secret.n ? secret : found;
    if (map_find(&k->said, secret) || k->said.count >= HITS_MOST)
        return;
    *map_at(&k->said, str_copy(h->job, secret)) = k;
    diag_report(h->diag, DIAG_ERROR, code.n ? str_c(h->job, code) : "gate", written_at(h, secret, k->scope),
                "%.*s（%.*s）", "%.*s (%.*s)", STR_ARG(zh), STR_ARG(k->output));
    if (hint.n)
        diag_hint(h->diag, "%.*s", "%.*s", STR_ARG(hint));
    diag_english(h->diag, str_printf(h->job, "%.*s (%.*s)", STR_ARG(en.n ? en : zh), STR_ARG(k->output)), hint_en.n ? hint_en : hint);
    diag_secret(h->diag, secret);
}

static void judge(lua_State *L, Looking *k, int scan, Str text, Str groups, size_t start, size_t end)
{
    luaL_checkstack(L, 10, NULL);
    lua_rawgetp(L, LUA_REGISTRYINDEX, gate_key);
    int list = lua_gettop(L);
    lua_geti(L, list, scan + 1);
    lua_getfield(L, -1, "judge");
    push_found(L, k, text, groups, start, end);
    lua_call(L, 1, 1);
    if (lua_istable(L, -1))
        report(L, k, str_slice(k->words, start, end));
    lua_settop(L, list - 1);
}

static void look_for_digits(lua_State *L, Looking *k, int scan)
{
    Arena *a = host_of(L)->job;
    Str line = str_slice(k->words, k->line, k->line_end);
    DigitRun run;
    for (DigitLook look = {.least = host_of(L)->gate->digits[scan]}; digits_next(a, line, &look, &run);)
        judge(L, k, scan, buf_view(&run.digits), buf_view(&run.groups), k->line + run.start, k->line + run.end);
}

static void look_at(lua_State *L, Looking *k, size_t i, size_t n)
{
    const Gate *g = host_of(L)->gate;
    if (!g->starts[start_of(k->words, i, n)])
        return;
    for (const Word *w = map_find(&g->words, str_slice(k->words, i, i + n)); w; w = w->next)
        if (str_starts(str_slice(k->words, i, k->line_end), w->text))
            judge(L, k, w->scan, w->text, STR_NONE, i, i + w->text.n);
}

/* (light userdata: the Looking) */
static int look(lua_State *L)
{
    Looking *k = lua_touserdata(L, 1);
    const Gate *g = host_of(L)->gate;
    for (; k->line < k->words.n; k->line = k->line_end + 1) {
        k->line_end = str_find(k->words, STR("\n"), k->line);
        for (size_t scan = 0; scan < g->nscans; scan++)
            if (g->digits[scan])
                look_for_digits(L, k, (int)scan);
        for (size_t i = k->line, n; g->nwords && i < k->line_end; i += n) {
            n = length_at(k->words, i);
            look_at(L, k, i, n);
        }
    }
    return 0;
}

bool host_gate(Host *h, Str output, Str scope, Str words, Arena *scratch, Diag *d)
{
    if (!h->gate)
        return true;
    host_begin_job(h, scratch, d);
    Buf all = buf_in(scratch);
    buf_printf(&all, "%.*s\n%.*s", STR_ARG(output), STR_ARG(words));
    Looking k = {.output = output, .scope = scope, .words = buf_view(&all), .said = map_in(scratch)};
    HostLimits limits = {HOST_PAGE_STEPS + (int64_t)words.n * 50, HOST_PAGE_MEMORY};
    lua_pushcfunction(h->L, look);
    lua_pushlightuserdata(h->L, &k);
    return host_call(h, 1, 0, limits, "gate", d) && !k.said.count;
}
