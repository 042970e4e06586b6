/* SPDX-License-Identifier: PostgreSQL */
/*
 * sparse_row.c - rows of a matrix that are mostly zero
 */
#include "calculus/sparse_row.h"

#include <string.h>

#include "calculus/residues.h"

/* Makes a row's room at least "room"; what is in it is lost. */
void
row_room(Row *row, int32_t room, const Host *host)
{
	if (row->room >= room)
		return;
	if (row->room > 0)
	{
		host->release(row->columns);
		host->release(row->values);
	}
	row->room = room + room / 2;
	row->columns = host->allocate((size_t) row->room * sizeof(int32_t));
	row->values = host->allocate((size_t) row->room * sizeof(uint64_t));
}

void
row_release(Row *row, const Host *host)
{
	if (row->room > 0)
	{
		host->release(row->columns);
		host->release(row->values);
	}
	memset(row, 0, sizeof(Row));
}

/* Returns where a column is in a row, or -1. */
int32_t
row_find(const Row *row, int32_t column)
{
	int32_t		low = 0;
	int32_t		high = row->size;

	while (low < high)
	{
		int32_t		middle = low + (high - low) / 2;

		if (row->columns[middle] < column)
			low = middle + 1;
		else
			high = middle;
	}
	return low < row->size && row->columns[low] == column ? low : -1;
}

/* Appends a value, unless it is zero, behind all other columns. */
void
row_append(Row *row, int32_t column, uint64_t value)
{
	if (value != 0)
	{
		row->columns[row->size] = column;
		row->values[row->size++] = value;
	}
}

/* Takes the value at a place in a row out of it. */
void
row_delete(Row *row, int32_t at)
{
	size_t		behind = (size_t) (row->size - at - 1);

	memmove(row->columns + at, row->columns + at + 1, behind * sizeof(int32_t));
	memmove(row->values + at, row->values + at + 1, behind * sizeof(uint64_t));
	row->size--;
}

/* Writes a row plus a multiple of another one; the result is neither of them. */
void
row_combine(Row *result, const Row *row, uint64_t factor, const Row *other,
			const Host *host)
{
	int32_t		i = 0;
	int32_t		k = 0;

	row_room(result, row->size + other->size, host);
	result->size = 0;
	while (i < row->size || k < other->size)
	{
		if (k == other->size ||
			(i < row->size && row->columns[i] < other->columns[k]))
		{
			row_append(result, row->columns[i], row->values[i]);
			i++;
			continue;
		}
		if (i < row->size && row->columns[i] == other->columns[k])
		{
			row_append(result, row->columns[i],
					   residue_add(row->values[i],
								   residue_multiply(factor, other->values[k])));
			i++;
		}
		else
			row_append(result, other->columns[k],
					   residue_multiply(factor, other->values[k]));
		k++;
	}
}

/* Exchanges what two rows hold, but for their pivots. */
void
row_exchange(Row *row, Row *other)
{
	Row			old = *row;

	*row = *other;
	row->pivot = old.pivot;
	old.pivot = other->pivot;
	*other = old;
}
