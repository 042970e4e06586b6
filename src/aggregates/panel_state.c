/* SPDX-License-Identifier: PostgreSQL */
/*
 * panel_state.c - the state of the aggregate panel, as it grows and becomes a panel
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "aggregates/panel_state.h"
#include "compat.h"
#include "types/panel_build.h"

#define FIRST_AREAS		16
#define FEW_AREAS		256		/* below, capacity grows fourfold */
#define FIRST_PIECE		512		/* bytes */
#define LARGEST_PIECE	8192	/* more would be a block of memory of its own */
#define MAX_POINTS		((int32) (MaxAllocSize / sizeof(Point)))

/* ---------------------------------------------------------------- growing */

static Size get_flat_size(ExpandedObjectHeader *header);
static void flatten_into(ExpandedObjectHeader *header, void *result, Size size);

static const ExpandedObjectMethods methods = {get_flat_size, flatten_into};

PanelState *
panel_state_make(MemoryContext parent, Unit unit, Polarity polarity)
{
	MemoryContext context = GenerationContextCreate(parent, "cfsperf panel", 0,
													1024, 65536);
	PanelState *state = MemoryContextAllocZero(context, sizeof(PanelState));

	EOH_init_header(&state->header, &methods, context);
	state->magic = PANEL_STATE_MAGIC;
	state->unit = unit;
	state->polarity = polarity;
	state->area_capacity = FIRST_AREAS;
	state->areas = MemoryContextAlloc(context, FIRST_AREAS * sizeof(StateArea));
	state->slots = MemoryContextAllocZero(context,
										  2 * FIRST_AREAS * sizeof(int32));
	return state;
}

static CFS_NORETURN void
too_many_points(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("a panel cannot hold more than %d figures", MAX_POINTS),
			 errhint("Group by measure, and make a panel of fewer areas or "
					 "periods.")));
}

static Size
piece_size(const PointPiece *piece)
{
	return offsetof(PointPiece, heads) + (Size) piece->capacity *
		(sizeof(PointHead) + (piece->counts != NULL ? sizeof(PointCounts) : 0));
}

/*
 * Appends an empty piece: each twice as long as the one before, up to a limit.  It
 * has room for counts where they are asked for, or were before.
 */
PointPiece *
panel_state_more_points(PanelState *state, bool counts)
{
	PointPiece *last = state->last_piece;
	Size		size = FIRST_PIECE;
	Size		element;
	int32		capacity;
	PointPiece *piece;

	counts = counts || (last != NULL && last->counts != NULL);
	element = sizeof(PointHead) + (counts ? sizeof(PointCounts) : 0);
	/* what is left at the end of a piece is less than an element */
	while (last != NULL && size - element < piece_size(last) && size < LARGEST_PIECE)
		size *= 2;
	capacity = (int32) ((size - offsetof(PointPiece, heads)) / element);
	if (state->n_points >= MAX_POINTS - capacity)
		too_many_points();
	CHECK_FOR_INTERRUPTS();
	piece = MemoryContextAlloc(state->header.eoh_context, size);
	piece->next = NULL;
	piece->count = 0;
	piece->capacity = capacity;
	piece->counts = counts ? (PointCounts *) (piece->heads + capacity) : NULL;
	if (last == NULL)
		state->first_piece = piece;
	else
		last->next = piece;
	return state->last_piece = piece;
}

/* more memory of the state's own, or the first */
static void *
grow(const PanelState *state, void *old, Size size)
{
	if (!AllocSizeIsValid(size))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a panel cannot hold that many areas"),
				 errhint("Group by measure.")));
	if (old == NULL)
		return MemoryContextAlloc(state->header.eoh_context, size);
	return repalloc(old, size);
}

static void
put_slot(PanelState *state, int32 area)
{
	uint32		mask = (uint32) state->area_capacity * 2 - 1;
	uint32		slot = state->areas[area].hash & mask;

	while (state->slots[slot] != 0)
		slot = (slot + 1) & mask;
	state->slots[slot] = area + 1;
}

static void
more_areas(PanelState *state)
{
	Size		capacity = (Size) state->area_capacity *
		(state->area_capacity < FEW_AREAS ? 4 : 2);

	state->areas = grow(state, state->areas, capacity * sizeof(StateArea));
	state->slots = grow(state, state->slots, 2 * capacity * sizeof(int32));
	memset(state->slots, 0, 2 * capacity * sizeof(int32));
	state->area_capacity = (int32) capacity;
	for (int32 i = 0; i < state->n_areas; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_slot(state, i);
	}
}

static int32
add_area(PanelState *state, uint32 hash, const char *name, int32 length)
{
	StateArea  *area;

	CHECK_FOR_INTERRUPTS();
	if (state->n_areas == state->area_capacity)
		more_areas(state);
	area = &state->areas[state->n_areas];
	area->hash = hash;
	area->next = 0;
	area->length = length;
	if (length > SHORT_NAME)
		area->name.there = MemoryContextAlloc(state->header.eoh_context,
											  (Size) length);
	memcpy(length > SHORT_NAME ? area->name.there : area->name.here, name,
		   (Size) length);
	put_slot(state, state->n_areas);
	return state->n_areas++;
}

/*
 * The number of an area by its hash; one that is new becomes the last.  It is
 * noted as the one that comes after the last one.
 */
int32
panel_state_look_up(PanelState *state, const char *name, int32 length)
{
	uint32		hash = hash_bytes((const unsigned char *) name, length);
	uint32		mask = (uint32) state->area_capacity * 2 - 1;
	int32		found = -1;

	for (uint32 slot = hash & mask; state->slots[slot] != 0; slot = (slot + 1) & mask)
	{
		int32		known = state->slots[slot] - 1;

		if (state->areas[known].hash == hash &&
			same_name(&state->areas[known], name, length))
		{
			found = known;
			break;
		}
	}
	if (found < 0)
		found = add_area(state, hash, name, length);
	state->areas[state->last_area].next = found;
	return state->last_area = found;
}

/* keeps a copy of a history */
void
panel_state_add_history(PanelState *state, int32 area, const Series *series)
{
	Series	   *copy;

	if (state->n_histories == state->history_capacity)
	{
		Size		capacity = Max((Size) state->history_capacity * 2, FIRST_AREAS);

		state->histories = grow(state, state->histories,
								capacity * sizeof(StateHistory));
		state->history_capacity = (int32) capacity;
	}
	copy = MemoryContextAlloc(state->header.eoh_context, VARSIZE(series));
	memcpy(copy, series, VARSIZE(series));
	state->histories[state->n_histories].area = area;
	state->histories[state->n_histories++].series = copy;
}

/* ---------------------------------------------------------------- the panel */

/*
 * The points in the order of their areas, in the order in which they came
 * within each; ends[i] is where those of area i end.
 */
static Point *
sort_by_area(const PanelState *state, int32 *ends)
{
	Point	   *sorted = palloc_extended((Size) state->n_points * sizeof(Point),
										 MCXT_ALLOC_HUGE);
	int32		at = 0;

	memset(ends, 0, (Size) state->n_areas * sizeof(int32));
	for (const PointPiece *piece = state->first_piece; piece; piece = piece->next)
	{
		CHECK_FOR_INTERRUPTS();
		for (int32 i = 0; i < piece->count; i++)
			ends[piece->heads[i].area]++;
	}
	for (int32 i = 0; i < state->n_areas; i++)
	{
		int32		count = ends[i];

		ends[i] = at;			/* where the next point goes */
		at += count;
	}
	for (const PointPiece *piece = state->first_piece; piece; piece = piece->next)
	{
		CHECK_FOR_INTERRUPTS();
		for (int32 i = 0; i < piece->count; i++)
			sorted[ends[piece->heads[i].area]++] = piece_point(piece, i);
	}
	return sorted;
}

/* one part for the points of each area, and one for each history */
static PanelPart *
make_parts(const PanelState *state, int32 *n)
{
	Size		most = (Size) state->n_areas + (Size) state->n_histories;
	PanelPart  *parts = palloc_extended(most * sizeof(PanelPart),
										MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	int32	   *ends = palloc((Size) state->n_areas * sizeof(int32));
	Point	   *points = sort_by_area(state, ends);

	*n = 0;
	for (int32 i = 0; i < state->n_areas; i++)
	{
		int32		start = i == 0 ? 0 : ends[i - 1];

		CHECK_FOR_INTERRUPTS();
		if (ends[i] == start)
			continue;			/* known from histories only */
		parts[*n].name = state_area_name(&state->areas[i]);
		parts[*n].length = state->areas[i].length;
		parts[*n].points = points + start;
		parts[(*n)++].count = ends[i] - start;
	}
	for (int32 i = 0; i < state->n_histories; i++)
	{
		const StateHistory *history = &state->histories[i];

		parts[*n].name = state_area_name(&state->areas[history->area]);
		parts[*n].length = state->areas[history->area].length;
		parts[*n].series = history->series;
		parts[(*n)++].count = history->series->count;
	}
	return parts;
}

/* Returns the panel of a state, in the current context; the state stays as it is. */
Panel *
panel_state_build(const PanelState *state)
{
	int32		n;
	PanelPart  *parts = make_parts(state, &n);

	return panel_build(parts, n, state->unit, state->polarity, 0, NULL);
}

/*
 * A state in a tuple is its panel.  It is made when its size is asked for and
 * kept until it is written, unless figures are added in between.
 */
static Size
get_flat_size(ExpandedObjectHeader *header)
{
	PanelState *state = (PanelState *) header;

	if (state->flat == NULL || state->flat_points != state->n_points ||
		state->flat_histories != state->n_histories)
	{
		MemoryContext work = AllocSetContextCreate(CurrentMemoryContext,
												   "cfsperf panel built",
												   ALLOCSET_DEFAULT_SIZES);
		MemoryContext before = MemoryContextSwitchTo(work);
		Panel	   *panel = panel_state_build(state);

		if (state->flat != NULL)
			pfree(state->flat);
		state->flat = MemoryContextAlloc(header->eoh_context, VARSIZE(panel));
		memcpy(state->flat, panel, VARSIZE(panel));
		state->flat_points = state->n_points;
		state->flat_histories = state->n_histories;
		MemoryContextSwitchTo(before);
		MemoryContextDelete(work);
	}
	return VARSIZE(state->flat);
}

static void
flatten_into(ExpandedObjectHeader *header, void *result, Size size)
{
	PanelState *state = (PanelState *) header;

	Assert(size == VARSIZE(state->flat));
	memcpy(result, state->flat, size);
	pfree(state->flat);
	state->flat = NULL;
}

/* Keeps the histories of a panel of the same unit and polarity. */
void
panel_state_add_panel(PanelState *state, const Panel *panel)
{
	for (int32 i = 0; i < panel->areas; i++)
	{
		const text *name = panel_name(panel, i);
		int32		area = panel_state_area(state, VARDATA(name),
											(int32) (VARSIZE(name) - VARHDRSZ));

		CHECK_FOR_INTERRUPTS();
		panel_state_add_history(state, area, panel_series(panel, i));
	}
}

/* A state as it is in memory; from a panel one is made, below the context. */
PanelState *
panel_state_of(Datum datum, MemoryContext parent)
{
	const Panel *panel;
	PanelState *state;

	if (VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(datum)))
	{
		state = (PanelState *) DatumGetEOHP(datum);
		if (state->magic != PANEL_STATE_MAGIC)
			elog(ERROR, "an expanded object is not a state of panel");
		return state;
	}
	panel = DatumGetPanelP(datum);
	state = panel_state_make(parent, panel_unit(panel), (Polarity) panel->polarity);
	panel_state_add_panel(state, panel);
	return state;
}
