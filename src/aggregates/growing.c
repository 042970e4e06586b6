/* SPDX-License-Identifier: PostgreSQL */
/*
 * growing.c - aggregate states that are arrays with spare capacity
 */
#include "postgres.h"

#include "miscadmin.h"

#include "aggregates/growing.h"
#include "compat.h"

/*
 * Returns a copy of a state with count elements, or an empty one for NULL, with
 * capacity for at least as many as are needed.  It lies in the caller's short-lived
 * memory: the executor copies what is returned into the memory of the group and
 * frees what was there.  What is not used is zero, since a state may be stored.
 */
void *
growing_state(const Growing *kind, const void *old, int64 count, int64 needed)
{
	int64		most = growing_most(kind);
	Size		used = old == NULL ? 0 :
		kind->header + (Size) count * kind->element;
	Size		size = GROWING_FIRST;
	int64		capacity;
	void	   *state;

	if (needed > most)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%s cannot hold more than %lld %s", kind->holder,
						(long long) most, kind->elements)));
	while ((capacity = (int64) ((size - kind->header) / kind->element)) < needed)
		size *= capacity < kind->few ? 4 : 2;
	size = Min(size, kind->header + (Size) most * kind->element);
	state = palloc(size);
	if (old != NULL)
		memcpy(state, old, used);
	CHECK_FOR_INTERRUPTS();		/* each of the two may take a gigabyte */
	memset((char *) state + used, 0, size - used);
	SET_VARSIZE(state, size);
	return state;
}
