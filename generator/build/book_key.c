/*
 * The tree, the design, what the book says of itself, its attachments, the fonts and the hyphenation file, field by
 * field: texts with their lengths, numbers as eight bytes. Places in sources count too, for a reference that is meant
 * inside its own document, and for messages. Each structure's size is asserted, so that who adds a field comes by here.
 */
#include "build/book_key.h"

#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "doc/members.h"
#include "draw/chart.h"
#include "draw/image.h"
#include "draw/qr.h"
#include "read/digest.h"
#include "text/hyphen.h"

typedef struct Key {
    Buf out;
    const Source *source; /* of the place put last */
} Key;

static void put(Key *k, uint64_t n)
{
    buf_str(&k->out, (Str){(const char *)&n, sizeof n});
}

static void put_all(Key *k, const int64_t *numbers, size_t count)
{
    buf_str(&k->out, (Str){(const char *)numbers, count * sizeof *numbers});
}

static void put_str(Key *k, Str s)
{
    put(k, s.n);
    buf_str(&k->out, s);
}

static void put_real(Key *k, double x)
{
    buf_str(&k->out, (Str){(const char *)&x, sizeof x});
}

static void put_pos(Key *k, Pos pos)
{
    bool same = pos.source == k->source;
    put_all(k, (const int64_t[]){(int64_t)((uint64_t)pos.line << 32 | pos.column), same}, 2);
    if (!same)
        put_str(k, pos.source ? pos.source->path : STR_NONE);
    k->source = pos.source;
}

/* ---- the tree ---- */

static void put_chart(Key *k, const ChartSpec *spec)
{
    static_assert(sizeof(ChartSpec) == 192 && sizeof(ChartSeries) == 32, "a field was added");
    put(k, spec->kind);
    put_str(k, spec->title);
    put_str(k, spec->unit);
    put_str(k, spec->rows);
    put_str(k, spec->columns);
    put_str(k, spec->mark_name);
    put_str(k, spec->role);
    put_real(k, spec->low);
    put_real(k, spec->high);
    put_real(k, spec->mark);
    put_all(k, (const int64_t[]){spec->bare, spec->decimals, spec->brand}, 3);
    put_pos(k, spec->pos);
    put(k, spec->ncategories);
    for (size_t i = 0; i < spec->ncategories; i++)
        put_str(k, spec->categories[i]);
    put(k, spec->nseries);
    for (size_t i = 0; i < spec->nseries; i++) {
        const ChartSeries *series = &spec->series[i];
        put_str(k, series->name);
        put(k, series->marks != NULL);
        for (size_t j = 0; j < spec->ncategories; j++) {
            put_real(k, series->values[j]);
            if (series->marks)
                put_str(k, series->marks[j]);
        }
    }
}

static void put_qr(Key *k, const QrSpec *spec)
{
    static_assert(sizeof(QrSpec) == 40, "a field was added");
    put_str(k, spec->text);
    put_all(k, (const int64_t[]){spec->level, spec->side}, 2);
    put_pos(k, spec->pos);
}

static void put_columns(Key *k, const struct NodeTable *table)
{
    put_str(k, (Str){(const char *)table->aligns, table->ncolumns});
    put(k, table->widths != NULL);
    for (uint32_t i = 0; table->widths && i < table->ncolumns; i++)
        put(k, (uint64_t)table->widths[i]);
}

static void put_members(Key *k, const Node *node, const void *base, const NodeMember *m)
{
    for (; m->type; m++) {
        const void *at = (const char *)base + m->at;
        if (m->type == MEMBER_STR)
            put_str(k, *(const Str *)at);
        else if (doc_member_is_number(m->type))
            put(k, (uint64_t)doc_member_number(at, m->type));
        else if (m->type == MEMBER_COLUMNS)
            put_columns(k, at);
        else if (m->type == MEMBER_INSIDE)
            put_members(k, node, *(const void *const *)at, m->inside);
        else if (m->type == MEMBER_DATA && node->kind == NODE_CHART)
            put_chart(k, *(const void *const *)at);
        else
            put_qr(k, *(const void *const *)at);
    }
}

static void put_node(Key *k, const Node *node)
{
    put(k, (uint64_t)node->kind << 24 | (uint64_t)node->level << 16 | node->flags);
    put_pos(k, node->pos);
    put_members(k, node, &node->as, doc_members((NodeKind)node->kind));
    put(k, node->nkids);
    for (uint32_t i = 0; i < node->nkids; i++)
        put_node(k, node->kids[i]);
}

/* ---- the looks ---- */

static void put_style(Key *k, const TextStyle *s)
{
    static_assert(sizeof(TextStyle) == 80, "a field was added");
    put_str(k, s->role);
    put_all(k, (const int64_t[]){s->size, s->leading, s->colour, s->bold, s->align, s->indent, s->before, s->after, s->left, s->right,
                                 s->rule_above, s->rule_below, s->rule_length, s->rule_gap, s->rule_colour, s->keep}, 16);
}

static void put_numbers_of(Key *k, const Design *d)
{
    const int64_t numbers[] = {
        d->width, d->height, d->top, d->bottom, d->inner, d->outer, d->mirrored, d->chapters_on_odd, d->page_break_level,
        d->outline_depth, d->brand, d->profile, d->level, d->mode, d->pair, d->line_end, d->opening, d->gap, d->gap_max, d->hang,
        d->hang_stops, d->lone_han, d->keep_stop, d->keep_gap, d->hyphenate, d->grid_strict, d->looseness, d->running_mark,
        d->running_gap, d->folio_gap, d->widows, d->orphans, d->last_lines, d->notes, d->links_coloured, d->tint, d->rule, d->gutter,
        d->figure_width, d->figure_height, d->float_figures, d->grid, d->alternate, d->image_dpi, d->least_dpi, d->line_numbers,
        d->print, d->binding, d->bleed, d->marks, d->paper, d->jacketed, d->run_in, d->turn_tables, d->table_shrink, d->table_edge,
        d->table_head_rule, d->table_rule, d->table_pad,
    };
    put_all(k, numbers, sizeof numbers / sizeof *numbers);
}

static void put_design(Key *k, const Design *d)
{
    static_assert(sizeof(Design) == 6960, "a field was added");
    put_numbers_of(k, d);
    for (size_t i = 0; i < STYLE_ALL; i++)
        put_style(k, &d->styles[i]);
    for (size_t i = 0; i < STYLE_ALL - STYLE_OWN; i++)
        put_str(k, d->classes[i]);
    for (size_t i = 0; i < LIST_LEVELS; i++)
        put_str(k, d->numbering[i]);
    const Str texts[] = {d->emphasis_role, d->strong_role, d->code_role, d->running_left, d->running_right, d->folio, d->foot,
                         d->figure_label, d->table_label, d->continued_label, d->watermark};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        put_str(k, texts[i]);
}

/* ---- the whole ---- */

static void put_files(Key *k, Arena *a, const Books *books, const BookSource *source)
{
    static_assert(sizeof(BookFile) == 80, "a field was added");
    put(k, source->nfiles);
    for (size_t i = 0; i < source->nfiles; i++) {
        const BookFile *file = &source->files[i];
        put_str(k, file->name);
        put_str(k, file->description);
        put_str(k, file->from);
        put_str(k, file->from.n ? cache_digest(books->cache, site_disk_path(books->site, a, file->from), STR_NONE) : file->bytes);
        put_pos(k, file->pos);
    }
}

Str book_key(Arena *a, const Books *books, const BookSource *source, Str path, bool words)
{
    static_assert(sizeof(BookSource) == 7208, "a field was added");
    Arena *work = arena_open();
    Key k = {.out = buf_in(work)};
    ImageFormat format = IMAGE_AS_JPEG;
    bool picture = image_format(path, &format);
    put_all(&k, (const int64_t[]){picture, format, words, source->jacket, books->created}, 5);
    put_str(&k, books->identity);
    const Book *about = &source->about;
    const Str said[] = {about->title, about->author, about->subject, about->keywords, about->language};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        put_str(&k, said[i]);
    put_files(&k, work, books, source);
    put_design(&k, &source->design);
    put_node(&k, source->root);
    Str key = str_printf(a, "book %.*s", STR_ARG(digest_bytes(work, buf_view(&k.out))));
    arena_close(work);
    return key;
}
