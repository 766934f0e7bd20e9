/*
 * options: the command line as data.
 *
 * The contract of the command line (verbs, options, exit codes) that scripts rely on.
 */
#ifndef BUILD_OPTIONS_H
#define BUILD_OPTIONS_H

#include "base/diag.h"
#include "pdf/page.h"
#include "script/host.h"

enum {
    EXIT_CLEAN = 0,
    EXIT_CONTENT = 1, /* errors in content, templates or outputs; all were reported */
    EXIT_USAGE = 2,
    EXIT_MACHINE = 3, /* disk, fonts, permissions, another build */
    EXIT_STRICT = 4   /* warnings under --strict */
};

typedef enum BuildMode {
    MODE_BUILD,   /* what has errors is set aside, the rest is built */
    MODE_DRAFT,   /* likewise, with what is not approved yet, marked as a draft; to a folder of its own */
    MODE_PUBLISH  /* a scope with errors keeps what it has published */
} BuildMode;

typedef struct Options {
    const char *project;                    /* -C: where content/ templates/ lua/ out/ are */
    const char *content, *templates, *lua, *out; /* full paths, from -C when not given */
    int workers;
    int64_t as_of;                          /* days since 1970-01-01 */
    const char *only;                       /* pattern of output paths, or NULL */
    BuildMode mode;
    PrintMode print;                        /* of all books; AS_DESIGNED: each as it says */
    bool strict, quiet;
    DiagStyle style;
    bool csv, json;                         /* query; json: explain too */
    ExplainGiven asked[8];                  /* explain: --NAME VALUE that are no options of ours */
    int nasked;
    int port;                               /* serve */
    bool proof;                             /* proofread too; books with line numbers */
    bool links;                             /* check: list the addresses of other sites */
    const char *gongwen;                    /* check: a PDF or a planned book to be measured, or NULL */
    const char *manifest;                   /* check: an older manifest to compare the output folder's with, or NULL */
    bool record;                            /* why: note what scripts read */
    bool *given;                            /* by the table of options: those that stand on the command line */
    const char **words;                     /* nwords of them: what is not an option, verb first */
    int nwords;
} Options;

/*
 * Read the command line. false: said on standard error what is wrong (exit EXIT_USAGE).
 * Strings are argv's or live in a.
 */
bool options_read(Arena *a, int argc, char **argv, Options *o);
bool options_is_verb(const char *word);
/* Say on standard error that there is no such verb, and which was meant; false. */
bool options_unknown_verb(const Options *o, const char *word);
/* The help for a verb, or of all when verb is NULL, in the language of the style. */
void options_help(const char *verb, bool english, FILE *out);
/* The exit code that a run with these diagnostics has. */
int options_exit(const Options *o, const Diag *d);

#endif
