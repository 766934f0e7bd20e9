/*
 * script/host: what a script may not do. Each probe is the file lua/model.lua of a project; it must
 * end by itself, long before a reader would end it, with a message at the line that is to blame.
 */
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

#include "base/file.h"
#include "runaway.h"
#include "script/host.h"

static char folder[] = "/tmp/kanben-sandbox-XXXXXX";

/* Run text as the model; false when it was refused. */
static bool run(Arena *a, const char *text, Diag *d)
{
    *d = diag_in(a);
    const char *lua = file_join(a, folder, STR("lua"));
    CHECK(file_write(file_join(a, lua, STR("model.lua")), str_of(text), d));
    HostOptions o = {.lua = lua, .templates = lua, .lua_shown = STR("lua"), .templates_shown = STR("templates")};
    Host *h = host_open(a, &o, d);
    CHECK(h != NULL);
    const Model *m = h ? host_model(h, d) : NULL;
    if (h)
        host_close(h);
    return m != NULL;
}

static void complain(const char *what, const char *text, const Diag *d)
{
    printf("%s: %s\n", what, text);
    for (size_t i = 0; i < d->count; i++)
        printf("  %.*s:%u %.*s: %.*s\n", STR_ARG(d->items[i].path), d->items[i].line,
               STR_ARG(d->items[i].code), STR_ARG(d->items[i].en));
}

/* The probe must be ended at this line (0: any). */
static void ends(const char *text, uint32_t line)
{
    Arena *a = arena_open();
    Diag d;
    runaway_begin(text, 50);
    bool ran = run(a, text, &d);
    runaway_end();
    bool good = !ran && d.nerrors >= 1 && str_equal(d.items[0].path, STR("lua/model.lua")) &&
                (line == 0 ? d.items[0].line > 0 : d.items[0].line == line);
    CHECK(good);
    if (!good)
        complain("must end with a message", text, &d);
    arena_close(a);
}

/* The checks in text, written as assert, must hold. */
static void holds(const char *text)
{
    Arena *a = arena_open();
    Diag d;
    Str whole = str_printf(a, "%s\nreturn {collections = {}}", text);
    bool ran = run(a, str_c(a, whole), &d);
    CHECK(ran && d.nerrors == 0);
    if (!ran)
        complain("must hold", text, &d);
    arena_close(a);
}

static void test_steps(void)
{
    ends("local x = 1\nwhile true do end", 2);
    ends("while true do\n pcall(function() while true do end end)\nend", 2);
    ends("while true do pcall(error) end", 1);
    ends("for i = 1, 1e15 do end", 1);
    ends("local function f() return pcall(f) end\nwhile true do f() end", 0);
    ends("string.gsub(('x'):rep(100000), 'x', function() while true do end end)", 1);
    ends("table.sort({3, 1, 2}, function() while true do end end)", 1);
    ends("setmetatable({}, {__index = function() while true do end end}).x = 1\nlocal y = setmetatable({}, {__index = function() while true do end end}).x", 2);
    ends("error(setmetatable({}, {__tostring = function() while true do end end}))", 1);
    ends("local t = setmetatable({}, {__len = function() return 1e15 end})\ntable.sort(t)", 2);
    ends("local t = setmetatable({}, {__len = function() return 1e15 end})\ntable.insert(t, 1, 1)", 2);
    ends("local t = setmetatable({}, {__len = function() return 1e15 end})\ntable.remove(t, 1)", 2);
    ends("table.move({}, 1, 1e15, 2)", 1);
    ends("table.concat(setmetatable({}, {__index = function() return '' end}), '', 1, 1e15)", 1);
    ends("table.unpack({}, 1, 1e8)", 1);
    ends("local t = {}\nt.__index = t\nsetmetatable(t, t)\nlocal x = t.y", 4);
    ends("while true do string.format('%s', {}) end", 1);
    ends("local t = {}\nfor i = 1, 1000 do t[i] = i end\nwhile true do for k in pairs(t) do end end", 3);
}

static void test_patterns(void)
{
    ends("local s = ('a'):rep(28)\ns:match(('a-'):rep(28) .. 'b')", 2);
    ends("(('a'):rep(5000)):find('.-.-.-.-b')", 1);
    ends("(('a'):rep(100000)):find('.-.-b')", 1);
    ends("(('a'):rep(30)):find(('a?'):rep(30) .. ('a'):rep(30) .. 'b')", 1);
    ends("while true do pcall(string.find, ('a'):rep(5000), '.-.-.-b') end", 1);
    ends("(('('):rep(50000)):find(('%b()'):rep(3))\nlocal s = ('('):rep(200000)\nfor i = 1, 1000 do s:find('%b()b') end", 0);
    ends("(('x'):rep(1000000)):gsub('x', ('y'):rep(1000000))", 1);
    ends("('x'):find(('('):rep(1000))", 1);
    ends("('x'):find('%')", 1);
    ends("('x'):find('[a')", 1);
}

static void test_memory(void)
{
    ends("local s = 'x'\nwhile true do s = s .. s end", 2);
    ends("local t = {}\nwhile true do t[#t + 1] = {t} end", 2);
    ends("local function f() return 1 + f() end\nf()", 0);
    ends("string.rep('x', 1e10)", 1);
    ends("(''):rep(1e15, 'x')", 1);
    ends("while true do pcall(string.rep, 'x', 1e10) end", 1);
    ends("local t = {}\nwhile true do pcall(function() for i = 1, 1e7 do t[#t + 1] = ('x'):rep(1000) .. i end end) end", 2);
    holds("assert((''):rep(1e15) == '')");
}

static void test_closed(void)
{
    holds("assert(io == nil and os == nil and debug == nil and package == nil and coroutine == nil)");
    holds("assert(load == nil and loadfile == nil and dofile == nil and loadstring == nil)");
    holds("assert(rawset == nil and rawget == nil and collectgarbage == nil and math.random == nil and string.dump == nil)");
    holds("assert(_G == nil and xpcall == nil and string.pack == nil)");
    holds("assert(getmetatable('') == false or getmetatable('') == nil)");
    ends("getmetatable('').__index = nil", 1);
    ends("string.format = nil", 1);
    ends("setmetatable({}, {__gc = function() end})", 1);
    ends("setmetatable({}, {__close = function() end})", 1);
    ends("\nlocal x <close> = nil", 2);
    ends("\nlocal x < close > = nil", 2);
    ends("string.format('%p', {})", 1);
    ends("require '../x'", 1);
    ends("require '/etc/passwd'", 1);
    ends("require 'nothing'", 1);
    ends("x = 1", 1);
    ends("\x1bLua", 0);
    ends("local f = 1\n\nf()", 3);
    ends("local x = = 1", 1);
    ends("\n\nerror('\xe4\xb8\xad')", 3);
    ends("error()", 1);
    ends("local function g() error('deep', 2) end\nlocal function f()\n g()\nend\nf()", 3);
}

static void test_order(void)
{
    holds("local s = ''\nfor k in pairs{b = 1, a = 2, [2] = 3, [1] = 4, [true] = 5} do s = s .. tostring(k) .. ' ' end\nassert(s == '1 2 a b true ', s)");
    holds("assert(tostring({}) == 'table' and tostring(print) == 'function')");
    holds("assert(string.format('%s', {}) == 'table' and ('%5.2f|%d|%q'):format(1.5, 3, 'x') == ' 1.50|3|\"x\"')");
    holds("assert(next({}) == nil and next({b = 1, a = 2}) == 'a')");
    holds("local ok, e = pcall(error, 'x') assert(not ok and e == 'x')");
    holds("local t = {3, 1, 2} table.sort(t) assert(table.concat(t, ',') == '1,2,3')");
    holds("local t = {1, 2, 3} table.insert(t, 2, 9) assert(table.concat(t) == '1923' and table.remove(t, 1) == 1)");
}

static void test_matching(void)
{
    holds("assert(('k = v'):match('^(%w+)%s*=%s*(%w+)$') == 'k')");
    holds("local a, b, c = ('hello world'):find('o (w)') assert(a == 5 and b == 7 and c == 'w')");
    holds("assert(('abc'):gsub('%w', '%0%0') == 'aabbcc')");
    holds("assert(('hello'):gsub('', '-') == '-h-e-l-l-o-')");
    holds("assert(('xx12y'):match('()%d') == 3 and ('xx12y'):match('((%d)%d)') == '12' and ('xy'):find('()(%d)') == nil)");
    holds("assert(('ab'):gsub('b*', '-') == '-a-' and ('aab'):match('a-b') == 'aab' and ('b'):match('a?b') == 'b')");
    holds("assert(('a1b22'):gsub('%d+', '#') == 'a#b#' and ('a1b22'):gsub('%d', '#', 2) == 'a#b#2' and ('abc'):gsub('%d', '#') == 'abc')");
    holds("assert(('x(y)z'):match('%b()') == '(y)' and ('aXa'):match('(a)X%1') == 'a' and ('ab'):find('$') == 3)");
    holds("assert(('abc def'):gsub('(%w+) (%w+)', '%2 %1') == 'def abc')");
    holds("assert(('THE (quick) fox'):find('%((%a+)%)') == 5)");
    holds("assert(('x[[y]]'):match('%[%[(.-)%]%]') == 'y')");
    holds("assert(('f(a(b)c)d'):match('%b()') == '(a(b)c)')");
    holds("assert(('THE (quick) fox'):gsub('%f[%a]%a+', string.lower) == 'the (quick) fox')");
    holds("local t = {} for w in ('one two'):gmatch('%a+') do t[#t + 1] = w end assert(t[2] == 'two' and #t == 2)");
    holds("assert(('aXb'):gsub('%u', {X = '-'}) == 'a-b')");
    holds("assert(('abcabc'):match('^(abc)%1$') == 'abc')");
    holds("assert(('a]b'):match('[]]') == ']' and ('a-b'):match('[a%-]+') == 'a-' and ('x^'):match('[%^x]+') == 'x^')");
    holds("assert(('abc'):match('()b()') == 2 and select(2, ('abc'):match('()b()')) == 3)");
    holds("assert(('a.b'):find('.', 1, true) == 2 and ('a.b'):find('%.') == 2 and ('abc'):find('b', -1) == nil)");
    holds("assert(('\xe4\xb8\xad\xe3\x80\x81\xe6\x96\x87'):gsub('\xe3\x80\x81', '|') == '\xe4\xb8\xad|\xe6\x96\x87')");
    holds("assert(select('#', ('x'):gsub('y', 'z')) == 2 and ('abc'):gsub('b', '%%') == 'a%c')");
    holds("assert(('key=val'):match('(%w+)=(%w*)') == 'key' and ('  x '):match('^%s*(.-)%s*$') == 'x')");
}

static volatile int beats;

static void count_beat(void)
{
    beats++;
}

/* A script that goes on is heard, however long it takes; work that is no script's is not. */
static void test_heartbeat(void)
{
    host_heartbeat(count_beat);
    holds("local t = {}\nfor i = 1, 12e6 do t[i % 8] = i .. '' end");
    CHECK(beats >= 2);
    int before = beats;
    volatile unsigned work = 0;
    for (clock_t until = clock() + CLOCKS_PER_SEC; clock() < until;)
        for (int i = 0; i < 1000000; i++)
            work++;
    CHECK(beats - before <= 1); /* the timer looks back a quarter of a second */
    host_heartbeat(NULL);
}

int main(void)
{
    CHECK(mkdtemp(folder) != NULL);
    test_steps();
    test_patterns();
    test_memory();
    test_closed();
    test_heartbeat();
    test_order();
    test_matching();
    Arena *a = arena_open();
    Diag d = diag_in(a);
    file_remove_tree(folder, &d);
    arena_close(a);
    return check_finish();
}
