/*
 * build, again: a build that finds what earlier ones kept gives byte for byte what a build gives that finds nothing: the
 * same files, the same messages in the same order, the same exit code. A museum (tests/build/again) is edited at random,
 * cells, words, fields, pictures, templates, scripts, options, files that go and come, a lender who does not want to be
 * named any more, and a cache that is damaged; after each edit it is built in two folders, of which one has no cache.
 *
 * AGAIN_EDITS: how many edits; AGAIN_SEED: which.
 */
#include "check.h"
#include "random.h"

#include <assert.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "draw/image.h"

/* The one text of a file is the other after the edit, and back after the next. */
typedef struct Toggle {
    const char *file, *one, *other;
} Toggle;

static const Toggle toggles[] = {
    /* a word of a body, an error in one, what must not be said */
    {"content/rooms/east/room.md", "请勿触摸。", "请勿触摸展品。"},
    {"content/rooms/east/room.md", "extraordinarily", "extraordinary"},
    {"content/rooms/east/room.md", "出自旧册", "出自新册"},
    {"content/rooms/east/room.md", "## 陶器", "## 陶瓷"},
    {"content/rooms/west/room.md", "钟在正午", "此语不得外传，钟在正午"},
    {"content/rooms/west/room.md", "敲十二下", "敲十二下\xee\x80\x80"}, /* a character that no face has */
    {"content/rooms/west/room.md", "## 钟表\n", "## 钟表\n\n[旧页](gone.md)\n"},
    {"content/notes/hours.md", "九点开门", "十点开门"},
    {"content/notes/hours.md", "#陶器", "#参观"},
    {"content/notes/way.md", "乘三路车", "乘三路车或骑车"},
    /* fields */
    {"content/rooms/east/room.md", "title: 东厅", "title: 东展厅"},
    {"content/rooms/west/room.md", "curator: 李清源\n", ""},
    {"content/notes/way.md", "title: 怎样来", "title: 如何来"},
    {"content/notes/way.md", "id: way", "错: ["},
    /* cells; a row more; somebody is not to be named */
    {"content/rooms/east/objects.csv", "1620", "1622"},
    {"content/rooms/east/objects.csv", "赵明诚,是,900", "赵明诚,是,950"},
    {"content/rooms/east/objects.csv", "钱谦益,是", "钱谦益,否"},
    {"content/rooms/west/objects.csv", "孙承宗,是", "孙承宗,否"},
    {"content/rooms/west/objects.csv", "W2,", "W3,沙漏,1600,吴敬梓,是,5\nW2,"},
    {"content/rooms/west/objects.csv", "吴敬梓,是,80", "孙承宗,是,80"},
    {"content/rooms/west/objects.csv", "1851", "去年"},
    /* looks and scripts */
    {"templates/guide.lua", "#2E7D6B", "#274562"},
    {"templates/guide.lua", "再会", "欢迎再来"},
    {"templates/guide.lua", "\"bar\"", "\"line\""},
    {"templates/guide.lua", "hyphenate = true", "hyphenate = false"},
    {"templates/all.lua", "height = \"200mm\"", "height = \"190mm\""},
    {"templates/all.lua", " prints = {\"objects\"},", ""},
    {"templates/office.lua", "o.insured or 0", "(o.insured or 0) * 2"},
    {"templates/base.html", "<main>", "<main data-search-kind=\"页\">"},
    {"templates/base.html", "{% block main %}", "{% nothing %}{% block main %}"},
    {"templates/style.css", "serif", "sans-serif"},
    {"templates/fonts.lua", "bold = 0.03, files = {song,", "bold = 0.04, files = {song,"},
    {"lua/words.lua", "年代", "年份"},
    {"lua/gate.lua", "不得外传", "十二"},
    {"lua/model.lua", "{\"insured\", \"int\", visible = \"internal\"}", "{\"insured\", \"int\"}"},
};

enum { TOGGLES = sizeof toggles / sizeof *toggles, FILES = 21, MAY_GO = 6 };

/* The first MAY_GO may be gone or have another name. */
static const char *const files[] = {
    "content/rooms/east/room.md", "content/rooms/west/room.md", "content/notes/hours.md", "content/notes/way.md",
    "content/rooms/east/objects.csv", "content/rooms/west/objects.csv", "lua/model.lua", "lua/gate.lua", "lua/words.lua",
    "templates/site.lua", "templates/guide.lua", "templates/all.lua", "templates/card.lua", "templates/office.lua",
    "templates/base.html", "templates/room.html", "templates/note.html", "templates/index.html", "templates/objects.csv",
    "templates/style.css", "templates/fonts.lua",
};
static_assert(sizeof files / sizeof *files == FILES, "a place for each");

typedef enum There { THERE, GONE, RENAMED } There;

typedef struct State {
    bool turned[TOGGLES];
    There there[FILES];
    uint32_t pictures[2];
    uint32_t day, print, workers;
    bool draft, english;
} State;

static char folder[] = "/tmp/again-test-XXXXXX";
static const char *const sides[] = {"warm", "fresh"};
static const char *const rooms[] = {"east", "west"};
static const char *program;

/* ---- the project as the state has it ---- */

static const char *below(Arena *a, const char *side, const char *path)
{
    return str_printf(a, "%s/%s/%s", folder, side, path).p;
}

/* Written only when it is another text. */
static void set_file(Arena *a, const char *path, Str text)
{
    Diag d = diag_in(a);
    Str old;
    if (!(file_exists(path) && file_bytes(a, path, &old, &d) && str_equal(old, text)))
        CHECK(file_write(path, text, &d));
}

static Str base_text(Arena *a, const char *file)
{
    Diag d = diag_in(a);
    Str text;
    const char *from = strcmp(file, "templates/fonts.lua") == 0 ? file : str_printf(a, "tests/build/again/%s", file).p;
    CHECK(file_bytes(a, from, &text, &d));
    return text;
}

static Str text_of(Arena *a, const State *s, const char *file)
{
    Str text = base_text(a, file);
    for (size_t i = 0; i < TOGGLES; i++) {
        if (strcmp(toggles[i].file, file) != 0)
            continue;
        size_t at = str_find(text, str_of(toggles[i].one), 0);
        CHECK(at < text.n);
        if (s->turned[i])
            text = str_printf(a, "%.*s%s%.*s", STR_ARG(str_slice(text, 0, at)), toggles[i].other,
                              STR_ARG(str_slice(text, at + strlen(toggles[i].one), text.n)));
    }
    return text;
}

static Str picture_of(Arena *a, uint32_t look)
{
    enum { WIDTH = 120, HEIGHT = 90 };
    uint8_t *pixels = arena_array(a, uint8_t, WIDTH * HEIGHT * 3);
    for (size_t i = 0; i < WIDTH * HEIGHT * 3; i++)
        pixels[i] = (uint8_t)(i * (look + 1) / 64);
    Image image = {WIDTH, HEIGHT, 3, false, pixels};
    return image_file(a, &image, IMAGE_AS_PNG);
}

static void write_project(const State *s)
{
    Arena *a = arena_open();
    Diag d = diag_in(a);
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i < FILES; i++) {
            const char *path = below(a, sides[side], files[i]), *name = strrchr(path, '/') + 1;
            const char *other = str_printf(a, "%.*sn-%s", (int)(name - path), path, name).p;
            if (s->there[i] != THERE)
                CHECK(file_remove_tree(path, &d));
            if (s->there[i] != RENAMED)
                CHECK(file_remove_tree(other, &d));
            if (s->there[i] != GONE)
                set_file(a, s->there[i] == THERE ? path : other, text_of(a, s, files[i]));
        }
        for (size_t i = 0; i < 2; i++)
            set_file(a, below(a, sides[side], str_printf(a, "content/rooms/%s/view.png", rooms[i]).p), picture_of(a, s->pictures[i]));
    }
    arena_close(a);
}

/* ---- building ---- */

static int build(const State *s, const char *side, const char *out)
{
    static const char *const prints[] = {"", " --print screen", " --print press"};
    Arena *a = arena_open();
    Str line = str_printf(a, "cd %s/%s && %s build --quiet -j%u --as-of 2026-0%u-01%s%s%s -o %s%s >../%s.out 2>../%s.err", folder, side, program,
                          s->workers + 1, s->day + 1, s->draft ? " --draft" : " --publish", prints[s->print], s->english ? " --lang en" : "",
                          out, s->draft ? "-draft" : "", side, side);
    int status = system(line.p);
    arena_close(a);
    CHECK(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static bool is_same(const char *what)
{
    Arena *a = arena_open();
    int status = system(str_printf(a, "cd %s && diff -rq %s >differences 2>&1 || { cat differences; false; }", folder, what).p);
    arena_close(a);
    return status == 0;
}

/* What was taken over from earlier builds, which both sides did alike, is what its manifest says. */
static bool is_listed(const char *side, const char *out)
{
    Arena *a = arena_open();
    int status = system(str_printf(a, "cd %s/%s/%s 2>/dev/null || exit 0; awk -F, 'FNR > 1 {print $3 \"  \" $1}' manifest.csv | "
                                   "sha256sum --check --quiet", folder, side, out).p);
    arena_close(a);
    return status == 0;
}

/* Both builds, and what they gave. */
static bool agree(const State *s)
{
    Arena *a = arena_open();
    Diag d = diag_in(a);
    write_project(s);
    CHECK(file_remove_tree(below(a, "fresh", ".kanben"), &d));
    int warm = build(s, "warm", "out"), fresh = build(s, "fresh", "out");
    bool same = warm == fresh && is_same("warm.out fresh.out") && is_same("warm.err fresh.err") &&
                is_same("-x .kanben -x '*.lock' warm fresh") && is_listed("warm", s->draft ? "out-draft" : "out");
    CHECK(warm <= 1);
    arena_close(a);
    return same;
}

/* ---- edits ---- */

static size_t entries(Arena *a, Str **names)
{
    Diag d = diag_in(a);
    size_t count = 0;
    const char *cache = below(a, "warm", ".kanben/cache");
    return file_is_folder(cache) && file_names(a, cache, names, &count, &d) ? count : 0;
}

/* Some of the cache is cut, other, empty or gone. */
static void damage(uint32_t *random)
{
    Arena *a = arena_open();
    Diag d = diag_in(a);
    Str *names = NULL, bytes;
    size_t count = entries(a, &names);
    uint32_t how = random_below(random, 4);
    if (how == 3)
        CHECK(file_remove_tree(below(a, "warm", ".kanben"), &d));
    for (size_t i = 0; i < count && how < 3; i++) {
        const char *path = file_join(a, below(a, "warm", ".kanben/cache"), names[i]);
        if (random_below(random, 3) || !file_bytes(a, path, &bytes, &d))
            continue;
        Str other = str_copy(a, bytes);
        uint32_t at = bytes.n ? random_below(random, (uint32_t)bytes.n) : 0;
        if (bytes.n && how == 0)
            ((char *)other.p)[at] ^= 32;
        CHECK(file_write(path, how == 2 ? STR_NONE : how == 1 ? str_slice(other, 0, at) : other, &d));
    }
    arena_close(a);
}

static void edit(State *s, uint32_t *random)
{
    enum { TEXTS = 6 }; /* of ten edits: what authors do most */
    uint32_t what = random_below(random, 10 + 4);
    if (what < TEXTS) {
        uint32_t i = random_below(random, TOGGLES), last = i + TOGGLES;
        for (bool back = random_below(random, 2); back && i < last && !s->turned[i % TOGGLES];) /* mistakes are mended */
            i++;
        i %= TOGGLES;
        s->turned[i] = !s->turned[i];
        printf("%s: %s\n", toggles[i].file, s->turned[i] ? toggles[i].other : toggles[i].one);
        return;
    }
    printf("edit of another kind: %u\n", what);
    switch (what) {
    case 6: s->pictures[random_below(random, 2)] = random_below(random, 3); break;
    case 7: s->day = random_below(random, 3); break;
    case 8: s->print = random_below(random, 3); break;
    case 9: s->draft = !s->draft; break;
    case 10: s->english = !s->english; break;
    case 11: damage(random); break;
    case 12: s->workers = random_below(random, 3); break;
    default: { /* of the content one goes, gets another name, or comes back */
        uint32_t i = random_below(random, MAY_GO);
        s->there[i] = s->there[i] == THERE ? (random_below(random, 2) ? GONE : RENAMED) : THERE;
    }
    }
}

/* When each published file was written; the lists of files are written anew. */
static void note_times(const char *file)
{
    Arena *a = arena_open();
    CHECK(system(str_printf(a, "cd %s && find warm/out -type f ! -name manifest.csv -printf '%%p %%T@\\n' | sort >%s", folder, file).p) == 0);
    arena_close(a);
}

/* Nothing was changed: nothing is made that was not said something about, and published files keep their times. */
static void test_nothing(const State *s)
{
    Arena *a = arena_open();
    Str *names;
    CHECK(agree(s) && agree(s)); /* the texts of documents are kept by the second */
    note_times("times");
    size_t before = entries(a, &names);
    CHECK(before > 8 && agree(s) && entries(a, &names) == before);
    note_times("times.again");
    CHECK(is_same("times times.again"));
    arena_close(a);
}

/* Two at once, of one cache. */
static void test_two(const State *s)
{
    Arena *a = arena_open();
    Str line = str_printf(a, "cd %s/warm && rm -rf .kanben out-a out-b; (%s build --quiet --publish -o out-a 2>/dev/null & %s build --quiet --publish -o out-b 2>/dev/null; wait)",
                          folder, program, program);
    (void)s;
    CHECK(system(line.p) == 0 || file_exists(below(a, "warm", "out-a/manifest.csv")));
    CHECK(is_same("warm/out-a warm/out-b"));
    arena_close(a);
}

static uint32_t number_of(const char *name, uint32_t otherwise)
{
    const char *text = getenv(name);
    return text ? (uint32_t)strtoul(text, NULL, 10) : otherwise;
}

int main(void)
{
    Arena *a = arena_open();
    Diag d = diag_in(a);
    State s = {.day = 1};
    uint32_t random = number_of("AGAIN_SEED", 20260901), edits = number_of("AGAIN_EDITS", 12);
    char *resolved = getenv("KANBEN") ? realpath(getenv("KANBEN"), NULL) : NULL;
    program = resolved;
    CHECK(program && mkdtemp(folder) != NULL);
    test_nothing(&s);
    for (uint32_t i = 0; i < edits && !check_failed; i++) {
        edit(&s, &random);
        CHECK(agree(&s));
    }
    if (!check_failed) {
        test_two(&(State){.day = 1});
        file_remove_tree(folder, &d);
    }
    free(resolved);
    arena_close(a);
    return check_finish();
}
