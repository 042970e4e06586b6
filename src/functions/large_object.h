/* SPDX-License-Identifier: PostgreSQL */
/*
 * large_object.h - a large object, read in pieces
 */
#ifndef CFSPERF_LARGE_OBJECT_H
#define CFSPERF_LARGE_OBJECT_H

#include "fmgr.h"
#include "utils/fmgrprotos.h"

/* bytes that are read at once */
#define LARGE_OBJECT_PIECE	(256 * 1024)

/*
 * Returns up to "size" bytes from an offset on, none at the end.  With the
 * caller's rights, as lo_get() has them.
 */
static inline bytea *
large_object_piece(Oid object, int64 offset, size_t size)
{
	return DatumGetByteaPP(
		DirectFunctionCall3(be_lo_get_fragment, ObjectIdGetDatum(object),
							Int64GetDatum(offset),
							Int32GetDatum((int32) Min(size, LARGE_OBJECT_PIECE))));
}

#endif							/* CFSPERF_LARGE_OBJECT_H */
