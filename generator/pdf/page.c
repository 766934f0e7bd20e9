/*
 * page: a tree into a settled book.
 *
 * The whole tree is set once into one flow. Then rounds: break the flow into sheets, see which
 * number each place got, set again only the blocks that print numbers (block.h, Again); until
 * a round changes nothing. Breaking a flow that is set is cheap, so a round costs little.
 */
#include <assert.h>

#include "pdf/page_imp.h"

enum { PAGE_ROUNDS = 5 };

/* ---- settling ---- */

/* What every id's page is called now; whether any has changed. */
static bool renumber_ids(Compose *c, const Sheets *sheets)
{
    bool changed = false;
    for (size_t i = 0; i < c->nids; i++) {
        IdEntry *entry = &c->ids[i];
        if (!entry->block || entry->strip >= entry->block->count)
            continue;
        const Strip *strip = &entry->block->strips[entry->strip];
        Str label = strip->placed ? page_sheet_label(c->a, &sheets->items[strip->page]) : STR_NONE;
        uint32_t page = strip->placed ? strip->page : 0;
        changed |= !str_equal(label, entry->label) || page != entry->page;
        entry->label = label;
        entry->page = page;
    }
    return changed;
}

/* ① begins again on each page. */
static bool renumber_notes(Compose *c, const Sheets *sheets)
{
    bool changed = false;
    if (c->design->notes != NOTES_BY_PAGE)
        return false;
    for (size_t i = 0; i < sheets->count; i++) {
        uint32_t number = 0;
        const Sheet *sheet = &sheets->items[i];
        for (size_t k = sheet->first; k < sheet->first + sheet->count; k++) {
            const Strip *strip = sheets->placings[k].strip;
            for (uint32_t m = 0; m < strip->nnotes; m++) {
                NoteEntry *note = &c->notes[strip->notes[m].note];
                changed |= note->number != ++number;
                note->number = number;
            }
        }
    }
    return changed;
}

static size_t set_again(Compose *c, const Flow *flow)
{
    size_t count = 0;
    for (size_t i = 0; i < flow->count; i++)
        if (flow->blocks[i]->again && flow->blocks[i]->again->settles) {
            block_again(c, flow->blocks[i]);
            count++;
        }
    return count;
}

static Sheets settle(Compose *c, Arena *rounds, const Flow *flow)
{
    Sheets sheets = {0};
    c->complete = true;
    bool depends = set_again(c, flow) > 0;
    for (int round = 1;; round++) {
        arena_reset(rounds);
        sheets = page_break(c, rounds, flow);
        bool ids = renumber_ids(c, &sheets), notes = renumber_notes(c, &sheets);
        if (!depends || !(ids || notes))
            return sheets;
        if (round == PAGE_ROUNDS) {
            diag_warn(c->d, "pages-unsettled", (Pos){0}, "目录和页码引用经 %d 轮仍未稳定",
                      "contents and page references did not settle in %d rounds", PAGE_ROUNDS);
            return sheets;
        }
        set_again(c, flow);
    }
}

/* ---- characters without a face ---- */

/* Add the page to the first message from `first` on that is about this character. */
static void add_page(Diag *d, size_t first, Str character, Str page)
{
    Str quoted = str_printf(d->arena, "“%.*s”", STR_ARG(character));
    for (size_t i = first; i < d->count; i++) {
        DiagItem *item = &d->items[i];
        bool about = str_equal(item->code, STR("glyph-missing")) &&
                     str_find(item->zh, quoted, 0) < item->zh.n;
        if (!about || str_ends(item->en, STR(" of the book")))
            continue;
        item->zh = str_printf(d->arena, "%.*s，在书的第 %.*s 页", STR_ARG(item->zh), STR_ARG(page));
        item->en = str_printf(d->arena, "%.*s, on page %.*s of the book", STR_ARG(item->en), STR_ARG(page));
        return;
    }
}

/* A book with a character that no face has is not made; where it would stand is said. */
static void name_pages(const Book *book, Diag *d, size_t first)
{
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            uint32_t count = item->kind == ITEM_GLYPHS ? item->as.glyphs.count : 0;
            for (uint32_t g = 0; g < count; g++) {
                const PlacedGlyph *glyphs = item->as.glyphs.glyphs;
                size_t end = g + 1 < count ? glyphs[g + 1].text : item->as.glyphs.text.n;
                Str label = book->pages[p].label;
                if (glyphs[g].gid == 0)
                    add_page(d, first, str_slice(item->as.glyphs.text, glyphs[g].text, end),
                             label.n ? label : str_printf(d->arena, "%zu", p + 1));
            }
        }
}

const Book *page_layout(Arena *a, const Fonts *fonts, const Design *design, const Node *root,
                        const Book *about, ImageSource images, Diag *d)
{
    assert(root->kind == NODE_SECTION);
    size_t errors = d->nerrors, first = d->count;
    Compose *c = page_compose(a, fonts, design, about, images, d);
    Flow flow = {0};
    Context context = {.width = c->measure, .style = STYLE_BODY};
    block_add(c, &flow, root, context);
    if (flow.count)
        block_place_ids(c, flow.blocks[flow.count - 1], 0);
    Arena *rounds = arena_open();
    Sheets sheets = settle(c, rounds, &flow);
    const Book *book = page_emit(c, &sheets);
    arena_close(rounds);
    arena_close(c->scratch);
    hyphen_close(c->hyphens);
    if (d->nerrors != errors)
        name_pages(book, d, first);
    return d->nerrors == errors ? book : NULL;
}

/* ---- opening ---- */

static FontChoice choose(Compose *c, Str role, bool bold)
{
    int index = fonts_role(c->fonts, role);
    if (index < 0) {
        diag_error(c->d, "font-role", (Pos){0}, "版式用到的字体角色“%.*s”没有配置",
                   "the design uses the font role \"%.*s\", which is not configured",
                   STR_ARG(role));
        diag_hint(c->d, "在 templates/fonts.lua 里加上这个角色和它的字体文件",
                  "add the role and the files of its faces to templates/fonts.lua");
        index = 0;
    }
    return (FontChoice){.role = index, .bold = bold};
}

static void choose_fonts(Compose *c)
{
    const Design *design = c->design;
    for (int i = 0; i < STYLE_ALL && (i < STYLE_OWN || design->classes[i - STYLE_OWN].n); i++)
        c->choice[i] = choose(c, design->styles[i].role, design->styles[i].bold);
    c->strong = design->strong_role.n ? choose(c, design->strong_role, false)
                                      : (FontChoice){.bold = true};
    c->emphasis = design->emphasis_role.n ? choose(c, design->emphasis_role, false)
                                          : c->choice[STYLE_BODY];
    c->code = choose(c, design->code_role.n ? design->code_role : design->styles[STYLE_BODY].role,
                     false);
}

/* Whether the face of lists has signs for boxes: if not they are drawn. */
static bool has_boxes(Compose *c)
{
    ArenaMark mark = arena_mark(c->scratch);
    Diag unheard = diag_in(c->scratch);
    GlyphRun run = {0};
    font_shape(c->scratch, c->fonts, c->choice[STYLE_LIST], STR("☐☑"), (Pos){0}, &run, &unheard);
    arena_release(c->scratch, mark);
    return unheard.nerrors == 0;
}

Compose *page_compose(Arena *a, const Fonts *fonts, const Design *wanted, const Book *about,
                      ImageSource images, Diag *d)
{
    Compose *c = arena_new(a, Compose);
    Design *design = arena_new(a, Design);
    *design = design_settled(wanted);
    const TextStyle *body = &design->styles[STYLE_BODY];
    assert(body->size > 0 && body->leading > 0);
    *c = (Compose){.a = a, .scratch = arena_open(), .fonts = fonts, .design = design,
                   .about = about, .source = images, .d = d, .pitch = body->leading,
                   .measure = design->width - design->inner - design->outer,
                   .tags = tags_open(), .id_names = map_in(a), .id_scopes = map_in(a),
                   .note_entries = map_in(a), .image_entries = map_in(a),
                   .image_parts = map_in(a)};
    assert(c->measure > 0);
    arena_push(a, c->scopes, c->nscopes, c->scopes_room, 0);
    choose_fonts(c);
    Len ascent, descent;
    font_box(fonts, c->choice[STYLE_BODY], &ascent, &descent);
    c->grid_baseline = (body->leading - body->size) / 2 + len_em(ascent, body->size);
    c->boxes = has_boxes(c);
    if (design->hyphenate)
        c->hyphens = hyphen_open(a, HYPHEN_FILE, d);
    return c;
}
