/* SPDX-License-Identifier: PostgreSQL */
/*
 * area_fates.c - areas that were recoded or abolished, as arrays say
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"

#include "functions/area_fates.h"
#include "types/period_type.h"

/* what became of a code */
typedef struct AreaFate
{
	Area		area;
	Area		today;			/* the code by which it goes now */
	int			code;			/* CODE_OF_TODAY, or its place among former ones */
	ReportingPeriod ended;		/* NO_PERIOD: it is still there */
	uint32		hash;
	char		status;			/* for simplehash */
} AreaFate;

#define SH_PREFIX area_fates
#define SH_ELEMENT_TYPE AreaFate
#define SH_KEY_TYPE Area
#define SH_KEY area
#define SH_HASH_KEY(table, key) area_hash(key)
#define SH_EQUAL(table, a, b) same_area(a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(table, element) (element)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

Elements
text_elements(ArrayType *array)
{
	Elements	e;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT,
					  &e.values, &e.nulls, &e.count);
	return e;
}

static Elements
period_elements(ArrayType *array)
{
	Elements	e;

	deconstruct_array(array, ARR_ELEMTYPE(array), sizeof(ReportingPeriod), true,
					  TYPALIGN_INT, &e.values, &e.nulls, &e.count);
	return e;
}

/* returns what is known of a code, to be added to */
static AreaFate *
fate_of(AreaFates *fates, Datum code)
{
	Area		area = area_of_text(DatumGetTextPP(code));
	bool		found;
	AreaFate   *fate = area_fates_insert(fates, area, &found);

	if (!found)
	{
		fate->today = area;
		fate->code = CODE_OF_TODAY;
		fate->ended = NO_PERIOD;
	}
	return fate;
}

static void
add_recodes(AreaFates *fates, ArrayType *recoded, ArrayType *today)
{
	Elements	codes = text_elements(recoded);
	Elements	successors = text_elements(today);

	for (int i = 0; i < codes.count && i < successors.count; i++)
	{
		AreaFate   *fate;

		if (codes.nulls[i] || successors.nulls[i])
			continue;
		fate = fate_of(fates, codes.values[i]);
		fate->today = area_of_text(DatumGetTextPP(successors.values[i]));
		fate->code = i + 1;
	}
}

/* of several months of one area the earliest counts */
static void
add_ends(AreaFates *fates, ArrayType *ended, ArrayType *ended_in)
{
	Elements	codes = text_elements(ended);
	Elements	months = period_elements(ended_in);

	for (int i = 0; i < codes.count && i < months.count; i++)
	{
		AreaFate   *fate;
		ReportingPeriod month;

		if (codes.nulls[i] || months.nulls[i])
			continue;
		fate = fate_of(fates, codes.values[i]);
		month = DatumGetPeriod(months.values[i]);
		if (fate->ended == NO_PERIOD || month < fate->ended)
			fate->ended = month;
	}
}

/*
 * What became of areas: those that were recoded with their codes of today, and
 * those that were abolished with the month from which they were there no more.
 * Any array may be NULL.  NULL where nothing became of any.
 */
AreaFates *
area_fates_of_arrays(ArrayType *recoded, ArrayType *today,
					 ArrayType *ended, ArrayType *ended_in)
{
	AreaFates  *fates;

	if (recoded == NULL && ended == NULL)
		return NULL;
	fates = area_fates_create(CurrentMemoryContext, 32, NULL);
	if (recoded != NULL && today != NULL)
		add_recodes(fates, recoded, today);
	if (ended != NULL && ended_in != NULL)
		add_ends(fates, ended, ended_in);
	return fates;
}

/*
 * Replaces a code by that of today and says which of the area's codes it was;
 * false where the area had been abolished by the end of the year.
 */
bool
area_is_there(AreaFates *fates, ReportingPeriod year, Area *area, int *code)
{
	const AreaFate *fate;

	*code = CODE_OF_TODAY;
	if (fates == NULL)
		return true;
	fate = area_fates_lookup(fates, *area);
	if (fate != NULL && fate->code != CODE_OF_TODAY)
	{
		*area = fate->today;
		*code = fate->code;
		fate = area_fates_lookup(fates, *area);
	}
	return fate == NULL || fate->ended == NO_PERIOD ||
		period_last_month(fate->ended) > period_last_month(year);
}
