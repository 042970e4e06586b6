/* SPDX-License-Identifier: PostgreSQL */
/*
 * main.c - the results of all statistics and decimals, to the last digit
 *
 * Prints each result with 17 significant digits for some thousand inputs that
 * are the same everywhere.  Compiled by several compilers at several levels of
 * optimisation it prints the same bytes; if it does not, the statistics of two
 * servers would differ.
 */
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "calculus/control_chart.h"
#include "calculus/decimal.h"
#include "calculus/indicator.h"
#include "calculus/interval.h"
#include "calculus/movement.h"
#include "calculus/quartiles.h"
#include "calculus/significance.h"
#include "calculus/target.h"
#include "calculus/total.h"
#include "calculus/trend.h"

#define SAMPLES	3000

/* one roll a statement: the order of calls within an expression is not fixed */
static uint64_t dice = 20201001;

/* splitmix64: Steele, Lea and Flood (2014), OOPSLA 49, 453-472 */
static uint64_t
roll(void)
{
	uint64_t	z = (dice += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* evenly between 0 and 1, neither included */
static double
share(void)
{
	return ((double) (roll() >> 12) + 0.5) / 4503599627370496.0;
}

/* counts as they come: few, hundreds, thousands, populations, up to 2^53 */
static double
some_count(void)
{
	static const double sizes[] = {5, 30, 1000, 100000, 1e7, DECIMAL_LIMIT};

	double		size = sizes[roll() % 6];

	return floor(share() * size);
}

static double
some_level(void)
{
	static const double levels[] = {0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.998, 0.9999};
	uint64_t	choice = roll() % 12;

	return choice < 8 ? levels[choice] : share();
}

/* a number of any size, of either sign */
static double
some_number(void)
{
	double		fraction = share() - 0.5;
	int			exponent = (int) (roll() % 70) - 16;

	return ldexp(fraction, exponent);
}

/* a name and so many numbers, on a line */
static void
show(const char *name, int n, ...)
{
	va_list		numbers;

	va_start(numbers, n);
	fputs(name, stdout);
	for (int i = 0; i < n; i++)
		printf(" %.17g", va_arg(numbers, double));
	putchar('\n');
	va_end(numbers);
}

static void
show_limits(const char *name, Limits limits)
{
	show(name, 2, limits.lower, limits.upper);
}

static void
show_decimals(void)
{
	double		a = some_number();
	double		b = some_number();
	char		text[DECIMAL_TEXT];
	const char *at = text;
	double		read = 0;

	a = decimal_in_range(a) ? decimal_round(a) : 1;
	b = decimal_in_range(b) ? decimal_round(b) : 2;
	decimal_format(a, text);
	decimal_parse(&at, &read);
	printf("decimal %s\n", text);
	show("decimals", 4, a, read, b, decimal_difference(a, b));
}

static void
show_quartiles(void)
{
	double		a = decimal_round(100 * share());
	double		b = decimal_round(100 * share());
	int64_t		n = 1 + (int64_t) (roll() % 100000);
	int			group;

	for (int quarter = 1; quarter <= 3; quarter++)
	{
		int64_t		below;
		double		fraction;

		quartile_position(n, quarter, &below, &fraction);
		show("cut", 3, (double) below, fraction,
			 quartile_cut(fmin(a, b), fmax(a, b), fraction));
	}
	if (quantile_group(1 + (int64_t) (roll() % n), n, 10, &group))
		show("group", 1, (double) group);
}

static void
show_intervals(void)
{
	double		level = some_level();
	double		n = 1 + some_count();
	double		count = floor(n * share());
	double		x = share() * 30;
	double		p = share();
	double		z = 10 * share() - 5;

	show_limits("wilson", wilson_limits(count, n, level));
	show_limits("wilson", wilson_limits(0, n, level));
	show_limits("wilson", wilson_limits(n, n, level));
	show_limits("byar", byars_limits(count, level));
	show_limits("poisson", poisson_limits(count, level));
	show_limits("poisson", poisson_limits(floor(20 * share()), level));
	show("normal", 3, normal_quantile(p), normal_tail(z), level_z(level));
	show("gamma", 3, stirling_error(x), log_shortfall(x - 0.9, x + 0.1),
		 cross_difference(count, n, n - 1, count + 1));
}

/* an indicator whose counts are known; valid by its making */
static Indicator
some_indicator(Unit unit, Polarity polarity)
{
	double		denominator = 1 + some_count();
	double		part = share();
	double		numerator = floor(denominator * part * share());
	Indicator	a;
	Problem		problem;

	if (unit.kind == UNIT_COUNT)
		denominator = NAN;
	if (!indicator_set(&a, NAN, numerator, denominator, unit, polarity, &problem))
		printf("refused: %s\n", problem.detail);
	return a;
}

/* two figures added up, and one after the other */
static void
show_whole(const Indicator *a, const Indicator *b)
{
	Unit		unit = {a->per, a->unit};
	ChangeRule	rule = {NAN, (int) (roll() % 3), 0.95};
	Total		total = {0, 0};
	Indicator	sum;
	double		value = -1;		/* beyond 2^53 */
	Movement	movement = {.current = *a,.previous = *b};
	Direction	direction = DIRECTION_INFORMATION;
	double		percent = 0;
	Problem		problem;

	total_add(&total, a);
	total_add(&total, b);
	if (total_figure(&total, unit, (Polarity) a->polarity, &sum))
		value = sum.value;
	period_make(2020 * 12, 3, &movement.current_period, &problem);
	period_make(2019 * 12, 3, &movement.previous_period, &problem);
	movement_direction_by(&movement, &rule, &direction);
	percent_change(a->value, b->value, &percent);
	show("whole", 3, value, (double) direction, percent);
}

static void
show_indicators(void)
{
	static const Unit units[] = {
		{100, UNIT_PERCENT}, {1, UNIT_COUNT}, {1000, UNIT_PER}, {100000, UNIT_PER}
	};
	Unit		unit = units[roll() % 4];
	Polarity	polarity = (Polarity) (roll() % 2);
	Indicator	a = some_indicator(unit, polarity);
	Indicator	b = some_indicator(unit, polarity);
	double		level = some_level();
	double		p = -1;
	Limits		limits = {-1, -1};
	Side		side = SIDE_SIMILAR;
	Side		funnel = SIDE_SIMILAR;
	int64_t		needed = -1;

	indicator_p_value(&a, &b, &p);
	indicator_limits(&a, level, &limits);
	indicator_side(&a, b.value, level, &side);
	indicator_funnel_side(&a, b.value, level, &funnel);
	needed_count(&a, b.value, &needed);
	show("indicator", 6, a.value, b.value, p, (double) side, (double) funnel,
		 (double) needed);
	show_limits("indicator", limits);
	show_whole(&a, &b);
	show("rag", 2, (double) rag_of_target(&a, b.value, 1),
		 (double) rag_of_range(&a, b.value, b.value + 1));
}

static void
show_trend(const char *name, Trend trend)
{
	/* there is no slope in log odds where a period has none or all */
	show(name, 4, (double) trend.verdict, trend.statistic, trend.p_value,
		 isnan(trend.slope) ? 0.0 : trend.slope);
}

static void
show_trends(void)
{
	double		values[12];
	double		a[12];
	double		b[12];
	int			count = 3 + (int) (roll() % 10);
	double		size = 10 + some_count();
	double		drift = share() - 0.5;

	for (int i = 0; i < count; i++)
	{
		b[i] = floor(size * (1 + share() / 4));
		a[i] = floor(b[i] * (0.5 + drift * i / count + 0.1 * (share() - 0.5)));
	}
	show_trend("trend of counts", trend_of_counts(a, b, count));
	for (int i = 0; i < count; i++)
	{
		values[i] = decimal_round(100 * (share() + drift * i));
		a[i] = values[i] - 20 * share();
		b[i] = values[i] + 20 * share();
	}
	show_trend("trend of values", trend_of_values(values, a, b, count));
	show_trend("trend of order", trend_of_order(values, count < MAX_KENDALL_POINTS ? count : MAX_KENDALL_POINTS));
}

static void
show_charts(void)
{
	double		values[40];
	int32_t		steps[40];
	uint8_t		causes[40];
	History		history = {values, steps, 1 + (int) (roll() % 40), 0, 100};
	Xmr			xmr;
	bool		drop_outliers = roll() % 2 == 0;
	double		sum = 0;

	for (int i = 0; i < history.count; i++)
	{
		double		part = share();

		values[i] = decimal_round(100 * part * share());
		steps[i] = i == 0 ? 0 : steps[i - 1] + 1 + (roll() % 10 == 0);
	}
	xmr_limits(&history, drop_outliers, 0, &xmr);
	xmr_causes(&history, &xmr, causes);
	for (int i = 0; i < history.count; i++)
		sum = 3 * sum + causes[i];
	show("chart", 4, xmr.centre, xmr.lower, xmr.upper, xmr.zone);
	show("causes", 2, sum,
		 xmr.has_limits ? (double) xmr_assurance(&xmr, 50, POLARITY_HIGH) : -1);
}

int
main(void)
{
	for (int i = 0; i < SAMPLES; i++)
	{
		show_decimals();
		show_quartiles();
		show_intervals();
		show_indicators();
		show_trends();
		show_charts();
	}
	return 0;
}
