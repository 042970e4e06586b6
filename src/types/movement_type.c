/* SPDX-License-Identifier: PostgreSQL */
/*
 * movement_type.c - the SQL type movement
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "compat.h"
#include "errors.h"
#include "types/indicator_type.h"
#include "types/movement_type.h"
#include "types/period_type.h"
#include "types/words_type.h"

#define TYPE_NAME	"movement"

PG_FUNCTION_INFO_V1(movement_in);
PG_FUNCTION_INFO_V1(movement_out);
PG_FUNCTION_INFO_V1(movement_recv);
PG_FUNCTION_INFO_V1(movement_send);
PG_FUNCTION_INFO_V1(movement_of_parts);
PG_FUNCTION_INFO_V1(movement_eq);
PG_FUNCTION_INFO_V1(movement_ne);
PG_FUNCTION_INFO_V1(movement_hash);
PG_FUNCTION_INFO_V1(movement_current_value);
PG_FUNCTION_INFO_V1(movement_previous_value);
PG_FUNCTION_INFO_V1(movement_current_period);
PG_FUNCTION_INFO_V1(movement_previous_period);
PG_FUNCTION_INFO_V1(movement_current);
PG_FUNCTION_INFO_V1(movement_previous);
PG_FUNCTION_INFO_V1(movement_difference_value);
PG_FUNCTION_INFO_V1(movement_percent_change);
PG_FUNCTION_INFO_V1(percent_change_of_numbers);
PG_FUNCTION_INFO_V1(movement_periods_apart);
PG_FUNCTION_INFO_V1(movement_p_value_of);
PG_FUNCTION_INFO_V1(movement_direction);
PG_FUNCTION_INFO_V1(movement_direction_confident);
PG_FUNCTION_INFO_V1(movement_direction_by_rule);

static char *
movement_label(const Movement *movement)
{
	char		text[MOVEMENT_TEXT];

	movement_format(movement, text);
	return pstrdup(text);
}

/* A movement of checked parts; previous may be NULL.  Errors name both. */
Movement *
movement_make(const Indicator *current, ReportingPeriod current_period,
			  const Indicator *previous, ReportingPeriod previous_period)
{
	Movement   *movement = palloc0(sizeof(Movement));
	Problem		problem;

	movement->current = *current;
	movement->current_period = current_period;
	if (previous != NULL)
	{
		movement->previous = *previous;
		movement->previous_period = previous_period;
	}
	if (!movement_check(movement, &problem))
		value_problem(&problem, TYPE_NAME,
					  psprintf("\"%s\"", movement_label(movement)));
	return movement;
}

Datum
movement_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Movement   *movement = palloc(sizeof(Movement));
	Problem		problem;

	if (!movement_parse(text, movement, &problem))
		return input_problem(&problem, TYPE_NAME, text, fcinfo->context);
	PG_RETURN_POINTER(movement);
}

Datum
movement_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(movement_label(PG_GETARG_MOVEMENT_P(0)));
}

/* reads: number of figures (1 byte, 1 or 2), then period and indicator of each */
Datum
movement_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	Movement   *movement = palloc0(sizeof(Movement));
	int			figures = pq_getmsgbyte(message);
	Problem		problem;

	if (figures < 1 || figures > 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s: %d figures",
						TYPE_NAME, figures)));
	movement->current_period = period_receive(message);
	indicator_receive(message, &movement->current);
	if (figures == 2)
	{
		movement->previous_period = period_receive(message);
		indicator_receive(message, &movement->previous);
	}
	if (!movement_check(movement, &problem))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s: \"%s\"",
						TYPE_NAME, movement_label(movement)),
				 errdetail("%s", problem.detail)));
	PG_RETURN_POINTER(movement);
}

Datum
movement_send(PG_FUNCTION_ARGS)
{
	const Movement *movement = PG_GETARG_MOVEMENT_P(0);
	bool		both = movement_has_previous(movement);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendint8(&message, both ? 2 : 1);
	period_send(&message, movement->current_period);
	indicator_send_parts(&message, &movement->current);
	if (both)
	{
		period_send(&message, movement->previous_period);
		indicator_send_parts(&message, &movement->previous);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * movement(current, current period, previous, previous period): a comparison
 * the caller chose.  Without a current figure there is no movement; without a
 * previous one the movement has none.
 */
Datum
movement_of_parts(PG_FUNCTION_ARGS)
{
	bool		both = !PG_ARGISNULL(2) && !PG_ARGISNULL(3);

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();		/* no figure, no movement */
	PG_RETURN_POINTER(movement_make(PG_GETARG_INDICATOR_P(0), PG_GETARG_PERIOD(1),
									both ? PG_GETARG_INDICATOR_P(2) : NULL,
									both ? PG_GETARG_PERIOD(3) : NO_PERIOD));
}

/* equal periods and equal figures; counts are evidence and do not enter */
static bool
same_movement(const Movement *a, const Movement *b)
{
	return a->current_period == b->current_period &&
		a->previous_period == b->previous_period &&
		indicator_compare(&a->current, &b->current) == 0 &&
		indicator_compare(&a->previous, &b->previous) == 0;
}

Datum
movement_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same_movement(PG_GETARG_MOVEMENT_P(0), PG_GETARG_MOVEMENT_P(1)));
}

Datum
movement_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same_movement(PG_GETARG_MOVEMENT_P(0), PG_GETARG_MOVEMENT_P(1)));
}

Datum
movement_hash(PG_FUNCTION_ARGS)
{
	const Movement *a = PG_GETARG_MOVEMENT_P(0);
	double		values[2] = {a->current.value, a->previous.value};
	uint32		hash = hash_bytes((const unsigned char *) values, sizeof(values));

	hash = hash_combine(hash, hash_bytes_uint32(a->current_period));
	hash = hash_combine(hash, hash_bytes_uint32(a->previous_period));
	PG_RETURN_UINT32(hash);
}

Datum
movement_current_value(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(PG_GETARG_MOVEMENT_P(0)->current.value);
}

Datum
movement_previous_value(PG_FUNCTION_ARGS)
{
	const Movement *movement = PG_GETARG_MOVEMENT_P(0);

	if (!movement_has_previous(movement))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(movement->previous.value);
}

Datum
movement_current_period(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(PG_GETARG_MOVEMENT_P(0)->current_period);
}

Datum
movement_previous_period(PG_FUNCTION_ARGS)
{
	const Movement *movement = PG_GETARG_MOVEMENT_P(0);

	if (!movement_has_previous(movement))
		PG_RETURN_NULL();
	PG_RETURN_PERIOD(movement->previous_period);
}

Datum
movement_current(PG_FUNCTION_ARGS)
{
	PG_RETURN_INDICATOR_P(indicator_copy(&PG_GETARG_MOVEMENT_P(0)->current));
}

Datum
movement_previous(PG_FUNCTION_ARGS)
{
	const Movement *movement = PG_GETARG_MOVEMENT_P(0);

	if (!movement_has_previous(movement))
		PG_RETURN_NULL();
	PG_RETURN_INDICATOR_P(indicator_copy(&movement->previous));
}

Datum
movement_difference_value(PG_FUNCTION_ARGS)
{
	const Movement *movement = PG_GETARG_MOVEMENT_P(0);

	if (!movement_has_previous(movement))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(movement_difference(movement));
}

Datum
movement_percent_change(PG_FUNCTION_ARGS)
{
	const Movement *movement = PG_GETARG_MOVEMENT_P(0);
	double		percent;

	if (!movement_has_previous(movement) ||
		!percent_change(movement->previous.value, movement->current.value, &percent))
		PG_RETURN_NULL();		/* nothing to divide by */
	PG_RETURN_FLOAT8(percent);
}

/* percent_change(before, now) of plain numbers */
Datum
percent_change_of_numbers(PG_FUNCTION_ARGS)
{
	Indicator	before;
	Indicator	now;
	double		percent;

	indicator_of_number(&before, PG_GETARG_FLOAT8(0), POLARITY_NONE);
	indicator_of_number(&now, PG_GETARG_FLOAT8(1), POLARITY_NONE);
	if (!percent_change(before.value, now.value, &percent))
		PG_RETURN_NULL();		/* nothing to divide by */
	PG_RETURN_FLOAT8(percent);
}

Datum
movement_periods_apart(PG_FUNCTION_ARGS)
{
	const Movement *movement = PG_GETARG_MOVEMENT_P(0);

	if (!movement_has_previous(movement))
		PG_RETURN_NULL();
	check_same_shape(movement->current_period, movement->previous_period);
	PG_RETURN_INT32(period_steps(movement->current_period,
								 movement->previous_period,
								 period_length(movement->current_period)));
}

/* NULL where there is nothing to test, or no test */
Datum
movement_p_value_of(PG_FUNCTION_ARGS)
{
	double		p;

	if (!movement_p_value(PG_GETARG_MOVEMENT_P(0), &p))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(p);
}

static double
checked_tolerance(double tolerance)
{
	if (!(tolerance >= 0) || isinf(tolerance))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("tolerance %g is not a number from 0 upwards", tolerance),
				 errhint("Give the largest difference, in the measure's unit, "
						 "that counts as no significant change.")));
	return tolerance;
}

static double
checked_confidence(double confidence)
{
	if (!(confidence > 0 && confidence < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("confidence %g is not between 0 and 1", confidence),
				 errhint("Give, for example, 0.95.")));
	return confidence;
}

/* NULL where the rule gives no direction */
static Datum
direction_or_null(FunctionCallInfo fcinfo, const ChangeRule *rule)
{
	Direction	direction;

	if (!movement_direction_by(PG_GETARG_MOVEMENT_P(0), rule, &direction))
		PG_RETURN_NULL();
	PG_RETURN_WORD(direction);
}

Datum
movement_direction(PG_FUNCTION_ARGS)
{
	ChangeRule	rule = {
		.tolerance = checked_tolerance(PG_GETARG_FLOAT8(1)),
		.confidence = NAN
	};

	return direction_or_null(fcinfo, &rule);
}

Datum
movement_direction_confident(PG_FUNCTION_ARGS)
{
	ChangeRule	rule = {
		.tolerance = checked_tolerance(PG_GETARG_FLOAT8(1)),
		.confidence = checked_confidence(PG_GETARG_FLOAT8(2))
	};

	return direction_or_null(fcinfo, &rule);
}

/* direction_by_rule(movement, tolerance, confidence, decimals), as measures have them */
Datum
movement_direction_by_rule(PG_FUNCTION_ARGS)
{
	ChangeRule	rule = {.tolerance = NAN,.confidence = NAN};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(3))
		PG_RETURN_NULL();		/* no movement, or not known how it is displayed */
	if (!PG_ARGISNULL(1))
		rule.tolerance = checked_tolerance(PG_GETARG_FLOAT8(1));
	if (!PG_ARGISNULL(2))
		rule.confidence = checked_confidence(PG_GETARG_FLOAT8(2));
	rule.decimals = checked_decimals(PG_GETARG_INT32(3));
	return direction_or_null(fcinfo, &rule);
}
