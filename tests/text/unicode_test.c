/* Expectations from the Unicode standard (table 3-7, UAX 11, 14, 24) and from typography.md. */
#include "text/unicode.h"
#include "text/unicode_form.h"

#include "check.h"
#include "random.h"

static void check_bytes(const char *bytes, size_t n, uint32_t want, size_t length, const char *what)
{
    uint32_t rune;
    size_t got = unicode_decode((Str){bytes, n}, 0, &rune);
    check_that(rune == want && got == length, what, __FILE__, __LINE__);
}

static void check_decoding(void)
{
    check_bytes("A", 1, 'A', 1, "ASCII");
    check_bytes("\xC2\xB7", 2, 0xB7, 2, "two bytes");
    check_bytes("\xE4\xB8\x80", 3, 0x4E00, 3, "three bytes");
    check_bytes("\xF0\xA0\xAE\xB7", 4, 0x20BB7, 4, "four bytes");
    check_bytes("\xC0\x80", 2, UNICODE_BAD, 1, "overlong NUL");
    check_bytes("\xE0\x80\x80", 3, UNICODE_BAD, 1, "overlong three bytes");
    check_bytes("\xED\xA0\x80", 3, UNICODE_BAD, 1, "a surrogate");
    check_bytes("\xF4\x90\x80\x80", 4, UNICODE_BAD, 1, "beyond U+10FFFF");
    check_bytes("\xF0\x80\x80\x41", 4, UNICODE_BAD, 1, "overlong four bytes");
    check_bytes("\xE4\xB8", 2, UNICODE_BAD, 2, "cut after two of three");
    check_bytes("\xE4\xB8""A", 3, UNICODE_BAD, 2, "two of three, then a letter");
    check_bytes("\xF1\x80\x80\xE1", 4, UNICODE_BAD, 3, "maximal subpart of standard's table 3-8");
    check_bytes("\x80", 1, UNICODE_BAD, 1, "a continuation byte alone");
    check_bytes("\xFF", 1, UNICODE_BAD, 1, "FF");
}

static void check_walking(void)
{
    Str s = STR("a中𠮷·");
    uint32_t rune;
    CHECK(unicode_before(s, s.n, &rune) == 2 && rune == 0xB7);
    CHECK(unicode_before(s, s.n - 2, &rune) == 4 && rune == 0x20BB7);
    CHECK(unicode_before(s, 4, &rune) == 3 && rune == 0x4E2D);
    CHECK(unicode_before(s, 1, &rune) == 1 && rune == 'a');
    CHECK(unicode_before(STR("a\x80"), 2, &rune) == 1 && rune == UNICODE_BAD);
    CHECK(unicode_count(s) == 4);
    CHECK(unicode_check(s) == s.n);
    CHECK(unicode_check(STR("中\xE4")) == 3);
    CHECK(unicode_run(STR("中、文，末“"), 0) == 15); /* full-width forms are in it, curly quotes are not */
    CHECK(unicode_run(STR("中文"), 3) == 6 && unicode_run(STR("中文"), 6) == 6);
    CHECK(unicode_run(STR("中\xE6\x96"), 0) == 3 && unicode_run(STR("中\xE6\x96z"), 0) == 3); /* cut short */
    CHECK(unicode_run(STR("\xE0\x80\x80"), 0) == 0 && unicode_run(STR("\xED\xA0\x80"), 0) == 0); /* not well formed */
    CHECK(unicode_before(STR("\xE6\x96z"), 3, &rune) == 1 && rune == 'z');
}

/* Units of UTF-16, of each stretch of a text of all lengths of characters: one each, two beyond the first 65,536. */
static void check_units(void)
{
    Str s = STR("aé中𠮷·文\x7F\xC2\x80\xEF\xBF\xBF\xF4\x8F\xBF\xBFz中中中中中中𠮷𠮷𠮷𠮷𠮷aaaaaaaaaaaaaaaaaaaaaaééééééééééé");
    uint32_t rune;
    for (size_t from = 0; from < s.n; from += unicode_next(s, from, &rune)) {
        uint32_t units = 0;
        for (size_t to = from; to < s.n; units += rune > 0xFFFF ? 2 : 1) {
            CHECK(unicode_units(str_slice(s, from, to)) == units);
            to += unicode_decode(s, to, &rune);
        }
    }
}

/* The first byte that is not UTF-8, character by character. */
static size_t bad_in(Str s)
{
    uint32_t rune;
    for (size_t at = 0, n; at < s.n; at += n)
        if (n = unicode_decode(s, at, &rune), rune == UNICODE_BAD)
            return at;
    return s.n;
}

static bool is_mere(uint32_t rune)
{
    return (rune >= ' ' && rune < 0x7F) || rune == '\n' || (rune >= 0x3000 && rune < 0xD000) || (rune >= 0xFF00 && rune < 0xFF80) || (rune >= 0x2010 && rune <= 0x2027);
}

/* What it passes over is mere text, whole characters; where less than 16 bytes and a character begun are left, it may end anywhere. */
static bool is_text_end(Str s, size_t at, size_t end)
{
    uint32_t rune;
    while (at < end && at < s.n) {
        at += unicode_decode(s, at, &rune);
        if (!is_mere(rune))
            return false;
    }
    if (at != end)
        return false;
    size_t next = end;
    if (s.n - end > 16 + 2)
        unicode_decode(s, next, &rune);
    return s.n - end <= 16 + 2 || !is_mere(rune);
}

/* Long texts, most of them well formed, with a byte or a character at any place that does not belong there. */
static void check_long(void)
{
    static const char *const pieces[] = {"中", "文，", "text\n", "<p>", "：", "“——", "…", "‧", "\u200F", "\u2028", "\u2010", "\u2090", "\u20A7", "·", "한", "\t", "\x7F", "𠮷", "é", "ሴ", "￮", "�", "퟿", "\xEE\x80\x80"};
    static const char *const faults[] = {"\x80", "\xE4\xB8", "\xE4", "\xED\xA0\x80", "\xE0\x80\x80", "\xF4\x90\x80\x80", "\xC0\x80", "\xFF", "\xEF\xBC", "\xEF", "\xE2\x80", "\xE2", "\xE2\x94\x94"};
    enum { MERE = 8, PIECES = sizeof pieces / sizeof *pieces, FAULTS = sizeof faults / sizeof *faults, ROUNDS = 20000 };
    uint32_t random = 20261127;
    int right = 0;
    for (int round = 0; round < ROUNDS; round++) {
        Arena *a = arena_open();
        Buf b = buf_in(a);
        uint32_t most = 1 + random_below(&random, PIECES), count = random_below(&random, 120), fault = random_below(&random, 240);
        for (uint32_t i = 0; i < count; i++) {
            buf_c(&b, pieces[random_below(&random, i % 32 ? MERE : most)]);
            if (i == fault)
                buf_c(&b, faults[random_below(&random, FAULTS)]);
        }
        Str s = str_copy(a, buf_view(&b)); /* of its own size: what reads behind it is found by a sanitizer */
        uint32_t rune;
        size_t at = 0;
        for (uint32_t skip = random_below(&random, 5); skip && at < s.n; skip--)
            at += unicode_decode(s, at, &rune);
        right += unicode_check(s) == bad_in(s) && is_text_end(s, at, unicode_text(s, at));
        arena_close(a);
    }
    CHECK(right == ROUNDS);
}

static void check_properties(void)
{
    CHECK(unicode_break(0x4E00) == BREAK_ID && unicode_break(0xFF0C) == BREAK_CL);
    CHECK(unicode_break(0x2026) == BREAK_IN && unicode_break(0x2014) == BREAK_B2);
    CHECK(unicode_break(0x3FFFD) == BREAK_ID && unicode_break(0x110000) == BREAK_XX);
    CHECK(unicode_break(0xB7) == BREAK_AI && unicode_break('/') == BREAK_SY);
    CHECK(unicode_width(0x4E00) == WIDTH_W && unicode_width(0xFF0C) == WIDTH_F);
    CHECK(unicode_width(0x201C) == WIDTH_A && unicode_width('a') == WIDTH_NA);
    CHECK(unicode_width(0xFF71) == WIDTH_H && unicode_width(0x31350) == WIDTH_W);
    CHECK(unicode_is_han(0x4E00) && unicode_is_han(0x3006) && unicode_is_han(0x3042));
    CHECK(unicode_is_han(0x20BB7) && !unicode_is_han(0xFF0C) && !unicode_is_han('a'));
    CHECK(unicode_is_western('a') && unicode_is_western(0x3B1) && unicode_is_western(0x416));
    CHECK(!unicode_is_western('1') && !unicode_is_western(0x5D0));
    CHECK(unicode_is_mark(0x301) && unicode_is_mark(0xFE0F) && unicode_is_mark(0x200D));
    CHECK(unicode_is_emoji(0x1F600) && !unicode_is_emoji(0x2600) && unicode_is_pictographic(0x2600));
    CHECK(unicode_columns(0x4E00) == 2 && unicode_columns('a') == 1 && unicode_columns(0x301) == 0);
    CHECK(unicode_is_word(0x4E00) && unicode_is_word('_') && !unicode_is_word('-'));
    CHECK(!unicode_is_word(0x3001) && unicode_is_word(0x2163));
}

static void check_sets(void)
{
    CHECK(unicode_punct(0x300A) == PUNCT_OPEN && unicode_punct(0xFF60) == PUNCT_CLOSE);
    CHECK(unicode_punct(0x201C) == PUNCT_QUOTE_OPEN && unicode_punct(0x2019) == PUNCT_QUOTE_CLOSE);
    CHECK(unicode_punct(0x3001) == PUNCT_COMMA && unicode_punct(0xFF1F) == PUNCT_STOP);
    CHECK(unicode_punct(0xFF65) == PUNCT_MID && unicode_punct(0xFF5E) == PUNCT_CONN);
    CHECK(unicode_punct('/') == PUNCT_SOL && unicode_punct(0x22EF) == PUNCT_ELLIPSIS);
    CHECK(unicode_punct(0x2103) == PUNCT_POST && unicode_punct(0xFFE5) == PUNCT_PRE);
    CHECK(unicode_punct('}') == PUNCT_LATIN_CLOSE && unicode_punct(0x4E00) == PUNCT_NONE);
}

static void check_markdown(void)
{
    CHECK(unicode_is_cjk(0x4E00) && unicode_is_cjk(0xFF0C) && unicode_is_cjk(0xAC00));
    CHECK(unicode_is_cjk(0x1100) && unicode_is_cjk(0xFF71) && unicode_is_cjk(0x3000));
    CHECK(!unicode_is_cjk(0x1F600) && !unicode_is_cjk(0x201C) && !unicode_is_cjk('a'));
    CHECK(unicode_is_punctuation('$') && unicode_is_punctuation(0x201C));
    CHECK(unicode_is_punctuation(0xFF0C) && unicode_is_punctuation('_'));
    CHECK(!unicode_is_punctuation(0xA3) && unicode_is_symbol(0xA3) && !unicode_is_punctuation('a'));
    CHECK(unicode_is_whitespace(0x3000) && unicode_is_whitespace('\t'));
    CHECK(unicode_is_whitespace(0xA0) && !unicode_is_whitespace(0x200B));
    CHECK(unicode_is_selector(0xFE00) && unicode_is_selector(0xE0101));
}

static void check_forms(void)
{
    uint32_t plain = 0x4E00;
    while (unicode_is_word(plain) && unicode_lower(plain) == plain && plain <= 0x9FFF)
        plain++;
    CHECK(plain == 0xA000); /* slugs take the whole block as it is */
    CHECK(unicode_lower('A') == 'a' && unicode_lower(0x416) == 0x436 && unicode_lower(0x4E00) == 0x4E00);
    CHECK(unicode_unify(0x2F00) == 0x4E00 && unicode_unify(0x2E81) == 0x5382);
    CHECK(unicode_unify(0xF900) == 0x8C48 && unicode_unify(0x2F804) == 0x4F60);
    CHECK(unicode_unify(0xFA0E) == 0xFA0E && unicode_unify(0xFA29) == 0xFA29);
    CHECK(unicode_unify('a') == 'a' && unicode_lower(UNICODE_BAD) == UNICODE_BAD);
}

/* UAX 15: what stays as it is, also beside what does not. */
static void check_nfkc(Arena *a)
{
    static const struct {
        const char *text, *form;
    } cases[] = {
        {"abc*", "abc*"}, {"一鿿", "一鿿"}, {"起始日期", "起始日期"}, {"Ａ１（必填）", "A1(必填)"}, {"日期ＡＢ", "日期AB"},
        {"\xEF\xA4\x80", "豈"} /* U+F900 */, {"\xE2\xBC\x80", "一"} /* U+2F00 */, {"㐀䷀", "㐀䷀"}, {"e\xCC\x81", "\xC3\xA9"}, {"一e\xCC\x81", "一\xC3\xA9"},
        {"ﬁ", "fi"}, {"㈠", "(一)"}, {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_TEXT(unicode_form_nfkc(a, str_of(cases[i].text)), str_of(cases[i].form), cases[i].text);
}

int main(void)
{
    Arena *a = arena_open();
    check_nfkc(a);
    arena_close(a);
    check_decoding();
    check_walking();
    check_units();
    check_long();
    check_properties();
    check_sets();
    check_markdown();
    check_forms();
    return check_finish();
}
