/*
 * Addresses: which may be linked, and where bare ones begin and end in Chinese text.
 *
 * The schemes are an allow-list: cmark-gfm's own list of four bad ones lets blob:, intent:,
 * view-source: and //host through. An address is judged as a browser would come to read it: after
 * references and %XX are undone.
 */
#include <assert.h>
#include <string.h>

#include "read/markdown_imp.h"
#include "text/unicode.h"

enum { RUBY_MAX = 256 /* bytes of {base|annotation} */ };

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_alpha(c) || is_digit(c);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* ---- what may be linked ---- */

static int hex_value(char c)
{
    c = lower(c);
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* %XX undone, once over; blanks and controls left out, as browsers do before they look. */
static Str bare_of(Arena *a, Str href)
{
    Buf out = buf_in(a);
    buf_reserve(&out, href.n + 1);
    for (size_t i = 0; i < href.n; i++) {
        char c = href.p[i];
        if (c == '%' && i + 2 < href.n && hex_value(href.p[i + 1]) >= 0 &&
            hex_value(href.p[i + 2]) >= 0) {
            c = (char)(hex_value(href.p[i + 1]) * 16 + hex_value(href.p[i + 2]));
            i += 2;
        }
        if ((unsigned char)c > ' ' && c != 0x7F)
            buf_byte(&out, c);
    }
    return buf_view(&out);
}

/* The scheme before the first ':', STR_NONE when the address is relative. */
static Str scheme_of(Str address)
{
    size_t n = 0;
    while (n < address.n && (is_alnum(address.p[n]) || (n && memchr("+-.", address.p[n], 3))))
        n++;
    bool scheme = n && is_alpha(address.p[0]) && n < address.n && address.p[n] == ':';
    return scheme ? str_slice(address, 0, n) : STR_NONE;
}

static bool is_allowed_scheme(Str scheme)
{
    static const char *const allowed[] = {"http", "https", "mailto", "tel"};
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        Str name = str_of(allowed[i]);
        size_t k = 0;
        while (k < name.n && k < scheme.n && lower(scheme.p[k]) == name.p[k])
            k++;
        if (k == name.n && k == scheme.n)
            return true;
    }
    return false;
}

static bool has_control(Str href)
{
    uint32_t rune;
    for (size_t at = 0; at < href.n;) {
        at += unicode_decode(href, at, &rune);
        if (markdown_is_forbidden(rune) || rune == '\t' || rune == '\n')
            return true;
    }
    return false;
}

bool markdown_link_allowed(Arena *a, Str href, LinkFault *fault)
{
    if (has_control(href)) {
        *fault = (LinkFault){"地址里有控制字符", "control characters in the address"};
        return false;
    }
    Str bare = bare_of(a, href);
    if (memchr(bare.p, '\\', bare.n)) {
        *fault = (LinkFault){"地址里有反斜线“\\”，应是“/”", "a backslash in the address; expected /"};
        return false;
    }
    if (str_starts(bare, STR("//"))) {
        *fault = (LinkFault){"地址以 // 开头，缺 https:", "the address starts with //; https: is missing"};
        return false;
    }
    Str scheme = scheme_of(bare);
    if (!scheme.p || is_allowed_scheme(scheme))
        return true;
    *fault = (LinkFault){"只能用 http、https、mailto、tel 开头的地址或相对路径",
                         "only http, https, mailto, tel and relative addresses are linked"};
    return false;
}

/* ---- bare addresses ---- */

/* Chinese punctuation that ends an address; “—” and “…” too. */
static bool ends_address(uint32_t rune)
{
    switch (unicode_punct(rune)) {
    case PUNCT_OPEN: case PUNCT_CLOSE: case PUNCT_QUOTE_OPEN: case PUNCT_QUOTE_CLOSE:
    case PUNCT_COMMA: case PUNCT_STOP: case PUNCT_STOP_FULL: case PUNCT_DASH:
    case PUNCT_ELLIPSIS:
        return true;
    case PUNCT_NONE: case PUNCT_MID: case PUNCT_CONN: case PUNCT_HYPHEN: case PUNCT_SOL:
    case PUNCT_POST: case PUNCT_PRE: case PUNCT_LATIN_CLOSE: case PUNCT_LATIN_OPEN:
        break;
    }
    return rune == '<' || rune == '>' || rune == '"' || rune == '`' || rune == UNICODE_BAD ||
           unicode_is_whitespace(rune) || unicode_is_control(rune);
}

/* The end of a host name that starts at `at` and has so many dots; `at` when it is none. */
static size_t host_end(Str s, size_t at, const char *more, size_t least_dots)
{
    size_t end = at, dots = 0, last = at;
    while (end < s.n && (is_alnum(s.p[end]) || (s.p[end] && strchr(more, s.p[end])) ||
                         (s.p[end] == '.' && end > at && s.p[end - 1] != '.'))) {
        bool inner = s.p[end] == '.' && end + 1 < s.n && is_alnum(s.p[end + 1]);
        dots += inner;
        last = is_alnum(s.p[end]) ? end + 1 : last;
        end++;
    }
    return dots >= least_dots && at < s.n && is_alnum(s.p[at]) ? last : at;
}

/* The start of what looks like a reference (&copy;) and ends at `end`; end - 1 when it is none. */
static size_t reference_start(Str s, size_t from, size_t end)
{
    size_t start = end - 1;
    while (start > from && is_alnum(s.p[start - 1]))
        start--;
    return start > from && s.p[start - 1] == '&' && start < end - 1 ? start - 1 : end - 1;
}

/* Without the ASCII punctuation that belongs to the sentence, and closing brackets too many. */
static size_t trimmed_end(Str s, size_t from, size_t end)
{
    while (end > from) {
        char c = s.p[end - 1];
        int balance = 0;
        for (size_t i = from; c == ')' && i < end; i++)
            balance += s.p[i] == '(' ? 1 : s.p[i] == ')' ? -1 : 0;
        if (!memchr("?!.,:*_~';", c, 10) && !(c == ')' && balance < 0))
            break;
        end = c == ';' ? reference_start(s, from, end) : end - 1;
    }
    return end;
}

static size_t address_end(Str s, size_t host, size_t least_dots)
{
    size_t end = host_end(s, host, "-", least_dots);
    if (end == host)
        return host;
    if (end + 1 < s.n && s.p[end] == ':' && is_digit(s.p[end + 1]))
        for (end++; end < s.n && is_digit(s.p[end]);)
            end++;
    if (end >= s.n || !memchr("/?#", s.p[end], 3))
        return end;
    uint32_t rune;
    while (end < s.n) {
        size_t length = unicode_decode(s, end, &rune);
        if (ends_address(rune))
            break;
        end += length;
    }
    return trimmed_end(s, host, end);
}

typedef struct Found {
    size_t start, end;
    const char *prefix; /* put before the text to make the address */
} Found;

static bool follows_word(Str s, size_t at, size_t from)
{
    return at > from && (is_alnum(s.p[at - 1]) || memchr("._-/@:", s.p[at - 1], 6));
}

/* "http://" or "https://" that ends with the "://" at colon. */
static bool try_scheme(Str s, size_t from, size_t colon, Found *found)
{
    if (!str_starts(str_slice(s, colon, s.n), STR("://")))
        return false;
    size_t start = colon;
    while (start > from && is_alpha(s.p[start - 1]) && colon - start < 6)
        start--;
    Str scheme = str_slice(s, start, colon);
    if ((scheme.n != 4 && scheme.n != 5) || !is_allowed_scheme(scheme) ||
        (start > from && is_alnum(s.p[start - 1])))
        return false;
    *found = (Found){start, address_end(s, colon + 3, 0), ""};
    return found->end > colon + 3;
}

static bool try_www(Str s, size_t from, size_t at, Found *found)
{
    if (!str_starts(str_slice(s, at, s.n), STR("www.")) || follows_word(s, at, from))
        return false;
    *found = (Found){at, address_end(s, at, 1), "http://"};
    return found->end > at + 4;
}

static bool try_mail(Str s, size_t from, size_t sign, Found *found)
{
    size_t start = sign;
    while (start > from && (is_alnum(s.p[start - 1]) || memchr("._+-", s.p[start - 1], 4)))
        start--;
    size_t end = host_end(s, sign + 1 < s.n ? sign + 1 : s.n - 1, "-_", 1);
    if (start == sign || sign + 1 >= s.n || end <= sign + 1 ||
        (end < s.n && (s.p[end] == '-' || s.p[end] == '_' || s.p[end] == '@')))
        return false;
    *found = (Found){start, end, "mailto:"};
    return true;
}

typedef bool Try(Str s, size_t from, size_t at, Found *found);

/* The first place where c stands and tried says yes. */
static bool first_of(Str s, size_t from, char c, Try *tried, Found *found)
{
    const char *p = s.p + from, *end = s.p + s.n;
    for (; p < end && (p = memchr(p, c, (size_t)(end - p))); p++)
        if (tried(s, from, (size_t)(p - s.p), found))
            return true;
    return false;
}

bool markdown_autolink(Arena *a, Str text, size_t from, size_t *start, size_t *end, Str *href)
{
    static const struct { char c; Try *tried; } kinds[] = {
        {':', try_scheme}, {'w', try_www}, {'@', try_mail}};
    Found best = {.start = OFFSET_NONE}, found;
    assert(from <= text.n);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (first_of(text, from, kinds[i].c, kinds[i].tried, &found) && found.start < best.start)
            best = found;
    if (best.start == OFFSET_NONE)
        return false;
    *start = best.start;
    *end = best.end;
    Str address = str_slice(text, best.start, best.end);
    *href = best.prefix[0] ? str_printf(a, "%s%.*s", best.prefix, STR_ARG(address)) : address;
    return true;
}

/* ---- the ends of links, by the grammar of CommonMark 6.6 ---- */

static size_t skip_space(Str s, size_t at)
{
    while (at < s.n && memchr(" \t\r\n", s.p[at], 4))
        at++;
    return at;
}

static size_t skip_escaped(Str s, size_t at)
{
    return at + (s.p[at] == '\\' && at + 1 < s.n && (unsigned char)s.p[at + 1] < 0x80 ? 2 : 1);
}

/* <address> or an address with balanced brackets; OFFSET_NONE when it is neither. */
static size_t destination_end(Str s, size_t at)
{
    if (at < s.n && s.p[at] == '<') {
        for (at++; at < s.n && s.p[at] != '>'; at = skip_escaped(s, at))
            if (s.p[at] == '\n' || s.p[at] == '<')
                return OFFSET_NONE;
        return at < s.n ? at + 1 : OFFSET_NONE;
    }
    int open = 0;
    for (; at < s.n && (unsigned char)s.p[at] > ' '; at = skip_escaped(s, at)) {
        open += s.p[at] == '(';
        open -= s.p[at] == ')';
        if (open < 0)
            break;
    }
    return at;
}

/* "title", 'title' or (title) at `at`; OFFSET_NONE when it does not close. */
static size_t title_end(Str s, size_t at)
{
    char close = s.p[at] == '(' ? ')' : s.p[at];
    for (at++; at < s.n && s.p[at] != close;)
        at = skip_escaped(s, at);
    return at < s.n ? at + 1 : OFFSET_NONE;
}

static bool opens_title(Str s, size_t at)
{
    return at < s.n && memchr("\"'(", s.p[at], 3);
}

size_t markdown_link_end(Str s, size_t at)
{
    if (at < s.n && s.p[at] == '[') {
        size_t end = at + 1;
        while (end < s.n && s.p[end] != ']' && s.p[end] != '[')
            end = skip_escaped(s, end);
        return end < s.n && s.p[end] == ']' ? end + 1 : at;
    }
    if (at >= s.n || s.p[at] != '(')
        return at;
    size_t end = destination_end(s, skip_space(s, at + 1));
    if (end == OFFSET_NONE)
        return at;
    size_t title = skip_space(s, end);
    if (title > end && opens_title(s, title))
        title = title_end(s, title);
    if (title == OFFSET_NONE)
        return at;
    title = skip_space(s, title);
    return title < s.n && s.p[title] == ')' ? title + 1 : at;
}

static bool ends_line(Str s, size_t at)
{
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == '\r'))
        at++;
    return at >= s.n || s.p[at] == '\n';
}

/* Behind one definition; `at` when there is none. */
static size_t definition_end(Str s, size_t at)
{
    size_t label = at + 1;
    while (label < s.n && s.p[label] != ']' && s.p[label] != '[')
        label = skip_escaped(s, label);
    if (label + 1 >= s.n || s.p[label] != ']' || s.p[label + 1] != ':' || label == at + 1)
        return at;
    size_t start = skip_space(s, label + 2), end = destination_end(s, start);
    if (end == OFFSET_NONE || end == start)
        return at;
    size_t title = skip_space(s, end);
    if (title > end && opens_title(s, title)) {
        size_t closed = title_end(s, title);
        if (closed != OFFSET_NONE && ends_line(s, closed))
            return skip_space(s, closed);
    }
    return ends_line(s, end) ? skip_space(s, end) : at;
}

size_t markdown_skip_definitions(Str s, size_t at)
{
    size_t end;
    while (at < s.n && s.p[at] == '[' && (end = definition_end(s, at)) > at)
        at = end;
    return at;
}

/* ---- ruby ---- */

static bool has_han(Str s)
{
    uint32_t rune;
    for (size_t at = 0; at < s.n;) {
        at += unicode_decode(s, at, &rune);
        if (unicode_is_han(rune))
            return true;
    }
    return false;
}

bool markdown_ruby(Str text, size_t at, size_t *bar, size_t *close)
{
    Str reach = str_slice(text, 0, at + RUBY_MAX);
    size_t end = str_find(reach, STR("}"), at);
    size_t middle = str_find(reach, STR("|"), at);
    if (end == reach.n || middle > end || middle == at + 1 || middle + 1 == end)
        return false;
    Str inside = str_slice(text, at + 1, end);
    if (memchr(inside.p, '{', inside.n) || str_find(text, STR("|"), middle + 1) < end ||
        !has_han(str_slice(text, at + 1, middle)))
        return false;
    *bar = middle;
    *close = end;
    return true;
}
