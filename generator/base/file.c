/*
 * Thin over POSIX: every call checked, every fault named with its path.
 */
#include "base/file.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { DEPTH_MAX = 32 /* folders in folders: content needs 6 */ };

/* The system's reason (an errno) in Chinese, of those that an author can do something about; else in English. */
static const char *file_fault(int error)
{
    static const struct { int error; const char *zh; } words[] = {
        {ENOENT, "没有这个文件或文件夹"}, {EACCES, "没有权限"}, {EPERM, "系统不允许"}, {EEXIST, "已经有了"}, {EISDIR, "这是文件夹"},
        {ENOTDIR, "路径里有一段不是文件夹"}, {ENOTEMPTY, "文件夹不是空的"}, {ENOSPC, "磁盘满了"}, {EDQUOT, "超过了磁盘限额"}, {EROFS, "磁盘是只读的"},
        {EIO, "磁盘读写出错"}, {ELOOP, "这是符号链接，或文件夹套得太深"}, {ENAMETOOLONG, "名称太长"}, {EMFILE, "打开的文件太多"}, {EFBIG, "文件太大"},
        {EBUSY, "正被占用"}, {EINVAL, "不是普通文件"}, {ENXIO, "不是普通文件"}, {ENODEV, "设备不在"}, {ENOMEM, "内存不够"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].error == error)
            return words[i].zh;
    return strerror(error);
}

static void report(Diag *d, const char *path, const char *zh, const char *en)
{
    int error = errno;
    /* the path as the place: so it is known which part of the whole lacks the file */
    diag_words(d, DIAG_ERROR, "io", (Pos){source_make(d->arena, str_of(path), STR_NONE), 0, 0},
               str_printf(d->arena, "%s（%s）", zh, file_fault(error)), str_printf(d->arena, "%s (%s)", en, strerror(error)));
}

/* Hold the folder of the path instead of another one. false: it is not there, or cannot be held. */
static bool hold_folder(FileFolder *folder, Str path)
{
    if (folder->n && str_equal(path, (Str){folder->path, folder->n}))
        return true;
    file_let_go(folder);
    if (!path.n || path.n >= sizeof folder->path)
        return false;
    memcpy(folder->path, path.p, path.n);
    folder->path[path.n] = '\0';
    folder->fd = open(folder->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    folder->n = folder->fd >= 0 ? path.n : 0;
    return folder->n > 0;
}

void file_let_go(FileFolder *folder)
{
    if (folder->n)
        close(folder->fd);
    folder->n = 0;
}

/* The folder to go to *rest from: that of the path where it can be held. */
static int way_to(FileFolder *folder, const char *path, const char **rest)
{
    Str parent = file_folder(str_of(path));
    bool held = hold_folder(folder, parent);
    *rest = held ? path + parent.n + 1 : path;
    return held ? folder->fd : AT_FDCWD;
}

/* Open a file to be read. */
static int open_by(FileFolder *folder, const char *path)
{
    const char *rest;
    int from = way_to(folder, path, &rest);
    return openat(from, rest, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

/* A descriptor on a regular file within the limit and its size, or -1 (reported). fd: of the file just opened, or -1. */
static int check_regular(int fd, const char *path, size_t *size, Diag *d)
{
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        report(d, path, "无法读取", "cannot be read");
    } else if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size > FILE_LIMIT) {
        errno = S_ISREG(st.st_mode) ? EFBIG : EINVAL;
        report(d, path, "不是普通文件或超过 256 MB", "not a regular file, or over 256 MB");
    } else {
        *size = (size_t)st.st_size;
        return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

/* From the file just opened, which is closed. */
static bool read_file(Arena *a, int fd, const char *path, Str *bytes, Diag *d)
{
    size_t size = 0, have = 0;
    fd = check_regular(fd, path, &size, d);
    if (fd < 0)
        return false;
    char *text = arena_raw(a, char, size + 1);
    ssize_t n = 1;
    while (have < size && (n = read(fd, text + have, size - have)) > 0)
        have += (size_t)n;
    text[have] = '\0';
    close(fd);
    if (n < 0) {
        report(d, path, "读取出错", "cannot be read");
        return false;
    }
    *bytes = (Str){text, have};
    return true;
}

bool file_bytes(Arena *a, const char *path, Str *bytes, Diag *d)
{
    return read_file(a, open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), path, bytes, d);
}

bool file_bytes_by(FileFolder *folder, Arena *a, const char *path, Str *bytes, Diag *d)
{
    return read_file(a, open_by(folder, path), path, bytes, d);
}

const Source *file_read(Arena *a, const char *path, Str shown, Diag *d)
{
    Str text;
    if (!file_bytes(a, path, &text, d))
        return NULL;
    return source_make(a, shown, text);
}

bool file_holds_by(FileFolder *folder, const char *path, Str bytes)
{
    char part[16384];
    struct stat st;
    int fd = open_by(folder, path);
    bool same = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size == bytes.n;
    for (ssize_t n; same && bytes.n; bytes = str_slice(bytes, (size_t)n, bytes.n)) {
        n = read(fd, part, sizeof part);
        same = n > 0 && (size_t)n <= bytes.n && memcmp(part, bytes.p, (size_t)n) == 0;
        n = same ? n : 0;
    }
    if (fd >= 0)
        close(fd);
    return same;
}

bool file_map(const char *path, Str *bytes)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    void *at = MAP_FAILED;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
        at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fd >= 0)
        close(fd);
    if (at == MAP_FAILED)
        return false;
    *bytes = (Str){at, (size_t)st.st_size};
    return true;
}

/* What editors and systems leave in folders: Windows its thumbnails, its views and its bins, archives of a Mac their other half. */
static bool is_left_out(const char *name)
{
    static const char *const names[] = {"Thumbs.db", "ehthumbs.db", "desktop.ini", "$RECYCLE.BIN", "System Volume Information", "__MACOSX"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    Str s = str_of(name);
    return name[0] == '.' || str_starts(s, STR("~$")) || str_ends(s, STR(".tmp")) || str_ends(s, STR("~"));
}

static bool list_folder(Arena *a, const char *root, Str inside, int depth, FileList *list, Diag *d);

/* type: of the entry, DT_UNKNOWN where a file system does not tell. */
static void list_entry(Arena *a, const char *root, Str path, unsigned char type, int depth, FileList *list, Diag *d)
{
    if (type == DT_REG) {
        arena_push(a, list->paths, list->count, list->room, path);
        return;
    }
    const char *full = file_join(a, root, path);
    struct stat st;
    if (lstat(full, &st) != 0)
        report(d, full, "无法读取", "cannot be read");
    else if (S_ISREG(st.st_mode))
        arena_push(a, list->paths, list->count, list->room, path);
    else if (S_ISDIR(st.st_mode))
        list_folder(a, root, path, depth + 1, list, d);
    else {
        diag_warn(d, "io-kind", ((Pos){source_make(d->arena, str_of(full), STR_NONE), 0, 0}),
                  "不是普通文件（链接、设备或管道），未读取", "not a regular file (link, device or pipe), left out");
    }
}

static bool list_folder(Arena *a, const char *root, Str inside, int depth, FileList *list, Diag *d)
{
    const char *full = inside.n ? file_join(a, root, inside) : root;
    errno = ELOOP;
    DIR *folder = depth <= DEPTH_MAX ? opendir(full) : NULL;
    if (!folder) {
        report(d, full, "无法打开文件夹", "the folder cannot be opened");
        return false;
    }
    for (struct dirent *entry; (entry = readdir(folder));)
        if (!is_left_out(entry->d_name)) {
            Str name = str_of(entry->d_name);
            list_entry(a, root, str_of(inside.n ? file_join(a, str_c(a, inside), name) : str_c(a, name)),
                       entry->d_type, depth, list, d);
        }
    closedir(folder);
    return true;
}

bool file_list(Arena *a, const char *root, FileList *list, Diag *d)
{
    *list = (FileList){0};
    if (!list_folder(a, root, STR_NONE, 0, list, d))
        return false;
    if (list->count)
        qsort(list->paths, list->count, sizeof *list->paths, str_order);
    return true;
}

bool file_names(Arena *a, const char *folder, Str **names, size_t *count, Diag *d)
{
    size_t room = 0;
    *names = NULL;
    *count = 0;
    DIR *open_folder = opendir(folder);
    if (!open_folder) {
        report(d, folder, "无法打开文件夹", "the folder cannot be opened");
        return false;
    }
    for (struct dirent *entry; (entry = readdir(open_folder));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            Str name = str_copy(a, str_of(entry->d_name));
            arena_push(a, *names, *count, room, name);
        }
    closedir(open_folder);
    if (*count)
        qsort(*names, *count, sizeof **names, str_order);
    return true;
}

bool file_exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

void file_touch(const char *path)
{
    utimensat(AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW);
}

int64_t file_age(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 ? (int64_t)(time(NULL) - st.st_mtime) : 0;
}

uint64_t file_size(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

Str file_stamp(Arena *a, const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return STR_NONE;
    return str_printf(a, "%lld %lld.%09ld", (long long)st.st_size, (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

bool file_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_make_folders(const char *path, Diag *d)
{
    char part[PATH_MAX];
    size_t n = strlen(path);
    if (n >= sizeof part) {
        errno = ENAMETOOLONG;
        report(d, path, "路径过长", "the path is too long");
        return false;
    }
    memcpy(part, path, n + 1);
    for (size_t i = 1; i <= n; i++)
        if (part[i] == '/' || part[i] == '\0') {
            char cut = part[i];
            part[i] = '\0';
            if (mkdir(part, 0777) != 0 && errno != EEXIST) {
                report(d, part, "无法建立文件夹", "the folder cannot be made");
                return false;
            }
            part[i] = cut;
        }
    return true;
}

const char *file_resolve(Arena *a, const char *path, Diag *d)
{
    char real[PATH_MAX];
    Str bare = str_of(path);
    while (bare.n > 1 && bare.p[bare.n - 1] == '/')
        bare.n--;
    Str folder = file_folder(bare);
    if (realpath(path, real))
        return str_c(a, str_of(real));
    if (bare.n && errno == ENOENT && !file_exists(str_c(a, bare))) { /* not a link to nowhere */
        if (folder.n && !file_make_folders(str_c(a, folder), d))
            return NULL;
        const char *parent = folder.n ? str_c(a, folder) : bare.p[0] == '/' ? "/" : ".";
        if (realpath(path, real)) /* "new/.." */
            return str_c(a, str_of(real));
        if (realpath(parent, real))
            return file_join(a, str_c(a, str_of(real)), file_name(bare));
    }
    report(d, path, "不能用作文件夹", "cannot be used as a folder");
    return NULL;
}

static bool write_all(int fd, Str bytes)
{
    for (size_t done = 0; done < bytes.n;) {
        ssize_t n = write(fd, bytes.p + done, bytes.n - done);
        if (n < 0 && errno != EINTR)
            return false;
        done += n > 0 ? (size_t)n : 0;
    }
    return true;
}

static bool make_parent(const char *path, Diag *d)
{
    Arena *scratch = arena_open();
    bool made = file_make_folders(str_c(scratch, file_folder(str_of(path))), d);
    arena_close(scratch);
    return made;
}

static int open_new(int folder, const char *path)
{
    return openat(folder, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
}

/* Into the open file, which is closed. */
static bool write_file(int fd, const char *path, Str bytes, Diag *d)
{
    bool ok = fd >= 0 && write_all(fd, bytes);
    if (!ok)
        report(d, path, "无法写入", "cannot be written");
    if (fd >= 0 && close(fd) != 0 && ok) {
        report(d, path, "无法写入", "cannot be written");
        ok = false;
    }
    return ok;
}

bool file_write(const char *path, Str bytes, Diag *d)
{
    int fd = open_new(AT_FDCWD, path);
    if (fd < 0 && errno == ENOENT) { /* only then: a mkdir for each file would be seen in a profile */
        if (!make_parent(path, d))
            return false;
        fd = open_new(AT_FDCWD, path);
    }
    return write_file(fd, path, bytes, d);
}

bool file_write_by(FileFolder *folder, const char *path, Str bytes, Diag *d)
{
    Str parent = file_folder(str_of(path));
    if (!hold_folder(folder, parent))
        return file_write(path, bytes, d);
    return write_file(open_new(folder->fd, path + parent.n + 1), path, bytes, d);
}

static bool remove_at(int parent, const char *name)
{
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
        return true;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder) {
        if (fd >= 0)
            close(fd);
        return false;
    }
    bool ok = true;
    for (struct dirent *entry; ok && (entry = readdir(folder));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            ok = remove_at(dirfd(folder), entry->d_name);
    closedir(folder);
    return ok && unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

bool file_remove_tree(const char *path, Diag *d)
{
    if (remove_at(AT_FDCWD, path))
        return true;
    report(d, path, "无法删除", "cannot be removed");
    return false;
}

bool file_rename(const char *from, const char *to, Diag *d)
{
    if (rename(from, to) == 0)
        return true;
    report(d, to, "无法改名到此处", "cannot be renamed to");
    return false;
}

bool file_exchange(const char *one, const char *other, Diag *d)
{
    if (renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0)
        return true;
    report(d, other, "无法发布到此处", "cannot be exchanged");
    return false;
}

bool file_link_new_by(FileFolder *from, FileFolder *to, const char *old, const char *path, Diag *d)
{
    const char *old_rest, *rest;
    int old_folder = way_to(from, old, &old_rest), folder = way_to(to, path, &rest);
    if (linkat(old_folder, old_rest, folder, rest, 0) == 0 || errno == EEXIST)
        return true;
    return file_exists(path) || file_link(old, path, d); /* an old file that is not there is told before */
}

bool file_link(const char *old, const char *path, Diag *d)
{
    if (link(old, path) == 0)
        return true;
    if (errno == ENOENT && make_parent(path, d) && link(old, path) == 0)
        return true;
    Arena *scratch = arena_open();
    Str bytes;
    bool ok = file_bytes(scratch, old, &bytes, d) && file_write(path, bytes, d);
    arena_close(scratch);
    return ok;
}

bool file_sync(const char *folder, Diag *d)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && syncfs(fd) == 0;
    if (!ok)
        report(d, folder, "无法写入磁盘", "cannot be synced");
    if (fd >= 0)
        close(fd);
    return ok;
}

bool file_lock(const char *path, long *holder, Diag *d)
{
    *holder = 0;
    int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0) {
        report(d, path, "无法建立锁文件", "the lock file cannot be made");
        return false;
    }
    char number[32] = {0};
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (read(fd, number, sizeof number - 1) > 0)
            *holder = strtol(number, NULL, 10);
        close(fd);
        return false;
    }
    int n = snprintf(number, sizeof number, "%ld\n", (long)getpid());
    if (ftruncate(fd, 0) != 0 || write(fd, number, (size_t)n) != n) {
        report(d, path, "无法写入锁文件", "the lock file cannot be written");
        close(fd);
        return false;
    }
    return true; /* fd stays open: the lock lives as long as the process */
}

const char *file_join(Arena *a, const char *folder, Str name)
{
    if (!folder[0])
        return str_c(a, name);
    if (!name.n)
        return str_c(a, str_of(folder));
    size_t n = strlen(folder), slash = folder[n - 1] != '/';
    char *path = arena_raw(a, char, n + slash + name.n + 1);
    memcpy(path, folder, n);
    path[n] = '/';
    memcpy(path + n + slash, name.p, name.n);
    path[n + slash + name.n] = '\0';
    return path;
}

Str file_name(Str path)
{
    size_t from = path.n;
    while (from && path.p[from - 1] != '/')
        from--;
    return str_slice(path, from, path.n);
}

Str file_folder(Str path)
{
    size_t to = path.n;
    while (to && path.p[to - 1] != '/')
        to--;
    return str_slice(path, 0, to ? to - 1 : 0);
}
