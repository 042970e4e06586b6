/*
 * panel_state.h - what the aggregate panel keeps of a group
 *
 * In memory an expanded object (utils/expandeddatum.h) in a memory context of
 * its own below that of the group: it grows where it stands, and the executor
 * does not copy it.  It keeps
 *
 *		the areas, in the order in which they came, with a table that finds them
 *		by their hash: 40 bytes an area, with up to four times that in spare
 *		(twice, beyond 256 areas), and its name where that is longer than 16
 *		bytes;
 *		the figures, in the order in which they came: 32 bytes each, in pieces
 *		of up to 8 kB, so that growing copies nothing;
 *		whole histories that were merged, as they are stored.
 *
 * In a tuple, as it goes to another process, it lies flat, without spare.
 */
#ifndef CFSPERF_PANEL_STATE_H
#define CFSPERF_PANEL_STATE_H

#include "utils/expandeddatum.h"

#include "indicator_fmgr.h"
#include "panel.h"

#define SHORT_NAME	16

typedef struct StateArea
{
	uint32		hash;
	int32		next;			/* the area that came after it, or 0 */
	int32		length;			/* of the name, without terminator */
	union
	{
		char		here[SHORT_NAME];	/* a short name */
		char	   *there;
	}			name;
} StateArea;

/* figures in the order in which they came */
typedef struct PointPiece
{
	struct PointPiece *next;
	int32		count;
	int32		capacity;
	Point		points[FLEXIBLE_ARRAY_MEMBER];
} PointPiece;

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

	PointPiece *first_piece;	/* NULL before the first figure */
	PointPiece *last_piece;
	int32		n_points;

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
extern PointPiece *panel_state_more_points(PanelState *state);
extern void panel_state_points(const PanelState *state, Point *points);
extern void panel_state_add_history(PanelState *state, int32 area,
									const Series *series);
extern void panel_state_write(StringInfo message, const PanelState *state);
extern PanelState *panel_state_read(StringInfo message, MemoryContext parent);

static inline const char *
state_area_name(const StateArea *area)
{
	return area->length <= SHORT_NAME ? area->name.here : area->name.there;
}

static inline bool
same_name(const StateArea *area, const char *name, int32 length)
{
	return area->length == length &&
		memcmp(state_area_name(area), name, (Size) length) == 0;
}

/*
 * The number of an area, which is new or known.  Rows mostly come area by area,
 * or for each period in one order of areas, with a gap here and there: the area
 * that came after the last one before is tried first, then the one after that.
 */
static inline int32
panel_state_area(PanelState *state, const char *name, int32 length)
{
	StateArea  *areas = state->areas;

	if (state->n_areas > 0)
	{
		int32		area = areas[state->last_area].next;

		if (same_name(&areas[area], name, length))
			return state->last_area = area;
		area = areas[area].next;
		if (same_name(&areas[area], name, length))
			return state->last_area = area;
	}
	return panel_state_look_up(state, name, length);
}

/* where the next point goes; the caller writes all of it */
static inline Point *
panel_state_new_point(PanelState *state)
{
	PointPiece *piece = state->last_piece;

	if (piece == NULL || piece->count == piece->capacity)
		piece = panel_state_more_points(state);
	state->n_points++;
	return &piece->points[piece->count++];
}

static inline void
panel_state_append(PanelState *state, int32 area, const Indicator *a,
				   ReportingPeriod period)
{
	Point	   *point = panel_state_new_point(state);

	point->value = a->value;
	point->numerator = a->numerator;
	point->denominator = a->denominator;
	point->period = period;
	point->area = (uint32) area;
}

#endif							/* CFSPERF_PANEL_STATE_H */
