/* SPDX-License-Identifier: PostgreSQL */
/*
 * bounds.h - between what a withheld number must lie
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_BOUNDS_H
#define CFSPERF_BOUNDS_H

#include "calculus/atoms.h"
#include "calculus/elimination.h"

/* a number that readers have: a sum of atoms */
typedef struct Equation
{
	SpanVector	vector;
	double		value;
	int32_t		place;			/* of the cell, for whoever asks */
	bool		is_independent; /* of those before it */
	int32_t		unknown;		/* atoms that do not follow by themselves */
	double		left;			/* value less the atoms that do */
} Equation;

typedef struct Bounds Bounds;

extern Bounds *bounds_make(Equation *equations, int32_t count,
						   const int32_t *local, int32_t atoms,
						   const double *truth, const Host *host);
extern void bounds_release(Bounds *bounds);
extern double bounds_width(Bounds *bounds, const SpanVector *target, double enough);

#endif							/* CFSPERF_BOUNDS_H */
