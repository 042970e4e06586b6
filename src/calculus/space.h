/* SPDX-License-Identifier: PostgreSQL */
/*
 * space.h - what is blank in labels, words and cells
 */
#ifndef CFSPERF_SPACE_H
#define CFSPERF_SPACE_H

#include <stdbool.h>

/* a space, a tab or an end of a line, whatever the locale */
static inline bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

#endif							/* CFSPERF_SPACE_H */
