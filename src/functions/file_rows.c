/* SPDX-License-Identifier: PostgreSQL */
/*
 * file_rows.c - SQL functions: the rows of a CSV file
 *
 * Thin wrappers of calculus/csv.c, value per call, so that LIMIT stops early
 * and a select list streams.  A file is a bytea or a large object, which is
 * read in pieces with the caller's rights.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "calculus/csv.h"
#include "compat.h"
#include "errors.h"
#include "functions/large_object.h"
#include "server_host.h"

PG_FUNCTION_INFO_V1(csv_rows_of_bytes);
PG_FUNCTION_INFO_V1(csv_rows_of_object);
PG_FUNCTION_INFO_V1(file_rows_of_bytes);
PG_FUNCTION_INFO_V1(file_rows_of_object);

/* columns of the result of file_rows(), of which csv_rows() has the first two */
enum
{
	COLUMN_LINE, COLUMN_CELLS, COLUMN_SKIPPED, COLUMN_TRIMMED, COLUMNS
};

/* what a function keeps between its rows */
typedef struct FileRows
{
	CsvReader  *reader;
	const char *content;		/* of a bytea: what is left */
	size_t		left;
	Oid			object;			/* large object, and where to go on in it */
	int64		offset;
	bool		convert;		/* the database is not in UTF-8 */
} FileRows;

/* ---------------------------------------------------------------- sources */

static size_t
read_bytes(void *state, char *buffer, size_t size)
{
	FileRows   *rows = state;
	size_t		n = Min(size, rows->left);

	memcpy(buffer, rows->content, n);
	rows->content += n;
	rows->left -= n;
	return n;
}

static size_t
read_object(void *state, char *buffer, size_t size)
{
	FileRows   *rows = state;
	bytea	   *piece = large_object_piece(rows->object, rows->offset, size);
	size_t		n = VARSIZE_ANY_EXHDR(piece);

	memcpy(buffer, VARDATA_ANY(piece), n);
	pfree(piece);
	rows->offset += (int64) n;
	return n;
}

/* Opens the file; its memory lives as long as the rows do. */
static void
open_file(FunctionCallInfo fcinfo, bool is_object)
{
	FuncCallContext *call = SRF_FIRSTCALL_INIT();
	MemoryContext old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
	FileRows   *rows = palloc0(sizeof(FileRows));
	CsvSource	source = {is_object ? read_object : read_bytes, rows};
	FileProblem problem;
	TupleDesc	columns;

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "a function over a file must return rows");
	call->tuple_desc = BlessTupleDesc(columns);
	if (is_object)
		rows->object = PG_GETARG_OID(0);
	else
	{
		bytea	   *content = PG_GETARG_BYTEA_PP(0);

		rows->content = VARDATA_ANY(content);
		rows->left = VARSIZE_ANY_EXHDR(content);
	}
	rows->convert = GetDatabaseEncoding() != PG_UTF8;
	rows->reader = csv_open(source, CSV_LONGEST, &server_host, &problem);
	if (rows->reader == NULL)
		file_error(&problem);
	call->user_fctx = rows;
	MemoryContextSwitchTo(old);
}

/* ---------------------------------------------------------------- rows */

static bool
is_ascii(const CsvCell *cell)
{
	for (size_t i = 0; i < cell->length; i++)
	{
		if (IS_HIGHBIT_SET(cell->text[i]))
			return false;
	}
	return true;
}

static void
name_line(void *line)
{
	errcontext("line " INT64_FORMAT " of the file", *(int64 *) line);
}

/* Converts the cells to the encoding of the database, into memory of their own. */
static CsvCell *
convert_cells(const CsvRow *row)
{
	CsvCell    *cells = palloc(sizeof(CsvCell) * Max(row->count, 1));
	int64		line = row->line;
	ErrorContextCallback context = {
		.previous = error_context_stack,.callback = name_line,.arg = &line
	};

	error_context_stack = &context;
	for (size_t i = 0; i < row->count; i++)
	{
		cells[i] = row->cells[i];
		if (!is_ascii(&cells[i]))
		{
			cells[i].text = pg_any_to_server(pnstrdup(cells[i].text, cells[i].length),
											 (int) cells[i].length, PG_UTF8);
			cells[i].length = strlen(cells[i].text);
		}
	}
	error_context_stack = context.previous;
	return cells;
}

/*
 * Makes a text[] of the cells; NULL for those that are missing.  Written out
 * here because construct_md_array() wants every element as a datum first.
 */
static ArrayType *
cells_array(const CsvCell *cells, size_t count)
{
	size_t		missing = 0;
	Size		header;
	Size		size = 0;
	ArrayType  *array;
	char	   *at;

	for (size_t i = 0; i < count; i++)
	{
		missing += cells[i].missing;
		if (!cells[i].missing)
			size += INTALIGN(VARHDRSZ + cells[i].length);
	}
	header = missing > 0 ? ARR_OVERHEAD_WITHNULLS(1, count) : ARR_OVERHEAD_NONULLS(1);
	array = palloc0(header + size);
	SET_VARSIZE(array, header + size);
	array->ndim = 1;
	array->dataoffset = missing > 0 ? (int32) header : 0;
	array->elemtype = TEXTOID;
	ARR_DIMS(array)[0] = (int) count;
	ARR_LBOUND(array)[0] = 1;
	at = ARR_DATA_PTR(array);
	for (size_t i = 0; i < count; i++)
	{
		if (cells[i].missing)
			continue;
		if (missing > 0)
			ARR_NULLBITMAP(array)[i / 8] |= (uint8) (1 << i % 8);
		SET_VARSIZE(at, VARHDRSZ + cells[i].length);
		memcpy(VARDATA(at), cells[i].text, cells[i].length);
		at += INTALIGN(VARHDRSZ + cells[i].length);
	}
	return array;
}

/* the numbers of the cells around which blanks were removed; NULL for none */
static ArrayType *
trimmed_array(const CsvRow *row)
{
	Datum	   *numbers;
	int			n = 0;

	for (size_t i = 0; i < row->count; i++)
		n += row->cells[i].trimmed;
	if (n == 0)
		return NULL;
	numbers = palloc(sizeof(Datum) * n);
	n = 0;
	for (size_t i = 0; i < row->count; i++)
	{
		if (row->cells[i].trimmed)
			numbers[n++] = Int32GetDatum((int32) i + 1);
	}
	return construct_array(numbers, n, INT4OID, sizeof(int32), true, TYPALIGN_INT);
}

/* Reads the next row; false at the end. */
static bool
next_row(FuncCallContext *call, CsvRow *row)
{
	FileRows   *rows = call->user_fctx;
	MemoryContext old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
	FileProblem problem;
	CsvResult	result = csv_next(rows->reader, row, &problem);

	if (result == CSV_REFUSED)
		file_error(&problem);
	MemoryContextSwitchTo(old);
	return result == CSV_ROW;
}

/* Returns the next row: of the table only, or with those that are skipped. */
static Datum
file_row(FunctionCallInfo fcinfo, bool is_object, bool all)
{
	FuncCallContext *call;
	FileRows   *rows;
	CsvRow		row;
	const CsvCell *cells;
	ArrayType  *trimmed;
	Datum		values[COLUMNS];
	bool		nulls[COLUMNS] = {false};

	if (SRF_IS_FIRSTCALL())
		open_file(fcinfo, is_object);
	call = SRF_PERCALL_SETUP();
	rows = call->user_fctx;
	do
	{
		if (!next_row(call, &row))
			SRF_RETURN_DONE(call);
	} while (row.skipped && !all);
	cells = rows->convert ? convert_cells(&row) : row.cells;
	values[COLUMN_LINE] = Int64GetDatum(row.line);
	values[COLUMN_CELLS] = PointerGetDatum(cells_array(cells, row.count));
	values[COLUMN_SKIPPED] = BoolGetDatum(row.skipped);
	trimmed = all ? trimmed_array(&row) : NULL;
	values[COLUMN_TRIMMED] = PointerGetDatum(trimmed);
	nulls[COLUMN_TRIMMED] = trimmed == NULL;
	SRF_RETURN_NEXT(call, HeapTupleGetDatum(heap_form_tuple(call->tuple_desc,
														   values, nulls)));
}

Datum
csv_rows_of_bytes(PG_FUNCTION_ARGS)
{
	return file_row(fcinfo, false, false);
}

Datum
csv_rows_of_object(PG_FUNCTION_ARGS)
{
	return file_row(fcinfo, true, false);
}

Datum
file_rows_of_bytes(PG_FUNCTION_ARGS)
{
	return file_row(fcinfo, false, true);
}

Datum
file_rows_of_object(PG_FUNCTION_ARGS)
{
	return file_row(fcinfo, true, true);
}
