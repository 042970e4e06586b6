/* SPDX-License-Identifier: PostgreSQL */
/*
 * panel_text.c - a panel's text taken apart
 *
 * Plain C without fmgr.
 *
 * A panel is written as its areas, each with its points in braces, separated by
 * a comma and a space.  The name of an area is written in double quotes; a double
 * quote or backslash in it has a backslash before it, nothing else is escaped.
 * The text ends at its terminator, never within a name: names have no zero byte.
 */
#include "calculus/panel_text.h"

#include <string.h>

enum
{
	AT_START,					/* before the opening brace */
	IN_AREA,					/* behind the name of an area */
	BEHIND_POINT
};

#define HINT_FORM \
	"Write, for example, \"{\"E10000018\": {2020/21 Q1: 94.9% high, " \
	"2020/21 Q2: 94.6% high}}\"."

void
panel_scan_start(PanelScanner *scanner, const char *text)
{
	memset(scanner, 0, sizeof(*scanner));
	scanner->at = text;
	scanner->state = AT_START;
}

static void
skip_spaces(PanelScanner *scanner)
{
	while (*scanner->at == ' ')
		scanner->at++;
}

/* Moves behind a character and the spaces around it; false where it is not next. */
static bool
take(PanelScanner *scanner, char character)
{
	skip_spaces(scanner);
	if (*scanner->at != character)
		return false;
	scanner->at++;
	skip_spaces(scanner);
	return true;
}

static PanelPiece
bad(Problem *problem, const char *detail)
{
	refuse(problem, detail, HINT_FORM);
	return PANEL_BAD;
}

/* an area's name, the colon and the opening brace behind it */
static PanelPiece
take_area(PanelScanner *scanner, Problem *problem)
{
	const char *end;

	if (*scanner->at != '"')
		return bad(problem, "The name of an area must be in double quotes.");
	scanner->name = scanner->at + 1;
	for (end = scanner->name; *end != '"'; end++)
	{
		if (*end == '\\')
		{
			end++;
			if (*end != '"' && *end != '\\')
				return bad(problem, "In the name of an area a backslash stands "
						   "before a double quote or a backslash only.");
		}
		if (*end == '\0')
			return bad(problem, "The name of an area has no closing quote.");
	}
	scanner->name_length = (size_t) (end - scanner->name);
	scanner->at = end + 1;
	if (!take(scanner, ':') || !take(scanner, '{'))
		return bad(problem, "The name of an area is followed by a colon and its "
				   "points in braces.");
	scanner->state = IN_AREA;
	return PANEL_AREA;
}

static PanelPiece
take_point(PanelScanner *scanner, Problem *problem)
{
	size_t		length = strcspn(scanner->at, ",}");

	if (scanner->at[length] == '\0')
		return bad(problem, "The points of an area must be in braces, separated by "
				   "commas.");
	if (!point_parse(scanner->at, length, &scanner->period, &scanner->indicator,
					 problem))
		return PANEL_BAD;
	scanner->at += length;
	scanner->state = BEHIND_POINT;
	return PANEL_POINT;
}

/* The next piece; after PANEL_END and PANEL_BAD there is none. */
PanelPiece
panel_scan(PanelScanner *scanner, Problem *problem)
{
	if (scanner->state == AT_START)
	{
		if (!take(scanner, '{'))
			return bad(problem, "A panel starts with a brace.");
		return take_area(scanner, problem);
	}
	if (scanner->state == IN_AREA)
		return take_point(scanner, problem);
	if (take(scanner, ','))
		return take_point(scanner, problem);
	if (!take(scanner, '}'))
		return bad(problem, "The points of an area are not closed.");
	if (take(scanner, ','))
		return take_area(scanner, problem);
	if (!take(scanner, '}'))
		return bad(problem, "A panel ends with a brace.");
	return step_parse(scanner->at, &scanner->step, problem) ? PANEL_END : PANEL_BAD;
}

/* A name without its escapes, at most as long; returns its length. */
size_t
area_name_unescape(const char *written, size_t length, char *name)
{
	size_t		n = 0;

	for (size_t i = 0; i < length; i++)
	{
		if (written[i] == '\\')
			i++;
		name[n++] = written[i];
	}
	return n;
}

/* A name with its escapes, at most twice as long; returns its length. */
size_t
area_name_escape(const char *name, size_t length, char *written)
{
	size_t		n = 0;

	for (size_t i = 0; i < length; i++)
	{
		if (name[i] == '"' || name[i] == '\\')
			written[n++] = '\\';
		written[n++] = name[i];
	}
	return n;
}
