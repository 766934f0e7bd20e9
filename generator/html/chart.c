#include "html/chart.h"

#include "html/escape.h"
#include "html/svg.h"

/* What needs the room of a page: names on two sides, or a time axis. */
static bool is_wide(const ChartSpec *spec)
{
    return spec->kind == CHART_HEAT || spec->kind == CHART_FLOW || spec->kind == CHART_CALENDAR || spec->kind == CHART_GANTT;
}

/* In pixels: as wide as a page's text, and its letters no smaller than those of the page (16 px). */
static ChartSize chart_size(const ChartSpec *spec)
{
    Len width = spec->kind == CHART_SPARK ? LEN_PT(110) : LEN_PT(is_wide(spec) ? 720 : 560);
    return (ChartSize){.width = width, .text = LEN_PT(16)};
}

/* With its rim of 8 as wide as the text on a phone of 360, with the same letters: names and numbers arranged anew. */
static const ChartSize phone_size = {.width = LEN_PT(312), .text = LEN_PT(16)};

/* Opens a box that scrolls sideways. A page may have several: each is called by what it shows. */
static void put_view(Buf *out, const char *class, const ChartSpec *spec, const char *what)
{
    buf_printf(out, "<div class=\"%s\" role=\"region\" tabindex=\"0\" aria-label=\"%s", class, what);
    if (spec->title.n) {
        buf_c(out, "：");
        html_escape(out, spec->title);
    }
    buf_c(out, "\">\n");
}

/* The data of a chart for those who want the numbers, or do not see the drawing. */
static void write_data(Buf *out, Arena *scratch, const ChartSpec *spec)
{
    ChartTable table = chart_table(scratch, spec);
    buf_c(out, "<details class=\"chart-data\">\n<summary>数据表</summary>\n");
    put_view(out, "table", spec, "数据表");
    buf_c(out, "<table>\n");
    for (size_t r = 0; r < table.rows; r++) {
        buf_c(out, r == 0 ? "<thead>\n<tr>" : r == 1 ? "<tbody>\n<tr>" : "<tr>");
        for (size_t c = 0; c < table.columns; c++) {
            bool head = r == 0 || c == 0;
            buf_c(out, r == 0 ? "<th scope=\"col\">" : c == 0 ? "<th scope=\"row\">" : "<td>");
            html_escape(out, table.cells[r * table.columns + c]);
            buf_c(out, head ? "</th>" : "</td>");
        }
        buf_c(out, r == 0 ? "</tr>\n</thead>\n" : "</tr>\n");
    }
    buf_c(out, table.rows > 1 ? "</tbody>\n</table>\n</div>\n</details>\n" : "</table>\n</div>\n</details>\n");
}

/* Drawn once more for phones: hidden, until a style sheet shows it instead of the other. */
static void write_narrow(Buf *out, Arena *scratch, const ChartSpec *spec)
{
    Diag unheard = diag_in(scratch);
    const Picture *picture = chart_draw(scratch, spec, phone_size, &unheard);
    if (!picture)
        return;
    buf_c(out, "<div class=\"chart-narrow\" hidden=\"\">\n");
    svg_write(out, picture, "chart", spec->title, STR_NONE);
    buf_c(out, "</div>\n");
}

void html_chart(Buf *out, Arena *scratch, const ChartSpec *spec)
{
    Diag unheard = diag_in(scratch); /* whoever made the node has checked it (chart_check) */
    const Picture *picture = chart_draw(scratch, spec, chart_size(spec), &unheard);
    bool spark = spec->kind == CHART_SPARK; /* as small as a word: nothing to scroll or to open */
    if (!spark) /* moved sideways where there is no room, rather than made too small to read */
        put_view(out, "chart-view", spec, "图表");
    if (picture)
        svg_write(out, picture, "chart", spec->title, STR_NONE);
    if (spark)
        return;
    buf_c(out, "</div>\n");
    if (!is_wide(spec))
        write_narrow(out, scratch, spec);
    write_data(out, scratch, spec);
}
