/*
 * Options may stand before or behind the verb, as --name VALUE or --name=VALUE. One table
 * says what there is; help is printed from it.
 */
#include "build/options.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "text/near.h"

typedef struct Verb {
    const char *name, *form, *zh, *en;
} Verb;

static const Verb verbs[] = {
    {"build", "[OPTION …]", "读取内容，生成网站和书册", "read the content, make websites and books"},
    {"check", "[--proof] [--links] [--gongwen FILE.pdf|NAME | --manifest FILE]", "只检查内容，列出全部问题，不写任何文件；--proof：并且校对文字；--links：列出站外的网址；--gongwen：量一份公文；--manifest：与旧清单比较",
     "check the content, list every problem, write nothing; --proof: proofread it too; --links: list the addresses of other sites; --gongwen: measure an official document; --manifest: compare publications"},
    {"query", "\"SQL\" [--csv|--json]", "查询数据，每个集合是一张表", "query the rows; every collection is a table"},
    {"dump", "html|doc FILE.md | lines | tree NAME … | pages NAME … | tags NAME … | site", "打印某一阶段的结果", "print what a stage makes"},
    {"fonts", "", "列出每种字体角色所用的文件，和由后备字体印的字",
     "list the file that serves each font role, and the characters that fallbacks serve"},
    {"serve", "[--port N]", "边改边看：在本机浏览器里预览，改动后自动更新", "preview in a browser on this machine, updated with every change"},
    {"why", "OUTPUT", "列出一个输出所用的模板、内容和数据表", "list the templates, content and tables an output is made from"},
    {"explain", "FIGURE … [--NAME VALUE …] [--json]",
     "说明一个数字的来历：值、口径、规则、依据，哪些记录计入，哪些不计入、为什么；--NAME VALUE 指定是谁的、哪一期的",
     "where a figure comes from: value, definition, rule, source, the rows that count and those that do not, and why; --NAME VALUE says whose and of when"},
    {"usb", "DIR", "把发布的网站和书册拷成一个文件夹（U 盘），双击就能打开；内部的不拷", "copy what was published into a folder to carry, opened by double click; nothing internal"},
    {"init", "DIR", "新建一个可以照着改的小项目", "write a small project to start from"},
    {"doctor", "", "检查这台机器：程序库、字体、内存、磁盘", "look at this machine: libraries, fonts, memory, disk"},
    {"help", "[COMMAND]", "显示帮助", "show help"},
};

typedef enum Kind { FLAG, TEXT, NUMBER, PORT, DATE, LANGUAGE, FORMAT, PRINT } Kind;

typedef struct Option {
    const char *name, *value, *zh, *en;
    Kind kind;
    size_t offset; /* of the field in Options; for FLAG a bool */
    const char *verbs; /* that it is for, a blank before and behind each; NULL: all */
} Option;

#define FIELD(name) offsetof(Options, name)

static const Option options[] = {
    {"-C", "DIR", "项目文件夹（默认当前文件夹）", "project folder (default: this one)", TEXT, FIELD(project), NULL},
    {"--content", "DIR", "内容文件夹（默认 content）", "content folder (default: content)", TEXT, FIELD(content), NULL},
    {"--templates", "DIR", "模板文件夹（默认 templates）", "template folder (default: templates)", TEXT, FIELD(templates), NULL},
    {"--lua", "DIR", "规则文件夹（默认 lua）", "folder of the rules (default: lua)", TEXT, FIELD(lua), NULL},
    {"-o", "DIR", "输出文件夹（默认 out，草稿 out-draft）", "output folder (default: out, of drafts out-draft)", TEXT, FIELD(out), NULL},
    {"-j", "N", "工作进程数（默认处理器数）", "number of workers (default: processors)", NUMBER, FIELD(workers), NULL},
    {"--as-of", "YYYY-MM-DD", "统计截止日（默认今天）", "the day figures are as of (default: today)", DATE, FIELD(as_of), NULL},
    {"--print", "screen|press", "书册全部按电子版（screen）或印刷版（press）排", "all books for the screen or for the press", PRINT, 0, NULL},
    {"--only", "GLOB", "只生成匹配的输出；几个模式用逗号隔开", "only outputs that match; commas part patterns", TEXT, FIELD(only), NULL},
    {"--draft", NULL, "出草稿：没有审定的也在内，页页有草稿字样，写到 out-draft", "a draft: with what is not approved, marked on every page, into out-draft", FLAG, 0, NULL},
    {"--preview", NULL, "同 --draft", "the same as --draft", FLAG, 0, NULL},
    {"--publish", NULL, "正式发布：有错误的部分保留上次发布的结果", "publish: a part with errors keeps its last outputs", FLAG, 0, NULL},
    {"--strict", NULL, "有警告时退出码为 4", "exit with 4 when there are warnings", FLAG, FIELD(strict), NULL},
    {"--quiet", NULL, "成功时不输出，提示也不报；错误和警告照报", "print nothing on success and no notes; errors and warnings as ever", FLAG, FIELD(quiet), NULL},
    {"--port", "N", "预览用的端口（serve，默认 8080；0 任选一个）", "port of the preview (serve, default: 8080; 0: any that is free)", PORT, FIELD(port), " serve "},
    {"--proof", NULL, "并且校对文字：标点、数字、用词；生成的书册页边印行号（build）",
     "proofread too: punctuation, numbers, words; books bear line numbers (build)", FLAG, FIELD(proof), NULL},
    {"--links", NULL, "列出内容里站外的网址和出处，可疑的给出警告；不联网（check）",
     "list the addresses of other sites and where they stand, warn of doubtful ones; nothing is fetched (check)", FLAG, FIELD(links), " check "},
    {"--gongwen", "FILE", "按 GB/T 9704—2012 逐项测量这个 PDF，或计划里的这本书（check）",
     "measure this PDF, or this planned book, against GB/T 9704-2012 (check)", TEXT, FIELD(gongwen), " check "},
    {"--manifest", "FILE", "与这份旧清单比较输出文件夹：新增、更改、撤下（check）",
     "compare the output folder with this older manifest: added, changed, withdrawn (check)", TEXT, FIELD(manifest), " check "},
    {"--csv", NULL, "以 CSV 输出（query）", "print CSV (query)", FLAG, FIELD(csv), " query "},
    {"--json", NULL, "以 JSON 输出（query、explain）", "print JSON (query, explain)", FLAG, FIELD(json), " query explain "},
    {"--lang", "zh|en", "消息的语言（默认 zh）", "language of messages (default: zh)", LANGUAGE, 0, NULL},
    {"--format", "human|short|json", "消息的格式", "form of messages", FORMAT, 0, NULL},
};
enum { NOPTIONS = sizeof options / sizeof *options };

static bool complain(const Options *o, const char *zh, const char *en, const char *what)
{
    fprintf(stderr, o->style.english ? "kanben: %s: %s\n" : "kanben: %s：%s\n", o->style.english ? en : zh, what);
    fprintf(stderr, o->style.english ? "  hint: kanben help\n" : "  提示: kanben help\n");
    return false;
}

static void *field(Options *o, const Option *option)
{
    return (char *)o + option->offset;
}

/* What was meant by a word that nothing is called; NULL: nothing is like it. */
static const char *meant(const char *word, bool verb)
{
    Near near = near_to(str_of(word));
    for (size_t i = 0; verb && i < sizeof verbs / sizeof *verbs; i++)
        near_offer(&near, str_of(verbs[i].name));
    for (size_t i = 0; !verb && i < NOPTIONS; i++)
        if (options[i].name[1] == '-')
            near_offer(&near, str_of(options[i].name));
    return near.best.n ? near.best.p : NULL;
}

static bool is_unknown(const Options *o, const char *word, bool verb)
{
    const char *near = meant(word, verb);
    fprintf(stderr, o->style.english ? "kanben: no such %s: %s\n" : "kanben: 没有这个%s：%s\n",
            o->style.english ? verb ? "command" : "option" : verb ? "命令" : "选项", word);
    if (near)
        fprintf(stderr, o->style.english ? "  hint: did you mean %s?\n" : "  提示: 是不是想写 %s？\n", near);
    else
        fprintf(stderr, o->style.english ? "  hint: kanben help\n" : "  提示: kanben help\n");
    return false;
}

bool options_unknown_verb(const Options *o, const char *word)
{
    return is_unknown(o, word, true);
}

bool options_is_verb(const char *word)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(word, verbs[i].name) == 0)
            return true;
    return false;
}

/* YYYY-MM-DD as days since 1970-01-01 (proleptic Gregorian), or false. */
static bool read_date(const char *text, int64_t *days)
{
    struct tm t = {0};
    const char *end = strptime(text, "%Y-%m-%d", &t);
    if (!end || *end)
        return false;
    struct tm asked = t;
    time_t seconds = timegm(&t);
    if (asked.tm_mday != t.tm_mday || asked.tm_mon != t.tm_mon)
        return false; /* 2025-11-31 would roll over */
    *days = (int64_t)seconds / 86400;
    return true;
}

/* A draft is for those who approve, what is published for everybody: one or the other. */
static bool set_mode(Options *o, BuildMode mode)
{
    if (o->mode != MODE_BUILD && o->mode != mode)
        return complain(o, "两个选项只能用一个", "one of these options excludes the other", "--draft --publish");
    o->mode = mode;
    return true;
}

static bool set_flag(Options *o, const Option *option)
{
    if (strcmp(option->name, "--draft") == 0 || strcmp(option->name, "--preview") == 0)
        return set_mode(o, MODE_DRAFT);
    if (strcmp(option->name, "--publish") == 0)
        return set_mode(o, MODE_PUBLISH);
    *(bool *)field(o, option) = true;
    return true;
}

static bool set_number(Options *o, const Option *option, const char *value)
{
    int64_t n;
    if (!str_to_int(str_of(value), &n) || n < 1 || n > 64)
        return complain(o, "应为 1 到 64 的整数", "a number from 1 to 64 is expected", value);
    *(int *)field(o, option) = (int)n;
    return true;
}

static bool set_port(Options *o, const Option *option, const char *value)
{
    int64_t n;
    if (!str_to_int(str_of(value), &n) || n < 0 || n > 65535)
        return complain(o, "端口应为 0 到 65535 的整数", "a port from 0 to 65535 is expected", value);
    *(int *)field(o, option) = (int)n;
    return true;
}

static bool set_format(Options *o, const char *value)
{
    static const char *const names[] = {"human", "short", "json"};
    for (int i = 0; i < 3; i++)
        if (strcmp(value, names[i]) == 0) {
            o->style.format = (DiagFormat)i;
            return true;
        }
    return complain(o, "--format 应为 human、short 或 json", "--format takes human, short or json", value);
}

static bool set_print(Options *o, const char *value)
{
    bool press = strcmp(value, "press") == 0;
    o->print = press ? PRINT_PRESS : PRINT_SCREEN;
    return press || strcmp(value, "screen") == 0 ||
           complain(o, "--print 应为 screen 或 press", "--print takes screen or press", value);
}

static bool set_language(Options *o, const char *value)
{
    o->style.english = strcmp(value, "en") == 0;
    if (!o->style.english && strcmp(value, "zh") != 0)
        return complain(o, "--lang 应为 zh 或 en", "--lang takes zh or en", value);
    return true;
}

static bool is_for(const Option *option, const char *verb)
{
    size_t n = strlen(verb);
    for (const char *at = option->verbs; at && (at = strstr(at, verb)); at += n)
        if (at[-1] == ' ' && at[n] == ' ')
            return true;
    return !option->verbs;
}

static bool set(Options *o, const Option *option, const char *value)
{
    o->given[option - options] = true;
    switch (option->kind) {
    case FLAG: return set_flag(o, option);
    case TEXT: *(const char **)field(o, option) = value; return true;
    case NUMBER: return set_number(o, option, value);
    case PORT: return set_port(o, option, value);
    case LANGUAGE: return set_language(o, value);
    case FORMAT: return set_format(o, value);
    case PRINT: return set_print(o, value);
    case DATE:
        return read_date(value, field(o, option)) ||
               complain(o, "日期应写成 YYYY-MM-DD 且真实存在", "a real date YYYY-MM-DD is expected", value);
    }
    return false;
}

static const Option *find_option(const char *word, size_t length)
{
    for (size_t i = 0; i < NOPTIONS; i++)
        if (strlen(options[i].name) == length && strncmp(options[i].name, word, length) == 0)
            return &options[i];
    return NULL;
}

/* --NAME VALUE, for the project to understand: of the verb explain only, which may not be read yet. */
static bool read_asked(Options *o, int argc, char **argv, int *i, const char *equals)
{
    const char *word = argv[*i], *value = equals ? equals + 1 : *i + 1 < argc ? argv[*i + 1] : NULL;
    if (strncmp(word, "--", 2) != 0 || !value || o->nasked == (int)(sizeof o->asked / sizeof *o->asked))
        return is_unknown(o, word, false);
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    o->asked[o->nasked++] = (ExplainGiven){{word + 2, length - 2}, str_of(value)};
    *i += equals ? 0 : 1;
    return true;
}

/* One word that starts with '-'; *i moves over its value. */
static bool read_option(Options *o, int argc, char **argv, int *i)
{
    const char *word = argv[*i];
    const char *equals = strncmp(word, "--", 2) == 0 ? strchr(word, '=') : NULL;
    const Option *option = find_option(word, equals ? (size_t)(equals - word) : strlen(word));
    if (!option && word[1] == 'j' && word[2]) /* -j2 */
        return set(o, find_option("-j", 2), word + 2);
    if (!option)
        return read_asked(o, argc, argv, i, equals);
    if (!option->value)
        return equals ? complain(o, "这个选项不带值", "this option takes no value", word) : set(o, option, NULL);
    if (equals)
        return set(o, option, equals + 1);
    if (*i + 1 >= argc)
        return complain(o, "这个选项需要一个值", "this option needs a value", word);
    return set(o, option, argv[++*i]);
}

/* SOURCE_DATE_EPOCH when set, else the clock: the only place that reads it. */
static int64_t today(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds;
    if (epoch && str_to_int(str_of(epoch), &seconds))
        return seconds / 86400;
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    return (int64_t)timegm(&local) / 86400;
}

static const char *in_project(Arena *a, const Options *o, const char *given, const char *name)
{
    return given ? given : file_join(a, strcmp(o->project, ".") == 0 ? "" : o->project, str_of(name));
}

bool options_read(Arena *a, int argc, char **argv, Options *o)
{
    *o = (Options){.project = ".", .as_of = today(), .port = 8080};
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    o->workers = processors < 1 ? 1 : processors > 64 ? 64 : (int)processors;
    o->style.colour = isatty(2) && !getenv("NO_COLOR");
    bool only_words = false;
    o->given = arena_array(a, bool, NOPTIONS);
    o->words = arena_array(a, const char *, (size_t)argc + 1);
    for (int i = 1; i < argc; i++) {
        if (!only_words && strcmp(argv[i], "--") == 0)
            only_words = true;
        else if (!only_words && argv[i][0] == '-' && argv[i][1]) {
            if (!read_option(o, argc, argv, &i))
                return false;
        } else
            o->words[o->nwords++] = argv[i];
    }
    if (o->nasked && (!o->nwords || strcmp(o->words[0], "explain") != 0))
        return is_unknown(o, str_c(a, str_printf(a, "--%.*s", STR_ARG(o->asked[0].name))), false);
    for (size_t i = 0; o->nwords && options_is_verb(o->words[0]) && i < NOPTIONS; i++)
        if (o->given[i] && !is_for(&options[i], o->words[0]) && strcmp(o->words[0], "help") != 0)
            return complain(o, "这个命令没有这个选项", "this command has no such option", options[i].name);
    o->content = in_project(a, o, o->content, "content");
    o->templates = in_project(a, o, o->templates, "templates");
    o->lua = in_project(a, o, o->lua, "lua");
    o->out = in_project(a, o, o->out, o->mode == MODE_DRAFT ? "out-draft" : "out");
    return true;
}

void options_help(const char *verb, bool english, FILE *out)
{
    fprintf(out, english ? "kanben: Markdown and tables in, websites and books out\n\n"
                         : "kanben 刊本：从 Markdown 和表格生成网站与书册\n\n");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (!verb || strcmp(verb, verbs[i].name) == 0)
            fprintf(out, "  kanben %s%s%s\n      %s\n", verbs[i].name, *verbs[i].form ? " " : "", verbs[i].form,
                    english ? verbs[i].en : verbs[i].zh);
    if (!verb)
        fprintf(out, "  kanben --version\n      %s\n", english ? "which version this is" : "显示版本");
    fprintf(out, english ? "\nOptions:\n" : "\n选项：\n");
    for (size_t i = 0; i < NOPTIONS; i++) {
        if (verb && !is_for(&options[i], verb))
            continue;
        int used = fprintf(out, "  %s %s", options[i].name, options[i].value ? options[i].value : "");
        fprintf(out, "%*s%s\n", used < 28 ? 28 - used : 1, "", english ? options[i].en : options[i].zh);
    }
    fprintf(out, english ? "\nExit codes: 0 clean, 1 errors in content, 2 usage, 3 the machine, 4 warnings under --strict\n"
                         : "\n退出码：0 正常，1 内容有错误，2 用法不对，3 机器问题（磁盘、字体、权限），4 --strict 下有警告\n");
}

/* Codes of faults that the machine must mend, not the author. */
static bool is_machine(Str code)
{
    static const char *const codes[] = {"io", "locked", "out-foreign", "out-edition", "font-missing", "port"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (str_equal(code, str_of(codes[i])))
            return true;
    return false;
}

int options_exit(const Options *o, const Diag *d)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->items[i].level == DIAG_ERROR && is_machine(d->items[i].code))
            return EXIT_MACHINE;
    for (size_t i = 0; i < d->count; i++)
        if (str_equal(d->items[i].code, STR("usage")))
            return EXIT_USAGE;
    if (d->nerrors)
        return EXIT_CONTENT;
    return o->strict && d->nwarnings ? EXIT_STRICT : EXIT_CLEAN;
}
