/*
 * runner: text cases.
 *
 *     runner KANBEN FILE.cases...
 *
 * A .cases file holds cases:
 *
 *     == name of the case
 *     $ kanben dump html a.md        the command, run by sh in a new empty folder; several
 *                                    "$" lines make one script; $ROOT is the checkout
 *     @@ a.md                        a file made before it runs: the lines up to the next mark
 *     **重点**
 *     << the standard input          (all marks: two signs, a space, free words; @@ a path)
 *     >> standard output must be     lines up to the next mark
 *     <p><strong>重点</strong></p>
 *     !! standard error must be      without it nothing may be printed there
 *     !~ standard error must have    each line of this section somewhere in it
 *     >~ standard output must have   likewise
 *     ?? 1                           the exit code, 0 when not said
 *
 * Lines before the first case are comment. A line that itself starts with a mark is written
 * with a backslash before it. A file's last line end is kept; `@@ -n path` drops it. Without
 * a >> or >~ section standard output is not compared.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Text { char *p; size_t n, room; } Text;

static void put(Text *t, const char *p, size_t n)
{
    if (t->n + n + 1 > t->room) {
        t->room = (t->n + n + 1) * 2;
        t->p = realloc(t->p, t->room);
        if (!t->p)
            abort();
    }
    memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = '\0';
}

typedef struct Case {
    char name[256];
    Text script, in, out, err, out_has, err_has;
    bool has_out, has_err;
    int code;
} Case;

static int passed, failed;
static char root[4096];

static void slurp(const char *path, Text *t)
{
    t->n = 0;
    put(t, "", 0);
    FILE *f = fopen(path, "rb");
    char block[65536];
    for (size_t n; f && (n = fread(block, 1, sizeof block, f)) > 0;)
        put(t, block, n);
    if (f)
        fclose(f);
}

static void spill(const char *path, const Text *t)
{
    char folder[4096];
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
        mkdir(folder, 0777);
    }
    FILE *f = fopen(path, "wb");
    if (!f) {
        perror(path);
        exit(2);
    }
    fwrite(t->p ? t->p : "", 1, t->n, f);
    fclose(f);
}

/* Each non-empty line of want stands somewhere in got. */
static bool has_lines(const char *got, const Text *want)
{
    if (!want->n)
        return true;
    char *copy = strdup(want->p);
    bool good = true;
    for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n"))
        good = good && strstr(got, line);
    free(copy);
    return good;
}

static void show(const char *what, const char *text)
{
    printf("  --- %s\n", what);
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, "\n");
        printf("  | %.*s\n", (int)n, p);
        p += n + (p[n] == '\n');
    }
}

static void judge(const char *file, const Case *c, int code)
{
    Text out = {0}, err = {0};
    slurp(".out", &out);
    slurp(".err", &err);
    bool good_out = (!c->has_out || strcmp(out.p, c->out.n ? c->out.p : "") == 0) && has_lines(out.p, &c->out_has);
    bool good_err = c->has_err ? strcmp(err.p, c->err.n ? c->err.p : "") == 0
                               : (c->err_has.n ? has_lines(err.p, &c->err_has) : err.n == 0);
    if (good_out && good_err && code == c->code) {
        passed++;
    } else {
        failed++;
        printf("%s: failed: %s\n", file, c->name);
        if (code != c->code)
            printf("  exit code %d, expected %d\n", code, c->code);
        if (!good_out) {
            show("standard output wanted", c->has_out ? (c->out.n ? c->out.p : "") : c->out_has.p);
            show("standard output", out.p);
        }
        if (!good_err || code != c->code)
            show("standard error", err.p);
    }
    free(out.p);
    free(err.p);
}

static void run(const char *file, Case *c)
{
    if (!c->name[0])
        return;
    spill(".in", &c->in);
    Text script = {0};
    put(&script, "exec <.in >.out 2>.err\n", 23);
    put(&script, c->script.p ? c->script.p : "", c->script.n);
    int status = system(script.p);
    judge(file, c, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    free(script.p);
    if (system("find . -mindepth 1 -delete") != 0)
        exit(2);
}

static void reset(Case *c)
{
    Text *texts[] = {&c->script, &c->in, &c->out, &c->err, &c->out_has, &c->err_has};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]->p);
    *c = (Case){0};
}

static bool is_mark(const char *line, const char *mark)
{
    return strncmp(line, mark, 2) == 0 && (line[2] == ' ' || line[2] == '\n' || line[2] == '\0');
}

typedef struct Reader { Case c; Text file; char path[1024]; bool no_end; Text *into; } Reader;

static void end_section(Reader *r)
{
    if (r->path[0]) {
        if (r->no_end && r->file.n)
            r->file.n--;
        spill(r->path, &r->file);
    }
    free(r->file.p);
    r->file = (Text){0};
    r->path[0] = '\0';
}

static void begin_file(Reader *r, const char *words)
{
    r->no_end = strncmp(words, "-n ", 3) == 0;
    snprintf(r->path, sizeof r->path, "%.*s", (int)strcspn(words + (r->no_end ? 3 : 0), "\n"),
             words + (r->no_end ? 3 : 0));
    r->into = &r->file;
}

/* A line that opens a section: true when it was one. */
static bool open_section(Reader *r, const char *file, const char *line)
{
    static const char *const marks[] = {"==", "@@", "<<", ">>", "!!", ">~", "!~", "??"};
    int kind = 0;
    while (kind < 8 && !is_mark(line, marks[kind]))
        kind++;
    if (kind == 8)
        return false;
    end_section(r);
    Text *sections[] = {NULL, NULL, &r->c.in, &r->c.out, &r->c.err, &r->c.out_has, &r->c.err_has, NULL};
    r->into = sections[kind];
    r->c.has_out |= kind == 3;
    r->c.has_err |= kind == 4;
    if (kind == 0) {
        run(file, &r->c);
        reset(&r->c);
        snprintf(r->c.name, sizeof r->c.name, "%.*s", (int)strcspn(line + 3, "\n"), line + 3);
    } else if (kind == 1) {
        begin_file(r, line + 3);
    } else if (kind == 7) {
        r->c.code = atoi(line + 2);
    }
    return true;
}

static void run_file(const char *file)
{
    char full[8192];
    snprintf(full, sizeof full, "%s%s%s", file[0] == '/' ? "" : root, file[0] == '/' ? "" : "/", file);
    FILE *f = fopen(full, "rb");
    if (!f) {
        perror(full);
        exit(2);
    }
    Reader r = {0};
    char *line = NULL;
    size_t room = 0;
    for (ssize_t n; (n = getline(&line, &room, f)) > 0;) {
        if (open_section(&r, file, line))
            continue;
        if (line[0] == '$' && line[1] == ' ' && r.into == NULL)
            put(&r.c.script, line + 2, (size_t)n - 2);
        else if (r.into)
            put(r.into, line + (line[0] == '\\' && strchr("=@<>!?$", line[1]) != NULL), 
                (size_t)n - (line[0] == '\\' && strchr("=@<>!?$", line[1]) != NULL));
    }
    end_section(&r);
    run(file, &r.c);
    reset(&r.c);
    free(line);
    fclose(f);
}

int main(int argc, char **argv)
{
    char folder[] = "/tmp/kanben-cases-XXXXXX", path[8192];
    if (argc < 3 || !getcwd(root, sizeof root) || !mkdtemp(folder))
        return 2;
    char *program = realpath(argv[1], NULL);
    if (!program)
        return 2;
    *strrchr(program, '/') = '\0';
    snprintf(path, sizeof path, "%s:%s", program, getenv("PATH"));
    free(program);
    setenv("PATH", path, 1);
    setenv("ROOT", root, 1);
    setenv("NO_COLOR", "1", 1);
    if (chdir(folder) != 0)
        return 2;
    for (int i = 2; i < argc; i++)
        run_file(argv[i]);
    if (chdir(root) != 0 || rmdir(folder) != 0)
        return 2;
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
