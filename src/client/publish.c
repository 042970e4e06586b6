/* SPDX-License-Identifier: PostgreSQL */
/*
 * publish.c - the next edition of reports
 *
 * What publish() says of a report, that it wrote an edition or that nothing has
 * changed, is the result.
 */
#include <stddef.h>
#include <stdlib.h>

#include "client/area.h"
#include "client/message.h"
#include "client/publish.h"
#include "client/statement.h"

static Outcome
publish_one(Session *session, const char *area, const char *quarter)
{
	const char *const values[] = {area, quarter};
	PGresult   *result;
	Outcome		outcome;

	session->notices_are_results = true;
	outcome = statement(session, &result,
						"CALL @.publish($1, $2::cfsperf.reporting_period)", 2, values);
	session->notices_are_results = false;
	PQclear(result);
	return outcome;
}

/* Returns the reports that are to be published, in the order of area and time. */
static Outcome
list_reports(Session *session, const Options *options, PGresult **reports)
{
	if (options->due)
		return statement(session, reports,
						 "SELECT area, quarter FROM @.report_heading"
						 " WHERE quarter_end < current_date ORDER BY area, quarter_start",
						 0, NULL);
	return statement(session, reports,
					 "SELECT area, quarter FROM @.report_heading"
					 " WHERE quarter = $1::cfsperf.reporting_period::pg_catalog.text ORDER BY area",
					 1, (const char *const *) options->arguments);
}

/* Publishes each by itself; one that is refused keeps none from it. */
static Outcome
publish_several(Session *session, const Options *options)
{
	PGresult   *reports;
	Outcome		worst = list_reports(session, options, &reports);

	if (worst == OUTCOME_DONE && PQntuples(reports) == 0)
	{
		if (options->due)
			message("there is no report whose quarter is over");
		else
			message("there is no report for \"%s\"", options->arguments[0]);
		worst = options->due ? OUTCOME_DONE : OUTCOME_REFUSED;
	}
	for (int row = 0; worst <= OUTCOME_REFUSED && row < PQntuples(reports); row++)
	{
		const char *area = PQgetvalue(reports, row, 0);
		const char *quarter = PQgetvalue(reports, row, 1);
		Outcome		outcome = publish_one(session, area, quarter);

		if (outcome != OUTCOME_DONE && outcome != OUTCOME_CANCELLED)
			message("not published: report \"%s\", %s", area, quarter);
		worst = outcome > worst ? outcome : worst;
	}
	PQclear(reports);
	return worst;
}

Outcome
publish(Session *session, const Options *options)
{
	char	   *area;
	Outcome		outcome;

	if (options->all || options->due)
		return publish_several(session, options);
	outcome = area_code(session, options->arguments[0], options->arguments[1],
						&area);
	if (outcome == OUTCOME_DONE)
		outcome = publish_one(session, area, options->arguments[1]);
	free(area);
	return outcome;
}
