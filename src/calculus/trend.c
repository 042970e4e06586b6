/* SPDX-License-Identifier: PostgreSQL */
/*
 * trend.c - the recent trend of Fingertips, and Mann-Kendall without counts
 *
 * A trend is significant if chi-squared for trend exceeds 9.5495 (p = 0.002,
 * one degree of freedom) and no single point makes it: the sign is one for all
 * points and for each choice that leaves out one.  Office for
 * Health Improvement and Disparities, Fingertips guidance, "Recent trends".
 *
 * What cannot be calculated is a verdict of its own and never "no change".
 */
#include "calculus/trend.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "calculus/decimal.h"
#include "calculus/interval.h"
#include "calculus/significance.h"

/* the width of a 95% interval in standard errors, as Fingertips takes it */
#define INTERVAL_WIDTH	3.92

/* a slope this small beside the figures themselves is rounding */
#define ROUNDING		1e-14

static const Trend not_calculated = {TREND_CANNOT_BE_CALCULATED, TREND_NO_METHOD, 0, 0, 0};

/* pairs of the points of a Mann-Kendall test */
#define KENDALL_PAIRS	(MAX_KENDALL_POINTS * (MAX_KENDALL_POINTS - 1) / 2)

/* points at times 1, 2, ... with their weights; no weights: all equal */
typedef struct Points
{
	const double *y;
	const double *weights;
	int			count;
} Points;

typedef struct Line
{
	double		slope;
	double		spread;			/* sum of w (t - mean t)^2 */
	int			sign;			/* of the slope: -1, 0, 1 */
} Line;

static double
weight_of(const Points *points, int i)
{
	return points->weights == NULL ? 1 : points->weights[i];
}

/*
 * The weighted least squares line through all points but one ("left_out", -1
 * for none):
 *
 *		slope = sum w (t - mean t)(y - mean y) / sum w (t - mean t)^2
 *
 * What is no more than rounding is a slope of 0, with a sign of 0.
 */
static Line
fit_line(const Points *points, int left_out)
{
	double		sum = 0;
	double		mean_t = 0;
	double		mean_y = 0;
	double		product = 0;
	double		size = 0;
	Line		line = {0, 0, 0};

	for (int i = 0; i < points->count; i++)
	{
		if (i == left_out)
			continue;
		sum += weight_of(points, i);
		mean_t += weight_of(points, i) * (i + 1);
		mean_y += weight_of(points, i) * points->y[i];
	}
	mean_t /= sum;
	mean_y /= sum;
	for (int i = 0; i < points->count; i++)
	{
		double		t = i + 1 - mean_t;
		double		weight = weight_of(points, i);

		if (i == left_out)
			continue;
		product += weight * t * (points->y[i] - mean_y);
		size += weight * fabs(t) * (fabs(points->y[i]) + fabs(mean_y));
		line.spread += weight * t * t;
	}
	if (fabs(product) > ROUNDING * size)
	{
		line.slope = product / line.spread;
		line.sign = product > 0 ? 1 : -1;
	}
	return line;
}

/* whether every fit that leaves out one point slopes as the whole does */
static bool
keeps_slope(const Points *points, int sign)
{
	for (int i = 0; i < points->count; i++)
	{
		if (fit_line(points, i).sign != sign)
			return false;
	}
	return true;
}

/* the verdict where chi-squared, the sign and whether it is kept are known */
static Trend
judge(double chi_squared, double slope, int sign, bool keeps_sign)
{
	Trend		trend = {TREND_NO_CHANGE, TREND_CHI_SQUARED_METHOD, chi_squared, 0,
	slope};

	trend.p_value = fmin(2 * normal_tail(sqrt(chi_squared)), 1);
	if (chi_squared > TREND_CHI_SQUARED && sign != 0 && keeps_sign)
		trend.verdict = sign > 0 ? TREND_INCREASING : TREND_DECREASING;
	return trend;
}

/* numerators r and denominators n at times 1, 2, ... */
typedef struct Counts
{
	const double *r;
	const double *n;
	int			count;
} Counts;

typedef struct Score
{
	double		chi_squared;	/* 0 where none or all are counted */
	int			sign;			/* of the departures from one proportion: -1,
								 * 0, 1 */
} Score;

/*
 * Chi-squared for trend of proportions r/n at times t = 1, 2, ..., without one
 * ("left_out", -1 for none):
 *
 *		N (N sum(r t) - R sum(n t))^2
 *		-------------------------------------------   N = sum(n), R = sum(r)
 *		R (N - R) (N sum(n t^2) - (sum(n t))^2)
 *
 * computed from the departures d = r - n R/N, as
 * (sum d (t - mean t))^2 / (R/N (1 - R/N) sum n (t - mean t)^2).  The sign is
 * that of N sum(r t) - R sum(n t) = N sum d (t - mean t); what is no more than
 * rounding has a sign of 0.  R = 0 and R = N leave no departure: 0.
 * Armitage (1955), Biometrics 11, 375-386.
 */
static Score
score_counts(const Counts *counts, int left_out)
{
	double		all = 0;
	double		counted = 0;
	double		others = 0;
	double		mean_t = 0;
	double		departure = 0;
	double		size = 0;
	double		spread = 0;
	Score		score = {0, 0};

	for (int i = 0; i < counts->count; i++)
	{
		if (i == left_out)
			continue;
		all += counts->n[i];
		counted += counts->r[i];
		others += counts->n[i] - counts->r[i];
		mean_t += counts->n[i] * (i + 1);
	}
	if (counted == 0 || others == 0)
		return score;
	mean_t /= all;
	for (int i = 0; i < counts->count; i++)
	{
		double		t = i + 1 - mean_t;
		double		r = counts->r[i];
		double		n = counts->n[i];

		if (i == left_out)
			continue;
		departure += cross_difference(r, all, n, counted) / all * t;
		size += fabs(t) * fmin(r + n * (counted / all),
							   n - r + n * (others / all));
		spread += n * t * t;
	}
	score.chi_squared = departure / (counted / all) *
		(departure / (others / all)) / spread;
	if (fabs(departure) > ROUNDING * size)
		score.sign = departure > 0 ? 1 : -1;
	return score;
}

/* whether the sign is the same whichever point is left out */
static bool
keeps_score(const Counts *counts, int sign)
{
	for (int i = 0; i < counts->count; i++)
	{
		if (score_counts(counts, i).sign != sign)
			return false;
	}
	return true;
}

/*
 * The slope of the unweighted line through the log odds, log(r / (n - r)); NaN
 * where a point counts none or all, for its log odds do not exist.
 */
static double
slope_of_log_odds(const Counts *counts)
{
	double		log_odds[MAX_TREND_POINTS];
	Points		points = {log_odds, NULL, counts->count};

	for (int i = 0; i < counts->count; i++)
	{
		double		r = counts->r[i];
		double		n = counts->n[i];

		if (!(r > 0 && r < n))
			return NAN;
		log_odds[i] = log(r / (n - r));
	}
	return fit_line(&points, -1).slope;
}

/*
 * Trend of proportions.  The sign is that of chi-squared's own sum, so points
 * that count none or all take part; only the slope does not exist with them.
 * Where all points count none, or all of them all, nothing changes.  It cannot
 * be calculated for fewer than three points, and where a count is not known
 * (NaN) or a denominator is 0.  The caller sees to 0 <= r <= n and to no more
 * than MAX_TREND_POINTS.
 */
Trend
trend_of_counts(const double *numerators, const double *denominators,
				int count)
{
	Counts		counts = {numerators, denominators, count};
	Score		score;

	if (count < TREND_MIN_POINTS)
		return not_calculated;
	for (int i = 0; i < count; i++)
	{
		if (isnan(numerators[i]) || !(denominators[i] > 0))
			return not_calculated;
	}
	score = score_counts(&counts, -1);
	if (!isfinite(score.chi_squared))
		return not_calculated;
	return judge(score.chi_squared, slope_of_log_odds(&counts), score.sign,
				 keeps_score(&counts, score.sign));
}

/*
 * Trend of any other values with 95% confidence limits: the line weighted by
 * 1 / variance, variance = ((upper - lower) / 3.92)^2, and
 *
 *		chi-squared = (slope / se)^2 = slope^2 * sum w (t - mean t)^2
 *
 * It cannot be calculated for fewer than three points, where a value or limit
 * is not known (NaN), and where an interval has no width.
 */
Trend
trend_of_values(const double *values, const double *lowers,
				const double *uppers, int count)
{
	double		weights[MAX_TREND_POINTS];
	Points		points = {values, weights, count};
	Line		line;
	double		chi_squared;

	if (count < TREND_MIN_POINTS)
		return not_calculated;
	for (int i = 0; i < count; i++)
	{
		double		width = uppers[i] - lowers[i];

		if (!(width > 0) || isnan(values[i]))
			return not_calculated;
		weights[i] = INTERVAL_WIDTH / width * (INTERVAL_WIDTH / width);
	}
	line = fit_line(&points, -1);
	chi_squared = line.slope * line.slope * line.spread;
	if (!isfinite(chi_squared) || !isfinite(line.slope))
		return not_calculated;
	return judge(chi_squared, line.slope, line.sign,
				 keeps_slope(&points, line.sign));
}

/* how many figures equal figure i; 0 where an earlier one does already */
static int
tied_from(const double *values, int count, int i)
{
	int			tied = 0;

	for (int k = 0; k < count; k++)
	{
		if (values[k] != values[i])
			continue;
		if (k < i)
			return 0;
		tied++;
	}
	return tied;
}

/*
 * The probability of a score as far from 0 or farther, in either direction,
 * where every order of the figures is equally likely.
 *
 * Of n figures, ties in groups of t, the numbers of orders with k pairs that
 * descend are the coefficients of the polynomial in q
 *
 *		(1 - q)(1 - q^2)...(1 - q^n) / product over groups (1 - q)...(1 - q^t)
 *
 * which multiplication and division by 1 - q^i give one after the other,
 * exactly; S is the number of untied pairs less 2k.  Kendall (1970), Rank
 * Correlation Methods, 4th ed., chapters 4 and 5; MacMahon (1916).
 */
static double
kendall_p_value(const double *values, int count, int score)
{
	int64_t		orders[KENDALL_PAIRS + 1] = {1};
	int64_t		all = 0;
	int64_t		tail = 0;
	int			untied = count * (count - 1) / 2;

	for (int i = 0; i < count; i++)
	{
		int			tied = tied_from(values, count, i);

		untied -= tied * (tied - 1) / 2;
	}
	for (int i = 1; i <= count; i++)
	{
		for (int k = untied; k >= i; k--)
			orders[k] -= orders[k - i];
	}
	for (int i = 0; i < count; i++)
	{
		int			tied = tied_from(values, count, i);

		for (int j = 1; j <= tied; j++)
		{
			for (int k = j; k <= untied; k++)
				orders[k] += orders[k - j];
		}
	}
	for (int k = 0; k <= untied; k++)
	{
		all += orders[k];
		if (untied - 2 * k >= abs(score))
			tail += orders[k];
	}
	return fmin(2 * (double) tail / (double) all, 1);
}

/* the median of the slopes between each two figures: Theil and Sen's */
static double
median_slope(const double *values, int count)
{
	double		slopes[KENDALL_PAIRS] = {0};
	int			n = 0;

	for (int i = 0; i < count; i++)
	{
		for (int k = i + 1; k < count; k++)
		{
			double		slope = decimal_difference(values[k], values[i]) / (k - i);
			int			place = n++;

			for (; place > 0 && slopes[place - 1] > slope; place--)
				slopes[place] = slopes[place - 1];
			slopes[place] = slope;
		}
	}
	return n % 2 == 1 ? slopes[n / 2] : slopes[n / 2 - 1] +
		(slopes[n / 2] - slopes[n / 2 - 1]) / 2;
}

/*
 * Trend of values of which nothing but the order is known, by Mann and
 * Kendall's test: S is the number of pairs that rise less the number that fall,
 * significant where its exact two-sided p-value is below 0.05.  The slope is
 * the median of those between each two (Sen 1968).  It cannot be calculated for
 * fewer than five points; the caller sees to no more than MAX_KENDALL_POINTS.
 * Mann (1945), Econometrica 13, 245-259; Gilbert (1987), Statistical Methods
 * for Environmental Pollution Monitoring, chapter 16.
 */
Trend
trend_of_order(const double *values, int count)
{
	Trend		trend = {TREND_NO_CHANGE, TREND_MANN_KENDALL, 0, 0, 0};
	int			score = 0;

	if (count < TREND_POINTS)
		return not_calculated;
	for (int i = 0; i < count; i++)
	{
		for (int k = i + 1; k < count; k++)
			score += (values[k] > values[i]) - (values[k] < values[i]);
	}
	trend.statistic = score;
	trend.p_value = kendall_p_value(values, count, score);
	trend.slope = median_slope(values, count);
	if (trend.p_value < KENDALL_LEVEL)
		trend.verdict = score > 0 ? TREND_INCREASING : TREND_DECREASING;
	return trend;
}

/* the name of a method, NULL for none */
const char *
trend_method_words(TrendMethod method)
{
	static const char *const words[] = {
		NULL, "chi-squared for trend", "Mann-Kendall"
	};

	return words[method];
}

/* a verdict in words, with what it means where the polarity says so */
const char *
trend_words(TrendVerdict verdict, Polarity polarity)
{
	static const char *const words[] = {
		"cannot be calculated", "no significant change",
		"increasing", "decreasing"
	};

	if (verdict < TREND_INCREASING || polarity == POLARITY_NONE)
		return words[verdict];
	if (verdict == TREND_INCREASING)
		return polarity == POLARITY_HIGH ? "increasing and getting better" :
			"increasing and getting worse";
	return polarity == POLARITY_HIGH ? "decreasing and getting worse" :
		"decreasing and getting better";
}
