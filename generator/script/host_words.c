/*
 * Lua's messages are English and speak of what its parser and its functions met; here is what they mean for somebody who does not
 * read them. (Lua 5.4: lparser.c, lauxlib.c, ldebug.c)
 */
#include <string.h>

#include "script/host_imp.h"

typedef struct Meaning {
    const char *part, *zh, *en;
} Meaning;

static const Meaning syntax[] = {
    {"near '<\\", "这里有全角的标点或汉字：脚本里的括号、引号、逗号和名称用半角，文字放进引号", "a full-width sign or a Han character stands here: in scripts only in quotes"},
    {"'end' expected", "有一个 for、while、if 或 function 缺少与它相配的 end；在模板里写 {% end %}", "a for, while, if or function has no end of its own; in templates {% end %}"},
    {"<eof> expected", "这一行多了一个 end，或者 return 之后还有别的", "one end too many, or something behind return"},
    {"unfinished string", "引号没有合上", "a quote is not closed"},
    {"unfinished long", "[[ 没有合上", "[[ is not closed"},
    {"'then' expected", "if 的条件后面应有 then；比较是否相等写 ==", "then is expected behind a condition; equality is =="},
    {"'do' expected", "for、while 后面应有 do", "do is expected behind for and while"},
    {"'=' or 'in' expected", "for 后面写 i = 1, 9 或 _, 行 in ipairs(…)", "write for i = 1, 9 or for _, row in ipairs(…)"},
    {"')' expected", "少了一个右括号“)”", "a ')' is missing"},
    {"'}' expected", "少了一个右括号“}”，或两项之间少了逗号", "a '}' is missing, or a comma between two entries"},
    {"']' expected", "少了一个右括号“]”", "a ']' is missing"},
    {"malformed number", "数字写法不对", "this is no number"},
    {"syntax error near", "一行只写一个名称不成语句：赋值写“名称 = 值”，调用写“名称(…)”", "a name alone is no statement: name = value, or name(…)"},
    {"unexpected symbol", "这个符号前面少写了什么，或者它是多余的", "something is missing before this sign, or it is one too many"},
    {0}};

/* Of values that are there, but of another kind; where one is nil more is said, see host.c. */
static const Meaning running[] = {
    {"attempt to compare", "两边不是同一种值，或有一边没有值（nil），不能比较大小", "the two sides are of different kinds, or one has no value (nil)"},
    {"attempt to perform arithmetic", "算式里有一个不是数", "not all of these are numbers"},
    {"attempt to concatenate", ".. 只连接文字和数", ".. joins texts and numbers only"},
    {"attempt to call", "括号前面的不是函数", "what stands before the brackets is no function"},
    {"attempt to index", "点、冒号或方括号前面的不是表、记录或文字", "what stands before the dot, colon or bracket is no table, row or text"},
    {0}};

static const Meaning *meaning_in(const Meaning *list, Str message)
{
    for (; list->part; list++)
        if (str_find(message, str_of(list->part), 0) < message.n)
            return list;
    return NULL;
}

static void hint(Diag *d, const Meaning *m)
{
    if (!m)
        return;
    diag_hint_words(d, str_of(m->zh), str_of(m->en));
}

void host_hint_syntax(Diag *d, Str message)
{
    hint(d, meaning_in(syntax, message));
}

void host_hint_running(Diag *d, Str message)
{
    hint(d, meaning_in(running, message));
}

/* ---- arguments of functions ---- */

static const struct { const char *en, *zh; } kinds[] = {
    {"number", "数"}, {"integer", "整数"}, {"string", "文字"}, {"table", "表"}, {"function", "函数"}, {"boolean", "true 或 false"}, {"nil", "没有值（nil）"},
    {"no value", "没有写"}, {"nil or table", "表或 nil"}, {"string/function/table", "文字、函数或表"}, {"userdata", "对象"}, {"light userdata", "对象"}};

static Str kind_in_chinese(Str kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_equal(kind, str_of(kinds[i].en)))
            return str_of(kinds[i].zh);
    return kind;
}

/* "number expected, got nil" and the other reasons that Lua has. */
static Str reason_in_chinese(Arena *a, Str reason)
{
    static const struct { const char *en, *zh; } reasons[] = {
        {"value expected", "没有写"}, {"number has no integer representation", "应是整数"}, {"initial position is a string", "应是位置，不是文字"},
        {"interval is empty", "范围是空的"}, {"interval too large", "范围太大"}, {"value out of range", "超出范围"}, {"out of bounds", "超出范围"},
        {"index out of range", "超出范围"}, {"position out of bounds", "位置超出范围"}, {"base out of range", "进制应是2到36"}, {"invalid value", "不能用"}};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (str_equal(reason, str_of(reasons[i].en)))
            return str_of(reasons[i].zh);
    Str between = STR(" expected, got "), option = STR("invalid option ");
    size_t at = str_find(reason, between, 0);
    if (at < reason.n)
        return str_printf(a, "应是%.*s，这里是%.*s", STR_ARG(kind_in_chinese(str_slice(reason, 0, at))),
                          STR_ARG(kind_in_chinese(str_slice(reason, at + between.n, reason.n))));
    if (str_starts(reason, option))
        return str_printf(a, "没有这个选项：%.*s", STR_ARG(str_slice(reason, option.n, reason.n)));
    return str_printf(a, "不对（%.*s）", STR_ARG(reason));
}

/* What stands between two words, the first at the start of *rest; *rest goes on behind the second. false: they are not there. */
static bool between(Str *rest, const char *before, const char *after, Str *found)
{
    size_t from = strlen(before), end = str_find(*rest, str_of(after), from);
    if (!str_starts(*rest, str_of(before)) || end == rest->n)
        return false;
    *found = str_slice(*rest, from, end);
    *rest = str_slice(*rest, end + strlen(after), rest->n);
    return true;
}

Str host_chinese(Arena *a, Str message)
{
    Str rest = message, number = STR_NONE, name = STR_NONE;
    bool self = between(&rest, "calling '", "' on bad self (", &name);
    bool argument = between(&rest, "bad argument #", " to '", &number) && between(&rest, "", "' (", &name);
    if ((!argument && !self) || !str_ends(rest, STR(")")))
        return message;
    Str reason = reason_in_chinese(a, str_slice(rest, 0, rest.n - 1));
    if (self)
        return str_printf(a, "%.*s 前面的对象%.*s", STR_ARG(name), STR_ARG(reason));
    if (str_equal(name, STR("?"))) /* Lua has no name for it */
        return str_printf(a, "这个函数的第%.*s个参数%.*s", STR_ARG(number), STR_ARG(reason));
    return str_printf(a, "%.*s 的第%.*s个参数%.*s", STR_ARG(name), STR_ARG(number), STR_ARG(reason));
}
