/*
 * cfsperf.c - the module: magic block and nothing else
 *
 * One concept a file; each type has its text form in a file without fmgr
 * (<type>_text.c) and its functions in <type>.c.
 */
#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;
