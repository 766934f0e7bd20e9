/*
 * serve: the project in a browser while it is being written. The only file with sockets.
 *
 * Listens on 127.0.0.1 only, and answers only to that name or localhost, so that no page from
 * elsewhere can read it through a name of its own. GET and HEAD, no listings. Builds are drafts by
 * a process of their own into a temporary folder; the published folder is not touched.
 */
#ifndef BUILD_SERVE_H
#define BUILD_SERVE_H

#include "build/options.h"

/* kanben serve: until SIGINT or SIGTERM. Returns an exit code. */
int serve_run(Arena *a, const Options *o, Diag *d);

#endif
