/*
 * One pass over the bytes. A row's cells go into two arrays that grow to the widest row; what
 * repeats without end in a hostile or hopeless file is reported so many times and then counted.
 */
#include "read/records.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

#include "read/cell.h"
#include "text/unicode_form.h"

enum { REPORTS_MAX = 1000 /* messages of one kind from one file; the rest are counted */ };

/* A kind of message and how often it was due. */
typedef struct Tally {
    const char *code;
    DiagLevel level;
    size_t count;
    uint32_t last_line;
} Tally;

struct Records {
    Arena *a;
    const Source *source;
    Diag *d;
    RecordsOptions options;
    size_t at;     /* where the next row starts */
    uint32_t line; /* and its line */
    char separator;
    Str *cells; /* of the row being read */
    uint32_t *starts;
    size_t ncells, room; /* ncells goes on counting past RECORDS_COLUMNS_MAX */
    uint32_t ncolumns, padded; /* named ones, and those with what is empty behind them */
    uint32_t least;            /* cells that a row has at least; 0: all */
    uint32_t head;             /* its line */
    const Str *names;
    const uint32_t *name_starts;
    Tally columns, broken, ignored;
    size_t blanks;             /* blank rows read one after the other, not yet noted, … */
    uint32_t blank_from;       /* … and the line of the first */
    bool finished;
};

static Pos line_pos(const Records *r, uint32_t line)
{
    return (Pos){r->source, line, 1};
}

/* Whether one more message of this kind is to be given. */
static bool due(Tally *tally, uint32_t line)
{
    tally->last_line = line;
    return tally->count++ < REPORTS_MAX;
}

static void report_rest(Records *r, const Tally *tally)
{
    if (tally->count > REPORTS_MAX)
        diag_report(r->d, tally->level, tally->code, line_pos(r, tally->last_line),
                    "同样的问题另有 %zu 行，到这一行为止", "%zu more lines like this, up to this one",
                    tally->count - REPORTS_MAX);
}

/* ---- cells ---- */

static void add_cell(Records *r, Str text, size_t start)
{
    if (r->ncells == r->room && r->room < RECORDS_COLUMNS_MAX) {
        size_t room = r->room ? r->room * 2 : 32;
        r->cells = arena_grow(r->a, r->cells, r->room * sizeof *r->cells, room * sizeof *r->cells);
        r->starts =
            arena_grow(r->a, r->starts, r->room * sizeof *r->starts, room * sizeof *r->starts);
        r->room = room;
    }
    if (r->ncells < r->room) {
        r->cells[r->ncells] = text;
        r->starts[r->ncells] = (uint32_t)start;
    }
    r->ncells++;
}

static bool ends_line(Str s, size_t at)
{
    return at >= s.n || s.p[at] == '\n' || (s.p[at] == '\r' && at + 1 < s.n && s.p[at + 1] == '\n');
}

static Str without_doubled(Arena *a, Str s)
{
    Buf out = buf_in(a);
    buf_reserve(&out, s.n);
    for (size_t i = 0; i < s.n; i++) {
        buf_byte(&out, s.p[i]);
        i += s.p[i] == '"';
    }
    return buf_view(&out);
}

static void report_quote(Records *r, size_t quote, bool closed)
{
    if (!due(&r->broken, source_pos(r->source, quote).line))
        return;
    Pos pos = source_pos(r->source, quote);
    if (closed)
        diag_error(r->d, r->broken.code, pos, "引号内容之后还有文字，整行隔离",
                   "text follows the closing quote; the row is set aside");
    else
        diag_error(r->d, r->broken.code, pos, "引号没有合上（或一格超过 %d 字节），整行隔离",
                   "the quote is not closed (or the cell is over %d bytes); the row is set aside",
                   RECORDS_CELL_MAX);
    diag_hint(r->d, "格内的引号要写两遍：\"\"；用 WPS 或 Excel 保存会自动处理",
              "a quote inside a cell is written twice; WPS and Excel do so when saving");
}

/* The cell that opens with the quote at `at`; false: reported. *next is after its closing quote. */
static bool read_quoted(Records *r, size_t at, size_t *next)
{
    Str s = r->source->text;
    size_t limit = s.n - at > RECORDS_CELL_MAX ? at + RECORDS_CELL_MAX : s.n;
    bool doubled = false;
    size_t end = at + 1;
    for (;; end += 2) {
        const char *quote = end < limit ? memchr(s.p + end, '"', limit - end) : NULL;
        if (!quote) {
            report_quote(r, at, false);
            return false;
        }
        end = (size_t)(quote - s.p);
        if (end + 1 >= s.n || s.p[end + 1] != '"')
            break;
        doubled = true;
    }
    *next = end + 1;
    if (!ends_line(s, *next) && s.p[*next] != r->separator) {
        report_quote(r, at, true);
        return false;
    }
    Str text = str_slice(s, at + 1, end);
    add_cell(r, doubled ? without_doubled(r->a, text) : text, at);
    return true;
}

/* Bytes of a word that are c, each by its highest bit; what is set above the lowest one may be wrong. */
static uint64_t bytes_like(uint64_t word, char c)
{
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    word ^= ones * (unsigned char)c;
    return (word - ones) & ~word & highs;
}

/* Where the next separator or line end stands from `at` on, or the end: eight bytes at a time. */
static size_t bare_end(Str s, size_t at, char separator)
{
    for (uint64_t word, found; s.n - at >= sizeof word; at += sizeof word) {
        memcpy(&word, s.p + at, sizeof word);
        word = le64toh(word);
        found = bytes_like(word, separator) | bytes_like(word, '\n');
        if (found)
            return at + (size_t)__builtin_ctzll(found) / 8;
    }
    while (at < s.n && s.p[at] != separator && s.p[at] != '\n')
        at++;
    return at;
}

static bool read_bare(Records *r, size_t at, size_t *next)
{
    Str s = r->source->text;
    size_t end = bare_end(s, at, r->separator);
    *next = end;
    if (end > at && end < s.n && s.p[end] == '\n' && s.p[end - 1] == '\r')
        *next = --end;
    if (end - at > RECORDS_CELL_MAX) {
        if (due(&r->broken, r->line))
            diag_error(r->d, r->broken.code, source_pos(r->source, at),
                       "这一格有 %zu 字节，最多 %d，整行隔离",
                       "a cell of %zu bytes, at most %d; the row is set aside", end - at,
                       RECORDS_CELL_MAX);
        return false;
    }
    add_cell(r, str_slice(s, at, end), at);
    return true;
}

static size_t line_end(Str s, size_t at)
{
    const char *end = at < s.n ? memchr(s.p + at, '\n', s.n - at) : NULL;
    return end ? (size_t)(end - s.p) + 1 : s.n;
}

/* Go to the line of the next row: the source says where lines start, not the line ends in cells. */
static void follow_lines(Records *r)
{
    while (r->line < r->source->nlines && r->source->line_starts[r->line] <= r->at)
        r->line++;
}

/* All cells of the row at r->at, which moves behind it. false: broken, reported. */
static bool read_row(Records *r)
{
    Str s = r->source->text;
    size_t at = r->at, next = at;
    bool good = true, more = true;
    r->ncells = 0;
    while (good && more) {
        bool quoted = at < s.n && s.p[at] == '"';
        good = quoted ? read_quoted(r, at, &next) : read_bare(r, at, &next);
        more = good && !ends_line(s, next);
        at = next + more;
    }
    size_t from = r->at;
    r->at = line_end(s, good ? next : from);
    follow_lines(r);
    return good;
}

/* ---- rows ---- */

static bool is_blank_row(const Records *r)
{
    size_t n = r->ncells < r->room ? r->ncells : r->room;
    for (size_t i = 0; i < n; i++)
        if (!cell_is_blank(r->cells[i]))
            return false;
    return r->ncells <= r->room;
}

static bool is_total_row(const Records *r)
{
    Str first = cell_trim(r->cells[0]);
    if (str_ends(first, STR("：")))
        first.n -= 3;
    else if (str_ends(first, STR(":")))
        first.n--;
    for (size_t i = 0; i < r->options.ntotals; i++)
        if (str_equal(first, r->options.totals[i]))
            return true;
    return false;
}

/* Rows that only have a look of their own are blank by the thousand: those that follow each other are noted together. */
static void note_blanks(Records *r)
{
    size_t n = r->blanks;
    r->blanks = 0;
    if (!n || !due(&r->ignored, r->blank_from))
        return;
    Pos pos = line_pos(r, r->blank_from);
    if (n == 1)
        diag_note(r->d, r->ignored.code, pos, "空行，已忽略", "blank row, left out");
    else
        diag_note(r->d, r->ignored.code, pos, "连续%zu行空行，已忽略", "%zu blank rows, left out", n);
}

static void add_blank(Records *r, uint32_t line)
{
    if (!r->blanks++)
        r->blank_from = line;
}

static void note_total(Records *r, uint32_t line)
{
    if (due(&r->ignored, line))
        diag_note(r->d, r->ignored.code, line_pos(r, line), "合计行，已忽略", "row of totals, left out");
}

/* Programs fill up every row to the widest one: what is blank behind the last name is no cell. */
static void cut_padding(Records *r)
{
    while (r->ncells > r->ncolumns && cell_is_blank(r->cells[r->ncells - 1]))
        r->ncells--;
}

/* Cells that the row leaves out at its end, blank ones at that end. */
static void fill_up(Records *r)
{
    size_t end = r->at;
    while (end && (r->source->text.p[end - 1] == '\n' || r->source->text.p[end - 1] == '\r'))
        end--;
    while (r->ncells < r->ncolumns)
        add_cell(r, STR_NONE, end);
}

static RecordKind kind_of(Records *r, uint32_t line)
{
    if (is_blank_row(r)) {
        add_blank(r, line);
        return RECORD_BLANK;
    }
    note_blanks(r);
    if (is_total_row(r)) {
        note_total(r, line);
        return RECORD_TOTAL;
    }
    if (r->ncells == r->padded)
        cut_padding(r);
    if (r->least && r->ncells >= r->least && r->ncells < r->ncolumns)
        fill_up(r);
    if (r->ncells == r->ncolumns)
        return RECORD_ROW;
    if (due(&r->columns, line)) {
        diag_error(r->d, r->columns.code, line_pos(r, line), "列数%zu，应为%u，整行隔离",
                   "%zu cells, expected %u; the row is set aside", r->ncells, r->ncolumns);
        if (r->ncells > r->ncolumns)
            diag_hint(r->d, "格内若有逗号，要用半角双引号把整格括起来",
                      "a cell that holds the separator must be in double quotes");
    }
    return RECORD_COLUMNS;
}

static void finish(Records *r)
{
    if (r->finished)
        return;
    note_blanks(r);
    report_rest(r, &r->columns);
    report_rest(r, &r->broken);
    report_rest(r, &r->ignored);
    r->finished = true;
}

bool records_next(Records *r, Record *record)
{
    if (r->at >= r->source->text.n) {
        finish(r);
        return false;
    }
    record->line = r->line;
    bool good = read_row(r);
    record->kind = good ? kind_of(r, record->line) : RECORD_BROKEN;
    record->ncells = (uint32_t)(r->ncells < r->room ? r->ncells : r->room);
    record->cells = r->cells;
    record->starts = r->starts;
    return true;
}

/* ---- the head ---- */

/* The separator that stands most often in the first line outside quotes; ',' wins a draw. */
static char detect_separator(Str s)
{
    static const char candidates[] = {',', '\t', ';'};
    size_t counts[3] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < s.n && (quoted || s.p[i] != '\n'); i++) {
        quoted ^= s.p[i] == '"';
        for (size_t k = 0; k < 3; k++)
            counts[k] += !quoted && s.p[i] == candidates[k];
    }
    for (size_t k = 1; k < 3; k++)
        if (counts[k] > counts[best])
            best = k;
    return candidates[best];
}

Str records_name(Arena *a, Str name)
{
    Str folded = unicode_form_nfkc(a, cell_trim(name));
    size_t plain = 0;
    while (plain < folded.n && folded.p[plain] && !strchr("*\r\n(", folded.p[plain]))
        plain++;
    if (plain == folded.n)
        return cell_trim(folded);
    Buf out = buf_in(a);
    for (size_t i = 0; i < folded.n;) {
        if (str_starts(str_slice(folded, i, folded.n), STR("(必填)"))) {
            i += sizeof "(必填)" - 1;
            continue;
        }
        if (!strchr("*\r\n", folded.p[i]) || !folded.p[i])
            buf_byte(&out, folded.p[i]);
        i++;
    }
    return cell_trim(buf_view(&out));
}

static bool check_names(Records *r)
{
    bool good = true;
    for (uint32_t i = 0; i < r->ncolumns; i++)
        for (uint32_t k = 0; k < i && good; k++)
            if (r->names[i].n && str_equal(r->names[i], r->names[k])) {
                diag_error(r->d, "column-repeated", records_name_pos(r, i),
                           "列名“%.*s”出现两次（第 %u 列和第 %u 列）",
                           "column “%.*s” stands twice (columns %u and %u)", STR_ARG(r->names[i]),
                           k + 1, i + 1);
                good = false;
            }
    if (r->ncolumns == 1 && str_find(r->names[0], STR(","), 0) < r->names[0].n) {
        diag_error(r->d, "column-separator", line_pos(r, r->line - 1), "表头用了全角逗号“，”，应是半角逗号“,”",
                   "the head is separated by full-width commas; expected ','");
        good = false;
    }
    return good;
}

/* How many of the names known stand in the row just read, where that can be more than `most`. */
static size_t known_names(const Records *r, size_t most)
{
    size_t found = 0, n = r->ncells < r->room ? r->ncells : r->room;
    for (size_t i = 0; i < n && found + n - i > most; i++) {
        Str name = records_name(r->a, r->cells[i]);
        for (size_t k = 0; name.n && k < r->options.nknown; k++)
            if (str_equal(name, r->options.known[k])) {
                found++;
                break;
            }
    }
    return found;
}

/* Leave r->at at the head: mostly the first line. What is wrong on the way is said when it is read. */
static void skip_titles(Records *r)
{
    Diag *d = r->d, unheard = diag_in(r->a);
    Tally broken = r->broken;
    size_t at = r->at, most = 1, best_at = r->at;
    uint32_t line = r->line, best_line = r->line;
    r->d = &unheard;
    for (int i = 0; i < RECORDS_HEAD_WITHIN && r->at < r->source->text.n; i++) {
        size_t from = r->at;
        uint32_t from_line = r->line;
        size_t found = read_row(r) ? known_names(r, most) : 0;
        if (found > most) {
            most = found;
            best_at = from;
            best_line = from_line;
        }
    }
    r->d = d;
    r->broken = broken;
    r->at = best_at;
    r->line = best_line;
    if (best_at > at)
        diag_note(d, "head-row", line_pos(r, best_line), "表头在第 %u 行，上面的 %u 行不读",
                  "the column names stand in line %u; the %u above are not read", best_line,
                  best_line - line);
}

static bool read_head(Records *r)
{
    skip_titles(r);
    r->head = r->line;
    if (!str_trim(str_slice(r->source->text, r->at, line_end(r->source->text, r->at))).n) {
        diag_error(r->d, "column-head", line_pos(r, 1), "第一行应是表头，这里是空的",
                   "the first line should hold the column names; it is empty");
        return false;
    }
    if (!read_row(r))
        return false;
    if (r->ncells > RECORDS_COLUMNS_MAX) {
        diag_error(r->d, "column-limit", line_pos(r, 1), "表头有 %zu 列，最多 %d",
                   "the head has %zu columns, at most %d", r->ncells, RECORDS_COLUMNS_MAX);
        return false;
    }
    Str *names = arena_array(r->a, Str, r->ncells);
    uint32_t *starts = arena_array(r->a, uint32_t, r->ncells);
    for (size_t i = 0; i < r->ncells; i++) {
        names[i] = records_name(r->a, r->cells[i]);
        starts[i] = r->starts[i];
    }
    r->names = names;
    r->name_starts = starts;
    r->padded = (uint32_t)r->ncells;
    cut_padding(r);
    r->ncolumns = (uint32_t)r->ncells;
    return check_names(r);
}

Records *records_open(Arena *a, const Source *source, const RecordsOptions *options, Diag *d)
{
    Records *r = arena_new(a, Records);
    *r = (Records){.a = a, .source = source, .d = d, .line = 1};
    if (options)
        r->options = *options;
    const RecordsOptions *o = &r->options;
    r->columns = (Tally){o->code_columns ? o->code_columns : "row-columns", DIAG_ERROR, 0, 0};
    r->broken = (Tally){"row-quote", DIAG_ERROR, 0, 0};
    r->ignored = (Tally){o->code_ignored ? o->code_ignored : "row-ignored", DIAG_NOTE, 0, 0};
    r->separator = detect_separator(source->text);
    return read_head(r) ? r : NULL;
}

bool records_fit(Arena *a, const Source *source, const RecordsOptions *options)
{
    Diag unheard = diag_in(a);
    Records *r = source->text.n ? records_open(a, source, options, &unheard) : NULL;
    size_t known = 0;
    for (uint32_t i = 0; r && i < r->ncolumns; i++)
        for (size_t k = 0; k < options->nknown; k++)
            known += r->names[i].n && str_equal(r->names[i], options->known[k]);
    Record record;
    while (known >= 2 && records_next(r, &record))
        if (record.kind != RECORD_BLANK && record.kind != RECORD_TOTAL)
            return true;
    return false;
}

/* ---- looking up ---- */

const Str *records_names(const Records *r, uint32_t *count)
{
    *count = r->ncolumns;
    return r->names;
}

int records_column(const Records *r, Str name)
{
    Str wanted = records_name(r->a, name);
    for (uint32_t i = 0; i < r->ncolumns; i++)
        if (str_equal(r->names[i], wanted))
            return (int)i;
    return -1;
}

Pos records_name_pos(const Records *r, uint32_t column)
{
    assert(column < r->ncolumns);
    return source_pos(r->source, r->name_starts[column]);
}

Pos records_pos(const Records *r, const Record *record, uint32_t column)
{
    if (column >= record->ncells)
        return line_pos(r, record->line);
    return source_pos(r->source, record->starts[column]);
}

/* Where the quoted cell at `at` ends, behind its quote. */
static size_t quoted_end(Str s, size_t at)
{
    for (size_t end = at + 1; end < s.n; end++)
        if (s.p[end] == '"' && (end + 1 == s.n || s.p[++end] != '"'))
            return end;
    return s.n;
}

Pos records_cell_pos(const Source *source, char separator, size_t row, uint32_t column)
{
    Str s = source->text;
    size_t at = row;
    for (; column && at < s.n; column--) {
        if (s.p[at] == '"')
            at = quoted_end(s, at);
        while (!ends_line(s, at) && s.p[at] != separator)
            at++;
        if (ends_line(s, at))
            break; /* it was left out */
        at++;
    }
    assert(at <= s.n);
    return source_pos(source, at);
}

void records_may_end(Records *r, uint32_t n)
{
    r->least = n ? n : 1;
}

uint32_t records_head(const Records *r)
{
    return r->head;
}

char records_separator(const Records *r)
{
    return r->separator;
}
