/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_period_parts.c - periods of arbitrary months, moved and compared
 */
#include "fuzz.h"

static bool
take_period(Bytes *bytes, ReportingPeriod *period)
{
	int			kind = (int) take_bits(bytes, 1);
	int64_t		first = (int64_t) take_bits(bytes, kind % 2 ? 8 : 3);
	int64_t		length = (int64_t) take_bits(bytes, kind % 4 < 2 ? 1 : 8);
	Problem		problem;

	if (period_make(first, length, period, &problem))
		return true;
	check_problem(&problem);
	CHECK(problem.out_of_range);
	return false;
}

/* by end, then shortest first */
static int
order_of(ReportingPeriod a, ReportingPeriod b)
{
	int32_t		ends = period_last_month(a) - period_last_month(b);
	int32_t		lengths = period_length(a) - period_length(b);
	int32_t		difference = ends != 0 ? ends : lengths;

	return (difference > 0) - (difference < 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Bytes		bytes = {data, size};
	ReportingPeriod a;
	ReportingPeriod b;
	ReportingPeriod moved;
	Problem		problem;
	int64_t		months;
	int32_t		step;

	if (!take_period(&bytes, &a) || !take_period(&bytes, &b))
		return 0;
	check_period(a);
	check_period(b);
	CHECK(order_of(a, b) == (a > b) - (a < b));
	step = 1 + (int32_t) take_bits(&bytes, 2);
	CHECK(period_step_fits(period_length(a), period_length(a)));
	CHECK(period_same_shape(a, b, step) == period_same_shape(b, a, step));
	CHECK(period_same_shape(a, b, step) ==
		  (period_shape(a, step) == period_shape(b, step)));
	if (period_same_shape(a, b, step))
	{
		CHECK(period_steps(a, b, step) == -period_steps(b, a, step));
		CHECK(period_moved(b, (int64_t) period_steps(a, b, step) * step,
						   &moved, &problem));
		CHECK(moved == a);
	}

	/* as far as steps of 32 bits can ask for */
	months = (int64_t) (int32_t) take_bits(&bytes, 4) * period_length(a);
	if (period_moved(a, months, &moved, &problem))
	{
		check_period(moved);
		CHECK(period_length(moved) == period_length(a));
		CHECK(period_first_month(moved) == period_first_month(a) + months);
		CHECK(period_moved(moved, -months, &moved, &problem) && moved == a);
	}
	else
		check_problem(&problem);
	return 0;
}
