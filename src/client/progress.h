/* SPDX-License-Identifier: PostgreSQL */
/*
 * progress.h - how far a load has come, at the bottom of a terminal
 */
#ifndef CFSPERF_PROGRESS_H
#define CFSPERF_PROGRESS_H

#include <stdbool.h>

extern void progress_begin(bool wanted);
extern void progress_name(const char *name);
extern void progress_bytes(double done, double total);
extern void progress_words(const char *words);
extern bool progress_notice(const char *message);
extern void progress_clear(void);

#endif							/* CFSPERF_PROGRESS_H */
