/* Words in the order of their reading: letters, tone, strokes, character by character. */
#include "check.h"

#include "text/pinyin.h"
#include "text/unicode.h"

static Arena *a;

static Str key(const char *text, const char *reading)
{
    Buf b = buf_in(a);
    pinyin_key(&b, str_of(text), str_of(reading));
    return buf_view(&b);
}

static void check_order(const char *const *words, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        bool before = str_compare(key(words[i - 1], ""), key(words[i], "")) < 0;
        CHECK(before);
        if (!before)
            printf("  %s before %s\n", words[i - 1], words[i]);
    }
}

#define ORDER(...) check_order((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

int main(void)
{
    a = arena_open();
    ORDER("阿", "安", "办", "办园", "备课", "集体", "家园", "教研", "联合", "幼儿", "资源");
    ORDER("妈", "麻", "马", "骂", "吗");          /* tones 1–5 */
    ORDER("一", "伊", "医");                       /* one reading, by strokes: 1, 6, 7 */
    ORDER("努", "女", "挪");                       /* nu, nü, nuo: ü after u */
    ORDER("李", "李明", "里");                     /* character by character, the shorter first */
    ORDER("3岁", "PDF", "批评", "PPT", "普查");    /* figures first, Latin among the syllables */
    ORDER("西安", "西亚", "现代");                 /* syllable by syllable: xi before xian */
    Str letters;
    unsigned tone;
    CHECK(pinyin_of(0x5E7C, &letters, &tone) && str_equal(letters, STR("you")) && tone == 4);
    CHECK(pinyin_of(0x2CE7C, &letters, &tone)); /* beyond the BMP, in 通用规范汉字表 */
    CHECK(!pinyin_of('a', &letters, &tone) && !pinyin_of(0x30000, &letters, &tone));
    CHECK(pinyin_letter(key("幼儿", "")) == 'Y' && pinyin_letter(key("PPT", "")) == 'P');
    CHECK(pinyin_letter(key("3岁", "")) == '#' && pinyin_letter(key("𰀀", "")) == 0 && pinyin_letter(key("", "")) == '#');
    /* 重 is zhòng in the table, chóng in 重庆 */
    CHECK(pinyin_letter(key("重庆", "")) == 'Z' && pinyin_letter(key("重庆", "chóng qìng")) == 'C');
    CHECK(str_equal(key("重庆", "chóng qìng"), key("重庆", "Chong2'qing4")));
    CHECK(pinyin_letter(key("《红楼梦》", "")) == 'H'); /* marks do not count */
    CHECK(pinyin_letter(key("长城", "cheng")) == 'C');   /* not a syllable each: another word to sort by */
    arena_close(a);
    return check_finish();
}
