/* English words divided as dictionaries print them; what is never divided; a dictionary missing. */
#include "text/hyphen.h"

#include "check.h"

static Arena *arena;

/* The word with hyphens where it may be divided. */
static Str divided(const Hyphens *h, const char *word)
{
    bool after[200];
    Str text = str_of(word);
    hyphen_find(h, text, after);
    Buf b = buf_in(arena);
    for (size_t i = 0; i < text.n; i++) {
        buf_byte(&b, text.p[i]);
        if (after[i])
            buf_byte(&b, '-');
    }
    return buf_view(&b);
}

static void check_words(const Hyphens *h)
{
    static const char *const words[][2] = {
        {"hyphenation", "hy-phen-ation"}, {"Hyphenation", "Hy-phen-ation"},
        {"kindergarten", "kinder-garten"}, {"information", "in-for-ma-tion"},
        {"children", "chil-dren"}, {"table", "ta-ble"},
        {"about", "about"}, {"the", "the"}, {"UNESCO", "UNESCO"}, {"McDonald", "McDonald"},
        {"na\xC3\xAFve", "na\xC3\xAFve"}, {"x2hyphenation", "x2hyphenation"}, {"", ""},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        CHECK_TEXT(divided(h, words[i][0]), str_of(words[i][1]), words[i][0]);
    char endless[151] = {0};
    memset(endless, 'a', 150);
    CHECK_TEXT(divided(h, endless), str_of(endless), "longer than any word");
}

int main(void)
{
    arena = arena_open();
    Diag d = diag_in(arena);
    Hyphens *h = hyphen_open(arena, HYPHEN_FILE, &d);
    CHECK(h && d.count == 0);
    if (h)
        check_words(h);
    hyphen_close(h);
    CHECK(!hyphen_open(arena, "/nowhere/hyph.dic", &d) && d.count == 1 && d.nerrors == 0);
    CHECK(str_equal(d.items[0].code, STR("hyphen-dictionary")));
    hyphen_close(NULL);
    arena_close(arena);
    return check_finish();
}
