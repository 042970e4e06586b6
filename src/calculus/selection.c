/* SPDX-License-Identifier: PostgreSQL */
/*
 * selection.c - order statistics and mean of figures, without sorting them
 *
 * The figures around a rank are found by counting: one pass counts how many
 * fall into each of equally wide bins between the least and the greatest; the
 * bin in which the rank lies is taken out, and the same is done with its
 * figures until they are few enough to sort.  A bin's number never falls as the
 * figure rises, so ranks come out exactly.  The three quarters share the first
 * count.
 *
 * A pass over the most figures that a distribution can hold takes a gigabyte of
 * memory, so interrupts are checked for on the way.
 */
#include "calculus/selection.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "calculus/decimal.h"

#define MAX_BINS		2048
#define FEW				48		/* values that are sorted outright */
#define PIECE			(1 << 22)	/* figures between two checks for interrupts */
#define MAX_ROUNDS		8		/* then the rest is sorted, however many */
#define CHECK_EVERY		(1 << 16)	/* figures sorted between two such checks */

static inline int32_t
least_of(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static inline void
exchange(double *a, double *b)
{
	double		kept = *a;

	*a = *b;
	*b = kept;
}

static void
insertion_sort(double *values, int32_t n)
{
	for (int32_t i = 1; i < n; i++)
	{
		double		value = values[i];
		int32_t		at = i;

		for (; at > 0 && values[at - 1] > value; at--)
			values[at] = values[at - 1];
		values[at] = value;
	}
}

/* lets a value sink in the heap of the first n */
static void
sift_down(double *values, int32_t at, int32_t n)
{
	int32_t		child;

	while ((child = 2 * at + 1) < n)
	{
		if (child + 1 < n && values[child + 1] > values[child])
			child++;
		if (values[at] >= values[child])
			break;
		exchange(&values[at], &values[child]);
		at = child;
	}
}

/* Sorts in place, in n log n steps whatever the values. */
static void
heap_sort(double *values, int32_t n, const Host *host)
{
	for (int32_t i = n / 2 - 1; i >= 0; i--)
	{
		if (i % CHECK_EVERY == 0)
			host->check_for_interrupts();
		sift_down(values, i, n);
	}
	for (int32_t i = n - 1; i > 0; i--)
	{
		if (i % CHECK_EVERY == 0)
			host->check_for_interrupts();
		exchange(&values[0], &values[i]);
		sift_down(values, 0, i);
	}
}

/* the end of the piece that begins at a figure; checks for interrupts before it */
static inline int32_t
end_of_piece(int32_t start, int32_t n, const Host *host)
{
	if (start > 0)
		host->check_for_interrupts();
	return n - start > PIECE ? start + PIECE : n;
}

typedef struct Range
{
	double		least;
	double		greatest;
} Range;

static Range
range_of(const double *values, int32_t n, const Host *host)
{
	Range		range = {values[0], values[0]};

	for (int32_t start = 0, end; start < n; start = end)
	{
		end = end_of_piece(start, n, host);
		for (int32_t i = start; i < end; i++)
		{
			range.least = values[i] < range.least ? values[i] : range.least;
			range.greatest = values[i] > range.greatest ? values[i] : range.greatest;
		}
	}
	return range;
}

/* how many of some figures fall into each bin */
typedef struct Bins
{
	double		least;
	double		scale;			/* (figure - least) * scale is cut to a number */
	int			n;
	int32_t		counts[MAX_BINS];
} Bins;

static inline int
bin_of(const Bins *bins, double value)
{
	return (int) ((value - bins->least) * bins->scale);
}

static void
count_bins(const double *values, int32_t n, Range range, Bins *bins,
		   const Host *host)
{
	bins->n = n < MAX_BINS ? 128 : MAX_BINS;
	bins->least = range.least;
	bins->scale = (bins->n - 1) / (range.greatest - range.least);
	memset(bins->counts, 0, bins->n * sizeof(int32_t));
	for (int32_t start = 0, end; start < n; start = end)
	{
		end = end_of_piece(start, n, host);
		for (int32_t i = start; i < end; i++)
			bins->counts[bin_of(bins, values[i])]++;
	}
}

/*
 * Takes out the figures of the bins that hold the ranks k and k + 1, and makes
 * k the rank among them.  Returns how many they are.
 */
static int32_t
take_bins(const double *values, int32_t n, const Bins *bins, int32_t *k,
		  double *taken, const Host *host)
{
	int32_t		reached = 0;
	int			first = 0;
	int			last;
	int32_t		m = 0;

	while (reached + bins->counts[first] <= *k)
		reached += bins->counts[first++];
	*k -= reached;
	reached = bins->counts[first];
	for (last = first; reached <= *k + 1 && last < bins->n - 1;)
		reached += bins->counts[++last];
	for (int32_t start = 0, end; start < n; start = end)
	{
		end = end_of_piece(start, n, host);
		for (int32_t i = start; i < end; i++)
		{
			int			bin = bin_of(bins, values[i]);

			if (bin >= first && bin <= last)
				taken[m++] = values[i];
		}
	}
	return m;
}

/*
 * Of the n figures in work, which may be put in another order, those of the
 * ranks k and k + 1, counted from 0; the second is the first again where there
 * is none.
 */
static void
select_pair(double *work, int32_t n, int32_t k, double pair[2], const Host *host)
{
	Bins		bins;

	for (int round = 0; n > FEW && round < MAX_ROUNDS; round++)
	{
		Range		range = range_of(work, n, host);

		host->check_for_interrupts();
		if (range.least == range.greatest)
		{
			pair[0] = pair[1] = range.least;
			return;
		}
		count_bins(work, n, range, &bins, host);
		n = take_bins(work, n, &bins, &k, work, host);
	}
	if (n <= FEW)
		insertion_sort(work, n);
	else
		heap_sort(work, n, host);
	pair[0] = work[k];
	pair[1] = work[least_of(k + 1, n - 1)];
}

/* the cut points of n figures that are not all equal */
static void
select_cuts(const double *values, int32_t n, Range range, double cuts[3],
			const Host *host)
{
	double	   *work = host->allocate((size_t) n * sizeof(double));
	Bins		bins;

	count_bins(values, n, range, &bins, host);
	for (int quarter = 1; quarter <= 3; quarter++)
	{
		int64_t		below;
		double		fraction;
		double		pair[2];
		int32_t		k;
		int32_t		m;

		quartile_position(n, quarter, &below, &fraction);
		k = (int32_t) below;
		m = take_bins(values, n, &bins, &k, work, host);
		select_pair(work, m, k, pair, host);
		cuts[quarter - 1] = fraction == 0 ? pair[0] :
			quartile_cut(pair[0], pair[1], fraction);
	}
	host->release(work);
}

/*
 * The mean.  The sum is exact, so it does not depend on the order: whole parts
 * and fractions (a figure has at most 10 decimals) are summed as integers, the
 * whole parts in two limbs that cannot overflow.
 */
static double
mean_of(const double *values, int32_t n, const Host *host)
{
	const int	limb = 26;
	int64_t		high = 0;
	int64_t		low = 0;
	int64_t		fractions = 0;

	for (int32_t start = 0, end; start < n; start = end)
	{
		end = end_of_piece(start, n, host);
		for (int32_t i = start; i < end; i++)
		{
			int64_t		whole = (int64_t) values[i];

			high += whole >> limb;
			low += whole & ((INT64_C(1) << limb) - 1);
			fractions += (int64_t) rint((values[i] - (double) whole) * 1e10);
		}
	}
	return decimal_round(((double) high * (INT64_C(1) << limb) + (double) low +
						  (double) fractions / 1e10) / n);
}

/*
 * All of the quartiles of figures in any order, n >= 1, but their mean, unit and
 * polarity: n, least, lower quartile, median, upper quartile, greatest.
 */
void
quartile_cuts_of_values(const double *values, int32_t n, Quartiles *q,
						const Host *host)
{
	Range		range = range_of(values, n, host);
	double		cuts[3] = {range.least, range.least, range.least};

	if (range.least < range.greatest)
		select_cuts(values, n, range, cuts, host);
	q->n = n;
	q->least = range.least;
	q->lower = cuts[0];
	q->median = cuts[1];
	q->upper = cuts[2];
	q->greatest = range.greatest;
}

/* the same with their mean */
void
quartiles_of_values(const double *values, int32_t n, Quartiles *q,
					const Host *host)
{
	quartile_cuts_of_values(values, n, q, host);
	q->mean = mean_of(values, n, host);
}
