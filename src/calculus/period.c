/*
 * period.c - the labels of periods, read and written
 *
 * Plain C without fmgr.  A label is cut into words, each word classified by one
 * letter, and the letters looked up in a table of the forms that exist: "Q2
 * 2020/21" has the letters "qp", quarter and pair of years.
 */
#include "calculus/period.h"

#include <stdio.h>
#include <string.h>

#define JANUARY		0
#define APRIL		3
#define SEPTEMBER	8

#define MAX_WORDS	4
#define MAX_POOLED	10			/* years in a label such as 2014-16 */

#define HINT_FORMS \
	"Write, for example, \"2020/21 Q2\", \"2020/21\", \"2020\", " \
	"\"AY 2019/20\", \"Summer 2019/20\", \"2020-08\", \"2014-16\" " \
	"or \"2019-10/P12M\"."
#define HINT_PAIR \
	"Write the Department for Education's pair, for example " \
	"('202021', 'Financial year Q2') or ('2020', 'August')."

static const char *const months_of_year[] = {
	"january", "february", "march", "april", "may", "june", "july",
	"august", "september", "october", "november", "december"
};
static const char *const terms[] = {"autumn", "spring", "summer"};
static const char *const term_titles[] = {"Autumn", "Spring", "Summer"};

/* what a label's words say, collected while they are read */
typedef struct Words
{
	char		letters[MAX_WORDS + 1];
	int			year;			/* first year named */
	int			year_after;		/* second of two, or the last of a pool */
	int			month;			/* 0-11 */
	int			quarter;		/* 1-4 */
	int			term;			/* 0-2 */
	int			length;			/* months, of the general form */
} Words;

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

/* reads exactly n digits; -1 where they are not */
static int
digits(const char *text, int n)
{
	int			number = 0;

	for (int i = 0; i < n; i++)
	{
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

/* the first year after "year" that ends in these two digits */
static int
year_ending(int year, int two_digits)
{
	return year + 1 + (two_digits - (year + 1) % 100 + 100) % 100;
}

/* position of a word in a list, in full or, from three letters, abbreviated */
static int
find_word(const char *word, const char *const *list, int n, bool abbreviated)
{
	size_t		length = strlen(word);

	for (int i = 0; i < n; i++)
	{
		if (strcmp(word, list[i]) == 0)
			return i;
		if (abbreviated && length == 3 && strncmp(word, list[i], 3) == 0)
			return i;
	}
	return -1;
}

/*
 * "2020-08" is a month, "2020-21" a financial year, "2014-16" a pool of
 * calendar years.  Some labels could be two of these ("2010-11", "2009-11"):
 * they are refused rather than guessed, and never written.
 */
static bool
could_be_years(int year, int two_digits)
{
	return year_ending(year, two_digits) - year < MAX_POOLED;
}

static char
classify_dashed(const char *word, Words *words, Problem *problem)
{
	int			two_digits = digits(word + 5, 2);
	bool		is_month = two_digits >= 1 && two_digits <= 12;
	bool		is_years = could_be_years(words->year, two_digits);

	if (is_month && is_years)
	{
		refuse(problem, "The label could be a month or a span of years.",
			   "Write \"2010/11\" for the financial year, \"Nov 2010\" for the "
			   "month, \"2009-01/P36M\" for three calendar years from 2009.");
		return '!';
	}
	if (is_month)
	{
		words->month = two_digits - 1;
		return 'm';
	}
	if (!is_years)
	{
		refuse(problem, two_digits > 12 && two_digits <= 31 ?
			   "A month is 01 to 12, and the second of two years follows the "
			   "first by at most nine." :
			   "The second of two years follows the first by at most nine.",
			   HINT_FORMS);
		return '!';
	}
	words->year_after = year_ending(words->year, two_digits);
	return words->year_after == words->year + 1 ? 'p' : 'c';
}

static char
classify_slashed(const char *word, Words *words, Problem *problem)
{
	words->year_after = year_ending(words->year, digits(word + 5, 2));
	if (words->year_after == words->year + 1)
		return 'p';
	refuse(problem, "The second year does not follow the first.", HINT_FORMS);
	return '!';
}

/* "2013/14-15/16": financial years pooled */
static char
classify_pool(const char *word, Words *words, Problem *problem)
{
	int			first_end = year_ending(words->year, digits(word + 5, 2));
	int			last_start = year_ending(words->year, digits(word + 8, 2));
	int			last_end = year_ending(last_start, digits(word + 11, 2));

	if (first_end != words->year + 1 || last_end != last_start + 1 ||
		last_end - words->year > MAX_POOLED)
	{
		refuse(problem, "Pooled financial years are written from the first to "
			   "the last, at most ten.", "Write, for example, \"2013/14-15/16\".");
		return '!';
	}
	words->year_after = last_end;
	return 'P';
}

/* "2019-10/P12M": first month and length in months */
static char
classify_general(const char *word, Words *words, Problem *problem)
{
	const char *at = word + 9;

	words->month = digits(word + 5, 2) - 1;
	if (words->month < 0 || words->month > 11)
	{
		refuse(problem, "A month is 01 to 12.", HINT_FORMS);
		return '!';
	}
	words->length = 0;
	for (; *at >= '0' && *at <= '9'; at++)
	{
		if (words->length <= PERIOD_MAX_LENGTH)
			words->length = words->length * 10 + (*at - '0');
	}
	if (at == word + 9 || strcmp(at, "m") != 0)
	{
		refuse(problem, "The length is written as P, a number of months, M.",
			   "Write, for example, \"2019-10/P12M\".");
		return '!';
	}
	return 'g';
}

static char
classify_number(const char *word, Words *words, Problem *problem)
{
	size_t		length = strlen(word);

	words->year = digits(word, 4);
	if (words->year < 0)
		return '?';
	if (length == 4)
		return 'y';
	if (length == 7 && digits(word + 5, 2) >= 0)
	{
		if (word[4] == '-')
			return classify_dashed(word, words, problem);
		if (word[4] == '/')
			return classify_slashed(word, words, problem);
	}
	if (length == 9 && word[4] == '/' && digits(word + 5, 4) == words->year + 1)
	{
		words->year_after = words->year + 1;
		return 'p';
	}
	if (length == 13 && word[4] == '/' && word[7] == '-' && word[10] == '/' &&
		digits(word + 5, 2) >= 0 && digits(word + 8, 2) >= 0 &&
		digits(word + 11, 2) >= 0)
		return classify_pool(word, words, problem);
	if (length > 9 && word[4] == '-' && digits(word + 5, 2) >= 0 &&
		word[7] == '/' && word[8] == 'p')
		return classify_general(word, words, problem);
	return '?';
}

/* one letter for a word, '?' for none, '!' where the problem is already known */
static char
classify(const char *word, Words *words, Problem *problem)
{
	static const struct
	{
		const char *word;
		char		letter;
	}			known[] = {
		{"fy", 'F'}, {"cy", 'C'}, {"ay", 'A'},
		{"financial", 'f'}, {"calendar", 'd'}, {"academic", 'a'},
		{"year", 'Y'}, {"quarter", 'Q'}, {"term", 'T'},
		{"and", '&'}
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
	{
		if (strcmp(word, known[i].word) == 0)
			return known[i].letter;
	}
	if (word[0] == 'q' && digits(word + 1, 1) >= 0 && word[2] == '\0')
	{
		words->quarter = word[1] - '0';
		return 'q';
	}
	if (digits(word, 1) >= 0 && word[1] == '\0')
	{
		words->quarter = word[0] - '0';
		return 'n';
	}
	if (find_word(word, terms, 3, false) >= 0)
	{
		words->term = find_word(word, terms, 3, false);
		return 't';
	}
	if (strcmp(word, "sept") == 0)
		word = "sep";
	if (find_word(word, months_of_year, 12, true) >= 0)
	{
		words->month = find_word(word, months_of_year, 12, true);
		return 'M';
	}
	return classify_number(word, words, problem);
}

/* Cuts text into words and appends their letters; false where one has none. */
static bool
read_words(const char *text, Words *words, Problem *problem, const char *hint)
{
	char		word[PERIOD_TEXT];
	size_t		length = 0;
	size_t		n = strlen(words->letters);

	for (;; text++)
	{
		bool		space = *text == ' ' || (*text >= '\t' && *text <= '\r');

		if (*text != '\0' && !space)
		{
			if (length + 1 >= sizeof(word))
				return refuse(problem, "This is not the label of a period.", hint);
			word[length++] = (char) ((*text >= 'A' && *text <= 'Z') ? *text + 32 : *text);
			continue;
		}
		if (length > 0)
		{
			char		letter;

			word[length] = '\0';
			length = 0;
			letter = classify(word, words, problem);
			if (letter == '!')
				return false;
			if (letter == '?' || n == MAX_WORDS)
				return refuse(problem, "This is not the label of a period.", hint);
			words->letters[n++] = letter;
			words->letters[n] = '\0';
		}
		if (*text == '\0')
			return true;
	}
}

/* the period that a reading of letters means */
static bool
period_of_words(char meaning, const Words *words, ReportingPeriod *period,
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

static bool
look_up(const Form *forms, size_t n, const Words *words,
		ReportingPeriod *period, Problem *problem, const char *hint)
{
	for (size_t i = 0; i < n; i++)
	{
		if (strcmp(forms[i].letters, words->letters) == 0)
			return period_of_words(forms[i].meaning, words, period, problem);
	}
	return refuse(problem, "This is not the label of a period.", hint);
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
		{"p", 'f'}, {"Fp", 'f'}, {"fYp", 'f'},
		{"y", 'c'}, {"Cy", 'c'}, {"dYy", 'c'},
		{"Ap", 'a'}, {"aYp", 'a'},
		{"tp", 't'}, {"tTp", 't'}, {"pt", 't'}, {"ptT", 't'},
		{"m", 'm'}, {"My", 'm'}, {"yM", 'm'},
		{"P", 'P'}, {"c", 'C'}, {"g", 'g'}
	};
	Words		words = {.letters = ""};

	if (!read_words(text, &words, problem, HINT_FORMS))
		return false;
	if (strcmp(words.letters, "q") == 0 || strcmp(words.letters, "Qn") == 0)
		return refuse(problem, "A quarter needs its financial year.",
					  "Write, for example, \"2020/21 Q2\".");
	return look_up(forms, sizeof(forms) / sizeof(forms[0]), &words,
				   period, problem, HINT_FORMS);
}

/*
 * Reads the pair of columns by which the Department for Education's open data
 * name a period: time_period ('202021', '2020') and time_identifier
 * ('Financial year Q2', 'Academic year', 'August', 'Autumn term').  Source:
 * Explore Education Statistics, data file standards, "time_period" and
 * "time_identifier".  Identifiers that are not whole months (tax year, weeks)
 * or whose months differ from release to release (reporting year) are refused.
 */
bool
period_parse_pair(const char *time_period, const char *time_identifier,
				  ReportingPeriod *period, Problem *problem)
{
	static const Form forms[] = {
		{"p fY", 'f'}, {"p aY", 'a'}, {"y dY", 'c'},
		{"p fYq", 'q'}, {"y dYq", 'k'},
		{"p tT", 't'}, {"p t&tT", 'b'}, {"y M", 'm'}
	};
	Words		words = {.letters = ""};
	Words		years = {.letters = ""};
	char		pair[2 * MAX_WORDS + 2];
	char		slashed[8];

	if (strlen(time_period) == 6 && digits(time_period, 6) >= 0)
	{
		(void) snprintf(slashed, sizeof(slashed), "%.4s/%.2s", time_period,
						time_period + 4);
		time_period = slashed;
	}
	if (!read_words(time_period, &years, problem, HINT_PAIR) ||
		!read_words(time_identifier, &words, problem, HINT_PAIR))
		return false;
	(void) snprintf(pair, sizeof(pair), "%s %s", years.letters, words.letters);
	words.year = years.year;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
	{
		if (strcmp(forms[i].letters, pair) == 0 &&
			(forms[i].meaning != 'b' || words.term == 1))
			return period_of_words(forms[i].meaning, &words, period, problem);
	}
	return refuse(problem, "This pair does not say which whole months it spans.",
				  HINT_PAIR);
}

/* a pool of years has a label of its own unless that could be read otherwise */
static bool
has_pool_label(int year, int month, int length)
{
	int			years = length / 12;

	if (length % 12 != 0 || years < 2 || years > MAX_POOLED)
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
	if (length == 1 && !could_be_years(year, month + 1))
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
