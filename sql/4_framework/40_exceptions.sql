-- SPDX-License-Identifier: PostgreSQL
/*
 * 40_exceptions.sql - what of a report is worth attention
 */

CREATE FUNCTION cfsperf_internal.exception_kind(direction text, quartile integer, rag text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN direction = 'declined' AND quartile = 4 AND rag = 'red'
			THEN 'declined, red and in the bottom quartile'
		WHEN direction = 'declined' AND quartile = 4 THEN 'declined and in the bottom quartile'
		WHEN direction = 'declined' AND rag = 'red' THEN 'declined and red'
		WHEN direction = 'improved' AND quartile = 1 THEN 'improved and in the top quartile'
		END;
COMMENT ON FUNCTION cfsperf_internal.exception_kind(text, integer, text) IS
	'why a measure is worth attention: it got worse and is bad, or got better and is good; NULL where neither';

CREATE FUNCTION cfsperf_internal.outer_tenth(rank integer, n integer) RETURNS integer
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN rank > n - n / 10 THEN 10 WHEN rank <= n / 10 THEN 1 END;
COMMENT ON FUNCTION cfsperf_internal.outer_tenth(integer, integer) IS
	'1 for a rank among the first 10% of authorities, 10 for one among the last; NULL for one between';

/*
 * Which measures of a report stand on its first sheet, and in which order. Of
 * those that need attention come first
 *	1	the one with the last place of all, if it is in the bottom quartile,
 *	2	the exceptions: declined, and red or in the bottom quartile,
 *	3	those in the bottom quartile that are among the last 10% of authorities,
 *	4	those in the bottom quartile that are red and have not improved,
 * within each the one that is nearer to the last place, as a share of the
 * authorities ranked; one without a rank as if in the middle of the bottom
 * quartile. Then, so that what got worse is answered, all others that declined:
 *	5	more than chance would explain,
 *	6	where chance cannot be judged,
 *	7	where chance alone could explain it,
 * within each by place again, one without a rank last. What goes well is the
 * mirror image: first place, improved and in the top quartile, first 10%, green
 * and not declined, improved; but of what is an exception only the one in first
 * place, which then stands on both sides. A rank without a quartile is none
 * here: the measure's own rule, or too few figures, forbid to judge by it. What
 * is for information only has neither quartile nor direction and so is never
 * here.
 */
CREATE FUNCTION cfsperf_internal.attention(measures text[], directions text[], quartiles integer[], rags text[],
							ranks integer[], ranked integer[], p_values double precision[],
							OUT concern boolean, OUT number bigint, OUT place bigint, OUT measure text, OUT reason text)
	RETURNS SETOF record
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
	WITH side AS (
		SELECT t.*, v.*, exception_kind(t.direction, t.quartile, t.rag) AS kind, t.quartile = v.end_quartile AS at_end,
			CASE WHEN t.quartile IS NOT NULL
				THEN CASE WHEN v.concern THEN t.rank ELSE t.n + 1 - t.rank END / nullif(t.n, 0)::double precision END AS nearness
		FROM unnest(measures, directions, quartiles, rags, ranks, ranked, p_values) WITH ORDINALITY
			AS t(measure, direction, quartile, rag, rank, n, p_value, place)
		CROSS JOIN (VALUES (true, 4, 10, 'red', 'declined', 'improved'), (false, 1, 1, 'green', 'improved', 'declined'))
			AS v(concern, end_quartile, end_tenth, end_rag, to_it, from_it)
	), ordered AS (
		SELECT s.*, nearness IS NOT NULL AND 1 = row_number() OVER (PARTITION BY s.concern
				ORDER BY s.nearness DESC NULLS LAST, starts_with(s.kind, s.to_it) IS NOT TRUE, s.n DESC, s.place) AS furthest
		FROM side s
	), judged AS (
		SELECT o.*, CASE
			WHEN o.furthest AND o.at_end THEN 1
			WHEN NOT o.concern AND starts_with(o.kind, 'declined') THEN NULL
			WHEN starts_with(o.kind, o.to_it) THEN 2
			WHEN o.at_end AND outer_tenth(o.rank, o.n) = o.end_tenth THEN 3
			WHEN o.at_end AND o.rag = o.end_rag AND o.direction IS DISTINCT FROM o.from_it THEN 4
			WHEN o.direction = o.to_it THEN CASE WHEN o.p_value <= 0.05 THEN 5 WHEN o.p_value IS NULL THEN 6 ELSE 7 END
			END AS clause
		FROM ordered o)
	SELECT j.concern,
		row_number() OVER (PARTITION BY j.concern
			ORDER BY j.clause, coalesce(j.nearness, CASE WHEN j.clause <= 4 THEN 0.875 ELSE 0 END) DESC,
				CASE WHEN j.nearness IS NOT NULL THEN j.n END DESC NULLS LAST, j.place),
		j.place, j.measure,
		CASE j.clause
			WHEN 1 THEN CASE WHEN j.concern THEN 'Lowest-ranked of all measures' ELSE 'Highest-ranked of all measures' END
				|| CASE WHEN j.direction = j.from_it THEN ', though it ' || j.direction
					WHEN starts_with(j.kind, j.to_it) THEN '; ' || j.kind ELSE '' END
			WHEN 2 THEN capitalised(j.kind)
			WHEN 3 THEN CASE WHEN j.concern THEN 'Among the last 10% of authorities' ELSE 'Among the first 10% of authorities' END
			WHEN 4 THEN CASE WHEN j.concern THEN 'Red and in the bottom quartile, not improved'
				ELSE 'Green and in the top quartile, not declined' END
			ELSE capitalised(j.direction) || CASE WHEN j.quartile = 5 - j.end_quartile
				THEN CASE WHEN j.concern THEN ', though in the top quartile' ELSE ', though in the bottom quartile' END
				ELSE '' END END
	FROM judged j
	WHERE j.clause IS NOT NULL
	ORDER BY j.concern DESC, 2;
END;
COMMENT ON FUNCTION cfsperf_internal.attention(text[], text[], integer[], text[], integer[], integer[], double precision[]) IS
	'which measures of a report need attention (concern) and which go well, each in their order from 1, and why; place: in the arrays; from their columns in the scorecard, in the order of the report';

CREATE PROCEDURE cfsperf_internal.framework_exceptions(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE VIEW exceptions AS
	SELECT (CASE s.direction WHEN 'declined' THEN 'concern' ELSE 'strength' END)::varchar(8)
			AS judgement,
		exception_kind(s.direction, s.quartile, s.rag)::varchar(60) AS kind,
		s.*
	FROM scorecard s
	WHERE exception_kind(s.direction, s.quartile, s.rag) IS NOT NULL;
	COMMENT ON VIEW exceptions IS 'a row of scorecard per report and measure that is worth attention: worse and bad (declined and in the bottom quartile, or declined and red), and its counterpart, improved and in the top quartile';
	COMMENT ON COLUMN exceptions.judgement IS 'concern or strength';
	COMMENT ON COLUMN exceptions.kind IS 'declined and in the bottom quartile; declined and red; declined, red and in the bottom quartile; improved and in the top quartile';
	CALL comment_columns_like('exceptions', 'scorecard');
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_exceptions(name) IS
	'makes the view exceptions of a framework; part of create_framework';
