/*
 * block_inline: inline nodes into the runs of a paragraph.
 *
 * A run has one look; what para.c need not know of it (link, note, picture, marks) stands
 * beside it in an Extra of the same index.
 */
#include <assert.h>

#include "doc/ruby.h"
#include "pdf/block_imp.h"
#include "text/unicode.h"
#include "text/zh.h"

enum { REF_WHOLE = 8 /* characters of a name that is not broken: 表 3-1, 第一百二十条 */ };

static void add_node(Inline *in, const Node *node, Voice voice);

/* ---- runs ---- */

static void add_run(Inline *in, ParaRun run, const Voice *voice, uint32_t note, uint32_t image)
{
    Extra extra = {.link = voice->link, .id = in->id, .note = note, .image = image,
                   .strike = voice->strike, .underline = voice->underline, .ruby = voice->ruby,
                   .ruby_tag = voice->ruby_tag};
    in->id = 0;
    in->ruby = false;
    run.joined = voice->joined;
    arena_push(in->c->scratch, in->runs, in->count, in->room, run);
    arena_push(in->c->scratch, in->extras, in->nextras, in->extras_room, extra);
}

void inline_text(Inline *in, Str text, Pos pos, const Voice *voice)
{
    if (!text.n)
        return;
    ParaRun run = {.kind = RUN_TEXT, .text = text, .font = voice->font, .size = voice->size,
                   .rise = voice->rise, .tag = voice->tag, .colour = voice->colour,
                   .no_break = voice->no_break, .verbatim = voice->verbatim,
                   .dots = voice->dots, .no_start = voice->no_start, .names = voice->names,
                   .chinese = voice->chinese, .pos = pos};
    add_run(in, run, voice, 0, 0);
}

static void add_box(Inline *in, Len width, Len height, const Voice *voice, uint32_t image)
{
    ParaRun run = {.kind = RUN_BOX, .font = voice->font, .size = voice->size, .width = width,
                   .height = height, .tag = voice->tag, .colour = voice->colour,
                   .no_break = voice->no_break};
    add_run(in, run, voice, 0, image);
}

/* Text whose dates do not break: in cells they are read as one thing. */
static void add_dates(Inline *in, Str text, Pos pos, const Voice *voice)
{
    Voice whole = *voice;
    whole.no_break = true;
    size_t from = 0, start, end;
    for (; zh_find_dates(text, from, &start, &end); from = end) {
        inline_text(in, str_slice(text, from, start), pos, voice);
        inline_text(in, str_slice(text, start, end), pos, &whole);
    }
    inline_text(in, str_slice(text, from, text.n), pos, voice);
}

Str inline_note_mark(Arena *a, uint32_t number)
{
    return number >= 1 && number <= 50 ? block_number(a, STR("①"), number)
                                       : str_printf(a, "%u", (unsigned)number);
}

static NoteEntry *note_entry(Inline *in, const Node *ref, uint32_t *index)
{
    Compose *c = in->c;
    const Node *note = in->context->notes
                           ? map_find(in->context->notes, block_note_key(c->scratch, ref))
                           : NULL;
    if (!note)
        return NULL;
    struct { const Node *note; uint64_t scope; } key = {note, in->context->scope};
    Str name = {(const char *)&key, sizeof key};
    void **place = map_find(&c->note_entries, name)
                       ? map_at(&c->note_entries, name)
                       : map_at(&c->note_entries, str_copy(c->a, name));
    if (!*place) {
        NoteEntry entry = {.node = note, .number = ref->as.note.number};
        arena_push(c->a, c->notes, c->nnotes, c->notes_room, entry);
        *place = (void *)(uintptr_t)c->nnotes;
    }
    *index = (uint32_t)(uintptr_t)*place;
    return &c->notes[*index - 1];
}

static void add_note_ref(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    uint32_t index = 0, number = node->as.note.number;
    if (!in->dry) {
        const NoteEntry *entry = note_entry(in, node, &index);
        if (!entry)
            return;
        number = entry->number;
        voice.tag = tags_add(&c->tags, "Reference", voice.tag);
        c->unsettled |= c->design->notes == NOTES_BY_PAGE;
    }
    voice.font = c->choice[STYLE_BODY];
    voice.rise += len_em(380, voice.size);
    voice.size = len_em(620, voice.size);
    voice.no_start = voice.no_break = true;
    voice.dots = false;
    Str mark = inline_note_mark(in->dry ? c->scratch : c->a, number);
    ParaRun run = {.kind = RUN_TEXT, .text = mark, .font = voice.font, .size = voice.size,
                   .rise = voice.rise, .tag = voice.tag, .colour = voice.colour,
                   .no_break = true, .no_start = true, .pos = node->pos};
    add_run(in, run, &voice, index, 0);
}

static void add_link(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    if (!in->dry) {
        voice.tag = tags_add(&c->tags, "Link", voice.tag);
        LinkEntry link = {.href = node->as.link.href, .scope = in->context->scope,
                          .tag = voice.tag, .pos = node->pos,
                          .contents = node->as.link.title.n ? node->as.link.title
                                                            : doc_plain_str(c->a, node)};
        arena_push(c->a, c->links, c->nlinks, c->links_room, link);
        voice.link = (uint32_t)c->nlinks;
    }
    if (c->design->links_coloured)
        voice.colour = c->design->brand;
    inline_kids(in, node, voice);
}

static Str without_hash(Str href)
{
    return str_starts(href, STR("#")) ? str_slice(href, 1, href.n) : href;
}

/* What a link whose words are made here says and leads to, while page numbers are not settled. */
static void add_made_link(Inline *in, const Node *node, LinkEntry link, Str text, Voice voice)
{
    Compose *c = in->c;
    c->unsettled = true;
    if (!in->dry) {
        voice.tag = tags_add(&c->tags, "Link", voice.tag);
        link.href = node->as.link.href;
        link.scope = in->context->scope;
        link.tag = voice.tag;
        link.pos = node->pos;
        arena_push(c->a, c->links, c->nlinks, c->links_room, link);
        voice.link = (uint32_t)c->nlinks;
    }
    inline_text(in, text, node->pos, &voice);
}

static void add_page_ref(Inline *in, const Node *node, Voice voice)
{
    const IdEntry *entry = block_find_id(in->c, without_hash(node->as.link.href), in->context->scope);
    LinkEntry link = {.page_ref = true, .contents = STR("转到该页")};
    add_made_link(in, node, link, entry && entry->label.n ? entry->label : STR("00"), voice);
}

/* 表 3-1, 第十二条, 第12页: places behind this one have their names when all is set once. */
static void add_ref(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    Arena *a = in->dry ? c->scratch : c->a;
    const IdEntry *entry = block_find_id(c, without_hash(node->as.link.href), in->context->scope);
    LinkEntry link = {.reference = true, .show = node->level};
    Str text = STR("？");
    if (node->level == REF_PAGE)
        text = str_printf(a, "第%.*s页", STR_ARG(entry && entry->label.n ? entry->label : STR("00")));
    else if (entry)
        text = node->level == REF_TITLE || !entry->called.n ? entry->title : entry->called;
    link.contents = text;
    voice.no_break |= node->level != REF_TITLE && unicode_count(text) <= REF_WHOLE;
    add_made_link(in, node, link, text, voice);
}

/* The place of an index entry is where its words stand, or what comes behind it when it has none. */
static void add_index_entry(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    if (!in->dry) {
        IndexTerm term = {node->as.index, block_id(c, STR_NONE, in->context->scope)};
        in->id = term.id + 1;
        if (c->next_term < c->nterms)
            c->terms[c->next_term] = term;
        else
            arena_push(c->a, c->terms, c->nterms, c->terms_room, term);
        c->next_term++;
    }
    inline_kids(in, node, voice);
}

/* A picture in the text: by its pixels, at most as wide as the measure and three lines high. */
static void add_image(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    const ImageEntry *image = block_image(c, node->as.link.href, node->pos);
    if (!image)
        return;
    ImageLook look = {0};
    Len width, height;
    block_image_size(c, image, &look, in->context->width, c->pitch * 3, &width, &height);
    if (!in->dry) {
        Str words = doc_plain_str(c->a, node); /* none: decoration, an artifact */
        voice.tag = words.n ? tags_add(&c->tags, "Figure", voice.tag) : 0;
        if (words.n)
            tags_at(&c->tags, voice.tag)->alt = words;
    }
    uint32_t index = in->dry ? 0 : block_image_use(c, image, NULL, width, height, 0) + 1;
    add_box(in, width, height, &voice, index);
}

/* A font role, or a style of the design's own. */
static void add_class(const Compose *c, Str word, Voice *voice)
{
    StyleName style = block_class_style(c, word, STYLE_ALL);
    if (style != STYLE_ALL) {
        voice->font = c->choice[style];
        voice->size = block_style(c, style)->size;
        voice->colour = block_style(c, style)->colour;
    } else if (word.n && fonts_role(c->fonts, word) >= 0) {
        voice->font.role = fonts_role(c->fonts, word);
    }
}

static void add_span(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    Str class = node->as.section.class, word;
    if (node->as.section.id.n && !in->dry) {
        Str words = doc_plain_str(c->a, node);
        in->id = block_id(c, node->as.section.id, in->context->scope) + 1;
        block_call(c, in->id - 1, words, words);
    }
    if (node->level != LANGUAGE_AROUND) {
        voice.font.latin = node->level != LANGUAGE_ZH && node->level != LANGUAGE_JA && node->level != LANGUAGE_KO;
        if (!in->dry) {
            voice.tag = tags_add(&c->tags, "Span", voice.tag);
            tags_at(&c->tags, voice.tag)->language = str_of(doc_language((Language)node->level));
        }
    }
    while (str_split(&class, ' ', &word)) {
        if (str_equal(word, STR("dots")))
            voice.dots = true;
        else if (str_equal(word, STR("names")))
            voice.names = true;
        else if (str_equal(word, STR("proper")))
            voice.underline = 1;
        else if (str_equal(word, STR("book-title")))
            voice.underline = 2;
        else if (str_equal(word, STR("latin")) || str_equal(word, STR("chinese"))) /* R8 */
            voice.chinese = !(voice.font.latin = str_equal(word, STR("latin")));
        else if (str_equal(word, STR("no-break")))
            voice.no_break = true;
        else if (str_equal(word, STR("accent")))
            voice.colour = c->design->brand;
        else if (str_equal(word, STR("small")))
            voice.size = len_em(850, voice.size);
        else
            add_class(c, word, &voice);
    }
    inline_kids(in, node, voice);
}

static void add_strong(Inline *in, const Node *node, Voice voice)
{
    const Compose *c = in->c;
    voice.font = (FontChoice){.role = c->design->strong_role.n ? c->strong.role : voice.font.role,
                              .bold = voice.font.bold || c->strong.bold,
                              .latin = voice.font.latin};
    inline_kids(in, node, voice);
}

static void add_emphasis(Inline *in, const Node *node, Voice voice)
{
    const Compose *c = in->c;
    if (c->design->emphasis_role.n)
        voice.font.role = c->emphasis.role;
    else
        voice.dots = true; /* R15 */
    inline_kids(in, node, voice);
}

/* RB for the base, RT for what stands over it: read in this order, wherever they stand on the page. */
static void ruby_tags(Inline *in, Voice *voice)
{
    if (in->dry)
        return;
    uint32_t ruby = tags_add(&in->c->tags, "Ruby", voice->tag);
    voice->tag = tags_add(&in->c->tags, "RB", ruby);
    voice->ruby_tag = tags_add(&in->c->tags, "RT", ruby);
}

/* Keep annotations apart: where this one and the one just before would come too near each other,
 * their bases move apart. apart: in thousandths of the annotation's size. */
static void add_ruby_base(Inline *in, Str base, Str ruby, Pos pos, Voice voice, Em apart)
{
    uint32_t count;
    Len width, size = len_em(RUBY_SCALE, voice.size);
    line_words(in->c, ruby, line_ruby_font(in->c), size, 0, 0, pos, &count, &width);
    Len over = (width - (Len)unicode_count(base) * voice.size) / 2;
    Len needed = in->ruby_over + over + len_em(apart, size);
    if (in->ruby && needed > 0) {
        Voice between = voice;
        between.joined = true;
        add_box(in, needed, 0, &between, 0);
    }
    ruby_tags(in, &voice);
    voice.ruby = ruby;
    inline_text(in, base, pos, &voice);
    in->ruby = true;
    in->ruby_over = over;
}

/* R17: syllables stand over their Han one by one, a quarter of their em apart; when their numbers
 * differ, the words stand over the whole, half an em from the next ones. */
static void add_ruby(Inline *in, const Node *node, Voice voice)
{
    Arena *a = in->dry ? in->c->scratch : in->c->a;
    Str whole = doc_plain_str(a, node), base, syllable;
    Ruby ruby = ruby_open(whole, node->as.link.title);
    if (ruby.word) {
        voice.no_break = true;
        add_ruby_base(in, whole, node->as.link.title, node->pos, voice, 500);
        return;
    }
    for (bool first = true; ruby_next(&ruby, &base, &syllable); first = !syllable.n) {
        voice.joined = !first;
        if (syllable.n)
            add_ruby_base(in, base, syllable, node->pos, voice, 250);
        else
            inline_text(in, base, node->pos, &voice);
    }
}

static void add_code(Inline *in, const Node *node, Voice voice)
{
    voice.font = (FontChoice){.role = in->c->code.role, .latin = true, .bold = voice.font.bold};
    voice.verbatim = true;
    voice.size = len_em(920, voice.size); /* monospaced letters look larger */
    inline_text(in, node->as.text, node->pos, &voice);
}

static void add_node(Inline *in, const Node *node, Voice voice)
{
    if (++voice.depth > BLOCK_DEPTH)
        return; /* no reader lets such a tree through; block_add reports its like */
    switch ((NodeKind)node->kind) {
    case NODE_TEXT: case NODE_VALUE:
        (voice.dates ? add_dates : inline_text)(in, node->as.text, node->pos, &voice);
        return;
    case NODE_SOFT_BREAK: inline_text(in, STR(" "), node->pos, &voice); return;
    case NODE_LINE_BREAK: add_run(in, (ParaRun){.kind = RUN_LINE_BREAK}, &voice, 0, 0); return;
    case NODE_CODE_SPAN: add_code(in, node, voice); return;
    case NODE_EMPH: add_emphasis(in, node, voice); return;
    case NODE_STRONG: add_strong(in, node, voice); return;
    case NODE_STRIKE: voice.strike = true; inline_kids(in, node, voice); return;
    case NODE_LINK: add_link(in, node, voice); return;
    case NODE_IMAGE: add_image(in, node, voice); return;
    case NODE_NOTE_REF: add_note_ref(in, node, voice); return;
    case NODE_SPAN: add_span(in, node, voice); return;
    case NODE_RUBY: add_ruby(in, node, voice); return;
    case NODE_PAGE_REF: add_page_ref(in, node, voice); return;
    case NODE_REF: add_ref(in, node, voice); return;
    case NODE_INDEX_ENTRY: add_index_entry(in, node, voice); return;
    case NODE_SECTION: case NODE_QUOTE: case NODE_CALLOUT: case NODE_LIST: case NODE_ITEM:
    case NODE_TABLE: case NODE_ROW: case NODE_FIGURE: case NODE_NOTE: case NODE_COLUMNS:
    case NODE_COVER: case NODE_SHEET: case NODE_FRAME: case NODE_HEADING: case NODE_PARA: case NODE_CELL: case NODE_CAPTION:
    case NODE_CODE: case NODE_RULE: case NODE_CONTENTS: case NODE_PAGE_BREAK: case NODE_SPACE:
    case NODE_CHART: case NODE_QR: case NODE_DEFINITIONS: case NODE_TERM: case NODE_INDEX:
    case NODE_KINDS:
        assert(false && "a block among inlines");
    }
}

void inline_kids(Inline *in, const Node *node, Voice voice)
{
    for (uint32_t i = 0; i < node->nkids; i++)
        add_node(in, node->kids[i], voice);
}
