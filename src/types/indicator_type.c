/* SPDX-License-Identifier: PostgreSQL */
/*
 * indicator_type.c - the SQL type indicator
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/numeric.h"
#include "utils/sortsupport.h"

#include "calculus/decimal.h"
#include "compat.h"
#include "errors.h"
#include "types/indicator_type.h"
#include "types/words_type.h"

#define TYPE_NAME	"indicator"

PG_FUNCTION_INFO_V1(indicator_in);
PG_FUNCTION_INFO_V1(indicator_out);
PG_FUNCTION_INFO_V1(indicator_recv);
PG_FUNCTION_INFO_V1(indicator_send);
PG_FUNCTION_INFO_V1(indicator_make);
PG_FUNCTION_INFO_V1(indicator_of_row);
PG_FUNCTION_INFO_V1(indicator_lt);
PG_FUNCTION_INFO_V1(indicator_le);
PG_FUNCTION_INFO_V1(indicator_eq);
PG_FUNCTION_INFO_V1(indicator_ne);
PG_FUNCTION_INFO_V1(indicator_ge);
PG_FUNCTION_INFO_V1(indicator_gt);
PG_FUNCTION_INFO_V1(indicator_cmp);
PG_FUNCTION_INFO_V1(indicator_sortsupport);
PG_FUNCTION_INFO_V1(indicator_hash);
PG_FUNCTION_INFO_V1(indicator_hash_extended);
PG_FUNCTION_INFO_V1(indicator_smaller);
PG_FUNCTION_INFO_V1(indicator_larger);
PG_FUNCTION_INFO_V1(indicator_value);
PG_FUNCTION_INFO_V1(indicator_numeric);
PG_FUNCTION_INFO_V1(indicator_numerator);
PG_FUNCTION_INFO_V1(indicator_denominator);
PG_FUNCTION_INFO_V1(indicator_polarity);
PG_FUNCTION_INFO_V1(indicator_unit);
PG_FUNCTION_INFO_V1(indicator_better_than);
PG_FUNCTION_INFO_V1(indicator_worse_than);
PG_FUNCTION_INFO_V1(indicator_consistent);

/* an indicator's text, palloc'd; also of one that was refused */
char *
indicator_label(const Indicator *a)
{
	char		text[INDICATOR_TEXT];

	indicator_format(a, text);
	return pstrdup(text);
}

Indicator *
indicator_copy(const Indicator *a)
{
	Indicator  *copy = palloc(sizeof(Indicator));

	*copy = *a;
	return copy;
}

/*
 * For an input function: raises an error if two figures cannot be compared,
 * because their unit or polarity differs; a soft one where the context allows
 * it, and then returns false.
 */
bool
input_comparable(const Indicator *a, const Indicator *b, struct Node *context)
{
	if (!indicator_comparable(a, b))
		ereturn(context, false,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("indicators %s and %s cannot be compared",
						indicator_label(a), indicator_label(b)),
				 errdetail("Their unit or their polarity differs."),
				 errhint("Group by measure, so that one unit and one polarity "
						 "meet.")));
	return true;
}

/* raises an error if two figures cannot be compared */
void
check_comparable(const Indicator *a, const Indicator *b)
{
	(void) input_comparable(a, b, NULL);
}

/* returns the unit given as an argument; raises an error if it is none */
Unit
unit_of_text(const text *unit)
{
	char		buffer[UNIT_TEXT];
	size_t		length = VARSIZE_ANY_EXHDR(unit);
	Unit		result;

	if (length == 1 && *VARDATA_ANY(unit) == '%')
		return (Unit) {.per = 100,.kind = UNIT_PERCENT};	/* of most rows */
	if (length < sizeof(buffer))
	{
		memcpy(buffer, VARDATA_ANY(unit), length);
		buffer[length] = '\0';
		if (strlen(buffer) == length && unit_parse(buffer, &result))
			return result;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown unit \"%s\"", text_to_cstring(unit)),
			 errhint("Use \"%%\", \"count\", \"number\" or \"per N\", for "
					 "example \"per 10000\".")));
}

/*
 * Reads unit and polarity as unit_send wrote them: kind (1 byte), N of "per N"
 * (int32), polarity (1 byte).
 */
void
unit_receive(StringInfo message, Unit *unit, Polarity *polarity)
{
	int			kind = pq_getmsgbyte(message);
	int32		per = (int32) pq_getmsgint(message, 4);
	bool		valid;

	*polarity = polarity_receive(message);
	if (kind == UNIT_PER)
		valid = per >= 1 && per <= MAX_PER;
	else
		valid = kind <= LAST_UNIT_KIND && per == (kind == UNIT_PERCENT ? 100 : 1);
	if (!valid)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of a unit: kind %d, per %d",
						kind, per)));
	unit->kind = (uint8) kind;
	unit->per = per;
}

void
unit_send(StringInfo message, int kind, int32 per, int polarity)
{
	pq_sendint8(message, (uint8) kind);
	pq_sendint32(message, (uint32) per);
	pq_sendint8(message, (uint8) polarity);
}

/* reads an indicator: unit and polarity, value, numerator, denominator */
void
indicator_receive(StringInfo message, Indicator *result)
{
	Unit		unit;
	Polarity	polarity;
	double		value;
	double		numerator;
	double		denominator;
	Problem		problem;

	unit_receive(message, &unit, &polarity);
	value = pq_getmsgfloat8(message);
	numerator = pq_getmsgfloat8(message);
	denominator = pq_getmsgfloat8(message);
	if (isnan(value))
		refuse(&problem, "A value cannot be NaN.", NULL);
	else if (indicator_set(result, value, numerator, denominator, unit, polarity,
						   &problem))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type %s: value %g, "
					"numerator %g, denominator %g",
					TYPE_NAME, value, numerator, denominator),
			 errdetail("%s", problem.detail)));
}

void
indicator_send_parts(StringInfo message, const Indicator *a)
{
	unit_send(message, a->unit, a->per, a->polarity);
	pq_sendfloat8(message, a->value);
	pq_sendfloat8(message, a->numerator);
	pq_sendfloat8(message, a->denominator);
}

Datum
indicator_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Indicator	result;
	Problem		problem;

	if (!indicator_parse(text, &result, &problem))
		return input_problem(&problem, TYPE_NAME, text, fcinfo->context);
	PG_RETURN_INDICATOR_P(indicator_copy(&result));
}

Datum
indicator_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(indicator_label(PG_GETARG_INDICATOR_P(0)));
}

Datum
indicator_recv(PG_FUNCTION_ARGS)
{
	Indicator	result;

	indicator_receive((StringInfo) PG_GETARG_POINTER(0), &result);
	PG_RETURN_INDICATOR_P(indicator_copy(&result));
}

Datum
indicator_send(PG_FUNCTION_ARGS)
{
	StringInfoData message;

	pq_begintypsend(&message);
	indicator_send_parts(&message, PG_GETARG_INDICATOR_P(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * The parts of indicator(value, numerator, denominator, polarity, unit), NULL
 * as NaN; false where the figure is not there: no value and no pair of counts
 * to compute it from, or no unit or polarity.
 */
static bool
get_parts(FunctionCallInfo fcinfo, double parts[3], Unit *unit,
		  Polarity *polarity)
{
	for (int i = 0; i < 3; i++)
		parts[i] = PG_ARGISNULL(i) ? get_float8_nan() : PG_GETARG_FLOAT8(i);
	if (PG_ARGISNULL(3) || PG_ARGISNULL(4))
		return false;
	*polarity = PG_GETARG_POLARITY(3);
	*unit = unit_of_text(PG_GETARG_TEXT_PP(4));
	if (!PG_ARGISNULL(0))
		return true;
	return !PG_ARGISNULL(1) && (unit->kind == UNIT_COUNT || !PG_ARGISNULL(2));
}

/* NaN among the arguments is refused: only NULL says "not known" */
static bool
check_nan(FunctionCallInfo fcinfo, const double parts[3], Problem *problem)
{
	for (int i = 0; i < 3; i++)
	{
		if (!PG_ARGISNULL(i) && isnan(parts[i]))
			return refuse(problem, "A value or count cannot be NaN.",
						  "Use NULL for a figure that is not known.");
	}
	return true;
}

Datum
indicator_make(PG_FUNCTION_ARGS)
{
	double		parts[3];
	Unit		unit;
	Polarity	polarity;
	Indicator	result;
	Problem		problem;

	if (!get_parts(fcinfo, parts, &unit, &polarity))
		PG_RETURN_NULL();		/* the figure is not there */
	memset(&result, 0, sizeof(result));
	result.value = parts[0];
	result.numerator = parts[1];
	result.denominator = parts[2];
	result.unit = unit.kind;
	result.per = unit.per;
	result.polarity = polarity;
	if (!check_nan(fcinfo, parts, &problem) ||
		!indicator_set(&result, parts[0], parts[1], parts[2], unit, polarity,
					   &problem))
		value_problem(&problem, TYPE_NAME, indicator_label(&result));
	PG_RETURN_INDICATOR_P(indicator_copy(&result));
}

/* by indicator_set_row; data_quality names the rows that this passes over */
Datum
indicator_of_row(PG_FUNCTION_ARGS)
{
	double		parts[3];
	Unit		unit;
	Polarity	polarity;
	Indicator  *result;

	if (PG_ARGISNULL(0) || !get_parts(fcinfo, parts, &unit, &polarity))
		PG_RETURN_NULL();		/* the figure is not there */
	result = palloc(sizeof(Indicator));
	if (!indicator_set_row(result, parts[0], parts[1], parts[2], unit, polarity))
		PG_RETURN_NULL();		/* not a figure of this unit */
	PG_RETURN_INDICATOR_P(result);
}

#define COMPARE_ARGS() \
	indicator_compare(PG_GETARG_INDICATOR_P(0), PG_GETARG_INDICATOR_P(1))

Datum
indicator_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() < 0);
}

Datum
indicator_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() <= 0);
}

Datum
indicator_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() == 0);
}

Datum
indicator_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() != 0);
}

Datum
indicator_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() >= 0);
}

Datum
indicator_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() > 0);
}

Datum
indicator_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(COMPARE_ARGS());
}

static int
compare_for_sort(Datum a, Datum b, SortSupport support pg_attribute_unused())
{
	return indicator_compare(DatumGetIndicatorP(a), DatumGetIndicatorP(b));
}

Datum
indicator_sortsupport(PG_FUNCTION_ARGS)
{
	((SortSupport) PG_GETARG_POINTER(0))->comparator = compare_for_sort;
	PG_RETURN_VOID();
}

/* Hashes what equality sees: value (never -0), unit and polarity. */
static uint64
hash_of(const Indicator *a, uint64 seed)
{
	struct
	{
		double		value;
		int32		per;
		uint8		unit;
		uint8		polarity;
		uint8		unused[2];
	}			key;

	memset(&key, 0, sizeof(key));
	key.value = a->value;
	key.per = a->per;
	key.unit = a->unit;
	key.polarity = a->polarity;
	return hash_bytes_extended((const unsigned char *) &key, sizeof(key), seed);
}

Datum
indicator_hash(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT32((uint32) hash_of(PG_GETARG_INDICATOR_P(0), 0));
}

Datum
indicator_hash_extended(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT64(hash_of(PG_GETARG_INDICATOR_P(0),
							 (uint64) PG_GETARG_INT64(1)));
}

Datum
indicator_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(indicator_compare_counts(PG_GETARG_INDICATOR_P(0),
											 PG_GETARG_INDICATOR_P(1)) <= 0 ?
					PG_GETARG_DATUM(0) : PG_GETARG_DATUM(1));
}

Datum
indicator_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(indicator_compare_counts(PG_GETARG_INDICATOR_P(0),
											 PG_GETARG_INDICATOR_P(1)) >= 0 ?
					PG_GETARG_DATUM(0) : PG_GETARG_DATUM(1));
}

Datum
indicator_value(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(PG_GETARG_INDICATOR_P(0)->value);
}

Datum
indicator_numeric(PG_FUNCTION_ARGS)
{
	char		text[DECIMAL_TEXT];

	decimal_format(PG_GETARG_INDICATOR_P(0)->value, text);
	return DirectFunctionCall3(numeric_in, CStringGetDatum(text),
							   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

Datum
indicator_numerator(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);

	if (isnan(a->numerator))
		PG_RETURN_NULL();		/* not known */
	PG_RETURN_FLOAT8(a->numerator);
}

Datum
indicator_denominator(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);

	if (isnan(a->denominator))
		PG_RETURN_NULL();		/* not known */
	PG_RETURN_FLOAT8(a->denominator);
}

Datum
indicator_polarity(PG_FUNCTION_ARGS)
{
	PG_RETURN_WORD(PG_GETARG_INDICATOR_P(0)->polarity);
}

Datum
indicator_unit(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	char		text[UNIT_TEXT];

	unit_format(a->unit, a->per, text);
	PG_RETURN_TEXT_P(cstring_to_text(text));
}

/* performance of the first less that of the second; polarity must not be none */
static double
lead(const Indicator *a, const Indicator *b)
{
	check_comparable(a, b);
	return indicator_performance(a) - indicator_performance(b);
}

Datum
indicator_better_than(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	double		difference = lead(a, PG_GETARG_INDICATOR_P(1));

	if (a->polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* information only: nothing is better */
	PG_RETURN_BOOL(difference > 0);
}

Datum
indicator_worse_than(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	double		difference = lead(a, PG_GETARG_INDICATOR_P(1));

	if (a->polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* information only: nothing is worse */
	PG_RETURN_BOOL(difference < 0);
}

/* makes a figure of a plain number; raises an error if it cannot be one */
void
indicator_of_number(Indicator *result, double value, Polarity polarity)
{
	Problem		problem;

	refuse(&problem, "A value cannot be NaN.", "Use NULL for a figure that is "
		   "not known.");
	if (isnan(value) || !indicator_set(result, value, NAN, NAN, no_unit, polarity,
									   &problem))
		value_problem(&problem, TYPE_NAME,
					  psprintf("(%s)", float8out_internal(value)));
}

/* a number of decimals, or an error */
int
checked_decimals(int32 decimals)
{
	if (decimals < 0 || decimals > 10)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of decimals %d is not between 0 and 10",
						decimals)));
	return decimals;
}

/*
 * Whether value, numerator and denominator agree when the value was rounded to
 * the given number of decimals: |value - per * numerator / denominator| is at most half a
 * unit of the last place.
 */
Datum
indicator_consistent(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	int			decimals = checked_decimals(PG_GETARG_INT32(1));
	double		exact;

	if (!indicator_has_counts(a))
		PG_RETURN_NULL();		/* nothing to compare with */
	exact = a->per * a->numerator / a->denominator;
	PG_RETURN_BOOL(fabs(decimal_round(a->value - exact)) <=
				   0.5 * pow(10, -decimals) * (1 + 1e-9));
}
