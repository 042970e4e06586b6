/* SPDX-License-Identifier: PostgreSQL */
/*
 * load_calls.c - SQL functions: what a load asks of the server
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/cryptohash.h"
#include "common/sha2.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "utils/builtins.h"

#include "compat.h"
#include "functions/large_object.h"

PG_FUNCTION_INFO_V1(may_commit);
PG_FUNCTION_INFO_V1(file_digest_of_bytes);
PG_FUNCTION_INFO_V1(file_digest_of_object);

static TupleDesc
result_columns(FunctionCallInfo fcinfo)
{
	TupleDesc	columns;

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "function must return a row");
	return BlessTupleDesc(columns);
}

/*
 * may_commit(allowed): whether the procedure that calls this one may commit.
 * plpgsql calls a procedure as it was called itself.
 */
Datum
may_commit(PG_FUNCTION_ARGS)
{
	CallContext *call = (CallContext *) fcinfo->context;
	Datum		allowed = BoolGetDatum(call != NULL && IsA(call, CallContext) &&
									   !call->atomic);
	bool		null = false;

	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(result_columns(fcinfo),
													  &allowed, &null)));
}

static pg_cryptohash_ctx *
begin_digest(void)
{
	pg_cryptohash_ctx *digest = pg_cryptohash_create(PG_SHA256);

	if (pg_cryptohash_init(digest) < 0)
		elog(ERROR, "could not initialize SHA-256: %s", pg_cryptohash_error(digest));
	return digest;
}

static void
add_to_digest(pg_cryptohash_ctx *digest, const bytea *piece)
{
	if (pg_cryptohash_update(digest, (const uint8 *) VARDATA_ANY(piece),
							 VARSIZE_ANY_EXHDR(piece)) < 0)
		elog(ERROR, "could not compute SHA-256: %s", pg_cryptohash_error(digest));
}

/* Returns the row (size, digest in hexadecimal digits). */
static Datum
end_digest(FunctionCallInfo fcinfo, pg_cryptohash_ctx *digest, int64 size)
{
	uint8		bytes[PG_SHA256_DIGEST_LENGTH];
	char		digits[PG_SHA256_DIGEST_STRING_LENGTH];
	Datum		values[2];
	bool		nulls[2] = {false};

	if (pg_cryptohash_final(digest, bytes, sizeof(bytes)) < 0)
		elog(ERROR, "could not finish SHA-256: %s", pg_cryptohash_error(digest));
	pg_cryptohash_free(digest);
	for (int i = 0; i < PG_SHA256_DIGEST_LENGTH; i++)
		snprintf(digits + 2 * i, 3, "%02x", bytes[i]);
	values[0] = Int64GetDatum(size);
	values[1] = CStringGetTextDatum(digits);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(result_columns(fcinfo),
													  values, nulls)));
}

Datum
file_digest_of_bytes(PG_FUNCTION_ARGS)
{
	bytea	   *content = PG_GETARG_BYTEA_PP(0);
	pg_cryptohash_ctx *digest = begin_digest();

	add_to_digest(digest, content);
	return end_digest(fcinfo, digest, (int64) VARSIZE_ANY_EXHDR(content));
}

/* The same of a large object, which is read in pieces with the caller's rights. */
Datum
file_digest_of_object(PG_FUNCTION_ARGS)
{
	pg_cryptohash_ctx *digest = begin_digest();
	int64		size = 0;
	int64		read;

	do
	{
		bytea	   *piece = large_object_piece(PG_GETARG_OID(0), size,
											   LARGE_OBJECT_PIECE);

		CHECK_FOR_INTERRUPTS();
		read = (int64) VARSIZE_ANY_EXHDR(piece);
		add_to_digest(digest, piece);
		size += read;
		pfree(piece);
	} while (read > 0);
	return end_digest(fcinfo, digest, size);
}
