/*
 * What only shows between blocks: headings in their order, and the ends of a list's items.
 *
 * Headings are numbered 一、 （一） 1. （1） from the highest down (GB/T 9704-2012 7.3.3); a document may begin
 * with any of them and leave some out, but not put a lower one above a higher.
 */
#include "read/proof_imp.h"

/* ---- headings ---- */

/* 0: no number; else higher styles are smaller. */
typedef struct Numbered {
    int style;
    int64_t number;          /* -1: not read */
    size_t end;              /* behind the number */
} Numbered;

enum { STYLE_NONE, STYLE_HAN, STYLE_HAN_ROUND, STYLE_DIGIT, STYLE_DIGIT_ROUND };

static int64_t numeral_value(const ProofLine *l, size_t from, size_t to)
{
    static const char32_t row[] = U"一二三四五六七八九";
    int64_t n = 0, last = 0;
    for (size_t i = from; i < to; i++) {
        if (l->rune[i] == U'十') {
            n += (last ? last : 1) * 10;
            last = 0;
            continue;
        }
        int k = 0;
        while (k < 9 && row[k] != l->rune[i])
            k++;
        if (k == 9)
            return -1;
        last = k + 1;
    }
    return n + last;
}

static Numbered numbered(const ProofLine *l)
{
    bool round = proof_among(proof_rune(l, 0), U"（(");
    size_t from = round, n = from, digits = from;
    while (proof_is_numeral(proof_rune(l, n)))
        n++;
    while (proof_is_digit(proof_rune(l, digits)))
        digits++;
    bool han = n > from;
    size_t end = han ? n : digits;
    if (end == from || end - from > 3)
        return (Numbered){0};
    uint32_t mark = proof_rune(l, end);
    bool marked = round ? proof_among(mark, U"）)") : han ? mark == U'、' : proof_among(mark, U".．、");
    if (!marked || proof_is_digit(proof_rune(l, end + 1)))
        return (Numbered){0}; /* 1.1, 2025.9 */
    int style = han ? round ? STYLE_HAN_ROUND : STYLE_HAN : round ? STYLE_DIGIT_ROUND : STYLE_DIGIT;
    return (Numbered){style, han ? numeral_value(l, from, end) : proof_value(l, from, end), end + 1};
}

static const char *const forms[] = {"", "一、", "（一）", "1.", "（1）"};

static void heading_number(Proof *p, ProofHeadings *h, const ProofLine *l, int level)
{
    Numbered now = numbered(l);
    int above = level - 1;
    while (above > 0 && !h->style[above])
        above--;
    if (now.style && above > 0 && h->style[above] >= now.style) {
        proof_add(p, l, 0, now.end, "proof-heading", DIAG_WARNING, STR_NONE,
                  "标题序号的层次反了：上一级是“%s”",
              "numbers of headings in the wrong order: the level above has %s", forms[h->style[above]]);
        proof_hint(p, "自上而下用“一、”“（一）”“1.”“（1）”", "from above 一、 （一） 1. （1）");
    } else if (now.style && now.number >= 0) {
        int64_t want = h->style[level] == now.style ? h->number[level] + 1 : 1;
        bool first = !h->style[level] || h->style[level] != now.style;
        if (now.number != want && h->number[level] >= 0 && !(first && now.number == 0)) {
            proof_add(p, l, 0, now.end, "proof-heading", DIAG_WARNING, STR_NONE,
                      "标题序号不连续：这里应是第%lld个",
              "numbers of headings are not in a row: %lld is expected", (long long)want);
            proof_hint(p, "补上缺的一节，或改序号", "add what is missing, or change the number");
        }
    }
    h->style[level] = now.style;
    h->number[level] = now.number;
    for (int below = level + 1; below < 7; below++) {
        h->style[below] = 0;
        h->number[below] = 0;
    }
}

void proof_heading(Proof *p, ProofHeadings *h, const ProofLine *l, int level)
{
    if (!l->n || level < 1 || level > 6)
        return;
    uint32_t last = l->rune[l->n - 1];
    if (h->last_level && level > h->last_level + 1) {
        proof_add(p, l, 0, l->n, "proof-heading", DIAG_WARNING, STR_NONE,
                  "标题跳级：第%d级之后是第%d级",
              "a level of headings is left out: %d after %d", h->last_level, level);
        proof_hint(p, "少写一个“#”，或补上中间一级", "write one # less, or add the level between");
    }
    if (proof_among(last, U"。，、；：")) {
        proof_add(p, l, l->n - 1, l->n, "proof-heading", DIAG_WARNING, STR_NONE, "标题末尾不用标点", "no mark ends a heading");
        proof_hint(p, "删去", "take it out");
    }
    heading_number(p, h, l, level);
    h->last_level = level;
}

void proof_caption(Proof *p, const ProofLine *l)
{
    if (!l->n || l->rune[l->n - 1] != U'。')
        return;
    proof_add(p, l, l->n - 1, l->n, "proof-caption", DIAG_WARNING, STR_NONE, "图题、表题末尾不用句号",
              "no full stop ends a caption");
    proof_hint(p, "删去", "take it out");
}

/* ---- lists ---- */

typedef enum End { END_NONE, END_SEMICOLON, END_STOP, END_OTHER, END_COMMA } End;

/* How the text of an item ends; OTHER: with what belongs to it below, or in a way that says nothing. */
static End end_of(Proof *p, const Node *item, const ProofLine **line)
{
    const Node *last = item->nkids ? item->kids[item->nkids - 1] : NULL;
    if (!last || last->kind != NODE_PARA || !last->pos.source)
        return END_OTHER;
    const ProofLine *l = proof_read_block(p, last, PROOF_PARA);
    size_t n = l->n;
    while (n > 0 && proof_among(l->rune[n - 1], U"”’）"))
        n--;
    *line = l;
    if (n == 0 || l->rune[l->n - 1] == PROOF_OBJECT)
        return END_OTHER;
    uint32_t r = l->rune[n - 1];
    if (proof_among(r, U"，、"))
        return END_COMMA;
    return r == U'；' ? END_SEMICOLON : r == U'。' ? END_STOP : proof_among(r, U"？！：…") ? END_OTHER : END_NONE;
}

static void report_end(Proof *p, const ProofLine *l, const char *zh, const char *en)
{
    proof_add(p, l, l->n - 1, l->n, "proof-list", DIAG_NOTE, STR_NONE, "%s%.0s", "%.0s%s", zh, en);
    proof_hint(p, "各项末尾用“；”，最后一项用“。”；或每项都用“。”；或都不用",
               "；behind each and 。behind the last; or 。behind each; or nothing");
}

/* inner: what it belongs to goes on behind it, so its last item may end as the others do. */
void proof_list(Proof *p, const Node *list, bool inner)
{
    size_t count[5] = {0};
    const ProofLine *l = NULL;
    for (uint32_t i = 0; i < list->nkids; i++)
        count[end_of(p, list->kids[i], &l)]++;
    if (list->nkids < 2)
        return;
    bool semicolons = count[END_SEMICOLON] > 0;
    bool stops = !semicolons && count[END_STOP] > count[END_NONE];
    for (uint32_t i = 0; i < list->nkids; i++) {
        End end = end_of(p, list->kids[i], &l);
        bool last = i + 1 == list->nkids;
        if (end == END_COMMA)
            report_end(p, l, "列表项末尾不用逗号、顿号", "no comma ends an item");
        else if (semicolons && end != END_OTHER && end != (last ? END_STOP : END_SEMICOLON) &&
                 !(last && inner && end == END_SEMICOLON))
            report_end(p, l, last ? "最后一项末尾应为“。”" : "这一项末尾与其他项不一致，应为“；”",
                       last ? "the last item ends with 。" : "this item does not end with ；as others do");
        else if (!semicolons && end == (stops ? END_NONE : END_STOP))
            report_end(p, l, stops ? "这一项末尾没有句号，与其他项不一致" : "这一项末尾有句号，与其他项不一致",
                       stops ? "this item lacks the full stop that others have" : "this item has a full stop that others lack");
    }
}
