/* A watch on a folder that is watched already is the same watch, so after each change all folders
 * are simply watched again: nothing has to be kept in step. */
#include "build/watch.h"

#include <errno.h>
#include <stdalign.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/file.h"

enum { DEPTH_MAX = 32 }; /* as base/file.c reads */

struct Watch {
    Arena *a;
    int fd;
    const char *const *roots;
    size_t nroots;
};

static bool is_passing(Str name)
{
    return str_starts(name, STR(".")) || str_starts(name, STR("~$")) || str_ends(name, STR("~")) ||
           str_ends(name, STR(".tmp"));
}

static void watch_folder(const Watch *w, Arena *scratch, const char *folder, int depth)
{
    const uint32_t events = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR |
                            IN_DONT_FOLLOW;
    Str *names;
    size_t count;
    Diag ignored = diag_in(scratch); /* gone again, or not readable: the build will say so */
    if (depth > DEPTH_MAX || inotify_add_watch(w->fd, folder, events) < 0 ||
        !file_names(scratch, folder, &names, &count, &ignored))
        return;
    for (size_t i = 0; i < count; i++) {
        const char *path = file_join(scratch, folder, names[i]);
        if (!is_passing(names[i]) && file_is_folder(path))
            watch_folder(w, scratch, path, depth + 1);
    }
}

static void watch_all(const Watch *w)
{
    Arena *scratch = arena_open();
    for (size_t i = 0; i < w->nroots; i++)
        watch_folder(w, scratch, w->roots[i], 0);
    arena_close(scratch);
}

Watch *watch_open(Arena *a, const char *const *roots, size_t nroots, Diag *d)
{
    Watch *w = arena_new(a, Watch);
    *w = (Watch){a, inotify_init1(IN_NONBLOCK | IN_CLOEXEC), roots, nroots};
    if (w->fd < 0) {
        diag_error(d, "io", ((Pos){0}), "无法监视文件夹（%s）",
                   "folders cannot be watched (%s)", strerror(errno));
        return NULL;
    }
    watch_all(w);
    return w;
}

void watch_close(Watch *w)
{
    close(w->fd);
}

int watch_descriptor(const Watch *w)
{
    return w->fd;
}

bool watch_take(Watch *w)
{
    alignas(struct inotify_event) char bytes[16384];
    bool changed = false;
    for (ssize_t n; (n = read(w->fd, bytes, sizeof bytes)) > 0;)
        for (ssize_t at = 0; at < n;) {
            struct inotify_event event;
            memcpy(&event, bytes + at, sizeof event);
            const char *name = bytes + at + sizeof event;
            bool counts = event.mask & IN_Q_OVERFLOW || (event.len && !is_passing(str_of(name)));
            changed = changed || counts;
            at += (ssize_t)(sizeof event + event.len);
        }
    if (changed)
        watch_all(w);
    return changed;
}
