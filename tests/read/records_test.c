/* records and cell: rows with their places, what is set aside, and typed values. */
#include "check.h"

#include "read/cell.h"
#include "read/records.h"
#include "repeated.h"

static Arena *a;
static Diag d;
static const Str total_words[] = {{"合计", 6}, {"总计", 6}, {"小计", 6}};
static const RecordsOptions options = {total_words, 3, NULL, 0, "E13", "I14"};

static Records *open_text(const char *text)
{
    d = diag_in(a);
    return records_open(a, source_make(a, STR("t.csv"), str_of(text)), &options, &d);
}

/* All rows: kind:line and the cells, "|" between. */
static Str rows_of(const char *text)
{
    static const char kinds[] = "RCBbT";
    Buf out = buf_in(a);
    Records *r = open_text(text);
    Record row;
    while (r && records_next(r, &row)) {
        buf_printf(&out, "%c%u", kinds[row.kind], row.line);
        for (uint32_t i = 0; i < row.ncells && (row.kind == RECORD_ROW || row.kind == RECORD_COLUMNS); i++)
            buf_printf(&out, "|%.*s", STR_ARG(row.cells[i]));
        buf_byte(&out, ' ');
    }
    return buf_view(&out);
}

static bool said(const char *code, uint32_t line, uint32_t column, const char *zh)
{
    for (size_t i = 0; i < d.count; i++)
        if (str_equal(d.items[i].code, str_of(code)) && d.items[i].line == line &&
            d.items[i].column == column && (!zh || str_equal(d.items[i].zh, str_of(zh))))
            return true;
    return false;
}

static void test_rows(void)
{
    CHECK_TEXT(rows_of("a,b\n1,2\n3,4"), STR("R2|1|2 R3|3|4 "), "no last line end");
    CHECK_TEXT(rows_of("a,b\r\n1,2\r\n,\"\"\r\nx,\r\n"), STR("R2|1|2 b3 R4|x| "), "CR LF");
    CHECK_TEXT(rows_of("a\tb\n1,5\t2\n"), STR("R2|1,5|2 "), "tabs");
    CHECK_TEXT(rows_of("a;b;c\n1,5;2;3\n"), STR("R2|1,5|2|3 "), "semicolons");
    CHECK_TEXT(rows_of("\"a;x\",b,c\n1,2,3\n"), STR("R2|1|2|3 "), "separators in quotes do not count");
    CHECK_TEXT(rows_of("a,b\n\"1,\"\"x\"\"\ny\",2\n3,\"\"\"\"\n"), STR("R2|1,\"x\"\ny|2 R4|3|\" "), "quotes");
    CHECK_TEXT(rows_of("a,b\n3\"管,\"4\"\n"), STR("R2|3\"管|4 "), "a quote inside a cell is itself");
    CHECK_TEXT(rows_of("a\n1\n\n2\n"), STR("R2|1 b3 R4|2 "), "one column");
    CHECK_TEXT(rows_of("a,b\n"), STR(""), "head only");
    CHECK_TEXT(rows_of("a,b\n　,\xC2\xA0\n1,2\n"), STR("b2 R3|1|2 "), "blanks of all kinds");
}

static void test_set_aside(void)
{
    CHECK_TEXT(rows_of("a,b\n1\n1,2,3\n\n合计,5,6\n 总计：,\n小计\n合计数,1\n"),
               STR("C2|1 C3|1|2|3 b4 T5 T6 T7 R8|合计数|1 "), "kinds");
    CHECK(said("E13", 2, 1, "列数1，应为2，整行隔离"));
    CHECK(said("E13", 3, 1, "列数3，应为2，整行隔离"));
    CHECK(said("I14", 4, 1, "空行，已忽略"));
    CHECK(said("I14", 5, 1, "合计行，已忽略") && said("I14", 7, 1, NULL) && d.count == 6);
}

static void test_quotes(void)
{
    CHECK_TEXT(rows_of("a,b\n1,\"x\" y\n3,4\n"), STR("B2 R3|3|4 "), "text behind a quote");
    CHECK(said("row-quote", 2, 3, NULL));
    CHECK_TEXT(rows_of("a,b\n1,\"x\n3,4\n5,6\n"), STR("B2 R3|3|4 R4|5|6 "), "a quote left open");
    CHECK(said("row-quote", 2, 3, NULL) && d.count == 1);
    CHECK_TEXT(rows_of("a,b\n\"1\n\"2,3\n"), STR("B2 B3 "), "two");
    CHECK(d.nerrors == 2);
}

/* Programs fill rows up to the widest: blank cells under no name are none, others are one too many. */
static void test_padding(void)
{
    CHECK_TEXT(rows_of("a,b,,\n1,2,, \n1,,,\n1,2,3,\n1,2\n"), STR("R2|1|2 R3|1| C4|1|2|3 R5|1|2 "), "padded");
    CHECK(d.nerrors == 1 && said("E13", 4, 1, "列数3，应为2，整行隔离"));
}

/* Excel leaves out the separators of columns that are blank at the end of sixteen rows. */
static void test_left_out(void)
{
    Records *r = open_text("a,b,c\n1,2\r\n3,\"x\ny\"\n4\n5,6,7\n8,9");
    CHECK(r);
    records_may_end(r, 2);
    Record row;
    CHECK(records_next(r, &row) && row.kind == RECORD_ROW && row.ncells == 3 && str_equal(row.cells[1], STR("2")) && !row.cells[2].n);
    Pos pos = records_pos(r, &row, 2);
    CHECK(pos.line == 2 && pos.column == 4);
    pos = records_cell_pos(pos.source, ',', row.starts[0], 2);
    CHECK(pos.line == 2 && pos.column == 4);
    CHECK(records_next(r, &row) && row.kind == RECORD_ROW && row.line == 3 && str_equal(row.cells[1], STR("x\ny")) && !row.cells[2].n);
    CHECK(records_next(r, &row) && row.kind == RECORD_COLUMNS && said("E13", 5, 1, "列数1，应为3，整行隔离") && d.count == 1);
    CHECK(records_next(r, &row) && row.kind == RECORD_ROW && str_equal(row.cells[2], STR("7")));
    CHECK(records_next(r, &row) && row.kind == RECORD_ROW && row.ncells == 3 && str_equal(row.cells[1], STR("9")));
    CHECK(!records_next(r, &row));
    r = open_text("a,b\n\n1\n");
    records_may_end(r, 0);
    CHECK(records_next(r, &row) && row.kind == RECORD_BLANK);
    CHECK(records_next(r, &row) && row.kind == RECORD_ROW && row.ncells == 2);
}

static void test_titles(void)
{
    static const Str known[] = {{"编号", 6}, {"日期", 6}};
    RecordsOptions with = options;
    with.known = known;
    with.nknown = 2;
    d = diag_in(a);
    Records *r = records_open(a, source_make(a, STR("t.csv"), STR("活动记录表,\n,\n\"编号\",*日期\n1,2\n")), &with, &d);
    Record row;
    CHECK(r && records_head(r) == 3 && records_column(r, STR("日期")) == 1);
    CHECK(said("head-row", 3, 1, "表头在第 3 行，上面的 2 行不读"));
    CHECK(r && records_next(r, &row) && row.line == 4);
    d = diag_in(a);
    r = records_open(a, source_make(a, STR("t.csv"), STR("编号,x\n编号,日期\n")), &with, &d);
    CHECK(r && records_head(r) == 2); /* one name in the first line, two in the second */
    d = diag_in(a);
    r = records_open(a, source_make(a, STR("t.csv"), STR("编号,x\n日期,y\n")), &with, &d);
    CHECK(r && records_head(r) == 1 && d.count == 0); /* one name is no head */
}

static void test_head(void)
{
    Records *r = open_text("*编号,活动类型（必填）, 参加人次(必填) ,ＡＢ,\"开始\n日期\",\n1,2,3,4,5,\n");
    CHECK(r);
    CHECK(records_column(r, STR("编号")) == 0 && records_column(r, STR("活动类型")) == 1);
    CHECK(records_column(r, STR("参加人次")) == 2 && records_column(r, STR("AB")) == 3);
    CHECK(records_column(r, STR("ＡＢ（必填）")) == 3 && records_column(r, STR("开始日期")) == 4);
    CHECK(records_column(r, STR("无")) == -1);
    Pos pos = records_name_pos(r, 3);
    CHECK(pos.line == 1 && pos.column == 57);
    Record row;
    CHECK(records_next(r, &row) && row.line == 3 && row.kind == RECORD_ROW);
    pos = records_pos(r, &row, 4);
    CHECK(pos.line == 3 && pos.column == 9);
    pos = records_pos(r, &row, 9);
    CHECK(pos.line == 3 && pos.column == 1);
    CHECK(!open_text("") && said("column-head", 1, 1, NULL));
    CHECK(!open_text("\na,b\n") && said("column-head", 1, 1, NULL));
    CHECK(!open_text("a,b,a\n") && said("column-repeated", 1, 5, NULL));
    CHECK(!open_text("编号，类型\n1，2\n") && said("column-separator", 1, 1, NULL));
    CHECK(!open_text("\"a,b\n") && said("row-quote", 1, 1, NULL));
}

static void test_hostile(void)
{
    CHECK(!open_text(repeated(a, "a", ",b", 20000, "\n").p) && said("column-limit", 1, 1, NULL));
    CHECK(!open_text(repeated(a, "\"", "x", 1 << 20, "\n").p));
    Str text = repeated(a, "a,b\n", "1,", 50000, "\n1,2\n");
    CHECK(str_ends(rows_of(text.p), STR(" R3|1|2 ")) && said("E13", 2, 1, "列数50001，应为2，整行隔离"));
    rows_of(repeated(a, "a,b\n1,", "x", 1 << 20, "\n").p);
    CHECK(said("row-quote", 2, 3, NULL) && d.count == 1);
    /* a fault in each of 100,000 rows: a thousand told, the rest counted */
    rows_of(repeated(a, "a,b\n", "\"x\n", 100000, "").p);
    CHECK(d.count == 1001 && d.nerrors == 1001);
    rows_of(repeated(a, "a,b\n", "合计\n", 100000, "").p);
    CHECK(d.count == 1001 && d.nerrors == 0);
    rows_of(repeated(a, "a,b\n1,2\n", "\n", 100000, "3,4\n").p);
    CHECK(d.count == 1 && said("I14", 3, 1, "连续100000行空行，已忽略"));
}

/* ---- cells ---- */

static void check_date(const char *text, CellResult want, const char *iso)
{
    CellDate date = {0};
    CellResult got = cell_date(str_of(text), &date);
    check_that(got == want, text, __FILE__, __LINE__);
    if (got != CELL_BAD && want != CELL_BAD)
        CHECK_TEXT(cell_date_text(a, date), str_of(iso), text);
}

static void test_dates(void)
{
    check_date("2025-09-03", CELL_OK, "2025-09-03");
    check_date(" 2025-09-03", CELL_REWRITTEN, "2025-09-03");
    check_date("2025-9-3", CELL_REWRITTEN, "2025-09-03");
    check_date("2025/9/3", CELL_REWRITTEN, "2025-09-03");
    check_date("2025.9.3", CELL_REWRITTEN, "2025-09-03");
    check_date("2025年9月3日", CELL_REWRITTEN, "2025-09-03");
    check_date("2025年 9月 3日", CELL_REWRITTEN, "2025-09-03");
    check_date("2025年9月3号", CELL_REWRITTEN, "2025-09-03");
    check_date("２０２５－０９－０３", CELL_REWRITTEN, "2025-09-03");
    check_date("20250903", CELL_REWRITTEN, "2025-09-03");
    check_date("2025/9/3 0:00:00", CELL_REWRITTEN, "2025-09-03");
    check_date("2025-09-03 00:00", CELL_REWRITTEN, "2025-09-03");
    check_date("45903", CELL_SERIAL, "2025-09-03");
    check_date("46094", CELL_SERIAL, "2026-03-13");
    check_date("36526", CELL_SERIAL, "2000-01-01");
    check_date("73050", CELL_SERIAL, "2099-12-31");
    check_date("2024-02-29", CELL_OK, "2024-02-29");
    check_date("2000-02-29", CELL_OK, "2000-02-29");
    static const char *const bad[] = {
        "2025-11-31", "2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "2025-10-00", "36525", "73051", "123",
        "2025-9", "2025/9-3", "9-3", "25-9-3", "2025-9-3 9:00", "2025-9-3x", "九月三日", "", "　", "2025--9-3",
        "20251131", "2025-09-031", "02025-09-03", "-2025-09-03", "1899-12-31", "2200-01-01",
        "2025年9月3", "9999999999999999999", "2025-09-03 2025-09-03 2025-09-03 2025-09-03 2025-09-03 2025"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_date(bad[i], CELL_BAD, "");
    for (int32_t day = -25567; day < 84000; day += 1) {
        CellDate date = cell_days_date(day);
        if (cell_date_days(date) != day)
            CHECK(!"days and dates agree");
    }
    CHECK(cell_date_days((CellDate){1970, 1, 1}) == 0 && cell_date_days((CellDate){2000, 3, 1}) == 11017);
}

static void test_months(void)
{
    CellDate month;
    CHECK(cell_month(STR("2025-11"), &month) == CELL_OK && month.month == 11 && month.day == 0);
    CHECK_TEXT(cell_date_text(a, month), STR("2025-11"), "month");
    CHECK(cell_month(STR("2025/3"), &month) == CELL_REWRITTEN && month.month == 3);
    CHECK(cell_month(STR("2025年3月"), &month) == CELL_REWRITTEN);
    CHECK(cell_month(STR("2025-13"), &month) == CELL_BAD && cell_month(STR("2025-11-01"), &month) == CELL_BAD);
}

static void test_times(void)
{
    static const struct { const char *text; CellResult result; int32_t minutes; } cases[] = {
        {"21:30", CELL_OK, 1290}, {"09:05", CELL_OK, 545}, {"9:05", CELL_REWRITTEN, 545}, {"9：05", CELL_REWRITTEN, 545},
        {"00:00", CELL_OK, 0}, {"09:00:00", CELL_REWRITTEN, 540}, {"9点30分", CELL_REWRITTEN, 570}, {"9时", CELL_REWRITTEN, 540},
        {"9点半", CELL_REWRITTEN, 570}, {"9点整", CELL_REWRITTEN, 540}, {"24:00", CELL_BAD, 0}, {"9:60", CELL_BAD, 0},
        {"9:5", CELL_BAD, 0}, {"930", CELL_BAD, 0}, {"上午9:00", CELL_BAD, 0}, {"9", CELL_BAD, 0}, {"", CELL_BAD, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t minutes = 0;
        check_that(cell_time(str_of(cases[i].text), &minutes) == cases[i].result && minutes == cases[i].minutes,
                   cases[i].text, __FILE__, __LINE__);
    }
}

static void test_numbers(void)
{
    static const struct { const char *text; CellResult result; const char *value; } cases[] = {
        {"46", CELL_OK, "46"}, {"0", CELL_OK, "0"}, {"-3", CELL_OK, "-3"}, {"7.5", CELL_OK, "7.5"}, {"0.80", CELL_OK, "0.80"},
        {"-0.05", CELL_OK, "-0.05"}, {"１２", CELL_REWRITTEN, "12"}, {" 12 ", CELL_REWRITTEN, "12"}, {"1,200", CELL_REWRITTEN, "1200"},
        {"1,234,567.89", CELL_REWRITTEN, "1234567.89"}, {"+5", CELL_REWRITTEN, "5"}, {"35人", CELL_UNIT, "35"},
        {"1.8 万元", CELL_UNIT, "1.8"}, {"95.6%", CELL_UNIT, "95.6"}, {"约16人", CELL_BAD, ""}, {"12-15", CELL_BAD, ""},
        {"1/2", CELL_BAD, ""}, {"1,20", CELL_BAD, ""}, {"12,34", CELL_BAD, ""}, {"1.2.3", CELL_BAD, ""}, {"", CELL_BAD, ""}, {"-", CELL_BAD, ""},
        {".5", CELL_BAD, ""}, {"5.", CELL_BAD, ""}, {"99999999999999999", CELL_OK, "99999999999999999"},
        {"999999999999999999", CELL_BAD, ""}, {"0.1234567891", CELL_BAD, ""}, {"1e5", CELL_UNIT, "1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CellNumber number = {0};
        CellResult got = cell_number(str_of(cases[i].text), &number);
        check_that(got == cases[i].result, cases[i].text, __FILE__, __LINE__);
        if (got != CELL_BAD)
            CHECK_TEXT(cell_number_text(a, number), str_of(cases[i].value), cases[i].text);
    }
    int64_t value = 0;
    CHECK(cell_int(STR("46"), &value) == CELL_OK && value == 46);
    CHECK(cell_int(STR("46.0"), &value) == CELL_REWRITTEN && value == 46);
    CHECK(cell_int(STR("46.5"), &value) == CELL_BAD);
    CHECK(cell_int(STR("35人"), &value) == CELL_UNIT && value == 35);
}

static void test_failures(void)
{
    static const char *const failed[] = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:502"};
    static const char *const fine[] = {"", "#", "#REF", "见#REF!", "#REF! 一节", "#2", "Err:", "Err:5xx", "Err:5021", "ERR!", "N/A"};
    for (size_t i = 0; i < sizeof failed / sizeof *failed; i++)
        check_that(cell_is_failure(str_of(failed[i])), failed[i], __FILE__, __LINE__);
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        check_that(!cell_is_failure(str_of(fine[i])), fine[i], __FILE__, __LINE__);
}

static void test_others(void)
{
    bool yes = false;
    CHECK(cell_bool(STR("是"), &yes) == CELL_OK && yes && cell_bool(STR("否"), &yes) == CELL_OK && !yes);
    CHECK(cell_bool(STR(" 是"), &yes) == CELL_REWRITTEN && yes && cell_bool(STR("TRUE"), &yes) == CELL_REWRITTEN);
    CHECK(cell_bool(STR("true"), &yes) == CELL_OK && cell_bool(STR("可"), &yes) == CELL_BAD && cell_bool(STR(""), &yes) == CELL_BAD);
    Str *items;
    size_t n = cell_list(a, STR("甲、 乙；丙、、"), STR("、；"), &items);
    CHECK(n == 3);
    CHECK_TEXT(items[1], STR("乙"), "second");
    CHECK(cell_list(a, STR(""), STR("、"), &items) == 0 && cell_list(a, STR("、"), STR("、"), &items) == 0);
    CHECK_TEXT(cell_trim(STR("\xE2\x80\x8B 甲\t\xEF\xBB\xBF")), STR("甲"), "trim");
    CHECK(cell_is_blank(STR("　\r\n")) && !cell_is_blank(STR("0")));
}

int main(void)
{
    a = arena_open();
    test_rows();
    test_set_aside();
    test_quotes();
    test_padding();
    test_left_out();
    test_titles();
    test_head();
    test_hostile();
    test_dates();
    test_months();
    test_times();
    test_numbers();
    test_failures();
    test_others();
    arena_close(a);
    return check_finish();
}
