/*
 * official: the measures of official documents, GB/T 9704-2012, "党政机关公文格式".
 *
 * What the standard fixes, in one place for those who set such a page (page_design, block_official,
 * page_break) and those who measure one (check/). "行" (a line) is OFFICIAL_PITCH, "字" (a character)
 * of the body OFFICIAL_CELL: the standard wants 22 lines of 28 characters to fill the text area,
 * which neither 16 pt nor seven eighths of it do, so both follow from the area. Lengths below a
 * line count from the foot of its em box, lengths above one to the head of its em box.
 */
#ifndef PDF_OFFICIAL_H
#define PDF_OFFICIAL_H

#include "base/len.h"

enum { OFFICIAL_LINES = 22, OFFICIAL_CHARACTERS = 28 };

#define OFFICIAL_WIDTH LEN_MM(210)    /* A4 */
#define OFFICIAL_HEIGHT LEN_MM(297)
#define OFFICIAL_TOP LEN_MM(37)       /* 天头, ± 1 mm */
#define OFFICIAL_INNER LEN_MM(28)     /* 订口, ± 1 mm */
#define OFFICIAL_AREA_WIDTH LEN_MM(156)
#define OFFICIAL_AREA_HEIGHT LEN_MM(225)
#define OFFICIAL_SIZE LEN_PT(16)      /* 3号 */
#define OFFICIAL_TITLE LEN_PT(22)     /* 2号 */
#define OFFICIAL_SMALL LEN_PT(14)     /* 4号: imprint, page number */
#define OFFICIAL_CELL (OFFICIAL_AREA_WIDTH / OFFICIAL_CHARACTERS)
#define OFFICIAL_PITCH ((OFFICIAL_AREA_HEIGHT - OFFICIAL_SIZE) / (OFFICIAL_LINES - 1))
#define OFFICIAL_TITLE_PITCH LEN_PT(35) /* ours: the standard leaves it open */

#define OFFICIAL_MARK_TOP LEN_MM(35)  /* text area's head to the issuer's name */
#define OFFICIAL_RULE_GAP LEN_MM(4)   /* document number to the red rule */
#define OFFICIAL_RULE LEN_MM(0.5)     /* thickness of the red rule: ours */
#define OFFICIAL_FOLIO_GAP LEN_MM(7)  /* text area's foot to the dashes of the page number */
#define OFFICIAL_IMPRINT_OUTER LEN_MM(0.35) /* first and last rule of the imprint */
#define OFFICIAL_IMPRINT_INNER LEN_MM(0.25)
#define OFFICIAL_RED 0xE60012u

#endif
