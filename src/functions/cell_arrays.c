/* SPDX-License-Identifier: PostgreSQL */
/*
 * cell_arrays.c - the cells that an SQL function is given as arrays
 *
 * The functions that protect cells and that compute bounds of them have the
 * same arguments: (measures, areas, periods, units, below, counts, bases,
 * states), one element a cell, then (area_wholes, area_parts), one element a
 * link, then (measure_wholes, measure_parts, bases_add).  An array that is NULL
 * is one without elements, as array_agg() over no rows gives it.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "functions/cell_arrays.h"
#include "server_host.h"
#include "types/indicator_type.h"
#include "types/period_type.h"

/* the arguments, in their order */
enum
{
	MEASURES, AREAS, PERIODS, UNITS, BELOW, COUNTS, BASES, STATES,
	AREA_WHOLES, AREA_PARTS, MEASURE_WHOLES, MEASURE_PARTS, BASES_ADD
};

static const char *const argument_names[] = {
	"measures", "areas", "periods", "units", "below", "counts", "bases",
	"states", "area_wholes", "area_parts", "measure_wholes", "measure_parts",
	"bases_add"
};

/* by CellState */
static const char *const state_names[] = {
	"primary", "missing", "absent", "candidate", "published", "known",
	"withheld"
};

/* an array argument, taken apart */
typedef struct Elements
{
	int			argument;
	int			count;
	Datum	   *values;
	bool	   *nulls;
} Elements;

static Elements
elements_of(FunctionCallInfo fcinfo, int argument)
{
	Elements	elements = {argument, 0, NULL, NULL};
	ArrayType  *array;
	int16		length;
	bool		by_value;
	char		alignment;

	if (PG_ARGISNULL(argument))
		return elements;
	array = PG_GETARG_ARRAYTYPE_P(argument);
	get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &by_value, &alignment);
	deconstruct_array(array, ARR_ELEMTYPE(array), length, by_value, alignment,
					  &elements.values, &elements.nulls, &elements.count);
	return elements;
}

static void
check_count(const Elements *elements, const Elements *others)
{
	if (elements->count != others->count)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("%s has %d elements and %s has %d",
						argument_names[elements->argument], elements->count,
						argument_names[others->argument], others->count)));
}

static void
check_without_null(const Elements *elements)
{
	for (int i = 0; i < elements->count; i++)
		if (elements->nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("%s has no element %d: it is NULL",
							argument_names[elements->argument], i + 1)));
}

/* ---------------------------------------------------------------- names */

/* a name where it is used, and where its number goes */
typedef struct NameUse
{
	const text *name;
	int32	   *number;
} NameUse;

typedef struct Uses
{
	int			count;
	NameUse    *uses;
} Uses;

static int
compare_uses(const void *a, const void *b)
{
	const text *x = ((const NameUse *) a)->name;
	const text *y = ((const NameUse *) b)->name;
	int			length_x = VARSIZE_ANY_EXHDR(x);
	int			length_y = VARSIZE_ANY_EXHDR(y);
	int			order = memcmp(VARDATA_ANY(x), VARDATA_ANY(y),
							   Min(length_x, length_y));

	return order != 0 ? order : length_x - length_y;
}

static inline void
add_use(Uses *uses, Datum name, int32 *number)
{
	uses->uses[uses->count].name = DatumGetTextPP(name);
	uses->uses[uses->count++].number = number;
}

/* Numbers the names in the order of their bytes; returns how many there are. */
static int32
number_names(Uses *uses, const char ***names)
{
	int32		count = 0;

	qsort(uses->uses, uses->count, sizeof(NameUse), compare_uses);
	*names = palloc(Max(uses->count, 1) * sizeof(char *));
	for (int i = 0; i < uses->count; i++)
	{
		if (i == 0 || compare_uses(&uses->uses[i - 1], &uses->uses[i]) != 0)
			(*names)[count++] = text_to_cstring(uses->uses[i].name);
		*uses->uses[i].number = count - 1;
	}
	pfree(uses->uses);
	return count;
}

/* Numbers what is named in one array of cells and in the two of its links. */
static int32
number_nodes(const Elements *named, Cell *cells, size_t field,
			 const Elements *wholes, const Elements *parts, CellLink *links,
			 const char ***names)
{
	Uses		uses = {0, NULL};

	check_without_null(named);
	check_without_null(wholes);
	check_without_null(parts);
	uses.uses = MemoryContextAllocHuge(CurrentMemoryContext,
									   ((Size) named->count +
										2 * (Size) wholes->count + 1) * sizeof(NameUse));
	for (int i = 0; i < named->count; i++)
		add_use(&uses, named->values[i], (int32 *) ((char *) &cells[i] + field));
	for (int i = 0; i < wholes->count; i++)
	{
		add_use(&uses, wholes->values[i], &links[i].whole);
		add_use(&uses, parts->values[i], &links[i].part);
	}
	return number_names(&uses, names);
}

static void
refuse_circle(const char *what, const CellLink *links, int32 count,
			  const char **names, int32 nodes)
{
	int32		node = node_in_itself(links, count, nodes, &server_host);

	if (node >= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s \"%s\" is a part of itself", what, names[node]),
				 errhint("Take out one of the links that lead from it back to it.")));
}

/* ---------------------------------------------------------------- cells */

static CellBase
base_of_unit(Unit unit)
{
	switch (unit.kind)
	{
		case UNIT_COUNT:
			return BASE_NONE;
		case UNIT_NUMBER:
			return BASE_APART;
		default:
			return BASE_CONTAINS_COUNT;
	}
}

static CellState
state_of_name(Datum name, int states)
{
	char		symbol[16];

	text_to_cstring_buffer(DatumGetTextPP(name), symbol, sizeof(symbol));
	for (int state = 0; state < (int) lengthof(state_names); state++)
		if ((states & CELL_STATE(state)) != 0 &&
			strcmp(symbol, state_names[state]) == 0)
			return (CellState) state;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown state \"%s\" of a cell", TextDatumGetCString(name))));
}

static double
number_of(const Elements *elements, int i)
{
	double		value;

	if (elements->nulls[i])
		return get_float8_nan();
	value = DatumGetFloat8(elements->values[i]);
	if (isinf(value))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("element %d of %s is infinite", i + 1,
						argument_names[elements->argument])));
	return value;
}

static void
read_cell(const Elements *arguments, int i, int states, Cell *cell)
{
	ReportingPeriod period = DatumGetPeriod(arguments[PERIODS].values[i]);
	Unit		unit = unit_of_text(DatumGetTextPP(arguments[UNITS].values[i]));

	cell->first_month = period_first_month(period);
	cell->months = period_length(period);
	cell->base_kind = base_of_unit(unit);
	cell->base_adds = unit.kind == UNIT_PERCENT;
	cell->state = state_of_name(arguments[STATES].values[i], states);
	cell->count = number_of(&arguments[COUNTS], i);
	cell->base = cell->base_kind == BASE_NONE ? get_float8_nan() :
		number_of(&arguments[BASES], i);
	cell->below = arguments[BELOW].nulls[i] ? 0 :
		Max(DatumGetInt32(arguments[BELOW].values[i]), 0);
}

static void
read_links(Cells *cells, const Elements *arguments)
{
	cells->area_links = arguments[AREA_WHOLES].count;
	cells->area_link = palloc0((Size) (cells->area_links + 1) * sizeof(CellLink));
	cells->measure_links = arguments[MEASURE_WHOLES].count;
	cells->measure_link = palloc0((Size) (cells->measure_links + 1) * sizeof(CellLink));
	check_without_null(&arguments[BASES_ADD]);
	for (int i = 0; i < cells->measure_links; i++)
		cells->measure_link[i].bases_add =
			DatumGetBool(arguments[BASES_ADD].values[i]);
}

/*
 * Reads the cells and links that a function is given; "states" are those that
 * it takes, of CELL_STATE().  Raises an error unless the arrays fit each other.
 */
Cells *
read_cells(FunctionCallInfo fcinfo, int states)
{
	Cells	   *cells = palloc0(sizeof(Cells));
	Elements	arguments[lengthof(argument_names)];

	for (int i = 0; i < (int) lengthof(argument_names); i++)
		arguments[i] = elements_of(fcinfo, i);
	for (int i = AREAS; i <= STATES; i++)
		check_count(&arguments[i], &arguments[MEASURES]);
	check_count(&arguments[AREA_PARTS], &arguments[AREA_WHOLES]);
	check_count(&arguments[MEASURE_PARTS], &arguments[MEASURE_WHOLES]);
	check_count(&arguments[BASES_ADD], &arguments[MEASURE_WHOLES]);
	check_without_null(&arguments[PERIODS]);
	check_without_null(&arguments[UNITS]);
	check_without_null(&arguments[STATES]);
	cells->count = arguments[MEASURES].count;
	cells->cells = MemoryContextAllocHuge(CurrentMemoryContext,
										  ((Size) cells->count + 1) * sizeof(Cell));
	read_links(cells, arguments);
	cells->areas = number_nodes(&arguments[AREAS], cells->cells,
								offsetof(Cell, area), &arguments[AREA_WHOLES],
								&arguments[AREA_PARTS], cells->area_link,
								&cells->area_names);
	cells->measures = number_nodes(&arguments[MEASURES], cells->cells,
								   offsetof(Cell, measure),
								   &arguments[MEASURE_WHOLES],
								   &arguments[MEASURE_PARTS],
								   cells->measure_link, &cells->measure_names);
	refuse_circle("area", cells->area_link, cells->area_links,
				  cells->area_names, cells->areas);
	refuse_circle("measure", cells->measure_link, cells->measure_links,
				  cells->measure_names, cells->measures);
	for (int i = 0; i < cells->count; i++)
	{
		if (i % 65536 == 0)
			CHECK_FOR_INTERRUPTS();
		read_cell(arguments, i, states, &cells->cells[i]);
	}
	return cells;
}
