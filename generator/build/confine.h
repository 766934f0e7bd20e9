/*
 * confine: what a worker process may do with files, by Linux landlock.
 *
 * After confine() this process and its children may read below the folders named and the
 * system's own, write below one folder, and nothing else; it cannot be undone. Where the kernel
 * has no landlock nothing changes: the closed Lua state and the limits on memory and time stand.
 */
#ifndef BUILD_CONFINE_H
#define BUILD_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/* true: in force. Folders that are not there are passed over. */
bool confine(const char *const *readable, size_t nreadable, const char *writable);

#endif
