/* SPDX-License-Identifier: PostgreSQL */
/*
 * panel_state.h - what the aggregate panel keeps of a group
 *
 * In memory an expanded object (utils/expandeddatum.h) in a memory context of
 * its own below that of the group: it grows where it stands, and the executor
 * does not copy it.  It keeps
 *
 *		the areas, in the order in which they came, with a table that finds them
 *		by their hash: 40 bytes an area, with up to four times that as spare
 *		(twice, beyond 256 areas), and its name where that is longer than 16
 *		bytes;
 *		the figures, in the order in which they came: 16 bytes each, and 16
 *		for its counts where any before it had some, in pieces of up to 8 kB,
 *		so that growing copies nothing;
 *		whole histories, as they are stored: those of panels that were merged.
 *
 * In a tuple, as it goes to another process, it is the panel of what it has, so
 * the aggregate has no type for its state but panel.
 */
#ifndef CFSPERF_PANEL_STATE_H
#define CFSPERF_PANEL_STATE_H

#include "utils/expandeddatum.h"

#include "types/indicator_type.h"
#include "types/panel.h"

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

typedef struct PointCounts
{
	double		numerator;
	double		denominator;
} PointCounts;

typedef struct PointHead
{
	double		value;
	ReportingPeriod period;
	uint32		area;
} PointHead;

/* figures in the order in which they came */
typedef struct PointPiece
{
	struct PointPiece *next;
	int32		count;
	int32		capacity;
	PointCounts *counts;		/* behind the heads, or NULL: no figure has any */
	PointHead	heads[FLEXIBLE_ARRAY_MEMBER];
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

	Panel	   *flat;			/* the panel while it is written, or NULL */
	int32		flat_points;	/* of so many figures and histories */
	int32		flat_histories;
} PanelState;

#define PANEL_STATE_MAGIC	0x50414e45

extern PanelState *panel_state_make(MemoryContext parent, Unit unit,
									Polarity polarity);
extern PanelState *panel_state_of(Datum datum, MemoryContext parent);
extern Panel *panel_state_build(const PanelState *state);
extern int32 panel_state_look_up(PanelState *state, const char *name,
								 int32 length);
extern PointPiece *panel_state_more_points(PanelState *state, bool counts);
extern void panel_state_add_history(PanelState *state, int32 area,
									const Series *series);
extern void panel_state_add_panel(PanelState *state, const Panel *panel);

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

static inline void
panel_state_put(PanelState *state, const Point *point)
{
	PointPiece *piece = state->last_piece;
	bool		counts = !isnan(point->numerator) || !isnan(point->denominator);

	if (piece == NULL || piece->count == piece->capacity ||
		(counts && piece->counts == NULL))
		piece = panel_state_more_points(state, counts);
	piece->heads[piece->count] = (PointHead) {
		.value = point->value,.period = point->period,.area = point->area
	};
	if (piece->counts != NULL)
		piece->counts[piece->count] = (PointCounts) {
			.numerator = point->numerator,.denominator = point->denominator
		};
	piece->count++;
	state->n_points++;
}

static inline void
panel_state_append(PanelState *state, int32 area, const Indicator *a,
				   ReportingPeriod period)
{
	Point		point = {
		.value = a->value,.numerator = a->numerator,
		.denominator = a->denominator,.period = period,.area = (uint32) area
	};

	panel_state_put(state, &point);
}

static inline Point
piece_point(const PointPiece *piece, int32 i)
{
	const PointHead *head = &piece->heads[i];
	Point		point = {
		.value = head->value,.numerator = NAN,.denominator = NAN,
		.period = head->period,.area = head->area
	};

	if (piece->counts != NULL)
	{
		point.numerator = piece->counts[i].numerator;
		point.denominator = piece->counts[i].denominator;
	}
	return point;
}

#endif							/* CFSPERF_PANEL_STATE_H */
