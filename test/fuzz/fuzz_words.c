/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_words.c - polarity and direction
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = text_of(data, size);
	Polarity	polarity;
	Direction	direction;

	if (polarity_parse(text, &polarity))
	{
		Polarity	read;

		CHECK(polarity <= LAST_POLARITY);
		CHECK(polarity_parse(polarity_word(polarity), &read) && read == polarity);
	}
	if (direction_parse(text, &direction))
	{
		Direction	read;

		CHECK(direction <= LAST_DIRECTION);
		CHECK(direction_parse(direction_word(direction), &read) && read == direction);
	}
	free(text);
	return 0;
}
