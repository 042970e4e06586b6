/* SPDX-License-Identifier: PostgreSQL */
/*
 * disclosure_bounds.c - bounds of withheld cells from what readers see
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/tuplestore.h"

#include "calculus/cell_bounds.h"
#include "compat.h"
#include "functions/cell_arrays.h"
#include "server_host.h"

/* the row */
enum
{
	CELL, COUNT_LOWER, COUNT_UPPER, BASE_LOWER, BASE_UPPER, REST_LOWER,
	REST_UPPER, COLUMNS
};

PG_FUNCTION_INFO_V1(disclosure_bounds);

/* two columns, both NULL where there is no such number */
static void
set_bounds(Datum *values, bool *nulls, int column, Bounds bounds)
{
	nulls[column] = isnan(bounds.lower);
	nulls[column + 1] = isnan(bounds.lower) || isinf(bounds.upper);
	values[column] = Float8GetDatum(bounds.lower);
	values[column + 1] = Float8GetDatum(bounds.upper);
}

static void
put_row(const ReturnSetInfo *result, int32 cell, const CellBounds *bounds)
{
	Datum		values[COLUMNS];
	bool		nulls[COLUMNS];

	values[CELL] = Int32GetDatum(cell);
	nulls[CELL] = false;
	set_bounds(values, nulls, COUNT_LOWER, bounds->count);
	set_bounds(values, nulls, BASE_LOWER, bounds->base);
	set_bounds(values, nulls, REST_LOWER, bounds->rest);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* disclosure_bounds(cells and links): a row a withheld cell */
Datum
disclosure_bounds(PG_FUNCTION_ARGS)
{
	Cells	   *cells = read_cells(fcinfo, CELL_STATE(CELL_KNOWN) |
								   CELL_STATE(CELL_WITHHELD) |
								   CELL_STATE(CELL_ABSENT));
	CellBounds *bounds = MemoryContextAllocHuge(CurrentMemoryContext,
												((Size) cells->count + 1) *
												sizeof(CellBounds));

	InitMaterializedSRF(fcinfo, 0);
	if (!bounds_of_cells(cells, bounds, &server_host))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many cells for their bounds: %d areas, %d measures",
						cells->areas, cells->measures),
				 errhint("Ask for each group of measures that are linked by itself.")));
	for (int32 i = 0; i < cells->count; i++)
		if (cells->cells[i].state == CELL_WITHHELD)
			put_row((const ReturnSetInfo *) fcinfo->resultinfo, i + 1, &bounds[i]);
	PG_RETURN_NULL();
}
