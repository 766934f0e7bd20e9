/*
 * Attributes in braces: {#id .class key="value"}, behind a span, link, picture or heading, or on a line
 * of their own before a block.
 *
 * Braces that do not read as attributes from end to end are text. Classes are an allow-list, by the
 * names page layout knows and by Chinese ones, so that a slip of the finger is told rather than
 * lost; an author cannot reach into a site's own style sheet.
 */
#include <assert.h>
#include <string.h>

#include "read/markdown_imp.h"
#include "text/near.h"
#include "text/slug.h"
#include "text/unicode.h"

enum {
    SPAN = ATTRIBUTES_SPAN, HEADING = ATTRIBUTES_HEADING, BLOCK = ATTRIBUTES_BLOCK, REF = ATTRIBUTES_REF,
    ATTRIBUTES_MAX = 512 /* bytes */
};

static const struct { const char *name, *zh; unsigned uses; } classes[] = {
    {"dots", "着重", SPAN}, {"proper", "专名", SPAN}, {"book-title", "书名", SPAN},
    {"kai", "楷体", SPAN | BLOCK}, {"hei", "黑体", SPAN | BLOCK}, {"song", "宋体", SPAN | BLOCK},
    {"fang", "仿宋", SPAN | BLOCK}, {"small", "小字", SPAN}, {"accent", "主色", SPAN | BLOCK},
    {"names", "姓名", SPAN}, {"no-break", "不断行", SPAN}, {"latin", "西文", SPAN}, {"index", "索引", SPAN},
    {"page", "页码", REF}, {"title", "题名", REF}, {"unlisted", "不入目录", HEADING},
    {"center", "居中", BLOCK | HEADING}, {"right", "居右", BLOCK | HEADING}, {"flush", "顶格", BLOCK},
    {"zh-numbers", "中文编号", BLOCK}, {"large", "大字", BLOCK}, {"vertical", "竖排", BLOCK},
    {"zebra", "斑马纹", BLOCK}, {"grid", "全框线", BLOCK}, {"form", "表单", BLOCK}, {"plain", "无线", BLOCK},
};

typedef enum Key { KEY_LANGUAGE, KEY_TERM, KEY_SUB, KEY_SORT, KEY_SEE, KEY_ALSO, KEYS } Key;

static const struct { const char *name, *zh; } keys[KEYS] = {
    [KEY_LANGUAGE] = {"lang", "语言"}, [KEY_TERM] = {"term", "词"}, [KEY_SUB] = {"sub", "子词"},
    [KEY_SORT] = {"sort", "读音"}, [KEY_SEE] = {"see", "见"}, [KEY_ALSO] = {"also", "参见"}};

typedef enum Part { PART_CLASS, PART_ID, PART_VALUE, PART_END, PART_NONE } Part;

/* ---- reading ---- */

static size_t name_end(Str s, size_t at)
{
    uint32_t rune;
    while (at < s.n) {
        size_t length = unicode_decode(s, at, &rune);
        if (!unicode_is_word(rune) && rune != '-' && rune != ':')
            break;
        at += length;
    }
    return at;
}

/* A value at `at`: "in quotes", “in these”, or up to a blank or the brace. */
static size_t value_end(Str s, size_t at, Str *value)
{
    static const struct { Str open, close; } quotes[] = {{{"\"", 1}, {"\"", 1}}, {{"“", 3}, {"”", 3}}};
    for (size_t i = 0; i < 2; i++) {
        if (!str_starts(str_slice(s, at, s.n), quotes[i].open))
            continue;
        size_t from = at + quotes[i].open.n, end = str_find(s, quotes[i].close, from);
        *value = str_slice(s, from, end);
        return end < s.n ? end + quotes[i].close.n : OFFSET_NONE;
    }
    size_t end = at;
    while (end < s.n && s.p[end] != ' ' && s.p[end] != '}')
        end++;
    *value = str_slice(s, at, end);
    return end > at ? end : OFFSET_NONE;
}

/* The part at *at, moved behind it. */
static Part next_part(Str s, size_t *at, Str *name, Str *value)
{
    while (*at < s.n && s.p[*at] == ' ')
        ++*at;
    if (*at >= s.n)
        return PART_NONE;
    char c = s.p[*at];
    if (c == '}') {
        ++*at;
        return PART_END;
    }
    bool marked = c == '.' || c == '#';
    size_t from = *at + marked, end = name_end(s, from);
    *name = str_slice(s, from, end);
    if (end == from || end >= s.n)
        return PART_NONE;
    *at = end;
    if (marked)
        return s.p[end] == ' ' || s.p[end] == '}' ? (c == '.' ? PART_CLASS : PART_ID) : PART_NONE;
    if (s.p[end] != '=')
        return PART_NONE;
    size_t behind = value_end(s, end + 1, value);
    if (behind == OFFSET_NONE)
        return PART_NONE;
    *at = behind;
    return PART_VALUE;
}

/* Behind the brace that closes attributes from `at` on; `at` when they are none. */
static size_t attributes_end(Str s, size_t at)
{
    size_t end = at + 1;
    Str name, value;
    Part part;
    unsigned parts = 0;
    for (; (part = next_part(s, &end, &name, &value)) != PART_END; parts++)
        if (part == PART_NONE)
            return at;
    return parts ? end : at;
}

/* ---- what they mean ---- */

static bool is_named(Str name, const char *one, const char *other)
{
    return str_equal(name, str_of(one)) || str_equal(name, str_of(other));
}

static void unknown_class(Markdown *m, Str name, AttributeUse use, Pos pos)
{
    Near near = near_to(name);
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (classes[i].uses & use) {
            near_offer(&near, str_of(classes[i].name));
            near_offer(&near, str_of(classes[i].zh));
        }
    diag_warn(m->text->d, "class-unknown", pos, "这里不认识的类：“.%.*s”，未起作用",
              "a class that is not known here has no effect: .%.*s", STR_ARG(name));
    if (near.best.n)
        diag_hint(m->text->d, "是不是想写“.%.*s”？", "did you mean \".%.*s\"?", STR_ARG(near.best));
    else
        diag_hint(m->text->d, "可用的类见手册“Markdown 写法”一章", "the manual lists the classes there are");
}

static void take_class(Markdown *m, Str name, AttributeUse use, Pos pos, Attributes *to)
{
    size_t i = 0, n = sizeof classes / sizeof *classes;
    while (i < n && !((classes[i].uses & use) && is_named(name, classes[i].name, classes[i].zh)))
        i++;
    if (i == n) {
        unknown_class(m, name, use, pos);
        return;
    }
    Str known = str_of(classes[i].name);
    if (str_equal(known, STR("index")))
        to->index = true;
    else if (str_equal(known, STR("page")))
        to->show = REF_PAGE;
    else if (str_equal(known, STR("title")))
        to->show = REF_TITLE;
    else if (str_equal(known, STR("unlisted")))
        to->unlisted = true;
    else
        to->class = to->class.n ? str_printf(m->a, "%.*s %s", STR_ARG(to->class), classes[i].name) : known;
}

static void take_language(Markdown *m, Str tag, Pos pos, Attributes *to)
{
    Near near = near_to(tag);
    for (int i = LANGUAGE_AROUND + 1; i < LANGUAGES; i++) {
        Str known = str_of(doc_language((Language)i));
        if (str_equal(tag, known))
            to->language = (uint8_t)i;
        near_offer(&near, known);
    }
    if (to->language)
        return;
    diag_warn(m->text->d, "language-unknown", pos, "不认识的语言：lang=%.*s", "a language that is not known: lang=%.*s",
              STR_ARG(tag));
    diag_hint(m->text->d, "英文写 lang=en，法文写 lang=fr", "English is lang=en, French lang=fr");
}

static void take_value(Markdown *m, Str name, Str value, Pos pos, Attributes *to)
{
    Str *const places[KEYS] = {[KEY_TERM] = &to->entry.term, [KEY_SUB] = &to->entry.sub,
                               [KEY_SORT] = &to->entry.sort, [KEY_SEE] = &to->entry.see,
                               [KEY_ALSO] = &to->entry.also};
    Near near = near_to(name);
    for (int i = 0; i < KEYS; i++) {
        near_offer(&near, str_of(keys[i].name));
        if (!is_named(name, keys[i].name, keys[i].zh))
            continue;
        if (i == KEY_LANGUAGE)
            take_language(m, value, pos, to);
        else
            *places[i] = str_trim(markdown_decoded(m, value, pos));
        return;
    }
    diag_warn(m->text->d, "attribute-unknown", pos, "不认识的属性：%.*s=，未起作用",
              "an attribute that is not known has no effect: %.*s=", STR_ARG(name));
    if (near.best.n)
        diag_hint(m->text->d, "是不是想写“%.*s=”？", "did you mean \"%.*s=\"?", STR_ARG(near.best));
}

/* id, or when this document has it already another one, reported. */
static Str markdown_own_id(Markdown *m, Str id, Pos pos)
{
    Str own = str_copy(m->a, slug_unique(m->scratch, &m->ids, id));
    if (!str_equal(own, id)) {
        diag_warn(m->text->d, "id-twice", pos, "标识“#%.*s”在这篇里已经有了，这一处改作“#%.*s”",
                  "the id #%.*s is taken in this text; here it becomes #%.*s", STR_ARG(id), STR_ARG(own));
        diag_hint(m->text->d, "换一个名字，链接和引用才有着落", "choose another, so that links find their place");
    }
    return own;
}

size_t markdown_attributes(Markdown *m, Str text, size_t at, AttributeUse use, Pos pos,
                           Attributes *attributes)
{
    assert(at < text.n && text.p[at] == '{');
    *attributes = (Attributes){.pos = pos};
    Str reach = str_slice(text, 0, at + ATTRIBUTES_MAX), name, value;
    size_t end = attributes_end(reach, at);
    if (end == at) {
        if (at + 1 < text.n && (text.p[at + 1] == '.' || text.p[at + 1] == '#')) {
            diag_warn(m->text->d, "attributes", pos, "花括号里不成属性，照原样印出",
                      "what stands in the braces is no attributes; it is printed as it is");
            diag_hint(m->text->d, "写作 {#标识 .类 名=\"值\"}，中间用半角空格隔开",
                      "write {#id .class name=\"value\"} with blanks between");
        }
        return at;
    }
    attributes->given = true;
    size_t from = at + 1;
    for (Part part; (part = next_part(reach, &from, &name, &value)) != PART_END;)
        if (part == PART_CLASS)
            take_class(m, name, use, pos, attributes);
        else if (part == PART_ID)
            attributes->id = markdown_own_id(m, name, pos);
        else
            take_value(m, name, value, pos, attributes);
    return end;
}
