/* kanben: read the command line, do what it asks, print what there is to say. */
#include <string.h>

#include "base/file.h"
#include "build/build.h"
#include "build/compare.h"
#include "build/doctor.h"
#include "build/dump.h"
#include "build/explain.h"
#include "build/fonts.h"
#include "build/init.h"
#include "build/jobs.h"
#include "build/options.h"
#include "build/project.h"
#include "build/serve.h"
#include "build/stick.h"
#include "build/why.h"
#include "check/official.h"

#define KANBEN_VERSION "0.1"

static int usage(const Options *o, const char *zh, const char *en, const char *what)
{
    fprintf(stderr, "kanben: %s%s%s\n", o->style.english ? en : zh, !*what ? "" : o->style.english ? ": " : "：", what);
    fprintf(stderr, o->style.english ? "  hint: kanben help\n" : "  提示: kanben help\n");
    return EXIT_USAGE;
}

static const char *word(const Options *o, int i)
{
    return i < o->nwords ? o->words[i] : "";
}

static int dump(Arena *a, const Options *o, Diag *d)
{
    const char *what = word(o, 1), *name = word(o, 2);
    if (strcmp(what, "site") == 0)
        return dump_site(a, o, d);
    if (!*name)
        return usage(o, "dump 后面应为 html、doc、lines、tree、pages、tags 或 site，及其对象",
                     "dump takes html, doc, lines, tree, pages, tags or site, and what to dump", what);
    if (strcmp(what, "html") == 0)
        return dump_html(a, o, name, d);
    if (strcmp(what, "doc") == 0)
        return dump_doc(a, o, name, d);
    if (strcmp(what, "tree") == 0 || strcmp(what, "pages") == 0 || strcmp(what, "tags") == 0)
        return build_dump_books(a, o, what, d);
    return usage(o, "不能打印", "cannot be dumped", what);
}

static int help(Arena *a, const Options *o)
{
    if (o->nwords > 1 && !options_is_verb(o->words[1]))
        return options_unknown_verb(o, o->words[1]), EXIT_USAGE;
    options_help(o->nwords > 1 ? o->words[1] : NULL, o->style.english, stdout);
    if (strcmp(word(o, 1), "explain") == 0)
        explain_help(a, o, stdout);
    return EXIT_CLEAN;
}

/* ---- check --gongwen ---- */

typedef struct Measuring {
    Str name, bytes;
} Measuring;

/* In a process of its own: the file is foreign. */
static bool measure(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    (void)i;
    const Measuring *m = self;
    size_t pages;
    bool read = official_check(scratch, m->name, m->bytes, &pages, d);
    buf_printf(payload, "%zu", pages);
    return read;
}

static void measuring_died(void *self, size_t i, const char *zh, const char *en, Diag *d)
{
    (void)i;
    const Measuring *m = self;
    diag_words(d, DIAG_ERROR, "pdf", (Pos){.source = source_make(d->arena, m->name, STR_NONE)},
               str_printf(d->arena, "检查这个 PDF 时%s", zh), str_printf(d->arena, "measuring this PDF: %s", en));
}

/* A PDF on the disk, or a book of the plan made in memory; what the content has besides is for check. */
static bool measured_bytes(Arena *a, const Options *o, Str *bytes, Diag *d)
{
    Diag own = diag_in(a);
    if (file_exists(o->gongwen))
        return file_bytes(a, o->gongwen, bytes, d);
    if (build_book(a, o, o->gongwen, bytes, &own))
        return true;
    for (size_t i = 0; i < own.count; i++)
        if (own.items[i].level == DIAG_ERROR)
            diag_append(d, &(Diag){.items = &own.items[i], .count = 1, .nerrors = 1});
    return false;
}

static int check_gongwen(Arena *a, const Options *o, Diag *d)
{
    Measuring m = {.name = str_of(o->gongwen)};
    JobResult result = {0};
    Jobs jobs = {.count = 1, .workers = 1, .run = measure, .died = measuring_died, .self = &m};
    if (!measured_bytes(a, o, &m.bytes, d) || !jobs_run(a, &jobs, &result, d))
        return options_exit(o, d);
    if (result.ok && !o->quiet)
        printf(o->style.english ? "%.*s pages measured: %zu errors, %zu warnings\n" : "量了 %.*s 页：错误 %zu，警告 %zu\n",
               STR_ARG(result.payload), d->nerrors, d->nwarnings);
    int code = options_exit(o, d);
    return result.ok || code ? code : EXIT_CONTENT;
}

/* Verbs that take options only: a word behind them was meant as one. */
static bool stands_alone(const char *verb)
{
    static const char *const verbs[] = {"build", "check", "fonts", "doctor"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verb, verbs[i]) == 0)
            return true;
    return false;
}

static int run(Arena *a, const Options *o, Diag *d)
{
    const char *verb = word(o, 0);
    if (o->nwords > 1 && stands_alone(verb))
        return usage(o, "这个命令后面没有别的词", "nothing else goes with this command", word(o, 1));
    if (strcmp(verb, "build") == 0)
        return build_run(a, o, d);
    if (strcmp(verb, "check") == 0)
        return o->manifest ? compare_run(a, o, d) : o->gongwen ? check_gongwen(a, o, d) : project_check(a, o, d);
    if (strcmp(verb, "query") == 0)
        return o->nwords == 2 ? project_query(a, o, o->words[1], d)
                              : usage(o, "query 后面应为一条 SQL，用引号括起来", "query takes one SQL statement in quotes", "");
    if (strcmp(verb, "dump") == 0)
        return dump(a, o, d);
    if (strcmp(verb, "fonts") == 0)
        return fonts_run(a, o, d);
    if (strcmp(verb, "serve") == 0)
        return serve_run(a, o, d);
    if (strcmp(verb, "why") == 0)
        return o->nwords == 2 ? why_run(a, o, o->words[1], d)
                              : usage(o, "why 后面应为一个输出，如 out/site/index.html",
                                      "why takes an output such as out/site/index.html", "");
    if (strcmp(verb, "explain") == 0)
        return o->nwords >= 2 ? explain_run(a, o, d)
                              : usage(o, "explain 后面应为一个或几个指标，如 kanben query 所见的键", "explain takes one or more figures", "");
    if (strcmp(verb, "usb") == 0)
        return o->nwords == 2 ? stick_run(a, o, o->words[1], d)
                              : usage(o, "usb 后面应为一个文件夹，如 U 盘里的“网站”", "usb takes a folder, such as one on the stick", "");
    if (strcmp(verb, "init") == 0)
        return o->nwords == 2 ? init_run(a, o, o->words[1], d)
                              : usage(o, "init 后面应为新文件夹的名称", "init takes the name of a new folder", "");
    if (strcmp(verb, "doctor") == 0)
        return doctor_run(a, o, d);
    if (strcmp(verb, "help") == 0)
        return help(a, o);
    return *verb ? (options_unknown_verb(o, verb), EXIT_USAGE)
                 : (options_help(NULL, o->style.english, stderr), EXIT_USAGE);
}

/* Verbs that read the whole content but are asked for something else: what was done for the author
 * is for check to tell. */
static bool leaves_notes_out(const Options *o)
{
    const char *verb = word(o, 0), *what = word(o, 1);
    return strcmp(verb, "build") == 0 ||
           (strcmp(verb, "dump") == 0 && strcmp(what, "html") != 0 && strcmp(what, "doc") != 0);
}

/* Words that are answered before anything else is read. */
static bool is_asked(int argc, char **argv, const char *name)
{
    return argc == 2 && strcmp(argv[1], name) == 0;
}

/* kanben build --help is kanben help build. */
static void turn_help(int argc, char **argv)
{
    static char help[] = "help";
    if (argc < 2 || (strcmp(argv[argc - 1], "--help") != 0 && strcmp(argv[argc - 1], "-h") != 0))
        return;
    for (int i = argc - 1; i > 1; i--)
        argv[i] = argv[i - 1];
    argv[1] = help;
}

int main(int argc, char **argv)
{
    if (is_asked(argc, argv, "--version")) {
        puts("kanben " KANBEN_VERSION);
        return EXIT_CLEAN;
    }
    if (argc > 2 && strcmp(argv[1], "dump") == 0 && strcmp(argv[2], "lines") == 0)
        return dump_lines(argc - 2, argv + 2);
    Arena *a = arena_open();
    Options o;
    Diag d = diag_in(a);
    int code = EXIT_USAGE;
    turn_help(argc, argv);
    if (options_read(a, argc, argv, &o))
        code = run(a, &o, &d);
    o.style.without_notes = o.quiet || leaves_notes_out(&o);
    diag_sort(&d);
    diag_print(&d, o.style, stderr);
    if (fflush(stdout) != 0 && code == EXIT_CLEAN)
        code = EXIT_MACHINE;
    arena_close(a);
    return code;
}
