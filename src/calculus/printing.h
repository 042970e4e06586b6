/* SPDX-License-Identifier: PostgreSQL */
/*
 * printing.h - numbers as a report prints them
 *
 * Printed figures agree with each other: a reader who subtracts the figure
 * before from the figure now gets the difference that is printed.
 */
#ifndef CFSPERF_PRINTING_H
#define CFSPERF_PRINTING_H

#include <stdbool.h>
#include <stddef.h>

#include "calculus/decimal.h"

/* the decimals of a report's figures */
#define MAX_PRINTED_DECIMALS	10

/* room for any printed number, its sign, separators, point and terminator */
#define PRINTED_TEXT	48

extern int	print_number(double value, int decimals, char *text);
extern int	print_count(double value, char *text);
extern bool print_difference(double now, double before, int decimals, char *text);
extern int	printing_decimals(double now, double before, int decimals);
extern size_t print_singular(const char *label, char *text);

#endif							/* CFSPERF_PRINTING_H */
