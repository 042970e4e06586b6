/* SPDX-License-Identifier: PostgreSQL */
/*
 * narrow.h - withheld numbers that are bounded too narrowly
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_NARROW_H
#define CFSPERF_NARROW_H

#include "calculus/component.h"
#include "calculus/decision.h"

extern bool widen(Components *all, Component *component, CellDecision *decisions);
extern bool would_widen(Components *all, Component *component,
						CellDecision *decisions);

#endif							/* CFSPERF_NARROW_H */
