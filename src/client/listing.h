/* SPDX-License-Identifier: PostgreSQL */
/*
 * listing.h - a result as columns, with text beneath each row
 */
#ifndef CFSPERF_LISTING_H
#define CFSPERF_LISTING_H

#include <stdio.h>

#include <libpq-fe.h>

extern void listing(FILE *out, const PGresult *result, int columns, int end,
					int width);

#endif							/* CFSPERF_LISTING_H */
