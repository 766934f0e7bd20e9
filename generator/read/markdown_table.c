/*
 * markdown_table: pipe tables, with two marks for merged cells.
 *
 * A cell that is just ^^ belongs to the cell above it, one without even a blank between its bars
 * to the cell at its left. A row that joins the head in this way is a head row too. Where the
 * first cell of the head is empty, the first column names the rows.
 *
 * A region must be a rectangle. It is checked a row at a time: what a row adds to a cell above
 * must be all columns of that cell and no other. What is none is reported, and its cells stay
 * single.
 */
#include "read/markdown_cmark.h"

#include <assert.h>

#include "read/markdown_imp.h"

/* ---- rows as lines of the source ---- */

static Str row_text(const Markdown *m, uint32_t line)
{
    size_t start = markdown_content_start(m, line), end = markdown_line_end(m, line);
    return start == OFFSET_NONE || start > end ? STR_NONE
                                               : str_slice(m->text->source->text, start, end);
}

uint32_t markdown_head_line(const Markdown *m, cmark_node *table)
{
    uint32_t line = markdown_start_line(table);
    int end = cmark_node_get_end_line(table);
    while (end > 0 && line < (uint32_t)end && !markdown_delimiter_cells(row_text(m, line + 1)))
        line++;
    return line;
}

static void check_cells(Markdown *m, uint32_t line, uint32_t columns)
{
    uint32_t cells = markdown_cells(row_text(m, line));
    if (cells == columns)
        return;
    diag_warn(m->text->d, "table-cells", markdown_pos(m->text, markdown_content_start(m, line)),
              cells > columns ? "这一行有 %u 格，表头有 %u 格：多出的已舍去"
                              : "这一行有 %u 格，表头有 %u 格：缺的作空格",
              cells > columns ? "this row has %u cells, the head has %u: the surplus is left out"
                              : "this row has %u cells, the head has %u: the missing are empty",
              cells, columns);
    diag_hint(m->text->d, "格内的竖线要写作“\\|”", "a bar inside a cell is written \\|");
}

/* A row being read: the cursor is where its next cell starts. */
typedef struct Row {
    uint32_t line;
    bool head;
    size_t cursor, limit;
} Row;

static Row row_at(const Markdown *m, uint32_t line, bool head)
{
    Str text = m->text->source->text;
    Row row = {line, head, markdown_content_start(m, line), markdown_line_end(m, line)};
    row.cursor += row.cursor < row.limit && text.p[row.cursor] == '|';
    return row;
}

/* The bar that ends the cell at the cursor, or the end of the row. */
static size_t cell_bar(const Markdown *m, Row row)
{
    Str text = m->text->source->text;
    size_t at = row.cursor;
    while (at < row.limit && text.p[at] != '|')
        at += text.p[at] == '\\' && at + 1 < row.limit ? 2 : 1;
    return at < row.limit ? at : row.limit;
}

/* ---- merged cells ---- */

typedef enum Mark { MARK_NONE, MARK_LEFT, MARK_ABOVE } Mark;

/* A column of the row being read. */
typedef struct Slot {
    Mark mark;
    bool blank;      /* nothing in it, but room for something */
    size_t at;       /* of its text */
    Row place;
} Slot;

/* The cell a column belongs to. */
typedef struct Owner {
    Node *cell;      /* still its maker's: spans grow until the table is done */
    uint32_t column; /* its first */
    bool head;
} Owner;

typedef struct TableReader {
    Markdown *m;
    Node *table;
    uint32_t columns;
    Slot *slots;
    Owner *above, *owners; /* of the row before and of this one */
    bool stub;             /* the first column names the rows */
} TableReader;

typedef enum MergeFault { MERGE_NOTHING_LEFT, MERGE_NOTHING_ABOVE, MERGE_SHAPE } MergeFault;

/* Report what cannot be merged, and take the mark back: its cell stays single and empty. */
static void refuse_mark(Markdown *m, Slot *slot, MergeFault fault)
{
    static const char *const zh[] = {"左边没有可以并入的格", "“^^”上面没有可以并入的格",
                                     "“^^”与上面的格合不成长方形，未合并"};
    static const char *const en[] = {"there is no cell at the left to join",
                                     "there is no cell above ^^ to join",
                                     "^^ makes no rectangle with the cell above: not joined"};
    Diag *d = m->text->d;
    diag_words(d, DIAG_WARNING, "table-merge", markdown_pos(m->text, slot->at), str_of(zh[fault]), str_of(en[fault]));
    diag_hint(d, "“^^”并入上一格，“||”并入左一格，合并后应是长方形；空格子写作“| |”，文字 ^^ 写作“\\^^”",
              "^^ joins the cell above, || the one at the left, and what is joined is a rectangle; "
              "an empty cell is | |, the text ^^ is \\^^");
    slot->mark = MARK_NONE;
    slot->blank = true;
}

/* What stands from place up to the bar that ends its cell. */
static Slot slot_at(const Markdown *m, Row place, size_t bar)
{
    Str text = m->text->source->text;
    bool bare = place.cursor < place.limit && text.p[place.cursor] == '|';
    Str words = str_trim(str_slice(text, place.cursor, bar));
    Slot slot = {.place = place, .blank = !bare && !words.n,
                 .at = words.n ? (size_t)(words.p - text.p) : place.cursor};
    slot.mark = bare ? MARK_LEFT : str_equal(words, STR("^^")) ? MARK_ABOVE : MARK_NONE;
    return slot;
}

/* Whether the marks from column on take up all of the cell above that begins there. */
static bool joins_above(const TableReader *t, uint32_t column)
{
    const Owner *owner = &t->above[column];
    if (owner->column != column)
        return false;
    for (uint32_t i = column; i < column + owner->cell->as.cell.colspan; i++)
        if (t->slots[i].mark == MARK_NONE || (i == column && t->slots[i].mark != MARK_ABOVE))
            return false;
    uint32_t next = column + owner->cell->as.cell.colspan;
    return next == t->columns || t->slots[next].mark != MARK_LEFT;
}

/* ^^ at column: its columns get the cell above as owner, or the mark is taken back. */
static uint32_t join_above(TableReader *t, uint32_t column)
{
    Owner owner = t->above[column];
    if (!owner.cell || !joins_above(t, column) || owner.cell->as.cell.rowspan == UINT16_MAX) {
        refuse_mark(t->m, &t->slots[column], owner.cell ? MERGE_SHAPE : MERGE_NOTHING_ABOVE);
        return column + 1;
    }
    uint32_t end = column + owner.cell->as.cell.colspan;
    owner.cell->as.cell.rowspan++;
    for (; column < end; column++)
        t->owners[column] = owner;
    return end;
}

/* Which columns belong to cells above; whether one of those is in the head. */
static bool join_row(TableReader *t)
{
    bool head = false;
    for (uint32_t i = 0; i < t->columns; i++)
        t->owners[i] = (Owner){0};
    for (uint32_t i = 0; i < t->columns;) {
        if (t->slots[i].mark == MARK_LEFT && i == 0)
            refuse_mark(t->m, &t->slots[i], MERGE_NOTHING_LEFT);
        if (t->slots[i].mark == MARK_ABOVE) {
            uint32_t from = i;
            i = join_above(t, i);
            head |= t->owners[from].head;
        } else {
            i++;
        }
    }
    return head;
}

/* ---- cells, rows, the table ---- */

static const uint8_t *aligns_of(Markdown *m, cmark_node *table, uint32_t columns)
{
    const uint8_t *given = cmark_gfm_extensions_get_table_alignments(table);
    uint8_t *aligns = arena_array(m->a, uint8_t, columns);
    for (uint32_t i = 0; i < columns; i++)
        aligns[i] = given[i] == 'l'   ? ALIGN_LEFT
                    : given[i] == 'c' ? ALIGN_CENTRE
                    : given[i] == 'r' ? ALIGN_RIGHT
                                      : ALIGN_DEFAULT;
    return aligns;
}

static Node *put_cell(Markdown *m, cmark_node *node, const Slot *slot, Align align, bool head)
{
    const char *text = m->text->source->text.p;
    Row row = slot->place;
    while (row.cursor < row.limit && (text[row.cursor] == ' ' || text[row.cursor] == '\t'))
        row.cursor++;
    Leaf leaf = markdown_leaf(m, row.cursor, row.limit);
    Node *cell = doc_node(m->a, NODE_CELL, markdown_pos(m->text, row.cursor));
    size_t mark = m->stack.count;
    cell->flags = head ? NODE_HEAD : 0;
    cell->as.cell.align = (uint8_t)align;
    if (!slot->blank) /* a mark that joins nothing leaves its place empty */
        markdown_inlines(&leaf, node);
    markdown_finish(m, cell, mark);
    return cell;
}

static void read_slots(TableReader *t, cmark_node *row, Row place)
{
    uint32_t i = 0;
    for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell), i++) {
        assert(i < t->columns);
        size_t bar = cell_bar(t->m, place);
        t->slots[i] = slot_at(t->m, place, bar);
        place.cursor = bar + (bar < place.limit);
    }
    for (; i < t->columns; i++)
        t->slots[i] = (Slot){.place = place, .blank = true, .at = place.cursor};
}

static void put_row(TableReader *t, cmark_node *node, Row place)
{
    Markdown *m = t->m;
    Node *row = doc_node(m->a, NODE_ROW,
                         markdown_pos(m->text, markdown_content_start(m, place.line)));
    size_t mark = m->stack.count;
    read_slots(t, node, place);
    if (place.head)
        t->stub = t->columns > 1 && t->slots[0].blank;
    bool head = join_row(t) || place.head;
    if (head && t->table->level < UINT8_MAX)
        t->table->level++;
    uint32_t i = 0;
    for (cmark_node *cell = cmark_node_first_child(node); cell; cell = cmark_node_next(cell), i++) {
        if (t->owners[i].cell)
            continue;
        if (t->slots[i].mark == MARK_LEFT) {
            t->owners[i] = t->owners[i - 1];
            t->owners[i].cell->as.cell.colspan++;
            continue;
        }
        bool names = head || (t->stub && i == 0 && !t->slots[i].blank);
        Align align = (Align)t->table->as.table.aligns[i];
        t->owners[i] = (Owner){put_cell(m, cell, &t->slots[i], align, names), i, head};
    }
    markdown_finish(m, row, mark);
    Owner *above = t->above;
    t->above = t->owners;
    t->owners = above;
}

void markdown_table(Markdown *m, cmark_node *node)
{
    uint32_t columns = cmark_gfm_extensions_get_table_columns(node), head = markdown_head_line(m, node);
    size_t start = markdown_content_start(m, head), mark = m->stack.count;
    Node *table = doc_node(m->a, NODE_TABLE, markdown_pos(m->text, start));
    TableReader t = {.m = m, .table = table, .columns = columns,
                     .slots = arena_array(m->scratch, Slot, columns),
                     .above = arena_array(m->scratch, Owner, columns),
                     .owners = arena_array(m->scratch, Owner, columns)};
    table->as.table.ncolumns = columns;
    table->as.table.aligns = aligns_of(m, node, columns);
    for (cmark_node *row = cmark_node_first_child(node); row; row = cmark_node_next(row)) {
        bool is_head = cmark_gfm_extensions_get_table_row_is_header(row);
        uint32_t line = is_head ? head : markdown_start_line(row);
        if (!is_head)
            check_cells(m, line, columns);
        put_row(&t, row, row_at(m, line, is_head));
    }
    markdown_finish(m, table, mark);
}
