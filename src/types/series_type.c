/* SPDX-License-Identifier: PostgreSQL */
/*
 * series_type.c - the SQL type series: read, written, asked for a point
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "calculus/decimal.h"
#include "calculus/point.h"
#include "compat.h"
#include "errors.h"
#include "types/indicator_type.h"
#include "types/movement_type.h"
#include "types/period_type.h"
#include "types/series_build.h"
#include "types/words_type.h"

#define TYPE_NAME	"series"

/* bytes of one point on the wire: step, value, numerator, denominator */
#define POINT_ON_WIRE	(4 + 3 * 8)

PG_FUNCTION_INFO_V1(series_in);
PG_FUNCTION_INFO_V1(series_out);
PG_FUNCTION_INFO_V1(series_recv);
PG_FUNCTION_INFO_V1(series_send);
PG_FUNCTION_INFO_V1(series_eq);
PG_FUNCTION_INFO_V1(series_ne);
PG_FUNCTION_INFO_V1(series_hash);
PG_FUNCTION_INFO_V1(series_concat);
PG_FUNCTION_INFO_V1(series_slice);
PG_FUNCTION_INFO_V1(series_of_unit);
PG_FUNCTION_INFO_V1(series_at);
PG_FUNCTION_INFO_V1(series_first_period);
PG_FUNCTION_INFO_V1(series_last_period);
PG_FUNCTION_INFO_V1(series_count_periods);
PG_FUNCTION_INFO_V1(series_change);
PG_FUNCTION_INFO_V1(series_change_at);

/* Takes one point of a series' text up to "," or "}"; false with a problem. */
static bool
take_point(const char **text, Point *point, Indicator *indicator,
		   Problem *problem)
{
	size_t		length = strcspn(*text, ",}");

	if ((*text)[length] == '\0')
		return refuse(problem, "A series is written in braces, its points "
					  "separated by commas.",
					  "Write, for example, \"{2020/21 Q1: 94.9% high, "
					  "2020/21 Q2: 94.6% high}\".");
	if (!point_parse(*text, length, &point->period, indicator, problem))
		return false;
	point->value = indicator->value;
	point->numerator = indicator->numerator;
	point->denominator = indicator->denominator;
	point->area = 0;
	*text += length;
	return true;
}

Datum
series_in(PG_FUNCTION_ARGS)
{
	const char *input = PG_GETARG_CSTRING(0);
	const char *text = input;
	int			capacity = 16;
	int			count = 0;
	Point	   *points = palloc(capacity * sizeof(Point));
	Indicator	first;
	int32		step;
	Problem		problem;

	do
	{
		Indicator	indicator;

		CHECK_FOR_INTERRUPTS();
		if (!series_check_count((int64) count + 1, fcinfo->context))
			return (Datum) 0;	/* a soft error */
		if (count == capacity)
		{
			capacity *= 2;
			points = repalloc(points, capacity * sizeof(Point));
		}
		if (*text++ != (count == 0 ? '{' : ','))
		{
			refuse(&problem, "A series starts with a brace.",
				   "Write, for example, \"{2020/21 Q2: 94.6% high}\".");
			return input_problem(&problem, TYPE_NAME, input, fcinfo->context);
		}
		if (!take_point(&text, &points[count], &indicator, &problem))
			return input_problem(&problem, TYPE_NAME, input, fcinfo->context);
		if (count++ == 0)
			first = indicator;
		if (!input_comparable(&first, &indicator, fcinfo->context))
			return (Datum) 0;	/* a soft error */
	} while (*text != '}');

	if (!step_parse(text + 1, &step, &problem))
		return input_problem(&problem, TYPE_NAME, input, fcinfo->context);
	/* NULL after a soft error */
	return PointerGetDatum(series_build(points, count,
										(Unit) {.per = first.per,.kind = first.unit},
										(Polarity) first.polarity, step, false,
										fcinfo->context));
}

Datum
series_out(PG_FUNCTION_ARGS)
{
	const Series *series = PG_GETARG_SERIES_P(0);
	StringInfoData text;

	initStringInfo(&text);
	for (int i = 0; i < series->count; i++)
	{
		char		point[POINT_TEXT];
		Indicator	indicator;

		series_indicator(series, i, &indicator);
		point_format(series_period(series, i), &indicator, point);
		appendStringInfoString(&text, i == 0 ? "{" : ", ");
		appendStringInfoString(&text, point);
	}
	appendStringInfoChar(&text, '}');
	if (series->step != period_length(series->first))
	{
		char		step[STEP_TEXT];

		step_format(series->step, step);
		appendStringInfoString(&text, step);
	}
	PG_RETURN_CSTRING(text.data);
}

/*
 * Reads unit and polarity, number of points (int32), the first period, the step
 * in months (int32), then for each point its steps from the first (int32),
 * value, numerator, denominator.
 */
Datum
series_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	Unit		unit;
	Polarity	polarity;
	int32		count;
	ReportingPeriod first;
	int32		step;
	Point	   *points;

	unit_receive(message, &unit, &polarity);
	count = (int32) pq_getmsgint(message, 4);
	first = period_receive(message);
	step = (int32) pq_getmsgint(message, 4);
	series_check_step(first, step, NULL);
	if (count < 1 || count > SERIES_MAX_POINTS ||
		count > (message->len - message->cursor) / POINT_ON_WIRE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s: %d points",
						TYPE_NAME, count)));
	points = palloc((Size) count * sizeof(Point));
	for (int i = 0; i < count; i++)
	{
		int64		steps = (int32) pq_getmsgint(message, 4);
		double		value = pq_getmsgfloat8(message);
		double		numerator = pq_getmsgfloat8(message);
		double		denominator = pq_getmsgfloat8(message);
		Indicator	a;
		Problem		problem;

		refuse(&problem, "A value cannot be NaN.", NULL);
		if (!period_moved(first, steps * step,
						  &points[i].period, &problem) || isnan(value) ||
			!indicator_set(&a, value, numerator, denominator, unit, polarity,
						   &problem))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					 errmsg("invalid binary representation of type %s at point %d",
							TYPE_NAME, i + 1),
					 errdetail("%s", problem.detail)));
		points[i].value = a.value;
		points[i].numerator = a.numerator;
		points[i].denominator = a.denominator;
	}
	PG_RETURN_POINTER(series_build(points, count, unit, polarity, step, false,
								   NULL));
}

Datum
series_send(PG_FUNCTION_ARGS)
{
	const Series *series = PG_GETARG_SERIES_P(0);
	StringInfoData message;

	pq_begintypsend(&message);
	unit_send(&message, series->unit, series->per, series->polarity);
	pq_sendint32(&message, (uint32) series->count);
	period_send(&message, series->first);
	pq_sendint32(&message, (uint32) series->step);
	for (int i = 0; i < series->count; i++)
	{
		Indicator	a;

		series_indicator(series, i, &a);
		pq_sendint32(&message, (uint32) series_offset(series, i));
		pq_sendfloat8(&message, a.value);
		pq_sendfloat8(&message, a.numerator);
		pq_sendfloat8(&message, a.denominator);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
series_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(series_same(PG_GETARG_SERIES_P(0), PG_GETARG_SERIES_P(1)));
}

Datum
series_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!series_same(PG_GETARG_SERIES_P(0), PG_GETARG_SERIES_P(1)));
}

Datum
series_hash(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT32(series_hash_value(PG_GETARG_SERIES_P(0)));
}

/* concatenates two histories; raises an error for a period that both have */
Datum
series_concat(PG_FUNCTION_ARGS)
{
	const Series *a = PG_GETARG_SERIES_P(0);
	const Series *b = PG_GETARG_SERIES_P(1);
	int64		count = (int64) a->count + b->count;
	Indicator	first_a;
	Indicator	first_b;
	Point	   *points;

	series_indicator(a, 0, &first_a);
	series_indicator(b, 0, &first_b);
	check_comparable(&first_a, &first_b);
	if (a->step != b->step)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("series in steps of %d months and of %d months cannot be "
						"one", a->step, b->step),
				 errhint("Make both of figures with the same months from one to "
						 "the next.")));
	points = palloc((Size) count * sizeof(Point));
	series_unpack(a, points);
	series_unpack(b, points + a->count);
	PG_RETURN_POINTER(series_build(points, (int) count, series_unit(a),
								   (Polarity) a->polarity, a->step, false, NULL));
}

/* the part that starts no earlier than one period and ends no later than another */
Datum
series_slice(PG_FUNCTION_ARGS)
{
	const Series *series;
	int32		from = PG_ARGISNULL(1) ? 0 : period_first_month(PG_GETARG_PERIOD(1));
	int32		to = PG_ARGISNULL(2) ? PERIOD_END_OF_TIME :
		period_last_month(PG_GETARG_PERIOD(2));
	Point	   *points;
	int			count = 0;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	series = PG_GETARG_SERIES_P(0);
	if (period_first_month(series->first) >= from &&
		period_last_month(series_period(series, series->count - 1)) <= to)
		PG_RETURN_POINTER(series);	/* all of it */
	points = palloc((Size) series->count * sizeof(Point));
	for (int i = 0; i < series->count; i++)
	{
		ReportingPeriod period = series_period(series, i);

		if (period_first_month(period) >= from && period_last_month(period) <= to)
			series_point(series, i, &points[count++]);
	}
	if (count == 0)
		PG_RETURN_NULL();		/* a series has at least one point */
	PG_RETURN_POINTER(series_build(points, count, series_unit(series),
								   (Polarity) series->polarity, series->step, true,
								   NULL));
}

/* series(series, polarity, unit): each figure as one of this polarity and unit */
Datum
series_of_unit(PG_FUNCTION_ARGS)
{
	const Series *series = PG_GETARG_SERIES_P(0);
	Polarity	polarity = PG_GETARG_POLARITY(1);
	Unit		unit = unit_of_text(PG_GETARG_TEXT_PP(2));
	Point	   *points;
	int			count;

	if (series_fits(series, unit))
	{
		Series	   *copy = palloc(VARSIZE(series));

		memcpy(copy, series, VARSIZE(series));
		series_set_unit(copy, unit, polarity);
		PG_RETURN_POINTER(copy);
	}
	points = palloc((Size) series->count * sizeof(Point));
	count = series_points_of_unit(series, unit, points);
	if (count == 0)
		PG_RETURN_NULL();		/* no figure can be of this unit */
	PG_RETURN_POINTER(series_build(points, count, unit, polarity, series->step,
								   true, NULL));
}

Datum
series_at(PG_FUNCTION_ARGS)
{
	const Series *series = PG_GETARG_SERIES_P(0);
	int			i = series_find(series, PG_GETARG_PERIOD(1));
	Indicator	a;

	if (i < 0)
		PG_RETURN_NULL();		/* a gap is a gap */
	series_indicator(series, i, &a);
	PG_RETURN_INDICATOR_P(indicator_copy(&a));
}

Datum
series_first_period(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(PG_GETARG_SERIES_P(0)->first);
}

Datum
series_last_period(PG_FUNCTION_ARGS)
{
	const Series *series = PG_GETARG_SERIES_P(0);

	PG_RETURN_PERIOD(series_period(series, series->count - 1));
}

Datum
series_count_periods(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(PG_GETARG_SERIES_P(0)->count);
}

/* the movement to one point from another, or from none (-1) */
static Movement *
series_movement(const Series *series, int to, int from)
{
	Indicator	current;
	Indicator	previous;

	series_indicator(series, to, &current);
	if (from < 0)
		return movement_make(&current, series_period(series, to), NULL, NO_PERIOD);
	series_indicator(series, from, &previous);
	return movement_make(&current, series_period(series, to),
						 &previous, series_period(series, from));
}

/* the last point and the one before it */
Datum
series_change(PG_FUNCTION_ARGS)
{
	const Series *series = PG_GETARG_SERIES_P(0);

	PG_RETURN_POINTER(series_movement(series, series->count - 1,
									  series->count - 2));
}

static inline bool
is_text(const text *given, const char *word)
{
	size_t		length = strlen(word);

	return VARSIZE_ANY_EXHDR(given) == length &&
		memcmp(VARDATA_ANY(given), word, length) == 0;
}

/*
 * The point before one by a rule: the previous reported, the period one step
 * before, or the one a year before.  -1 where there is none.
 */
static int
find_basis(const Series *series, int i, const text *basis)
{
	ReportingPeriod period = series_period(series, i);
	ReportingPeriod wanted;
	Problem		problem;
	int64		months;

	if (is_text(basis, "previous reported"))
		return i - 1;
	if (is_text(basis, "previous period"))
		months = series->step;
	else if (is_text(basis, "same period last year"))
		months = 12;
	else
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown basis \"%s\"", text_to_cstring(basis)),
				 errhint("Use \"previous reported\", \"previous period\" or "
						 "\"same period last year\".")));
	if (!period_moved(period, -months, &wanted, &problem))
		return -1;				/* before year 1 */
	return series_find(series, wanted);
}

/* change(series, period, basis): the movement to the figure of one period */
Datum
series_change_at(PG_FUNCTION_ARGS)
{
	const Series *series = PG_GETARG_SERIES_P(0);
	int			i = series_find(series, PG_GETARG_PERIOD(1));
	int			from = find_basis(series, Max(i, 0), PG_GETARG_TEXT_PP(2));

	if (i < 0)
		PG_RETURN_NULL();		/* no figure for the period */
	PG_RETURN_POINTER(series_movement(series, i, from));
}
