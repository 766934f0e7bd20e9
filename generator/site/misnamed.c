/*
 * Files that no pattern of the model fits. One that was meant for a place of the model is an error, because whatever it
 * records is not there: its ending is in capitals or was written twice (Windows hides endings, its editor adds .txt), blanks
 * have got into its name, it is in a format that is not read. Nor is a copy read that a file manager made beside it: all that it
 * records would be there twice.
 */
#include <string.h>

#include "base/file.h"
#include "site/site_imp.h"
#include "text/unicode_form.h"

/* ---- how it may have been meant ---- */

/* The first n bytes in small letters, or what follows them. */
static Str lower_head(Arena *a, Str s, size_t n)
{
    return str_printf(a, "%.*s%.*s", STR_ARG(str_lower(a, str_slice(s, 0, n))), STR_ARG(str_slice(s, n, s.n)));
}

static Str lower_tail(Arena *a, Str s, size_t n)
{
    return str_printf(a, "%.*s%.*s", STR_ARG(str_slice(s, 0, n)), STR_ARG(str_lower(a, str_slice(s, n, s.n))));
}

/* In half width and without the blanks at both ends of each folder, of the name and in front of its dot. */
static Str without_blanks(Arena *a, Str path)
{
    Buf out = buf_in(a);
    Str s = unicode_form_nfkc(a, path);
    for (size_t i = 0; i < s.n; i++) {
        size_t end = i;
        while (end < s.n && s.p[end] == ' ')
            end++;
        bool edge = i == 0 || s.p[i - 1] == '/' || end == s.n || s.p[end] == '/' || s.p[end] == '.';
        if (end > i && edge)
            i = end - 1;
        else
            buf_byte(&out, s.p[i]);
    }
    return buf_view(&out);
}

static Str ending_of(Str path)
{
    for (size_t i = path.n; i && path.p[i - 1] != '/'; i--)
        if (path.p[i - 1] == '.')
            return str_slice(path, i - 1, path.n);
    return STR_NONE;
}

/* x.md.txt, x.csv.csv: without what was added; others as they are. */
static Str without_second(Str path)
{
    Str last = ending_of(path), rest = str_slice(path, 0, path.n - last.n), first = ending_of(rest);
    bool added = str_equal(last, STR(".txt")) && (str_equal(first, STR(".md")) || str_equal(first, STR(".csv")));
    return last.n && (added || str_equal(last, first)) ? rest : path;
}

/* The file that the model would have known; false: none. A name in capitals is often meant, as the number of a document:
 * it is changed last. */
static bool meant_file(Site *s, Str path, SiteFile *file)
{
    Str tidy = without_blanks(s->a, path), ended = lower_tail(s->a, tidy, tidy.n - ending_of(tidy).n);
    Str folders = lower_head(s->a, ended, file_folder(ended).n), small = str_lower(s->a, tidy);
    Str tried[] = {ended, without_second(ended), folders, without_second(folders), small, without_second(small)};
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++)
        if (!str_equal(tried[i], path) && site_match(s, tried[i], file))
            return true;
    return false;
}

static bool is_misnamed(Site *s, Str path, Pos pos, Diag *d)
{
    SiteFile meant;
    if (!meant_file(s, path, &meant))
        return false;
    site_lose(s, &meant);
    diag_error(d, "file-name", pos, "文件名或文件夹的写法不对，没有读", "the name of the file or of a folder is written wrong; it was not read");
    diag_hint(d, "改名为 %.*s；在 Windows 里先让资源管理器显示“文件扩展名”", "call it %.*s; have Windows show the endings of file names first", STR_ARG(meant.path));
    return true;
}

/* ---- formats that are not read ---- */

static bool has_ending(Str ending, const char *const *endings)
{
    for (; *endings; endings++)
        if (str_equal(ending, str_of(*endings)))
            return true;
    return false;
}

/* In the place of a table, but in a format that is not read: old ones, those with macros. */
static bool is_old_table(Site *s, Str path, Str ending, Pos pos, Diag *d)
{
    static const char *const old[] = {".xls", ".xlsm", ".xlsb", ".ett", ".ods", NULL};
    SiteFile file;
    Str as_new = str_printf(s->a, "%.*s.xlsx", STR_ARG(str_slice(path, 0, path.n - ending.n)));
    if (!has_ending(ending, old) || !site_match(s, as_new, &file))
        return false;
    site_lose(s, &file);
    diag_error(d, "file-kind", pos, "这种电子表格（%.*s）不能直接读取", "a spreadsheet of this kind (%.*s) cannot be read", STR_ARG(ending));
    diag_hint(d, "用 WPS 或 Excel 打开，另存为 .xlsx，文件名不变；原文件移出 content",
              "open it, save it as .xlsx under the same name and move this file out of content");
    return true;
}

/* Files of office programs are named with what to do, whatever folder they lie in. */
static bool is_office_file(Str ending, Pos pos, Diag *d)
{
    static const char *const words[] = {".docx", ".doc", ".wps", ".wpt", ".rtf", ".odt", NULL};
    static const char *const sheets[] = {".csv", ".xlsx", ".xls", ".et", ".ett", ".xlsm", ".xlsb", ".ods", NULL};
    bool word = has_ending(ending, words), sheet = has_ending(ending, sheets);
    if (word) {
        diag_error(d, "file-kind", pos, "这是文字处理文件，不能直接读取", "a word processor's file cannot be read");
        diag_hint(d, "把正文复制到同名的 .md 文本文件中，按样例在开头填写字段；原文件移出 content",
                  "copy the text into a .md file with fields at its head and move this file out of content");
    } else if (sheet) {
        diag_error(d, "file-kind", pos, "这张电子表格不在约定的位置，没有读", "this spreadsheet is in no place that the model knows and was not read");
        diag_hint(d, "表格按约定的文件夹和名称存放（.xlsx、.et 或 .csv）；用不着的移出 content",
                  "put tables where the model has them (.xlsx, .et or .csv); else move it out of content");
    }
    return word || sheet;
}

static bool is_asset(const Site *s, Str path)
{
    for (size_t i = 0; i < s->model->nassets; i++)
        if (model_glob(s->model->assets[i], path))
            return true;
    return false;
}

/* ---- copies ---- */

/* The name that file managers made "a - 副本", "a - 副本 (2)" or "a - Copy" of; empty: none. */
static Str original_of(Str name)
{
    static const char *const marks[] = {" - 副本", " - Copy", NULL};
    size_t open = str_find(name, STR(" ("), 0);
    if (str_ends(name, STR(")")))
        name = str_slice(name, 0, open);
    for (const char *const *mark = marks; *mark; mark++)
        if (str_ends(name, str_of(*mark)))
            return str_slice(name, 0, name.n - strlen(*mark));
    return STR_NONE;
}

/* Does a file lie there, or in a folder of that name? */
static bool is_there(const Site *s, Str path)
{
    Str inside = str_printf(s->reading, "%.*s/", STR_ARG(path));
    for (size_t i = 0; i < s->files.count; i++)
        if (str_equal(s->files.entries[i].key, path) || str_starts(s->files.entries[i].key, inside))
            return true;
    return false;
}

/* The file or the folder around it that is a copy of one beside it; empty: none. */
static Str copy_of(const Site *s, Str path)
{
    for (size_t from = 0, end; from < path.n; from = end + 1) {
        end = str_find(path, STR("/"), from);
        Str ending = end < path.n ? STR_NONE : ending_of(path), original = original_of(str_slice(path, from, end - ending.n));
        if (original.n && !(end == path.n && is_asset(s, path)) &&
            is_there(s, str_printf(s->reading, "%.*s%.*s%.*s", STR_ARG(str_slice(path, 0, from)), STR_ARG(original), STR_ARG(ending))))
            return str_slice(path, 0, end);
    }
    return STR_NONE;
}

bool misnamed_copy(Site *s, Str path, Str *told, Diag *d)
{
    if (told->n && path.n > told->n && path.p[told->n] == '/' && str_starts(path, *told)) /* the next in a folder that was told */
        return true;
    if (str_find(path, STR(" - "), 0) >= path.n) /* nearly all */
        return false;
    Str copy = copy_of(s, path);
    if (!copy.n)
        return false;
    bool folder = copy.n < path.n;
    diag_error(d, "file-copy", site_file_pos(s, copy), folder ? "这个文件夹是旁边那个的副本，里面的都没有读" : "这个文件是旁边那个的副本，没有读",
               folder ? "this folder is a copy of the one beside it; nothing in it was read" : "this file is a copy of the one beside it and was not read");
    diag_hint(d, "留下要用的一份，另一份移出 content", "keep one of them and move the other out of content");
    *told = copy;
    return true;
}

void misnamed_report(Site *s, Str path, Diag *d)
{
    if (is_asset(s, path))
        return;
    Pos pos = site_file_pos(s, path);
    Str ending = str_lower(s->reading, ending_of(path));
    if (is_misnamed(s, path, pos, d) || is_old_table(s, path, ending, pos, d) || is_office_file(ending, pos, d))
        return;
    diag_warn(d, "file-unmatched", pos, "这个文件没有用处：文件夹或名称不在约定之内",
              "this file has no use: its folder or name is none the model knows");
    diag_hint(d, "检查文件夹和文件名的写法；不需要的文件请移出 content",
              "check how folder and file are named, or move the file out of content");
}
