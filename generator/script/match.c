/*
 * find, match, gmatch and gsub with Lua's patterns (reference manual 6.4.1), written so that every
 * step is counted: a pattern such as ".-.-.-b" costs its script, not the build.
 *
 * The matcher walks pattern and subject by recursion on alternatives only; its depth is bounded. What a
 * call made is counted locally and spent from the script's budget in portions.
 */
#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "script/host_imp.h"

enum {
    CAPTURES_MOST = 32,
    DEPTH_MOST = 200,   /* nested alternatives, as in Lua's own matcher */
    PORTION = 4096      /* steps spent at a time */
};

typedef enum CaptureKind { CAPTURE_OPEN, CAPTURE_POSITION, CAPTURE_CLOSED } CaptureKind;

typedef struct Captured {
    size_t start, length;
    CaptureKind kind;
} Captured;

typedef struct Matcher {
    lua_State *L;
    Str s, p;
    int level; /* captures begun */
    Captured captures[CAPTURES_MOST];
    int depth;
    size_t steps;
    size_t lead, lead_end; /* the item of the pattern that every match begins with; lead_end 0: none such */
} Matcher;

static const size_t no_match = (size_t)-1;

static size_t match_here(Matcher *m, size_t s, size_t p);

static void count_step(Matcher *m)
{
    if (++m->steps < PORTION)
        return;
    m->steps = 0;
    host_spend(m->L, PORTION);
}

static unsigned char at(Str s, size_t i)
{
    return (unsigned char)s.p[i];
}

/* ---- single characters ---- */

/* The character class letter cl of the C locale; -1: it is no class. */
static int in_class(unsigned char c, unsigned char cl)
{
    bool in;
    switch (tolower(cl)) {
    case 'a': in = isalpha(c); break;
    case 'c': in = iscntrl(c); break;
    case 'd': in = isdigit(c); break;
    case 'g': in = isgraph(c); break;
    case 'l': in = islower(c); break;
    case 'p': in = ispunct(c); break;
    case 's': in = isspace(c); break;
    case 'u': in = isupper(c); break;
    case 'w': in = isalnum(c); break;
    case 'x': in = isxdigit(c); break;
    default: return -1;
    }
    return in != (isupper(cl) != 0);
}

static bool matches_class(unsigned char c, unsigned char cl)
{
    int in = in_class(c, cl);
    return in < 0 ? cl == c : in != 0;
}

/* The end of the single-character item that starts at p. */
static size_t item_end(Matcher *m, size_t p)
{
    assert(p < m->p.n);
    unsigned char c = at(m->p, p++);
    if (c == '%') {
        if (p >= m->p.n)
            luaL_error(m->L, "malformed pattern (ends with '%%')");
        return p + 1;
    }
    if (c != '[')
        return p;
    if (p < m->p.n && at(m->p, p) == '^')
        p++;
    do { /* the first ']' of a set stands for itself */
        if (p >= m->p.n)
            luaL_error(m->L, "malformed pattern (missing ']')");
        if (at(m->p, p++) == '%')
            p++;
    } while (p >= m->p.n || at(m->p, p) != ']');
    return p + 1;
}

/* Is c in the set p[from..to), to being its ']'? */
static bool in_set(const Matcher *m, unsigned char c, size_t from, size_t to)
{
    bool sense = true;
    size_t p = from + 1;
    if (at(m->p, p) == '^') {
        sense = false;
        p++;
    }
    while (p < to) {
        unsigned char one = at(m->p, p);
        if (one == '%' && p + 1 < to) {
            if (matches_class(c, at(m->p, p + 1)))
                return sense;
            p += 2;
        } else if (p + 2 < to && at(m->p, p + 1) == '-') {
            if (one <= c && c <= at(m->p, p + 2))
                return sense;
            p += 3;
        } else {
            if (one == c)
                return sense;
            p++;
        }
    }
    return !sense;
}

static bool matches_one(Matcher *m, size_t s, size_t p, size_t end)
{
    count_step(m);
    if (s >= m->s.n)
        return false;
    unsigned char c = at(m->s, s);
    switch (at(m->p, p)) {
    case '.': return true;
    case '%': return matches_class(c, at(m->p, p + 1));
    case '[': return in_set(m, c, p, end - 1);
    default: return at(m->p, p) == c;
    }
}

/* ---- repetition ---- */

static size_t match_most(Matcher *m, size_t s, size_t p, size_t end)
{
    size_t n = 0;
    while (matches_one(m, s + n, p, end))
        n++;
    for (;; n--) {
        size_t found = match_here(m, s + n, end + 1);
        if (found != no_match || n == 0)
            return found;
    }
}

static size_t match_least(Matcher *m, size_t s, size_t p, size_t end)
{
    for (;; s++) {
        size_t found = match_here(m, s, end + 1);
        if (found != no_match || !matches_one(m, s, p, end))
            return found;
    }
}

static size_t match_maybe(Matcher *m, size_t s, size_t p, size_t end)
{
    if (matches_one(m, s, p, end)) {
        size_t found = match_here(m, s + 1, end + 1);
        if (found != no_match)
            return found;
    }
    return match_here(m, s, end + 1);
}

/* ---- captures, balance, frontier ---- */

static size_t open_capture(Matcher *m, size_t s, size_t p, CaptureKind kind)
{
    if (m->level >= CAPTURES_MOST)
        luaL_error(m->L, "too many captures");
    m->captures[m->level++] = (Captured){s, 0, kind};
    size_t found = match_here(m, s, p);
    if (found == no_match)
        m->level--;
    return found;
}

static size_t close_capture(Matcher *m, size_t s, size_t p)
{
    int open = m->level - 1;
    while (open >= 0 && m->captures[open].kind != CAPTURE_OPEN)
        open--;
    if (open < 0)
        luaL_error(m->L, "invalid pattern capture");
    m->captures[open].length = s - m->captures[open].start;
    m->captures[open].kind = CAPTURE_CLOSED;
    size_t found = match_here(m, s, p);
    if (found == no_match)
        m->captures[open].kind = CAPTURE_OPEN;
    return found;
}

static size_t match_again(Matcher *m, size_t s, unsigned char digit)
{
    int which = digit - '1';
    if (which < 0 || which >= m->level || m->captures[which].kind == CAPTURE_OPEN)
        luaL_error(m->L, "invalid capture index %%%d in pattern", which + 1);
    Captured c = m->captures[which];
    host_spend(m->L, c.length / 16);
    bool same = m->s.n - s >= c.length && memcmp(m->s.p + c.start, m->s.p + s, c.length) == 0;
    return same ? s + c.length : no_match;
}

static size_t match_balance(Matcher *m, size_t s, size_t p)
{
    if (p + 1 >= m->p.n)
        luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    unsigned char open = at(m->p, p), close = at(m->p, p + 1);
    if (s >= m->s.n || at(m->s, s) != open)
        return no_match;
    for (size_t depth = 1, i = s + 1; i < m->s.n; i++) {
        count_step(m);
        if (at(m->s, i) == close) {
            if (--depth == 0)
                return i + 1;
        } else if (at(m->s, i) == open) {
            depth++;
        }
    }
    return no_match;
}

static bool at_frontier(Matcher *m, size_t s, size_t p, size_t end)
{
    unsigned char before = s == 0 ? 0 : at(m->s, s - 1), here = s < m->s.n ? at(m->s, s) : 0;
    return !in_set(m, before, p, end - 1) && in_set(m, here, p, end - 1);
}

/* ---- the walk ---- */

/* A pattern item that starts with '%' and is no single character: where it leaves subject and
 * pattern. false: it is one. */
static bool match_special(Matcher *m, size_t *s, size_t *p)
{
    unsigned char c = *p + 1 < m->p.n ? at(m->p, *p + 1) : 0;
    if (c == 'b') {
        *s = match_balance(m, *s, *p + 2);
        *p += 4;
    } else if (c == 'f') {
        if (*p + 2 >= m->p.n || at(m->p, *p + 2) != '[')
            luaL_error(m->L, "missing '[' after '%%f' in pattern");
        size_t end = item_end(m, *p + 2);
        *s = at_frontier(m, *s, *p + 2, end) ? *s : no_match;
        *p = end;
    } else if (c >= '0' && c <= '9') {
        *s = match_again(m, *s, c);
        *p += 2;
    } else {
        return false;
    }
    return true;
}

static size_t match_group(Matcher *m, size_t s, size_t p)
{
    if (at(m->p, p) == ')')
        return close_capture(m, s, p + 1);
    if (p + 1 < m->p.n && at(m->p, p + 1) == ')')
        return open_capture(m, s, p + 2, CAPTURE_POSITION);
    return open_capture(m, s, p + 1, CAPTURE_OPEN);
}

/* The end of the match of the pattern from p at s, or no_match. Single items without repetition
 * are a loop; whatever has a choice recurs. */
static size_t walk(Matcher *m, size_t s, size_t p)
{
    while (p < m->p.n) {
        unsigned char c = at(m->p, p);
        if (c == '(' || c == ')')
            return match_group(m, s, p);
        if (c == '$' && p + 1 == m->p.n)
            return s == m->s.n ? s : no_match;
        if (c == '%' && match_special(m, &s, &p)) {
            if (s == no_match)
                return no_match;
            continue;
        }
        size_t end = item_end(m, p);
        switch (end < m->p.n ? at(m->p, end) : 0) {
        case '*': return match_most(m, s, p, end);
        case '+': return matches_one(m, s, p, end) ? match_most(m, s + 1, p, end) : no_match;
        case '-': return match_least(m, s, p, end);
        case '?': return match_maybe(m, s, p, end);
        default:
            if (!matches_one(m, s++, p, end))
                return no_match;
            p = end;
        }
    }
    return s;
}

static size_t match_here(Matcher *m, size_t s, size_t p)
{
    assert(s <= m->s.n && p <= m->p.n);
    if (++m->depth > DEPTH_MOST)
        luaL_error(m->L, "pattern too complex");
    count_step(m);
    size_t found = walk(m, s, p);
    m->depth--;
    return found;
}

/* ---- results ---- */

static void push_capture(Matcher *m, int which, size_t start, size_t end)
{
    if (which >= m->level) {
        if (which != 0)
            luaL_error(m->L, "invalid capture index %%%d", which + 1);
        lua_pushlstring(m->L, m->s.p + start, end - start); /* no captures: the whole match */
        return;
    }
    Captured c = m->captures[which];
    if (c.kind == CAPTURE_OPEN)
        luaL_error(m->L, "unfinished capture");
    assert(c.start + c.length <= m->s.n);
    if (c.kind == CAPTURE_POSITION)
        lua_pushinteger(m->L, (lua_Integer)c.start + 1);
    else
        lua_pushlstring(m->L, m->s.p + c.start, c.length);
}

static int push_captures(Matcher *m, size_t start, size_t end, bool whole)
{
    int n = m->level == 0 && whole ? 1 : m->level;
    luaL_checkstack(m->L, n, "too many captures");
    for (int i = 0; i < n; i++)
        push_capture(m, i, start, end);
    return n;
}

static Matcher matcher(lua_State *L, Str s, Str p)
{
    return (Matcher){.L = L, .s = s, .p = p};
}

/* Behind the brackets that open captures: one character, there once at least. */
static void find_lead(Matcher *m)
{
    size_t p = 0;
    while (p < m->p.n && at(m->p, p) == '(')
        p += p + 1 < m->p.n && at(m->p, p + 1) == ')' ? 2 : 1;
    if (p + 1 >= m->p.n || strchr(")$", at(m->p, p)) || (at(m->p, p) == '%' && (isdigit(at(m->p, p + 1)) || strchr("bf", at(m->p, p + 1)))))
        return;
    size_t end = item_end(m, p);
    if (end < m->p.n && strchr("*?-", at(m->p, end)))
        return;
    m->lead = p;
    m->lead_end = end;
}

/* The first place from s on where a match may begin, found without a try of the whole pattern: most places are none. */
static size_t next_start(Matcher *m, size_t s)
{
    while (m->lead_end && s < m->s.n && !matches_one(m, s, m->lead, m->lead_end))
        s++;
    return s;
}

static size_t try_at(Matcher *m, size_t s, size_t p)
{
    m->level = 0;
    m->depth = 0;
    return match_here(m, s, p);
}

static Str check_str(lua_State *L, int index)
{
    Str s;
    s.p = luaL_checklstring(L, index, &s.n);
    return s;
}

/* An init argument as an offset; past the end: false. */
static bool start_of(lua_State *L, int index, size_t n, size_t *start)
{
    lua_Integer i = luaL_optinteger(L, index, 1);
    if (i < 0)
        i = (lua_Unsigned)-i > n ? 1 : (lua_Integer)n + i + 1;
    *start = i > 0 ? (size_t)i - 1 : 0;
    return *start <= n;
}

static bool is_plain(Str p)
{
    for (size_t i = 0; i < p.n; i++)
        if (memchr("^$*+?.([%-", p.p[i], 10))
            return false;
    return true;
}

static int find_plain(lua_State *L, Str s, Str p, size_t start)
{
    host_spend(L, (s.n - start) / 16);
    const char *found = p.n ? memmem(s.p + start, s.n - start, p.p, p.n) : s.p + start;
    if (!found)
        return luaL_pushfail(L), 1;
    lua_pushinteger(L, found - s.p + 1);
    lua_pushinteger(L, found - s.p + (lua_Integer)p.n);
    return 2;
}

static int search(lua_State *L, bool find)
{
    Str s = check_str(L, 1), p = check_str(L, 2);
    size_t start;
    if (!start_of(L, 3, s.n, &start))
        return luaL_pushfail(L), 1;
    if (find && (lua_toboolean(L, 4) || is_plain(p)))
        return find_plain(L, s, p, start);
    Matcher m = matcher(L, s, p);
    bool anchored = p.n && p.p[0] == '^';
    if (!anchored)
        find_lead(&m);
    for (size_t at_s = next_start(&m, start); at_s <= s.n; at_s = next_start(&m, at_s + 1)) {
        size_t end = try_at(&m, at_s, anchored);
        if (end != no_match) {
            if (!find)
                return push_captures(&m, at_s, end, true);
            lua_pushinteger(L, (lua_Integer)at_s + 1);
            lua_pushinteger(L, (lua_Integer)end);
            return push_captures(&m, at_s, end, false) + 2;
        }
        if (anchored)
            break;
    }
    return luaL_pushfail(L), 1;
}

static int string_find(lua_State *L)
{
    return search(L, true);
}

static int string_match(lua_State *L)
{
    return search(L, false);
}

/* upvalues: subject, pattern, where to go on, end of the last match (-1 none) */
static int gmatch_step(lua_State *L)
{
    Str s, p;
    s.p = lua_tolstring(L, lua_upvalueindex(1), &s.n);
    p.p = lua_tolstring(L, lua_upvalueindex(2), &p.n);
    size_t last = (size_t)lua_tointeger(L, lua_upvalueindex(4));
    Matcher m = matcher(L, s, p);
    find_lead(&m);
    for (size_t at_s = next_start(&m, (size_t)lua_tointeger(L, lua_upvalueindex(3))); at_s <= s.n; at_s = next_start(&m, at_s + 1)) {
        size_t end = try_at(&m, at_s, 0);
        if (end == no_match || end == last)
            continue;
        lua_pushinteger(L, (lua_Integer)end);
        lua_copy(L, -1, lua_upvalueindex(3));
        lua_replace(L, lua_upvalueindex(4));
        return push_captures(&m, at_s, end, true);
    }
    return 0;
}

static int string_gmatch(lua_State *L)
{
    Str s = check_str(L, 1);
    check_str(L, 2);
    size_t start;
    if (!start_of(L, 3, s.n, &start))
        start = s.n + 1;
    lua_settop(L, 2);
    lua_pushinteger(L, (lua_Integer)start);
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, gmatch_step, 4);
    return 1;
}

/* ---- gsub ---- */

static void add_template(Matcher *m, luaL_Buffer *b, Str t, size_t start, size_t end)
{
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] != '%') {
            luaL_addchar(b, t.p[i]);
            continue;
        }
        unsigned char c = ++i < t.n ? at(t, i) : 0;
        if (c == '%') {
            luaL_addchar(b, '%');
        } else if (c == '0') {
            luaL_addlstring(b, m->s.p + start, end - start);
        } else if (isdigit(c)) {
            push_capture(m, c - '1', start, end);
            luaL_tolstring(m->L, -1, NULL); /* a position is a number */
            lua_remove(m->L, -2);
            luaL_addvalue(b);
        } else {
            luaL_error(m->L, "invalid use of '%%' in replacement string");
        }
    }
}

/* Add what replaces s[start..end): the third argument is text, table or function. */
static void add_replacement(Matcher *m, luaL_Buffer *b, size_t start, size_t end)
{
    lua_State *L = m->L;
    switch (lua_type(L, 3)) {
    case LUA_TFUNCTION: {
        lua_pushvalue(L, 3);
        int n = push_captures(m, start, end, true);
        lua_call(L, n, 1);
        break;
    }
    case LUA_TTABLE:
        push_capture(m, 0, start, end);
        lua_gettable(L, 3);
        break;
    default: {
        Str t;
        t.p = lua_tolstring(L, 3, &t.n);
        add_template(m, b, t, start, end);
        return;
    }
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(b, m->s.p + start, end - start);
    } else if (!lua_isstring(L, -1)) {
        luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    } else {
        luaL_addvalue(b);
    }
}

static int string_gsub(lua_State *L)
{
    Str s = check_str(L, 1), p = check_str(L, 2);
    int type = lua_type(L, 3);
    luaL_argexpected(L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION ||
                     type == LUA_TTABLE, 3, "string/function/table");
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)s.n + 1), n = 0;
    bool anchored = p.n && p.p[0] == '^';
    Matcher m = matcher(L, s, p);
    size_t at_s = 0, last = no_match;
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    if (!anchored)
        find_lead(&m);
    while (n < most) {
        size_t start = next_start(&m, at_s);
        luaL_addlstring(&b, s.p + at_s, start - at_s);
        at_s = start;
        size_t end = try_at(&m, at_s, anchored);
        if (end != no_match && end != last) {
            n++;
            add_replacement(&m, &b, at_s, end);
            at_s = last = end;
        } else if (at_s < s.n) {
            luaL_addchar(&b, s.p[at_s++]);
        } else {
            break;
        }
        if (anchored)
            break;
    }
    if (at_s < s.n)
        luaL_addlstring(&b, s.p + at_s, s.n - at_s);
    luaL_pushresult(&b);
    lua_pushinteger(L, n);
    return 2;
}

void match_open(lua_State *L)
{
    static const luaL_Reg functions[] = {{"find", string_find}, {"match", string_match},
                                         {"gmatch", string_gmatch}, {"gsub", string_gsub},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
