/*
 * page_design: the design a publication starts from.
 *
 * A4, body 10.5 pt (五号) on 18 pt: 40 characters in a line, 39 lines on a page. The outer margins are
 * wider than the inner ones, the foot deeper than the head. All leadings of running text are
 * the pitch or make whole pitches with their space.
 */
#include "pdf/official.h"
#include "pdf/page.h"

static TextStyle text(const char *role, double size, double leading, ParaAlign align)
{
    return (TextStyle){.role = str_of(role), .size = LEN_PT(size), .leading = LEN_PT(leading),
                       .colour = 0x1F2328, .align = align};
}

static TextStyle heading(double size, double leading, double before, double after)
{
    TextStyle style = text("hei", size, leading, PARA_START);
    style.bold = true;
    style.before = LEN_PT(before);
    style.after = LEN_PT(after);
    return style;
}

static void set_headings(TextStyle *styles, uint32_t brand)
{
    styles[STYLE_H1] = heading(22, 32, 36, 30);
    styles[STYLE_H1].colour = brand;
    styles[STYLE_H2] = heading(15, 22, 22, 6);
    styles[STYLE_H3] = heading(12, 18, 18, 0);
    styles[STYLE_H4] = heading(10.5, 18, 0, 0);
    styles[STYLE_H5] = styles[STYLE_H6] = styles[STYLE_H4];
    styles[STYLE_H5].bold = styles[STYLE_H6].bold = false;
}

static void set_texts(TextStyle *styles)
{
    styles[STYLE_BODY] = text("song", 10.5, 18, PARA_JUSTIFY);
    styles[STYLE_BODY].indent = 2000;
    styles[STYLE_LIST] = text("song", 10.5, 18, PARA_JUSTIFY);
    styles[STYLE_QUOTE] = text("kai", 10.5, 18, PARA_JUSTIFY);
    styles[STYLE_QUOTE].indent = 2000;
    styles[STYLE_QUOTE].before = styles[STYLE_QUOTE].after = LEN_PT(9);
    styles[STYLE_CALLOUT] = text("song", 10, 18, PARA_JUSTIFY);
    styles[STYLE_CALLOUT].indent = 2000;
    styles[STYLE_CALLOUT].before = styles[STYLE_CALLOUT].after = LEN_PT(18);
    styles[STYLE_TABLE] = text("song", 9, 13, PARA_JUSTIFY);
    styles[STYLE_TABLE_HEAD] = text("hei", 9, 13, PARA_JUSTIFY);
    styles[STYLE_TABLE_HEAD].bold = true;
    styles[STYLE_CAPTION] = text("hei", 9, 18, PARA_CENTRE);
    styles[STYLE_NOTE] = text("song", 8.5, 13, PARA_JUSTIFY);
    styles[STYLE_CODE] = text("mono", 9, 14, PARA_START);
    styles[STYLE_CODE].before = styles[STYLE_CODE].after = LEN_PT(18);
    styles[STYLE_CONTENTS_1] = text("hei", 10.5, 18, PARA_START);
    styles[STYLE_CONTENTS_1].before = LEN_PT(9);
    styles[STYLE_CONTENTS_2] = text("song", 10.5, 18, PARA_START);
}

static void set_furniture(TextStyle *styles)
{
    styles[STYLE_RUNNING] = text("song", 8.5, 12, PARA_START);
    styles[STYLE_RUNNING].colour = 0x57606A;
    styles[STYLE_FOLIO] = text("song", 9, 12, PARA_CENTRE);
    styles[STYLE_COVER_TITLE] = text("hei", 34, 48, PARA_START);
    styles[STYLE_COVER_TITLE].bold = true;
    styles[STYLE_COVER_SUBTITLE] = text("hei", 16, 26, PARA_START);
    styles[STYLE_COVER_TEXT] = text("hei", 11, 19, PARA_START);
    styles[STYLE_MARK] = text("hei", 34, 48, PARA_CENTRE);
    styles[STYLE_MARK].colour = OFFICIAL_RED;
    styles[STYLE_IMPRINT] = text("song", 9, 14, PARA_JUSTIFY);
}

Design design_default(void)
{
    Design d = {.width = LEN_MM(210), .height = LEN_MM(297), .top = LEN_MM(25),
                .bottom = LEN_MM(24), .inner = LEN_PT(87.5), .outer = LEN_PT(87.5),
                .page_break_level = 1, .brand = 0x1B5E7B, .emphasis_role = STR("kai"),
                .strong_role = STR("hei"), .code_role = STR("mono"),
                .running_left = STR("{title}"), .running_right = STR("{chapter}"),
                .folio = STR("{page}"), .running_gap = LEN_PT(20), .folio_gap = LEN_PT(28),
                .level = PARA_LEVEL_GB, .gap = 250, .gap_max = 333, .widows = 2, .orphans = 1,
                .last_lines = 5, .looseness = 2,
                .links_coloured = true, .tint = 0xF3F5F7, .rule = 0xC9CED6,
                .figure_label = STR("图 {n}"), .table_label = STR("表 {n}"),
                .continued_label = STR("续"), .gutter = LEN_PT(21), .figure_width = 1000,
                .figure_height = 600, .table_shrink = 750, .table_edge = LEN_PT(1),
                .table_head_rule = LEN_PT(0.5), .table_rule = LEN_PT(0.25),
                .image_dpi = 300, .least_dpi = 150, .bleed = LEN_MM(3), .marks = true, .paper = LEN_MM(0.1)};
    d.numbering[0] = STR("1.");
    d.numbering[1] = STR("（1）");
    d.numbering[2] = STR("①");
    d.numbering[3] = STR("a.");
    d.numbering[4] = STR("i.");
    set_texts(d.styles);
    set_headings(d.styles, d.brand);
    set_furniture(d.styles);
    return d;
}

/*
 * On a screen pages come one below the other: none differs from its neighbour and none is empty.
 * The measure stays, so both editions have the same lines.
 */
static void settle_screen(Design *d)
{
    Len margins = d->inner + d->outer;
    d->mirrored = d->chapters_on_odd = d->alternate = false;
    d->inner = margins / 2;
    d->outer = margins - d->inner;
}

Design design_settled(const Design *design)
{
    Design d = *design;
    if (d.print == PRINT_SCREEN)
        settle_screen(&d);
    if (d.print == PRINT_PRESS) {
        d.mirrored = d.binding != BINDING_NONE;
        d.chapters_on_odd = d.binding != BINDING_NONE;
    } else {
        d.bleed = 0;
        d.marks = false;
    }
    return d;
}
