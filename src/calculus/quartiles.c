/* SPDX-License-Identifier: PostgreSQL */
/*
 * quartiles.c - quartiles computed, read and written
 *
 * Plain C without fmgr.
 *
 * The rule is that of the Department for Education's Local Authority
 * Interactive Tool: cut points are R's quantile type 7 (Hyndman and Fan 1996,
 * The American Statistician 50:361-365; Excel's QUARTILE.INC; percentile_cont),
 * over all figures; a value at or below a cut falls into the lower-value group;
 * the groups are then numbered by polarity, 1 = best.  Unlike there, a value that
 * no figure beats is in the first group, and where all are equal there is none.
 */
#include "calculus/quartiles.h"

#include <stdio.h>

#include "calculus/decimal.h"

#define FIELDS	6

/* any whole number up to this is a decimal of 15 digits, so its text is exact */
#define MOST_FIGURES	INT64_C(1000000000000000)

static const char *const field_words[FIELDS] = {
	"least", "lower quartile", "median", "upper quartile", "greatest", "mean"
};

#define HINT_FORM \
	"Write, for example, \"n 150, least 71.2, lower quartile 89.6, " \
	"median 94.15, upper quartile 98.2, greatest 100, mean 92.8, % high\"."

/*
 * The cut point between two neighbouring figures.  A decimal like the figures,
 * so that a figure can lie on it: halfway from 94.1 to 94.2 is 94.15.
 */
double
quartile_cut(double below, double above, double fraction)
{
	return decimal_round(below + fraction * (above - below));
}

/*
 * Where a value lies on an axis on which worst, cut points, median and best are
 * equally far from each other: 0 = worst, 2 = median, 4 = best, straight between
 * any two of them.
 *
 * What is beyond the worst or the best is kept there. Where cut points are equal,
 * their value lies in the middle of them; at the end where it is the best or the
 * worst, in the middle of the axis where it is both. So a better value is never
 * further left. The caller has seen to it that there is a best.
 */
double
quartile_place(double value, const Quartiles *q)
{
	const double sign = q->polarity == POLARITY_LOW ? -1 : 1;
	const double cuts[5] = {
		sign > 0 ? q->least : -q->greatest, sign > 0 ? q->lower : -q->upper,
		sign * q->median,
		sign > 0 ? q->upper : -q->lower, sign > 0 ? q->greatest : -q->least
	};
	int			first = 0;
	int			last = 4;

	value *= sign;
	if (value == cuts[0] && value == cuts[4])
		return 2;
	if (value <= cuts[0])
		return 0;
	if (value >= cuts[4])
		return 4;
	while (cuts[first] < value)
		first++;
	while (cuts[last] > value)
		last--;
	if (first <= last)
		return (first + last) / 2.0;
	return last + (value - cuts[last]) / (cuts[first] - cuts[last]);
}

bool
quartiles_check(const Quartiles *q, Problem *problem)
{
	const double fields[FIELDS] = {q->least, q->lower, q->median, q->upper,
	q->greatest, q->mean};

	if (q->n < 1 || q->n > MOST_FIGURES)
		return refuse(problem, "The number of figures must be from 1 to 10^15.", NULL);
	for (int i = 0; i < FIELDS; i++)
	{
		if (!decimal_in_range(fields[i]))
			return refuse_range(problem, "A value lies between -2^53 and 2^53.",
								NULL);
		if (i > 0 && i < 5 && fields[i] < fields[i - 1])
			return refuse(problem, "The cut points do not ascend.", NULL);
	}
	if (q->mean < q->least || q->mean > q->greatest)
		return refuse(problem, "The mean does not lie between the least and the "
					  "greatest figure.", NULL);
	return true;
}

/* Moves *text behind the word; false where it does not stand there. */
static bool
take(const char **text, const char *word)
{
	const char *at = *text;

	while (*at == ' ')
		at++;
	if (strncmp(at, word, strlen(word)) != 0)
		return false;
	at += strlen(word);
	while (*at == ' ')
		at++;
	*text = at;
	return true;
}

bool
quartiles_parse(const char *text, Quartiles *q, Problem *problem)
{
	double		fields[FIELDS];
	double		n;
	Unit		unit;
	Polarity	polarity;
	bool		ok = take(&text, "n ") && decimal_parse(&text, &n) &&
		take(&text, ",");

	for (int i = 0; ok && i < FIELDS; i++)
	{
		ok = take(&text, field_words[i]) && decimal_parse(&text, &fields[i]) &&
			take(&text, ",") && decimal_in_range(fields[i]);
	}
	if (!ok || !unit_polarity_parse(text, &unit, &polarity) ||
		!decimal_in_range(n) || n != rint(n))
		return refuse(problem, "These are not quartiles.", HINT_FORM);
	memset(q, 0, sizeof(*q));
	q->n = (int64_t) n;
	q->least = decimal_round(fields[0]);
	q->lower = decimal_round(fields[1]);
	q->median = decimal_round(fields[2]);
	q->upper = decimal_round(fields[3]);
	q->greatest = decimal_round(fields[4]);
	q->mean = decimal_round(fields[5]);
	q->per = unit.per;
	q->unit = unit.kind;
	q->polarity = (uint8_t) polarity;
	return quartiles_check(q, problem);
}

int
quartiles_format(const Quartiles *q, char *text)
{
	const double fields[FIELDS] = {q->least, q->lower, q->median, q->upper,
	q->greatest, q->mean};
	char	   *at = text;

	at += sprintf(at, "n %lld", (long long) q->n);
	for (int i = 0; i < FIELDS; i++)
	{
		at += sprintf(at, ", %s ", field_words[i]);
		at += decimal_format(fields[i], at);
	}
	at += sprintf(at, ", ");
	at += unit_format(q->unit, q->per, at);
	if (q->polarity != POLARITY_NONE)
		at += sprintf(at, " %s", polarity_word((Polarity) q->polarity));
	return (int) (at - text);
}
