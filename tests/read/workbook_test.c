/*
 * workbook: sheets made here part by part, as texts; what they come out as; and archives made to do harm.
 */
#include <zlib.h>

#include "check.h"

#include "read/workbook_imp.h"

static Arena *a;
static Diag d;

/* ---- an archive, stored or deflated ---- */

typedef struct Archive {
    Buf bytes, directory;
    unsigned count;
} Archive;

static void u16(Buf *b, unsigned v)
{
    buf_byte(b, (char)(v & 255));
    buf_byte(b, (char)(v >> 8 & 255));
}

static void u32(Buf *b, uint32_t v)
{
    u16(b, v & 0xFFFF);
    u16(b, v >> 16);
}

static Archive archive(void)
{
    return (Archive){buf_in(a), buf_in(a), 0};
}

static Str deflated(Str s)
{
    uLong room = compressBound(s.n) + 64;
    char *out = arena_array(a, char, room);
    z_stream z = {.next_in = (Bytef *)(uintptr_t)s.p, .avail_in = (uInt)s.n, .next_out = (Bytef *)out,
                  .avail_out = (uInt)room};
    deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    deflate(&z, Z_FINISH);
    Str made = {out, z.total_out};
    deflateEnd(&z);
    return made;
}

typedef struct Lie { /* what the directory says otherwise than it is; 0: the truth */
    uint32_t size, crc, offset;
    unsigned flags;
} Lie;

static void add_lying(Archive *z, const char *name, Str part, bool packed, Lie lie)
{
    Str bytes = packed ? deflated(part) : part;
    uint32_t offset = lie.offset ? lie.offset : (uint32_t)z->bytes.n;
    uint32_t crc = lie.crc ? lie.crc : (uint32_t)crc32(crc32(0, NULL, 0), (const Bytef *)part.p, (uInt)part.n);
    uint32_t size = lie.size ? lie.size : (uint32_t)part.n;
    if (!lie.offset) {
        buf_c(&z->bytes, "PK\3\4");
        u16(&z->bytes, 20), u16(&z->bytes, lie.flags), u16(&z->bytes, packed ? 8 : 0), u32(&z->bytes, 0);
        u32(&z->bytes, crc), u32(&z->bytes, (uint32_t)bytes.n), u32(&z->bytes, size);
        u16(&z->bytes, (unsigned)strlen(name)), u16(&z->bytes, 0);
        buf_c(&z->bytes, name);
        buf_str(&z->bytes, bytes);
    }
    buf_c(&z->directory, "PK\1\2");
    u16(&z->directory, 20), u16(&z->directory, 20), u16(&z->directory, lie.flags);
    u16(&z->directory, packed ? 8 : 0), u32(&z->directory, 0);
    u32(&z->directory, crc), u32(&z->directory, (uint32_t)bytes.n), u32(&z->directory, size);
    u16(&z->directory, (unsigned)strlen(name)), u32(&z->directory, 0), u32(&z->directory, 0);
    u32(&z->directory, 0), u32(&z->directory, offset);
    buf_c(&z->directory, name);
    z->count++;
}

static void add(Archive *z, const char *name, const char *part)
{
    add_lying(z, name, str_of(part), true, (Lie){0});
}

static Str closed(Archive *z)
{
    uint32_t at = (uint32_t)z->bytes.n;
    buf_str(&z->bytes, buf_view(&z->directory));
    buf_c(&z->bytes, "PK\5\6");
    u32(&z->bytes, 0), u16(&z->bytes, z->count), u16(&z->bytes, z->count);
    u32(&z->bytes, (uint32_t)z->directory.n), u32(&z->bytes, at), u16(&z->bytes, 0);
    return buf_view(&z->bytes);
}

/* ---- a workbook ---- */

#define RELATIONS(x) "<?xml version=\"1.0\"?><Relationships>" x "</Relationships>"
#define RELATION(id, type, target) \
    "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" \
    type "\" Target=\"" target "\"/>"

/* numFmtId of the styles 0 … : General, 14, custom yyyy-mm, 20, custom with a quoted word, 9, 22 */
#define STYLES \
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\"/>" \
    "<numFmt numFmtId=\"165\" formatCode=\"0.0&quot;days&quot;\"/></numFmts><cellStyleXfs><xf " \
    "numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>" \
    "<xf numFmtId=\"20\"/><xf numFmtId=\"165\"/><xf numFmtId=\"9\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"

static Archive workbook_parts(const char *workbook, const char *sheet)
{
    Archive z = archive();
    add(&z, "_rels/.rels", RELATIONS(RELATION("rId1", "officeDocument", "xl/workbook.xml")));
    add(&z, "xl/workbook.xml", workbook);
    add(&z, "xl/_rels/workbook.xml.rels",
        RELATIONS(RELATION("r1", "worksheet", "worksheets/sheet1.xml")
                  RELATION("r2", "worksheet", "/xl/worksheets/sheet2.xml")
                  RELATION("r5", "worksheet", "worksheets/sheet3.xml")
                  RELATION("r3", "styles", "styles.xml") RELATION("r4", "sharedStrings", "sharedStrings.xml")));
    add(&z, "xl/styles.xml", STYLES);
    add(&z, "xl/sharedStrings.xml",
        "<sst><si><t>编号</t></si><si><r><t>富</t></r><r><t xml:space=\"preserve\">文 </t></r></si>"
        "<si><t>乐</t><rPh sb=\"0\" eb=\"1\"><t>lè</t></rPh></si><si><t>甲,\"乙\"_x000A_丙</t></si></sst>");
    add(&z, "xl/worksheets/sheet1.xml", sheet);
    add(&z, "xl/worksheets/sheet2.xml",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>第二张</t></is></c></row>"
        "</sheetData></worksheet>");
    add(&z, "xl/worksheets/sheet3.xml",
        "<worksheet><sheetData><row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>日期</t></is></c></row>"
        "<row r=\"2\"><c><v>7</v></c><c><v>8</v></c></row></sheetData></worksheet>");
    return z;
}

#define ONE_SHEET "<workbook><sheets><sheet name=\"活动\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

static Str read_named(Str bytes, const char *name)
{
    d = diag_in(a);
    const Source *s = workbook_source(a, STR("t.xlsx"), bytes, str_of(name), NULL, &d);
    return s ? s->text : STR("refused");
}

static Str read_sheet(const char *sheet)
{
    Archive z = workbook_parts(ONE_SHEET, sheet);
    return read_named(closed(&z), "");
}

static void test_cells(void)
{
    CHECK_TEXT(read_sheet(SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
                                "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>2</v></c><c r=\"C3\" t=\"b\"><v>1</v></c></row>")),
               STR("编号,,富文 \n\n,乐,TRUE\n"), "shared strings, without readings; gaps; a row left out");
    CHECK_TEXT(read_sheet(SHEET("<row><c t=\"s\"><v>3</v></c><c><v>7</v></c></row><row><c><v>8</v></c></row>")),
               STR("\"甲,\"\"乙\"\"\n丙\",7\n8,\n"), "no references: one after the other; quotes; _x000A_");
    CHECK_TEXT(read_sheet("<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>5</x:v></x:c></x:row>"
                          "</x:sheetData></x:worksheet>"), STR("5\n"), "prefixed names");
    CHECK_TEXT(read_sheet(SHEET("")), STR(""), "an empty sheet");
}

static void test_numbers(void)
{
    /* 45903 is 2025-09-03 in the count from 1900, 44441 in that from 1904 */
    CHECK_TEXT(read_sheet(SHEET("<row><c><v>0.1</v></c><c><v>0.30000000000000004</v></c><c><v>123456789012</v></c>"
                                "<c><v>-2.5</v></c><c><v>1E-4</v></c><c><v>1.5E+20</v></c></row>")),
               STR("0.1,0.3,123456789012,-2.5,0.0001,150000000000000000000\n"), "plain numbers");
    CHECK_TEXT(read_sheet(SHEET("<row><c s=\"1\"><v>45903</v></c><c s=\"2\"><v>45962</v></c><c s=\"3\"><v>0.375</v></c>"
                                "<c s=\"4\"><v>2.5</v></c><c s=\"5\"><v>0.8</v></c><c s=\"6\"><v>45903.395833333336</v></c></row>")),
               STR("2025-09-03,2025-11,09:00,2.5,80%,2025-09-03 09:30\n"), "dates, times, shares by style");
    CHECK_TEXT(read_sheet(SHEET("<row><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>61</v></c>"
                                "<c t=\"d\"><v>2025-09-03T00:00:00</v></c><c s=\"1\"><v>-1</v></c></row>")),
               STR("1900-01-01,1900-02-28,1900-03-01,2025-09-03,-1\n"), "around the day that never was");
    Archive z = workbook_parts("<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>",
                               SHEET("<row><c s=\"1\"><v>44441</v></c><c s=\"1\"><v>0</v></c></row>"));
    CHECK_TEXT(read_named(closed(&z), ""), STR("2025-09-03,1904-01-01\n"), "the count from 1904");
}

static void test_formats(void)
{
    static const struct { const char *code; NumberKind kind; } cases[] = {
        {"General", NUMBER_PLAIN}, {"0.00", NUMBER_PLAIN}, {"#,##0;[Red]-#,##0", NUMBER_PLAIN},
        {"0.00E+00", NUMBER_PLAIN}, {"0%", NUMBER_PERCENT}, {"yyyy-mm-dd", NUMBER_DATE},
        {"yyyy\"年\"m\"月\"d\"日\"", NUMBER_DATE}, {"yyyy\"年\"m\"月\"", NUMBER_MONTH},
        {"[$-804]yyyy/m/d;@", NUMBER_DATE}, {"h:mm", NUMBER_TIME}, {"[h]:mm:ss", NUMBER_TIME},
        {"mm:ss", NUMBER_TIME}, {"上午/下午h\"时\"mm\"分\"", NUMBER_TIME}, {"yyyy-mm-dd hh:mm", NUMBER_DATE_TIME},
        {"0\"day\"", NUMBER_PLAIN}, {"0\\d", NUMBER_PLAIN}, {"[Blue]0", NUMBER_PLAIN}, {"m\"月\"d\"日\"", NUMBER_DATE},
        {"@", NUMBER_PLAIN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK(workbook_format_kind(str_of(cases[i].code)) == cases[i].kind);
        if (workbook_format_kind(str_of(cases[i].code)) != cases[i].kind)
            printf("  %s\n", cases[i].code);
    }
}

static void test_merged(void)
{
    CHECK_TEXT(read_sheet("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>2</v></c></row>"
                          "<row r=\"2\"><c r=\"B2\"><v>3</v></c></row><row r=\"3\"><c r=\"C3\"><v>4</v></c></row></sheetData>"
                          "<mergeCells><mergeCell ref=\"A1:A3\"/><mergeCell ref=\"B2:C2\"/><mergeCell ref=\"A9:XFD1048576\"/>"
                          "</mergeCells></worksheet>"),
               STR("1,,2\n1,3,3\n1,,4\n"), "every cell of an area has its value");
}

static bool said(const char *code, const char *cell)
{
    for (size_t i = 0; i < d.count; i++)
        if (str_equal(d.items[i].code, str_of(code)) && str_equal(d.items[i].cell, str_of(cell)))
            return true;
    return false;
}

static void test_formulas(void)
{
    CHECK_TEXT(read_sheet(SHEET("<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\" t=\"str\"><f>A</f><v>甲</v></c>"
                                "<c r=\"C1\"><f>NOW()</f></c><c r=\"AB1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>")),
               STR("2,甲,,,,,,,,,,,,,,,,,,,,,,,,,,#DIV/0!\n"), "values last computed");
    CHECK(said("cell-no-value", "C1"));
    CHECK(d.nerrors == 0 && d.nwarnings == 1);
}

static void test_sheets(void)
{
    static const char *const two = "<workbook><sheets><sheet name=\"说明\" state=\"hidden\" r:id=\"r1\"/>"
                                   "<sheet name=\"二\" r:id=\"r2\"/></sheets></workbook>";
    Archive z = workbook_parts(two, SHEET("<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#N/A</v></c></row>"));
    Str bytes = closed(&z);
    CHECK_TEXT(read_named(bytes, ""), STR("第二张\n"), "the first that is not hidden");
    CHECK_TEXT(read_named(bytes, "说明"), STR("#N/A\n"), "by name, hidden or not");
    CHECK_TEXT(read_named(bytes, "三"), STR("refused"), "no such sheet");
    CHECK(said("workbook-sheet", ""));
}

/* Which of several sheets is the table: by its columns. */
static Str read_table(const char *states[3], const char *first)
{
    static const Str known[] = {{"编号", 6}, {"日期", 6}};
    static const RecordsOptions table = {.known = known, .nknown = 2};
    Str workbook = str_printf(a, "<workbook><sheets><sheet name=\"一\" r:id=\"r1\" %s/><sheet name=\"二\" r:id=\"r2\" %s/>"
                              "<sheet name=\"三\" r:id=\"r5\" %s/></sheets></workbook>", states[0], states[1], states[2]);
    Archive z = workbook_parts(workbook.p, first);
    d = diag_in(a);
    const Source *s = workbook_source(a, STR("t.xlsx"), closed(&z), STR_NONE, &table, &d);
    return s ? s->text : STR("refused");
}

static void test_which_sheet(void)
{
    static const char *const hidden = "state=\"hidden\"";
    const char *notes = SHEET("<row r=\"1\"><c t=\"inlineStr\"><is><t>填写说明</t></is></c></row>");
    const char *same = SHEET("<row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>日期</t></is></c></row>"
                             "<row r=\"2\"><c><v>1</v></c><c><v>2</v></c></row>");
    const char *blank = SHEET("<row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>日期</t></is></c></row>");
    CHECK_TEXT(read_table((const char *[]){"", "", ""}, notes), STR("编号,日期\n7,8\n"), "behind notes on how to fill it in");
    CHECK(d.count == 0);
    CHECK_TEXT(read_table((const char *[]){"", "", ""}, same), STR("编号,日期\n1,2\n"), "the first of two");
    CHECK(said("workbook-sheets", "三!1") && d.nerrors == 1 && d.count == 1);
    CHECK_TEXT(read_table((const char *[]){"", "", hidden}, same), STR("编号,日期\n1,2\n"), "the other is hidden");
    CHECK(d.count == 0);
    CHECK_TEXT(read_table((const char *[]){hidden, "", ""}, same), STR("编号,日期\n7,8\n"), "or the first");
    CHECK(d.count == 0);
    CHECK_TEXT(read_table((const char *[]){"", "", ""}, blank), STR("编号,日期\n7,8\n"), "a form without rows is not it");
    CHECK(d.count == 0);
    CHECK_TEXT(read_table((const char *[]){"", "", hidden}, notes), STR("填写说明\n"), "none is: the first");
}

/* ---- places ---- */

static void test_places(void)
{
    Archive z = workbook_parts(ONE_SHEET, SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1</v></c></row>"
                                                "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>3</v></c><c r=\"B2\"><v>2</v></c></row>"
                                                "<row r=\"3\"><c r=\"B3\"><v>3</v></c></row>"));
    Str bytes = closed(&z);
    d = diag_in(a);
    const Source *s = workbook_source(a, STR("t.xlsx"), bytes, STR_NONE, NULL, &d);
    CHECK(s && s->nlines == 3);
    if (!s)
        return;
    CHECK(source_pos(s, str_find(s->text, STR(",2"), 0)).line == 2); /* though the cell before holds a line end */
    diag_error(&d, "x", source_pos(s, str_find(s->text, STR(",2"), 0) + 1), "在这里", "here");
    CHECK(said("x", "B2"));
    diag_error(&d, "y", ((Pos){s, 3, 0}), "这一行", "the row");
    CHECK(said("y", "3"));
}

/* ---- what is refused ---- */

static bool refused(Str bytes, const char *words)
{
    Str text = read_named(bytes, "");
    bool good = str_equal(text, STR("refused")) && d.nerrors == 1 &&
                str_find(d.items[0].zh, str_of(words), 0) < d.items[0].zh.n;
    if (!good)
        printf("  %.*s: %.*s\n", STR_ARG(text), STR_ARG(d.count ? d.items[0].zh : STR_NONE));
    return good;
}

static void test_refused(void)
{
    Archive z = workbook_parts(ONE_SHEET, "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>");
    CHECK(refused(closed(&z), "DOCTYPE"));
    z = workbook_parts(ONE_SHEET, "<worksheet><sheetData>");
    CHECK(refused(closed(&z), "内容损坏"));
    Buf deep = buf_in(a);
    for (int i = 0; i < 100000; i++)
        buf_c(&deep, "<a>");
    z = workbook_parts(ONE_SHEET, str_c(a, buf_view(&deep)));
    CHECK(refused(closed(&z), "嵌套太深"));
    z = workbook_parts(ONE_SHEET, SHEET(""));
    Str whole = closed(&z);
    for (size_t n = 0; n < whole.n; n += whole.n / 40)
        CHECK(refused(str_slice(whole, 0, n), "不完整"));
    z = archive();
    add(&z, "xl/other.xml", "<a/>");
    CHECK(refused(closed(&z), "缺少必要的部件"));
}

static Str lying(Lie lie)
{
    Archive z = workbook_parts(ONE_SHEET, SHEET(""));
    add_lying(&z, "xl/extra", STR("0123456789"), false, (Lie){0});
    z.bytes.n = z.directory.n = z.count = 0;
    add_lying(&z, "_rels/.rels", STR(RELATIONS(RELATION("rId1", "officeDocument", "xl/workbook.xml"))), true, lie);
    return closed(&z);
}

static void test_bombs(void)
{
    CHECK(refused(lying((Lie){.crc = 1}), "校验"));
    CHECK(refused(lying((Lie){.size = 5}), "比目录所说的大"));
    CHECK(refused(lying((Lie){.size = 5000}), "校验"));
    CHECK(refused(lying((Lie){.size = 300u << 20}), "大得反常"));
    CHECK(refused(lying((Lie){.flags = 1}), "密码"));
    /* ten million blanks in a part of ten thousand bytes */
    Buf blanks = buf_in(a);
    buf_reserve(&blanks, 10u << 20);
    memset(blanks.p, ' ', 10u << 20);
    blanks.n = 10u << 20;
    Archive z = workbook_parts(ONE_SHEET, str_c(a, buf_view(&blanks)));
    CHECK(refused(closed(&z), "大得反常"));
    /* two names for the same bytes */
    z = workbook_parts(ONE_SHEET, SHEET(""));
    add_lying(&z, "xl/again", STR("0123456789012345678901234567890123456789"), false, (Lie){.offset = 1});
    Str bytes = closed(&z);
    char *p = (char *)(uintptr_t)bytes.p;
    size_t at = str_find(bytes, STR("xl/again"), 0) - 4; /* its offset, in the directory */
    memset(p + at, 0, 4);
    CHECK(refused(bytes, "重叠"));
}

static void test_limits(void)
{
    /* a reference beyond the sheet, a style and a string that are not there */
    CHECK_TEXT(read_sheet(SHEET("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c><c r=\"B1\" s=\"99\"><v>45903</v></c>"
                                "<c r=\"C1\" t=\"s\"><v>77</v></c><c r=\"D1\" t=\"s\"><v>-1</v></c></row>")),
               STR("1,45903\n"), "what is not there is blank or plain");
    CHECK_TEXT(read_sheet(SHEET("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a_x202E_b</t></is></c></row>")),
               STR("refused"), "direction controls are refused as in any text");
    CHECK(said("text-direction", "A1"));
}

int main(void)
{
    a = arena_open();
    test_cells();
    test_numbers();
    test_formats();
    test_merged();
    test_formulas();
    test_sheets();
    test_which_sheet();
    test_places();
    test_refused();
    test_bombs();
    test_limits();
    arena_close(a);
    return check_finish();
}
