/*
 * selection.h - order statistics and mean of many figures, without a sort
 */
#ifndef CFSPERF_SELECTION_H
#define CFSPERF_SELECTION_H

#include "calculus/quartiles.h"

extern void quartile_cuts_of_values(const double *values, int32 n,
									double cuts[3]);
extern void quartiles_of_values(const double *values, int32 n, Quartiles *q);

#endif							/* CFSPERF_SELECTION_H */
