/* SPDX-License-Identifier: PostgreSQL */
/*
 * panel.h - the figures of one measure for many areas and many periods
 *
 * A varlena of at least one area.  All figures have one unit, one polarity, one
 * shape of period and one step; an area has no duplicate period.  A header of 24
 * bytes and 4 bytes an area, where the area stands, are followed by the areas,
 * ascending by the bytes of their names.  Of each, both at multiples of 8:
 *
 *		text		name
 *		Series		its history, itself a varlena (series.h)
 *
 * So an area with a code of 9 characters takes 52 bytes besides its points, and
 * a point as many as in a series, 2 to 28.
 */
#ifndef CFSPERF_PANEL_H
#define CFSPERF_PANEL_H

#include "fmgr.h"
#include "lib/stringinfo.h"

#include "compat.h"
#include "types/series.h"

typedef struct Panel
{
	int32		vl_len_;
	int32		per;
	uint8		unit;
	uint8		polarity;
	uint8		unused[2];
	int32		areas;
	int32		count;			/* points of all areas */
	ReportingPeriod first;		/* the earliest of all */
	uint32		at[FLEXIBLE_ARRAY_MEMBER];	/* bytes from the start */
} Panel;

#define DatumGetPanelP(X)		((const Panel *) PG_DETOAST_DATUM(X))
#define PG_GETARG_PANEL_P(n)	DatumGetPanelP(PG_GETARG_DATUM(n))

static inline const text *
panel_name(const Panel *panel, int i)
{
	return (const text *) ((const char *) panel + panel->at[i]);
}

static inline const Series *
panel_series(const Panel *panel, int i)
{
	const text *name = panel_name(panel, i);

	return (const Series *) ((const char *) name + MAXALIGN(VARSIZE(name)));
}

/* months from one period to the next, in all histories alike */
static inline int32
panel_step(const Panel *panel)
{
	return panel_series(panel, 0)->step;
}

static inline Unit
panel_unit(const Panel *panel)
{
	Unit		unit = {.per = panel->per,.kind = panel->unit};

	return unit;
}

/* by bytes, as the collation C orders them */
static inline int
name_compare(const char *a, int32 a_length, const char *b, int32 b_length)
{
	int			order = memcmp(a, b, Min(a_length, b_length));

	return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

#endif							/* CFSPERF_PANEL_H */
