/*
 * An earlier copy is known by its list of check sums; what that names and the new list does not is removed.
 */
#include "build/stick.h"

#include "base/map.h"
#include "build/publish.h"
#include "html/reference.h"
#include "pdf/write.h"
#include "read/digest.h"

#define SUMS "校验.sha256"
#define START "打开网站.html"
#define README "打开方式.txt"

typedef struct Stick {
    Arena *a;
    const Options *o;
    const char *folder;
    const Output *outputs;
    size_t count;
    Buf sums;
    Buf books;     /* their lines of what to read first */
    Map book_seen; /* by fingerprint: a book that stands in a site too is told of once */
    size_t files;
    uint64_t bytes;
    Diag *d;
} Stick;

static bool is_public(const Output *output)
{
    return str_equal(output->edition, STR("public")) || str_equal(output->edition, STR("part")) ||
           str_equal(output->edition, STR("withdrawn"));
}

/* The page to begin with: index.html in the highest folder. */
static Str first_page(const Stick *s)
{
    Str best = STR_NONE;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < s->count; i++) {
        Str path = s->outputs[i].path;
        size_t depth = 0;
        for (size_t k = 0; k < path.n; k++)
            depth += path.p[k] == '/';
        if (is_public(&s->outputs[i]) && str_equal(file_name(path), STR("index.html")) && depth < least) {
            best = path;
            least = depth;
        }
    }
    return best;
}

/* ---- files ---- */

static bool put(Stick *s, const char *name, Str bytes)
{
    Str digest = digest_bytes(s->a, bytes);
    buf_printf(&s->sums, "%.*s  %s\n", STR_ARG(digest), name);
    return file_write(file_join(s->a, s->folder, str_of(name)), bytes, s->d);
}

/* A book by its title, and below it where it stands: file names are for machines. */
static void note_book(Stick *s, Arena *work, const Output *output, Str bytes)
{
    if (!str_ends(output->path, STR(".pdf")) || map_find(&s->book_seen, output->sha256))
        return;
    *map_at(&s->book_seen, output->sha256) = s;
    Str title = html_unreferenced(work, write_title_of(bytes));
    bool titled = title.n > 0;
    if (titled)
        buf_printf(&s->books, "   %.*s\r\n", STR_ARG(title));
    buf_printf(&s->books, titled ? "      %.*s，" : "   %.*s，", STR_ARG(output->path));
    if (output->pages)
        buf_printf(&s->books, "%llu 页，", (unsigned long long)output->pages);
    if (output->size < 1000000)
        buf_printf(&s->books, "%llu KB\r\n", (unsigned long long)(output->size + 999) / 1000);
    else
        buf_printf(&s->books, "%.1f MB\r\n", (double)output->size / 1e6);
}

static bool copy(Stick *s, const Output *output)
{
    Arena *work = arena_open();
    Str bytes;
    const char *from = file_join(work, s->o->out, output->path);
    bool good = file_bytes(work, from, &bytes, s->d);
    if (good && !str_equal(digest_bytes(work, bytes), output->sha256)) {
        diag_error(s->d, "usb", ((Pos){0}), "%s 和清单 manifest.csv 里的不一样，没有拷贝", "%s is not what manifest.csv says, and was not copied", from);
        diag_hint(s->d, "重新发布一次，再拷贝", "publish again, then copy");
        good = false;
    }
    good = good && file_write(file_join(work, s->folder, output->path), bytes, s->d);
    buf_printf(&s->sums, "%.*s  %.*s\n", STR_ARG(output->sha256), STR_ARG(output->path));
    s->files++;
    s->bytes += output->size;
    if (good)
        note_book(s, work, output, bytes);
    arena_close(work);
    return good;
}

/* ---- what to read first ---- */

static Str start_page(Arena *a, Str first)
{
    return str_printf(a, "<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"refresh\" content=\"0; url=%.*s\">\n<title>打开网站</title>\n</head>\n"
                         "<body><p><a href=\"%.*s\">打开网站</a></p></body>\n</html>\n", STR_ARG(first), STR_ARG(first));
}

/* Lines end as Windows' own editor wants them. */
static Str readme(const Stick *s)
{
    Buf out = buf_in(s->a);
    buf_c(&out, "\xEF\xBB\xBF打开方式\r\n\r\n"
                "1. 双击“" START "”，网站在浏览器里打开，不用联网，搜索也能用。\r\n"
                "2. 整个文件夹要在一起：只拷走其中一个文件，图片和链接就断了。\r\n"
                "3. 手机上打开：先把整个文件夹拷到手机里，再用浏览器打开。\r\n"
                "4. 书册是 PDF，可以直接打开、打印：\r\n\r\n");
    buf_str(&out, buf_view(&s->books));
    buf_printf(&out, "\r\n共 %zu 个文件，%.1f MB。“" SUMS "”是各文件的校验值（sha256sum -c）。\r\n", s->files, (double)s->bytes / 1e6);
    return buf_view(&out);
}

/* ---- the folder ---- */

static Str earlier_sums(const Stick *s)
{
    Diag unheard = diag_in(s->a);
    Str sums;
    const char *path = file_join(s->a, s->folder, STR(SUMS));
    return file_exists(path) && file_bytes(s->a, path, &sums, &unheard) ? sums : STR_NONE;
}

static bool is_empty(const Stick *s)
{
    Str *names;
    size_t count;
    return !file_exists(s->folder) || (file_names(s->a, s->folder, &names, &count, s->d) && count == 0);
}

/* Nothing but the folder's own files is ever removed: no name leads out of it. */
static bool is_below(Str path)
{
    Str part;
    bool good = path.n > 0 && path.p[0] != '/';
    while (good && str_split(&path, '/', &part))
        good = part.n > 0 && !str_equal(part, STR("..")) && !str_equal(part, STR("."));
    return good;
}

static bool remove_gone(Stick *s, Str earlier)
{
    Map now = map_in(s->a);
    Str rest = buf_view(&s->sums), line;
    size_t name = DIGEST_LENGTH + 2;
    while (str_split(&rest, '\n', &line))
        *map_at(&now, str_slice(line, name, line.n)) = s;
    while (str_split(&earlier, '\n', &line)) {
        Str path = str_slice(line, name, line.n);
        if (is_below(path) && !map_find(&now, path) && !file_remove_tree(file_join(s->a, s->folder, path), s->d))
            return false;
    }
    return true;
}

static bool copy_all(Stick *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (is_public(&s->outputs[i]) && !copy(s, &s->outputs[i]))
            return false;
    Str first = first_page(s);
    return (!first.n || put(s, START, start_page(s->a, first))) && put(s, README, readme(s));
}

static bool is_copyable(const Stick *s)
{
    if (s->count && str_equal(s->outputs[0].edition, STR(PUBLISH_DRAFT))) {
        diag_error(s->d, "usb", ((Pos){0}), "%s 里是草稿，不能带出去", "%s holds a draft, which is not to be carried around", s->o->out);
        return false;
    }
    if (is_empty(s) || earlier_sums(s).n)
        return true;
    diag_error(s->d, "usb", ((Pos){0}), "%s 里有别的东西，没有拷贝", "%s holds other things; nothing was copied", s->folder);
    diag_hint(s->d, "写一个新文件夹的名字，例如 U 盘里的“网站”", "name a new folder, one on the stick");
    return false;
}

int stick_run(Arena *a, const Options *o, const char *folder, Diag *d)
{
    Stick s = {.a = a, .o = o, .folder = folder, .sums = buf_in(a), .books = buf_in(a), .book_seen = map_in(a), .d = d};
    bool done = publish_read(a, file_join(a, o->out, STR("manifest.csv")), &s.outputs, &s.count, d) && is_copyable(&s);
    Str earlier = done ? earlier_sums(&s) : STR_NONE;
    done = done && copy_all(&s) && remove_gone(&s, earlier) &&
           file_write(file_join(a, folder, STR(SUMS)), buf_view(&s.sums), d);
    if (done && !o->quiet)
        printf(o->style.english ? "%zu files, %.1f MB -> %s\n" : "文件 %zu，%.1f MB → %s\n", s.files, (double)s.bytes / 1e6, folder);
    return options_exit(o, d);
}
