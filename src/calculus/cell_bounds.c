/* SPDX-License-Identifier: PostgreSQL */
/*
 * cell_bounds.c - what the cells that are known say of those that are not
 *
 * Three numbers for each area and measure: count, base and the rest of the
 * base.  What adds up:
 *
 *		areas		each number of a whole, in each span of time;
 *		measures	counts; bases and rests where the links say so of all parts;
 *		time		counts; bases and rests of percentages: the people that a rate
 *					is of are the same all year;
 *		figures		base = count + rest, where the base contains the count.
 *
 * None is negative.  What is absent is zero, unless there are cells of what it
 * is made of: a whole that was not published is still the sum of them.  And a
 * whole that was published, of parts that are all absent, has no parts.  An area
 * or measure that only links name is unknown.
 */
#include "calculus/cell_bounds.h"

#include <stdlib.h>
#include <string.h>

#include "calculus/cell_rounding.h"
#include "calculus/cell_sums.h"

/* ---------------------------------------------------------------- time */

/* Finds the months at which the periods begin and end. */
static void
find_points(Tables *tables)
{
	const Cells *cells = tables->cells;
	int32_t    *points = allocate_zeros(tables->host, 2 * (size_t) cells->count, sizeof(int32_t));
	int32_t		found = 0;

	for (int32_t i = 0; i < cells->count; i++)
	{
		points[2 * (size_t) i] = cells->cells[i].first_month;
		points[2 * (size_t) i + 1] = cells->cells[i].first_month +
			cells->cells[i].months;
	}
	qsort(points, 2 * (size_t) cells->count, sizeof(int32_t), compare_int32);
	for (size_t i = 0; i < 2 * (size_t) cells->count; i++)
		if (found == 0 || points[i] != points[found - 1])
			points[found++] = points[i];
	tables->points = points;
	tables->network.points = found;
}

static int32_t
point_number(const Tables *tables, int32_t month)
{
	const int32_t *found = bsearch(&month, tables->points,
								   (size_t) tables->network.points,
								   sizeof(int32_t), compare_int32);

	return (int32_t) (found - tables->points);
}

/* the place of a cell's number in the network */
static size_t
place_of(const Tables *tables, const Cell *cell, int kind)
{
	int32_t		span = span_number(tables->network.points,
								   point_number(tables, cell->first_month),
								   point_number(tables, cell->first_month + cell->months));

	return (size_t) row_number(tables, cell->area, cell->measure, kind) *
		(size_t) tables->network.spans + (size_t) span;
}

/* ---------------------------------------------------------------- what is known */

/* Sets a number that readers have; two of them for one are a contradiction. */
static void
know(Network *network, size_t at, double value)
{
	Bounds	   *b = &network->bounds[at];

	if (isnan(value))
		return;
	if (!network->settled[at])
		*b = (Bounds) {value, value};
	b->lower = fmax(b->lower, value);
	b->upper = fmin(b->upper, value);
	network->settled[at] = true;
}

static void
know_cell(Tables *tables, const Cell *cell, double count, double base)
{
	Network    *network = &tables->network;

	know(network, place_of(tables, cell, COUNT), count);
	if (cell->base_kind != BASE_NONE)
		know(network, place_of(tables, cell, BASE), base);
	if (cell->base_kind == BASE_CONTAINS_COUNT)
		know(network, place_of(tables, cell, REST), base - count);
}

/* Whether something stands where a cell is absent, or for a part of its time. */
static bool
is_occupied(const Tables *tables, const bool *withheld, const Cell *cell)
{
	int32_t		first = point_number(tables, cell->first_month);
	int32_t		last = point_number(tables, cell->first_month + cell->months);
	size_t		row = place_of(tables, cell, COUNT) -
		(size_t) span_number(tables->network.points, first, last);

	for (int32_t from = first; from < last; from++)
		for (int32_t to = from + 1; to <= last; to++)
		{
			size_t		at = row +
				(size_t) span_number(tables->network.points, from, to);

			if (withheld[at] || tables->network.settled[at])
				return true;
		}
	return false;
}

/* ---------------------------------------------------------------- what is absent */

/* a cell of a whole that is not absent, and how many inner ones it is made of */
typedef struct SizedCell
{
	const Cell *cell;
	int64_t		size;
} SizedCell;

typedef struct Absence
{
	Tables	   *tables;
	NodeLists	area_leaves;
	NodeLists	measure_leaves;
	const bool *withheld;		/* by place of the count, as the others */
	bool	   *present;		/* there is a cell */
	bool	   *absent;			/* which is absent */
} Absence;

static inline int32_t
leaf_count(const NodeLists *leaves, int32_t node)
{
	return leaves->start[node + 1] - leaves->start[node];
}

static int
compare_sizes(const void *a, const void *b)
{
	int64_t		x = ((const SizedCell *) a)->size;
	int64_t		y = ((const SizedCell *) b)->size;

	return (x > y) - (x < y);
}

/*
 * Goes through the inner cells of a cell as long as they have a flag or have
 * not; whether it was through.  Where asked to, turns each flag on the way.
 */
static bool
all_inner_are(const Absence *absence, const Cell *cell, bool *flags, bool wanted,
			  bool turn)
{
	const NodeLists *areas = &absence->area_leaves;
	const NodeLists *measures = &absence->measure_leaves;
	Cell		inner = *cell;

	for (int32_t m = measures->start[cell->measure];
		 m < measures->start[cell->measure + 1]; m++)
		for (int32_t a = areas->start[cell->area];
			 a < areas->start[cell->area + 1]; a++)
		{
			size_t		at;

			inner.measure = measures->list[m];
			inner.area = areas->list[a];
			at = place_of(absence->tables, &inner, COUNT);
			if (flags[at] != wanted)
				return false;
			if (turn)
				flags[at] = !wanted;
		}
	return true;
}

static inline bool
is_whole(const Tables *tables, const Cell *cell)
{
	return tables->area_is_whole[cell->area] ||
		tables->measure_is_whole[cell->measure];
}

/*
 * Notes that a cell contributes nothing: an inner one, or a whole where there is
 * no cell of anything that it is made of.
 */
static void
note_absent(Absence *absence, const Cell *cell)
{
	if (is_occupied(absence->tables, absence->withheld, cell))
		return;
	if (!is_whole(absence->tables, cell))
		absence->absent[place_of(absence->tables, cell, COUNT)] = true;
	else if (all_inner_are(absence, cell, absence->present, false, false))
		all_inner_are(absence, cell, absence->absent, false, true);
}

/*
 * A whole of which all parts are absent, and which is not absent itself, has no
 * parts, such as an authority of before it was split.  The smallest first: the
 * others then have a part.
 */
static void
keep_parts_of_wholes(Absence *absence)
{
	const Cells *cells = absence->tables->cells;
	SizedCell  *wholes = allocate_zeros(absence->tables->host, (size_t) cells->count, sizeof(SizedCell));
	int32_t		count = 0;

	for (int32_t i = 0; i < cells->count; i++)
	{
		const Cell *cell = &cells->cells[i];

		if (cell->state == CELL_ABSENT || !is_whole(absence->tables, cell))
			continue;
		wholes[count].cell = cell;
		wholes[count++].size = (int64_t) leaf_count(&absence->area_leaves, cell->area) *
			leaf_count(&absence->measure_leaves, cell->measure);
	}
	qsort(wholes, (size_t) count, sizeof(SizedCell), compare_sizes);
	for (int32_t i = 0; i < count; i++)
		if (all_inner_are(absence, wholes[i].cell, absence->absent, true, false))
			all_inner_are(absence, wholes[i].cell, absence->absent, true, true);
	absence->tables->host->release(wholes);
}

/* Sets the inner cells that are absent to zero. */
static void
enter_zeros(const Absence *absence, const Cell *cell)
{
	const NodeLists *areas = &absence->area_leaves;
	const NodeLists *measures = &absence->measure_leaves;
	Cell		inner = *cell;

	for (int32_t m = measures->start[cell->measure];
		 m < measures->start[cell->measure + 1]; m++)
		for (int32_t a = areas->start[cell->area];
			 a < areas->start[cell->area + 1]; a++)
		{
			inner.measure = measures->list[m];
			inner.area = areas->list[a];
			if (absence->absent[place_of(absence->tables, &inner, COUNT)])
				know_cell(absence->tables, &inner, 0, 0);
		}
}

/* Sets to zero what is absent. */
static void
enter_absent(Tables *tables, const bool *withheld, size_t places)
{
	const Cells *cells = tables->cells;
	Absence		absence = {.tables = tables,.withheld = withheld,
		.area_leaves = leaves_of_nodes(cells->area_link, cells->area_links,
									   cells->areas, tables->host),
		.measure_leaves = leaves_of_nodes(cells->measure_link, cells->measure_links,
										  cells->measures, tables->host),
		.present = allocate_zeros(tables->host, places, sizeof(bool)),
	.absent = allocate_zeros(tables->host, places, sizeof(bool))};

	for (int32_t i = 0; i < cells->count; i++)
		absence.present[place_of(tables, &cells->cells[i], COUNT)] = true;
	for (int32_t i = 0; i < cells->count; i++)
		if (cells->cells[i].state == CELL_ABSENT)
			note_absent(&absence, &cells->cells[i]);
	keep_parts_of_wholes(&absence);
	for (int32_t i = 0; i < cells->count; i++)
		if (cells->cells[i].state == CELL_ABSENT)
			enter_zeros(&absence, &cells->cells[i]);
	release_node_lists(&absence.area_leaves, tables->host);
	release_node_lists(&absence.measure_leaves, tables->host);
	tables->host->release(absence.present);
	tables->host->release(absence.absent);
}

static void
enter_cells(Tables *tables, size_t places)
{
	const Cells *cells = tables->cells;
	bool	   *withheld = allocate_zeros(tables->host, places, sizeof(bool));

	for (int32_t i = 0; i < cells->count; i++)
	{
		const Cell *cell = &cells->cells[i];

		if (cell->state == CELL_KNOWN)
			know_cell(tables, cell, cell->count, cell->base);
		else if (cell->state == CELL_WITHHELD)
			withheld[place_of(tables, cell, COUNT)] = true;
	}
	enter_absent(tables, withheld, places);
	tables->host->release(withheld);
}

/* ---------------------------------------------------------------- whole numbers */

static inline bool
is_fraction(double value)
{
	return !isnan(value) && value != floor(value);
}

/*
 * Numbers are whole ones unless one of the measure that is known is not, or of
 * a measure that it is linked with.
 */
static void
find_whole_numbers(Tables *tables)
{
	const Cells *cells = tables->cells;
	bool	   *fractions = allocate_zeros(tables->host, (size_t) cells->measures, sizeof(bool));
	bool		more = true;

	for (int32_t i = 0; i < cells->count; i++)
		if (cells->cells[i].state == CELL_KNOWN &&
			(is_fraction(cells->cells[i].count) || is_fraction(cells->cells[i].base)))
			fractions[cells->cells[i].measure] = true;
	while (more)
	{
		more = false;
		for (int32_t i = 0; i < cells->measure_links; i++)
		{
			bool	   *whole = &fractions[cells->measure_link[i].whole];
			bool	   *part = &fractions[cells->measure_link[i].part];

			more |= *whole != *part;
			*whole = *part = *whole || *part;
		}
	}
	for (int32_t row = 0; row < tables->network.rows; row++)
		tables->network.whole_numbers[row] = !fractions[measure_of_row(tables, row)];
	tables->host->release(fractions);
}

/* ---------------------------------------------------------------- all of it */

/* Sets the size of the network; false where it is beyond what can be numbered. */
static bool
set_size(Tables *tables)
{
	Network    *network = &tables->network;
	int64_t		rows = (int64_t) tables->cells->areas * tables->cells->measures * KINDS;
	int64_t		spans;

	find_points(tables);
	spans = (int64_t) network->points * (network->points - 1) / 2;
	network->rows = (int32_t) rows;
	network->spans = (int32_t) spans;
	return rows < INT32_MAX && spans < INT32_MAX;
}

static void
read_tables(Tables *tables)
{
	const Cells *cells = tables->cells;
	const Host *host = tables->host;
	Network    *network = &tables->network;
	size_t		places = (size_t) network->rows * (size_t) network->spans;

	network->bounds = allocate_zeros(host, places, sizeof(Bounds));
	for (size_t i = 0; i < places; i++)
		network->bounds[i].upper = INFINITY;
	network->settled = allocate_zeros(host, places, sizeof(bool));
	network->whole_numbers = allocate_zeros(host, (size_t) network->rows, sizeof(bool));
	network->adds_over_time = allocate_zeros(host, (size_t) network->rows, sizeof(bool));
	tables->base_kind = allocate_zeros(host, (size_t) cells->measures, sizeof(uint8_t));
	tables->area_is_whole = allocate_zeros(host, (size_t) cells->areas, sizeof(bool));
	tables->measure_is_whole = allocate_zeros(host, (size_t) cells->measures, sizeof(bool));
	tables->base_adds = allocate_zeros(host, (size_t) cells->measures, sizeof(bool));
	for (int32_t i = 0; i < cells->count; i++)
	{
		tables->base_kind[cells->cells[i].measure] = cells->cells[i].base_kind;
		tables->base_adds[cells->cells[i].measure] = cells->cells[i].base_adds;
	}
	for (int32_t i = 0; i < cells->area_links; i++)
		tables->area_is_whole[cells->area_link[i].whole] = true;
	for (int32_t i = 0; i < cells->measure_links; i++)
		tables->measure_is_whole[cells->measure_link[i].whole] = true;
	find_whole_numbers(tables);
	for (int32_t row = 0; row < network->rows; row++)
		network->adds_over_time[row] = kind_of_row(tables, row) == COUNT ||
			tables->base_adds[measure_of_row(tables, row)];
	enter_cells(tables, places);
}

static void
release_tables(Tables *tables)
{
	const Host *host = tables->host;

	host->release(tables->points);
	host->release(tables->base_kind);
	host->release(tables->base_adds);
	host->release(tables->area_is_whole);
	host->release(tables->measure_is_whole);
	host->release(tables->network.bounds);
	host->release(tables->network.settled);
	host->release(tables->network.whole_numbers);
	host->release(tables->network.adds_over_time);
	sums_release(&tables->network.sums, host);
}

static Bounds
bounds_at(const Tables *tables, const Cell *cell, int kind)
{
	if (!has_kind(tables, cell->measure, kind))
		return (Bounds) {NAN, NAN};
	return tables->network.bounds[place_of(tables, cell, kind)];
}

/*
 * Finds the bounds of each cell that is withheld, and leaves those of others.
 * False where areas, measures and periods are too many to be numbered.
 */
bool
bounds_of_cells(const Cells *cells, CellBounds *bounds, const Host *host)
{
	Tables		tables = {.cells = cells,.host = host};

	if (cells->count == 0)
		return true;
	if (!set_size(&tables))
		return false;
	read_tables(&tables);
	allow_for_rounding(&tables);
	add_area_sums(&tables);
	add_sums_of_measures(&tables);
	add_sums_of_figures(&tables);
	propagate_bounds(&tables.network, host);
	for (int32_t i = 0; i < cells->count; i++)
		if (cells->cells[i].state == CELL_WITHHELD)
		{
			bounds[i].count = bounds_at(&tables, &cells->cells[i], COUNT);
			bounds[i].base = bounds_at(&tables, &cells->cells[i], BASE);
			bounds[i].rest = bounds_at(&tables, &cells->cells[i], REST);
		}
	release_tables(&tables);
	return true;
}
