/* SPDX-License-Identifier: PostgreSQL */
/*
 * file_cell.c - the cells of a published figure: numbers and markers
 */
#include "calculus/file_cell.h"

#include <string.h>

#include "calculus/decimal.h"
#include "calculus/marker.h"

/* bytes of the longest cell that is read as a number */
#define NUMBER_LONGEST	48

#define POUND		"\xC2\xA3"
#define NO_BREAK	"\xC2\xA0"
#define EN_DASH		"\xE2\x80\x93"
#define MINUS_SIGN	"\xE2\x88\x92"

/* ---------------------------------------------------------------- text */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Removes a prefix; false where it is not there. */
static bool
take(FileCell *cell, const char *prefix)
{
	size_t		n = strlen(prefix);

	if (cell->length < n || memcmp(cell->text, prefix, n) != 0)
		return false;
	cell->text += n;
	cell->length -= n;
	return true;
}

/* Removes a suffix; false where it is not there. */
static bool
take_last(FileCell *cell, const char *suffix)
{
	size_t		n = strlen(suffix);

	if (cell->length < n || memcmp(cell->text + cell->length - n, suffix, n) != 0)
		return false;
	cell->length -= n;
	return true;
}

static bool
take_blank(FileCell *cell)
{
	return take(cell, " ") || take(cell, NO_BREAK) || take(cell, "\t") ||
		take(cell, "\n") || take(cell, "\r");
}

/* Removes blanks around the text, no-break spaces among them. */
static void
trim(FileCell *cell)
{
	while (take_blank(cell))
		;
	while (take_last(cell, " ") || take_last(cell, NO_BREAK) || take_last(cell, "\t") ||
		   take_last(cell, "\n") || take_last(cell, "\r"))
		;
}

/* ---------------------------------------------------------------- numbers */

/* Takes a sign: 1, -1, or 0 for none.  A dash of print is a minus. */
static int
take_sign(FileCell *cell)
{
	if (take(cell, "-") || take(cell, EN_DASH) || take(cell, MINUS_SIGN))
		return -1;
	return take(cell, "+");
}

/*
 * Copies the digits before the decimal point without the commas between
 * thousands; false where a comma stands elsewhere.
 */
static bool
copy_whole(FileCell *cell, char **to)
{
	size_t		digits = 0;		/* since the start or the last comma */
	bool		comma = false;

	for (; cell->length > 0; cell->text++, cell->length--)
	{
		if (is_digit(*cell->text))
		{
			*(*to)++ = *cell->text;
			digits++;
		}
		else if (*cell->text == ',' && digits > 0 && digits <= 3 && (!comma || digits == 3))
		{
			comma = true;
			digits = 0;
		}
		else
			break;
	}
	return !comma || digits == 3;
}

/*
 * Copies a cell as decimal_parse() reads it: sign, digits, fraction, exponent.
 * False where it has anything else.
 */
static bool
normalise(FileCell cell, char *to)
{
	int			sign = take_sign(&cell);
	char	   *start = to;

	trim(&cell);
	if (take(&cell, POUND))
	{
		trim(&cell);
		if (sign == 0)
			sign = take_sign(&cell);
	}
	else if (take_last(&cell, "%"))
		trim(&cell);
	if (sign < 0)
		*to++ = '-';
	start = to;
	if (!copy_whole(&cell, &to))
		return false;
	if (to == start && cell.length > 1 && cell.text[0] == '.' && is_digit(cell.text[1]))
		*to++ = '0';
	if (to == start)
		return false;
	memcpy(to, cell.text, cell.length);
	to[cell.length] = '\0';
	return true;
}

/* Returns whether only commas are wrong: "94,6", "1,01,6". */
static bool
has_wrong_comma(const FileCell *cell)
{
	for (size_t i = 0; i < cell->length; i++)
	{
		if (!is_digit(cell->text[i]) && strchr("+-,.", cell->text[i]) == NULL)
			return false;
	}
	return memchr(cell->text, ',', cell->length) != NULL;
}

/* Refuses what is no number, with what to write instead where that is known. */
static bool
refuse_number(const FileCell *cell, FileProblem *problem)
{
	char		shown[FILE_SHOWN_TEXT];
	const char *text = cell->text;
	bool		digit = is_digit(text[0]) || (cell->length > 1 && is_digit(text[1]));

	file_refuse(problem, "\"%s\" is not a number", file_shown(text, cell->length, shown));
	if (has_wrong_comma(cell))
		file_hint(problem, "Write decimals with a point, 94.6, and commas only between "
				  "thousands, 1,016.");
	else if (text[0] == '(' && digit)
		file_hint(problem, "Write a negative number with a minus sign, -3.2, and a number "
				  "that is only marked without brackets.");
	else if (text[0] == '#')
		file_hint(problem, "The spreadsheet could not work it out: mend the formula, or "
				  "write x where there is no figure.");
	else if (is_digit(text[0]) && !is_digit(text[cell->length - 1]) &&
			 text[cell->length - 1] != '.')
		file_hint(problem, "Write the number in one cell and the marker in the status "
				  "column.");
	else
		file_hint(problem, "Use a number or one of the markers that "
				  "cfsperf.file_markers() lists, such as c, x or z.");
	return false;
}

/*
 * Reads a number as people and spreadsheets write it: blanks around it, a sign,
 * also as a dash of print, a pound sign before or a % behind it, commas between
 * thousands.  It is kept to 15 digits, as decimal.h says.
 */
bool
file_number(const char *text, size_t length, double *number, FileProblem *problem)
{
	FileCell	cell = {text, length};
	char		plain[NUMBER_LONGEST + 3];
	char		shown[FILE_SHOWN_TEXT];
	const char *at = plain;

	trim(&cell);
	if (cell.length == 0)
		return file_refuse(problem, "the cell is empty");
	if (cell.length > NUMBER_LONGEST || memchr(cell.text, '\0', cell.length) != NULL ||
		!normalise(cell, plain) || !decimal_parse(&at, number) || *at != '\0')
		return refuse_number(&cell, problem);
	if (!decimal_in_range(*number))
	{
		file_refuse(problem, "\"%s\" is not a figure",
					file_shown(cell.text, cell.length, shown));
		file_hint(problem, "Figures lie between -2^53 and 2^53.");
		return false;
	}
	*number = decimal_round(*number);
	return true;
}

/* ---------------------------------------------------------------- figures */

/*
 * Reads a cell that has a number or a marker; one of the two is set.  False
 * where it is neither.
 */
static bool
read_cell(FileCell cell, FigureNumber *number, const Marker **marker, FileProblem *problem)
{
	number->known = false;
	*marker = NULL;
	if (cell.text == NULL)
		return true;
	trim(&cell);
	*marker = marker_find(cell.text, cell.length);
	if (*marker != NULL)
		return true;
	number->known = file_number(cell.text, cell.length, &number->value, problem);
	return number->known;
}

/* Reads the status column: what it says beside a figure, or in its place. */
static bool
read_status(FileCell cell, bool beside, const Status **status, FileProblem *problem)
{
	const Marker *marker;

	*status = NULL;
	if (cell.text == NULL)
		return true;
	trim(&cell);
	if (cell.length == 0)
		return true;
	marker = marker_find(cell.text, cell.length);
	if (marker == NULL)
		return figure_refuse_status(cell.text, cell.length, problem);
	if (marker->status != NULL && !(beside && marker->blank))
		*status = status_find(marker->status);
	return true;
}

/* Refuses a marker in the value column that says nothing of why there is no figure. */
static bool
check_absence(FileCell cell, const Marker *marker, FileProblem *problem)
{
	const Status *status = marker->status == NULL ? NULL : status_find(marker->status);
	char		shown[FILE_SHOWN_TEXT];

	if (status != NULL && status->withholds != WITHHOLDS_NEVER)
		return true;
	file_refuse(problem, "the marker \"%s\" (%s) belongs beside a figure, and there is none",
				file_shown(cell.text, cell.length, shown), marker->meaning);
	file_hint(problem, "Write the figure here and the marker in the status column, or c, x "
			  "or z where there is no figure.");
	return false;
}

/*
 * Finds the status of a figure without a value.  The marker in the value's place
 * says it; the status column where the value is empty or a marker that claims
 * nothing, and where it says that the figure is confidential.
 */
static bool
absence(const FileCell *value, const Marker *marker, Figure *figure, FileProblem *problem)
{
	const Status *said = figure->status;

	figure->lower.known = figure->upper.known = false;
	if (marker == NULL || *marker->marker == '\0')
	{
		if (said == NULL)
			figure->status = status_find("x");
		return true;
	}
	if (!check_absence(*value, marker, problem))
		return false;
	if (said == NULL || said->withholds == WITHHOLDS_NEVER ||
		(!marker->blank && strcmp(said->symbol, "c") != 0))
		figure->status = status_find(marker->status);
	return true;
}

/*
 * Reads the cells of one figure: value, numerator, denominator, lower and upper
 * limit, status.  Where the value is a marker or empty there is none, and its
 * status says why; its counts stay where they are numbers, its limits do not.  A
 * marker in another column is a number that is not known.  False for what a
 * framework's tables would refuse, with the column in which it stands.
 */
bool
file_figure(const FileCell cells[FILE_PARTS], Figure *figure, FigurePart *part,
			FileProblem *problem)
{
	FigureNumber *numbers[] = {
		&figure->value, &figure->numerator, &figure->denominator,
		&figure->lower, &figure->upper
	};
	const Marker *marker = NULL;

	memset(figure, 0, sizeof(*figure));
	for (int i = 0; i < FIGURE_STATUS - 1; i++)
	{
		const Marker *found;

		*part = (FigurePart) (FIGURE_VALUE + i);
		if (!read_cell(cells[i], numbers[i], &found, problem))
			return false;
		if (i == 0)
			marker = found;
	}
	*part = FIGURE_STATUS;
	if (!read_status(cells[FIGURE_STATUS - 1], figure->value.known, &figure->status, problem))
		return false;
	if (!figure->value.known && !absence(&cells[0], marker, figure, problem))
	{
		*part = FIGURE_VALUE;
		return false;
	}
	return figure_check(figure, part, problem);
}
