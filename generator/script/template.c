/*
 * One pass over the template: stretches of text go through the scanner of contexts and into the list of
 * texts; tags become Lua. As many line ends are written as were read, so that every line of
 * the chunk is the template's own.
 */
#include "script/template.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "html/safe.h"
#include "html/syntax.h"

typedef enum FileKind { FILE_MARKUP, FILE_CSS, FILE_JSON, FILE_PLAIN } FileKind;

/* Where in HTML the scanner is. */
typedef enum Context {
    IN_TEXT, IN_TAG, IN_NAME, IN_DOUBLE, IN_SINGLE, IN_UNQUOTED, IN_COMMENT, IN_SCRIPT, IN_STYLE
} Context;

enum { NAME_MOST = 32, BLOCKS_MOST = 32 };

typedef struct Scan {
    Context in;
    char tag[NAME_MOST], attribute[NAME_MOST];
    size_t value_start; /* offset in the source of the attribute's value */
    size_t value_end;   /* up to where it was scanned */
    size_t tag_start;   /* offset of its name */
    size_t colon;       /* 1 + offset of a ':' that makes a scheme of a value before it; 0: none */
    bool naming;        /* the name of the tag is being read */
    bool equals;        /* an '=' was read after the attribute's name */
    bool opened;        /* the address began with a value, and no / ? or # has come since */
    char quote;         /* in a script: the sign of the text, or / or * of the comment, that is open */
    bool escaped;       /* in such a text: a backslash was read */
} Scan;

typedef struct Compiler {
    Arena *a;
    const Source *source;
    Str s;
    size_t at;
    FileKind kind;
    Scan scan;
    Buf out;
    Str *texts;
    size_t ntexts, texts_room;
    Str *needs;
    size_t nneeds, needs_room;
    size_t blocks[BLOCKS_MOST]; /* offsets of the block tags that are open */
    size_t nblocks;
    bool has_layout, any_tag;
    bool writing; /* the call that writes a value is not closed yet: what text comes next is its last argument */
    bool probing; /* see template_probe */
    Diag *d;
} Compiler;

static bool fail(Compiler *c, size_t at, const char *zh, const char *en)
{
    diag_words(c->d, DIAG_ERROR, "template", source_pos(c->source, at), str_of(zh), str_of(en));
    return false;
}

/* ---- contexts ---- */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == ':' || c == '_' || c == '/' || c == '!' || c == '.';
}

static void name_add(char *name, char c)
{
    size_t n = strlen(name);
    if (n + 1 < NAME_MOST)
        name[n] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c), name[n + 1] = '\0';
}

static void end_tag(Scan *k)
{
    k->in = strcmp(k->tag, "script") == 0 ? IN_SCRIPT : strcmp(k->tag, "style") == 0 ? IN_STYLE : IN_TEXT;
}

static void scan_in_tag(Scan *k, char c, size_t at)
{
    if (c == '>') {
        end_tag(k);
    } else if (k->naming && is_word(c) && (c != '/' || !k->tag[0])) {
        name_add(k->tag, c);
    } else if (html_is_blank(c) || c == '/') {
        k->naming = false;
    } else if (c == '=') {
        k->equals = true;
    } else if ((c == '"' || c == '\'') && k->equals) {
        k->in = c == '"' ? IN_DOUBLE : IN_SINGLE;
        k->value_start = at + 1;
        k->equals = k->opened = false;
    } else if (k->equals) {
        k->in = IN_UNQUOTED;
        k->equals = false;
    } else {
        k->in = IN_NAME;
        k->attribute[0] = '\0';
        name_add(k->attribute, c);
    }
}

static void scan_in_name(Scan *k, char c, size_t at)
{
    if (is_word(c) && c != '/') {
        name_add(k->attribute, c);
        return;
    }
    k->in = IN_TAG;
    scan_in_tag(k, c, at);
}

static void open_tag(Scan *k, size_t at)
{
    *k = (Scan){.in = IN_TAG, .naming = true, .tag_start = at + 1, .colon = k->colon};
}

static void scan_address(Scan *k, char c, size_t at)
{
    if (k->opened && c == ':')
        k->colon = at + 1;
    if (strchr(":/?#", c))
        k->opened = false;
}

/* Texts and comments of a script. A pattern such as /"/ is taken for the start of a text, which ends with its line. */
static void scan_script(Scan *k, char c, char next)
{
    bool text = k->quote == '"' || k->quote == '\'' || k->quote == '`';
    if (k->escaped || (text && c == '\\')) {
        k->escaped = !k->escaped;
    } else if (text) {
        if (c == k->quote || (c == '\n' && k->quote != '`'))
            k->quote = 0;
    } else if (k->quote == '/') {
        k->quote = c == '\n' ? 0 : '/';
    } else if (k->quote == '*') {
        if (c == '*' && next == '/')
            k->quote = 0;
    } else if (c == '"' || c == '\'' || c == '`') {
        k->quote = c;
    } else if (c == '/' && (next == '/' || next == '*')) {
        k->quote = next;
    }
}

static bool ends_raw(Str rest, const char *end)
{
    return rest.n >= strlen(end) && strncasecmp(rest.p, end, strlen(end)) == 0;
}

static void scan_markup(Scan *k, Str s, size_t at)
{
    char c = s.p[at];
    Str rest = str_slice(s, at, s.n);
    switch (k->in) {
    case IN_TEXT:
        if (str_starts(rest, STR("<!--")))
            k->in = IN_COMMENT;
        else if (c == '<' && at + 1 < s.n && is_word(s.p[at + 1]))
            open_tag(k, at);
        break;
    case IN_TAG: scan_in_tag(k, c, at); break;
    case IN_NAME: scan_in_name(k, c, at); break;
    case IN_DOUBLE:
        scan_address(k, c, at);
        if (c == '"')
            k->in = IN_TAG;
        break;
    case IN_SINGLE:
        if (c == '\'')
            k->in = IN_TAG;
        break;
    case IN_UNQUOTED:
        if (html_is_blank(c))
            k->in = IN_TAG;
        else if (c == '>')
            end_tag(k);
        break;
    case IN_COMMENT:
        if (c == '>' && at >= 2 && s.p[at - 1] == '-' && s.p[at - 2] == '-')
            k->in = IN_TEXT;
        break;
    case IN_SCRIPT:
        if (ends_raw(rest, "</script"))
            open_tag(k, at);
        else
            scan_script(k, c, at + 1 < s.n ? s.p[at + 1] : '\0');
        break;
    case IN_STYLE:
        if (ends_raw(rest, "</style"))
            open_tag(k, at);
        break;
    }
}

static void scan_text(Compiler *c, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (c->kind == FILE_MARKUP)
            scan_markup(&c->scan, c->s, i);
        else if (c->kind == FILE_JSON)
            scan_script(&c->scan, c->s.p[i], i + 1 < c->s.n ? c->s.p[i + 1] : '\0');
    c->scan.value_end = to;
}

static bool is_among(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static bool is_address(const char *attribute)
{
    static const char *const names[] = {"href", "src", "action", "formaction", "cite", "poster", "data", "srcset", "xlink:href",
                                        "ping", "background", "imagesrcset", "manifest", "longdesc", "classid", "codebase",
                                        "archive", "lowsrc", "dynsrc", NULL};
    return is_among(attribute, names);
}

/* Elements that run what they load: an address from data is one of this site. */
static bool loads(const Compiler *c)
{
    static const char *const tags[] = {"script", "iframe", "frame", "object", "embed", "applet", "base", NULL};
    static const Str rels[] = {STR("stylesheet"), STR("preload"), STR("manifest"), STR("icon")};
    const Scan *k = &c->scan;
    if (is_among(k->tag, tags))
        return true;
    Str tag = str_slice(c->s, k->tag_start, str_find(c->s, STR(">"), c->at));
    for (size_t i = 0; strcmp(k->tag, "link") == 0 && i < sizeof rels / sizeof *rels; i++)
        if (str_find(tag, rels[i], 0) < tag.n)
            return true;
    return false;
}

/* What an animation sets may be an address. */
static bool animates(const Scan *k)
{
    static const char *const tags[] = {"animate", "set", "animatetransform", "animatemotion", NULL};
    static const char *const names[] = {"from", "to", "by", "values", "attributename", NULL};
    return is_among(k->tag, tags) && is_among(k->attribute, names);
}

/* <meta http-equiv="refresh" content="0; url={{ … }}"> */
static bool refreshes(const Compiler *c, size_t at)
{
    const Scan *k = &c->scan;
    Str before = str_trim(str_slice(c->s, k->value_start, at)), end = STR("url=");
    return strcmp(k->tag, "meta") == 0 && strcmp(k->attribute, "content") == 0 && before.n >= end.n &&
           strncasecmp(before.p + before.n - end.n, end.p, end.n) == 0;
}

/* The writer for a value in a double-quoted attribute; NULL: reported. */
static const char *attribute_writer(Compiler *c, size_t at)
{
    Scan *k = &c->scan;
    static const char *const never[] = {"style", "srcdoc", NULL};
    if (strncmp(k->attribute, "on", 2) == 0 || is_among(k->attribute, never) || animates(k)) {
        fail(c, at, "on…、style、srcdoc 属性和动画的值中不能写入值", "no value may stand in on…, style or srcdoc attributes, nor in what animations set");
        return NULL;
    }
    if (refreshes(c, at))
        return "_u";
    if (!is_address(k->attribute))
        return "_e";
    char before = at > k->value_start ? c->s.p[at - 1] : '"';
    bool list = strcmp(k->attribute, "srcset") == 0 || strcmp(k->attribute, "imagesrcset") == 0;
    bool starts = at == k->value_start || (list && (before == ' ' || before == ','));
    if (starts) {
        k->opened = true;
        return loads(c) ? "_l" : "_u";
    }
    Str literal = str_slice(c->s, k->value_start, at);
    if (!list && !html_address_is_safe(str_slice(literal, 0, str_find(literal, STR("{"), 0)))) {
        fail(c, at, "这样开头的地址里不能写入值", "no value may stand in an address that begins so");
        return NULL;
    }
    return "_q";
}

/* A value is written as JSON, with quotes of its own. */
static const char *script_writer(Compiler *c, size_t at)
{
    if (!c->scan.quote)
        return "_j";
    fail(c, at, "脚本里的值自带引号，不能再放在引号或注释里：写 var a = {{ … }}", "a value in a script has quotes of its own; it may stand in no text or comment: var a = {{ … }}");
    return NULL;
}

/* Whether elements may stand among the words here: in a page, outside of what HTML and SVG read as mere text. */
static bool takes_spans(const Compiler *c)
{
    static const char *const plain[] = {"title", "textarea", "option", "svg", "text", "tspan", "desc", NULL};
    return str_ends(c->source->path, STR(".html")) && !is_among(c->scan.tag, plain);
}

/* Which function writes a value that stands here; NULL: reported. */
static const char *value_writer(Compiler *c, size_t at)
{
    switch (c->kind) {
    case FILE_CSS: return "_c";
    case FILE_JSON: return script_writer(c, at);
    case FILE_PLAIN: return "_p";
    case FILE_MARKUP: break;
    }
    switch (c->scan.in) {
    case IN_TEXT:
        if (at == 0 || c->s.p[at - 1] != '<')
            return takes_spans(c) ? "_t" : "_e";
        fail(c, at, "标签名不能是写入的值", "the name of a tag may not be a value");
        return NULL;
    case IN_SCRIPT: return script_writer(c, at);
    case IN_STYLE: return "_c";
    case IN_DOUBLE: return attribute_writer(c, at);
    case IN_TAG: case IN_NAME: case IN_SINGLE: case IN_UNQUOTED:
        fail(c, at, "属性的值要用双引号括起来：class=\"{{ … }}\"", "put the attribute's value in double quotes: class=\"{{ … }}\"");
        return NULL;
    case IN_COMMENT:
        fail(c, at, "HTML 注释中不能写入值；说明文字用 {# … #}", "no value may stand in an HTML comment; use {# … #}");
        return NULL;
    }
    assert(false && "a context");
    return NULL;
}

/* ---- output ---- */

static void put_lines(Compiler *c, Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\n')
            buf_byte(&c->out, '\n');
}

static void put_quoted(Buf *b, Str s)
{
    buf_byte(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        if (ch < ' ' || ch == '"' || ch == '\\')
            buf_printf(b, "\\%03d", ch);
        else
            buf_byte(b, (char)ch);
    }
    buf_byte(b, '"');
}

/*
 * Begin a call of one of the writers; where it ends stands a semicolon too. So none becomes what a statement before it answers or sets, and a
 * statement behind it that begins with a bracket does not call what it answers.
 */
static void put_call(Compiler *c, const char *writer)
{
    bool apart = c->out.n && c->out.p[c->out.n - 1] == ';';
    buf_c(&c->out, apart ? "" : ";");
    buf_c(&c->out, writer);
    buf_byte(&c->out, '(');
}

/* Something else than text comes next. */
static void end_writing(Compiler *c)
{
    buf_c(&c->out, c->writing ? ",nil);" : "");
    c->writing = false;
}

/* false: reported. */
static bool put_text(Compiler *c, size_t from, size_t to)
{
    assert(from <= to && to <= c->s.n);
    Str s = str_slice(c->s, from, to);
    if (!s.n)
        return true;
    scan_text(c, from, to);
    if (c->scan.colon)
        return fail(c, c->scan.colon - 1, "地址开头的值后面不能有“:”：那样值就成了协议", "no ':' behind a value that begins an address: it would make a scheme of the value");
    if (c->writing)
        buf_byte(&c->out, ',');
    else
        put_call(c, "_w");
    buf_printf(&c->out, "%zu);", c->ntexts);
    c->writing = false;
    put_lines(c, s);
    arena_push(c->a, c->texts, c->ntexts, c->texts_room, s);
    return true;
}

/* ---- tags ---- */

/* The offset of the closing mark from at on, outside of quotes and braces; s.n when there is none. */
static size_t find_close(const Compiler *c, size_t at, Str close)
{
    char quote = 0;
    int depth = 0;
    for (; at < c->s.n; at++) {
        char ch = c->s.p[at];
        if (quote) {
            if (ch == '\\')
                at++;
            else if (ch == quote || ch == '\n')
                quote = 0;
        } else if (depth == 0 && str_starts(str_slice(c->s, at, c->s.n), close)) {
            return at;
        } else if (ch == '"' || ch == '\'') {
            quote = ch;
        } else if (ch == '{') {
            depth++;
        } else if (ch == '}' && depth) {
            depth--;
        }
    }
    return c->s.n;
}

static bool check_outside(Compiler *c, size_t at)
{
    if (c->has_layout && c->nblocks == 0)
        return fail(c, at, "用了 layout 的模板，内容要写在 block 中", "with a layout, contents belong in blocks");
    return true;
}

static bool put_value(Compiler *c, size_t open, size_t from, size_t to, bool raw)
{
    const char *writer = !raw ? value_writer(c, open) : c->kind == FILE_MARKUP ? "_r" : "_p";
    if (!writer || !check_outside(c, open))
        return false;
    if (raw && c->kind == FILE_MARKUP && c->scan.in != IN_TEXT)
        return fail(c, open, "{{{ }}} 只能写在正文中，不能写在标签里", "{{{ }}} may stand in text only, not in a tag");
    Str expression = str_slice(c->s, from, to);
    if (!str_trim(expression).n)
        return fail(c, open, "{{ }} 里没有内容", "nothing between {{ and }}");
    put_call(c, writer);
    buf_printf(&c->out, "(%.*s),", STR_ARG(expression));
    put_quoted(&c->out, str_slice(str_trim(expression), 0, 200));
    c->writing = true;
    return true;
}

/* A quoted name at the start of *rest, taken off it. */
static bool take_name(Str *rest, Str *name)
{
    Str s = str_trim(*rest);
    if (s.n < 2 || (s.p[0] != '"' && s.p[0] != '\''))
        return false;
    size_t end = str_find(s, (Str){s.p, 1}, 1);
    *name = str_slice(s, 1, end);
    *rest = str_slice(s, end + 1, s.n);
    return end < s.n && name->n;
}

static FileKind kind_of(Str path)
{
    if (str_ends(path, STR(".css")))
        return FILE_CSS;
    if (str_ends(path, STR(".json")) || str_ends(path, STR(".js")) || str_ends(path, STR(".webmanifest")))
        return FILE_JSON;
    if (str_ends(path, STR(".txt")) || str_ends(path, STR(".md")))
        return FILE_PLAIN;
    return FILE_MARKUP;
}

static bool put_layout(Compiler *c, size_t open, Str rest)
{
    Str name;
    if (!take_name(&rest, &name) || str_trim(rest).n)
        return fail(c, open, "应写成 {% layout \"文件名\" %}", "write {% layout \"file\" %}");
    if (c->any_tag)
        return fail(c, open, "layout 要是模板的第一个标签", "layout must be the template's first tag");
    c->has_layout = true;
    arena_push(c->a, c->needs, c->nneeds, c->needs_room, name);
    buf_c(&c->out, "_lay(");
    put_quoted(&c->out, name);
    buf_c(&c->out, ")");
    return true;
}

static bool put_include(Compiler *c, size_t open, Str rest)
{
    Str name;
    if (!take_name(&rest, &name))
        return fail(c, open, "应写成 {% include \"文件名\", {…} %}", "write {% include \"file\", {…} %}");
    bool sheet = c->kind == FILE_MARKUP && c->scan.in == IN_STYLE;
    if (sheet && kind_of(name) != FILE_CSS)
        return fail(c, open, "<style> 里只能 include 样式表（.css）", "in <style> only a style sheet (.css) may be included");
    if (c->kind == FILE_MARKUP && c->scan.in != IN_TEXT && !sheet)
        return fail(c, open, "include 不能写在标签里", "include may not stand inside a tag");
    if (!check_outside(c, open))
        return false;
    arena_push(c->a, c->needs, c->nneeds, c->needs_room, name);
    put_call(c, "_inc");
    buf_c(&c->out, "_ENV,");
    put_quoted(&c->out, name);
    buf_str(&c->out, rest);
    buf_c(&c->out, !sheet ? ");" : str_trim(rest).n ? ",true);" : ",nil,true);");
    return true;
}

static bool is_name(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_word(s.p[i]) || s.p[i] == '/' || s.p[i] == ':')
            return false;
    return s.n > 0;
}

/*
 * Around the page and each block stands a function, whose end an unclosed for inside would take. In a probe they are
 * repeat … until true as well, and no for ends with until: so Lua names the for.
 */
static void put_function(Compiler *c, const char *head)
{
    buf_c(&c->out, head);
    buf_c(&c->out, c->probing ? " repeat " : "");
}

static void put_function_end(Compiler *c)
{
    buf_c(&c->out, c->probing ? " until true end" : " end");
}

static bool put_block(Compiler *c, size_t open, Str rest)
{
    Str name = str_trim(rest);
    if (!is_name(name))
        return fail(c, open, "应写成 {% block 名称 %}", "write {% block name %}");
    if (c->nblocks == BLOCKS_MOST)
        return fail(c, open, "block 嵌套太深", "blocks are nested too deeply");
    put_call(c, c->has_layout && c->nblocks == 0 ? "_def" : "_blk");
    put_quoted(&c->out, name);
    put_function(c, ",function()");
    c->blocks[c->nblocks++] = open;
    return true;
}

static bool put_endblock(Compiler *c, size_t open)
{
    if (c->nblocks == 0)
        return fail(c, open, "endblock 没有对应的 block", "an endblock without a block");
    c->nblocks--;
    put_function_end(c);
    buf_c(&c->out, ");");
    return true;
}

static Str first_word(Str *rest)
{
    Str s = str_trim(*rest);
    size_t n = 0;
    while (n < s.n && ((s.p[n] >= 'a' && s.p[n] <= 'z') || s.p[n] == '_'))
        n++;
    *rest = str_slice(s, n, s.n);
    return str_slice(s, 0, n);
}

static bool put_statement(Compiler *c, size_t open, size_t from, size_t to)
{
    Str code = str_slice(c->s, from, to), rest = code;
    Str word = first_word(&rest);
    bool good = true;
    if (str_equal(word, STR("layout")))
        good = put_layout(c, open, rest);
    else if (str_equal(word, STR("include")))
        good = put_include(c, open, rest);
    else if (str_equal(word, STR("block")))
        good = put_block(c, open, rest);
    else if (str_equal(word, STR("endblock")))
        good = put_endblock(c, open);
    else
        buf_printf(&c->out, " %.*s ", STR_ARG(code));
    return good;
}

/* Line ends inside a tag that the Lua written for it does not have yet. */
static void even_lines(Compiler *c, size_t out_from, size_t from, size_t to)
{
    size_t want = 0, have = 0;
    for (size_t i = from; i < to; i++)
        want += c->s.p[i] == '\n';
    for (size_t i = out_from; i < c->out.n; i++)
        have += c->out.p[i] == '\n';
    for (; have < want; have++)
        buf_byte(&c->out, '\n');
    assert(have == want); /* else messages would name another line */
}

typedef struct Tag {
    Str open, close;
    char kind; /* '{' raw, 'v' value, '%', '#' */
} Tag;

static const Tag tags[] = {
    {{"{{{", 3}, {"}}}", 3}, '{'}, {{"{{", 2}, {"}}", 2}, 'v'}, {{"{%", 2}, {"%}", 2}, '%'},
    {{"{#", 2}, {"#}", 2}, '#'}};

static const Tag *tag_at(const Compiler *c, size_t at)
{
    Str rest = str_slice(c->s, at, c->s.n);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (str_starts(rest, tags[i].open))
            return &tags[i];
    return NULL;
}

static size_t next_tag(const Compiler *c, size_t at, const Tag **tag)
{
    for (at = str_find(c->s, STR("{"), at); at < c->s.n; at = str_find(c->s, STR("{"), at + 1))
        if ((*tag = tag_at(c, at)) != NULL)
            return at;
    *tag = NULL;
    return c->s.n;
}

/* The start of the line of offset at when only blanks are before it, else at. */
static size_t line_start(const Compiler *c, size_t at)
{
    size_t i = at;
    while (i > 0 && (c->s.p[i - 1] == ' ' || c->s.p[i - 1] == '\t'))
        i--;
    return i == 0 || c->s.p[i - 1] == '\n' ? i : at;
}

/* Past the line end when only blanks are between, else at. */
static size_t line_end(const Compiler *c, size_t at)
{
    size_t i = at;
    while (i < c->s.n && (c->s.p[i] == ' ' || c->s.p[i] == '\t' || c->s.p[i] == '\r'))
        i++;
    return i < c->s.n && c->s.p[i] == '\n' ? i + 1 : i == c->s.n ? i : at;
}

static bool put_tag(Compiler *c, const Tag *tag, size_t open)
{
    size_t from = open + tag->open.n;
    size_t to = tag->kind == '#' ? str_find(c->s, tag->close, from) : find_close(c, from, tag->close);
    if (to == c->s.n)
        return fail(c, open, "这个标签没有结束", "this tag is never closed");
    end_writing(c);
    size_t out_from = c->out.n;
    bool good = true;
    if (tag->kind == '{' || tag->kind == 'v')
        good = put_value(c, open, from, to, tag->kind == '{');
    else if (tag->kind == '%')
        good = put_statement(c, open, from, to);
    even_lines(c, out_from, open, to);
    c->any_tag = c->any_tag || tag->kind != '#';
    c->at = to + tag->close.n;
    return good;
}

/* Text up to the next tag; a statement or comment alone on its line takes the line with it. */
static bool put_piece(Compiler *c)
{
    const Tag *tag;
    size_t open = next_tag(c, c->at, &tag), text_end = open;
    bool whole_line = false;
    if (tag && (tag->kind == '%' || tag->kind == '#')) {
        size_t close = tag->kind == '#' ? str_find(c->s, tag->close, open) : find_close(c, open + 2, tag->close);
        size_t start = line_start(c, open), after = close < c->s.n ? close + 2 : close;
        whole_line = (start < open || start == 0 || c->s.p[start - 1] == '\n') && start >= c->at &&
                     line_end(c, after) > after;
        text_end = whole_line ? start : open;
    }
    Str text = str_slice(c->s, c->at, text_end);
    if (c->has_layout && c->nblocks == 0) {
        if (str_trim(text).n)
            return fail(c, c->at + (size_t)(str_trim(text).p - text.p), "用了 layout 的模板，内容要写在 block 中",
                        "with a layout, contents belong in blocks");
        put_lines(c, text);
    } else if (!put_text(c, c->at, text_end)) {
        return false;
    }
    c->at = open;
    if (!tag || !put_tag(c, tag, open))
        return tag == NULL;
    if (whole_line) {
        size_t after = line_end(c, c->at);
        put_lines(c, str_slice(c->s, c->at, after));
        c->at = after;
    }
    return true;
}

static bool check_end(Compiler *c)
{
    if (c->nblocks)
        return fail(c, c->blocks[c->nblocks - 1], "这个 block 没有 endblock", "this block has no endblock");
    if (c->kind == FILE_MARKUP && c->scan.in != IN_TEXT)
        return fail(c, c->s.n ? c->s.n - 1 : 0, "模板结束时还在标签、注释或脚本之中", "the template ends inside a tag, comment or script");
    return true;
}

static bool compile(Compiler *c)
{
    put_function(c, "local _w,_e,_t,_u,_l,_q,_j,_c,_p,_r,_blk,_def,_inc,_lay=... return function(_ENV) ");
    while (c->at < c->s.n)
        if (!put_piece(c))
            return false;
    end_writing(c);
    put_function_end(c);
    return check_end(c);
}

static Compiler compiler_of(Arena *a, const Source *source, Diag *d)
{
    return (Compiler){.a = a, .source = source, .s = source->text, .kind = kind_of(source->path), .out = buf_in(a), .d = d};
}

bool template_compile(Arena *a, const Source *source, Template *t, Diag *d)
{
    Compiler c = compiler_of(a, source, d);
    if (!compile(&c))
        return false;
    *t = (Template){buf_view(&c.out), c.texts, c.ntexts, c.has_layout, c.needs, c.nneeds};
    return true;
}

Str template_probe(Arena *a, const Source *source)
{
    Diag own = diag_in(a);
    Compiler c = compiler_of(a, source, &own);
    c.probing = true;
    return compile(&c) ? buf_view(&c.out) : STR_NONE;
}
