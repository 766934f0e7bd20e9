/* The verb `fonts`. What the content has wrong is for check to say: here only its text counts. */
#include "build/fonts.h"

#include "build/book.h"
#include "base/file.h"
#include "build/project.h"
#include "text/unicode.h"

enum { RUNES = 0x110000, SHOWN = 30 /* characters of one face with their places */ };

/* A character of the content and where it stands first. */
typedef struct Found {
    uint32_t rune;
    const Source *source;
    size_t offset;
} Found;

typedef struct Survey {
    Arena *a;
    const Options *o;
    uint8_t *seen;       /* a bit for each rune */
    Found *found;
    size_t count, room;
    const Source *last;  /* whose rows were surveyed last */
    Map sources;         /* by address */
} Survey;

static bool is_new(Survey *v, uint32_t rune)
{
    uint8_t bit = (uint8_t)(1 << (rune & 7));
    bool fresh = !(v->seen[rune >> 3] & bit);
    v->seen[rune >> 3] |= bit;
    return fresh;
}

static void survey_source(Survey *v, const Source *source)
{
    if (!source || source == v->last)
        return;
    v->last = source;
    void **place = map_at(&v->sources, str_copy(v->a, (Str){(const char *)&source, sizeof source}));
    if (*place)
        return;
    *place = v;
    uint32_t rune;
    for (size_t at = 0, length; at < source->text.n; at += length) {
        length = unicode_decode(source->text, at, &rune);
        if (rune < RUNES && rune > 0x7F && is_new(v, rune))
            arena_push(v->a, v->found, v->count, v->room, ((Found){rune, source, at}));
    }
}

/* All characters beyond ASCII that the content has. */
static void survey_site(Survey *v, const Site *site)
{
    const Model *model = site_model(site);
    for (size_t c = 0; c < model->count; c++) {
        const SiteTable *table = site_table(site, &model->collections[c]);
        for (size_t i = 0; i < table->count; i++)
            survey_source(v, table->rows[i]->source);
    }
}

static void print_files(Arena *a, const FontRole *role)
{
    printf("%.*s %.*s\n", STR_ARG(role->name), STR_ARG(role->label));
    for (size_t k = 0; k < role->count; k++) {
        const FontFile *file = &role->chain[k];
        bool there = file_exists(str_c(a, file->path));
        printf("  %s %.*s#%u%s%.*s\n", there ? "✓" : "✗", STR_ARG(file->path), file->index,
               there || !file->package.n ? "" : "  ← ", STR_ARG(there ? STR_NONE : file->package));
    }
}

static void print_character(const Survey *v, const Found *found, bool with_place)
{
    Buf shown = buf_in(v->a);
    buf_rune(&shown, found->rune);
    printf("%.*s", STR_ARG(buf_view(&shown)));
    if (!with_place)
        return;
    Pos pos = source_pos(found->source, found->offset);
    printf(" U+%04X %.*s:%u\n", (unsigned)found->rune, STR_ARG(found->source->path),
           (unsigned)pos.line);
}

/* The characters that this face (NULL: none) serves for the role; few with their places. */
static void print_served(const Survey *v, const Fonts *fonts, int role, const Font *font)
{
    size_t count = 0, shown = 0;
    for (size_t i = 0; i < v->count; i++)
        count += font_serving(fonts, (FontChoice){.role = role}, v->found[i].rune) == font;
    if (count == 0)
        return;
    bool english = v->o->style.english;
    if (font)
        printf(english ? "  %zu from %.*s:\n" : "  %zu 字出自 %.*s：\n", count,
               STR_ARG(font_name(font)));
    else
        printf(english ? "  ✗ %zu that no face has:\n" : "  ✗ %zu 字没有字体：\n", count);
    for (size_t i = 0; i < v->count && shown < SHOWN; i++) {
        if (font_serving(fonts, (FontChoice){.role = role}, v->found[i].rune) != font)
            continue;
        if (count <= SHOWN || shown == 0)
            printf("    ");
        print_character(v, &v->found[i], count <= SHOWN);
        shown++;
    }
    if (count > SHOWN)
        printf("…\n");
}

static void print_odd(const Survey *v, const Fonts *fonts, Str name)
{
    int role = fonts_role(fonts, name);
    const Font *own = font_serving(fonts, (FontChoice){.role = role}, ' ');
    for (uint32_t k = 0; k < fonts_count(fonts); k++)
        if (fonts_at(fonts, k) != own)
            print_served(v, fonts, role, fonts_at(fonts, k));
    print_served(v, fonts, role, NULL);
}

int fonts_run(Arena *a, const Options *o, Diag *d)
{
    Project p = {0};
    Diag unheard = diag_in(a);
    Survey v = {.a = a, .o = o, .seen = arena_alloc(a, RUNES / 8), .sources = map_in(a)};
    if (project_read(a, o, &p, &unheard) || p.site)
        survey_site(&v, p.site);
    FontConfig config;
    if (p.host && host_fonts(p.host, &config, d)) {
        Fonts *fonts = fonts_open(a, &config, d);
        for (size_t i = 0; i < config.count; i++) {
            print_files(a, &config.roles[i]);
            if (fonts)
                print_odd(&v, fonts, config.roles[i].name);
        }
        if (fonts)
            fonts_close(fonts);
    }
    project_close(&p);
    return options_exit(o, d);
}
