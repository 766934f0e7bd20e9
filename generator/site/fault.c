/*
 * The engine's own codes, levels and wordings stand in two tables; the model replaces any part of
 * them. Words are templates so that the model need not know C.
 */
#include "site/fault.h"

#include <assert.h>

#include "text/near.h"

typedef struct Standard {
    const char *code;
    DiagLevel level;
    const char *zh, *en;
} Standard;

static const Standard field_standard[FAULT_KINDS] = {
    [FAULT_MISSING] = {"field-missing", DIAG_ERROR, "缺少必填项：{name}", "{name} is required"},
    [FAULT_BAD] = {"value-type", DIAG_ERROR, "{name}无效：{value}", "{name} is not valid: {value}"},
    [FAULT_UNKNOWN] = {"value-unknown", DIAG_ERROR, "{name}不在允许的取值之内：{value}",
                       "{name} has a value that is not allowed: {value}"},
    [FAULT_REWRITTEN] = {"value-rewritten", DIAG_NOTE, "{name}写法已规范为{want}",
                         "{name} was read as {want}"},
    [FAULT_UNIT] = {"value-unit", DIAG_WARNING, "{name}只填数字，不带单位：{value}，按{want}计",
                    "{name} takes a number without words: {value}, read as {want}"},
    [FAULT_LIMIT] = {"value-limit", DIAG_ERROR, "{name}{want}", "{name}: {want}"},
    [FAULT_DIFFERS] = {"value-differs", DIAG_ERROR, "{name}“{value}”与所在文件夹“{want}”不符",
                       "{name} \"{value}\" differs from its folder \"{want}\""},
    [FAULT_FILE] = {"file-missing", DIAG_ERROR, "{name}所列的文件不存在：{value}",
                    "{name} names a file that is not there: {value}"},
    [FAULT_FORMULA] = {"cell-error", DIAG_ERROR, "{name}的公式出错：{value}", "the formula of {name} failed: {value}"},
};

static const Standard row_standard[ROW_FAULT_KINDS] = {
    [ROW_REPEATED] = {"row-repeated", DIAG_WARNING, "与第{line}行完全重复，只计一次",
                      "repeats line {line} exactly; counted once"},
    [ROW_CLASH] = {"key-clash", DIAG_ERROR, "{name}与第{line}行相同而内容不同，后一行隔离",
                   "{name} is that of line {line} but the rest differs; this row is set aside"},
    [ROW_COLUMNS] = {"row-columns", DIAG_ERROR, "", ""}, /* worded by the reader of records */
    [ROW_IGNORED] = {"row-ignored", DIAG_NOTE, "", ""},
    [ROW_UNKNOWN_KEY] = {"field-unknown", DIAG_ERROR, "不认识的字段：{name}",
                         "unknown field: {name}"},
    [ROW_NO_COLUMN] = {"column-missing", DIAG_ERROR, "缺少必需的列：{name}",
                       "a required column is missing: {name}"},
};

/* What to do, where the type says it better than the fault does. */
static void hint_for_type(Diag *d, FieldType type)
{
    switch (type) {
    case FIELD_DATE:
        diag_hint(d, "请填写真实存在的日期，例如 2025-09-03", "write a date that exists, as 2025-09-03");
        break;
    case FIELD_MONTH: diag_hint(d, "请按 2025-11 的样子填写", "write it as 2025-11"); break;
    case FIELD_TIME: diag_hint(d, "请按 09:30 的样子填写", "write it as 09:30"); break;
    case FIELD_INT:
    case FIELD_NUM: diag_hint(d, "请只填数字，例如 35", "write digits only, as 35"); break;
    case FIELD_BOOL: diag_hint(d, "请填写“是”或“否”", "write 是 or 否"); break;
    case FIELD_ID: diag_hint(d, "编号中不能有空格", "an id has no blanks inside"); break;
    case FIELD_LIST:
        diag_hint(d, "请写成 [甲, 乙]，或每行一个“- 甲”", "write [a, b], or one \"- a\" a line");
        break;
    case FIELD_MAP: diag_hint(d, "请写成 {k: v, k: v}", "write {k: v, k: v}"); break;
    case FIELD_STR: case FIELD_TEXT: case FIELD_ROWS: break;
    }
}

static Str filled(Arena *a, Str words, const FaultWords *w)
{
    Buf line = buf_in(a);
    buf_int(&line, w->line);
    return str_filled(a, words, (const StrWord[]){{"name", w->name}, {"value", w->value}, {"want", w->want}, {"path", w->path},
                                                  {"line", buf_view(&line)}, {NULL, STR_NONE}});
}

static DiagLevel report(const FaultPlace *at, const Fault *own, const Standard *standard,
                        const FaultWords *words)
{
    Diag *d = at->diag;
    DiagLevel level = own->has_level ? own->level : standard->level;
    Str zh = filled(d->arena, own->zh.n ? own->zh : str_of(standard->zh), words);
    FaultWords english = *words;
    english.want = words->want_en.n ? words->want_en : words->want;
    Str en = filled(d->arena, own->en.n ? own->en : str_of(standard->en), &english);
    diag_words(d, level, own->code ? own->code : standard->code, at->pos, zh, en);
    if (at->key.n)
        diag_key(d, at->key);
    if (level == DIAG_ERROR && at->row)
        at->row->faulty = true;
    return level;
}

static Standard standard_of(const Field *f, FaultKind kind)
{
    Standard s = field_standard[kind];
    if (kind == FAULT_BAD && (f->type == FIELD_INT || f->type == FIELD_NUM)) {
        s.zh = "{name}不是数字：{value}";
        s.en = "{name} is not a number: {value}";
    }
    if (kind == FAULT_UNKNOWN && f->target) {
        s.code = "reference-unknown";
        s.zh = "{name}没有登记：{value}";
        s.en = "{name} is not registered: {value}";
    }
    return s;
}

static bool is_key(const Row *row, const Field *f)
{
    int key = row->collection->key;
    return key >= 0 && &row->collection->fields[key] == f;
}

void fault_field(const FaultPlace *at, const Field *field, FaultKind kind, FaultWords words)
{
    assert(kind < FAULT_KINDS);
    const Fault *own = &field->faults[kind];
    if (kind == FAULT_REWRITTEN && !own->code)
        return;
    Standard standard = standard_of(field, kind);
    if (!words.name.n)
        words.name = field->name;
    DiagLevel level = report(at, own, &standard, &words);
    bool lost = kind != FAULT_LIMIT && kind != FAULT_FILE; /* else the value is still there */
    if (level == DIAG_ERROR && lost && at->row && (field->required || is_key(at->row, field)))
        at->row->aside = true;
    if (kind == FAULT_BAD)
        hint_for_type(at->diag, field->type);
    if (kind == FAULT_FORMULA)
        diag_hint(at->diag, "在表格软件中改正公式，或直接填写内容", "mend the formula, or type the value");
}

void fault_row(const FaultPlace *at, const Collection *c, RowFaultKind kind, FaultWords words)
{
    assert(kind < ROW_FAULT_KINDS);
    report(at, &c->faults[kind], &row_standard[kind], &words);
}

enum { KNOWN_SHOWN = 12 };

void fault_suggest(Diag *d, Str word, const Str *known, size_t n)
{
    Near near = near_to(word);
    for (size_t i = 0; i < n; i++)
        near_offer(&near, known[i]);
    if (near.best.n) {
        diag_hint(d, "是不是想写“%.*s”？", "did you mean \"%.*s\"?", STR_ARG(near.best));
        return;
    }
    if (!n || n > KNOWN_SHOWN)
        return;
    Buf list = buf_in(d->arena);
    for (size_t i = 0; i < n; i++) {
        buf_c(&list, i ? "、" : "");
        buf_str(&list, known[i]);
    }
    diag_hint(d, "可以填写：%.*s", "allowed: %.*s", STR_ARG(buf_view(&list)));
}
