/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_panel.c - a panel's text taken apart, and the names of its areas
 */
#include "fuzz.h"

#include "calculus/panel_text.h"

/* any bytes but zero are a name, which comes back from its written form */
static void
check_name(const char *name, size_t length)
{
	char	   *written = malloc(2 * length + 16);
	char	   *again = malloc(length + 1);
	size_t		n;
	PanelScanner scanner;
	Problem		problem;

	CHECK(written != NULL && again != NULL);
	memcpy(written, "{\"", 2);
	n = area_name_escape(name, length, written + 2);
	CHECK(n >= length && n <= 2 * length);
	memcpy(written + 2 + n, "\":{2020:1}}", 12);
	panel_scan_start(&scanner, written);
	CHECK(panel_scan(&scanner, &problem) == PANEL_AREA);
	CHECK(scanner.name_length == n);
	CHECK(area_name_unescape(scanner.name, scanner.name_length, again) == length);
	CHECK(length == 0 || memcmp(again, name, length) == 0);
	CHECK(panel_scan(&scanner, &problem) == PANEL_POINT);
	CHECK(panel_scan(&scanner, &problem) == PANEL_END);
	free(written);
	free(again);
}

/* takes a text apart to its end; each piece is a value */
static void
check_pieces(const char *text)
{
	PanelScanner scanner;
	PanelPiece	piece;
	Problem		problem;
	int			areas = 0;
	int			points = 0;		/* of the latest area */

	panel_scan_start(&scanner, text);
	while ((piece = panel_scan(&scanner, &problem)) != PANEL_END)
	{
		const char *before = scanner.at;

		if (piece == PANEL_BAD)
		{
			check_problem(&problem);
			return;
		}
		CHECK(before > text && before <= text + strlen(text));
		if (piece == PANEL_AREA)
		{
			char	   *name = malloc(scanner.name_length + 1);
			size_t		length = area_name_unescape(scanner.name,
													scanner.name_length, name);

			CHECK(areas == 0 || points > 0);
			CHECK(length <= scanner.name_length);
			check_name(name, length);
			free(name);
			areas++;
			points = 0;
			continue;
		}
		CHECK(piece == PANEL_POINT && areas > 0);
		check_period(scanner.period);
		check_indicator(&scanner.indicator);
		points++;
	}
	CHECK(areas > 0 && points > 0);
	CHECK(*scanner.at == '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = text_of(data, size);

	check_pieces(text);
	check_name(text, strlen(text));
	free(text);
	return 0;
}
