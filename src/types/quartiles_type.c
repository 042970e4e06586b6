/* SPDX-License-Identifier: PostgreSQL */
/*
 * quartiles_type.c - the SQL type quartiles and the function quartile
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "calculus/decimal.h"
#include "calculus/quartiles.h"
#include "calculus/selection.h"
#include "compat.h"
#include "errors.h"
#include "server_host.h"
#include "types/indicator_type.h"
#include "types/words_type.h"

#define TYPE_NAME	"quartiles"

#define PG_GETARG_QUARTILES_P(n)	((const Quartiles *) PG_GETARG_POINTER(n))

PG_FUNCTION_INFO_V1(quartiles_in);
PG_FUNCTION_INFO_V1(quartiles_out);
PG_FUNCTION_INFO_V1(quartiles_recv);
PG_FUNCTION_INFO_V1(quartiles_send);
PG_FUNCTION_INFO_V1(quartiles_eq);
PG_FUNCTION_INFO_V1(quartiles_ne);
PG_FUNCTION_INFO_V1(quartiles_hash);
PG_FUNCTION_INFO_V1(quartiles_n);
PG_FUNCTION_INFO_V1(quartiles_least);
PG_FUNCTION_INFO_V1(quartiles_lower);
PG_FUNCTION_INFO_V1(quartiles_median);
PG_FUNCTION_INFO_V1(quartiles_upper);
PG_FUNCTION_INFO_V1(quartiles_greatest);
PG_FUNCTION_INFO_V1(quartiles_mean);
PG_FUNCTION_INFO_V1(quartiles_place);
PG_FUNCTION_INFO_V1(quartile);
PG_FUNCTION_INFO_V1(quartile_of_numbers);

static char *
quartiles_label(const Quartiles *q)
{
	char		text[QUARTILES_TEXT];

	quartiles_format(q, text);
	return pstrdup(text);
}

Datum
quartiles_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Quartiles  *q = palloc(sizeof(Quartiles));
	Problem		problem;

	if (!quartiles_parse(text, q, &problem))
		return input_problem(&problem, TYPE_NAME, text, fcinfo->context);
	PG_RETURN_POINTER(q);
}

Datum
quartiles_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(quartiles_label(PG_GETARG_QUARTILES_P(0)));
}

/* one value on the wire; out of range, or not rounded, is refused later */
static double
receive_value(StringInfo message)
{
	double		value = pq_getmsgfloat8(message);

	return decimal_in_range(value) ? decimal_round(value) : NAN;
}

/* unit and polarity, n, least, lower, median, upper, greatest, mean */
Datum
quartiles_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	Quartiles  *q = palloc0(sizeof(Quartiles));
	Unit		unit;
	Polarity	polarity;
	Problem		problem;

	unit_receive(message, &unit, &polarity);
	q->unit = unit.kind;
	q->per = unit.per;
	q->polarity = polarity;
	q->n = pq_getmsgint64(message);
	q->least = receive_value(message);
	q->lower = receive_value(message);
	q->median = receive_value(message);
	q->upper = receive_value(message);
	q->greatest = receive_value(message);
	q->mean = receive_value(message);
	if (!quartiles_check(q, &problem))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s", TYPE_NAME),
				 errdetail("%s", problem.detail)));
	PG_RETURN_POINTER(q);
}

Datum
quartiles_send(PG_FUNCTION_ARGS)
{
	const Quartiles *q = PG_GETARG_QUARTILES_P(0);
	StringInfoData message;

	pq_begintypsend(&message);
	unit_send(&message, q->unit, q->per, q->polarity);
	pq_sendint64(&message, (uint64) q->n);
	pq_sendfloat8(&message, q->least);
	pq_sendfloat8(&message, q->lower);
	pq_sendfloat8(&message, q->median);
	pq_sendfloat8(&message, q->upper);
	pq_sendfloat8(&message, q->greatest);
	pq_sendfloat8(&message, q->mean);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* every field is a decimal without -0 or NaN, so images are equal or not */
static bool
same_quartiles(const Quartiles *a, const Quartiles *b)
{
	return memcmp(a, b, sizeof(Quartiles)) == 0;	/* NOLINT(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c) */
}

Datum
quartiles_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same_quartiles(PG_GETARG_QUARTILES_P(0), PG_GETARG_QUARTILES_P(1)));
}

Datum
quartiles_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same_quartiles(PG_GETARG_QUARTILES_P(0), PG_GETARG_QUARTILES_P(1)));
}

Datum
quartiles_hash(PG_FUNCTION_ARGS)
{
	return hash_any((const unsigned char *) PG_GETARG_QUARTILES_P(0),
					sizeof(Quartiles));
}

Datum
quartiles_n(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(PG_GETARG_QUARTILES_P(0)->n);
}

Datum
quartiles_least(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(PG_GETARG_QUARTILES_P(0)->least);
}

Datum
quartiles_lower(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(PG_GETARG_QUARTILES_P(0)->lower);
}

Datum
quartiles_median(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(PG_GETARG_QUARTILES_P(0)->median);
}

Datum
quartiles_upper(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(PG_GETARG_QUARTILES_P(0)->upper);
}

Datum
quartiles_greatest(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(PG_GETARG_QUARTILES_P(0)->greatest);
}

Datum
quartiles_mean(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(PG_GETARG_QUARTILES_P(0)->mean);
}

/* whether the rule, by its name, gives a value on a cut the better band */
static bool
ties_better(text *rule)
{
	char	   *name = text_to_cstring(rule);

	if (strcmp(name, "ties better") == 0)
		return true;
	if (strcmp(name, "ties lower") == 0)
		return false;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown quartile rule \"%s\"", name),
			 errhint("Use \"ties lower\", by which a value on a cut point falls "
					 "into the group of lower values, or \"ties better\".")));
}

/* quartile_place(quartiles, value): 0 = worst, 2 = median, 4 = best */
Datum
quartiles_place(PG_FUNCTION_ARGS)
{
	const Quartiles *q = PG_GETARG_QUARTILES_P(0);
	Indicator	a;

	indicator_of_number(&a, PG_GETARG_FLOAT8(1), (Polarity) q->polarity);
	if (a.polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* information only: nothing is best */
	PG_RETURN_FLOAT8(quartile_place(a.value, q));
}

/* quartile(indicator, quartiles, rule, minimum): 1 = best to 4 */
Datum
quartile(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	const Quartiles *q = PG_GETARG_QUARTILES_P(1);
	bool		better = ties_better(PG_GETARG_TEXT_PP(2));
	int32		minimum = PG_GETARG_INT32(3);
	int			band;

	if (minimum < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("minimum number of figures %d is not above zero",
						minimum)));
	if (a->unit != q->unit || a->per != q->per || a->polarity != q->polarity)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("indicator %s cannot be compared with quartiles \"%s\"",
						indicator_label(a), quartiles_label(q)),
				 errdetail("Their unit or their polarity differs.")));
	if (a->polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* information only: no band is better */
	if (q->n < minimum)
		PG_RETURN_NULL();		/* too few figures */
	band = quartile_of(a->value, q, better);
	if (band == NO_QUARTILE)
		PG_RETURN_NULL();		/* all figures equal it */
	PG_RETURN_INT32(band);
}

/*
 * quartile(value, values, polarity): the same of plain numbers, by a value on a
 * cut in the group of lower values, and of four figures or more.
 */
Datum
quartile_of_numbers(PG_FUNCTION_ARGS)
{
	Polarity	polarity = PG_GETARG_POLARITY(2);
	Indicator	a;
	Quartiles	q = {0};
	Datum	   *elements;
	bool	   *nulls;
	int			count;
	double	   *values;
	int32		n = 0;
	int			band;

	indicator_of_number(&a, PG_GETARG_FLOAT8(0), polarity);
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), FLOAT8OID, sizeof(float8),
					  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &elements, &nulls, &count);
	values = palloc((Size) count * sizeof(double));
	for (int i = 0; i < count; i++)
	{
		Indicator	figure;

		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			continue;
		indicator_of_number(&figure, DatumGetFloat8(elements[i]), polarity);
		values[n++] = figure.value;
	}
	if (n < FEWEST_FIGURES || polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* too few figures, or no band is better */
	quartile_cuts_of_values(values, n, &q, &server_host);
	q.polarity = (uint8) polarity;
	band = quartile_of(a.value, &q, false);
	if (band == NO_QUARTILE)
		PG_RETURN_NULL();		/* all figures equal it */
	PG_RETURN_INT32(band);
}
