/* SPDX-License-Identifier: PostgreSQL */
/*
 * residues.c - arithmetic modulo the prime 2^61 - 1
 */
#include "calculus/residues.h"

/* Returns 1 / a for a > 0: a to the power of the prime less two (Fermat). */
uint64_t
residue_inverse(uint64_t a)
{
	uint64_t	result = 1;

	if (a == 1 || a == RESIDUE_PRIME - 1)
		return a;
	for (uint64_t power = RESIDUE_PRIME - 2; power > 0; power >>= 1)
	{
		if (power & 1)
			result = residue_multiply(result, a);
		a = residue_multiply(a, a);
	}
	return result;
}
