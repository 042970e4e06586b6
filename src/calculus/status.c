/* SPDX-License-Identifier: PostgreSQL */
/*
 * status.c - the table of status symbols
 */
#include "calculus/status.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const Status statuses[] = {
	{
		.symbol = "c",.withholds = WITHHOLDS_ALWAYS,
		.meaning = "confidential",
		.reason = "Withheld: confidential.",
		.absence = "Withheld as confidential"
	},
	{
		.symbol = "x",.withholds = WITHHOLDS_ALWAYS,
		.meaning = "not available",
		.reason = "Not available.",
		.absence = "Not available"
	},
	{
		.symbol = "z",.withholds = WITHHOLDS_ALWAYS,
		.meaning = "not applicable",
		.reason = "Not applicable.",
		.absence = "Not applicable"
	},
	{
		.symbol = "low",.former = "k",.withholds = WITHHOLDS_MAYBE,
		.meaning = "rounds to zero",
		.reason = "Rounds to zero.",
		.sentence = "The figure is not zero but rounds to it.",
		.absence = "Rounds to zero"
	},
	{
		.symbol = "u",.withholds = WITHHOLDS_MAYBE,
		.meaning = "low reliability",
		.reason = "Low reliability.",
		.sentence = "The figure is of low reliability.",
		.absence = "Too unreliable to be given"
	},
	{
		.symbol = "p",.withholds = WITHHOLDS_NEVER,
		.meaning = "provisional",
		.reason = "Provisional.",
		.sentence = "The figure is provisional."
	},
	{
		.symbol = "r",.withholds = WITHHOLDS_NEVER,
		.meaning = "revised",
		.reason = "Revised.",
		.sentence = "The figure has been revised."
	},
	{
		.symbol = "e",.withholds = WITHHOLDS_NEVER,
		.meaning = "estimated",
		.reason = "Estimated.",
		.sentence = "The figure is an estimate."
	},
	{
		.symbol = "b",.withholds = WITHHOLDS_NEVER,
		.meaning = "break in the series",
		.reason = "Break in the series.",
		.sentence = "There is a break in the series."
	}
};

/* Returns the symbols one by one, from 0; NULL after the last. */
const Status *
status_at(int i)
{
	return i < (int) (sizeof(statuses) / sizeof(statuses[0])) ? &statuses[i] : NULL;
}

/* Returns what a symbol or its former form stands for; NULL for any other. */
const Status *
status_find(const char *symbol)
{
	const Status *status;

	for (int i = 0; (status = status_at(i)) != NULL; i++)
	{
		if (strcmp(status->symbol, symbol) == 0 ||
			(status->former != NULL && strcmp(status->former, symbol) == 0))
			return status;
	}
	return NULL;
}

/*
 * Writes the symbols with their meaning, "c (confidential), x (not available)
 * or ...", into STATUS_LIST bytes: all, or only those beside which a value may
 * be missing.
 */
void
status_list(char *text, bool missing)
{
	const Status *status;
	const Status *pending = NULL;
	int			length = 0;

	*text = '\0';
	for (int i = 0; (status = status_at(i)) != NULL; i++)
	{
		if (missing && status->withholds == WITHHOLDS_NEVER)
			continue;
		if (pending != NULL)
			length += snprintf(text + length, (size_t) (STATUS_LIST - length), "%s%s (%s)",
							   length > 0 ? ", " : "", pending->symbol, pending->meaning);
		pending = status;
	}
	if (pending != NULL)
		(void) snprintf(text + length, (size_t) (STATUS_LIST - length), "%s%s (%s)",
						length > 0 ? " or " : "", pending->symbol, pending->meaning);
}

const char *
withholds_word(Withholds withholds)
{
	static const char *const words[] = {"never", "may", "always"};

	return words[withholds];
}
