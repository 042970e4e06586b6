/* SPDX-License-Identifier: PostgreSQL */
/*
 * series_build.h - a series packed from its points
 */
#ifndef CFSPERF_SERIES_BUILD_H
#define CFSPERF_SERIES_BUILD_H

#include "types/series.h"

extern void series_sort_points(Point *points, int count);
extern void series_sort_shapes(Point *points, int count, int32 step);
extern Size series_measure(const Point *points, int count, UnitKind kind,
						   int32 step, SeriesForm *form);
extern void series_write(Series *series, Size size, SeriesForm form,
						 const Point *points, int count, Unit unit,
						 Polarity polarity, int32 step);
extern Series *series_build(Point *points, int count, Unit unit,
							Polarity polarity, int32 step, bool sorted,
							struct Node *context);
extern bool series_check_step(ReportingPeriod period, int32 step,
							  struct Node *context);
extern bool series_check_shape(ReportingPeriod a, ReportingPeriod b, int32 step,
							   const char *holder, struct Node *context);
extern bool series_check_count(int64 count, struct Node *context);

#endif							/* CFSPERF_SERIES_BUILD_H */
