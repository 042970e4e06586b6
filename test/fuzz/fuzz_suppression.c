/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_suppression.c - decisions on arbitrary cells and links
 */
#include "fuzz.h"

#include "calculus/suppression.h"

#define MAX_AREAS		9
#define MAX_MEASURES	4
#define MAX_LINKS		12
#define MAX_CELLS		40

static void *
allocate(size_t size)
{
	void	   *memory = malloc(size);

	CHECK(memory != NULL);
	return memory;
}

static void
no_interrupts(void)
{
}

static const Host host = {
	.allocate = allocate,
	.release = free,
	.check_for_interrupts = no_interrupts
};

/* Links from lower to higher numbers, so that nothing is a part of itself. */
static int32_t
take_links(Bytes *bytes, CellLink *links, int32_t nodes)
{
	int32_t		count = (int32_t) take_bits(bytes, 1) % (MAX_LINKS + 1);

	for (int32_t i = 0; i < count; i++)
	{
		links[i].whole = (int32_t) take_bits(bytes, 1) % (nodes - 1);
		links[i].part = links[i].whole + 1 +
			(int32_t) take_bits(bytes, 1) % (nodes - 1 - links[i].whole);
		links[i].bases_add = take_bits(bytes, 1) % 2 == 0;
	}
	return count;
}

static double
take_count(Bytes *bytes)
{
	double		value = take_double(bytes);

	return isinf(value) ? NAN : value;
}

/* unit and threshold are those of the measure */
static Cell
take_cell(Bytes *bytes, const uint8_t *units)
{
	Cell		cell;

	memset(&cell, 0, sizeof(cell));
	cell.area = (int32_t) take_bits(bytes, 1) % MAX_AREAS;
	cell.measure = (int32_t) take_bits(bytes, 1) % MAX_MEASURES;
	cell.first_month = 24000 + (int32_t) take_bits(bytes, 1) % 8;
	cell.months = 1 + (int32_t) take_bits(bytes, 1) % 6;
	cell.base_kind = units[cell.measure] % 3;
	cell.below = units[cell.measure] / 3 % 7;
	cell.state = (uint8_t) (take_bits(bytes, 1) % (CELL_PUBLISHED + 1));
	cell.count = take_count(bytes);
	cell.base = cell.base_kind == BASE_NONE ? NAN : take_count(bytes);
	return cell;
}

static void
check_decision(const Cell *cell, CellDecision decision)
{
	switch (cell->state)
	{
		case CELL_ABSENT:
			CHECK(decision == DECISION_NONE);
			break;
		case CELL_CANDIDATE:
			CHECK(decision == DECISION_SHOWN || decision == DECISION_SECONDARY ||
				  decision == DECISION_NARROW);
			break;
		case CELL_PUBLISHED:
			CHECK(decision == DECISION_SHOWN || decision == DECISION_SECONDARY);
			break;
		default:
			CHECK(decision == DECISION_WITHHELD || decision == DECISION_GIVEN_AWAY);
	}
	CHECK((decision_word(decision) == NULL) == (decision == DECISION_NONE));
}

/* the same cells backwards are decided alike */
static void
check_order(Cells *cells, const CellDecision *decisions)
{
	CellDecision backwards[MAX_CELLS];

	for (int32_t i = 0; i < cells->count / 2; i++)
	{
		Cell		kept = cells->cells[i];

		cells->cells[i] = cells->cells[cells->count - 1 - i];
		cells->cells[cells->count - 1 - i] = kept;
	}
	decide_cells(cells, backwards, &host);
	for (int32_t i = 0; i < cells->count; i++)
		CHECK(backwards[i] == decisions[cells->count - 1 - i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Bytes		bytes = {data, size};
	CellLink	area_links[MAX_LINKS];
	CellLink	measure_links[MAX_LINKS];
	Cell		list[MAX_CELLS];
	uint8_t		units[MAX_MEASURES];
	CellDecision decisions[MAX_CELLS];
	Cells		cells = {.cells = list,.areas = MAX_AREAS,.measures = MAX_MEASURES,
	.area_link = area_links,.measure_link = measure_links};

	for (int i = 0; i < MAX_MEASURES; i++)
		units[i] = (uint8_t) take_bits(&bytes, 1);
	cells.area_links = take_links(&bytes, area_links, MAX_AREAS);
	cells.measure_links = take_links(&bytes, measure_links, MAX_MEASURES);
	cells.count = (int32_t) take_bits(&bytes, 1) % (MAX_CELLS + 1);
	for (int32_t i = 0; i < cells.count; i++)
		list[i] = take_cell(&bytes, units);
	decide_cells(&cells, decisions, &host);
	for (int32_t i = 0; i < cells.count; i++)
		check_decision(&list[i], decisions[i]);
	check_order(&cells, decisions);
	return 0;
}
