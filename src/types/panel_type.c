/* SPDX-License-Identifier: PostgreSQL */
/*
 * panel_type.c - the SQL type panel: read, written, asked for an area or a period
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "calculus/panel_text.h"
#include "calculus/selection.h"
#include "compat.h"
#include "errors.h"
#include "server_host.h"
#include "types/area_name.h"
#include "types/indicator_type.h"
#include "types/panel_build.h"
#include "types/period_type.h"
#include "types/words_type.h"

#define TYPE_NAME		"panel"

/* bytes of the least area and of a point on the wire */
#define AREA_ON_WIRE	(4 + 4)
#define POINT_ON_WIRE	(4 + 3 * 8)

PG_FUNCTION_INFO_V1(panel_in);
PG_FUNCTION_INFO_V1(panel_out);
PG_FUNCTION_INFO_V1(panel_recv);
PG_FUNCTION_INFO_V1(panel_send);
PG_FUNCTION_INFO_V1(panel_eq);
PG_FUNCTION_INFO_V1(panel_ne);
PG_FUNCTION_INFO_V1(panel_hash);
PG_FUNCTION_INFO_V1(panel_count_areas);
PG_FUNCTION_INFO_V1(panel_of_unit);
PG_FUNCTION_INFO_V1(panel_history);
PG_FUNCTION_INFO_V1(panel_quartiles);

/* what is read of a panel before it is built */
typedef struct Draft
{
	PanelPart  *parts;
	Size		n_parts;
	Size		part_capacity;
	Point	   *points;			/* of all parts, one after the other */
	Size		n_points;
	Size		point_capacity;
	Indicator	first;			/* all have its unit and polarity */
} Draft;

static void
draft_start(Draft *draft)
{
	memset(draft, 0, sizeof(*draft));
	draft->part_capacity = 16;
	draft->parts = palloc(draft->part_capacity * sizeof(PanelPart));
	draft->point_capacity = 64;
	draft->points = palloc(draft->point_capacity * sizeof(Point));
}

static void
draft_area(Draft *draft, const char *name, Size length)
{
	PanelPart  *part;

	if (draft->n_parts == draft->part_capacity)
	{
		draft->part_capacity *= 2;
		draft->parts = repalloc_huge(draft->parts,
									 draft->part_capacity * sizeof(PanelPart));
	}
	part = &draft->parts[draft->n_parts++];
	memset(part, 0, sizeof(*part));
	part->name = name;
	part->length = (int32) length;
}

/* a point of the latest area */
static void
draft_point(Draft *draft, const Indicator *a, ReportingPeriod period)
{
	Point	   *point;

	if (draft->n_points == draft->point_capacity)
	{
		draft->point_capacity *= 2;
		draft->points = repalloc_huge(draft->points,
									  draft->point_capacity * sizeof(Point));
	}
	if (draft->n_points == 0)
		draft->first = *a;
	point = &draft->points[draft->n_points++];
	point->value = a->value;
	point->numerator = a->numerator;
	point->denominator = a->denominator;
	point->period = period;
	point->area = 0;
	draft->parts[draft->n_parts - 1].count++;
}

/* The step is 0 for the length of the periods.  NULL only after a soft error. */
static Panel *
draft_build(Draft *draft, int32 step, struct Node *context)
{
	Point	   *points = draft->points;

	for (Size i = 0; i < draft->n_parts; i++)
	{
		draft->parts[i].points = points;
		points += draft->parts[i].count;
	}
	return panel_build(draft->parts, (int32) draft->n_parts,
					   (Unit) {.per = draft->first.per,.kind = draft->first.unit},
					   (Polarity) draft->first.polarity, step, context);
}

/* ---------------------------------------------------------------- text */

static Datum
different_unit(const Draft *draft, const PanelScanner *scanner,
			   struct Node *context)
{
	ereturn(context, (Datum) 0,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("figures of different unit or polarity in one panel"),
			 errdetail("%s at \"%s\" differs from %s.",
					   indicator_label(&scanner->indicator),
					   period_label(scanner->period),
					   indicator_label(&draft->first))));
}

Datum
panel_in(PG_FUNCTION_ARGS)
{
	const char *input = PG_GETARG_CSTRING(0);
	char	   *names = palloc(strlen(input) + 1);	/* room for all names */
	Draft		draft;
	PanelScanner scanner;
	PanelPiece	piece;
	Problem		problem;
	const Panel *panel;

	draft_start(&draft);
	panel_scan_start(&scanner, input);
	while ((piece = panel_scan(&scanner, &problem)) != PANEL_END)
	{
		CHECK_FOR_INTERRUPTS();
		if (piece == PANEL_BAD)
			return input_problem(&problem, TYPE_NAME, input, fcinfo->context);
		if (piece == PANEL_AREA)
		{
			Size		length = area_name_unescape(scanner.name,
													scanner.name_length, names);

			draft_area(&draft, names, length);
			names += length;
			continue;
		}
		draft_point(&draft, &scanner.indicator, scanner.period);
		if (!indicator_comparable(&draft.first, &scanner.indicator))
			return different_unit(&draft, &scanner, fcinfo->context);
	}
	panel = draft_build(&draft, scanner.step, fcinfo->context);
	if (panel == NULL)
		return (Datum) 0;		/* a soft error */
	PG_RETURN_POINTER(panel);
}

static void
append_name(StringInfo text, const char *name, Size length)
{
	appendStringInfoChar(text, '"');
	enlargeStringInfo(text, (int) (2 * length) + 4);
	text->len += (int) area_name_escape(name, length, text->data + text->len);
	text->data[text->len] = '\0';
	appendStringInfoString(text, "\": {");
}

Datum
panel_out(PG_FUNCTION_ARGS)
{
	const Panel *panel = PG_GETARG_PANEL_P(0);
	StringInfoData written;

	initStringInfo(&written);
	for (int32 k = 0; k < panel->areas; k++)
	{
		const text *name = panel_name(panel, k);
		const Series *series = panel_series(panel, k);

		CHECK_FOR_INTERRUPTS();
		appendStringInfoString(&written, k == 0 ? "{" : "}, ");
		append_name(&written, VARDATA(name), VARSIZE(name) - VARHDRSZ);
		for (int32 i = 0; i < series->count; i++)
		{
			char		point[POINT_TEXT];
			Indicator	a;
			int			length;

			series_indicator(series, i, &a);
			length = point_format(series_period(series, i), &a, point);
			if (i > 0)
				appendBinaryStringInfo(&written, ", ", 2);
			appendBinaryStringInfo(&written, point, length);
		}
	}
	appendStringInfoString(&written, "}}");
	if (panel_step(panel) != period_length(panel->first))
	{
		char		step[STEP_TEXT];

		step_format(panel_step(panel), step);
		appendStringInfoString(&written, step);
	}
	PG_RETURN_CSTRING(written.data);
}

/* ---------------------------------------------------------------- wire */

static int32
receive_number(StringInfo message, int least)
{
	int32		n = (int32) pq_getmsgint(message, 4);

	if (n < 1 || n > (message->len - message->cursor) / least)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s: %d areas or "
						"points", TYPE_NAME, n)));
	return n;
}

static void
receive_point(StringInfo message, Draft *draft, Unit unit, Polarity polarity)
{
	ReportingPeriod period = period_receive(message);
	double		value = pq_getmsgfloat8(message);
	double		numerator = pq_getmsgfloat8(message);
	double		denominator = pq_getmsgfloat8(message);
	Indicator	a;
	Problem		problem;

	refuse(&problem, "A value cannot be NaN.", NULL);
	if (isnan(value) || !indicator_set(&a, value, numerator, denominator, unit,
									   polarity, &problem))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s at \"%s\"",
						TYPE_NAME, period_label(period)),
				 errdetail("%s", problem.detail)));
	draft_point(draft, &a, period);
}

/*
 * Reads unit and polarity, the step in months (int32) and number of areas
 * (int32), then of each its name in UTF-8 behind its length (int32), number of
 * points (int32), and of each point its period, value, numerator and
 * denominator.
 */
Datum
panel_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	Unit		unit;
	Polarity	polarity;
	int32		step;
	int32		areas;
	Draft		draft;

	unit_receive(message, &unit, &polarity);
	step = (int32) pq_getmsgint(message, 4);
	areas = receive_number(message, AREA_ON_WIRE + POINT_ON_WIRE);
	draft_start(&draft);
	for (int32 k = 0; k < areas; k++)
	{
		int32		length;
		const char *name = area_name_receive(message, &length);
		int32		points = receive_number(message, POINT_ON_WIRE);

		draft_area(&draft, name, (Size) length);
		for (int32 i = 0; i < points; i++)
		{
			CHECK_FOR_INTERRUPTS();
			receive_point(message, &draft, unit, polarity);
		}
	}
	PG_RETURN_POINTER(draft_build(&draft, step, NULL));
}

Datum
panel_send(PG_FUNCTION_ARGS)
{
	const Panel *panel = PG_GETARG_PANEL_P(0);
	StringInfoData message;

	pq_begintypsend(&message);
	unit_send(&message, panel->unit, panel->per, panel->polarity);
	pq_sendint32(&message, (uint32) panel_step(panel));
	pq_sendint32(&message, (uint32) panel->areas);
	for (int32 k = 0; k < panel->areas; k++)
	{
		const text *name = panel_name(panel, k);
		const Series *series = panel_series(panel, k);

		CHECK_FOR_INTERRUPTS();
		area_name_send(&message, VARDATA(name), (int32) (VARSIZE(name) - VARHDRSZ));
		pq_sendint32(&message, (uint32) series->count);
		for (int32 i = 0; i < series->count; i++)
		{
			Indicator	a;

			series_indicator(series, i, &a);
			period_send(&message, series_period(series, i));
			pq_sendfloat8(&message, a.value);
			pq_sendfloat8(&message, a.numerator);
			pq_sendfloat8(&message, a.denominator);
		}
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* ---------------------------------------------------------------- equality */

/* equal histories of the same areas; counts are evidence and do not enter */
static bool
same_panel(const Panel *a, const Panel *b)
{
	if (a->areas != b->areas || a->count != b->count)
		return false;
	for (int32 i = 0; i < a->areas; i++)
	{
		const text *x = panel_name(a, i);
		const text *y = panel_name(b, i);

		CHECK_FOR_INTERRUPTS();
		if (VARSIZE(x) != VARSIZE(y) || memcmp(x, y, VARSIZE(x)) != 0 ||
			!series_same(panel_series(a, i), panel_series(b, i)))
			return false;
	}
	return true;
}

Datum
panel_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same_panel(PG_GETARG_PANEL_P(0), PG_GETARG_PANEL_P(1)));
}

Datum
panel_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same_panel(PG_GETARG_PANEL_P(0), PG_GETARG_PANEL_P(1)));
}

Datum
panel_hash(PG_FUNCTION_ARGS)
{
	const Panel *panel = PG_GETARG_PANEL_P(0);
	uint32		hash = 0;

	for (int32 i = 0; i < panel->areas; i++)
	{
		const text *name = panel_name(panel, i);

		CHECK_FOR_INTERRUPTS();
		hash = hash_combine(hash, hash_bytes((const unsigned char *) VARDATA(name),
											 (int) (VARSIZE(name) - VARHDRSZ)));
		hash = hash_combine(hash, series_hash_value(panel_series(panel, i)));
	}
	PG_RETURN_UINT32(hash);
}

/* ---------------------------------------------------------------- parts */

Datum
panel_count_areas(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(PG_GETARG_PANEL_P(0)->areas);
}

/* a copy of a panel whose figures all fit a unit */
static Panel *
copy_of_unit(const Panel *panel, Unit unit, Polarity polarity)
{
	Panel	   *copy = palloc(VARSIZE(panel));

	memcpy(copy, panel, VARSIZE(panel));
	copy->per = unit.per;
	copy->unit = unit.kind;
	copy->polarity = (uint8) polarity;
	for (int i = 0; i < copy->areas; i++)
		series_set_unit((Series *) panel_series(copy, i), unit, polarity);
	return copy;
}

/*
 * panel(panel, polarity, unit): each figure as one of this polarity and unit,
 * as series(series, polarity, unit) takes them.
 */
Datum
panel_of_unit(PG_FUNCTION_ARGS)
{
	const Panel *panel = PG_GETARG_PANEL_P(0);
	Polarity	polarity = PG_GETARG_POLARITY(1);
	Unit		unit = unit_of_text(PG_GETARG_TEXT_PP(2));
	PanelPart  *parts;
	Point	   *points;
	int32		n = 0;
	bool		fits = true;

	for (int i = 0; fits && i < panel->areas; i++)
		fits = series_fits(panel_series(panel, i), unit);
	if (fits)
		PG_RETURN_POINTER(copy_of_unit(panel, unit, polarity));

	parts = palloc_extended((Size) panel->areas * sizeof(PanelPart),
							MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	points = palloc_extended((Size) panel->count * sizeof(Point), MCXT_ALLOC_HUGE);
	for (int i = 0; i < panel->areas; i++)
	{
		const text *name = panel_name(panel, i);
		PanelPart  *part = &parts[n];

		CHECK_FOR_INTERRUPTS();
		part->name = VARDATA(name);
		part->length = (int32) (VARSIZE(name) - VARHDRSZ);
		part->points = points;
		part->count = series_points_of_unit(panel_series(panel, i), unit, points);
		points += part->count;
		n += part->count > 0;
	}
	if (n == 0)
		PG_RETURN_NULL();		/* no figure can be of this unit */
	PG_RETURN_POINTER(panel_build(parts, n, unit, polarity, panel_step(panel),
								  NULL));
}

/* position of an area, or -1 where the panel does not have it */
static int32
find_area(const Panel *panel, const char *name, int32 length)
{
	int32		low = 0;
	int32		high = panel->areas - 1;

	while (low <= high)
	{
		int32		middle = low + (high - low) / 2;
		const text *found = panel_name(panel, middle);
		int			order = name_compare(name, length, VARDATA(found),
										 (int32) (VARSIZE(found) - VARHDRSZ));

		if (order == 0)
			return middle;
		if (order > 0)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return -1;
}

Datum
panel_history(PG_FUNCTION_ARGS)
{
	const Panel *panel = PG_GETARG_PANEL_P(0);
	const text *name = PG_GETARG_TEXT_PP(1);
	int32		i = find_area(panel, VARDATA_ANY(name),
							  (int32) VARSIZE_ANY_EXHDR(name));
	const Series *series;
	Series	   *copy;

	if (i < 0)
		PG_RETURN_NULL();		/* the area is not in the panel */
	series = panel_series(panel, i);
	copy = palloc(VARSIZE(series));
	memcpy(copy, series, VARSIZE(series));
	PG_RETURN_POINTER(copy);
}

/* quartiles(panel, period): of the figures of all areas for one period */
Datum
panel_quartiles(PG_FUNCTION_ARGS)
{
	const Panel *panel = PG_GETARG_PANEL_P(0);
	ReportingPeriod period = PG_GETARG_PERIOD(1);
	double	   *values = palloc((Size) panel->areas * sizeof(double));
	int32		n = 0;
	Quartiles  *q;

	for (int32 i = 0; i < panel->areas; i++)
	{
		const Series *series = panel_series(panel, i);
		int			at = series_find(series, period);

		CHECK_FOR_INTERRUPTS();
		if (at >= 0)
			values[n++] = series_value(series, at);
	}
	if (n == 0)
		PG_RETURN_NULL();		/* no area has a figure */
	q = palloc0(sizeof(Quartiles));
	quartiles_of_values(values, n, q, &server_host);
	q->per = panel->per;
	q->unit = panel->unit;
	q->polarity = panel->polarity;
	PG_RETURN_POINTER(q);
}
