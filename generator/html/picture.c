/* HTML, 4.8.1–4.8.4: the first <source> that fits is taken. */
#include "html/picture.h"

#include <assert.h>

#include "html/html.h"

static void put_text(Buf *out, const char *name, Str value)
{
    if (!value.n)
        return;
    buf_printf(out, " %s=\"", name);
    html_escape(out, value);
    buf_byte(out, '"');
}

static void put_size(Buf *out, uint32_t width, uint32_t height)
{
    if (width && height)
        buf_printf(out, " width=\"%u\" height=\"%u\"", width, height);
}

static void put_srcset(Buf *out, const HtmlImageSource *source)
{
    buf_c(out, " srcset=\"");
    for (size_t i = 0; i < source->count; i++) {
        buf_c(out, i ? ", " : "");
        html_href(out, source->list[i].src);
        buf_printf(out, " %uw", source->list[i].width);
    }
    buf_byte(out, '"');
    put_text(out, "sizes", source->sizes);
}

static void put_source(Buf *out, const HtmlImageSource *source)
{
    buf_c(out, "<source");
    put_text(out, "type", source->type);
    put_text(out, "media", source->media);
    put_srcset(out, source);
    put_size(out, source->width, source->height);
    buf_c(out, " />");
}

void html_picture(Buf *out, const HtmlImage *image)
{
    const HtmlImageSource *own = image->nsources ? &image->sources[image->nsources - 1] : NULL;
    assert(!own || (!own->media.n && !own->type.n));
    if (image->nsources > 1)
        buf_c(out, "<picture>");
    for (size_t i = 0; i + 1 < image->nsources; i++)
        put_source(out, &image->sources[i]);
    buf_c(out, "<img src=\"");
    html_href(out, image->src);
    buf_byte(out, '"');
    if (own && own->count > 1)
        put_srcset(out, own);
    buf_c(out, " alt=\"");
    html_escape(out, image->alt);
    buf_byte(out, '"');
    put_text(out, "title", image->title);
    put_text(out, "class", image->class);
    put_size(out, image->width, image->height);
    if (image->load == HTML_LAZY)
        buf_c(out, " loading=\"lazy\"");
    if (image->load == HTML_FIRST)
        buf_c(out, " fetchpriority=\"high\"");
    buf_c(out, image->nsources > 1 ? " /></picture>" : " />");
}
