/*
 * One pass over the bytes, no tree: the writer of the page closes what it opens, and where it does
 * not, the words are found all the same.
 */
#include "html/words.h"

#include <assert.h>
#include <string.h>

#include "html/reference.h"
#include "html/syntax.h"

typedef struct Words {
    Buf *text;
    Buf aside;   /* what is not read in the run of the text: attributes, comments, scripts */
    Str s;
    size_t at;
    Str until;   /* in an element whose content goes aside: its name */
} Words;

/* ---- characters ---- */

/* Bytes with which something begins that is not simply taken over. */
static bool is_plain(char c)
{
    switch ((unsigned char)c) {
    case '&': case ' ': case '\t': case '\r': case '\n': case 0xC2: case 0xE2: case 0xEF: return false;
    default: return true;
    }
}

/* Bytes at s[i] of a character that nobody sees and no search should stumble over; 0: none. */
static size_t unseen_at(Str s, size_t i)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    if (p[0] == 0xC2)
        return s.n - i >= 2 && p[1] == 0xAD ? 2 : 0; /* SHY */
    if (s.n - i < 3)
        return 0;
    bool joins = p[0] == 0xE2 && ((p[1] == 0x80 && p[2] >= 0x8B && p[2] <= 0x8D) || (p[1] == 0x81 && p[2] == 0xA0));
    bool bom = p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF;
    return joins || bom ? 3 : 0; /* ZWSP ZWNJ ZWJ WJ BOM */
}

static void put_blank(Buf *out)
{
    if (out->n && out->p[out->n - 1] != '\n' && out->p[out->n - 1] != ' ')
        buf_byte(out, ' ');
}

static void put_reference(Buf *out, uint32_t rune)
{
    bool unseen = rune == 0xAD || (rune >= 0x200B && rune <= 0x200D) || rune == 0x2060 || rune == 0xFEFF;
    if (!unseen)
        buf_rune(out, rune);
}

/* Text of the page, or of an attribute. */
static void put_text(Buf *out, Str s)
{
    buf_reserve(out, s.n);
    for (size_t i = 0, n; i < s.n; i += n) {
        size_t end = i;
        while (end < s.n && is_plain(s.p[end]))
            end++;
        buf_str(out, str_slice(s, i, end));
        if ((i = end) == s.n)
            break;
        uint32_t rune = s.p[i] == '&' ? html_reference(s, i, &n) : 0;
        if (rune) {
            put_reference(out, rune);
        } else if ((n = unseen_at(s, i)) == 0) {
            n = 1;
            if (html_is_blank(s.p[i]))
                put_blank(out);
            else
                buf_byte(out, s.p[i]);
        }
    }
}

static void end_line(Buf *out)
{
    if (out->n && out->p[out->n - 1] == ' ')
        out->n--;
    if (out->n && out->p[out->n - 1] != '\n')
        buf_byte(out, '\n');
}

/* ---- elements ---- */

/* Elements that stand in the run of a line. */
static bool is_inline(Str name)
{
    static const Str names[] = {STR("a"), STR("b"), STR("i"), STR("q"), STR("s"), STR("u"), STR("em"), STR("rb"), STR("rp"),
                                STR("bdi"), STR("bdo"), STR("del"), STR("dfn"), STR("ins"), STR("kbd"), STR("sub"), STR("sup"),
                                STR("var"), STR("wbr"), STR("abbr"), STR("cite"), STR("code"), STR("data"), STR("font"),
                                STR("mark"), STR("ruby"), STR("samp"), STR("span"), STR("time"), STR("small"), STR("tspan"),
                                STR("strong")};
    return HTML_IS_ONE_OF(name, names);
}

/* Their content is not read in the run of the text. */
static bool is_aside(Str name)
{
    static const Str names[] = {STR("script"), STR("rt"), STR("title"), STR("desc")};
    return HTML_IS_ONE_OF(name, names);
}

/* Attributes that say something in any case; others do when they hold more than numbers and Latin. */
static bool speaks(Str name, Str value)
{
    static const Str names[] = {STR("alt"), STR("aria-label"), STR("content"), STR("href"), STR("placeholder"), STR("src"),
                                STR("srcset"), STR("title"), STR("value")};
    if (HTML_IS_ONE_OF(name, names) || str_starts(name, STR("data-")))
        return true;
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] >= 0x80 || value.p[i] == '@')
            return true;
    return false;
}

/* Up to one of these bytes, of which there is at least one. */
static Str take_until(Words *w, const char *ends)
{
    size_t from = w->at;
    for (; w->at < w->s.n; w->at++)
        for (const char *end = ends; *end; end++)
            if (w->s.p[w->at] == *end)
                return str_slice(w->s, from, w->at);
    return str_slice(w->s, from, w->s.n);
}

static void skip_blanks(Words *w)
{
    while (w->at < w->s.n && html_is_blank(w->s.p[w->at]))
        w->at++;
}

static Str take_value(Words *w)
{
    char quote = w->at < w->s.n ? w->s.p[w->at] : 0;
    if (quote != '"' && quote != '\'')
        return take_until(w, " \t\r\n>");
    w->at++;
    Str value = take_until(w, quote == '"' ? "\"" : "'");
    w->at += w->at < w->s.n;
    return value;
}

/* What a style sheet says stands in quotes, and in comments. */
static void take_sheet(Words *w)
{
    Str sheet = str_slice(w->s, w->at, str_find(w->s, STR("</"), w->at));
    w->at += sheet.n;
    for (size_t i = 0, end; i < sheet.n; i = end + 1) {
        bool comment = str_starts(str_slice(sheet, i, sheet.n), STR("/*"));
        end = i;
        if (!comment && sheet.p[i] != '"' && sheet.p[i] != '\'')
            continue;
        end = str_find(sheet, comment ? STR("*/") : (Str){sheet.p + i, 1}, i + 1);
        put_text(&w->aside, str_slice(sheet, i + 1 + comment, end));
        end_line(&w->aside);
    }
}

/* The attributes, and the end of the tag. */
static void take_attributes(Words *w)
{
    bool policy = false; /* of a page: sources and fingerprints, which are no words */
    for (;;) {
        skip_blanks(w);
        size_t from = w->at;
        Str name = take_until(w, " \t\r\n=/>"), value = STR_NONE;
        skip_blanks(w);
        if (name.n && w->at < w->s.n && w->s.p[w->at] == '=') {
            w->at++;
            skip_blanks(w);
            value = take_value(w);
        }
        policy = policy || (str_equal(name, STR("http-equiv")) && str_equal(value, STR("Content-Security-Policy")));
        if (speaks(name, value) && !(policy && str_equal(name, STR("content")))) {
            put_text(&w->aside, value);
            end_line(&w->aside);
        }
        if (w->at >= w->s.n || w->s.p[w->at] == '>') {
            w->at += w->at < w->s.n;
            return;
        }
        w->at += w->at == from; /* a / or what nobody writes */
    }
}

static void take_comment(Words *w)
{
    size_t end = str_find(w->s, STR("-->"), w->at);
    put_text(&w->aside, str_slice(w->s, w->at + 4, end));
    end_line(&w->aside);
    w->at = end + 3 < w->s.n ? end + 3 : w->s.n;
}

static void take_tag(Words *w)
{
    if (str_starts(str_slice(w->s, w->at, w->s.n), STR("<!--"))) {
        take_comment(w);
        return;
    }
    w->at++;
    bool closing = w->at < w->s.n && w->s.p[w->at] == '/';
    w->at += closing;
    Str name = take_until(w, " \t\r\n/>");
    if (closing && str_equal(name, w->until)) {
        end_line(&w->aside);
        w->until = STR_NONE;
    } else if (!closing && is_aside(name) && !w->until.n) {
        w->until = name;
    } else if (!is_inline(name) && !w->until.n) {
        end_line(w->text);
    }
    size_t before = w->at;
    take_attributes(w);
    if (!closing && !w->until.n && str_equal(name, STR("style")))
        take_sheet(w);
    if (w->at >= 2 && w->at > before && w->s.p[w->at - 2] == '/' && str_equal(name, w->until))
        w->until = STR_NONE; /* <title/> */
}

/* In a script only its own end tag is markup. */
static bool is_tag(const Words *w)
{
    Str rest = str_slice(w->s, w->at + 1, w->s.n);
    if (str_equal(w->until, STR("script")))
        return rest.n > w->until.n && rest.p[0] == '/' && str_starts(str_slice(rest, 1, rest.n), w->until);
    return rest.n && (rest.p[0] == '/' || rest.p[0] == '!' || rest.p[0] == '?' || ((rest.p[0] | 32) >= 'a' && (rest.p[0] | 32) <= 'z'));
}

void html_words(Buf *out, Str markup)
{
    assert(out->arena);
    Words w = {.text = out, .aside = buf_in(out->arena), .s = markup};
    end_line(out);
    while (w.at < markup.n) {
        if (markup.p[w.at] == '<' && is_tag(&w)) {
            take_tag(&w);
            continue;
        }
        size_t from = w.at++;
        w.at = str_find(markup, STR("<"), w.at);
        put_text(w.until.n ? &w.aside : out, str_slice(markup, from, w.at));
    }
    end_line(out);
    buf_str(out, buf_view(&w.aside));
    end_line(out);
}
