/* SPDX-License-Identifier: PostgreSQL */
/*
 * progress.c - how far a load has come, at the bottom of a terminal
 *
 * A line that is written over, and blanked before anything else is printed.
 * Where standard error is no terminal there is none of it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "client/progress.h"
#include "client/terminal.h"
#include "client/text.h"

#define LEAST_BAR 10
#define GREATEST_BAR 40

static bool wanted_here = false;
static const char *subject = "";	/* what the line begins with */
static int	drawn = 0;			/* columns of the line that is there */
static struct timespec drawn_at;

void
progress_begin(bool wanted)
{
	wanted_here = wanted && terminal_width(STDERR_FILENO) > 0;
}

/* Names what the lines to come are about; the name stays the caller's. */
void
progress_name(const char *name)
{
	progress_clear();
	subject = name;
}

void
progress_clear(void)
{
	if (drawn > 0)
	{
		int			width = terminal_width(STDERR_FILENO) - 1;

		/* with what was typed meanwhile, such as ^C */
		fputc('\r', stderr);
		text_pad(stderr, width > drawn ? width : drawn);
		fputc('\r', stderr);
		fflush(stderr);
	}
	drawn = 0;
}

/* Whether the last line was drawn less than a tenth of a second ago. */
static bool
too_soon(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return false;
	if (drawn > 0 && (double) (now.tv_sec - drawn_at.tv_sec)
		+ (double) (now.tv_nsec - drawn_at.tv_nsec) / 1e9 < 0.1)
		return true;
	drawn_at = now;
	return false;
}

/*
 * Draws "c1.csv  [#####     ]  48%  1.2 MB of 2.5 MB sent". A share below zero
 * is not known and has no bar; what a narrow terminal has no room for goes,
 * the bar first.
 */
static void
draw(double share, const char *words)
{
	int			room = terminal_width(STDERR_FILENO) - 1;
	size_t		fitting = text_fitting(subject, room);
	int			bar;

	progress_clear();
	if (room < 1)
		return;
	text_put_part(stderr, subject, fitting);
	drawn = text_width(subject) < room ? text_width(subject) : room;
	bar = room - drawn - text_width(words) - (int) strlen("  []  100%  ");
	if (share >= 0 && bar >= LEAST_BAR)
	{
		bar = bar > GREATEST_BAR ? GREATEST_BAR : bar;
		fputs("  [", stderr);
		for (int i = 0; i < bar; i++)
			fputc((i + 1) <= share * bar ? '#' : ' ', stderr);
		fprintf(stderr, "]  %3d%%", (int) (share * 100));
		drawn += bar + (int) strlen("  []  100%");
	}
	else if (share >= 0 && drawn + 2 + text_width(words) > room && drawn + 6 <= room)
		drawn += fprintf(stderr, "  %3d%%", (int) (share * 100));
	if (drawn + 2 + text_width(words) <= room)
	{
		fputs("  ", stderr);
		text_put(stderr, words);
		drawn += 2 + text_width(words);
	}
	fflush(stderr);
}

/* Shows how much of a file has been sent; a total below zero is not known. */
void
progress_bytes(double done, double total)
{
	char		part[TEXT_NUMBER_SIZE];
	char		whole[TEXT_NUMBER_SIZE];
	char		words[100];

	if (!wanted_here || (done != total && too_soon()))
		return;
	if (total > 0 && done <= total)
	{
		snprintf(words, sizeof(words), "%s of %s sent",
				 text_size(part, done), text_size(whole, total));
		draw(done / total, words);
		return;
	}
	snprintf(words, sizeof(words), "%s sent", text_size(part, done));
	draw(-1, words);
}

/* Shows what is being done, where nobody knows how much of it there is. */
void
progress_words(const char *words)
{
	if (wanted_here)
		draw(-1, words);
}

/* Returns the number at the beginning, its commas left out; -1 for none. */
static double
leading_number(const char *text, const char **rest)
{
	double		number = 0;
	const char *at = text;

	for (; (*at >= '0' && *at <= '9') || (*at == ',' && at > text); at++)
	{
		if (*at != ',')
			number = number * 10 + (*at - '0');
	}
	*rest = at;
	return at > text ? number : -1;
}

/*
 * Shows the server's own word on how far it is, "load_file: 350,000 of
 * 2,000,000 lines". False where the message is none, or nobody would see it.
 */
bool
progress_notice(const char *message)
{
	const char *words = strstr(message, ": ");
	const char *rest;
	double		done;
	double		total;

	if (!wanted_here || words == NULL
		|| strspn(message, "abcdefghijklmnopqrstuvwxyz_") != (size_t) (words - message))
		return false;
	words += 2;
	done = leading_number(words, &rest);
	if (done < 0 || strncmp(rest, " of ", 4) != 0)
		return false;
	total = leading_number(rest + 4, &rest);
	if (total <= 0 || *rest != ' ')
		return false;
	draw(done <= total ? done / total : 1, words);
	return true;
}
