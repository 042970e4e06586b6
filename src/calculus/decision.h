/* SPDX-License-Identifier: PostgreSQL */
/*
 * decision.h - what is decided of a cell
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_DECISION_H
#define CFSPERF_DECISION_H

typedef enum CellDecision
{
	DECISION_NONE,				/* absent: nothing to decide */
	DECISION_SHOWN,
	DECISION_SECONDARY,			/* withheld: another would follow from it */
	DECISION_NARROW,			/* withheld: another would be bounded too narrowly */
	DECISION_WITHHELD,			/* in itself, and cannot be derived */
	DECISION_GIVEN_AWAY			/* withheld, but it follows from what is published */
} CellDecision;

extern const char *decision_word(CellDecision decision);

#endif							/* CFSPERF_DECISION_H */
