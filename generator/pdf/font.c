/*
 * font: faces and roles of a configuration, and the facts of a face.
 *
 * A file is mapped, never copied: the pages of a 26 MB collection that nobody touches cost
 * nothing, and forked workers share the rest. Shaping is in font_shape.c, cutting in
 * font_subset.c.
 */
#include <assert.h>
#include <hb-ot.h>
#include <hb.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "pdf/font_imp.h"

static bool role_open(Fonts *f, FontRoleFaces *role, const FontRole *config, Diag *d);
static size_t chain_open(Fonts *f, const FontFile *files, size_t count, const FontRole *role,
                         Font **faces, bool *damaged, Diag *d);
static Font *face_open(Fonts *f, const FontFile *file, const FontRole *role, bool *damaged,
                       Diag *d);
static Font *face_find(const Fonts *f, const FontFile *file);
static Font *face_make(Fonts *f, const FontFile *file, hb_face_t *face);
static void report_missing(Arena *a, const FontRole *role, Diag *d);
static void report_damaged(const FontRole *role, const FontFile *file, unsigned faces, Diag *d);
static Str postscript_name(Arena *a, hb_face_t *face, Str path);
static void measure_box(FontRoleFaces *role);

/* ---- opening ---- */

enum {
    SCRATCH = 256 * 1024,              /* bytes: a paragraph of a thousand characters */
    BOX_ASCENT = 880, BOX_DESCENT = 120 /* the em box of Noto CJK, and of most Chinese faces */
};

/* A piece that stays; the hostile arena, where each request has its own, keeps none. */
static void open_scratch(Fonts *f)
{
    f->scratch = arena_open();
#ifndef KANBEN_HOSTILE_ARENA
    arena_alloc(f->scratch, SCRATCH);
    f->empty = (ArenaMark){arena_mark(f->scratch).piece, 0};
#endif
}

Arena *fonts_scratch(const Fonts *f)
{
    arena_release(f->scratch, f->empty);
    return f->scratch;
}

Fonts *fonts_open(Arena *a, const FontConfig *config, Diag *d)
{
    assert(config->count > 0);
    Fonts *f = arena_new(a, Fonts);
    f->arena = arena_open(); /* its own: what is learnt later must outlive marks set in a */
    open_scratch(f);
    f->buffer = hb_buffer_create();
    f->roles = arena_array(f->arena, FontRoleFaces, config->count);
    f->nroles = config->count;
    bool good = true;
    for (size_t i = 0; i < config->count; i++)
        good &= role_open(f, &f->roles[i], &config->roles[i], d);
    if (!good) {
        fonts_close(f);
        return NULL;
    }
    for (size_t i = 1; i < f->nroles; i++)
        if (f->roles[i].count == 0) { /* optional, and nothing of it is there */
            FontRole config_kept = f->roles[i].config;
            f->roles[i] = f->roles[0];
            f->roles[i].config.name = config_kept.name;
            f->roles[i].config.label = config_kept.label;
        }
    return f;
}

Fonts *fonts_open_metric(Arena *a)
{
    Fonts *f = arena_new(a, Fonts);
    f->arena = arena_open();
    open_scratch(f);
    f->metric = true;
    Font *om = arena_new(f->arena, Font);
    om->name = STR("OM");
    om->units = 1000;
    arena_push(f->arena, f->faces, f->nfaces, f->room, om);
    return f;
}

static void put_face(Arena *a, Buf *out, const Font *font)
{
    Str stamp = file_stamp(a, str_c(a, font->path));
    buf_printf(out, "face %.*s %u %.*s %.*s\n", STR_ARG(font->path), font->index, STR_ARG(stamp), STR_ARG(font_identity(a, font)));
}

Str fonts_identity(Arena *a, const Fonts *f)
{
    Buf out = buf_in(a);
    for (size_t i = 0; i < f->nfaces; i++)
        put_face(a, &out, f->faces[i]);
    for (size_t i = 0; i < f->nroles; i++) {
        const FontRoleFaces *role = &f->roles[i];
        buf_printf(&out, "role %.*s %d %zu %zu:", STR_ARG(role->config.name), role->config.bold, role->nbold, role->count);
        for (size_t k = 0; k < role->bold_count; k++)
            buf_printf(&out, " %u", role->bold_faces[k]->number);
        for (size_t k = 0; k < role->count; k++)
            buf_printf(&out, " %u", role->faces[k]->number);
        buf_byte(&out, '\n');
    }
    return buf_view(&out);
}

void fonts_close(Fonts *f)
{
    for (size_t i = 0; i < f->nfaces; i++) {
        hb_font_destroy(f->faces[i]->hb);
        hb_face_destroy(f->faces[i]->face);
    }
    hb_buffer_destroy(f->buffer);
    arena_close(f->arena);
    arena_close(f->scratch);
    *f = (Fonts){0};
}

/* false: reported. An optional role without files stays empty. */
static bool role_open(Fonts *f, FontRoleFaces *role, const FontRole *config, Diag *d)
{
    bool damaged = false;
    role->config = *config;
    role->bold_faces = arena_array(f->arena, Font *, config->bold_count + config->count);
    role->nbold = chain_open(f, config->bold_chain, config->bold_count, config,
                             role->bold_faces, &damaged, d);
    role->faces = role->bold_faces + role->nbold;
    role->count = chain_open(f, config->chain, config->count, config, role->faces, &damaged, d);
    role->bold_count = role->nbold + role->count;
    if (damaged)
        return false;
    bool first = role == f->roles;
    if (role->count > 0)
        measure_box(role);
    if (role->count > 0 || (config->optional && !first))
        return true;
    report_missing(d->arena, config, d);
    return false;
}

/* Faces of the files that are there, in order. */
static size_t chain_open(Fonts *f, const FontFile *files, size_t count, const FontRole *role,
                         Font **faces, bool *damaged, Diag *d)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        Font *font = face_open(f, &files[i], role, damaged, d);
        if (font)
            faces[n++] = font;
    }
    return n;
}

/* NULL: not there, or damaged and reported. */
static Font *face_open(Fonts *f, const FontFile *file, const FontRole *role, bool *damaged,
                       Diag *d)
{
    Font *known = face_find(f, file);
    if (known)
        return known;
    Str bytes;
    if (!file_map(str_c(f->arena, file->path), &bytes) || bytes.n > UINT32_MAX)
        return NULL;
    hb_blob_t *blob = hb_blob_create(bytes.p, (unsigned)bytes.n, HB_MEMORY_MODE_READONLY, NULL,
                                     NULL);
    unsigned faces = hb_face_count(blob);
    hb_face_t *face = file->index < faces ? hb_face_create(blob, file->index) : NULL;
    hb_blob_destroy(blob);
    if (!face || hb_face_get_glyph_count(face) == 0) {
        hb_face_destroy(face);
        report_damaged(role, file, faces, d);
        *damaged = true;
        return NULL;
    }
    return face_make(f, file, face);
}

static Font *face_find(const Fonts *f, const FontFile *file)
{
    for (size_t i = 0; i < f->nfaces; i++)
        if (f->faces[i]->index == file->index && str_equal(f->faces[i]->path, file->path))
            return f->faces[i];
    return NULL;
}

static Font *face_make(Fonts *f, const FontFile *file, hb_face_t *face)
{
    Font *font = arena_new(f->arena, Font);
    hb_face_make_immutable(face);
    font->number = (uint32_t)f->nfaces;
    font->path = str_copy(f->arena, file->path);
    font->index = file->index;
    font->face = face;
    font->units = hb_face_get_upem(face);
    font->hb = hb_font_create(face); /* scale: units per em; functions: hb-ot */
    hb_font_make_immutable(font->hb);
    font->name = postscript_name(f->arena, face, font->path);
    arena_push(f->arena, f->faces, f->nfaces, f->room, font);
    assert(font->units > 0);
    return font;
}

static Str file_list_text(Arena *a, const FontRole *role, bool packages)
{
    Buf list = buf_in(a);
    for (size_t i = 0; i < role->count; i++) {
        Str item = packages ? role->chain[i].package : role->chain[i].path;
        bool seen = item.n == 0;
        for (size_t k = 0; k < i && packages; k++)
            seen |= str_equal(item, role->chain[k].package);
        if (seen)
            continue;
        if (list.n)
            buf_c(&list, packages ? " " : ", ");
        buf_str(&list, item);
    }
    return buf_view(&list);
}

static void report_missing(Arena *a, const FontRole *role, Diag *d)
{
    Str files = file_list_text(a, role, false), packages = file_list_text(a, role, true);
    diag_error(d, "font-missing", role->pos,
               "字体角色 %.*s（%.*s）的文件一个也没有找到：%.*s",
               "none of the files of font role %.*s (%.*s) is there: %.*s", STR_ARG(role->name),
               STR_ARG(role->label), STR_ARG(files));
    if (packages.n)
        diag_hint(d, "安装软件包：apt-get install %.*s；或者在字体配置里写上已有的字体文件",
                  "install the packages: apt-get install %.*s; or name a font file you have "
                  "in the font configuration",
                  STR_ARG(packages));
    else
        diag_hint(d, "在字体配置里写上已有的字体文件",
                  "name a font file you have in the font configuration");
}

static void report_damaged(const FontRole *role, const FontFile *file, unsigned faces, Diag *d)
{
    if (faces > 0 && file->index >= faces)
        diag_error(d, "font-damaged", role->pos,
                   "字体文件 %.*s 里只有 %u 个字体，配置要的是第 %u 个（从 0 数起）",
                   "font file %.*s holds %u faces, but index %u (from 0) is asked for",
                   STR_ARG(file->path), faces, (unsigned)file->index);
    else
        diag_error(d, "font-damaged", role->pos, "%.*s 不是能用的 OpenType 字体文件",
                   "%.*s is not a usable OpenType font file", STR_ARG(file->path));
    diag_hint(d, "重新安装提供它的软件包，或改正字体配置",
              "install its package again, or correct the font configuration");
}

static Str postscript_name(Arena *a, hb_face_t *face, Str path)
{
    char name[64]; /* the name table allows 63 characters */
    unsigned n = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, hb_language_from_string("en", -1),
                        &n, name);
    Buf clean = buf_in(a);
    Str source = n ? (Str){name, n} : file_name(path);
    for (size_t i = 0; i < source.n; i++) { /* what PDF lets stand in a name without escapes */
        char c = source.p[i];
        if (c > ' ' && c < 127 && !strchr("()<>[]{}/%#", c))
            buf_byte(&clean, c);
    }
    return clean.n ? buf_view(&clean) : STR("Font");
}

/* ---- asking ---- */

int fonts_role(const Fonts *f, Str name)
{
    if (f->metric)
        return 0;
    for (size_t i = 0; i < f->nroles; i++)
        if (str_equal(f->roles[i].config.name, name))
            return (int)i;
    return -1;
}

uint32_t font_number(const Font *font)
{
    return font->number;
}

uint32_t fonts_count(const Fonts *f)
{
    return (uint32_t)f->nfaces;
}

const Font *fonts_at(const Fonts *f, uint32_t number)
{
    assert(number < f->nfaces);
    return f->faces[number];
}

Str font_name(const Font *font)
{
    return font->name;
}

Em font_stroke(const Fonts *f, FontChoice choice, const Font *font)
{
    if (f->metric || !choice.bold)
        return 0;
    assert(choice.role >= 0 && (size_t)choice.role < f->nroles);
    const FontRoleFaces *role = &f->roles[choice.role];
    for (size_t i = 0; i < role->nbold; i++)
        if (role->bold_faces[i] == font)
            return 0;
    return role->config.bold;
}

Em font_em(const Font *font, int value)
{
    int64_t product = (int64_t)value * 1000, half = font->units / 2;
    return (Em)((product + (product < 0 ? -half : half)) / (int64_t)font->units);
}

static int16_t table_int16(hb_face_t *face, hb_tag_t tag, unsigned offset)
{
    hb_blob_t *table = hb_face_reference_table(face, tag);
    unsigned n;
    const uint8_t *p = (const uint8_t *)hb_blob_get_data(table, &n);
    int value = n >= offset + 2 ? p[offset] * 256 + p[offset + 1] : 0;
    hb_blob_destroy(table);
    return (int16_t)(value < 0x8000 ? value : value - 0x10000);
}

static void measure_box(FontRoleFaces *role)
{
    const Font *font = role->faces[0];
    hb_tag_t os2 = HB_TAG('O', 'S', '/', '2');
    Em up = font_em(font, table_int16(font->face, os2, 68)); /* sTypoAscender */
    Em down = -font_em(font, table_int16(font->face, os2, 70));
    bool box = up > 0 && up + down == 1000; /* else they are none: WenKai's are line spacing */
    role->ascent = box ? up : BOX_ASCENT;
    role->descent = box ? down : BOX_DESCENT;
}

void font_box(const Fonts *f, FontChoice choice, Em *ascent, Em *descent)
{
    assert(f->metric || (choice.role >= 0 && (size_t)choice.role < f->nroles));
    *ascent = f->metric ? BOX_ASCENT : f->roles[choice.role].ascent;
    *descent = f->metric ? BOX_DESCENT : f->roles[choice.role].descent;
}

FontFacts font_facts(const Font *font)
{
    assert(font->face);
    hb_tag_t head = HB_TAG('h', 'e', 'a', 'd');
    hb_face_t *face = font->face;
    hb_blob_t *cff = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
    hb_font_extents_t extents;
    hb_font_get_h_extents(font->hb, &extents);
    hb_position_t capital = 0;
    if (!hb_ot_metrics_get_position(font->hb, HB_OT_METRICS_TAG_CAP_HEIGHT, &capital))
        capital = (hb_position_t)font->units * 7 / 10;
    float weight = hb_style_get_value(font->hb, HB_STYLE_TAG_WEIGHT);
    FontFacts facts = {
        .postscript_name = font->name,
        .is_cff = hb_blob_get_length(cff) > 0,
        .ascent = font_em(font, extents.ascender),
        .descent = font_em(font, extents.descender),
        .cap_height = font_em(font, capital),
        .italic_angle = (Em)hb_style_get_value(font->hb, HB_STYLE_TAG_SLANT_ANGLE),
        .stem_v = (Em)(50 + weight * weight / 4225), /* 50 + (weight/65)^2: no table has it */
        .x_min = font_em(font, table_int16(face, head, 36)),
        .y_min = font_em(font, table_int16(face, head, 38)),
        .x_max = font_em(font, table_int16(face, head, 40)),
        .y_max = font_em(font, table_int16(face, head, 42)),
        .glyphs = hb_face_get_glyph_count(face),
    };
    hb_blob_destroy(cff);
    return facts;
}

Em font_glyph_advance(const Font *font, uint32_t gid)
{
    return font_em(font, hb_font_get_glyph_h_advance(font->hb, gid));
}
