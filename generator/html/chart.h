/*
 * chart: a chart in a page: drawn as wide as the page's text and once more as wide as a phone's, with its numbers as a table.
 *
 * Invariants. Letters are 16 px in both drawings. The narrow one is hidden until a style sheet shows it in the place of the other;
 * what cannot be narrow (heat, flow, calendar, Gantt) has none and scrolls. A spark is the drawing alone.
 */
#ifndef HTML_CHART_H
#define HTML_CHART_H

#include "draw/chart.h"

/* spec: whoever made it has checked it (chart_check); what cannot be drawn is left out. scratch: for the drawing. */
void html_chart(Buf *out, Arena *scratch, const ChartSpec *spec);

#endif
