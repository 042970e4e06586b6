/* SPDX-License-Identifier: PostgreSQL */
/*
 * target.h - a figure against a target, a range, a cut point
 *
 * Plain C without fmgr.  The caller has checked that targets, limits and
 * tolerances are finite and within 2^53.
 */
#ifndef CFSPERF_TARGET_H
#define CFSPERF_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "calculus/indicator.h"

typedef enum Rag
{
	RAG_RED,
	RAG_AMBER,
	RAG_GREEN
} Rag;

/* the most figures and groups of quantile_group: their product fits 63 bits */
#define MAX_QUANTILE_N	INT64_C(9007199254740992)	/* 2^53 */
#define MAX_QUANTILE_K	1000

extern Rag	rag_of_target(const Indicator *a, double target, double tolerance);
extern Rag	rag_of_range(const Indicator *a, double lower, double upper);
extern const char *rag_word(Rag rag);
extern bool needed_count(const Indicator *a, double cut, int64_t *needed);
extern bool quantile_group(int64_t rank, int64_t n, int k, int *group);

#endif							/* CFSPERF_TARGET_H */
