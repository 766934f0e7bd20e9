/*
 * Lines that look like marks of Markdown but are none: full-width signs, a blank that is missing
 * (typesetting specification 4.3). They are said, never changed.
 */
#include <string.h>

#include "read/markdown_imp.h"

enum { ADDRESS_MOST = 1024 /* bytes looked through for an address: a line of brackets takes no longer than others */ };

/* Behind the text in brackets of a picture or link: an address with a blank in it and no title, or a full-width bracket. */
static void lint_address(Diag *d, Pos pos, Str rest, bool picture)
{
    Str wide = STR("]（");
    if (picture && str_starts(rest, wide)) {
        diag_warn(d, "lint-picture", pos, "图片的地址用了全角括号，照原样印出", "a picture's address is in full-width brackets: it is printed as it stands");
        diag_hint(d, "写作 ![说明](地址)，用半角括号", "write ![words](address)");
    }
    if (!str_starts(rest, STR("](")))
        return;
    rest.n = rest.n < ADDRESS_MOST ? rest.n : ADDRESS_MOST;
    size_t end = str_find(rest, STR(")"), 0);
    if (end >= rest.n)
        return;
    Str address = str_trim(str_slice(rest, 2, end));
    size_t blank = str_find(address, STR(" "), 0);
    if (blank >= address.n || address.p[0] == '<' || strchr("\"'(", address.p[blank + 1]))
        return;
    diag_warn(d, "lint-picture", pos, picture ? "图片的地址里有空格，照原样印出" : "链接的地址里有空格，照原样印出",
              "a blank stands in an address: it is printed as it stands");
    diag_hint(d, "文件名里去掉空格，或用尖括号括起地址：(<%.*s>)", "take the blank out of the file's name, or write (<%.*s>)", STR_ARG(address));
}

/* All in a line, but not in its code. */
static void lint_addresses(Diag *d, Pos pos, Str line)
{
    size_t open = line.n;
    bool code = false;
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] == '`') {
            code = !code;
        } else if (line.p[i] == '[' && !code) {
            open = i;
        } else if (line.p[i] == ']' && open < i) {
            lint_address(d, pos, str_slice(line, i, line.n), open && line.p[open - 1] == '!');
            open = line.n;
        }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void warn_bold(Markdown *m, size_t offset)
{
    diag_warn(m->text->d, "lint-bold", markdown_pos(m->text, offset), "“**”没有配成对，照原样印出", "this ** has no partner: it is printed as it stands");
    diag_hint(m->text->d, "写作 **文字**，里面贴着文字，不留空格；就是星号的，写作 \\*", "write **words**, with no blanks inside; where asterisks are meant, \\*");
}

void markdown_lint_bold(Markdown *m, size_t offset, Str text)
{
    size_t open = text.n, n = 0, first = str_find(text, STR("**"), 0);
    bool code = false;
    if (first == text.n)
        return;
    /* then only asterisks are looked at: a look at each byte was a tenth of reading */
    bool plain = str_find(text, STR("`"), 0) == text.n && str_find(text, STR("\\"), 0) == text.n;
    for (size_t i = plain ? first : 0; i < text.n; i = plain ? str_find(text, STR("*"), i + n) : i + n) {
        n = 1;
        code ^= text.p[i] == '`';
        if (text.p[i] == '\\')
            n = 2;
        if (text.p[i] != '*' || code)
            continue;
        while (i + n < text.n && text.p[i + n] == '*')
            n++;
        if (n == 1 || n > 3) /* 138****8000 */
            continue;
        bool after = i && !is_space(text.p[i - 1]), before = i + n < text.n && !is_space(text.p[i + n]);
        if (open == text.n && before) {
            open = i;
        } else if (open < text.n && after) {
            open = text.n;
        } else {
            warn_bold(m, offset + i);
            return;
        }
    }
    if (open < text.n)
        warn_bold(m, offset + open);
}

/* A line between bars at the head of a paragraph, which a line of dashes would have made a table. */
static void lint_table(Diag *d, Pos pos, Str line)
{
    Str bar = STR("|"), wide = STR("｜"), text = str_trim(line);
    bool plain = text.n > 2 && str_starts(text, bar) && str_ends(text, bar) && str_find(text, bar, 1) < text.n - 1;
    bool full = text.n > 2 * wide.n && str_starts(text, wide) && str_ends(text, wide);
    if (!plain && !full)
        return;
    diag_warn(d, "lint-table", pos, full ? "全角竖线“｜”不表示表格，照原样印出" : "像表格，但表头下面没有分隔行，照原样印出",
              full ? "full-width bars make no table: printed as it stands" : "no line of dashes under the head makes this a table: printed as it stands");
    diag_hint(d, "表头下面另起一行写 |:--|:--|，有几列写几段，竖线用半角", "put |:--|:--| under the head, a part for each column");
}

/* A line at the head of a paragraph whose words a tab parts: rows that word processors and spreadsheets put on the clipboard. */
static void lint_tabs(Diag *d, Pos pos, Str line)
{
    Str text = str_trim(line);
    size_t tab = str_find(text, STR("\t"), 0);
    if (tab >= text.n)
        return;
    pos.column += (uint32_t)(text.p - line.p + (ptrdiff_t)tab);
    diag_warn(d, "lint-table", pos, "这里有制表符 (Tab)，像是从 Word 或 Excel 粘贴来的表格；它不表示表格，印成空格",
              "a tab, as in a table pasted from a word processor: it makes no table and is printed as a blank");
    diag_hint(d, "每行写成 | 甲 | 乙 |，表头下面另起一行写 |:--|:--|", "write each row as | a | b |, and |:--|:--| under the head");
}

void markdown_lint_code(Markdown *m, Pos pos, Str text)
{
    if (str_find(text, STR("。"), 0) >= text.n && str_find(text, STR("，"), 0) >= text.n)
        return;
    diag_warn(m->text->d, "lint-code", pos, "行首空了四格，这一段印成程序代码", "four blanks begin this paragraph: it is printed as program code");
    diag_hint(m->text->d, "删去行首的空格，首行缩进由排版自动加", "take the blanks out: paragraphs are indented by themselves");
}

void markdown_lint_fence(Markdown *m, Pos pos, Str last, char fence, int length)
{
    Str line = str_trim(last);
    while (line.n && (line.p[0] == '>' || line.p[0] == ' '))
        line = str_slice(line, 1, line.n);
    size_t n = 0;
    while (n < line.n && line.p[n] == fence)
        n++;
    if (n == line.n && n >= (size_t)length)
        return;
    diag_warn(m->text->d, "lint-fence", pos, "代码块没有收尾，后面的内容都印成程序代码", "this block of code is not closed: all that follows is printed as code");
    diag_hint(m->text->d, "在代码的下一行单独写 %.*s；不是代码的，删去开头这一行", "write %.*s on a line below the code, or take this line out",
              length < 8 ? length : 8, fence == '~' ? "~~~~~~~~" : "````````");
}

void markdown_lint_line(Markdown *m, size_t offset, Str line, bool first)
{
    Diag *d = m->text->d;
    Pos pos = markdown_pos(m->text, offset);
    size_t n = 0;
    while (n < line.n && line.p[n] == '#')
        n++;
    if (n >= 1 && n <= 6 && n < line.n && line.p[n] != ' ' && line.p[n] != '\t') {
        diag_warn(d, "lint-heading", pos, "“#”后面没有空格，这一行不是标题",
                  "no blank after '#': this line is no heading");
        diag_hint(d, "标题写作“# 标题”", "write '# Heading'");
    } else if (str_starts(line, STR("＃"))) {
        diag_warn(d, "lint-heading", pos, "全角“＃”不表示标题", "a full-width ＃ makes no heading");
        diag_hint(d, "改为半角“# ”", "write '# '");
    } else if (str_starts(line, STR("－"))) {
        diag_warn(d, "lint-list", pos, "全角“－”不表示列表", "a full-width － makes no list");
        diag_hint(d, "改为半角“- ”", "write '- '");
    }
    if (m->facts->has_brackets && memchr(line.p, '[', line.n))
        lint_addresses(d, pos, line);
    if (first) {
        lint_table(d, pos, line);
        lint_tabs(d, pos, line);
    }
    n = 0;
    while (n < line.n && n < 9 && line.p[n] >= '0' && line.p[n] <= '9')
        n++;
    if (n && str_starts(str_slice(line, n, line.n), STR("）"))) {
        Str number = str_slice(line, 0, n);
        diag_warn(d, "lint-list", pos, "“%.*s）”用了全角括号，不表示列表",
                  "“%.*s）” with a full-width bracket makes no list", STR_ARG(number));
        diag_hint(d, "改为“1. ”或“1) ”；若就是正文，改为“（1）”",
                  "write '1. ' or '1) '; if it is text, write （1）");
    }
    if (!first && str_starts(line, STR("\u3000"))) {
        diag_warn(d, "lint-paragraph", pos, "行首有全角空格，但与上一行同属一段",
                  "this line starts with a full-width blank but continues the paragraph");
        diag_hint(d, "若是新的一段，在它前面空一行", "leave a blank line before it to start a new one");
    }
}
