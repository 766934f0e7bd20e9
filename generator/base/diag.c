/*
 * Messages are kept as data until the end of a run, so that they can be sorted by place
 * and printed the same for any number of workers.
 */
#include "base/diag.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    BYTES_OF_LINE = 128, /* of a text in paragraphs with blank lines between, about */
    EXCERPT_MAX = 400, /* bytes of a source line worth keeping for a message, … */
    EXCERPT_BEFORE = 240, /* … and of them before the place */
    MASK_AROUND = 64, /* bytes around them in which a number to be masked could begin or end */
    EXCERPT_COLUMNS = 100 /* display columns printed of it */
};

/* Where the next line begins that does so behind `at`; 0: none. */
static size_t line_after(Str text, size_t at)
{
    const char *end = at < text.n ? memchr(text.p + at, '\n', text.n - at) : NULL;
    return end ? (size_t)(end - text.p) + 1 : 0;
}

const Source *source_make(Arena *a, Str path, Str text)
{
    assert(text.n <= UINT32_MAX);
    Source *s = arena_new(a, Source);
    *s = (Source){.path = str_copy(a, path), .text = text};
    size_t n = 0, room = text.n / BYTES_OF_LINE + 1;
    uint32_t *starts = arena_raw(a, uint32_t, room);
    starts[n++] = 0;
    for (size_t at = line_after(text, 0); at; at = line_after(text, at)) {
        if (n == room) {
            starts = arena_grow_raw(a, starts, room * sizeof *starts, 2 * room * sizeof *starts);
            room *= 2;
        }
        starts[n++] = (uint32_t)at;
    }
    s->line_starts = starts;
    s->nlines = (uint32_t)n;
    return s;
}

Str source_line(const Source *s, uint32_t line)
{
    if (!s || line == 0 || line > s->nlines)
        return STR_NONE;
    size_t from = s->line_starts[line - 1];
    size_t to = line < s->nlines ? s->line_starts[line] : s->text.n;
    while (to > from && (s->text.p[to - 1] == '\n' || s->text.p[to - 1] == '\r'))
        to--;
    return str_slice(s->text, from, to);
}

Pos source_pos(const Source *s, size_t offset)
{
    uint32_t low = 0;
    for (uint32_t n = s->nlines, half; n > 1; n -= half) { /* no branch but the loop's: which half it is nobody can guess */
        half = n / 2;
        low += s->line_starts[low + half] <= offset ? half : 0;
    }
    return (Pos){s, low + 1, (uint32_t)(offset - s->line_starts[low] + 1)};
}

Pos source_pos_near(const Source *s, size_t offset, uint32_t *line)
{
    enum { NEAR = 3 }; /* lines: a paragraph, a blank one, the next */
    const uint32_t *starts = s->line_starts;
    if (*line && starts[*line - 1] <= offset && (*line == s->nlines || offset < starts[*line])) /* mostly in the same line */
        return (Pos){s, *line, (uint32_t)(offset - starts[*line - 1] + 1)};
    uint32_t at = *line ? *line - 1 : 0, last = at + NEAR < s->nlines ? at + NEAR : s->nlines;
    while (at + 1 < last && starts[at + 1] <= offset)
        at++;
    bool found = at < last && starts[at] <= offset && (at + 1 == s->nlines || offset < starts[at + 1]);
    Pos pos = found ? (Pos){s, at + 1, (uint32_t)(offset - starts[at] + 1)} : source_pos(s, offset);
    *line = pos.line;
    return pos;
}

size_t source_offset(Pos pos)
{
    assert(pos.source);
    if (pos.line == 0)
        return 0;
    if (pos.line > pos.source->nlines)
        return pos.source->text.n;
    size_t at = pos.source->line_starts[pos.line - 1] + (pos.column ? pos.column - 1 : 0);
    return at < pos.source->text.n ? at : pos.source->text.n;
}

Diag diag_in(Arena *a)
{
    return (Diag){.arena = a};
}

static void add(Diag *d, DiagItem item)
{
    arena_push(d->arena, d->items, d->count, d->room, item);
    d->nerrors += item.level == DIAG_ERROR;
    d->nwarnings += item.level == DIAG_WARNING;
}

/* A digit at s[i], half or full width: its bytes, 0 when there is none. */
static size_t digit_at(Str s, size_t i)
{
    if (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
        return 1;
    bool full = i + 2 < s.n && (unsigned char)s.p[i] == 0xEF && (unsigned char)s.p[i + 1] == 0xBC &&
                (unsigned char)s.p[i + 2] >= 0x90 && (unsigned char)s.p[i + 2] <= 0x99;
    return full ? 3 : 0;
}

/* The end of a fingerprint at s[i], a long word of hexadecimal digits; else i. */
static size_t fingerprint_end(Str s, size_t i)
{
    enum { SHORTEST = 32 }; /* of MD5 */
    size_t end = i;
    bool letter = false;
    for (; end < s.n && ((s.p[end] >= '0' && s.p[end] <= '9') || (s.p[end] >= 'a' && s.p[end] <= 'f')); end++)
        letter |= s.p[end] >= 'a';
    return letter && end - i >= SHORTEST ? end : i;
}

/*
 * A telephone or identity number must not travel in a message: of eleven digits or more, whole or
 * in groups as 138 0013 8000, all but the first three and the last four become stars. Lengths
 * stay, so the caret does too.
 */
static Str masked(Str s)
{
    enum { LEAST = 11, SHOWN_FIRST = 3, SHOWN_LAST = 4 };
    for (size_t i = 0; i < s.n;) {
        size_t end = fingerprint_end(s, i), digits = 0, n;
        if (end > i) {
            i = end;
            continue;
        }
        while ((n = digit_at(s, end)) || (digits && digits % 4 == 3 && digits < LEAST && end < s.n &&
                                          (s.p[end] == ' ' || s.p[end] == '-') && (n = 1, digit_at(s, end + 1)))) {
            digits += digit_at(s, end) != 0;
            end += n;
        }
        for (size_t seen = 0; digits >= LEAST && i < end; i += n) {
            n = digit_at(s, i) ? digit_at(s, i) : 1;
            bool hidden = digit_at(s, i) && seen >= SHOWN_FIRST && seen + SHOWN_LAST < digits;
            seen += digit_at(s, i) != 0;
            if (hidden)
                memcpy((char *)(uintptr_t)s.p + i, n == 1 ? "*" : "＊", n);
        }
        i = end > i ? end : i + 1;
    }
    return s;
}

/*
 * One character of s at *i: its display width in columns (2 for East Asian wide forms, told
 * by code point range, enough to place a caret), *i moved behind it.
 */
static int step(Str s, size_t *i)
{
    unsigned char c = (unsigned char)s.p[*i];
    size_t length = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    *i = *i + length < s.n ? *i + length : s.n;
    if (c < 0xE2)
        return 1;
    return c > 0xE2 || (*i >= 2 && (unsigned char)s.p[*i - 2] >= 0xBA) ? 2 : 1;
}

/* Stars as wide and as long as the character of n bytes at p. */
static void star(char *p, size_t n)
{
    static const char wide[] = "\xEF\xBC\x8A"; /* ＊ */
    bool is_wide = n >= sizeof wide - 1;
    memset(p, '*', n);
    if (is_wide)
        memcpy(p, wide, sizeof wide - 1);
}

/* The text without the secret, of which the first character stays. */
static Str concealed(Arena *a, Str text, Str secret)
{
    size_t at = str_find(text, secret, 0);
    if (!secret.n || at >= text.n)
        return text;
    Str own = str_copy(a, text);
    for (; at < own.n; at = str_find(own, secret, at + secret.n)) {
        size_t end = 0, from;
        for (step(secret, &end), from = end; from < secret.n; from = end) {
            step(secret, &end);
            star((char *)(uintptr_t)own.p + at + from, end - from);
        }
    }
    return own;
}

/* Columns of a spreadsheet are called A … Z, AA, AB …: number n from 0. */
static void put_column_name(Buf *out, uint32_t n)
{
    char name[8];
    size_t length = 0;
    for (n++; n; n = (n - 1) / 26)
        name[length++] = (char)('A' + (n - 1) % 26);
    while (length)
        buf_byte(out, name[--length]);
}

/* The cell of a place in a spreadsheet: its column is as many separators into the row. */
static Str cell_name(Arena *a, Pos pos)
{
    const Source *s = pos.source;
    if (!s || !s->cells || !pos.line)
        return STR_NONE;
    Buf out = buf_in(a);
    if (s->sheet.n)
        buf_printf(&out, "%.*s!", STR_ARG(s->sheet));
    Str row = source_line(s, pos.line);
    uint32_t column = 0;
    bool quoted = false;
    for (size_t i = 0; pos.column && i + 1 < pos.column && i < row.n; i++) {
        quoted ^= row.p[i] == '"';
        column += row.p[i] == ',' && !quoted;
    }
    if (pos.column)
        put_column_name(&out, column);
    buf_printf(&out, "%u", pos.line);
    return buf_view(&out);
}

/* The offset of the first character of s that starts at i or behind. */
static size_t at_character(Str s, size_t i)
{
    while (i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80)
        i++;
    return i < s.n ? i : s.n;
}

static Str excerpt_of(Arena *a, Str line, uint32_t column, uint32_t *left_out)
{
    size_t from = column > EXCERPT_MAX - MASK_AROUND ? column - EXCERPT_BEFORE : 0;
    from = at_character(line, from);
    size_t to = at_character(line, from + EXCERPT_MAX);
    size_t before = from > MASK_AROUND ? from - MASK_AROUND : 0;
    Str around = masked(str_copy(a, str_slice(line, before, to + MASK_AROUND)));
    *left_out = (uint32_t)from;
    return str_slice(around, from - before, to - before);
}

static uint32_t character_of(Diag *d, Pos pos, Str line);

/* An item without its words. */
static DiagItem item_at(Diag *d, DiagLevel level, const char *code, Pos pos)
{
    DiagItem item = {.level = level,
                     .code = str_copy(d->arena, str_of(code)),
                     .line = pos.line,
                     .column = pos.column};
    if (pos.source) {
        item.path = str_copy(d->arena, pos.source->path);
        Str line = source_line(pos.source, pos.line);
        item.excerpt = excerpt_of(d->arena, line, pos.column, &item.left_out);
        item.character = character_of(d, pos, line);
        item.cell = cell_name(d->arena, pos);
    }
    return item;
}

void diag_report(Diag *d, DiagLevel level, const char *code, Pos pos, const char *zh,
                 const char *en, ...)
{
    DiagItem item = item_at(d, level, code, pos);
    va_list args;
    va_start(args, en);
    item.zh = masked(str_vprintf(d->arena, zh, args));
    item.en = masked(str_vprintf(d->arena, en, args));
    va_end(args);
    add(d, item);
}

void diag_words(Diag *d, DiagLevel level, const char *code, Pos pos, Str zh, Str en)
{
    DiagItem item = item_at(d, level, code, pos);
    item.zh = masked(str_copy(d->arena, zh));
    item.en = masked(str_copy(d->arena, en));
    add(d, item);
}

void diag_hint(Diag *d, const char *zh, const char *en, ...)
{
    assert(d->count);
    DiagItem *item = &d->items[d->count - 1];
    va_list args;
    va_start(args, en);
    item->hint_zh = masked(str_vprintf(d->arena, zh, args));
    item->hint_en = masked(str_vprintf(d->arena, en, args));
    va_end(args);
}

static void conceal_in(Arena *a, DiagItem *item, Str secret)
{
    Str *said[] = {&item->zh, &item->en, &item->hint_zh, &item->hint_en, &item->excerpt};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        *said[i] = concealed(a, *said[i], secret);
}

void diag_secret(Diag *d, Str words)
{
    assert(d->count);
    DiagItem *item = &d->items[d->count - 1];
    item->secret = str_copy(d->arena, words);
    conceal_in(d->arena, item, item->secret);
}

/* What one item must not say, no other may. */
static void conceal_all(Diag *d)
{
    Str last = STR_NONE; /* repeats mostly come together */
    for (size_t i = 0; i < d->count; i++) {
        Str secret = d->items[i].secret;
        for (size_t j = 0; secret.n && !str_equal(secret, last) && j < d->count; j++)
            conceal_in(d->arena, &d->items[j], secret);
        last = secret;
    }
}

void diag_hint_words(Diag *d, Str zh, Str en)
{
    assert(d->count);
    DiagItem *item = &d->items[d->count - 1];
    item->hint_zh = masked(str_copy(d->arena, zh));
    item->hint_en = masked(str_copy(d->arena, en));
}

void diag_key(Diag *d, Str key)
{
    assert(d->count);
    d->items[d->count - 1].key = str_copy(d->arena, key);
}

enum { FIELDS = 10 };

static void fields_of(DiagItem *item, Str *fields[FIELDS])
{
    Str *all[FIELDS] = {&item->code,    &item->path,    &item->key,     &item->zh,  &item->en,
                        &item->hint_zh, &item->hint_en, &item->excerpt, &item->cell, &item->secret};
    memcpy(fields, all, sizeof all);
}

static DiagItem copied(Arena *a, DiagItem item)
{
    Str *fields[FIELDS];
    fields_of(&item, fields);
    for (int i = 0; i < FIELDS; i++)
        *fields[i] = str_copy(a, *fields[i]);
    return item;
}

void diag_append(Diag *d, const Diag *from)
{
    for (size_t i = 0; i < from->count; i++)
        add(d, copied(d->arena, from->items[i]));
}

static int by_place(const void *left, const void *right)
{
    const DiagItem *a = left, *b = right;
    int order = str_compare(a->path, b->path);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    if (!order)
        order = (a->column > b->column) - (a->column < b->column);
    if (!order)
        order = str_compare(a->code, b->code);
    return order ? order : str_compare(a->en, b->en);
}

/* Equal places with equal words compare equal, so any sort gives one order. */
void diag_sort(Diag *d)
{
    conceal_all(d);
    if (d->count < 2)
        return;
    qsort(d->items, d->count, sizeof *d->items, by_place);
    size_t kept = 1;
    for (size_t i = 1; i < d->count; i++)
        if (by_place(&d->items[i], &d->items[kept - 1]) != 0)
            d->items[kept++] = d->items[i];
        else if (d->items[i].level == DIAG_ERROR)
            d->nerrors--;
        else if (d->items[i].level == DIAG_WARNING)
            d->nwarnings--;
    d->count = kept;
}

static void put_number(Buf *out, uint32_t value)
{
    buf_str(out, (Str){(const char *)&value, sizeof value});
}

void diag_write(const Diag *d, Buf *out)
{
    put_number(out, (uint32_t)d->count);
    for (size_t i = 0; i < d->count; i++) {
        DiagItem item = d->items[i];
        put_number(out, (uint32_t)item.level);
        put_number(out, item.line);
        put_number(out, item.column);
        put_number(out, item.character);
        put_number(out, item.left_out);
        Str *fields[FIELDS];
        fields_of(&item, fields);
        for (int k = 0; k < FIELDS; k++) {
            put_number(out, (uint32_t)fields[k]->n);
            buf_str(out, *fields[k]);
        }
    }
}

static bool take_number(Str *rest, uint32_t *value)
{
    if (rest->n < sizeof *value)
        return false;
    memcpy(value, rest->p, sizeof *value);
    *rest = str_slice(*rest, sizeof *value, rest->n);
    return true;
}

static bool take_item(Str *rest, DiagItem *item)
{
    uint32_t level, length;
    if (!take_number(rest, &level) || level > DIAG_ERROR || !take_number(rest, &item->line) ||
        !take_number(rest, &item->column) || !take_number(rest, &item->character) || !take_number(rest, &item->left_out))
        return false;
    item->level = (DiagLevel)level;
    Str *fields[FIELDS];
    fields_of(item, fields);
    for (int k = 0; k < FIELDS; k++) {
        if (!take_number(rest, &length) || rest->n < length)
            return false;
        *fields[k] = str_slice(*rest, 0, length);
        *rest = str_slice(*rest, length, rest->n);
    }
    return true;
}

bool diag_read(Diag *d, Str bytes)
{
    uint32_t count;
    if (!take_number(&bytes, &count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        DiagItem item = {0};
        if (!take_item(&bytes, &item))
            return false;
        add(d, copied(d->arena, item));
    }
    return bytes.n == 0;
}

void diag_escape(Buf *out, Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool c1 = c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xA0;
        /* Bidi controls U+202A-202E and U+2066-2069 could make a line read other than it is. */
        bool bidi = c == 0xE2 && i + 2 < s.n &&
                    (((unsigned char)s.p[i + 1] == 0x80 && (unsigned char)s.p[i + 2] >= 0xAA &&
                      (unsigned char)s.p[i + 2] <= 0xAE) ||
                     ((unsigned char)s.p[i + 1] == 0x81 && (unsigned char)s.p[i + 2] >= 0xA6 &&
                      (unsigned char)s.p[i + 2] <= 0xA9));
        if (c < 0x20 || c == 0x7F || c1 || bidi)
            buf_printf(out, "\\x%02X", c);
        else
            buf_byte(out, s.p[i]);
    }
}

/* The column of a place in characters, counted on from the last one when that stands before it in its line. */
static uint32_t character_of(Diag *d, Pos pos, Str line)
{
    if (!pos.column)
        return 0;
    bool on = d->counted.source == pos.source && d->counted.line == pos.line && d->counted.column <= pos.column;
    size_t i = on ? d->counted.column - 1 : 0;
    uint32_t n = on ? d->characters : 0;
    for (; i < line.n && i + 1 < pos.column; n++)
        step(line, &i);
    d->counted = pos;
    d->characters = n;
    return n + 1;
}

Str diag_place(Diag *d, Pos pos)
{
    Str path = pos.source ? pos.source->path : STR("kanben"), cell = cell_name(d->arena, pos);
    if (cell.n)
        return str_printf(d->arena, "%.*s:%.*s", STR_ARG(path), STR_ARG(cell));
    if (!pos.line || !pos.source)
        return path;
    uint32_t character = character_of(d, pos, source_line(pos.source, pos.line));
    return character ? str_printf(d->arena, "%.*s:%u:%u", STR_ARG(path), pos.line, character)
                     : str_printf(d->arena, "%.*s:%u", STR_ARG(path), pos.line);
}

static const char *level_name(DiagLevel level, bool english)
{
    static const char *const names[][2] = {
        [DIAG_NOTE] = {"提示", "note"}, [DIAG_WARNING] = {"警告", "warning"}, [DIAG_ERROR] = {"错误", "error"}};
    return names[level][english];
}

static const char *colour_of(DiagLevel level)
{
    return level == DIAG_ERROR ? "\033[1;31m" : level == DIAG_WARNING ? "\033[1;33m" : "\033[1;36m";
}

static void put_place(Buf *out, const DiagItem *item)
{
    if (!item->path.n)
        buf_c(out, "kanben");
    diag_escape(out, item->path);
    if (item->cell.n) {
        buf_byte(out, ':');
        diag_escape(out, item->cell);
        buf_c(out, ": ");
        return;
    }
    if (item->line)
        buf_printf(out, ":%u", item->line);
    if (item->line && item->column)
        buf_printf(out, ":%u", item->character);
    buf_c(out, ": ");
}

static void put_excerpt(Buf *out, const DiagItem *item)
{
    if (!item->line || !item->excerpt.n)
        return;
    Str line = item->excerpt;
    size_t target = item->column ? item->column - 1 - item->left_out : 0;
    size_t from = 0;
    int before = 0;
    for (size_t i = 0; i < line.n && i < target;)
        before += step(line, &i);
    /* A caret far to the right: show the line from a little before it. */
    for (int skip = before - EXCERPT_COLUMNS * 2 / 3; skip > 0 && from < line.n;) {
        int width = step(line, &from);
        skip -= width;
        before -= width;
    }
    size_t to = from;
    for (int shown = 0; to < line.n && shown < EXCERPT_COLUMNS;)
        shown += step(line, &to);
    bool cut = from || item->left_out;
    buf_printf(out, "%6u | %s", item->line, cut ? "…" : "");
    Str rest = str_slice(line, from, to), piece;
    for (bool first = true; str_split(&rest, '\t', &piece); first = false) {
        if (!first)
            buf_byte(out, ' '); /* a tab takes one column, as the caret counts it */
        diag_escape(out, piece);
    }
    buf_c(out, to < line.n ? "…\n" : "\n");
    if (item->column)
        buf_printf(out, "       | %*s^\n", before + (cut ? 1 : 0), "");
}

static void put_human(Buf *out, const DiagItem *item, DiagStyle style)
{
    put_place(out, item);
    buf_printf(out, "%s%s%s %.*s: ", style.colour ? colour_of(item->level) : "",
               level_name(item->level, style.english), style.colour ? "\033[0m" : "",
               STR_ARG(item->code));
    if (item->key.n) {
        diag_escape(out, item->key);
        buf_c(out, style.english ? ": " : "：");
    }
    diag_escape(out, style.english ? item->en : item->zh);
    buf_byte(out, '\n');
    if (style.format != DIAG_HUMAN)
        return;
    put_excerpt(out, item);
    Str hint = style.english ? item->hint_en : item->hint_zh;
    if (!hint.n)
        return;
    buf_c(out, style.english ? "  hint: " : "  提示: ");
    diag_escape(out, hint);
    buf_byte(out, '\n');
}

static void put_json_field(Buf *out, const char *name, Str value)
{
    buf_printf(out, ",\"%s\":", name);
    buf_json(out, value);
}

static void put_json(Buf *out, const DiagItem *item, bool english)
{
    buf_c(out, "{\"file\":");
    buf_json(out, item->path);
    buf_printf(out, ",\"line\":%u,\"column\":%u", item->line, item->character);
    if (item->cell.n)
        put_json_field(out, "cell", item->cell);
    put_json_field(out, "level", str_of(level_name(item->level, true)));
    put_json_field(out, "code", item->code);
    put_json_field(out, "key", item->key);
    put_json_field(out, "message", english ? item->en : item->zh);
    put_json_field(out, "hint", english ? item->hint_en : item->hint_zh);
    buf_c(out, "}\n");
}

void diag_print(const Diag *d, DiagStyle style, FILE *out)
{
    Arena *scratch = arena_open();
    Buf text = buf_in(scratch);
    for (size_t i = 0; i < d->count; i++) {
        if (style.without_notes && d->items[i].level == DIAG_NOTE)
            continue;
        if (style.format == DIAG_JSON)
            put_json(&text, &d->items[i], style.english);
        else
            put_human(&text, &d->items[i], style);
    }
    buf_print(&text, out);
    arena_close(scratch);
}
