/*
 * Texts made to be slow, deep or large: each must be refused with a message or read, without
 * squared work and within 256 MB (the peak of the whole program is checked at the end).
 *
 * The shapes are those of cmark's pathological tests and of the reports on cmark-gfm
 * 0.29.0.gfm.6 (CVE-2023-22483, -22484, -22486, -24824, -26485, -37463). Each is tried whole, as
 * one paragraph, and cut into the largest paragraphs that are let through, over a full file.
 */
#include "check.h"

#include <sys/resource.h>

#include "html/html.h"
#include "read/markdown.h"
#include "runaway.h"

enum { FILE_BYTES = 256 * 1024 - 64 };

/* Under AddressSanitizer memory is not that of the program. */
#if defined(__SANITIZE_ADDRESS__)
enum { MEASURED = 0 };
#else
enum { MEASURED = 1 };
#endif

static bool refused; /* the last text, with an error at a line */

/* Read text and write it as HTML, or refuse it: either without squared work. */
static void check_ends(const char *name, Str text)
{
    Arena *a = arena_open();
    Diag d = diag_in(a);
    runaway_begin(name, 20);
    const Source *source = source_make(a, STR("t.md"), text);
    const Node *root = markdown_read(a, source, 0, (MarkdownOptions){0}, &d);
    Buf out = buf_in(a);
    if (root)
        html_write(&out, root, &(HtmlContext){0});
    runaway_end();
    refused = false;
    for (size_t i = 0; i < d.count && !root; i++)
        refused |= d.items[i].level == DIAG_ERROR && d.items[i].line;
    check_that(root || refused, name, __FILE__, __LINE__);
    arena_close(a);
}

static Str filled(Arena *a, const char *head, const char *piece, const char *gap, size_t per_gap,
                  const char *tail, size_t bytes)
{
    Buf out = buf_in(a);
    buf_c(&out, head);
    for (size_t n = 1; out.n + strlen(piece) + strlen(gap) + strlen(tail) < bytes; n++) {
        buf_c(&out, piece);
        if (n % per_gap == 0) {
            buf_c(&out, gap);
            buf_c(&out, head);
        }
    }
    buf_c(&out, tail);
    return buf_view(&out);
}

static const struct { const char *head, *piece, *tail; } shapes[] = {
    {"", "*a **a ", ""},           {"", "a** b", ""},            {"", "a_ b", ""},
    {"", "_a ", ""},               {"", "*a _b ", ""},           {"", "***a", ""},
    {"", "a*__", ""},              {"", "[", ""},                {"", "]", ""},
    {"", "[a](", ""},              {"", "[a](<", ""},            {"", "![[]()", ""},
    {"", "[]()", ""},              {"", "[a]", "\n\n[a]: /u"},   {"", "[^a]", "\n\n[^a]: x"},
    {"", "[^a", ""},               {"", "`", ""},                {"", "`a``b```c", ""},
    {"", "e`x ``y ", ""},          {"", "<", ""},                {"", "<a ", ""},
    {"", "<a b='", ""},            {"", "<!A ", ""},             {"", "<!--", ""},
    {"", "<?", ""},                {"", "<![CDATA[", ""},        {"", "</a", ""},
    {"", "&#", ""},                {"", "&amp", ""},             {"", "&a;", ""},
    {"", "~~a ", ""},              {"", "a~~", ""},              {"", "\\", ""},
    {"", "> ", ""},                {"", ">", ""},                {"", "- ", ""},
    {"", "* ", ""},                {"", "1. ", ""},              {"", "- a\n", ""},
    {"", ">a\n", ""},              {"", "[a]: b\n", ""},         {"", "[a]:", ""},
    {"", "a\n", ""},               {"", "# a\n", ""},            {"", "    a\n", ""},
    {"", "a\n    b\n", ""},        {"", "|", ""},                {"", "|\n", ""},
    {"|a|\n|-|\n", "|b|\n", ""},   {"|a|\n|-|\n", "**（一）**|\n", ""},
    {"", "|a\n|-\n", ""},          {"", "a|b\n", ""},            {"", "http://a.", ""},
    {"", "www.a_", ""},            {"", "a@b.", ""},             {"", "a@", ""},
    {"", "://", ""},               {"", "https://a.cn/", ""},    {"", "{甲|a}", ""},
    {"", "{甲|", ""},              {"", "甲**（", ""},           {"", "甲~~（", ""},
    {"", "甲**_~~（", ""},         {"", "\xE2\x80\x8B\n", ""},   {"", "　", ""},
    {"", "甲\n", ""},              {"", "（）**\n", ""},         {"", "\t", ""},
    {"", "-\n", ""},               {"", "*\t", ""},              {"", "+ a\n\n", ""},
    {"", "```\n", ""},             {"", "[^a]: b\n", ""},        {"", "[^a]:\n\n", ""},
    {"", "![a](b \"", ""},         {"", "<a@b.c>", ""},          {"", "\\\n", ""},
    {"", "- [ ] a\n", ""},         {"", "=\n", ""},              {"", "a\n=\n", ""},
};

static void test_shapes(void)
{
    static const size_t per_paragraph[] = {499, 1999};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        Arena *a = arena_open();
        const char *head = shapes[i].head, *piece = shapes[i].piece, *tail = shapes[i].tail;
        Str name = str_printf(a, "whole: %s", piece);
        check_ends(name.p, filled(a, head, piece, "", SIZE_MAX, tail, FILE_BYTES));
        for (size_t k = 0; k < 2; k++) {
            Str cut = str_printf(a, "cut at %zu: %s", per_paragraph[k], piece);
            check_ends(cut.p, filled(a, head, piece, "\n\n", per_paragraph[k], tail, FILE_BYTES));
        }
        arena_close(a);
    }
}

static void check_refused(const char *name, Str text)
{
    check_ends(name, text);
    check_that(refused, name, __FILE__, __LINE__);
}

/* n times open, "a", n times close */
static Str nested(Arena *a, const char *open, const char *close, size_t n)
{
    Buf out = buf_in(a);
    for (size_t i = 0; i < n; i++)
        buf_c(&out, open);
    buf_c(&out, "a");
    for (size_t i = 0; i < n; i++)
        buf_c(&out, close);
    return buf_view(&out);
}

static Str stairs(Arena *a, size_t n)
{
    Buf out = buf_in(a);
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%*s- a\n", (int)(2 * i), "");
    return buf_view(&out);
}

static Str table(Arena *a, size_t columns, size_t rows)
{
    Buf out = buf_in(a);
    for (size_t row = 0; row < rows + 2; row++) {
        for (size_t i = 0; i < columns && (row < 2 || i < 1); i++)
            buf_c(&out, row == 1 ? "|-" : "|a");
        buf_c(&out, "|\n");
    }
    return buf_view(&out);
}

/* References that each bring a long address in. */
static Str expansion(Arena *a, size_t address, size_t uses)
{
    Buf out = buf_in(a);
    buf_c(&out, "[a]: /");
    for (size_t i = 0; i < address; i++)
        buf_byte(&out, 'u');
    buf_c(&out, "\n");
    for (size_t i = 0; i < uses; i++)
        buf_c(&out, i % 400 ? "[a]" : "\n\n[a]");
    return buf_view(&out);
}

static void test_refused(void)
{
    Arena *a = arena_open();
    check_refused("50,000 quotes", nested(a, ">", "", 50000));
    check_refused("50,000 quotes with blanks", nested(a, "> ", "", 50000));
    check_refused("101 lists", nested(a, "- ", "", 101));
    check_refused("101 stairs", stairs(a, 102));
    check_refused("20,000 columns", table(a, 20000, 1));
    check_refused("65 columns", table(a, 65, 1));
    check_refused("64 columns by 2,000 short rows", table(a, 64, 2000));
    check_refused("a line of 1 MB", nested(a, "甲", "", 1 << 20));
    check_refused("a line of 100 KB", nested(a, "甲", "", 33000));
    check_refused("a file of 1 MB", nested(a, "甲\n", "", 1 << 18));
    check_refused("emphasis 200 deep", nested(a, "**a ", " b**", 101));
    check_refused("brackets", nested(a, "[", "](u)", 5000));
    check_refused("pictures in pictures", nested(a, "![", "](u)", 400));
    check_refused("100 KB by 2,000", expansion(a, 60000, 2000));
    arena_close(a);
}

static void test_accepted(void)
{
    Arena *a = arena_open();
    check_ends("100 quotes", nested(a, "> ", "", 100));
    CHECK(!refused);
    check_ends("99 lists", nested(a, "- ", "", 99));
    CHECK(!refused);
    check_ends("60 stairs", stairs(a, 60));
    CHECK(!refused);
    check_ends("64 columns", table(a, 64, 700));
    CHECK(!refused);
    check_ends("emphasis 40 deep", nested(a, "**a ", " b**", 50));
    CHECK(!refused);
    check_ends("expansion of 32 MB", expansion(a, 60000, 500));
    CHECK(!refused);
    /* lists that people write: 3,000 tasks, each with a link and emphasis, no blank line */
    check_ends("a long list", filled(a, "", "- [ ] **甲：**见[乙](c.md)*丙*\n", "", SIZE_MAX, "", FILE_BYTES));
    CHECK(!refused);
    check_ends("a long numbered list", filled(a, "", "7. **甲：**见[乙](c.md)*丙*\n", "", SIZE_MAX, "", FILE_BYTES));
    CHECK(!refused);
    check_ends("a long table", filled(a, "| 甲 | 乙 |\n|--|--|\n", "| **丙** | [丁](e) ~~戊~~ |\n", "", SIZE_MAX, "", FILE_BYTES));
    CHECK(!refused);
    arena_close(a);
}

int main(void)
{
    test_shapes();
    test_refused();
    test_accepted();
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("peak %ld MB\n", usage.ru_maxrss / 1024);
    CHECK(!MEASURED || usage.ru_maxrss < 256 * 1024);
    return check_finish();
}
