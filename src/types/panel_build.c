/* SPDX-License-Identifier: PostgreSQL */
/*
 * panel_build.c - a panel put together from its areas
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "types/panel_build.h"
#include "types/period_type.h"
#include "types/series_build.h"

static inline int
compare_parts(const PanelPart *a, const PanelPart *b)
{
	return name_compare(a->name, a->length, b->name, b->length);
}

#define ST_SORT sort_by_name
#define ST_ELEMENT_TYPE PanelPart
#define ST_COMPARE(a, b) compare_parts(a, b)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* the points of a part, in memory of their own where a history has them */
static void
unpack_part(const PanelPart *part, Point *points)
{
	if (part->series == NULL)
		memcpy(points, part->points, (Size) part->count * sizeof(Point));
	else
		series_unpack(part->series, points);
}

/*
 * Merges the given number of adjacent parts, of one area, into the first of
 * them.  Raises an error if they have more points than there can be; a soft
 * one where the context allows it, and then returns false.
 */
static bool
merge_parts(PanelPart *parts, int32 n, struct Node *context)
{
	int64		count = 0;
	Point	   *points;

	for (int32 i = 0; i < n; i++)
		count += parts[i].count;
	if (!series_check_count(count, context))
		return false;
	points = palloc((Size) count * sizeof(Point));
	count = 0;
	for (int32 i = 0; i < n; i++)
	{
		unpack_part(&parts[i], points + count);
		count += parts[i].count;
	}
	parts->points = points;
	parts->count = (int32) count;
	parts->series = NULL;
	return true;
}

/*
 * Sorts parts by name and merges those of one area; returns how many are left,
 * or 0 with an error.
 */
static int32
sort_parts(PanelPart *parts, int32 n, struct Node *context)
{
	int32		left = 0;

	sort_by_name(parts, (size_t) n);
	for (int32 i = 0, next; i < n; i = next)
	{
		for (next = i + 1; next < n; next++)
		{
			CHECK_FOR_INTERRUPTS();
			if (compare_parts(&parts[i], &parts[next]) != 0)
				break;
		}
		if (next - i > 1 && !merge_parts(&parts[i], next - i, context))
			return 0;
		parts[left++] = parts[i];
	}
	return left;
}

static char *
part_label(const PanelPart *part)
{
	return pnstrdup(part->name, (Size) part->length);
}

/* false with an error that names the periods that do not go together */
static bool
check_shape(ReportingPeriod a, ReportingPeriod b, int32 step,
			struct Node *context)
{
	return series_check_shape(a, b, step, "panel", context);
}

static ReportingPeriod
part_first(const PanelPart *part)
{
	return part->series ? part->series->first : part->points[0].period;
}

/* of a part of points the step that was given, 0 for the length of its periods */
static int32
part_step(const PanelPart *part, int32 given)
{
	if (part->series != NULL)
		return part->series->step;
	return given != 0 ? given : period_length(part->points[0].period);
}

/*
 * Returns the step that all parts have.  Raises an error if they differ; a soft
 * one where the context allows it, and then returns 0.  A difference in the
 * length of their periods is reported when shapes are checked.
 */
static int32
common_step(const PanelPart *parts, int32 n, int32 given, struct Node *context)
{
	int32		common = part_step(&parts[0], given);
	int32		length = period_length(part_first(&parts[0]));

	if (!series_check_step(part_first(&parts[0]), common, context))
		return 0;
	for (int32 i = 1; i < n; i++)
	{
		int32		step = part_step(&parts[i], given);

		CHECK_FOR_INTERRUPTS();
		if (step != common && period_length(part_first(&parts[i])) == length)
			ereturn(context, 0,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("histories in steps of %d months and of %d months "
							"in one panel", common, step),
					 errhint("Make a panel of histories of one step.")));
	}
	return common;
}

/*
 * Puts the points of an area in order, where they are not.  False with an error
 * for a duplicate period, or periods of different shape.
 */
static bool
order_points(PanelPart *part, int32 step, struct Node *context)
{
	Point	   *points = part->points;
	ReportingPeriod one_step = (ReportingPeriod) step << PERIOD_LENGTH_BITS;

	for (int32 i = 1; i < part->count; i++)
	{
		if (points[i].period <= points[i - 1].period)
		{
			series_sort_points(points, part->count);
			break;
		}
	}
	for (int32 i = 1; i < part->count; i++)
	{
		if (points[i].period == points[i - 1].period + one_step)
			continue;			/* the usual case */
		if (points[i].period == points[i - 1].period)
			ereturn(context, false,
					(errcode(ERRCODE_CARDINALITY_VIOLATION),
					 errmsg("more than one figure for area \"%s\" and reporting "
							"period \"%s\"", part_label(part),
							period_label(points[i].period)),
					 errhint("A panel has one figure an area and a period: group "
							 "by measure.")));
		if (!check_shape(points[0].period, points[i].period, step, context))
			return false;
	}
	return true;
}

/* what a part takes in the panel */
static Size
part_size(const PanelPart *part)
{
	return MAXALIGN(VARHDRSZ + (Size) part->length) + MAXALIGN(part->size);
}

/* Makes each part ready to be written; the size of the panel, or 0 with an error. */
static Size
measure_parts(PanelPart *parts, int32 n, UnitKind kind, int32 step,
			  struct Node *context)
{
	Size		size = MAXALIGN(offsetof(Panel, at) + (Size) n * sizeof(uint32));
	ReportingPeriod first = part_first(&parts[0]);

	for (int32 i = 0; i < n; i++)
	{
		PanelPart  *part = &parts[i];

		CHECK_FOR_INTERRUPTS();
		if (part->series == NULL && !order_points(part, step, context))
			return 0;
		if (part->series != NULL)
			part->size = VARSIZE(part->series);
		else
			part->size = series_measure(part->points, part->count, kind, step,
										&part->form);
		if (!check_shape(first, part_first(part), step, context))
			return 0;
		size += part_size(part);
		if (!AllocSizeIsValid(size))
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("a panel cannot take more than 1 GB"),
					 errhint("Make a panel of fewer areas or periods.")));
	}
	return size;
}

/* writes an area behind those before it; returns where it ends */
static Size
write_part(Panel *panel, int32 i, Size at, const PanelPart *part, int32 step)
{
	text	   *name = (text *) ((char *) panel + at);
	Series	   *series;

	SET_VARSIZE(name, VARHDRSZ + part->length);
	memcpy(VARDATA(name), part->name, (Size) part->length);
	panel->at[i] = (uint32) at;
	series = (Series *) ((char *) name + MAXALIGN(VARSIZE(name)));
	if (part->series != NULL)
		memcpy(series, part->series, part->size);
	else
		series_write(series, part->size, part->form, part->points, part->count,
					 panel_unit(panel), (Polarity) panel->polarity, step);
	panel->count += series->count;
	if (i == 0 || series->first < panel->first)
		panel->first = series->first;
	return at + part_size(part);
}

/*
 * A panel of at least one part, in any order; those of one area are merged.
 * Every part has points, or a history, of this unit and polarity.  The step is
 * that of the points, 0 for the length of their periods.  The parts and their
 * points are put in order where they stand.  NULL only after a soft error.
 */
Panel *
panel_build(PanelPart *parts, int32 n, Unit unit, Polarity polarity, int32 step,
			struct Node *context)
{
	int32		common = common_step(parts, n, step, context);
	int32		areas = common == 0 ? 0 : sort_parts(parts, n, context);
	Size		size = areas == 0 ? 0 :
		measure_parts(parts, areas, (UnitKind) unit.kind, common, context);
	Size		at = MAXALIGN(offsetof(Panel, at) + (Size) areas * sizeof(uint32));
	Panel	   *panel;

	if (size == 0)
		return NULL;
	panel = palloc0(size);
	SET_VARSIZE(panel, size);
	panel->per = unit.per;
	panel->unit = unit.kind;
	panel->polarity = (uint8) polarity;
	panel->areas = areas;
	for (int32 i = 0; i < areas; i++)
	{
		CHECK_FOR_INTERRUPTS();
		at = write_part(panel, i, at, &parts[i], common);
	}
	return panel;
}
