/* SPDX-License-Identifier: PostgreSQL */
/*
 * standings.c - a figure among those of groups of areas
 *
 * The values of a measure come as the aggregate league makes them of the rows
 * of a benchmark.  The figures of each group (all authorities, the neighbours,
 * the region) are then taken from a hash table of the areas of a year, where
 * otherwise each row would have to be joined with each group.  Who is in a
 * group, and what became of areas, is the same for every measure of a report,
 * and is kept from call to call.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"

#include "aggregates/distribution.h"
#include "aggregates/league.h"
#include "calculus/benchmark.h"
#include "compat.h"
#include "functions/area_fates.h"
#include "types/indicator_type.h"
#include "types/period_type.h"
#include "types/words_type.h"

typedef struct AreaValue
{
	Area		area;
	double		value;
	int			code;			/* which of its codes the value is of */
	uint32		hash;
	char		status;			/* for simplehash */
} AreaValue;

#define SH_PREFIX area_values
#define SH_ELEMENT_TYPE AreaValue
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

/* what standings() is given */
enum
{
	LEAGUE, AUTHORITIES, NEIGHBOURS, OWN, REGION, COUNTRIES,
	PERIOD, FIGURE, PREVIOUS_PERIOD, PREVIOUS, LATEST, TIES_BETTER, POLARITY,
	UNIT, RECODED, TODAY, ENDED, ENDED_IN
};

/* and its row */
enum
{
	YEAR, PREVIOUS_YEAR, QUARTILE, PREVIOUS_QUARTILE, NATIONAL_RANK, NATIONAL_N, QUARTILES,
	NEIGHBOUR_RANK, NEIGHBOUR_N, NEIGHBOUR_QUARTILES, REGION_VALUE,
	COUNTRY_VALUE, NEIGHBOUR_AREAS, NEIGHBOUR_VALUES, COLUMNS
};

typedef struct Standings
{
	Datum		values[COLUMNS];
	bool		nulls[COLUMNS];
} Standings;

PG_FUNCTION_INFO_V1(standings);

/* the areas of an array, with their hashes; NULL elements are none */
typedef struct AreaGroup
{
	ArrayType  *given;			/* what they are of */
	int			count;
	Area	   *areas;
	uint32	   *hashes;
} AreaGroup;

/* what is kept from call to call */
typedef struct Kept
{
	TupleDesc	columns;
	AreaGroup	authorities;
	AreaGroup	neighbours;
	AreaGroup	countries;
	MemoryContext fates_context;
	ArrayType  *fates_given[4];
	AreaFates  *fates;			/* NULL: no area was reorganised */
} Kept;

static ArrayType *
array_argument(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? NULL : PG_GETARG_ARRAYTYPE_P(n);
}

static bool
same_array(const ArrayType *a, const ArrayType *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

static ArrayType *
copy_of_array(ArrayType *array)
{
	return array == NULL ? NULL :
		(ArrayType *) datumCopy(PointerGetDatum(array), false, -1);
}

/* the group of an argument, or NULL; made anew where it is not the one kept */
static const AreaGroup *
group_argument(FunctionCallInfo fcinfo, int n, AreaGroup *kept)
{
	ArrayType  *given = array_argument(fcinfo, n);
	MemoryContext before;
	Elements	e;

	if (given == NULL)
		return NULL;
	if (kept->given != NULL && same_array(kept->given, given))
		return kept;
	before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	if (kept->given != NULL)
	{
		pfree(kept->areas);
		pfree(kept->hashes);
		pfree(kept->given);
		kept->given = NULL;
	}
	kept->given = copy_of_array(given);
	e = text_elements(kept->given);
	kept->areas = palloc(sizeof(Area) * ((Size) e.count + 1));
	kept->hashes = palloc(sizeof(uint32) * ((Size) e.count + 1));
	kept->count = 0;
	for (int i = 0; i < e.count; i++)
	{
		Area		area;

		CHECK_FOR_INTERRUPTS();
		if (e.nulls[i])
			continue;
		area = area_of_text(DatumGetTextPP(e.values[i]));
		kept->areas[kept->count] = area;
		kept->hashes[kept->count++] = area_hash(area);
	}
	MemoryContextSwitchTo(before);
	return kept;
}

/* what became of areas, of four arguments; made anew where these are not those kept */
static AreaFates *
fates_argument(FunctionCallInfo fcinfo, Kept *kept)
{
	bool		same = true;
	ArrayType  *given[4];
	MemoryContext before;

	for (int i = 0; i < 4; i++)
	{
		given[i] = array_argument(fcinfo, RECODED + i);
		same = same && same_array(kept->fates_given[i], given[i]);
	}
	if (same)
		return kept->fates;
	MemoryContextReset(kept->fates_context);
	before = MemoryContextSwitchTo(kept->fates_context);
	for (int i = 0; i < 4; i++)
		kept->fates_given[i] = copy_of_array(given[i]);
	kept->fates = area_fates_of_arrays(kept->fates_given[0], kept->fates_given[1],
									   kept->fates_given[2], kept->fates_given[3]);
	MemoryContextSwitchTo(before);
	return kept->fates;
}

static Kept *
kept_of_call(FunctionCallInfo fcinfo)
{
	Kept	   *kept = fcinfo->flinfo->fn_extra;
	MemoryContext before;

	if (kept != NULL)
		return kept;
	before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	kept = palloc0(sizeof(Kept));
	if (get_call_result_type(fcinfo, NULL, &kept->columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "standings() must return a row");
	kept->columns = BlessTupleDesc(kept->columns);
	kept->fates_context = AllocSetContextCreate(CurrentMemoryContext,
												"cfsperf standings",
												ALLOCSET_SMALL_SIZES);
	MemoryContextSwitchTo(before);
	return fcinfo->flinfo->fn_extra = kept;
}

/*
 * The value of each area in a year, of several codes that of today or else the
 * first.  A duplicate area is an error.
 */
static area_values_hash *
values_by_area(const League *league, AreaFates *fates, ReportingPeriod year)
{
	area_values_hash *table = area_values_create(CurrentMemoryContext,
												   (uint32) league->count, NULL);

	for (int i = 0; i < league->count; i++)
	{
		const LeagueRow *row = league->rows[i];
		Area		area = {.text = row->code,.length = row->length};
		AreaValue  *entry;
		int			code;
		bool		found;

		CHECK_FOR_INTERRUPTS();
		if (row->year != year)
			continue;
		if (!area_is_there(fates, year, &area, &code))
			continue;
		entry = area_values_insert_hash(table, area, code == CODE_OF_TODAY ?
										row->hash : area_hash(area), &found);
		if (found && entry->code < code)
			continue;
		if (found && entry->code == code)
			ereport(ERROR,
					(errcode(ERRCODE_CARDINALITY_VIOLATION),
					 errmsg("duplicate area \"%s\"",
							pnstrdup(area.text, (Size) area.length)),
					 errhint("Group by measure, so that there is one row an area "
							 "and year.")));
		entry->value = row->value;
		entry->code = code;
	}
	return table;
}

/* adds the figure of an area, if it has one */
static void
put_area(Distribution *figures, area_values_hash *table, Area area, uint32 hash)
{
	const AreaValue *entry = area_values_lookup_hash(table, area, hash);

	if (entry != NULL)
		distribution_put(figures, entry->value);
}

/* adds the figures of a group, of all but one area where that is given */
static void
put_group(Distribution *figures, area_values_hash *table, const AreaGroup *group,
		  const Area *except)
{
	for (int i = 0; i < group->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (except == NULL || !same_area(group->areas[i], *except))
			put_area(figures, table, group->areas[i], group->hashes[i]);
	}
}

static void
put_column(Standings *row, int column, Datum value)
{
	row->values[column] = value;
	row->nulls[column] = false;
}

/* puts the quartiles of figures, if there are any */
static const Quartiles *
put_quartiles(Standings *row, int column, const Distribution *figures)
{
	const Quartiles *q;

	if (figures->count == 0)
		return NULL;
	q = distribution_summary(figures);
	put_column(row, column, PointerGetDatum(q));
	return q;
}

/*
 * The rank of a figure among others: 1 + how many of them are better, none of
 * which is so of information only.  And of how many, in the next column.
 */
static void
put_rank(Standings *row, int column, const double *figure, const double *others,
		 int32 count, Polarity polarity)
{
	int			better = 0;

	if (count == 0)
		return;
	put_column(row, column + 1, Int32GetDatum(count + 1));
	if (figure == NULL || polarity == POLARITY_NONE)
		return;
	for (int32 i = 0; i < count; i++)
		better += polarity == POLARITY_HIGH ? others[i] > *figure :
			others[i] < *figure;
	put_column(row, column, Int32GetDatum(better + 1));
}

/*
 * The figures of all authorities in a year.  The area's own, the last, is one of
 * those that make the cut points, but none of its rivals.
 */
typedef struct Authorities
{
	Distribution *figures;
	int32		others;
} Authorities;

static Authorities
authorities_of_year(area_values_hash *table, const AreaGroup *group, const Area *own,
					Unit unit, Polarity polarity)
{
	Authorities a = {
		.figures = distribution_make((int64) group->count + 1, unit, polarity)
	};

	put_group(a.figures, table, group, own);
	a.others = a.figures->count;
	if (own != NULL)
		put_area(a.figures, table, *own, area_hash(*own));
	return a;
}

/* a quartile by the cut points, and by whether another authority beats the figure */
static void
put_quartile(Standings *row, int column, const double *figure,
			 const Authorities *a, const Quartiles *q, bool ties_better)
{
	bool		has_lower = false;
	bool		has_higher = false;
	int			quartile;

	if (figure == NULL || q == NULL || q->n < FEWEST_FIGURES ||
		q->polarity == POLARITY_NONE)
		return;
	for (int32 i = 0; i < a->others; i++)
	{
		has_lower |= a->figures->values[i] < *figure;
		has_higher |= a->figures->values[i] > *figure;
	}
	quartile = quartile_among(*figure, q, ties_better, has_lower, has_higher);
	if (quartile != NO_QUARTILE)
		put_column(row, column, Int32GetDatum(quartile));
}

/* the greatest figure of a few areas, mostly of one */
static void
put_greatest(Standings *row, int column, const Distribution *figures)
{
	if (figures->count > 0)
		put_column(row, column,
				   Float8GetDatum(distribution_summary(figures)->greatest));
}

/* best first; of information only the highest; by their codes where they equal */
static int
compare_best_first(const void *a, const void *b, void *polarity)
{
	const AreaValue *left = a;
	const AreaValue *right = b;
	int			order;

	if (left->value != right->value)
		return (left->value < right->value) ==
			(*(const Polarity *) polarity == POLARITY_LOW) ? -1 : 1;
	order = memcmp(left->area.text, right->area.text,
				   (size_t) Min(left->area.length, right->area.length));
	return order != 0 ? order : left->area.length - right->area.length;
}

/* puts the areas that have a figure, and these figures, best first */
static void
put_by_name(Standings *row, AreaValue *found, int count, Polarity polarity)
{
	Datum	   *names = palloc(sizeof(Datum) * (Size) count);
	Datum	   *figures = palloc(sizeof(Datum) * (Size) count);

	qsort_arg(found, (size_t) count, sizeof(AreaValue), compare_best_first, &polarity);
	for (int i = 0; i < count; i++)
	{
		names[i] = PointerGetDatum(cstring_to_text_with_len(found[i].area.text,
															found[i].area.length));
		figures[i] = Float8GetDatum(found[i].value);
	}
	put_column(row, NEIGHBOUR_AREAS,
			   PointerGetDatum(construct_array(names, count, TEXTOID, -1, false,
											   TYPALIGN_INT)));
	put_column(row, NEIGHBOUR_VALUES,
			   PointerGetDatum(construct_array(figures, count, FLOAT8OID, sizeof(float8),
											   FLOAT8PASSBYVAL, TYPALIGN_DOUBLE)));
}

/* the rank among the neighbours, their quartiles, and who they are */
static void
put_neighbours(Standings *row, area_values_hash *table, const AreaGroup *group,
			   const double *figure, Unit unit, Polarity polarity)
{
	Distribution *figures = distribution_make(group->count, unit, polarity);
	AreaValue  *found = palloc(sizeof(AreaValue) * ((Size) group->count + 1));

	for (int i = 0; i < group->count; i++)
	{
		int32		before = figures->count;

		CHECK_FOR_INTERRUPTS();
		put_area(figures, table, group->areas[i], group->hashes[i]);
		if (figures->count == before)
			continue;			/* it has none, or none of this unit */
		found[before].area = group->areas[i];
		found[before].value = figures->values[before];
	}
	if (figures->count == 0)
		return;
	put_rank(row, NEIGHBOUR_RANK, figure, figures->values, figures->count, polarity);
	put_quartiles(row, NEIGHBOUR_QUARTILES, figures);
	put_by_name(row, found, figures->count, polarity);
}

/* fills the row, for a year and the one of the figure before */
static void
put_standings(FunctionCallInfo fcinfo, Kept *kept, Standings *row, const League *league,
			  ReportingPeriod year, ReportingPeriod previous_year)
{
	AreaFates  *fates = fates_argument(fcinfo, kept);
	area_values_hash *table = values_by_area(league, fates, year);
	const AreaGroup *group = group_argument(fcinfo, AUTHORITIES, &kept->authorities);
	Polarity	polarity = PG_GETARG_POLARITY(POLARITY);
	Unit		unit = unit_of_text(PG_GETARG_TEXT_PP(UNIT));
	bool		ties_better = !PG_ARGISNULL(TIES_BETTER) && PG_GETARG_BOOL(TIES_BETTER);
	double		value = PG_ARGISNULL(FIGURE) ? 0 : PG_GETARG_FLOAT8(FIGURE);
	double		value_before = PG_ARGISNULL(PREVIOUS) ? 0 : PG_GETARG_FLOAT8(PREVIOUS);
	const double *figure = PG_ARGISNULL(FIGURE) ? NULL : &value;
	const double *previous = PG_ARGISNULL(PREVIOUS) ? NULL : &value_before;

	if (group != NULL)
	{
		Area		area = {0};
		const Area *own = PG_ARGISNULL(OWN) ? NULL : &area;
		Authorities a;
		const Quartiles *q;

		if (own != NULL)
			area = area_of_text(PG_GETARG_TEXT_PP(OWN));
		a = authorities_of_year(table, group, own, unit, polarity);
		q = put_quartiles(row, QUARTILES, a.figures);
		put_quartile(row, QUARTILE, figure, &a, q, ties_better);
		if (own != NULL)
			put_rank(row, NATIONAL_RANK, figure, a.figures->values, a.others, polarity);
		if (previous != NULL && previous_year != NO_PERIOD && previous_year != year)
		{
			a = authorities_of_year(values_by_area(league, fates, previous_year),
									group, own, unit, polarity);
			q = a.figures->count > 0 ? distribution_summary(a.figures) : NULL;
		}
		if (previous_year != NO_PERIOD)
			put_quartile(row, PREVIOUS_QUARTILE, previous, &a, q, ties_better);
	}
	group = group_argument(fcinfo, NEIGHBOURS, &kept->neighbours);
	if (group != NULL)
		put_neighbours(row, table, group, figure, unit, polarity);
	if (!PG_ARGISNULL(REGION))
	{
		Distribution *figures = distribution_make(1, unit, polarity);
		Area		region = area_of_text(PG_GETARG_TEXT_PP(REGION));

		put_area(figures, table, region, area_hash(region));
		put_greatest(row, REGION_VALUE, figures);
	}
	group = group_argument(fcinfo, COUNTRIES, &kept->countries);
	if (group != NULL)
	{
		Distribution *figures = distribution_make(group->count, unit, polarity);

		put_group(figures, table, group, NULL);
		put_greatest(row, COUNTRY_VALUE, figures);
	}
}

/*
 * standings(league, authorities, neighbours, own, region, countries, period,
 * figure, previous_period, previous, latest, ties_better, polarity, unit, recoded,
 * today, ended, ended_in): with which year of a benchmark an area's figure is
 * compared, where it stands in it, and what the groups of areas have, in a row.
 * NULL where nothing is given or found.
 */
Datum
standings(PG_FUNCTION_ARGS)
{
	Kept	   *kept = kept_of_call(fcinfo);
	Standings	row = {0};

	memset(row.nulls, true, sizeof(row.nulls));
	if (!PG_ARGISNULL(LEAGUE) && !PG_ARGISNULL(PERIOD) && !PG_ARGISNULL(POLARITY) &&
		!PG_ARGISNULL(UNIT))
	{
		League		league = league_of_bytea(PG_GETARG_BYTEA_P_COPY(LEAGUE));
		ReportingPeriod latest = PG_ARGISNULL(LATEST) ? NO_PERIOD : PG_GETARG_PERIOD(LATEST);
		ReportingPeriod year = benchmark_year(league.years, league.count,
											  PG_GETARG_PERIOD(PERIOD), latest);
		ReportingPeriod previous_year = NO_PERIOD;

		if (!PG_ARGISNULL(PREVIOUS_PERIOD))
			previous_year = benchmark_year(league.years, league.count,
										   PG_GETARG_PERIOD(PREVIOUS_PERIOD), latest);
		if (year != NO_PERIOD)
		{
			put_column(&row, YEAR, PeriodGetDatum(year));
			put_standings(fcinfo, kept, &row, &league, year, previous_year);
		}
		if (previous_year != NO_PERIOD)
			put_column(&row, PREVIOUS_YEAR, PeriodGetDatum(previous_year));
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(kept->columns, row.values,
													  row.nulls)));
}
