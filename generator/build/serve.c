/*
 * One thread and one loop: the web server's own descriptor, the watched folders, the words of the
 * build that runs, and the signals that end it.
 *
 * Every build goes into a new folder, a tree, with a number. The tree served is the newest that was made;
 * a page that is not in it, for its template or content has an error, comes from the last tree that was built
 * without errors. A page has the number of its tree in the address of the script that is put into
 * it; an event tells every open page the number that is served now and what the build said.
 */
#include "build/serve.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "build/embedded.h"
#include "build/jobs.h"
#include "build/watch.h"

enum {
    DEBOUNCE_MS = 100,   /* saving is several changes */
    BEAT_MS = 15000,     /* between two signs of life, which find out who has gone */
    CONNECTIONS_MOST = 128,
    CLIENTS_MOST = 32,   /* open pages that hear of builds */
    WORDS_MOST = 1 << 16 /* bytes of a build's messages that pages show */
};

static const EmbeddedFile files[] = {
#include "build/serve_files.inc"
};

typedef struct Server Server;

/* An open page that hears of builds. */
typedef struct Client {
    Server *server;
    struct MHD_Connection *connection; /* NULL: free place */
    Arena *a;
    Str pending;           /* what is being sent, */
    size_t sent;           /* and how much of it has gone */
    unsigned event, beat;  /* the last ones taken up */
    bool asleep;
} Client;

struct Server {
    Arena *a;
    Arena *request;        /* reset for each answer */
    const Options *o;
    struct MHD_Daemon *daemon;
    int port;
    const char *folder;    /* of all trees */
    unsigned tree, good;   /* served; the last without errors; 0 none yet */
    unsigned building;     /* the tree being made; 0 none */
    unsigned last;         /* number given */
    Child child;
    Buf words;             /* of the build that runs */
    Arena *words_arena, *event_arena;
    Str event_text;
    unsigned event, beat;
    Watch *watch;
    bool changed, over;
    int64_t changed_ms, beat_ms, started_ms;
    Client clients[CLIENTS_MOST];
};

/* ---- events ---- */

static void take_up(Client *c)
{
    const Server *s = c->server;
    arena_reset(c->a);
    c->sent = 0;
    c->pending = STR_NONE;
    if (c->event != s->event)
        c->pending = str_copy(c->a, s->event_text);
    else if (c->beat != s->beat)
        c->pending = STR(":\n\n"); /* a comment */
    c->event = s->event;
    c->beat = s->beat;
}

static ssize_t send_event(void *self, uint64_t position, char *bytes, size_t room)
{
    Client *c = self;
    (void)position;
    if (c->server->over)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (c->sent == c->pending.n)
        take_up(c);
    size_t n = c->pending.n - c->sent < room ? c->pending.n - c->sent : room;
    memcpy(bytes, c->pending.n ? c->pending.p + c->sent : "", n);
    c->sent += n;
    if (!n) {
        MHD_suspend_connection(c->connection);
        c->asleep = true;
    }
    return (ssize_t)n;
}

static void forget_client(void *self)
{
    Client *c = self;
    arena_close(c->a);
    *c = (Client){0};
}

static void wake_clients(Server *s)
{
    for (int i = 0; i < CLIENTS_MOST; i++) {
        Client *c = &s->clients[i];
        if (c->connection && c->asleep) {
            c->asleep = false;
            MHD_resume_connection(c->connection);
        }
    }
}

static void set_event(Server *s, Str words)
{
    arena_reset(s->event_arena);
    Buf b = buf_in(s->event_arena);
    buf_printf(&b, "retry: 1000\ndata: {\"tree\":%u,\"text\":", s->tree);
    buf_json(&b, words);
    buf_c(&b, "}\n\n");
    s->event_text = buf_view(&b);
    s->event++;
    wake_clients(s);
}

/* ---- answers ---- */

static enum MHD_Result queue(struct MHD_Connection *c, unsigned status, struct MHD_Response *r,
                             const char *type)
{
    if (!r)
        return MHD_NO;
    MHD_add_response_header(r, "Content-Type", type);
    MHD_add_response_header(r, "Cache-Control", "no-store");
    MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
    enum MHD_Result done = MHD_queue_response(c, status, r);
    MHD_destroy_response(r);
    return done;
}

static struct MHD_Response *response_of(Str bytes)
{
    return MHD_create_response_from_buffer(bytes.n, (void *)(uintptr_t)bytes.p, MHD_RESPMEM_MUST_COPY);
}

static enum MHD_Result refuse(struct MHD_Connection *c, unsigned status, const char *words)
{
    struct MHD_Response *r = response_of(str_of(words));
    if (r && status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(r, "Allow", "GET, HEAD");
    return queue(c, status, r, "text/plain; charset=utf-8");
}

static const char *type_of(Str path)
{
    static const char *const types[][2] = {
        {".html", "text/html; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"}, {".json", "application/json"},
        {".xml", "application/xml"}, {".txt", "text/plain; charset=utf-8"}, {".csv", "text/csv; charset=utf-8"},
        {".svg", "image/svg+xml"}, {".png", "image/png"}, {".webp", "image/webp"}, {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"},
        {".pdf", "application/pdf"}, {".woff2", "font/woff2"}, {".ico", "image/x-icon"}, {".webmanifest", "application/manifest+json"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends(path, str_of(types[i][0])))
            return types[i][1];
    return "application/octet-stream";
}

/* The page with the script before its end; one for what is not found gets its own folder as base,
 * for its addresses are relative to where it stands. */
static Str with_script(const Server *s, Str page, Str base)
{
    Str head = STR("<head>"), body = STR("</body>");
    size_t at = str_find(page, head, 0), end = str_find(page, body, 0);
    at = base.n && at < page.n ? at + head.n : 0;
    end = end < at ? at : end;
    Buf b = buf_in(s->request);
    buf_str(&b, str_slice(page, 0, at));
    if (at)
        buf_printf(&b, "<base href=\"/%.*s\">", STR_ARG(base));
    buf_str(&b, str_slice(page, at, end));
    buf_printf(&b, "<script src=\"/.kanben/reload.js?tree=%u\"></script>", s->tree);
    buf_str(&b, str_slice(page, end, page.n));
    return buf_view(&b);
}

static enum MHD_Result send_page(Server *s, struct MHD_Connection *c, unsigned status, Str path, Str bytes,
                                 Str base)
{
    const char *type = type_of(path);
    bool page = strncmp(type, "text/html", 9) == 0;
    return queue(c, status, response_of(page ? with_script(s, bytes, base) : bytes), type);
}

/* Where a path is: in the tree that is served, else in the last good one; NULL nowhere. */
static const char *find_path(const Server *s, Str path)
{
    const unsigned trees[] = {s->tree, s->good};
    for (int i = 0; i < 2; i++) {
        Str below = str_printf(s->request, "%u/%.*s", trees[i], STR_ARG(path));
        const char *full = file_join(s->request, s->folder, below);
        if (trees[i] && file_exists(full))
            return full;
    }
    return NULL;
}

static bool read_path(const Server *s, Str path, Str *bytes)
{
    const char *full = find_path(s, path);
    Diag ignored = diag_in(s->request);
    return full && !file_is_folder(full) && file_bytes(s->request, full, bytes, &ignored);
}

/* The site's own page for it, the nearest on the way up. */
static enum MHD_Result send_missing(Server *s, struct MHD_Connection *c, Str path)
{
    for (Str folder = file_folder(path); folder.n; folder = file_folder(folder)) {
        Str own = str_printf(s->request, "%.*s/404.html", STR_ARG(folder)), bytes;
        if (read_path(s, own, &bytes))
            return send_page(s, c, MHD_HTTP_NOT_FOUND, own, bytes,
                             str_printf(s->request, "%.*s/", STR_ARG(folder)));
    }
    Str page = str_printf(s->request, "<!DOCTYPE html><meta charset=\"utf-8\"><title>404</title><p>%s</p></body>",
                          s->tree ? "没有这个页面 not found" : "还没有生成 nothing built yet");
    return send_page(s, c, MHD_HTTP_NOT_FOUND, STR(".html"), page, STR_NONE);
}

/* A path of plain names: no part that is empty, "." or "..", or hidden, no backslash or control. */
static bool is_plain(Str path)
{
    Str part;
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] < ' ' || path.p[i] == '\\')
            return false;
    while (path.n) {
        bool cut = str_split(&path, '/', &part);
        if (!cut || !part.n || *part.p == '.')
            return false;
    }
    return true;
}

static enum MHD_Result redirect(Server *s, struct MHD_Connection *c, Str path)
{
    Buf b = buf_in(s->request);
    buf_byte(&b, '/');
    for (size_t i = 0; i < path.n; i++) {
        unsigned char byte = (unsigned char)path.p[i];
        bool plain = byte > ' ' && byte < 0x7f && !strchr("%?#\"<>\\", byte);
        buf_printf(&b, plain ? "%c" : "%%%02X", byte);
    }
    buf_c(&b, "/");
    buf_byte(&b, '\0');
    struct MHD_Response *r = response_of(STR_NONE);
    if (r)
        MHD_add_response_header(r, "Location", b.p);
    return queue(c, MHD_HTTP_FOUND, r, "text/plain");
}

static enum MHD_Result send_path(Server *s, struct MHD_Connection *c, Str path)
{
    Str bytes;
    bool folder = !path.n || str_ends(path, STR("/"));
    Str name = folder && path.n ? str_slice(path, 0, path.n - 1) : path;
    if (!is_plain(name))
        return send_missing(s, c, STR_NONE);
    if (!path.n)
        return find_path(s, STR("site")) ? redirect(s, c, STR("site")) : send_missing(s, c, path);
    Str file = folder ? str_printf(s->request, "%.*sindex.html", STR_ARG(path)) : path;
    if (read_path(s, file, &bytes))
        return send_page(s, c, MHD_HTTP_OK, file, bytes, STR_NONE);
    const char *full = folder ? NULL : find_path(s, name);
    return full && file_is_folder(full) ? redirect(s, c, name) : send_missing(s, c, path);
}

static enum MHD_Result send_events(Server *s, struct MHD_Connection *connection)
{
    Client *c = s->clients;
    while (c < s->clients + CLIENTS_MOST && c->connection)
        c++;
    if (c == s->clients + CLIENTS_MOST)
        return refuse(connection, MHD_HTTP_SERVICE_UNAVAILABLE, "too many\n");
    *c = (Client){.server = s, .connection = connection, .a = arena_open(), .beat = s->beat};
    enum { BLOCK = 4096 };
    struct MHD_Response *r =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, send_event, c, forget_client);
    return queue(connection, MHD_HTTP_OK, r, "text/event-stream");
}

static enum MHD_Result send_own(Server *s, struct MHD_Connection *c, Str name, bool head)
{
    if (str_equal(name, STR("events")) && !head)
        return send_events(s, c);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (str_equal(name, str_of(files[i].path)))
            return queue(c, MHD_HTTP_OK, response_of((Str){files[i].bytes, files[i].length}), type_of(name));
    return send_missing(s, c, STR_NONE);
}

/* 127.0.0.1 or localhost, with our port. */
static bool is_our_name(const Server *s, const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost"};
    for (int i = 0; host && i < 2; i++) {
        Str with_port = str_printf(s->request, "%s:%d", names[i], s->port);
        if (strcasecmp(host, with_port.p) == 0 || (s->port == 80 && strcasecmp(host, names[i]) == 0))
            return true;
    }
    return false;
}

static enum MHD_Result answer(void *self, struct MHD_Connection *c, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **state)
{
    Server *s = self;
    (void)version, (void)upload, (void)upload_size, (void)state;
    arena_reset(s->request);
    bool head = strcmp(method, "HEAD") == 0;
    Str own = STR("/.kanben/"), path = str_of(url);
    if (!is_our_name(s, MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Host")))
        return refuse(c, MHD_HTTP_FORBIDDEN, "this host name is not served here\n");
    if (!head && strcmp(method, "GET") != 0)
        return refuse(c, MHD_HTTP_METHOD_NOT_ALLOWED, "GET and HEAD only\n");
    if (str_starts(path, own))
        return send_own(s, c, str_slice(path, own.n, path.n), head);
    return send_path(s, c, str_slice(path, 1, path.n));
}

/* ---- builds ---- */

static const char *tree_path(const Server *s, unsigned tree)
{
    return file_join(s->a, s->folder, str_printf(s->a, "%u", tree));
}

static void drop_tree(Server *s, unsigned tree)
{
    Diag ignored = diag_in(s->request); /* all goes with the folder at the end */
    if (tree && tree != s->tree && tree != s->good)
        file_remove_tree(tree_path(s, tree), &ignored);
}

static const char *date_of(Arena *a, int64_t days)
{
    time_t seconds = (time_t)(days * 86400);
    struct tm t;
    char text[32];
    gmtime_r(&seconds, &t);
    strftime(text, sizeof text, "%Y-%m-%d", &t);
    return str_copy(a, str_of(text)).p;
}

static void start_build(Server *s)
{
    const Options *o = s->o;
    arena_reset(s->words_arena);
    s->words = buf_in(s->words_arena);
    s->changed = false;
    s->started_ms = clock_ms();
    s->building = ++s->last;
    const char *argv[24] = {"kanben", "build", "--draft", "--quiet", "-C", o->project, "--content", o->content,
                            "--templates", o->templates, "--lua", o->lua, "-o", tree_path(s, s->building),
                            "-j", str_printf(s->words_arena, "%d", o->workers).p, "--as-of",
                            date_of(s->words_arena, o->as_of), "--lang", o->style.english ? "en" : "zh"};
    size_t n = 20;
    if (o->print != PRINT_AS_DESIGNED) {
        argv[n++] = "--print";
        argv[n++] = o->print == PRINT_PRESS ? "press" : "screen";
    }
    if (o->only) {
        argv[n++] = "--only";
        argv[n] = o->only;
    }
    if (!jobs_start(argv, &s->child)) {
        set_event(s, STR("无法启动构建进程 the build could not be started"));
        s->building = 0;
    }
}

static void finish_build(Server *s)
{
    int code = jobs_wait(&s->child);
    unsigned made = s->building, old = s->tree, old_good = s->good;
    s->building = 0;
    if (code < 0)
        buf_c(&s->words, "构建进程意外结束 the build ended unexpectedly\n");
    if (file_is_folder(tree_path(s, made)))
        s->tree = made;
    if (s->tree == made && (code == EXIT_CLEAN || code == EXIT_STRICT))
        s->good = made;
    drop_tree(s, old);
    drop_tree(s, old_good);
    fwrite(s->words.p ? s->words.p : "", 1, s->words.n, stderr);
    if (!s->o->quiet)
        printf(s->o->style.english ? "%s in %.2f s\n" : "%s，%.2f 秒\n",
               s->tree != made ? (s->o->style.english ? "not built" : "没有生成")
                               : (s->o->style.english ? "built" : "已生成"),
               (double)(clock_ms() - s->started_ms) / 1000);
    fflush(stdout);
    set_event(s, str_slice(buf_view(&s->words), 0, WORDS_MOST));
}

static void hear_build(Server *s)
{
    buf_reserve(&s->words, 4096);
    ssize_t n = read(s->child.words, s->words.p + s->words.n, 4096);
    if (n > 0)
        s->words.n += (size_t)n;
    else if (n == 0 || errno != EINTR)
        finish_build(s);
}

/* ---- the loop ---- */

static int64_t soonest(const Server *s)
{
    int64_t now = clock_ms(), until = s->beat_ms + BEAT_MS;
    if (s->changed && !s->building && s->changed_ms + DEBOUNCE_MS < until)
        until = s->changed_ms + DEBOUNCE_MS;
    MHD_UNSIGNED_LONG_LONG wait;
    if (MHD_get_timeout(s->daemon, &wait) == MHD_YES && now + (int64_t)wait < until)
        until = now + (int64_t)wait;
    return until > now ? until - now : 0;
}

static void do_what_is_due(Server *s)
{
    int64_t now = clock_ms();
    if (s->changed && !s->building && now >= s->changed_ms + DEBOUNCE_MS)
        start_build(s);
    if (now >= s->beat_ms + BEAT_MS) {
        s->beat_ms = now;
        s->beat++;
        wake_clients(s);
    }
}

static void loop(Server *s, int signals)
{
    int web = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    while (!s->over) {
        struct pollfd fds[] = {{.fd = signals, .events = POLLIN},
                               {.fd = web, .events = POLLIN},
                               {.fd = watch_descriptor(s->watch), .events = POLLIN},
                               {.fd = s->building ? s->child.words : -1, .events = POLLIN}};
        if (poll(fds, sizeof fds / sizeof *fds, (int)soonest(s)) < 0 && errno != EINTR)
            break;
        s->over = fds[0].revents != 0;
        if (fds[2].revents && watch_take(s->watch)) {
            s->changed = true;
            s->changed_ms = clock_ms();
        }
        if (fds[3].revents)
            hear_build(s);
        do_what_is_due(s);
        MHD_run(s->daemon);
    }
}

/* ---- start and end ---- */

static bool start_daemon(Server *s, Diag *d)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)s->o->port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    errno = 0;
    s->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, (uint16_t)s->o->port, NULL, NULL,
                                 answer, s, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT,
                                 (unsigned)CONNECTIONS_MOST, MHD_OPTION_END);
    if (!s->daemon) {
        bool taken = errno == EADDRINUSE;
        diag_error(d, "port", ((Pos){0}), taken ? "端口 %d 已被占用" : "不能在端口 %d 上提供服务",
                   taken ? "port %d is taken" : "port %d cannot be served", s->o->port);
        diag_hint(d, "用 --port 换一个，如 --port 8081", "choose another with --port, such as --port 8081");
        return false;
    }
    s->port = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    assert(s->port > 0);
    return true;
}

static bool make_folder(Server *s, Diag *d)
{
    const char *where = getenv("TMPDIR");
    char *pattern = (char *)file_join(s->a, where && *where ? where : "/tmp", STR("kanben-serve-XXXXXX"));
    s->folder = mkdtemp(pattern);
    if (!s->folder)
        diag_error(d, "io", ((Pos){0}), "不能建立临时文件夹 %s（%s）",
                   "no temporary folder %s can be made (%s)", pattern, strerror(errno));
    return s->folder != NULL;
}

static void stop(Server *s)
{
    s->over = true;
    if (s->building)
        jobs_stop(&s->child);
    wake_clients(s);
    MHD_run(s->daemon);
    MHD_stop_daemon(s->daemon);
    Diag ignored = diag_in(s->a); /* what is left lies among the temporary files */
    file_remove_tree(s->folder, &ignored);
    watch_close(s->watch);
}

/* The signals that end the loop, as a descriptor. */
static int open_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int serve_run(Arena *a, const Options *o, Diag *d)
{
    const char *roots[] = {o->content, o->templates, o->lua};
    Server *s = arena_new(a, Server);
    *s = (Server){.a = a, .request = arena_open(), .o = o, .words_arena = arena_open(),
                  .event_arena = arena_open(), .beat_ms = clock_ms()};
    int signals = open_signals();
    if (signals >= 0 && start_daemon(s, d)) {
        s->watch = watch_open(a, roots, sizeof roots / sizeof *roots, d);
        if (s->watch && make_folder(s, d)) {
            printf("http://127.0.0.1:%d/   %s\n", s->port, o->style.english ? "Ctrl-C ends it" : "按 Ctrl-C 结束");
            fflush(stdout);
            start_build(s);
            loop(s, signals);
            stop(s);
        }
    }
    arena_close(s->event_arena);
    arena_close(s->words_arena);
    arena_close(s->request);
    return options_exit(o, d);
}
