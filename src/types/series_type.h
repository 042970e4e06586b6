/*
 * series_type.h - series on the wire
 */
#ifndef CFSPERF_SERIES_TYPE_H
#define CFSPERF_SERIES_TYPE_H

#include "fmgr.h"

extern PGDLLEXPORT Datum series_recv(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum series_send(PG_FUNCTION_ARGS);

#endif							/* CFSPERF_SERIES_TYPE_H */
