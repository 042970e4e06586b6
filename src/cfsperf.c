/* SPDX-License-Identifier: PostgreSQL */
/*
 * cfsperf.c - the module: magic block and nothing else
 *
 * Four floors, each using only those below it: calculus/ (plain C), types/,
 * aggregates/, functions/.
 */
#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;
