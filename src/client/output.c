/* SPDX-License-Identifier: PostgreSQL */
/*
 * output.c - where a result is written to
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/message.h"
#include "client/output.h"

/* Whether all was written. */
static bool
put(FILE *out, Writer writer, const void *what)
{
	writer(out, what);
	return fflush(out) == 0 && !ferror(out);
}

/*
 * Writes it beside the file and then in its place, so that whoever reads the
 * file has the old content or the new one. What is no file is written to.
 */
static Outcome
write_file(const char *path, Writer writer, const void *what)
{
	struct stat about;
	bool		in_place = stat(path, &about) == 0 && !S_ISREG(about.st_mode);
	size_t		size = strlen(path) + sizeof(".XXXXXX");
	char	   *beside = malloc(size);
	int			descriptor;
	FILE	   *out = NULL;
	bool		written = false;

	if (beside == NULL)
	{
		message("out of memory");
		return OUTCOME_FAILED;
	}
	snprintf(beside, size, in_place ? "%s" : "%s.XXXXXX", path);
	if (in_place)
		out = fopen(path, "w");
	else if ((descriptor = mkstemp(beside)) >= 0)
	{
		mode_t		mask = umask(0);

		umask(mask);
		out = fchmod(descriptor, 0666 & ~mask) == 0 ? fdopen(descriptor, "w") : NULL;
	}
	if (out != NULL)
	{
		written = put(out, writer, what);
		written = fclose(out) == 0 && written;
	}
	if (written && !in_place)
		written = rename(beside, path) == 0;
	if (!written)
	{
		message("%s: %s", path, strerror(errno));
		if (!in_place)
			unlink(beside);
	}
	free(beside);
	return written ? OUTCOME_DONE : OUTCOME_FAILED;
}

/* Writes it to the file, or to standard output where there is no path. */
Outcome
output(const char *path, Writer writer, const void *what)
{
	if (path != NULL)
		return write_file(path, writer, what);
	if (put(stdout, writer, what))
		return OUTCOME_DONE;
	message("standard output: %s", strerror(errno));
	return OUTCOME_FAILED;
}

/* Makes the directory, unless it is there. */
Outcome
output_directory(const char *path)
{
	struct stat about;

	if (mkdir(path, 0777) == 0)
		return OUTCOME_DONE;
	if (errno == EEXIST && stat(path, &about) == 0)
	{
		if (S_ISDIR(about.st_mode))
			return OUTCOME_DONE;
		errno = ENOTDIR;
	}
	message("%s: %s", path, strerror(errno));
	return OUTCOME_FAILED;
}
