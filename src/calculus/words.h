/* SPDX-License-Identifier: PostgreSQL */
/*
 * words.h - polarity and direction: types that are one of a few words
 *
 * One byte by value, ordered as listed.
 */
#ifndef CFSPERF_WORDS_H
#define CFSPERF_WORDS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum Polarity
{
	POLARITY_HIGH,				/* high is good */
	POLARITY_LOW,				/* low is good */
	POLARITY_NONE				/* information only */
} Polarity;

#define LAST_POLARITY POLARITY_NONE

typedef enum Direction
{
	DIRECTION_IMPROVED,
	DIRECTION_NO_CHANGE,
	DIRECTION_DECLINED,
	DIRECTION_INFORMATION
} Direction;

#define LAST_DIRECTION DIRECTION_INFORMATION

extern bool polarity_parse(const char *text, Polarity *polarity);
extern const char *polarity_word(Polarity polarity);
extern bool direction_parse(const char *text, Direction *direction);
extern const char *direction_word(Direction direction);

#endif							/* CFSPERF_WORDS_H */
