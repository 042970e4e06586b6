/* SPDX-License-Identifier: PostgreSQL */
/*
 * series_aggregate.c - the aggregates series and readings
 *
 * series(indicator, reporting_period): the whole history of a group, from rows
 * in any order, without sorting the table.
 *
 * series(indicator, reporting_period, step): the same of periods that do not
 * follow one another without gap or overlap, in steps of so many months.
 *
 * series(value, numerator, denominator, reporting_period): the same from the
 * values of a row, before they have a unit and a polarity, which are given to
 * the whole by series(series, polarity, unit).  So rows need not be joined with
 * their measure, one by one.
 *
 * readings(value, numerator, denominator, reporting_period): the same for
 * periods of several shapes.  It gives the state as it is, of which histories()
 * makes a series for each shape of a length and a step, and common_readings()
 * what two of them have in common.
 *
 * The state keeps the points as they come, 32 bytes each with spare capacity,
 * in a varlena that grows fourfold up to 64 points, then twofold; it notes
 * whether they came in order, so that the result sorts only where it must, and
 * a copy, so that the state can go on growing (window aggregate).  Merging
 * appends.  Rows with a NULL figure or period are skipped: a gap.  A period
 * that is duplicated is an error in any order of rows, found when the result is
 * made, or before that where there are more points than months.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/float.h"

#include "aggregates/growing.h"
#include "aggregates/state_io.h"
#include "compat.h"
#include "types/indicator_type.h"
#include "types/period_type.h"
#include "types/series_build.h"

#define STATE_NAME		"series_state"

typedef struct SeriesState
{
	int32		vl_len_;
	int32		per;
	uint8		unit;
	uint8		polarity;
	uint8		sorted;			/* points ascend by period so far */
	uint8		unused;
	int32		count;
	int32		step;			/* in months; 0: the length of the periods */
	Point		points[FLEXIBLE_ARRAY_MEMBER];
} SeriesState;

static const Growing growing = {
	.header = offsetof(SeriesState, points),
	.element = sizeof(Point),
	.few = 64,
	.holder = "a series",
	.elements = "points"
};

PG_FUNCTION_INFO_V1(series_state_in);
PG_FUNCTION_INFO_V1(series_state_out);
PG_FUNCTION_INFO_V1(series_state_recv);
PG_FUNCTION_INFO_V1(series_state_send);
PG_FUNCTION_INFO_V1(series_state_add);
PG_FUNCTION_INFO_V1(series_state_add_stepped);
PG_FUNCTION_INFO_V1(series_state_add_row);
PG_FUNCTION_INFO_V1(series_state_combine);
PG_FUNCTION_INFO_V1(series_state_result);
PG_FUNCTION_INFO_V1(series_state_common);
PG_FUNCTION_INFO_V1(series_state_histories);

/* returns a state without points, with at least the given capacity */
static SeriesState *
empty_state(int64 needed)
{
	SeriesState *state = growing_state(&growing, NULL, 0, needed);

	state->sorted = 1;
	return state;
}

/* returns a copy with capacity for at least the given number of points */
static SeriesState *
more_room(const SeriesState *state, int64 needed)
{
	(void) series_check_count(needed, NULL);
	return growing_state(&growing, state, state->count, needed);
}

/* raises an error if figures of different units or polarities meet */
static void
check_unit(const SeriesState *state, const Indicator *a, ReportingPeriod period)
{
	if (state->unit != a->unit || state->per != a->per ||
		state->polarity != a->polarity)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("figures of different unit or polarity in one series"),
				 errdetail("%s at \"%s\" differs from those before it.",
						   indicator_label(a), period_label(period)),
				 errhint("Group by measure, so that one unit and one polarity "
						 "meet.")));
}

/* raises an error if a group is to be taken in two different steps */
static void
check_step(const SeriesState *state, int32 step)
{
	if (state->step != step)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("different steps, %d and %d months, in one series",
						state->step, step),
				 errhint("Group by measure, and give each one step.")));
}

static inline void
append(SeriesState *state, const Indicator *a, ReportingPeriod period)
{
	Point	   *point = &state->points[state->count];

	if (state->count > 0 && period <= point[-1].period)
		state->sorted = 0;
	point->value = a->value;
	point->numerator = a->numerator;
	point->denominator = a->denominator;
	point->period = period;
	point->area = 0;
	state->count++;
}

/* the state with a figure more, or the first */
static inline SeriesState *
add_figure(SeriesState *state, const Indicator *a, ReportingPeriod period,
		   int32 step)
{
	if (state == NULL)
	{
		state = empty_state(1);
		state->step = step;
		state->per = a->per;
		state->unit = a->unit;
		state->polarity = a->polarity;
	}
	else
	{
		check_unit(state, a, period);
		check_step(state, step);
		if (state->count == growing_capacity(&growing, state))
			state = more_room(state, (int64) state->count + 1);
	}
	append(state, a, period);
	return state;
}

#define GETARG_STATE() \
	(PG_ARGISNULL(0) ? NULL : (SeriesState *) PG_GETARG_POINTER(0))

/* (state, figure, period) */
Datum
series_state_add(PG_FUNCTION_ARGS)
{
	check_aggregate(fcinfo, "series_state_add");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_STATE_AS_IT_WAS();
	PG_RETURN_POINTER(add_figure(GETARG_STATE(), PG_GETARG_INDICATOR_P(1),
								 PG_GETARG_PERIOD(2), 0));
}

/* (state, figure, period, step); a step that is NULL is the periods' length */
Datum
series_state_add_stepped(PG_FUNCTION_ARGS)
{
	int32		step = 0;

	check_aggregate(fcinfo, "series_state_add_stepped");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_STATE_AS_IT_WAS();
	if (!PG_ARGISNULL(3))
	{
		step = PG_GETARG_INT32(3);
		series_check_step(PG_GETARG_PERIOD(2), step, NULL);
	}
	PG_RETURN_POINTER(add_figure(GETARG_STATE(), PG_GETARG_INDICATOR_P(1),
								 PG_GETARG_PERIOD(2), step));
}

/* (state, value, numerator, denominator, period) */
Datum
series_state_add_row(PG_FUNCTION_ARGS)
{
	double		unknown = get_float8_nan();
	Indicator	a;

	check_aggregate(fcinfo, "series_state_add_row");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(4) ||
		!indicator_set_row(&a, PG_GETARG_FLOAT8(1),
						   PG_ARGISNULL(2) ? unknown : PG_GETARG_FLOAT8(2),
						   PG_ARGISNULL(3) ? unknown : PG_GETARG_FLOAT8(3),
						   no_unit, POLARITY_NONE))
		PG_RETURN_STATE_AS_IT_WAS();
	PG_RETURN_POINTER(add_figure(GETARG_STATE(), &a, PG_GETARG_PERIOD(4), 0));
}

static void
get_indicator(const SeriesState *state, int i, Indicator *a)
{
	memset(a, 0, sizeof(*a));
	a->value = state->points[i].value;
	a->numerator = state->points[i].numerator;
	a->denominator = state->points[i].denominator;
	a->per = state->per;
	a->unit = state->unit;
	a->polarity = state->polarity;
}

Datum
series_state_combine(PG_FUNCTION_ARGS)
{
	SeriesState *state = (SeriesState *) PG_GETARG_POINTER(0);
	const SeriesState *other = (const SeriesState *) PG_GETARG_POINTER(1);
	int64		needed = (int64) state->count + other->count;
	Indicator	a;

	state_context(fcinfo, "series_state_combine");
	get_indicator(other, 0, &a);
	check_unit(state, &a, other->points[0].period);
	check_step(state, other->step);
	if (needed > growing_capacity(&growing, state))
		state = more_room(state, needed);
	state->sorted = state->sorted && other->sorted &&
		state->points[state->count - 1].period < other->points[0].period;
	memcpy(state->points + state->count, other->points,
		   (Size) other->count * sizeof(Point));
	state->count += other->count;
	PG_RETURN_POINTER(state);
}

Datum
series_state_result(PG_FUNCTION_ARGS)
{
	SeriesState *state = (SeriesState *) PG_GETARG_POINTER(0);
	Unit		unit = {.per = state->per,.kind = state->unit};
	Point	   *points = state->points;

	(void) series_check_count(state->count, NULL);
	if (!state->sorted)
	{
		Size		size = (Size) state->count * sizeof(Point);

		points = palloc(size);
		memcpy(points, state->points, size);
	}
	PG_RETURN_POINTER(series_build(points, state->count, unit,
								   (Polarity) state->polarity, state->step,
								   state->sorted, NULL));
}

/* the points of a state, ascending by period: its own, or a copy where they do not */
static const Point *
sorted_points(const SeriesState *state)
{
	Size		size = (Size) state->count * sizeof(Point);
	Point	   *points;

	if (state->sorted)
		return state->points;
	points = palloc(size);
	memcpy(points, state->points, size);
	series_sort_points(points, state->count);
	return points;
}

/* numbers are the same where both are not known, too */
static inline bool
same_number(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/*
 * common_readings(series_state, series_state): the points of the first that the
 * second has as well, with the same value and counts; NULL where there are none.
 */
Datum
series_state_common(PG_FUNCTION_ARGS)
{
	const SeriesState *state = (const SeriesState *) PG_GETARG_POINTER(0);
	const SeriesState *other = (const SeriesState *) PG_GETARG_POINTER(1);
	const Point *own = sorted_points(state);
	const Point *theirs = sorted_points(other);
	const Point *end = theirs + other->count;
	SeriesState *common = empty_state(state->count);

	common->per = state->per;
	common->unit = state->unit;
	common->polarity = state->polarity;
	common->step = state->step;
	for (int32 i = 0; i < state->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		while (theirs < end && theirs->period < own[i].period)
			theirs++;
		if (theirs < end && theirs->period == own[i].period &&
			theirs->value == own[i].value &&
			same_number(theirs->numerator, own[i].numerator) &&
			same_number(theirs->denominator, own[i].denominator))
			common->points[common->count++] = own[i];
	}
	if (common->count == 0)
		PG_RETURN_NULL();		/* nothing in common is no reading */
	PG_RETURN_POINTER(common);
}

/* what histories() keeps between its rows */
typedef struct Shapes
{
	Point	   *points;			/* those of one shape together, ascending */
	int			count;
	int			next;			/* the first that no history has yet */
	int32		step;
	Unit		unit;
	Polarity	polarity;
} Shapes;

static void
start_shapes(FunctionCallInfo fcinfo)
{
	FuncCallContext *call = SRF_FIRSTCALL_INIT();
	MemoryContext old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
	const SeriesState *state = (const SeriesState *) PG_GETARG_POINTER(0);
	int32		length = PG_GETARG_INT32(1);
	Shapes	   *shapes = palloc0(sizeof(Shapes));

	shapes->step = PG_GETARG_INT32(2);
	shapes->points = palloc((Size) state->count * sizeof(Point));
	if (length > 0 && period_step_fits(length, shapes->step))
	{
		for (int i = 0; i < state->count; i++)
		{
			if (period_length(state->points[i].period) == length)
				shapes->points[shapes->count++] = state->points[i];
		}
		series_sort_shapes(shapes->points, shapes->count, shapes->step);
	}
	shapes->unit = (Unit) {.per = state->per,.kind = state->unit};
	shapes->polarity = (Polarity) state->polarity;
	call->user_fctx = shapes;
	MemoryContextSwitchTo(old);
}

/*
 * histories(series_state, length, step): a series for each shape of period of
 * the length, ascending by it; none where length and step do not go together.
 */
Datum
series_state_histories(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	Shapes	   *shapes;
	int			start;

	if (SRF_IS_FIRSTCALL())
		start_shapes(fcinfo);
	call = SRF_PERCALL_SETUP();
	shapes = (Shapes *) call->user_fctx;
	if (shapes->next == shapes->count)
		SRF_RETURN_DONE(call);
	CHECK_FOR_INTERRUPTS();
	start = shapes->next++;
	while (shapes->next < shapes->count &&
		   period_same_shape(shapes->points[start].period,
							 shapes->points[shapes->next].period, shapes->step))
		shapes->next++;
	SRF_RETURN_NEXT(call, PointerGetDatum(
		series_build(shapes->points + start, shapes->next - start, shapes->unit,
					 shapes->polarity, shapes->step, true, NULL)));
}

/*
 * unit and polarity, step and number of points (int32), then period and counts of
 * each
 */
Datum
series_state_send(PG_FUNCTION_ARGS)
{
	const SeriesState *state = (const SeriesState *) PG_GETARG_POINTER(0);
	StringInfoData message;

	pq_begintypsend(&message);
	unit_send(&message, state->unit, state->per, state->polarity);
	pq_sendint32(&message, (uint32) state->step);
	pq_sendint32(&message, (uint32) state->count);
	for (int32 i = 0; i < state->count; i++)
	{
		const Point *point = &state->points[i];

		period_send(&message, point->period);
		pq_sendfloat8(&message, point->value);
		pq_sendfloat8(&message, point->numerator);
		pq_sendfloat8(&message, point->denominator);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
series_state_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	Unit		unit;
	Polarity	polarity;
	int32		step;
	int32		count;
	SeriesState *state;

	unit_receive(message, &unit, &polarity);
	step = (int32) pq_getmsgint(message, 4);
	count = (int32) pq_getmsgint(message, 4);
	if (count < 1 || count > SERIES_MAX_POINTS ||
		count > (message->len - message->cursor) / 30)
		bad_state(STATE_NAME, "The number of points is wrong.");
	state = empty_state(count);
	state->per = unit.per;
	state->unit = unit.kind;
	state->polarity = polarity;
	state->step = step;
	while (state->count < count)
	{
		ReportingPeriod period = period_receive(message);
		double		value = pq_getmsgfloat8(message);
		double		numerator = pq_getmsgfloat8(message);
		double		denominator = pq_getmsgfloat8(message);
		Indicator	a;
		Problem		problem;

		if (isnan(value) ||
			!indicator_set(&a, value, numerator, denominator, unit, polarity,
						   &problem))
			bad_state(STATE_NAME, "A point is not a valid figure.");
		if (step != 0)
			series_check_step(period, step, NULL);
		append(state, &a, period);
	}
	PG_RETURN_POINTER(state);
}

Datum
series_state_in(PG_FUNCTION_ARGS)
{
	return state_in(fcinfo, series_state_recv, STATE_NAME);
}

Datum
series_state_out(PG_FUNCTION_ARGS)
{
	return state_out(fcinfo, series_state_send);
}
