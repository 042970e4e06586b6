/*
 * standings.c - a figure among those of groups of areas
 *
 * The areas and their values come as two arrays, as array_agg makes them of the
 * rows of a benchmark.  The figures of each group (all authorities, the
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
#include "types/indicator_type.h"
#include "types/period_type.h"
#include "types/words_type.h"

/* an area's code, not terminated */
typedef struct Area
{
	const char *text;
	int			length;
} Area;

static inline bool
same_area(Area a, Area b)
{
	return a.length == b.length && memcmp(a.text, b.text, (Size) a.length) == 0;
}

typedef struct AreaValue
{
	Area		area;
	double		value;
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

/* the elements of an array; the text of its areas is not copied */
typedef struct Elements
{
	Datum	   *values;
	bool	   *nulls;
	int			count;
} Elements;

/* what standings() is given */
enum
{
	AREAS, VALUES, AUTHORITIES, NEIGHBOURS, OWN, REGION, COUNTRIES, FIGURE,
	PREVIOUS, TIES_BETTER, POLARITY, UNIT
};

/* and its row */
enum
{
	QUARTILE, PREVIOUS_QUARTILE, NATIONAL_RANK, NATIONAL_N, QUARTILES,
	NEIGHBOUR_RANK, NEIGHBOUR_N, NEIGHBOUR_QUARTILES, REGION_VALUE,
	COUNTRY_VALUE, COLUMNS
};

typedef struct Standings
{
	Datum		values[COLUMNS];
	bool		nulls[COLUMNS];
} Standings;

PG_FUNCTION_INFO_V1(benchmark_year);
PG_FUNCTION_INFO_V1(standings);

static Elements
text_elements(ArrayType *array)
{
	Elements	e;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT,
					  &e.values, &e.nulls, &e.count);
	return e;
}

static Elements
float_elements(ArrayType *array)
{
	Elements	e;

	deconstruct_array(array, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &e.values, &e.nulls, &e.count);
	return e;
}

static Area
area_of_text(const text *code)
{
	return (Area) {
		.text = VARDATA_ANY(code),.length = (int) VARSIZE_ANY_EXHDR(code)
	};
}

/*
 * The value of each area.  An element without area or value is skipped, as is a
 * value out of every unit's range; a duplicate area is an error.
 */
static area_values_hash *
values_by_area(ArrayType *area_array, ArrayType *value_array)
{
	Elements	areas = text_elements(area_array);
	Elements	values = float_elements(value_array);
	area_values_hash *table;

	if (areas.count != values.count)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("areas and values are arrays of different lengths: %d "
						"and %d", areas.count, values.count)));
	table = area_values_create(CurrentMemoryContext, (uint32) areas.count, NULL);
	for (int i = 0; i < areas.count; i++)
	{
		AreaValue  *entry;
		Area		area;
		double		value;
		bool		found;

		CHECK_FOR_INTERRUPTS();
		if (areas.nulls[i] || values.nulls[i])
			continue;
		value = DatumGetFloat8(values.values[i]);
		if (!decimal_in_range(value))
			continue;
		area = area_of_text(DatumGetTextPP(areas.values[i]));
		entry = area_values_insert(table, area, &found);
		if (found)
			ereport(ERROR,
					(errcode(ERRCODE_CARDINALITY_VIOLATION),
					 errmsg("duplicate area \"%s\"",
							pnstrdup(area.text, (Size) area.length)),
					 errhint("Group by measure and period, so that there is one "
							 "row an area.")));
		entry->value = decimal_round(value);
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

/* the quartiles of figures; NULL of none */
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
 * The rank of a figure among the others: 1 + how many of them are better, none
 * of which is so of information only.  And of how many, in the next column.
 */
static void
put_rank(Standings *row, int column, const double *figure,
		 const Distribution *others)
{
	int			better = 0;

	if (others->count == 0)
		return;
	put_column(row, column + 1, Int32GetDatum(others->count + 1));
	if (figure == NULL || others->polarity == POLARITY_NONE)
		return;
	for (int32 i = 0; i < others->count; i++)
		better += others->polarity == POLARITY_HIGH ?
			others->values[i] > *figure : others->values[i] < *figure;
	put_column(row, column, Int32GetDatum(better + 1));
}

/* the quartile of a figure by cut points, and by whether one of the others beats it */
static void
put_quartile(Standings *row, int column, const double *figure,
			 const Quartiles *q, bool ties_better, const double *others,
			 int count)
{
	bool		has_lower = false;
	bool		has_higher = false;
	int			quartile;

	if (figure == NULL || q == NULL || q->n < FEWEST_FIGURES ||
		q->polarity == POLARITY_NONE)
		return;
	for (int i = 0; i < count; i++)
	{
		has_lower |= others[i] < *figure;
		has_higher |= others[i] > *figure;
	}
	quartile = quartile_among(*figure, q, ties_better, has_lower, has_higher);
	if (quartile != NO_QUARTILE)
		put_column(row, column, Int32GetDatum(quartile));
}

/*
 * Two figures of an area among those of all authorities.  The area's own among
 * these is one of those that make the cut points, but no rival of them.
 */
static void
put_authorities(Standings *row, area_values_hash *table, ArrayType *authorities,
				const Area *own, const double *figure, const double *previous,
				bool ties_better, Unit unit, Polarity polarity)
{
	Elements	areas = text_elements(authorities);
	Distribution *figures = distribution_make((int64) areas.count + 1, unit, polarity);
	const Quartiles *q;
	int32		others;

	put_areas(figures, table, &areas, own);
	others = figures->count;
	if (own != NULL)
	{
		put_rank(row, NATIONAL_RANK, figure, figures);
		put_area(figures, table, *own);
	}
	q = put_quartiles(row, QUARTILES, figures);
	put_quartile(row, QUARTILE, figure, q, ties_better, figures->values, others);
	put_quartile(row, PREVIOUS_QUARTILE, previous, q, ties_better,
				 figures->values, others);
}

static void
put_neighbours(Standings *row, area_values_hash *table, ArrayType *neighbours,
			   const double *figure, Unit unit, Polarity polarity)
{
	Elements	areas = text_elements(neighbours);
	Distribution *figures = distribution_make(areas.count, unit, polarity);

	put_areas(figures, table, &areas, NULL);
	put_rank(row, NEIGHBOUR_RANK, figure, figures);
	put_quartiles(row, NEIGHBOUR_QUARTILES, figures);
}

/* the greatest figure of a few areas, mostly of one */
static void
put_greatest(Standings *row, int column, Distribution *figures)
{
	if (figures->count > 0)
		put_column(row, column,
				   Float8GetDatum(distribution_summary(figures)->greatest));
}

/*
 * benchmark_year(years, figure, latest): the year of a benchmark with which a
 * figure is compared; NULL where there is none
 */
Datum
benchmark_year(PG_FUNCTION_ARGS)
{
	ArrayType  *array;
	ReportingPeriod year;
	ReportingPeriod *years;
	Datum	   *values;
	bool	   *nulls;
	int			count;
	int			known = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	array = PG_GETARG_ARRAYTYPE_P(0);
	deconstruct_array(array, ARR_ELEMTYPE(array), sizeof(ReportingPeriod), true,
					  TYPALIGN_INT, &values, &nulls, &count);
	years = palloc(sizeof(ReportingPeriod) * ((Size) count + 1));
	for (int i = 0; i < count; i++)
	{
		if (!nulls[i])
			years[known++] = DatumGetPeriod(values[i]);
	}
	year = benchmark_year_of(years, known, PG_GETARG_PERIOD(1),
							 PG_ARGISNULL(2) ? NO_PERIOD : PG_GETARG_PERIOD(2));
	if (year == NO_PERIOD)
		PG_RETURN_NULL();
	PG_RETURN_PERIOD(year);
}

/*
 * standings(areas, values, authorities, neighbours, own, region, countries,
 * figure, previous, ties_better, polarity, unit): where an area's figure stands,
 * and what the groups of areas have, in a row.  NULL where no values or group
 * are given, or none of the group has a figure.
 */
Datum
standings(PG_FUNCTION_ARGS)
{
	TupleDesc	columns;
	Standings	row = {0};

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "standings() must return a row");
	memset(row.nulls, true, sizeof(row.nulls));
	if (!PG_ARGISNULL(AREAS) && !PG_ARGISNULL(VALUES) &&
		!PG_ARGISNULL(POLARITY) && !PG_ARGISNULL(UNIT))
	{
		area_values_hash *table = values_by_area(PG_GETARG_ARRAYTYPE_P(AREAS),
												 PG_GETARG_ARRAYTYPE_P(VALUES));
		Polarity	polarity = PG_GETARG_POLARITY(POLARITY);
		Unit		unit = unit_of_text(PG_GETARG_TEXT_PP(UNIT));
		double		figure = PG_ARGISNULL(FIGURE) ? 0 : PG_GETARG_FLOAT8(FIGURE);
		double		previous = PG_ARGISNULL(PREVIOUS) ? 0 : PG_GETARG_FLOAT8(PREVIOUS);
		const double *now = PG_ARGISNULL(FIGURE) ? NULL : &figure;
		const double *before = PG_ARGISNULL(PREVIOUS) ? NULL : &previous;
		Area		own = {0};

		if (!PG_ARGISNULL(OWN))
			own = area_of_text(PG_GETARG_TEXT_PP(OWN));
		if (!PG_ARGISNULL(AUTHORITIES))
			put_authorities(&row, table, PG_GETARG_ARRAYTYPE_P(AUTHORITIES),
							PG_ARGISNULL(OWN) ? NULL : &own, now, before,
							!PG_ARGISNULL(TIES_BETTER) && PG_GETARG_BOOL(TIES_BETTER),
							unit, polarity);
		if (!PG_ARGISNULL(NEIGHBOURS))
			put_neighbours(&row, table, PG_GETARG_ARRAYTYPE_P(NEIGHBOURS), now,
						   unit, polarity);
		if (!PG_ARGISNULL(REGION))
		{
			Distribution *figures = distribution_make(1, unit, polarity);

			put_area(figures, table, area_of_text(PG_GETARG_TEXT_PP(REGION)));
			put_greatest(&row, REGION_VALUE, figures);
		}
		if (!PG_ARGISNULL(COUNTRIES))
		{
			Elements	areas = text_elements(PG_GETARG_ARRAYTYPE_P(COUNTRIES));
			Distribution *figures = distribution_make(areas.count, unit, polarity);

			put_areas(figures, table, &areas, NULL);
			put_greatest(&row, COUNTRY_VALUE, figures);
		}
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns),
													  row.values, row.nulls)));
}
