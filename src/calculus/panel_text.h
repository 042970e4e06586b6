/* SPDX-License-Identifier: PostgreSQL */
/*
 * panel_text.h - a panel as text, piece by piece
 *
 * {"E10000018": {2020/21 Q1: 94.9% high, 2020/21 Q2: 94.6% high}, "E92": ...}
 */
#ifndef CFSPERF_PANEL_TEXT_H
#define CFSPERF_PANEL_TEXT_H

#include <stddef.h>

#include "calculus/point.h"

typedef enum PanelPiece
{
	PANEL_AREA,					/* an area begins: its name is in the scanner */
	PANEL_POINT,				/* one of its points */
	PANEL_END,					/* the text ends as it should */
	PANEL_BAD					/* the text is not a panel's */
} PanelPiece;

typedef struct PanelScanner
{
	const char *at;				/* what is not yet read */
	int			state;			/* what came last; private */
	const char *name;			/* between its quotes, escapes as written */
	size_t		name_length;	/* in bytes, as written */
	ReportingPeriod period;
	Indicator	indicator;
	int32_t		step;			/* with PANEL_END: step_parse */
} PanelScanner;

extern void panel_scan_start(PanelScanner *scanner, const char *text);
extern PanelPiece panel_scan(PanelScanner *scanner, Problem *problem);
extern size_t area_name_unescape(const char *written, size_t length, char *name);
extern size_t area_name_escape(const char *name, size_t length, char *written);

#endif							/* CFSPERF_PANEL_TEXT_H */
