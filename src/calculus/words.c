/* SPDX-License-Identifier: PostgreSQL */
/*
 * words.c - the words of polarity and direction
 *
 * Plain C without fmgr.
 */
#include "calculus/words.h"

#include <stddef.h>

#include "calculus/space.h"

typedef struct Word
{
	const char *text;			/* lower case */
	uint8_t		value;
} Word;

static const char *const polarity_words[] = {"high", "low", "none"};

static const char *const direction_words[] = {
	"improved", "no significant change", "declined", "information only"
};

/* equal but for case, surrounding space and the length of inner space */
static bool
same_words(const char *text, const char *word)
{
	while (is_space(*text))
		text++;
	for (; *word != '\0'; word++)
	{
		char		c = (char) ((*text >= 'A' && *text <= 'Z') ? *text + 32 : *text);

		if (*word == ' ' ? !is_space(c) : c != *word)
			return false;
		text++;
		while (*word == ' ' && is_space(*text))
			text++;
	}
	while (is_space(*text))
		text++;
	return *text == '\0';
}

static bool
find(const char *text, const Word *words, size_t n, uint8_t *value)
{
	for (size_t i = 0; i < n; i++)
	{
		if (same_words(text, words[i].text))
		{
			*value = words[i].value;
			return true;
		}
	}
	return false;
}

/* the words by which publishers name a polarity */
bool
polarity_parse(const char *text, Polarity *polarity)
{
	static const Word words[] = {
		{"high", POLARITY_HIGH}, {"high is good", POLARITY_HIGH},
		{"low", POLARITY_LOW}, {"low is good", POLARITY_LOW},
		{"none", POLARITY_NONE}, {"information only", POLARITY_NONE},
		{"-", POLARITY_NONE}
	};
	uint8_t		value;

	if (!find(text, words, sizeof(words) / sizeof(words[0]), &value))
		return false;
	*polarity = (Polarity) value;
	return true;
}

const char *
polarity_word(Polarity polarity)
{
	return polarity_words[polarity];
}

bool
direction_parse(const char *text, Direction *direction)
{
	for (int i = 0; i <= LAST_DIRECTION; i++)
	{
		if (same_words(text, direction_words[i]))
		{
			*direction = (Direction) i;
			return true;
		}
	}
	return false;
}

const char *
direction_word(Direction direction)
{
	return direction_words[direction];
}
