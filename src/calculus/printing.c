/* SPDX-License-Identifier: PostgreSQL */
/*
 * printing.c - numbers as a report prints them
 */
#include "calculus/printing.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/*
 * Writes a decimal with commas between thousands and at least so many
 * decimals: "-16,012,355,892.10".  Returns the length.
 */
static int
print_decimal(double value, int decimals, char *text)
{
	char		digits[DECIMAL_TEXT];
	char	   *end = text;
	const char *fraction;
	int			whole;

	decimal_format(fabs(value), digits);
	whole = (int) strcspn(digits, ".");
	fraction = digits + whole + (digits[whole] == '.');

	if (value < 0)
		*end++ = '-';
	for (int i = 0; i < whole; i++)
	{
		if (i > 0 && (whole - i) % 3 == 0)
			*end++ = ',';
		*end++ = digits[i];
	}
	if (decimals > 0 || *fraction != '\0')
		*end++ = '.';
	for (; decimals > 0 || *fraction != '\0'; decimals--)
		*end++ = (char) (*fraction != '\0' ? *fraction++ : '0');
	*end = '\0';
	return (int) (end - text);
}

/*
 * Writes a value with exactly so many decimals, rounded half away from zero,
 * never "-0".  Returns the length.  The caller sees to NaN and to range.
 */
int
print_number(double value, int decimals, char *text)
{
	return print_decimal(decimal_round_to(value, decimals), decimals, text);
}

/* Writes a number with as many decimals as it has; returns the length. */
int
print_count(double value, char *text)
{
	return print_decimal(decimal_round(value), 0, text);
}

/* printed now - printed before */
static double
printed_difference(double now, double before, int decimals)
{
	return decimal_difference(decimal_round_to(now, decimals),
							  decimal_round_to(before, decimals));
}

/*
 * Writes the size of the difference of two printed figures; one that is whole
 * has no decimals.  Where the two print alike and yet differ, it writes the
 * last decimal and returns true: the difference is less than that.
 */
bool
print_difference(double now, double before, int decimals, char *text)
{
	double		size = fabs(printed_difference(now, before, decimals));
	bool		less = size == 0 && decimal_difference(now, before) != 0;

	if (less)
		size = decimal_round_to(pow(10, -decimals), decimals);
	print_decimal(size, size == rint(size) ? 0 : decimals, text);
	return less;
}

/* whether printed now - printed before is the difference as printed */
static bool
agree(double now, double before, int decimals)
{
	double		difference = decimal_difference(now, before);
	double		printed = printed_difference(now, before, decimals);

	return printed == decimal_round_to(difference, decimals)
		&& (printed != 0 || difference == 0);
}

/*
 * Decimals with which a figure, the one before and their difference are
 * printed so that they agree: those given, one more where only that helps.
 * 7.04 and 3.15 are 7.0 and 3.2 with one decimal, which differ by 3.8 and not
 * by 3.9; with two they agree.  Where neither does, those given.
 */
int
printing_decimals(double now, double before, int decimals)
{
	if (!agree(now, before, decimals) && decimals < MAX_PRINTED_DECIMALS
		&& agree(now, before, decimals + 1))
		return decimals + 1;
	return decimals;
}

static bool
is_word(char c)
{
	return isalnum((unsigned char) c) || c == '_';
}

/* whether a text of a length ends with an ending, whichever case */
static bool
ends_with(const char *text, size_t length, const char *ending)
{
	size_t		n = strlen(ending);

	if (length < n)
		return false;
	for (size_t i = 0; i < n; i++)
	{
		if (tolower((unsigned char) text[length - n + i]) != ending[i])
			return false;
	}
	return true;
}

/* the same, and a word begins with the ending */
static bool
ends_with_word(const char *text, size_t length, const char *ending)
{
	size_t		n = strlen(ending);

	return ends_with(text, length, ending)
		&& (length == n || !is_word(text[length - n - 1]));
}

/* Length of the noun a label begins with: "children" of "children in care". */
static size_t
noun_length(const char *label)
{
	static const char *const followers[] = {
		"of", "per", "in", "on", "at", "for", "from", "by", "with", "without",
		"who", "whose", "aged", "under", "over", "to", "than", "not", NULL
	};

	for (size_t i = 0; label[i] != '\0'; i++)
	{
		size_t		start = i + strspn(label + i, " \t\r\n");

		if (start == i)
			continue;
		for (int j = 0; followers[j] != NULL; j++)
		{
			size_t		n = strlen(followers[j]);

			if (strncmp(label + start, followers[j], n) == 0
				&& !is_word(label[start + n]))
				return i;
		}
	}
	return strlen(label);
}

/*
 * Writes a plural label for a figure of one: "young person" of "young people",
 * "child in care" of "children in care".  The text is never longer than the
 * label; returns its length.
 */
size_t
print_singular(const char *label, char *text)
{
	static const struct
	{
		const char *plural;
		bool		whole_word;
		size_t		drop;
		const char *add;
	}			endings[] = {
		{"people", true, 5, "erson"},
		{"children", true, 3, ""},
		{"brethren", true, 3, ""},
		{"women", true, 2, "an"},
		{"men", true, 2, "an"},
		{"series", true, 0, ""},
		{"ies", false, 3, "y"},
		{"sses", false, 2, ""},
		{"xes", false, 2, ""},
		{"ches", false, 2, ""},
		{"shes", false, 2, ""},
		{"ss", false, 0, ""},
		{"us", false, 0, ""},
		{"s", false, 1, ""},
	};
	size_t		noun = noun_length(label);
	size_t		length = noun;

	memcpy(text, label, noun);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
	{
		if (endings[i].whole_word ? ends_with_word(label, noun, endings[i].plural)
			: ends_with(label, noun, endings[i].plural))
		{
			length -= endings[i].drop;
			strcpy(text + length, endings[i].add);
			length += strlen(endings[i].add);
			break;
		}
	}
	strcpy(text + length, label + noun);
	return length + strlen(label + noun);
}
