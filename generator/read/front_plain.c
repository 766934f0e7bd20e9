/*
 * Fields as nearly all authors write them: `key: text`, quoted or not, [a, b], and lines of "- item", each in a line of
 * its own. libyaml takes twenty times as long for the same.
 *
 * What is read here must be what libyaml reads, to the place of every value. So anything that YAML could mean otherwise is
 * left to it: a sign that has a meaning, a value over two lines, a tab, a key that stands twice. Nothing is judged
 * here. (YAML 1.1, 5.3 indicators, 7.3 flow scalars; libyaml's scanner for what ends a plain one.)
 */
#include <string.h>

#include "read/front_imp.h"
#include "text/unicode.h"

enum {
    MANY = 32,    /* fields: few documents have more */
    FIELDS = 200, /* compared pairwise for repeats; and far fewer than are allowed */
    KEY = 100     /* bytes; YAML has no keys over 1024 */
};

typedef struct Plain {
    Arena *a;
    const Source *source;
    Str rest, line; /* what follows, and the line it is at; p of line is NULL behind the last one */
    uint32_t number; /* of line */
    bool good;
} Plain;

/* On to the next line that is neither empty nor a remark. */
static void step(Plain *p)
{
    Str line;
    do {
        p->number++;
        if (!str_split(&p->rest, '\n', &line)) {
            p->line = STR_NONE;
            return;
        }
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
    } while (!line.n || line.p[0] == '#');
    p->line = line;
}

static Pos pos_at(const Plain *p, size_t at)
{
    return (Pos){p->source, p->number, (uint32_t)at + 1};
}

static size_t blanks(Str line, size_t at)
{
    while (at < line.n && line.p[at] == ' ')
        at++;
    return at;
}

/* What a text without quotes may begin with: what has no meaning in front of anything. */
static bool is_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) || c == '_' || c == '/' || c == '(';
}

/* Does a text without quotes end at this byte, or mean something by it? In a list it is more. */
static bool is_sign(Str line, size_t at, bool listed)
{
    char c = line.p[at];
    if (c == ':')
        return listed || at + 1 == line.n || line.p[at + 1] == ' ';
    if (c == '#')
        return listed || line.p[at - 1] == ' ';
    return listed && strchr("[]{}?&*!|>'\"%@`", c) != NULL;
}

/* A text without quotes from at on, to the end of the line or, in a list, to what may end an item. */
static size_t bare(Plain *p, size_t at, bool listed, FrontValue *value)
{
    Str line = p->line;
    size_t from = at, end = at;
    p->good = is_start(line.p[at]);
    while (p->good && at < line.n && !(listed && (line.p[at] == ',' || line.p[at] == ']'))) {
        size_t run = line.p[at] & 0x80 ? unicode_run(line, at) : at;
        p->good = line.p[at] & 0x80 || !is_sign(line, at, listed);
        if (line.p[at] != ' ')
            end = run > at ? run : at + 1;
        at = run > at ? run : at + 1;
    }
    value->text = str_slice(line, from, end);
    p->good = p->good && !(listed && str_find(value->text, STR("，"), 0) < value->text.n); /* said by those who judge */
    return at;
}

/* A text in quotes that holds neither the quote nor what is more than itself. */
static size_t quoted(Plain *p, size_t at, FrontValue *value)
{
    Str line = p->line;
    const char *from = line.p + at + 1, *end = memchr(from, line.p[at], line.n - at - 1);
    size_t n = end ? (size_t)(end - from) : 0;
    value->quoted = true;
    value->text = (Str){from, n};
    p->good = end && !memchr(from, '\\', n) && !(line.p[at] == '\'' && end + 1 < line.p + line.n && end[1] == '\'');
    return at + n + 2;
}

/* The text at at (before the end of the line), and where it is over. */
static size_t scalar(Plain *p, size_t at, bool listed, FrontValue *value)
{
    char c = p->line.p[at];
    *value = (FrontValue){.kind = FRONT_SCALAR, .pos = pos_at(p, at)};
    return c == '"' || c == '\'' ? quoted(p, at, value) : bare(p, at, listed, value);
}

/* A list while it is read. */
typedef struct Items {
    FrontValue *list;
    size_t count, room;
} Items;

static void put_items(FrontValue *value, const Items *items)
{
    value->kind = FRONT_LIST;
    value->items = items->list;
    value->count = (uint32_t)items->count;
}

/* [a, "b"]: where it is over. */
static size_t flow(Plain *p, size_t at, FrontValue *value)
{
    Str line = p->line;
    Items items = {0};
    FrontValue item;
    *value = (FrontValue){.pos = pos_at(p, at)};
    at = blanks(line, at + 1);
    bool open = at < line.n && line.p[at] != ']';
    while (open && at < line.n) {
        at = blanks(line, scalar(p, at, true, &item));
        arena_push(p->a, items.list, items.count, items.room, item);
        open = p->good && at < line.n && line.p[at] == ',';
        at = open ? blanks(line, at + 1) : at;
    }
    put_items(value, &items);
    p->good = p->good && at < line.n && line.p[at] == ']';
    return at + 1;
}

/* What stands behind "key: " or "- " in the line: all of it. */
static void one_line(Plain *p, size_t at, FrontValue *value)
{
    at = p->line.p[at] == '[' ? flow(p, at, value) : scalar(p, at, false, value);
    p->good = p->good && blanks(p->line, at) >= p->line.n;
}

static bool is_item(Str line, size_t indent)
{
    return line.n > indent + 2 && line.p[indent] == '-' && line.p[indent + 1] == ' ';
}

/* Lines of "- item", all with the same indent; on to the line behind them. */
static void block(Plain *p, FrontValue *value)
{
    size_t indent = blanks(p->line, 0);
    Items items = {0};
    FrontValue item;
    *value = (FrontValue){.pos = pos_at(p, indent)};
    while (p->good && p->line.p && blanks(p->line, 0) == indent && is_item(p->line, indent)) {
        size_t at = blanks(p->line, indent + 2);
        p->good = at < p->line.n;
        if (!p->good)
            return;
        one_line(p, at, &item);
        arena_push(p->a, items.list, items.count, items.room, item);
        step(p);
    }
    put_items(value, &items);
}

/* A key of bytes that mean nothing else; the full-width colon is among those that somebody may have meant. */
static size_t key_length(Str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] != ':' && (is_start(line.p[n]) || (n && line.p[n] == '-')))
        n++;
    return n < line.n && line.p[n] == ':' && n <= KEY && !memchr(line.p, '\xEF', n) ? n : 0;
}

static bool is_listed(const FrontField *fields, size_t count, Str key)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(fields[i].key, key))
            return true;
    return false;
}

static void field(Plain *p, FrontField *f)
{
    size_t n = key_length(p->line), at = blanks(p->line, n + 1);
    p->good = n && (n + 1 == p->line.n || p->line.p[n + 1] == ' ');
    if (!p->good)
        return;
    f->key = str_slice(p->line, 0, n);
    f->key_pos = pos_at(p, 0);
    f->value = (FrontValue){.kind = FRONT_SCALAR, .pos = pos_at(p, n + 1)};
    if (at < p->line.n) {
        one_line(p, at, &f->value);
        step(p);
        return;
    }
    step(p);
    if (p->line.p && is_item(p->line, blanks(p->line, 0)))
        block(p, &f->value);
}

/* Tabs are told to their authors; U+FFFE and U+FFFF are nothing that YAML reads. */
static bool is_odd(Str header)
{
    return memchr(header.p, '\t', header.n) || str_find(header, STR("\xEF\xBF"), 0) < header.n;
}

bool front_plain(Arena *a, const Source *source, Str header, uint32_t line, Front *front)
{
    if (!header.n || is_odd(header))
        return false;
    Plain p = {a, source, header, STR_NONE, line - 1, true};
    FrontField *fields = arena_raw(a, FrontField, MANY), f = {0};
    size_t count = 0, fields_room = MANY;
    step(&p);
    while (p.good && p.line.p && count < FIELDS) {
        field(&p, &f);
        p.good = p.good && !is_listed(fields, count, f.key);
        arena_push(a, fields, count, fields_room, f);
    }
    if (!p.good || p.line.p)
        return false;
    front->fields = fields;
    front->count = (uint32_t)count;
    return true;
}
