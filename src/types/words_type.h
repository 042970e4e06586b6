/* SPDX-License-Identifier: PostgreSQL */
/*
 * words_type.h - polarity and direction as datums and on the wire
 */
#ifndef CFSPERF_WORDS_TYPE_H
#define CFSPERF_WORDS_TYPE_H

#include "fmgr.h"
#include "lib/stringinfo.h"

#include "calculus/words.h"

#define PG_GETARG_WORD(n)		DatumGetUInt8(PG_GETARG_DATUM(n))
#define PG_GETARG_POLARITY(n)	((Polarity) PG_GETARG_WORD(n))
#define PG_RETURN_WORD(x)		return UInt8GetDatum((uint8) (x))

extern Polarity polarity_receive(StringInfo message);

#endif							/* CFSPERF_WORDS_TYPE_H */
