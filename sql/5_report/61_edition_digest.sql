-- SPDX-License-Identifier: PostgreSQL
/*
 * 61_edition_digest.sql - whether an edition is still what was published
 *
 * Every row of an edition has a hash; that of a scorecard's row, and of the page, is
 * salted with random digits that lie in the row. The hashes together are the contents of
 * the edition, and its digest is the hash of the digest of the edition before
 * and of these contents. Whoever wrote down a digest can tell later that
 * neither this edition nor any before it has changed. A row that is redacted
 * gets another salt, and a hash of what is left in table redaction: its first
 * hash stays in the contents, so that the digest still follows, and what that was
 * made of cannot be found by trying.
 *
 * What is hashed is a row as jsonb, under settings of its own, without the
 * columns that are NULL, so that a column which a later version adds is none,
 * and without those that have a default, which publish does not write.
 */

CREATE FUNCTION cfsperf_internal.digest_of(salt text, content jsonb) RETURNS varchar
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	-- in UTF-8, so that the database's encoding does not matter
	RETURN encode(sha256(convert_to(concat(salt, content::text),
		CASE WHEN getdatabaseencoding() IN ('SQL_ASCII', 'MULE_INTERNAL') THEN getdatabaseencoding() ELSE 'UTF8' END)),
		'hex')::varchar(64);
COMMENT ON FUNCTION cfsperf_internal.digest_of(text, jsonb) IS
	'SHA-256, in hexadecimal, of a salt, where there is one, and a value as text';

CREATE FUNCTION cfsperf_internal.columns_with_default(relation regclass) RETURNS text[]
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT coalesce(array_agg(attname::text), '{}')
	FROM pg_attribute
	WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped AND atthasdef
$$;
COMMENT ON FUNCTION cfsperf_internal.columns_with_default(regclass) IS
	'the columns of a table that have a default or are generated';

CREATE PROCEDURE cfsperf_internal.framework_edition_digest(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION edition_parts(area text, quarter text, edition integer)
		RETURNS TABLE (part text, measure varchar(64), digest varchar(64))
		LANGUAGE sql STABLE PARALLEL SAFE ROWS 50
		SET search_path FROM CURRENT
		SET extra_float_digits = 1
		SET DateStyle = 'ISO, YMD'
		SET TimeZone = 'UTC'
		SET IntervalStyle = 'postgres'
		SET bytea_output = 'hex'
		SET lc_monetary = 'C'
	AS $parts$
		SELECT 'summary', NULL, digest_of(NULL, jsonb_strip_nulls(to_jsonb(s) - '{contents,digest}'::text[]
			- (SELECT columns_with_default('published_summary'))))
		FROM published_summary s
		WHERE s.area = $1 AND s.quarter = $2 AND s.edition = $3
		UNION ALL
		SELECT 'page', NULL, digest_of(p.salt, jsonb_strip_nulls(to_jsonb(p)
			- (SELECT columns_with_default('published_page'))))
		FROM published_page p
		WHERE p.area = $1 AND p.quarter = $2 AND p.edition = $3
		UNION ALL
		SELECT 'scorecard', c.measure, digest_of(c.salt, jsonb_strip_nulls(to_jsonb(c)
			- (SELECT columns_with_default('published_scorecard'))))
		FROM published_scorecard c
		WHERE c.area = $1 AND c.quarter = $2 AND c.edition = $3
	$parts$;
	COMMENT ON FUNCTION edition_parts(text, text, integer) IS 'the hash of each row that an edition consists of, as it is now; part: summary, page, or a measure''s row of the scorecard';

	CREATE FUNCTION edition_contents(area text, quarter text, edition integer) RETURNS jsonb
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
	AS $contents$
	BEGIN
		RETURN (SELECT jsonb_build_object(
				'summary', min(p.digest) FILTER (WHERE p.part = 'summary'),
				'page', min(p.digest) FILTER (WHERE p.part = 'page'),
				'scorecard', jsonb_object_agg(p.measure, p.digest) FILTER (WHERE p.measure IS NOT NULL))
			FROM edition_parts(area, quarter, edition) p);
	END
	$contents$;
	COMMENT ON FUNCTION edition_contents(text, text, integer) IS 'the hashes of all that an edition consists of, as it is now; what is added to an edition is a key more';

	CREATE VIEW edition_check AS
	SELECT s.quarter, s.quarter_start, s.quarter_end, s.area, s.area_name, s.edition, s.digest,
		(CASE WHEN d.undigested THEN 'no digest'
			WHEN num_nonnulls(d.chain, d.summary, d.page, d.changed, d.missing, d.added) = 0 THEN 'holds'
			ELSE 'changed' END)::varchar(10) AS state,
		d.redacted::integer AS redacted,
		(CASE WHEN d.undigested THEN 'Published before editions had digests.'
			ELSE nullif(concat_ws(' ', d.chain, d.summary, d.page,
				'Changed since it was published: ' || d.changed || '.', 'Missing: ' || d.missing || '.',
				'Added: ' || d.added || '.',
				CASE d.redacted WHEN 0 THEN NULL WHEN 1 THEN '1 figure redacted.' ELSE d.redacted || ' figures redacted.' END),
				'') END)::varchar(4000) AS finding
	FROM published_summary s
	LEFT JOIN published_summary b ON b.area = s.area AND b.quarter = s.quarter AND b.edition = s.edition - 1
	CROSS JOIN LATERAL (
		SELECT num_nonnulls(s.digest, s.contents, b.digest) = 0 AS undigested,
			CASE WHEN s.edition > 1 AND b.edition IS NULL THEN 'The edition before it is missing.'
				WHEN digest_of(NULL, jsonb_build_array(b.digest, s.contents)) IS DISTINCT FROM s.digest
				THEN 'Its digest does not follow from the edition before it and its own contents.' END AS chain,
			CASE WHEN count(*) FILTER (WHERE x.part = 'summary' AND x.now = x.was) = 0
				THEN 'Its sentence, counts, words, time or author have changed.' END AS summary,
			CASE WHEN count(*) FILTER (WHERE x.part = 'page' AND x.now = x.was) = 0
				THEN 'Its page has changed.' END AS page,
			at_most(string_agg(x.measure, ', ' ORDER BY x.measure) FILTER (WHERE x.now <> x.was), 1000) AS changed,
			at_most(string_agg(x.measure, ', ' ORDER BY x.measure) FILTER (WHERE x.now IS NULL), 1000) AS missing,
			at_most(string_agg(x.measure, ', ' ORDER BY x.measure) FILTER (WHERE x.was IS NULL), 1000) AS added,
			count(*) FILTER (WHERE x.redacted AND x.part = 'scorecard') AS redacted
		FROM (
			SELECT coalesce(p.part, c.part) AS part, coalesce(p.measure, c.measure) AS measure, p.digest AS now,
				CASE WHEN c.digest IS NOT NULL THEN coalesce(r.digest, c.digest) END AS was,
				r.digest IS NOT NULL AS redacted
			FROM edition_parts(s.area, s.quarter, s.edition) p
			FULL JOIN (
				SELECT i.part, NULL::text AS measure, s.contents ->> i.part AS digest
				FROM unnest('{summary,page}'::text[]) AS i(part)
				UNION ALL
				SELECT 'scorecard'::text AS part, j.measure, j.digest
				FROM jsonb_each_text(CASE jsonb_typeof(s.contents -> 'scorecard') WHEN 'object' THEN s.contents -> 'scorecard' END) AS j(measure, digest)) c
				ON c.part = p.part AND coalesce(c.measure, '') = coalesce(p.measure, '')
			-- of a row that was redacted, what was left when that was last done
			LEFT JOIN LATERAL (
				SELECT CASE p.part WHEN 'page' THEN r.page_digest ELSE r.digest END AS digest
				FROM redaction r
				WHERE r.area = s.area AND r.quarter = s.quarter AND r.edition = s.edition
					AND (r.measure = p.measure OR p.part = 'page')
				ORDER BY r.redacted_at DESC, r.number DESC
				LIMIT 1) r ON true) x) d;
	COMMENT ON VIEW edition_check IS 'a row per edition: whether its rows are those that were published, by their digests';
	CALL comment_columns_like('edition_check', 'published_summary');
	COMMENT ON COLUMN edition_check.state IS 'holds: all is as it was published, but for what redact took out; changed: it is not; no digest: published before editions had one';
	COMMENT ON COLUMN edition_check.redacted IS 'rows of its scorecard from which a figure was redacted';
	COMMENT ON COLUMN edition_check.finding IS 'what is not as it was published, by measure, and how many figures were redacted; NULL: nothing';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_edition_digest(name) IS
	'makes the digests of editions of a framework and edition_check; part of create_framework';
