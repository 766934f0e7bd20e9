/* page_official: the design of official documents, GB/T 9704-2012; its measures are in official.h. */
#include "pdf/official.h"
#include "pdf/page.h"

/* The stroke of a dash above the baseline, in Em: measured in Noto Serif CJK SC. */
enum { DASH_RISE = 380 };

static TextStyle official_text(const char *role)
{
    return (TextStyle){.role = str_of(role), .size = OFFICIAL_SIZE, .leading = OFFICIAL_PITCH,
                       .align = PARA_JUSTIFY, .indent = 2000};
}

static TextStyle official_other(const char *role, Len size, Len leading, ParaAlign align)
{
    TextStyle style = official_text(role);
    style.size = size;
    style.leading = leading;
    style.align = align;
    style.indent = 0;
    return style;
}

static void set_official(TextStyle *styles)
{
    for (int i = 0; i < STYLE_NAMES; i++)
        styles[i] = official_text("fang");
    styles[STYLE_H1] = official_other("xbs", OFFICIAL_TITLE, OFFICIAL_TITLE_PITCH, PARA_CENTRE);
    styles[STYLE_H2].role = STR("hei");
    styles[STYLE_H3].role = styles[STYLE_QUOTE].role = STR("kai");
    for (int i = STYLE_H2; i <= STYLE_H6; i++)
        styles[i].align = PARA_START;
    styles[STYLE_TABLE] = official_other("fang", LEN_PT(12), LEN_PT(18), PARA_START);
    styles[STYLE_TABLE_HEAD] = official_other("hei", LEN_PT(12), LEN_PT(18), PARA_START);
    styles[STYLE_CAPTION] = official_other("hei", OFFICIAL_SMALL, OFFICIAL_PITCH, PARA_CENTRE);
    styles[STYLE_NOTE] = official_other("fang", LEN_PT(12), LEN_PT(18), PARA_JUSTIFY);
    styles[STYLE_CODE] = official_other("mono", LEN_PT(12), LEN_PT(18), PARA_START);
    styles[STYLE_CONTENTS_1].indent = styles[STYLE_CONTENTS_2].indent = 0;
    styles[STYLE_RUNNING] = official_other("song", OFFICIAL_SMALL, LEN_PT(20), PARA_START);
    styles[STYLE_FOLIO] = official_other("song", OFFICIAL_SMALL, LEN_PT(20), PARA_END);
    styles[STYLE_FOLIO].indent = 1000; /* 空一字 */
    styles[STYLE_COVER_TITLE] = official_other("xbs", LEN_PT(26), LEN_PT(40), PARA_START);
    styles[STYLE_MARK] = official_other("xbs", LEN_PT(60), LEN_PT(76), PARA_CENTRE);
    styles[STYLE_MARK].colour = OFFICIAL_RED;
    styles[STYLE_IMPRINT] = official_other("fang", OFFICIAL_SMALL, LEN_PT(26), PARA_JUSTIFY);
}

Design design_official(void)
{
    Design d = design_default();
    d.width = OFFICIAL_WIDTH;
    d.height = OFFICIAL_HEIGHT;
    d.top = OFFICIAL_TOP;
    d.bottom = OFFICIAL_HEIGHT - OFFICIAL_TOP - OFFICIAL_AREA_HEIGHT;
    d.inner = OFFICIAL_INNER;
    d.outer = OFFICIAL_WIDTH - OFFICIAL_INNER - OFFICIAL_AREA_WIDTH;
    d.mirrored = true;
    d.page_break_level = 0;
    d.profile = PARA_GONGWEN;
    d.grid = OFFICIAL_CELL;
    d.running_left = d.running_right = STR("");
    d.folio = STR("— {page} —");
    d.folio_gap = OFFICIAL_FOLIO_GAP + len_em(DASH_RISE, OFFICIAL_SMALL);
    d.numbering[2] = STR("①");
    d.run_in = true;
    d.brand = d.rule = 0;
    d.links_coloured = false;
    set_official(d.styles);
    return d;
}
