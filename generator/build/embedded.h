/*
 * embedded: a file that the program carries, as tools/embed writes it: rows of an array.
 */
#ifndef BUILD_EMBEDDED_H
#define BUILD_EMBEDDED_H

#include <stddef.h>

typedef struct EmbeddedFile {
    const char *path; /* below its folder */
    size_t length;
    const char *bytes;
} EmbeddedFile;

#endif
