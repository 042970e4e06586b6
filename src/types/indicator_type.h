/* SPDX-License-Identifier: PostgreSQL */
/*
 * indicator_type.h - indicators as datums and on the wire
 */
#ifndef CFSPERF_INDICATOR_TYPE_H
#define CFSPERF_INDICATOR_TYPE_H

#include "fmgr.h"
#include "lib/stringinfo.h"

#include "calculus/indicator.h"

#define DatumGetIndicatorP(X)	((Indicator *) DatumGetPointer(X))
#define PG_GETARG_INDICATOR_P(n) DatumGetIndicatorP(PG_GETARG_DATUM(n))
#define PG_RETURN_INDICATOR_P(x) return PointerGetDatum(x)

extern void indicator_of_number(Indicator *result, double value,
								Polarity polarity);
extern char *indicator_label(const Indicator *a);
extern Indicator *indicator_copy(const Indicator *a);
extern void check_comparable(const Indicator *a, const Indicator *b);
extern bool input_comparable(const Indicator *a, const Indicator *b,
							 struct Node *context);
extern int	checked_decimals(int32 decimals);
extern Unit unit_of_text(const text *unit);
extern void unit_receive(StringInfo message, Unit *unit, Polarity *polarity);
extern void unit_send(StringInfo message, int kind, int32 per, int polarity);
extern void indicator_receive(StringInfo message, Indicator *result);
extern void indicator_send_parts(StringInfo message, const Indicator *a);

#endif							/* CFSPERF_INDICATOR_TYPE_H */
