/*
 * One pass over the template. Text between tags goes through a small HTML state machine (the
 * states that matter of the WHATWG tokenizer), which tells where the next expression stands.
 * Branches are read in the order they are written: a template in which the two sides of an if
 * leave the markup in different states is not one that anybody can read either.
 */
#include "script/template.h"

#include <assert.h>
#include <string.h>

/* Where in the markup a byte stands. */
typedef enum Place {
    PLACE_TEXT,
    PLACE_TAG,        /* in a tag, between attributes or in a name */
    PLACE_BEFORE,     /* behind the '=' of an attribute */
    PLACE_BARE,       /* an attribute value without quotes */
    PLACE_VALUE,      /* a quoted attribute value */
    PLACE_COMMENT,
    PLACE_SCRIPT,
    PLACE_STYLE
} Place;

typedef struct Template {
    Arena *arena;
    const Source *source;
    Diag *d;
    Buf out;
    Place place;
    char quote;           /* of PLACE_VALUE */
    Str attribute;        /* name of the attribute in hand */
    Str element;          /* name of the tag in hand */
    bool value_begun;     /* something stands in the value already */
    size_t nblocks;       /* open {% block %} */
    Pos block_pos;
    bool failed;
} Template;

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == ':';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void fail(Template *t, size_t at, const char *zh, const char *en, Str what)
{
    diag_error(t->d, "template", source_pos(t->source, at), "%s：%.*s", "%s: %.*s", zh, STR_ARG(what));
    t->d->items[t->d->count - 1].en = str_printf(t->d->arena, "%s: %.*s", en, STR_ARG(what));
    t->failed = true;
}

/* ---- the HTML state machine ---- */

static Str word_at(Str text, size_t from)
{
    size_t to = from;
    while (to < text.n && is_name_byte(text.p[to]))
        to++;
    return str_slice(text, from, to);
}

static bool same_letters(Str a, const char *lower)
{
    size_t n = strlen(lower);
    for (size_t i = 0; i < n; i++)
        if (i >= a.n || (a.p[i] | 0x20) != lower[i])
            return false;
    return a.n == n;
}

/* Behind the '>' of a tag. */
static Place behind_tag(const Template *t)
{
    return same_letters(t->element, "script") ? PLACE_SCRIPT : same_letters(t->element, "style") ? PLACE_STYLE : PLACE_TEXT;
}

static size_t step_text(Template *t, Str text, size_t i)
{
    Str rest = str_slice(text, i, text.n);
    if (str_starts(rest, STR("<!--"))) {
        t->place = PLACE_COMMENT;
        return i + 4;
    }
    bool closing = str_starts(rest, STR("</"));
    Str name = word_at(text, i + 1 + closing);
    bool cut = rest.n == 1u + closing; /* what follows here would be the tag's name */
    if (text.p[i] == '<' && (name.n || cut || str_starts(rest, STR("<!")))) {
        t->place = PLACE_TAG;
        t->element = closing ? STR_NONE : name;
        t->attribute = STR_NONE;
        return i + 1 + closing + name.n;
    }
    return i + 1;
}

static size_t step_tag(Template *t, Str text, size_t i)
{
    Str name = word_at(text, i);
    if (name.n) {
        t->attribute = name;
        return i + name.n;
    }
    if (text.p[i] == '>')
        t->place = behind_tag(t);
    else if (text.p[i] == '=')
        t->place = PLACE_BEFORE;
    return i + 1;
}

static size_t step_before(Template *t, Str text, size_t i)
{
    t->value_begun = false;
    if (is_blank(text.p[i]))
        return i + 1;
    t->place = text.p[i] == '"' || text.p[i] == '\'' ? PLACE_VALUE : PLACE_BARE;
    t->quote = text.p[i];
    return t->place == PLACE_VALUE ? i + 1 : i;
}

static size_t step_value(Template *t, Str text, size_t i)
{
    bool ends = t->place == PLACE_VALUE ? text.p[i] == t->quote : is_blank(text.p[i]) || text.p[i] == '>';
    t->value_begun = true;
    if (!ends)
        return i + 1;
    bool was_bare = t->place == PLACE_BARE;
    t->place = PLACE_TAG;
    return was_bare ? i : i + 1;
}

/* In a comment, a script or a style: only its end matters. */
static size_t step_raw(Template *t, Str text, size_t i, Str end)
{
    if (!str_starts(str_slice(text, i, text.n), end))
        return i + 1;
    t->place = t->place == PLACE_COMMENT ? PLACE_TEXT : PLACE_TAG;
    t->element = STR_NONE;
    return i + end.n;
}

static void follow(Template *t, Str text)
{
    for (size_t i = 0; i < text.n;) {
        switch (t->place) {
        case PLACE_TEXT: i = text.p[i] == '<' ? step_text(t, text, i) : i + 1; break;
        case PLACE_TAG: i = step_tag(t, text, i); break;
        case PLACE_BEFORE: i = step_before(t, text, i); break;
        case PLACE_BARE: case PLACE_VALUE: i = step_value(t, text, i); break;
        case PLACE_COMMENT: i = step_raw(t, text, i, STR("-->")); break;
        case PLACE_SCRIPT: i = step_raw(t, text, i, STR("</script")); break;
        case PLACE_STYLE: i = step_raw(t, text, i, STR("</style")); break;
        }
    }
}

/* ---- Lua source ---- */

/* text as a Lua string; a line end stays one, so lines keep their numbers. */
static void put_string(Buf *out, Str text)
{
    buf_byte(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '"' || c == '\\' || c == '\n')
            buf_byte(out, '\\');
        if (c == '\r')
            buf_c(out, "\\r");
        else
            buf_byte(out, c);
    }
    buf_byte(out, '"');
}

static void put_text(Template *t, Str text)
{
    follow(t, text);
    if (!text.n)
        return;
    buf_c(&t->out, " _w");
    put_string(&t->out, text);
}

/* Only the line ends of a text that leaves nothing else behind. */
static void put_line_ends(Template *t, Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n')
            buf_byte(&t->out, '\n');
}

static bool is_address(Str attribute)
{
    static const char *const names[] = {"href", "src", "action", "formaction", "cite", "poster", "data", "srcset"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (same_letters(attribute, names[i]))
            return true;
    return false;
}

/* The function that writes an expression at this place, or NULL where none may stand. */
static const char *writer_here(const Template *t)
{
    switch (t->place) {
    case PLACE_TEXT: return "_e";
    case PLACE_VALUE: return is_address(t->attribute) && !t->value_begun ? "_u" : "_e";
    case PLACE_SCRIPT: return "_j";
    case PLACE_TAG: case PLACE_BEFORE: case PLACE_BARE: case PLACE_COMMENT: case PLACE_STYLE: return NULL;
    }
    return NULL;
}

static void put_expression(Template *t, Str expression, bool markup, size_t at)
{
    const char *writer = markup ? "_r" : writer_here(t);
    if (markup && t->place != PLACE_TEXT)
        writer = NULL;
    Str words = str_trim(expression);
    if (!words.n)
        fail(t, at, "表达式是空的", "the expression is empty", STR("{{ }}"));
    else if (!writer) {
        fail(t, at, "表达式不能写在这里（属性值要加引号；标签名、样式和注释里不能用）",
             "an expression cannot stand here (quote attribute values; none in tag names, styles, comments)", words);
    } else {
        buf_printf(&t->out, " %s((%.*s),", writer, STR_ARG(expression));
        Str shown = str_slice(words, 0, str_find(words, STR("\n"), 0));
        put_string(&t->out, shown);
        buf_byte(&t->out, ')');
        t->value_begun = true;
    }
}

static void put_block(Template *t, Str words, Str whole, size_t at)
{
    if (word_at(words, 0).n != words.n || !words.n) {
        fail(t, at, "block 后面应为一个名称", "block takes one name", words);
        return;
    }
    t->nblocks++;
    t->block_pos = source_pos(t->source, at);
    buf_printf(&t->out, " _block(\"%.*s\",function()", STR_ARG(words));
    put_line_ends(t, whole);
}

static void put_endblock(Template *t, Str whole, size_t at)
{
    if (!t->nblocks) {
        fail(t, at, "没有与之对应的 block", "there is no block for it", STR("endblock"));
        return;
    }
    t->nblocks--;
    buf_c(&t->out, " end)");
    put_line_ends(t, whole);
}

static void put_statement(Template *t, Str statement, size_t at)
{
    Str words = str_trim(statement);
    Str verb = word_at(words, 0);
    Str rest = str_trim(str_slice(words, verb.n, words.n));
    if (str_equal(verb, STR("block")))
        put_block(t, rest, statement, at);
    else if (str_equal(verb, STR("endblock")))
        put_endblock(t, statement, at);
    else if ((str_equal(verb, STR("layout")) || str_equal(verb, STR("include"))) && rest.n && rest.p[0] == '"') {
        size_t start = (size_t)(rest.p - statement.p);
        buf_printf(&t->out, " _%.*s(%.*s)", STR_ARG(verb), STR_ARG(str_slice(statement, start, statement.n)));
    } else
        buf_printf(&t->out, " %.*s ", STR_ARG(statement));
}

/* ---- tags ---- */

typedef struct Tag {
    Str open, close;
} Tag;

static const Tag tags[] = {
    {{"{{{", 3}, {"}}}", 3}}, {{"{{", 2}, {"}}", 2}}, {{"{%", 2}, {"%}", 2}}, {{"{#", 2}, {"#}", 2}}};
enum { TAG_MARKUP, TAG_EXPRESSION, TAG_STATEMENT, TAG_COMMENT, NTAGS };

/* The next tag at or after from: its kind, and *at its offset; NTAGS when there is none. */
static int next_tag(Str text, size_t from, size_t *at)
{
    for (size_t i = str_find(text, STR("{"), from); i < text.n; i = str_find(text, STR("{"), i + 1))
        for (int kind = 0; kind < NTAGS; kind++)
            if (str_starts(str_slice(text, i, text.n), tags[kind].open)) {
                *at = i;
                return kind;
            }
    *at = text.n;
    return NTAGS;
}

/* A statement or comment alone on its line leaves no empty line: how much of the text before
 * it (blanks) and after it (blanks and the line end) goes. */
static bool stands_alone(Str text, size_t at, size_t end, size_t *before, size_t *after)
{
    size_t from = at;
    while (from && (text.p[from - 1] == ' ' || text.p[from - 1] == '\t'))
        from--;
    size_t to = end;
    while (to < text.n && (text.p[to] == ' ' || text.p[to] == '\t' || text.p[to] == '\r'))
        to++;
    if ((from && text.p[from - 1] != '\n') || (to < text.n && text.p[to] != '\n'))
        return false;
    *before = from;
    *after = to < text.n ? to + 1 : to;
    return true;
}

static void put_tag(Template *t, int kind, Str inside, size_t at)
{
    if (kind == TAG_COMMENT)
        put_line_ends(t, inside);
    else if (kind == TAG_STATEMENT)
        put_statement(t, inside, at);
    else
        put_expression(t, inside, kind == TAG_MARKUP, at);
}

/* Translate the tag at `at`; returns the offset behind it, or the text's end after an error. */
static size_t translate_tag(Template *t, int kind, size_t text_from, size_t at)
{
    Str text = t->source->text;
    size_t inside = at + tags[kind].open.n;
    size_t close = str_find(text, tags[kind].close, inside);
    if (close == text.n) {
        put_text(t, str_slice(text, text_from, at));
        fail(t, at, "没有写结尾", "its end is missing", tags[kind].open);
        diag_hint(t->d, "补上 %.*s", "add %.*s", STR_ARG(tags[kind].close));
        return text.n;
    }
    size_t end = close + tags[kind].close.n, before = at, after = end;
    bool alone = kind >= TAG_STATEMENT && stands_alone(text, at, end, &before, &after);
    put_text(t, str_slice(text, text_from, alone && before >= text_from ? before : at));
    put_tag(t, kind, str_slice(text, inside, close), at);
    put_line_ends(t, str_slice(text, end, after));
    return after;
}

bool template_translate(Arena *a, const Source *source, Str *lua, Diag *d)
{
    Template t = {.arena = a, .source = source, .d = d, .out = buf_in(a)};
    buf_reserve(&t.out, source->text.n + source->text.n / 2 + 64);
    size_t from = 0;
    while (from < source->text.n) {
        size_t at;
        int kind = next_tag(source->text, from, &at);
        if (kind == NTAGS) {
            put_text(&t, str_slice(source->text, from, at));
            break;
        }
        from = translate_tag(&t, kind, from, at);
    }
    if (t.nblocks && !t.failed) {
        diag_error(d, "template", t.block_pos, "这个 block 没有 endblock", "this block has no endblock");
        t.failed = true;
    }
    *lua = buf_view(&t.out);
    return !t.failed;
}
