/*
 * standings.c - a figure among those of groups of areas
 *
 * The areas, their values and the years of these come as arrays, as array_agg
 * makes them of the rows of a benchmark.  The figures of each group (all authorities, the
 * neighbours, the region) are then taken from a hash table of the areas, where
 * otherwise each row would have to be joined with each group.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "aggregates/distribution.h"
#include "calculus/benchmark.h"
#include "calculus/decimal.h"
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
#define SH_HASH_KEY(table, key) \
	hash_bytes((const unsigned char *) (key).text, (key).length)
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
	AREAS, VALUES, YEARS, AUTHORITIES, NEIGHBOURS, OWN, REGION, COUNTRIES,
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

static Elements
float_elements(ArrayType *array)
{
	Elements	e;

	deconstruct_array(array, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &e.values, &e.nulls, &e.count);
	return e;
}

/* the rows of a benchmark, or what was observed elsewhere */
typedef struct Rows
{
	Elements	areas;
	Elements	values;
	ReportingPeriod *years;		/* NO_PERIOD where the element is NULL */
	AreaFates  *fates;			/* NULL: no area was reorganised */
} Rows;

static Rows
rows_of_arrays(ArrayType *areas, ArrayType *values, ArrayType *years)
{
	Rows		rows = {.areas = text_elements(areas),.values = float_elements(values)};
	Elements	e = period_elements(years);

	if (rows.areas.count != rows.values.count || rows.areas.count != e.count)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("areas, values and years are arrays of different "
						"lengths: %d, %d and %d", rows.areas.count,
						rows.values.count, e.count)));
	rows.years = palloc(sizeof(ReportingPeriod) * ((Size) e.count + 1));
	for (int i = 0; i < e.count; i++)
		rows.years[i] = e.nulls[i] || rows.areas.nulls[i] ||
			rows.values.nulls[i] ? NO_PERIOD : DatumGetPeriod(e.values[i]);
	return rows;
}

/*
 * The value of each area in a year, of several codes that of today or else the
 * first.  A row without area, value or year is skipped, as is a value out of
 * every unit's range; a duplicate area is an error.
 */
static area_values_hash *
values_by_area(const Rows *rows, ReportingPeriod year)
{
	area_values_hash *table = area_values_create(CurrentMemoryContext,
												   (uint32) rows->areas.count, NULL);

	for (int i = 0; i < rows->areas.count; i++)
	{
		AreaValue  *entry;
		Area		area;
		int			code;
		double		value;
		bool		found;

		CHECK_FOR_INTERRUPTS();
		if (rows->years[i] != year)
			continue;
		value = DatumGetFloat8(rows->values.values[i]);
		if (!decimal_in_range(value))
			continue;
		area = area_of_text(DatumGetTextPP(rows->areas.values[i]));
		if (!area_is_there(rows->fates, year, &area, &code))
			continue;
		entry = area_values_insert(table, area, &found);
		if (found && entry->code < code)
			continue;
		if (found && entry->code == code)
			ereport(ERROR,
					(errcode(ERRCODE_CARDINALITY_VIOLATION),
					 errmsg("duplicate area \"%s\"",
							pnstrdup(area.text, (Size) area.length)),
					 errhint("Group by measure, so that there is one row an area "
							 "and year.")));
		entry->value = decimal_round(value);
		entry->code = code;
	}
	return table;
}

/* adds the figure of an area, if it has one */
static void
put_area(Distribution *figures, area_values_hash *table, Area area)
{
	const AreaValue *entry = area_values_lookup(table, area);

	if (entry != NULL)
		distribution_put(figures, entry->value);
}

/* adds the figures of some areas, all but one where that is given */
static void
put_areas(Distribution *figures, area_values_hash *table, const Elements *areas,
		  const Area *except)
{
	for (int i = 0; i < areas->count; i++)
	{
		Area		area;

		CHECK_FOR_INTERRUPTS();
		if (areas->nulls[i])
			continue;
		area = area_of_text(DatumGetTextPP(areas->values[i]));
		if (except == NULL || !same_area(area, *except))
			put_area(figures, table, area);
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
authorities_of_year(area_values_hash *table, ArrayType *array, const Area *own,
					Unit unit, Polarity polarity)
{
	Elements	areas = text_elements(array);
	Authorities a = {
		.figures = distribution_make((int64) areas.count + 1, unit, polarity)
	};

	put_areas(a.figures, table, &areas, own);
	a.others = a.figures->count;
	if (own != NULL)
		put_area(a.figures, table, *own);
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
put_neighbours(Standings *row, area_values_hash *table, ArrayType *array,
			   const double *figure, Unit unit, Polarity polarity)
{
	Elements	areas = text_elements(array);
	Distribution *figures = distribution_make(areas.count, unit, polarity);
	AreaValue  *found = palloc(sizeof(AreaValue) * ((Size) areas.count + 1));

	for (int i = 0; i < areas.count; i++)
	{
		int32		before = figures->count;
		Area		area;

		CHECK_FOR_INTERRUPTS();
		if (areas.nulls[i])
			continue;
		area = area_of_text(DatumGetTextPP(areas.values[i]));
		put_area(figures, table, area);
		if (figures->count == before)
			continue;			/* it has none, or none of this unit */
		found[before].area = area;
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
put_standings(FunctionCallInfo fcinfo, Standings *row, const Rows *rows,
			  ReportingPeriod year, ReportingPeriod previous_year)
{
	area_values_hash *table = values_by_area(rows, year);
	Polarity	polarity = PG_GETARG_POLARITY(POLARITY);
	Unit		unit = unit_of_text(PG_GETARG_TEXT_PP(UNIT));
	bool		ties_better = !PG_ARGISNULL(TIES_BETTER) && PG_GETARG_BOOL(TIES_BETTER);
	double		value = PG_ARGISNULL(FIGURE) ? 0 : PG_GETARG_FLOAT8(FIGURE);
	double		value_before = PG_ARGISNULL(PREVIOUS) ? 0 : PG_GETARG_FLOAT8(PREVIOUS);
	const double *figure = PG_ARGISNULL(FIGURE) ? NULL : &value;
	const double *previous = PG_ARGISNULL(PREVIOUS) ? NULL : &value_before;

	if (!PG_ARGISNULL(AUTHORITIES))
	{
		ArrayType  *authorities = PG_GETARG_ARRAYTYPE_P(AUTHORITIES);
		Area		area = {0};
		const Area *own = PG_ARGISNULL(OWN) ? NULL : &area;
		Authorities a;
		const Quartiles *q;

		if (own != NULL)
			area = area_of_text(PG_GETARG_TEXT_PP(OWN));
		a = authorities_of_year(table, authorities, own, unit, polarity);
		q = put_quartiles(row, QUARTILES, a.figures);
		put_quartile(row, QUARTILE, figure, &a, q, ties_better);
		if (own != NULL)
			put_rank(row, NATIONAL_RANK, figure, a.figures->values, a.others, polarity);
		if (previous != NULL && previous_year != NO_PERIOD && previous_year != year)
		{
			a = authorities_of_year(values_by_area(rows, previous_year), authorities,
									own, unit, polarity);
			q = a.figures->count > 0 ? distribution_summary(a.figures) : NULL;
		}
		if (previous_year != NO_PERIOD)
			put_quartile(row, PREVIOUS_QUARTILE, previous, &a, q, ties_better);
	}
	if (!PG_ARGISNULL(NEIGHBOURS))
		put_neighbours(row, table, PG_GETARG_ARRAYTYPE_P(NEIGHBOURS), figure, unit, polarity);
	if (!PG_ARGISNULL(REGION))
	{
		Distribution *figures = distribution_make(1, unit, polarity);

		put_area(figures, table, area_of_text(PG_GETARG_TEXT_PP(REGION)));
		put_greatest(row, REGION_VALUE, figures);
	}
	if (!PG_ARGISNULL(COUNTRIES))
	{
		Elements	areas = text_elements(PG_GETARG_ARRAYTYPE_P(COUNTRIES));
		Distribution *figures = distribution_make(areas.count, unit, polarity);

		put_areas(figures, table, &areas, NULL);
		put_greatest(row, COUNTRY_VALUE, figures);
	}
}

static ArrayType *
array_argument(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? NULL : PG_GETARG_ARRAYTYPE_P(n);
}

/*
 * standings(areas, values, years, authorities, neighbours, own, region,
 * countries, period, figure, previous_period, previous, latest, ties_better,
 * polarity, unit, recoded, today, ended, ended_in): with which year of a
 * benchmark an area's figure is compared, where it stands in it, and what the
 * groups of areas have, in a row.  NULL where nothing is given or found.
 */
Datum
standings(PG_FUNCTION_ARGS)
{
	TupleDesc	columns;
	Standings	row = {0};

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "standings() must return a row");
	memset(row.nulls, true, sizeof(row.nulls));
	if (!PG_ARGISNULL(AREAS) && !PG_ARGISNULL(VALUES) && !PG_ARGISNULL(YEARS) &&
		!PG_ARGISNULL(PERIOD) && !PG_ARGISNULL(POLARITY) && !PG_ARGISNULL(UNIT))
	{
		Rows		rows = rows_of_arrays(PG_GETARG_ARRAYTYPE_P(AREAS),
										  PG_GETARG_ARRAYTYPE_P(VALUES),
										  PG_GETARG_ARRAYTYPE_P(YEARS));
		ReportingPeriod latest = PG_ARGISNULL(LATEST) ? NO_PERIOD : PG_GETARG_PERIOD(LATEST);
		ReportingPeriod year = benchmark_year(rows.years, rows.areas.count,
											  PG_GETARG_PERIOD(PERIOD), latest);
		ReportingPeriod previous_year = NO_PERIOD;

		rows.fates = area_fates_of_arrays(array_argument(fcinfo, RECODED),
										  array_argument(fcinfo, TODAY),
										  array_argument(fcinfo, ENDED),
										  array_argument(fcinfo, ENDED_IN));
		if (!PG_ARGISNULL(PREVIOUS_PERIOD))
			previous_year = benchmark_year(rows.years, rows.areas.count,
										   PG_GETARG_PERIOD(PREVIOUS_PERIOD), latest);
		if (year != NO_PERIOD)
		{
			put_column(&row, YEAR, PeriodGetDatum(year));
			put_standings(fcinfo, &row, &rows, year, previous_year);
		}
		if (previous_year != NO_PERIOD)
			put_column(&row, PREVIOUS_YEAR, PeriodGetDatum(previous_year));
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns),
													  row.values, row.nulls)));
}
