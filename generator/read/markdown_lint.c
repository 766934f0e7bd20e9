/*
 * Lines that look like marks of Markdown but are none: full-width signs, a blank that is missing
 * (typesetting specification 4.3). They are said, never changed.
 */
#include "read/markdown_imp.h"

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
