/*
 * dump_lines: the paragraph typesetter on standard input. Each line is a paragraph.
 *
 * The em is 100 pt here, so that what a Len cannot hold (1/1000 pt) is 1/100000 em.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "build/dump.h"
#include "pdf/para.h"
#include "text/unicode.h"

enum { EM = 100 * 1000, WIDEST = 20000 /* em, so that a line stays within a Len */ };

typedef struct LinesOptions {
    ParaStyle style;
    Len width;
    bool names, english, hyphenate;
} LinesOptions;

static const char usage_text[] =
    "kanben dump lines --width 20em [--mode o|g] [--metrics om] [--level none|basic|gb|strict]\n"
    "    [--profile zh-gb|tight|kaiming|banjiao|quanjiao|hangmobanjiao|gongwen] [--indent 2em]\n"
    "    [--align justify|start|centre|end] [--pair half|tight|none] [--line-end trim|keep|allow]\n"
    "    [--para-open trim|keep|hang] [--hang off|on|stops] [--orphan on|off] [--gap 0.25em]\n"
    "    [--gap-min 0.125em] [--gap-max 0.333em] [--keep-stop off|on] [--keep-gap off|on]\n"
    "    [--url-break-any off|on] [--hyphenate off|on] [--lang zh|en] [--names off|on]\n"
    "    [--grid 1em] [--grid-strict off|on] [--vertical off|on] < TEXT\n";

/* One of the words as its index, or -1. words ends with NULL. */
static int choose(const char *value, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (!strcmp(value, words[i]))
            return i;
    return -1;
}

/* "12.25em" or "12.25" in em. */
static bool read_em(const char *value, double least, Len *out)
{
    char *end;
    errno = 0;
    double em = strtod(value, &end);
    if (end == value || (*end && strcmp(end, "em")) || errno || !(em >= least && em <= WIDEST))
        return false;
    *out = (Len)lround(em * EM);
    return true;
}

static bool read_gap(const char *value, Em *out)
{
    Len gap;
    if (!read_em(value, 0, &gap) || gap > EM / 2) /* R5: half an em at most */
        return false;
    *out = gap / (EM / 1000);
    return true;
}

/* A switch or a choice of words: where its answer goes, an enum or a bool. */
typedef struct Choice {
    const char *name;
    const char *const *words;
    void *out;
    bool is_bool;
} Choice;

static bool set_choice(LinesOptions *o, const char *name, const char *value)
{
    static const char *const modes[] = {"o", "g", NULL}, *const metrics[] = {"om", NULL};
    static const char *const switches[] = {"off", "on", NULL};
    static const char *const levels[] = {"none", "basic", "gb", "strict", NULL};
    static const char *const aligns[] = {"justify", "start", "centre", "end", NULL};
    static const char *const profiles[] = {"zh-gb", "tight", "kaiming", "banjiao", "quanjiao",
                                           "gongwen", "hangmobanjiao", NULL};
    static const char *const pairs[] = {"profile", "half", "tight", "none", NULL};
    static const char *const ends[] = {"profile", "trim", "keep", "allow", NULL};
    static const char *const openings[] = {"trim", "keep", "hang", NULL};
    static const char *const hangs[] = {"off", "on", "stops", NULL};
    static const char *const languages[] = {"zh", "en", NULL};
    ParaStyle *s = &o->style;
    int metric = 0;
    const Choice choices[] = {
        {"--mode", modes, &s->mode, false}, {"--metrics", metrics, &metric, false},
        {"--level", levels, &s->level, false}, {"--align", aligns, &s->align, false},
        {"--profile", profiles, &s->profile, false}, {"--pair", pairs, &s->pair, false},
        {"--line-end", ends, &s->line_end, false}, {"--para-open", openings, &s->opening, false},
        {"--hang", hangs, &s->hang, false}, {"--orphan", switches, &s->orphan, true},
        {"--keep-stop", switches, &s->keep_stop, true}, {"--keep-gap", switches, &s->keep_gap, true},
        {"--url-break-any", switches, &s->url_any, true}, {"--names", switches, &o->names, true},
        {"--hyphenate", switches, &o->hyphenate, true}, {"--lang", languages, &o->english, true},
        {"--grid-strict", switches, &s->grid_strict, true},
        {"--vertical", switches, &s->vertical, true},
    };
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        if (strcmp(name, choices[i].name))
            continue;
        int n = choose(value, choices[i].words);
        if (n >= 0 && choices[i].is_bool)
            *(bool *)choices[i].out = n == 1;
        else if (n >= 0)
            memcpy(choices[i].out, &n, sizeof n);
        return n >= 0;
    }
    return false;
}
_Static_assert(sizeof(ParaMode) == sizeof(int) && sizeof(ParaHang) == sizeof(int), "enums are ints");

static bool set_option(LinesOptions *o, const char *name, const char *value)
{
    ParaStyle *s = &o->style;
    if (!strcmp(name, "--width"))
        return read_em(value, 0.001, &o->width);
    if (!strcmp(name, "--indent"))
        return read_em(value, -WIDEST, &s->indent);
    if (!strcmp(name, "--grid"))
        return read_em(value, 0.001, &s->grid);
    if (!strcmp(name, "--gap"))
        return read_gap(value, &s->gap);
    if (!strcmp(name, "--gap-min"))
        return read_gap(value, &s->gap_min);
    if (!strcmp(name, "--gap-max"))
        return read_gap(value, &s->gap_max);
    return set_choice(o, name, value);
}

static bool read_options(int argc, char **argv, LinesOptions *o)
{
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc) {
            fprintf(stderr, "kanben: %s 后面应有一个值 / %s takes a value\n%s", argv[i], argv[i],
                    usage_text);
            return false;
        }
        if (!set_option(o, argv[i], argv[i + 1])) {
            fprintf(stderr, "kanben: dump lines 不认识选项 %s %s / does not know option %s %s\n%s",
                    argv[i], argv[i + 1], argv[i], argv[i + 1], usage_text);
            return false;
        }
    }
    if (o->width == 0)
        fprintf(stderr, "kanben: dump lines 需要 --width / needs --width\n%s", usage_text);
    else if (o->width <= o->style.indent)
        fprintf(stderr, "kanben: --indent 应小于 --width / must be less than --width\n");
    return o->width > 0 && o->width > o->style.indent;
}

static Str read_input(Arena *a)
{
    Buf text = buf_in(a);
    size_t n;
    do {
        buf_reserve(&text, 65536);
        n = fread(text.p + text.n, 1, 65536, stdin);
        text.n += n;
    } while (n > 0 && text.n < FILE_LIMIT);
    return buf_view(&text);
}

static void dump_paragraph(const LinesOptions *o, const Fonts *fonts, const Source *source,
                           uint32_t number, Diag *d)
{
    Arena *a = arena_open();
    Str text = source_line(source, number);
    ParaRun run = {.kind = RUN_TEXT, .text = text, .size = EM, .names = o->names,
                   .font.latin = o->english, .pos = {source, number, 1}};
    Lines lines = para_break(a, fonts, &o->style, &run, text.n > 0, &o->width, 1, d);
    Buf out = buf_in(a);
    para_dump(&out, &o->style, &run, &lines);
    buf_print(&out, stdout);
    arena_close(a);
}

int dump_lines(int argc, char **argv)
{
    LinesOptions o = {.style = para_style(EM)};
    if (!read_options(argc, argv, &o))
        return EXIT_USAGE;
    Arena *a = arena_open();
    Diag d = diag_in(a);
    const Source *source = source_make(a, STR("<stdin>"), read_input(a));
    size_t bad = unicode_check(source->text);
    if (bad < source->text.n)
        diag_error(&d, "utf-8", source_pos(source, bad), "输入不是 UTF-8 文本",
                   "the input is no UTF-8 text");
    Fonts *fonts = fonts_open_metric(a);
    Hyphens *hyphens = o.hyphenate ? hyphen_open(a, HYPHEN_FILE, &d) : NULL;
    o.style.hyphens = hyphens;
    for (uint32_t n = 1; n <= source->nlines && d.nerrors == 0; n++)
        dump_paragraph(&o, fonts, source, n, &d);
    diag_print(&d, (DiagStyle){.format = DIAG_HUMAN}, stderr);
    int code = d.nerrors ? EXIT_CONTENT : EXIT_CLEAN;
    hyphen_close(hyphens);
    fonts_close(fonts);
    arena_close(a);
    return code;
}
