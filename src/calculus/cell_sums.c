/* SPDX-License-Identifier: PostgreSQL */
/*
 * cell_sums.c - what adds up to what among the numbers of areas and measures
 *
 *		areas		each number of a whole, in each span of time;
 *		measures	counts; bases and rests where the links say so of all parts;
 *		figures		base = count + rest, where the base contains the count.
 */
#include "calculus/cell_sums.h"

#include <string.h>

#include "calculus/partitions.h"

/* Adds the sums of areas, of each number of each measure. */
void
add_area_sums(Tables *tables)
{
	const Cells *cells = tables->cells;
	Sums		areas = partitions_of_wholes(cells->area_link, cells->area_links,
											 cells->areas, tables->host);

	for (int32_t measure = 0; measure < cells->measures; measure++)
		for (int kind = 0; kind < KINDS; kind++)
			for (int32_t i = 0; has_kind(tables, measure, kind) && i < areas.count; i++)
			{
				const int32_t *member = areas.members + areas.start[i];
				const int32_t *end = areas.members + areas.start[i + 1];

				sums_start(&tables->network.sums,
						   row_number(tables, *member, measure, kind), tables->host);
				while (++member < end)
					sums_add_part(&tables->network.sums,
								  row_number(tables, *member, measure, kind),
								  tables->host);
			}
	sums_release(&areas, tables->host);
}

/* Adds the sums of measures in each area, of one kind of numbers. */
static void
add_measure_sums(Tables *tables, const Sums *measures, int kind)
{
	for (int32_t i = 0; i < measures->count; i++)
		for (int32_t area = 0; area < tables->cells->areas; area++)
		{
			const int32_t *member = measures->members + measures->start[i];
			const int32_t *end = measures->members + measures->start[i + 1];

			sums_start(&tables->network.sums,
					   row_number(tables, area, *member, kind), tables->host);
			while (++member < end)
				sums_add_part(&tables->network.sums,
							  row_number(tables, area, *member, kind),
							  tables->host);
		}
}

/* Returns the links of wholes whose parts' bases all add up, and how many. */
static CellLink *
links_of_bases(const Tables *tables, int32_t *count)
{
	const Cells *cells = tables->cells;
	CellLink   *links = allocate_zeros(tables->host, (size_t) cells->measure_links, sizeof(CellLink));
	bool	   *apart = allocate_zeros(tables->host, (size_t) cells->measures, sizeof(bool));

	*count = 0;
	for (int32_t i = 0; i < cells->measure_links; i++)
		if (!cells->measure_link[i].bases_add)
			apart[cells->measure_link[i].whole] = true;
	for (int32_t i = 0; i < cells->measure_links; i++)
		if (!apart[cells->measure_link[i].whole])
			links[(*count)++] = cells->measure_link[i];
	tables->host->release(apart);
	return links;
}

/* Adds the sums of measures in each area. */
void
add_sums_of_measures(Tables *tables)
{
	const Cells *cells = tables->cells;
	int32_t		count;
	CellLink   *links = links_of_bases(tables, &count);
	Sums		counts = partitions_of_wholes(cells->measure_link,
											  cells->measure_links,
											  cells->measures, tables->host);
	Sums		bases = partitions_of_wholes(links, count, cells->measures,
											 tables->host);

	add_measure_sums(tables, &counts, COUNT);
	add_measure_sums(tables, &bases, BASE);
	add_measure_sums(tables, &bases, REST);
	sums_release(&counts, tables->host);
	sums_release(&bases, tables->host);
	tables->host->release(links);
}

/* Adds base = count + rest where the base contains the count. */
void
add_sums_of_figures(Tables *tables)
{
	for (int32_t measure = 0; measure < tables->cells->measures; measure++)
		for (int32_t area = 0; area < tables->cells->areas &&
			 contains_count(tables, measure); area++)
		{
			sums_start(&tables->network.sums,
					   row_number(tables, area, measure, BASE), tables->host);
			sums_add_part(&tables->network.sums,
						  row_number(tables, area, measure, COUNT), tables->host);
			sums_add_part(&tables->network.sums,
						  row_number(tables, area, measure, REST), tables->host);
		}
}
