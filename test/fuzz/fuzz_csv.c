/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_csv.c - the reader of CSV files
 *
 * Bytes of any kind are read whole and in pieces, and give the same rows or the
 * same refusal; a table written out with every cell in quotes is read back.
 */
#include "fuzz.h"

#include "calculus/csv.h"
#include "calculus/host.h"

#define MAX_COLUMNS	6
#define MAX_TEXT	(64 * 1024)

static void *
allocate(size_t size)
{
	void	   *memory = malloc(size);

	CHECK(memory != NULL);
	return memory;
}

static void
no_interrupts(void)
{
}

static const Host host = {
	.allocate = allocate,
	.release = free,
	.check_for_interrupts = no_interrupts
};

/* a file in memory that comes in pieces of at most some bytes */
typedef struct Pieces
{
	const char *bytes;
	size_t		left;
	size_t		piece;
} Pieces;

static size_t
read_piece(void *state, char *buffer, size_t size)
{
	Pieces	   *pieces = state;
	size_t		n = size < pieces->piece ? size : pieces->piece;

	if (n > pieces->left)
		n = pieces->left;
	memcpy(buffer, pieces->bytes, n);
	pieces->bytes += n;
	pieces->left -= n;
	return n;
}

/* what a file gave, written down */
typedef struct Digest
{
	char		text[MAX_TEXT];
	size_t		length;
	size_t		rows;			/* of the table */
} Digest;

static void
add(Digest *digest, const char *text, size_t length)
{
	if (digest->length + length > sizeof(digest->text))
		length = sizeof(digest->text) - digest->length;
	memcpy(digest->text + digest->length, text, length);
	digest->length += length;
}

/* A cell is UTF-8 without blanks around it, and nothing where it is missing. */
static void
check_cell(const CsvCell *cell)
{
	if (cell->missing)
		CHECK(cell->length == 0);
	if (cell->length == 0)
		return;
	CHECK(strchr(" \t\r\n", cell->text[0]) == NULL);
	CHECK(strchr(" \t\r\n", cell->text[cell->length - 1]) == NULL);
	CHECK(((unsigned char) cell->text[0] & 0xC0) != 0x80);
	CHECK(((unsigned char) cell->text[cell->length - 1]) < 0xC2);
	CHECK(memchr(cell->text, '\0', cell->length) == NULL);
}

static void
check_row(const CsvRow *row, int64_t line, size_t columns)
{
	bool		missing = false;

	CHECK(row->line > line);
	CHECK(row->count > 0);
	if (!row->skipped)
		CHECK(row->count >= columns);
	for (size_t i = 0; i < row->count; i++)
	{
		check_cell(&row->cells[i]);
		CHECK(row->cells[i].missing || !missing);
		missing = row->cells[i].missing;
	}
}

/* Reads a file to its end and writes down what comes. */
static void
digest_file(const char *bytes, size_t size, size_t piece, size_t longest, Digest *digest)
{
	Pieces		pieces = {bytes, size, piece};
	CsvSource	source = {read_piece, &pieces};
	FileProblem problem = {.message = "", .hint = ""};
	CsvReader  *reader = csv_open(source, longest, &host, &problem);
	CsvResult	result = reader == NULL ? CSV_REFUSED : CSV_ROW;
	CsvRow		row = {.line = 0};
	int64_t		line = 0;
	size_t		columns = 0;
	char		head[64];

	digest->length = digest->rows = 0;
	while (result == CSV_ROW && (result = csv_next(reader, &row, &problem)) == CSV_ROW)
	{
		check_row(&row, line, columns);
		line = row.line;
		if (!row.skipped && columns == 0)
			columns = row.count;
		digest->rows += !row.skipped;
		add(digest, head, (size_t) snprintf(head, sizeof(head), "\n%lld %d ",
											(long long) row.line, row.skipped));
		for (size_t i = 0; i < row.count; i++)
		{
			add(digest, row.cells[i].text, row.cells[i].length);
			add(digest, row.cells[i].missing ? "-" : row.cells[i].trimmed ? "~|" : "|", 1);
		}
	}
	if (result == CSV_REFUSED)
	{
		CHECK(strlen(problem.message) > 10);
		CHECK(problem.message[strlen(problem.message) - 1] != '.');
		CHECK(problem.hint[0] == '\0' || problem.hint[strlen(problem.hint) - 1] == '.');
		add(digest, problem.message, strlen(problem.message));
	}
	else
		CHECK(digest->rows > 0);
	if (reader != NULL)
		csv_close(reader);
}

/* Writes a cell in quotes. */
static size_t
write_quoted(char *to, const char *text, size_t length)
{
	char	   *start = to;

	*to++ = '"';
	for (size_t i = 0; i < length; i++)
	{
		if (text[i] == '"')
			*to++ = '"';
		*to++ = text[i];
	}
	*to++ = '"';
	return (size_t) (to - start);
}

/* Takes text for a cell: without NUL and with a letter at either end. */
static size_t
take_text(Bytes *bytes, char *text)
{
	static const char frequent[] = "\",;\t\r\n a";
	size_t		n = (size_t) take_bits(bytes, 1) % 12;

	text[0] = 'x';
	for (size_t i = 1; i <= n; i++)
	{
		uint8_t		c = (uint8_t) take_bits(bytes, 1);

		text[i] = c >= 0x80 || c == 0 ? frequent[c % 8] : (char) c;
	}
	text[n + 1] = 'y';
	return n + 2;
}

/* Makes a table, writes it with any delimiter and line end, and reads it back. */
static void
check_round_trip(Bytes bytes)
{
	static const char *const ends[] = {"\n", "\r\n", "\r"};
	static char file[MAX_TEXT];
	static Digest found;
	static Digest wanted;
	unsigned	kind = (unsigned) take_bits(&bytes, 1);
	int			columns = 2 + (int) (kind / 9 % (MAX_COLUMNS - 1));
	int			rows = 2 + (int) (take_bits(&bytes, 1) % 20);
	const char *end = ends[kind / 3 % 3];
	int64_t		line = 1;
	size_t		size = 0;
	char		text[16];
	char		head[64];

	wanted.length = 0;
	for (int i = 0; i < rows; i++)
	{
		int64_t		begins = line;

		add(&wanted, head, (size_t) snprintf(head, sizeof(head), "\n%lld 0 ",
											 (long long) begins));
		for (int j = 0; j < columns; j++)
		{
			size_t		length = take_text(&bytes, text);

			for (size_t k = 0; k < length; k++)
				line += text[k] == '\n' || (text[k] == '\r' && text[k + 1] != '\n');
			if (j > 0)
				file[size++] = ",;\t"[kind % 3];
			size += write_quoted(file + size, text, length);
			add(&wanted, text, length);
			add(&wanted, "|", 1);
		}
		size += (size_t) sprintf(file + size, "%s", i == rows - 1 && kind > 127 ? "" : end);
		line++;
	}
	digest_file(file, size, 1 + kind % 50, 1000, &found);
	CHECK(found.length == wanted.length);
	CHECK(memcmp(found.text, wanted.text, found.length) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Digest whole;
	static Digest pieces;
	Bytes		bytes = {data, size};
	size_t		longest = take_bits(&bytes, 1) * 4;
	size_t		piece = 1 + take_bits(&bytes, 1);
	const char *file = (const char *) bytes.at;

	digest_file(file, bytes.left, SIZE_MAX, longest, &whole);
	digest_file(file, bytes.left, piece, longest, &pieces);
	CHECK(pieces.length == whole.length);
	CHECK(memcmp(pieces.text, whole.text, whole.length) == 0);
	check_round_trip(bytes);
	return 0;
}
