/* computed: the tables that lua/tables.lua computes, by as many processes as are worth while. */
#ifndef BUILD_COMPUTED_H
#define BUILD_COMPUTED_H

#include "script/host.h"

/* After the freeze. The same tables and messages for any number of workers. false: reported. */
bool computed_make(Host *h, Site *s, int workers, Diag *d);

#endif
