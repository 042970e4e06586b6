/* SPDX-License-Identifier: PostgreSQL */
/*
 * decision.c - what is decided of a cell
 */
#include "calculus/decision.h"

#include <stddef.h>

/* Returns a decision as SQL has it, NULL for none. */
const char *
decision_word(CellDecision decision)
{
	static const char *const words[] = {
		NULL, "shown", "secondary", "narrow", "withheld", "given away"
	};

	return words[decision];
}
