/*
 * chart_time: what lies on a calendar: days by class, tasks from day to day.
 */
#include <assert.h>
#include <math.h>

#include "draw/chart_imp.h"

enum { WEEK = 7, BAND_WEEKS = 53 };

/* ---- calendar: a column a week, Monday first, bands of a year below each other ---- */

typedef struct Calendar {
    Chart *c;
    Scale classes;
    int64_t first;      /* the Monday on or before the first day */
    int64_t start, end; /* the days shown: start..end - 1 */
    size_t weeks, columns;
    Len left, cell, top, band; /* band: height of one, heads included */
    const double **by_day;     /* from start on; NULL: no such category */
} Calendar;

static int month_of(int64_t day)
{
    int year, month, date;
    chart_civil((double)day, &year, &month, &date);
    return month;
}

/* The days of whole months around the data. */
static void find_days(Calendar *k)
{
    const ChartSpec *spec = k->c->spec;
    k->start = INT64_MAX;
    k->end = INT64_MIN;
    for (size_t i = 0; i < spec->ncategories; i++) {
        double day = 0;
        chart_day(spec->categories[i], &day);
        k->start = (int64_t)day < k->start ? (int64_t)day : k->start;
        k->end = (int64_t)day + 1 > k->end ? (int64_t)day + 1 : k->end;
    }
    while (month_of(k->start - 1) == month_of(k->start))
        k->start--;
    while (month_of(k->end) == month_of(k->end - 1))
        k->end++;
    k->first = k->start - ((k->start + 3) % WEEK + WEEK) % WEEK; /* 1970-01-01 was a Thursday */
    k->weeks = (size_t)(k->end - k->first + WEEK - 1) / WEEK;
    k->by_day = arena_array(k->c->a, const double *, (size_t)(k->end - k->start));
    for (size_t i = 0; i < spec->ncategories; i++) {
        double day = 0;
        chart_day(spec->categories[i], &day);
        k->by_day[(int64_t)day - k->start] = &spec->series[0].values[i];
    }
}

static PictureBox day_box(const Calendar *k, int64_t day)
{
    int64_t at = day - k->first, week = at / WEEK;
    Len column = (Len)(week % (int64_t)k->columns), band = (Len)(week / (int64_t)k->columns);
    Len heads = k->band - WEEK * k->cell - k->c->text;
    return (PictureBox){k->left + column * k->cell,
                        k->top + band * k->band + heads + (Len)(at % WEEK) * k->cell,
                        k->cell, k->cell};
}

static void draw_day(const Calendar *k, int64_t day)
{
    Chart *c = k->c;
    PictureBox box = day_box(k, day);
    const double *v = k->by_day[day - k->start];
    Len gap = k->cell / 12;
    Paint paint = chart_stroke(0xB0B0B0, len_em(40, c->text));
    if (v && !chart_missing(*v)) { /* a day without data stays white: nought has the first tint */
        size_t classes = (size_t)scale_steps(&k->classes);
        paint.filled = true;
        paint.fill = chart_class_look(c, chart_class(&k->classes, *v), classes).fill;
    }
    picture_rect(c->p, box.x + gap, box.y + gap, box.width - 2 * gap, box.height - 2 * gap, paint);
}

/* Lines between the last days of a month and the first of the next. */
static void draw_borders(const Calendar *k)
{
    Len ends[8];
    Chart *c = k->c;
    Paint paint = chart_stroke(CHART_INK, len_em(90, c->text));
    for (int64_t day = k->start; day < k->end; day++) {
        PictureBox box = day_box(k, day);
        bool last = month_of(day + 1) != month_of(day),
            sunday = (day - k->first) % WEEK == WEEK - 1;
        size_t n = 0;
        if (month_of(day + WEEK) != month_of(day) && day + WEEK < k->end) {
            ends[0] = ends[2] = box.x + box.width;
            ends[1] = box.y;
            ends[3] = box.y + box.height;
            n++;
        }
        if (last && !sunday && day + 1 < k->end) {
            Len *line = ends + 4 * n++;
            line[0] = box.x;
            line[1] = line[3] = box.y + box.height;
            line[2] = box.x + box.width;
        }
        picture_lines(c->p, ends, n, paint);
    }
}

static void put_month_names(const Calendar *k)
{
    Chart *c = k->c;
    for (int64_t day = k->start; day < k->end; day++) {
        int year, month, date;
        chart_civil((double)day, &year, &month, &date);
        if (date != 1)
            continue;
        PictureBox box = day_box(k, day);
        Len y = box.y - (Len)((day - k->first) % WEEK) * k->cell - len_em(800, c->text);
        bool monday = (day - k->first) % WEEK == 0;
        Len x = monday || box.x + 2 * k->cell > c->width ? box.x : box.x + k->cell;
        if (day == k->start || month == 1)
            chart_try(c, x, y - chart_leading(c), str_printf(c->a, "%d年", year), ANCHOR_START,
                      CHART_QUIET);
        chart_try(c, x, y, str_printf(c->a, "%d月", month), ANCHOR_START, CHART_INK);
    }
}

static void put_weekdays(const Calendar *k)
{
    static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日"};
    Chart *c = k->c;
    Len every = (len_em(1050, c->text) + k->cell - 1) / k->cell;
    for (int64_t week = 0; week < (int64_t)k->weeks; week += (int64_t)k->columns)
        for (Len i = 0; i < WEEK; i += every) {
            PictureBox box = day_box(k, k->first + week * WEEK + i);
            chart_put(c, k->left - len_em(300, c->text), box.y + box.height / 2, str_of(names[i]),
                      ANCHOR_END, CHART_QUIET);
        }
}

Len chart_calendar(Chart *c)
{
    Calendar k = {.c = c, .classes = chart_classes(c)};
    find_days(&k);
    chart_class_head(c, &k.classes, true);
    k.columns = k.weeks < BAND_WEEKS ? k.weeks : BAND_WEEKS;
    k.left = len_em(1500, c->text);
    k.top = c->top + c->text / 2;
    k.cell = (c->width - k.left - len_em(100, c->text)) / (Len)k.columns;
    Len most = len_em(1800, c->text);
    k.cell = k.cell > most ? most : k.cell;
    k.band = 2 * chart_leading(c) + len_em(300, c->text) + WEEK * k.cell + c->text;
    for (int64_t day = k.start; day < k.end; day++)
        draw_day(&k, day);
    draw_borders(&k);
    put_month_names(&k);
    put_weekdays(&k);
    size_t bands = (k.weeks + k.columns - 1) / k.columns;
    return k.top + (Len)bands * k.band - c->text / 2;
}

/* ---- gantt ---- */

typedef struct Gantt {
    Chart *c;
    double start, end; /* days, at month ends */
    Len left, right, top, bottom;
    Label *names;
} Gantt;

static double task_value(const Chart *c, size_t series, size_t task)
{
    return series < c->spec->nseries ? c->spec->series[series].values[task] : NAN;
}

static bool has_dates(const Chart *c, size_t task)
{
    return !chart_missing(task_value(c, 0, task)) && !chart_missing(task_value(c, 1, task));
}

static double month_start(double day, int months_on)
{
    int year, month, date;
    chart_civil(day, &year, &month, &date);
    int count = year * 12 + month - 1 + months_on;
    return chart_day_of(count / 12, count % 12 + 1, 1);
}

static Len day_x(const Gantt *g, double day)
{
    return g->left + (Len)lround((day - g->start) / (g->end - g->start) * (g->right - g->left));
}

static void find_span(Gantt *g)
{
    const Chart *c = g->c;
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < c->spec->ncategories; i++)
        if (has_dates(c, i)) {
            low = fmin(low, task_value(c, 0, i));
            high = fmax(high, task_value(c, 1, i));
        }
    if (!chart_missing(c->spec->mark)) {
        low = fmin(low, c->spec->mark);
        high = fmax(high, c->spec->mark);
    }
    if (low > high) /* no task has dates: any month will do, nothing stands in it */
        low = high = 0;
    g->start = month_start(low, 0);
    g->end = month_start(high, 1);
}

/* Months as columns; the year above its first one. Names stand where they fit. */
static void put_months(const Gantt *g)
{
    Chart *c = g->c;
    Len y = g->top - len_em(700, c->text), narrow = 3 * c->text;
    int months = 0;
    for (double day = g->start; day < g->end; day = month_start(day, 1))
        months++;
    Len column = (g->right - g->left) / months;
    int every = column >= narrow ? 1 : 3 * column >= narrow ? 3 : 12;
    for (double day = g->start; day < g->end; day = month_start(day, 1)) {
        int year, month, date;
        chart_civil(day, &year, &month, &date);
        Len x = day_x(g, day), inset = len_em(150, c->text);
        bool opens = day == g->start || month == 1;
        if (opens)
            chart_try(c, x + inset, y - chart_leading(c), str_printf(c->a, "%d年", year),
                      ANCHOR_START,
                      CHART_QUIET);
        if ((month - 1) % every == 0 || opens)
            picture_line(c->p, x, g->top, x, g->bottom, chart_stroke(CHART_GRID,
                                                                     len_em(50, c->text)));
        if (every < 12 && (month - 1) % every == 0)
            chart_try(c, x + inset, y, str_printf(c->a, "%d月", month), ANCHOR_START, CHART_INK);
    }
    picture_line(c->p, g->left, g->top, g->right, g->top, chart_stroke(CHART_INK,
                                                                       len_em(70, c->text)));
}

static Str task_dates(const Chart *c, double start, double end)
{
    int year, month, date, month2, date2;
    chart_civil(start, &year, &month, &date);
    chart_civil(end, &year, &month2, &date2);
    if (start == end)
        return str_printf(c->a, "%d.%d", month, date);
    return str_printf(c->a, "%d.%d–%d.%d", month, date, month2, date2);
}

static void draw_task(Gantt *g, size_t task, Len middle)
{
    Chart *c = g->c;
    if (!has_dates(c, task)) {
        chart_put(c, g->left + len_em(300, c->text), middle, CHART_MISSING, ANCHOR_START,
                  CHART_INK);
        c->dashes = true;
        return;
    }
    double start = task_value(c, 0, task), end = task_value(c, 1, task),
        done = task_value(c, 2, task);
    Len x = day_x(g, start), right = day_x(g, end + 1), r = len_em(450, c->text);
    if (start == end) {
        Len cx = (x + right) / 2;
        chart_fill_polygon(c, (Len[]){cx, middle - r, cx + r, middle, cx, middle + r, cx - r,
                                      middle}, 4,
                           chart_look(c, 0));
        right = cx + r;
        x = cx - r;
    } else {
        PictureBox box = {x, middle - r, right - x, 2 * r};
        chart_fill_rect(c, box, chart_look(c, c->spec->nseries > 2 ? 1 : 2));
        box.width = chart_missing(done) ? 0 : (Len)lround(box.width * done / 100);
        chart_fill_rect(c, box, chart_look(c, 0));
    }
    if (c->spec->bare)
        return;
    Str dates = task_dates(c, start, end);
    Len gap = len_em(400, c->text), width = chart_text_width(c, dates);
    if (right + gap + width > g->right && x - gap - width < g->left)
        return;
    bool after = right + gap + width <= g->right;
    Len at = after ? right + gap : x - gap;
    if (chart_try(c, at, middle, dates, after ? ANCHOR_START : ANCHOR_END, CHART_QUIET))
        picture_rect(c->p, after ? at : at - width, middle - r, width, 2 * r,
                     (Paint){.filled = true, .fill = CHART_PAPER});
}

static void draw_mark(Gantt *g)
{
    Chart *c = g->c;
    if (chart_missing(c->spec->mark))
        return;
    Len x = day_x(g, c->spec->mark), half;
    Paint paint = chart_stroke(CHART_INK, len_em(100, c->text));
    paint.dash = len_em(400, c->text);
    picture_line(c->p, x, g->top, x, g->bottom, paint);
    Str words = chart_shorten(c, c->spec->mark_name, c->width / 2);
    half = chart_text_width(c, words) / 2 + 1;
    x = x < half ? half : x + half > c->width ? c->width - half : x;
    chart_put(c, x, g->bottom + len_em(800, c->text), words, ANCHOR_MIDDLE, CHART_INK);
    if (words.n)
        g->bottom += len_em(1400, c->text);
}

static void gantt_head(Chart *c)
{
    LegendEntry entries[] = {{STR("已完成"), SWATCH_BOX, chart_look(c, 0), 0},
                             {STR("未完成"), SWATCH_BOX, chart_look(c, 1), 1}};
    chart_head(c, false, entries, c->spec->nseries > 2 ? 2 : 0);
}

Len chart_gantt(Chart *c)
{
    Gantt g = {.c = c, .right = c->width - len_em(100, c->text)};
    size_t n = c->spec->ncategories;
    Len widest = 0;
    gantt_head(c);
    g.names = arena_array(c->a, Label, n);
    for (size_t i = 0; i < n; i++) {
        g.names[i] = chart_wrap(c, c->spec->categories[i], len_em(320, c->width), CHART_LINES);
        widest = g.names[i].width > widest ? g.names[i].width : widest;
    }
    g.left = widest + len_em(600, c->text);
    g.top = c->top + 2 * chart_leading(c) + len_em(600, c->text);
    find_span(&g);
    Len *middles = arena_array(c->a, Len, n), y = g.top + len_em(300, c->text);
    for (size_t i = 0; i < n; i++) {
        Len name = chart_label_height(c, g.names[i].count), row = name + len_em(700, c->text);
        middles[i] = y + row / 2;
        chart_put_label(c, g.left - len_em(500, c->text), middles[i] - name / 2, &g.names[i],
                        ANCHOR_END,
                        CHART_INK);
        y += row;
    }
    g.bottom = y;
    put_months(&g);
    draw_mark(&g);
    for (size_t i = 0; i < n; i++)
        draw_task(&g, i, middles[i]);
    return g.bottom + len_em(200, c->text);
}
