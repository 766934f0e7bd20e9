/*
 * block_cover_back: the outside of the back, and what stands on the spine.
 *
 * Class "back": the accent colour fills the page. The heading (a motto, the title again) stands at
 * the head, further lines at the foot on the left; a QR code with its caption (the address in
 * print) on a white label at the foot on the right.
 */
#include "pdf/block_cover_imp.h"

static const Node *caption_of(const Node *figure)
{
    for (uint32_t i = 0; i < figure->nkids; i++)
        if (figure->kids[i]->kind == NODE_CAPTION && figure->kids[i]->nkids)
            return figure->kids[i];
    return NULL;
}

/* As wide as the code, or as the text in the label's style needs where that is more, to at most `most`. */
static Len label_width(Cover *v, const Node *caption, Len code, Len most)
{
    Len narrowest, width = 0;
    Setting setting = block_setting(v->c, v->context, STYLE_CAPTION);
    if (caption)
        width = block_measure(v->c, caption, v->context, &setting, &narrowest) + LEN_PT(1);
    width = width > most ? most : width;
    return width > code ? width : code;
}

/* The label with its lower right corner at right, foot. Returns its width. */
static Len draw_label(Cover *v, const Node *figure, Len right, Len foot)
{
    Compose *c = v->c;
    const Node *caption = caption_of(figure);
    Item code = block_qr(c, figure->kids[0], v->context.tag);
    Len pad = LEN_MM(3), most = c->design->width * 4 / 9;
    Len inner = label_width(v, caption, code.width, most), width = inner + 2 * pad, height = code.height + 2 * pad;
    Block text = {0};
    Len left = right - width;
    if (caption) {
        Setting setting = block_setting(c, v->context, STYLE_CAPTION);
        setting.left = left + pad;
        setting.width = inner;
        setting.indent = 0;
        setting.align = PARA_CENTRE;
        setting.tag = tags_add(&c->tags, "Caption", v->context.tag);
        block_lines(c, &text, caption, v->context, &setting);
        height += block_lines_height(&text);
    }
    cover_rect(v, left, foot - height, width, height, 0xFFFFFF);
    code.x = left + (width - code.width) / 2;
    code.y = foot - height + pad;
    *block_item(c, v->strip, ITEM_PICTURE, code.tag) = code;
    block_put_lines(c, v->strip, &text, code.y + code.height);
    return width;
}

bool cover_back(Cover *v, const CoverParts *parts)
{
    const Design *design = v->c->design;
    Len edge = design->width / 9, foot = design->height - edge, right = design->width - edge;
    bool titled = parts->title != NULL;
    const Node *const *lines = titled ? parts->lines : parts->heads;
    size_t nlines = titled ? parts->nlines : parts->nheads;
    cover_rect(v, 0, 0, design->width, design->height, v->field);
    Len y = design->height / 6;
    if (titled) {
        y += cover_text(v, parts->title, STYLE_COVER_SUBTITLE, v->ink, v->width);
        cover_place(v, design->height / 6);
    }
    if (parts->subtitle) {
        cover_text(v, parts->subtitle, STYLE_COVER_TEXT, v->ink, v->width);
        cover_place(v, y + v->c->pitch / 2);
    }
    Len label = parts->qr ? draw_label(v, parts->qr, right, foot) : 0;
    v->width = right - v->left - (label ? label + edge / 2 : 0);
    Len top = cover_lines(v, lines, nlines, foot, true, v->ink);
    if (parts->image) {
        Len side = design->width / 8, pad = side / 12, above = top - v->c->pitch;
        cover_rect(v, v->left, above - side, side, side, COVER_PAPER);
        cover_emblem(v, parts->image, v->left + side - pad, above - pad, side - 2 * pad);
    }
    return true;
}
