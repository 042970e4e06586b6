/*
 * area_name.h - the name of an area on the wire
 */
#ifndef CFSPERF_AREA_NAME_H
#define CFSPERF_AREA_NAME_H

#include "lib/stringinfo.h"

extern void area_name_send(StringInfo message, const char *name, int32 length);
extern char *area_name_receive(StringInfo message, int32 *length);

#endif							/* CFSPERF_AREA_NAME_H */
