/* SPDX-License-Identifier: PostgreSQL */
/*
 * sparkline.c - a series as a small picture, SVG text
 *
 * One line in the colour of the surrounding text (currentColor), so that it
 * shows on light and dark backgrounds alike; the last point has a dot.  Time
 * is to scale: a missing period breaks the line, and a figure between two
 * missing ones is a dot.  A target is a dashed line across.  The title says
 * in words what the picture shows, for those who hear it.  It is made of
 * period labels, numbers and units, in which no character needs escaping.
 * Nothing is referred to from outside.
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"

#include "calculus/decimal.h"
#include "compat.h"
#include "functions/statistics.h"
#include "types/period_type.h"
#include "types/series.h"

#define MIN_SIZE	10
#define MAX_SIZE	10000

/* free space on each side, for the width of the line and the last dot */
#define MARGIN		3

PG_FUNCTION_INFO_V1(series_sparkline);

typedef struct Frame
{
	double		width;
	double		height;
	double		lowest;			/* of the figures */
	double		highest;
	double		bottom;			/* of the picture: a target lies on it too */
	double		top;
	int			last_step;
	const double *target;		/* NULL: there is none */
} Frame;

static int
check_size(int32 size, const char *name)
{
	if (size < MIN_SIZE || size > MAX_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %d is not between %d and %d", name, size,
						MIN_SIZE, MAX_SIZE),
				 errhint("Give the size in pixels.")));
	return size;
}

static Frame
frame_of(const Series *series, int width, int height, const double *target)
{
	Frame		frame = {.width = width,.height = height,.target = target};

	frame.last_step = series_offset(series, series_count(series) - 1);
	frame.lowest = frame.highest = series_value(series, 0);
	for (int i = 1; i < series_count(series); i++)
	{
		frame.lowest = Min(frame.lowest, series_value(series, i));
		frame.highest = Max(frame.highest, series_value(series, i));
	}
	frame.bottom = target == NULL ? frame.lowest : Min(frame.lowest, *target);
	frame.top = target == NULL ? frame.highest : Max(frame.highest, *target);
	return frame;
}

/* a single point is drawn in the middle, and so is a level line */
static double
point_x(const Frame *frame, int step)
{
	if (frame->last_step == 0)
		return frame->width / 2;
	return MARGIN + (frame->width - 2 * MARGIN) * step / frame->last_step;
}

static double
point_y(const Frame *frame, double value)
{
	double		range = frame->top - frame->bottom;

	if (range == 0)
		return frame->height / 2;
	return MARGIN +
		(frame->height - 2 * MARGIN) * ((frame->top - value) / range);
}

static void
append_value(StringInfo svg, const Series *series, double value)
{
	char		number[DECIMAL_TEXT];
	char		unit[UNIT_TEXT];

	decimal_format(value, number);
	appendStringInfoString(svg, number);
	if (series->unit != UNIT_PERCENT && series->unit != UNIT_PER)
		return;
	unit_format(series->unit, series->per, unit);
	appendStringInfo(svg, "%s%s", series->unit == UNIT_PER ? " " : "", unit);
}

static void
append_title(StringInfo svg, const Series *series, const Frame *frame)
{
	int			count = series_count(series);

	appendStringInfo(svg, "<title>%s", period_label(series_period(series, 0)));
	if (count > 1)
	{
		appendStringInfo(svg, " to %s: %d figures",
						 period_label(series_period(series, count - 1)),
						 count);
		if (count <= frame->last_step)
			appendStringInfo(svg, " in %d periods", frame->last_step + 1);
		appendStringInfoString(svg, ", first ");
		append_value(svg, series, series_value(series, 0));
		appendStringInfoString(svg, ", lowest ");
		append_value(svg, series, frame->lowest);
		appendStringInfoString(svg, ", highest ");
		append_value(svg, series, frame->highest);
		appendStringInfoString(svg, ", last ");
	}
	else
		appendStringInfoString(svg, ": ");
	append_value(svg, series, series_value(series, count - 1));
	if (frame->target != NULL)
	{
		appendStringInfoString(svg, ", target ");
		append_value(svg, series, *frame->target);
	}
	appendStringInfoString(svg, "</title>");
}

/* whether there is a figure one step before or after, to draw a line to */
static bool
is_joined(const Series *series, int i, int to)
{
	if (to < 0 || to >= series_count(series))
		return false;
	return abs(series_offset(series, to) - series_offset(series, i)) == 1;
}

static void
append_path(StringInfo svg, const Series *series, const Frame *frame)
{
	appendStringInfoString(svg, "<path d=\"");
	for (int i = 0; i < series_count(series); i++)
	{
		bool		joined = is_joined(series, i, i - 1);

		appendStringInfo(svg, "%c%.1f %.1f", joined ? 'L' : 'M',
						 point_x(frame, series_offset(series, i)),
						 point_y(frame, series_value(series, i)));
		/* a line of no length would not be drawn everywhere */
		if (!joined && !is_joined(series, i, i + 1))
			appendStringInfoString(svg, "h.01");
	}
	appendStringInfoString(svg, "\" fill=\"none\" stroke=\"currentColor\" "
						   "stroke-width=\"1.5\" stroke-linecap=\"round\" "
						   "stroke-linejoin=\"round\"/>");
}

/* the target as a dashed line from side to side */
static void
append_target(StringInfo svg, const Frame *frame)
{
	if (frame->target == NULL)
		return;
	appendStringInfo(svg, "<path class=\"target\" d=\"M0 %.1fH%.0f\" fill=\"none\" "
					 "stroke=\"currentColor\" stroke-dasharray=\"3 2\"/>",
					 point_y(frame, *frame->target), frame->width);
}

/* sparkline(series, width, height, target): the target may be NULL */
Datum
series_sparkline(PG_FUNCTION_ARGS)
{
	const Series *series;
	double		target = 0;
	int			width;
	int			height;
	int			last;
	Frame		frame;
	StringInfoData svg;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();		/* no history, or not said how large */
	series = PG_GETARG_SERIES_P(0);
	width = check_size(PG_GETARG_INT32(1), "width");
	height = check_size(PG_GETARG_INT32(2), "height");
	if (!PG_ARGISNULL(3))
		target = checked_number(PG_GETARG_FLOAT8(3), "target");
	frame = frame_of(series, width, height, PG_ARGISNULL(3) ? NULL : &target);
	last = series_count(series) - 1;

	initStringInfo(&svg);
	appendStringInfo(&svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
					 "role=\"img\" width=\"%d\" height=\"%d\" "
					 "viewBox=\"0 0 %d %d\">", width, height, width, height);
	append_title(&svg, series, &frame);
	append_target(&svg, &frame);
	append_path(&svg, series, &frame);
	appendStringInfo(&svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" "
					 "fill=\"currentColor\"/></svg>",
					 point_x(&frame, series_offset(series, last)),
					 point_y(&frame, series_value(series, last)));
	PG_RETURN_TEXT_P(cstring_to_text_with_len(svg.data, svg.len));
}
