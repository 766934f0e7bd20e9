/*
 * About so many, said once; and of what a percentage is one (a figure in a report is worth nothing without
 * the number it was taken of).
 */
#include "read/proof_imp.h"

/* ---- 约 … 左右 ---- */

static size_t number_end(const ProofLine *l, size_t i)
{
    size_t n = proof_digits_end(l, i);
    while (proof_is_numeral(proof_rune(l, n)) || proof_among(proof_rune(l, n), U"万亿"))
        n++;
    return n;
}

/* Words that say "about" before a number, and those that say it behind. */
static size_t about_before(const ProofLine *l, size_t i)
{
    static const char32_t *const words[] = {U"大约", U"大概", U"将近", U"接近", NULL};
    size_t n = proof_one_of(l, i, words);
    if (n)
        return n;
    if (l->rune[i] == U'约' && !proof_among(proof_before(l, i), U"节预契公合特违履条签邀制大"))
        return 1;
    return l->rune[i] == U'近' && !proof_among(proof_before(l, i), U"最附接将远临亲靠邻") ? 1 : 0;
}

static size_t more_before(const ProofLine *l, size_t i)
{
    static const char32_t *const words[] = {U"超过", U"至少", U"不少于", U"不低于", NULL};
    return proof_one_of(l, i, words);
}

/* 50人左右: the word behind a number and at most three characters of a measure. */
static size_t behind_measure(const ProofLine *l, size_t n, const char32_t *const *words)
{
    for (size_t k = n; k <= n + 3; k++) {
        size_t length = proof_one_of(l, k, words);
        if (length)
            return k + length;
        if (!proof_is_han(proof_rune(l, k)) && !proof_among(proof_rune(l, k), U"%％"))
            break;
    }
    return 0;
}

static void about(Proof *p, const ProofLine *l, size_t i)
{
    static const char32_t *const round[] = {U"左右", U"上下", NULL};
    static const char32_t *const above[] = {U"以上", NULL};
    size_t before = about_before(l, i), more = before ? 0 : more_before(l, i);
    if (!before && !more)
        return;
    size_t from = i + before + more, n = number_end(l, from), end = 0;
    if (n == from)
        return;
    bool recent = l->rune[i] == U'近' && proof_among(proof_rune(l, n + proof_among(proof_rune(l, n), U"余多")), U"年天日月周个学");
    if (proof_among(proof_rune(l, n), U"余多") && !(recent || more))
        end = n + 1;
    else if (before && !recent)
        end = behind_measure(l, n, round);
    else if (more)
        end = behind_measure(l, n, above);
    if (!end)
        return;
    proof_add(p, l, i, end, "proof-about", DIAG_WARNING, STR_NONE, "表示概数的词前后重复", "about is said twice");
    proof_hint(p, "前后只留一个，如“近50人”或“50余人”", "keep one of them: 近50人 or 50余人");
}

/* ---- percentages ---- */

/* A number with a measure of things or persons behind it: what a share can be taken of. */
static bool is_count(const ProofLine *l, size_t n)
{
    size_t k = n + proof_among(proof_rune(l, n), U"余多万");
    return proof_among(proof_rune(l, k), U"人名份户位家所个次件张班场篇节元组条项园期间台套册只箱本") || proof_rune(l, n) == '/';
}

/* 80%以上, 不低于80%: what should be, not what was found. */
static bool is_demand(const ProofLine *l, size_t from, size_t end)
{
    static const char32_t *const behind[] = {U"以上", U"以下", U"以内", U"的", NULL};
    return proof_one_of(l, end, behind) || proof_ends(l, from, U"低于") || proof_ends(l, from, U"少于") ||
           proof_ends(l, from, U"超过") || proof_ends(l, from, U"高于") || proof_ends(l, from, U"100");
}

/* 四十六: of one character it is too often no count (一名教师, 三个月). */
static size_t numerals_end(const ProofLine *l, size_t i)
{
    size_t n = i;
    while (proof_is_numeral(proof_rune(l, n)))
        n++;
    return n > i + 1 ? n : i;
}

/* Words that make a percentage a share of something that was counted. */
static bool tells_share(const ProofLine *l)
{
    static const char32_t *const words[] = {U"率", U"占", U"比例", U"满意", U"提高", U"提升", U"增长", U"上升", U"下降",
                                            U"降到", U"减少", U"增加", U"达到", NULL};
    for (size_t i = 0; i < l->n; i++)
        if (proof_one_of(l, i, words))
            return true;
    return false;
}

static void percentages(Proof *p, const ProofLine *l)
{
    size_t from = SIZE_MAX, to = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (l->rune[i] == PROOF_OBJECT)
            return; /* may be the number */
        size_t n = proof_is_digit(l->rune[i]) ? proof_digits_end(l, i) : numerals_end(l, i);
        if (n == i)
            continue;
        bool percent = proof_among(proof_rune(l, n), U"%％");
        if (is_count(l, n))
            return;
        bool whole = n - i == 3 && proof_has(l, i, U"100");
        if (percent && from == SIZE_MAX && !whole && !is_demand(l, i, n + 1)) {
            from = i;
            to = n + 1;
        }
        i = n - 1;
    }
    if (from == SIZE_MAX || !tells_share(l))
        return;
    proof_add(p, l, from, to, "proof-percent", DIAG_WARNING, STR_NONE, "百分数没有给出基数", "a percentage without the number it is of");
    proof_hint(p, "写明总数或样本数，如“回收问卷412份，满意率95.6%”", "give the total or the sample");
}

void proof_amounts(Proof *p, const ProofLine *l)
{
    for (size_t i = 0; i < l->n; i++)
        about(p, l, i);
    if (l->use == PROOF_PARA)
        percentages(p, l);
}
