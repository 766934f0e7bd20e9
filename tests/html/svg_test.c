/*
 * svg: what a picture becomes: well-formed XML, escaped words, no style, the same bytes; and the
 * chart in a page with its rows.
 */
#include "check.h"

#include "doc/doc.h"
#include "draw/chart.h"
#include "html/html.h"
#include "html/svg.h"

/* ---- a reader of XML, as strict as is needed: elements nest, attributes are quoted ---- */

static size_t skip_name(Str s, size_t at)
{
    while (at < s.n && (strchr("-:_", s.p[at]) || (s.p[at] >= 'a' && s.p[at] <= 'z') ||
                        (s.p[at] >= 'A' && s.p[at] <= 'Z') || (s.p[at] >= '0' && s.p[at] <= '9')))
        at++;
    return at;
}

/* After the name: attributes up to ">". s.n + 1: malformed. *empty: "/>". */
static size_t skip_attributes(Str s, size_t at, bool *empty)
{
    while (at < s.n && s.p[at] == ' ') {
        size_t name = skip_name(s, ++at);
        if (name == at || str_find(s, STR("=\""), name) != name)
            return s.n + 1;
        size_t end = str_find(s, STR("\""), name + 2);
        if (str_find(str_slice(s, name + 2, end), STR("<"), 0) < end - name - 2)
            return s.n + 1;
        at = end + 1;
    }
    *empty = at < s.n && s.p[at] == '/';
    at += *empty;
    return at < s.n && s.p[at] == '>' ? at + 1 : s.n + 1;
}

static bool is_reference(Str s, size_t at)
{
    static const char *const names[] = {"&lt;", "&gt;", "&amp;", "&quot;"};
    for (size_t i = 0; i < 4; i++)
        if (str_starts(str_slice(s, at, s.n), str_of(names[i])))
            return true;
    return false;
}

static bool well_formed(Str s)
{
    Str open[32];
    size_t depth = 0, at = 0;
    while (at < s.n) {
        unsigned char c = (unsigned char)s.p[at];
        if ((c == '&' && !is_reference(s, at)) || (c < ' ' && c != '\n'))
            return false;
        if (c != '<') {
            at++;
            continue;
        }
        bool close = at + 1 < s.n && s.p[at + 1] == '/', empty = false;
        size_t start = at + 1 + close, end = skip_name(s, start);
        Str name = str_slice(s, start, end);
        at = skip_attributes(s, end, &empty);
        if (!name.n || at > s.n)
            return false;
        if (close && (!depth || !str_equal(open[--depth], name)))
            return false;
        if (!close && !empty) {
            if (depth == 32)
                return false;
            open[depth++] = name;
        }
    }
    return depth == 0;
}

static bool has(Str s, const char *words)
{
    return str_find(s, str_of(words), 0) < s.n;
}

static void test_reader(void)
{
    CHECK(well_formed(STR("<a b=\"1\"><c/>x&amp;</a>")));
    CHECK(!well_formed(STR("<a><b></a></b>")));
    CHECK(!well_formed(STR("<a b=1></a>")));
    CHECK(!well_formed(STR("<a>&</a>")));
    CHECK(!well_formed(STR("<a>")));
}

/* ---- pictures ---- */

static void test_shapes(Arena *a)
{
    Picture *p = picture_open(a, LEN_PT(100), LEN_PT(50));
    picture_rect(p, 500, 0, 1250, 2000, (Paint){.filled = true, .fill = 0x00FF7F});
    picture_line(p, -5, 7, 10, 1000, (Paint){.stroked = true, .stroke = 1, .thickness = 30,
                                             .dash = 100});
    picture_text(p, (PictureText){.x = 20149, .y = 30150, .text = STR("大"), .size = 9000, .colour = 1});
    picture_text(p, (PictureText){.x = 1, .y = 20, .text = STR("<甲&乙>\x01\xff"), .size = 8000,
                                  .anchor = ANCHOR_END});
    p->alt = STR("说明");
    Buf out = buf_in(a);
    svg_write(&out, p, "chart", STR("题"), STR("x-1"));
    CHECK_TEXT(buf_view(&out),
               STR("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\""
                   " viewBox=\"-6.25 -6.25 112.5 62.5\" width=\"112.5\" height=\"62.5\""
                   " font-size=\"8\" fill=\"#000000\" aria-labelledby=\"x-1-title\" aria-describedby=\"x-1-desc\">\n"
                   "<title id=\"x-1-title\">题</title>\n<desc id=\"x-1-desc\">说明</desc>\n"
                   "<rect x=\"-6.25\" y=\"-6.25\" width=\"112.5\" height=\"62.5\" fill=\"#ffffff\"/>\n"
                   "<path d=\"M0.5 0h1.25v2h-1.25Z\" fill=\"#00ff7f\"/>\n"
                   "<path d=\"M-0.005 0.007l0.015 0.993\" fill=\"none\" stroke=\"#000001\" stroke-width=\"0.03\""
                   " stroke-dasharray=\"0.1\"/>\n"
                   "<text x=\"20.1\" y=\"30.2\" font-size=\"9\" fill=\"#000001\">大</text>\n"
                   "<text x=\"0.001\" y=\"0.02\" text-anchor=\"end\">"
                   "&lt;甲&amp;乙&gt;\xEF\xBF\xBD\xEF\xBF\xBD</text>\n</svg>\n"),
                       "all there is, by hand");
    CHECK(well_formed(buf_view(&out)));
}

static const Node *chart_node(Arena *a, ChartKind kind)
{
    static const Str days[] = {{"2025-09-01", 10}, {"2025-09-02", 10}, {"2025-09-03", 10}};
    static const double values[] = {3, 1, 2, 20332, 20333, 20334};
    ChartSeries *series = arena_array(a, ChartSeries, 2);
    series[0] = (ChartSeries){STR("<前>"), kind == CHART_GANTT ? values + 3 : values, NULL};
    series[1] = (ChartSeries){STR("后&"), values + 3, NULL};
    ChartSpec *spec = arena_new(a, ChartSpec);
    *spec = chart_spec(kind);
    spec->title = STR("A < B");
    spec->unit = STR("个");
    spec->categories = days;
    spec->ncategories = 3;
    spec->series = series;
    spec->nseries = kind == CHART_GANTT ? 2 : 1;
    Node *chart = doc_node(a, NODE_CHART, (Pos){0});
    chart->as.chart.data = spec;
    chart->as.chart.alt = chart_alt(a, spec);
    NodeList kids = {0};
    doc_push(a, &kids, chart);
    return doc_done(a, doc_node(a, NODE_FIGURE, (Pos){0}), &kids);
}

/* Every kind in a page: well-formed, named, described, with rows, and nothing a policy forbids. */
static void test_kinds(Arena *a)
{
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        const Node *figure = chart_node(a, (ChartKind)kind);
        Buf once = buf_in(a), again = buf_in(a);
        html_write(&once, figure, &(HtmlContext){.site = true});
        html_write(&again, figure, &(HtmlContext){.site = true});
        Str page = buf_view(&once);
        CHECK_TEXT(buf_view(&again), page, "the same bytes");
        CHECK(well_formed(page));
        CHECK(has(page, kind == CHART_SPARK ? "<figure>\n<svg " : "tabindex=\"0\" aria-label=\"图表：A &lt; B\">\n<svg "));
        /* no letter is smaller than 16 px, however small the screen */
        CHECK(kind == CHART_SPARK || (has(page, " font-size=\"16\"") && !has(page, " font-size=\"12\"")));
        CHECK(has(page, " role=\"img\"") && has(page, "<title>A &lt; B</title>"));
        CHECK(has(page, "<desc>") && !has(page, "style") && !has(page, "<script") &&
              !has(page, "href"));
        CHECK(has(page, "<details class=\"chart-data\">") == (kind != CHART_SPARK));
        CHECK(kind == CHART_SPARK || has(page, "2025-09-02</th>"));
    }
}

int main(void)
{
    Arena *a = arena_open();
    test_reader();
    test_shapes(a);
    test_kinds(a);
    arena_close(a);
    return check_finish();
}
