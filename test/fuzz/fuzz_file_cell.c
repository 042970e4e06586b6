/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_file_cell.c - the six cells of a published figure, one a line
 */
#include "fuzz.h"

#include "calculus/file_cell.h"
#include "calculus/marker.h"

static void
check_number(FigureNumber number)
{
	if (number.known)
		check_decimal(number.value);
}

/* Writes a value as people do, with commas between thousands, and reads it back. */
static void
check_round_trip(double value)
{
	char		plain[DECIMAL_TEXT];
	char		grouped[2 * DECIMAL_TEXT];
	size_t		length = (size_t) decimal_format(value, plain);
	size_t		whole = strcspn(plain, ".");
	size_t		n = 0;
	double		read;
	FileProblem problem;

	for (size_t i = 0; i < length; i++)
	{
		if (i > 0 && i < whole && (whole - i) % 3 == 0 && plain[i - 1] != '-')
			grouped[n++] = ',';
		grouped[n++] = plain[i];
	}
	CHECK(file_number(plain, length, &read, &problem) && read == value);
	CHECK(file_number(grouped, n, &read, &problem) && read == value);
	grouped[n++] = '%';
	CHECK(file_number(grouped, n, &read, &problem) && read == value);
}

/* A figure that is taken is one that can be, and its cells read back. */
static void
check_figure(const Figure *figure)
{
	Figure		again = *figure;
	FigurePart	part;
	FileProblem problem;

	CHECK(figure_check(&again, &part, &problem));
	check_number(figure->value);
	check_number(figure->numerator);
	check_number(figure->denominator);
	check_number(figure->lower);
	check_number(figure->upper);
	if (figure->value.known)
		check_round_trip(figure->value.value);
	else
		CHECK(figure->status != NULL && figure->status->withholds != WITHHOLDS_NEVER &&
			  !figure->lower.known && !figure->upper.known);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = text_of(data, size);
	char	   *at = text;
	FileCell	cells[FILE_PARTS] = {{NULL, 0}};
	Figure		figure;
	FigurePart	part = 0;
	FileProblem problem = {.message = "", .hint = ""};

	for (int i = 0; i < FILE_PARTS && at != NULL; i++)
	{
		char	   *end = memchr(at, '\n', size - (size_t) (at - text));

		cells[i].text = at;
		cells[i].length = end != NULL ? (size_t) (end - at) : size - (size_t) (at - text);
		at = end != NULL ? end + 1 : NULL;
		if (cells[i].length == 1 && cells[i].text[0] == '!')
			cells[i].text = NULL;
	}
	if (file_figure(cells, &figure, &part, &problem))
		check_figure(&figure);
	else
	{
		CHECK(part >= FIGURE_VALUE && part <= FIGURE_STATUS);
		CHECK(strlen(problem.message) > 10);
		CHECK(problem.message[strlen(problem.message) - 1] != '.');
		CHECK(problem.hint[0] == '\0' || problem.hint[strlen(problem.hint) - 1] == '.');
	}
	free(text);
	return 0;
}
