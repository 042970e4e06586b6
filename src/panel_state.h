/*
 * panel_state.h - what the aggregate panel keeps of a group
 *
 * In memory an expanded object (utils/expandeddatum.h) in a memory context of
 * its own below that of the group: it grows where it stands, and the executor
 * does not copy it.  It keeps
 *
 *		the areas, in the order in which they came: name and hash, and a table
 *		that finds them by their hash, 28 bytes an area and its name;
 *		the figures, in the order in which they came: 32 bytes each, with at
 *		most as much in spare;
 *		whole histories that were merged, as they are stored.
 *
 * In a tuple, as it goes to another process, it lies flat, without spare.
 */
#ifndef CFSPERF_PANEL_STATE_H
#define CFSPERF_PANEL_STATE_H

#include "utils/expandeddatum.h"

#include "indicator_fmgr.h"
#include "panel.h"

typedef struct StateArea
{
	uint32		hash;
	int32		length;			/* of the name, without terminator */
	const char *name;
} StateArea;

/* a history as it was given */
typedef struct StateHistory
{
	int32		area;
	const Series *series;
} StateHistory;

typedef struct PanelState
{
	ExpandedObjectHeader header;
	int			magic;
	Unit		unit;
	Polarity	polarity;

	StateArea  *areas;
	int32		n_areas;
	int32		area_capacity;
	int32	   *slots;			/* twice as many: an area + 1, or 0 */
	int32		last_area;		/* of the latest row */

	Point	   *points;			/* NULL before the first */
	int32		n_points;
	int32		point_capacity;

	StateHistory *histories;	/* NULL before the first */
	int32		n_histories;
	int32		history_capacity;
} PanelState;

#define PANEL_STATE_MAGIC	0x50414e45

extern PanelState *panel_state_make(MemoryContext parent, Unit unit,
									Polarity polarity);
extern PanelState *panel_state_of(Datum datum, MemoryContext parent);
extern Datum panel_state_flat(PanelState *state);
extern int32 panel_state_look_up(PanelState *state, const char *name,
								 int32 length);
extern void panel_state_more_points(PanelState *state, int64 needed);
extern void panel_state_add_history(PanelState *state, int32 area,
									const Series *series);
extern void panel_state_write(StringInfo message, const PanelState *state);
extern PanelState *panel_state_read(StringInfo message, MemoryContext parent);

static inline bool
same_name(const StateArea *area, const char *name, int32 length)
{
	return area->length == length && memcmp(area->name, name, (Size) length) == 0;
}

/*
 * The number of an area, which is new or known.  Rows mostly come area by area,
 * or for each period in one order of areas: those two are tried first.
 */
static inline int32
panel_state_area(PanelState *state, const char *name, int32 length)
{
	int32		area = state->last_area + 1;

	if (area < state->n_areas && same_name(&state->areas[area], name, length))
		return state->last_area = area;
	if (area > 0 && same_name(&state->areas[area - 1], name, length))
		return area - 1;
	return state->last_area = panel_state_look_up(state, name, length);
}

static inline void
panel_state_append(PanelState *state, int32 area, const Indicator *a,
				   ReportingPeriod period)
{
	Point	   *point;

	if (state->n_points == state->point_capacity)
		panel_state_more_points(state, (int64) state->n_points + 1);
	point = &state->points[state->n_points++];
	point->value = a->value;
	point->numerator = a->numerator;
	point->denominator = a->denominator;
	point->period = period;
	point->area = (uint32) area;
}

#endif							/* CFSPERF_PANEL_STATE_H */
