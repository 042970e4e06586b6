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

extern double quartile_cut(double below, double above, double fraction);
extern int	quartile_band(const bool at_or_below[3], bool has_lower,
						  bool has_higher, Polarity polarity);
extern int	quartile_among(double value, const Quartiles *q, bool ties_better,
						   bool has_lower, bool has_higher);
extern int	quartile_of(double value, const Quartiles *q, bool ties_better);
extern double quartile_place(double value, const Quartiles *q);
extern bool quartiles_parse(const char *text, Quartiles *q, Problem *problem);
extern bool quartiles_check(const Quartiles *q, Problem *problem);
extern int	quartiles_format(const Quartiles *q, char *text);

#endif							/* CFSPERF_QUARTILES_H */
