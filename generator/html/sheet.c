/*
 * The sheet is a flat list: rules, beginnings and ends of groups. A page's classes and ids are marked with the number of
 * the cut, so that nothing has to be cleared between two pages.
 */
#include "html/sheet.h"

#include <assert.h>

#include "base/map.h"
#include "html/attribute.h"
#include "html/syntax.h"

typedef enum ItemKind { ITEM_RULE, ITEM_OPEN, ITEM_CLOSE, ITEM_NAMED, ITEM_PLAIN } ItemKind;

typedef struct Name {
    uint64_t seen; /* the cut in whose page it last stood */
} Name;

typedef struct Selector {
    Str text;
    Name **needs;
    size_t nneeds, room;
} Selector;

/* RULE: selectors and body. OPEN: head. NAMED, PLAIN: all in head; NAMED is asked for as name. */
typedef struct Item {
    ItemKind kind;
    Str head, body, name;
    Selector *selectors;
    size_t nselectors, room;
} Item;

struct Sheet {
    Arena *a;
    Item *items;
    size_t count, room;
    Map classes, ids; /* -> Name */
    uint64_t cuts;
};

/* ---- reading ---- */

typedef struct Reader {
    Sheet *sheet;
    Str css;
    size_t at;
    size_t depth; /* groups that are open */
} Reader;

/* Behind the string or the comment that begins at `at`, else at. */
static size_t behind_opaque(Str s, size_t at)
{
    if (str_starts(str_slice(s, at, s.n), STR("/*"))) {
        size_t end = str_find(s, STR("*/"), at + 2);
        return end < s.n ? end + 2 : s.n;
    }
    if (s.p[at] != '"' && s.p[at] != '\'')
        return at;
    size_t end = at + 1;
    while (end < s.n && s.p[end] != s.p[at])
        end += s.p[end] == '\\' ? 2 : 1;
    return end < s.n ? end + 1 : s.n;
}

static bool is_tight(char c, const char *tight)
{
    return c && strchr(tight, c);
}

/* Without comments; runs of blanks are one, none beside a tight character. Strings stay as they are. */
static Str squeezed(Arena *a, Str s, const char *tight)
{
    Buf out = buf_in(a);
    bool blank = false;
    for (size_t i = 0, end; i < s.n; i = end) {
        end = behind_opaque(s, i);
        bool comment = end > i && s.p[i] == '/';
        if (comment || (end == i && html_is_blank(s.p[i]))) {
            blank = true;
            end += end == i;
            continue;
        }
        end += end == i;
        if (blank && out.n && !is_tight(out.p[out.n - 1], tight) && !is_tight(s.p[i], tight))
            buf_byte(&out, ' ');
        blank = false;
        buf_str(&out, str_slice(s, i, end));
    }
    if (out.n && out.p[out.n - 1] == ';' && is_tight(';', tight))
        out.n--;
    return buf_view(&out);
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || (c & 0x80);
}

static size_t name_end(Str s, size_t at)
{
    while (at < s.n && is_name_byte(s.p[at]))
        at++;
    return at;
}

static Name *name_of(Sheet *s, Map *names, Str text)
{
    void **place = map_at(names, text);
    if (!*place) {
        *place = arena_new(s->a, Name);
        *(Name *)*place = (Name){0};
    }
    return *place;
}

/* The classes and ids it asks for. One written with a backslash is taken for there. */
static void read_needs(Sheet *s, Selector *selector)
{
    Str text = selector->text;
    size_t depth = 0;
    for (size_t i = 0, end; i < text.n; i = end) {
        char c = text.p[i];
        end = behind_opaque(text, i);
        if (end > i)
            continue;
        end = i + 1;
        depth += c == '(' || c == '[';
        depth -= depth && (c == ')' || c == ']');
        if (depth || (c != '.' && c != '#'))
            continue;
        end = name_end(text, i + 1);
        if (end > i + 1 && (end == text.n || text.p[end] != '\\'))
            arena_push(s->a, selector->needs, selector->nneeds, selector->room,
                       name_of(s, c == '.' ? &s->classes : &s->ids, str_slice(text, i + 1, end)));
    }
}

static void put_selector(Sheet *s, Item *item, Str text)
{
    Selector selector = {.text = str_trim(text)};
    read_needs(s, &selector);
    arena_push(s->a, item->selectors, item->nselectors, item->room, selector);
}

/* At the commas that part selectors. */
static void read_selectors(Sheet *s, Item *item, Str head)
{
    size_t depth = 0, from = 0;
    for (size_t i = 0, end; i < head.n; i = end) {
        end = behind_opaque(head, i);
        if (end > i)
            continue;
        end = i + 1;
        depth += head.p[i] == '(' || head.p[i] == '[';
        depth -= depth && (head.p[i] == ')' || head.p[i] == ']');
        if (head.p[i] == ',' && !depth) {
            put_selector(s, item, str_slice(head, from, i));
            from = end;
        }
    }
    put_selector(s, item, str_slice(head, from, head.n));
}

/* Up to one of the stops, or the end. */
static Str take_until(Reader *r, const char *stops)
{
    size_t from = r->at;
    while (r->at < r->css.n && !strchr(stops, r->css.p[r->at])) {
        size_t end = behind_opaque(r->css, r->at);
        r->at = end > r->at ? end : r->at + 1;
    }
    return str_slice(r->css, from, r->at);
}

/* Behind the '{', up to behind its '}'. */
static Str take_body(Reader *r)
{
    size_t from = r->at, depth = 1;
    for (; r->at < r->css.n; r->at++) {
        size_t end = behind_opaque(r->css, r->at);
        if (end > r->at) {
            r->at = end - 1;
            continue;
        }
        depth += r->css.p[r->at] == '{';
        depth -= r->css.p[r->at] == '}';
        if (!depth)
            break;
    }
    Str body = str_slice(r->css, from, r->at);
    r->at += r->at < r->css.n;
    return body;
}

static void add_item(Sheet *s, Item item)
{
    arena_push(s->a, s->items, s->count, s->room, item);
}

static bool begins(Str head, const char *word)
{
    Str name = str_of(word);
    return str_starts(head, name) && (head.n == name.n || !is_name_byte(head.p[name.n]));
}

static bool is_group(Str head)
{
    return begins(head, "@media") || begins(head, "@supports") || begins(head, "@container") || begins(head, "@layer") || begins(head, "@scope");
}

static const char tight_in_bodies[] = "{}:;,";

static void take_at_rule(Reader *r, Str head)
{
    Arena *a = r->sheet->a;
    bool named = !r->depth && (begins(head, "@counter-style") || begins(head, "@keyframes"));
    Str body = squeezed(a, take_body(r), tight_in_bodies);
    Str name = str_trim(str_slice(head, str_find(head, STR(" "), 0), head.n));
    add_item(r->sheet, (Item){.kind = named ? ITEM_NAMED : ITEM_PLAIN, .name = name,
                              .head = str_printf(a, "%.*s{%.*s}", STR_ARG(head), STR_ARG(body))});
}

static void take_block(Reader *r, Str head)
{
    Sheet *s = r->sheet;
    if (is_group(head)) {
        r->depth++;
        add_item(s, (Item){.kind = ITEM_OPEN, .head = head});
    } else if (str_starts(head, STR("@"))) {
        take_at_rule(r, head);
    } else {
        Item item = {.kind = ITEM_RULE, .body = squeezed(s->a, take_body(r), tight_in_bodies)};
        read_selectors(s, &item, head);
        if (item.body.n)
            add_item(s, item);
    }
}

Sheet *sheet_read(Arena *a, Str css)
{
    Sheet *s = arena_new(a, Sheet);
    *s = (Sheet){.a = a, .classes = map_in(a), .ids = map_in(a)};
    Reader r = {.sheet = s, .css = css};
    while (r.at < css.n) {
        Str head = squeezed(a, take_until(&r, "{};"), ",");
        char stop = r.at < css.n ? css.p[r.at++] : 0;
        if (stop == '{') {
            take_block(&r, head);
        } else if (stop == ';' && str_starts(head, STR("@"))) {
            add_item(s, (Item){.kind = ITEM_PLAIN, .head = str_printf(a, "%.*s;", STR_ARG(head))});
        } else if (stop == '}' && r.depth) {
            r.depth--;
            add_item(s, (Item){.kind = ITEM_CLOSE});
        }
    }
    for (; r.depth; r.depth--) /* closed by the end of the sheet */
        add_item(s, (Item){.kind = ITEM_CLOSE});
    return s;
}

/* ---- cutting ---- */

static void mark(const Map *names, Str name, uint64_t cut)
{
    Name *known = map_find(names, name);
    if (known)
        known->seen = cut;
}

static void mark_all(Sheet *s, Str names, bool classes, bool ids)
{
    for (size_t i = 0, end; i < names.n; i = end + 1) {
        for (end = i; end < names.n && !html_is_blank(names.p[end]); end++)
            continue;
        Str name = str_slice(names, i, end);
        if (name.n && classes)
            mark(&s->classes, name, s->cuts);
        if (name.n && ids)
            mark(&s->ids, name, s->cuts);
    }
}

static void see(void *self, Str name, Str value)
{
    static const Str class_name[] = {{"class", 5}}, id_name[] = {{"id", 2}};
    bool is_class = HTML_IS_ONE_OF(name, class_name);
    if (is_class || HTML_IS_ONE_OF(name, id_name))
        mark_all(self, value, is_class, !is_class);
}

static bool can_match(const Sheet *s, const Selector *selector)
{
    for (size_t i = 0; i < selector->nneeds; i++)
        if (selector->needs[i]->seen != s->cuts)
            return false;
    return true;
}

static void put_rule(const Sheet *s, const Item *item, Buf *out)
{
    size_t shown = 0;
    for (size_t i = 0; i < item->nselectors; i++)
        if (can_match(s, &item->selectors[i])) {
            if (shown++)
                buf_byte(out, ',');
            buf_str(out, item->selectors[i].text);
        }
    if (!shown)
        return;
    buf_byte(out, '{');
    buf_str(out, item->body);
    buf_byte(out, '}');
}

void sheet_cut(Sheet *s, Str page, Str more, Buf *out)
{
    enum { DEEPEST = 16 }; /* groups in groups; deeper ones stay even when they are empty */
    struct { size_t before, behind; } open[DEEPEST];
    size_t depth = 0, begin = out->n;
    s->cuts++;
    html_attributes(page, see, s);
    mark_all(s, more, true, true);
    for (size_t i = 0; i < s->count; i++) {
        const Item *item = &s->items[i];
        switch (item->kind) {
        case ITEM_RULE: put_rule(s, item, out); break;
        case ITEM_PLAIN: buf_str(out, item->head); break;
        case ITEM_NAMED: break;
        case ITEM_OPEN:
            if (depth < DEEPEST)
                open[depth].before = out->n;
            buf_str(out, item->head);
            buf_byte(out, '{');
            if (depth < DEEPEST)
                open[depth].behind = out->n;
            depth++;
            break;
        case ITEM_CLOSE:
            depth--;
            if (depth < DEEPEST && open[depth].behind == out->n)
                out->n = open[depth].before;
            else
                buf_byte(out, '}');
            break;
        }
    }
    for (size_t i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_NAMED && str_find(str_slice(buf_view(out), begin, out->n), s->items[i].name, 0) < out->n - begin)
            buf_str(out, s->items[i].head);
}
