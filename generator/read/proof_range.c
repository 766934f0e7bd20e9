/*
 * From … to …: the sign between two numbers, times or dates is — or ～ (GB/T 15834-2011 4.13, GB/T 15835-2011
 * 5.1.3), never - or ~; who typed an en dash meant it. What has a hyphen by right is left alone: dates 2025-09-01, telephone numbers, ids,
 * standards, figures and tables 3-1, file names, sums.
 */
#include "read/proof_imp.h"

/* The two sides of the sign at i. */
typedef struct Range {
    size_t left, left_end; /* digits; a unit may stand between left_end and i */
    size_t i, right, right_end;
} Range;

static const char32_t units[] = U"年月日时分点岁号周天个元人届期级%％℃°";

static bool is_sign(uint32_t r)
{
    return proof_among(r, U"-~－˜∼");
}

static bool find(const ProofLine *l, size_t i, Range *r)
{
    size_t end = i;
    if (end > 0 && proof_among(l->rune[end - 1], units))
        end--;
    *r = (Range){proof_digits_start(l, end), end, i, i + 1, proof_digits_end(l, i + 1)};
    /* 9:00 */
    if (r->left > 1 && l->rune[r->left - 1] == ':' && proof_is_digit(l->rune[r->left - 2]))
        r->left = proof_digits_start(l, r->left - 1);
    if (proof_rune(l, r->right_end) == ':' && proof_is_digit(proof_rune(l, r->right_end + 1)))
        r->right_end = proof_digits_end(l, r->right_end + 1);
    return r->left < r->left_end && r->right < r->right_end;
}

/* Part of something longer: an id, a path, a sum, an address, a date. */
static bool is_joined(const ProofLine *l, const Range *r)
{
    uint32_t before = proof_before(l, r->left), next = proof_rune(l, r->right_end);
    if (proof_is_latin(before) || proof_among(before, U"-_/#@+=.:~×") || (proof_is_latin(next) && next != 'k' && next != 'm') ||
        proof_among(next, U"-_/@=+~×"))
        return true;
    if (next == '.' && (proof_is_latin(proof_rune(l, r->right_end + 1)) || proof_is_digit(proof_rune(l, r->right_end + 1))))
        return true;
    return before == ' ' && r->left > 1 && proof_is_latin(l->rune[r->left - 2]); /* GB/T 9704-2012 */
}

static bool is_numbered_thing(const ProofLine *l, const Range *r)
{
    size_t k = r->left;
    if (k > 0 && proof_is_blank(l->rune[k - 1]))
        k--;
    if (k > 0 && proof_among(l->rune[k - 1], U"表图式例题件第"))
        return l->rune[k - 1] != U'第' || proof_among(proof_rune(l, r->right_end), U"节题");
    return proof_among(proof_rune(l, r->right_end), U"室栋幢座房");
}

/* Telephone numbers, ISO months, scores, codes. */
static bool is_code(const ProofLine *l, const Range *r)
{
    size_t left = r->left_end - r->left, right = r->right_end - r->right;
    if (right >= 5 && proof_rune(l, r->right + 1) != ':' && proof_rune(l, r->right + 2) != ':')
        return true;
    int64_t a = proof_value(l, r->left, r->left_end), b = proof_value(l, r->right, r->right_end);
    if (a < 0 || b < 0)
        return false; /* 1.5, 9:00 */
    bool leading_zero = l->rune[r->left] == '0' && left > 1;
    bool month = left == 4 && right == 2 && b >= 1 && b <= 12 && proof_rune(l, r->right_end) != U'年';
    bool plain = r->left_end == r->i; /* no unit says that it is a range */
    return leading_zero || month || (plain && left != 4 && a >= b);
}

static bool in_chinese(const ProofLine *l, const Range *r)
{
    return proof_is_chinese(proof_before(l, r->left)) || proof_is_chinese(proof_rune(l, r->right_end)) ||
           proof_among(proof_rune(l, r->right_end), U"%％℃") || r->left_end < r->i;
}

/* Years and dates are joined by —, amounts by ～. */
static Str sign_of(const ProofLine *l, const Range *r)
{
    bool years = r->left_end - r->left == 4 && r->right_end - r->right == 4;
    bool dates = r->left_end < r->i ? proof_among(l->rune[r->left_end], U"年月日时点号")
                                    : proof_among(proof_rune(l, r->right_end), U"月日时点号");
    bool clock = proof_has(l, r->right + 1, U":") || proof_has(l, r->right + 2, U":");
    return years || dates || clock ? STR("—") : STR("～");
}

static void between_numbers(Proof *p, const ProofLine *l, size_t i)
{
    Range r;
    if (!find(l, i, &r) || is_joined(l, &r) || is_numbered_thing(l, &r) || is_code(l, &r) || !in_chinese(l, &r))
        return;
    Str left = proof_slice(p->a, l, r.left, i), right = proof_slice(p->a, l, i + 1, r.right_end);
    Str sign = sign_of(l, &r);
    proof_add(p, l, r.left, r.right_end, "proof-range", DIAG_WARNING,
              str_printf(p->a, "%.*s%.*s%.*s", STR_ARG(left), STR_ARG(sign), STR_ARG(right)),
              "起止之间应用“—”或“～”", "a range takes — or ～");
}

/* 周一-周五, 星期一~星期五 */
static void between_days(Proof *p, const ProofLine *l, size_t i)
{
    bool week = i > 1 && proof_among(l->rune[i - 2], U"周期") && proof_among(l->rune[i - 1], U"一二三四五六日");
    bool ends = proof_has(l, i + 1, U"周") || proof_has(l, i + 1, U"星期") ||
                proof_among(proof_rune(l, i + 1), U"一二三四五六日");
    if (week && ends)
        proof_add(p, l, i, i + 1, "proof-range", DIAG_WARNING, STR("至"), "起止之间应用“至”或“—”",
                  "a range takes 至 or —");
}

/* 63～68%: is it 63% or 63? */
static void percent_once(Proof *p, const ProofLine *l, size_t i)
{
    size_t left = proof_digits_start(l, i), right = proof_digits_end(l, i + 1);
    if (left == i || right == i + 1 || !proof_among(proof_rune(l, right), U"%％‰"))
        return;
    Str a = proof_slice(p->a, l, left, i), b = proof_slice(p->a, l, i + 1, right);
    Str sign = proof_slice(p->a, l, i, i + 1), percent = proof_slice(p->a, l, right, right + 1);
    proof_add(p, l, left, right + 1, "proof-range", DIAG_NOTE,
              str_printf(p->a, "%.*s%.*s%.*s%.*s%.*s", STR_ARG(a), STR_ARG(percent), STR_ARG(sign), STR_ARG(b), STR_ARG(percent)),
              "前一个数缺百分号", "the first number lacks its percent sign");
}

void proof_ranges(Proof *p, const ProofLine *l)
{
    for (size_t i = 1; i + 1 < l->n; i++) {
        if (is_sign(l->rune[i])) {
            between_numbers(p, l, i);
            between_days(p, l, i);
        } else if (l->rune[i] == U'～' || (l->rune[i] == 0x2014 && l->rune[i + 1] != 0x2014 && l->rune[i - 1] != 0x2014)) {
            percent_once(p, l, i);
        }
    }
}
