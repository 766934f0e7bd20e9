/*
 * encoding: the bytes of a text file, whatever program saved them, as UTF-8.
 *
 * Rule (no guessing by statistics, which is wrong on short Chinese): a byte order mark decides;
 * else strictly valid UTF-8 is UTF-8; else the whole file is GB18030, of which GBK and CP936 are
 * subsets, or it is refused with the line and byte that fit neither. Anything but plain UTF-8 is
 * reported as the note `encoding`.
 *
 * Invariants of the text made. Valid UTF-8 without a byte order mark, NUL, U+FFFD or bidirectional
 * controls; lines end in LF or CR LF (a lone CR has become LF); other controls but tab have become
 * blanks of the same length in bytes, reported. Radicals and compatibility ideographs have become
 * the unified ideographs they look like, reported. Lines and columns are those of this text.
 */
#ifndef READ_ENCODING_H
#define READ_ENCODING_H

#include "base/diag.h"

typedef enum Encoding {
    ENCODING_UTF8,
    ENCODING_UTF8_BOM,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_GB18030
} Encoding;

/*
 * A Source over the text of bytes (borrowed; plain UTF-8 is not copied); path as messages print
 * it. NULL: reported, also when the bytes are a workbook, a picture or another kind of file,
 * which is then named with what to do (`file-kind`).
 */
const Source *encoding_source(Arena *a, Str path, Str bytes, Encoding *encoding, Diag *d);
/* The same for the file at path on the disk, shown as messages print it. */
const Source *encoding_read(Arena *a, const char *path, Str shown, Encoding *encoding, Diag *d);
/*
 * The same rules for text that a reader made in UTF-8 (of a spreadsheet): the Source itself, or a
 * copy in a with blanks for controls, of the same lines. NULL: reported.
 */
const Source *encoding_settle(Arena *a, const Source *made, Diag *d);
/* As people call it: "UTF-8", "GB18030" … */
const char *encoding_name(Encoding encoding);

#endif
