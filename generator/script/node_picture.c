/*
 * doc.figure, doc.image and doc.qr: pictures from files, and QR codes.
 *
 * A code that phones could not read is an error at the script's own line.
 */
#include <string.h>

#include "draw/qr.h"
#include "script/host_imp.h"

int node_make_figure(lua_State *L)
{
    static const char *const fields[] = {"src", "alt", "caption", "class", "id", NULL};
    Arena *a = host_of(L)->job;
    Node *node = node_begin(L, NODE_FIGURE, "doc.figure", fields);
    node_take_section(L, node, "doc.figure");
    Node *image = doc_node(a, NODE_IMAGE, node->pos);
    image->as.link.href = str_printf(a, "/%.*s", STR_ARG(take_need(L, 1, "src", "doc.figure")));
    NodeList alt = {0}, kids = {0};
    lua_getfield(L, 1, "alt");
    node_kids(L, -1, false, &alt);
    doc_push(a, &kids, doc_done(a, image, &alt));
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
