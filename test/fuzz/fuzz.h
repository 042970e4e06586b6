/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz.h - what the fuzz targets share: bytes taken apart, and the checks that
 * every value of a type passes, however it was made
 */
#ifndef CFSPERF_FUZZ_H
#define CFSPERF_FUZZ_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calculus/decimal.h"
#include "calculus/indicator.h"
#include "calculus/period.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* what must hold; the fuzzer keeps the input for which it does not */
#define CHECK(condition) \
	do { \
		if (!(condition)) \
		{ \
			fprintf(stderr, "%s:%d: does not hold: %s\n", \
					__FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

/* input that is used up piece by piece; then it gives zeros */
typedef struct Bytes
{
	const uint8_t *at;
	size_t		left;
} Bytes;

static inline uint64_t
take_bits(Bytes *bytes, size_t n)
{
	uint64_t	bits = 0;

	for (; n > 0 && bytes->left > 0; n--, bytes->left--)
		bits = bits << 8 | *bytes->at++;
	return bits;
}

/*
 * A double of any kind: the bits as they come, or one of the kinds that people
 * write and that lie near a limit, which bits alone seldom hit.
 */
static inline double
take_double(Bytes *bytes)
{
	static const double special[] = {
		0.0, -0.0, 1, -1, 0.1, 100, 99.99999999995, 1e-10, 5e-11, 4.9e-324,
		1e15, 999999999999999.9, 99999.99999999999, 9007199254740991.0,
		9007199254740992.0, 9007199254740994.0, 4503599627370495.5,
		-9007199254740992.0, 1e308, 1e-308, INFINITY, -INFINITY, NAN, 1e9
	};
	int			kind = (int) take_bits(bytes, 1);
	uint64_t	bits;
	double		value;

	switch (kind % 6)
	{
		case 0:
			return special[kind / 6 % (int) (sizeof(special) / sizeof(special[0]))];
		case 1:
			return (double) take_bits(bytes, 1);
		case 2:
			return (double) (int16_t) take_bits(bytes, 2);
		case 3:
			return (double) (int32_t) take_bits(bytes, 4) / 1000;
		case 4:
			return (double) (take_bits(bytes, 7) & ((UINT64_C(1) << 53) - 1));
		default:
			bits = take_bits(bytes, 8);
			memcpy(&value, &bits, sizeof(value));
			return value;
	}
}

/* any N from 1 to MAX_PER, small and round ones oftener */
static inline Unit
take_unit_kind(Bytes *bytes)
{
	static const int32_t per[] = {1, 100, 1000, 10000, 100000, MAX_PER};
	unsigned	choice = (unsigned) take_bits(bytes, 1);
	Unit		unit = {1, (uint8_t) (choice % (LAST_UNIT_KIND + 1))};

	if (unit.kind == UNIT_PERCENT)
		unit.per = 100;
	else if (unit.kind == UNIT_PER)
		unit.per = choice / 4 < 6 ? per[choice / 4] :
			1 + (int32_t) (take_bits(bytes, 4) % MAX_PER);
	return unit;
}

/* a confidence level: between 0 and 1 without its ends */
static inline double
take_level(Bytes *bytes)
{
	static const double levels[] = {0.5, 0.8, 0.9, 0.95, 0.99, 0.998, 0.9999};
	int			kind = (int) take_bits(bytes, 1);
	double		level = levels[kind % 7];

	if (kind >= 128)
		level = take_double(bytes);
	return level > 0 && level < 1 ? level : 0.95;
}

/* the input as text in memory of exactly its length; the caller frees it */
static inline char *
text_of(const uint8_t *data, size_t size)
{
	char	   *text = malloc(size + 1);

	CHECK(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

/* a refusal says why, in a sentence */
static inline void
check_problem(const Problem *problem)
{
	CHECK(problem->detail != NULL);
	CHECK(strlen(problem->detail) > 10);
	CHECK(problem->detail[strlen(problem->detail) - 1] == '.');
	CHECK(problem->hint == NULL || problem->hint[strlen(problem->hint) - 1] == '.');
}

/* a decimal that prints and reads back as itself; never NaN, infinite or -0 */
static inline void
check_decimal(double value)
{
	char		text[DECIMAL_TEXT];
	char		again[DECIMAL_TEXT];
	const char *at = text;
	double		read;
	int			length;

	CHECK(decimal_in_range(value));
	CHECK(value != 0 || !signbit(value));
	CHECK(decimal_round(value) == value);
	length = decimal_format(value, text);
	CHECK(length > 0 && length < DECIMAL_TEXT && strlen(text) == (size_t) length);
	CHECK(decimal_parse(&at, &read) && *at == '\0');
	CHECK(read == value);
	decimal_format(read, again);
	CHECK(strcmp(text, again) == 0);
}

/* a period within the calendar that prints and reads back as itself */
static inline void
check_period(ReportingPeriod period)
{
	char		text[PERIOD_TEXT];
	char		again[PERIOD_TEXT];
	ReportingPeriod read;
	ReportingPeriod next;
	Problem		problem;
	int			length = period_format(period, text);

	CHECK(period_length(period) >= 1);
	CHECK(period_first_month(period) >= 0);
	CHECK(period_last_month(period) < PERIOD_END_OF_TIME);
	CHECK(length > 0 && length < PERIOD_TEXT && strlen(text) == (size_t) length);
	CHECK(period_parse(text, &read, &problem));
	CHECK(read == period);
	period_format(read, again);
	CHECK(strcmp(text, again) == 0);
	CHECK(strpbrk(text, ":,{}") == NULL);	/* they end a label in a series */

	if (period_moved(period, period_length(period), &next, &problem))
	{
		CHECK(next > period);
		CHECK(period_same_shape(next, period, period_length(period)));
		CHECK(period_steps(next, period, period_length(period)) == 1);
		CHECK(period_first_month(next) == period_last_month(period) + 1);
	}
}

static inline void
check_unit(int kind, int32_t per)
{
	char		text[UNIT_TEXT];
	int			length = unit_format(kind, per, text);
	Unit		read;

	CHECK(length > 0 && length < UNIT_TEXT && strlen(text) == (size_t) length);
	CHECK(unit_parse(text, &read));
	CHECK(read.kind == kind && read.per == per);
}

/* a valid indicator that prints and reads back as the same 32 bytes */
static inline void
check_indicator(const Indicator *a)
{
	char		text[INDICATOR_TEXT];
	char		again[INDICATOR_TEXT];
	Indicator	read;
	Problem		problem;
	Unit		unit = {a->per, a->unit};
	int			length = indicator_format(a, text);

	check_decimal(a->value);
	if (!isnan(a->numerator))
	{
		check_decimal(a->numerator);
		CHECK(a->numerator >= 0);
	}
	if (!isnan(a->denominator))
	{
		check_decimal(a->denominator);
		CHECK(a->denominator > 0);
	}
	CHECK(a->unit <= LAST_UNIT_KIND && a->polarity <= LAST_POLARITY);
	CHECK(a->per >= 1 && a->per <= MAX_PER);
	CHECK(a->unused[0] == 0 && a->unused[1] == 0);
	if (a->unit == UNIT_PERCENT && indicator_has_counts(a))
		CHECK(a->numerator <= a->denominator);
	if (a->unit == UNIT_COUNT)
		CHECK(a->numerator == a->value && isnan(a->denominator));
	check_unit(a->unit, a->per);

	CHECK(length > 0 && length < INDICATOR_TEXT && strlen(text) == (size_t) length);
	CHECK(indicator_parse(text, &read, &problem));
	CHECK(memcmp(&read, a, sizeof(read)) == 0);
	indicator_format(&read, again);
	CHECK(strcmp(text, again) == 0);
	CHECK(strpbrk(text, ":,{}") == NULL);	/* they end a figure in a series */

	/* and so by its parts, as it comes over the wire */
	CHECK(indicator_set(&read, a->value, a->numerator, a->denominator, unit,
						(Polarity) a->polarity, &problem));
	CHECK(memcmp(&read, a, sizeof(read)) == 0);
	CHECK(indicator_compare(&read, a) == 0);
	CHECK(indicator_compare_counts(&read, a) == 0);
}

/* an indicator of arbitrary parts; false where they are refused */
static inline bool
take_indicator(Bytes *bytes, Unit unit, Polarity polarity, Indicator *a)
{
	double		value = take_double(bytes);
	double		numerator = take_double(bytes);
	double		denominator = take_double(bytes);
	Problem		problem;

	return indicator_set(a, value, numerator, denominator, unit, polarity, &problem);
}

#endif							/* CFSPERF_FUZZ_H */
