/* SPDX-License-Identifier: PostgreSQL */
/*
 * elimination.c - what follows from the sums that are shown
 *
 * Gaussian elimination modulo a prime (residues.h), in exact arithmetic: a
 * dependency that holds in the rational numbers holds modulo the prime unless
 * the prime divides a determinant of the table's zeros and ones.  Accepted
 * vectors are kept in reduced echelon form, each row with a pivot that no other
 * row has, and protected ones as their residuals by those.  A protected vector
 * follows from what is accepted exactly where nothing is left of it; it would
 * follow together with a further vector exactly where its residual is a
 * multiple of the other's.
 *
 * Rows are sparse.  The pivot of a row is, of its columns, the one with the
 * highest rank: that of the cell which will come last, so that what is
 * eliminated meanwhile stays as sparse as it was.
 *
 * Method: Langsrud, O. (2024), Secondary Cell Suppression by Gaussian
 * Elimination, in Privacy in Statistical Databases,
 * doi 10.1007/978-3-031-69651-0_6.
 */
#include "calculus/elimination.h"

#include <stdlib.h>
#include <string.h>

#include "calculus/residues.h"
#include "calculus/sparse_row.h"

#define NO_ROW	(-1)
#define CHECK_EVERY	1024		/* rows changed between checks for interrupts */

/* rows that have, or had, a value in a column */
typedef struct Occurrence
{
	int32_t		column;
	int32_t		row;
	int32_t		next;
} Occurrence;

struct Span
{
	const Host *host;
	int32_t		columns;
	const int32_t *ranks;		/* by column */
	int32_t    *pivot_row;		/* by column */
	int32_t    *first;			/* occurrence of a column */
	int32_t		rows;
	int32_t		room;
	Row		   *row;
	int32_t		occurrences;
	int32_t		occurrence_room;
	Occurrence *occurrence;
	int32_t		protecteds;		/* rows of protected vectors, in their order */
	int32_t		protected_room;
	int32_t    *protected_row;
	int32_t		changes;
	uint64_t   *sum;			/* by column, all zero between uses */
	bool	   *is_touched;
	int32_t		touched;
	int32_t    *touched_column;
	Row			residual[2];
	Row			merged;
};

static void *
zeroed(size_t size, const Host *host)
{
	void	   *result = host->allocate(size + 1);

	memset(result, 0, size);
	return result;
}

/* Makes room in an array for one more element than it has. */
static void *
grown(void *array, int32_t count, int32_t *room, size_t element, const Host *host)
{
	void	   *result;

	if (count < *room)
		return array;
	*room = *room < 16 ? 16 : *room * 2;
	result = host->allocate((size_t) *room * element);
	if (array != NULL)
	{
		memcpy(result, array, (size_t) count * element);
		host->release(array);
	}
	return result;
}

/* ---------------------------------------------------------------- the span */

/* Makes a span without vectors; "ranks" of the columns say which is a pivot. */
Span *
span_make(int32_t columns, const int32_t *ranks, const Host *host)
{
	Span	   *span = zeroed(sizeof(Span), host);
	size_t		integers = (size_t) columns * sizeof(int32_t);

	span->host = host;
	span->columns = columns;
	span->ranks = ranks;
	span->pivot_row = zeroed(integers, host);
	span->first = zeroed(integers, host);
	memset(span->pivot_row, 0xFF, integers);	/* NO_ROW */
	memset(span->first, 0xFF, integers);
	span->sum = zeroed((size_t) columns * sizeof(uint64_t), host);
	span->is_touched = zeroed((size_t) columns, host);
	span->touched_column = zeroed(integers, host);
	return span;
}

/* Takes all vectors out, in the time that it takes to go through them. */
void
span_clear(Span *span)
{
	for (int32_t i = 0; i < span->rows; i++)
	{
		if (span->row[i].pivot >= 0)
			span->pivot_row[span->row[i].pivot] = NO_ROW;
		row_release(&span->row[i], span->host);
	}
	for (int32_t i = 0; i < span->occurrences; i++)
		span->first[span->occurrence[i].column] = NO_ROW;
	span->rows = 0;
	span->occurrences = 0;
	span->protecteds = 0;
}

void
span_release(Span *span)
{
	const Host *host = span->host;

	span_clear(span);
	for (int i = 0; i < 2; i++)
		row_release(&span->residual[i], host);
	row_release(&span->merged, host);
	if (span->room > 0)
		host->release(span->row);
	if (span->occurrence_room > 0)
		host->release(span->occurrence);
	if (span->protected_room > 0)
		host->release(span->protected_row);
	host->release(span->pivot_row);
	host->release(span->first);
	host->release(span->sum);
	host->release(span->is_touched);
	host->release(span->touched_column);
	host->release(span);
}

/* ---------------------------------------------------------------- rows */

static void
add_occurrence(Span *span, int32_t column, int32_t row)
{
	span->occurrence = grown(span->occurrence, span->occurrences,
							 &span->occurrence_room, sizeof(Occurrence), span->host);
	span->occurrence[span->occurrences].column = column;
	span->occurrence[span->occurrences].row = row;
	span->occurrence[span->occurrences].next = span->first[column];
	span->first[column] = span->occurrences++;
}

/* Adds a copy of a row; returns its number. */
static int32_t
add_row(Span *span, const Row *source, int32_t pivot)
{
	Row		   *row;

	span->row = grown(span->row, span->rows, &span->room, sizeof(Row), span->host);
	row = &span->row[span->rows];
	memset(row, 0, sizeof(Row));
	row_room(row, source->size, span->host);
	row->size = source->size;
	row->pivot = pivot;
	if (source->size > 0)
	{
		memcpy(row->columns, source->columns, (size_t) row->size * sizeof(int32_t));
		memcpy(row->values, source->values, (size_t) row->size * sizeof(uint64_t));
	}
	for (int32_t i = 0; i < row->size; i++)
		if (row->columns[i] != pivot)
			add_occurrence(span, row->columns[i], span->rows);
	return span->rows++;
}

/*
 * Subtracts from a row as many times another one, which is 1 at the column, as
 * make the column zero.  New columns of a row of the span (number >= 0) are
 * entered among the occurrences.
 */
static void
eliminate(Span *span, Row *row, int32_t number, int32_t column, const Row *other)
{
	int32_t		at = row_find(row, column);

	if (at < 0)
		return;
	if (other->size == 1)
	{
		row_delete(row, at);
		return;
	}
	if (++span->changes % CHECK_EVERY == 0)
		span->host->check_for_interrupts();
	for (int32_t i = 0; i < other->size && number >= 0; i++)
		if (row_find(row, other->columns[i]) < 0)
			add_occurrence(span, other->columns[i], number);
	row_combine(&span->merged, row, residue_negate(row->values[at]), other,
				span->host);
	row_exchange(row, &span->merged);
}

/* ---------------------------------------------------------------- residuals */

static inline void
add_to_sum(Span *span, int32_t column, uint64_t value)
{
	if (!span->is_touched[column])
	{
		span->is_touched[column] = true;
		span->touched_column[span->touched++] = column;
	}
	span->sum[column] = residue_add(span->sum[column], value);
}

static void
add_row_to_sum(Span *span, const Row *row, uint64_t factor)
{
	for (int32_t i = 0; i < row->size; i++)
		add_to_sum(span, row->columns[i], residue_multiply(factor, row->values[i]));
}

static int
compare_columns(const void *a, const void *b)
{
	int32_t		x = *(const int32_t *) a;
	int32_t		y = *(const int32_t *) b;

	return (x > y) - (x < y);
}

/* Moves what has been summed up into a row. */
static void
take_sum(Span *span, Row *row)
{
	bool		sorted = true;

	for (int32_t i = 1; i < span->touched && sorted; i++)
		sorted = span->touched_column[i - 1] < span->touched_column[i];
	if (!sorted)
		qsort(span->touched_column, (size_t) span->touched, sizeof(int32_t),
			  compare_columns);
	row_room(row, span->touched, span->host);
	row->size = 0;
	for (int32_t i = 0; i < span->touched; i++)
	{
		int32_t		column = span->touched_column[i];

		row_append(row, column, span->sum[column]);
		span->sum[column] = 0;
		span->is_touched[column] = false;
	}
	span->touched = 0;
}

/* Sums up what is left of a vector when the accepted ones are taken from it. */
static void
sum_residual(Span *span, const SpanVector *vector)
{
	int32_t		own;

	for (int part = 0; part < 2; part++)
		for (int32_t i = 0; i < vector->parts[part].size; i++)
			add_to_sum(span, vector->parts[part].atoms[i], 1);
	own = span->touched;
	for (int32_t i = 0; i < own; i++)
	{
		int32_t		column = span->touched_column[i];
		int32_t		pivot = span->pivot_row[column];

		if (pivot != NO_ROW && span->sum[column] != 0)
			add_row_to_sum(span, &span->row[pivot],
						   residue_negate(span->sum[column]));
	}
}

/* Makes a row 1 at the column of the highest rank, which is its pivot. */
static void
normalize(const Span *span, Row *row)
{
	int32_t		best = 0;
	uint64_t	factor;

	for (int32_t i = 1; i < row->size; i++)
		if (span->ranks[row->columns[i]] > span->ranks[row->columns[best]])
			best = i;
	row->pivot = row->columns[best];
	factor = residue_inverse(row->values[best]);
	if (factor != 1)
		for (int32_t i = 0; i < row->size; i++)
			row->values[i] = residue_multiply(factor, row->values[i]);
}

/*
 * Writes the residuals of one or two vectors, without those that follow from
 * what is accepted and the one before; returns their number.  "which" has a bit
 * set for each that is left.
 */
static int
find_residuals(Span *span, const SpanVector *vectors, int count, int *which)
{
	int			found = 0;

	*which = 0;
	for (int i = 0; i < count; i++)
	{
		Row		   *row = &span->residual[found];

		sum_residual(span, &vectors[i]);
		if (found == 1)
		{
			uint64_t	value = span->sum[span->residual[0].pivot];

			if (value != 0)
				add_row_to_sum(span, &span->residual[0], residue_negate(value));
		}
		take_sum(span, row);
		if (row->size == 0)
			continue;
		normalize(span, row);
		if (found == 1)
			eliminate(span, &span->residual[0], -1, row->pivot, row);
		*which |= 1 << i;
		found++;
	}
	return found;
}

/* ---------------------------------------------------------------- questions */

/* Adds a vector that must not follow from those accepted. */
void
span_protect(Span *span, const SpanVector *vector)
{
	sum_residual(span, vector);
	take_sum(span, &span->residual[0]);
	span->protected_row = grown(span->protected_row, span->protecteds,
								&span->protected_room, sizeof(int32_t), span->host);
	span->protected_row[span->protecteds++] =
		add_row(span, &span->residual[0], -1);
}

/* Returns whether a protected vector, by its order, follows from those accepted. */
bool
span_given_away(const Span *span, int32_t number)
{
	return span->row[span->protected_row[number]].size == 0;
}

/* whether nothing is left of a row when multiples of the residuals are taken */
static bool
is_combination(Span *span, const Row *row, int residuals)
{
	uint64_t	factors[2] = {0, 0};
	int32_t		columns = 0;
	bool		is_zero = true;

	for (int i = 0; i < residuals; i++)
	{
		factors[i] = row_value(row, span->residual[i].pivot);
		columns += factors[i] != 0 ? span->residual[i].size : 0;
	}
	if (row->size > columns)
		return false;
	add_row_to_sum(span, row, RESIDUE_PRIME - 1);
	for (int i = 0; i < residuals; i++)
		if (factors[i] != 0)
			add_row_to_sum(span, &span->residual[i], factors[i]);
	for (int32_t i = 0; i < span->touched; i++)
	{
		int32_t		column = span->touched_column[i];

		is_zero = is_zero && span->sum[column] == 0;
		span->sum[column] = 0;
		span->is_touched[column] = false;
	}
	span->touched = 0;
	return is_zero;
}

/*
 * Returns whether a protected vector that does not follow from what is accepted
 * would follow from it and one or two further vectors.
 */
bool
span_gives_away(Span *span, const SpanVector *vectors, int count)
{
	int			which;
	int			residuals = find_residuals(span, vectors, count, &which);

	for (int i = 0; i < residuals; i++)
	{
		for (int32_t at = span->first[span->residual[i].pivot]; at >= 0;
			 at = span->occurrence[at].next)
		{
			const Row  *row = &span->row[span->occurrence[at].row];

			if (row->pivot < 0 && row->size > 0 &&
				is_combination(span, row, residuals))
				return true;
		}
	}
	return false;
}

/*
 * Accepts one or two vectors; returns a number with a bit set for each that did
 * not follow from what had been accepted before it.
 */
int
span_accept(Span *span, const SpanVector *vectors, int count)
{
	int			which;
	int			residuals = find_residuals(span, vectors, count, &which);

	for (int i = 0; i < residuals; i++)
	{
		int32_t		pivot = span->residual[i].pivot;
		int32_t		added = add_row(span, &span->residual[i], pivot);

		span->pivot_row[pivot] = added;
		for (int32_t at = span->first[pivot]; at >= 0;
			 at = span->occurrence[at].next)
		{
			int32_t		number = span->occurrence[at].row;

			eliminate(span, &span->row[number], number, pivot,
					  &span->row[added]);
		}
		span->first[pivot] = NO_ROW;
	}
	return which;
}
