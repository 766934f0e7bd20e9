/*
 * Single marks and their neighbours: half-width marks beside Han, marks twice, ellipses, dashes, blanks.
 * GB/T 15834-2011 chapters 4 and 5; typesetting specification R13, R23.
 */
#include "read/proof_imp.h"

static Str one(Arena *a, uint32_t rune)
{
    Buf out = buf_in(a);
    buf_rune(&out, rune);
    return buf_view(&out);
}

static uint32_t wide_of(uint32_t r)
{
    switch (r) {
    case ',': return 0xFF0C;
    case '.': return 0x3002;
    case ';': return 0xFF1B;
    case ':': return 0xFF1A;
    case '?': return 0xFF1F;
    case '!': return 0xFF01;
    default: return 0;
    }
}

static bool is_pause(uint32_t r)
{
    return proof_among(r, U"。，、；：？！");
}

static bool is_closing(uint32_t r)
{
    Punct p = r < 0x80 ? PUNCT_NONE : unicode_punct(r);
    return p == PUNCT_CLOSE || p == PUNCT_QUOTE_CLOSE;
}

/* ---- half-width ---- */

/* A number of a heading, 一. or 二．, is proof_item's. */
static bool is_item_number(const ProofLine *l, size_t i)
{
    size_t from = i;
    while (from > 0 && proof_is_numeral(l->rune[from - 1]))
        from--;
    return from < i && proof_starts(l, from);
}

/* Of 报告.docx, 附件.1, 你好... : no full stop. */
static bool is_full_stop(const ProofLine *l, size_t i)
{
    uint32_t next = proof_rune(l, i + 1);
    bool ends = !next || proof_is_blank(next) || next == '\n' || proof_is_chinese(next);
    return ends && proof_before(l, i) != '.' && !is_item_number(l, i);
}

static void half_mark(Proof *p, const ProofLine *l, size_t i)
{
    uint32_t r = l->rune[i], before = proof_before(l, i), next = proof_rune(l, i + 1);
    bool behind = proof_is_han(before) || is_closing(before);
    bool ahead = proof_is_han(next) && (proof_is_digit(before) || proof_is_latin(before) || before == '%' ||
                                        before == ')' || before == PROOF_OBJECT);
    if (r == '.' ? !behind || !is_full_stop(l, i) : !behind && !ahead)
        return;
    if (r == ':' && proof_has(l, i + 1, U"//"))
        return;
    proof_add(p, l, i, i + 1, "proof-half", DIAG_WARNING, one(p->a, wide_of(r)), "中文里用了半角标点",
              "a half-width mark in Chinese text");
}

/* ---- twice ---- */

/* A mark of a run; a half-width one that begins a word, as of 、.xls, is none. */
static bool is_stop_or_half(const ProofLine *l, size_t i)
{
    uint32_t r = proof_rune(l, i), next = proof_rune(l, i + 1);
    return is_pause(r) || (proof_among(r, U",.;:?!") && !proof_is_latin(next) && !proof_is_digit(next));
}

/* A run such as 。。 or ，、 that starts at i; ！！ and ？！ may be up to three. */
static size_t doubled(Proof *p, const ProofLine *l, size_t i)
{
    size_t n = i + 1;
    bool strong = proof_among(l->rune[i], U"？！");
    for (; is_stop_or_half(l, n); n++)
        strong = strong && proof_among(l->rune[n], U"？！");
    bool dots = n - i >= 3 && l->rune[i] == 0x3002; /* 。。。 is meant as …… */
    for (size_t k = i; dots && k < n; k++)
        dots = l->rune[k] == 0x3002;
    if (n - i == 1 || (strong && n - i <= 3))
        return n;
    if (dots)
        proof_add(p, l, i, n, "proof-ellipsis", DIAG_WARNING, STR("……"), "省略号应为“……”", "an ellipsis is ……");
    else
        proof_add(p, l, i, n, "proof-double", DIAG_WARNING, one(p->a, l->rune[i]), "标点重复",
                  "marks side by side");
    return n;
}

/* 。”。: the sentence ended before the quote did. */
static void stop_around_quote(Proof *p, const ProofLine *l, size_t i)
{
    size_t n = i + 1;
    while (unicode_punct(proof_rune(l, n)) == PUNCT_QUOTE_CLOSE)
        n++;
    bool spoken_of = proof_before(l, i) == U'“'; /* the full stop “。” */
    if (n > i + 1 && proof_rune(l, n) == 0x3002 && !spoken_of)
        proof_add(p, l, i, n + 1, "proof-double", DIAG_WARNING, proof_slice(p->a, l, i, n), "引号内外都有句号",
                  "a full stop on both sides of the quote");
}

/* ---- ellipses and dashes ---- */

static bool beside_chinese(const ProofLine *l, size_t from, size_t to)
{
    return proof_is_chinese(proof_before(l, from)) || proof_is_chinese(proof_rune(l, to));
}

static size_t run_end(const ProofLine *l, size_t i, const char32_t *set)
{
    while (i < l->n && proof_among(l->rune[i], set))
        i++;
    return i;
}

/* 等 and …… say the same. */
static void ellipsis_and_so_on(Proof *p, const ProofLine *l, size_t from, size_t to)
{
    bool before = proof_before(l, from) == U'等', behind = proof_rune(l, to) == U'等';
    if (!before && !behind)
        return;
    proof_add(p, l, before ? from - 1 : from, behind ? to + 1 : to, "proof-ellipsis", DIAG_WARNING, STR("……"),
              "省略号与“等”重复", "…… and 等 say the same");
    proof_hint(p, "“……”与“等”留一个", "keep one of …… and 等");
}

static size_t ellipsis(Proof *p, const ProofLine *l, size_t i)
{
    size_t n = run_end(l, i, l->rune[i] == '.' ? U"." : l->rune[i] == 0xB7 ? U"·" : U"…⋯");
    size_t least = l->rune[i] == '.' ? 2 : l->rune[i] == 0xB7 ? 3 : 1;
    bool right = proof_among(l->rune[i], U"…⋯") && (n - i == 2 || n - i == 4);
    if (right)
        ellipsis_and_so_on(p, l, i, n);
    else if (n - i >= least && beside_chinese(l, i, n) && proof_rune(l, n) != '/')
        proof_add(p, l, i, n, "proof-ellipsis", DIAG_WARNING, STR("……"), "省略号应为“……”", "an ellipsis is ……");
    return n;
}

static size_t dash(Proof *p, const ProofLine *l, size_t i)
{
    size_t n = run_end(l, i, l->rune[i] == '-' ? U"-" : U"—―─－");
    bool right = n - i <= 2, foreign = false;
    if (l->rune[i] == '-' && n - i > 2)
        return n; /* a line of them, as between fields and text */
    for (size_t k = i; k < n; k++)
        foreign = foreign || l->rune[k] != 0x2014;
    if (right && (!foreign || n - i == 1))
        return n;
    if (beside_chinese(l, i, n))
        proof_add(p, l, i, n, "proof-dash", DIAG_WARNING, STR("——"), "破折号应为“——”", "a dash is ——");
    return n;
}

/* ---- full-width letters and digits ---- */

static bool is_full(uint32_t r)
{
    return (r >= 0xFF10 && r <= 0xFF19) || (r >= 0xFF21 && r <= 0xFF3A) || (r >= 0xFF41 && r <= 0xFF5A);
}

static size_t full(Proof *p, const ProofLine *l, size_t i)
{
    Buf half = buf_in(p->a);
    size_t n = i;
    for (; is_full(proof_rune(l, n)); n++)
        buf_rune(&half, l->rune[n] - 0xFEE0);
    proof_add(p, l, i, n, "proof-full", DIAG_WARNING, buf_view(&half), "字母、数字用了全角",
              "full-width letters or digits");
    return n;
}

/* ---- 顿号 ---- */

static void pause_between(Proof *p, const ProofLine *l, size_t i)
{
    uint32_t before = proof_before(l, i), next = proof_rune(l, i + 1);
    if ((before == U'》' && next == U'《') || (before == U'”' && next == U'“')) {
        proof_add(p, l, i, i + 1, "proof-pause", DIAG_NOTE, STR_NONE, "并列的引号、书名号之间通常不用顿号",
                  "no 顿号 stands between quoted items");
        proof_hint(p, "删去顿号（GB/T 15834 4.5.3.5）", "leave it out (GB/T 15834 4.5.3.5)");
    }
}

void proof_marks(Proof *p, const ProofLine *l)
{
    for (size_t i = 0; i < l->n;) {
        uint32_t r = l->rune[i];
        size_t next = i + 1;
        if (is_pause(r)) {
            next = doubled(p, l, i);
            if (next == i + 1 && r == 0x3002)
                stop_around_quote(p, l, i);
            if (next == i + 1 && r == 0x3001)
                pause_between(p, l, i);
        } else if (r == 0x2026 || r == 0x22EF || r == 0xB7 || (r == '.' && proof_rune(l, i + 1) == '.')) {
            next = ellipsis(p, l, i);
        } else if (r == '-' || proof_among(r, U"—―─－")) {
            next = dash(p, l, i);
        } else if (is_full(r)) {
            next = full(p, l, i);
        } else if (wide_of(r)) {
            half_mark(p, l, i);
        }
        i = next;
    }
}

/* ---- blanks ---- */

/* 第一章 总则, 附件 甲: what stands before is the number of what stands behind. */
static bool is_behind_number(const ProofLine *l, size_t i)
{
    if (proof_ends(l, i, U"附件") || proof_ends(l, i, U"附录"))
        return true;
    if (!i || !proof_among(l->rune[i - 1], U"章节条款项编篇课讲回卷册期届部"))
        return false;
    size_t k = i - 1;
    while (k > 0 && (proof_is_numeral(l->rune[k - 1]) || proof_is_digit(l->rune[k - 1])))
        k--;
    return k < i - 1 && k > 0 && l->rune[k - 1] == U'第';
}

/* 《信息技术　中文编码字符集》, 《中共中央 国务院关于……》: parts of a title, and several who issued it together. */
static bool is_in_title(const ProofLine *l, size_t i)
{
    enum { TITLE_MOST = 60 };
    for (size_t k = i; k > 0 && i - k < TITLE_MOST && l->rune[k - 1] != U'》'; k--) {
        if (l->rune[k - 1] != U'《')
            continue;
        bool issued = false;
        for (size_t n = i; n < l->n && n - i < TITLE_MOST && l->rune[n] != U'》'; n++)
            issued = issued || proof_has(l, n, U"关于");
        return issued || l->rune[i] == 0x3000;
    }
    return false;
}

/* **要点。** 正文: a blank beside a mark of emphasis is part of how Markdown is written. */
static bool is_beside_emphasis(const ProofLine *l, size_t from, size_t to)
{
    Str s = l->source->text;
    size_t before = l->at[from], behind = l->at[to - 1] + 1;
    return (before > 0 && proof_among((uint32_t)(unsigned char)s.p[before - 1], U"*_~")) ||
           (behind < s.n && proof_among((uint32_t)(unsigned char)s.p[behind], U"*_~"));
}

void proof_spaces(Proof *p, const ProofLine *l)
{
    for (size_t i = 1; i < l->n; i++) {
        if (!proof_is_blank(l->rune[i]) || !proof_is_chinese(l->rune[i - 1]))
            continue;
        size_t n = i;
        while (n < l->n && proof_is_blank(l->rune[n]))
            n++;
        bool meant = is_behind_number(l, i) || is_beside_emphasis(l, i, n) || is_in_title(l, i);
        if (n < l->n && proof_is_chinese(l->rune[n]) && !meant) {
            DiagLevel level = l->use == PROOF_PARA ? DIAG_WARNING : DIAG_NOTE; /* titles may be spread on purpose */
            proof_add(p, l, i, n, "proof-space", level, STR_NONE, "汉字或标点之间有空格",
                      "a blank between Han or marks");
            proof_hint(p, "删去空格；要分开的用标点，或另起一行", "take it out; use a mark or a new line to part words");
        }
        i = n - 1;
    }
}
