/*
 * suppression.h - which cells may be shown beside each other
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_SUPPRESSION_H
#define CFSPERF_SUPPRESSION_H

#include "calculus/cells.h"

typedef enum CellDecision
{
	DECISION_NONE,				/* absent: nothing to decide */
	DECISION_SHOWN,
	DECISION_SECONDARY,			/* withheld: another would follow from it */
	DECISION_NARROW,			/* withheld: another would be bounded too narrowly */
	DECISION_WITHHELD,			/* in itself, and cannot be derived */
	DECISION_GIVEN_AWAY			/* withheld, but it follows from what is published */
} CellDecision;

extern void decide_cells(const Cells *cells, CellDecision *decisions,
						 const Host *host);
extern const char *decision_word(CellDecision decision);

#endif							/* CFSPERF_SUPPRESSION_H */
