/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_unit.c - units, and units with the polarity behind them
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = text_of(data, size);
	Unit		unit;
	Polarity	polarity;

	if (unit_parse(text, &unit))
		check_unit(unit.kind, unit.per);
	if (unit_polarity_parse(text, &unit, &polarity))
	{
		char		again[UNIT_TEXT + 8];
		Unit		read;
		Polarity	read_polarity;
		int			length;

		check_unit(unit.kind, unit.per);
		CHECK(polarity <= LAST_POLARITY);
		length = unit_format(unit.kind, unit.per, again);
		snprintf(again + length, sizeof(again) - length, " %s",
				 polarity_word(polarity));
		CHECK(unit_polarity_parse(again, &read, &read_polarity));
		CHECK(read.kind == unit.kind && read.per == unit.per &&
			  read_polarity == polarity);
	}
	free(text);
	return 0;
}
