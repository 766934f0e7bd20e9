/* build/publish: the published folder is the old one or the new one, whole. */
#include "check.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "build/publish.h"

static void stage(Arena *a, Publish *p, const char *path, const char *scope, const char *text, Diag *d)
{
    CHECK(file_write(file_join(a, p->stage, str_of(path)), str_of(text), d));
    publish_add(a, p, str_of(path), str_of(scope), strlen(text));
}

static bool says(Arena *a, const char *out, const char *path, const char *text)
{
    Diag d = diag_in(a);
    Str bytes;
    return file_bytes(a, file_join(a, out, str_of(path)), &bytes, &d) && str_equal(bytes, str_of(text));
}

static bool is_a(void *self, Str path, Str scope)
{
    (void)self;
    (void)path;
    return str_equal(scope, STR("a"));
}

/* One build per process: the lock lasts as long as it. */
static void child(Arena *a, const char *out, int build)
{
    Diag d = diag_in(a);
    Publish p;
    CHECK(publish_begin(a, &p, out, &d));
    if (build == 1) {
        stage(a, &p, "site/a/index.html", "a", "a1", &d);
        stage(a, &p, "site/index.html", "", "hub1", &d);
        CHECK(publish_finish(a, &p, true, &d));
    } else if (build == 2) { /* killed while staging */
        stage(a, &p, "site/a/index.html", "a", "a2", &d);
        _exit(check_failed != 0);
    } else { /* a has errors: its old page stays, the hub is new */
        CHECK(publish_keep(a, &p, is_a, NULL, &d));
        stage(a, &p, "site/b/index.html", "b", "b3", &d);
        CHECK(publish_drop(a, &p, STR("b"), &d));
        stage(a, &p, "site/index.html", "", "hub3", &d);
        CHECK(publish_finish(a, &p, false, &d));
    }
    CHECK(d.count == 0);
    _exit(check_failed != 0);
}

static int run(Arena *a, const char *out, int build)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        child(a, out, build);
    int status = 0;
    waitpid(pid, &status, 0);
    return status;
}

int main(void)
{
    Arena *a = arena_open();
    char folder[] = "/tmp/kanben-publish-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    const char *out = file_join(a, folder, STR("deep/out"));
    CHECK(run(a, out, 1) == 0);
    CHECK(says(a, out, "site/index.html", "hub1") && says(a, out, "site/a/index.html", "a1"));
    CHECK(run(a, out, 2) == 0);
    CHECK(says(a, out, "site/a/index.html", "a1"));
    CHECK(run(a, out, 3) == 0);
    CHECK(says(a, out, "site/index.html", "hub3") && says(a, out, "site/a/index.html", "a1"));
    CHECK(says(a, out, "manifest.csv", "path,bytes,scope\nsite/a/index.html,2,a\nsite/index.html,4,\n"));
    Diag d = diag_in(a);
    Str *names;
    size_t count;
    CHECK(file_names(a, file_join(a, folder, STR("deep")), &names, &count, &d));
    CHECK(count == 2); /* out and its lock: nothing is left of the killed build */
    Publish mine, other;
    CHECK(publish_begin(a, &mine, out, &d) && d.count == 0);
    CHECK(!publish_begin(a, &other, out, &d) && d.nerrors == 1);
    CHECK_TEXT(d.items[0].code, STR("locked"), "a second build is refused");
    publish_abandon(&mine);
    CHECK(file_remove_tree(folder, &d));
    arena_close(a);
    return check_finish();
}
