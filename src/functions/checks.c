/* SPDX-License-Identifier: PostgreSQL */
/*
 * checks.c - what the constraints and views of a framework call
 *
 * check_...() return true or raise an error that names the value and the
 * remedy, where a plain CHECK could only show the whole row.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "calculus/figure.h"
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

/* the arguments of check_figure() behind those of the figure (figure.h) */
enum
{
	ARGUMENT_MEASURE = FIGURE_STATUS, ARGUMENT_AREA, ARGUMENT_PERIOD
};

/* Sets the detail of an error: of which figure, where that is known. */
static int
figure_detail(FunctionCallInfo fcinfo)
{
	char		period[PERIOD_TEXT];

	if (PG_ARGISNULL(ARGUMENT_MEASURE) || PG_ARGISNULL(ARGUMENT_AREA) || PG_ARGISNULL(ARGUMENT_PERIOD))
		return 0;
	period_format(PG_GETARG_PERIOD(ARGUMENT_PERIOD), period);
	return errdetail("Measure \"%s\", area \"%s\", period %s.",
					 text_to_cstring(PG_GETARG_TEXT_PP(ARGUMENT_MEASURE)),
					 text_to_cstring(PG_GETARG_TEXT_PP(ARGUMENT_AREA)), period);
}

/* one of the numbers of a figure */
static FigureNumber
figure_argument(FunctionCallInfo fcinfo, FigurePart part)
{
	FigureNumber number = {.known = !PG_ARGISNULL(part - 1)};

	if (number.known)
		number.value = PG_GETARG_FLOAT8(part - 1);
	return number;
}

/* Sets the status of a figure; false for a symbol that nobody knows. */
static bool
set_status(FunctionCallInfo fcinfo, Figure *figure, FileProblem *problem)
{
	char	   *symbol;

	if (PG_ARGISNULL(FIGURE_STATUS - 1))
		return true;
	symbol = text_to_cstring(PG_GETARG_TEXT_PP(FIGURE_STATUS - 1));
	figure->status = status_find(symbol);
	return figure->status != NULL ||
		figure_refuse_status(symbol, strlen(symbol), problem);
}

/*
 * check_figure(value, numerator, denominator, lower, upper, status, measure,
 * area, period): the figure can be, by the rule of figure.h.  The last three
 * only say in an error which figure it is.
 */
Datum
check_figure(PG_FUNCTION_ARGS)
{
	Figure		figure = {
		.value = figure_argument(fcinfo, FIGURE_VALUE),
		.numerator = figure_argument(fcinfo, FIGURE_NUMERATOR),
		.denominator = figure_argument(fcinfo, FIGURE_DENOMINATOR),
		.lower = figure_argument(fcinfo, FIGURE_LOWER),
		.upper = figure_argument(fcinfo, FIGURE_UPPER)
	};
	FigurePart	part;
	FileProblem problem;

	if (!set_status(fcinfo, &figure, &problem) ||
		!figure_check(&figure, &part, &problem))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("%s", problem.message),
				 figure_detail(fcinfo),
				 problem.hint[0] != '\0' ? errhint("%s", problem.hint) : 0));
	PG_RETURN_BOOL(true);
}
