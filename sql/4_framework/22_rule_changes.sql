-- SPDX-License-Identifier: PostgreSQL
/*
 * 22_rule_changes.sql - the rules by which figures are withheld are the owner's
 *
 * What is withheld depends on a few columns of measure and area and on three
 * small tables. A trigger on each refuses a change of them by anybody who does
 * not act as the framework's owner, whatever he was granted, keeps who changed
 * what, and takes back the decisions that rested on it: what is not decided is
 * not shown until protect() has decided again.
 *
 * It looks at whole statements by their transition tables, so that thousands of
 * areas are loaded as quickly as before, and at what has changed, not at which
 * columns a statement names. A framework that is distributed over nodes goes
 * without (81_distributed_views.sql).
 */

CREATE FUNCTION cfsperf_internal.rule_changes(before jsonb, after jsonb, keys text[], items text[])
	RETURNS TABLE (key text, item text, was text, is_now text)
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE ROWS 10
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH side AS (
		SELECT x.is_old, (SELECT string_agg(r ->> k.key, ', ' ORDER BY k.place) FROM unnest(keys) WITH ORDINALITY AS k(key, place)) AS key,
			(SELECT jsonb_strip_nulls(jsonb_object_agg(i.item, r -> i.item)) FROM unnest(items) AS i(item)) AS rule
		FROM (VALUES (true, before), (false, after)) AS x(is_old, list)
		CROSS JOIN LATERAL jsonb_array_elements(x.list) AS r)
	SELECT coalesce(o.key, n.key), i.item,
		CASE WHEN i.item IS NULL THEN o.rule::text ELSE o.rule ->> i.item END,
		CASE WHEN i.item IS NULL THEN n.rule::text ELSE n.rule ->> i.item END
	FROM (SELECT * FROM side WHERE is_old) o
	FULL JOIN (SELECT * FROM side WHERE NOT is_old) n ON n.key = o.key
	-- of a row that came or went, the whole
	LEFT JOIN unnest(items) AS i(item) ON o.key = n.key
	WHERE i.item IS NULL OR o.rule -> i.item IS DISTINCT FROM n.rule -> i.item
$$;
COMMENT ON FUNCTION cfsperf_internal.rule_changes(jsonb, jsonb, text[], text[]) IS
	'what a statement changed, from its rows before and after, each list an array of objects: a row per item of a row that differs; item NULL: the row came or went';

CREATE PROCEDURE cfsperf_internal.framework_rule_changes(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	guarded record;
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE TABLE rule_change (
		id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
		changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
		changed_by varchar(63) NOT NULL DEFAULT session_user,
		relation varchar(63) NOT NULL,
		key varchar(300) NOT NULL,
		item varchar(63),
		before text,
		after text
	);
	COMMENT ON TABLE rule_change IS 'a row per change of what decides which figures are withheld; written by triggers, never changed';
	COMMENT ON COLUMN rule_change.id IS 'random, used as key';
	COMMENT ON COLUMN rule_change.changed_at IS 'when it was changed';
	COMMENT ON COLUMN rule_change.changed_by IS 'role that had logged in to change it';
	COMMENT ON COLUMN rule_change.relation IS 'table that was changed';
	COMMENT ON COLUMN rule_change.key IS 'key of its row; the columns of one of several are separated by commas';
	COMMENT ON COLUMN rule_change.item IS 'column that was changed; NULL: the row was inserted or deleted';
	COMMENT ON COLUMN rule_change.before IS 'what stood there; of a row that was deleted, its rule as JSON';
	COMMENT ON COLUMN rule_change.after IS 'what stands there now; of a row that was inserted, its rule as JSON';

	CREATE FUNCTION guard_record() RETURNS trigger
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $guard$
	DECLARE
		as_owner boolean := pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE');
		is_kept boolean := CASE TG_ARGV[0]
			WHEN 'redact' THEN current_setting('cfsperf.redacting', true) = 'on'
			ELSE pg_trigger_depth() > 1 END;
	BEGIN
		IF TG_OP = 'INSERT' AND as_owner AND is_kept THEN
			RETURN NULL;
		END IF;
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = format('table "%s" is a record and cannot be changed', TG_TABLE_NAME),
			HINT = format('Its rows are written by %s.', TG_ARGV[0]);
	END
	$guard$;
	COMMENT ON FUNCTION guard_record() IS 'refuses what would change a record, and rows that are not written by what keeps it';
	CREATE TRIGGER guard_record BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON rule_change
		FOR EACH STATEMENT EXECUTE FUNCTION guard_record('triggers on the tables of rules');
	COMMENT ON TRIGGER guard_record ON rule_change IS 'what was changed stays on record';

	CREATE FUNCTION keep_rule() RETURNS trigger
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $keep$
	DECLARE
		owner oid := (SELECT relowner FROM pg_class WHERE oid = TG_RELID);
		rows_before jsonb;
		rows_after jsonb;
		first record;
		taken_back bigint;
	BEGIN
		-- that of the table, even where the schema has been renamed since
		PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', TG_TABLE_SCHEMA), true);
		IF TG_OP = 'TRUNCATE' THEN
			EXECUTE format('SELECT jsonb_agg(to_jsonb(t)) FROM %s t', TG_RELID::regclass) INTO rows_before;
		END IF;
		IF TG_OP IN ('UPDATE', 'DELETE') THEN
			SELECT jsonb_agg(to_jsonb(t)) INTO rows_before FROM old_rows t;
		END IF;
		IF TG_OP IN ('UPDATE', 'INSERT') THEN
			SELECT jsonb_agg(to_jsonb(t)) INTO rows_after FROM new_rows t;
		END IF;
		SELECT c.* INTO first
		FROM rule_changes(rows_before, rows_after, TG_ARGV[0]::text[], TG_ARGV[1]::text[]) c
		ORDER BY c.key COLLATE "C", c.item COLLATE "C"
		LIMIT 1;
		IF NOT FOUND THEN
			RETURN NULL;
		END IF;

		IF NOT pg_has_role(owner, 'USAGE') THEN
			RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
				MESSAGE = format('role "%s" may not change what decides which figures of framework "%s" are withheld',
								 current_user, TG_TABLE_SCHEMA),
				DETAIL = CASE WHEN first.item IS NULL
					THEN format('Table "%s", %s: the row would be %s.', TG_TABLE_NAME, first.key,
								CASE WHEN first.was IS NULL THEN 'inserted' ELSE 'deleted' END)
					ELSE format('Table "%s", %s: %s would change from %s to %s.', TG_TABLE_NAME, first.key, first.item,
								coalesce(first.was, 'NULL'), coalesce(first.is_now, 'NULL')) END,
				HINT = format('Its owner "%s" may.', pg_get_userbyid(owner));
		END IF;
		INSERT INTO rule_change (relation, key, item, before, after)
		SELECT TG_TABLE_NAME, left(c.key, 300), c.item, c.was, c.is_now
		FROM rule_changes(rows_before, rows_after, TG_ARGV[0]::text[], TG_ARGV[1]::text[]) c
		ORDER BY c.key COLLATE "C", c.item COLLATE "C";

		-- one that is being taken waits, and who takes one then sees the new rule
		LOCK TABLE disclosure IN SHARE ROW EXCLUSIVE MODE;
		IF TG_TABLE_NAME = 'measure' THEN
			WITH RECURSIVE linked AS (
				SELECT c.key COLLATE "C" AS measure
				FROM rule_changes(rows_before, rows_after, TG_ARGV[0]::text[], TG_ARGV[1]::text[]) c
				UNION
				SELECT CASE l.measure WHEN p.whole THEN p.part ELSE p.whole END
				FROM linked l
				JOIN measure_part p ON l.measure IN (p.whole, p.part))
			DELETE FROM disclosure d WHERE d.measure IN (SELECT l.measure FROM linked l);
		ELSE
			DELETE FROM disclosure;
		END IF;
		GET DIAGNOSTICS taken_back = ROW_COUNT;
		IF taken_back > 0 THEN
			RAISE NOTICE USING MESSAGE = format('decisions taken back: %s', taken_back),
				DETAIL = 'They rested on rules that have changed, and what is not decided is not shown.',
				HINT = format('CALL %I.protect() decides again.', TG_TABLE_SCHEMA);
		END IF;
		RETURN NULL;
	END
	$keep$;
	COMMENT ON FUNCTION keep_rule() IS 'refuses a change of a rule by others than the owner, keeps it in rule_change and takes back what was decided by it; arguments: the columns of the key, and those of the rule';

	FOR guarded IN
		SELECT t.name, t.arguments, e.*
		FROM (VALUES
			('measure', '''{code}'', ''{unit,suppress_below,suppress_zero,suppress_unknown,round_to,adds_over_time}'''),
			('area', '''{code}'', ''{kind,region}'''),
			('area_part', '''{whole,part}'', ''{whole,part}'''),
			('area_change', '''{area,successor}'', ''{area,successor,changed_on,kind}'''),
			('measure_part', '''{whole,part}'', ''{whole,part}''')) AS t(name, arguments)
		CROSS JOIN (VALUES
			('insert', 'AFTER INSERT', 'REFERENCING NEW TABLE AS new_rows'),
			('update', 'AFTER UPDATE', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'),
			('delete', 'AFTER DELETE', 'REFERENCING OLD TABLE AS old_rows'),
			('truncate', 'BEFORE TRUNCATE', '')) AS e(event, moment, tables)
	LOOP
		EXECUTE format('CREATE TRIGGER keep_rule_%s %s ON %I %s FOR EACH STATEMENT EXECUTE FUNCTION keep_rule(%s)',
					   guarded.event, guarded.moment, guarded.name, guarded.tables, guarded.arguments);
		EXECUTE format('COMMENT ON TRIGGER keep_rule_%s ON %I IS %L', guarded.event, guarded.name,
					   'what decides which figures are withheld is changed by the owner only, and on record');
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_rule_changes(name) IS
	'makes the record of changed rules of a framework and what guards them; part of create_framework';
