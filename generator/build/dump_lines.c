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
} LinesOptions;

static const char usage_text[] =
    "kanben dump lines --width 20em [--mode g|o] [--metrics om] [--level none|basic|gb|strict]\n"
    "    [--profile zh-gb|tight|kaiming|banjiao|quanjiao|gongwen] [--indent 2em] [--hang on|off]\n"
    "    [--orphan on|off] [--gap 0.25em] [--align justify|start|centre|end] [--vertical on|off]\n"
    "    < TEXT\n";

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
    if (!read_em(value, 0, &gap))
        return false;
    *out = gap / (EM / 1000);
    return true;
}

static bool set_option(LinesOptions *o, const char *name, const char *value)
{
    static const char *const modes[] = {"o", "g", NULL}, *const metrics[] = {"om", NULL};
    static const char *const switches[] = {"off", "on", NULL};
    static const char *const levels[] = {"none", "basic", "gb", "strict", NULL};
    static const char *const aligns[] = {"justify", "start", "centre", "end", NULL};
    static const char *const profiles[] = {"zh-gb", "tight", "kaiming", "banjiao", "quanjiao",
                                           "gongwen", NULL};
    ParaStyle *s = &o->style;
    int n = 0;
    if (!strcmp(name, "--width"))
        return read_em(value, 0.001, &o->width);
    if (!strcmp(name, "--indent"))
        return read_em(value, -WIDEST, &s->indent);
    if (!strcmp(name, "--mode"))
        s->mode = (n = choose(value, modes)) == 1 ? PARA_GREEDY : PARA_OPTIMAL;
    else if (!strcmp(name, "--metrics"))
        n = choose(value, metrics);
    else if (!strcmp(name, "--hang"))
        s->hang = (n = choose(value, switches)) == 1;
    else if (!strcmp(name, "--orphan"))
        s->orphan = (n = choose(value, switches)) == 1;
    else if (!strcmp(name, "--vertical"))
        s->vertical = (n = choose(value, switches)) == 1;
    else if (!strcmp(name, "--level") && (n = choose(value, levels)) >= 0)
        s->level = (ParaLevel)n;
    else if (!strcmp(name, "--profile") && (n = choose(value, profiles)) >= 0)
        s->profile = (ParaProfile)n;
    else if (!strcmp(name, "--align") && (n = choose(value, aligns)) >= 0)
        s->align = (ParaAlign)n;
    else if (!strcmp(name, "--gap"))
        return read_gap(value, &s->gap);
    else
        return false;
    return n >= 0;
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
    ParaRun run = {.kind = RUN_TEXT, .text = text, .size = EM, .pos = {source, number, 1}};
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
    for (uint32_t n = 1; n <= source->nlines && d.nerrors == 0; n++)
        dump_paragraph(&o, fonts, source, n, &d);
    diag_print(&d, (DiagStyle){.format = DIAG_HUMAN}, stderr);
    int code = d.nerrors ? EXIT_CONTENT : EXIT_CLEAN;
    fonts_close(fonts);
    arena_close(a);
    return code;
}
