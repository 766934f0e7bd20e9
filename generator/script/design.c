/* Tables of names say which field takes what; one reader serves them all. */
#include "script/design.h"

#include <stdlib.h>
#include <string.h>

#include "script/host_imp.h"

typedef enum Kind { LENGTH, COLOUR, TEXT, BOOL, BYTE, DPI, EM, CHOICE } Kind;

typedef struct Setting {
    const char *name;
    Kind kind;
    size_t offset;
    const char *choices; /* CHOICE: "a|b|c", in the order of the enum */
} Setting;

typedef struct Reader {
    lua_State *L;
    Arena *arena;
    Pos pos;
    Diag *d;
    const char *inside; /* for messages: "styles.body." */
    bool ok;
} Reader;

#define AT(field) offsetof(Design, field)
static const Setting design_settings[] = {
    {"width", LENGTH, AT(width), NULL}, {"height", LENGTH, AT(height), NULL},
    {"top", LENGTH, AT(top), NULL}, {"bottom", LENGTH, AT(bottom), NULL},
    {"inner", LENGTH, AT(inner), NULL}, {"outer", LENGTH, AT(outer), NULL},
    {"mirrored", BOOL, AT(mirrored), NULL}, {"chapters_on_odd", BOOL, AT(chapters_on_odd), NULL},
    {"page_break_level", BYTE, AT(page_break_level), NULL}, {"outline_depth", BYTE, AT(outline_depth), NULL},
    {"brand", COLOUR, AT(brand), NULL}, {"tint", COLOUR, AT(tint), NULL}, {"rule", COLOUR, AT(rule), NULL},
    {"emphasis_role", TEXT, AT(emphasis_role), NULL}, {"strong_role", TEXT, AT(strong_role), NULL},
    {"code_role", TEXT, AT(code_role), NULL},
    {"profile", CHOICE, AT(profile), "zh-gb|tight|kaiming|banjiao|quanjiao|gongwen|hangmobanjiao"},
    {"level", CHOICE, AT(level), "none|basic|gb|strict"}, {"mode", CHOICE, AT(mode), "optimal|greedy"},
    {"pair", CHOICE, AT(pair), "profile|half|tight|none"},
    {"line_end", CHOICE, AT(line_end), "profile|trim|keep|allow"},
    {"para_open", CHOICE, AT(opening), "trim|keep|hang"},
    {"gap", EM, AT(gap), NULL}, {"gap_max", EM, AT(gap_max), NULL},
    {"hang", BOOL, AT(hang), NULL}, {"hang_stops", BOOL, AT(hang_stops), NULL},
    {"lone_han", BOOL, AT(lone_han), NULL},
    {"keep_stop", BOOL, AT(keep_stop), NULL}, {"keep_gap", BOOL, AT(keep_gap), NULL},
    {"hyphenate", BOOL, AT(hyphenate), NULL}, {"grid_strict", BOOL, AT(grid_strict), NULL},
    {"running_left", TEXT, AT(running_left), NULL}, {"running_right", TEXT, AT(running_right), NULL},
    {"turn_tables", BOOL, AT(turn_tables), NULL}, {"looseness", BYTE, AT(looseness), NULL},
    {"running_mark", CHOICE, AT(running_mark), "first|top|bottom"},
    {"folio", TEXT, AT(folio), NULL}, {"foot", TEXT, AT(foot), NULL}, {"watermark", TEXT, AT(watermark), NULL},
    {"running_gap", LENGTH, AT(running_gap), NULL}, {"folio_gap", LENGTH, AT(folio_gap), NULL},
    {"widows", BYTE, AT(widows), NULL}, {"orphans", BYTE, AT(orphans), NULL},
    {"last_lines", BYTE, AT(last_lines), NULL},
    {"links_coloured", BOOL, AT(links_coloured), NULL},
    {"figure_label", TEXT, AT(figure_label), NULL}, {"table_label", TEXT, AT(table_label), NULL},
    {"continued_label", TEXT, AT(continued_label), NULL},
    {"grid", LENGTH, AT(grid), NULL}, {"run_in", BOOL, AT(run_in), NULL},
    {"gutter", LENGTH, AT(gutter), NULL}, {"table_shrink", EM, AT(table_shrink), NULL},
    {"image_dpi", DPI, AT(image_dpi), NULL}, {"least_dpi", DPI, AT(least_dpi), NULL},
    {"table_edge", LENGTH, AT(table_edge), NULL}, {"table_head_rule", LENGTH, AT(table_head_rule), NULL},
    {"table_rule", LENGTH, AT(table_rule), NULL}, {"table_pad", LENGTH, AT(table_pad), NULL},
    {"line_numbers", BYTE, AT(line_numbers), NULL},
    {"print", CHOICE, AT(print), "design|screen|press"},
    {"binding", CHOICE, AT(binding), "auto|saddle|perfect|none"},
    {"bleed", LENGTH, AT(bleed), NULL}, {"marks", BOOL, AT(marks), NULL},
    {"paper", LENGTH, AT(paper), NULL},
    {"float_figures", BOOL, AT(float_figures), NULL},
    {"figure_width", EM, AT(figure_width), NULL}, {"figure_height", EM, AT(figure_height), NULL},
};
#undef AT

#define AT(field) offsetof(TextStyle, field)
static const Setting style_settings[] = {
    {"role", TEXT, AT(role), NULL}, {"size", LENGTH, AT(size), NULL}, {"leading", LENGTH, AT(leading), NULL},
    {"colour", COLOUR, AT(colour), NULL}, {"bold", BOOL, AT(bold), NULL},
    {"align", CHOICE, AT(align), "justify|left|center|right"}, {"indent", EM, AT(indent), NULL},
    {"before", LENGTH, AT(before), NULL}, {"after", LENGTH, AT(after), NULL},
    {"left", LENGTH, AT(left), NULL}, {"right", LENGTH, AT(right), NULL},
    {"rule_above", LENGTH, AT(rule_above), NULL}, {"rule_below", LENGTH, AT(rule_below), NULL},
    {"rule_length", LENGTH, AT(rule_length), NULL}, {"rule_gap", LENGTH, AT(rule_gap), NULL},
    {"rule_colour", COLOUR, AT(rule_colour), NULL}, {"keep", BYTE, AT(keep), NULL},
};
#undef AT

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *const style_names[STYLE_NAMES] = {
    "body", "h1", "h2", "h3", "h4", "h5", "h6", "quote", "list", "table", "table_head", "caption", "note", "code",
    "callout", "contents_1", "contents_2", "running", "folio", "cover_title", "cover_subtitle", "cover_text",
    "mark", "imprint"};

static void complain(Reader *r, const char *name, const char *zh, const char *en)
{
    diag_words(r->d, DIAG_ERROR, "design", r->pos, str_printf(r->d->arena, "%s%s：%s", r->inside, name, zh),
               str_printf(r->d->arena, "%s%s: %s", r->inside, name, en));
    r->ok = false;
}

/* The text on top of the stack, copied. */
static Str text_on_top(Reader *r)
{
    size_t n;
    const char *p = lua_tolstring(r->L, -1, &n);
    return str_copy(r->arena, (Str){p, n});
}

static void set_length(Reader *r, const char *name, Len *out)
{
    if (!take_length_at(r->L, -1, out))
        complain(r, name, "应为带单位的长度，如 \"25mm\"、\"16pt\"", "a length with a unit is expected, e.g. \"25mm\" \"16pt\"");
}

static void set_colour(Reader *r, const char *name, uint32_t *out)
{
    Str text = lua_type(r->L, -1) == LUA_TSTRING ? text_on_top(r) : STR_NONE;
    char *end = NULL;
    unsigned long value = text.n == 7 && text.p[0] == '#' ? strtoul(text.p + 1, &end, 16) : 0;
    if (!end || *end)
        complain(r, name, "应为颜色，如 \"#2E7D6B\"", "a colour is expected, e.g. \"#2E7D6B\"");
    else
        *out = (uint32_t)value;
}

static void set_choice(Reader *r, const char *name, const char *choices, void *out)
{
    Str rest = str_of(choices), choice, text = lua_type(r->L, -1) == LUA_TSTRING ? text_on_top(r) : STR_NONE;
    for (int i = 0; str_split(&rest, '|', &choice); i++)
        if (str_equal(choice, text)) {
            memcpy(out, &i, sizeof i); /* enums are ints here: asserted below */
            return;
        }
    complain(r, name, str_printf(r->arena, "应为 %s 之一", choices).p, str_printf(r->arena, "one of %s is expected", choices).p);
}
_Static_assert(sizeof(ParaProfile) == sizeof(int) && sizeof(ParaLevel) == sizeof(int) && sizeof(ParaMode) == sizeof(int) &&
                   sizeof(ParaAlign) == sizeof(int) && sizeof(ParaPair) == sizeof(int) &&
                   sizeof(ParaLineEnd) == sizeof(int) && sizeof(ParaOpening) == sizeof(int) &&
                   sizeof(PrintMode) == sizeof(int) && sizeof(Binding) == sizeof(int),
               "set_choice writes ints");

static void set_number(Reader *r, const char *name, double factor, double most, void *out, bool byte)
{
    double number = lua_type(r->L, -1) == LUA_TNUMBER ? lua_tonumber(r->L, -1) * factor : -1e9;
    if (!(number >= -most && number <= most) || (byte && number < 0)) { /* also refuses NaN */
        complain(r, name, "应为合适的数", "a number in range is expected");
    } else if (byte) {
        *(uint8_t *)out = (uint8_t)number;
    } else {
        *(Em *)out = (Em)(number < 0 ? number - 0.5 : number + 0.5);
    }
}

static void set_dpi(Reader *r, const char *name, uint16_t *out)
{
    int whole = 0;
    lua_Integer dpi = lua_type(r->L, -1) == LUA_TNUMBER ? lua_tointegerx(r->L, -1, &whole) : 0;
    if (!whole || dpi < 20 || dpi > 2400)
        complain(r, name, "应为 20 到 2400 的整数（每英寸像素）", "a whole number from 20 to 2400 is expected (pixels an inch)");
    else
        *out = (uint16_t)dpi;
}

static void set_text(Reader *r, const char *name, Str *out)
{
    if (lua_type(r->L, -1) == LUA_TSTRING)
        *out = text_on_top(r);
    else
        complain(r, name, "应为文字", "a text is expected");
}

/* The value on top of the stack into the field. */
static void set(Reader *r, const Setting *s, void *base)
{
    void *out = (char *)base + s->offset;
    switch (s->kind) {
    case LENGTH: set_length(r, s->name, out); return;
    case COLOUR: set_colour(r, s->name, out); return;
    case TEXT: set_text(r, s->name, out); return;
    case BYTE: set_number(r, s->name, 1, 255, out, true); return;
    case DPI: set_dpi(r, s->name, out); return;
    case EM: set_number(r, s->name, 1000, 1e6, out, false); return;
    case CHOICE: set_choice(r, s->name, s->choices, out); return;
    case BOOL: *(bool *)out = lua_toboolean(r->L, -1); return;
    }
}

static bool is_setting(const Setting *settings, size_t count, const char *const *others, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(settings[i].name, name) == 0)
            return true;
    for (; *others; others++)
        if (strcmp(*others, name) == 0)
            return true;
    return false;
}

/* Every name in the table must be one we know: a misspelt one would be without effect. */
static void refuse_unknown(Reader *r, int index, const Setting *settings, size_t count, const char *const *others)
{
    if (lua_type(r->L, index) != LUA_TTABLE)
        return;
    lua_pushnil(r->L);
    while (lua_next(r->L, index)) {
        lua_pop(r->L, 1);
        const char *name = lua_type(r->L, -1) == LUA_TSTRING ? lua_tostring(r->L, -1) : "?";
        if (!is_setting(settings, count, others, name))
            complain(r, name, "没有这个名称", "there is no such name");
    }
}

static void read_settings(Reader *r, int index, const Setting *settings, size_t count, void *base)
{
    for (size_t i = 0; i < count; i++) {
        if (lua_getfield(r->L, index, settings[i].name) != LUA_TNIL)
            set(r, &settings[i], base);
        lua_pop(r->L, 1);
    }
}

/* The style of that name in "styles" or "classes". */
static void read_style(Reader *r, int index, const char *list, Str name, TextStyle *style)
{
    static const char *const none[] = {NULL};
    const char *path = str_printf(r->arena, "%s.%.*s", list, STR_ARG(name)).p;
    if (lua_type(r->L, index) != LUA_TTABLE)
        complain(r, path, "应为表", "a table is expected");
    r->inside = str_printf(r->arena, "%s.", path).p;
    refuse_unknown(r, index, style_settings, COUNT(style_settings), none);
    if (r->ok)
        read_settings(r, index, style_settings, COUNT(style_settings), style);
    r->inside = "";
}

static void read_styles(Reader *r, int index, Design *design)
{
    if (lua_getfield(r->L, index, "styles") != LUA_TNIL) {
        int styles = lua_gettop(r->L);
        for (int i = 0; i < STYLE_NAMES; i++) {
            if (lua_getfield(r->L, styles, style_names[i]) != LUA_TNIL) {
                read_style(r, lua_gettop(r->L), "styles", str_of(style_names[i]), &design->styles[i]);
            }
            lua_pop(r->L, 1);
        }
        r->inside = "styles.";
        const char *names[STYLE_NAMES + 1] = {0};
        memcpy(names, style_names, sizeof style_names);
        refuse_unknown(r, styles, NULL, 0, names);
        r->inside = "";
    }
    lua_pop(r->L, 1);
}

/* Own styles start as body text, without its indent and space. In the order of their names: pairs
 * of the sandbox sorts, lua_next does not. */
static void read_classes(Reader *r, int index, Design *design)
{
    const size_t most = COUNT(design->classes);
    size_t count = 0;
    if (lua_getfield(r->L, index, "classes") == LUA_TTABLE) {
        int classes = lua_gettop(r->L);
        lua_pushnil(r->L);
        while (lua_next(r->L, classes)) {
            lua_pop(r->L, 1);
            lua_pushvalue(r->L, -1);
            Str name = text_on_top(r);
            lua_pop(r->L, 1);
            size_t at = count++;
            if (count > most)
                break;
            for (; at && str_compare(name, design->classes[at - 1]) < 0; at--)
                design->classes[at] = design->classes[at - 1];
            design->classes[at] = name;
        }
        lua_settop(r->L, classes);
    }
    if (count > most)
        complain(r, "classes", str_printf(r->arena, "自定样式最多 %zu 种", most).p,
                 str_printf(r->arena, "at most %zu styles of one's own", most).p);
    for (size_t i = 0; i < count && count <= most; i++) {
        TextStyle *style = &design->styles[STYLE_OWN + i];
        *style = design->styles[STYLE_BODY];
        style->indent = style->before = style->after = 0;
        lua_getfield(r->L, -1, str_c(r->arena, design->classes[i]));
        read_style(r, lua_gettop(r->L), "classes", design->classes[i], style);
        lua_pop(r->L, 1);
    }
    lua_pop(r->L, 1);
}

static void read_numbering(Reader *r, int index, Design *design)
{
    if (lua_getfield(r->L, index, "numbering") != LUA_TNIL)
        for (int i = 0; i < (int)COUNT(design->numbering); i++) {
            if (lua_geti(r->L, -1, i + 1) == LUA_TSTRING)
                design->numbering[i] = text_on_top(r);
            lua_pop(r->L, 1);
        }
    lua_pop(r->L, 1);
}

static void read_notes(Reader *r, int index, Design *design)
{
    int choice = design->notes;
    if (lua_getfield(r->L, index, "notes") != LUA_TNIL)
        set_choice(r, "notes", "document|page", &choice);
    design->notes = (uint8_t)choice;
    lua_pop(r->L, 1);
}

/* The design that the others names change: the first thing read. */
static void read_preset(Reader *r, int index, Design *design)
{
    int choice = 0;
    if (lua_getfield(r->L, index, "preset") != LUA_TNIL)
        set_choice(r, "preset", "book|gongwen", &choice);
    lua_pop(r->L, 1);
    if (choice == 1)
        *design = design_official();
}

bool design_read(lua_State *L, int index, Arena *a, Design *design, Pos pos, Diag *d)
{
    static const char *const others[] = {"preset", "styles", "classes", "numbering", "notes", NULL};
    Reader r = {L, a, pos, d, "", true};
    index = lua_absindex(L, index);
    luaL_checkstack(L, 12, "design");
    refuse_unknown(&r, index, design_settings, COUNT(design_settings), others);
    read_preset(&r, index, design);
    read_settings(&r, index, design_settings, COUNT(design_settings), design);
    read_styles(&r, index, design);
    read_classes(&r, index, design);
    read_numbering(&r, index, design);
    read_notes(&r, index, design);
    if (r.ok && (design->bleed < 0 || design->bleed > LEN_MM(20)))
        complain(&r, "bleed", "出血应在 0 到 20 mm 之间", "a bleed is between 0 and 20 mm");
    if (r.ok && (design->paper < 0 || design->paper > LEN_MM(2)))
        complain(&r, "paper", "一张纸的厚度应在 0 到 2 mm 之间", "the thickness of a leaf is between 0 and 2 mm");
    if (r.ok && (design->width <= design->inner + design->outer || design->height <= design->top + design->bottom))
        complain(&r, "width, height", "页边距比纸还大", "the margins are larger than the page");
    return r.ok;
}

/* ---- fonts ---- */

static Str text_field(Reader *r, int index, const char *name)
{
    Str text = STR_NONE;
    if (lua_getfield(r->L, index, name) != LUA_TNIL)
        set_text(r, name, &text);
    lua_pop(r->L, 1);
    return text;
}

static FontFile read_file(Reader *r, int index)
{
    FontFile file = {.path = text_field(r, index, "path"), .package = text_field(r, index, "package")};
    if (lua_getfield(r->L, index, "index") == LUA_TNUMBER)
        file.index = (unsigned)lua_tointeger(r->L, -1);
    lua_pop(r->L, 1);
    if (!file.path.n)
        complain(r, "path", "每个字体文件都要写路径", "every font file needs a path");
    return file;
}

static const FontFile *read_files(Reader *r, int index, const char *name, size_t *count)
{
    FontFile *files = NULL;
    *count = 0;
    if (lua_getfield(r->L, index, name) != LUA_TNIL) {
        int list = lua_gettop(r->L);
        lua_Integer n = luaL_len(r->L, list);
        files = arena_array(r->arena, FontFile, (size_t)n + 1);
        for (lua_Integer i = 1; i <= n; i++) {
            lua_geti(r->L, list, i);
            files[(*count)++] = read_file(r, lua_gettop(r->L));
            lua_pop(r->L, 1);
        }
    }
    lua_pop(r->L, 1);
    return files;
}

static FontRole read_role(Reader *r, int index)
{
    FontRole role = {.name = text_field(r, index, "name"), .label = text_field(r, index, "label"), .pos = r->pos};
    r->inside = str_printf(r->arena, "%.*s.", STR_ARG(role.name)).p;
    role.chain = read_files(r, index, "files", &role.count);
    role.bold_chain = read_files(r, index, "bold_files", &role.bold_count);
    lua_getfield(r->L, index, "optional");
    role.optional = lua_toboolean(r->L, -1);
    if (lua_getfield(r->L, index, "bold") != LUA_TNIL)
        set_number(r, "bold", 1000, 200, &role.bold, false);
    lua_pop(r->L, 2);
    if (!role.name.n || !role.count)
        complain(r, "files", "每种字体要有 name 和至少一个文件", "every role needs a name and at least one file");
    r->inside = "";
    return role;
}

bool design_read_fonts(lua_State *L, int index, Arena *a, FontConfig *config, Pos pos, Diag *d)
{
    Reader r = {L, a, pos, d, "", true};
    index = lua_absindex(L, index);
    luaL_checkstack(L, 12, "fonts");
    lua_Integer n = luaL_len(L, index);
    FontRole *roles = arena_array(a, FontRole, (size_t)n + 1);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, index, i);
        roles[i - 1] = read_role(&r, lua_gettop(L));
        lua_pop(L, 1);
    }
    *config = (FontConfig){roles, (size_t)n};
    if (!n)
        complain(&r, "fonts", "一种字体也没有", "there are no roles");
    return r.ok;
}
