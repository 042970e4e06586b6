/*
 * league.c - the type league and its aggregate
 *
 * league(area, value): the values of one measure by area, a league table
 * before it is put in order.  The figures of several groups of areas (all
 * authorities, the neighbours, the region) are then taken from it, where
 * otherwise each row would have to be joined with each group.
 *
 * The state is a varlena: a header; slots, a hash table of positions among the
 * entries + 1, zero where empty; entries of 16 bytes; the areas' text end to
 * end.  There are a power of two of slots and three quarters as many entries.
 * What is full grows fourfold.  Rows come in any order; merging adds entry by
 * entry.  A row without area or value is skipped, and so is a value out of
 * every unit's range; an area that stands twice is an error.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "aggregates/distribution.h"
#include "aggregates/state_io.h"
#include "calculus/decimal.h"
#include "compat.h"
#include "types/area_name.h"
#include "types/indicator_type.h"
#include "types/words_type.h"

#define STATE_NAME		"league"
#define FIRST_SLOTS		256		/* for 192 areas: every authority of England */
#define MAX_SLOTS		(1 << 24)
#define TEXT_AN_ENTRY	12		/* set aside to start with */

typedef struct Entry
{
	double		value;
	uint32		hash;			/* of the area */
	int32		end;			/* of the area's text, the entry before's is its start */
} Entry;

typedef struct League
{
	int32		vl_len_;
	int32		slots;			/* a power of two */
	int32		count;
	int32		text_size;
	uint32		slot[FLEXIBLE_ARRAY_MEMBER];	/* then entries, then text */
} League;

/* an area's code, not terminated */
typedef struct Area
{
	const char *text;
	int32		length;
	uint32		hash;
} Area;

PG_FUNCTION_INFO_V1(league_in);
PG_FUNCTION_INFO_V1(league_out);
PG_FUNCTION_INFO_V1(league_recv);
PG_FUNCTION_INFO_V1(league_send);
PG_FUNCTION_INFO_V1(league_add);
PG_FUNCTION_INFO_V1(league_combine);
PG_FUNCTION_INFO_V1(league_standings);

static inline int32
max_entries(int32 slots)
{
	return slots / 4 * 3;
}

static inline Entry *
entries_of(const League *league)
{
	return (Entry *) (league->slot + league->slots);
}

static inline char *
text_of(const League *league)
{
	return (char *) (entries_of(league) + max_entries(league->slots));
}

static inline int32
text_used(const League *league)
{
	return league->count == 0 ? 0 : entries_of(league)[league->count - 1].end;
}

static inline Area
area_of(const char *text, Size length)
{
	return (Area) {
		.text = text,.length = (int32) length,
		.hash = hash_bytes((const unsigned char *) text, (int) length)
	};
}

static inline Area
area_of_text(const text *area)
{
	return area_of(VARDATA_ANY(area), VARSIZE_ANY_EXHDR(area));
}

/* the area of an entry */
static inline Area
entry_area(const League *league, int32 i)
{
	const Entry *entries = entries_of(league);
	int32		start = i == 0 ? 0 : entries[i - 1].end;

	return (Area) {
		.text = text_of(league) + start,.length = entries[i].end - start,
		.hash = entries[i].hash
	};
}

/* the slot of an area: the one that leads to its entry, or the empty one */
static inline uint32 *
find_slot(League *league, const Area *area)
{
	uint32		mask = (uint32) league->slots - 1;
	uint32		at = area->hash & mask;

	while (league->slot[at] != 0)
	{
		int32		i = (int32) league->slot[at] - 1;

		if (entries_of(league)[i].hash == area->hash)
		{
			Area		other = entry_area(league, i);

			if (other.length == area->length &&
				memcmp(other.text, area->text, (Size) area->length) == 0)
				break;
		}
		at = (at + 1) & mask;
	}
	return &league->slot[at];
}

/* appends an entry, for which there is room, and leads its slot there */
static inline void
put(League *league, uint32 *slot, const Area *area, double value)
{
	int32		start = text_used(league);
	Entry	   *entry = &entries_of(league)[league->count];

	memcpy(text_of(league) + start, area->text, (Size) area->length);
	entry->value = value;
	entry->hash = area->hash;
	entry->end = start + area->length;
	*slot = (uint32) ++league->count;
}

/*
 * A copy with room for at least so many entries and so much text.  It lies in
 * the caller's short-lived memory: the executor copies what is returned into
 * the memory of the group and frees what was there.
 */
static League *
with_room(League *old, int64 entries, int64 text)
{
	int64		slots = old == NULL ? FIRST_SLOTS : old->slots;
	int64		text_size = old == NULL ? 0 : old->text_size;
	Size		size;
	League	   *league;

	while (max_entries((int32) slots) < entries && slots <= MAX_SLOTS)
		slots *= 4;
	if (text_size < text)
		text_size = Max(text * 2, (int64) max_entries((int32) slots) * TEXT_AN_ENTRY);
	size = offsetof(League, slot) + (Size) slots * sizeof(uint32) +
		(Size) max_entries((int32) slots) * sizeof(Entry) + (Size) text_size;
	if (slots > MAX_SLOTS || size > MaxAllocSize)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many areas in one league"),
				 errhint("Group by measure and period, so that there is one row "
						 "an area.")));
	league = palloc0(size);
	SET_VARSIZE(league, size);
	league->slots = (int32) slots;
	league->text_size = (int32) text_size;
	for (int32 i = 0; old != NULL && i < old->count; i++)
	{
		Area		area = entry_area(old, i);

		CHECK_FOR_INTERRUPTS();
		put(league, find_slot(league, &area), &area, entries_of(old)[i].value);
	}
	return league;
}

/* adds an area, making room where there is none; false where it is there */
static bool
add(League **league, const Area *area, double value)
{
	uint32	   *slot = find_slot(*league, area);
	int64		text = (int64) text_used(*league) + area->length;

	if (*slot != 0)
		return false;
	if ((*league)->count == max_entries((*league)->slots) ||
		text > (*league)->text_size)
	{
		*league = with_room(*league, (int64) (*league)->count + 1, text);
		slot = find_slot(*league, area);
	}
	put(*league, slot, area, value);
	return true;
}

static void
add_or_refuse(League **league, const Area *area, double value)
{
	if (!add(league, area, value))
		ereport(ERROR,
				(errcode(ERRCODE_CARDINALITY_VIOLATION),
				 errmsg("area \"%s\" stands twice in one league",
						pnstrdup(area->text, (Size) area->length)),
				 errhint("Group by measure and period, so that there is one row "
						 "an area.")));
}

Datum
league_add(PG_FUNCTION_ARGS)
{
	League	   *league = PG_ARGISNULL(0) ? NULL :
		(League *) PG_GETARG_POINTER(0);

	check_aggregate(fcinfo, "league_add");
	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2) &&
		decimal_in_range(PG_GETARG_FLOAT8(2)))
	{
		Area		area = area_of_text(PG_GETARG_TEXT_PP(1));

		if (league == NULL)
			league = with_room(NULL, 1, area.length);
		add_or_refuse(&league, &area, decimal_round(PG_GETARG_FLOAT8(2)));
	}
	if (league == NULL)
		PG_RETURN_NULL();		/* no area yet */
	PG_RETURN_POINTER(league);
}

Datum
league_combine(PG_FUNCTION_ARGS)
{
	League	   *league = (League *) PG_GETARG_POINTER(0);
	const League *other = (const League *) PG_GETARG_POINTER(1);

	state_context(fcinfo, "league_combine");
	for (int32 i = 0; i < other->count; i++)
	{
		Area		area = entry_area(other, i);

		CHECK_FOR_INTERRUPTS();
		add_or_refuse(&league, &area, entries_of(other)[i].value);
	}
	PG_RETURN_POINTER(league);
}

/* adds the figure of an area, if it has one */
static void
put_area(Distribution *figures, League *league, const text *code)
{
	Area		area = area_of_text(code);
	uint32		found = *find_slot(league, &area);

	if (found != 0)
		distribution_put(figures, entries_of(league)[found - 1].value);
}

/* the figures of these areas, in a distribution for any group of so many */
static Distribution *
figures_of(League *league, ArrayType *areas, Unit unit, Polarity polarity)
{
	Datum	   *codes;
	bool	   *nulls;
	int			count;
	Distribution *figures;

	deconstruct_array(areas, TEXTOID, -1, false, TYPALIGN_INT,
					  &codes, &nulls, &count);
	figures = distribution_make(count, unit, polarity);
	for (int i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!nulls[i])
			put_area(figures, league, DatumGetTextPP(codes[i]));
	}
	return figures;
}

/*
 * standings(league, authorities, neighbours, region, countries, polarity, unit):
 * what these groups of areas have, in a row.  NULL where no league or group is
 * given, or none of the group has a figure.
 */
Datum
league_standings(PG_FUNCTION_ARGS)
{
	enum
	{
		AUTHORITIES, NATIONAL, NEIGHBOURS, REGION, COUNTRY, COLUMNS
	};
	Datum		values[COLUMNS] = {0};
	bool		nulls[COLUMNS];
	TupleDesc	columns;
	League	   *league = PG_ARGISNULL(0) ? NULL : (League *) PG_GETARG_POINTER(0);
	Distribution *figures[COLUMNS] = {NULL};

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "standings() must return a row");
	if (league != NULL && !PG_ARGISNULL(5) && !PG_ARGISNULL(6))
	{
		Polarity	polarity = PG_GETARG_POLARITY(5);
		Unit		unit = unit_of_text(PG_GETARG_TEXT_PP(6));

		if (!PG_ARGISNULL(1))
			figures[AUTHORITIES] = figures[NATIONAL] =
				figures_of(league, PG_GETARG_ARRAYTYPE_P(1), unit, polarity);
		if (!PG_ARGISNULL(2))
			figures[NEIGHBOURS] =
				figures_of(league, PG_GETARG_ARRAYTYPE_P(2), unit, polarity);
		if (!PG_ARGISNULL(3))
		{
			figures[REGION] = distribution_make(1, unit, polarity);
			put_area(figures[REGION], league, PG_GETARG_TEXT_PP(3));
		}
		if (!PG_ARGISNULL(4))
			figures[COUNTRY] =
				figures_of(league, PG_GETARG_ARRAYTYPE_P(4), unit, polarity);
	}
	for (int i = 0; i < COLUMNS; i++)
	{
		nulls[i] = figures[i] == NULL || figures[i]->count == 0;
		if (nulls[i])
			continue;
		if (i == AUTHORITIES)
			values[i] = PointerGetDatum(figures[i]);
		else if (i == NATIONAL || i == NEIGHBOURS)
			values[i] = PointerGetDatum(distribution_summary(figures[i]));
		else
			values[i] = Float8GetDatum(distribution_summary(figures[i])->greatest);
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns),
													  values, nulls)));
}

/* number of areas (int32), then value and name of each */
Datum
league_send(PG_FUNCTION_ARGS)
{
	const League *league = (const League *) PG_GETARG_POINTER(0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendint32(&message, (uint32) league->count);
	for (int32 i = 0; i < league->count; i++)
	{
		Area		area = entry_area(league, i);

		CHECK_FOR_INTERRUPTS();
		pq_sendfloat8(&message, entries_of(league)[i].value);
		area_name_send(&message, area.text, area.length);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
league_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int32		count = (int32) pq_getmsgint(message, 4);
	League	   *league;

	if (count < 1 || count > (message->len - message->cursor) / 12)
		bad_state(STATE_NAME, "The number of areas is wrong.");
	league = with_room(NULL, count, 0);
	while (league->count < count)
	{
		double		value = pq_getmsgfloat8(message);
		int32		length;
		const char *text = area_name_receive(message, &length);
		Area		area;

		CHECK_FOR_INTERRUPTS();
		if (!decimal_in_range(value))
			bad_state(STATE_NAME, "A value is not between -2^53 and 2^53.");
		area = area_of(text, (Size) length);
		if (!add(&league, &area, decimal_round(value)))
			bad_state(STATE_NAME, "An area stands twice.");
	}
	PG_RETURN_POINTER(league);
}

Datum
league_in(PG_FUNCTION_ARGS)
{
	return state_in(fcinfo, league_recv, STATE_NAME);
}

Datum
league_out(PG_FUNCTION_ARGS)
{
	return state_out(fcinfo, league_send);
}
