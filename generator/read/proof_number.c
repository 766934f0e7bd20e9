/*
 * Numbers that count or name: of documents, of items, of years, days and hours.
 * GB/T 15834-2011 4.5.3 and annex B on 第一， 一、 （一）; GB/T 15835-2011 on years, dates and numerals;
 * GB/T 9704-2012 7.2.5 on 〔2025〕1号.
 */
#include "read/proof_imp.h"

/* ---- 发文字号 ---- */

static size_t digits_from(const ProofLine *l, size_t i)
{
    while (proof_is_digit(proof_rune(l, i)))
        i++;
    return i;
}

static bool is_year(const ProofLine *l, size_t from, size_t to)
{
    int64_t year = proof_value(l, from, to);
    return to - from == 4 && year >= 1900 && year <= 2100;
}

/* At a bracket: 教发(2025)3号. Returns where it ends; i: no number of a document. */
static size_t document_number(Proof *p, const ProofLine *l, size_t i)
{
    size_t year = digits_from(l, i + 1), n = year + 1;
    if (!proof_is_han(proof_before(l, i)) || !is_year(l, i + 1, year) ||
        !proof_among(proof_rune(l, year), U")]）】〕］"))
        return i;
    bool ordinal = proof_rune(l, n) == U'第';
    size_t from = n + ordinal, end = digits_from(l, from);
    if (end == from || end - from > 5 || proof_rune(l, end) != U'号' || proof_among(proof_rune(l, end + 1), U"楼院线"))
        return i;
    bool brackets = l->rune[i] == U'〔' && l->rune[year] == U'〕', padded = l->rune[from] == '0';
    Str y = proof_slice(p->a, l, i + 1, year), digits = proof_slice(p->a, l, from, end);
    while (digits.n > 1 && digits.p[0] == '0')
        digits = str_slice(digits, 1, digits.n);
    Str advice = str_printf(p->a, "〔%.*s〕%.*s号", STR_ARG(y), STR_ARG(digits));
    if (!brackets)
        proof_add(p, l, i, end + 1, "proof-docno", DIAG_WARNING, advice, "发文字号的年份用六角括号〔〕",
                  "the year of a document's number stands in 〔〕");
    else if (ordinal || padded)
        proof_add(p, l, i, end + 1, "proof-docno", DIAG_NOTE, advice, "发文顺序号不加“第”，不编虚位",
                  "a document's number has neither 第 nor leading zeros");
    return end + 1;
}

/* ---- numbers of items ---- */

static size_t numerals_from(const ProofLine *l, size_t i)
{
    while (proof_is_numeral(proof_rune(l, i)))
        i++;
    return i;
}

/* 第一、加强… , 首先、 */
static void ordinal(Proof *p, const ProofLine *l, size_t i)
{
    static const char32_t *const words[] = {U"首先、", U"其次、", U"再次、", U"最后、", NULL};
    size_t end = 0;
    if (l->rune[i] == U'第') {
        size_t n = numerals_from(l, i + 1);
        uint32_t after = proof_rune(l, n + 1);
        bool list = after == U'第' || proof_is_numeral(after); /* 第一、第二季度; 第一、二章 */
        if (n > i + 1 && n < i + 4 && proof_rune(l, n) == U'、' && !list)
            end = n + 1;
    } else {
        size_t n = proof_one_of(l, i, words);
        end = n ? i + n : 0;
    }
    if (!end)
        return;
    Str word = proof_slice(p->a, l, i, end - 1);
    proof_add(p, l, i, end, "proof-ordinal", DIAG_WARNING, str_printf(p->a, "%.*s，", STR_ARG(word)),
              "“第一”“首先”后面用逗号", "a comma stands behind 第一 and 首先");
}

/* 1、场地 as an item's number, not 3、4个 */
static void item_digits(Proof *p, const ProofLine *l, size_t i)
{
    size_t n = digits_from(l, i);
    if (n - i > 2 || proof_rune(l, n) != U'、' || !proof_is_chinese(proof_rune(l, n + 1)) || proof_is_numeral(proof_rune(l, n + 1)))
        return;
    Str number = proof_slice(p->a, l, i, n);
    proof_add(p, l, i, n + 1, "proof-item", DIAG_WARNING, str_printf(p->a, "%.*s.", STR_ARG(number)),
              "阿拉伯数字的序号后面用下脚点", "a point stands behind an item's number");
}

/* 一.总则 */
static void item_numerals(Proof *p, const ProofLine *l, size_t i)
{
    size_t n = numerals_from(l, i);
    if (n == i || n - i > 3 || !proof_among(proof_rune(l, n), U".．") || !proof_is_chinese(proof_rune(l, n + 1)))
        return;
    Str number = proof_slice(p->a, l, i, n);
    proof_add(p, l, i, n + 1, "proof-item", DIAG_WARNING, str_printf(p->a, "%.*s、", STR_ARG(number)),
              "汉字数字的序号后面用顿号", "a 顿号 stands behind an item's Chinese number");
}

/* （一）、组织 and ①、组织: the bracket parts already. */
static void item_bracket(Proof *p, const ProofLine *l, size_t i)
{
    size_t n = i + 1;
    bool circled = l->rune[i] >= 0x2460 && l->rune[i] <= 0x2473;
    if (!circled) {
        n = numerals_from(l, i + 1);
        n = n == i + 1 ? digits_from(l, i + 1) : n;
        if (n == i + 1 || !proof_among(proof_rune(l, n), U"）)"))
            return;
        n++;
    }
    if (proof_rune(l, n) != U'、' || proof_among(proof_rune(l, n + 1), U"（(第") || proof_rune(l, n + 1) >= 0x10000)
        return;
    Str number = proof_slice(p->a, l, i, n);
    proof_add(p, l, i, n + 1, "proof-item", DIAG_WARNING, number, "带括号的序号后面不再加顿号",
              "no 顿号 stands behind a number in brackets");
}

/* ---- hours ---- */

static size_t hour_end(const ProofLine *l, size_t i, int64_t *hour)
{
    size_t n = digits_from(l, i);
    *hour = n - i >= 1 && n - i <= 2 ? proof_value(l, i, n) : -1;
    bool clock = proof_among(proof_rune(l, n), U":：") && proof_is_digit(proof_rune(l, n + 1));
    return *hour >= 0 && (clock || proof_among(proof_rune(l, n), U"时点")) ? n : i;
}

/* The first of its kind in the document; both: the one that came later is told. */
static void remember_clock(Proof *p, const ProofLine *l, size_t i, size_t end, int kind)
{
    if (l->use == PROOF_CELL || p->clock[kind].source)
        return;
    p->clock[kind] = source_pos(l->source, l->at[i]);
    if (!p->clock[1 - kind].source)
        return;
    proof_add(p, l, i, end, "proof-time", DIAG_NOTE, STR_NONE, "全文既有12小时制，又有24小时制",
              "this text has hours of 12 and of 24");
    proof_hint(p, "全文用一种写法，如“15:00”或“下午3时”", "use one of them: 15:00 or 下午3时");
}

static void half_day(Proof *p, const ProofLine *l, size_t i)
{
    static const char32_t *const words[] = {U"上午", U"下午", U"早上", U"早晨", U"清晨", U"凌晨", U"中午", U"晚上", U"傍晚", U"夜里", NULL};
    size_t n = proof_one_of(l, i, words);
    int64_t hour;
    size_t end = n ? hour_end(l, i + n, &hour) : i;
    if (!n || end == i + n)
        return;
    if (hour <= 12) {
        remember_clock(p, l, i, end, 0);
        return;
    }
    proof_add(p, l, i, end, "proof-time", DIAG_WARNING, proof_slice(p->a, l, i + n, end),
              "“上午”“下午”后面用了24小时制", "an hour of 24 behind 上午 or 下午");
}

static void bare_hour(Proof *p, const ProofLine *l, size_t i)
{
    int64_t hour;
    size_t end = hour_end(l, i, &hour);
    bool named = i >= 2 && proof_among(l->rune[i - 1], U"午上晨里晚");
    if (end > i && hour >= 13 && hour <= 23 && !named && proof_among(proof_rune(l, end), U":时"))
        remember_clock(p, l, i, end, 1);
}

/* ---- days and years ---- */

static void date_zero(Proof *p, const ProofLine *l, size_t i, size_t n)
{
    if (n - i == 2 && l->rune[i] == '0' && l->rune[i + 1] != '0' && !proof_among(proof_before(l, i), U"-./") && proof_among(proof_rune(l, n), U"月日"))
        proof_add(p, l, i, n + 1, "proof-date", DIAG_NOTE, proof_slice(p->a, l, i + 1, n + 1), "文中日期不编虚位",
                  "no leading zero in a date");
}

/* 25年9月: a year of two digits */
static void short_year(Proof *p, const ProofLine *l, size_t i, size_t n)
{
    size_t month = digits_from(l, n + 1);
    if (n - i != 2 || proof_rune(l, n) != U'年' || month == n + 1 || month > n + 3 || proof_rune(l, month) != U'月' ||
        proof_among(proof_before(l, i), U"历时共达满第"))
        return;
    Str year = proof_slice(p->a, l, i, n);
    proof_add(p, l, i, n + 1, "proof-date", DIAG_WARNING, str_printf(p->a, "20%.*s年", STR_ARG(year)),
              "年份应写四位", "a year has four digits");
}

/* 2025.9.1, 2025/9/1, 2025-09-01; not of file names and versions, where more is joined to them */
static void dotted_date(Proof *p, const ProofLine *l, size_t i, size_t n)
{
    uint32_t sign = proof_rune(l, n), before = proof_before(l, i);
    if (!is_year(l, i, n) || !proof_among(sign, U"./-") || proof_among(before, U"./-_") || proof_is_latin(before))
        return;
    size_t month = digits_from(l, n + 1), day = digits_from(l, month + 1);
    int64_t m = proof_value(l, n + 1, month), d = proof_value(l, month + 1, day);
    bool dated = month - n <= 3 && proof_rune(l, month) == sign && day > month + 1 && day - month <= 3;
    bool joined = proof_among(proof_rune(l, day), U"/-_") || proof_is_latin(proof_rune(l, day)) ||
                  (proof_rune(l, day) == '.' && !proof_is_chinese(proof_rune(l, day + 1)) && day + 1 < l->n);
    if (!dated || m < 1 || m > 12 || d < 1 || d > 31 || joined)
        return;
    Str year = proof_slice(p->a, l, i, n);
    proof_add(p, l, i, day, "proof-date", sign == '-' ? DIAG_NOTE : DIAG_WARNING,
              str_printf(p->a, "%.*s年%d月%d日", STR_ARG(year), (int)m, (int)d), "文中的日期用年月日",
              "a date in a text is written with 年月日");
}

/* 二零二五年, 二○二五年: in a year the sign is 〇 */
static void numeral_year(Proof *p, const ProofLine *l, size_t i)
{
    Buf right = buf_in(p->a);
    size_t others = 0;
    for (size_t k = i; k < i + 4; k++) {
        uint32_t r = proof_rune(l, k);
        bool zero = proof_among(r, U"零○OoＯ0");
        if (!zero && !proof_among(r, U"一二三四五六七八九〇"))
            return;
        others += zero;
        buf_rune(&right, zero ? U'〇' : r);
    }
    if (others && proof_among(l->rune[i], U"一二") && proof_rune(l, i + 4) == U'年')
        proof_add(p, l, i, i + 4, "proof-number", DIAG_WARNING, buf_view(&right), "汉字年份里的零写作“〇”",
                  "in a year zero is 〇");
}

/* ---- forms of numbers ---- */

static void mixed_number(Proof *p, const ProofLine *l, size_t i, size_t n)
{
    Str digits = proof_slice(p->a, l, i, n);
    uint32_t next = proof_rune(l, n), after = proof_rune(l, n + 1);
    if (next == U'几' && n - i == 2) {
        proof_add(p, l, i, n + 1, "proof-number", DIAG_WARNING, STR_NONE, "概数里混用阿拉伯数字",
                  "a round number mixes digits and Han");
        proof_hint(p, "用汉字，如“二十几”", "write it in Han: 二十几");
    } else if (proof_among(next, U"百千") && proof_among(after, U"万亿")) {
        proof_add(p, l, i, n + 2, "proof-number", DIAG_WARNING,
                  str_printf(p->a, "%.*s%s%s", STR_ARG(digits), next == U'百' ? "00" : "000", after == U'万' ? "万" : "亿"),
                  "阿拉伯数字只与“万”“亿”连用", "digits go with 万 and 亿 only");
    }
}

/* 提高.5倍: a decimal begins with its zero. */
static void bare_decimal(Proof *p, const ProofLine *l, size_t i, size_t n)
{
    if (proof_before(l, i) != '.' || i < 2 || !proof_is_chinese(l->rune[i - 2]) || !proof_among(proof_rune(l, n), U"%％倍元米万亿分"))
        return;
    Str digits = proof_slice(p->a, l, i, n);
    proof_add(p, l, i - 1, n, "proof-number", DIAG_WARNING, str_printf(p->a, "0.%.*s", STR_ARG(digits)), "小数点前缺“0”",
              "a decimal lacks its zero");
}

/* 三、四个 is about three; 三、四年级 are two. */
static void about_with_pause(Proof *p, const ProofLine *l, size_t i)
{
    static const char32_t row[] = U"一二三四五六七八九";
    for (int k = 0; k < 8; k++)
        if (l->rune[i] == row[k] && proof_rune(l, i + 1) == U'、' && proof_rune(l, i + 2) == row[k + 1] &&
            proof_among(proof_rune(l, i + 3), U"个岁天名位") && !proof_among(proof_before(l, i), U"第、"))
            proof_add(p, l, i, i + 3, "proof-number", DIAG_NOTE,
                      str_printf(p->a, "%.*s%.*s", STR_ARG(proof_slice(p->a, l, i, i + 1)), STR_ARG(proof_slice(p->a, l, i + 2, i + 3))),
                      "相邻两个数表示概数，中间不用顿号", "two numbers for about so many take no 顿号");
}

static void weekday(Proof *p, const ProofLine *l, size_t i, size_t n)
{
    if (n - i == 1 && l->rune[i] >= '1' && l->rune[i] <= '6' && proof_ends(l, i, U"星期"))
        proof_add(p, l, i, n, "proof-number", DIAG_NOTE,
                  proof_slice(p->a, &(ProofLine){.rune = (uint32_t[]){(uint32_t)U"一二三四五六"[l->rune[i] - '1']}, .n = 1}, 0, 1),
                  "星期用汉字", "days of the week are written in Han");
}

/* The digits i..n, with no digit before them. */
static void digits(Proof *p, const ProofLine *l, size_t i, size_t n)
{
    bool part = proof_among(proof_before(l, i), U".,/-:：") && i > 1 && proof_is_digit(l->rune[i - 2]);
    if (l->use != PROOF_CELL) {
        date_zero(p, l, i, n);
        short_year(p, l, i, n);
        dotted_date(p, l, i, n);
    }
    weekday(p, l, i, n);
    mixed_number(p, l, i, n);
    bare_decimal(p, l, i, n);
    if (!part)
        bare_hour(p, l, i);
    if (proof_starts(l, i))
        item_digits(p, l, i);
}

void proof_numbers(Proof *p, const ProofLine *l)
{
    for (size_t i = 0; i < l->n; i++) {
        uint32_t r = l->rune[i];
        if (proof_is_digit(r)) {
            size_t n = digits_from(l, i);
            digits(p, l, i, n);
            i = n - 1;
            continue;
        }
        if (proof_among(r, U"([（【〔［")) {
            size_t end = document_number(p, l, i);
            if (end > i) {
                i = end - 1;
                continue;
            }
        }
        if (proof_starts(l, i)) {
            ordinal(p, l, i);
            item_numerals(p, l, i);
            item_bracket(p, l, i);
        }
        half_day(p, l, i);
        numeral_year(p, l, i);
        about_with_pause(p, l, i);
    }
}
