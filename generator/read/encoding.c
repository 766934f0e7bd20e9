/*
 * One survey of the bytes finds out whether they are UTF-8 and what in them must not pass; the
 * other encodings are converted first and surveyed after.
 */
#include "read/encoding.h"

#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/file.h"
#include "text/unicode.h"

enum {
    NAMES_WITHIN = 4096, /* a ZIP names its first entries within its first few hundred bytes */
    MIXED_SEQUENCES = 8, /* so many UTF-8 sequences in a row are no chance reading of GBK */
    NONE = -1
};

/* What one pass over the bytes found; offsets, NONE where there is none. */
typedef struct Survey {
    int64_t bad; /* the first byte that is not UTF-8: the pass ends there */
    int64_t nul, bidi, lost, control;
    int64_t doubled; /* a radical or compatibility form that looks like a unified ideograph */
    size_t ncontrols, ndoubles;
    bool lone_cr;
} Survey;

static void first(int64_t *at, size_t offset)
{
    if (*at == NONE)
        *at = (int64_t)offset;
}

static void survey_ascii(Survey *v, Str s, size_t at)
{
    char c = s.p[at];
    if (c == '\r') {
        v->lone_cr |= at + 1 == s.n || s.p[at + 1] != '\n';
    } else if (c == '\0') {
        first(&v->nul, at);
    } else if ((c < ' ' && c != '\t' && c != '\n') || c == 0x7F) {
        first(&v->control, at);
        v->ncontrols++;
    }
}

/* Where from at on the first byte stands that is no printable ASCII. */
static size_t plain_end(Str s, size_t at)
{
#ifdef __SSE2__
    for (; s.n - at >= sizeof(__m128i); at += sizeof(__m128i)) { /* as signed bytes: below the blank, or the last */
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s.p + at));
        __m128i other = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));
        unsigned found = (unsigned)_mm_movemask_epi8(other);
        if (found)
            return at + (size_t)__builtin_ctz(found);
    }
#endif
    while (at < s.n && s.p[at] >= ' ' && s.p[at] < 0x7F)
        at++;
    return at;
}

/* Controls that blanks replace: C1, line and paragraph separators, a byte order mark inside. */
static bool is_blanked(uint32_t rune)
{
    return (rune >= 0x80 && rune < 0xA0) || rune == 0x2028 || rune == 0x2029 || rune == 0xFEFF;
}

static bool is_bidi(uint32_t rune)
{
    return (rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069);
}

/* Lead bytes of the few characters that are looked at: C1, general punctuation and radicals, the
 * end of the first plane, the supplementary ones. */
static bool is_watched(char lead)
{
    return lead == '\xC2' || lead == '\xE2' || lead == '\xEF' || lead == '\xF0';
}

static void survey_rune(Survey *v, uint32_t rune, size_t at)
{
    if (rune == 0xFFFD)
        first(&v->lost, at);
    else if (is_bidi(rune))
        first(&v->bidi, at);
    else if (is_blanked(rune)) {
        first(&v->control, at);
        v->ncontrols++;
    } else if (unicode_unify(rune) != rune) {
        first(&v->doubled, at);
        v->ndoubles++;
    }
}

static size_t survey_sequence(Survey *v, Str s, size_t at)
{
    uint32_t rune;
    size_t length = unicode_next(s, at, &rune);
    if (rune == UNICODE_BAD)
        v->bad = (int64_t)at;
    else if (is_watched(s.p[at]))
        survey_rune(v, rune, at);
    return length;
}

static Survey survey(Str s)
{
    Survey v = {.bad = NONE, .nul = NONE, .bidi = NONE, .lost = NONE, .control = NONE,
                .doubled = NONE};
    for (size_t at = 0; at < s.n && v.bad == NONE;) {
        at = plain_end(s, unicode_text(s, at)); /* nothing in that is watched */
        if (at == s.n)
            break;
        size_t run = unicode_run(s, at); /* nor in this */
        if (run > at)
            at = run;
        else if (s.p[at] & 0x80)
            at += survey_sequence(&v, s, at);
        else
            survey_ascii(&v, s, at++);
    }
    return v;
}

/* ---- what is no text at all ---- */

typedef struct FileKind {
    const char *zh, *en;    /* what it is */
    const char *do_zh, *do_en;
} FileKind;

#define SAVE_TABLE_ZH \
    "在 WPS 或 Excel 中打开，点“文件 → 另存为”，类型选“CSV UTF-8（逗号分隔）(*.csv)”，" \
    "保存后用新文件替换"
#define SAVE_TABLE_EN \
    "open it in WPS or Excel, choose File, Save As, type \"CSV UTF-8\", and put the new file " \
    "in its place"
#define SAVE_TEXT_ZH \
    "在 WPS 或 Word 中打开，点“文件 → 另存为”，类型选“纯文本 (*.txt)”、编码选 UTF-8，" \
    "再把文字放进 .md 文件"
#define SAVE_TEXT_EN \
    "open it in WPS or Word, choose File, Save As, type \"plain text\", encoding UTF-8, and " \
    "put the text into a .md file"
#define NOT_TEXT_ZH "这里要的是文本文件；请放对位置，或者恢复正确的扩展名"
#define NOT_TEXT_EN \
    "a text file is expected here; move it where it belongs or give it its right name"

static bool has(Str s, const char *needle)
{
    Str wanted = str_of(needle);
    return str_find(s, wanted, 0) < s.n;
}

static FileKind zip_kind(Str head)
{
    if (has(head, "xl/") || has(head, "opendocument.spreadsheet"))
        return (FileKind){"Excel 工作簿 (XLSX)", "an Excel workbook (XLSX)", SAVE_TABLE_ZH,
                          SAVE_TABLE_EN};
    if (has(head, "word/") || has(head, "opendocument.text"))
        return (FileKind){"Word 文档 (DOCX)", "a Word document (DOCX)", SAVE_TEXT_ZH,
                          SAVE_TEXT_EN};
    if (has(head, "ppt/"))
        return (FileKind){"演示文稿 (PPTX)", "a presentation (PPTX)", SAVE_TEXT_ZH, SAVE_TEXT_EN};
    return (FileKind){"压缩包 (ZIP)", "an archive (ZIP)", "先解压，再放入其中的文件",
                      "unpack it and put its files here"};
}

static bool is_heic(Str s)
{
    static const char *const brands[] = {"heic", "heix", "hevc", "heim", "mif1", "msf1"};
    if (s.n < 12 || memcmp(s.p + 4, "ftyp", 4) != 0)
        return false;
    for (size_t i = 0; i < sizeof brands / sizeof *brands; i++)
        if (memcmp(s.p + 8, brands[i], 4) == 0)
            return true;
    return false;
}

/* A workbook or text with a password is a compound file with a stream of this name, in UTF-16 (MS-OFFCRYPTO 1.4). */
static bool is_encrypted(Str s)
{
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    Str wanted = {name, sizeof name};
    return str_find(s, wanted, 0) < s.n;
}

/* The file as a place: of nearly all there is nothing to say. */
static Pos file_pos(Arena *a, Str path)
{
    return (Pos){source_make(a, path, STR_NONE), 0, 0};
}

/* The kind of the file by its first bytes; zh NULL: none that is known. */
static FileKind file_kind(Str s)
{
    if (str_starts(s, STR("PK\3\4")) || str_starts(s, STR("PK\5\6")))
        return zip_kind(str_slice(s, 0, NAMES_WITHIN));
    if (str_starts(s, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) && is_encrypted(s))
        return (FileKind){"加了打开密码的 Office/WPS 文件", "an Office or WPS file with a password",
                          "在 WPS 或 Excel 中用密码打开，在“文件 → 文档加密”里去掉密码，保存后用新文件替换",
                          "open it with its password, take the password off, save it and replace this file"};
    if (str_starts(s, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
        return (FileKind){"旧版 Office/WPS 文件（.xls .et .doc .wps）",
                          "an old Office or WPS file (.xls .et .doc .wps)",
                          "表格：" SAVE_TABLE_ZH "；文档：" SAVE_TEXT_ZH,
                          "a table: " SAVE_TABLE_EN "; a document: " SAVE_TEXT_EN};
    if (str_starts(s, STR("{\\rtf")))
        return (FileKind){"RTF 文档", "an RTF document", SAVE_TEXT_ZH, SAVE_TEXT_EN};
    if (str_starts(s, STR("%PDF-")))
        return (FileKind){"PDF 文件", "a PDF file", NOT_TEXT_ZH, NOT_TEXT_EN};
    if (str_starts(s, STR("\xFF\xD8\xFF")))
        return (FileKind){"JPEG 图片", "a JPEG picture", NOT_TEXT_ZH, NOT_TEXT_EN};
    if (str_starts(s, STR("\x89PNG")))
        return (FileKind){"PNG 图片", "a PNG picture", NOT_TEXT_ZH, NOT_TEXT_EN};
    if (is_heic(s))
        return (FileKind){"HEIC 照片", "a HEIC photograph", NOT_TEXT_ZH, NOT_TEXT_EN};
    return (FileKind){0};
}

static bool refuse_other_kinds(Arena *a, Str path, Str bytes, Diag *d)
{
    FileKind kind = file_kind(bytes);
    if (!kind.zh)
        return true;
    diag_words(d, DIAG_ERROR, "file-kind", file_pos(a, path), str_printf(d->arena, "这个文件其实是%s，不是文本", kind.zh),
               str_printf(d->arena, "this file is %s, not text", kind.en));
    diag_hint_words(d, str_of(kind.do_zh), str_of(kind.do_en));
    return false;
}

/* ---- conversion ---- */

/*
 * Codes that glibc's GB18030 (2.36) refuses though files hold them: 80 is the euro sign of CP936;
 * the four-byte codes are where the 2005 edition kept what the 2022 edition moved.
 */
static size_t code_by_hand(const unsigned char *p, size_t n, uint32_t *rune)
{
    if (n >= 1 && p[0] == 0x80) {
        *rune = 0x20AC;
        return 1;
    }
    if (n < 4)
        return 0;
    uint32_t index = (uint32_t)((p[2] - 0x81) * 10 + (p[3] - 0x30));
    bool forms = p[0] == 0x84 && p[1] == 0x31 && index >= 16 && index <= 25; /* 82 36 – 83 35 */
    bool han = p[0] == 0x82 && p[1] == 0x35 && index >= 157 && index <= 164; /* 90 37 – 91 34 */
    if (!forms && !han)
        return 0;
    *rune = forms ? 0xFE10 + index - 16 : 0x9FB4 + index - 157;
    return 4;
}

/* What GB18030-2022 says of the 19 places that older editions kept in the private use area. */
static uint32_t moved_rune(uint32_t rune)
{
    static const uint16_t moved[][2] = {
        {0xE78D, 0xFE10}, {0xE78E, 0xFE12}, {0xE78F, 0xFE11}, {0xE790, 0xFE13}, {0xE791, 0xFE14},
        {0xE792, 0xFE15}, {0xE793, 0xFE16}, {0xE794, 0xFE17}, {0xE795, 0xFE18}, {0xE796, 0xFE19},
        {0xE7C7, 0x1E3F}, {0xE81E, 0x9FB4}, {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7},
        {0xE832, 0x9FB8}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE864, 0x9FBB}};
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++)
        if (moved[i][0] == rune)
            return moved[i][1];
    return rune;
}

/* All of them take three bytes before and after, so they are replaced where they stand. */
static void move_runes(Buf *text)
{
    Str all = buf_view(text);
    const char *end = all.p + all.n;
    for (const char *p = all.p; p < end && (p = memchr(p, 0xEE, (size_t)(end - p))); p += 3) {
        uint32_t rune;
        size_t at = (size_t)(p - all.p);
        unicode_decode(all, at, &rune);
        Buf one = {text->arena, text->p + at, 0, 3};
        buf_rune(&one, moved_rune(rune));
    }
}

/* Convert bytes into text; false: *stopped is the offset of the byte that does not fit. */
static bool convert(Buf *text, const char *from, Str bytes, size_t *stopped)
{
    iconv_t converter = iconv_open("UTF-8", from);
    assert(converter != (iconv_t)-1); /* glibc has both built in or in libc-bin */
    char *in = (char *)(uintptr_t)bytes.p;
    size_t left = bytes.n;
    bool good = true;
    while (left && good) {
        buf_reserve(text, left + left / 2 + 16);
        char *out = text->p + text->n;
        size_t room = text->room - text->n;
        size_t result = iconv(converter, &in, &left, &out, &room);
        text->n = text->room - room;
        if (result != (size_t)-1 || errno == E2BIG)
            continue;
        uint32_t rune;
        size_t used = 0;
        if (from[0] == 'G')
            used = code_by_hand((const unsigned char *)in, left, &rune);
        if (used)
            buf_rune(text, rune);
        good = used > 0;
        in += used;
        left -= used;
    }
    iconv_close(converter);
    *stopped = bytes.n - left;
    return good;
}

/* The place of an offset in bytes that are not text; the excerpt ends with the byte in question. */
static Pos raw_pos(Arena *a, Pos file, Str bytes, size_t offset)
{
    return source_pos(source_make(a, file.source->path, str_slice(bytes, 0, offset + 1)), offset);
}

/* Characters beyond ASCII, the bad one with them. */
static size_t sequences_in(Str bytes, size_t bad)
{
    size_t count = 1;
    for (size_t i = 0; i < bad; i++)
        count += (unsigned char)bytes.p[i] >= 0xC0;
    return count;
}

static bool is_mixed(Str bytes, Survey utf8)
{
    assert(utf8.bad != NONE);
    size_t sequences = sequences_in(bytes, (size_t)utf8.bad);
    return sequences > MIXED_SEQUENCES || (sequences > 1 && (size_t)utf8.bad * 2 > bytes.n);
}

static bool convert_gb(Buf *text, Pos file, Str bytes, Survey utf8, Diag *d)
{
    size_t stopped;
    if (is_mixed(bytes, utf8)) {
        diag_error(d, "encoding-mixed", raw_pos(d->arena, file, bytes, (size_t)utf8.bad),
                   "编码混杂：前面是 UTF-8，这一行从字节 %02X 起是另一种编码（多半是 GB18030）",
                   "mixed encodings: UTF-8 up to here; this line goes on in another (GB18030, most likely) with byte %02X",
                   (unsigned)(unsigned char)bytes.p[utf8.bad]);
        diag_hint(d, "多半是追加了别处存的几行，或两个文件拼在一起；把那几行单独存成文件，用记事本打开、另存为 UTF-8 后再合并",
                  "lines of another file were probably added: save those by themselves as UTF-8 first");
        return false;
    }
    if (!convert(text, "GB18030", bytes, &stopped)) {
        diag_error(d, "encoding", raw_pos(d->arena, file, bytes, stopped),
                   "字节 %02X 既不是 UTF-8，也不是 GB18030（GBK）",
                   "byte %02X is neither UTF-8 nor GB18030 (GBK)",
                   (unsigned)(unsigned char)bytes.p[stopped]);
        diag_hint(d, "用 WPS、Excel 或记事本打开原文件，另存为 UTF-8",
                  "open the original in WPS, Excel or Notepad and save it as UTF-8");
        return false;
    }
    move_runes(text);
    return true;
}

static bool convert_utf16(Buf *text, Pos file, Str bytes, Encoding encoding, Diag *d)
{
    size_t stopped;
    const char *name = encoding == ENCODING_UTF16LE ? "UTF-16LE" : "UTF-16BE";
    if (convert(text, name, bytes, &stopped))
        return true;
    uint32_t line = 1;
    for (size_t i = 0; i < text->n; i++)
        line += text->p[i] == '\n';
    diag_error(d, "encoding", ((Pos){file.source, line, 0}), "%s 文件在第 %zu 字节处断裂或缺半个字符",
               "%s breaks off in the middle of a character at byte %zu", name, stopped + 3);
    return false;
}

/* ---- putting it together ---- */

static Encoding mark_of(Str *bytes)
{
    static const struct { Str mark; Encoding encoding; } marks[] = {
        {{"\xEF\xBB\xBF", 3}, ENCODING_UTF8_BOM},
        {{"\xFF\xFE", 2}, ENCODING_UTF16LE},
        {{"\xFE\xFF", 2}, ENCODING_UTF16BE}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(*bytes, marks[i].mark)) {
            *bytes = str_slice(*bytes, marks[i].mark.n, bytes->n);
            return marks[i].encoding;
        }
    return ENCODING_UTF8;
}

/* A copy with controls as blanks and every lone CR as LF, byte for byte the same length. */
static Str cleaned(Arena *a, Str text)
{
    Str copy = str_copy(a, text);
    char *p = (char *)(uintptr_t)copy.p;
    for (size_t at = 0; at < copy.n;) {
        uint32_t rune;
        size_t length = unicode_decode(copy, at, &rune);
        bool is_end = at + 1 == copy.n || p[at + 1] != '\n';
        if (rune == '\r' && is_end)
            p[at] = '\n';
        else if (is_blanked(rune) || rune == 0x7F ||
                 (rune < ' ' && rune != '\t' && rune != '\n' && rune != '\r'))
            memset(p + at, ' ', length);
        at += length;
    }
    return copy;
}

static bool refuse_content(const Source *source, Survey v, Diag *d)
{
    if (v.nul != NONE) {
        diag_error(d, "encoding", source_pos(source, (size_t)v.nul),
                   "含空字节 (00)：不是文本，或是没有标记的 UTF-16",
                   "holds a zero byte: not text, or UTF-16 without its mark");
        diag_hint(d, "用记事本打开，另存为 UTF-8", "open it in Notepad and save it as UTF-8");
    }
    if (v.bidi != NONE) {
        uint32_t rune;
        unicode_decode(source->text, (size_t)v.bidi, &rune);
        diag_error(d, "text-direction", source_pos(source, (size_t)v.bidi),
                   "含改变书写方向的控制符 U+%04X", "holds the direction control U+%04X",
                   (unsigned)rune);
        diag_hint(d, "删去这个看不见的字符，或重打这一行",
                  "delete this invisible character, or type the line again");
    }
    if (v.lost != NONE) {
        diag_error(d, "encoding-lost", source_pos(source, (size_t)v.lost),
                   "含替换符 U+FFFD：这里原有的字在转码时丢失",
                   "holds U+FFFD: a character was lost here in a conversion");
        diag_hint(d, "找到原文件，补上这个字", "restore the character from the original file");
    }
    return v.nul == NONE && v.bidi == NONE && v.lost == NONE;
}

/* A copy with unified ideographs for their doubles: ⼀ (U+2F00) looks like 一, and is not found. */
static Str unified(Arena *a, Str text)
{
    Buf out = buf_in(a);
    uint32_t rune;
    for (size_t at = 0; at < text.n;) {
        at += unicode_decode(text, at, &rune);
        buf_rune(&out, unicode_unify(rune));
    }
    return buf_view(&out);
}

static Str settled(Arena *a, Str text, Survey v)
{
    text = v.lone_cr || v.control != NONE ? cleaned(a, text) : text;
    return v.doubled != NONE ? unified(a, text) : text;
}

/* What there is to say of the text, as it was, of a source; NULL: refused. */
static const Source *judged(const Source *source, Str was, Survey v, Diag *d)
{
    if (v.control != NONE) {
        uint32_t rune;
        unicode_decode(was, (size_t)v.control, &rune);
        diag_warn(d, "text-control", source_pos(source, (size_t)v.control),
                  "控制字符 U+%04X 已换成空格（本文件共 %zu 处）",
                  "control character U+%04X became a blank (%zu in this file)", (unsigned)rune,
                  v.ncontrols);
    }
    if (v.doubled != NONE) {
        uint32_t rune;
        unicode_decode(was, (size_t)v.doubled, &rune);
        Buf shown = buf_in(d->arena);
        buf_rune(&shown, rune);
        /* what stands before the first one is as it was */
        diag_warn(d, "text-compatibility", source_pos(source, (size_t)v.doubled),
                  "“%.*s”是部首或兼容汉字 U+%04X，已当作通用的 U+%04X（本文件共 %zu 处）",
                  "“%.*s” is a radical or compatibility form U+%04X, read as U+%04X (%zu in this file)",
                  STR_ARG(buf_view(&shown)), (unsigned)rune, (unsigned)unicode_unify(rune),
                  v.ndoubles);
        diag_hint(d, "多半是从 PDF 复制来的；重打这个字，搜索才找得到它",
                  "it was probably copied from a PDF; type it again, so that searches find it");
    }
    return refuse_content(source, v, d) ? source : NULL;
}

const Source *encoding_settle(Arena *a, const Source *made, Diag *d)
{
    Survey v = survey(made->text);
    Source *source = arena_new(a, Source);
    *source = *made;
    source->text = settled(a, made->text, v);
    return judged(source, made->text, v, d);
}

static void note_encoding(Arena *a, Str path, Encoding encoding, Diag *d)
{
    if (encoding != ENCODING_UTF8)
        diag_note(d, "encoding", file_pos(a, path), "按 %s 读取", "read as %s", encoding_name(encoding));
}

const Source *encoding_source(Arena *a, Str path, Str bytes, Encoding *encoding, Diag *d)
{
    *encoding = ENCODING_UTF8;
    if (!refuse_other_kinds(a, path, bytes, d))
        return NULL;
    *encoding = mark_of(&bytes);
    Buf text = buf_in(a);
    if (*encoding == ENCODING_UTF16LE || *encoding == ENCODING_UTF16BE) {
        if (!convert_utf16(&text, file_pos(a, path), bytes, *encoding, d))
            return NULL;
        bytes = buf_view(&text);
    }
    Survey v = survey(bytes);
    if (v.bad != NONE && v.nul == NONE) {
        if (!convert_gb(&text, file_pos(a, path), bytes, v, d))
            return NULL;
        *encoding = ENCODING_GB18030;
        bytes = buf_view(&text);
        v = survey(bytes);
        assert(v.bad == NONE);
    }
    note_encoding(a, path, *encoding, d);
    return judged(source_make(a, path, settled(a, bytes, v)), bytes, v, d);
}

const Source *encoding_read(Arena *a, const char *path, Str shown, Encoding *encoding, Diag *d)
{
    Str bytes;
    if (!file_bytes(a, path, &bytes, d))
        return NULL;
    return encoding_source(a, shown, bytes, encoding, d);
}

const char *encoding_name(Encoding encoding)
{
    switch (encoding) {
    case ENCODING_UTF8: return "UTF-8";
    case ENCODING_UTF8_BOM: return "UTF-8 (BOM)";
    case ENCODING_UTF16LE: return "UTF-16LE";
    case ENCODING_UTF16BE: return "UTF-16BE";
    case ENCODING_GB18030: return "GB18030";
    }
    return "";
}
