/* SPDX-License-Identifier: PostgreSQL */
/*
 * odbc_views.c - what a reporting tool sees of a database over ODBC
 *
 *		odbc_views CONNECTION describe QUERY [PARAMETER ...]
 *		odbc_views CONNECTION rows QUERY [PARAMETER ...]
 *		odbc_views CONNECTION columns SCHEMA TABLE
 *		odbc_views CONNECTION tables SCHEMA
 *
 * "describe" prints a line for each column: name, SQL type and size as
 * SQLDescribeCol says.  "rows" prints the rows in the text format of COPY.
 * Every value is fetched as wide characters, and numbers and dates besides as
 * what they are; it is an error where the two differ, where a double is not
 * finite or where a text is longer than its column was said to be.  "columns"
 * and "tables" print what the catalogue functions SQLColumns and SQLTables say,
 * from which tools make their lists.
 *
 * Like Excel and Power BI it calls the wide functions, to which the driver
 * answers otherwise than to the others.  Arguments are ASCII.
 */
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sql.h>
#include <sqlext.h>

#define MAX_COLUMNS	100

typedef struct Column
{
	char		name[128];
	SQLSMALLINT type;
	SQLULEN		size;
	union
	{
		int32_t		integer;
		int64_t		bigint;
		double		number;
		SQL_DATE_STRUCT date;
	}			native;			/* of the current row, where bound */
	SQLLEN		length;			/* of native, or SQL_NULL_DATA */
} Column;

/* a string that grows */
typedef struct Text
{
	char	   *data;
	size_t		length;
	size_t		capacity;
} Text;

static SQLHDBC connection;
static SQLHSTMT statement;

/* an argument for a wide function; never freed */
static SQLWCHAR *
wide(const char *text)
{
	size_t		length = strlen(text);
	SQLWCHAR   *result = malloc((length + 1) * sizeof(SQLWCHAR));

	if (result == NULL)
		abort();
	for (size_t i = 0; i <= length; i++)
		result[i] = (unsigned char) text[i];
	return result;
}

static void
fail(const char *what, SQLSMALLINT kind, SQLHANDLE handle)
{
	SQLCHAR		state[6] = "";
	SQLCHAR		message[1024] = "";
	SQLINTEGER	native;

	fprintf(stderr, "odbc_views: %s failed\n", what);
	for (SQLSMALLINT i = 1;
		 SQL_SUCCEEDED(SQLGetDiagRec(kind, handle, i, state, &native, message,
									 sizeof(message), NULL)); i++)
		fprintf(stderr, "%s %s\n", (char *) state, (char *) message);
	exit(1);
}

/* of a call on the statement: whether there is data; no return on an error */
static bool
check(const char *what, SQLRETURN status)
{
	if (!SQL_SUCCEEDED(status) && status != SQL_NO_DATA)
		fail(what, SQL_HANDLE_STMT, statement);
	return status != SQL_NO_DATA;
}

static void
wrong(const Column *column, const char *value, const char *what)
{
	fprintf(stderr, "odbc_views: column %s, value \"%.60s\": %s\n",
			column->name, value, what);
	exit(1);
}

static const char *
type_word(SQLSMALLINT type)
{
	static const struct
	{
		SQLSMALLINT type;
		const char *word;
	}			types[] = {
		{SQL_INTEGER, "integer"}, {SQL_BIGINT, "bigint"},
		{SQL_DOUBLE, "double"}, {SQL_FLOAT, "float"}, {SQL_TYPE_DATE, "date"},
		{SQL_TYPE_TIMESTAMP, "timestamp"}, {SQL_VARCHAR, "varchar"},
		{SQL_WVARCHAR, "wvarchar"}, {SQL_LONGVARCHAR, "longvarchar"},
		{SQL_WLONGVARCHAR, "wlongvarchar"}
	};
	static char other[32];

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
	{
		if (types[i].type == type)
			return types[i].word;
	}
	snprintf(other, sizeof(other), "type %d", type);
	return other;
}

static void
append(Text *text, char c)
{
	if (text->length + 1 >= text->capacity)
	{
		text->capacity = text->capacity * 2 + 64;
		text->data = realloc(text->data, text->capacity);
		if (text->data == NULL)
			abort();
	}
	text->data[text->length++] = c;
	text->data[text->length] = '\0';
}

static void
append_utf8(Text *text, uint32_t c)
{
	if (c < 0x80)
	{
		append(text, (char) c);
		return;
	}
	if (c < 0x800)
		append(text, (char) (0xC0 | c >> 6));
	else
	{
		if (c < 0x10000)
			append(text, (char) (0xE0 | c >> 12));
		else
		{
			append(text, (char) (0xF0 | c >> 18));
			append(text, (char) (0x80 | (c >> 12 & 0x3F)));
		}
		append(text, (char) (0x80 | (c >> 6 & 0x3F)));
	}
	append(text, (char) (0x80 | (c & 0x3F)));
}

/*
 * Fetches a column of the current row as wide characters (UTF-16), in pieces
 * as small as SQLGetData has to cope with, into UTF-8; false where it is NULL.
 * Adds up the length in UTF-16 units, which is what a column's size counts.
 */
static bool
get_text(SQLUSMALLINT number, Text *text, size_t *units)
{
	SQLWCHAR	piece[64];
	SQLLEN		left;
	uint32_t	high = 0;

	text->length = 0;
	*units = 0;
	append(text, ' ');
	text->data[--text->length] = '\0';
	while (check("SQLGetData", SQLGetData(statement, number, SQL_C_WCHAR, piece,
										  sizeof(piece), &left)))
	{
		if (left == SQL_NULL_DATA)
			return false;
		for (int i = 0; piece[i] != 0; i++)
		{
			uint32_t	c = piece[i];

			*units += 1;
			if (c >= 0xD800 && c < 0xDC00)
				high = c;
			else if (c >= 0xDC00 && c < 0xE000)
				append_utf8(text, 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00));
			else
				append_utf8(text, c);
		}
	}
	return true;
}

/* has the driver put numbers and dates where they belong with each row */
static void
bind_native(SQLUSMALLINT number, Column *column)
{
	SQLSMALLINT type;

	switch (column->type)
	{
		case SQL_INTEGER:
			type = SQL_C_SLONG;
			break;
		case SQL_BIGINT:
			type = SQL_C_SBIGINT;
			break;
		case SQL_TYPE_DATE:
			type = SQL_C_TYPE_DATE;
			break;
		case SQL_FLOAT:
		case SQL_DOUBLE:
			type = SQL_C_DOUBLE;
			break;
		default:
			return;
	}
	check("SQLBindCol", SQLBindCol(statement, number, type, &column->native,
								   sizeof(column->native), &column->length));
}

/* whether a value fetched as what it is agrees with its text */
static void
check_native(const Column *column, const char *text)
{
	const SQL_DATE_STRUCT *date = &column->native.date;
	char		written[40];

	switch (column->type)
	{
		case SQL_INTEGER:
			snprintf(written, sizeof(written), "%" PRId32, column->native.integer);
			break;
		case SQL_BIGINT:
			snprintf(written, sizeof(written), "%" PRId64, column->native.bigint);
			break;
		case SQL_TYPE_DATE:
			snprintf(written, sizeof(written), "%04d-%02d-%02d", date->year,
					 date->month, date->day);
			break;
		case SQL_FLOAT:
		case SQL_DOUBLE:
			if (!isfinite(column->native.number))
				wrong(column, text, "not finite");
			if (column->native.number != strtod(text, NULL))
				wrong(column, text, "another number when fetched as double");
			return;
		default:
			return;
	}
	if (strcmp(written, text) != 0)
		wrong(column, text, written);
}

/* whether a column is of characters, so that its size is the longest text */
static bool
is_text(const Column *column)
{
	return column->type == SQL_VARCHAR || column->type == SQL_WVARCHAR ||
		column->type == SQL_LONGVARCHAR || column->type == SQL_WLONGVARCHAR;
}

static void
print_escaped(const char *text)
{
	for (; *text != '\0'; text++)
	{
		switch (*text)
		{
			case '\n':
				fputs("\\n", stdout);
				break;
			case '\r':
				fputs("\\r", stdout);
				break;
			case '\t':
				fputs("\\t", stdout);
				break;
			case '\\':
				fputs("\\\\", stdout);
				break;
			default:
				putchar(*text);
		}
	}
}

static int
describe(Column columns[])
{
	SQLSMALLINT count;

	check("SQLNumResultCols", SQLNumResultCols(statement, &count));
	if (count > MAX_COLUMNS)
	{
		fprintf(stderr, "odbc_views: more than %d columns\n", MAX_COLUMNS);
		exit(1);
	}
	for (SQLSMALLINT i = 0; i < count; i++)
	{
		SQLWCHAR	name[sizeof(columns[i].name)];
		int			length = 0;

		check("SQLDescribeColW",
			  SQLDescribeColW(statement, i + 1, name, sizeof(name) / sizeof(name[0]),
							  NULL, &columns[i].type, &columns[i].size, NULL, NULL));
		do
			columns[i].name[length] = (char) name[length];
		while (name[length++] != 0);
	}
	return count;
}

static void
execute(char *query, int parameters, char *parameter[])
{
	check("SQLPrepareW", SQLPrepareW(statement, wide(query), SQL_NTS));
	for (int i = 0; i < parameters; i++)
		check("SQLBindParameter",
			  SQLBindParameter(statement, i + 1, SQL_PARAM_INPUT, SQL_C_WCHAR,
							   SQL_WVARCHAR, 255, 0, wide(parameter[i]), 0, NULL));
}

static void
print_columns(void)
{
	Column		columns[MAX_COLUMNS];
	int			count = describe(columns);

	for (int i = 0; i < count; i++)
		printf("%s\t%s\t%lu\n", columns[i].name, type_word(columns[i].type),
			   (unsigned long) columns[i].size);
}

static void
print_rows(void)
{
	Column		columns[MAX_COLUMNS];
	int			count = describe(columns);
	Text		text = {0};
	size_t		units;

	for (int i = 0; i < count; i++)
		bind_native(i + 1, &columns[i]);
	while (check("SQLFetch", SQLFetch(statement)))
	{
		for (int i = 0; i < count; i++)
		{
			if (i > 0)
				putchar('\t');
			if (!get_text(i + 1, &text, &units))
			{
				fputs("\\N", stdout);
				continue;
			}
			check_native(&columns[i], text.data);
			if (is_text(&columns[i]) && units > columns[i].size)
				wrong(&columns[i], text.data, "longer than its column");
			print_escaped(text.data);
		}
		putchar('\n');
	}
	free(text.data);
}

/* the columns so numbered of a catalogue function's result, -1 ending them */
static void
print_catalogue(const int numbers[])
{
	Text		text = {0};
	size_t		units;

	while (check("SQLFetch", SQLFetch(statement)))
	{
		for (int i = 0; numbers[i] != -1; i++)
		{
			if (i > 0)
				putchar('\t');
			if (!get_text(numbers[i], &text, &units))
				fputs("\\N", stdout);
			else if (numbers[i] == 5)
				fputs(type_word((SQLSMALLINT) atoi(text.data)), stdout);
			else
				print_escaped(text.data);
		}
		putchar('\n');
	}
	free(text.data);
}

int
main(int argc, char *argv[])
{
	static const int name_type_size[] = {4, 5, 7, -1};
	static const int name_kind[] = {3, 4, -1};
	SQLHENV		environment;
	const char *command;

	if (argc < 4)
	{
		fprintf(stderr, "odbc_views: too few arguments\n");
		return 2;
	}
	command = argv[2];
	SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment);
	SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION, (SQLPOINTER) SQL_OV_ODBC3, 0);
	SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection);
	if (!SQL_SUCCEEDED(SQLDriverConnectW(connection, NULL, wide(argv[1]), SQL_NTS,
										 NULL, 0, NULL, SQL_DRIVER_NOPROMPT)))
		fail("SQLDriverConnectW", SQL_HANDLE_DBC, connection);
	SQLAllocHandle(SQL_HANDLE_STMT, connection, &statement);

	if (strcmp(command, "tables") == 0)
	{
		check("SQLTablesW", SQLTablesW(statement, NULL, 0, wide(argv[3]), SQL_NTS,
									   NULL, 0, NULL, 0));
		print_catalogue(name_kind);
	}
	else if (strcmp(command, "columns") == 0 && argc == 5)
	{
		check("SQLColumnsW", SQLColumnsW(statement, NULL, 0, wide(argv[3]), SQL_NTS,
										 wide(argv[4]), SQL_NTS, NULL, 0));
		print_catalogue(name_type_size);
	}
	else if (strcmp(command, "describe") == 0)
	{
		execute(argv[3], argc - 4, argv + 4);
		print_columns();
	}
	else if (strcmp(command, "rows") == 0)
	{
		execute(argv[3], argc - 4, argv + 4);
		check("SQLExecute", SQLExecute(statement));
		print_rows();
	}
	else
	{
		fprintf(stderr, "odbc_views: unknown command \"%s\"\n", command);
		return 2;
	}

	SQLFreeHandle(SQL_HANDLE_STMT, statement);
	SQLDisconnect(connection);
	SQLFreeHandle(SQL_HANDLE_DBC, connection);
	SQLFreeHandle(SQL_HANDLE_ENV, environment);
	return 0;
}
