/* front: fields with their places, and one plain message for each slip people make. */
#include "check.h"

#include "read/front.h"
#include "repeated.h"

static Arena *a;
static Diag d;
static Front front;

static bool read_front(const char *text)
{
    d = diag_in(a);
    return front_read(a, a, source_make(a, STR("t.md"), str_of(text)), &front, &d);
}

static void check_fault(const char *text, const char *code, uint32_t line, uint32_t column)
{
    bool good = !read_front(text) && d.nerrors >= 1 && str_equal(d.items[0].code, str_of(code)) &&
                d.items[0].line == line && d.items[0].column == column;
    char start[48] = {0};
    strncpy(start, text, sizeof start - 1);
    check_that(good, start, __FILE__, __LINE__);
    for (size_t i = 0; !good && i < d.count; i++)
        printf("  %.*s %u:%u %.*s\n", STR_ARG(d.items[i].code), d.items[i].line, d.items[i].column, STR_ARG(d.items[i].zh));
}

static bool is_at(Pos pos, uint32_t line, uint32_t column)
{
    return pos.line == line && pos.column == column;
}

static void test_values(void)
{
    CHECK(read_front("---\ntitle: 测试：一\nlist: [甲, \"乙, 丙\"]\nrows:\n  - 1.0|初审\n  - 终审|二\n"
                     "map: {remind: 0.80, 键: 值}\nblank:\nempty: \"\"\ndate: 2026-06-05\n# 注\n---\n正文\n"));
    CHECK(front.present && front.count == 7 && d.count == 0);
    CHECK_TEXT(str_slice(front.fields[0].key_pos.source->text, front.body, SIZE_MAX), STR("正文\n"), "body");
    const FrontField *f = front_find(&front, STR("title"));
    CHECK(is_at(f->key_pos, 2, 1) && is_at(f->value.pos, 2, 8) && f->value.kind == FRONT_SCALAR);
    CHECK_TEXT(f->value.text, STR("测试：一"), "full-width colon in a value");
    f = front_find(&front, STR("list"));
    CHECK(f->value.kind == FRONT_LIST && f->value.count == 2 && f->value.items[1].quoted);
    CHECK_TEXT(f->value.items[1].text, STR("乙, 丙"), "quoted");
    CHECK(is_at(f->value.items[1].pos, 3, 13));
    f = front_find(&front, STR("rows"));
    CHECK(f->value.count == 2 && is_at(f->value.items[1].pos, 6, 5));
    CHECK_TEXT(f->value.items[0].text, STR("1.0|初审"), "a row of parts");
    f = front_find(&front, STR("map"));
    CHECK(f->value.kind == FRONT_MAP && f->value.count == 2 && is_at(f->value.fields[1].key_pos, 7, 21));
    CHECK_TEXT(f->value.fields[1].value.text, STR("值"), "in a map");
    CHECK(is_at(f->value.fields[1].value.pos, 7, 26));
    f = front_find(&front, STR("blank"));
    CHECK(f->value.kind == FRONT_SCALAR && !f->value.text.n && !f->value.quoted);
    f = front_find(&front, STR("empty"));
    CHECK(!f->value.text.n && f->value.quoted);
    CHECK_TEXT(front_find(&front, STR("date"))->value.text, STR("2026-06-05"), "text stays text");
    CHECK(!front_find(&front, STR("none")));
}

static void test_forms(void)
{
    CHECK(read_front("正文\n---\n") && !front.present && front.body == 0 && front.count == 0);
    CHECK(read_front("") && !front.present);
    CHECK(read_front("---\n---\n正文") && front.present && front.count == 0 && front.body == 8);
    CHECK(read_front("---\n# 注\n---") && front.count == 0 && front.body == 13);
    CHECK(read_front("---  \r\ntitle: 甲\r\nlist:\r\n  - 乙\r\n---\r\n正文\r\n"));
    CHECK(front.count == 2 && front.body == 40 && is_at(front.fields[1].value.items[0].pos, 4, 5));
    CHECK_TEXT(front.fields[0].value.text, STR("甲"), "CR LF");
    CHECK(read_front("---\ntext: |\n  一：二\n  三: 四\n---\n") && front.count == 1);
    CHECK_TEXT(front.fields[0].value.text, STR("一：二\n三: 四\n"), "a block");
    CHECK(read_front("---\nurl: https://a.cn/b\ntime: 09:00-10:30\n---\n") && front.count == 2);
    CHECK(read_front("---\ntitle: 'it''s'\nlong: 一\n  二\n---\n"));
    CHECK_TEXT(front.fields[0].value.text, STR("it's"), "single quotes");
    CHECK_TEXT(front.fields[1].value.text, STR("一 二"), "continued");
}

/* The text is read, and this is the one warning; line 0: there is none. */
static void check_warning(const char *code, const char *text, uint32_t line, uint32_t column)
{
    bool good = read_front(text), told = d.count == 1 && d.items[0].level == DIAG_WARNING &&
                str_equal(d.items[0].code, str_of(code)) && d.items[0].line == line && d.items[0].column == column;
    check_that(good && (line ? told : d.count == 0), text, __FILE__, __LINE__);
}

/* A blank and # end a value without quotes: told, at the #. */
static void check_remark(const char *text, uint32_t line, uint32_t column)
{
    check_warning("front-remark", text, line, column);
}

static void test_remarks(void)
{
    check_remark("---\ntitle: 三张表 #2\n---\n", 2, 18);
    CHECK_TEXT(front.fields[0].value.text, STR("三张表"), "the value ends there");
    check_remark("---\ntitle: #2 楼\n---\n", 2, 8);
    check_remark("---\nlist:\n  - 甲\n  - 乙  # 注\n---\n", 4, 10);
    check_remark("---\ntitle: 一\n  二 #3\n---\n", 3, 7);
    check_remark("---\nmap: {a: 1}\ntitle: C# 和 F#\nanchor: /a#b\n---\n", 0, 0);
    check_remark("---\ntitle: \"三张表 #2\" # 注\nother: '#1' # 注\nlist: [a, b] # 注\n# 注\n---\n", 0, 0);
    check_remark("---\ntext: |\n  三张表 #2\n  # 二\n---\n", 0, 0);
    check_remark("---\nlist: # 注\n  - 甲\n---\n", 0, 0);
}

/* Between brackets a comma in full width parts nothing: told, at the comma. */
static void check_comma(const char *text, uint32_t line, uint32_t column)
{
    check_warning("front-comma", text, line, column);
}

static void test_commas(void)
{
    check_comma("---\nlist: [甲，乙, 丙]\n---\n", 2, 11);
    CHECK(front.fields[0].value.count == 2);
    check_comma("---\nlist: [甲, 乙，丙]\n---\n", 2, 16);
    check_comma("---\nlist: [甲,\n  乙，丙]\n---\n", 3, 6);
    check_comma("---\nlist: [\"甲，乙\", '丙，丁', 戊、己]\n---\n", 0, 0);
    check_comma("---\ntitle: 甲，乙\nlist:\n  - 甲，乙\n---\n", 0, 0);
}

static void test_slips(void)
{
    check_fault("---\ntitle：甲\n---\n", "front-colon", 2, 6);
    check_fault("---\nid: 1\n标题：甲\n---\n", "front-colon", 3, 7);
    check_fault("---\ntitle:甲\n---\n", "front-colon", 2, 6);
    check_fault("---\nlist:\n\t- 甲\n---\n", "front-tab", 3, 1);
    check_fault("---\nlist:\n  -\t甲\n---\n", "front-tab", 3, 4);
    check_fault("---\ntitle:\t甲\n---\n", "front-tab", 2, 7);
    check_fault("---\ntitle: 甲\n\n正文\n", "front-end", 1, 1);
    check_fault("---\ntitle: 甲\n———\n正文\n", "front-end", 3, 1);
    check_fault("---\ntitle: 甲\n－－－\n正文\n", "front-end", 3, 1);
    check_fault("---\ntitle: 甲\n----\n正文\n", "front-end", 3, 1);
    check_fault("\n---\ntitle: 甲\n---\n", "front-start", 2, 1);
    check_fault("---\ntitle: 甲\nid: 1\ntitle: 乙\n---\n", "front-duplicate", 4, 1);
    check_fault("---\nmap: {a: 1, a: 2}\n---\n", "front-duplicate", 2, 13);
    /* every slip that single lines show is told in one run */
    CHECK(!read_front("---\na：1\nb:\t2\nc：3\n---\n") && d.nerrors == 3);
    CHECK(front.body == 25);
}

static void test_libyaml_words(void)
{
    check_fault("---\ntitle: 甲: 乙\n---\n", "front-yaml", 2, 11);
    check_fault("---\ntitle: \"甲\nid: 1\n---\n", "front-yaml", 4, 1);
    check_fault("---\nlist: [甲, 乙\nid: 1\n---\n", "front-yaml", 3, 3);
    check_fault("---\ntitle: 甲\n说明文字\nid: 1\n---\n", "front-yaml", 3, 1);
    check_fault("---\ntitle: *重点*\n---\n", "front-yaml", 2, 9);
    check_fault("---\ntitle: *a\n---\n", "front-yaml", 2, 8);
    check_fault("---\ntitle: &a 甲\n---\n", "front-yaml", 2, 8);
    check_fault("---\ntitle: !x 甲\n---\n", "front-yaml", 2, 8);
    check_fault("---\ntitle: @甲\n---\n", "front-yaml", 2, 8);
    check_fault("---\ntitle: \"a\\q\"\n---\n", "front-yaml", 2, 10);
    check_fault("---\n- 甲\n---\n", "front-yaml", 2, 1);
    check_fault("---\n甲\n---\n", "front-yaml", 2, 1);
    check_fault("---\na: 1\n...\nb: 2\n---\n", "front-yaml", 4, 1);
    check_fault("---\n%YAML 1.1\na: 1\n---\n", "front-yaml", 3, 1);
    check_fault("---\nlist: - 甲\n---\n", "front-yaml", 2, 7);
    check_fault("---\n<<: *a\n---\n", "front-yaml", 2, 5);
    check_fault("---\na: \"\\0\"\n---\n", "front-yaml", 2, 4);
}

static void test_hostile(void)
{
    check_fault(repeated(a, "---\na: ", "[", 20000, "\n---\n").p, "front-yaml", 2, 12);
    check_fault(repeated(a, "---\na: ", "{a: ", 8000, "\n---\n").p, "front-yaml", 2, 36);
    check_fault(repeated(a, "---\na: ", "甲", 20000, "\n---\n").p, "front-limit", 3, 1);
    check_fault(repeated(a, "---\n", "? ", 10000, "\n---\n").p, "front-yaml", 2, 3);
    /* aliases that would grow tenfold a level are refused at the first anchor */
    check_fault("---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n", "front-yaml", 2, 4);
    Buf keys = buf_in(a);
    buf_c(&keys, "---\n");
    for (int i = 0; i < 600; i++)
        buf_printf(&keys, "k%d: 1\n", i);
    buf_c(&keys, "---\n");
    buf_byte(&keys, '\0');
    CHECK(!read_front(buf_view(&keys).p) && d.nerrors == 1);
}

/* ---- what is read without libyaml is what libyaml reads ---- */

static void put_value(Buf *out, const FrontValue *value)
{
    buf_printf(out, "%d%d@%u:%u<%.*s>", value->kind, value->quoted, value->pos.line, value->pos.column, STR_ARG(value->text));
    for (uint32_t i = 0; value->kind == FRONT_LIST && i < value->count; i++)
        put_value(out, &value->items[i]);
    buf_byte(out, '.');
}

/* All that was read but for a last field of that key, or what there is to say about it. */
static Str shown(bool good, Str but)
{
    Buf out = buf_in(a);
    for (uint32_t i = 0; good && i < front.count; i++) {
        const FrontField *f = &front.fields[i];
        if (str_equal(f->key, but))
            continue;
        buf_printf(&out, "%.*s@%u:%u ", STR_ARG(f->key), f->key_pos.line, f->key_pos.column);
        put_value(&out, &f->value);
    }
    for (size_t i = 0; i < d.count; i++)
        buf_printf(&out, "! %.*s %u:%u %.*s", STR_ARG(d.items[i].code), d.items[i].line, d.items[i].column, STR_ARG(d.items[i].zh));
    return buf_view(&out);
}

/* A map in braces is libyaml's: with it at the end all the rest is too, and must come out the same. What would be wrong
 * is wrong with it too, or else it is not compared. */
static bool is_same(Str header, size_t *compared)
{
    Buf text = buf_in(a), braces = buf_in(a);
    buf_printf(&text, "---\n%.*s---\n%c", STR_ARG(header), 0);
    buf_printf(&braces, "---\n%.*szz: {}\n---\n%c", STR_ARG(header), 0);
    bool good = read_front(text.p);
    Str one = shown(good, STR("zz"));
    good = read_front(braces.p);
    Str two = shown(good, STR("zz"));
    *compared += good;
    bool same = str_equal(one, two) || (!good && str_find(one, STR("!"), 0) < one.n);
    if (!same)
        printf("-- \n%.*s\n%.*s\n%.*s\n", STR_ARG(header), STR_ARG(one), STR_ARG(two));
    return same;
}

static void test_against_libyaml(void)
{
    static const char *const pieces[] = {
        "a", "b", "键", "c-d", ": ", ": ", ": ", ":", ":\n", ":\n- ", ":\n  - ", "\n", "\n", "\n", "\n- ", "\n  - ", "  ", " ", "- ", "-", "#", " # ",
        "[", "[", "]", "]", ", ", ",", ", ", "\"", "\"", "'", "'", "''", "甲", "乙：丙", "1.0|x", "2026-06-05", "(e)", "/f", "\r\n", "\\", "|", ">", "{", "}",
        "&", "*", "!", "%", "@", "?", "~", "_g", "“", "[甲, \"乙, 丙\"]", "k: v\n", "m: [x, y]\n", "n:\n  - 一\n  - 'two'\n", "\t", "\xEF\xBF\xBD"};
    size_t compared = 0;
    uint32_t seed = 5;
    bool same = true;
    for (int round = 0; round < 60000 && same; round++) {
        ArenaMark mark = arena_mark(a);
        Buf header = buf_in(a);
        buf_c(&header, "p: q\n"); /* fields start at the margin */
        for (size_t i = 0, n = 1 + (size_t)round % 14; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            buf_c(&header, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        buf_byte(&header, '\n');
        same = is_same(buf_view(&header), &compared);
        arena_release(a, mark);
    }
    CHECK(same && compared > 1000);
}

int main(void)
{
    a = arena_open();
    test_values();
    test_forms();
    test_remarks();
    test_commas();
    test_slips();
    test_libyaml_words();
    test_hostile();
    test_against_libyaml();
    arena_close(a);
    return check_finish();
}
