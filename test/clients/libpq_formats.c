/* SPDX-License-Identifier: PostgreSQL */
/*
 * libpq_formats.c - text and binary format say the same
 *
 *		libpq_formats CONNECTION QUERY ...
 *
 * Every query is run twice by PQexecParams, for text and for binary results.
 * Each binary value is decoded by the layout that doc/connect.md gives for its
 * type, written out, and compared with the text; periods and indicators are
 * moreover sent back as binary parameters, and the server's text of them
 * compared.  Prints, for each type met, its name and how many values were
 * compared.  A type whose layout is not known is an error.
 *
 * All numbers are big-endian and nothing is aligned.
 */
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libpq-fe.h>

#define MAX_TYPES	100
#define NAME_LENGTH	64

/* reporting_period: 6 bytes */
typedef struct Period
{
	int32_t		first_month;	/* 0 = January of year 1 */
	int16_t		months;
} Period;

/* what indicator, quartiles and series start with: 6 bytes */
typedef struct Unit
{
	uint8_t		kind;			/* 0 number, 1 count, 2 %, 3 per N */
	int32_t		per;			/* N of "per N"; 100 of "%"; else 1 */
	uint8_t		polarity;		/* 0 high, 1 low, 2 none */
} Unit;

/* indicator: 30 bytes; a count that is not known is NaN */
typedef struct Indicator
{
	Unit		unit;
	double		value;
	double		numerator;
	double		denominator;
} Indicator;

/* bytes that are read from the front, or written at the end */
typedef struct Message
{
	const unsigned char *at;
	int			left;
} Message;

/* text that is written at the end; what does not fit is an error */
typedef struct Text
{
	char		data[1 << 20];
	size_t		length;
} Text;

/* a type met, and how many of its values were compared */
typedef struct Type
{
	Oid			oid;
	char		name[NAME_LENGTH];
	long		values;
} Type;

static PGconn *connection;
static Type types[MAX_TYPES];
static int	type_count = 0;

static void
fail(const char *what, const char *detail)
{
	fprintf(stderr, "libpq_formats: %s: %s\n", what, detail);
	exit(1);
}

/* a result, which must be rows */
static PGresult *
expect_rows(const char *what, PGresult *result)
{
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		fail(what, PQresultErrorMessage(result));
	return result;
}

/* the rows of a query with text parameters, as text */
static PGresult *
query(const char *command, int count, const char *const values[])
{
	return expect_rows(command, PQexecParams(connection, command, count, NULL,
											 values, NULL, NULL, 0));
}

/* ---------------------------------------------------------------- reading */

static uint64_t
get(Message *message, int bytes)
{
	uint64_t	result = 0;

	if (message->left < bytes)
		fail("binary value", "too short");
	for (int i = 0; i < bytes; i++)
		result = result << 8 | *message->at++;
	message->left -= bytes;
	return result;
}

static double
get_double(Message *message)
{
	uint64_t	bits = get(message, 8);
	double		result;

	memcpy(&result, &bits, sizeof(result));
	return result;
}

static Period
get_period(Message *message)
{
	Period		period;

	period.first_month = (int32_t) get(message, 4);
	period.months = (int16_t) get(message, 2);
	return period;
}

static Unit
get_unit(Message *message)
{
	Unit		unit;

	unit.kind = (uint8_t) get(message, 1);
	unit.per = (int32_t) get(message, 4);
	unit.polarity = (uint8_t) get(message, 1);
	return unit;
}

static Indicator
get_indicator(Message *message)
{
	Indicator	indicator;

	indicator.unit = get_unit(message);
	indicator.value = get_double(message);
	indicator.numerator = get_double(message);
	indicator.denominator = get_double(message);
	return indicator;
}

/* ---------------------------------------------------------------- as text */

static void
append(Text *text, const char *piece)
{
	size_t		length = strlen(piece);

	if (text->length + length >= sizeof(text->data))
		fail("value", "too long");
	memcpy(text->data + text->length, piece, length + 1);
	text->length += length;
}

static void
append_integer(Text *text, int64_t value)
{
	char		digits[32];

	snprintf(digits, sizeof(digits), "%" PRId64, value);
	append(text, digits);
}

/* with as few decimal places as give the same double again */
static void
append_decimal(Text *text, double value)
{
	char		digits[64];
	int			places = 0;

	do
		snprintf(digits, sizeof(digits), "%.*f", places, value);
	while (strtod(digits, NULL) != value && ++places <= 10);
	append(text, digits);
}

/* one of the words, or what no text can equal */
static void
append_word(Text *text, const char *const words[], unsigned count, unsigned i)
{
	append(text, i < count ? words[i] : "(no such word)");
}

static void
append_polarity(Text *text, unsigned polarity)
{
	static const char *const words[] = {"high", "low", "none"};

	append_word(text, words, 3, polarity);
}

static void
append_direction(Text *text, unsigned direction)
{
	static const char *const words[] = {
		"improved", "no significant change", "declined", "information only"
	};

	append_word(text, words, 4, direction);
}

static void
append_unit(Text *text, Unit unit)
{
	static const char *const words[] = {"number", "count", "%", "per "};

	append_word(text, words, 4, unit.kind);
	if (unit.kind == 3)
		append_integer(text, unit.per);
	else if (unit.per != (unit.kind == 2 ? 100 : 1))
		append(text, "(wrong N)");
}

/* the label of a period, for which the server is asked */
static void
append_period(Text *text, Period period)
{
	char		numbers[3][16];
	const char *values[] = {numbers[0], numbers[1], numbers[2]};
	PGresult   *result;

	snprintf(numbers[0], sizeof(numbers[0]), "%d", period.first_month / 12 + 1);
	snprintf(numbers[1], sizeof(numbers[1]), "%d", period.first_month % 12 + 1);
	snprintf(numbers[2], sizeof(numbers[2]), "%d", period.months);
	result = query("SELECT cfsperf.reporting_period(make_date($1, $2, 1), $3)",
				   3, values);
	append(text, PQgetvalue(result, 0, 0));
	PQclear(result);
}

static void
append_indicator(Text *text, const Indicator *indicator)
{
	bool		is_count = indicator->unit.kind == 1;

	append_decimal(text, indicator->value);
	if (is_count || indicator->unit.kind == 3)
		append(text, " ");
	if (indicator->unit.kind != 0)
		append_unit(text, indicator->unit);
	if (is_count && indicator->numerator != indicator->value)
		append(text, " (a count is its own numerator)");
	if (!is_count &&
		!(isnan(indicator->numerator) && isnan(indicator->denominator)))
	{
		append(text, " (");
		if (!isnan(indicator->numerator))
			append_decimal(text, indicator->numerator);
		if (!isnan(indicator->denominator))
		{
			append(text, "/");
			append_decimal(text, indicator->denominator);
		}
		append(text, ")");
	}
	if (indicator->unit.polarity != 2)
	{
		append(text, " ");
		append_polarity(text, indicator->unit.polarity);
	}
}

static void
append_point(Text *text, Period period, const Indicator *indicator)
{
	append_period(text, period);
	append(text, ": ");
	append_indicator(text, indicator);
}

/* movement: number of figures (1 or 2), then period and indicator of each */
static void
append_movement(Text *text, Message *message)
{
	int			figures = (int) get(message, 1);
	Period		period = get_period(message);
	Indicator	indicator = get_indicator(message);

	if (figures == 2)
	{
		Period		previous_period = get_period(message);
		Indicator	previous = get_indicator(message);

		append_point(text, previous_period, &previous);
		append(text, " -> ");
	}
	append_point(text, period, &indicator);
}

/* quartiles: unit and polarity, n (int8), six values (float8) */
static void
append_quartiles(Text *text, Message *message)
{
	static const char *const words[] = {
		"least", "lower quartile", "median", "upper quartile", "greatest", "mean"
	};
	Unit		unit = get_unit(message);

	append(text, "n ");
	append_integer(text, (int64_t) get(message, 8));
	for (int i = 0; i < 6; i++)
	{
		append(text, ", ");
		append(text, words[i]);
		append(text, " ");
		append_decimal(text, get_double(message));
	}
	append(text, ", ");
	append_unit(text, unit);
	if (unit.polarity != 2)
	{
		append(text, " ");
		append_polarity(text, unit.polarity);
	}
}

/* what stands behind the closing brace: a step (months), unless it is the length */
static void
append_step(Text *text, int32_t step, int32_t length)
{
	char		written[32];

	if (step == length)
		return;
	snprintf(written, sizeof(written), " step %d", (int) step);
	append(text, written);
}

/*
 * series: unit and polarity, number of points (int4), first period, step (int4,
 * months), then for each point its steps from the first (int4), value,
 * numerator, denominator
 */
static void
append_series(Text *text, Message *message)
{
	Indicator	indicator = {.unit = get_unit(message)};
	int32_t		count = (int32_t) get(message, 4);
	Period		first = get_period(message);
	int32_t		step = (int32_t) get(message, 4);

	append(text, "{");
	for (int i = 0; i < count; i++)
	{
		Period		period = first;

		period.first_month += (int32_t) get(message, 4) * step;
		indicator.value = get_double(message);
		indicator.numerator = get_double(message);
		indicator.denominator = get_double(message);
		if (i > 0)
			append(text, ", ");
		append_point(text, period, &indicator);
	}
	append(text, "}");
	append_step(text, step, first.months);
}

/*
 * panel: unit and polarity, step (int4, months), number of areas (int4), then for
 * each its name (length int4, UTF-8), number of points (int4), and of each point
 * period, value, numerator, denominator
 */
static void
append_panel(Text *text, Message *message)
{
	Indicator	indicator = {.unit = get_unit(message)};
	int32_t		step = (int32_t) get(message, 4);
	int32_t		areas = (int32_t) get(message, 4);
	int32_t		length_of_periods = 0;

	append(text, "{");
	for (int i = 0; i < areas; i++)
	{
		int32_t		length = (int32_t) get(message, 4);
		int32_t		count;

		append(text, i == 0 ? "\"" : ", \"");
		for (int j = 0; j < length; j++)
		{
			char		letter[3] = {'\\', (char) get(message, 1), '\0'};

			append(text, letter[1] == '"' || letter[1] == '\\' ? letter : letter + 1);
		}
		append(text, "\": {");
		count = (int32_t) get(message, 4);
		for (int j = 0; j < count; j++)
		{
			Period		period = get_period(message);

			length_of_periods = period.months;
			indicator.value = get_double(message);
			indicator.numerator = get_double(message);
			indicator.denominator = get_double(message);
			if (j > 0)
				append(text, ", ");
			append_point(text, period, &indicator);
		}
		append(text, "}");
	}
	append(text, "}");
	append_step(text, step, length_of_periods);
}

static int
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_of_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 ? is_leap(year) : 0);
}

/* date: days from 1 January 2000, a day in a cycle of 400 years */
static void
append_date(Text *text, int64_t days)
{
	char		date[32];
	int64_t		cycle = days >= 0 ? days / 146097 : -((146096 - days) / 146097);
	int			year = 2000 + (int) cycle * 400;
	int			day = (int) (days - cycle * 146097);
	int			month = 1;

	for (; day >= 365 + is_leap(year); year++)
		day -= 365 + is_leap(year);
	for (; day >= days_of_month(year, month); month++)
		day -= days_of_month(year, month);
	snprintf(date, sizeof(date), "%04d-%02d-%02d", year, month, day + 1);
	append(text, date);
}

/* timestamptz: microseconds from 1 January 2000, written in UTC */
static void
append_timestamptz(Text *text, int64_t microseconds)
{
	const int64_t day = INT64_C(86400000000);
	int64_t		days = microseconds >= 0 ? microseconds / day :
		-((day - 1 - microseconds) / day);
	int64_t		left = microseconds - days * day;
	char		time[40];
	int			length;

	append_date(text, days);
	length = snprintf(time, sizeof(time), " %02d:%02d:%02d.%06d",
					  (int) (left / 3600000000), (int) (left / 60000000 % 60),
					  (int) (left / 1000000 % 60), (int) (left % 1000000));
	while (time[length - 1] == '0' && left % 1000000 != 0)
		length--;
	if (left % 1000000 == 0)
		length -= 7;
	snprintf(time + length, sizeof(time) - length, "+00");
	append(text, time);
}

/* the states of aggregates, whose text is their binary form */
static void
append_hexadecimal(Text *text, Message *message)
{
	char		digits[3];

	while (message->left > 0)
	{
		snprintf(digits, sizeof(digits), "%02x", (unsigned) get(message, 1));
		append(text, digits);
	}
}

static bool
is_state(const char *type)
{
	size_t		length = strlen(type);

	return strcmp(type, "distribution") == 0 || strcmp(type, "standing") == 0 ||
		(length > 6 && strcmp(type + length - 6, "_state") == 0);
}

/* writes a binary value as the server writes it; false where it cannot */
static bool
decode(Text *text, const char *type, Message *message)
{
	Indicator	indicator;

	if (strcmp(type, "int4") == 0)
		append_integer(text, (int32_t) get(message, 4));
	else if (strcmp(type, "int8") == 0)
		append_integer(text, (int64_t) get(message, 8));
	else if (strcmp(type, "date") == 0)
		append_date(text, (int32_t) get(message, 4));
	else if (strcmp(type, "timestamptz") == 0)
		append_timestamptz(text, (int64_t) get(message, 8));
	else if (strcmp(type, "polarity") == 0)
		append_polarity(text, (unsigned) get(message, 1));
	else if (strcmp(type, "direction") == 0)
		append_direction(text, (unsigned) get(message, 1));
	else if (strcmp(type, "reporting_period") == 0)
		append_period(text, get_period(message));
	else if (strcmp(type, "indicator") == 0)
	{
		indicator = get_indicator(message);
		append_indicator(text, &indicator);
	}
	else if (strcmp(type, "movement") == 0)
		append_movement(text, message);
	else if (strcmp(type, "quartiles") == 0)
		append_quartiles(text, message);
	else if (strcmp(type, "series") == 0)
		append_series(text, message);
	else if (strcmp(type, "panel") == 0)
		append_panel(text, message);
	else if (is_state(type))
		append_hexadecimal(text, message);
	else
		return false;
	return true;
}

/* ---------------------------------------------------------------- sending */

static void
put(unsigned char **at, uint64_t value, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		*(*at)++ = (unsigned char) (value >> (8 * i));
}

static void
put_double(unsigned char **at, double value)
{
	uint64_t	bits;

	memcpy(&bits, &value, sizeof(bits));
	put(at, bits, 8);
}

/* writes a value that was read; the number of bytes, 0 of another type */
static int
encode(unsigned char *bytes, const char *type, Message message)
{
	unsigned char *at = bytes;

	if (strcmp(type, "reporting_period") == 0)
	{
		Period		period = get_period(&message);

		put(&at, (uint32_t) period.first_month, 4);
		put(&at, (uint16_t) period.months, 2);
	}
	else if (strcmp(type, "indicator") == 0)
	{
		Indicator	indicator = get_indicator(&message);

		put(&at, indicator.unit.kind, 1);
		put(&at, (uint32_t) indicator.unit.per, 4);
		put(&at, indicator.unit.polarity, 1);
		put_double(&at, indicator.value);
		put_double(&at, isnan(indicator.numerator) ? NAN : indicator.numerator);
		put_double(&at, isnan(indicator.denominator) ? NAN : indicator.denominator);
	}
	return (int) (at - bytes);
}

/* sends a value as a binary parameter and compares what the server makes of it */
static void
check_parameter(const Type *type, const Message *message, const char *text)
{
	unsigned char bytes[64];
	const char *value = (const char *) bytes;
	int			length = encode(bytes, type->name, *message);
	int			format = 1;
	PGresult   *result;

	if (length == 0)
		return;
	result = expect_rows("binary parameter",
						 PQexecParams(connection, "SELECT $1", 1, &type->oid,
									  &value, &length, &format, 0));
	if (strcmp(PQgetvalue(result, 0, 0), text) != 0)
	{
		fprintf(stderr, "sent \"%s\", which the server reads as \"%s\"\n", text,
				PQgetvalue(result, 0, 0));
		fail(type->name, "the binary parameter is another value");
	}
	PQclear(result);
}

/* ---------------------------------------------------------------- comparing */

static Type *
find_type(Oid oid)
{
	char		digits[16];
	const char *value = digits;
	PGresult   *result;
	Type	   *type = &types[type_count];

	for (int i = 0; i < type_count; i++)
	{
		if (types[i].oid == oid)
			return &types[i];
	}
	if (type_count == MAX_TYPES)
		fail("types", "too many");
	snprintf(digits, sizeof(digits), "%u", oid);
	result = query("SELECT typname FROM pg_catalog.pg_type WHERE oid = $1", 1, &value);
	type->oid = oid;
	snprintf(type->name, sizeof(type->name), "%s", PQgetvalue(result, 0, 0));
	type->values = 0;
	type_count++;
	PQclear(result);
	return type;
}

static void
compare(Type *type, const char *column, const char *text, Message message)
{
	static Text decoded;
	const Message whole = message;

	type->values++;
	if (strcmp(type->name, "varchar") == 0 || strcmp(type->name, "text") == 0)
	{
		if (strlen(text) != (size_t) message.left ||
			memcmp(text, message.at, message.left) != 0)
			fail(column, "the characters differ");
		return;
	}
	if (strcmp(type->name, "float8") == 0)
	{
		if (strtod(text, NULL) != get_double(&message) || message.left != 0)
			fail(column, "the numbers differ");
		return;
	}
	decoded.length = 0;
	if (!decode(&decoded, type->name, &message))
		fail(type->name, "no layout is known");
	if (message.left != 0)
		fail(type->name, "bytes are left over");
	if (strcmp(decoded.data, text) != 0)
	{
		fprintf(stderr, "text   \"%s\"\nbinary \"%s\"\n", text, decoded.data);
		fail(column, "text and binary differ");
	}
	check_parameter(type, &whole, text);
}

static void
compare_formats(const char *command)
{
	PGresult   *text = query(command, 0, NULL);
	PGresult   *binary = expect_rows(command, PQexecParams(connection, command, 0, NULL,
														   NULL, NULL, NULL, 1));

	if (PQntuples(text) != PQntuples(binary))
		fail(command, "another number of rows in binary");
	for (int column = 0; column < PQnfields(text); column++)
	{
		Type	   *type = find_type(PQftype(binary, column));

		for (int row = 0; row < PQntuples(text); row++)
		{
			Message		message;

			if (PQgetisnull(text, row, column) != PQgetisnull(binary, row, column))
				fail(PQfname(text, column), "NULL in one format only");
			if (PQgetisnull(text, row, column))
				continue;
			message.at = (const unsigned char *) PQgetvalue(binary, row, column);
			message.left = PQgetlength(binary, row, column);
			compare(type, PQfname(text, column), PQgetvalue(text, row, column), message);
		}
	}
	PQclear(text);
	PQclear(binary);
}

int
main(int argc, char *argv[])
{
	if (argc < 3)
	{
		fprintf(stderr, "libpq_formats: too few arguments\n");
		return 2;
	}
	connection = PQconnectdb(argv[1]);
	if (PQstatus(connection) != CONNECTION_OK)
		fail("connection", PQerrorMessage(connection));
	for (int i = 2; i < argc; i++)
		compare_formats(argv[i]);
	for (int i = 0; i < type_count; i++)
		printf("%s %ld\n", types[i].name, types[i].values);
	PQfinish(connection);
	return 0;
}
