#include "text/hyphen.h"

#include <assert.h>
#include <hyphen.h>
#include <stdlib.h>

struct Hyphens {
    HyphenDict *dictionary;
};

enum { LEFT = 2, RIGHT = 3 }; /* letters that stay together at each end */

Hyphens *hyphen_open(Arena *a, const char *path, Diag *d)
{
    HyphenDict *dictionary = hnj_hyphen_load(path);
    if (!dictionary) {
        diag_warn(d, "hyphen-dictionary", (Pos){0}, "没有英文断词词典 %s，英文单词不断开",
                  "there is no hyphenation dictionary %s, English words stay whole", path);
        diag_hint(d, "安装软件包：apt-get install " HYPHEN_PACKAGE "；或在版式里去掉 hyphenate",
                  "install the package: apt-get install " HYPHEN_PACKAGE
                  "; or take hyphenate out of the design");
        return NULL;
    }
    Hyphens *h = arena_new(a, Hyphens);
    h->dictionary = dictionary;
    return h;
}

void hyphen_close(Hyphens *h)
{
    if (h)
        hnj_hyphen_free(h->dictionary);
}

/* Small letters, the first perhaps a capital: acronyms and names such as McDonald stay whole. */
static bool lower(Str word, char *small)
{
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (i == 0 && c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c < 'a' || c > 'z')
            return false;
        small[i] = c;
    }
    return true;
}

void hyphen_find(const Hyphens *h, Str word, bool *after)
{
    char small[HYPHEN_LONGEST + 1], marks[HYPHEN_LONGEST + 5]; /* as long as libhyphen asks */
    char **replaced = NULL;
    int *at = NULL, *cut = NULL;
    for (size_t i = 0; i < word.n; i++)
        after[i] = false;
    if (word.n < HYPHEN_SHORTEST || word.n > HYPHEN_LONGEST || !lower(word, small))
        return;
    small[word.n] = '\0';
    if (hnj_hyphen_hyphenate2(h->dictionary, small, (int)word.n, marks, NULL, &replaced, &at, &cut))
        return;
    for (size_t i = LEFT - 1; i + RIGHT < word.n; i++)
        after[i] = (marks[i] & 1) && !(replaced && replaced[i]);
    for (size_t i = 0; replaced && i < word.n; i++) /* spellings that change: none in English */
        free(replaced[i]);
    free(replaced);
    free(at);
    free(cut);
}
