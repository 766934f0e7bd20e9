/* fonts: the roles that tests of pdf/ use, from the packages of the README. */
#ifndef TESTS_PDF_FONTS_H
#define TESTS_PDF_FONTS_H

#include "pdf/font.h"

#define NOTO "/usr/share/fonts/opentype/noto/"
#define TRUETYPE "/usr/share/fonts/truetype/"
#define FACE(file, face) {.path = {file, sizeof(file) - 1}, .index = (face)}
#define FALLBACKS                                                                            \
    FACE(TRUETYPE "hanazono/HanaMinA.ttf", 0), FACE(TRUETYPE "hanazono/HanaMinB.ttf", 0),    \
        FACE(TRUETYPE "dejavu/DejaVuSerif.ttf", 0)

enum { SONG, HEI, KAI, MONO };

static inline Fonts *test_fonts(Arena *a, Diag *d)
{
    static const FontFile song[] = {FACE(NOTO "NotoSerifCJK-Regular.ttc", 2), FALLBACKS};
    static const FontFile hei[] = {FACE(NOTO "NotoSansCJK-Regular.ttc", 2), FALLBACKS};
    static const FontFile hei_bold[] = {FACE(NOTO "NotoSansCJK-Bold.ttc", 2)};
    static const FontFile kai[] = {FACE(TRUETYPE "lxgw-wenkai/LXGWWenKai-Regular.ttf", 0),
                                   FACE(NOTO "NotoSerifCJK-Regular.ttc", 2), FALLBACKS};
    static const FontFile mono[] = {FACE(TRUETYPE "dejavu/DejaVuSansMono.ttf", 0),
                                    FACE(NOTO "NotoSansCJK-Regular.ttc", 2), FALLBACKS};
    const FontRole roles[] = {
        {.name = {"song", 4}, .label = {"宋体", 6}, .chain = song, .count = 4, .bold = 30},
        {.name = {"hei", 3}, .label = {"黑体", 6}, .chain = hei, .count = 4,
         .bold_chain = hei_bold, .bold_count = 1},
        {.name = {"kai", 3}, .label = {"楷体", 6}, .chain = kai, .count = 5, .bold = 40},
        {.name = {"mono", 4}, .label = {"等宽", 6}, .chain = mono, .count = 5, .bold = 40}};
    const FontConfig config = {roles, 4};
    return fonts_open(a, &config, d);
}

#endif
