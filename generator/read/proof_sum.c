/*
 * Sums that do not add up: 教师3人、保育员4人，共8人; 共8人（教师3人、保育员4人）; 共8人，其中教师9人; and the lines
 * and columns of totals in tables. Parts count only when each names the same measure and nothing else stands
 * between, so that 9月3次，全年共12次 is no sum.
 */
#include <string.h>

#include "read/proof_imp.h"

/* ---- in a sentence ---- */

typedef struct Amount {
    size_t from, to;         /* the number */
    size_t measure, end;     /* the Han behind it, up to the next mark */
    bool cut;                /* more stands there than a measure is long */
    int64_t value;
} Amount;

enum { MEASURE_MOST = 3, QUALIFIED_MOST = 8, PARTS_MOST = 50 };

static bool is_comma(uint32_t r)
{
    return proof_among(r, U"、，和及");
}

static bool amount_at(const ProofLine *l, size_t i, Amount *a)
{
    size_t n = i;
    while (proof_is_digit(proof_rune(l, n)))
        n++;
    size_t end = n;
    while (proof_is_han(proof_rune(l, end)) && !is_comma(l->rune[end]))
        end++;
    *a = (Amount){i, n, n, end, false, proof_value(l, i, n)};
    return n > i && end > n && a->value >= 0 && !proof_among(proof_before(l, i), U".,-—～/:");
}

/* 3台新机器 of 6台机器: the same counting word and noun, with something said of it between them. */
static bool qualified_measure(const ProofLine *l, const Amount *part, const Amount *total)
{
    size_t n = part->end - part->measure, m = total->end - total->measure;
    return !total->cut && m >= 2 && n > m && n <= QUALIFIED_MOST &&
           l->rune[part->measure] == l->rune[total->measure] &&
           memcmp(l->rune + part->end - (m - 1), l->rune + total->measure + 1,
                  (m - 1) * sizeof *l->rune) == 0;
}

static bool same_measure(const ProofLine *l, const Amount *part, const Amount *total)
{
    size_t n = part->end - part->measure;
    return qualified_measure(l, part, total) || (n <= MEASURE_MOST && total->end - total->measure >= n &&
           memcmp(l->rune + part->measure, l->rune + total->measure, n * sizeof *l->rune) == 0);
}

/* The amount that ends at `end` with nothing but Han before it in its clause; its clause starts at *start. */
static bool part_before(const ProofLine *l, size_t end, size_t *start, Amount *a)
{
    size_t n = end;
    while (n > 0 && proof_is_han(l->rune[n - 1]) && !is_comma(l->rune[n - 1]))
        n--;
    size_t from = n;
    while (from > 0 && proof_is_digit(l->rune[from - 1]))
        from--;
    size_t clause = from;
    while (clause > 0 && proof_is_han(l->rune[clause - 1]) && !is_comma(l->rune[clause - 1]))
        clause--;
    *start = clause;
    return from < n && amount_at(l, from, a) && a->end == end;
}

static void report_sum(Proof *p, const ProofLine *l, const Amount *total, int64_t sum)
{
    proof_add(p, l, total->from, total->to, "proof-sum", DIAG_WARNING, STR_NONE,
              "各项相加是%lld，写的合计是%lld",
              "the parts add up to %lld, the total says %lld", (long long)sum, (long long)total->value);
    proof_hint(p, "核对各项和合计", "check the parts and the total");
}

/* Parts before …，共8人 that starts at i. */
static void total_behind(Proof *p, const ProofLine *l, size_t i, const Amount *total)
{
    int64_t sum = 0;
    size_t parts = 0, end = i;
    while (end > 0 && parts < PARTS_MOST && is_comma(l->rune[end - 1])) {
        Amount part;
        size_t start;
        if (!part_before(l, end - 1, &start, &part) || !same_measure(l, &part, total))
            break;
        sum += part.value;
        parts++;
        end = start;
    }
    if (parts < 2 || sum == total->value)
        return;
    report_sum(p, l, total, sum);
}

/* Parts behind 共8人（ or ，其中: a list of them from i on. */
static void total_before(Proof *p, const ProofLine *l, size_t i, const Amount *total, bool some)
{
    int64_t sum = 0;
    size_t parts = 0;
    for (size_t k = i; k < l->n && parts < PARTS_MOST; k++) {
        size_t from = k;
        while (proof_is_han(proof_rune(l, from)) && !is_comma(l->rune[from]))
            from++;
        Amount part;
        if (!amount_at(l, from, &part) || !same_measure(l, &part, total))
            break;
        sum += part.value;
        parts++;
        k = part.end;
        if (!is_comma(proof_rune(l, k)))
            break;
    }
    bool wrong = some ? parts >= 1 && sum > total->value : parts >= 2 && sum != total->value;
    if (wrong)
        report_sum(p, l, total, sum);
}

void proof_sums(Proof *p, const ProofLine *l)
{
    static const char32_t *const words[] = {U"共计", U"合计", U"总计", U"总共", U"一共", U"共有", U"共", NULL};
    for (size_t i = 0; i < l->n; i++) {
        size_t n = proof_one_of(l, i, words);
        Amount total;
        if (!n || !amount_at(l, i + n, &total))
            continue;
        total.cut = total.end - total.measure > MEASURE_MOST;
        if (total.cut)
            total.end = total.measure + MEASURE_MOST;
        total_behind(p, l, i, &total);
        if (proof_has(l, total.end, U"，其中"))
            total_before(p, l, total.end + 3, &total, true);
        else if (proof_among(proof_rune(l, total.end), U"（："))
            total_before(p, l, total.end + 1 + 2 * proof_has(l, total.end + 1, U"其中"), &total,
                         proof_has(l, total.end + 1, U"其中"));
        i += n - 1;
    }
}

/* ---- in tables ---- */

enum { SCALE = 10000, COLUMNS_MOST = 64 };

/* A plain number in ten-thousandths. false: something else, "%", a date. */
static bool cell_value(const ProofLine *l, int64_t *value)
{
    size_t i = 0, places = 0;
    int64_t n = 0;
    bool point = false;
    for (; i < l->n && n < INT64_MAX / (10 * (int64_t)SCALE); i++) {
        uint32_t r = l->rune[i];
        if (r == ',' && i > 0)
            continue;
        if (r == '.' && !point && i > 0) {
            point = true;
            continue;
        }
        if (!proof_is_digit(r) || (point && places == 4))
            return false;
        n = n * 10 + (int64_t)(r - '0');
        places += point;
    }
    for (; places < 4; places++)
        n *= 10;
    *value = n;
    return i == l->n && i > 0;
}

static bool is_total(const Proof *p, const ProofLine *l)
{
    Str text = proof_slice(p->a, l, 0, l->n);
    for (size_t i = 0; i < p->ntotals; i++)
        if (str_equal(text, p->totals[i]))
            return true;
    return false;
}

typedef struct Column {
    int64_t since, all, largest; /* sums since the last line of totals, of all lines; the largest number */
    size_t numbers;
    bool other;                  /* something that is no number stands in it */
} Column;

static bool is_blank_cell(const ProofLine *l)
{
    return l->n == 0 || (l->n <= 2 && proof_among(l->rune[0], U"—-–/"));
}

/* A mean or a share lies among its numbers; a sum is larger than each. */
static bool is_wrong(const Column *c, int64_t total)
{
    return !c->other && c->numbers >= 2 && total != c->since && total != c->all && total > c->largest;
}

static void report_total(Proof *p, const ProofLine *l, int64_t sum)
{
    Str want = sum % SCALE ? str_printf(p->a, "%lld.%04lld", (long long)(sum / SCALE), (long long)(sum % SCALE))
                           : str_printf(p->a, "%lld", (long long)(sum / SCALE));
    proof_add(p, l, 0, l->n, "proof-sum", DIAG_WARNING, STR_NONE, "合计不符：各行相加是%.*s",
              "the rows add up to %.*s", STR_ARG(want));
    proof_hint(p, "核对各行和合计", "check the rows and the total");
}

static void add_cell(Column *c, const ProofLine *l)
{
    int64_t value;
    if (is_blank_cell(l))
        return;
    if (!cell_value(l, &value)) {
        c->other = true;
        return;
    }
    c->numbers++;
    c->since += value;
    c->all += value;
    c->largest = value > c->largest ? value : c->largest;
}

static void total_row(Proof *p, const Node *row, Column *columns)
{
    for (uint32_t i = 1; i < row->nkids && i < COLUMNS_MOST; i++) {
        const ProofLine *l = proof_read_block(p, row->kids[i], PROOF_CELL);
        int64_t value;
        if (cell_value(l, &value) && is_wrong(&columns[i], value))
            report_total(p, l, columns[i].since);
        columns[i].since = 0;
    }
}

static bool has_spans(const Node *table)
{
    for (uint32_t i = 0; i < table->nkids; i++)
        for (uint32_t k = 0; table->kids[i]->kind == NODE_ROW && k < table->kids[i]->nkids; k++)
            if (table->kids[i]->kids[k]->as.cell.colspan != 1 || table->kids[i]->kids[k]->as.cell.rowspan != 1)
                return true;
    return false;
}

void proof_table(Proof *p, const Node *table)
{
    Column columns[COLUMNS_MOST] = {{0}};
    uint32_t heads = table->level, seen = 0;
    if (has_spans(table))
        return;
    for (uint32_t i = 0; i < table->nkids; i++) {
        const Node *row = table->kids[i];
        if (row->kind != NODE_ROW || !row->nkids || seen++ < heads)
            continue;
        if (is_total(p, proof_read_block(p, row->kids[0], PROOF_CELL))) {
            total_row(p, row, columns);
            continue;
        }
        for (uint32_t k = 1; k < row->nkids && k < COLUMNS_MOST; k++)
            add_cell(&columns[k], proof_read_block(p, row->kids[k], PROOF_CELL));
    }
}
