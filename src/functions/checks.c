/*
 * checks.c - what the constraints and views of a framework call
 *
 * check_...() return true or raise an error that names the value and the
 * remedy, where a plain CHECK could only show the whole row.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "calculus/decimal.h"
#include "calculus/status.h"
#include "compat.h"
#include "types/indicator_type.h"
#include "types/period_type.h"

PG_FUNCTION_INFO_V1(check_choice);
PG_FUNCTION_INFO_V1(check_number);
PG_FUNCTION_INFO_V1(check_unit);
PG_FUNCTION_INFO_V1(check_figure);

/* check_choice(what, value, VARIADIC choices): the value is one of a few words */
Datum
check_choice(PG_FUNCTION_ARGS)
{
	char	   *what = text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *value = text_to_cstring(PG_GETARG_TEXT_PP(1));
	Datum	   *choices;
	bool	   *nulls;
	int			n;
	StringInfoData list;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), TEXTOID, -1, false, TYPALIGN_INT,
					  &choices, &nulls, &n);
	initStringInfo(&list);
	for (int i = 0; i < n; i++)
	{
		char	   *choice = nulls[i] ? "" : TextDatumGetCString(choices[i]);

		if (strcmp(choice, value) == 0)
			PG_RETURN_BOOL(true);
		if (i > 0)
			appendStringInfoString(&list, i == n - 1 ? " or " : ", ");
		appendStringInfo(&list, "\"%s\"", choice);
	}
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("unknown %s \"%s\"", what, value),
			 errhint("Use %s.", list.data)));
}

/* check_number(what, value, least, greatest): both ends included, never NaN */
Datum
check_number(PG_FUNCTION_ARGS)
{
	double		value = PG_GETARG_FLOAT8(1);
	double		least = PG_GETARG_FLOAT8(2);
	double		greatest = PG_GETARG_FLOAT8(3);

	if (!(value >= least && value <= greatest))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("%s %g is not between %g and %g",
						text_to_cstring(PG_GETARG_TEXT_PP(0)), value, least,
						greatest)));
	PG_RETURN_BOOL(true);
}

Datum
check_unit(PG_FUNCTION_ARGS)
{
	unit_of_text(PG_GETARG_TEXT_PP(0));
	PG_RETURN_BOOL(true);
}

/*
 * Appends the symbols with their meaning, "c (confidential), x (not available)
 * or ...": all, or only those beside which a value may be missing.
 */
static void
append_symbols(StringInfo list, bool missing)
{
	const Status *status;
	int			count = 0;
	int			listed = 0;

	for (int i = 0; (status = status_at(i)) != NULL; i++)
		count += !missing || status->withholds != WITHHOLDS_NEVER;
	for (int i = 0; (status = status_at(i)) != NULL; i++)
	{
		if (missing && status->withholds == WITHHOLDS_NEVER)
			continue;
		if (listed > 0)
			appendStringInfoString(list, listed == count - 1 ? " or " : ", ");
		appendStringInfo(list, "%s (%s)", status->symbol, status->meaning);
		listed++;
	}
}

/* the arguments of check_figure() */
enum
{
	FIGURE_VALUE, FIGURE_NUMERATOR, FIGURE_DENOMINATOR, FIGURE_LOWER, FIGURE_UPPER, FIGURE_STATUS,
	FIGURE_MEASURE, FIGURE_AREA, FIGURE_PERIOD
};

/*
 * Sets the detail of an error: what is wrong in general, where there is
 * something to say, and of which figure.
 */
static int
figure_detail(FunctionCallInfo fcinfo, const char *rule)
{
	char		period[PERIOD_TEXT];

	if (PG_ARGISNULL(FIGURE_MEASURE) || PG_ARGISNULL(FIGURE_AREA) || PG_ARGISNULL(FIGURE_PERIOD))
		return *rule != '\0' ? errdetail("%s", rule) : 0;
	period_format(PG_GETARG_PERIOD(FIGURE_PERIOD), period);
	return errdetail("%s%sMeasure \"%s\", area \"%s\", period %s.",
					 rule, *rule != '\0' ? " " : "",
					 text_to_cstring(PG_GETARG_TEXT_PP(FIGURE_MEASURE)),
					 text_to_cstring(PG_GETARG_TEXT_PP(FIGURE_AREA)), period);
}

/* Returns whether a status withholds the value; an error for an unknown one. */
static Withholds
status_withholds(FunctionCallInfo fcinfo)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(FIGURE_STATUS));
	const Status *status = status_find(name);
	StringInfoData symbols;

	if (status != NULL)
		return status->withholds;
	initStringInfo(&symbols);
	append_symbols(&symbols, false);
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("unknown status \"%s\"", name),
			 figure_detail(fcinfo, ""),
			 errhint("Use %s, or leave it out.", symbols.data)));
}

static CFS_NORETURN void
refuse_missing_value(FunctionCallInfo fcinfo)
{
	StringInfoData symbols;

	initStringInfo(&symbols);
	append_symbols(&symbols, true);
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("a figure without a value needs a status that says why"),
			 figure_detail(fcinfo, ""),
			 errhint("Use %s.", symbols.data)));
}

/* Refuses an argument that is there and no figure. */
static void
check_finite(FunctionCallInfo fcinfo, int argument, const char *what)
{
	if (!PG_ARGISNULL(argument) && !decimal_in_range(PG_GETARG_FLOAT8(argument)))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("%s %g is not a figure", what, PG_GETARG_FLOAT8(argument)),
				 figure_detail(fcinfo, "Figures lie between -2^53 and 2^53.")));
}

/*
 * check_figure(value, numerator, denominator, lower, upper, status, measure,
 * area, period): a value is NULL exactly where its status withholds it, and is
 * a figure with counts and limits that can be.  Counts and limits beside a value
 * that is withheld are ignored, whatever they are.  The last three only say in
 * an error which figure it is.
 */
Datum
check_figure(PG_FUNCTION_ARGS)
{
	Withholds	withholds = PG_ARGISNULL(FIGURE_STATUS) ? WITHHOLDS_NEVER :
		status_withholds(fcinfo);

	if (PG_ARGISNULL(FIGURE_VALUE))
	{
		if (withholds == WITHHOLDS_NEVER)
			refuse_missing_value(fcinfo);
		PG_RETURN_BOOL(true);
	}
	if (withholds == WITHHOLDS_ALWAYS)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("value %.15g has status \"%s\", by which it is withheld",
						PG_GETARG_FLOAT8(FIGURE_VALUE),
						text_to_cstring(PG_GETARG_TEXT_PP(FIGURE_STATUS))),
				 figure_detail(fcinfo, ""),
				 errhint("Leave the value empty, or the status.")));
	check_finite(fcinfo, FIGURE_VALUE, "value");
	check_finite(fcinfo, FIGURE_NUMERATOR, "numerator");
	check_finite(fcinfo, FIGURE_DENOMINATOR, "denominator");
	check_finite(fcinfo, FIGURE_LOWER, "lower limit");
	check_finite(fcinfo, FIGURE_UPPER, "upper limit");
	if (!PG_ARGISNULL(FIGURE_NUMERATOR) && PG_GETARG_FLOAT8(FIGURE_NUMERATOR) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("numerator %.15g is negative", PG_GETARG_FLOAT8(FIGURE_NUMERATOR)),
				 figure_detail(fcinfo, "")));
	if (!PG_ARGISNULL(FIGURE_DENOMINATOR) && PG_GETARG_FLOAT8(FIGURE_DENOMINATOR) <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("denominator %.15g is not above zero",
						PG_GETARG_FLOAT8(FIGURE_DENOMINATOR)),
				 figure_detail(fcinfo, ""),
				 errhint("Leave out a percentage or rate of nothing, with "
						 "status z.")));
	if (!PG_ARGISNULL(FIGURE_LOWER) && !PG_ARGISNULL(FIGURE_UPPER) &&
		PG_GETARG_FLOAT8(FIGURE_LOWER) > PG_GETARG_FLOAT8(FIGURE_UPPER))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("lower limit %.15g is above upper limit %.15g",
						PG_GETARG_FLOAT8(FIGURE_LOWER), PG_GETARG_FLOAT8(FIGURE_UPPER)),
				 figure_detail(fcinfo, "")));
	PG_RETURN_BOOL(true);
}
