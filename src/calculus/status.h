/* SPDX-License-Identifier: PostgreSQL */
/*
 * status.h - the symbols that stand beside a figure or in its place
 *
 * Those of the Government Statistical Service (Analysis Function, "Symbols in
 * tables").  All that is known of a symbol is in one table, in status.c.
 */
#ifndef CFSPERF_STATUS_H
#define CFSPERF_STATUS_H

#include <stdbool.h>

/* room for the list of all symbols with their meaning */
#define STATUS_LIST	256

typedef enum Withholds
{
	WITHHOLDS_NEVER,			/* there is a value */
	WITHHOLDS_MAYBE,			/* publishers use it with and without a value */
	WITHHOLDS_ALWAYS			/* there is no value */
} Withholds;

typedef struct Status
{
	const char *symbol;
	const char *former;			/* the symbol that it replaced, or NULL */
	Withholds	withholds;
	const char *meaning;		/* in few words, "confidential" */
	const char *reason;			/* as a remark, "Withheld: confidential." */
	const char *sentence;		/* of a figure that is there, or NULL */
	const char *absence;		/* of one that is not: what precedes "for" and
								 * the period, or NULL */
} Status;

extern const Status *status_at(int i);
extern const Status *status_find(const char *symbol);
extern void status_list(char *text, bool missing);
extern const char *withholds_word(Withholds withholds);

#endif							/* CFSPERF_STATUS_H */
