/* SPDX-License-Identifier: PostgreSQL */
/*
 * panel_rows.c - a panel as rows: unnest, movements and positions
 *
 * Value per call, so that LIMIT stops early and a select list can use them: a
 * row an area and period, ascending by the bytes of the area's name, then by
 * period.  The rows of an area have one image (rows.h).
 *
 * positions: the quartile of each figure among those of all areas of the panel
 * for its period, by the rule of quartile(indicator, quartiles): cut points are
 * R's type 7 (quartiles.c), a figure at or below a cut falls into the
 * group of lower values, the groups are numbered by polarity, a figure that none
 * beats is in the first, and fewer than four figures, all equal ones, or no
 * polarity give NULL.  The cut points of all periods are
 * found before the first row: figures are dealt out by period, counted first,
 * and selected from (selection.c), without sorting the panel.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "calculus/selection.h"
#include "compat.h"
#include "functions/rows.h"
#include "server_host.h"
#include "types/indicator_type.h"
#include "types/movement_type.h"
#include "types/panel.h"
#include "types/period_type.h"

PG_FUNCTION_INFO_V1(panel_unnest);
PG_FUNCTION_INFO_V1(panel_movements);
PG_FUNCTION_INFO_V1(panel_positions);

/* what a set-returning function over a panel keeps between its rows */
typedef struct PanelRows
{
	const Panel *panel;
	TupleDesc	columns;
	int32		area;
	int32		most;			/* points of any area */
	const Series *series;		/* of the area */
	Point	   *points;			/* of the area */
	int32		point;			/* the next of them */
	RowImage	row;
	RowImage	row_of_null;	/* without the last column */
	Quartiles  *cuts;			/* positions: by steps from panel->first, with
								 * polarity; n = 0 for too few figures */
	int32	   *steps;			/* positions: of the points, from panel->first */
} PanelRows;

/* steps of a history's first period from the panel's */
static inline int32
first_step(const Panel *panel, const Series *series)
{
	return period_steps(series->first, panel->first, series->step);
}

/* ---------------------------------------------------------------- walking */

/* an image for the area: the one before with another name, mostly */
static void
name_image(PanelRows *rows, RowImage *image, bool last_is_null)
{
	const text *name = panel_name(rows->panel, rows->area);

	if (image->image != NULL)
	{
		if (row_image_rename(image, name))
			return;
		pfree(image->image);
	}
	row_image(image, rows->columns, name, last_is_null);
}

/* the most points that an area has */
static int32
most_points(const Panel *panel)
{
	int32		most = 0;

	for (int32 k = 0; k < panel->areas; k++)
	{
		CHECK_FOR_INTERRUPTS();
		most = Max(most, panel_series(panel, k)->count);
	}
	return most;
}

/* steps of an area's points from the first period of the panel */
static void
read_steps(const Panel *panel, const Series *series, int32 *steps)
{
	int32		first = first_step(panel, series);

	series_read_offsets(series, steps);
	for (int32 i = 0; i < series->count; i++)
		steps[i] += first;
}

static void
start_area(PanelRows *rows)
{
	rows->series = panel_series(rows->panel, rows->area);
	rows->point = 0;
	series_unpack(rows->series, rows->points);
	if (rows->steps != NULL)
		read_steps(rows->panel, rows->series, rows->steps);
	name_image(rows, &rows->row, false);
	if (rows->row_of_null.image != NULL)
		name_image(rows, &rows->row_of_null, true);
}

/* The panel needs no copy: arguments stand still while rows are made of them. */
static PanelRows *
start_rows(FunctionCallInfo fcinfo)
{
	FuncCallContext *call = SRF_FIRSTCALL_INIT();
	MemoryContext old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
	PanelRows  *rows = palloc0(sizeof(PanelRows));

	rows->panel = PG_GETARG_PANEL_P(0);
	rows->columns = row_columns(fcinfo);
	rows->most = most_points(rows->panel);
	rows->points = palloc((Size) rows->most * sizeof(Point));
	start_area(rows);
	call->user_fctx = rows;
	MemoryContextSwitchTo(old);
	return rows;
}

/* moves to the next area where one is through; false where none is left */
static inline bool
has_point(FuncCallContext *call, PanelRows *rows)
{
	MemoryContext old;

	if (rows->point < rows->series->count)
		return true;
	if (rows->area + 1 >= rows->panel->areas)
		return false;
	rows->area++;
	old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
	start_area(rows);
	MemoryContextSwitchTo(old);
	return true;
}

/* ---------------------------------------------------------------- unnest */

/* unnest(panel): (area, period, indicator) */
Datum
panel_unnest(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	PanelRows  *rows;

	if (SRF_IS_FIRSTCALL())
		start_rows(fcinfo);
	call = SRF_PERCALL_SETUP();
	rows = (PanelRows *) call->user_fctx;
	if (!has_point(call, rows))
		SRF_RETURN_DONE(call);
	write_point_columns(&rows->row, 1, rows->series, &rows->points[rows->point++]);
	SRF_RETURN_NEXT(call, PointerGetDatum(rows->row.image));
}

/* movements(panel): (area, period, indicator, movement) */
Datum
panel_movements(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	PanelRows  *rows;
	int32		i;

	if (SRF_IS_FIRSTCALL())
		start_rows(fcinfo);
	call = SRF_PERCALL_SETUP();
	rows = (PanelRows *) call->user_fctx;
	if (!has_point(call, rows))
		SRF_RETURN_DONE(call);
	i = rows->point++;
	write_movement_columns(&rows->row, 1, rows->series, &rows->points[i], i == 0);
	SRF_RETURN_NEXT(call, PointerGetDatum(rows->row.image));
}

/* ---------------------------------------------------------------- positions */

/* steps from the earliest period to the latest, and one */
static int32
count_steps(const Panel *panel)
{
	int32		steps = 0;

	for (int32 k = 0; k < panel->areas; k++)
	{
		const Series *series = panel_series(panel, k);
		int32		last = first_step(panel, series) +
			series_offset(series, series->count - 1);

		CHECK_FOR_INTERRUPTS();
		steps = Max(steps, last + 1);
	}
	return steps;
}

/*
 * The figures by period, those of a period together; starts[s] is where those
 * of step s start, of n + 1 steps.  "steps" has room for the most points that an
 * area has.
 */
static double *
deal_out(const Panel *panel, int32 n, int32 *starts, int32 most, int32 *steps)
{
	double	   *values = palloc_extended((Size) panel->count * sizeof(double),
										 MCXT_ALLOC_HUGE);
	double	   *of_area = palloc((Size) most * sizeof(double));

	memset(starts, 0, ((Size) n + 1) * sizeof(int32));
	for (int32 k = 0; k < panel->areas; k++)
	{
		const Series *series = panel_series(panel, k);

		CHECK_FOR_INTERRUPTS();
		read_steps(panel, series, steps);
		for (int32 i = 0; i < series->count; i++)
			starts[steps[i] + 1]++;
	}
	for (int32 step = 0; step < n; step++)
		starts[step + 1] += starts[step];
	for (int32 k = 0; k < panel->areas; k++)
	{
		const Series *series = panel_series(panel, k);

		CHECK_FOR_INTERRUPTS();
		read_steps(panel, series, steps);
		series_read_values(series, of_area);
		for (int32 i = 0; i < series->count; i++)
			values[starts[steps[i]]++] = of_area[i];
	}
	pfree(of_area);
	/* each start is now the next one: back by one place */
	memmove(starts + 1, starts, (Size) n * sizeof(int32));
	starts[0] = 0;
	return values;
}

/* The calendar ends, so there are at most 119,988 steps. */
static Quartiles *
find_cuts(const Panel *panel, int32 most, int32 *steps)
{
	int32		n = count_steps(panel);
	int32	   *starts = palloc(((Size) n + 1) * sizeof(int32));
	double	   *values = deal_out(panel, n, starts, most, steps);
	Quartiles  *cuts = palloc0((Size) n * sizeof(Quartiles));

	for (int32 step = 0; step < n; step++)
	{
		int32		figures = starts[step + 1] - starts[step];

		CHECK_FOR_INTERRUPTS();
		if (figures < FEWEST_FIGURES)
			continue;
		quartile_cuts_of_values(values + starts[step], figures, &cuts[step],
								&server_host);
		cuts[step].polarity = panel->polarity;
	}
	pfree(values);
	pfree(starts);
	return cuts;
}

static void
start_positions(FunctionCallInfo fcinfo)
{
	PanelRows  *rows = start_rows(fcinfo);
	FuncCallContext *call = (FuncCallContext *) fcinfo->flinfo->fn_extra;
	MemoryContext old = MemoryContextSwitchTo(call->multi_call_memory_ctx);

	if (rows->panel->polarity != POLARITY_NONE)
	{
		rows->steps = palloc((Size) rows->most * sizeof(int32));
		rows->cuts = find_cuts(rows->panel, rows->most, rows->steps);
		read_steps(rows->panel, rows->series, rows->steps);
	}
	MemoryContextSwitchTo(old);
}

/* the image without a quartile, made where an area first needs it */
static const RowImage *
image_of_null(FuncCallContext *call, PanelRows *rows)
{
	if (rows->row_of_null.image == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(call->multi_call_memory_ctx);

		name_image(rows, &rows->row_of_null, true);
		MemoryContextSwitchTo(old);
	}
	return &rows->row_of_null;
}

/* positions(panel): (area, period, indicator, quartile) */
Datum
panel_positions(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	PanelRows  *rows;
	const RowImage *image;
	int			quartile = NO_QUARTILE;
	int32		i;

	if (SRF_IS_FIRSTCALL())
		start_positions(fcinfo);
	call = SRF_PERCALL_SETUP();
	rows = (PanelRows *) call->user_fctx;
	if (!has_point(call, rows))
		SRF_RETURN_DONE(call);
	i = rows->point++;
	if (rows->cuts != NULL)
	{
		const Quartiles *cuts = &rows->cuts[rows->steps[i]];

		if (cuts->n > 0)
			quartile = quartile_of(rows->points[i].value, cuts, false);
	}
	image = quartile != NO_QUARTILE ? &rows->row : image_of_null(call, rows);
	write_point_columns(image, 1, rows->series, &rows->points[i]);
	if (quartile != NO_QUARTILE)
		*ROW_VALUE(image, 3, int32) = quartile;
	SRF_RETURN_NEXT(call, PointerGetDatum(image->image));
}
