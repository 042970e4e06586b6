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
 * memory, so a cancel is looked for on the way.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "calculus/decimal.h"
#include "compat.h"
#include "types/selection.h"

#define MAX_BINS		2048
#define FEW				48		/* at most so many are sorted at once */
#define PIECE			(1 << 22)	/* figures between two looks for a cancel */
#define MAX_ROUNDS		8		/* then the rest is sorted, however many */

#define ST_SORT sort_values
#define ST_ELEMENT_TYPE double
#define ST_COMPARE(a, b) ((*(a) > *(b)) - (*(a) < *(b)))
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* the end of the piece that begins at a figure; looks for a cancel before it */
static inline int32
end_of_piece(int32 start, int32 n)
{
	if (start > 0)
		CHECK_FOR_INTERRUPTS();
	return n - start > PIECE ? start + PIECE : n;
}

typedef struct Range
{
	double		least;
	double		greatest;
} Range;

static Range
range_of(const double *values, int32 n)
{
	Range		range = {values[0], values[0]};

	for (int32 start = 0, end; start < n; start = end)
	{
		end = end_of_piece(start, n);
		for (int32 i = start; i < end; i++)
		{
			range.least = Min(range.least, values[i]);
			range.greatest = Max(range.greatest, values[i]);
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
	int32		counts[MAX_BINS];
} Bins;

static inline int
bin_of(const Bins *bins, double value)
{
	return (int) ((value - bins->least) * bins->scale);
}

static void
count_bins(const double *values, int32 n, Range range, Bins *bins)
{
	bins->n = n < MAX_BINS ? 128 : MAX_BINS;
	bins->least = range.least;
	bins->scale = (bins->n - 1) / (range.greatest - range.least);
	memset(bins->counts, 0, bins->n * sizeof(int32));
	for (int32 start = 0, end; start < n; start = end)
	{
		end = end_of_piece(start, n);
		for (int32 i = start; i < end; i++)
			bins->counts[bin_of(bins, values[i])]++;
	}
}

/*
 * Takes out the figures of the bins that hold the ranks k and k + 1, and makes
 * k the rank among them.  Returns how many they are.
 */
static int32
take_bins(const double *values, int32 n, const Bins *bins, int32 *k, double *taken)
{
	int32		reached = 0;
	int			first = 0;
	int			last;
	int32		m = 0;

	while (reached + bins->counts[first] <= *k)
		reached += bins->counts[first++];
	*k -= reached;
	reached = bins->counts[first];
	for (last = first; reached <= *k + 1 && last < bins->n - 1;)
		reached += bins->counts[++last];
	for (int32 start = 0, end; start < n; start = end)
	{
		end = end_of_piece(start, n);
		for (int32 i = start; i < end; i++)
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
select_pair(double *work, int32 n, int32 k, double pair[2])
{
	Bins		bins;

	for (int round = 0; n > FEW && round < MAX_ROUNDS; round++)
	{
		Range		range = range_of(work, n);

		CHECK_FOR_INTERRUPTS();
		if (range.least == range.greatest)
			break;				/* all equal: in order as they are */
		count_bins(work, n, range, &bins);
		n = take_bins(work, n, &bins, &k, work);
	}
	sort_values(work, (Size) n);
	pair[0] = work[k];
	pair[1] = work[Min(k + 1, n - 1)];
}

/* the cut points of n figures that are not all equal */
static void
select_cuts(const double *values, int32 n, Range range, double cuts[3])
{
	double	   *work = MemoryContextAllocHuge(CurrentMemoryContext,
											  (Size) n * sizeof(double));
	Bins		bins;

	count_bins(values, n, range, &bins);
	for (int quarter = 1; quarter <= 3; quarter++)
	{
		int64		below;
		double		fraction;
		double		pair[2];
		int32		k;
		int32		m;

		quartile_position(n, quarter, &below, &fraction);
		k = (int32) below;
		m = take_bins(values, n, &bins, &k, work);
		select_pair(work, m, k, pair);
		cuts[quarter - 1] = fraction == 0 ? pair[0] :
			quartile_cut(pair[0], pair[1], fraction);
	}
	pfree(work);
}

/*
 * The mean.  The sum is exact, so it does not depend on the order: whole parts
 * and fractions (a figure has at most 10 decimals) are summed as integers, the
 * whole parts in two limbs that cannot overflow.
 */
static double
mean_of(const double *values, int32 n)
{
	const int	limb = 26;
	int64		high = 0;
	int64		low = 0;
	int64		fractions = 0;

	for (int32 start = 0, end; start < n; start = end)
	{
		end = end_of_piece(start, n);
		for (int32 i = start; i < end; i++)
		{
			int64		whole = (int64) values[i];

			high += whole >> limb;
			low += whole & ((INT64CONST(1) << limb) - 1);
			fractions += (int64) rint((values[i] - (double) whole) * 1e10);
		}
	}
	return decimal_round(((double) high * (INT64CONST(1) << limb) + (double) low +
						  (double) fractions / 1e10) / n);
}

/*
 * Only the cut points of figures in any order, n >= 1: lower quartile, median
 * and upper quartile.
 */
void
quartile_cuts_of_values(const double *values, int32 n, double cuts[3])
{
	Range		range = range_of(values, n);

	if (range.least < range.greatest)
		select_cuts(values, n, range, cuts);
	else
		cuts[0] = cuts[1] = cuts[2] = range.least;
}

/* n, least and greatest, cut points and mean of figures in any order, n >= 1 */
void
quartiles_of_values(const double *values, int32 n, Quartiles *q)
{
	Range		range = range_of(values, n);
	double		cuts[3] = {range.least, range.least, range.least};

	if (range.least < range.greatest)
		select_cuts(values, n, range, cuts);
	q->n = n;
	q->least = range.least;
	q->lower = cuts[0];
	q->median = cuts[1];
	q->upper = cuts[2];
	q->greatest = range.greatest;
	q->mean = mean_of(values, n);
}
