/*
 * Libraries are asked for their version by the name of a function, found in the running program:
 * what counts is the library that was loaded, and each library's headers keep their one door.
 */
#include "build/doctor.h"

#include <assert.h>
#include <ctype.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "build/confine.h"
#include "build/jobs.h"
#include "read/encoding.h"
#include "script/host.h"

enum {
    MEMORY_MB = 512, /* five times what the build of the sample project took at its most, 95 MB */
    DISK_MB = 512    /* the new outputs stand beside the old ones for a moment */
};

typedef enum State { WELL, LESS, ILL } State;

typedef struct Doctor {
    Arena *arena;
    const Options *o;
    bool ill;
} Doctor;

static const char *in_language(const Doctor *k, const char *zh, const char *en)
{
    return k->o->style.english ? en : zh;
}

/* One line; why and cure may be empty. */
static void say(Doctor *k, State state, const char *what, const char *found, const char *cure)
{
    static const char *const marks[] = {"✓", "–", "✗"};
    printf("%s %s%s%s%s%s\n", marks[state], what, *found ? in_language(k, "：", ": ") : "", found,
           *cure ? in_language(k, "；", "; ") : "", cure);
    k->ill = k->ill || state == ILL;
}

/* ---- libraries ---- */

typedef enum How { CALL, CALL_NULL, DATA } How;

typedef struct Library {
    const char *name, *symbol, *floor;
    How how; /* the symbol is a function (void), a function (pointer), or the text itself */
} Library;

/* Floors: the versions of Debian 12, which the tests run with. */
static const Library libraries[] = {
    {"Lua", "lua_ident", "5.4.4", DATA},
    {"cmark-gfm", "cmark_version_string", "0.29.0.gfm.6", CALL},
    {"libyaml", "yaml_get_version_string", "0.2.5", CALL},
    {"SQLite", "sqlite3_libversion", "3.40.1", CALL},
    {"HarfBuzz", "hb_version_string", "6.0.0", CALL},
    {"utf8proc", "utf8proc_version", "2.8.0", CALL},
    {"libpng", "png_get_libpng_ver", "1.6.39", CALL_NULL},
    {"zlib", "zlibVersion", "1.2.13", CALL},
    {"glibc", "gnu_get_libc_version", "2.36", CALL},
};

/* What the loaded library says; empty: it is not one that can be asked. */
static Str version_of(const Library *l)
{
    void *symbol = dlsym(RTLD_DEFAULT, l->symbol);
    if (!symbol)
        return STR_NONE;
    Str text = str_of(l->how == DATA        ? (const char *)symbol
                      : l->how == CALL_NULL ? ((const char *(*)(const void *))symbol)(NULL)
                                            : ((const char *(*)(void))symbol)());
    size_t from = 0;
    while (from < text.n && !isdigit((unsigned char)text.p[from]))
        from++;
    return str_slice(text, from, str_find(text, STR(" "), from));
}

/* The next run of digits as a number, cut off *rest; -1: none is left. */
static long next_number(Str *rest)
{
    long n = -1;
    while (rest->n && !isdigit((unsigned char)*rest->p))
        *rest = str_slice(*rest, 1, rest->n);
    for (; rest->n && isdigit((unsigned char)*rest->p); *rest = str_slice(*rest, 1, rest->n))
        n = (n < 0 ? 0 : n * 10) + (*rest->p - '0');
    return n;
}

static bool is_at_least(Str version, Str floor)
{
    for (;;) {
        long have = next_number(&version), want = next_number(&floor);
        if (want < 0 || have > want)
            return true;
        if (have < want)
            return false;
    }
}

static void look_at_libraries(Doctor *k)
{
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        const Library *l = &libraries[i];
        Str version = version_of(l);
        if (!version.n)
            say(k, LESS, l->name, in_language(k, "版本未知", "version unknown"), "");
        else if (is_at_least(version, str_of(l->floor)))
            say(k, WELL, l->name, str_c(k->arena, version), "");
        else
            say(k, ILL, l->name, str_c(k->arena, version),
                str_printf(k->arena, in_language(k, "至少应为 %s", "at least %s is needed"), l->floor).p);
    }
}

/* 中 in GB18030: tables saved on other systems need it. */
static void look_at_encodings(Doctor *k)
{
    Encoding encoding;
    Diag ignored = diag_in(k->arena);
    const Source *s = encoding_source(k->arena, STR("doctor"), STR("\xD6\xD0"), &encoding, &ignored);
    bool good = s && str_equal(s->text, STR("中"));
    say(k, good ? WELL : ILL, in_language(k, "编码 GB18030", "encoding GB18030"), "",
        good ? "" : in_language(k, "系统缺少这个编码（glibc 的 gconv 模块）",
                                "the system lacks it (gconv modules of glibc)"));
}

/* ---- fonts ---- */

static void look_at_role(Doctor *k, const FontRole *role)
{
    const FontFile *found = NULL;
    Buf lacking = buf_in(k->arena);
    for (size_t i = 0; i < role->count; i++) {
        bool there = file_exists(str_c(k->arena, role->chain[i].path));
        if (there && !found)
            found = &role->chain[i];
        if (!there)
            buf_printf(&lacking, "%s%.*s", lacking.n ? " " : "",
                       STR_ARG(role->chain[i].package.n ? role->chain[i].package : role->chain[i].path));
    }
    Str cure = str_printf(k->arena, in_language(k, "没有安装 %.*s", "not installed: %.*s"), STR_ARG(buf_view(&lacking)));
    Str what = str_printf(k->arena, "%s %.*s %.*s", in_language(k, "字体", "font"), STR_ARG(role->name),
                          STR_ARG(role->label));
    State state = found && found == role->chain ? WELL : found || role->optional ? LESS : ILL;
    say(k, state, what.p, found ? str_c(k->arena, found->path) : "", lacking.n ? cure.p : "");
}

static void look_at_fonts(Doctor *k, Diag *d)
{
    const Options *o = k->o;
    if (!file_is_folder(o->lua) || !file_exists(file_join(k->arena, o->templates, STR("fonts.lua")))) {
        say(k, LESS, in_language(k, "字体", "fonts"),
            in_language(k, "此处没有项目，未检查", "no project here, not looked at"),
            in_language(k, "用 -C 指定项目文件夹", "name the project folder with -C"));
        return;
    }
    HostOptions options = {.lua = o->lua, .templates = o->templates, .lua_shown = str_of(o->lua),
                           .templates_shown = str_of(o->templates), .as_of = o->as_of};
    Host *host = host_open(k->arena, &options, d);
    FontConfig config;
    if (host && host_fonts(host, &config, d))
        for (size_t i = 0; i < config.count; i++)
            look_at_role(k, &config.roles[i]);
    if (host)
        host_close(host);
}

static void look_at_hyphens(Doctor *k)
{
    bool there = file_exists(HYPHEN_FILE);
    say(k, there ? WELL : LESS, in_language(k, "英文断词词典", "English hyphenation"), HYPHEN_FILE,
        there ? "" : in_language(k, "没有安装 " HYPHEN_PACKAGE "，版式要断词时英文单词仍不断开",
                                 "not installed: " HYPHEN_PACKAGE "; English words stay whole"));
}

/* ---- the kernel, memory, disk ---- */

static bool try_confine(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    (void)i, (void)scratch, (void)payload, (void)d;
    const char *folder = self;
    return confine(NULL, 0, folder) && open("/", O_RDONLY | O_DIRECTORY) < 0;
}

static void ignore_death(void *self, size_t i, const char *zh, const char *en, Diag *d)
{
    (void)self, (void)i, (void)zh, (void)en, (void)d; /* a worker that died was not confined */
}

static void look_at_confinement(Doctor *k, const char *folder)
{
    JobResult result = {0};
    Diag ignored = diag_in(k->arena);
    Jobs jobs = {.count = 1, .workers = 1, .run = try_confine, .died = ignore_death,
                 .self = (void *)(uintptr_t)folder};
    bool good = jobs_run(k->arena, &jobs, &result, &ignored) && result.ok;
    say(k, good ? WELL : LESS, "landlock",
        good ? in_language(k, "工作进程只能读写项目的文件", "workers reach the project's files only")
             : in_language(k, "内核未启用，工作进程的文件权限不受限制",
                           "not in force; workers may reach other files"),
        "");
}

/* MemAvailable of Linux in MB, or -1. */
static long memory_available(void)
{
    long kb = -1;
    char line[128];
    FILE *f = fopen("/proc/meminfo", "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "MemAvailable: %ld kB", &kb) == 1)
            break;
    if (f)
        fclose(f);
    return kb < 0 ? -1 : kb / 1024;
}

static void say_room(Doctor *k, const char *what, long long mb, int floor)
{
    Str found = str_printf(k->arena, in_language(k, "可用 %lld MB", "%lld MB free"), mb);
    Str cure = str_printf(k->arena, in_language(k, "至少应有 %d MB", "at least %d MB are needed"), floor);
    if (mb < 0)
        say(k, LESS, what, in_language(k, "无法得知", "unknown"), "");
    else
        say(k, mb < floor ? ILL : WELL, what, found.p, mb < floor ? cure.p : "");
}

/* The nearest folder on the way to the output folder that is there: nothing is made for it. */
static const char *folder_of_output(Arena *a, const char *out)
{
    Str folder = file_folder(str_of(out));
    while (folder.n && !file_is_folder(str_c(a, folder)))
        folder = file_folder(folder);
    return folder.n ? str_c(a, folder) : *out == '/' ? "/" : ".";
}

/* What the file layer said, with its place. */
static const char *what_failed(const Doctor *k, const DiagItem *item)
{
    if (k->o->style.english)
        return str_printf(k->arena, "%.*s: %.*s", STR_ARG(item->path), STR_ARG(item->en)).p;
    return str_printf(k->arena, "%.*s：%.*s", STR_ARG(item->path), STR_ARG(item->zh)).p;
}

/* A build swaps two folders in one step: try it with two of our own. */
static void look_at_exchange(Doctor *k, const char *folder)
{
    Diag own = diag_in(k->arena);
    long pid = (long)getpid();
    const char *one = file_join(k->arena, folder, str_printf(k->arena, "kanben-doctor-%ld-1.tmp", pid));
    const char *other = file_join(k->arena, folder, str_printf(k->arena, "kanben-doctor-%ld-2.tmp", pid));
    bool good = file_make_folders(one, &own) && file_make_folders(other, &own) &&
                file_exchange(one, other, &own);
    Diag ignored = diag_in(k->arena);
    file_remove_tree(one, &ignored);
    file_remove_tree(other, &ignored);
    const char *form = in_language(k, "在 %s 写入并整体替换", "write and swap in one step in %s");
    Str what = str_printf(k->arena, form, folder);
    if (good)
        say(k, WELL, what.p, "", "");
    else
        say(k, ILL, what.p, what_failed(k, &own.items[0]),
            in_language(k, "用 -o 换一个文件夹", "choose another folder with -o"));
}

int doctor_run(Arena *a, const Options *o, Diag *d)
{
    Doctor k = {a, o, false};
    const char *folder = folder_of_output(a, o->out);
    assert(*folder);
    struct statvfs fs;
    bool known = statvfs(folder, &fs) == 0;
    look_at_libraries(&k);
    look_at_encodings(&k);
    look_at_fonts(&k, d);
    look_at_hyphens(&k);
    look_at_confinement(&k, folder);
    say_room(&k, in_language(&k, "内存", "memory"), memory_available(), MEMORY_MB);
    say_room(&k, str_printf(a, in_language(&k, "磁盘 %s", "disk %s"), folder).p,
             known ? (long long)(fs.f_bavail * (unsigned long long)fs.f_frsize >> 20) : -1, DISK_MB);
    look_at_exchange(&k, folder);
    return k.ill ? EXIT_MACHINE : options_exit(o, d);
}
