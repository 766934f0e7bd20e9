/* Files are written one by one into a folder that was empty: what a fault leaves is easy to see
 * and to remove, and nothing of the user's is near. */
#include "build/init.h"

#include <assert.h>

#include "base/file.h"
#include "build/embedded.h"

static const EmbeddedFile files[] = {
#include "build/init_files.inc"
};
enum { NFILES = sizeof files / sizeof *files };

/* Not there yet, or an empty folder. false: reported. */
static bool is_free(Arena *a, const char *folder, Diag *d)
{
    Str *names;
    size_t count = 0;
    if (!file_exists(folder))
        return true;
    if (file_is_folder(folder) && !file_names(a, folder, &names, &count, d))
        return false;
    if (file_is_folder(folder) && count == 0)
        return true;
    diag_error(d, "usage", ((Pos){0}), count ? "%s 里已经有文件，未作改动" : "%s 不是文件夹，未作改动",
               count ? "%s has files in it and was left alone" : "%s is no folder and was left alone", folder);
    diag_hint(d, "换一个新文件夹的名称", "name a new folder");
    return false;
}

static void say_next(const Options *o, const char *folder)
{
    printf(o->style.english ? "%d files of a small project are in %s. Next:\n"
                            : "一个小项目的 %d 个文件已写入 %s。接下来：\n",
           (int)NFILES, folder);
    printf("  kanben check -C %s    %s\n", folder, o->style.english ? "check the content" : "检查内容");
    printf("  kanben build -C %s    %s %s/out\n", folder,
           o->style.english ? "make the website and the book in" : "生成网站和书册，结果在", folder);
    printf("  kanben serve -C %s    %s\n", folder,
           o->style.english ? "see it in a browser while you write" : "边改边在浏览器里看");
}

int init_run(Arena *a, const Options *o, const char *folder, Diag *d)
{
    assert(NFILES > 0);
    bool good = is_free(a, folder, d);
    for (size_t i = 0; i < NFILES && good; i++) {
        Str bytes = {files[i].bytes, files[i].length};
        good = file_write(file_join(a, folder, str_of(files[i].path)), bytes, d);
    }
    if (good && !o->quiet)
        say_next(o, folder);
    return options_exit(o, d);
}
