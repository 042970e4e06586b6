/* SPDX-License-Identifier: PostgreSQL */
/*
 * check.c - what is wrong with the figures, and what could be worked out
 *
 * audit_disclosure() keeps what it finds, and data_quality lists it with the
 * rest. Serious is what must not be published as it is: a figure that would be
 * given away, one on which nobody has decided, and one that cannot be right.
 * The other rules ask questions, which may well have an answer.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/area.h"
#include "client/check.h"
#include "client/message.h"
#include "client/statement.h"
#include "client/text.h"

#define FEW "5"					/* findings of a kind that are printed */

static const char query[] =
"SELECT serious, rule, remedy, total, concat_ws(', ', measure, area, benchmark, period), finding"
" FROM (SELECT q.*,"
"    rule IN ('given away', 'not decided', 'outside the range', 'counts not of the unit') AS serious,"
"    row_number() OVER (PARTITION BY rule, remedy ORDER BY measure, area, benchmark, period_end, period) AS place,"
"    count(*) OVER (PARTITION BY rule, remedy) AS total"
"  FROM @.data_quality q"
"  WHERE ($1::text IS NULL OR area IS NULL OR area = $1)"
"  AND ($2::text IS NULL OR period_end IS NULL OR period_end <= cfsperf.ends($2::cfsperf.reporting_period))) f"
" WHERE place <= coalesce($3::bigint, place)"
" ORDER BY serious DESC, rule, remedy, place";

enum
{
	FINDING_SERIOUS,
	FINDING_RULE,
	FINDING_REMEDY,
	FINDING_TOTAL,
	FINDING_PLACE,
	FINDING_WORDS
};

/* Whether the row is the first of its kind. */
static bool
begins_kind(const PGresult *findings, int row)
{
	return row == 0
		|| strcmp(PQgetvalue(findings, row, FINDING_RULE),
				  PQgetvalue(findings, row - 1, FINDING_RULE)) != 0
		|| strcmp(PQgetvalue(findings, row, FINDING_REMEDY),
				  PQgetvalue(findings, row - 1, FINDING_REMEDY)) != 0;
}

static bool
is_serious(const PGresult *findings, int row)
{
	return strcmp(PQgetvalue(findings, row, FINDING_SERIOUS), "t") == 0;
}

/* Says of the kind how many of it are not printed. */
static void
end_kind(long long total, int printed)
{
	char		digits[TEXT_NUMBER_SIZE];
	char		buffer[TEXT_NUMBER_SIZE];

	if (total <= printed)
		return;
	snprintf(digits, sizeof(digits), "%lld", total - printed);
	printf("    and %s more; --every prints them\n", text_number(buffer, digits));
}

/* Prints the findings by kind, and counts them. */
static void
print_findings(const PGresult *findings, long long *serious, long long *others)
{
	long long	total = 0;
	int			printed = 0;

	*serious = *others = 0;
	for (int row = 0; row < PQntuples(findings); row++)
	{
		if (begins_kind(findings, row))
		{
			char		buffer[TEXT_NUMBER_SIZE];

			end_kind(total, printed);
			printed = 0;
			total = strtoll(PQgetvalue(findings, row, FINDING_TOTAL), NULL, 10);
			*(is_serious(findings, row) ? serious : others) += total;
			printf("%s%s%s: %s\n    ", row == 0 ? "" : "\n",
				   is_serious(findings, row) ? "SERIOUS: " : "",
				   PQgetvalue(findings, row, FINDING_RULE),
				   text_number(buffer, PQgetvalue(findings, row, FINDING_TOTAL)));
			text_put_line(stdout, PQgetvalue(findings, row, FINDING_REMEDY));
		}
		fputs("  - ", stdout);
		if (*PQgetvalue(findings, row, FINDING_PLACE) != '\0')
		{
			text_put(stdout, PQgetvalue(findings, row, FINDING_PLACE));
			fputs(": ", stdout);
		}
		text_put_line(stdout, PQgetvalue(findings, row, FINDING_WORDS));
		printed++;
	}
	end_kind(total, printed);
}

/* Has worked out what could be; its warning is among the findings, too. */
static Outcome
audit(Session *session)
{
	bool		quiet = session->quiet;
	Outcome		outcome;

	session->quiet = true;
	outcome = statement_alone(session, "CALL @.audit_disclosure()");
	session->quiet = quiet;
	return outcome;
}

static Outcome
judge(const Options *options, const PGresult *findings)
{
	long long	serious;
	long long	others;

	print_findings(findings, &serious, &others);
	if (!options->quiet)
		printf("%s%lld serious %s, %lld other%s\n",
			   serious + others > 0 ? "\n" : "", serious,
			   serious == 1 ? "finding" : "findings", others,
			   options->no_audit ? "; what could be worked out was not looked for" : "");
	return serious > 0 || (options->strict && others > 0)
		? OUTCOME_REFUSED : OUTCOME_DONE;
}

Outcome
check(Session *session, const Options *options)
{
	const char *values[] = {NULL, NULL, options->every ? NULL : FEW};
	char	   *area = NULL;
	PGresult   *findings = NULL;
	Outcome		outcome = OUTCOME_DONE;

	if (options->count > 0)
	{
		outcome = area_code(session, options->arguments[0],
							options->arguments[1], &area);
		values[0] = area;
		values[1] = options->arguments[1];
	}
	if (outcome == OUTCOME_DONE && options->count > 0)
	{
		PGresult   *there;

		outcome = statement(session, &there,
							"SELECT @.require_report($1, $2::cfsperf.reporting_period)",
							2, values);
		PQclear(there);
	}
	if (outcome == OUTCOME_DONE && !options->no_audit)
		outcome = audit(session);
	if (outcome == OUTCOME_DONE)
		outcome = statement(session, &findings, query, 3, values);
	if (outcome == OUTCOME_DONE)
		outcome = judge(options, findings);
	PQclear(findings);
	free(area);
	return outcome;
}
