/* SPDX-License-Identifier: PostgreSQL */
/*
 * csv_layout.c - how a CSV file is laid out: its delimiter, and where the table
 * begins
 */
#include "calculus/csv_layout.h"

#include <string.h>

/* the look-ahead as one delimiter cuts it */
typedef struct Survey
{
	char		delimiter;
	int			records;
	size_t		cells[CSV_LOOK_AHEAD];
	size_t		filled[CSV_LOOK_AHEAD];
	bool		wrong;			/* it ends with a record that is refused */
	FileProblem problem;
	size_t		width;			/* the number of cells, above 1, that most have */
	int			score;			/* records that have it */
} Survey;

static size_t
count_filled(const CsvRecord *record)
{
	size_t		filled = 0;

	for (size_t i = 0; i < record->count; i++)
		filled += record->cells[i].length > 0;
	return filled;
}

/* Cuts the look-ahead into records, as far as there are any. */
static void
cut(Survey *survey, const CsvBeginning *file, const Host *host)
{
	CsvRecord	record = {0};
	CsvEncoding encoding = file->encoding;
	size_t		at = 0;
	int64_t		line = 1;

	while (survey->records < CSV_LOOK_AHEAD && at < file->size)
	{
		const char *bytes = file->bytes + at;
		CsvScan		found = csv_scan(&record, bytes, file->size - at, file->last,
									 survey->delimiter, line, host,
									 &survey->problem);

		survey->wrong = found == CSV_WRONG ||
			(found == CSV_COMPLETE &&
			 !csv_decode(&record, bytes, &encoding, line, host, &survey->problem));
		if (found == CSV_INCOMPLETE && survey->records == 0)
		{
			survey->wrong = true;
			csv_refuse_long(&record, bytes, file->size, survey->delimiter, line,
							file->longest, host, &survey->problem);
		}
		if (found != CSV_COMPLETE || survey->wrong)
			break;
		survey->cells[survey->records] = record.count;
		survey->filled[survey->records++] = count_filled(&record);
		at += record.bytes;
		line += record.lines;
	}
	csv_record_release(&record, host);
}

/* Finds the number of cells that most records have; the greater one of two. */
static void
score(Survey *survey)
{
	for (int i = 0; i < survey->records; i++)
	{
		size_t		width = survey->cells[i];
		int			same = 0;

		for (int j = 0; j < survey->records; j++)
			same += survey->cells[j] == width;
		if (width > 1 && (same > survey->score ||
						  (same == survey->score && width > survey->width)))
		{
			survey->score = same;
			survey->width = width;
		}
	}
}

/* Returns whether a record with one or two cells filled is narrower than the next. */
static bool
is_title(const Survey *survey, int record)
{
	size_t		filled = survey->filled[record];

	if (filled > 2 || filled >= survey->width)
		return false;
	for (int i = record + 1; i < survey->records; i++)
	{
		if (survey->filled[i] > 0)
			return survey->filled[i] > filled;
	}
	return false;
}

/*
 * Finds the header: the first record of which at least two cells and half of
 * the table's width are filled and that is not a title.  -1 for none.
 */
static int
find_header(const Survey *survey)
{
	for (int i = 0; i < survey->records; i++)
	{
		if (survey->filled[i] >= 2 && 2 * survey->filled[i] >= survey->width &&
			!is_title(survey, i))
			return i;
	}
	return -1;
}

static bool
is_blank(const Survey *survey)
{
	for (int i = 0; i < survey->records; i++)
	{
		if (survey->filled[i] > 0)
			return false;
	}
	return true;
}

/* Refuses a look-ahead in which there is no table. */
static bool
refuse_layout(const Survey *survey, bool last, FileProblem *problem)
{
	if (survey->wrong)
	{
		*problem = survey->problem;
		return false;
	}
	if (last && is_blank(survey))
	{
		file_refuse(problem, "the file is empty");
		file_hint(problem, "Fetch it again, or save the sheet that has the table.");
	}
	else if (survey->score == 0)
	{
		file_refuse(problem, "the file has one column only");
		file_hint(problem, "Cells are separated by comma, semicolon or tab.");
	}
	else
	{
		file_refuse(problem, "the file has no header in its first %d records",
					CSV_LOOK_AHEAD);
		file_hint(problem, "The row with the names of the columns stands above "
				  "the figures; remove what is above it.");
	}
	return false;
}

/*
 * Finds delimiter and header.  The delimiter is the one by which most records
 * of the look-ahead have the same number of cells, more than one.
 */
bool
csv_layout(const CsvBeginning *file, CsvLayout *layout, const Host *host,
		   FileProblem *problem)
{
	static const char delimiters[] = {',', ';', '\t'};
	Survey	   *surveys = allocate_zeros(host, sizeof(delimiters), sizeof(Survey));
	const Survey *best = &surveys[0];
	int			header;

	for (size_t i = 0; i < sizeof(delimiters); i++)
	{
		surveys[i].delimiter = delimiters[i];
		cut(&surveys[i], file, host);
		score(&surveys[i]);
		if (surveys[i].score > best->score ||
			(surveys[i].score == best->score && surveys[i].width > best->width))
			best = &surveys[i];
	}
	header = best->score > 0 ? find_header(best) : -1;
	if (header < 0)
		refuse_layout(best, file->last, problem);
	else
	{
		layout->delimiter = best->delimiter;
		layout->header = header;
		layout->columns = best->cells[header];
	}
	host->release(surveys);
	return header >= 0;
}
