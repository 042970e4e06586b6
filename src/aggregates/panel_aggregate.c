/* SPDX-License-Identifier: PostgreSQL */
/*
 * panel_aggregate.c - the aggregate panel
 *
 * panel(varchar, indicator, reporting_period): the figures of a group for all its
 * areas and periods, from rows in any order, without sorting the table.
 * panel(varchar, series): the same from stored histories.
 * panel(varchar, value, numerator, denominator, reporting_period): the same from
 * the values of a row, before they have a unit and a polarity, which are given
 * to the whole by panel(panel, polarity, unit).
 *
 * All have one state (panel_state.h), which is a panel where it is not in the
 * memory of a group, so a group of any kind is merged with any other.  A row
 * costs finding its area and writing 32 bytes.  The result puts the figures in
 * the order of their areas by counting, in linear time, and within an area sorts
 * only where they did not come in order; it leaves the state as it is, so that
 * it can go on growing (window aggregate).  Rows where one argument is NULL are
 * skipped.  A duplicate period of an area is an error in any order of rows,
 * found when a panel is made.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/float.h"

#include "aggregates/panel_state.h"
#include "aggregates/state_io.h"
#include "compat.h"
#include "types/period_type.h"

PG_FUNCTION_INFO_V1(panel_add);
PG_FUNCTION_INFO_V1(panel_add_row);
PG_FUNCTION_INFO_V1(panel_add_series);
PG_FUNCTION_INFO_V1(panel_combine);
PG_FUNCTION_INFO_V1(panel_result);

/* raises an error if figures of different units or polarities meet */
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
 * The state so far, which is not NULL, in memory of the group; a panel, as an
 * initial state is one, is brought there.
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
panel_add(PG_FUNCTION_ARGS)
{
	check_aggregate(fcinfo, "panel_add");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_STATE_AS_IT_WAS();
	PG_RETURN_STATE(add_figure(fcinfo, "panel_add", PG_GETARG_TEXT_PP(1),
							   PG_GETARG_INDICATOR_P(2), PG_GETARG_PERIOD(3)));
}

/* (state, area, value, numerator, denominator, period) */
Datum
panel_add_row(PG_FUNCTION_ARGS)
{
	double		unknown = get_float8_nan();
	Indicator	a;

	check_aggregate(fcinfo, "panel_add_row");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(5) ||
		!indicator_set_row(&a, PG_GETARG_FLOAT8(2),
						   PG_ARGISNULL(3) ? unknown : PG_GETARG_FLOAT8(3),
						   PG_ARGISNULL(4) ? unknown : PG_GETARG_FLOAT8(4),
						   no_unit, POLARITY_NONE))
		PG_RETURN_STATE_AS_IT_WAS();
	PG_RETURN_STATE(add_figure(fcinfo, "panel_add_row", PG_GETARG_TEXT_PP(1),
							   &a, PG_GETARG_PERIOD(5)));
}

Datum
panel_add_series(PG_FUNCTION_ARGS)
{
	PanelState *state;
	const Series *series;
	const text *name;
	int32		length;

	check_aggregate(fcinfo, "panel_add_series");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_STATE_AS_IT_WAS();
	state = PG_ARGISNULL(0) ? NULL : current_state(fcinfo, "panel_add_series");
	name = PG_GETARG_TEXT_PP(1);
	length = (int32) VARSIZE_ANY_EXHDR(name);
	series = PG_GETARG_SERIES_P(2);
	if (state == NULL)
		state = panel_state_make(state_context(fcinfo, "panel_add_series"),
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

Datum
panel_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = state_context(fcinfo, "panel_combine");
	PanelState *state = panel_state_of(PG_GETARG_DATUM(0), context);
	const Panel *other = PG_GETARG_PANEL_P(1);
	const text *name = panel_name(other, 0);

	check_unit(state, other->unit, other->per, other->polarity, VARDATA(name),
			   (int32) (VARSIZE(name) - VARHDRSZ));
	panel_state_add_panel(state, other);
	PG_RETURN_STATE(state);
}

Datum
panel_result(PG_FUNCTION_ARGS)
{
	if (VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(PG_GETARG_DATUM(0))))
		PG_RETURN_POINTER(panel_state_build(panel_state_of(PG_GETARG_DATUM(0), NULL)));
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}
