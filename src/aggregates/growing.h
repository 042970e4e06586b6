/* SPDX-License-Identifier: PostgreSQL */
/*
 * growing.h - aggregate states that are arrays with spare capacity
 *
 * A varlena of a header and elements of one size.  It grows fourfold while it
 * is small, then twofold, so that appending takes constant time in the long run
 * and no state has more spare capacity than that.  Its size is a power of two, since
 * that is what memory comes in.
 */
#ifndef CFSPERF_GROWING_H
#define CFSPERF_GROWING_H

#include "utils/memutils.h"

#include "compat.h"

#define GROWING_FIRST	512		/* bytes of the first */

typedef struct Growing
{
	Size		header;			/* bytes before the first element */
	Size		element;		/* bytes of an element */
	int64		few;			/* below, capacity grows fourfold */
	const char *holder;			/* for the error: what cannot hold more */
	const char *elements;		/* and what its elements are */
} Growing;

/* With it a row with a state is no longer than a row may be, so that the state
 * can go from one process to another. */
#define GROWING_ROW		(64 * 1024)

/* the most elements that a datum in a row can hold */
static inline int64
growing_most(const Growing *kind)
{
	return (int64) ((MaxAllocSize - GROWING_ROW - kind->header) / kind->element);
}

static inline int64
growing_capacity(const Growing *kind, const void *state)
{
	return (int64) ((VARSIZE(state) - kind->header) / kind->element);
}

extern void *growing_state(const Growing *kind, const void *old, int64 count,
						   int64 needed);

#endif							/* CFSPERF_GROWING_H */
