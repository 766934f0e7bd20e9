/*
 * chart_class: values in at most six classes from nearly white to dark.
 *
 * The greys leave out the middle, where neither black nor white text reaches 4.5 : 1.
 */
#include <assert.h>
#include <math.h>

#include "draw/chart_imp.h"

enum { CLASS_TICKS = 5, LIGHT = 150 };

static const uint8_t greys[CHART_CLASSES][CHART_CLASSES] = {
    {225}, {245, 100}, {245, 190, 90}, {245, 208, 165, 85}, {245, 216, 180, 104, 66},
    {245, 222, 195, 164, 100, 64},
};

Scale chart_classes(const Chart *c)
{
    const ChartSpec *spec = c->spec;
    bool whole = chart_whole(spec), any = false;
    double low = 0, high = 0;
    for (size_t s = 0; s < spec->nseries; s++)
        for (size_t i = 0; i < spec->ncategories; i++) {
            double v = spec->series[s].values[i];
            if (chart_missing(v))
                continue;
            low = v < low ? v : low;
            high = !any || v > high ? v : high;
            any = true;
        }
    if (whole) /* the highest falls below the last limit, so classes read 0–4, 5–9 */
        high += 1;
    Scale scale = scale_make(low, high > low ? high : low + 1, CLASS_TICKS, whole);
    assert(scale_steps(&scale) >= 1 && scale_steps(&scale) <= CHART_CLASSES);
    return scale;
}

size_t chart_class(const Scale *classes, double v)
{
    double k = floor((v - classes->low) / classes->step + 1e-9);
    size_t last = (size_t)scale_steps(classes) - 1;
    return k < 0 ? 0 : k > (double)last ? last : (size_t)k;
}

Look chart_class_look(const Chart *c, size_t class, size_t classes)
{
    if (c->spec->kind == CHART_CALENDAR && classes < CHART_CLASSES) { /* white: no data that day */
        class++;
        classes++;
    }
    assert(class < classes && classes <= CHART_CLASSES);
    return (Look){.fill = chart_tone(c->brand, greys[classes - 1][class])};
}

bool chart_class_light(size_t class, size_t classes)
{
    return greys[classes - 1][class] >= LIGHT;
}

static Str class_name(const Chart *c, const Scale *s, int i)
{
    double from = scale_tick(s, i), to = scale_tick(s, i + 1);
    if (chart_whole(c->spec)) {
        if (s->step == 1)
            return chart_value(c, from);
        to -= 1;
        if (fabs(to) >= 1e4) /* 万 would round the limits into each other */
            return str_printf(c->a, "%.*s–%.*s", STR_ARG(chart_exact(c->a, from)),
                              STR_ARG(chart_exact(c->a, to)));
    }
    Str unit = c->percent ? STR("%") : STR_NONE;
    return str_printf(c->a, "%.*s%.*s–%.*s%.*s", STR_ARG(chart_exact(c->a, from)), STR_ARG(unit),
                      STR_ARG(chart_exact(c->a, to)), STR_ARG(unit));
}

void chart_class_head(Chart *c, const Scale *classes, bool legend)
{
    LegendEntry entries[CHART_CLASSES];
    size_t n = (size_t)scale_steps(classes);
    assert(n <= CHART_CLASSES);
    for (size_t i = 0; i < n; i++)
        entries[i] = (LegendEntry){class_name(c, classes, (int)i), SWATCH_BOX,
                                   chart_class_look(c, i, n), i};
    chart_head(c, true, entries, legend && n > 1 ? n : 0);
}
