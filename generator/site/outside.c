#include "site/outside.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "site/link.h"
#include "site/site_imp.h"

typedef struct Use {
    Str address;
    Pos pos;
} Use;

typedef struct Uses {
    Arena *arena;
    Use *list;
    size_t count, room;
} Uses;

/* ---- finding them ---- */

static bool visit(void *self, const Node *node, bool entering)
{
    Uses *u = self;
    if (entering && node->kind == NODE_LINK && link_is_outside(node->as.link.href))
        arena_push(u->arena, u->list, u->count, u->room, ((Use){str_trim(node->as.link.href), node->pos}));
    return true;
}

static bool is_address(Str s)
{
    static const Str starts[] = {STR("http:"), STR("https:"), STR("mailto:"), STR("tel:"), STR("//"), STR("HTTP:"), STR("HTTPS:")};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(s, starts[i]))
            return true;
    return false;
}

static void take_value(Uses *u, const Row *row, const Field *f, const Value *v)
{
    bool holds = v->kind == VALUE_LIST || v->kind == VALUE_MAP || v->kind == VALUE_ROWS;
    for (uint32_t i = 0; holds && i < v->count; i++)
        take_value(u, row, f, &v->as.items[i]);
    if (!holds && is_address(v->text))
        arena_push(u->arena, u->list, u->count, u->room, ((Use){v->text, value_pos(row, f, v)}));
}

static void take_row(Uses *u, const Row *row)
{
    for (size_t i = 0; i < row->collection->nfields; i++)
        take_value(u, row, &row->collection->fields[i], row->values[i]);
    if (row_has_kinds(row, doc_kinds(NODE_LINK)))
        doc_walk(row_tree(row, u->arena), visit, u);
}

static Str file_of(Pos pos)
{
    return pos.source ? pos.source->path : STR_NONE;
}

static int by_address(const void *left, const void *right)
{
    const Use *a = left, *b = right;
    int order = str_compare(a->address, b->address);
    order = order ? order : str_compare(file_of(a->pos), file_of(b->pos));
    order = order ? order : (a->pos.line > b->pos.line) - (a->pos.line < b->pos.line);
    return order ? order : (a->pos.column > b->pos.column) - (a->pos.column < b->pos.column);
}

/* ---- what is doubtful ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

static bool has_bad_escape(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '%' && !(i + 2 < s.n && is_hex(s.p[i + 1]) && is_hex(s.p[i + 2])))
            return true;
    return false;
}

static bool is_ascii(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] & 0x80)
            return false;
    return true;
}

static bool is_host_char(char c)
{
    return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || (c & 0x80);
}

/* Labels with dots between them, at least two; what is beyond ASCII is for another question. */
static bool is_host(Str host)
{
    Str label;
    size_t labels = 0;
    while (str_split(&host, '.', &label)) {
        if (!label.n || label.p[0] == '-' || label.p[label.n - 1] == '-')
            return false;
        for (size_t i = 0; i < label.n; i++)
            if (!is_host_char(label.p[i]))
                return false;
        labels++;
    }
    return labels >= 2;
}

static bool is_port(Str port)
{
    int64_t number;
    return str_to_int(port, &number) && is_digit(port.p[0]) && number >= 1 && number <= 65535;
}

/* Marks of a Chinese sentence that were taken along, at the end or inside. */
static bool has_sentence_mark(Str s)
{
    static const Str marks[] = {STR("，"), STR("。"), STR("、"), STR("；"), STR("（"), STR("）"), STR("“"), STR("”"), STR("《"), STR("》"), STR(" ")};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_find(s, marks[i], 0) < s.n)
            return true;
    return false;
}

typedef struct Doubt {
    const char *zh, *en;
} Doubt;

static const Doubt none = {NULL, NULL};

/* host[:port], which is all that stands between // and the path. */
static Doubt authority_doubt(Str authority, Str *host)
{
    size_t colon = str_find(authority, STR(":"), 0);
    *host = str_slice(authority, 0, colon);
    if (str_find(authority, STR("@"), 0) < authority.n)
        return (Doubt){"主机名之前有“@”，看上去像另一个网站", "an @ before the host makes it look like another site"};
    if (!host->n)
        return (Doubt){"没有主机名", "there is no host"};
    if (!is_host(*host))
        return (Doubt){"主机名写得不对", "no host is called so"};
    if (colon < authority.n && !is_port(str_slice(authority, colon + 1, authority.n)))
        return (Doubt){"端口写得不对", "no port has this number"};
    return none;
}

static Doubt web_doubt(Str rest, Str *host)
{
    if (!str_starts(rest, STR("//")))
        return (Doubt){"冒号后面缺“//”", "// is missing behind the colon"};
    rest = str_slice(rest, 2, rest.n);
    size_t end = 0;
    while (end < rest.n && !strchr("/?#", rest.p[end]))
        end++;
    Str authority = str_slice(rest, 0, end);
    if (str_equal(authority, STR("http:")) || str_equal(authority, STR("https:")))
        return (Doubt){"“http”写了两遍", "http stands there twice"};
    Doubt doubt = authority_doubt(authority, host);
    return doubt.zh ? doubt
           : has_bad_escape(rest) ? (Doubt){"“%”后面应是两位十六进制数", "two hexadecimal digits follow a %"}
           : has_sentence_mark(rest) ? (Doubt){"把句子里的标点或空格也算了进去", "marks of the sentence, or blanks, have come along"}
                                     : none;
}

static Doubt mail_doubt(Str rest, Str *host)
{
    rest = str_slice(rest, 0, str_find(rest, STR("?"), 0));
    size_t at = str_find(rest, STR("@"), 0);
    *host = str_slice(rest, at + 1, rest.n);
    bool good = at > 0 && at < rest.n && is_host(*host) && !has_sentence_mark(rest);
    return good ? none : (Doubt){"不是邮箱地址", "this is no mail address"};
}

static Doubt phone_doubt(Str rest)
{
    size_t digits = 0;
    for (size_t i = 0; i < rest.n; i++) {
        digits += is_digit(rest.p[i]);
        if (!is_digit(rest.p[i]) && !strchr("+-().;=ext", rest.p[i]))
            return (Doubt){"电话号码里有别的字符", "a telephone number holds other characters"};
    }
    return digits >= 3 ? none : (Doubt){"不是电话号码", "this is no telephone number"};
}

static void judge(const Use *use, Diag *d)
{
    Str address = use->address, host = STR_NONE, rest = address, scheme;
    str_split(&rest, ':', &scheme);
    char lower[8] = {0};
    for (size_t i = 0; i < scheme.n && i < sizeof lower - 1; i++)
        lower[i] = (char)(scheme.p[i] >= 'A' && scheme.p[i] <= 'Z' ? scheme.p[i] | 32 : scheme.p[i]);
    bool http = strcmp(lower, "http") == 0;
    Doubt doubt = http || strcmp(lower, "https") == 0 ? web_doubt(rest, &host)
                  : strcmp(lower, "mailto") == 0      ? mail_doubt(rest, &host)
                  : strcmp(lower, "tel") == 0         ? phone_doubt(rest)
                                                      : (Doubt){"缺“https:”", "https: is missing"};
    if (doubt.zh) {
        diag_warn(d, "link-form", use->pos, "网址有误：%.*s", "not an address: %.*s", STR_ARG(address));
        diag_hint_words(d, str_of(doubt.zh), str_of(doubt.en));
    } else if (!is_ascii(host)) {
        diag_warn(d, "link-host", use->pos, "主机名里有 ASCII 以外的字符，可能冒充别的网站：%.*s",
                  "the host's name goes beyond ASCII and may pose as another: %.*s", STR_ARG(address));
        diag_hint(d, "核对是不是这个网站；中文域名请向对方确认", "make sure that this is the site that is meant");
    } else if (http) {
        diag_warn(d, "link-http", use->pos, "不加密的网址：%.*s", "not encrypted: %.*s", STR_ARG(address));
        diag_hint(d, "试试 https:// 能不能打开，能就改用它", "try whether https:// opens, and use it if it does");
    }
}

void outside_list(const Site *s, Buf *out, Diag *d)
{
    assert(out->arena);
    Uses u = {.arena = out->arena};
    for (size_t i = 0; i < s->model->count; i++)
        for (size_t j = 0; j < s->tables[i].count; j++)
            take_row(&u, s->tables[i].rows[j]);
    if (u.count)
        qsort(u.list, u.count, sizeof *u.list, by_address);
    for (size_t i = 0; i < u.count; i++) {
        diag_escape(out, u.list[i].address);
        buf_byte(out, '\t');
        buf_str(out, diag_place(d, u.list[i].pos));
        buf_byte(out, '\n');
        judge(&u.list[i], d);
    }
}
