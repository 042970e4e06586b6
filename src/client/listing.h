/*
 * listing.h - a result as columns of text
 */
#ifndef CFSPERF_LISTING_H
#define CFSPERF_LISTING_H

#include <stdio.h>

#include <libpq-fe.h>

extern void listing(FILE *out, const PGresult *result, int first, int last,
					int columns, int width);

#endif							/* CFSPERF_LISTING_H */
