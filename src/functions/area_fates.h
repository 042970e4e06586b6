/* SPDX-License-Identifier: PostgreSQL */
/*
 * area_fates.h - areas that were recoded or abolished, as arrays say
 */
#ifndef CFSPERF_AREA_FATES_H
#define CFSPERF_AREA_FATES_H

#include "fmgr.h"
#include "utils/array.h"

#include "calculus/period.h"
#include "types/area_name.h"

/* the elements of an array; the text of its areas is not copied */
typedef struct Elements
{
	Datum	   *values;
	bool	   *nulls;
	int			count;
} Elements;

/* which of the codes of an area: places among the former ones follow this */
#define CODE_OF_TODAY	0

typedef struct area_fates_hash AreaFates;

extern Elements text_elements(ArrayType *array);
extern AreaFates *area_fates_of_arrays(ArrayType *recoded, ArrayType *today,
									   ArrayType *ended, ArrayType *ended_in);
extern bool area_is_there(AreaFates *fates, ReportingPeriod year, Area *area,
						  int *code);

#endif							/* CFSPERF_AREA_FATES_H */
