/*
 * Where front_plain does not know all that is there, the lines between the marks are looked at twice: once as plain
 * lines, for the slips that people make most and that a YAML parser explains worst; then by libyaml's events, with the
 * limits that make its square-time inputs short.
 */
#include "read/front_imp.h"

#include <assert.h>
#include <string.h>
#include <yaml.h>

#include "text/unicode.h"

enum {
    HEADER_MAX = 32 * 1024, /* bytes between the marks */
    DEPTH_MAX = 8,          /* lists in maps in lists; content needs 2 */
    KEYS_MAX = 500          /* of one map, compared pairwise for repeats */
};

typedef struct Reader {
    Arena *a, *texts;
    Arena *scratch; /* lists and maps while they grow */
    const Source *source;
    Diag *d;
    Str header;           /* the lines between the marks */
    uint32_t header_line; /* the first of them */
    yaml_parser_t *parser;
} Reader;

/* ---- the lines ---- */

static Str trimmed_end(Str line)
{
    while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
        line.n--;
    return line;
}

static bool is_mark(const Source *s, uint32_t line)
{
    return str_equal(trimmed_end(source_line(s, line)), STR("---"));
}

/* A line of dashes that some input method made of "---": —, –, －, -- or more of them. */
static bool is_like_mark(Str line)
{
    line = str_trim(line);
    uint32_t rune;
    for (size_t at = 0; at < line.n;) {
        at += unicode_decode(line, at, &rune);
        if (rune != '-' && rune != 0x2014 && rune != 0x2013 && rune != 0xFF0D && rune != 0x2212)
            return false;
    }
    return line.n > 1;
}

static bool starts_field(Str line)
{
    size_t colon = str_find(line, STR(":"), 0);
    return line.n && colon > 0 && colon < line.n && line.p[0] != ' ' && line.p[0] != '#' &&
           line.p[0] != '-' && line.p[0] != '|' &&
           (colon + 1 == line.n || line.p[colon + 1] == ' ');
}

/* There is no closing mark: say where one would be expected. */
static void report_open_end(const Source *s, uint32_t first, Diag *d)
{
    uint32_t last = first;
    for (uint32_t line = first + 1; line <= s->nlines; line++) {
        Str text = source_line(s, line);
        if (is_like_mark(text)) {
            diag_error(d, "front-end", ((Pos){s, line, 1}), "结尾标记应是三个半角减号 ---",
                       "the closing line must be three hyphens ---");
            return;
        }
        bool inside = starts_field(text) || str_starts(text, STR("- ")) ||
                      str_starts(text, STR("  "));
        if (!inside)
            break;
        last = line;
    }
    diag_error(d, "front-end", ((Pos){s, first, 1}), "开头的 --- 没有对应的结尾 ---",
               "the --- at the head has no closing ---");
    diag_hint(d, "在第 %u 行之后单独加一行 ---", "add a line --- after line %u", last);
}

/* "---" must be the first line; blank lines before it are a slip worth naming. */
static bool refuse_late_start(const Source *s, Diag *d)
{
    uint32_t line = 1;
    while (line < s->nlines && !str_trim(source_line(s, line)).n)
        line++;
    if (line == 1 || !is_mark(s, line) || !starts_field(source_line(s, line + 1)))
        return true;
    diag_error(d, "front-start", ((Pos){s, line, 1}), "开头的 --- 应在文件第一行",
               "the opening --- must be the first line of the file");
    diag_hint(d, "删去前面的空行", "delete the blank lines before it");
    return false;
}

static size_t after_line(const Source *s, uint32_t line)
{
    return line < s->nlines ? s->line_starts[line] : s->text.n;
}

static bool is_key_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-' || (c & 0x80);
}

static size_t key_length(Str line)
{
    size_t n = 0;
    if (line.n && line.p[0] == '-')
        return 0;
    size_t colon = str_find(line, STR("："), 0);
    while (n < colon && is_key_byte(line.p[n]))
        n++;
    return n;
}

static bool check_tab(Reader *r, uint32_t number, Str line)
{
    size_t at = 0;
    while (at < line.n && (line.p[at] == ' ' || line.p[at] == '-'))
        at++;
    if (at == line.n || line.p[at] != '\t') {
        at = key_length(line);
        at += at && at < line.n && line.p[at] == ':';
    }
    if (at >= line.n || line.p[at] != '\t' || !str_trim(line).n)
        return true;
    diag_error(r->d, "front-tab", ((Pos){r->source, number, (uint32_t)at + 1}),
               "这里是制表符 (Tab)，应是空格", "there is a tab here; spaces are expected");
    diag_hint(r->d, "删去它，改按空格键", "delete it and press the space bar");
    return false;
}

static bool check_colon(Reader *r, uint32_t number, Str line)
{
    size_t n = key_length(line);
    Str rest = str_slice(line, n, line.n);
    Pos pos = {r->source, number, (uint32_t)n + 1};
    if (n && str_starts(rest, STR("："))) {
        diag_error(r->d, "front-colon", pos, "“%.*s”后面是全角冒号“：”，应是半角冒号加空格“: ”",
                   "full-width ： after “%.*s”; expected ': '", STR_ARG(str_slice(line, 0, n)));
        diag_hint(r->d, "切换到英文输入，重打这个冒号和一个空格",
                  "type the colon and a space again in half-width form");
        return false;
    }
    if (n && rest.n > 1 && rest.p[0] == ':' && rest.p[1] != ' ' && rest.p[1] != '\t' &&
        !str_starts(rest, STR("://"))) {
        diag_error(r->d, "front-colon", pos, "“%.*s:”后面应有一个空格",
                   "a space is expected after “%.*s:”", STR_ARG(str_slice(line, 0, n)));
        return false;
    }
    return true;
}

/* Slips that can be seen in single lines, all of them. Only lines that start at the margin
 * can be fields: what is indented may be anybody's text. */
static bool check_lines(Reader *r)
{
    bool good = true;
    uint32_t number = r->header_line;
    Str rest = r->header, line;
    for (; str_split(&rest, '\n', &line); number++) {
        line = trimmed_end(str_ends(line, STR("\r")) ? str_slice(line, 0, line.n - 1) : line);
        good &= check_tab(r, number, line) && check_colon(r, number, line);
    }
    return good;
}

/* ---- libyaml ---- */

/* libyaml counts columns in characters; ours are bytes. */
static Pos place(const Reader *r, yaml_mark_t mark)
{
    uint32_t number = r->header_line + (uint32_t)mark.line;
    Str line = source_line(r->source, number);
    size_t at = 0;
    uint32_t rune;
    for (size_t i = 0; i < mark.column && at < line.n; i++)
        at += unicode_decode(line, at, &rune);
    return (Pos){r->source, number, (uint32_t)at + 1};
}

typedef struct Complaint {
    const char *libyaml, *zh, *en;
} Complaint;

/* What libyaml 0.2.5 says most, in words that tell what to do. */
static const Complaint complaints[] = {
    {"mapping values are not allowed in this context",
     "同一行里有第二个“: ”；值里要用冒号时，给整个值加双引号",
     "a second ': ' in one line; put the whole value in double quotes"},
    {"could not find expected ':'", "这里缺少“: ”，应写成“键: 值”",
     "no ': ' here; expected 'key: value'"},
    {"did not find expected key", "缩进不齐，或者引号、括号之后还有多余的文字",
     "uneven indentation, or text after a closing quote or bracket"},
    {"did not find expected ',' or ']'", "列表缺少半角逗号“,”或右括号“]”",
     "the list lacks ',' or ']'"},
    {"did not find expected ',' or '}'", "花括号里缺少半角逗号“,”或右括号“}”",
     "the map lacks ',' or '}'"},
    {"found unexpected end of stream", "引号没有合上", "a quote is not closed"},
    {"found unexpected document indicator", "引号没有合上", "a quote is not closed"},
    {"found unknown escape character", "双引号里的反斜线“\\”有特殊含义；改用单引号",
     "a backslash means something in double quotes; use single quotes"},
    {"did not find expected '-' indicator", "列表各项要以“- ”开头，并左对齐",
     "items of a list start with '- ', all at the same column"},
    {"block sequence entries are not allowed in this context", "列表的“- ”要另起一行",
     "'- ' of a list starts on a line of its own"},
    {"found character that cannot start any token", "值不能以这个字符开头；给值加双引号",
     "a value cannot start with this character; put it in double quotes"},
    {"did not find expected alphabetic or numeric character",
     "值以 * 或 & 开头时，要给整个值加双引号",
     "a value that starts with * or & must be in double quotes"},
    {"did not find expected comment or line break", "| 或 > 之后不能有文字；给值加双引号",
     "no text may follow | or >; put the value in double quotes"},
    {"did not find expected <document start>", "这里应是“键: 值”", "expected 'key: value' here"},
};

/* The first line at the margin, up to `line`, that is no field though it should be one. */
static uint32_t suspect_line(const Reader *r, uint32_t line)
{
    for (uint32_t n = r->header_line; n <= line; n++) {
        Str text = source_line(r->source, n);
        if (text.n && is_key_byte(text.p[0]) && text.p[0] != '-' &&
            str_find(text, STR(":"), 0) == text.n)
            return n;
    }
    return 0;
}

static void report_libyaml(Reader *r)
{
    const yaml_parser_t *p = r->parser;
    Str problem = str_of(p->problem);
    const Complaint *found = NULL;
    for (size_t i = 0; i < sizeof complaints / sizeof *complaints && !found; i++)
        if (str_equal(problem, str_of(complaints[i].libyaml)))
            found = &complaints[i];
    Pos pos = place(r, p->problem_mark);
    uint32_t suspect = suspect_line(r, pos.line);
    if (suspect && (!found || found <= &complaints[2])) {
        diag_error(r->d, "front-yaml", ((Pos){r->source, suspect, 1}),
                   "这一行不是“键: 值”：没有半角冒号", "no 'key: value' in this line: no colon");
        diag_hint(r->d, "若是上一行的续行，行首空两格；若是列表的一项，以“- ”开头",
                  "start a continued line with two blanks, an item of a list with '- '");
    } else if (found) {
        diag_words(r->d, DIAG_ERROR, "front-yaml", pos, str_of(found->zh), str_of(found->en));
    } else {
        diag_error(r->d, "front-yaml", pos, "无法理解这里的写法（%.*s）", "cannot be read: %.*s",
                   STR_ARG(str_copy(r->d->arena, problem)));
    }
}

static bool next(Reader *r, yaml_event_t *event)
{
    if (yaml_parser_parse(r->parser, event))
        return true;
    report_libyaml(r);
    return false;
}

static bool refuse(Reader *r, yaml_mark_t mark, const char *zh, const char *en)
{
    diag_words(r->d, DIAG_ERROR, "front-yaml", place(r, mark), str_of(zh), str_of(en));
    return false;
}

/* Neither the value of this event nor its name may use YAML's machinery. */
static bool is_plain(Reader *r, const yaml_event_t *e)
{
    bool anchor = (e->type == YAML_SCALAR_EVENT && e->data.scalar.anchor) ||
                  (e->type == YAML_SEQUENCE_START_EVENT && e->data.sequence_start.anchor) ||
                  (e->type == YAML_MAPPING_START_EVENT && e->data.mapping_start.anchor);
    bool tag = (e->type == YAML_SCALAR_EVENT && e->data.scalar.tag) ||
               (e->type == YAML_SEQUENCE_START_EVENT && e->data.sequence_start.tag) ||
               (e->type == YAML_MAPPING_START_EVENT && e->data.mapping_start.tag);
    if (e->type == YAML_ALIAS_EVENT || anchor)
        return refuse(r, e->start_mark, "不支持 YAML 的 & 和 *；若是文字，给值加双引号",
                      "YAML's & and * are not used here; if it is text, put it in double quotes");
    if (tag)
        return refuse(r, e->start_mark, "不支持 YAML 的 ! 标签；若是文字，给值加双引号",
                      "YAML's ! tags are not used here; if it is text, put it in double quotes");
    return true;
}

static bool read_value(Reader *r, const yaml_event_t *event, int depth, FrontValue *value);

/* Behind a value without quotes a blank and # begin a remark (YAML 1.1, 4.3.3), which nobody sees who meant "No. #2". */
static void warn_of_remark(Reader *r, yaml_mark_t end)
{
    Pos pos = place(r, end);
    Str rest = str_slice(source_line(r->source, pos.line), pos.column - 1, SIZE_MAX), remark = str_trim(rest);
    if (remark.p == rest.p || !str_starts(remark, STR("#")))
        return;
    pos.column += (uint32_t)(remark.p - rest.p);
    diag_warn(r->d, "front-remark", pos, "空格加 # 是注释的开头，这里起的文字不算在值里：%.*s",
                 "a blank and # begin a remark; what stands from here on is no part of the value: %.*s", STR_ARG(str_slice(remark, 0, 80)));
    diag_hint(r->d, "若是值的一部分，给整个值加双引号；若是注释，另起一行，以 # 开头",
              "if it belongs to the value, put the whole in double quotes; if it is a remark, give it a line of its own");
}

static bool read_scalar(Reader *r, const yaml_event_t *e, FrontValue *value)
{
    Str text = {(const char *)e->data.scalar.value, e->data.scalar.length};
    size_t at = source_offset(value->pos);
    value->kind = FRONT_SCALAR;
    value->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    at += value->quoted;
    Str there = str_slice(r->source->text, at, at + text.n);
    value->text = str_equal(there, text) ? there : str_copy(r->texts, text);
    if (!value->quoted)
        warn_of_remark(r, e->end_mark);
    if (!memchr(text.p, 0, text.n))
        return true;
    return refuse(r, e->start_mark, "值里有空字符 (\\0)", "the value holds a zero character");
}

static void *kept(Arena *a, const void *items, size_t size)
{
    void *copy = arena_alloc(a, size);
    if (size)
        memcpy(copy, items, size);
    return copy;
}

/* Items between brackets are parted by commas in half width; one that was typed in full width joins two (YAML 1.1, 7.4.1). */
static void warn_of_comma(Reader *r, const FrontValue *item)
{
    Str comma = STR("，");
    size_t at = item->kind == FRONT_SCALAR && !item->quoted ? str_find(item->text, comma, 0) : item->text.n;
    if (at >= item->text.n)
        return;
    Pos pos = item->pos;
    pos.column += (uint32_t)at;
    diag_warn(r->d, "front-comma", pos, "方括号里用了全角逗号“，”，“%.*s”算作一项", "a full-width comma parts nothing: \"%.*s\" is one item",
              STR_ARG(item->text));
    diag_hint(r->d, "几项之间用半角逗号加空格，写作 [甲, 乙]；逗号属于这一项的，给它加双引号",
              "write [a, b] with commas in half width; where the comma belongs to the item, put it in double quotes");
}

static bool read_list(Reader *r, int depth, bool flow, FrontValue *value)
{
    FrontValue *items = NULL;
    size_t count = 0, room = 0;
    yaml_event_t event;
    bool good = true, open = true;
    value->kind = FRONT_LIST;
    while (good && open && (good = next(r, &event))) {
        open = event.type != YAML_SEQUENCE_END_EVENT;
        FrontValue item = {0};
        if (open && (good = read_value(r, &event, depth + 1, &item))) {
            arena_push(r->scratch, items, count, room, item);
            if (flow)
                warn_of_comma(r, &item);
        }
        yaml_event_delete(&event);
    }
    value->items = kept(r->a, items, count * sizeof *items);
    value->count = (uint32_t)count;
    return good;
}

static bool is_new_key(Reader *r, const FrontField *fields, size_t count, const FrontField *field,
                       yaml_mark_t mark)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(fields[i].key, field->key)) {
            diag_error(r->d, "front-duplicate", field->key_pos, "“%.*s”写了两次，第一次在第 %u 行",
                       "“%.*s” stands here a second time, first in line %u", STR_ARG(field->key),
                       fields[i].key_pos.line);
            return false;
        }
    return count < KEYS_MAX || refuse(r, mark, "字段太多（最多 500 个）", "over 500 fields");
}

static bool read_key(Reader *r, const yaml_event_t *event, FrontField *field)
{
    FrontValue key = {.pos = place(r, event->start_mark)};
    if (!is_plain(r, event))
        return false;
    if (event->type != YAML_SCALAR_EVENT)
        return refuse(r, event->start_mark, "这里应是键名", "a key is expected here");
    if (!read_scalar(r, event, &key))
        return false;
    field->key = key.text;
    field->key_pos = key.pos;
    return true;
}

static bool read_field(Reader *r, const yaml_event_t *key, int depth, FrontField *field)
{
    yaml_event_t event;
    if (!read_key(r, key, field) || !next(r, &event))
        return false;
    bool good = read_value(r, &event, depth + 1, &field->value);
    yaml_event_delete(&event);
    return good;
}

static bool read_map(Reader *r, int depth, FrontValue *value)
{
    FrontField *fields = NULL;
    size_t count = 0, room = 0;
    yaml_event_t event;
    bool good = true, open = true;
    value->kind = FRONT_MAP;
    while (good && open && (good = next(r, &event))) {
        open = event.type != YAML_MAPPING_END_EVENT;
        FrontField field = {0};
        if (open && (good = read_field(r, &event, depth, &field) &&
                            is_new_key(r, fields, count, &field, event.start_mark)))
            arena_push(r->scratch, fields, count, room, field);
        yaml_event_delete(&event);
    }
    value->fields = kept(r->a, fields, count * sizeof *fields);
    value->count = (uint32_t)count;
    return good;
}

static bool read_value(Reader *r, const yaml_event_t *event, int depth, FrontValue *value)
{
    value->pos = place(r, event->start_mark);
    if (!is_plain(r, event))
        return false;
    if (depth > DEPTH_MAX)
        return refuse(r, event->start_mark, "括号或列表套得太深（最多 8 层）",
                      "lists and maps are nested over 8 deep");
    if (event->type == YAML_SCALAR_EVENT)
        return read_scalar(r, event, value);
    if (event->type == YAML_SEQUENCE_START_EVENT)
        return read_list(r, depth, event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE, value);
    assert(event->type == YAML_MAPPING_START_EVENT);
    return read_map(r, depth, value);
}

static bool has_directive(const yaml_event_t *e)
{
    return e->data.document_start.version_directive ||
           e->data.document_start.tag_directives.start != e->data.document_start.tag_directives.end;
}

/* The events of a stream: one document, a map, or nothing at all. */
static bool read_stream(Reader *r, FrontValue *root)
{
    yaml_event_t event;
    bool good = true, open = true, seen = false;
    while (good && open && (good = next(r, &event))) {
        if (event.type == YAML_STREAM_END_EVENT) {
            open = false;
        } else if (event.type == YAML_DOCUMENT_START_EVENT) {
            if (seen || has_directive(&event))
                good = refuse(r, event.start_mark, "这里不能有 --- ... 或 % 开头的行",
                              "no lines of ---, ... or % may stand here");
            seen = true;
        } else if (event.type == YAML_MAPPING_START_EVENT) {
            good = read_value(r, &event, 0, root);
        } else if (event.type != YAML_STREAM_START_EVENT &&
                   event.type != YAML_DOCUMENT_END_EVENT) {
            good = is_plain(r, &event) &&
                   refuse(r, event.start_mark, "这里应是“键: 值”", "expected 'key: value' here");
        }
        yaml_event_delete(&event);
    }
    return good;
}

static bool parse(Reader *r, Front *front)
{
    yaml_parser_t parser;
    int made = yaml_parser_initialize(&parser);
    assert(made); /* fails for want of memory only */
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)r->header.p, r->header.n);
    r->parser = &parser;
    r->scratch = arena_open();
    FrontValue root = {0};
    bool good = read_stream(r, &root);
    arena_close(r->scratch);
    yaml_parser_delete(&parser);
    front->fields = root.fields;
    front->count = good ? root.count : 0;
    return good;
}

bool front_read(Arena *a, Arena *texts, const Source *source, Front *front, Diag *d)
{
    *front = (Front){0};
    if (!is_mark(source, 1))
        return refuse_late_start(source, d);
    front->present = true;
    uint32_t end = 2;
    while (end <= source->nlines && !is_mark(source, end))
        end++;
    if (end > source->nlines) {
        front->body = source->text.n;
        report_open_end(source, 1, d);
        return false;
    }
    front->body = after_line(source, end);
    size_t from = after_line(source, 1), to = after_line(source, end - 1);
    Reader r = {a, texts, NULL, source, d, str_slice(source->text, from, to), 2, NULL};
    if (r.header.n > HEADER_MAX) {
        diag_error(d, "front-limit", ((Pos){source, end, 1}),
                   "两行 --- 之间有 %zu 字节，最多 %d", "%zu bytes between the --- lines, at most %d",
                   r.header.n, HEADER_MAX);
        return false;
    }
    return front_plain(a, source, r.header, r.header_line, front) || (check_lines(&r) && parse(&r, front));
}

const FrontField *front_find(const Front *front, Str key)
{
    for (uint32_t i = 0; i < front->count; i++)
        if (str_equal(front->fields[i].key, key))
            return &front->fields[i];
    return NULL;
}
