/* SPDX-License-Identifier: PostgreSQL */
/*
 * words_type.c - the SQL types polarity and direction
 *
 * Both are one byte by value, so their comparison, hash and binary functions
 * are shared: each is declared for both types in SQL.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"

#include "compat.h"
#include "errors.h"
#include "types/words_type.h"

PG_FUNCTION_INFO_V1(polarity_in);
PG_FUNCTION_INFO_V1(polarity_out);
PG_FUNCTION_INFO_V1(polarity_recv);
PG_FUNCTION_INFO_V1(direction_in);
PG_FUNCTION_INFO_V1(direction_out);
PG_FUNCTION_INFO_V1(direction_recv);
PG_FUNCTION_INFO_V1(word_send);
PG_FUNCTION_INFO_V1(word_lt);
PG_FUNCTION_INFO_V1(word_le);
PG_FUNCTION_INFO_V1(word_eq);
PG_FUNCTION_INFO_V1(word_ne);
PG_FUNCTION_INFO_V1(word_ge);
PG_FUNCTION_INFO_V1(word_gt);
PG_FUNCTION_INFO_V1(word_cmp);
PG_FUNCTION_INFO_V1(word_hash);
PG_FUNCTION_INFO_V1(word_hash_extended);

/* reads one byte of a value no greater than "last" */
static uint8
receive_word(StringInfo message, const char *type_name, int last)
{
	int			value = pq_getmsgbyte(message);

	if (value > last)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s: %d",
						type_name, value)));
	return (uint8) value;
}

Polarity
polarity_receive(StringInfo message)
{
	return (Polarity) receive_word(message, "polarity", LAST_POLARITY);
}

Datum
polarity_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Polarity	polarity;
	Problem		problem;

	if (!polarity_parse(text, &polarity))
	{
		refuse(&problem, "This is not a polarity.",
			   "Write \"high\" (high is good), \"low\" (low is good) or "
			   "\"none\" (information only).");
		return input_problem(&problem, "polarity", text, fcinfo->context);
	}
	PG_RETURN_WORD(polarity);
}

Datum
polarity_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(pstrdup(polarity_word(PG_GETARG_POLARITY(0))));
}

Datum
polarity_recv(PG_FUNCTION_ARGS)
{
	PG_RETURN_WORD(polarity_receive((StringInfo) PG_GETARG_POINTER(0)));
}

Datum
direction_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Direction	direction;
	Problem		problem;

	if (!direction_parse(text, &direction))
	{
		refuse(&problem, "This is not a direction.",
			   "Write \"improved\", \"no significant change\", \"declined\" or "
			   "\"information only\".");
		return input_problem(&problem, "direction", text, fcinfo->context);
	}
	PG_RETURN_WORD(direction);
}

Datum
direction_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(pstrdup(direction_word((Direction) PG_GETARG_WORD(0))));
}

Datum
direction_recv(PG_FUNCTION_ARGS)
{
	PG_RETURN_WORD(receive_word((StringInfo) PG_GETARG_POINTER(0), "direction",
								LAST_DIRECTION));
}

Datum
word_send(PG_FUNCTION_ARGS)
{
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendint8(&message, PG_GETARG_WORD(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
word_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_WORD(0) < PG_GETARG_WORD(1));
}

Datum
word_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_WORD(0) <= PG_GETARG_WORD(1));
}

Datum
word_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_WORD(0) == PG_GETARG_WORD(1));
}

Datum
word_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_WORD(0) != PG_GETARG_WORD(1));
}

Datum
word_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_WORD(0) >= PG_GETARG_WORD(1));
}

Datum
word_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_WORD(0) > PG_GETARG_WORD(1));
}

Datum
word_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32((int32) PG_GETARG_WORD(0) - (int32) PG_GETARG_WORD(1));
}

Datum
word_hash(PG_FUNCTION_ARGS)
{
	return hash_uint32(PG_GETARG_WORD(0));
}

Datum
word_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_uint32_extended(PG_GETARG_WORD(0), PG_GETARG_INT64(1));
}
