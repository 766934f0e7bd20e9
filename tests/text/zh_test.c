/* Numerals by GB/T 15835 and common use. */
#include "text/zh.h"

#include "check.h"

static Arena *arena;

static const struct { int64_t n; const char *zh; } numbers[] = {
    {0, "零"}, {5, "五"}, {10, "十"}, {12, "十二"}, {20, "二十"}, {99, "九十九"}, {100, "一百"},
    {105, "一百零五"}, {110, "一百一十"}, {112, "一百一十二"}, {1001, "一千零一"},
    {1010, "一千零一十"}, {2026, "二千零二十六"}, {10000, "一万"}, {10500, "一万零五百"},
    {15000, "一万五千"}, {100000, "十万"}, {101000, "十万一千"}, {120012, "十二万零一十二"},
    {100000000, "一亿"}, {100000005, "一亿零五"}, {123450000, "一亿二千三百四十五万"},
    {1000000000000, "一万亿"}, {-3, "负三"},
};

static void check_numbers(void)
{
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        Buf b = buf_in(arena);
        zh_number(&b, numbers[i].n);
        CHECK_TEXT(buf_view(&b), str_of(numbers[i].zh), numbers[i].zh);
    }
}

/* The first date of a text. */
static Str date_of(Str text)
{
    size_t start, end;
    return zh_find_dates(text, 0, &start, &end) ? str_slice(text, start, end) : STR("");
}

static void check_dates(void)
{
    CHECK_TEXT(date_of(STR("自2025年9月1日起")), STR("2025年9月1日"), "a day");
    CHECK_TEXT(date_of(STR("9 月 18 日，晴")), STR("9 月 18 日"), "with blanks");
    CHECK_TEXT(date_of(STR("8时30分到")), STR("8时30分"), "a time");
    CHECK_TEXT(date_of(STR("9月18日—6月18日前")), STR("9月18日—6月18日"), "a short range");
    CHECK_TEXT(date_of(STR("2024年9月18日—2025年6月18日")), STR("2024年9月18日"), "a long range may break at its dash");
    CHECK_TEXT(date_of(STR("2025年9月1日2025年9月2日")), STR("2025年9月1日"), "two days are two");
    CHECK_TEXT(date_of(STR("12人")), STR(""), "a number of people");
    CHECK_TEXT(date_of(STR("月")), STR(""), "no number");
}

static void check_leads(void)
{
    static const char *const open[] = {"流程如下：", "as follows:", "如下： \n", "如下：　", "："};
    static const char *const stopped[] = {"情况如下。", "时间见下表。", "如下所示。 "};
    static const char *const none[] = {"", " ", "。", "如下", "放下。", "如下：（一）", "8:30", "（见下表：）", "见下表，另报。", "\xEF\xBC", "说：“"};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        check_that(zh_lead(str_of(open[i])) == ZH_LEAD_OPEN, open[i], __FILE__, __LINE__);
    for (size_t i = 0; i < sizeof stopped / sizeof *stopped; i++)
        check_that(zh_lead(str_of(stopped[i])) == ZH_LEAD_STOPPED, stopped[i], __FILE__, __LINE__);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check_that(zh_lead(str_of(none[i])) == ZH_LEAD_NONE, none[i], __FILE__, __LINE__);
}

int main(void)
{
    arena = arena_open();
    check_numbers();
    check_dates();
    check_leads();
    arena_close(arena);
    return check_finish();
}
