/* SPDX-License-Identifier: PostgreSQL */
/*
 * league.c - the aggregate league
 *
 * league(area, year, value): the values of a measure as standings() reads them,
 * in place of an array_agg() for each column, which keep every element as a
 * datum of its own.  Rows stand as they came, so merging appends.  A row of which
 * an argument is NULL, and one whose value is NaN or beyond 2^53, is skipped;
 * where all are, the league is empty, and NULL only where there was no row.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "aggregates/league.h"
#include "aggregates/state_io.h"
#include "calculus/decimal.h"
#include "compat.h"
#include "types/area_name.h"
#include "types/period_type.h"

typedef struct LeagueState
{
	int32		vl_len_;
	int32		used;			/* bytes, these included */
	char		rows[FLEXIBLE_ARRAY_MEMBER];
} LeagueState;

#define STATE_NAME		"league"
#define HEADER			offsetof(LeagueState, rows)
#define FIRST_SIZE		8192
#define MOST_BYTES		(MaxAllocSize / 2)

StaticAssertDecl(offsetof(LeagueState, rows) == MAXALIGN(offsetof(LeagueState, rows)),
				 "rows are aligned");

PG_FUNCTION_INFO_V1(league_add);
PG_FUNCTION_INFO_V1(league_combine);
PG_FUNCTION_INFO_V1(league_result);

static Size
row_size(int32 length)
{
	return MAXALIGN(offsetof(LeagueRow, code) + (Size) length);
}

static bool
is_period(ReportingPeriod period)
{
	ReportingPeriod same;
	Problem		problem;

	return period_make(period_first_month(period), period_length(period), &same,
					   &problem) && same == period;
}

/* Checks the size of a state; an aggregate may be given any bytes to begin with. */
static LeagueState *
state_of_bytea(bytea *image)
{
	LeagueState *state = (LeagueState *) image;

	if (VARSIZE(state) < HEADER || state->used < (int32) HEADER ||
		(Size) state->used > VARSIZE(state) || state->used % MAXIMUM_ALIGNOF != 0)
		bad_state(STATE_NAME, "The number of bytes used is wrong.");
	return state;
}

/* Returns the number of rows of a state; raises an error for a malformed row. */
static int
count_rows(const LeagueState *state)
{
	int			count = 0;
	ReportingPeriod year = NO_PERIOD;

	for (Size at = HEADER; at < (Size) state->used; count++)
	{
		const LeagueRow *row = (const LeagueRow *) ((const char *) state + at);
		Size		left = (Size) state->used - at;

		CHECK_FOR_INTERRUPTS();
		if (left < sizeof(LeagueRow) || row->length < 0 ||
			left - offsetof(LeagueRow, code) < (Size) row->length ||
			left < row_size(row->length) ||
			(row->year != year && !is_period(row->year)))
			bad_state(STATE_NAME, "A row is malformed.");
		year = row->year;
		at += row_size(row->length);
	}
	return count;
}

/*
 * The state with room for the given number of bytes more, or the first.  A new
 * one lies in the caller's short-lived memory: the executor copies what is
 * returned into the memory of the group and frees what was there.
 */
static LeagueState *
with_room(LeagueState *state, Size more)
{
	Size		used = state == NULL ? HEADER : (Size) state->used;
	Size		size = FIRST_SIZE;
	LeagueState *larger;

	if (state != NULL && VARSIZE(state) - used >= more)
		return state;
	if (used + more > MOST_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a league cannot take more than %d bytes", (int) MOST_BYTES),
				 errhint("Group by measure.")));
	CHECK_FOR_INTERRUPTS();
	while (size < used + more)
		size *= 2;
	larger = palloc0(size);
	if (state != NULL)
		memcpy(larger, state, used);
	larger->used = (int32) used;
	SET_VARSIZE(larger, size);
	return larger;
}

#define GETARG_STATE(n) \
	(PG_ARGISNULL(n) ? NULL : state_of_bytea(PG_GETARG_BYTEA_P(n)))

/* (state, area, year, value) */
Datum
league_add(PG_FUNCTION_ARGS)
{
	LeagueState *state = GETARG_STATE(0);
	LeagueRow  *row;
	Area		area;

	check_aggregate(fcinfo, "league_add");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) ||
		!decimal_in_range(PG_GETARG_FLOAT8(3)))
		PG_RETURN_POINTER(with_room(state, 0));
	area = area_of_text(PG_GETARG_TEXT_PP(1));
	state = with_room(state, row_size(area.length));
	row = (LeagueRow *) ((char *) state + state->used);
	row->value = decimal_round(PG_GETARG_FLOAT8(3));
	row->year = PG_GETARG_PERIOD(2);
	row->hash = area_hash(area);
	row->length = area.length;
	memcpy(row->code, area.text, (Size) area.length);
	state->used += (int32) row_size(area.length);
	PG_RETURN_POINTER(state);
}

Datum
league_combine(PG_FUNCTION_ARGS)
{
	LeagueState *state = state_of_bytea(PG_GETARG_BYTEA_P(0));
	const LeagueState *other = state_of_bytea(PG_GETARG_BYTEA_P_COPY(1));
	Size		more;

	state_context(fcinfo, "league_combine");
	count_rows(other);
	more = (Size) other->used - HEADER;
	state = with_room(state, more);
	memcpy((char *) state + state->used, other->rows, more);
	state->used += (int32) more;
	PG_RETURN_POINTER(state);
}

/* the state without its spare capacity */
Datum
league_result(PG_FUNCTION_ARGS)
{
	const LeagueState *state = state_of_bytea(PG_GETARG_BYTEA_P(0));
	LeagueState *result = palloc((Size) state->used);

	memcpy(result, state, (Size) state->used);
	SET_VARSIZE(result, state->used);
	PG_RETURN_POINTER(result);
}

/*
 * A league as it is read, of an image that is aligned as palloc() aligns.
 * Raises an error for any other bytes.
 */
League
league_of_bytea(bytea *image)
{
	const LeagueState *state = state_of_bytea(image);
	League		league = {.count = count_rows(state)};
	const char *at = state->rows;

	league.rows = palloc(sizeof(LeagueRow *) * ((Size) league.count + 1));
	league.years = palloc(sizeof(ReportingPeriod) * ((Size) league.count + 1));
	for (int i = 0; i < league.count; i++)
	{
		const LeagueRow *row = (const LeagueRow *) at;

		CHECK_FOR_INTERRUPTS();
		league.rows[i] = row;
		league.years[i] = row->year;
		at += row_size(row->length);
	}
	return league;
}
