/* SPDX-License-Identifier: PostgreSQL */
/*
 * period_words.c - the words of a period's label, each classified by one letter
 *
 * Plain C without fmgr.  "Q2 2020/21" has the letters "qp", quarter and pair of
 * years; what they mean together is period.c's.
 */
#include "calculus/period_words.h"

#include <string.h>

#include "calculus/space.h"

/* months that no period has: what is longer need not be read further */
#define TOO_LONG	100000

static const char *const months_of_year[] = {
	"january", "february", "march", "april", "may", "june", "july",
	"august", "september", "october", "november", "december"
};
static const char *const terms[] = {"autumn", "spring", "summer"};

/* reads exactly n digits; -1 where they are not */
int
period_digits(const char *text, int n)
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

/* the year that two digits mean, as dates read them: 1970 to 2069 */
int
period_year_of_digits(int two_digits)
{
	return two_digits + (two_digits < 70 ? 2000 : 1900);
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
bool
period_could_be_years(int year, int two_digits)
{
	return year_ending(year, two_digits) - year < PERIOD_MAX_POOLED;
}

static char
classify_dashed(const char *word, PeriodWords *words, Problem *problem)
{
	int			two_digits = period_digits(word + 5, 2);
	bool		is_month = two_digits >= 1 && two_digits <= 12;
	bool		is_years = period_could_be_years(words->year, two_digits);

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
			   PERIOD_HINT_FORMS);
		return '!';
	}
	words->year_after = year_ending(words->year, two_digits);
	return words->year_after == words->year + 1 ? 'p' : 'c';
}

static char
classify_slashed(const char *word, PeriodWords *words, Problem *problem)
{
	words->year_after = year_ending(words->year, period_digits(word + 5, 2));
	if (words->year_after == words->year + 1)
		return 'p';
	refuse(problem, "The second year does not follow the first.", PERIOD_HINT_FORMS);
	return '!';
}

/* "2013/14-15/16": financial years pooled */
static char
classify_pool(const char *word, PeriodWords *words, Problem *problem)
{
	int			first_end = year_ending(words->year, period_digits(word + 5, 2));
	int			last_start = year_ending(words->year, period_digits(word + 8, 2));
	int			last_end = year_ending(last_start, period_digits(word + 11, 2));

	if (first_end != words->year + 1 || last_end != last_start + 1 ||
		last_end - words->year > PERIOD_MAX_POOLED)
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
classify_general(const char *word, PeriodWords *words, Problem *problem)
{
	const char *at = word + 9;

	words->month = period_digits(word + 5, 2) - 1;
	if (words->month < 0 || words->month > 11)
	{
		refuse(problem, "A month is 01 to 12.", PERIOD_HINT_FORMS);
		return '!';
	}
	words->length = 0;
	for (; *at >= '0' && *at <= '9'; at++)
	{
		if (words->length < TOO_LONG)
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

/* "20/21", which needs a word to say that these are years */
static char
classify_short(const char *word, PeriodWords *words, Problem *problem)
{
	words->year = period_year_of_digits(period_digits(word, 2));
	words->year_after = year_ending(words->year, period_digits(word + 3, 2));
	if (words->year_after == words->year + 1)
		return 's';
	refuse(problem, "The second year does not follow the first.", PERIOD_HINT_FORMS);
	return '!';
}

/* "2020-08-01", "01/08/2020" */
static bool
is_date(const char *word)
{
	if (strlen(word) != 10)
		return false;
	if (period_digits(word, 4) >= 0)
		return period_digits(word + 5, 2) >= 0 && period_digits(word + 8, 2) >= 0 &&
			word[7] == word[4];
	return period_digits(word, 2) >= 0 && period_digits(word + 3, 2) >= 0 &&
		period_digits(word + 6, 4) >= 0;
}

static char
classify_number(const char *word, PeriodWords *words, Problem *problem)
{
	size_t		length = strlen(word);
	int			year = period_digits(word, 4);

	if (is_date(word))
		return 'D';
	if (length == 2 && period_digits(word, 2) >= 0)
	{
		if (strpbrk(words->letters, "EOZ") != NULL || words->letters[0] == 'Y')
			words->day = period_digits(word, 2);
		else
			words->number = period_digits(word, 2);
		return 'N';
	}
	if (length == 5 && period_digits(word, 2) >= 0 && period_digits(word + 3, 2) >= 0 &&
		(word[2] == '/' || word[2] == '-'))
		return classify_short(word, words, problem);
	if (year < 0)
		return '?';
	if (length == 4 && strchr(words->letters, 'y') != NULL)
	{
		words->year_to = year;
		return 'y';
	}
	words->year = year;
	if (length == 4)
		return 'y';
	if (length == 7 && period_digits(word + 5, 2) >= 0)
	{
		if (word[4] == '-')
			return classify_dashed(word, words, problem);
		if (word[4] == '/')
			return classify_slashed(word, words, problem);
	}
	if (length == 9 && word[4] == '/' && period_digits(word + 5, 4) == words->year + 1)
	{
		words->year_after = words->year + 1;
		return 'p';
	}
	if (length == 13 && word[4] == '/' && word[7] == '-' && word[10] == '/' &&
		period_digits(word + 5, 2) >= 0 && period_digits(word + 8, 2) >= 0 &&
		period_digits(word + 11, 2) >= 0)
		return classify_pool(word, words, problem);
	if (length > 9 && word[4] == '-' && period_digits(word + 5, 2) >= 0 &&
		word[7] == '/' && word[8] == 'p')
		return classify_general(word, words, problem);
	return '?';
}

/* one letter for a word, '?' for none, '!' where the problem is already known */
static char
classify(const char *word, PeriodWords *words, Problem *problem)
{
	static const struct
	{
		const char *word;
		char		letter;
	}			known[] = {
		{"fy", 'F'}, {"cy", 'C'}, {"ay", 'A'},
		{"financial", 'f'}, {"calendar", 'd'}, {"academic", 'a'},
		{"year", 'Y'}, {"ye", 'Z'}, {"quarter", 'Q'}, {"qtr", 'Q'}, {"term", 'T'},
		{"and", '&'}, {"-", '>'}, {"to", '>'},
		{"ending", 'E'}, {"ended", 'E'}, {"months", 'O'},
		{"week", 'W'}, {"reporting", 'r'}, {"tax", 'x'}, {"part", 'h'}
	};
	int			month;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
	{
		if (strcmp(word, known[i].word) == 0)
			return known[i].letter;
	}
	if (word[0] == 'q' && period_digits(word + 1, 1) >= 0 && word[2] == '\0')
	{
		words->quarter = word[1] - '0';
		return 'q';
	}
	if (word[0] == 'h' && (word[1] == '1' || word[1] == '2') && word[2] == '\0')
	{
		words->number = word[1] - '0';
		return 'H';
	}
	if (period_digits(word, 1) >= 0 && word[1] == '\0')
	{
		words->quarter = words->number = word[0] - '0';
		return 'n';
	}
	if (find_word(word, terms, 3, false) >= 0)
	{
		words->term = find_word(word, terms, 3, false);
		return 't';
	}
	if (strcmp(word, "sept") == 0)
		word = "sep";
	month = find_word(word, months_of_year, 12, true);
	if (month >= 0)
	{
		if (strchr(words->letters, 'M') == NULL)
			words->month = month;
		words->month_to = month;
		return 'M';
	}
	return classify_number(word, words, problem);
}

/*
 * Whether a word ends before the next character though no space lies between:
 * "fy|20/21", "2020/21|q2", "jul|-|sep".
 */
static bool
ends_before(const char *word, size_t length, char next)
{
	char		last = '\0';

	if (length > 0)
		last = word[length - 1];
	if (length == 1 && last == '-')
		return true;
	if (next == '-')
		return last >= 'a' && last <= 'z' && (word[0] < '0' || word[0] > '9');
	if (next == 'q')
		return last >= '0' && last <= '9';
	return next >= '0' && next <= '9' && length == 2 && last == 'y';
}

/*
 * The next character of a label, in lower case; a space for each kind of it
 * and, where "brackets", for parentheses; an en dash (UTF-8) as a hyphen.
 */
static char
next_character(const char **text, bool brackets)
{
	char		c = *(*text)++;

	if (c == '\xe2' && (*text)[0] == '\x80' && (*text)[1] == '\x93')
	{
		*text += 2;
		return '-';
	}
	if (is_space(c) || (brackets && (c == '(' || c == ')')))
		return ' ';
	return (char) (c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* Appends the letter of a word; false where it has none. */
static bool
read_word(const char *word, PeriodWords *words, Problem *problem, const char *hint)
{
	size_t		n = strlen(words->letters);
	char		letter = classify(word, words, problem);

	if (letter == '!')
		return false;
	if (letter == '?' || n == PERIOD_MAX_WORDS)
		return refuse(problem, PERIOD_DETAIL_UNKNOWN, hint);
	words->letters[n] = letter;
	words->letters[n + 1] = '\0';
	return true;
}

/* Cuts text into words and appends their letters; false where one has none. */
bool
period_read_words(const char *text, bool brackets, PeriodWords *words,
				  Problem *problem, const char *hint)
{
	char		word[PERIOD_WORD];
	size_t		length = 0;

	for (;;)
	{
		char		c = next_character(&text, brackets);

		if (length > 0 &&
			(c == ' ' || c == '\0' || ends_before(word, length, c)))
		{
			word[length] = '\0';
			length = 0;
			if (!read_word(word, words, problem, hint))
				return false;
		}
		if (c == '\0')
			return true;
		if (c == ' ')
			continue;
		if (length + 1 >= sizeof(word))
			return refuse(problem, PERIOD_DETAIL_UNKNOWN, hint);
		word[length++] = c;
	}
}
