/* Stages shown one at a time: what tests compare and what an author asks to see. */
#include "build/dump.h"

#include <string.h>

#include "base/file.h"
#include "html/html.h"
#include "read/encoding.h"
#include "read/front.h"
#include "read/markdown.h"

static const Source *read_input(Arena *a, const char *path, Diag *d)
{
    Encoding encoding;
    if (strcmp(path, "-") != 0)
        return encoding_read(a, path, str_of(path), &encoding, d);
    Buf text = buf_in(a);
    size_t n;
    do {
        buf_reserve(&text, 65536);
        n = fread(text.p + text.n, 1, text.room - text.n, stdin);
        text.n += n;
    } while (n && text.n < FILE_LIMIT);
    return encoding_source(a, STR("-"), buf_view(&text), &encoding, d);
}

static const Node *read_tree(Arena *a, const char *path, bool values, Diag *d)
{
    const Source *source = read_input(a, path, d);
    if (!source)
        return NULL;
    Front front;
    front_read(a, a, source, &front, d); /* a fault there is reported; the body is shown all the same */
    return markdown_read(a, source, front.body, (MarkdownOptions){.values = values}, d);
}

static int put(const Options *o, const Buf *out, const Diag *d)
{
    buf_print(out, stdout);
    return options_exit(o, d);
}

int dump_doc(Arena *a, const Options *o, const char *path, Diag *d)
{
    const Node *root = read_tree(a, path, true, d);
    Buf out = buf_in(a);
    if (root) {
        doc_check(root);
        doc_dump(&out, root);
    }
    return put(o, &out, d);
}

int dump_html(Arena *a, const Options *o, const char *path, Diag *d)
{
    const Node *root = read_tree(a, path, false, d);
    Buf out = buf_in(a);
    if (root)
        html_write(&out, root, &(HtmlContext){0});
    return put(o, &out, d);
}
