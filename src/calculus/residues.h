/* SPDX-License-Identifier: PostgreSQL */
/*
 * residues.h - arithmetic modulo the prime 2^61 - 1
 *
 * All arguments and results are below the prime.  Products are taken apart into
 * halves, so that no wider integers than those of C are needed.
 */
#ifndef CFSPERF_RESIDUES_H
#define CFSPERF_RESIDUES_H

#include <stdint.h>

#define RESIDUE_PRIME	((UINT64_C(1) << 61) - 1)

static inline uint64_t
residue_folded(uint64_t a)
{
	a = (a & RESIDUE_PRIME) + (a >> 61);
	return a >= RESIDUE_PRIME ? a - RESIDUE_PRIME : a;
}

static inline uint64_t
residue_add(uint64_t a, uint64_t b)
{
	return residue_folded(a + b);
}

static inline uint64_t
residue_negate(uint64_t a)
{
	return a == 0 ? 0 : RESIDUE_PRIME - a;
}

static inline uint64_t
residue_subtract(uint64_t a, uint64_t b)
{
	return residue_add(a, residue_negate(b));
}

/*
 * With a = a1 2^32 + a0 and b alike: 2^64 is 8 modulo the prime, and
 * m 2^32 = (m >> 29) 2^61 + (m mod 2^29) 2^32, of which 2^61 is 1.
 */
static inline uint64_t
residue_multiply(uint64_t a, uint64_t b)
{
	uint64_t	a1 = a >> 32;
	uint64_t	a0 = a & 0xFFFFFFFF;
	uint64_t	b1 = b >> 32;
	uint64_t	b0 = b & 0xFFFFFFFF;
	uint64_t	middle;
	uint64_t	result;

	if (a == 1)
		return b;
	if (b == 1)
		return a;
	middle = a1 * b0 + a0 * b1; /* below 2^62 */
	result = residue_folded(a0 * b0);
	result += residue_folded(a1 * b1 * 8);
	result += residue_folded((middle >> 29) + ((middle & 0x1FFFFFFF) << 32));
	return residue_folded(result);
}

extern uint64_t residue_inverse(uint64_t a);

#endif							/* CFSPERF_RESIDUES_H */
