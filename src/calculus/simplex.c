/* SPDX-License-Identifier: PostgreSQL */
/*
 * simplex.c - the least and the greatest of a sum under equations
 *
 * The simplex method on a dense tableau, in two phases (Dantzig 1963): first a
 * solution of the equations is found by making the sum of what they lack zero,
 * then the sum that is asked for is made as small as it can be from there.  The
 * column that promises most is taken, and after many steps the first that
 * promises anything, by which no circle is possible (Bland 1977, New Finite
 * Pivoting Rules for the Simplex Method).
 *
 * The equations are sums of counts, with factors of one, so that what is below
 * TINY is the noise of additions.
 */
#include "calculus/simplex.h"

#include <math.h>
#include <string.h>

#define TINY			1e-9
#define LACKS_NOTHING	1e-6	/* relative to the largest right hand side */

/* Makes a tableau of zeros. */
Tableau *
tableau_make(int32_t rows, int32_t columns, const Host *host)
{
	Tableau    *tableau = host->allocate(sizeof(Tableau));
	size_t		width = (size_t) columns + 1;

	tableau->host = host;
	tableau->rows = rows;
	tableau->columns = columns;
	tableau->cells = host->allocate(((size_t) rows * width + 1) * sizeof(double));
	tableau->costs = host->allocate(width * sizeof(double));
	tableau->basis = host->allocate(((size_t) rows + 1) * sizeof(int32_t));
	memset(tableau->cells, 0, (size_t) rows * width * sizeof(double));
	return tableau;
}

void
tableau_release(Tableau *tableau)
{
	tableau->host->release(tableau->cells);
	tableau->host->release(tableau->costs);
	tableau->host->release(tableau->basis);
	tableau->host->release(tableau);
}

/* Subtracts a multiple of one row from another, both of the tableau's width. */
static inline void
subtract_row(double *row, const double *other, double factor, int32_t width)
{
	for (int32_t i = 0; i < width; i++)
		row[i] -= factor * other[i];
}

/* Makes a variable that of a row: 1 there and 0 in every other row. */
static void
pivot(Tableau *tableau, int32_t at, int32_t column)
{
	int32_t		width = tableau->columns + 1;
	double	   *row = tableau_cell(tableau, at, 0);
	double		factor = row[column];

	for (int32_t i = 0; i < width; i++)
		row[i] /= factor;
	row[column] = 1;
	for (int32_t i = 0; i < tableau->rows; i++)
	{
		double	   *other = tableau_cell(tableau, i, 0);

		if (i == at || other[column] == 0)
			continue;
		subtract_row(other, row, other[column], width);
		other[column] = 0;
		if (fabs(other[tableau->columns]) < TINY)
			other[tableau->columns] = 0;
	}
	subtract_row(tableau->costs, row, tableau->costs[column], width);
	tableau->costs[column] = 0;
	tableau->basis[at] = column;
}

/* the column to go into the basis, -1 where none makes the sum smaller */
static int32_t
entering_column(const Tableau *tableau, bool first)
{
	int32_t		best = -1;
	double		least = -TINY;

	for (int32_t i = 0; i < tableau->columns; i++)
	{
		if (tableau->costs[i] < least)
		{
			best = i;
			if (first)
				break;
			least = tableau->costs[i];
		}
	}
	return best;
}

/* the row that limits a column, -1 where none does */
static int32_t
leaving_row(const Tableau *tableau, int32_t column)
{
	int32_t		best = -1;
	double		least = INFINITY;

	for (int32_t i = 0; i < tableau->rows; i++)
	{
		double		factor = *tableau_cell(tableau, i, column);
		double		ratio;

		if (factor <= TINY)
			continue;
		ratio = *tableau_cell(tableau, i, tableau->columns) / factor;
		if (best < 0 || ratio < least - TINY ||
			(ratio <= least + TINY && tableau->basis[i] < tableau->basis[best]))
		{
			best = i;
			least = ratio;
		}
	}
	return best;
}

/* Makes the sum in the last row as small as it can be. */
static SimplexEnd
descend(Tableau *tableau)
{
	int64_t		usual = 4 * ((int64_t) tableau->rows + tableau->columns) + 64;

	for (int64_t step = 0; step < 16 * usual; step++)
	{
		int32_t		column = entering_column(tableau, step > usual);
		int32_t		row;

		if (step % 64 == 63)
			tableau->host->check_for_interrupts();
		if (column < 0)
			return SIMPLEX_FOUND;
		row = leaving_row(tableau, column);
		if (row < 0)
			return SIMPLEX_UNBOUNDED;
		pivot(tableau, row, column);
	}
	return SIMPLEX_GAVE_UP;
}

/* Takes a row out that says nothing that others do not. */
static void
drop_row(Tableau *tableau, int32_t row)
{
	int32_t		last = --tableau->rows;

	if (row == last)
		return;
	memcpy(tableau_cell(tableau, row, 0), tableau_cell(tableau, last, 0),
		   ((size_t) tableau->columns + 1) * sizeof(double));
	tableau->basis[row] = tableau->basis[last];
}

/* Gives each row that still has no variable one of those that are zero now. */
static void
fill_basis(Tableau *tableau)
{
	for (int32_t row = tableau->rows - 1; row >= 0; row--)
	{
		int32_t		best = 0;

		if (tableau->basis[row] >= 0)
			continue;
		for (int32_t i = 1; i < tableau->columns; i++)
			if (fabs(*tableau_cell(tableau, row, i)) >
				fabs(*tableau_cell(tableau, row, best)))
				best = i;
		if (fabs(*tableau_cell(tableau, row, best)) < LACKS_NOTHING)
			drop_row(tableau, row);
		else
		{
			*tableau_cell(tableau, row, tableau->columns) = 0;
			pivot(tableau, row, best);
		}
	}
}

/* Finds a solution of the equations, from which a least can be looked for. */
SimplexEnd
tableau_solve(Tableau *tableau)
{
	int32_t		width = tableau->columns + 1;
	double		largest = 1;
	SimplexEnd	end;

	memset(tableau->costs, 0, (size_t) width * sizeof(double));
	for (int32_t row = 0; row < tableau->rows; row++)
	{
		double	   *cells = tableau_cell(tableau, row, 0);

		if (cells[tableau->columns] < 0)
			for (int32_t i = 0; i < width; i++)
				cells[i] = -cells[i];
		largest = fmax(largest, cells[tableau->columns]);
		tableau->basis[row] = -1;
		subtract_row(tableau->costs, cells, 1, width);
	}
	end = descend(tableau);
	if (end != SIMPLEX_FOUND)
		return SIMPLEX_GAVE_UP;
	if (-tableau->costs[tableau->columns] > LACKS_NOTHING * largest)
		return SIMPLEX_CONTRADICTION;
	fill_basis(tableau);
	return SIMPLEX_FOUND;
}

/*
 * Finds the least of a sum, given by a factor of each variable, after
 * tableau_solve() has found a solution.  The greatest is the least of the sum
 * with all factors negated, itself negated.
 */
SimplexEnd
tableau_least(Tableau *tableau, const double *factors, double *least)
{
	SimplexEnd	end;

	memcpy(tableau->costs, factors, (size_t) tableau->columns * sizeof(double));
	tableau->costs[tableau->columns] = 0;
	for (int32_t row = 0; row < tableau->rows; row++)
	{
		double		factor = tableau->costs[tableau->basis[row]];

		if (factor != 0)
			subtract_row(tableau->costs, tableau_cell(tableau, row, 0), factor,
						 tableau->columns + 1);
	}
	end = descend(tableau);
	*least = 0.0 - tableau->costs[tableau->columns];
	return end;
}
