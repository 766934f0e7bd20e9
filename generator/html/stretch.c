#include "html/stretch.h"

#include <assert.h>

#include "html/syntax.h"
#include "html/text.h"

void html_made_tags(HtmlMade *made, const Buf *out, size_t from)
{
    Str markup = buf_view(out);
    for (size_t at = from; (at = html_next_tag(markup, at, false)) < markup.n; at++)
        arena_push(made->arena, made->tags, made->ntags, made->tags_room, at);
}

void html_made_tail(HtmlMade *made, const Buf *out)
{
    HtmlTail tail;
    if (html_text_ends(buf_view(out), &tail))
        arena_push(made->arena, made->tails, made->ntails, made->tails_room, tail);
}

void html_put_stretch(HtmlStretches *s, Buf *page, Str markup, const HtmlMade *made)
{
    size_t *tags = arena_array(s->arena, size_t, made->ntags + 1), from = page->n, done = 0, tag = 0;
    buf_reserve(page, markup.n);
    for (size_t i = 0; i <= made->ntails; i++) { /* what stands before each tail, and behind the last */
        HtmlTail tail = i < made->ntails ? made->tails[i] : (HtmlTail){markup.n, markup.n};
        assert(tail.from >= done && tail.to <= markup.n);
        for (; tag < made->ntags && made->tags[tag] < tail.from; tag++)
            tags[tag] = page->n - from + made->tags[tag] - done;
        buf_str(page, str_slice(markup, done, tail.from));
        if (tail.from < tail.to)
            html_put_together(page, str_slice(markup, tail.from, tail.to));
        done = tail.to;
    }
    assert(tag == made->ntags);
    if (page->n == from)
        return;
    HtmlStretch stretch = {from, page->n, tags, made->ntags};
    arena_push(s->arena, s->list, s->count, s->room, stretch);
}

void html_move_stretches(HtmlStretches *s, size_t before, size_t now, size_t behind)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++) {
        HtmlStretch stretch = s->list[i];
        if (stretch.from < before - behind)
            continue;
        stretch.from += now - before; /* unsigned: wraps where it became shorter */
        stretch.to += now - before;
        s->list[kept++] = stretch;
    }
    s->count = kept;
}
