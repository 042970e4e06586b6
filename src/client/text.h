/* SPDX-License-Identifier: PostgreSQL */
/*
 * text.h - text as it is printed: its width, and nothing in it that a terminal
 * would obey
 */
#ifndef CFSPERF_TEXT_H
#define CFSPERF_TEXT_H

#include <stddef.h>
#include <stdio.h>

#define TEXT_NUMBER_SIZE 32		/* of a number with its commas */

extern void text_set_encoding(int number);
extern int	text_width(const char *text);
extern int	text_width_part(const char *text, size_t length);
extern size_t text_fitting(const char *text, int columns);
extern void text_put(FILE *out, const char *text);
extern void text_put_part(FILE *out, const char *text, size_t length);
extern void text_put_line(FILE *out, const char *text);
extern void text_pad(FILE *out, int columns);
extern const char *text_number(char *buffer, const char *digits);
extern const char *text_size(char *buffer, double bytes);

#endif							/* CFSPERF_TEXT_H */
