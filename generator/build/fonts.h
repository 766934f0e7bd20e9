/*
 * fonts: which file serves each font role, and each odd character of the project.
 */
#ifndef BUILD_FONTS_H
#define BUILD_FONTS_H

#include "build/options.h"

/*
 * kanben fonts: the roles with their files; under each role the characters of the content that its
 * own text face does not have (or has too narrow), with the face that serves them and where they
 * stand first. Returns an exit code.
 */
int fonts_run(Arena *a, const Options *o, Diag *d);

#endif
