/*
 * The examples of CommonMark 0.29, of the GFM extensions and of cmark-gfm's own extensions
 * test, through markdown_read and html_write.
 *
 * Ids of headings are taken out of the HTML and a figure is written as the paragraph it was, for
 * these are additions. Every other difference is listed below with its reason: an example
 * that differs and is not listed fails, and so does one that is listed and agrees.
 */
#include "check.h"

#include "base/file.h"
#include "html/html.h"
#include "read/markdown.h"

typedef struct Difference {
    int from, to;
    const char *reason;
} Difference;

#include "spec/differences.inc"

/* ---- the file of examples ---- */

typedef struct Example {
    int number;
    Str markdown, html;
} Example;

static Str with_tabs(Arena *a, Str text)
{
    Buf out = buf_in(a);
    for (size_t at = 0; at < text.n;)
        if (str_starts(str_slice(text, at, text.n), STR("→"))) {
            buf_byte(&out, '\t');
            at += 3;
        } else {
            buf_byte(&out, text.p[at++]);
        }
    return buf_view(&out);
}

static bool is_fence(Str line)
{
    return str_starts(line, STR("````````````````````"));
}

static bool next_example(Arena *a, Str *rest, Example *example)
{
    Str line, number = STR("");
    while (str_split(rest, '\n', &line) && !is_fence(line))
        number = line;
    if (!is_fence(line))
        return false;
    int64_t value = 0;
    CHECK(str_to_int(number, &value));
    const char *start = rest->p, *middle = NULL;
    while (str_split(rest, '\n', &line) && !is_fence(line))
        if (!middle && str_equal(line, STR(".")))
            middle = line.p;
    Str markdown = {start, (size_t)(middle - start)};
    Str html = {middle + 2, (size_t)(line.p - middle) - 2};
    *example = (Example){(int)value, with_tabs(a, markdown), with_tabs(a, html)};
    return true;
}

/* ---- our HTML, without what is added to CommonMark's ---- */

/* Cut open…close off the front of *rest, when it starts so. */
static void cut(Str *rest, const char *open, const char *close)
{
    if (str_starts(*rest, str_of(open)))
        *rest = str_slice(*rest, str_find(*rest, str_of(close), strlen(open)) + strlen(close), rest->n);
}

static bool is_heading(Str rest)
{
    return rest.n > 3 && rest.p[0] == '<' && rest.p[1] == 'h' && rest.p[2] >= '1' &&
           rest.p[2] <= '6' && rest.p[3] == ' ';
}

static Str plain(Arena *a, Str html)
{
    Buf out = buf_in(a);
    while (html.n) {
        if (is_heading(html)) {
            buf_str(&out, str_slice(html, 0, 3));
            html = str_slice(html, 3, html.n);
            cut(&html, " id=\"", "\"");
        } else if (str_starts(html, STR("<figure>\n"))) {
            size_t end = str_find(html, STR("/>"), 0) + 2;
            buf_c(&out, "<p>");
            buf_str(&out, str_slice(html, sizeof "<figure>\n" - 1, end));
            buf_c(&out, "</p>");
            html = str_slice(html, end, html.n);
            cut(&html, "", "</figure>");
        } else {
            buf_byte(&out, html.p[0]);
            html = str_slice(html, 1, html.n);
        }
    }
    return buf_view(&out);
}

static Str html_of(Arena *a, Str markdown)
{
    Diag d = diag_in(a);
    const Source *source = source_make(a, STR("example.md"), markdown);
    const Node *root = markdown_read(a, source, 0, (MarkdownOptions){0}, &d);
    CHECK(root);
    if (!root)
        return STR_NONE;
    doc_check(root);
    Buf out = buf_in(a);
    HtmlContext context = {0};
    html_write(&out, root, &context);
    return plain(a, buf_view(&out));
}

/* ---- comparing ---- */

static const Difference *listed(const Difference *differences, int number)
{
    for (; differences->from; differences++)
        if (number >= differences->from && number <= differences->to)
            return differences;
    return NULL;
}

static void run_example(Arena *a, const char *file, const Example *e, const Difference *known)
{
    Str got = html_of(a, e->markdown);
    bool same = str_equal(got, e->html);
    const Difference *difference = listed(known, e->number);
    if (same != (difference == NULL))
        printf("%s example %d %s\n--- markdown\n%.*s--- expected\n%.*s--- got\n%.*s", file, e->number,
               same ? "agrees but is listed as a difference" : "differs", STR_ARG(e->markdown),
               STR_ARG(e->html), STR_ARG(got));
    CHECK(same == (difference == NULL));
}

static void run_file(const char *name, const Difference *known, int expected)
{
    Arena *a = arena_open();
    Diag d = diag_in(a);
    Str bytes;
    char path[256];
    snprintf(path, sizeof path, "tests/read/spec/%s", name);
    CHECK(file_bytes(a, path, &bytes, &d));
    Example example;
    int count = 0;
    while (next_example(a, &bytes, &example)) {
        run_example(a, name, &example, known);
        count++;
    }
    CHECK(count == expected);
    arena_close(a);
}

int main(void)
{
    run_file("commonmark-0.29.txt", commonmark_differences, 649);
    run_file("gfm-0.29.txt", gfm_differences, 24);
    run_file("gfm-extensions.txt", extensions_differences, 28);
    return check_finish();
}
