/* SPDX-License-Identifier: PostgreSQL */
/*
 * marker.c - the table of markers
 *
 * Sources, by the letter in the table:
 *   G  Government Statistical Service, "Using symbols and shorthand in tables",
 *      harmonised shorthand: b c e er f low n p r s ss sss u x z, in square
 *      brackets or without; the edition of 2018 had k for low.
 *   D  Department for Education, Analysts' guide, "Open data standards", Data
 *      symbols: z x c low k u, and as their obsolete equivalents ":" (x) and
 *      "~" (low).
 *   W  Welsh Government, StatsWales, "Shorthand for labelling data values": as
 *      G, and a, k, ns, t, w.
 *   P  Department for Education, school performance tables, abbreviations: SUPP.
 *   U  usage that no standard lays down.
 *   S  what spreadsheets and programs write for a missing value.
 *
 * What is ambiguous is taken for what claims least.  "-" is nil in some tables,
 * negligible or not applicable in others, and fills 93,883 cells of one
 * published file in which nothing is known: no zero is made of it.  "." is not
 * applicable in older releases and a missing value in the files of statistics
 * packages.  "n/a" is not applicable or not available.  All are x, not
 * available.  Older releases have x for what is confidential: a file does not
 * tell, and x it stays.  "0~" is a figure that rounds to zero: low, without one.
 */
#include "calculus/marker.h"

#include <string.h>

static const Marker markers[] = {
	{"c", "c", false, "confidential"},	/* G D W */
	{"x", "x", false, "not available"}, /* G D W */
	{"z", "z", false, "not applicable"},	/* G D W */
	{"low", "low", false, "rounds to zero"},	/* G D */
	{"k", "low", false, "rounds to zero, former symbol"},	/* G W */
	{"u", "u", false, "low reliability"},	/* G D W */
	{"n", "u", false, "not statistically significant"}, /* G */
	{"ns", "u", false, "not statistically significant"},	/* W */
	{"w", "x", false, "none recorded in the survey"},	/* W */
	{"p", "p", false, "provisional"},	/* G W */
	{"r", "r", false, "revised"},	/* G W */
	{"er", "r", false, "earliest revision"},	/* G */
	{"e", "e", false, "estimated"}, /* G W */
	{"f", "e", false, "forecast, taken for an estimate"},	/* G W */
	{"b", "b", false, "break in the series"},	/* G W */
	{"a", NULL, false, "average of other figures"}, /* W */
	{"t", NULL, false, "total of other figures"},	/* W */
	{"s", NULL, false, "significant at 5%"},	/* G W */
	{"ss", NULL, false, "significant at 1%"},	/* G W */
	{"sss", NULL, false, "significant at 0.1%"},	/* G W */
	{"supp", "c", false, "suppressed"}, /* P */
	{"*", "c", false, "suppressed"},	/* U */
	{"<5", "c", false, "suppressed: fewer than 5, or another whole number"},	/* U */
	{"<1", "low", false, "less than 1, or a part of it"},	/* U */
	{"~", "low", false, "rounds to zero, obsolete symbol"}, /* D */
	{"0~", "low", false, "rounds to zero, obsolete symbol"},	/* G, earlier edition */
	{":", "x", true, "not available, obsolete symbol"}, /* D */
	{"..", "x", true, "not available, older releases"},	/* U */
	{"...", "x", true, "not available, older releases"},	/* U */
	{".", "x", true, "not applicable or missing: nothing is claimed"},
	{"-", "x", true, "nil, negligible or not applicable: nothing is claimed"},
	{"\xE2\x80\x93", "x", true, "the same as an en dash"},
	{"n/a", "x", true, "not available or not applicable: nothing is claimed"},	/* S */
	{"na", "x", true, "the same"},	/* S */
	{"null", "x", true, "no value"},	/* S */
	{"#n/a", "x", true, "not available, in a spreadsheet"}, /* S */
	{"#div/0!", "x", true, "divided by nothing, in a spreadsheet"}, /* S */
	{"", "x", true, "empty"}
};

#define MARKERS	((int) (sizeof(markers) / sizeof(markers[0])))

/* Returns the markers one by one, from 0; NULL after the last. */
const Marker *
marker_at(int i)
{
	return i < MARKERS ? &markers[i] : NULL;
}

static const Marker *
find_word(const char *word)
{
	for (int i = 0; i < MARKERS; i++)
	{
		if (strcmp(markers[i].marker, word) == 0)
			return &markers[i];
	}
	return NULL;
}

/*
 * "<5", "< 10", "<0.5%": a count that is too small to be shown, or, below one, a
 * figure that rounds to zero.
 */
static const Marker *
find_bound(const char *word)
{
	const char *at = word + 1;
	const char *digits;
	int			bound = 0;

	if (*word != '<')
		return NULL;
	while (*at == ' ')
		at++;
	for (digits = at; *at >= '0' && *at <= '9'; at++)
		bound = bound > 1 ? 2 : 10 * bound + (*at - '0');
	if (at == digits)
		return NULL;
	if (*at == '.')
	{
		for (at++; *at >= '0' && *at <= '9';)
			at++;
		if (at[-1] == '.')
			return NULL;
	}
	if (*at == '%')
		at++;
	if (*at != '\0')
		return NULL;
	return find_word(bound > 1 ? "<5" : "<1");
}

/*
 * Returns what a cell without blanks around it stands for, in any case and with
 * or without brackets; NULL where it is no marker.
 */
const Marker *
marker_find(const char *text, size_t length)
{
	char		word[MARKER_LONGEST + 1];
	const Marker *marker;

	if (length > 2 && ((text[0] == '[' && text[length - 1] == ']') ||
					   (text[0] == '(' && text[length - 1] == ')')))
	{
		text++;
		length -= 2;
	}
	if (length > MARKER_LONGEST)
		return NULL;
	for (size_t i = 0; i < length; i++)
		word[i] = (char) (text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
	word[length] = '\0';
	if (memchr(word, '\0', length) != NULL)
		return NULL;
	marker = find_word(word);
	return marker != NULL ? marker : find_bound(word);
}
