/* SPDX-License-Identifier: PostgreSQL */
/*
 * quartiles.h - what a benchmark's distribution looks like
 */
#ifndef CFSPERF_QUARTILES_H
#define CFSPERF_QUARTILES_H

#include "calculus/indicator.h"

/* 64 bytes, by reference */
typedef struct Quartiles
{
	int64_t		n;				/* figures, at least one */
	double		least;
	double		lower;			/* lower quartile */
	double		median;
	double		upper;			/* upper quartile */
	double		greatest;
	double		mean;
	int32_t		per;
	uint8_t		unit;			/* UnitKind */
	uint8_t		polarity;		/* Polarity */
	uint8_t		unused[2];		/* zero */
} Quartiles;

#define QUARTILES_TEXT	320

/* figures below which there are no quartiles, unless something else is asked */
#define FEWEST_FIGURES	4

/* the quartile of a value that all figures equal */
#define NO_QUARTILE		0

/*
 * Where the cut point of a quarter (1, 2, 3) lies among n sorted figures: R's
 * type 7, h = (n - 1) * quarter / 4, between the figures floor(h) and
 * floor(h) + 1, counted from 0, at this fraction of the way.
 */
static inline void
quartile_position(int64_t n, int quarter, int64_t *below, double *fraction)
{
	int64_t		quarters = (n - 1) * quarter;

	*below = quarters / 4;
	*fraction = (double) (quarters % 4) / 4;
}

/*
 * The quartile, 1 = best, of a value of which is known whether it lies at or
 * below the lower quartile, the median and the upper quartile, and whether
 * there are figures lower and higher than it.
 *
 * A value that no figure beats is in the first quartile, also where so many
 * figures equal it that it lies on a cut.  NO_QUARTILE where all figures equal
 * it: none of them is better than another.
 */
static inline int
quartile_band(const bool at_or_below[3], bool has_lower, bool has_higher,
			  Polarity polarity)
{
	bool		high = polarity == POLARITY_HIGH;
	int			group = 4;		/* 1 = lowest values */

	if (!has_lower && !has_higher)
		return NO_QUARTILE;
	if (high ? !has_higher : !has_lower)
		return 1;
	/* at or below a cut is at or below those after it */
	group -= at_or_below[0] + at_or_below[1] + at_or_below[2];
	return high ? 5 - group : group;
}

/*
 * The quartile of a value, or NO_QUARTILE, by cut points and by whether it has
 * rivals that are lower and higher.  By the usual rule a value on a cut gets the
 * better band where low is good and the worse one where high is good; by the
 * other rule it gets the better one always.  End bands are open.  Of the
 * quartiles neither n nor the mean is needed.
 */
static inline int
quartile_among(double value, const Quartiles *q, bool ties_better,
			   bool has_lower, bool has_higher)
{
	bool		below_cuts = ties_better && q->polarity == POLARITY_HIGH;
	bool		at_or_below[3];

	at_or_below[0] = below_cuts ? value < q->lower : value <= q->lower;
	at_or_below[1] = below_cuts ? value < q->median : value <= q->median;
	at_or_below[2] = below_cuts ? value < q->upper : value <= q->upper;
	return quartile_band(at_or_below, has_lower, has_higher,
						 (Polarity) q->polarity);
}

/* the same where all of the figures that make the cut points are rivals */
static inline int
quartile_of(double value, const Quartiles *q, bool ties_better)
{
	return quartile_among(value, q, ties_better, q->least < value,
						  q->greatest > value);
}

extern double quartile_cut(double below, double above, double fraction);
extern double quartile_place(double value, const Quartiles *q);
extern bool quartiles_parse(const char *text, Quartiles *q, Problem *problem);
extern bool quartiles_check(const Quartiles *q, Problem *problem);
extern int	quartiles_format(const Quartiles *q, char *text);

#endif							/* CFSPERF_QUARTILES_H */
