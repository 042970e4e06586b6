/* SPDX-License-Identifier: PostgreSQL */
/*
 * marker.h - what publishers write where there is no figure, or beside one
 */
#ifndef CFSPERF_MARKER_H
#define CFSPERF_MARKER_H

#include <stdbool.h>
#include <stddef.h>

/* bytes of the longest marker with its brackets */
#define MARKER_LONGEST	16

typedef struct Marker
{
	const char *marker;			/* in lower case, without brackets */
	const char *status;			/* the symbol that it stands for; NULL for
								 * none: the figure stands as it is */
	bool		blank;			/* beside a figure it says nothing */
	const char *meaning;
} Marker;

extern const Marker *marker_at(int i);
extern const Marker *marker_find(const char *text, size_t length);

#endif							/* CFSPERF_MARKER_H */
