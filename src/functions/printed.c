/* SPDX-License-Identifier: PostgreSQL */
/*
 * printed.c - SQL functions: figures as a report prints them
 *
 * Thin wrappers of calculus/printing.c, which puts numbers into words: here
 * they get their unit, label and counts.
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "calculus/printing.h"
#include "compat.h"
#include "functions/statistics.h"
#include "types/indicator_type.h"

PG_FUNCTION_INFO_V1(display);
PG_FUNCTION_INFO_V1(printed);
PG_FUNCTION_INFO_V1(printed_count);
PG_FUNCTION_INFO_V1(unit_words);
PG_FUNCTION_INFO_V1(figure_words);
PG_FUNCTION_INFO_V1(difference_words);
PG_FUNCTION_INFO_V1(printing_decimals_of);

/* by which a figure is printed: its unit, what stands behind it, its decimals */
typedef struct Style
{
	Unit		unit;
	const char *label;			/* NULL: none */
	bool		pounds;			/* the label is a pound sign, which goes first */
	int			decimals;
} Style;

static Unit
get_unit(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? no_unit : unit_of_text(PG_GETARG_TEXT_PP(n));
}

static bool
is_pound_sign(const char *label)
{
	static const char sign[] = "\302\243";

	return IS_HIGHBIT_SET(*label)
		&& strcmp(label, pg_any_to_server(sign, (int) strlen(sign), PG_UTF8)) == 0;
}

/* the arguments unit, unit_label and decimals, of which the n-th is the first */
static Style
get_style(FunctionCallInfo fcinfo, int n)
{
	Style		style = {.unit = get_unit(fcinfo, n)};

	if (!PG_ARGISNULL(n + 1))
		style.label = text_to_cstring(PG_GETARG_TEXT_PP(n + 1));
	if (style.label != NULL && is_pound_sign(style.label))
	{
		style.pounds = true;
		style.label = NULL;
	}
	if (style.unit.kind != UNIT_COUNT)
		style.decimals = checked_decimals(PG_GETARG_INT32(n + 2));
	return style;
}

static void
append_count(StringInfo words, double count)
{
	char		number[PRINTED_TEXT];

	print_count(checked_number(count, "count"), number);
	appendStringInfoString(words, number);
}

/* a number with what belongs to it: "-£2,725", "94.6%", "3.2" */
static void
append_number(StringInfo words, const char *number, const Style *style)
{
	if (style->pounds && *number == '-')
		appendStringInfoChar(words, *number++);
	if (style->pounds)
		appendStringInfoString(words, pg_any_to_server("\302\243", 2, PG_UTF8));
	appendStringInfoString(words, number);
	if (style->unit.kind == UNIT_PERCENT)
		appendStringInfoChar(words, '%');
}

/* and the rest of its unit: " per 10,000" */
static void
append_per(StringInfo words, const Style *style)
{
	if (style->unit.kind == UNIT_PER)
	{
		appendStringInfoString(words, " per ");
		append_count(words, style->unit.per);
	}
}

/* " young people"; after "1", " young person" */
static void
append_counted(StringInfo words, const char *number, const char *label)
{
	char	   *singular;

	appendStringInfoChar(words, ' ');
	if (strcmp(number, "1") == 0)
	{
		singular = palloc(strlen(label) + 1);
		print_singular(label, singular);
		label = singular;
	}
	appendStringInfoString(words, label);
}

/* the label of a figure; behind "per 1,000" it is not the number's */
static void
append_label(StringInfo words, const char *number, const Style *style)
{
	if (style->label != NULL)
		append_counted(words, style->unit.kind == UNIT_PER ? "" : number,
					   style->label);
}

/*
 * The first argument as a number in the style of the arguments from the n-th on,
 * and words to put it in; false where there is nothing to print, or it is not
 * known how.
 */
static bool
get_figure(FunctionCallInfo fcinfo, int n, Style *style, char *number,
		   StringInfo words)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(n + 2))
		return false;
	*style = get_style(fcinfo, n);
	print_number(checked_number(PG_GETARG_FLOAT8(0), "value"), style->decimals,
				 number);
	initStringInfo(words);
	return true;
}

static Datum
words_datum(const StringInfoData *words)
{
	return PointerGetDatum(cstring_to_text_with_len(words->data, words->len));
}

/* printed(value, unit, unit_label, decimals) */
Datum
printed(PG_FUNCTION_ARGS)
{
	Style		style;
	char		number[PRINTED_TEXT];
	StringInfoData words;

	if (!get_figure(fcinfo, 1, &style, number, &words))
		PG_RETURN_NULL();
	append_number(&words, number, &style);
	append_per(&words, &style);
	PG_RETURN_DATUM(words_datum(&words));
}

/* printed_count(n) */
Datum
printed_count(PG_FUNCTION_ARGS)
{
	StringInfoData words;

	initStringInfo(&words);
	append_count(&words, PG_GETARG_FLOAT8(0));
	PG_RETURN_DATUM(words_datum(&words));
}

/* unit_words(value, unit, unit_label, decimals): what stands behind a number */
Datum
unit_words(PG_FUNCTION_ARGS)
{
	Style		style;
	char		number[PRINTED_TEXT];
	StringInfoData words;

	if (!get_figure(fcinfo, 1, &style, number, &words))
		PG_RETURN_NULL();
	append_per(&words, &style);
	append_label(&words, number, &style);
	if (words.len == 0)
		PG_RETURN_NULL();		/* nothing but the number */
	PG_RETURN_TEXT_P(cstring_to_text(words.data + 1));
}

/* display(value, numerator, denominator, unit, unit_label, decimals) */
Datum
display(PG_FUNCTION_ARGS)
{
	Style		style;
	char		number[PRINTED_TEXT];
	StringInfoData words;

	if (!get_figure(fcinfo, 3, &style, number, &words))
		PG_RETURN_NULL();
	append_number(&words, number, &style);
	append_per(&words, &style);
	append_label(&words, number, &style);
	if (style.unit.kind != UNIT_COUNT && !PG_ARGISNULL(1))
	{
		appendStringInfoString(&words, " (");
		append_count(&words, PG_GETARG_FLOAT8(1));
		if (!PG_ARGISNULL(2))
		{
			appendStringInfoChar(&words, '/');
			append_count(&words, PG_GETARG_FLOAT8(2));
		}
		appendStringInfoChar(&words, ')');
	}
	PG_RETURN_DATUM(words_datum(&words));
}

/*
 * figure_words(value, numerator, denominator, unit, unit_label, decimals,
 * counted, out_of)
 *
 * Only a percentage is so many of so many: the denominator of a rate does not
 * contain its numerator.  A numerator alone is said where it is known what it
 * counts.
 */
Datum
figure_words(PG_FUNCTION_ARGS)
{
	Style		style;
	const char *counted;
	char		number[PRINTED_TEXT];
	StringInfoData words;

	if (!get_figure(fcinfo, 3, &style, number, &words))
		PG_RETURN_NULL();
	counted = PG_ARGISNULL(6) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(6));
	append_number(&words, number, &style);
	append_per(&words, &style);
	if (style.unit.kind == UNIT_COUNT && style.label == NULL)
		style.label = counted;
	append_label(&words, number, &style);
	if (style.unit.kind == UNIT_COUNT || PG_ARGISNULL(1))
		PG_RETURN_DATUM(words_datum(&words));	/* no counts behind it */

	print_count(checked_number(PG_GETARG_FLOAT8(1), "count"), number);
	if (style.unit.kind == UNIT_PERCENT && !PG_ARGISNULL(2))
	{
		appendStringInfo(&words, " (%s of ", number);
		print_count(checked_number(PG_GETARG_FLOAT8(2), "count"), number);
		appendStringInfoString(&words, number);
		if (!PG_ARGISNULL(7))
			counted = text_to_cstring(PG_GETARG_TEXT_PP(7));
		if (counted != NULL)
			append_counted(&words, number, counted);
		appendStringInfoChar(&words, ')');
	}
	else if (counted != NULL)
	{
		appendStringInfo(&words, " (%s", number);
		append_counted(&words, number, counted);
		appendStringInfoChar(&words, ')');
	}
	PG_RETURN_DATUM(words_datum(&words));
}

/* difference_words(value, previous_value, unit, unit_label, decimals) */
Datum
difference_words(PG_FUNCTION_ARGS)
{
	Style		style;
	char		number[PRINTED_TEXT];
	StringInfoData words;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(4))
		PG_RETURN_NULL();		/* no difference, or not known how to print it */
	style = get_style(fcinfo, 2);
	initStringInfo(&words);
	if (print_difference(checked_number(PG_GETARG_FLOAT8(0), "value"),
						 checked_number(PG_GETARG_FLOAT8(1), "value"),
						 style.decimals, number))
		appendStringInfoString(&words, "less than ");
	if (style.unit.kind == UNIT_PERCENT)
		appendStringInfo(&words, "%s point%s", number,
						 strcmp(number, "1") == 0 ? "" : "s");
	else
		append_number(&words, number, &style);
	PG_RETURN_DATUM(words_datum(&words));
}

/* printing_decimals(value, previous_value, unit, decimals) */
Datum
printing_decimals_of(PG_FUNCTION_ARGS)
{
	int			decimals;

	if (PG_ARGISNULL(3))
		PG_RETURN_NULL();		/* the measure's own are not known */
	decimals = checked_decimals(PG_GETARG_INT32(3));
	if (get_unit(fcinfo, 2).kind == UNIT_COUNT)
		PG_RETURN_INT32(0);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_INT32(decimals);
	PG_RETURN_INT32(printing_decimals(checked_number(PG_GETARG_FLOAT8(0), "value"),
									  checked_number(PG_GETARG_FLOAT8(1), "value"),
									  decimals));
}
