/*
 * expat is fed piece by piece as the archive is inflated, so a part is never whole in memory.
 */
#include "read/xml.h"

#include <expat.h>
#include <limits.h>
#include <string.h>

typedef struct Parse {
    XML_Parser expat;
    const XmlCalls *calls;
    unsigned depth;
    const char *fault_zh, *fault_en; /* why it was stopped; NULL: by expat or the caller */
} Parse;

static Str local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return str_of(colon ? colon + 1 : name);
}

Str xml_attribute(XmlAttributes attributes, const char *name)
{
    Str wanted = str_of(name);
    for (const char *const *at = attributes.pairs; *at; at += 2)
        if (str_equal(local_name(at[0]), wanted))
            return str_of(at[1]);
    return STR_NONE;
}

static void stop(Parse *p, const char *zh, const char *en)
{
    p->fault_zh = zh;
    p->fault_en = en;
    XML_StopParser(p->expat, XML_FALSE);
}

static void on_start(void *self, const char *name, const char **pairs)
{
    Parse *p = self;
    if (++p->depth > XML_DEPTH_MAX) {
        stop(p, "标记嵌套太深", "its markup is nested too deep");
        return;
    }
    if (p->calls->start)
        p->calls->start(p->calls->self, local_name(name), (XmlAttributes){(const char *const *)pairs});
}

static void on_end(void *self, const char *name)
{
    Parse *p = self;
    p->depth--;
    if (p->calls->end)
        p->calls->end(p->calls->self, local_name(name));
}

static void on_text(void *self, const char *text, int n)
{
    Parse *p = self;
    if (p->calls->text)
        p->calls->text(p->calls->self, (Str){text, (size_t)n});
}

static void on_doctype(void *self, const char *name, const char *system, const char *public_id,
                       int internal)
{
    (void)name;
    (void)system;
    (void)public_id;
    (void)internal;
    stop(self, "含有不该有的 DOCTYPE，像是恶意文件", "it has a DOCTYPE, as files made to do harm have");
}

static bool feed(void *self, const char *piece, size_t n)
{
    Parse *p = self;
    if (p->calls->enough && *p->calls->enough)
        return false;
    return XML_Parse(p->expat, piece, (int)n, 0) == XML_STATUS_OK;
}

static bool report(const Zip *zip, const ZipEntry *entry, const Parse *p, Diag *d)
{
    const char *zh = p->fault_zh, *en = p->fault_en;
    if (!zh) {
        zh = "内容损坏";
        en = "its content is damaged";
    }
    diag_words(d, DIAG_ERROR, "workbook", zip->file,
               str_printf(d->arena, "工作簿的部件“%.*s”%s", STR_ARG(entry->name), zh),
               str_printf(d->arena, "part \"%.*s\" of the workbook: %s", STR_ARG(entry->name), en));
    diag_hint(d, "在 WPS 或 Excel 中打开，另存为新的“Excel 工作簿（*.xlsx）”",
              "open it in WPS or Excel and save it as a new workbook (*.xlsx)");
    return false;
}

bool xml_read(const Zip *zip, const ZipEntry *entry, const XmlCalls *calls, Diag *d)
{
    Parse p = {.expat = XML_ParserCreate(NULL), .calls = calls};
    if (!p.expat)
        return report(zip, entry, &p, d);
    XML_SetUserData(p.expat, &p);
    XML_SetElementHandler(p.expat, on_start, on_end);
    XML_SetCharacterDataHandler(p.expat, on_text);
    XML_SetStartDoctypeDeclHandler(p.expat, on_doctype);
    size_t errors = d->nerrors;
    bool whole = zip_read(zip, entry, feed, &p, d);
    bool good = whole ? XML_Parse(p.expat, "", 0, 1) == XML_STATUS_OK
                      : calls->enough && *calls->enough;
    if (!good && d->nerrors == errors) /* else the archive itself was at fault, and said so */
        report(zip, entry, &p, d);
    XML_ParserFree(p.expat);
    return good;
}
