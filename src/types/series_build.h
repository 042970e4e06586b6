/*
 * series_build.h - a series packed from its points
 */
#ifndef CFSPERF_SERIES_BUILD_H
#define CFSPERF_SERIES_BUILD_H

#include "types/series.h"

extern void series_sort_points(Point *points, int count);
extern void series_sort_shapes(Point *points, int count);
extern Size series_measure(const Point *points, int count, UnitKind kind,
						   uint8 *flags);
extern void series_write(Series *series, Size size, uint8 flags,
						 const Point *points, int count, Unit unit,
						 Polarity polarity);
extern Series *series_build(Point *points, int count, Unit unit,
							Polarity polarity, bool sorted,
							struct Node *context);
extern bool series_check_count(int64 count, struct Node *context);

#endif							/* CFSPERF_SERIES_BUILD_H */
