/*
 * standings.c - what groups of areas have of the values of one measure
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
#include "calculus/decimal.h"
#include "compat.h"
#include "types/indicator_type.h"
#include "types/words_type.h"

/* an area's code, not terminated */
typedef struct Area
{
	const char *text;
	int			length;
} Area;

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
#define SH_EQUAL(table, a, b) \
	((a).length == (b).length && memcmp((a).text, (b).text, (Size) (a).length) == 0)
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
put_area(Distribution *figures, area_values_hash *table, const text *code)
{
	const AreaValue *entry = area_values_lookup(table, area_of_text(code));

	if (entry != NULL)
		distribution_put(figures, entry->value);
}

static Distribution *
figures_of_area(area_values_hash *table, const text *code, Unit unit,
				Polarity polarity)
{
	Distribution *figures = distribution_make(1, unit, polarity);

	put_area(figures, table, code);
	return figures;
}

static Distribution *
figures_of_areas(area_values_hash *table, ArrayType *array, Unit unit,
				 Polarity polarity)
{
	Elements	areas = text_elements(array);
	Distribution *figures = distribution_make(areas.count, unit, polarity);

	for (int i = 0; i < areas.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!areas.nulls[i])
			put_area(figures, table, DatumGetTextPP(areas.values[i]));
	}
	return figures;
}

/*
 * standings(areas, values, authorities, neighbours, region, countries, polarity,
 * unit): what these groups of areas have, in a row.  NULL where no values or
 * group are given, or none of the group has a figure.
 */
Datum
standings(PG_FUNCTION_ARGS)
{
	enum
	{
		AUTHORITIES, NATIONAL, NEIGHBOURS, REGION, COUNTRY, COLUMNS
	};
	Datum		values[COLUMNS] = {0};
	bool		nulls[COLUMNS];
	TupleDesc	columns;
	Distribution *figures[COLUMNS] = {NULL};

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "standings() must return a row");
	if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1) && !PG_ARGISNULL(6) &&
		!PG_ARGISNULL(7))
	{
		area_values_hash *table = values_by_area(PG_GETARG_ARRAYTYPE_P(0),
												 PG_GETARG_ARRAYTYPE_P(1));
		Polarity	polarity = PG_GETARG_POLARITY(6);
		Unit		unit = unit_of_text(PG_GETARG_TEXT_PP(7));

		if (!PG_ARGISNULL(2))
			figures[AUTHORITIES] = figures[NATIONAL] =
				figures_of_areas(table, PG_GETARG_ARRAYTYPE_P(2), unit, polarity);
		if (!PG_ARGISNULL(3))
			figures[NEIGHBOURS] =
				figures_of_areas(table, PG_GETARG_ARRAYTYPE_P(3), unit, polarity);
		if (!PG_ARGISNULL(4))
			figures[REGION] =
				figures_of_area(table, PG_GETARG_TEXT_PP(4), unit, polarity);
		if (!PG_ARGISNULL(5))
			figures[COUNTRY] =
				figures_of_areas(table, PG_GETARG_ARRAYTYPE_P(5), unit, polarity);
	}
	for (int i = 0; i < COLUMNS; i++)
	{
		nulls[i] = figures[i] == NULL || figures[i]->count == 0;
		if (nulls[i])
			continue;
		if (i == AUTHORITIES)
			values[i] = PointerGetDatum(figures[i]);
		else if (i == NATIONAL || i == NEIGHBOURS)
			values[i] = PointerGetDatum(distribution_summary(figures[i]));
		else
			values[i] = Float8GetDatum(distribution_summary(figures[i])->greatest);
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns),
													  values, nulls)));
}
