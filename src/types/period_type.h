/* SPDX-License-Identifier: PostgreSQL */
/*
 * period_type.h - reporting periods as datums and on the wire
 */
#ifndef CFSPERF_PERIOD_TYPE_H
#define CFSPERF_PERIOD_TYPE_H

#include "fmgr.h"
#include "lib/stringinfo.h"

#include "calculus/period.h"

#define DatumGetPeriod(X)		((ReportingPeriod) DatumGetUInt32(X))
#define PeriodGetDatum(X)		UInt32GetDatum(X)
#define PG_GETARG_PERIOD(n)		DatumGetPeriod(PG_GETARG_DATUM(n))
#define PG_RETURN_PERIOD(x)		return PeriodGetDatum(x)

static inline int
period_compare(ReportingPeriod a, ReportingPeriod b)
{
	return (a > b) - (a < b);
}

extern char *period_label(ReportingPeriod period);
extern void check_same_shape(ReportingPeriod a, ReportingPeriod b);
extern ReportingPeriod period_receive(StringInfo message);
extern void period_send(StringInfo message, ReportingPeriod period);

#endif							/* CFSPERF_PERIOD_TYPE_H */
