/* build/confine: what a confined process can and cannot touch. */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "build/confine.h"

static bool can_open(const char *path, int flags)
{
    int fd = open(path, flags, 0666);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* Exit code of a confined child: 0 all as it should be, 2 no landlock here, 1 a wall has a hole. */
static int confined(const char *inside, const char *outside)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        char mine[128], theirs[128];
        snprintf(mine, sizeof mine, "%s/new", inside);
        snprintf(theirs, sizeof theirs, "%s/secret", outside);
        if (!confine(NULL, 0, inside))
            _exit(2);
        bool good = can_open(mine, O_CREAT | O_WRONLY) && can_open("/etc/passwd", O_RDONLY) && !can_open(theirs, O_RDONLY) &&
                    !can_open(theirs, O_WRONLY) && !can_open("/etc/kanben-test", O_CREAT | O_WRONLY) &&
                    execl("/bin/true", "true", (char *)NULL) < 0 && errno == EACCES;
        _exit(good ? 0 : 1);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int main(void)
{
    Arena *a = arena_open();
    Diag d = diag_in(a);
    char inside[] = "/tmp/kanben-in-XXXXXX", outside[] = "/tmp/kanben-out-XXXXXX";
    CHECK(mkdtemp(inside) && mkdtemp(outside));
    CHECK(file_write(file_join(a, outside, STR("secret")), STR("x"), &d));
    int code = confined(inside, outside);
    CHECK(code != 1);
    if (code == 2)
        puts("no landlock on this kernel: workers are not confined to files");
    CHECK(file_remove_tree(inside, &d) && file_remove_tree(outside, &d) && d.count == 0);
    arena_close(a);
    return check_finish();
}
