/*
 * doc.figure, doc.image and doc.qr: pictures from files, and QR codes.
 *
 * A code that phones could not read is an error at the script's own line.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "draw/qr.h"
#include "script/host_imp.h"

/* ---- how a picture is shown: words of its figure's class (pdf/block_image.c) ---- */

static void add_class(Buf *classes, const char *form, ...) __attribute__((format(printf, 2, 3)));
static void add_class(Buf *classes, const char *form, ...)
{
    char word[64];
    va_list values;
    va_start(values, form);
    vsnprintf(word, sizeof word, form, values);
    va_end(values);
    buf_printf(classes, "%s%s", classes->n ? " " : "", word);
}

/* "3:2", "50% 20%": two whole numbers with what stands between and behind them. */
static bool take_two(Str text, const char *between, const char *behind, int *a, int *b)
{
    Str middle = str_of(between), end = str_of(behind);
    size_t at = str_find(text, middle, 0);
    int64_t x, y;
    if (at >= text.n || !str_ends(text, end) || text.n < at + middle.n + end.n)
        return false;
    bool numbers = str_to_int(str_trim(str_slice(text, 0, at)), &x) &&
                   str_to_int(str_trim(str_slice(text, at + middle.n, text.n - end.n)), &y);
    if (!numbers || x < 0 || y < 0 || x > 10000 || y > 10000)
        return false;
    *a = (int)x;
    *b = (int)y;
    return true;
}

static void wrong_look(lua_State *L, const char *owner, const char *name, const char *zh, const char *en, Str s)
{
    host_fail(L, "%s 的 %s 应是%s%.0s，写的是 %.*s", "%s: %s should be %.0s%s, not %.*s", owner, name, zh, en,
              STR_ARG(s));
}

/* A length as tenths of a millimetre, or for the width a share of the measure. */
static void add_extent(lua_State *L, Buf *classes, const char *name, bool share)
{
    Str text = take_str(L, 1, name, "doc.figure");
    int64_t n = 0;
    if (!text.n)
        return;
    if (share && str_ends(text, STR("%"))) {
        if (!str_to_int(str_slice(text, 0, text.n - 1), &n) || n < 1 || n > 100)
            wrong_look(L, "doc.figure", name, "1% 到 100%", "from 1% to 100%", text);
        add_class(classes, "%c%d", name[0], (int)n);
        return;
    }
    Len length = take_length(L, 1, name, "doc.figure", 0);
    int tenths = (int)(((int64_t)length * 254 + 36000) / 72000);
    if (tenths < 1 || tenths > 20000)
        wrong_look(L, "doc.figure", name, "正的长度", "a length above 0", text);
    if (tenths % 10)
        add_class(classes, "%c%d.%dmm", name[0], tenths / 10, tenths % 10);
    else
        add_class(classes, "%c%dmm", name[0], tenths / 10);
}

bool look_take_focus(lua_State *L, int index, const char *owner, int *x, int *y)
{
    static const struct { const char *side; int x, y; } sides[] = {
        {"top", 50, 0}, {"bottom", 50, 100}, {"left", 0, 50}, {"right", 100, 50}};
    Str text = take_str(L, index, "focus", owner);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        if (str_equal(text, str_of(sides[i].side))) {
            *x = sides[i].x;
            *y = sides[i].y;
            return true;
        }
    if (text.n && !(take_two(text, "% ", "%", x, y) && *x <= 100 && *y <= 100))
        wrong_look(L, owner, "focus", "top bottom left right 之一或如 \"50% 20%\"", "top bottom left right or such as \"50% 20%\"",
                   text);
    return text.n > 0;
}

bool look_take_aspect(lua_State *L, int index, const char *owner, int *across, int *down)
{
    Str text = take_str(L, index, "aspect", owner);
    if (text.n && !(take_two(text, ":", "", across, down) && *across && *down))
        wrong_look(L, owner, "aspect", "宽:高，如 \"3:2\"", "width:height, such as \"3:2\"", text);
    return text.n > 0;
}

void node_take_focus(lua_State *L, Buf *classes, const char *owner)
{
    int x, y;
    if (look_take_focus(L, 1, owner, &x, &y))
        add_class(classes, "f%dx%d", x, y);
}

static void add_look(lua_State *L, Buf *classes)
{
    Str fit = take_str(L, 1, "fit", "doc.figure");
    int x, y;
    add_extent(L, classes, "width", true);
    add_extent(L, classes, "height", false);
    if (look_take_aspect(L, 1, "doc.figure", &x, &y))
        add_class(classes, "r%dx%d", x, y);
    if (fit.n && !str_equal(fit, STR("cover")) && !str_equal(fit, STR("contain")))
        wrong_look(L, "doc.figure", "fit", " cover 或 contain", "cover or contain", fit);
    if (fit.n)
        add_class(classes, "%s", str_equal(fit, STR("cover")) ? "crop" : "whole");
    node_take_focus(L, classes, "doc.figure");
}

static void take_figures(lua_State *L, NodeList *figures)
{
    node_kids(L, 1, true, figures);
    for (size_t i = 0; i < figures->count; i++)
        if (figures->items[i]->kind != NODE_FIGURE)
            host_fail(L, "doc.figure{…} 里并排的应是图（doc.figure、doc.chart），第 %zu 个不是",
                      "doc.figure{…}: what stands side by side are figures (doc.figure, doc.chart); "
                      "number %zu is none", i + 1);
}

int node_make_figure(lua_State *L)
{
    static const char *const fields[] = {"src", "alt", "caption", "class", "id", "fit", "width", "height", "aspect",
                                         "focus", NULL};
    Arena *a = host_of(L)->job;
    Node *node = node_begin(L, NODE_FIGURE, "doc.figure", fields);
    node_take_section(L, node, "doc.figure");
    Buf classes = buf_in(a);
    buf_str(&classes, node->as.section.class);
    add_look(L, &classes);
    node->as.section.class = buf_view(&classes);
    NodeList alt = {0}, kids = {0};
    if (luaL_len(L, 1)) { /* a row of figures */
        take_figures(L, &kids);
    } else {
        Node *image = doc_node(a, NODE_IMAGE, node->pos);
        image->as.link.href = str_printf(a, "/%.*s", STR_ARG(take_need(L, 1, "src", "doc.figure")));
        lua_getfield(L, 1, "alt");
        node_kids(L, -1, false, &alt);
        doc_push(a, &kids, doc_done(a, image, &alt));
    }
    const Node *caption = node_caption(L, "caption");
    if (caption)
        doc_push(a, &kids, caption);
    return node_push_made(L, doc_done(a, node, &kids));
}

int node_make_image(lua_State *L)
{
    static const char *const fields[] = {"src", "alt", NULL};
    Arena *a = host_of(L)->job;
    Node *node = node_begin(L, NODE_IMAGE, "doc.image", fields);
    node->as.link.href = str_printf(a, "/%.*s", STR_ARG(take_need(L, 1, "src", "doc.image")));
    NodeList alt = {0};
    lua_getfield(L, 1, "alt");
    node_kids(L, -1, false, &alt);
    return node_push_made(L, doc_done(a, node, &alt));
}

/* ---- QR codes ---- */

static QrLevel take_level(lua_State *L)
{
    static const char names[] = "LMQH";
    Str name = take_str(L, 1, "level", "doc.qr");
    if (!name.n)
        return QR_LEVEL_M;
    const char *found = name.n == 1 ? strchr(names, name.p[0]) : NULL;
    if (!found)
        host_fail(L, "doc.qr 的 level 应是 L、M、Q、H 之一，写的是 %.*s", "doc.qr: level is one of L M Q H, not %.*s",
                  STR_ARG(name));
    return (QrLevel)(found - names);
}

/* What is wrong with it becomes the script's own error. */
static void refuse_bad(lua_State *L, const QrSpec *spec)
{
    Arena *a = host_of(L)->job;
    Diag d = diag_in(a);
    if (qr_check(spec, &d))
        return;
    const DiagItem *item = &d.items[0];
    bool hint = item->hint_zh.n > 0;
    host_fail(L, "%s%s%s%.0s%.0s%.0s", "%.0s%.0s%.0s%s%s%s", str_c(a, item->zh), hint ? "；" : "",
              hint ? str_c(a, item->hint_zh) : "", str_c(a, item->en), hint ? "; " : "",
              hint ? str_c(a, item->hint_en) : "");
}

int node_make_qr(lua_State *L)
{
    static const char *const fields[] = {"text", "size", "level", "alt", "caption", "class", "id", NULL};
    Arena *a = host_of(L)->job;
    Node *figure = node_begin(L, NODE_FIGURE, "doc.qr", fields);
    node_take_section(L, figure, "doc.qr");
    QrSpec *spec = arena_new(a, QrSpec);
    *spec = (QrSpec){.text = take_need(L, 1, "text", "doc.qr"), .level = take_level(L),
                     .side = take_length(L, 1, "size", "doc.qr", LEN_MM(25)), .pos = figure->pos};
    refuse_bad(L, spec);
    Node *qr = doc_node(a, NODE_QR, figure->pos);
    qr->as.chart.data = spec;
    qr->as.chart.alt = node_text(L, take_str(L, 1, "alt", "doc.qr"));
    if (!qr->as.chart.alt.n)
        qr->as.chart.alt = node_text(L, str_printf(a, "二维码：%.*s", STR_ARG(spec->text)));
    NodeList kids = {0};
    doc_push(a, &kids, qr);
    const Node *caption = node_caption(L, "caption");
    if (caption)
        doc_push(a, &kids, caption);
    return node_push_made(L, doc_done(a, figure, &kids));
}
