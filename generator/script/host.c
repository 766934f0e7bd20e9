/*
 * The Lua state, its limits, and how its failures become messages.
 *
 * Three limits end a script. Steps: a count hook every thousand instructions; once the budget is
 * gone the hook stays on every instruction, so that a script cannot catch the error and go on. A hook makes
 * every instruction dearer (a quarter of all time in a county's tables), and nearly all calls are over in a
 * moment: so it is set only when one has run for a while, by a timer of the process's own time.
 * Memory: the allocator refuses beyond a cap, Lua collects and asks again, and only then fails. Depth: Lua's own
 * 200 C levels. Functions in C that could run long (patterns, rep, sort keys) spend steps themselves.
 *
 * The garbage collector rests while a page runs; it runs when memory is short, and between jobs when much has
 * gathered. What there is when all is planned is old from then on: a collection looks at what came after, or it would
 * walk through the frozen site for every few hundred pages, and in each worker make a copy of it all by its marks.
 */
#include "script/host.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/file.h"
#include "read/encoding.h"
#include "script/host_imp.h"
#include "script/template.h"
#include "text/unicode.h"

Host *host_of(lua_State *L)
{
    return *(Host **)lua_getextraspace(L);
}

/* ---- where a script is ---- */

static Pos place_of(const Host *h, const lua_Debug *ar)
{
    const char *name = ar->source[0] == '@' ? ar->source + 1 : ar->source;
    return (Pos){map_find(&h->sources, str_of(name)), (uint32_t)ar->currentline, 0};
}

Pos host_where(lua_State *L, int level)
{
    lua_Debug ar;
    for (; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline > 0)
            return place_of(host_of(L), &ar);
    }
    return (Pos){0};
}

static void note_chain(lua_State *L, Failure *f, Arena *a)
{
    enum { SHOWN = 6 };
    Buf b = buf_in(a);
    lua_Debug ar;
    int shown = 0;
    for (int level = 0; shown < SHOWN && lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline <= 0)
            continue;
        buf_printf(&b, "%s%s:%d", shown++ ? " ← " : "", ar.source + (ar.source[0] == '@'),
                   ar.currentline);
    }
    f->chain = shown > 1 ? buf_view(&b) : STR_NONE;
}

/* Keep where the script is; called where the error arises, also from the allocator. */
static void note_place(lua_State *L)
{
    Host *h = host_of(L);
    Pos pos = host_where(L, 0);
    if (pos.source && !h->failure.message.n) /* else the stack is being unwound */
        h->failure = (Failure){.source = pos.source, .line = pos.line};
}

/* ---- limits ---- */

static void *allocate(void *self, void *p, size_t old, size_t size)
{
    Host *h = self;
    size_t before = p ? old : 0; /* for a new block Lua passes its kind in old */
    assert(before <= h->memory);
    if (size > before && h->memory - before + size > h->memory_most) {
        if (h->L)
            note_place(h->L);
        return NULL;
    }
    void *q = pool_resize(&h->pool, p, before, size);
    if (q || !size)
        h->memory += size - before;
    return q;
}

static void hook(lua_State *L, lua_Debug *ar);

static const char too_long[] = "运行步数超过上限，可能是不会结束的循环\x1f"
                               "too many steps: a loop that may never end";
static const char too_much[] = "脚本占用的内存超过上限\x1fthe script uses too much memory";

static void stop(lua_State *L, Host *h, const char *words)
{
    lua_sethook(L, hook, LUA_MASKCOUNT, 1); /* from here on every instruction ends in this error */
    h->stopped = words;
    note_place(L);
    lua_pushstring(L, words);
    lua_error(L);
}

static void hook(lua_State *L, lua_Debug *ar)
{
    Host *h = host_of(L);
    (void)ar;
    h->steps -= HOST_HOOK_EVERY;
    if (h->stopped)
        stop(L, h, h->stopped);
    if (h->steps <= 0)
        stop(L, h, too_long);
}

/* As long as a hook is set, Lua makes a call at every instruction to see whether it is due. So steps are
 * counted only from where a call is heard twice by a timer: most never are. */
enum { WATCH_EVERY = 250000 }; /* microseconds of the process; a call goes uncounted for twice that at most */

/* Whether the process's timer is set: it does not go along when that forks. */
static bool timed;

static void forget_timer(void)
{
    timed = false;
}

/* Whose script runs, the number of its call, the number that the timer heard last, and the last number given. */
static Host *volatile running;
static volatile unsigned call, heard;
static unsigned calls;

/* The call that another was made in: it runs on when that has ended. */
typedef struct Watch {
    Host *running;
    unsigned call;
} Watch;

/* Who is to know that scripts go on, and the steps that the timer saw last. */
static void (*heartbeat)(void);
static volatile int64_t steps_seen;

/* A hook may be set at any moment: Lua looks for one at its next call or jump back. */
static void on_timer(int signal)
{
    (void)signal;
    bool goes_on = running && (heard != call || running->steps != steps_seen);
    if (running && heard == call)
        lua_sethook(running->L, hook, LUA_MASKCOUNT, HOST_HOOK_EVERY);
    heard = call;
    steps_seen = running ? running->steps : 0;
    if (goes_on && heartbeat)
        heartbeat();
}

void host_heartbeat(void (*beat)(void))
{
    heartbeat = beat;
}

static Watch begin_watch(Host *h)
{
    static const struct timeval often = {.tv_usec = WATCH_EVERY};
    Watch outer = {running, call};
    call = ++calls;
    running = h;
    if (!timed) {
        timed = true;
        setitimer(ITIMER_VIRTUAL, &(struct itimerval){often, often}, NULL);
    }
    return outer;
}

static void end_watch(Host *h, Watch outer)
{
    running = outer.running;
    call = outer.call;
    lua_sethook(h->L, NULL, 0, 0);
}

void host_spend(lua_State *L, size_t steps)
{
    Host *h = host_of(L);
    h->steps -= steps > INT32_MAX ? INT32_MAX : (int64_t)steps;
    if (h->steps <= 0)
        stop(L, h, too_long);
}

void host_charge(lua_State *L, size_t bytes)
{
    Host *h = host_of(L);
    h->made += bytes;
    if (h->made > h->made_most)
        stop(L, h, too_much);
    host_spend(L, bytes / 16);
}

HostLimits host_plan_limits(const Host *h)
{
    int64_t rows = h->site ? (int64_t)site_rows(h->site) : 0;
    return (HostLimits){HOST_PLAN_STEPS + rows * HOST_ROW_STEPS, HOST_PLAN_MEMORY + (size_t)rows * 20000};
}

/* ---- failures ---- */

int host_fail(lua_State *L, const char *zh, const char *en, ...)
{
    Host *h = host_of(L);
    ArenaMark mark = arena_mark(h->job);
    Buf b = buf_in(h->job);
    va_list args, again;
    va_start(args, en);
    va_copy(again, args);
    buf_vprintf(&b, zh, args);
    buf_byte(&b, '\x1f');
    buf_vprintf(&b, en, again);
    va_end(again);
    va_end(args);
    lua_pushlstring(L, b.p, b.n);
    arena_release(h->job, mark);
    return lua_error(L);
}

/* The "file:line: " that Lua puts before a message, when it names the frame at level. */
static bool cut_prefix(lua_State *L, int level, Str *message, Pos *pos)
{
    lua_Debug ar;
    if (!lua_getstack(L, level, &ar))
        return false;
    lua_getinfo(L, "Sl", &ar);
    char prefix[LUA_IDSIZE + 24];
    int n = snprintf(prefix, sizeof prefix, "%s:%d: ", ar.short_src, ar.currentline);
    if (ar.currentline <= 0 || !str_starts(*message, (Str){prefix, (size_t)n}))
        return false;
    *message = str_slice(*message, (size_t)n, message->n);
    *pos = place_of(host_of(L), &ar);
    return true;
}

/* The message handler: runs where the error arose, with the stack still standing. */
static int on_error(lua_State *L)
{
    enum { LEVELS = 12 };
    Host *h = host_of(L);
    Str message = STR("脚本抛出的错误不是文字\x1fthe script raised an error that is no text");
    if (lua_type(L, 1) == LUA_TSTRING) {
        message.p = lua_tolstring(L, 1, &message.n);
    }
    Pos pos = host_where(L, 0);
    for (int level = 0; level < LEVELS; level++)
        if (cut_prefix(L, level, &message, &pos))
            break;
    if (!h->stopped || !h->failure.source)
        h->failure = (Failure){.source = pos.source, .line = pos.line};
    h->failure.message = str_copy(h->diag->arena, str_slice(message, 0, 2000));
    note_chain(L, &h->failure, h->diag->arena);
    return 1;
}

/* What people who do not read Lua's English need to hear. */
static void hint_for(Diag *d, const Failure *f)
{
    Str nil = STR("a nil value"), m = f->message;
    if (str_find(m, nil, 0) < m.n)
        diag_hint(d, "引号或括号中所指的名称此处没有值（nil）%s%.*s", "that name has no value here (nil)%s%.*s",
                  f->chain.n ? "；调用经过：" : "", STR_ARG(f->chain));
    else if (f->chain.n)
        diag_hint(d, "调用经过：%s%.*s", "called by way of: %s%.*s", "", STR_ARG(f->chain));
    else
        host_hint_running(d, m);
}

static void report(Host *h, const char *code, Diag *d)
{
    Failure *f = &h->failure;
    Pos pos = {f->source, f->line, 0};
    size_t cut = str_find(f->message, STR("\x1f"), 0);
    bool ours = cut < f->message.n;
    Str zh = str_slice(f->message, 0, cut), en = ours ? str_slice(f->message, cut + 1, f->message.n) : zh;
    Str zh_full = ours ? zh : str_printf(d->arena, "脚本出错：%.*s", STR_ARG(host_chinese(d->arena, zh)));
    diag_words(d, DIAG_ERROR, code, pos, zh_full, en);
    hint_for(d, f);
    h->failure = (Failure){0};
}

static void out_of_memory(Host *h, Arena *a)
{
    h->stopped = too_much;
    h->failure.message = str_copy(a, str_of(too_much));
}

bool host_call(Host *h, int nargs, int nresults, HostLimits limits, const char *code, Diag *d)
{
    lua_State *L = h->L;
    int base = lua_gettop(L) - nargs;
    assert(base >= 1 && lua_type(L, base) == LUA_TFUNCTION && limits.steps > 0);
    Diag *outer = h->diag;
    h->diag = d;
    h->stopped = NULL;
    h->failure = (Failure){0};
    h->steps = limits.steps;
    h->made = 0;
    h->made_most = limits.memory;
    h->memory_most = h->memory + limits.memory;
    lua_pushcfunction(L, on_error);
    lua_insert(L, base);
    Watch outer_call = begin_watch(h);
    int status = lua_pcall(L, nargs, nresults, base);
    end_watch(h, outer_call);
    h->memory_most = SIZE_MAX / 2;
    h->stopped = NULL;
    lua_remove(L, base);
    if (status != LUA_OK) {
        if (status == LUA_ERRMEM)
            out_of_memory(h, d->arena);
        else if (!h->failure.message.n)
            h->failure.message = str_copy(d->arena, STR("处理错误时又出错\x1f" "error while handling an error"));
        h->stopped = NULL;
        report(h, code, d);
        lua_settop(L, base - 1);
    }
    h->diag = outer;
    return status == LUA_OK;
}

bool host_try(lua_State *L, int nargs, const char *code)
{
    Host *h = host_of(L);
    int base = lua_gettop(L) - nargs;
    Visibility may_see = h->may_see;
    lua_pushcfunction(L, on_error);
    lua_insert(L, base);
    int status = lua_pcall(L, nargs, 0, base);
    lua_remove(L, base);
    h->may_see = may_see;
    if (status == LUA_OK)
        return true;
    if (status == LUA_ERRMEM || h->stopped)
        lua_error(L);
    lua_pop(L, 1);
    report(h, code, h->diag);
    return false;
}

/* pcall for scripts: what ends a script for good passes through it. */
int host_pcall(lua_State *L)
{
    Host *h = host_of(L);
    enum { COST = 40 }; /* of a call caught, in steps: catching an error takes as long */
    luaL_checkany(L, 1);
    host_spend(L, COST);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    Visibility may_see = h->may_see;
    int status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
    h->may_see = may_see;
    if (status == LUA_OK && !h->stopped)
        return lua_gettop(L);
    if (status == LUA_ERRMEM || h->stopped) {
        if (status == LUA_ERRMEM) {
            enum { MESSAGE_ROOM = 1 << 20 }; /* or the message would be collected for again */
            h->memory_most += MESSAGE_ROOM;
            h->stopped = too_much;
            lua_pushstring(L, too_much);
        }
        return lua_error(L);
    }
    if (lua_type(L, -1) == LUA_TSTRING) { /* scripts see the Chinese half */
        const char *message = lua_tostring(L, -1), *cut = strchr(message, '\x1f');
        if (cut) {
            lua_pushlstring(L, message, (size_t)(cut - message));
            lua_replace(L, -2);
        }
    }
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

/* ---- sources ---- */

static Str shown_path(const Host *h, bool template, Str path)
{
    Str folder = template ? h->o.templates_shown : h->o.lua_shown;
    return folder.n ? str_printf(h->a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(path)) : path;
}

const Source *host_source(Host *h, bool template, Str path, Diag *d)
{
    Str shown = shown_path(h, template, path);
    void **known = map_at(&h->sources, shown);
    if (*known)
        return *known;
    const char *folder = template ? h->o.templates : h->o.lua;
    Encoding encoding = ENCODING_UTF8;
    const Source *source = encoding_read(h->a, file_join(h->a, folder, path), shown, &encoding, d);
    if (source && source->text.n > HOST_SOURCE_MOST) {
        diag_error(d, "script-size", ((Pos){source, 0, 0}), "脚本超过%d KB", "the script is larger than %d KB",
                   HOST_SOURCE_MOST >> 10);
        source = NULL;
    }
    *known = (void *)(uintptr_t)source;
    return source;
}

static bool has(Str message, const char *part)
{
    return str_find(message, str_of(part), 0) < message.n;
}

/* The number behind "at line " in Lua's message; 0: none. */
static uint32_t line_named(Str message)
{
    Str before = STR("at line ");
    uint32_t line = 0;
    for (size_t i = str_find(message, before, 0) + before.n; i < message.n && unicode_is_ascii_digit((unsigned char)message.p[i]); i++)
        line = line * 10 + (uint32_t)(message.p[i] - '0');
    return line;
}

/*
 * What Lua missed at the end of the text, or of a function that a template is made into: "'end' expected (to close 'for' at
 * line 3) near <eof>". Nothing is wrong there, so it is told where that was opened. No until is missed but at such an end.
 */
static bool report_open(const Source *source, Str message, Diag *d)
{
    Str close = STR(" (to close '");
    size_t at = str_find(message, close, 0), opened = at + close.n;
    Str token = str_slice(message, 1, str_find(message, STR("' expected"), 0));
    if (at == message.n || (!has(message, "near <eof>") && !has(message, "near 'until'") && !str_equal(token, STR("until"))))
        return false;
    diag_error(d, "script-syntax", ((Pos){source, line_named(message), 0}), "脚本写法有误：这里的 %.*s 没有与它相配的 %.*s",
               "syntax error: this %.*s has no %.*s of its own", STR_ARG(str_slice(message, opened, str_find(message, STR("'"), opened))), STR_ARG(token));
    return true;
}

/* Where a syntax error is: the first ":<line>: " of Lua's message. */
static void report_syntax(Host *h, const Source *source, Diag *d)
{
    Str message;
    message.p = lua_tolstring(h->L, -1, &message.n);
    uint32_t line = 0;
    size_t at = str_find(message, STR(":"), 0);
    for (; at < message.n && !line; at = str_find(message, STR(":"), at + 1)) {
        size_t i = at + 1;
        while (i < message.n && message.p[i] >= '0' && message.p[i] <= '9')
            line = line * 10 + (uint32_t)(message.p[i++] - '0');
        if (i == at + 1 || i >= message.n || message.p[i] != ':')
            line = 0;
        else
            message = str_trim(str_slice(message, i + 1, message.n));
    }
    if (!has(message, "(to close") && line_named(message)) /* break outside a loop, a label that is missing */
        line = line_named(message);
    if (!report_open(source, message, d))
        diag_error(d, "script-syntax", ((Pos){source, line, 0}), "脚本写法有误：%.*s", "syntax error: %.*s",
                   STR_ARG(message));
    host_hint_syntax(d, message);
}

/* Variables that run code when they go out of scope are where this Lua has unfixed faults. */
static bool has_close(Str text, const Source *source, Diag *d)
{
    for (size_t at = str_find(text, STR("<"), 0); at < text.n; at = str_find(text, STR("<"), at + 1)) {
        Str word = str_trim(str_slice(text, at + 1, str_find(text, STR(">"), at)));
        if (!str_equal(word, STR("close")))
            continue;
        diag_error(d, "script-syntax", source_pos(source, at < source->text.n ? at : 0),
                   "不能使用 <close> 变量", "<close> variables are not available");
        return true;
    }
    return false;
}

/* Push the chunk, or false and Lua's message. */
static bool compiles(Host *h, Str text, const Source *source)
{
    Str name = str_printf(h->a, "@%.*s", STR_ARG(source->path));
    return luaL_loadbufferx(h->L, text.p ? text.p : "", text.n, str_c(h->a, name), "t") == LUA_OK;
}

bool host_load(Host *h, Str text, const Source *source, Diag *d)
{
    if (has_close(text, source, d))
        return false;
    if (compiles(h, text, source))
        return true;
    report_syntax(h, source, d);
    lua_pop(h->L, 1);
    return false;
}

/* Whether the probe, whose message is on top of the template's own, found an end that is missing or too many. */
static bool probe_tells(lua_State *L)
{
    Str own, probe;
    own.p = lua_tolstring(L, -2, &own.n);
    probe.p = lua_tolstring(L, -1, &probe.n);
    if (has(own, "'until'")) /* the author's own */
        return false;
    size_t missed = str_find(probe, STR("'until' expected"), 0);
    if (missed == probe.n || !has(probe, "near 'end'"))
        return has(probe, "near 'until'");
    luaL_gsub(L, probe.p, probe.p + missed, "<eof> expected near 'end'"); /* as of one too many in a script */
    lua_remove(L, -2);
    return true;
}

bool host_load_template(Host *h, Str lua, const Source *source, Diag *d)
{
    if (has_close(lua, source, d))
        return false;
    if (compiles(h, lua, source))
        return true;
    if (!compiles(h, template_probe(h->job, source), source) && probe_tells(h->L))
        lua_remove(h->L, -2);
    else
        lua_pop(h->L, 1);
    report_syntax(h, source, d);
    lua_pop(h->L, 1);
    return false;
}

/* ---- life ---- */

static int open_all(lua_State *L)
{
    sandbox_open(L);
    node_open(L);
    markup_open(L);
    made_open(L);
    page_picture_open(L);
    render_open(L);
    bind_open(host_of(L));
    audience_open(L);
    return 0;
}

static bool folder_missing(const char *folder, Diag *d)
{
    if (file_is_folder(folder))
        return false;
    diag_error(d, "io", ((Pos){0}), "没有这个文件夹：%s", "no such folder: %s", folder);
    diag_hint(d, "在项目文件夹（里面有 content、lua、templates）里运行，或用 -C 指出它在哪里；新建一个：kanben init 名称",
              "run it in the project's folder, where content, lua and templates are, or say where that is with -C; for a new one: kanben init NAME");
    return true;
}

Host *host_open(Arena *a, const HostOptions *o, Diag *d)
{
    if (folder_missing(o->lua, d))
        return NULL;
    Host *h = arena_new(a, Host);
    *h = (Host){.a = a, .o = *o, .job = a, .diag = d, .memory_most = SIZE_MAX / 2,
                .home = getpid(), .sources = map_in(a), .templates = map_in(a), .styles = styles_in(a), .outputs = map_in(a), .blamed = map_in(a)};
    if (o->record)
        reads_open(h);
    lua_State *L = lua_newstate(allocate, h);
    assert(L);
    h->L = L;
    *(Host **)lua_getextraspace(L) = h;
    sigaction(SIGVTALRM, &(struct sigaction){.sa_handler = on_timer, .sa_flags = SA_RESTART}, NULL);
    static bool watched; /* a process may open several, one after the other */
    if (!watched)
        watched = pthread_atfork(NULL, NULL, forget_timer) == 0;
    assert(watched);
    lua_gc(L, LUA_GCINC, 1000, 100, 13);
    lua_pushcfunction(L, open_all);
    HostLimits limits = {HOST_PLAN_STEPS, HOST_PLAN_MEMORY};
    return host_call(h, 0, 0, limits, "script", d) ? h : NULL;
}

void host_begin_job(Host *h, Arena *a, Diag *d)
{
    /* gathered since the plan, then collected between jobs: as little as the caches hold, for each page of memory that is new costs as much as
     * a look through it; more where many short ones leave it: a part of tables */
    enum { GARBAGE_MOST = 2 << 20, GARBAGE_OF_PARTS = 32 << 20 };
    size_t most = h->making ? GARBAGE_OF_PARTS : GARBAGE_MOST;
    assert(a && d && !h->out);
    h->job = a;
    h->job_number++;
    h->diag = d;
    h->may_see = VISIBLE_PUBLIC; /* until somebody knows that it may see more */
    reads_begin(h);
    memset(h->ready, 0, sizeof h->ready);
    h->stretches = (HtmlStretches){.arena = a};
    h->shown = map_in(a);
    h->bodies = map_in(a);
    h->pictures = 0;
    h->round = ROUND_FIRST;
    bind_begin_job(h->L);
    if (h->memory > h->memory_kept + most) {
        if (h->aged)
            lua_gc(h->L, LUA_GCSTEP, 0); /* of what is young */
        else
            lua_gc(h->L, LUA_GCCOLLECT);
        h->memory_kept = h->memory;
    }
}

void host_age(Host *h)
{
    lua_gc(h->L, LUA_GCGEN, 0, 0);
    h->memory_kept = h->memory;
    h->aged = true;
}

void host_use_cache(Host *h, Cache *cache)
{
    h->cache = cache;
}

bool host_worker(Host *h, Diag *d)
{
    lua_gc(h->L, LUA_GCSTOP);
    h->memory_kept = h->memory;
    if (h->home != getpid())
        pool_leave(&h->pool);
    if (h->home == getpid()) /* works as a worker would, for kanben why */
        store_close(h->store);
    h->store = NULL; /* the parent's connection is not for use after a fork, nor to be closed */
    if (h->frozen)
        h->store = store_open(h->a, site_store(h->site), d);
    return h->store != NULL;
}

void host_close(Host *h)
{
    store_close(h->store);
    arena_close(h->plain_arena);
    reads_close(h);
    pool_close(&h->pool); /* nothing of a script is to be told that it ends: __gc and __close are refused */
}
