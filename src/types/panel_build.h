/* SPDX-License-Identifier: PostgreSQL */
/*
 * panel_build.h - a panel put together from its areas
 */
#ifndef CFSPERF_PANEL_BUILD_H
#define CFSPERF_PANEL_BUILD_H

#include "types/panel.h"

/* one area while a panel is put together: either its history or its points */
typedef struct PanelPart
{
	const char *name;			/* without terminator */
	int32		length;
	int32		count;			/* of points */
	Point	   *points;
	const Series *series;		/* or NULL */
	SeriesForm	form;			/* of the series that the points will make */
	Size		size;
} PanelPart;

extern Panel *panel_build(PanelPart *parts, int32 n, Unit unit,
						  Polarity polarity, int32 step, struct Node *context);

#endif							/* CFSPERF_PANEL_BUILD_H */
