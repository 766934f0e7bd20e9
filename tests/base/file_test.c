/* base/file: files by way of a folder that is held open are what file_write makes of them. */
#include "check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static Arena *a;
static const char *root;

static const char *at(const char *path)
{
    return file_join(a, root, str_of(path));
}

static void check_holds(const char *path, Str bytes)
{
    Diag d = diag_in(a);
    Str got = STR_NONE;
    CHECK(file_bytes(a, at(path), &got, &d));
    CHECK_TEXT(got, bytes, path);
}

static bool put(FileFolder *folder, const char *path, Str bytes)
{
    Diag d = diag_in(a);
    bool good = file_write_by(folder, at(path), bytes, &d);
    CHECK(good == (d.nerrors == 0));
    return good;
}

static void test_by_folder(void)
{
    FileFolder folder = {0};
    CHECK(put(&folder, "one/deep/a.html", STR("甲"))); /* made on the way */
    CHECK(put(&folder, "one/deep/b.html", STR_NONE));
    CHECK(put(&folder, "two/a.html", STR("two")));
    CHECK(put(&folder, "a.html", STR("top")));
    CHECK(put(&folder, "one/deep/a.html", STR("again, and longer")));
    CHECK(put(&folder, "one/deep/a.html", STR("short")));
    CHECK(put(&folder, "one/deeper/a.html", STR("another that begins like it")));
    check_holds("one/deep/a.html", STR("short"));
    check_holds("one/deep/b.html", STR_NONE);
    check_holds("one/deeper/a.html", STR("another that begins like it"));
    check_holds("two/a.html", STR("two"));
    check_holds("a.html", STR("top"));
}

/* A second name by way of two folders, made on the way; what is there stays, and what is not is told. */
static void test_link_by_folder(void)
{
    FileFolder from = {0}, to = {0};
    Diag d = diag_in(a);
    CHECK(file_link_new_by(&from, &to, at("one/deep/a.html"), at("linked/deep/a.html"), &d));
    CHECK(file_link_new_by(&from, &to, at("one/deep/b.html"), at("linked/deep/b.html"), &d));
    CHECK(file_link_new_by(&from, &to, at("two/a.html"), at("linked/deep/a.html"), &d)); /* there */
    CHECK(file_link_new_by(&from, &to, at("two/a.html"), at("linked/a.html"), &d) && !d.count);
    CHECK(!file_link_new_by(&from, &to, at("two/none.html"), at("linked/none.html"), &d) && d.nerrors == 1);
    CHECK(!file_link_new_by(&from, &to, at("none/a.html"), at("linked/c.html"), &d) && d.nerrors == 2);
    file_let_go(&from);
    file_let_go(&to);
    check_holds("linked/deep/a.html", STR("short"));
    check_holds("linked/deep/b.html", STR_NONE);
    check_holds("linked/a.html", STR("two"));
}

/* Read by way of a folder: the same bytes and the same faults, wherever the one before stood. */
static void test_read_by_folder(void)
{
    FileFolder folder = {0};
    Diag d = diag_in(a);
    Str bytes;
    CHECK(file_bytes_by(&folder, a, at("one/deep/a.html"), &bytes, &d) && str_equal(bytes, STR("short")));
    CHECK(file_bytes_by(&folder, a, at("one/deep/b.html"), &bytes, &d) && !bytes.n);
    CHECK(file_bytes_by(&folder, a, at("two/a.html"), &bytes, &d) && str_equal(bytes, STR("two")));
    CHECK(file_bytes_by(&folder, a, at("a.html"), &bytes, &d) && str_equal(bytes, STR("top")) && !d.count);
    CHECK(!file_bytes_by(&folder, a, at("two/b.html"), &bytes, &d) && d.nerrors == 1);
    CHECK(!file_bytes_by(&folder, a, at("none/a.html"), &bytes, &d) && d.nerrors == 2);
    CHECK(!file_bytes_by(&folder, a, at("one/deep"), &bytes, &d) && d.nerrors == 3); /* no file */
    CHECK(file_holds_by(&folder, at("two/a.html"), STR("two")));
    CHECK(!file_holds_by(&folder, at("two/a.html"), STR("tow")) && !file_holds_by(&folder, at("two/a.html"), STR("two, and more")));
    CHECK(!file_holds_by(&folder, at("none/a.html"), STR("two")) && file_holds_by(&folder, at("one/deep/b.html"), STR_NONE));
    file_let_go(&folder);
    CHECK(file_holds_by(&folder, at("one/deep/a.html"), STR("short")));
    file_let_go(&folder);
}

static void test_faults(void)
{
    FileFolder folder = {0};
    CHECK(put(&folder, "three/a", STR("x")));
    CHECK(!put(&folder, "three/a/b", STR("x"))); /* a file is no folder */
    CHECK(!put(&folder, "three", STR("x")));
    CHECK(put(&folder, "three/b", STR("goes on")));
    check_holds("three/b", STR("goes on"));
    CHECK(symlink(at("three/b"), at("three/link")) == 0);
    CHECK(!put(&folder, "three/link", STR("through a link")));
    check_holds("three/b", STR("goes on"));
}

/* A path of more than the folder can hold, whose last part still fits. */
static void test_long(void)
{
    FileFolder folder = {0};
    Buf path = buf_in(a);
    while (path.n < sizeof folder.path)
        buf_c(&path, "a-folder-with-a-name/");
    buf_c(&path, "a");
    CHECK(put(&folder, str_c(a, buf_view(&path)), STR("far")));
    check_holds(str_c(a, buf_view(&path)), STR("far"));
    CHECK(put(&folder, "near", STR("near")));
    check_holds("near", STR("near"));
}

int main(void)
{
    a = arena_open();
    char name[] = "/tmp/kanben-file-XXXXXX";
    root = mkdtemp(name);
    CHECK(root != NULL);
    test_by_folder();
    test_read_by_folder();
    test_link_by_folder();
    test_faults();
    test_long();
    Diag d = diag_in(a);
    CHECK(file_remove_tree(root, &d));
    arena_close(a);
    return check_finish();
}
