/* SPDX-License-Identifier: PostgreSQL */
/*
 * period.c - the labels of periods, read and written
 *
 * Plain C without fmgr.  A label is cut into words, each word classified by one
 * letter (period_words.c), and the letters looked up in a table of the forms
 * that exist: "Q2 2020/21" has the letters "qp", quarter and pair of years.
 */
#include "calculus/period.h"

#include <stdio.h>
#include <string.h>

#include "calculus/period_words.h"

#define JANUARY		0
#define APRIL		3
#define SEPTEMBER	8

#define HINT_PAIR \
	"Write the Department for Education's pair, for example " \
	"('202021', 'Financial year Q2') or ('2020', 'August')."
#define DETAIL_WEEK \
	"A week is not a number of whole months."

static const char *const term_titles[] = {"Autumn", "Spring", "Summer"};

bool
period_make(int64_t first_month, int64_t length,
			ReportingPeriod *period, Problem *problem)
{
	if (length < 1 || length > PERIOD_MAX_LENGTH)
		return refuse_range(problem, "A period spans 1 to 32767 months.", NULL);
	if (first_month < 0 || first_month > PERIOD_END_OF_TIME - length)
		return refuse_range(problem, "A period lies between January of year 1 "
							"and December of year 9999.", NULL);
	*period = (ReportingPeriod) (((uint64_t) (first_month + length - 1)
								  << PERIOD_LENGTH_BITS) | (uint64_t) length);
	return true;
}

/* the span of the same length that lies the given number of months later */
bool
period_moved(ReportingPeriod period, int64_t months,
			 ReportingPeriod *result, Problem *problem)
{
	return period_make(period_first_month(period) + months,
					   period_length(period), result, problem);
}

/* a month's number, counted from January of year 1; may be negative */
static int64_t
month_number(int year, int month)
{
	return ((int64_t) year - 1) * 12 + month;
}

/* the last day of a month, 0-11 */
static int
last_day(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool		leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month] + (month == 1 && leap);
}

/* from a month to another one, of one year or with a year each */
static bool
months_from_to(const PeriodWords *words, ReportingPeriod *period,
			   Problem *problem)
{
	int			year_to = words->year_to > 0 ? words->year_to : words->year;
	int64_t		first = month_number(words->year, words->month);
	int64_t		last = month_number(year_to, words->month_to);

	if (last < first)
		return refuse(problem, "The last month is before the first.",
					  "Write the year of each, for example \"October 2020 to "
					  "March 2021\".");
	return period_make(first, last - first + 1, period, problem);
}

/* so many months, or a year, that end with a month, or with its last day */
static bool
months_ending(const PeriodWords *words, ReportingPeriod *period, Problem *problem)
{
	int			length = strchr("YZ", words->letters[0]) != NULL ? 12 : words->number;

	if (words->day != 0 && words->day != last_day(words->year, words->month))
		return refuse(problem, "A period ends on the last day of a month.",
					  "Write, for example, \"Year ending 31 March 2021\".");
	return period_make(month_number(words->year, words->month) - length + 1,
					   length, period, problem);
}

/* a year of which only the end is known; "2020/21" ends in the second year */
static bool
year_that_ends(const PeriodWords *words, ReportingPeriod *period,
			   Problem *problem)
{
	int			year = words->year_after > 0 ? words->year_after : words->year;

	if (words->year_ends == 0)
		return refuse(problem, "The months of a reporting year or tax year "
					  "differ from release to release.",
					  "Give the month in which the year ends, for example "
					  "reporting_period('2021', 'Reporting year', 3).");
	if (words->year_after > 0 && words->year_ends == 12)
		return refuse(problem, "A year that ends in December has one number.",
					  "Write, for example, ('2021', 'Reporting year', 12).");
	return period_make(month_number(year, words->year_ends - 1) - 11, 12,
					   period, problem);
}

/* half of a financial year: part 1 from April, part 2 from October */
static bool
part_of_year(const PeriodWords *words, ReportingPeriod *period, Problem *problem)
{
	int			first = words->number == 1 ? APRIL : APRIL + 6;
	bool		names_months = strchr(words->letters, 'M') != NULL;

	if (words->number < 1 || words->number > 2 ||
		(names_months && (words->month != first ||
						  words->month_to != (first + 5) % 12)))
		return refuse(problem, "Part 1 of a financial year is April to "
					  "September, part 2 October to March.", NULL);
	return period_make(month_number(words->year, first), 6, period, problem);
}

/* the period that a reading of letters means */
static bool
period_of_words(char meaning, const PeriodWords *words, ReportingPeriod *period,
				Problem *problem)
{
	int			year = words->year;

	switch (meaning)
	{
		case 'q':				/* quarter of a financial year */
			if (words->quarter < 1 || words->quarter > 4)
				return refuse(problem, "A quarter is Q1 to Q4.", NULL);
			return period_make(month_number(year, APRIL) + 3 * (words->quarter - 1),
							   3, period, problem);
		case 'k':				/* quarter of a calendar year */
			if (words->quarter < 1 || words->quarter > 4)
				return refuse(problem, "A quarter is Q1 to Q4.", NULL);
			return period_make(month_number(year, 3 * (words->quarter - 1)),
							   3, period, problem);
		case 'f':
			return period_make(month_number(year, APRIL), 12, period, problem);
		case 'c':
			return period_make(month_number(year, JANUARY), 12, period, problem);
		case 'a':
			return period_make(month_number(year, SEPTEMBER), 12, period, problem);
		case 't':
			return period_make(month_number(year, SEPTEMBER) + 4 * words->term,
							   4, period, problem);
		case 'b':				/* autumn and spring term */
			return period_make(month_number(year, SEPTEMBER), 8, period, problem);
		case 'm':
			return period_make(month_number(year, words->month), 1, period, problem);
		case 'e':
			return period_make(month_number(period_year_of_digits(words->number),
											words->month), 1, period, problem);
		case 'd':
			return months_from_to(words, period, problem);
		case 'w':
			return months_ending(words, period, problem);
		case 'r':
			return year_that_ends(words, period, problem);
		case 'h':
			return part_of_year(words, period, problem);
		case 'P':
			return period_make(month_number(year, APRIL),
							   12 * (words->year_after - year), period, problem);
		case 'C':
			return period_make(month_number(year, JANUARY),
							   12 * (words->year_after - year + 1), period, problem);
		default:				/* 'g' */
			return period_make(month_number(year, words->month), words->length,
							   period, problem);
	}
}

typedef struct Form
{
	const char *letters;
	char		meaning;
} Form;

/* Refuses what has the letters of no form: with what to write where that is known. */
static bool
refuse_letters(const char *letters, Problem *problem)
{
	static const struct
	{
		const char *letters;
		const char *detail;
		const char *hint;
	}			known[] = {
		{"q", "A quarter needs its financial year.",
		"Write, for example, \"2020/21 Q2\"."},
		{"Qn", "A quarter needs its financial year.",
		"Write, for example, \"2020/21 Q2\"."},
		{"D", "This is a date.",
			"Write the month, for example \"2020-08\"; period_of(date, "
		"'quarter') is the quarter that contains a date."},
		{"ty", "A term needs its school year.",
		"Write, for example, \"Spring 2019/20\"."},
		{"tTy", "A term needs its school year.",
		"Write, for example, \"Spring 2019/20\"."},
		{"s", "The label could be a financial year or a month.",
		"Write, for example, \"2020/21\" or \"FY20/21\"."}
	};
	static const char *const quarters[] = {"yq", "qy", "yQn", "Qny"};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
	{
		if (strcmp(known[i].letters, letters) == 0)
			return refuse(problem, known[i].detail, known[i].hint);
	}
	for (size_t i = 0; i < sizeof(quarters) / sizeof(quarters[0]); i++)
	{
		if (strcmp(quarters[i], letters) == 0)
			return refuse(problem, "The quarter could be one of a financial or "
						  "of a calendar year.",
						  "Write, for example, \"2020/21 Q2\" or \"Jul-Sep "
						  "2020\".");
	}
	if (strchr(letters, 'W') != NULL)
		return refuse(problem, DETAIL_WEEK, PERIOD_HINT_FORMS);
	return refuse(problem, PERIOD_DETAIL_UNKNOWN, PERIOD_HINT_FORMS);
}

/*
 * Reads a label in any of its forms; case and spaces do not matter.  Nothing
 * but the text decides: no locale, no clock.
 */
bool
period_parse(const char *text, ReportingPeriod *period, Problem *problem)
{
	static const Form forms[] = {
		{"pq", 'q'}, {"qp", 'q'}, {"Qnp", 'q'}, {"pQn", 'q'},
		{"sq", 'q'}, {"qs", 'q'}, {"Qns", 'q'}, {"sQn", 'q'},
		{"p", 'f'}, {"Fp", 'f'}, {"fYp", 'f'}, {"pfY", 'f'}, {"Fs", 'f'}, {"fYs", 'f'},
		{"y", 'c'}, {"Cy", 'c'}, {"dYy", 'c'}, {"ydY", 'c'},
		{"Ap", 'a'}, {"aYp", 'a'}, {"paY", 'a'}, {"As", 'a'}, {"aYs", 'a'},
		{"Hp", 'h'}, {"pH", 'h'},
		{"tp", 't'}, {"tTp", 't'}, {"pt", 't'}, {"ptT", 't'},
		{"m", 'm'}, {"My", 'm'}, {"yM", 'm'}, {"M>N", 'e'},
		{"M>My", 'd'}, {"My>My", 'd'},
		{"YEMy", 'w'}, {"YENMy", 'w'}, {"ZMy", 'w'}, {"ZNMy", 'w'}, {"Y>My", 'w'}, {"Y>NMy", 'w'},
		{"NO>My", 'w'}, {"NO>NMy", 'w'}, {"nO>My", 'w'}, {"nO>NMy", 'w'},
		{"NOEMy", 'w'}, {"NOENMy", 'w'}, {"nOEMy", 'w'}, {"nOENMy", 'w'},
		{"P", 'P'}, {"c", 'C'}, {"g", 'g'}
	};
	PeriodWords		words = {.letters = ""};

	if (!period_read_words(text, false, &words, problem, PERIOD_HINT_FORMS))
		return false;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
	{
		if (strcmp(forms[i].letters, words.letters) == 0)
			return period_of_words(forms[i].meaning, &words, period, problem);
	}
	return refuse_letters(words.letters, problem);
}

/*
 * Reads the pair of columns by which the Department for Education's open data
 * name a period: time_period ('202021', '2020') and time_identifier
 * ('Financial year Q2', 'Academic year', 'August', 'Autumn term').  Source:
 * Explore Education Statistics, data file standards, "time_period" and
 * "time_identifier".  A reporting or tax year has other months in every release:
 * it is the year up to the month "year_ends", 1 to 12, which the others do not
 * need, and refused for 0.  Weeks are no whole months.
 */
bool
period_parse_pair(const char *time_period, const char *time_identifier,
				  int year_ends, ReportingPeriod *period, Problem *problem)
{
	static const Form forms[] = {
		{"p fY", 'f'}, {"p aY", 'a'}, {"y dY", 'c'},
		{"p fYq", 'q'}, {"y dYq", 'k'},
		{"p tT", 't'}, {"p t&tT", 'b'}, {"y M", 'm'},
		{"p rY", 'r'}, {"y rY", 'r'}, {"p xY", 'r'}, {"y xY", 'r'},
		{"p hn", 'h'}, {"p hnM>M", 'h'}, {"p fYhn", 'h'}
	};
	PeriodWords		words = {.letters = ""};
	PeriodWords		years = {.letters = ""};
	char		pair[2 * PERIOD_MAX_WORDS + 2];
	char		slashed[8];

	if (strlen(time_period) == 6 && period_digits(time_period, 6) >= 0)
	{
		(void) snprintf(slashed, sizeof(slashed), "%.4s/%.2s", time_period,
						time_period + 4);
		time_period = slashed;
	}
	if (!period_read_words(time_period, false, &years, problem, HINT_PAIR) ||
		!period_read_words(time_identifier, true, &words, problem, HINT_PAIR))
		return false;
	(void) snprintf(pair, sizeof(pair), "%s %s", years.letters, words.letters);
	words.year = years.year;
	words.year_after = years.year_after;
	words.year_ends = year_ends;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
	{
		if (strcmp(forms[i].letters, pair) == 0 &&
			(forms[i].meaning != 'b' || words.term == 1))
			return period_of_words(forms[i].meaning, &words, period, problem);
	}
	if (strchr(words.letters, 'W') != NULL)
		return refuse(problem, DETAIL_WEEK,
					  "Give the first month and the number of months: "
					  "reporting_period(date, months).");
	return refuse(problem, "This pair does not say which whole months it spans.",
				  HINT_PAIR);
}

/* a pool of years has a label of its own unless that could be read otherwise */
static bool
has_pool_label(int year, int month, int length)
{
	int			years = length / 12;

	if (length % 12 != 0 || years < 2 || years > PERIOD_MAX_POOLED)
		return false;
	if (month == APRIL)
		return true;
	return month == JANUARY && years > 2 &&
		((year + years - 1) % 100 > 12 || (year + years - 1) % 100 == 0);
}

static const char *
year_prefix(int month)
{
	return month == SEPTEMBER ? "AY " : "";
}

/* Writes the canonical label; returns its length. */
int
period_format(ReportingPeriod period, char *text)
{
	int			first = period_first_month(period);
	int			length = period_length(period);
	int			year = first / 12 + 1;
	int			month = first % 12;
	int			financial = month >= APRIL ? year : year - 1;
	int			academic = month >= SEPTEMBER ? year : year - 1;

	if (length == 3 && month % 3 == 0)
		return snprintf(text, PERIOD_TEXT, "%04d/%02d Q%d", financial,
						(financial + 1) % 100, (month + 9) % 12 / 3 + 1);
	if (length == 12 && month == JANUARY)
		return snprintf(text, PERIOD_TEXT, "%04d", year);
	if (length == 12 && (month == APRIL || month == SEPTEMBER))
		return snprintf(text, PERIOD_TEXT, "%s%04d/%02d", year_prefix(month),
						year, (year + 1) % 100);
	if (length == 4 && month % 4 == 0)
		return snprintf(text, PERIOD_TEXT, "%s %04d/%02d",
						term_titles[(month + 4) % 12 / 4], academic,
						(academic + 1) % 100);
	if (length == 1 && !period_could_be_years(year, month + 1))
		return snprintf(text, PERIOD_TEXT, "%04d-%02d", year, month + 1);
	if (has_pool_label(year, month, length))
	{
		int			last = year + length / 12 - 1;

		if (month == JANUARY)
			return snprintf(text, PERIOD_TEXT, "%04d-%02d", year, last % 100);
		return snprintf(text, PERIOD_TEXT, "%04d/%02d-%02d/%02d", year,
						(year + 1) % 100, last % 100, (last + 1) % 100);
	}
	return snprintf(text, PERIOD_TEXT, "%04d-%02d/P%dM", year, month + 1, length);
}
