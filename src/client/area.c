/*
 * area.c - the area that the command line names
 */
#include <stdlib.h>
#include <string.h>

#include "client/area.h"
#include "client/statement.h"

/*
 * Returns the code of the area that the framework knows by this name, number
 * or former code in the quarter; the name itself where it knows none, so that
 * whoever is asked next says so.
 */
Outcome
area_code(Session *session, const char *name, const char *quarter, char **code)
{
	const char *const values[] = {name, quarter};
	PGresult   *result;
	Outcome		outcome;

	outcome = statement(session, &result,
						"SELECT coalesce(@.area_of($1, $2::cfsperf.reporting_period), $1)",
						2, values);
	*code = outcome == OUTCOME_DONE ? strdup(PQgetvalue(result, 0, 0)) : NULL;
	PQclear(result);
	return outcome;
}
