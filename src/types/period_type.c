/* SPDX-License-Identifier: PostgreSQL */
/*
 * period_type.c - the SQL type reporting_period
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/sortsupport.h"

#include "compat.h"
#include "errors.h"
#include "types/period_type.h"

#define TYPE_NAME	"reporting_period"

PG_FUNCTION_INFO_V1(reporting_period_in);
PG_FUNCTION_INFO_V1(reporting_period_out);
PG_FUNCTION_INFO_V1(reporting_period_recv);
PG_FUNCTION_INFO_V1(reporting_period_send);
PG_FUNCTION_INFO_V1(reporting_period_from_date);
PG_FUNCTION_INFO_V1(reporting_period_from_pair);
PG_FUNCTION_INFO_V1(reporting_period_lt);
PG_FUNCTION_INFO_V1(reporting_period_le);
PG_FUNCTION_INFO_V1(reporting_period_eq);
PG_FUNCTION_INFO_V1(reporting_period_ne);
PG_FUNCTION_INFO_V1(reporting_period_ge);
PG_FUNCTION_INFO_V1(reporting_period_gt);
PG_FUNCTION_INFO_V1(reporting_period_cmp);
PG_FUNCTION_INFO_V1(reporting_period_sortsupport);
PG_FUNCTION_INFO_V1(reporting_period_hash);
PG_FUNCTION_INFO_V1(reporting_period_hash_extended);
PG_FUNCTION_INFO_V1(reporting_period_in_range);
PG_FUNCTION_INFO_V1(reporting_period_smaller);
PG_FUNCTION_INFO_V1(reporting_period_larger);
PG_FUNCTION_INFO_V1(reporting_period_starts);
PG_FUNCTION_INFO_V1(reporting_period_ends);
PG_FUNCTION_INFO_V1(reporting_period_months);
PG_FUNCTION_INFO_V1(reporting_period_plus);
PG_FUNCTION_INFO_V1(reporting_period_minus);
PG_FUNCTION_INFO_V1(reporting_period_steps);
PG_FUNCTION_INFO_V1(reporting_period_year_ago);
PG_FUNCTION_INFO_V1(reporting_period_ends_within);
PG_FUNCTION_INFO_V1(reporting_period_contains);
PG_FUNCTION_INFO_V1(reporting_period_contains_date);
PG_FUNCTION_INFO_V1(reporting_period_of_date);
PG_FUNCTION_INFO_V1(reporting_period_same_shape);
PG_FUNCTION_INFO_V1(reporting_period_last_month);
PG_FUNCTION_INFO_V1(reporting_period_shape);
PG_FUNCTION_INFO_V1(reporting_period_same_shape_stepped);
PG_FUNCTION_INFO_V1(reporting_period_shape_stepped);

/* a period's label, palloc'd */
char *
period_label(ReportingPeriod period)
{
	char		text[PERIOD_TEXT];

	period_format(period, text);
	return pstrdup(text);
}

/* for a result that would lie outside the years 1 to 9999 */
static void
moved_too_far(ReportingPeriod period, int64 months, const Problem *problem)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("reporting period \"%s\" cannot be moved by " INT64_FORMAT
					" months", period_label(period), months),
			 errdetail("%s", problem->detail)));
}

static ReportingPeriod
moved(ReportingPeriod period, int64 months)
{
	ReportingPeriod result;
	Problem		problem;

	if (!period_moved(period, months, &result, &problem))
		moved_too_far(period, months, &problem);
	return result;
}

/* the first day of a month counted from January of year 1 */
static DateADT
first_day(int32 month)
{
	return date2j(month / 12 + 1, month % 12 + 1, 1) - POSTGRES_EPOCH_JDATE;
}

/*
 * Reads a period as its send function wrote it: first month (int32, counted
 * from January of year 1), number of months (int16).
 */
ReportingPeriod
period_receive(StringInfo message)
{
	int32		first = (int32) pq_getmsgint(message, 4);
	int16		length = (int16) pq_getmsgint(message, 2);
	ReportingPeriod period;
	Problem		problem;

	if (!period_make(first, length, &period, &problem))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s: "
						"first month %d, %d months", TYPE_NAME, first, length),
				 errdetail("%s", problem.detail)));
	return period;
}

void
period_send(StringInfo message, ReportingPeriod period)
{
	pq_sendint32(message, (uint32) period_first_month(period));
	pq_sendint16(message, (uint16) period_length(period));
}

Datum
reporting_period_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	ReportingPeriod period;
	Problem		problem;

	if (!period_parse(text, &period, &problem))
		return input_problem(&problem, TYPE_NAME, text, fcinfo->context);
	PG_RETURN_PERIOD(period);
}

Datum
reporting_period_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(period_label(PG_GETARG_PERIOD(0)));
}

Datum
reporting_period_recv(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(period_receive((StringInfo) PG_GETARG_POINTER(0)));
}

Datum
reporting_period_send(PG_FUNCTION_ARGS)
{
	StringInfoData message;

	pq_begintypsend(&message);
	period_send(&message, PG_GETARG_PERIOD(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* the span of the given number of months that starts with the month of a date */
Datum
reporting_period_from_date(PG_FUNCTION_ARGS)
{
	DateADT		date = PG_GETARG_DATEADT(0);
	int32		months = PG_GETARG_INT32(1);
	int			year,
				month,
				day;
	ReportingPeriod period;
	Problem		problem;

	if (DATE_NOT_FINITE(date))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("a reporting period cannot start at an infinite date")));
	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	if (!period_make(((int64) year - 1) * 12 + month - 1, months, &period,
					 &problem))
		value_problem(&problem, TYPE_NAME,
					  psprintf("%04d-%02d/P%dM", year, month, months));
	PG_RETURN_PERIOD(period);
}

/* the first month of a date, counted from January of year 1; may be negative */
static int64
month_of_date(DateADT date)
{
	int			year,
				month,
				day;

	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	return ((int64) year - 1) * 12 + month - 1;
}

/* whether a period contains a date; an infinite one lies in none */
Datum
reporting_period_contains_date(PG_FUNCTION_ARGS)
{
	ReportingPeriod p = PG_GETARG_PERIOD(0);
	DateADT		date = PG_GETARG_DATEADT(1);
	int64		month;

	if (DATE_NOT_FINITE(date))
		PG_RETURN_BOOL(false);
	month = month_of_date(date);
	PG_RETURN_BOOL(month >= period_first_month(p) &&
				   month <= period_last_month(p));
}

/* period_of(date, kind): the period of this kind that contains a date */
Datum
reporting_period_of_date(PG_FUNCTION_ARGS)
{
	/* of each kind the length, and the month, 0-11, in which one begins */
	static const struct
	{
		const char *name;
		int			length;
		int			start;
	}			kinds[] = {
		{"month", 1, 0}, {"quarter", 3, 0}, {"calendar year", 12, 0},
		{"financial year", 12, 3}, {"academic year", 12, 8}, {"term", 4, 0}
	};
	DateADT		date = PG_GETARG_DATEADT(0);
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(1));
	ReportingPeriod period;
	Problem		problem;

	if (DATE_NOT_FINITE(date))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("an infinite date lies in no reporting period")));
	for (size_t i = 0; i < lengthof(kinds); i++)
	{
		int64		month = month_of_date(date);
		int64		since;

		if (strcmp(kinds[i].name, name) != 0)
			continue;
		since = (month - kinds[i].start + 12) % kinds[i].length;
		if (!period_make(month < 0 ? month : month - since, kinds[i].length,
						 &period, &problem))
			value_problem(&problem, TYPE_NAME, name);
		PG_RETURN_PERIOD(period);
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown kind of period \"%s\"", name),
			 errhint("Use \"month\", \"quarter\", \"financial year\", "
					 "\"calendar year\", \"academic year\" or \"term\".")));
}

/*
 * reporting_period(time_period, time_identifier, year_ends): the Department for
 * Education's pair
 */
Datum
reporting_period_from_pair(PG_FUNCTION_ARGS)
{
	char	   *time_period;
	char	   *time_identifier;
	int32		year_ends = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2);
	ReportingPeriod period;
	Problem		problem;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();		/* no pair */
	if (!PG_ARGISNULL(2) && (year_ends < 1 || year_ends > 12))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("month %d in which a year ends is not between 1 and 12",
						year_ends),
				 errhint("Write, for example, 3 for a year to March.")));
	time_period = text_to_cstring(PG_GETARG_TEXT_PP(0));
	time_identifier = text_to_cstring(PG_GETARG_TEXT_PP(1));
	if (!period_parse_pair(time_period, time_identifier, year_ends, &period,
						   &problem))
		value_problem(&problem, TYPE_NAME,
					  psprintf("('%s', '%s')", time_period, time_identifier));
	PG_RETURN_PERIOD(period);
}

Datum
reporting_period_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_PERIOD(0) < PG_GETARG_PERIOD(1));
}

Datum
reporting_period_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_PERIOD(0) <= PG_GETARG_PERIOD(1));
}

Datum
reporting_period_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_PERIOD(0) == PG_GETARG_PERIOD(1));
}

Datum
reporting_period_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_PERIOD(0) != PG_GETARG_PERIOD(1));
}

Datum
reporting_period_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_PERIOD(0) >= PG_GETARG_PERIOD(1));
}

Datum
reporting_period_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_PERIOD(0) > PG_GETARG_PERIOD(1));
}

Datum
reporting_period_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(period_compare(PG_GETARG_PERIOD(0), PG_GETARG_PERIOD(1)));
}

static int
compare_for_sort(Datum a, Datum b, SortSupport support pg_attribute_unused())
{
	return period_compare(DatumGetPeriod(a), DatumGetPeriod(b));
}

Datum
reporting_period_sortsupport(PG_FUNCTION_ARGS)
{
	((SortSupport) PG_GETARG_POINTER(0))->comparator = compare_for_sort;
	PG_RETURN_VOID();
}

/*
 * Fixed for ever: rows of hash-partitioned and distributed tables lie where
 * these functions put them.  They hash the packed number, whose layout is
 * therefore fixed as well.
 */
Datum
reporting_period_hash(PG_FUNCTION_ARGS)
{
	return hash_uint32(PG_GETARG_PERIOD(0));
}

Datum
reporting_period_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_uint32_extended(PG_GETARG_PERIOD(0), PG_GETARG_INT64(1));
}

/*
 * Window frames RANGE BETWEEN n PRECEDING ...: an offset counts steps of the
 * base period's own length.  Beyond the calendar the frame simply ends.
 */
Datum
reporting_period_in_range(PG_FUNCTION_ARGS)
{
	ReportingPeriod value = PG_GETARG_PERIOD(0);
	ReportingPeriod base = PG_GETARG_PERIOD(1);
	int64		offset = PG_GETARG_INT32(2);
	bool		subtract = PG_GETARG_BOOL(3);
	bool		less = PG_GETARG_BOOL(4);
	int64		months = offset * period_length(base);
	ReportingPeriod bound;
	Problem		problem;

	if (offset < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PRECEDING_OR_FOLLOWING_SIZE),
				 errmsg("invalid preceding or following size in window function"),
				 errdetail("The number of periods is %d.", (int) offset)));
	if (!period_moved(base, subtract ? -months : months, &bound, &problem))
		PG_RETURN_BOOL(subtract ? !less : less);
	PG_RETURN_BOOL(less ? value <= bound : value >= bound);
}

Datum
reporting_period_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(Min(PG_GETARG_PERIOD(0), PG_GETARG_PERIOD(1)));
}

Datum
reporting_period_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(Max(PG_GETARG_PERIOD(0), PG_GETARG_PERIOD(1)));
}

Datum
reporting_period_starts(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(first_day(period_first_month(PG_GETARG_PERIOD(0))));
}

Datum
reporting_period_ends(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(first_day(period_last_month(PG_GETARG_PERIOD(0)) + 1) - 1);
}

Datum
reporting_period_months(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(period_length(PG_GETARG_PERIOD(0)));
}

Datum
reporting_period_plus(PG_FUNCTION_ARGS)
{
	ReportingPeriod period = PG_GETARG_PERIOD(0);
	int64		steps = PG_GETARG_INT32(1);

	PG_RETURN_PERIOD(moved(period, steps * period_length(period)));
}

Datum
reporting_period_minus(PG_FUNCTION_ARGS)
{
	ReportingPeriod period = PG_GETARG_PERIOD(0);
	int64		steps = PG_GETARG_INT32(1);

	PG_RETURN_PERIOD(moved(period, -steps * period_length(period)));
}

/* raises an error if there is no number of steps between two periods */
void
check_same_shape(ReportingPeriod a, ReportingPeriod b)
{
	if (!period_same_shape(a, b, period_length(a)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("reporting periods \"%s\" and \"%s\" are of different shape",
						period_label(a), period_label(b)),
				 errdetail("Periods of one shape have the same length and lie "
						   "whole lengths apart."),
				 errhint("Compare quarters with quarters and years with years.")));
}

Datum
reporting_period_steps(PG_FUNCTION_ARGS)
{
	ReportingPeriod a = PG_GETARG_PERIOD(0);
	ReportingPeriod b = PG_GETARG_PERIOD(1);

	check_same_shape(a, b);
	PG_RETURN_INT32(period_steps(a, b, period_length(a)));
}

Datum
reporting_period_year_ago(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(moved(PG_GETARG_PERIOD(0), -12));
}

/* the first period ends no later than the second */
Datum
reporting_period_ends_within(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(period_last_month(PG_GETARG_PERIOD(0)) <=
				   period_last_month(PG_GETARG_PERIOD(1)));
}

/* whether the first period contains all of the second */
Datum
reporting_period_contains(PG_FUNCTION_ARGS)
{
	ReportingPeriod p = PG_GETARG_PERIOD(0);
	ReportingPeriod q = PG_GETARG_PERIOD(1);

	PG_RETURN_BOOL(period_first_month(p) <= period_first_month(q) &&
				   period_last_month(p) >= period_last_month(q));
}

Datum
reporting_period_same_shape(PG_FUNCTION_ARGS)
{
	ReportingPeriod a = PG_GETARG_PERIOD(0);

	PG_RETURN_BOOL(period_same_shape(a, PG_GETARG_PERIOD(1), period_length(a)));
}

static int32
checked_step(int32 step)
{
	if (step < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("step of %d months is not above zero", step)));
	return step;
}

/* the same with steps of so many months instead of the periods' length */
Datum
reporting_period_same_shape_stepped(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(period_same_shape(PG_GETARG_PERIOD(0), PG_GETARG_PERIOD(1),
									 checked_step(PG_GETARG_INT32(2))));
}

/*
 * The month the given number of months after a period's last, or before where the
 * number is negative, as a period: the least of all that end in that month, so
 * the bound of a search by end.  Beyond the calendar it stays at its edge.
 */
Datum
reporting_period_last_month(PG_FUNCTION_ARGS)
{
	int64		month = (int64) period_last_month(PG_GETARG_PERIOD(0)) +
		PG_GETARG_INT32(1);
	ReportingPeriod result = NO_PERIOD;
	Problem		problem;

	month = Max(month, 0);
	month = Min(month, PERIOD_END_OF_TIME - 1);
	period_make(month, 1, &result, &problem);
	PG_RETURN_PERIOD(result);
}

Datum
reporting_period_shape(PG_FUNCTION_ARGS)
{
	ReportingPeriod period = PG_GETARG_PERIOD(0);

	PG_RETURN_INT32(period_shape(period, period_length(period)));
}

/* the same with steps of so many months instead of the period's length */
Datum
reporting_period_shape_stepped(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(period_shape(PG_GETARG_PERIOD(0),
								 checked_step(PG_GETARG_INT32(1))));
}
