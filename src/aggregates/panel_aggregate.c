/*
 * panel_aggregate.c - the aggregate panel
 *
 * panel(text, indicator, reporting_period): the figures of a group for all its
 * areas and periods, from rows in any order, without sorting the table.
 * panel(text, series): the same from stored histories.
 * panel(text, value, numerator, denominator, reporting_period): the same from
 * the values of a row, before they have a unit and a polarity, which are given
 * to the whole by panel(panel, polarity, unit).
 *
 * Both have one state (panel_state.h), so a group of either kind is merged with
 * any other.  A row costs finding its area and writing 32 bytes.  The result
 * puts the figures in the order of their areas by counting, in linear time, and
 * within an area sorts only where they did not come in order; it leaves the
 * state as it is, so that it can go on growing (window aggregate).  Rows where
 * one argument is NULL are skipped.  A duplicate period of an area is
 * an error in any order of rows, found when the result is made.
 */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/float.h"
#include "utils/memutils.h"

#include "aggregates/panel_state.h"
#include "aggregates/state_io.h"
#include "compat.h"
#include "types/panel_build.h"
#include "types/period_type.h"

#define STATE_NAME	"panel_state"

PG_FUNCTION_INFO_V1(panel_state_in);
PG_FUNCTION_INFO_V1(panel_state_out);
PG_FUNCTION_INFO_V1(panel_state_recv);
PG_FUNCTION_INFO_V1(panel_state_send);
PG_FUNCTION_INFO_V1(panel_state_add);
PG_FUNCTION_INFO_V1(panel_state_add_row);
PG_FUNCTION_INFO_V1(panel_state_add_series);
PG_FUNCTION_INFO_V1(panel_state_combine);
PG_FUNCTION_INFO_V1(panel_state_result);

/* an error where figures of other unit or polarity meet */
static inline void
check_unit(const PanelState *state, int unit, int32 per, int polarity,
		   const char *name, int32 length)
{
	if (state->unit.kind != unit || state->unit.per != per ||
		(int) state->polarity != polarity)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("figures of different unit or polarity in one panel"),
				 errdetail("Those of area \"%s\" differ from those before them.",
						   pnstrdup(name, (Size) length)),
				 errhint("Group by measure, so that one unit and one polarity "
						 "meet.")));
}

/*
 * The state so far, which is not NULL, in memory of the group; a flat one, the
 * first of those to be combined, is brought there.
 */
static inline PanelState *
current_state(FunctionCallInfo fcinfo, const char *function)
{
	if (VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(0))))
		return panel_state_of(PG_GETARG_DATUM(0), NULL);
	return panel_state_of(PG_GETARG_DATUM(0), state_context(fcinfo, function));
}

#define PG_RETURN_STATE(state) \
	return EOHPGetRWDatum(&(state)->header)

/* the state with a figure of an area more, or the first */
static inline PanelState *
add_figure(FunctionCallInfo fcinfo, const char *function, const text *name,
		   const Indicator *a, ReportingPeriod period)
{
	PanelState *state = PG_ARGISNULL(0) ? NULL : current_state(fcinfo, function);
	int32		length = (int32) VARSIZE_ANY_EXHDR(name);

	if (state == NULL)
		state = panel_state_make(state_context(fcinfo, function),
								 (Unit) {.per = a->per,.kind = a->unit},
								 (Polarity) a->polarity);
	else
		check_unit(state, a->unit, a->per, a->polarity, VARDATA_ANY(name), length);
	panel_state_append(state, panel_state_area(state, VARDATA_ANY(name), length),
					   a, period);
	return state;
}

/* (state, area, figure, period) */
Datum
panel_state_add(PG_FUNCTION_ARGS)
{
	check_aggregate(fcinfo, "panel_state_add");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_STATE_AS_IT_WAS();
	PG_RETURN_STATE(add_figure(fcinfo, "panel_state_add", PG_GETARG_TEXT_PP(1),
							   PG_GETARG_INDICATOR_P(2), PG_GETARG_PERIOD(3)));
}

/* (state, area, value, numerator, denominator, period) */
Datum
panel_state_add_row(PG_FUNCTION_ARGS)
{
	double		unknown = get_float8_nan();
	Indicator	a;

	check_aggregate(fcinfo, "panel_state_add_row");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(5) ||
		!indicator_set_row(&a, PG_GETARG_FLOAT8(2),
						   PG_ARGISNULL(3) ? unknown : PG_GETARG_FLOAT8(3),
						   PG_ARGISNULL(4) ? unknown : PG_GETARG_FLOAT8(4),
						   no_unit, POLARITY_NONE))
		PG_RETURN_STATE_AS_IT_WAS();
	PG_RETURN_STATE(add_figure(fcinfo, "panel_state_add_row", PG_GETARG_TEXT_PP(1),
							   &a, PG_GETARG_PERIOD(5)));
}

Datum
panel_state_add_series(PG_FUNCTION_ARGS)
{
	PanelState *state;
	const Series *series;
	const text *name;
	int32		length;

	check_aggregate(fcinfo, "panel_state_add_series");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_STATE_AS_IT_WAS();
	state = PG_ARGISNULL(0) ? NULL : current_state(fcinfo, "panel_state_add_series");
	name = PG_GETARG_TEXT_PP(1);
	length = (int32) VARSIZE_ANY_EXHDR(name);
	series = PG_GETARG_SERIES_P(2);
	if (state == NULL)
		state = panel_state_make(state_context(fcinfo, "panel_state_add_series"),
								 series_unit(series),
								 (Polarity) series->polarity);
	else
		check_unit(state, series->unit, series->per, series->polarity,
				   VARDATA_ANY(name), length);
	panel_state_add_history(state,
							panel_state_area(state, VARDATA_ANY(name), length),
							series);
	PG_RETURN_STATE(state);
}

/* appends the figures of one state to another; areas are known by their names */
static void
merge_states(PanelState *state, const PanelState *other)
{
	int32	   *areas = palloc((Size) other->n_areas * sizeof(int32));

	for (int32 i = 0; i < other->n_areas; i++)
	{
		CHECK_FOR_INTERRUPTS();
		areas[i] = panel_state_area(state, state_area_name(&other->areas[i]),
									other->areas[i].length);
	}
	for (const PointPiece *piece = other->first_piece; piece; piece = piece->next)
	{
		CHECK_FOR_INTERRUPTS();
		for (int32 i = 0; i < piece->count; i++)
		{
			Point		point = piece_point(piece, i);

			point.area = (uint32) areas[point.area];
			panel_state_put(state, &point);
		}
	}
	for (int32 i = 0; i < other->n_histories; i++)
	{
		CHECK_FOR_INTERRUPTS();
		panel_state_add_history(state, areas[other->histories[i].area],
								other->histories[i].series);
	}
	pfree(areas);
}

Datum
panel_state_combine(PG_FUNCTION_ARGS)
{
	PanelState *state;
	PanelState *other;

	state_context(fcinfo, "panel_state_combine");
	state = current_state(fcinfo, "panel_state_combine");
	other = panel_state_of(PG_GETARG_DATUM(1), CurrentMemoryContext);
	check_unit(state, other->unit.kind, other->unit.per, (int) other->polarity,
			   state_area_name(other->areas), other->areas[0].length);
	merge_states(state, other);
	PG_RETURN_STATE(state);
}

/* ---------------------------------------------------------------- result */

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

Datum
panel_state_result(PG_FUNCTION_ARGS)
{
	const PanelState *state = panel_state_of(PG_GETARG_DATUM(0),
											 CurrentMemoryContext);
	int32		n;
	PanelPart  *parts = make_parts(state, &n);

	PG_RETURN_POINTER(panel_build(parts, n, state->unit, state->polarity, NULL));
}

/* ---------------------------------------------------------------- text, wire */

Datum
panel_state_send(PG_FUNCTION_ARGS)
{
	const PanelState *state = panel_state_of(PG_GETARG_DATUM(0),
											 CurrentMemoryContext);
	StringInfoData message;

	pq_begintypsend(&message);
	panel_state_write(&message, state);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
panel_state_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);

	return panel_state_flat(panel_state_read(message, CurrentMemoryContext));
}

Datum
panel_state_in(PG_FUNCTION_ARGS)
{
	return state_in(fcinfo, panel_state_recv, STATE_NAME);
}

Datum
panel_state_out(PG_FUNCTION_ARGS)
{
	return state_out(fcinfo, panel_state_send);
}
