/* SPDX-License-Identifier: PostgreSQL */
/*
 * file_cells.c - SQL functions: the cells of a published figure
 *
 * Thin wrappers of calculus/file_cell.c, calculus/file_period.c and
 * calculus/marker.c.  A cell that cannot be taken is no error: the columns
 * problem and hint say what is wrong, so that all of a file are found at once.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "calculus/file_cell.h"
#include "calculus/file_period.h"
#include "calculus/marker.h"
#include "compat.h"
#include "types/period_type.h"

PG_FUNCTION_INFO_V1(file_figure_of_cells);
PG_FUNCTION_INFO_V1(file_period_of_label);
PG_FUNCTION_INFO_V1(file_markers);

/* columns of file_figure() behind the five numbers */
enum
{
	FIGURE_COLUMN_STATUS = FIGURE_STATUS - 1,
	FIGURE_COLUMN_PART, FIGURE_COLUMN_PROBLEM, FIGURE_COLUMN_HINT, FIGURE_COLUMNS
};

/* columns of file_period() */
enum
{
	PERIOD_COLUMN, PERIOD_COLUMN_STATUS, PERIOD_COLUMN_PROBLEM, PERIOD_COLUMN_HINT,
	PERIOD_COLUMNS
};

/* a row to be returned; every column is NULL until it is set */
typedef struct Row
{
	TupleDesc	columns;
	Datum		values[FIGURE_COLUMNS];
	bool		nulls[FIGURE_COLUMNS];
} Row;

/* The columns are looked up once a query. */
static void
start_row(FunctionCallInfo fcinfo, Row *row)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		TupleDesc	columns;

		if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "a function over cells must return a row");
		fcinfo->flinfo->fn_extra = BlessTupleDesc(columns);
		MemoryContextSwitchTo(old);
	}
	row->columns = fcinfo->flinfo->fn_extra;
	memset(row->nulls, true, sizeof(row->nulls));
}

static void
set_column(Row *row, int column, Datum value)
{
	row->values[column] = value;
	row->nulls[column] = false;
}

/* Sets a column of text, which comes in UTF-8; nothing for NULL or "". */
static void
set_text(Row *row, int column, const char *text)
{
	if (text != NULL && *text != '\0')
		set_column(row, column,
				   CStringGetTextDatum(pg_any_to_server(text, (int) strlen(text), PG_UTF8)));
}

static Datum
row_datum(Row *row)
{
	return HeapTupleGetDatum(heap_form_tuple(row->columns, row->values, row->nulls));
}

/* an argument in UTF-8; NULL stays NULL */
static char *
utf8_argument(FunctionCallInfo fcinfo, int argument)
{
	char	   *value;

	if (PG_ARGISNULL(argument))
		return NULL;
	value = text_to_cstring(PG_GETARG_TEXT_PP(argument));
	return pg_server_to_any(value, (int) strlen(value), PG_UTF8);
}

/* file_figure(value, numerator, denominator, lower, upper, status): a figure's cells */
Datum
file_figure_of_cells(PG_FUNCTION_ARGS)
{
	FileCell	cells[FILE_PARTS];
	Figure		figure;
	FigurePart	part;
	FileProblem problem;
	Row			row;

	start_row(fcinfo, &row);
	for (int i = 0; i < FILE_PARTS; i++)
	{
		cells[i].text = utf8_argument(fcinfo, i);
		cells[i].length = cells[i].text == NULL ? 0 : strlen(cells[i].text);
	}
	if (file_figure(cells, &figure, &part, &problem))
	{
		const FigureNumber *numbers[] = {
			&figure.value, &figure.numerator, &figure.denominator, &figure.lower, &figure.upper
		};

		for (int i = 0; i < (int) lengthof(numbers); i++)
		{
			if (numbers[i]->known)
				set_column(&row, i, Float8GetDatum(numbers[i]->value));
		}
		if (figure.status != NULL)
			set_text(&row, FIGURE_COLUMN_STATUS, figure.status->symbol);
	}
	else
	{
		set_column(&row, FIGURE_COLUMN_PART, Int32GetDatum((int32) part));
		set_text(&row, FIGURE_COLUMN_PROBLEM, problem.message);
		set_text(&row, FIGURE_COLUMN_HINT, problem.hint);
	}
	return row_datum(&row);
}

/* file_period(label, identifier, year_ends, span): a period as a file names it */
Datum
file_period_of_label(PG_FUNCTION_ARGS)
{
	char	   *label = utf8_argument(fcinfo, 0);
	FilePeriodRule rule = {
		.year_ends = PG_ARGISNULL(2) ? FILE_NO_YEAR_END : PG_GETARG_INT32(2),
		.span = PG_ARGISNULL(3) ? FILE_NO_SPAN : PG_GETARG_INT32(3)
	};
	ReportingPeriod period;
	const char *status;
	FileProblem problem;
	Row			row;

	start_row(fcinfo, &row);
	if (file_period(label == NULL ? "" : label, utf8_argument(fcinfo, 1), &rule, &period,
					&status, &problem))
	{
		set_column(&row, PERIOD_COLUMN, PeriodGetDatum(period));
		set_text(&row, PERIOD_COLUMN_STATUS, status);
	}
	else
	{
		set_text(&row, PERIOD_COLUMN_PROBLEM, problem.message);
		set_text(&row, PERIOD_COLUMN_HINT, problem.hint);
	}
	return row_datum(&row);
}

/* file_markers(): (marker, status, meaning), a row a marker */
Datum
file_markers(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	const Marker *marker;
	char	   *symbol;
	Datum		values[3];
	bool		nulls[3] = {false};

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;
		TupleDesc	columns;

		call = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "file_markers() must return rows");
		call->tuple_desc = BlessTupleDesc(columns);
		MemoryContextSwitchTo(old);
	}
	call = SRF_PERCALL_SETUP();
	marker = marker_at((int) call->call_cntr);
	/* one that the database's encoding cannot write is listed by those it can */
	if (marker != NULL && GetDatabaseEncoding() != PG_UTF8 && IS_HIGHBIT_SET(marker->marker[0]))
		marker = marker_at((int) call->call_cntr++ + 1);
	if (marker == NULL)
		SRF_RETURN_DONE(call);
	symbol = pg_any_to_server(marker->marker, (int) strlen(marker->marker), PG_UTF8);
	values[0] = CStringGetTextDatum(symbol);
	nulls[1] = marker->status == NULL;
	values[1] = nulls[1] ? (Datum) 0 : CStringGetTextDatum(marker->status);
	values[2] = CStringGetTextDatum(marker->meaning);
	SRF_RETURN_NEXT(call, HeapTupleGetDatum(heap_form_tuple(call->tuple_desc,
														   values, nulls)));
}
