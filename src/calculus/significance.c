/* SPDX-License-Identifier: PostgreSQL */
/*
 * significance.c - p-values of differences, and sides of a benchmark
 *
 * Two percentages: pooled z test.  Two rates or counts: exact conditional
 * binomial test.
 */
#include "calculus/significance.h"

#include <math.h>

#define TWO_PI	6.28318530717958647693

/* a product of two doubles as an unevaluated sum, without rounding error */
typedef struct Exact
{
	double		high;
	double		low;
} Exact;

/*
 * a * b exactly: Dekker (1971), Numerische Mathematik 18, 224-242.  Both are
 * below 2^54, so splitting does not overflow.
 */
static Exact
product(double a, double b)
{
	const double splitter = 134217729.0;	/* 2^27 + 1 */
	double		a_high = splitter * a - (splitter * a - a);
	double		b_high = splitter * b - (splitter * b - b);
	double		a_low = a - a_high;
	double		b_low = b - b_high;
	Exact		result;

	result.high = a * b;
	result.low = ((a_high * b_high - result.high) + a_high * b_low +
				  a_low * b_high) + a_low * b_low;
	return result;
}

/* a * b - c * d, rounded once: counts near 2^53 leave no digit to lose */
double
cross_difference(double a, double b, double c, double d)
{
	Exact		ab = product(a, b);
	Exact		cd = product(c, d);

	return (ab.high - cd.high) + (ab.low - cd.low);
}

/*
 * p-value that count1 of n1 and count2 of n2 have one proportion, two-sided:
 *
 *		z = (r1/n1 - r2/n2) / sqrt(p (1 - p) (1/n1 + 1/n2))
 *		  = (r1 n2 - r2 n1) sqrt((n1 + n2) / (n1 n2 R (n1 + n2 - R)))
 *
 * with p = R / (n1 + n2), R = r1 + r2.  The square of z is Pearson's
 * chi-squared of the 2x2 table without correction for continuity.  Where none
 * or all are counted on both sides, 1: there is no difference.  The caller
 * sees to 0 <= r <= n, 0 < n.
 * Altman (1991), Practical Statistics for Medical Research, chapter 10.
 */
static double
proportions_p_value(double count1, double n1, double count2, double n2)
{
	double		counted = count1 + count2;
	double		others = (n1 - count1) + (n2 - count2);
	double		z;

	if (counted == 0 || others == 0)
		return 1;
	z = cross_difference(count1, n2, count2, n1) *
		sqrt((n1 + n2) / n1 / n2 / counted / others);
	return fmin(2 * normal_tail(fabs(z)), 1);
}

/* e^s - 1 - s */
static double
exponential_excess(double s)
{
	double		term = s * s / 2;
	double		sum = term;

	if (fabs(s) > 0.3)
		return expm1(s) - s;
	for (int k = 3; k < 30; k++)
	{
		double		before = sum;

		term *= s / k;
		sum += term;
		if (sum == before)
			break;
	}
	return sum;
}

/*
 * log(1 + p (e^s - 1)) - p s for 0 < p <= 1/2: the cumulants of one trial from
 * the second on.  About p (1 - p) s^2 / 2, so the leading terms must not be
 * subtracted from each other when s is small.
 */
static double
trial_cumulants(double p, double s)
{
	double		w = p * expm1(s);

	if (fabs(s) > 1)
		return log1p(w) - p * s;
	return p * exponential_excess(s) - log_shortfall(w, 1 + w);
}

/*
 * A beta distribution with parameters a, b whose lower tail at
 * x = u / (u + v) is asked for.  The odds of x are kept apart and the excess
 * b u - a v is given, not computed, because at 2^53 its digits are not to be
 * had from x.
 */
typedef struct BetaTail
{
	double		a;
	double		b;
	double		u;
	double		v;
	double		excess;			/* b u - a v; the mean lies above x if < 0 */
} BetaTail;

/*
 * x^a (1-x)^b / B(a, b), by the deviance of x from the mean:
 *
 *		sqrt(a b / (2 pi n)) exp(-a h(e/a) - b h(-e/b)) corrected
 *
 * with n = a + b, e = n x - a, h(t) = t - log(1 + t), and corrected by what
 * Stirling's formula lacks for the three gamma functions (Loader 2000).
 */
static double
beta_kernel(const BetaTail *t)
{
	double		n = t->a + t->b;
	double		sum = t->u + t->v;
	double		e = t->excess / sum;
	double		deviance;

	deviance = t->a * log_shortfall(e / t->a, n / t->a * (t->u / sum)) +
		t->b * log_shortfall(-e / t->b, n / t->b * (t->v / sum));
	return sqrt(t->a / TWO_PI * (t->b / n)) *
		exp(stirling_error(n) - stirling_error(t->a) - stirling_error(t->b) -
			deviance);
}

/*
 * log of the integrand of beta_tail at a distance s below x on the scale of
 * log odds, less that at x
 */
static double
beta_descent(const BetaTail *t, double s)
{
	double		sum = t->u + t->v;
	double		cumulants;

	if (t->u <= t->v)
		cumulants = trial_cumulants(t->u / sum, -s);
	else
		cumulants = trial_cumulants(t->v / sum, s);
	return t->excess / sum * s - (t->a + t->b) * cumulants;
}

/* integral of exp(beta_descent) from "from" to "to", 10 points of Gauss */
static double
beta_panel(const BetaTail *t, double from, double to)
{
	static const double node[5] = {
		0.14887433898163121088, 0.4333953941292471908,
		0.67940956829902440623, 0.86506336668898451073,
		0.97390652851717172008
	};
	static const double weight[5] = {
		0.29552422471475287017, 0.26926671930999635509,
		0.219086362515982044, 0.14945134915058059315,
		0.066671344308688137594
	};
	double		middle = (from + to) / 2;
	double		half = (to - from) / 2;
	double		sum = 0;

	for (int i = 0; i < 5; i++)
		sum += weight[i] * (exp(beta_descent(t, middle - half * node[i])) +
							exp(beta_descent(t, middle + half * node[i])));
	return sum * half;
}

/*
 * I_x(a, b), the lower tail of the beta distribution at x = u / (u + v) not
 * above its mean, a >= 1, b > 0.  With log odds as the variable the density is
 * y^a (1-y)^b / B(a, b), and
 *
 *		I_x(a, b) = kernel(x) * integral of exp(descent(s)), s from 0
 *
 * where descent is concave and starts at 0.  It is integrated to where it
 * reaches -40, in panels of equal length so short that they resolve both the
 * descent and the bend of the log odds: no iteration, and a count of 2^53
 * takes as long as one of 10.  Relative error below 1e-12, checked against
 * 50-digit arithmetic.
 */
static double
beta_tail(const BetaTail *t)
{
	double		sum = t->u + t->v;
	double		n = t->a + t->b;
	double		length;
	double		total = 0;
	int			panels;

	length = 1 / (-t->excess / sum + sqrt(n * (t->u / sum) * (t->v / sum)));
	while (beta_descent(t, length) > -40)
		length *= 1.25;
	panels = 12 + (int) (length / 2);
	for (int i = 0; i < panels; i++)
		total += beta_panel(t, length * i / panels, length * (i + 1) / panels);
	return fmin(beta_kernel(t) * total, 1);
}

/*
 * The same for any x and any a > 0: from above the mean by the other tail, and
 * below a = 1, which only fractions of events reach, by
 * I_x(a, b) = I_x(a + 1, b) + kernel(x) / a (DLMF 8.17.20).
 */
static double
beta_lower_tail(BetaTail t)
{
	double		step = 0;

	if (t.excess > 0)
	{
		BetaTail	other = {t.b, t.a, t.v, t.u, -t.excess};

		return 1 - beta_lower_tail(other);
	}
	if (t.a < 1)
	{
		step = beta_kernel(&t) / t.a;
		t.a += 1;
		t.excess -= t.v;
	}
	return fmin(beta_tail(&t) + step, 1);
}

/*
 * p-value that count1 events under exposure1 and count2 under exposure2 have
 * one rate, two-sided and exact.
 *
 * Given n = count1 + count2 events, count1 is binomial with probability
 * exposure1 / (exposure1 + exposure2) if the rates are one.  The p-value is
 * twice the probability of the observed number or a more extreme one on the
 * side observed, at most 1: the central definition, the one that agrees with
 * the exact confidence limits.  The binomial tail is
 * P(k or more of n) = I_x(k, n - k + 1).  No events at all: 1.  Counts that
 * are not whole (estimates) give the function that passes through the others.
 * The caller sees to exposures above zero.
 * Przyborowski and Wilenski (1940), Biometrika 31, 313-323; Fay (2010), The R
 * Journal 2(1), 53-58, for two-sided definitions.
 */
static double
events_p_value(double count1, double exposure1,
			   double count2, double exposure2)
{
	double		difference = cross_difference(count2, exposure1,
											  count1, exposure2);
	BetaTail	first_higher = {count1, count2 + 1, exposure1, exposure2,
	difference + exposure1};
	BetaTail	second_higher = {count2, count1 + 1, exposure2, exposure1,
	exposure2 - difference};

	if (difference == 0)
		return 1;				/* one rate, or no event */
	return fmin(2 * beta_lower_tail(difference < 0 ? first_higher :
									second_higher), 1);
}

/*
 * p-value of the difference between two figures of one unit.  Percentages are
 * compared as proportions, rates per N as events under exposure of their
 * denominators, counts as events under equal exposure.  False where counts are
 * not known, and for plain numbers.
 */
bool
indicator_p_value(const Indicator *a, const Indicator *b, double *p)
{
	if (a->unit == UNIT_COUNT)
		*p = events_p_value(a->numerator, 1, b->numerator, 1);
	else if (a->unit == UNIT_NUMBER || !indicator_has_counts(a) ||
			 !indicator_has_counts(b))
		return false;
	else if (a->unit == UNIT_PERCENT)
		*p = proportions_p_value(a->numerator, a->denominator,
								 b->numerator, b->denominator);
	else
		*p = events_p_value(a->numerator, a->denominator,
							b->numerator, b->denominator);
	return true;
}

/* A benchmark within the limits, ends included, is similar. */
Side
side_of(const Limits *limits, double benchmark)
{
	if (limits->lower > benchmark)
		return SIDE_HIGHER;
	if (limits->upper < benchmark)
		return SIDE_LOWER;
	return SIDE_SIMILAR;
}

/*
 * Which side of a benchmark a figure lies on, by its own confidence interval;
 * false where it has none.
 */
bool
indicator_side(const Indicator *a, double benchmark, double level, Side *side)
{
	Limits		limits;

	if (!indicator_limits(a, level, &limits))
		return false;
	*side = side_of(&limits, benchmark);
	return true;
}

/*
 * The same by a funnel for a rate: whether as many events or more, or as many
 * or fewer, have a probability below (1 - level) / 2 where the number expected
 * is the benchmark's for the figure's denominator.  That is so exactly where
 * the number expected lies outside the exact limits of the number observed.
 */
static bool
rate_funnel_side(const Indicator *a, double benchmark, double level,
				 Side *side)
{
	double		expected = benchmark / a->per * a->denominator;
	double		observed = a->numerator;
	Limits		limits;

	if (isnan(observed))
		observed = a->value / a->per * a->denominator;
	if (!(expected >= 0 && observed >= 0))
		return false;
	limits = poisson_limits(observed, level);
	*side = side_of(&limits, expected);
	return true;
}

/*
 * The same by a funnel: the limits around the benchmark within which figures
 * with a denominator as large as this one's vary by chance.  Of the figure the
 * value and the denominator are needed, not the numerator.  For a percentage
 * Wilson's limits, for a rate per N exact ones of the Poisson distribution.
 * False for other units, where the denominator is not known, and for a
 * benchmark below 0 or a percentage above 100.
 * Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202; the comparison
 * "SPC for proportions" of Fingertips; assign_funnel_significance of
 * PHEindicatormethods.
 */
bool
indicator_funnel_side(const Indicator *a, double benchmark, double level,
					  Side *side)
{
	Limits		limits;

	if (isnan(a->denominator) || !(benchmark >= 0))
		return false;
	if (a->unit == UNIT_PER)
		return rate_funnel_side(a, benchmark, level, side);
	if (a->unit != UNIT_PERCENT || benchmark > 100)
		return false;
	limits = wilson_limits(fmin(benchmark / 100 * a->denominator,
								a->denominator), a->denominator, level);
	*side = SIDE_SIMILAR;
	/* rounding does not take a limit to the other side of the benchmark */
	if (a->value > fmax(100 * limits.upper, benchmark))
		*side = SIDE_HIGHER;
	else if (a->value < fmin(100 * limits.lower, benchmark))
		*side = SIDE_LOWER;
	return true;
}

/* a side in words: by what is good, or by itself where nothing is */
const char *
side_word(Side side, Polarity polarity)
{
	static const char *const judged[] = {"worse", "similar", "better"};
	static const char *const plain[] = {"lower", "similar", "higher"};

	if (polarity == POLARITY_NONE)
		return plain[side + 1];
	return judged[(polarity == POLARITY_LOW ? -(int) side : (int) side) + 1];
}
