/*
 * doc.official: an official document (GB/T 9704-2012) from its parts, as the sections of class
 * "official-…" that pdf/block_official.c sets. The words that the standard itself prescribes, such as
 * 附件 and 抄送, are put here; those of the document are the script's.
 */

#include "script/host_imp.h"

typedef struct Maker {
    lua_State *L;
    Arena *a;
    Pos pos;
} Maker;

/* ---- parts ---- */

static Node *section_of(const Maker *m, const char *class)
{
    Node *node = doc_node(m->a, NODE_SECTION, m->pos);
    node->as.section.class = str_of(class);
    return node;
}

static void add_para(const Maker *m, NodeList *out, const char *class, const NodeList *kids)
{
    Node *para = doc_node(m->a, NODE_PARA, m->pos);
    para->as.section.class = str_of(class);
    doc_push(m->a, out, doc_done(m->a, para, kids));
}

static void add_words(const Maker *m, NodeList *out, const char *class, Str text)
{
    NodeList kids = {0};
    doc_push(m->a, &kids, doc_text(m->a, text, m->pos));
    add_para(m, out, class, &kids);
}

/* The value on top of the stack as inlines, popped. */
static NodeList pop_inlines(const Maker *m)
{
    NodeList kids = {0};
    node_kids(m->L, -1, false, &kids);
    lua_pop(m->L, 1);
    return kids;
}

/* Field name of the table at index as a paragraph, when there is one. */
static bool add_field(const Maker *m, NodeList *out, int index, const char *name, const char *class)
{
    lua_getfield(m->L, index, name);
    NodeList kids = pop_inlines(m);
    if (kids.count)
        add_para(m, out, class, &kids);
    return kids.count > 0;
}

/* A field that is one text or a list of them: a paragraph each. How many. */
static size_t add_fields(const Maker *m, NodeList *out, int index, const char *name, const char *class)
{
    lua_State *L = m->L;
    size_t before = out->count;
    if (lua_getfield(L, index, name) != LUA_TTABLE) {
        lua_pop(L, 1);
        add_field(m, out, index, name, class);
        return out->count - before;
    }
    lua_Integer n = luaL_len(L, -1);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, -1, i);
        NodeList kids = pop_inlines(m);
        if (kids.count)
            add_para(m, out, class, &kids);
    }
    lua_pop(L, 1);
    return out->count - before;
}

/* "2026-03-16" as 2026年3月16日: no leading zeros (7.3.5.4); other texts as they are. */
static Str written_date(const Maker *m, Str s)
{
    int64_t year, month, day;
    bool iso = s.n == 10 && s.p[4] == '-' && s.p[7] == '-' && str_to_int(str_slice(s, 0, 4), &year) &&
               str_to_int(str_slice(s, 5, 7), &month) && str_to_int(str_slice(s, 8, 10), &day);
    if (!iso)
        return s;
    if (month < 1 || month > 12 || day < 1 || day > 31)
        host_fail(m->L, "没有这个日期：%.*s", "there is no such date: %.*s", STR_ARG(s));
    return str_printf(m->a, "%d年%d月%d日", (int)year, (int)month, (int)day);
}

static void add_date(const Maker *m, NodeList *out, int index, const char *behind)
{
    lua_getfield(m->L, index, "date");
    NodeList kids = pop_inlines(m);
    if (!kids.count)
        return;
    Node *whole = doc_node(m->a, NODE_PARA, m->pos);
    Str text = written_date(m, str_trim(doc_plain_str(m->a, doc_done(m->a, whole, &kids))));
    if (!str_ends(text, str_of(behind)))
        text = str_printf(m->a, "%.*s%s", STR_ARG(text), behind);
    add_words(m, out, "date", text);
}

/* A title is a text, or a list of words that lines do not break. */
static bool add_title(const Maker *m, NodeList *out, int index)
{
    lua_State *L = m->L;
    NodeList kids = {0};
    if (lua_getfield(L, index, "title") == LUA_TTABLE) {
        lua_Integer n = luaL_len(L, -1);
        for (lua_Integer i = 1; i <= n; i++) {
            lua_geti(L, -1, i);
            NodeList word = pop_inlines(m);
            Node *span = doc_node(m->a, NODE_SPAN, m->pos);
            span->as.section.class = STR("no-break");
            if (word.count)
                doc_push(m->a, &kids, doc_done(m->a, span, &word));
        }
    } else {
        node_kids(L, -1, false, &kids);
    }
    lua_pop(L, 1);
    if (!kids.count)
        return false;
    Node *heading = doc_node(m->a, NODE_HEADING, m->pos);
    heading->level = 1;
    doc_push(m->a, out, doc_done(m->a, heading, &kids));
    return true;
}

static void close_part(const Maker *m, NodeList *out, const char *class, const NodeList *kids)
{
    if (kids->count)
        doc_push(m->a, out, doc_done(m->a, section_of(m, class), kids));
}

/* ---- the document ---- */

static void add_head(const Maker *m, NodeList *out)
{
    static const char *const marks[] = {"copy", "secrecy", "urgency", "suffix", "number"};
    NodeList kids = {0};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        add_field(m, &kids, 1, marks[i], marks[i]);
    add_fields(m, &kids, 1, "issuer", "issuer");
    if (add_field(m, &kids, 1, "signer", "signer"))
        add_words(m, &kids, "signer-label", STR("签发人："));
    add_title(m, &kids, 1);
    close_part(m, out, "official-head", &kids);
}

/* 主送机关: flush, with a full-width colon. */
static void add_addressee(const Maker *m, NodeList *out)
{
    lua_getfield(m->L, 1, "to");
    NodeList kids = pop_inlines(m);
    if (!kids.count)
        return;
    Buf text = buf_in(m->a);
    for (size_t i = 0; i < kids.count; i++)
        doc_plain(&text, kids.items[i]);
    if (!str_ends(buf_view(&text), STR("：")))
        doc_push(m->a, &kids, doc_text(m->a, STR("："), m->pos));
    add_para(m, out, "flush", &kids);
}

static void add_attachments(const Maker *m, NodeList *out)
{
    NodeList kids = {0};
    if (!add_fields(m, &kids, 1, "attachments", "item"))
        return;
    add_words(m, &kids, "label", STR("附件："));
    close_part(m, out, "official-attachments", &kids);
}

static void add_signature(const Maker *m, NodeList *out)
{
    NodeList kids = {0};
    add_fields(m, &kids, 1, "signature", "name");
    add_date(m, &kids, 1, "");
    add_field(m, &kids, 1, "note", "note");
    lua_getfield(m->L, 1, "seal");
    bool seal = lua_toboolean(m->L, -1);
    lua_pop(m->L, 1);
    close_part(m, out, seal ? "official-signature seal" : "official-signature", &kids);
}

/* The field is pushed; true: it is a table, false: nothing. */
static bool has_table(const Maker *m, const char *name)
{
    int type = lua_getfield(m->L, 1, name);
    if (type != LUA_TTABLE && type != LUA_TNIL && type != LUA_TBOOLEAN)
        host_fail(m->L, "doc.official 的 %s 应是表，写的是 %s", "%s of doc.official is a table, not a %s", name,
                  lua_typename(m->L, type));
    return type == LUA_TTABLE;
}

static void add_annex(const Maker *m, NodeList *out, int index, lua_Integer number)
{
    static const char *const fields[] = {"title", NULL};
    NodeList head = {0}, body = {0};
    if (lua_type(m->L, index) == LUA_TTABLE)
        take_known(m->L, index, "doc.official annexes", fields);
    else
        host_fail(m->L, "doc.official 的 annexes 应是表的列表", "annexes of doc.official is a list of tables");
    add_words(m, &head, "label", number ? str_printf(m->a, "附件%d", (int)number) : STR("附件"));
    add_title(m, &head, index);
    close_part(m, out, "official-annex", &head);
    node_kids(m->L, index, true, &body);
    close_part(m, out, "official-body", &body);
}

static void add_annexes(const Maker *m, NodeList *out)
{
    lua_State *L = m->L;
    if (has_table(m, "annexes")) {
        lua_Integer n = luaL_len(L, -1);
        for (lua_Integer i = 1; i <= n; i++) {
            lua_geti(L, -1, i);
            add_annex(m, out, lua_gettop(L), n > 1 ? i : 0);
            lua_pop(L, 1);
        }
    }
    lua_pop(L, 1);
}

/* "抄送：…。" and the like: a label before, a full stop behind (7.4.2). */
static void add_copies(const Maker *m, NodeList *out, int index, const char *name, const char *label)
{
    lua_getfield(m->L, index, name);
    NodeList kids = pop_inlines(m);
    Buf text = buf_in(m->a);
    for (size_t i = 0; i < kids.count; i++)
        doc_plain(&text, kids.items[i]);
    Str names = str_trim(buf_view(&text));
    if (!names.n)
        return;
    const char *stop = str_ends(names, STR("。")) ? "" : "。";
    add_words(m, out, "copies", str_printf(m->a, "%s%.*s%s", label, STR_ARG(names), stop));
}

static void add_imprint(const Maker *m, NodeList *out)
{
    static const char *const fields[] = {"to", "copies", "printer", "date", NULL};
    lua_State *L = m->L;
    NodeList kids = {0};
    if (has_table(m, "imprint")) {
        int index = lua_gettop(L);
        take_known(L, index, "doc.official imprint", fields);
        add_copies(m, &kids, index, "to", "主送：");
        add_copies(m, &kids, index, "copies", "抄送：");
        add_field(m, &kids, index, "printer", "printer");
        add_date(m, &kids, index, "印发");
        close_part(m, out, "official-imprint", &kids);
    }
    lua_pop(L, 1);
}

int node_make_official(lua_State *L)
{
    static const char *const fields[] = {"copy", "secrecy", "urgency", "issuer", "suffix", "number", "signer", "title",
                                         "to", "attachments", "signature", "date", "seal", "note", "annexes", "imprint",
                                         "id", NULL};
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    luaL_checkstack(L, 12, NULL);
    take_known(L, 1, "doc.official", fields);
    Maker m = {L, host_of(L)->job, host_where(L, 1)};
    NodeList kids = {0}, body = {0};
    Node *root = section_of(&m, "official");
    root->as.section.id = str_copy(m.a, take_str(L, 1, "id", "doc.official"));
    add_head(&m, &kids);
    add_addressee(&m, &kids);
    node_kids(L, 1, true, &body);
    close_part(&m, &kids, "official-body", &body);
    add_attachments(&m, &kids);
    add_signature(&m, &kids);
    add_annexes(&m, &kids);
    add_imprint(&m, &kids);
    host_charge(L, (kids.count + 40) * sizeof *root);
    node_push(L, doc_done(m.a, root, &kids), host_of(L)->job_number);
    return 1;
}
