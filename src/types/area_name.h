/* SPDX-License-Identifier: PostgreSQL */
/*
 * area_name.h - the name or code of an area, in memory and on the wire
 */
#ifndef CFSPERF_AREA_NAME_H
#define CFSPERF_AREA_NAME_H

#include "common/hashfn.h"
#include "fmgr.h"
#include "lib/stringinfo.h"

#include "compat.h"

/* an area's code, not terminated */
typedef struct Area
{
	const char *text;
	int			length;
} Area;

static inline Area
area_of_text(const text *code)
{
	return (Area) {
		.text = VARDATA_ANY(code),.length = (int) VARSIZE_ANY_EXHDR(code)
	};
}

static inline bool
same_area(Area a, Area b)
{
	return a.length == b.length && memcmp(a.text, b.text, (Size) a.length) == 0;
}

static inline uint32
area_hash(Area area)
{
	return hash_bytes((const unsigned char *) area.text, area.length);
}

extern void area_name_send(StringInfo message, const char *name, int32 length);
extern char *area_name_receive(StringInfo message, int32 *length);

#endif							/* CFSPERF_AREA_NAME_H */
