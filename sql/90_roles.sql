/*
 * 90_roles.sql - who may read what
 */

CREATE PROCEDURE grant_reader(framework text, reader text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
DECLARE
	relation record;
BEGIN
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = framework) THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = format('there is no framework "%s"', framework),
			HINT = 'Name the schema that create_framework made.';
	END IF;
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = reader) THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_object',
			MESSAGE = format('there is no role "%s"', reader),
			HINT = format('CREATE ROLE %I LOGIN; makes one.', reader);
	END IF;
	EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', framework, reader);
	-- views and editions; never a table that people load, nor the views over
	-- all that they loaded
	FOR relation IN
		SELECT c.relname
		FROM pg_class c
		WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = framework)
			AND (c.relkind IN ('v', 'm') AND c.relname NOT IN ('figure', 'data_quality')
				OR c.relname IN ('published_scorecard', 'published_summary'))
		ORDER BY c.relname
	LOOP
		EXECUTE format('GRANT SELECT ON %I.%I TO %I', framework, relation.relname, reader);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE grant_reader(text, text) IS
	'lets a role read a framework''s views and published editions, never its tables; again after the framework was upgraded';
