#include "site/value.h"

#include <assert.h>
#include <string.h>

#include "read/cell.h"
#include "text/unicode.h"

static const Value none = {.kind = VALUE_NONE};

static Value value_at(Pos pos, ValueKind kind, Str text)
{
    return (Value){.kind = (uint8_t)kind, .line = pos.line, .column = pos.column, .text = text};
}

/* ---- normal forms ---- */

static Str date_text(Arena *a, int64_t days)
{
    return cell_date_text(a, cell_days_date((int32_t)days));
}

static Str month_text(Arena *a, int64_t months)
{
    return str_printf(a, "%04d-%02d", (int)(months / 12), (int)(months % 12) + 1);
}

static Str joined(Arena *a, const Value *v, const char *between)
{
    Buf b = buf_in(a);
    for (uint32_t i = 0; i < v->count; i++) {
        buf_c(&b, i ? between : "");
        buf_str(&b, value_text(a, &v->as.items[i]));
    }
    return buf_view(&b);
}

static Str lines_text(Arena *a, const Value *v)
{
    Buf b = buf_in(a);
    for (uint32_t i = 0; i < v->count; i++) {
        buf_c(&b, i ? "；" : "");
        buf_str(&b, joined(a, &v->as.items[i], "|"));
    }
    return buf_view(&b);
}

static Str map_text(Arena *a, const Value *v)
{
    Buf b = buf_in(a);
    for (uint32_t i = 0; i + 1 < v->count; i += 2) {
        buf_c(&b, i ? "、" : "");
        buf_str(&b, v->as.items[i].text);
        buf_c(&b, "：");
        buf_str(&b, v->as.items[i + 1].text);
    }
    return buf_view(&b);
}

Str value_text(Arena *a, const Value *v)
{
    switch ((ValueKind)v->kind) {
    case VALUE_NONE: return STR_NONE;
    case VALUE_TEXT: return v->text;
    case VALUE_INT: return str_printf(a, "%lld", (long long)v->as.number);
    case VALUE_NUM: return cell_number_text(a, (CellNumber){v->as.number, v->scale});
    case VALUE_DATE: return date_text(a, v->as.number);
    case VALUE_MONTH: return month_text(a, v->as.number);
    case VALUE_TIME:
        return str_printf(a, "%02d:%02d", (int)(v->as.number / 60), (int)(v->as.number % 60));
    case VALUE_BOOL: return v->as.number ? STR("是") : STR("否");
    case VALUE_LIST: return joined(a, v, "、");
    case VALUE_MAP: return map_text(a, v);
    case VALUE_ROWS: return lines_text(a, v);
    }
    assert(false && "a value kind");
    return STR_NONE;
}

/* ---- the same ---- */

static bool has_items(const Value *v)
{
    return v->kind == VALUE_LIST || v->kind == VALUE_MAP || v->kind == VALUE_ROWS;
}

static bool has_number(const Value *v)
{
    return v->kind >= VALUE_INT && v->kind <= VALUE_BOOL;
}

bool value_same(const Value *one, const Value *other)
{
    if (one == other)
        return true;
    if (one->kind != other->kind || one->scale != other->scale || one->count != other->count)
        return false;
    if (has_number(one))
        return one->as.number == other->as.number;
    if (!has_items(one))
        return one->kind == VALUE_NONE || str_equal(one->text, other->text);
    for (uint32_t i = 0; i < one->count; i++)
        if (!value_same(&one->as.items[i], &other->as.items[i]))
            return false;
    return true;
}

uint64_t value_hash(const Value *v, uint64_t h)
{
    if (v->kind == VALUE_TEXT)
        h ^= map_hash(v->text);
    else if (has_number(v))
        h ^= (uint64_t)v->as.number;
    else
        for (uint32_t i = 0; has_items(v) && i < v->count; i++)
            h = value_hash(&v->as.items[i], h);
    return map_hash((Str){(const char *)&h, sizeof h});
}

/* ---- from text ---- */

/* No value, but something was written there and has been reported. */
static Value lost(Str text)
{
    return (Value){.kind = VALUE_NONE, .text = text};
}

static Value bad(const Field *field, Str text, const FaultPlace *place)
{
    fault_field(place, field, FAULT_BAD, (FaultWords){.value = text});
    return lost(text);
}

/* What a date is called in the note on its rewriting: it says when it was a day number. */
static Value rewritten(Arena *a, const Field *field, Value v, CellResult result,
                       const FaultPlace *place)
{
    if (result != CELL_REWRITTEN && result != CELL_SERIAL && result != CELL_UNIT)
        return v;
    FaultWords words = {.value = v.text, .want = value_text(a, &v)};
    bool dated = v.kind == VALUE_DATE || v.kind == VALUE_MONTH;
    words.name = !dated ? field->name : result == CELL_SERIAL ? STR("日期Excel序列号") : STR("日期");
    if (result == CELL_UNIT)
        words.name = field->name;
    if (result == CELL_SERIAL) {
        Field own = *field; /* "日期Excel序列号已规范为": no 写法 in it */
        if (!own.faults[FAULT_REWRITTEN].zh.n) {
            own.faults[FAULT_REWRITTEN].zh = STR("{name}已规范为{want}");
            own.faults[FAULT_REWRITTEN].en = STR("a spreadsheet's day number, read as {want}");
        }
        fault_field(place, &own, FAULT_REWRITTEN, words);
    } else {
        fault_field(place, field, result == CELL_UNIT ? FAULT_UNIT : FAULT_REWRITTEN, words);
    }
    return v;
}

static CellResult parse(const Field *field, Str text, Value *v)
{
    CellDate date = {0};
    CellNumber number = {0};
    int32_t minutes = 0;
    bool truth = false;
    CellResult r = CELL_BAD;
    switch (field->type) {
    case FIELD_DATE:
        r = cell_date(text, &date);
        v->kind = VALUE_DATE;
        v->as.number = r == CELL_BAD ? 0 : cell_date_days(date);
        break;
    case FIELD_MONTH:
        r = cell_month(text, &date);
        v->kind = VALUE_MONTH;
        v->as.number = (int64_t)date.year * 12 + date.month - 1;
        break;
    case FIELD_TIME:
        r = cell_time(text, &minutes);
        v->kind = VALUE_TIME;
        v->as.number = minutes;
        break;
    case FIELD_INT:
        r = cell_int(text, &v->as.number);
        v->kind = VALUE_INT;
        break;
    case FIELD_NUM:
        r = cell_number(text, &number);
        v->kind = VALUE_NUM;
        v->as.number = number.digits;
        v->scale = number.scale;
        break;
    case FIELD_BOOL:
        r = cell_bool(text, &truth);
        v->kind = VALUE_BOOL;
        v->as.number = truth;
        break;
    case FIELD_STR: case FIELD_TEXT: case FIELD_ID:
    case FIELD_LIST: case FIELD_MAP: case FIELD_ROWS: assert(false && "a plain type");
    }
    return r;
}

static int64_t power_of_ten(unsigned n)
{
    int64_t p = 1;
    while (n--)
        p *= 10;
    return p;
}

static bool below(const Value *v, int64_t limit)
{
    int64_t one = power_of_ten(v->scale);
    return v->as.number / one < limit || (v->as.number / one == limit && v->as.number % one < 0);
}

static bool above(const Value *v, int64_t limit)
{
    int64_t one = power_of_ten(v->scale);
    return v->as.number / one > limit || (v->as.number / one == limit && v->as.number % one > 0);
}

static Value limited(Arena *a, const Field *field, Value v, const FaultPlace *place)
{
    bool low = field->has_min && below(&v, field->min), high = field->has_max && above(&v, field->max);
    if (!low && !high)
        return v;
    long long limit = (long long)(low ? field->min : field->max);
    Str want = str_printf(a, "应不%s于%lld，写的是%.*s", low ? "小" : "大", limit, STR_ARG(v.text));
    Str english = str_printf(a, "%s %lld expected, not %.*s", low ? "at least" : "at most", limit, STR_ARG(v.text));
    fault_field(place, field, FAULT_LIMIT, (FaultWords){.value = v.text, .want = want, .want_en = english});
    return lost(v.text);
}

static Value from_plain(Arena *a, const Field *field, Str text, const FaultPlace *place)
{
    Value v = value_at(place->pos, VALUE_NONE, text);
    CellResult r = parse(field, text, &v);
    if (r == CELL_BAD)
        return bad(field, text, place);
    if (field->type == FIELD_INT || field->type == FIELD_NUM)
        v = limited(a, field, v, place);
    return v.kind == VALUE_NONE ? v : rewritten(a, field, v, r, place);
}

static bool among(Str text, const Str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(list[i], text))
            return true;
    return false;
}

/* false: reported at error level, the value goes. */
static bool allowed(const Field *field, Str text, const FaultPlace *place)
{
    if (!field->nallowed || among(text, field->allowed, field->nallowed))
        return true;
    size_t errors = place->diag->nerrors;
    fault_field(place, field, FAULT_UNKNOWN, (FaultWords){.value = text});
    fault_suggest(place->diag, text, field->allowed, field->nallowed);
    return place->diag->nerrors == errors;
}

static void check_length(Arena *a, const Field *field, Str text, const FaultPlace *place)
{
    if (!field->max_length || text.n <= field->max_length)
        return;
    size_t n = unicode_count(text);
    if (n > field->max_length) {
        Str want = str_printf(a, "有%zu个字，最多%zu个", n, field->max_length);
        Str english = str_printf(a, "%zu characters, at most %zu expected", n, field->max_length);
        fault_field(place, field, FAULT_LIMIT, (FaultWords){.value = text, .want = want, .want_en = english});
    }
}

static Value from_words(Arena *a, const Field *field, Str text, const FaultPlace *place)
{
    if (field->type == FIELD_ID)
        for (size_t i = 0; i < text.n; i++)
            if ((unsigned char)text.p[i] <= ' ')
                return bad(field, text, place);
    check_length(a, field, text, place);
    if (!allowed(field, text, place))
        return lost(text);
    return value_at(place->pos, VALUE_TEXT, text);
}

static Value item_value(const Field *field, Str text, const FaultPlace *place)
{
    if (!allowed(field, text, place))
        return lost(text);
    return value_at(place->pos, VALUE_TEXT, text);
}

static void check_count(Arena *a, const Field *field, size_t n, const FaultPlace *place)
{
    bool few = field->has_min && (int64_t)n < field->min;
    bool many = field->has_max && (int64_t)n > field->max;
    if (few || many) {
        long long limit = (long long)(few ? field->min : field->max);
        Str want = str_printf(a, "有%zu项，%s%lld项", n, few ? "至少" : "最多", limit);
        Str english = str_printf(a, "%zu items, %s %lld expected", n, few ? "at least" : "at most", limit);
        fault_field(place, field, FAULT_LIMIT, (FaultWords){.want = want, .want_en = english});
    }
}

static Value list_of(const Field *field, Value *items, uint32_t n, Arena *a, const FaultPlace *place)
{
    check_count(a, field, n, place);
    Value v = value_at(place->pos, VALUE_LIST, STR_NONE);
    v.count = n;
    v.as.items = items;
    return n ? v : none;
}

/* One line a|b|c into as many parts as the field names. */
static Value parts_value(Arena *a, const Field *field, Str line, const FaultPlace *place)
{
    Value v = value_at(place->pos, VALUE_LIST, line);
    v.as.items = arena_array(a, Value, field->nparts);
    v.count = (uint32_t)field->nparts;
    size_t n = 0;
    Str rest = line, part;
    for (; str_split(&rest, '|', &part); n++)
        if (n < field->nparts && cell_trim(part).n)
            v.as.items[n] = value_at(place->pos, VALUE_TEXT, cell_trim(part));
    if (n > field->nparts) {
        fault_field(place, field, FAULT_BAD, (FaultWords){.value = line});
        diag_hint(place->diag, "用 | 分开的应有%zu段，这里有%zu段", "%zu parts between |, not %zu",
                  field->nparts, n);
    }
    return v;
}

/* The items of a list or of lines, from pieces of text with places. */
typedef struct Pieces {
    const Str *texts;
    const FrontValue *fronts; /* or NULL: all stand at the place given */
    uint32_t count;
} Pieces;

static Value from_pieces(Arena *a, const Field *field, Pieces p, const FaultPlace *place)
{
    Value *items = arena_array(a, Value, p.count);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p.count; i++) {
        FaultPlace here = *place;
        if (p.fronts)
            here.pos = p.fronts[i].pos;
        Str text = cell_trim(p.fronts ? p.fronts[i].text : p.texts[i]);
        if (!text.n)
            continue;
        Value v = field->type == FIELD_ROWS ? parts_value(a, field, text, &here)
                                            : item_value(field, text, &here);
        if (v.kind != VALUE_NONE)
            items[n++] = v;
    }
    Value list = list_of(field, items, n, a, place);
    if (list.kind == VALUE_LIST && field->type == FIELD_ROWS)
        list.kind = VALUE_ROWS;
    if (!n && p.count)
        return lost(p.fronts ? p.fronts[0].text : p.texts[0]);
    return list;
}

static Value from_list_text(Arena *a, const Field *field, Str text, const FaultPlace *place)
{
    Str *texts = NULL;
    /* lines with parts are divided by line ends; a list by the marks Chinese writers use */
    Str separators = field->type == FIELD_ROWS ? STR("\n") : STR("、；;\n");
    size_t n = cell_list(a, text, separators, &texts);
    Value v = from_pieces(a, field, (Pieces){texts, NULL, (uint32_t)n}, place);
    v.text = text;
    return v;
}

Value value_from_text(Arena *a, const Field *field, Str text, const FaultPlace *place)
{
    text = cell_trim(text);
    if (!text.n) {
        if (!field->fallback.n)
            return none;
        text = field->fallback;
    }
    if (cell_is_failure(text)) {
        fault_field(place, field, FAULT_FORMULA, (FaultWords){.value = text});
        return lost(text);
    }
    switch (field->type) {
    case FIELD_STR: case FIELD_TEXT: case FIELD_ID: return from_words(a, field, text, place);
    case FIELD_DATE: case FIELD_MONTH: case FIELD_TIME: case FIELD_INT: case FIELD_NUM:
    case FIELD_BOOL: return from_plain(a, field, text, place);
    case FIELD_LIST: case FIELD_ROWS: return from_list_text(a, field, text, place);
    case FIELD_MAP: return bad(field, text, place);
    }
    assert(false && "a field type");
    return none;
}

/* ---- from front matter ---- */

static Value from_front_list(Arena *a, const Field *field, const FrontValue *front, FaultPlace place)
{
    for (uint32_t i = 0; i < front->count; i++)
        if (front->items[i].kind != FRONT_SCALAR) {
            place.pos = front->items[i].pos;
            return bad(field, STR("（嵌套的列表）"), &place);
        }
    return from_pieces(a, field, (Pieces){NULL, front->items, front->count}, &place);
}

static Value from_front_map(Arena *a, const Field *field, const FrontValue *front, FaultPlace place)
{
    Value v = value_at(place.pos, VALUE_MAP, STR_NONE);
    v.as.items = arena_array(a, Value, (size_t)front->count * 2);
    for (uint32_t i = 0; i < front->count; i++) {
        const FrontField *f = &front->fields[i];
        if (f->value.kind != FRONT_SCALAR) {
            place.pos = f->value.pos;
            return bad(field, f->key, &place);
        }
        v.as.items[v.count++] = value_at(f->key_pos, VALUE_TEXT, f->key);
        v.as.items[v.count++] = value_at(f->value.pos, VALUE_TEXT, f->value.text);
    }
    return v;
}

Value value_from_front(Arena *a, const Field *field, const FrontValue *front, FaultPlace place)
{
    place.pos = front->pos;
    bool many = field->type == FIELD_LIST || field->type == FIELD_ROWS;
    switch (front->kind) {
    case FRONT_SCALAR: return value_from_text(a, field, front->text, &place);
    case FRONT_LIST:
        return many ? from_front_list(a, field, front, place) : bad(field, STR("（列表）"), &place);
    case FRONT_MAP:
        return field->type == FIELD_MAP ? from_front_map(a, field, front, place)
                                        : bad(field, STR("（{…}）"), &place);
    }
    assert(false && "a kind of front value");
    return none;
}
