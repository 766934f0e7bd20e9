/*
 * encoding: files as WPS and Excel save them, and files that are something else. The variants
 * are one table saved in five ways; expectations of GB18030-2022 are from its list of changes.
 */
#include "check.h"

#include "base/file.h"
#include "read/encoding.h"
#include "read/records.h"

static Arena *a;
static Diag d;

static const Source *read_bytes(const char *bytes, size_t n, Encoding *encoding)
{
    d = diag_in(a);
    return encoding_source(a, STR("t.csv"), (Str){bytes, n}, encoding, &d);
}

#define READ(literal, encoding) read_bytes((literal), sizeof(literal) - 1, (encoding))

static bool said(DiagLevel level, const char *code, uint32_t line, uint32_t column)
{
    for (size_t i = 0; i < d.count; i++)
        if (d.items[i].level == level && str_equal(d.items[i].code, str_of(code)) &&
            d.items[i].line == line && d.items[i].column == column)
            return true;
    return false;
}

static void check_reads(const char *name, Str bytes, Encoding want, Str text)
{
    Encoding encoding;
    const Source *s = read_bytes(bytes.p, bytes.n, &encoding);
    CHECK(s && encoding == want);
    if (s)
        CHECK_TEXT(s->text, text, name);
    CHECK(d.nerrors == 0);
    CHECK(said(DIAG_NOTE, "encoding", 0, 0) == (want != ENCODING_UTF8));
}

static void test_encodings(void)
{
    check_reads("plain", STR("日期\n"), ENCODING_UTF8, STR("日期\n"));
    check_reads("mark", STR("\xEF\xBB\xBF日期\n"), ENCODING_UTF8_BOM, STR("日期\n"));
    check_reads("empty", STR(""), ENCODING_UTF8, STR(""));
    check_reads("UTF-16LE", STR("\xFF\xFE\xE5\x65\x42\xD8\xB7\xDF\x0A\x00"), ENCODING_UTF16LE, STR("日𠮷\n"));
    check_reads("UTF-16BE", STR("\xFE\xFF\x65\xE5\xD8\x42\xDF\xB7"), ENCODING_UTF16BE, STR("日𠮷"));
    check_reads("GBK", STR("\xC8\xD5\xC6\xDA,1\r\n"), ENCODING_GB18030, STR("日期,1\r\n"));
    check_reads("one character", STR("\xD6\xD0"), ENCODING_GB18030, STR("中"));
    check_reads("four bytes", STR("\x95\x32\x82\x36\xC8\xD5"), ENCODING_GB18030, STR("\xF0\xA0\x80\x80日"));
    check_reads("the euro sign of CP936", STR("\xC8\xD5\x80"), ENCODING_GB18030, STR("日€"));
    check_reads("old Mac lines", STR("a\rb\r\nc\r"), ENCODING_UTF8, STR("a\nb\r\nc\n"));
}

/* GB18030-2022 moved 18 characters out of the private use area; A8BC had moved in 2005. */
static void test_moved(void)
{
    static const struct { const char *code; uint32_t rune; } moved[] = {
        {"\xA6\xD9", 0xFE10}, {"\xA6\xDA", 0xFE12}, {"\xA6\xDB", 0xFE11}, {"\xA6\xDC", 0xFE13},
        {"\xA6\xDD", 0xFE14}, {"\xA6\xDE", 0xFE15}, {"\xA6\xDF", 0xFE16}, {"\xA6\xEC", 0xFE17},
        {"\xA6\xED", 0xFE18}, {"\xA6\xF3", 0xFE19}, {"\xFE\x59", 0x9FB4}, {"\xFE\x61", 0x9FB5},
        {"\xFE\x66", 0x9FB6}, {"\xFE\x67", 0x9FB7}, {"\xFE\x6D", 0x9FB8}, {"\xFE\x7E", 0x9FB9},
        {"\xFE\x90", 0x9FBA}, {"\xFE\xA0", 0x9FBB}, {"\xA8\xBC", 0x1E3F},
        {"\x84\x31\x82\x36", 0xFE10}, {"\x84\x31\x83\x35", 0xFE19}, {"\x82\x35\x90\x37", 0x9FB4},
        {"\x82\x35\x91\x34", 0x9FBB}, {"\x81\x35\xF4\x37", 0x1E3F}};
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++) {
        Str bytes = str_printf(a, "\xC8\xD5%s", moved[i].code);
        Buf want = buf_in(a);
        buf_c(&want, "日");
        buf_rune(&want, moved[i].rune);
        check_reads("moved", bytes, ENCODING_GB18030, buf_view(&want));
    }
}

static void check_refused(const char *bytes, size_t n, const char *code, uint32_t line, uint32_t column)
{
    Encoding encoding;
    CHECK(!read_bytes(bytes, n, &encoding));
    CHECK(said(DIAG_ERROR, code, line, column));
}

#define REFUSED(literal, ...) check_refused((literal), sizeof(literal) - 1, __VA_ARGS__)

static void test_refused(void)
{
    REFUSED("ab\n\xC8\xD5\xFF", "encoding", 2, 3);
    REFUSED("\xC8\xD5\n\xC8", "encoding", 2, 1);
    REFUSED("幼儿园集团\n\xC8\xD5\xC6\xDA", "encoding-mixed", 2, 1);
    REFUSED("幼儿\n\xC8\xD5", "encoding-mixed", 2, 1);
    REFUSED("a\nb\0c", "encoding", 2, 2);
    REFUSED("a\0b\0c\0", "encoding", 1, 2);
    REFUSED("\xFF\xFE\x65", "encoding", 1, 0);
    REFUSED("\xFF\xFE\x0A\x00\x42\xD8", "encoding", 2, 0);
    REFUSED("ab\ncd\xE2\x80\xAE", "text-direction", 2, 3);
    REFUSED("ab\xE2\x81\xA6", "text-direction", 1, 3);
    REFUSED("a\xEF\xBF\xBD", "encoding-lost", 1, 2);
    REFUSED("PK\3\4....xl/workbook.xml", "file-kind", 0, 0);
    CHECK(str_find(d.items[0].zh, STR("XLSX"), 0) < d.items[0].zh.n && d.items[0].hint_zh.n);
    REFUSED("PK\3\4....word/document.xml", "file-kind", 0, 0);
    CHECK(str_find(d.items[0].zh, STR("DOCX"), 0) < d.items[0].zh.n);
    REFUSED("PK\3\4....photos/1.jpg", "file-kind", 0, 0);
    REFUSED("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", "file-kind", 0, 0);
    REFUSED("%PDF-1.7", "file-kind", 0, 0);
    REFUSED("\xFF\xD8\xFF\xE0", "file-kind", 0, 0);
    REFUSED("\x89PNG\r\n\x1A\n", "file-kind", 0, 0);
    REFUSED("\0\0\0\x18" "ftypheic\0\0\0\0", "file-kind", 0, 0);
    REFUSED("{\\rtf1", "file-kind", 0, 0);
}

/* "联通" in GBK is valid UTF-8 by chance at its start; the rest of the file decides. */
static void test_chance(void)
{
    check_reads("联通", STR("\xC1\xAA\xCD\xA8\xD6\xD0\xB9\xFA"), ENCODING_GB18030, STR("联通中国"));
}

static void test_controls(void)
{
    Encoding encoding;
    const Source *s = READ("a\x0B" "b\nc\xC2\x85" "d\xE2\x80\xA8" "e\x7F\xEF\xBB\xBF" "f\t", &encoding);
    CHECK_TEXT(s->text, STR("a b\nc  d   e    f\t"), "blanks of the same length");
    CHECK(said(DIAG_WARNING, "text-control", 1, 2) && d.count == 1);
}

/* T70: radicals and compatibility ideographs are the ideographs they look like; the twelve of that
 * block that are ideographs of their own stay. */
static void test_doubles(void)
{
    Encoding encoding;
    const Source *s = READ("甲\n\xE2\xBC\x80\xE4\xB8\x80\xE2\xBA\x81\n", &encoding); /* ⼀一⺁ */
    CHECK_TEXT(s->text, STR("甲\n一一厂\n"), "U+2F00 and U+2E81");
    CHECK(said(DIAG_WARNING, "text-compatibility", 2, 1) && d.count == 1);
    CHECK(str_find(d.items[0].zh, STR("U+2F00"), 0) < d.items[0].zh.n);
    s = READ("\xEF\xA4\x80\xEF\xA9\xAC\xF0\xAF\xA0\x80", &encoding); /* U+F900 U+FA6C U+2F800 */
    CHECK_TEXT(s->text, STR("豈\xF0\xA4\x8B\xAE丽"), "compatibility ideographs, of any length");
    s = READ("\xEF\xA8\x8E\xEF\xA8\x8F\xEF\xA8\x91\xEF\xA8\xA9", &encoding); /* U+FA0E FA0F FA11 FA29 */
    CHECK(s->text.n == 12 && d.count == 0);
}

/* ---- the table saved in five ways ---- */

/* The whole rows as text, and how many. */
static Str rows_of(const char *name, Encoding want, char separator, size_t *rows)
{
    Encoding encoding;
    d = diag_in(a);
    Str path = str_printf(a, "tests/read/variants/%s", name);
    const Source *s = encoding_read(a, path.p, path, &encoding, &d);
    Buf all = buf_in(a);
    CHECK(s && encoding == want);
    const Str total = STR("合计");
    Records *r = s ? records_open(a, s, &(RecordsOptions){.totals = &total, .ntotals = 1}, &d) : NULL;
    CHECK(r && records_separator(r) == separator);
    *rows = 0;
    Record row;
    while (r && records_next(r, &row)) {
        if (row.kind != RECORD_ROW)
            continue;
        ++*rows;
        for (uint32_t i = 0; i < row.ncells; i++) {
            buf_str(&all, row.cells[i]);
            buf_byte(&all, i + 1 == row.ncells ? '\n' : '\t');
        }
    }
    return buf_view(&all);
}

static void test_variants(void)
{
    size_t n, m;
    Str utf8 = rows_of("2025-2026.utf8-lf.csv", ENCODING_UTF8, ',', &n);
    CHECK(n > 100);
    CHECK(str_equal(rows_of("2025-2026.utf8bom.csv", ENCODING_UTF8_BOM, ',', &m), utf8) && m == n);
    /* as "Unicode text" the row with a bare comma is whole, too */
    Str utf16 = rows_of("2025-2026.utf16le-tab.txt", ENCODING_UTF16LE, '\t', &m);
    CHECK(str_starts(utf16, utf8) && m == n + 1);
    Str lossy = rows_of("2025-2026.cp936-lossy.csv", ENCODING_GB18030, ',', &m);
    CHECK(m == n && !str_equal(lossy, utf8));
    rows_of("2025-2026.clean.utf8bom.csv", ENCODING_UTF8_BOM, ',', &m);
    CHECK(m > 0 && d.nerrors == 0);
}

int main(void)
{
    a = arena_open();
    test_encodings();
    test_moved();
    test_refused();
    test_chance();
    test_controls();
    test_doubles();
    test_variants();
    arena_close(a);
    return check_finish();
}
