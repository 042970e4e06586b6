/* SPDX-License-Identifier: PostgreSQL */
/*
 * disclosure.c - SQL function: which figures may be shown beside each other
 *
 * A thin wrapper of calculus/suppression.c.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "calculus/suppression.h"
#include "compat.h"
#include "functions/cell_arrays.h"
#include "server_host.h"

PG_FUNCTION_INFO_V1(protect_cells);

#define STATES_TAKEN	(CELL_STATE(CELL_PRIMARY) | CELL_STATE(CELL_MISSING) | \
						 CELL_STATE(CELL_ABSENT) | CELL_STATE(CELL_CANDIDATE) | \
						 CELL_STATE(CELL_PUBLISHED))

/* protect_cells(...): a decision for each cell, in their order */
Datum
protect_cells(PG_FUNCTION_ARGS)
{
	Cells	   *cells = read_cells(fcinfo, STATES_TAKEN);
	Size		room = (Size) cells->count + 1;
	CellDecision *decisions = MemoryContextAllocHuge(CurrentMemoryContext,
													 room * sizeof(CellDecision));
	Datum	   *words = MemoryContextAllocHuge(CurrentMemoryContext,
											   room * sizeof(Datum));
	bool	   *nulls = MemoryContextAllocHuge(CurrentMemoryContext, room);
	Datum		word_of[DECISION_GIVEN_AWAY + 1] = {0};
	int			lower_bound = 1;

	decide_cells(cells, decisions, &server_host);
	for (int i = 0; i <= DECISION_GIVEN_AWAY; i++)
		if (decision_word((CellDecision) i) != NULL)
			word_of[i] = CStringGetTextDatum(decision_word((CellDecision) i));
	for (int i = 0; i < cells->count; i++)
	{
		nulls[i] = decision_word(decisions[i]) == NULL;
		words[i] = word_of[decisions[i]];
	}
	PG_RETURN_ARRAYTYPE_P(construct_md_array(words, nulls, 1, &cells->count,
											 &lower_bound, TEXTOID, -1, false,
											 TYPALIGN_INT));
}
