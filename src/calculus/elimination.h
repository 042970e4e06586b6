/* SPDX-License-Identifier: PostgreSQL */
/*
 * elimination.h - what follows from the sums that are shown
 *
 * Plain C without fmgr.  A span holds the vectors that have been accepted, and
 * those that must not follow from them.  Columns are atoms.
 */
#ifndef CFSPERF_ELIMINATION_H
#define CFSPERF_ELIMINATION_H

#include "calculus/atoms.h"
#include "calculus/host.h"

/* the sum of two sets of atoms that have none in common */
typedef struct SpanVector
{
	AtomSet		parts[2];
} SpanVector;

typedef struct Span Span;

extern Span *span_make(int32_t columns, const int32_t *ranks, const Host *host);
extern void span_clear(Span *span);
extern void span_release(Span *span);
extern void span_protect(Span *span, const SpanVector *vector);
extern bool span_given_away(const Span *span, int32_t number);
extern bool span_gives_away(Span *span, const SpanVector *vectors, int count);
extern int	span_accept(Span *span, const SpanVector *vectors, int count);

#endif							/* CFSPERF_ELIMINATION_H */
