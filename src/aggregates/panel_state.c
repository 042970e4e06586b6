/*
 * panel_state.c - the state of the aggregate panel, as it grows and travels
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "aggregates/growing.h"
#include "aggregates/panel_state.h"
#include "aggregates/state_io.h"
#include "compat.h"
#include "types/area_name.h"
#include "types/period_type.h"
#include "types/series_type.h"

#define STATE_NAME		"panel_state"
#define FIRST_AREAS		16
#define FEW_AREAS		256		/* below, capacity grows fourfold */
#define FIRST_PIECE		512		/* bytes */
#define LARGEST_PIECE	8192	/* more would be a block of memory of its own */
#define MAX_POINTS		((int32) (MaxAllocSize / sizeof(Point)))

/* bytes on the wire of the least area, point and history */
#define AREA_ON_WIRE	4
#define POINT_ON_WIRE	(4 + 4 + 3 * 8)
#define HISTORY_ON_WIRE	(4 + 4 + 4 + 28)

/* ---------------------------------------------------------------- growing */

static Size get_flat_size(ExpandedObjectHeader *header);
static void flatten_into(ExpandedObjectHeader *header, void *result, Size size);

static const ExpandedObjectMethods methods = {get_flat_size, flatten_into};

PanelState *
panel_state_make(MemoryContext parent, Unit unit, Polarity polarity)
{
	MemoryContext context = AllocSetContextCreate(parent, "cfsperf panel", 0,
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
	while (last != NULL && size <= piece_size(last) && size < LARGEST_PIECE)
		size *= 2;
	element = sizeof(PointHead) + (counts ? sizeof(PointCounts) : 0);
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

/* ---------------------------------------------------------------- wire */

static void
write_point(StringInfo message, const Point *point)
{
	pq_sendint32(message, point->area);
	period_send(message, point->period);
	pq_sendfloat8(message, point->value);
	pq_sendfloat8(message, point->numerator);
	pq_sendfloat8(message, point->denominator);
}

/*
 * unit and polarity; number of areas, figures and histories (int32 each); the
 * names; area (int32), period and counts of each figure; area (int32), length
 * (int32) and binary form of each history
 */
void
panel_state_write(StringInfo message, const PanelState *state)
{
	unit_send(message, state->unit.kind, state->unit.per, state->polarity);
	pq_sendint32(message, (uint32) state->n_areas);
	pq_sendint32(message, (uint32) state->n_points);
	pq_sendint32(message, (uint32) state->n_histories);
	for (int32 i = 0; i < state->n_areas; i++)
	{
		CHECK_FOR_INTERRUPTS();
		area_name_send(message, state_area_name(&state->areas[i]),
					   state->areas[i].length);
	}
	for (const PointPiece *piece = state->first_piece; piece; piece = piece->next)
	{
		CHECK_FOR_INTERRUPTS();
		for (int32 i = 0; i < piece->count; i++)
		{
			Point		point = piece_point(piece, i);

			write_point(message, &point);
		}
	}
	for (int32 i = 0; i < state->n_histories; i++)
	{
		bytea	   *history = DatumGetByteaP(
			DirectFunctionCall1(series_send,
								PointerGetDatum(state->histories[i].series)));

		pq_sendint32(message, (uint32) state->histories[i].area);
		pq_sendint32(message, (uint32) (VARSIZE(history) - VARHDRSZ));
		pq_sendbytes(message, VARDATA(history),
					 (int) (VARSIZE(history) - VARHDRSZ));
		pfree(history);
	}
}

/* reads a number of elements, each of at least the given number of bytes */
static int32
read_number(StringInfo message, int least)
{
	int32		n = (int32) pq_getmsgint(message, 4);

	if (n < 0 || n > (message->len - message->cursor) / least)
		bad_state(STATE_NAME, "A number of areas, figures or histories is wrong.");
	return n;
}

static int32
read_area(StringInfo message, const PanelState *state)
{
	int32		area = (int32) pq_getmsgint(message, 4);

	if (area < 0 || area >= state->n_areas)
		bad_state(STATE_NAME, "A figure is of no area.");
	return area;
}

static void
read_point(StringInfo message, PanelState *state)
{
	int32		area = read_area(message, state);
	ReportingPeriod period = period_receive(message);
	double		value = pq_getmsgfloat8(message);
	double		numerator = pq_getmsgfloat8(message);
	double		denominator = pq_getmsgfloat8(message);
	Indicator	a;
	Problem		problem;

	if (isnan(value) ||
		!indicator_set(&a, value, numerator, denominator, state->unit,
					   state->polarity, &problem))
		bad_state(STATE_NAME, "A point is not a valid figure.");
	panel_state_append(state, area, &a, period);
}

static void
read_history(StringInfo message, PanelState *state)
{
	int32		area = read_area(message, state);
	StringInfoData history;
	const Series *series;

	history.len = (int) pq_getmsgint(message, 4);
	history.data = unconstify(char *, pq_getmsgbytes(message, history.len));
	history.maxlen = history.len;
	history.cursor = 0;
	series = (const Series *) DatumGetPointer(
		DirectFunctionCall1(series_recv, PointerGetDatum(&history)));
	if (history.cursor != history.len)
		bad_state(STATE_NAME, "Bytes are left over behind a history.");
	if (series->unit != state->unit.kind || series->per != state->unit.per ||
		series->polarity != state->polarity)
		bad_state(STATE_NAME, "A history is of another unit or polarity.");
	panel_state_add_history(state, area, series);
}

PanelState *
panel_state_read(StringInfo message, MemoryContext parent)
{
	Unit		unit;
	Polarity	polarity;
	int32		areas;
	int32		points;
	int32		histories;
	PanelState *state;

	unit_receive(message, &unit, &polarity);
	areas = read_number(message, AREA_ON_WIRE);
	points = read_number(message, POINT_ON_WIRE);
	histories = read_number(message, HISTORY_ON_WIRE);
	if (areas < 1 || (points == 0 && histories == 0))
		bad_state(STATE_NAME, "There is no figure.");
	state = panel_state_make(parent, unit, polarity);
	for (int32 i = 0; i < areas; i++)
	{
		int32		length;
		const char *name = area_name_receive(message, &length);

		CHECK_FOR_INTERRUPTS();
		if (panel_state_look_up(state, name, length) != i)
			bad_state(STATE_NAME, "An area is duplicated.");
	}
	for (int32 i = 0; i < points; i++)
	{
		CHECK_FOR_INTERRUPTS();
		read_point(message, state);
	}
	for (int32 i = 0; i < histories; i++)
	{
		CHECK_FOR_INTERRUPTS();
		read_history(message, state);
	}
	return state;
}

/* ---------------------------------------------------------------- flat */

/*
 * How a state lies in a tuple: the figures, then each history, at a multiple of
 * 8, behind the number of its area, then the length and bytes of each name.
 */
typedef struct FlatState
{
	int32		vl_len_;
	int32		per;
	uint8		unit;
	uint8		polarity;
	uint8		unused[2];
	int32		n_areas;
	int32		n_points;
	int32		n_histories;
	Point		points[FLEXIBLE_ARRAY_MEMBER];
} FlatState;

#define HISTORY_HEADER	MAXALIGN(sizeof(int32))

/* copies all points, in the order in which they came */
void
panel_state_points(const PanelState *state, Point *points)
{
	for (const PointPiece *piece = state->first_piece; piece; piece = piece->next)
	{
		for (int32 i = 0; i < piece->count; i++)
			*points++ = piece_point(piece, i);
	}
}

static Size
get_flat_size(ExpandedObjectHeader *header)
{
	const PanelState *state = (const PanelState *) header;
	Size		size = offsetof(FlatState, points) +
		(Size) state->n_points * sizeof(Point);

	for (int32 i = 0; i < state->n_histories; i++)
		size += HISTORY_HEADER + MAXALIGN(VARSIZE(state->histories[i].series));
	for (int32 i = 0; i < state->n_areas; i++)
		size += sizeof(int32) + (Size) state->areas[i].length;
	if (size > MaxAllocSize - GROWING_ROW)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a state of panel cannot take more than 1 GB"),
				 errhint("Make a panel of fewer areas or periods.")));
	return size;
}

static void
flatten_into(ExpandedObjectHeader *header, void *result, Size size)
{
	const PanelState *state = (const PanelState *) header;
	FlatState  *flat = result;
	char	   *at = (char *) (flat->points + state->n_points);

	memset(flat, 0, size);
	SET_VARSIZE(flat, size);
	flat->per = state->unit.per;
	flat->unit = state->unit.kind;
	flat->polarity = (uint8) state->polarity;
	flat->n_areas = state->n_areas;
	flat->n_points = state->n_points;
	flat->n_histories = state->n_histories;
	panel_state_points(state, flat->points);
	for (int32 i = 0; i < state->n_histories; i++)
	{
		const StateHistory *history = &state->histories[i];

		memcpy(at, &history->area, sizeof(int32));
		at += HISTORY_HEADER;
		memcpy(at, history->series, VARSIZE(history->series));
		at += MAXALIGN(VARSIZE(history->series));
	}
	for (int32 i = 0; i < state->n_areas; i++)
	{
		const StateArea *area = &state->areas[i];

		memcpy(at, &area->length, sizeof(int32));
		memcpy(at + sizeof(int32), state_area_name(area), (Size) area->length);
		at += sizeof(int32) + (Size) area->length;
	}
	Assert(at == (char *) result + size);
}

/* the state of a flat one, in memory below the context */
static PanelState *
expand(const FlatState *flat, MemoryContext parent)
{
	Unit		unit = {.per = flat->per,.kind = flat->unit};
	PanelState *state = panel_state_make(parent, unit, (Polarity) flat->polarity);
	const char *at = (const char *) (flat->points + flat->n_points);

	for (int32 i = 0; i < flat->n_points; i++)
		panel_state_put(state, &flat->points[i]);
	for (int32 i = 0; i < flat->n_histories; i++)
	{
		const Series *series = (const Series *) (at + HISTORY_HEADER);
		int32		area;

		memcpy(&area, at, sizeof(int32));
		panel_state_add_history(state, area, series);
		at += HISTORY_HEADER + MAXALIGN(VARSIZE(series));
	}
	for (int32 i = 0; i < flat->n_areas; i++)
	{
		int32		length;

		memcpy(&length, at, sizeof(int32));
		panel_state_look_up(state, at + sizeof(int32), length);
		at += sizeof(int32) + (Size) length;
	}
	return state;
}

/* A state as it is in memory; from a flat one it is made, below the context. */
PanelState *
panel_state_of(Datum datum, MemoryContext parent)
{
	if (VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(datum)))
	{
		PanelState *state = (PanelState *) DatumGetEOHP(datum);

		if (state->magic != PANEL_STATE_MAGIC)
			elog(ERROR, "an expanded object is not a state of panel");
		return state;
	}
	return expand((const FlatState *) PG_DETOAST_DATUM(datum), parent);
}

/* a state as it lies in a tuple, in the caller's memory */
Datum
panel_state_flat(PanelState *state)
{
	Size		size = get_flat_size(&state->header);
	void	   *flat = palloc(size);

	flatten_into(&state->header, flat, size);
	return PointerGetDatum(flat);
}
