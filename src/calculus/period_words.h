/* SPDX-License-Identifier: PostgreSQL */
/*
 * period_words.h - the words of a period's label, each classified by one letter
 */
#ifndef CFSPERF_PERIOD_WORDS_H
#define CFSPERF_PERIOD_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "calculus/problem.h"

#define PERIOD_MAX_WORDS	6
#define PERIOD_WORD			24	/* room for any word and its terminator */
#define PERIOD_MAX_POOLED	10	/* years in a label such as 2014-16 */

#define PERIOD_DETAIL_UNKNOWN	"This is not the label of a period."
#define PERIOD_HINT_FORMS \
	"Write, for example, \"2020/21 Q2\", \"2020/21\", \"2020\", " \
	"\"AY 2019/20\", \"Summer 2019/20\", \"2020-08\", \"2014-16\" " \
	"or \"2019-10/P12M\"."

/* what a label's words say, collected while they are read */
typedef struct PeriodWords
{
	char		letters[PERIOD_MAX_WORDS + 1];
	int			year;			/* first year named */
	int			year_after;		/* second of two, or the last of a pool */
	int			year_to;		/* of the second month named, 0 for none */
	int			month;			/* 0-11 */
	int			month_to;		/* of the second month named */
	int			number;			/* of one or two digits, before a word */
	int			day;			/* of the month, 0 for none */
	int			year_ends;		/* month 1-12 in which a year ends, 0 where
								 * not known */
	int			quarter;		/* 1-4 */
	int			term;			/* 0-2 */
	int			length;			/* months, of the general form */
} PeriodWords;

extern bool period_read_words(const char *text, bool brackets,
							  PeriodWords *words, Problem *problem,
							  const char *hint);
extern int	period_digits(const char *text, int n);
extern int	period_year_of_digits(int two_digits);
extern bool period_could_be_years(int year, int two_digits);

#endif							/* CFSPERF_PERIOD_WORDS_H */
