/* SPDX-License-Identifier: PostgreSQL */
/*
 * interval.c - Wilson, Byar's and exact Poisson limits
 *
 * Sources are named at each function.  The limits of an indicator follow
 * Public Health England, Technical Guide: Confidence Intervals (2018): Wilson
 * for proportions, Byar's for rates and counts, exact limits below 10 events.
 */
#include "calculus/interval.h"

#include <math.h>

#define SQRT_HALF		0.70710678118654752440
#define SQRT_TWO_PI		2.50662827463100050242
#define LOG_SQRT_TWO_PI	0.91893853320467274178

/* from here on the gamma quantile's expansion is better than 1e-12 */
#define EXPANSION_FROM	1000.0

/* a sum or product has settled */
#define SETTLED			1e-16

/* c[0] + c[1] x + ... + c[7] x^7 */
static double
polynomial(const double c[8], double x)
{
	double		sum = c[7];

	for (int i = 6; i >= 0; i--)
		sum = sum * x + c[i];
	return sum;
}

/*
 * The z with P(Z <= z) = p for a standard normal Z, 0 < p < 1.
 *
 * Three rational approximations, by |p - 0.5| <= 0.425 and by
 * r = sqrt(-log(min(p, 1 - p))) <= 5; relative error about 1e-16.
 * Wichura (1988), Algorithm AS 241: The percentage points of the normal
 * distribution, Applied Statistics 37, 477-484 (PPND16).
 */
double
normal_quantile(double p)
{
	static const double middle[2][8] = {
		{
			3.3871328727963666080e0, 1.3314166789178437745e2,
			1.9715909503065514427e3, 1.3731693765509461125e4,
			4.5921953931549871457e4, 6.7265770927008700853e4,
			3.3430575583588128105e4, 2.5090809287301226727e3
		},
		{
			1.0, 4.2313330701600911252e1,
			6.8718700749205790830e2, 5.3941960214247511077e3,
			2.1213794301586595867e4, 3.9307895800092710610e4,
			2.8729085735721942674e4, 5.2264952788528545610e3
		}
	};
	static const double tail[2][8] = {
		{
			1.42343711074968357734e0, 4.63033784615654529590e0,
			5.76949722146069140550e0, 3.64784832476320460504e0,
			1.27045825245236838258e0, 2.41780725177450611770e-1,
			2.27238449892691845833e-2, 7.74545014278341407640e-4
		},
		{
			1.0, 2.05319162663775882187e0,
			1.67638483018380384940e0, 6.89767334985100004550e-1,
			1.48103976427480074590e-1, 1.51986665636164571966e-2,
			5.47593808499534494600e-4, 1.05075007164441684324e-9
		}
	};
	static const double far_tail[2][8] = {
		{
			6.65790464350110377720e0, 5.46378491116411436990e0,
			1.78482653991729133580e0, 2.96560571828504891230e-1,
			2.65321895265761230930e-2, 1.24266094738807843860e-3,
			2.71155556874348757815e-5, 2.01033439929228813265e-7
		},
		{
			1.0, 5.99832206555887937690e-1,
			1.36929880922735805310e-1, 1.48753612908506148525e-2,
			7.86869131145613259100e-4, 1.84631831751005468180e-5,
			1.42151175831644588870e-7, 2.04426310338993978564e-15
		}
	};
	double		q = p - 0.5;
	double		r;
	double		z;

	if (fabs(q) <= 0.425)
	{
		r = 0.180625 - q * q;
		return q * polynomial(middle[0], r) / polynomial(middle[1], r);
	}
	r = sqrt(-log(q < 0 ? p : 1 - p));
	if (r <= 5)
		z = polynomial(tail[0], r - 1.6) / polynomial(tail[1], r - 1.6);
	else
		z = polynomial(far_tail[0], r - 5) / polynomial(far_tail[1], r - 5);
	return q < 0 ? -z : z;
}

/* P(Z > z) for a standard normal Z; 0 where it is below the least double. */
double
normal_tail(double z)
{
	return 0.5 * erfc(z * SQRT_HALF);
}

/*
 * The z of a two-sided level: P(|Z| <= z) = level, 1.959964 for 0.95.  The
 * last level is remembered: one query asks for the same one a million times.
 */
double
level_z(double level)
{
	static double last_level = 0.95;
	static double last_z = 1.9599639845400542355;

	if (level != last_level)
	{
		last_z = 0.0 - normal_quantile((1 - level) / 2);
		last_level = level;
	}
	return last_z;
}

/*
 * Wilson's score limits of a proportion, 0 to 1.  With r of n counted,
 * q = (n - r) / n and z of the level:
 *
 *		upper = (2r + z^2 + z sqrt(z^2 + 4rq)) / (2 (n + z^2))
 *		lower = 2r (r/n) / (2r + z^2 + z sqrt(z^2 + 4rq))
 *
 * The second form of the lower limit is the first, with a minus before the
 * root, multiplied out: nothing cancels for few of many.  0 of n gives lower
 * 0, n of n upper 1, both exactly.  The caller sees to 0 <= r <= n, 0 < n.
 * Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; Newcombe (1998), Statistics
 * in Medicine 17, 857-872, method 3.
 */
Limits
wilson_limits(double count, double n, double level)
{
	double		z = level_z(level);
	double		zz = z * z;
	double		share = count / n;
	double		root = z * sqrt(zz + 4 * count * ((n - count) / n));
	double		sum = 2 * count + zz + root;
	Limits		limits = {0, 1};

	/* rounding does not take a limit to the other side of the proportion */
	if (count > 0)
		limits.lower = fmin(2 * count * share / sum, share);
	if (count < n)
		limits.upper = fmin(fmax(sum / (2 * (n + zz)), share), 1);
	return limits;
}

/*
 * Byar's limits of a number of events O, in events:
 *
 *		lower = O (1 - 1/(9 O) - z/(3 sqrt O))^3
 *		upper = (O+1) (1 - 1/(9 (O+1)) + z/(3 sqrt(O+1)))^3
 *
 * The lower limit is 0 for no events, and where the bracket is negative (one
 * event at 99.8%): events cannot be fewer than none.
 * Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69;
 * APHO Technical Briefing 3 (2008).
 */
Limits
byars_limits(double count, double level)
{
	double		z = level_z(level);
	double		next = count + 1;
	double		low = 0;
	double		high = 1 - 1 / (9 * next) + z / (3 * sqrt(next));
	Limits		limits;

	if (count > 0)
		low = 1 - 1 / (9 * count) - z / (3 * sqrt(count));
	limits.lower = low > 0 ? count * low * low * low : 0;
	limits.upper = next * high * high * high;
	return limits;
}

/*
 * x - log(1 + x), given both x and 1 + x > 0, since either may have lost
 * digits the other has.  Near x = 0, where the two terms cancel, with
 * v = x/(2 + x): log(1 + x) = 2 (v + v^3/3 + v^5/5 + ...) and x - 2v = x v.
 * Loader (2000), Fast and accurate computation of binomial probabilities.
 */
double
log_shortfall(double x, double one_plus_x)
{
	double		v;
	double		power;
	double		sum;

	if (fabs(x) > 0.5)
		return x - log(one_plus_x);
	v = x / (2 + x);
	power = v;
	sum = x * v;
	for (int k = 3; k < 100; k += 2)
	{
		double		before = sum;

		power *= v * v;
		sum -= 2 * power / k;
		if (sum == before)
			break;
	}
	return sum;
}

/*
 * What Stirling's formula lacks: log gamma(x) - (x - 1/2) log x + x -
 * log sqrt(2 pi), for x > 0.  From 16 on by its asymptotic series
 * 1/(12 x) - 1/(360 x^3) + ... (DLMF 5.11.1), error below 1e-16.
 */
double
stirling_error(double x)
{
	double		y = 1 / (x * x);
	double		sum;

	if (x < 16)
		return lgamma(x) - (x - 0.5) * log(x) + x - LOG_SQRT_TWO_PI;
	sum = y / 1188 - 1.0 / 1680;
	sum = sum * y + 1.0 / 1260;
	sum = sum * y - 1.0 / 360;
	return (sum * y + 1.0 / 12) / x;
}

/* x^a e^-x / gamma(a): x times the density of a gamma variable of shape a */
static double
gamma_kernel(double a, double x)
{
	return sqrt(a) / SQRT_TWO_PI *
		exp(-a * log_shortfall((x - a) / a, x / a) - stirling_error(a));
}

/*
 * P(a, x) / (x^a e^-x / gamma(a)), the lower tail, by its power series
 * (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...) / a, DLMF 8.7.1; for x below a + 1.
 */
static double
lower_gamma_ratio(double a, double x)
{
	double		term = 1;
	double		sum = 1;

	for (double k = a + 1; term > SETTLED * sum; k++)	/* NOLINT(cert-flp30-c): terms end it */
	{
		term *= x / k;
		sum += term;
	}
	return sum / a;
}

/*
 * Q(a, x) / (x^a e^-x / gamma(a)), the upper tail, by its continued fraction
 * 1/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))), DLMF 8.9.2, evaluated
 * from the front (Lentz); for x above a.
 */
static double
upper_gamma_ratio(double a, double x)
{
	double		b = x + 1 - a;
	double		d = 1 / b;
	double		c = 1e300;
	double		fraction = d;

	for (int k = 1; k < 10000; k++)
	{
		double		step;
		double		numerator = k * (a - k);

		b += 2;
		d = 1 / (b + numerator * d);
		c = b + numerator / c;
		step = c * d;
		fraction *= step;
		if (fabs(step - 1) < 4 * SETTLED)
			break;
	}
	return fraction;
}

/*
 * The quantile of a gamma variable of large shape a at the normal's z: the
 * Cornish-Fisher expansion to a^(-5/2).  Goldberg and Levine (1946), Annals
 * of Mathematical Statistics 17, 216-225, for chi-squared with 2a degrees of
 * freedom.  Relative error below 1e-12 for a from 1000, |z| up to 8.
 */
static double
gamma_quantile_expanded(double a, double z)
{
	double		zz = z * z;
	double		root = sqrt(a);
	double		sum;

	sum = -z * (((3753 * zz + 4353) * zz - 289517) * zz - 289717) /
		(146966400 * root);
	sum = (sum + (((12 * zz - 243) * zz - 923) * zz + 1472) / 204120) / root;
	sum = (sum + z * ((9 * zz + 256) * zz - 433) / 38880) / root;
	sum = (sum - ((3 * zz + 7) * zz - 16) / 810) / root;
	sum = (sum + z * (zz - 7) / 36) / root;
	return a + (z * root + (sum + (zz - 1) / 3));
}

/* Wilson and Hilferty's approximation to a gamma quantile: Newton's start */
static double
gamma_quantile_guess(double a, double z)
{
	double		cube = 1 - 1 / (9 * a) + z / (3 * sqrt(a));

	return cube > 0 ? a * cube * cube * cube : 0;
}

/*
 * The x with P(a, x) = tail, for tail <= 1/2.
 *
 * Newton's method on log P as a function of log x, which is concave: from a
 * start that is too small no step goes too far.  P(a, x) is less than
 * x^a / gamma(a + 1), which gives such a start for few events.
 */
static double
lower_gamma_quantile(double a, double tail)
{
	double		z = normal_quantile(tail);
	double		x;
	double		least;

	if (a >= EXPANSION_FROM)
		return gamma_quantile_expanded(a, z);
	least = exp((log(tail) + lgamma(a + 1)) / a);
	x = gamma_quantile_guess(a, z);
	if (x < least)
		x = least;
	for (int i = 0; i < 50 && x > 0; i++)
	{
		double		ratio = lower_gamma_ratio(a, x);
		double		step = log(gamma_kernel(a, x) * ratio / tail) * ratio;

		x *= exp(-step);
		if (fabs(step) < 1e-13)
			break;
	}
	return x;
}

/*
 * The x with Q(a, x) = tail, for tail <= 1/2.  Newton's method on log Q, a
 * concave function of x.
 */
static double
upper_gamma_quantile(double a, double tail)
{
	double		z = 0.0 - normal_quantile(tail);
	double		x;

	if (a >= EXPANSION_FROM)
		return gamma_quantile_expanded(a, z);
	x = gamma_quantile_guess(a, z);
	for (int i = 0; i < 50; i++)
	{
		double		ratio = upper_gamma_ratio(a, x);
		double		step = log(gamma_kernel(a, x) * ratio / tail) * ratio;

		x *= 1 + step;
		if (fabs(step) < 1e-13)
			break;
	}
	return x;
}

/*
 * Exact limits of the mean of a Poisson variable of which O events were
 * counted, in events: the lower has P(O or more) = (1 - level)/2, the upper
 * P(O or fewer) = (1 - level)/2.  These are gamma quantiles of shape O and
 * O + 1, half the chi-squared quantiles with 2O and 2O + 2 degrees of freedom.
 * No events: lower 0.  Garwood (1936), Biometrika 28, 437-442; Ulm (1990),
 * American Journal of Epidemiology 131, 373-375.
 */
Limits
poisson_limits(double count, double level)
{
	double		tail = (1 - level) / 2;
	Limits		limits = {0, 0};

	if (count > 0)
		limits.lower = lower_gamma_quantile(count, tail);
	limits.upper = upper_gamma_quantile(count + 1, tail);
	return limits;
}

/*
 * Limits of an indicator in its unit: Wilson's for a percentage, of a rate per
 * N or a count exact below 10 events and Byar's from 10.  False where the
 * counts are not known; a plain number has none that mean anything.
 */
bool
indicator_limits(const Indicator *a, double level, Limits *limits)
{
	double		scale = 100;

	if (a->unit == UNIT_NUMBER ||
		(a->unit != UNIT_COUNT && !indicator_has_counts(a)))
		return false;
	if (a->unit == UNIT_PERCENT)
		*limits = wilson_limits(a->numerator, a->denominator, level);
	else
	{
		scale = a->unit == UNIT_PER ? a->per / a->denominator : 1;
		if (a->numerator < EXACT_BELOW)
			*limits = poisson_limits(a->numerator, level);
		else
			*limits = byars_limits(a->numerator, level);
	}
	limits->lower *= scale;
	limits->upper *= scale;
	return true;
}
