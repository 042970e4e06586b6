/* SPDX-License-Identifier: PostgreSQL */
/*
 * file_period.c - the periods of a file, by its labels and what is known of its
 * source
 *
 * Reads what reporting_period reads, and besides years whose months the label
 * does not say ("2016-17", "2025", "202021") and qualifiers behind it ("2025
 * (prov)").  In a file "2016-17" may be a financial or an academic year, so
 * without the month in which the source's years end it is refused, where a
 * person's "2016-17" is a financial year.
 */
#include "calculus/file_period.h"

#include <stdio.h>
#include <string.h>

#include "calculus/period_words.h"
#include "calculus/space.h"

/* bytes of the longest label, and room for it */
#define LABEL_LONGEST	80

#define MARCH		3
#define AUGUST		8
#define DECEMBER	12

/* what stands in brackets behind a label, and the status that it is */
static const struct
{
	const char *word;
	const char *status;			/* NULL for none */
}			qualifiers[] = {
	{"prov", "p"}, {"provisional", "p"}, {"p", "p"},
	{"rev", "r"}, {"revised", "r"}, {"r", "r"},
	{"est", "e"}, {"estimated", "e"}, {"estimate", "e"}, {"e", "e"},
	{"final", NULL}, {"f", NULL}, {"ot", NULL}
};

/* ---------------------------------------------------------------- words */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Removes the blanks around a hyphen between digits, "2018 - 20", and a hyphen
 * before a quarter, "2020/21-Q2". */
static void
close_hyphens(char *label)
{
	for (char *at = strchr(label, '-'); at != NULL; at = strchr(at + 1, '-'))
	{
		char	   *before = at;
		char	   *behind = at + 1;

		while (before > label && is_space(before[-1]))
			before--;
		while (is_space(*behind))
			behind++;
		if (before == label || !is_digit(before[-1]))
			continue;
		if (*behind == 'q')
			*at = ' ';
		if (!is_digit(*behind))
			continue;
		*before = '-';
		memmove(before + 1, behind, strlen(behind) + 1);
		at = before;
	}
}

/*
 * Copies a text in lower case without blanks around it, an en dash as a hyphen
 * and a no-break space as a space; false where it is too long.
 */
static bool
copy_label(const char *text, char *to)
{
	size_t		n = 0;

	while (is_space(*text))
		text++;
	for (; *text != '\0'; text++)
	{
		char		c = *text;

		if (n >= LABEL_LONGEST)
			return false;
		if (c == '\xE2' && text[1] == '\x80' && text[2] == '\x93')
		{
			c = '-';
			text += 2;
		}
		else if (c == '\xC2' && text[1] == '\xA0')
		{
			c = ' ';
			text++;
		}
		to[n++] = (char) (c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	while (n > 0 && is_space(to[n - 1]))
		n--;
	to[n] = '\0';
	close_hyphens(to);
	return true;
}

/* Removes a qualifier in brackets from the end; false for an unknown one. */
static bool
take_qualifier(char *label, const char **status, FileProblem *problem)
{
	size_t		length = strlen(label);
	char	   *open = strrchr(label, '(');
	char		shown[FILE_SHOWN_TEXT];

	*status = NULL;
	if (open == NULL || open == label || label[length - 1] != ')')
		return true;
	label[length - 1] = '\0';
	for (size_t i = 0; i < sizeof(qualifiers) / sizeof(qualifiers[0]); i++)
	{
		if (strcmp(open + 1, qualifiers[i].word) != 0)
			continue;
		*status = qualifiers[i].status;
		while (open > label && is_space(open[-1]))
			open--;
		*open = '\0';
		return true;
	}
	file_refuse(problem, "\"(%s)\" behind a period is not known",
				file_shown(open + 1, strlen(open + 1), shown));
	file_hint(problem, "Known are (prov), (rev), (est), (final) and (OT); leave out what "
			  "does not matter.");
	return false;
}

/* ---------------------------------------------------------------- years */

/* the years that a label names, where it names years and nothing else */
typedef struct Years
{
	int			last;			/* the later one */
	bool		two;			/* of two that follow each other */
	bool		says_which;		/* "2016/17" is a financial year to everybody */
} Years;

/* Reads "2025", "2016-17", "2016/17", "2016/2017", "2016-2017" or "201617". */
static bool
read_years(const char *label, Years *years)
{
	size_t		length = strlen(label);
	int			first = period_digits(label, 4);
	const char *second = label + 4;
	int			digits;

	if (length < 4 || first < 1)
		return false;
	years->last = first;
	years->two = length > 4;
	years->says_which = length > 4 && label[4] == '/';
	if (length == 4)
		return true;
	if (*second == '-' || *second == '/')
		second++;
	digits = (int) strlen(second);
	if ((digits != 2 && digits != 4) || period_digits(second, digits) < 0 ||
		(digits == 4 && second == label + 4))
		return false;
	years->last = first + 1;
	return period_digits(second, digits) == (digits == 2 ? (first + 1) % 100 : first + 1);
}

/* the twelve months up to a month of a year */
static bool
year_to(int year, int month, ReportingPeriod *period)
{
	Problem		problem;

	return period_make(((int64_t) year - 1) * 12 + month - 12, 12, period, &problem);
}

/* the label of such a year, "" where it lies outside the calendar */
static const char *
year_label(int year, int month, char *text)
{
	ReportingPeriod period;

	*text = '\0';
	if (year_to(year, month, &period))
		(void) period_format(period, text);
	return text;
}

/* Refuses a year of which it is not known in which month it ends. */
static bool
refuse_open_year(const char *shown, const Years *years, FileProblem *problem)
{
	char		financial[PERIOD_TEXT];
	char		academic[PERIOD_TEXT];
	char		calendar[PERIOD_TEXT];

	file_refuse(problem, "it is not said in which month the year \"%s\" ends", shown);
	year_label(years->last, MARCH, financial);
	year_label(years->last, AUGUST, academic);
	if (years->two)
		file_hint(problem, "Set source.year_ends: 3 makes it the financial year %s, 8 the "
				  "academic year %s.", financial, academic);
	else
		file_hint(problem, "Set source.year_ends: 3 makes it the financial year %s, 8 the "
				  "academic year %s, 12 the calendar year %s.", financial, academic,
				  year_label(years->last, DECEMBER, calendar));
	return false;
}

/* the year that a label of years means */
static bool
period_of_years(const char *shown, const Years *years, int year_ends,
				ReportingPeriod *period, FileProblem *problem)
{
	if (year_ends == 0 && !years->says_which)
		return refuse_open_year(shown, years, problem);
	if (year_ends == DECEMBER && years->two)
	{
		file_refuse(problem, "\"%s\" names two years, and a year that ends in December has one",
					shown);
		file_hint(problem, "Set source.year_ends to the month in which the year ends: 3 for a "
				  "financial, 8 for an academic year.");
		return false;
	}
	if (!year_to(years->last, year_ends == 0 ? MARCH : year_ends, period))
		return file_refuse(problem, "the year \"%s\" lies outside the years 1 to 9999", shown);
	return true;
}

/* ---------------------------------------------------------------- dates */

/*
 * Reads a day: "2020-09-30", "30/09/2020", "30-09-2020", "31 March 2019",
 * "31-Mar-19"; the month comes second, as in Britain.
 */
static bool
read_day(const char *label, int *year, int *month)
{
	PeriodWords words = {.letters = ""};
	Problem		problem;
	size_t		length = strlen(label);

	if (length == 10 && period_digits(label, 4) > 0 && label[4] == label[7])
	{
		*year = period_digits(label, 4);
		*month = period_digits(label + 5, 2);
	}
	else if ((length == 10 || length == 8) && label[2] == label[5] &&
			 (label[2] == '/' || label[2] == '-' || label[2] == '.'))
	{
		*year = length == 10 ? period_digits(label + 6, 4) :
			period_year_of_digits(period_digits(label + 6, 2));
		*month = period_digits(label + 3, 2);
	}
	else
	{
		char		spaced[LABEL_LONGEST + 1];

		for (size_t i = 0; i <= length; i++)
			spaced[i] = (char) (label[i] == '-' ? ' ' : label[i]);
		if (!period_read_words(spaced, false, &words, &problem, ""))
			return false;
		if (strcmp(words.letters, "NMy") == 0 || strcmp(words.letters, "nMy") == 0)
			*year = words.year;
		else if (strcmp(words.letters, "NMN") == 0 || strcmp(words.letters, "nMN") == 0)
			*year = period_year_of_digits(words.number);
		else
			return false;
		*month = words.month + 1;
	}
	return *year > 0 && *month >= 1 && *month <= 12;
}

/* Refuses a day with the quarter and the month in which it lies. */
static bool
refuse_day(const char *shown, int year, int month, FileProblem *problem)
{
	ReportingPeriod period;
	Problem		ignored;
	char		quarter[PERIOD_TEXT] = "";
	char		whole[PERIOD_TEXT] = "";
	int64_t		number = ((int64_t) year - 1) * 12 + month - 1;

	file_refuse(problem, "\"%s\" is a day and not a period", shown);
	if (period_make(number - number % 3, 3, &period, &ignored))
		(void) period_format(period, quarter);
	if (period_make(number, 1, &period, &ignored))
		(void) period_format(period, whole);
	file_hint(problem, "Write the quarter, \"%s\", or the month, \"%s\".", quarter, whole);
	return false;
}

/* ---------------------------------------------------------------- labels */

/* Says why the period's own reader refuses what a message shows so. */
static bool
refuse_label(const char *shown, const Problem *why, FileProblem *problem)
{
	int			length = (int) strlen(why->detail) - 1; /* without the full stop */

	if (strcmp(why->detail, PERIOD_DETAIL_UNKNOWN) == 0)
		file_refuse(problem, "%s is not a period", shown);
	else
		file_refuse(problem, "%s is not a period: %c%.*s", shown, why->detail[0] | 32,
					length - 1, why->detail + 1);
	if (why->hint != NULL)
		file_hint(problem, "%s", why->hint);
	return false;
}

/* a label that stands by itself */
static bool
read_label(const char *label, const char *shown, int year_ends, ReportingPeriod *period,
		   FileProblem *problem)
{
	char		quoted[FILE_SHOWN_TEXT + 2];
	Years		years;
	Problem		why;
	int			year;
	int			month;
	const char *day = strncmp(label, "as at ", 6) == 0 ? label + 6 : label;

	if (read_years(label, &years))
		return period_of_years(shown, &years, year_ends, period, problem);
	if (read_day(day, &year, &month))
		return refuse_day(shown, year, month, problem);
	(void) snprintf(quoted, sizeof(quoted), "\"%s\"", shown);
	if (!period_parse(label, period, &why))
		return refuse_label(quoted, &why, problem);
	if (period_length(*period) > 12 && year_ends != 0 && year_ends != DECEMBER &&
		strchr(label, '-') != NULL && strchr(label, '/') == NULL)
	{
		file_refuse(problem, "\"%s\" is a span of calendar years", shown);
		file_hint(problem, "Write pooled financial years with both years of each, for "
				  "example \"2013/14-15/16\".");
		return false;
	}
	return true;
}

/*
 * Refuses a kind of year that contradicts the month in which the source's years
 * end; a calendar, reporting or tax year ends where the source says.
 */
static bool
check_year_ends(const char *identifier, int year_ends, FileProblem *problem)
{
	bool		academic = strcmp(identifier, "academic year") == 0;
	int			own = academic ? AUGUST : MARCH;

	if (year_ends == 0 || year_ends == own ||
		(!academic && strcmp(identifier, "financial year") != 0))
		return true;
	file_refuse(problem, "%s year ends in %s, and source.year_ends is %d",
				academic ? "an academic" : "a financial", academic ? "August" : "March",
				year_ends);
	file_hint(problem, "Leave source.year_ends empty, or set it to %d; a measure may have its "
			  "own in source_measure.", own);
	return false;
}

/* a label with its identifier, the pair of the Department for Education */
static bool
read_pair(const char *label, const char *identifier, const char *shown, int year_ends,
		  ReportingPeriod *period, FileProblem *problem)
{
	bool		open = strcmp(identifier, "reporting year") == 0 ||
		strcmp(identifier, "tax year") == 0;
	char		pair[FILE_SHOWN_TEXT + LABEL_LONGEST + 8];
	Problem		why;

	if (!check_year_ends(identifier, year_ends, problem))
		return false;
	/* of a source whose "calendar years" end in another month */
	if (period_parse_pair(label, strcmp(identifier, "calendar year") == 0 && year_ends != 0 ?
						  "reporting year" : identifier, year_ends, period, &why))
		return true;
	(void) snprintf(pair, sizeof(pair), "\"%s\" \"%s\"", shown, identifier);
	refuse_label(pair, &why, problem);
	if (open && year_ends == 0)
		file_hint(problem, "Set source.year_ends to the month in which it ends: 3 for a year "
				  "to March, 9 to September, 8 to August.");
	return false;
}

/*
 * Reads a period by its label and, where the file has one, its identifier.  A
 * qualifier behind the label becomes a status, which is NULL where there is
 * none.  With a span the period keeps its last month and has that length.
 */
bool
file_period(const char *label, const char *identifier, const FilePeriodRule *rule,
			ReportingPeriod *period, const char **status, FileProblem *problem)
{
	char		own_label[LABEL_LONGEST + 1];
	char		own_identifier[LABEL_LONGEST + 1] = "";
	char		shown[FILE_SHOWN_TEXT];
	int			year_ends = rule->year_ends == FILE_NO_YEAR_END ? 0 : rule->year_ends;
	Problem		why;

	while (is_space(*label))
		label++;
	file_shown(label, strlen(label), shown);
	if (rule->year_ends != FILE_NO_YEAR_END && (year_ends < 1 || year_ends > 12))
		return file_refuse(problem, "source.year_ends is %d and not a month, 1 to 12",
						   rule->year_ends);
	if (!copy_label(label, own_label) ||
		(identifier != NULL && !copy_label(identifier, own_identifier)))
		return file_refuse(problem, "\"%s\" is not a period: it is too long", shown);
	if (!take_qualifier(own_label, status, problem))
		return false;
	if (*own_label == '\0')
	{
		file_refuse(problem, "the period is empty");
		file_hint(problem, PERIOD_HINT_FORMS);
		return false;
	}
	if (*own_identifier != '\0' ?
		!read_pair(own_label, own_identifier, shown, year_ends, period, problem) :
		!read_label(own_label, shown, year_ends, period, problem))
		return false;
	if (rule->span != FILE_NO_SPAN &&
		!period_make((int64_t) period_last_month(*period) - rule->span + 1, rule->span,
					 period, &why))
	{
		file_refuse(problem, "\"%s\" cannot span %d months", shown, rule->span);
		file_hint(problem, "%s", why.detail);
		return false;
	}
	return true;
}
