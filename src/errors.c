/*
 * errors.c - a Problem as an error of the server
 */
#include "postgres.h"

#include "compat.h"
#include "errors.h"

static int
sqlstate_of(const Problem *problem, int otherwise)
{
	return problem->out_of_range ? ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE : otherwise;
}

/*
 * For an input function: a soft error where the caller asked for one, to be
 * returned as it is.
 */
Datum
input_problem(const Problem *problem, const char *type_name, const char *input,
			  struct Node *context)
{
	ereturn(context, (Datum) 0,
			(errcode(sqlstate_of(problem, ERRCODE_INVALID_TEXT_REPRESENTATION)),
			 problem->out_of_range ?
			 errmsg("\"%s\" is out of range for type %s", input, type_name) :
			 errmsg("invalid input syntax for type %s: \"%s\"", type_name, input),
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
