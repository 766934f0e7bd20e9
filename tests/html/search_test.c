/*
 * search: what of a page can be searched, and that what its index says is what stands in the texts: for thousands
 * of pieces of random texts exactly the pages that have them. The reader here is written from html/search.h and
 * the head of html/search.c, not from search.js; that one is tried in a browser by tests/build/search_test.sh.
 */
#include "check.h"

#include "base/map.h"
#include "html/search.h"
#include "text/unicode.h"

/* ---- pages ---- */

static void put_line(Buf *b, const char *name, Str value)
{
    buf_printf(b, "%s=%.*s|", name, STR_ARG(value));
}

/* All that was read as one line; "-" when the page is not searched. */
static Str read(Arena *a, const char *html)
{
    SearchPage page;
    if (!search_page(a, str_of(html), &page))
        return STR("-");
    Buf b = buf_in(a);
    put_line(&b, "title", page.title);
    put_line(&b, "initials", page.initials);
    put_line(&b, "kind", page.kind);
    for (size_t i = 0; i < page.nplaces; i++)
        buf_printf(&b, "%u#%.*s|", page.places[i].at, STR_ARG(page.places[i].id));
    for (size_t i = 0; i < page.text.n; i++)
        buf_byte(&b, page.text.p[i] == '\n' ? '/' : page.text.p[i]);
    return buf_view(&b);
}

static void test_pages(Arena *a)
{
    CHECK_TEXT(read(a, "<title>头</title><main data-search-kind=\"甲&amp;乙\"><h1>提用 <span>申请</span></h1><p>一<em>份</em>清单</p>\n<p>四所</p></main><p>外</p>"),
               STR("title=提用 申请|initials=tysq|kind=甲&乙|一份清单/四所/"), "title from h1, emphasis in a word, main only");
    CHECK_TEXT(read(a, "<title>只有头 A1</title><main><p>文</p></main>"), STR("title=只有头 A1|initials=zyta1|kind=|文/"), "title from the head");
    CHECK_TEXT(read(a, "<main><p>a &lt;b&gt; &amp;amp; &#20013;&#x4E2D; &无; &#0; c&nbsp;d</p></main>"),
               STR("title=|initials=|kind=|a <b> &amp; 中中 &无; &#0; c d/"), "references once, unknown ones as written");
    CHECK_TEXT(read(a, "<main><nav><ul><li>首页<nav>内</nav></li></ul></nav><p>文<script>\"<p>\"</script>字</p><svg><text>图</text></svg>"
                       "<div data-search=\"off\"><div>不</div>要</div>末<ruby>园<rp>(</rp><rt>yuán</rt><rp>)</rp></ruby>长</main>"),
               STR("title=|initials=|kind=|文/字/末园长/"), "navigation, scripts, drawings, readings, what is marked off");
    CHECK_TEXT(read(a, "<main><h1>题</h1><p>𬱖一</p><h2 id=\"a\">二</h2><p>三</p><h3 id=\"b-1\" class=\"x\">四</h3></main>"),
               STR("title=题|initials=t|kind=|4#a|8#b-1|𬱖一/二/三/四/"), "headings at UTF-16 units");
    CHECK_TEXT(read(a, "<main><p title=\"a > b\">x</p><br>y<img alt=\">\">z<hr/></main>"), STR("title=|initials=|kind=|x/yz/"), "signs in attributes");
    CHECK_TEXT(read(a, "<main data-search-title=\"面包房\"><h1>天天早起</h1><p>三家店</p></main>"), STR("title=面包房|initials=mbf|kind=|天天早起/三家店/"),
               "a title of its own: what the first heading says is text then");
    CHECK_TEXT(read(a, "<main data-search=\"off\"><p>x</p></main>"), STR("-"), "marked off");
    CHECK_TEXT(read(a, "<body><p>x</p></body>"), STR("-"), "no main");
    CHECK_TEXT(read(a, "<main><h1>只有题</h1></main>"), STR("-"), "nothing to read");
    CHECK_TEXT(read(a, "<title>\xE5\xA4</title><main data-search-kind=\"\xFF\"><p>一\xE4\xB8<b>二</b>\xC0\x80三\xED\xA0\x80</p></main>"),
               STR("title=\uFFFD|initials=|kind=\uFFFD|一\uFFFD二\uFFFD\uFFFD三\uFFFD\uFFFD\uFFFD/"), "bytes that are no characters, as browsers show them");
    CHECK_TEXT(read(a, "<main><NAV>A</NAV><my-element>b</my-element><h7>c</h7><p/>d<template>x</template><blockquote>e</blockquote></main>"),
               STR("title=|initials=|kind=|A/b/c/d/e/"), "elements of other names");
    CHECK_TEXT(read(a, "<main><p>没有完"), STR("title=|initials=|kind=|没有完/"), "an early end");
    CHECK_TEXT(read(a, "<main><p>x<nav>没有完"), STR("title=|initials=|kind=|x/"), "an early end within what is skipped");
}

/* What is not put as it is, at every place of the sixteen bytes that are looked at together and of those that are not. */
static void test_places(Arena *a)
{
    static const struct { const char *html, *text; } pieces[] = {
        {" ", " "}, {"\n \t", " "}, {"\u3000", " "}, {"\u00A0", " "}, {"\u2028", " "}, {"\u2029", " "}, {"&lt;", "<"}, {"<b>", ""},
        {"<br>", "/"}, {"\u2027", "\u2027"}, {"\u202A", "\u202A"}, {"\u3001", "\u3001"}, {"\u00A1", "\u00A1"}, {"𬱖", "𬱖"}, {"\x7F", "\x7F"},
        {"é", "é"}, {"\u07FF", "\u07FF"}, {"\u0800", "\u0800"}, {"\xE4\xB8", "\uFFFD"}, {"中\x80", "中\uFFFD"}, {"\x80", "\uFFFD"}, {"é\xBF", "é\uFFFD"},
        {"\xC0\x80", "\uFFFD\uFFFD"}, {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"}, {"\xF0\x9F\x98", "\uFFFD"}, {"𬱖\x80\x80", "𬱖\uFFFD\uFFFD"}, {"\xFF", "\uFFFD"}};
    for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++)
        for (size_t before = 1; before < 40; before++)
            for (size_t after = 1; after < 40; after += 19) {
                Buf html = buf_in(a), want = buf_in(a);
                buf_c(&html, "<main>");
                buf_c(&want, "title=|initials=|kind=|");
                for (size_t i = 0; i < before + after; i++) {
                    if (i == before) {
                        buf_c(&html, pieces[k].html);
                        buf_c(&want, pieces[k].text);
                    }
                    buf_c(&html, i % 3 ? "x" : "“");
                    buf_c(&want, i % 3 ? "x" : "“");
                }
                buf_byte(&html, '\0');
                buf_c(&want, "/");
                CHECK_TEXT(read(a, html.p), buf_view(&want), pieces[k].html);
            }
}

/* ---- an index read back ---- */

enum { SHARDS_MOST = 4096 };

typedef struct Read {
    Arena *a;
    Str shards[SHARDS_MOST];
    size_t nshards, ntexts, largest;
    size_t alone; /* grams found under their own names */
    Str head, texts;
} Read;

static bool keep(void *self, const char *name, Str bytes, uint64_t *hash)
{
    Read *r = self;
    Str copy = str_copy(r->a, bytes);
    *hash = map_hash(bytes);
    if (name[0] == 'g') {
        size_t i = (size_t)atoi(name + 1);
        CHECK(i < SHARDS_MOST && i == r->nshards);
        r->shards[r->nshards++] = copy;
        r->largest = copy.n > r->largest ? copy.n : r->largest;
    } else if (name[0] == 't') {
        r->ntexts++;
    } else {
        CHECK_TEXT(str_of(name), STR("index.js"), "the last file");
        r->head = copy;
    }
    return true;
}

/* The shard that a pair or a three names. */
static Str shard_of(const Read *r, Str folded)
{
    uint32_t hash = 0, rune;
    for (size_t i = 0; i < folded.n;) {
        i += unicode_decode(folded, i, &rune);
        hash = (hash ^ rune) * 0x9E3779B1u;
        hash ^= hash >> 15;
    }
    return r->shards[(uint64_t)hash * r->nshards >> 32];
}

static uint32_t digit(char c)
{
    uint32_t n = (uint32_t)(unsigned char)c - 35;
    return n > 57 ? n - 1 : n;
}

/* The pages at shard[at], up to the quote, into has: 0, or 1 + weight. The offset of the quote. */
static size_t take_pages(Str shard, size_t at, uint8_t *has, size_t npages)
{
    for (size_t page = 0; shard.p[at] != '"'; page++) {
        uint32_t n = 0, unit = 1, d;
        do {
            d = digit(shard.p[at++]);
            n += d % 45 * unit;
            unit *= 45;
        } while (d >= 45);
        page += n / 4;
        CHECK(page < npages);
        uint32_t weight = n % 4 < 3 ? n % 4 : digit(shard.p[at++]), old = has[page] ? has[page] - 1u : 0;
        uint32_t level = weight / 30 > old / 30 ? weight / 30 : old / 30, both = weight % 30 + old % 30 + (has[page] != 0);
        has[page] = (uint8_t)(1 + level * 30 + (both > 29 ? 29 : both));
    }
    return at;
}

/* How many bytes its first n characters have. */
static size_t bytes_of(Str s, size_t n)
{
    size_t at = 0;
    for (uint32_t rune; n && at < s.n; n--)
        at += unicode_decode(s, at, &rune);
    return at;
}

/* Does it stand among the pairs of the head? */
static bool is_wide(const Read *r, Str pair)
{
    size_t from = str_find(r->head, STR("\"wide\":\""), 0) + 8, end = str_find(r->head, STR("\""), from);
    for (size_t step; from < end; from += step) {
        step = bytes_of(str_slice(r->head, from, end), 2);
        if (str_equal(str_slice(r->head, from, from + step), pair))
            return true;
    }
    return false;
}

/* Of those that stand together under a pair, at shard[at], the one that ends in last, or all where last is empty. */
static void take_group(Str shard, size_t at, Str last, uint8_t *has, size_t npages)
{
    while (shard.p[at] != '}') {
        size_t end = str_find(shard, STR("\":\""), at + 2), from = end + 3; /* { or , and " before the key; the key may be none */
        if (str_equal(str_slice(shard, at + 1, at + 3), STR("\"\"")))
            from = (end = at + 2) + 3;
        bool wanted = !last.n || str_equal(str_slice(shard, at + 2, end), last);
        at = wanted ? take_pages(shard, from, has, npages) + 1 : str_find(shard, STR("\""), from) + 1;
    }
}

/* has[page]: 0, or 1 + weight. */
static void pages_of(Read *r, Str gram, uint8_t *has, size_t npages)
{
    memset(has, 0, npages);
    Buf b = buf_in(r->a);
    uint32_t rune;
    for (size_t i = 0; i < gram.n;) {
        i += unicode_decode(gram, i, &rune);
        buf_rune(&b, search_fold(rune));
    }
    Str folded = buf_view(&b), pair = str_slice(folded, 0, bytes_of(folded, 2)), last = str_slice(folded, pair.n, folded.n);
    Str name = is_wide(r, pair) ? folded : pair, shard = shard_of(r, name), key = str_printf(r->a, "\n\"%.*s\":", STR_ARG(name));
    size_t at = str_find(shard, key, 0) + key.n;
    r->alone += is_wide(r, pair);
    if (at >= shard.n)
        return;
    if (shard.p[at] == '"')
        take_pages(shard, at + 1, has, npages);
    else
        take_group(shard, at, last, has, npages);
}

static size_t times(Str text, Str piece)
{
    size_t n = 0;
    for (size_t at = str_find(text, piece, 0); at < text.n; at = str_find(text, piece, at + 1))
        n++;
    return n;
}

static uint32_t next_random(uint32_t *seed)
{
    return *seed = *seed * 1664525u + 1013904223u;
}

/* Words of few characters, so that most pairs stand in many pages, and some in nearly all. */
static Str random_text(Arena *a, uint32_t *seed)
{
    static const char *const pieces[] = {"幼", "儿", "园", "教", "师", "的", "，", "。", "\n", " ", "研", "a", "7", "𬱖", "活", "动"};
    Buf b = buf_in(a);
    for (uint32_t n = 20 + next_random(seed) / 7 % 200; n; n--)
        buf_c(&b, pieces[(next_random(seed) >> 16) % 16 * ((next_random(seed) >> 16) % 16) / 16]);
    buf_c(&b, "\n");
    return buf_view(&b);
}

/* Every second of its lines that are not empty. */
static void give_headings(Arena *a, SearchPage *page)
{
    SearchPlace *places = arena_array(a, SearchPlace, page->text.n);
    size_t nlines = 0;
    for (size_t at = 0; at < page->text.n; at = str_find(page->text, STR("\n"), at) + 1)
        if (page->text.p[at] != '\n' && nlines++ % 2)
            places[page->nplaces++] = (SearchPlace){0, (uint32_t)at, STR("a")};
    page->places = places;
}

/* A run of n characters within a line of text, or nothing. */
static Str random_piece(Str text, size_t n, uint32_t *seed)
{
    size_t from = next_random(seed) / 3 % text.n, at;
    while (from && ((unsigned char)text.p[from] & 0xC0) == 0x80)
        from--;
    uint32_t rune;
    for (at = from; n && at < text.n; n--) {
        at += unicode_decode(text, at, &rune);
        if (rune == ' ' || rune == '\n')
            return STR_NONE;
    }
    return n ? STR_NONE : str_slice(text, from, at);
}

/* How often it stands in the headings of the page. */
static size_t times_in_headings(const SearchPage *page, Str piece)
{
    size_t n = 0;
    for (size_t i = 0; i < page->nplaces; i++)
        n += times(str_slice(page->text, page->places[i].byte, str_find(page->text, STR("\n"), page->places[i].byte)), piece);
    return n;
}

static void check_piece(Read *r, const SearchPage *pages, size_t npages, Str piece, uint8_t *has)
{
    pages_of(r, piece, has, npages);
    for (size_t i = 0; i < npages; i++) {
        size_t title = times(pages[i].title, piece), heading = times(pages[i].initials, piece) + times_in_headings(&pages[i], piece);
        size_t n = title + times(pages[i].initials, piece) + times(pages[i].text, piece), most = n > 30 ? 30 : n; /* 1 + (times - 1) */
        bool right = n ? has[i] == most + (title ? 60 : heading ? 30 : 0) : has[i] == 0;
        if (!right)
            printf("  %.*s: page %zu: %zu times, %u\n", STR_ARG(piece), i, n, has[i]);
        CHECK(right);
    }
}

static bool index_pages(const SearchPage *pages, size_t npages, Read *r)
{
    SearchIndex *x = search_open(r->a, keep, r);
    for (size_t i = 0; i < npages; i++)
        if (!search_add(x, &pages[i]))
            return false;
    return search_close(x);
}

static void test_exact(Arena *a, size_t npages, size_t npieces)
{
    Read *r = arena_new(a, Read);
    r->a = a;
    SearchPage *pages = arena_array(a, SearchPage, npages);
    uint32_t seed = 7;
    for (size_t i = 0; i < npages; i++) {
        pages[i] = (SearchPage){.address = STR("x.html"), .title = STR(""), .text = random_text(a, &seed)};
        if (i % 3 == 0)
            give_headings(a, &pages[i]);
        if (i % 5 == 0)
            pages[i].title = str_slice(pages[i].text, 0, bytes_of(pages[i].text, 9));
        if (i % 7 == 0)
            pages[i].initials = STR("aa7a");
    }
    CHECK(index_pages(pages, npages, r));
    CHECK(r->nshards > 1 && r->ntexts > 1 && r->largest < 3 * 12288);
    uint8_t *has = arena_array(a, uint8_t, npages);
    for (size_t k = 0; k < npieces; k++) {
        Str piece = random_piece(pages[next_random(&seed) / 5 % npages].text, 2 + k % 2, &seed);
        if (piece.n)
            check_piece(r, pages, npages, piece, has);
    }
    CHECK(r->alone > 10 && r->alone + 10 < npieces);
    check_piece(r, pages, npages, STR("没有"), has);
    Read *again = arena_new(a, Read);
    again->a = a;
    CHECK(index_pages(pages, npages, again));
    CHECK_TEXT(again->head, r->head, "same pages, same bytes: the version is a hash of them");
}

/* Numbers of one digit to four: pages that are far apart, in a gram that stands alone and in a pair that is wide. */
static void test_distances(Arena *a)
{
    enum { NPAGES = 24000, THIRDS = 500 };
    static const uint32_t with[] = {0, 1, 12, 13, 518, 519, 1026, 23900, 23999};
    Read *r = arena_new(a, Read);
    r->a = a;
    uint8_t *has = arena_array(a, uint8_t, NPAGES), *want = arena_array(a, uint8_t, NPAGES);
    for (size_t i = 0; i < sizeof with / sizeof *with; i++)
        want[with[i]] = 1;
    SearchIndex *x = search_open(a, keep, r);
    for (uint32_t i = 0; i < NPAGES; i++) {
        Buf text = buf_in(a);
        buf_c(&text, want[i] ? "甲乙丙 子丑寅卯" : "无");
        for (uint32_t k = 0; want[i] && k < THIRDS; k++) { /* many begin with the pair, each in all of these pages */
            buf_c(&text, " 甲乙");
            buf_rune(&text, 0x6000 + k);
        }
        buf_c(&text, "\n");
        CHECK(search_add(x, &(SearchPage){.address = STR("x.html"), .text = buf_view(&text)}));
    }
    CHECK(search_close(x));
    CHECK(is_wide(r, STR("甲乙")) && !is_wide(r, STR("子丑")));
    pages_of(r, STR("子丑寅"), has, NPAGES);
    CHECK(memcmp(has, want, NPAGES) == 0);
    pages_of(r, STR("甲乙丙"), has, NPAGES);
    CHECK(memcmp(has, want, NPAGES) == 0);
    pages_of(r, STR("甲乙"), has, NPAGES);
    for (uint32_t i = 0; i < NPAGES; i++)
        want[i] *= 30; /* as often as is counted */
    CHECK(memcmp(has, want, NPAGES) == 0);
}

static void test_weights(Arena *a)
{
    Read *r = arena_new(a, Read);
    r->a = a;
    SearchPlace place = {3, 7, STR("a")};
    SearchPage pages[] = {{.address = STR("a.html"), .title = STR("教研"), .initials = STR("jy"), .text = STR("教研，ＡＢ\"c\\d\n")},
                          {.address = STR("b.html"), .title = STR("乙"), .text = STR("无关\n教研\n"), .places = &place, .nplaces = 1}};
    CHECK(index_pages(pages, 2, r));
    uint8_t has[2];
    pages_of(r, STR("教研"), has, 2);
    CHECK(has[0] == 1 + 60 + 1 && has[1] == 1 + 30); /* in the title, and once more; in a heading */
    pages_of(r, STR("jy"), has, 2);
    CHECK(has[0] == 1 + 30 && has[1] == 0);
    pages_of(r, STR("ab"), has, 2); /* full-width capitals */
    CHECK(has[0] == 1 && has[1] == 0);
    /* escaped in the script; the hash is of the bare signs */
    CHECK(str_find(shard_of(r, STR("b\"")), STR("\n\"b\\\"\":{\"c\":\""), 0) < shard_of(r, STR("b\"")).n);
    CHECK(str_find(shard_of(r, STR("\\d")), STR("\n\"\\\\d\":{\"\":\""), 0) < shard_of(r, STR("\\d")).n);
    CHECK_TEXT(str_slice(r->head, 0, 13), STR("kanbenIndex({"), "head");
    Read *none = arena_new(a, Read);
    none->a = a;
    CHECK(index_pages(NULL, 0, none));
    CHECK(none->nshards == 1 && none->ntexts == 0 && str_find(none->head, STR("\"pages\":0"), 0) < none->head.n);
}

int main(void)
{
    Arena *a = arena_open();
    test_pages(a);
    test_places(a);
    test_exact(a, 2000, 100);
    test_distances(a);
    test_weights(a);
    arena_close(a);
    return check_finish();
}
