/*
 * project: everything read and checked, up to the freeze. What every verb but dump begins with.
 */
#ifndef BUILD_PROJECT_H
#define BUILD_PROJECT_H

#include "build/options.h"
#include "script/host.h"

typedef struct Project {
    Host *host;
    const Model *model;
    Site *site;
    const Map *held, *published; /* given: see HostOptions */
    Cache *cache;                /* given: see site_load */
} Project;

/*
 * Open the scripts, read the model and all content, run the checks, make the tables. false: the
 * project cannot be worked with (reported); content errors alone do not make it false.
 */
bool project_read(Arena *a, const Options *o, Project *p, Diag *d);
/* How messages call a folder of the project. */
Str project_shown(const char *folder);
/* Give back what is not in the arena. */
void project_close(Project *p);
/* kanben check: read, check links, say how many files. Returns an exit code. */
int project_check(Arena *a, const Options *o, Diag *d);
/* kanben query: print the rows of a statement. Returns an exit code. */
int project_query(Arena *a, const Options *o, const char *sql, Diag *d);

#endif
