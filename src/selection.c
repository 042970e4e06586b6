/*
 * selection.c - order statistics and mean of many figures, without a sort
 *
 * A few figures are copied and sorted.  Of many, the figures around a rank are
 * found by counting: one pass counts how many fall into each of equally wide
 * bins between the least and the greatest, a second takes out the bin in which
 * the rank lies, and so on with that bin.  A bin's number never falls as the
 * figure rises, so ranks come out exactly.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "decimal.h"
#include "selection.h"

#define BINS			2048
#define FEW				4096	/* at most so many are sorted at once */
#define MAX_ROUNDS		8		/* then the rest is sorted, however many */

#define ST_SORT sort_values
#define ST_ELEMENT_TYPE double
#define ST_COMPARE(a, b) ((*(a) > *(b)) - (*(a) < *(b)))
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

typedef struct Range
{
	double		least;
	double		greatest;
} Range;

static Range
range_of(const double *values, int32 n)
{
	Range		range = {values[0], values[0]};

	for (int32 i = 1; i < n; i++)
	{
		range.least = Min(range.least, values[i]);
		range.greatest = Max(range.greatest, values[i]);
	}
	return range;
}

/* bins by which (figure - least) * scale is cut to a number */
static inline int
bin_of(double value, double least, double scale)
{
	return (int) ((value - least) * scale);
}

/*
 * Takes out the figures of the bins that hold the ranks k and k + 1, and makes
 * k the rank among them.  Returns how many they are.
 */
static int32
take_bins(const double *values, int32 n, Range range, int32 *k, double *taken)
{
	double		scale = (BINS - 1) / (range.greatest - range.least);
	int32		counts[BINS] = {0};
	int32		below = 0;
	int			first = 0;
	int			last;
	int32		m = 0;

	for (int32 i = 0; i < n; i++)
		counts[bin_of(values[i], range.least, scale)]++;
	while (below + counts[first] <= *k)
		below += counts[first++];
	last = first;
	for (int32 reached = below + counts[first]; reached <= *k + 1 && reached < n;)
		reached += counts[++last];
	for (int32 i = 0; i < n; i++)
	{
		int			bin = bin_of(values[i], range.least, scale);

		if (bin >= first && bin <= last)
			taken[m++] = values[i];
	}
	*k -= below;
	return m;
}

/*
 * The figures of the ranks k and k + 1, counted from 0, of n; the second is
 * the first again where there is none.
 */
static void
select_pair(const double *values, int32 n, int32 k, double pair[2])
{
	double	   *work = MemoryContextAllocHuge(CurrentMemoryContext,
											  (Size) n * sizeof(double));
	int32		m = n;

	for (int round = 0; m > FEW && round < MAX_ROUNDS; round++)
	{
		const double *from = round == 0 ? values : work;
		Range		range = range_of(from, m);

		CHECK_FOR_INTERRUPTS();
		if (range.least == range.greatest)
		{
			pair[0] = pair[1] = range.least;
			pfree(work);
			return;
		}
		m = take_bins(from, m, range, &k, work);
	}
	if (m == n)
		memcpy(work, values, (Size) n * sizeof(double));
	sort_values(work, (Size) m);
	pair[0] = work[k];
	pair[1] = k + 1 < m ? work[k + 1] : work[k];
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

	for (int32 i = 0; i < n; i++)
	{
		int64		whole = (int64) values[i];

		high += whole >> limb;
		low += whole & ((INT64CONST(1) << limb) - 1);
		fractions += (int64) rint((values[i] - (double) whole) * 1e10);
	}
	return decimal_round(((double) high * (INT64CONST(1) << limb) + (double) low +
						  (double) fractions / 1e10) / n);
}

/* n, least and greatest, cut points and mean of figures in any order, n >= 1 */
void
quartiles_of_values(const double *values, int32 n, Quartiles *q)
{
	Range		range = range_of(values, n);
	double	   *sorted = NULL;
	double		cuts[3];

	if (n <= FEW)
	{
		sorted = palloc(n * sizeof(double));
		memcpy(sorted, values, n * sizeof(double));
		sort_values(sorted, (Size) n);
	}
	for (int quarter = 1; quarter <= 3; quarter++)
	{
		int64		below;
		double		fraction;
		double		pair[2];

		quartile_position(n, quarter, &below, &fraction);
		if (sorted == NULL)
			select_pair(values, n, (int32) below, pair);
		else
		{
			pair[0] = sorted[below];
			pair[1] = sorted[Min(below + 1, n - 1)];
		}
		cuts[quarter - 1] = fraction == 0 ? pair[0] :
			quartile_cut(pair[0], pair[1], fraction);
	}
	q->n = n;
	q->least = range.least;
	q->lower = cuts[0];
	q->median = cuts[1];
	q->upper = cuts[2];
	q->greatest = range.greatest;
	q->mean = mean_of(values, n);
	if (sorted != NULL)
		pfree(sorted);
}
