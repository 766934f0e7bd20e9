/* build/publish: the published folder is the old one or the new one, whole. */
#include "check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "build/publish.h"

#define HEAD "path,size,sha256,edition,scope,sources,pages\n"

static void stage(Arena *a, Publish *p, const char *path, const char *scope, const char *text, Diag *d)
{
    CHECK(file_write(file_join(a, p->stage, str_of(path)), str_of(text), d));
    publish_add(a, p, (Output){.path = str_of(path), .scope = str_of(scope), .edition = STR("public"), .sha256 = str_of(text),
                               .sources = STR("k;l"), .size = strlen(text)});
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

static bool keep_all(void *self, Str path, Str scope)
{
    (void)self;
    (void)path;
    (void)scope;
    return true;
}

/* One build per process: the lock lasts as long as it. */
static void child(Arena *a, const char *out, int build)
{
    Diag d = diag_in(a);
    Publish p = {0};
    CHECK(publish_begin(a, &p, out, false, &d));
    if (build == 1) {
        stage(a, &p, "site/a/index.html", "a", "a1", &d);
        stage(a, &p, "site/index.html", "", "hub1", &d);
        CHECK(publish_finish(a, &p, STR("2026-08-31"), true, &d));
    } else if (build == 2) { /* killed while staging */
        stage(a, &p, "site/a/index.html", "a", "a2", &d);
        _exit(check_failed != 0);
    } else { /* a has errors: its old page stays, the hub is new */
        CHECK(publish_keep(a, &p, is_a, NULL, &d));
        stage(a, &p, "site/b/index.html", "b", "b3", &d);
        CHECK(publish_drop(a, &p, STR("b"), &d));
        stage(a, &p, "site/index.html", "", "hub3", &d);
        CHECK(publish_finish(a, &p, STR("2026-08-31"), false, &d));
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

static bool begins(Arena *a, Publish *p, const char *out)
{
    Diag d = diag_in(a);
    return publish_begin(a, p, out, false, &d) && d.count == 0;
}

/* A build replaces its whole output folder, so nothing that somebody else keeps there may be lost. */
static void check_strangers(Arena *a, const char *folder)
{
    Diag d = diag_in(a);
    Publish p = {0};
    const char *docs = file_join(a, folder, STR("docs"));
    CHECK(file_write(file_join(a, docs, STR("thesis.txt")), STR("mine"), &d));
    CHECK(!publish_begin(a, &p, docs, false, &d));
    CHECK(d.count == 1);
    CHECK_TEXT(d.items[0].code, STR("out-foreign"), "a folder with other files");
    CHECK(!begins(a, &p, file_join(a, docs, STR("thesis.txt"))));
    CHECK(says(a, docs, "thesis.txt", "mine"));
    CHECK(!begins(a, &p, "") && !begins(a, &p, "/") && !begins(a, &p, "."));
    const char *out = file_join(a, folder, STR("deep/out"));
    CHECK(file_write(file_join(a, out, STR("CNAME")), STR("mine"), &d));
    CHECK(!begins(a, &p, out));
    CHECK(says(a, out, "CNAME", "mine"));
    CHECK(file_remove_tree(file_join(a, out, STR("CNAME")), &d));
}

/* The stage stands beside the folder itself, also when it is named with a slash or by a link. */
static void check_kept_paths(Arena *a, const char *folder)
{
    Diag d = diag_in(a);
    Publish p = {0};
    const char *real = file_join(a, folder, STR("real")), *link = file_join(a, folder, STR("link"));
    CHECK(file_make_folders(real, &d) && symlink("real", link) == 0);
    CHECK(begins(a, &p, str_printf(a, "%s//", link).p));
    stage(a, &p, "a,b.html", "x,y", "ab", &d);
    stage(a, &p, "moved.html", "x,y", "old", &d);
    stage(a, &p, "gone.html", "x,y", "gone", &d);
    CHECK(publish_finish(a, &p, STR("2026-08-31"), false, &d));
    CHECK(says(a, real, "manifest.csv", HEAD "\"a,b.html\",2,ab,public,\"x,y\",k;l,\ngone.html,4,gone,public,\"x,y\",k;l,\nmoved.html,3,old,public,\"x,y\",k;l,\n"));
    CHECK(file_remove_tree(file_join(a, real, STR("gone.html")), &d));
    CHECK(file_make_folders(p.stage, &d)); /* as publish_begin would: the lock is ours already */
    p.count = 0;
    stage(a, &p, "moved.html", "z", "new", &d);
    CHECK(publish_keep(a, &p, keep_all, NULL, &d));
    CHECK(d.count == 1);
    CHECK_TEXT(d.items[0].code, STR("kept-missing"), "a published file that somebody removed");
    CHECK(publish_finish(a, &p, STR("2026-08-31"), false, &d));
    CHECK(says(a, real, "a,b.html", "ab") && says(a, real, "moved.html", "new"));
    CHECK(says(a, real, "manifest.csv", HEAD "\"a,b.html\",2,ab,public,\"x,y\",k;l,\nmoved.html,3,new,public,z,k;l,\n"));
}

static void put(Arena *a, Publish *p, const char *path, const char *text, Diag *d)
{
    CHECK(publish_write(p, str_of(path), str_of(text), d));
    publish_add(a, p, (Output){.path = str_of(path), .edition = STR("public"), .sha256 = STR("x"), .size = strlen(text)});
}

static ino_t number_of(Arena *a, const char *out, const char *path)
{
    struct stat st;
    CHECK(stat(file_join(a, out, str_of(path)), &st) == 0);
    return st.st_ino;
}

/* What is as it was stays the same file; what is other, longer, shorter, or new, by a name that was none or was a folder, is another. */
static void check_taken(Arena *a, const char *folder)
{
    static char large[40000];
    memset(large, 'x', sizeof large - 1);
    Diag d = diag_in(a);
    Publish p = {0};
    const char *out = file_join(a, folder, STR("taken"));
    CHECK(publish_begin(a, &p, out, false, &d));
    put(a, &p, "same.html", "same", &d), put(a, &p, "large.html", large, &d), put(a, &p, "end.html", large, &d);
    put(a, &p, "other.html", "one", &d), put(a, &p, "longer.html", "a", &d), put(a, &p, "shorter.html", "ab", &d);
    put(a, &p, "was/folder.html", "f", &d), put(a, &p, "none.html", "", &d);
    CHECK(publish_finish(a, &p, STR("2026-08-31"), false, &d));
    ino_t same = number_of(a, out, "same.html"), whole = number_of(a, out, "large.html"), none = number_of(a, out, "none.html");
    Publish again = {.locked = true};
    CHECK(publish_begin(a, &again, out, false, &d));
    put(a, &again, "same.html", "same", &d), put(a, &again, "large.html", large, &d), put(a, &again, "none.html", "", &d);
    large[sizeof large - 2] = 'y';
    put(a, &again, "end.html", large, &d);
    put(a, &again, "other.html", "two", &d), put(a, &again, "longer.html", "ab", &d), put(a, &again, "shorter.html", "a", &d);
    put(a, &again, "new/page.html", "n", &d), put(a, &again, "was", "file", &d);
    CHECK(!publish_has(&again, STR("other.html"), STR("two")) && publish_has(&again, STR("same.html"), STR("same")));
    CHECK(publish_take(&again, &d) && publish_finish(a, &again, STR("2026-08-31"), false, &d));
    CHECK(d.count == 0);
    CHECK(number_of(a, out, "same.html") == same && number_of(a, out, "large.html") == whole && number_of(a, out, "none.html") == none);
    CHECK(says(a, out, "end.html", large) && says(a, out, "other.html", "two") && says(a, out, "longer.html", "ab") && says(a, out, "shorter.html", "a"));
    CHECK(says(a, out, "new/page.html", "n") && says(a, out, "was", "file"));
}

/* Pages that fonts are put into later; what goes, asked for twice; a file that somebody removes before it is taken over. */
static void check_renewed(Arena *a, const char *folder)
{
    Diag d = diag_in(a);
    Publish p = {0};
    const char *out = file_join(a, folder, STR("renewed"));
    CHECK(publish_begin(a, &p, out, false, &d));
    put(a, &p, "same.html", "one", &d), put(a, &p, "font.html", "old font", &d), put(a, &p, "plain.html", "plain", &d);
    put(a, &p, "gone.html", "gone", &d);
    CHECK(publish_take(&p, &d) && publish_finish(a, &p, STR("2026-08-31"), false, &d) && d.count == 0);

    CHECK(publish_begin(a, &p, out, false, &d));
    put(a, &p, "same.html", "one", &d), put(a, &p, "font.html", "no font", &d), put(a, &p, "plain.html", "bare", &d);
    CHECK(publish_renew(a, &p, STR("\tfont.html f 8 =\n\tplain.html b 4\nheard\n\tnobody.html z 1\n"), &d) && publish_take(&p, &d));
    publish_gone(a, &p, NULL, NULL);
    CHECK(p.ngone == 1 && publish_finish(a, &p, STR("2026-09-01"), false, &d) && d.count == 0);
    CHECK(says(a, out, "font.html", "old font") && says(a, out, "plain.html", "bare"));
    CHECK(says(a, out, "manifest.csv", HEAD "font.html,8,f,public,,,\nplain.html,4,b,public,,,\nsame.html,3,x,public,,,\n"));
    CHECK(says(a, out, "withdrawn.csv", "path,withdrawn,sha256,scope,sources\ngone.html,2026-09-01,x,,\n"));

    CHECK(publish_begin(a, &p, out, false, &d));
    put(a, &p, "same.html", "one", &d);
    CHECK(file_remove_tree(file_join(a, out, STR("same.html")), &d) && !publish_take(&p, &d) && d.nerrors == 1);
    publish_abandon(&p);
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
    CHECK(says(a, out, "manifest.csv", HEAD "site/a/index.html,2,a1,public,a,k;l,\nsite/index.html,4,hub3,public,,k;l,\n"));
    Diag d = diag_in(a);
    Str *names;
    size_t count;
    CHECK(file_names(a, file_join(a, folder, STR("deep")), &names, &count, &d));
    CHECK(count == 2); /* out and its lock: nothing is left of the killed build */
    Publish mine = {0}, other = {0};
    CHECK(publish_begin(a, &mine, out, false, &d) && d.count == 0);
    CHECK(!publish_begin(a, &other, out, false, &d) && d.nerrors == 1);
    CHECK_TEXT(d.items[0].code, STR("locked"), "a second build is refused");
    CHECK(str_ends(d.items[0].zh, str_printf(a, "（%ld）构建", (long)getpid())));
    CHECK(truncate(str_printf(a, "%s.lock", out).p, 0) == 0 && !publish_begin(a, &other, out, false, &d)); /* taken this moment */
    CHECK(d.nerrors == 2 && str_ends(d.items[1].zh, STR("进程构建")));
    publish_abandon(&mine);
    check_strangers(a, folder);
    check_taken(a, folder);
    check_renewed(a, folder);
    check_kept_paths(a, folder);
    CHECK(file_remove_tree(folder, &d));
    arena_close(a);
    return check_finish();
}
