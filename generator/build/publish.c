/*
 * The stage is OUT.stage-PID.tmp beside OUT, so both are on one file system and a leftover is
 * recognised by name.
 */
#include "build/publish.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MANIFEST "manifest.csv"
#define WITHDRAWN "withdrawn.csv"
/* Earlier manifests end before pages. */
static const char manifest_start[] = "path,size,sha256,edition,scope,sources";
static const char manifest_head[] = "path,size,sha256,edition,scope,sources,pages\n";
static const char withdrawn_head[] = "path,withdrawn,sha256,scope,sources\n";

/* Remove the stages of builds that were killed; we hold the lock, so none is alive. */
static bool clean_up(Arena *a, const char *out, Diag *d)
{
    Str folder = file_folder(str_of(out));
    const char *parent = folder.n ? str_c(a, folder) : ".";
    Str prefix = str_printf(a, "%.*s.stage-", STR_ARG(file_name(str_of(out))));
    Str *names;
    size_t count;
    if (!file_names(a, parent, &names, &count, d))
        return false;
    for (size_t i = 0; i < count; i++)
        if (str_starts(names[i], prefix) && str_ends(names[i], STR(".tmp")) &&
            !file_remove_tree(file_join(a, parent, names[i]), d))
            return false;
    return true;
}

/* One field of a line; no field holds quotes, but some hold commas. */
static Str take_field(Str *line)
{
    Str field = STR_NONE;
    if (!str_starts(*line, STR("\""))) {
        str_split(line, ',', &field);
        return field;
    }
    size_t end = str_find(*line, STR("\""), 1);
    field = str_slice(*line, 1, end);
    *line = str_slice(*line, end + 2, line->n);
    return field;
}

/* A file of the published folder as text without its first line; empty when it is not there or does not begin as ours do. */
static Str own_file(Arena *a, const char *out, const char *name, const char *head)
{
    Str text, first;
    Diag ignored = diag_in(a);
    const char *path = file_join(a, out, str_of(name));
    bool ours = file_exists(path) && file_bytes(a, path, &text, &ignored) && str_starts(text, str_of(head));
    if (ours)
        str_split(&text, '\n', &first);
    return ours ? text : STR_NONE;
}

/* The next line of a manifest. false: there is none. */
static bool take_output(Str *rest, Output *output)
{
    Str line;
    int64_t bytes;
    while (str_split(rest, '\n', &line)) {
        *output = (Output){.path = take_field(&line)};
        if (!output->path.n || !str_to_int(take_field(&line), &bytes))
            continue; /* not a line of ours */
        output->size = (uint64_t)bytes;
        output->sha256 = take_field(&line);
        output->edition = take_field(&line);
        output->scope = take_field(&line);
        output->sources = take_field(&line);
        output->pages = str_to_int(take_field(&line), &bytes) && bytes > 0 ? (uint64_t)bytes : 0;
        return true;
    }
    return false;
}

/* The first folder or file of each path in the manifest of out; false: there is no manifest of ours. */
static void published_names(Arena *a, const char *out, Map *known)
{
    Str rest, line, first;
    Diag ignored = diag_in(a);
    if (!file_bytes(a, file_join(a, out, STR(MANIFEST)), &rest, &ignored) || !str_starts(rest, STR("path,")))
        return;
    *map_at(known, STR(MANIFEST)) = known;
    *map_at(known, STR(WITHDRAWN)) = known;
    while (str_split(&rest, '\n', &line)) {
        Str path = take_field(&line);
        if (str_split(&path, '/', &first))
            *map_at(known, first) = known;
    }
}

/* Something in out that no build of ours has put there, or NULL. */
static const char *find_foreign(Arena *a, const char *out)
{
    Str *names;
    size_t count;
    Diag ignored = diag_in(a);
    Map known = map_in(a);
    if (!file_exists(out))
        return NULL;
    if (!file_is_folder(out) || !file_names(a, out, &names, &count, &ignored))
        return out;
    published_names(a, out, &known);
    for (size_t i = 0; i < count; i++)
        if (!map_find(&known, names[i]))
            return file_join(a, out, names[i]);
    return NULL;
}

/* Publishing replaces the whole folder, so it must be new, empty, or one that we published. */
static bool is_ours(Arena *a, const char *out, Diag *d)
{
    const char *foreign = find_foreign(a, out);
    if (!foreign)
        return true;
    diag_error(d, "out-foreign", ((Pos){0}), "%s 不是以前生成的结果；输出文件夹未动",
               "%s is not what an earlier build made; the output folder was left alone", foreign);
    diag_hint(d, "生成会替换整个输出文件夹：用 -o 指定一个新的文件夹，或先把它移走",
              "a build replaces the whole output folder: name a new one with -o, or move this away first");
    return false;
}

/* A draft in the place of a publication would be read as one, and the other way round parts of it be kept. */
static bool is_of_its_kind(Arena *a, const char *out, bool draft, Diag *d)
{
    Str rest = own_file(a, out, MANIFEST, manifest_start);
    Output first;
    if (!take_output(&rest, &first) || str_equal(first.edition, STR(PUBLISH_DRAFT)) == draft)
        return true;
    diag_error(d, "out-edition", ((Pos){0}), draft ? "%s 里是已经发布的，草稿不能写进去" : "%s 里是草稿，不能在上面发布",
               draft ? "%s holds a publication; a draft must not replace it" : "%s holds a draft; nothing is published over it", out);
    diag_hint(d, "用 -o 指定另一个文件夹，或先把它移走", "name another folder with -o, or move this away first");
    return false;
}

bool publish_begin(Arena *a, Publish *p, const char *out, bool draft, Diag *d)
{
    out = file_resolve(a, out, d);
    if (!out || !is_ours(a, out, d) || !is_of_its_kind(a, out, draft, d))
        return false;
    *p = (Publish){.out = out, .draft = draft, .locked = p->locked};
    long holder;
    size_t before = d->count;
    if (!p->locked && !file_lock(str_printf(a, "%s.lock", out).p, &holder, d)) {
        if (d->count == before) {
            if (holder)
                diag_error(d, "locked", ((Pos){0}), "%s 正由另一个进程（%ld）构建", "%s is being built by another process (%ld)", out, holder);
            else /* it has not said yet which it is */
                diag_error(d, "locked", ((Pos){0}), "%s 正由另一个进程构建", "%s is being built by another process", out);
            diag_hint(d, "等它结束，或用 -o 写到别的文件夹", "wait for it, or write elsewhere with -o");
        }
        return false;
    }
    p->locked = true;
    p->last = arena_new(a, FileFolder);
    p->before = arena_new(a, FileFolder);
    p->again = file_exists(out);
    p->stage = str_printf(a, "%s.stage-%ld.tmp", out, (long)getpid()).p;
    return clean_up(a, out, d) && file_make_folders(p->stage, d);
}

void publish_add(Arena *a, Publish *p, Output output)
{
    assert(str_equal(output.edition, STR(PUBLISH_DRAFT)) == p->draft);
    arena_push(a, p->outputs, p->count, p->room, output);
}

static Map paths_of(Arena *a, const Publish *p)
{
    Map paths = map_in(a);
    for (size_t i = 0; i < p->count; i++)
        *map_at(&paths, p->outputs[i].path) = &p->outputs[i];
    return paths;
}

bool publish_keep(Arena *a, Publish *p, bool (*keep)(void *self, Str path, Str scope), void *self, Diag *d)
{
    Str rest = own_file(a, p->out, MANIFEST, manifest_start);
    Map made = rest.n ? paths_of(a, p) : map_in(a);
    Output output;
    while (take_output(&rest, &output)) {
        if (map_find(&made, output.path) || !keep(self, output.path, output.scope))
            continue;
        const char *old = file_join(a, p->out, output.path);
        if (!file_exists(old)) {
            diag_warn(d, "kept-missing", ((Pos){0}), "%s：上次发布过，现在不在了，无法保留", "%s was published, but is gone now; it cannot be kept",
                      old);
            continue;
        }
        publish_add(a, p, output);
        if (!file_link(old, file_join(a, p->stage, output.path), d))
            return false;
    }
    return true;
}

bool publish_has(const Publish *p, Str path, Str bytes)
{
    if (!p->again)
        return false;
    Arena *work = arena_open();
    bool has = file_holds_by(p->before, file_join(work, p->out, path), bytes);
    arena_close(work);
    return has;
}

bool publish_write(const Publish *p, Str path, Str bytes, Diag *d)
{
    if (publish_has(p, path, bytes))
        return true;
    Arena *work = arena_open();
    bool good = file_write_by(p->last, file_join(work, p->stage, path), bytes, d);
    arena_close(work);
    return good;
}

bool publish_take(Publish *p, Diag *d)
{
    Arena *work = arena_open();
    bool good = true;
    for (; p->taken < p->count && good; p->taken++) {
        Str path = p->outputs[p->taken].path;
        good = !p->again || file_link_new_by(p->before, p->last, file_join(work, p->out, path), file_join(work, p->stage, path), d);
        arena_reset(work);
    }
    arena_close(work);
    return good;
}

size_t publish_pages(Arena *a, const Publish *p, Str prefix, const Str **paths)
{
    Str *list = arena_array(a, Str, p->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < p->count; i++)
        if (str_starts(p->outputs[i].path, prefix) && str_ends(p->outputs[i].path, STR(".html")) &&
            !str_equal(p->outputs[i].edition, STR("withdrawn")))
            list[count++] = p->outputs[i].path;
    if (count)
        qsort(list, count, sizeof *list, str_order);
    *paths = list;
    return count;
}

/* "path sha256 size" or "path sha256 size =". false: reported. */
static bool renew(Arena *a, const Publish *p, const Map *outputs, Str line, Diag *d)
{
    Str path, sha256, size;
    int64_t bytes;
    Output *output = str_split(&line, ' ', &path) ? map_find(outputs, path) : NULL;
    if (!output || !str_split(&line, ' ', &sha256) || !str_split(&line, ' ', &size) || !str_to_int(size, &bytes))
        return true;
    output->sha256 = sha256;
    output->size = (uint64_t)bytes;
    const char *now = file_join(a, p->stage, path);
    return !str_equal(line, STR("=")) || (file_remove_tree(now, d) && file_link(file_join(a, p->out, path), now, d));
}

bool publish_renew(Arena *a, Publish *p, Str lines, Diag *d)
{
    Map outputs = paths_of(a, p);
    Str line;
    bool good = true;
    while (good && str_split(&lines, '\n', &line))
        if (str_starts(line, STR("\t")))
            good = renew(a, p, &outputs, str_slice(line, 1, line.n), d);
    return good;
}

bool publish_drop(Arena *a, Publish *p, Str scope, Diag *d)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->count; i++)
        if (!str_equal(p->outputs[i].scope, scope))
            p->outputs[kept++] = p->outputs[i];
        else if (!file_remove_tree(file_join(a, p->stage, p->outputs[i].path), d))
            return false;
    p->count = kept;
    p->taken = 0;
    return true;
}

static void put_field(Buf *out, Str field, char end)
{
    const char *quote = str_find(field, STR(","), 0) < field.n ? "\"" : "";
    buf_c(out, quote);
    buf_str(out, field);
    buf_c(out, quote);
    buf_byte(out, end);
}

static Str manifest_of(Arena *a, const Publish *p)
{
    Buf out = buf_in(a);
    buf_c(&out, manifest_head);
    for (size_t i = 0; i < p->count; i++) {
        const Output *o = &p->outputs[i];
        put_field(&out, o->path, ',');
        buf_int(&out, (int64_t)o->size);
        buf_byte(&out, ',');
        put_field(&out, o->sha256, ',');
        put_field(&out, o->edition, ',');
        put_field(&out, o->scope, ',');
        put_field(&out, o->sources, ',');
        if (o->pages)
            buf_int(&out, (int64_t)o->pages);
        buf_byte(&out, '\n');
    }
    return buf_view(&out);
}

/* ---- what is withdrawn ---- */

static bool is_open(const Output *output)
{
    return str_equal(output->edition, STR("public"));
}

void publish_gone(Arena *a, Publish *p, bool (*is_no_address)(void *self, Str path), void *self)
{
    if (p->looked)
        return;
    p->looked = true;
    Str rest = own_file(a, p->out, MANIFEST, manifest_start);
    Map now = rest.n ? paths_of(a, p) : map_in(a);
    Output *gone = NULL;
    size_t count = 0, room = 0;
    for (Output output; take_output(&rest, &output);) {
        const Output *same = map_find(&now, output.path);
        if (is_open(&output) && !(same && is_open(same)) && !(is_no_address && is_no_address(self, output.path)))
            arena_push(a, gone, count, room, output);
    }
    p->gone = gone;
    p->ngone = count;
}

static void set_line(Arena *a, Map *lines, Str path, Str line)
{
    Str *own = arena_new(a, Str);
    *own = line;
    *map_at(lines, path) = own;
}

/* Lines of before and now, those that are public again left out, by path. */
static Str withdrawn_of(Arena *a, const Publish *p, Str today)
{
    Str rest = own_file(a, p->out, WITHDRAWN, withdrawn_head), line;
    Map now = rest.n ? paths_of(a, p) : map_in(a), lines = map_in(a);
    Buf out = buf_in(a);
    while (str_split(&rest, '\n', &line)) {
        Str after = line, path = take_field(&after);
        const Output *same = map_find(&now, path);
        if (path.n && !(same && is_open(same)))
            set_line(a, &lines, path, line);
    }
    for (size_t i = 0; i < p->ngone; i++) {
        const Output *o = &p->gone[i];
        Buf own = buf_in(a);
        put_field(&own, o->path, ',');
        buf_printf(&own, "%.*s,%.*s,", STR_ARG(today), STR_ARG(o->sha256));
        put_field(&own, o->scope, ',');
        put_field(&own, o->sources, ' ');
        own.n--;
        set_line(a, &lines, o->path, buf_view(&own));
    }
    if (!lines.count)
        return STR_NONE;
    MapEntry *sorted = lines.entries;
    qsort(sorted, lines.count, sizeof *sorted, str_order);
    buf_c(&out, withdrawn_head);
    for (size_t i = 0; i < lines.count; i++)
        buf_printf(&out, "%.*s\n", STR_ARG(*(Str *)sorted[i].value));
    return buf_view(&out);
}

static bool write_lists(Arena *a, Publish *p, Str today, Diag *d)
{
    publish_gone(a, p, NULL, NULL);
    Str withdrawn = withdrawn_of(a, p, today);
    return file_write(file_join(a, p->stage, STR(MANIFEST)), manifest_of(a, p), d) &&
           (!withdrawn.n || file_write(file_join(a, p->stage, STR(WITHDRAWN)), withdrawn, d));
}

bool publish_finish(Arena *a, Publish *p, Str today, bool durable, Diag *d)
{
    if (p->count)
        qsort(p->outputs, p->count, sizeof *p->outputs, str_order);
    bool ready = write_lists(a, p, today, d) && (!durable || file_sync(p->stage, d));
    if (!ready || !(file_exists(p->out) ? file_exchange(p->stage, p->out, d) : file_rename(p->stage, p->out, d))) {
        publish_abandon(p);
        return false;
    }
    publish_abandon(p); /* the stage holds the old tree now */
    return true;
}

bool publish_read(Arena *a, const char *manifest, const Output **outputs, size_t *count, Diag *d)
{
    Str rest, line;
    Output *list = NULL, output;
    size_t n = 0, room = 0;
    if (!file_bytes(a, manifest, &rest, d))
        return false;
    if (!str_starts(rest, STR(manifest_start))) {
        diag_error(d, "manifest", ((Pos){.source = source_make(a, str_of(manifest), STR_NONE)}), "不是本程序的清单：第一行应以 %s 开头",
                   "not a manifest of ours: its first line should begin with %s", manifest_start);
        return false;
    }
    str_split(&rest, '\n', &line);
    while (take_output(&rest, &output))
        arena_push(a, list, n, room, output);
    *outputs = list;
    *count = n;
    return true;
}

void publish_known(Arena *a, const char *out, Map *paths, Map *scopes)
{
    Str rest = own_file(a, out, MANIFEST, manifest_head);
    for (Output output; take_output(&rest, &output);)
        *map_at(paths, output.path) = *map_at(scopes, output.scope) = paths;
}

void publish_abandon(Publish *p)
{
    Arena *scratch = arena_open();
    Diag ignored = diag_in(scratch); /* a leftover stage is removed by the next build */
    file_let_go(p->last);
    file_let_go(p->before);
    file_remove_tree(p->stage, &ignored);
    arena_close(scratch);
}
