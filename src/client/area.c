/* SPDX-License-Identifier: PostgreSQL */
/*
 * area.c - the area that the command line names
 */
#include <stdlib.h>
#include <string.h>

#include "client/area.h"
#include "client/statement.h"

/*
 * Returns the code of the area: the name itself where reports have it as a
 * code, else what the framework knows by this name, number or former code in
 * the quarter.
 */
Outcome
area_code(Session *session, const char *name, const char *quarter, char **code)
{
	const char *const values[] = {name, quarter};
	PGresult   *result;
	Outcome		outcome;

	outcome = statement(session, &result,
						"SELECT CASE WHEN EXISTS (SELECT FROM @.report_heading WHERE area = $1) THEN $1"
						" ELSE coalesce(@.area_of($1, $2::cfsperf.reporting_period), $1) END",
						2, values);
	*code = outcome == OUTCOME_DONE ? strdup(PQgetvalue(result, 0, 0)) : NULL;
	PQclear(result);
	return outcome;
}
