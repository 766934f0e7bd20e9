/*
 * The test file of UAX #14 itself (package unicode-data), and a few Chinese strings whose
 * answers are read off the standard's rules.
 */
#include "text/linebreak.h"

#include <stdlib.h>

#include "check.h"

#define TEST_FILE "/usr/share/unicode/auxiliary/LineBreakTest.txt"

enum { LONGEST = 64 };

/* The standard resolves small kana to NS; we to ID. */
static uint8_t standard_unit(uint32_t rune)
{
    uint8_t unit = linebreak_unit(rune);
    if (unicode_break(rune) == BREAK_CJ)
        unit = (uint8_t)((unit & ~0x3F) | BREAK_NS);
    return unit;
}

/* A line of the file: "× 0023 × 0308 ÷ 0023 ÷ # comment". false: differs. */
static bool check_line(char *line)
{
    uint8_t units[LONGEST], want[LONGEST], got[LONGEST];
    size_t n = 0;
    bool may = false;
    for (char *word = strtok(line, " \t\n"); word && *word != '#'; word = strtok(NULL, " \t\n")) {
        if (!strcmp(word, "×") || !strcmp(word, "÷")) {
            may = !strcmp(word, "÷");
            continue;
        }
        if (n == LONGEST)
            return false;
        want[n] = may && n > 0;
        units[n++] = standard_unit((uint32_t)strtoul(word, NULL, 16));
    }
    linebreak_find(units, n, got);
    for (size_t i = 0; i < n; i++)
        if ((got[i] != LINEBREAK_NO) != want[i])
            return false;
    return true;
}

static void check_standard(void)
{
    FILE *in = fopen(TEST_FILE, "r");
    if (!in) {
        printf("missing " TEST_FILE " (package unicode-data)\n");
        check_failed++;
        return;
    }
    char line[4096], copy[4096];
    while (fgets(line, sizeof line, in)) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        memcpy(copy, line, sizeof copy);
        check_that(check_line(line), copy, TEST_FILE, 0);
    }
    fclose(in);
}

/* text with | where a break may be */
static void check_string(const char *marked)
{
    uint8_t units[LONGEST] = {0}, got[LONGEST] = {0};
    bool want[LONGEST] = {false};
    size_t n = 0;
    uint32_t rune;
    Str s = str_of(marked);
    for (size_t at = 0; at < s.n;) {
        at += unicode_decode(s, at, &rune);
        if (rune == '|')
            want[n] = true;
        else
            units[n++] = linebreak_unit(rune);
    }
    linebreak_find(units, n, got);
    bool good = true;
    for (size_t i = 0; i < n; i++)
        good = good && (got[i] != LINEBREAK_NO) == want[i];
    check_that(good, marked, __FILE__, __LINE__);
}

int main(void)
{
    check_standard();
    check_string("一|二，|三");
    check_string("（一）|二");
    check_string("一|ABC|二");
    check_string("年|2024|年|37.5℃|二");
    check_string("ァ|ァ");
    check_string("hello |world");
    return check_finish();
}
