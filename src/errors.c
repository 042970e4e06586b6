/* SPDX-License-Identifier: PostgreSQL */
/*
 * errors.c - a Problem as an error of the server
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "compat.h"
#include "errors.h"

/* bytes of an input that an error shows */
#define SHOWN	1000

static int
sqlstate_of(const Problem *problem, int otherwise)
{
	return problem->out_of_range ? ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE : otherwise;
}

/* the beginning of an input: it may be as long as a datum can be */
static const char *
beginning_of(const char *input)
{
	int			length = (int) strnlen(input, SHOWN + MAX_MULTIBYTE_CHAR_LEN);

	if (length <= SHOWN)
		return input;
	return psprintf("%.*s...", pg_mbcliplen(input, length, SHOWN), input);
}

/*
 * For an input function: raises an error; a soft one where the caller asked
 * for one, and then returns what the function returns.
 */
Datum
input_problem(const Problem *problem, const char *type_name, const char *input,
			  struct Node *context)
{
	const char *shown = beginning_of(input);

	ereturn(context, (Datum) 0,
			(errcode(sqlstate_of(problem, ERRCODE_INVALID_TEXT_REPRESENTATION)),
			 problem->out_of_range ?
			 errmsg("\"%s\" is out of range for type %s", shown, type_name) :
			 errmsg("invalid input syntax for type %s: \"%s\"", type_name, shown),
			 errdetail("%s", problem->detail),
			 problem->hint ? errhint("%s", problem->hint) : 0));
}

/* For a function whose arguments do not make a value; "value" shows them. */
void
value_problem(const Problem *problem, const char *type_name, const char *value)
{
	ereport(ERROR,
			(errcode(sqlstate_of(problem, ERRCODE_INVALID_PARAMETER_VALUE)),
			 problem->out_of_range ?
			 errmsg("%s is out of range for type %s", value, type_name) :
			 errmsg("%s is not a valid %s", value, type_name),
			 errdetail("%s", problem->detail),
			 problem->hint ? errhint("%s", problem->hint) : 0));
}

/* For a file that is not read: names the line where there is one. */
void
file_error(const FileProblem *problem)
{
	ereport(ERROR,
			(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
			 errmsg("%s", problem->message),
			 problem->hint[0] != '\0' ? errhint("%s", problem->hint) : 0));
}
