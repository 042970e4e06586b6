/* SPDX-License-Identifier: PostgreSQL */
/*
 * upload.c - a file, sent to the server as a large object
 *
 * It is a large object of the transaction that the caller has begun: bytes as
 * they are in the file, in pieces, so that neither side needs room for all of
 * them. If the transaction does not end well, it has never been there.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/interrupt.h"
#include "client/message.h"
#include "client/progress.h"
#include "client/statement.h"
#include "client/upload.h"

#define PIECE (256 * 1024)

static bool
is_standard_input(const char *path)
{
	return strcmp(path, "-") == 0;
}

/* Returns what the file is called, without its folders. */
const char *
upload_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (is_standard_input(path))
		return "standard input";
	return slash == NULL || slash[1] == '\0' ? path : slash + 1;
}

/* Opens the file, and returns its size where it has one, else -1. */
static int
open_input(const char *path, double *size)
{
	int			descriptor = is_standard_input(path) ? STDIN_FILENO : open(path, O_RDONLY);
	struct stat about;

	*size = -1;
	if (descriptor < 0 || fstat(descriptor, &about) != 0)
	{
		message("%s: %s", path, strerror(errno));
		return -1;
	}
	if (S_ISDIR(about.st_mode))
	{
		message("%s: it is a directory", path);
		close(descriptor);
		return -1;
	}
	if (S_ISREG(about.st_mode))
		*size = (double) about.st_size;
	return descriptor;
}

static void
close_input(int descriptor)
{
	if (descriptor != STDIN_FILENO)
		close(descriptor);
}

/* Whether the file can be read, as far as can be told; says so if not. */
bool
upload_readable(const char *path)
{
	double		size;
	int			descriptor = open_input(path, &size);

	if (descriptor < 0)
		return false;
	close_input(descriptor);
	return true;
}

/* Returns the bytes read, less than asked for at the end, or -1. */
static ssize_t
read_piece(int descriptor, char *piece)
{
	size_t		length = 0;

	while (length < PIECE)
	{
		ssize_t		n;

		if (interrupt_signal() != 0 || !interrupt_wait(descriptor, false, -1))
			return -1;
		n = read(descriptor, piece + length, PIECE - length);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		length += (size_t) n;
	}
	return (ssize_t) length;
}

static Outcome
send_pieces(Session *session, const char *path, int descriptor, double size,
			const char *object)
{
	char	   *piece = malloc(PIECE);
	ssize_t		length = PIECE;
	double		sent = 0;
	Outcome		outcome = OUTCOME_DONE;

	if (piece == NULL)
	{
		message("out of memory");
		return OUTCOME_FAILED;
	}
	while (outcome == OUTCOME_DONE && length == PIECE)
	{
		length = read_piece(descriptor, piece);
		if (length > 0)
		{
			outcome = statement_with_bytes(session, "SELECT pg_catalog.lowrite($1, $2)",
										   object, piece, (size_t) length);
			sent += (double) length;
			progress_bytes(sent, size);
		}
	}
	if (length < 0 && interrupt_signal() != 0)
		outcome = OUTCOME_CANCELLED;
	else if (length < 0)
	{
		message("%s: %s", path, strerror(errno));
		outcome = OUTCOME_FAILED;
	}
	free(piece);
	return outcome;
}

/* Runs a statement that returns one value, of a few digits. */
static Outcome
one_value(Session *session, const char *sql, const char *argument, char *value)
{
	PGresult   *result;
	Outcome		outcome = statement(session, &result, sql,
									argument == NULL ? 0 : 1, &argument);

	if (outcome == OUTCOME_DONE)
		snprintf(value, UPLOAD_OID_SIZE, "%s", PQgetvalue(result, 0, 0));
	PQclear(result);
	return outcome;
}

/* Sends the file, and returns the large object that it is on the server. */
Outcome
upload(Session *session, const char *path, char object[UPLOAD_OID_SIZE])
{
	double		size;
	int			descriptor = open_input(path, &size);
	char		opened[UPLOAD_OID_SIZE];
	Outcome		outcome;

	if (descriptor < 0)
		return OUTCOME_FAILED;
	outcome = one_value(session, "SELECT pg_catalog.lo_create(0)", NULL, object);
	/* 131072: INV_WRITE */
	if (outcome == OUTCOME_DONE)
		outcome = one_value(session, "SELECT pg_catalog.lo_open($1, 131072)",
							object, opened);
	if (outcome == OUTCOME_DONE)
		outcome = send_pieces(session, path, descriptor, size, opened);
	close_input(descriptor);
	if (outcome == OUTCOME_DONE)
		outcome = one_value(session, "SELECT pg_catalog.lo_close($1)", opened, opened);
	progress_words("reading");
	return outcome;
}
