/* SPDX-License-Identifier: PostgreSQL */
/*
 * league.h - the values that a benchmark has of one measure, by area and year
 *
 * What the aggregate league makes and standings() reads.  A bytea, and no type
 * of its own, as nobody stores one: after the number of bytes that are used,
 * rows one behind the other, each at a multiple of 8
 *
 *		value		double
 *		year		reporting_period
 *		hash		of the code, uint32
 *		length		of the code, int32
 *		code
 *
 * The state of the aggregate is the same with spare capacity behind.
 */
#ifndef CFSPERF_LEAGUE_H
#define CFSPERF_LEAGUE_H

#include "fmgr.h"

#include "calculus/period.h"

typedef struct LeagueRow
{
	double		value;
	ReportingPeriod year;
	uint32		hash;
	int32		length;
	char		code[FLEXIBLE_ARRAY_MEMBER];
} LeagueRow;

/* as it is read: the rows, and their years by themselves */
typedef struct League
{
	int			count;
	const LeagueRow **rows;
	ReportingPeriod *years;
} League;

extern League league_of_bytea(bytea *image);

#endif							/* CFSPERF_LEAGUE_H */
