/*
 * A workbook is an archive of parts that name each other by relations: the archive names the
 * workbook, the workbook its sheets, strings and styles (ECMA-376 part 2, §9.3).
 */
#include "read/workbook.h"

#include "read/workbook_imp.h"

enum { NAMES_WITHIN = 4096 /* an archive names its first entries within its first few hundred bytes */ };

bool workbook_is(Str bytes)
{
    Str head = str_slice(bytes, 0, NAMES_WITHIN);
    return str_starts(bytes, STR("PK\3\4")) && str_find(head, STR("xl/"), 0) < head.n;
}

/* ---- relations ---- */

typedef struct Relation {
    Str id, type, target;
} Relation;

typedef struct Relations {
    Arena *a;
    Str folder; /* of the part they belong to, with its "/" */
    Relation *items;
    size_t count, room;
} Relations;

/* Where the name of a part begins, behind its folder. */
static size_t base_of(Str part)
{
    size_t at = part.n;
    while (at > 0 && part.p[at - 1] != '/')
        at--;
    return at;
}

/* A target as the name of an entry: from the root, or from the folder, with "..". */
static Str resolved(Arena *a, Str folder, Str target)
{
    if (str_starts(target, STR("/")))
        return str_copy(a, str_slice(target, 1, target.n));
    while (str_starts(target, STR("../"))) {
        target = str_slice(target, 3, target.n);
        folder = str_slice(folder, 0, base_of(str_slice(folder, 0, folder.n ? folder.n - 1 : 0)));
    }
    return str_printf(a, "%.*s%.*s", STR_ARG(folder), STR_ARG(target));
}

static void relation_start(void *self, Str name, XmlAttributes attributes)
{
    Relations *r = self;
    if (!str_equal(name, STR("Relationship")))
        return;
    Str type = xml_attribute(attributes, "Type");
    Relation relation = {str_copy(r->a, xml_attribute(attributes, "Id")),
                         str_copy(r->a, str_slice(type, base_of(type), type.n)),
                         resolved(r->a, r->folder, xml_attribute(attributes, "Target"))};
    arena_push(r->a, r->items, r->count, r->room, relation);
}

static bool read_relations(Arena *a, const Zip *zip, Str part, Relations *relations, Diag *d)
{
    size_t base = base_of(part);
    *relations = (Relations){.a = a, .folder = str_slice(part, 0, base)};
    Str name = str_printf(a, "%.*s_rels/%.*s.rels", STR_ARG(relations->folder),
                          STR_ARG(str_slice(part, base, part.n)));
    const ZipEntry *entry = zip_find(zip, name);
    return !entry || xml_read(zip, entry, &(XmlCalls){.start = relation_start, .self = relations}, d);
}

/* By the last word of its type ("styles"), or by its id when type is empty. */
static const ZipEntry *related(const Zip *zip, const Relations *relations, Str type, Str id)
{
    for (size_t i = 0; i < relations->count; i++)
        if (type.n ? str_equal(relations->items[i].type, type)
                   : str_equal(relations->items[i].id, id))
            return zip_find(zip, relations->items[i].target);
    return NULL;
}

/* ---- sheets ---- */

typedef struct Sheet {
    Str name, id;
    bool hidden;
} Sheet;

typedef struct Sheets {
    Arena *a;
    Sheet *items;
    size_t count, room;
    bool from_1904;
} Sheets;

static void sheet_start(void *self, Str name, XmlAttributes attributes)
{
    Sheets *s = self;
    if (str_equal(name, STR("workbookPr"))) {
        Str value = xml_attribute(attributes, "date1904");
        s->from_1904 = str_equal(value, STR("1")) || str_equal(value, STR("true"));
    } else if (str_equal(name, STR("sheet"))) {
        Str state = xml_attribute(attributes, "state");
        Sheet sheet = {str_copy(s->a, xml_attribute(attributes, "name")),
                       str_copy(s->a, xml_attribute(attributes, "id")),
                       state.n && !str_equal(state, STR("visible"))};
        arena_push(s->a, s->items, s->count, s->room, sheet);
    }
}

static const Sheet *choose(const Sheets *sheets, Str name)
{
    for (size_t i = 0; i < sheets->count; i++)
        if (name.n ? str_equal(sheets->items[i].name, name) : !sheets->items[i].hidden)
            return &sheets->items[i];
    return NULL;
}

static const Source *no_sheet(const Sheets *sheets, Str name, Pos file, Diag *d)
{
    Buf names = buf_in(d->arena);
    for (size_t i = 0; i < sheets->count; i++)
        buf_printf(&names, "%s“%.*s”", i ? "、" : "", STR_ARG(sheets->items[i].name));
    Str list = buf_view(&names);
    if (name.n)
        diag_error(d, "workbook-sheet", file, "工作簿里没有工作表“%.*s”，有 %.*s",
                   "the workbook has no sheet \"%.*s\"; it has %.*s", STR_ARG(name), STR_ARG(list));
    else
        diag_error(d, "workbook-sheet", file, "工作簿里没有可以读的工作表", "the workbook has no sheet that can be read");
    diag_hint(d, "检查工作表的名称，隐藏的要先取消隐藏", "check the name of the sheet, and that it is not hidden");
    return NULL;
}

static const Source *no_workbook(Pos file, Diag *d)
{
    diag_error(d, "workbook", file, "这不是完整的 Excel 工作簿：缺少必要的部件",
               "this is no whole workbook: a part that it needs is missing");
    diag_hint(d, "在 WPS 或 Excel 中打开，另存为新的“Excel 工作簿（*.xlsx）”",
              "open it in WPS or Excel and save it as a new workbook (*.xlsx)");
    return NULL;
}

static bool read_styles(Book *book, const Relations *relations, const Sheets *sheets, Diag *d)
{
    const ZipEntry *styles = related(book->zip, relations, STR("styles"), STR_NONE),
                   *strings = related(book->zip, relations, STR("sharedStrings"), STR_NONE);
    book->formats.from_1904 = sheets->from_1904;
    return (!styles || workbook_formats(book->a, book->zip, styles, &book->formats, d)) &&
           (!strings || workbook_strings(book->a, book->zip, strings, &book->strings, d));
}

static const Source *read_sheet(Book *book, const Relations *relations, const Sheets *sheets,
                                const Sheet *sheet, Diag *d)
{
    const ZipEntry *cells = related(book->zip, relations, STR_NONE, sheet->id);
    if (!cells)
        return no_workbook(book->zip->file, d);
    if (sheets->count > 1)
        book->sheet = sheet->name;
    return workbook_sheet(book, cells, d);
}

/* ---- which sheet ---- */

enum { SHEETS_TRIED = 32 };

/* Two sheets of one table: whoever filled them in thinks that both are read. */
static void report_other(const Source *other, Str read, Str sheet, Diag *d)
{
    diag_error(d, "workbook-sheets", ((Pos){other, 1, 0}), "工作表“%.*s”也是这张表，没有读，读的是“%.*s”",
               "sheet \"%.*s\" is this table too; \"%.*s\" was read, not this one", STR_ARG(sheet), STR_ARG(read));
    diag_hint(d, "一个文件只读一张工作表：各表的行合到一张里；不用的删去或隐藏",
              "one sheet of a file is read: put the rows of both into one; delete or hide what is of no use");
}

/* The first sheet with the columns of the table; the first of all when none has them. */
static const Source *read_fitting(Book *book, const Relations *relations, const Sheets *sheets, const RecordsOptions *table, Diag *d)
{
    const Sheet *chosen = choose(sheets, STR_NONE);
    const Source *found = NULL;
    Diag said = diag_in(d->arena), others = diag_in(d->arena);
    size_t tried = 0;
    for (size_t i = 0; i < sheets->count && tried < SHEETS_TRIED; i++) {
        const Sheet *sheet = &sheets->items[i];
        Diag own = diag_in(d->arena);
        if (sheet->hidden)
            continue;
        tried++;
        const Source *source = read_sheet(book, relations, sheets, sheet, &own);
        bool fits = source && records_fit(book->a, source, table);
        if (fits && found)
            report_other(source, chosen->name, sheet->name, &others);
        else if (fits)
            found = source, chosen = sheet, said = own;
    }
    if (!found)
        return read_sheet(book, relations, sheets, chosen, d);
    diag_append(d, &said);
    diag_append(d, &others);
    return found;
}

const Source *workbook_source(Arena *a, Str path, Str bytes, Str name, const RecordsOptions *table, Diag *d)
{
    Pos file = {source_make(a, path, STR_NONE), 0, 0};
    Zip zip;
    Relations relations;
    if (!zip_open(a, bytes, file, &zip, d) || !read_relations(a, &zip, STR_NONE, &relations, d))
        return NULL;
    const ZipEntry *part = related(&zip, &relations, STR("officeDocument"), STR_NONE);
    if (!part)
        return no_workbook(file, d);
    Sheets sheets = {.a = a};
    if (!xml_read(&zip, part, &(XmlCalls){.start = sheet_start, .self = &sheets}, d) ||
        !read_relations(a, &zip, part->name, &relations, d))
        return NULL;
    const Sheet *sheet = choose(&sheets, name);
    if (!sheet)
        return no_sheet(&sheets, name, file, d);
    Book book = {.a = a, .zip = &zip, .path = path};
    if (!read_styles(&book, &relations, &sheets, d))
        return NULL;
    if (name.n || !table || sheets.count == 1)
        return read_sheet(&book, &relations, &sheets, sheet, d);
    return read_fitting(&book, &relations, &sheets, table, d);
}
