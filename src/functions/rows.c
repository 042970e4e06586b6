/* SPDX-License-Identifier: PostgreSQL */
/*
 * rows.c - many rows of one shape, quickly
 */
#include "postgres.h"

#include "access/tupmacs.h"

#include "compat.h"
#include "functions/rows.h"

/* The columns of the result: the executor knows them, without a look-up. */
TupleDesc
row_columns(FunctionCallInfo fcinfo)
{
	TupleDesc	columns = ((ReturnSetInfo *) fcinfo->resultinfo)->expectedDesc;

	if (columns == NULL &&
		get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "a function over a series or a panel must return rows");
	if (columns->natts > MAX_COLUMNS)
		elog(ERROR, "a function over a series or a panel returns %d columns",
			 columns->natts);
	return BlessTupleDesc(columns);
}

/*
 * Makes the row with empty values and finds where the values stand.  The first
 * column is the text, where there is one; all others are of fixed length.  The
 * image is one piece of memory, to be freed as such.
 */
void
row_image(RowImage *row, TupleDesc columns, const text *first, bool last_is_null)
{
	static const Movement empty;	/* as long as the longest column */
	Datum		values[MAX_COLUMNS];
	bool		nulls[MAX_COLUMNS] = {false};
	HeapTuple	tuple;
	const char *data;
	Size		offset = 0;

	for (int i = 0; i < columns->natts; i++)
		values[i] = TupleDescAttr(columns, i)->attbyval ? Int32GetDatum(0) :
			PointerGetDatum(&empty);
	if (first != NULL)
		values[0] = PointerGetDatum(first);
	nulls[columns->natts - 1] = last_is_null;
	tuple = heap_form_tuple(columns, values, nulls);
	row->image = palloc(tuple->t_len);
	memcpy(row->image, tuple->t_data, tuple->t_len);
	heap_freetuple(tuple);
	data = (const char *) row->image + row->image->t_hoff;
	for (int i = 0; i < columns->natts; i++)
	{
		Form_pg_attribute column = TupleDescAttr(columns, i);

		if (nulls[i])
			break;
		offset = att_align_pointer(offset, column->attalign, column->attlen,
								   data + offset);
		row->offsets[i] = row->image->t_hoff + offset;
		offset = att_addlength_pointer(offset, column->attlen, data + offset);
	}
}
