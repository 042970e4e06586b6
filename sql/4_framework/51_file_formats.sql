-- SPDX-License-Identifier: PostgreSQL
/*
 * 51_file_formats.sql - which columns of a file are what
 *
 * A format is told by its header, whatever the order of the columns.  Headers
 * are compared by their letters and digits alone.
 */

CREATE FUNCTION cfsperf_internal.header_key(header text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN btrim(regexp_replace(lower(header), '[^[:alnum:]%]+', ' ', 'g'));
COMMENT ON FUNCTION cfsperf_internal.header_key(text) IS
	'a header as headers are compared: in lower case, a blank for whatever is no letter or digit';

CREATE FUNCTION cfsperf_internal.known_headers()
	RETURNS TABLE (format text, role text, headers text[])
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE ROWS 40
	SET search_path = pg_catalog, pg_temp
AS $$
	VALUES
		('EES', 'period', '{time period}'::text[]),
		('EES', 'identifier', '{time identifier}'),
		('EES', 'level', '{geographic level}'),
		('EES', 'country_code', '{country code}'),
		('EES', 'country_name', '{country name}'),
		('EES', 'region_code', '{region code}'),
		('EES', 'region_name', '{region name}'),
		('EES', 'area', '{new la code}'),
		('EES', 'area_number', '{old la code}'),
		('EES', 'area_name', '{la name}'),
		('Fingertips', 'measure', '{indicator id}'),
		('Fingertips', 'measure_title', '{indicator name}'),
		('Fingertips', 'area', '{area code}'),
		('Fingertips', 'area_name', '{area name}'),
		('Fingertips', 'period', '{time period}'),
		('Fingertips', 'value', '{value}'),
		('Fingertips', 'lower', '{lower ci 95 0 limit,lower ci limit}'),
		('Fingertips', 'upper', '{upper ci 95 0 limit,upper ci limit}'),
		('Fingertips', 'numerator', '{count}'),
		('Fingertips', 'denominator', '{denominator}'),
		('Fingertips', 'note', '{value note}'),
		('Fingertips', 'sex', '{sex}'),
		('Fingertips', 'age', '{age}'),
		('Fingertips', 'category_type', '{category type}'),
		('Fingertips', 'category', '{category}'),
		('long', 'measure', '{measure code,indicator code,indicator id,measure id,code,measure,indicator,indicator name,measure name,kpi}'),
		('long', 'measure_title', '{measure name,indicator name,measure title,title,measure,indicator,code}'),
		('long', 'area', '{area code,area,gss code,ons code,lad code,local authority code,authority code,la code,new la code,old la code,la number,la num,area name,local authority,local authority name,authority,la name,council,la}'),
		('long', 'area_name', '{local authority name,area name,la name,authority name}'),
		('long', 'period', '{period,time period,reporting period,quarter,financial quarter,financial year,academic year,calendar year,reporting year,tax year,year,month}'),
		('long', 'identifier', '{time identifier}'),
		('long', 'value', '{value,figure,outturn,actual,result,performance,percentage,percent,%,rate}'),
		('long', 'numerator', '{numerator,num,count,children,number,cases}'),
		('long', 'denominator', '{denominator,denom,den,cohort,population,base,out of}'),
		('long', 'lower', '{lower,lower limit,lower ci,lower confidence limit,lower ci 95 0 limit}'),
		('long', 'upper', '{upper,upper limit,upper ci,upper confidence limit,upper ci 95 0 limit}'),
		('long', 'status', '{status,marker,flag,symbol}'),
		('long', 'note', '{note,notes,value note,comment,caveat}'),
		('metadata', 'code', '{col name,code,measure code,indicator code,indicator id,measure id}'),
		('metadata', 'title', '{label,name,title,measure name,indicator name,measure,indicator}'),
		('metadata', 'unit', '{indicator unit,unit}'),
		('metadata', 'decimals', '{indicator dp,dps,dp,decimals}'),
		('metadata', 'polarity', '{polarity,rank order}'),
		('metadata', 'year_type', '{year type}'),
		('neighbours', 'area', '{new la code,gss code,area code,old la code,la num,la number,la code}'),
		('neighbours', 'area_name', '{la name,name,area name}'),
		('area codes', 'area', '{la code new,new la code,gss code,area code,ons code}'),
		('area codes', 'area_name', '{local authority ons name,la name,area name,name}')
$$;
COMMENT ON FUNCTION cfsperf_internal.known_headers() IS
	'the headers by which a column is known in each format of files: role, and headers as header_key() gives them, the first that a file has before the others';

CREATE FUNCTION cfsperf_internal.file_format(header text[]) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
	WITH keys AS (SELECT array_agg(header_key(h)) AS k FROM unnest(header) h)
	SELECT CASE
		WHEN k @> '{col name,col type,label}' THEN 'EES metadata'
		WHEN k @> '{time period,time identifier,geographic level}' THEN 'EES'
		WHEN k @> '{indicator id,area code,time period,value}' THEN 'Fingertips'
		WHEN k && '{sn1,sn 1}' THEN 'neighbours'
		WHEN known.period AND (known.value OR known.numerator) THEN 'long'
		WHEN k && '{la code new,new la code,gss code,ons code}' AND k && '{la code,old la code,la number,la num}'
			AND NOT known.period THEN 'area codes'
		WHEN known.value AND (known.area OR known.measure) THEN 'long' END
	FROM keys
	CROSS JOIN LATERAL (
		SELECT bool_or(n.role = 'period' AND k && n.headers) AS period, bool_or(n.role = 'value' AND k && n.headers) AS value,
			bool_or(n.role = 'numerator' AND k && n.headers) AS numerator, bool_or(n.role = 'area' AND k && n.headers) AS area,
			bool_or(n.role = 'measure' AND k && n.headers) AS measure
		FROM known_headers() n
		WHERE n.format = 'long') known
$$;
COMMENT ON FUNCTION cfsperf_internal.file_format(text[]) IS
	'the format that a header is of: one of those of source.format, or EES metadata; NULL where it is none';

CREATE FUNCTION cfsperf_internal.column_position(header text[], name text) RETURNS integer
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	found_at integer[] := array_positions(header, name);
BEGIN
	IF cardinality(found_at) = 0 THEN
		found_at := ARRAY(SELECT h.place FROM unnest(header) WITH ORDINALITY AS h(title, place)
						  WHERE header_key(h.title) = header_key(name));
	END IF;
	IF cardinality(found_at) = 1 THEN
		RETURN found_at[1];
	END IF;
	RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
		MESSAGE = CASE cardinality(found_at) WHEN 0 THEN format('the file has no column "%s"', name)
			ELSE format('the file has %s columns "%s"', cardinality(found_at), name) END,
		HINT = 'Its columns are: ' || (SELECT string_agg(format('"%s"', h), ', ') FROM unnest(header) h WHERE h <> '') || '.';
END
$$;
COMMENT ON FUNCTION cfsperf_internal.column_position(text[], text) IS
	'the position of the column with this header, from 1; error where there is none or several';

CREATE FUNCTION cfsperf_internal.file_roles(header text[], file_format text, columns jsonb)
	RETURNS TABLE (role text, place integer)
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE ROWS 12
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
	SELECT c.key, column_position(header, c.value)
	FROM jsonb_each_text(columns) c
	UNION ALL
	(SELECT DISTINCT ON (n.role) n.role, h.place::integer
	 FROM known_headers() n
	 CROSS JOIN LATERAL unnest(n.headers) WITH ORDINALITY AS k(known, rank)
	 JOIN unnest(header) WITH ORDINALITY AS h(title, place) ON header_key(h.title) = k.known
	 WHERE n.format = file_format AND NOT columns ? n.role
	 ORDER BY n.role, k.rank, h.place)
$$;
COMMENT ON FUNCTION cfsperf_internal.file_roles(text[], text, jsonb) IS
	'which column has which role, by its known header or as source.columns says';

CREATE FUNCTION cfsperf_internal.implied_identifier(header text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN cfsperf_internal.header_key(header) = ANY ('{financial year,academic year,calendar year,reporting year,tax year}')
		THEN initcap(cfsperf_internal.header_key(header)) END;
COMMENT ON FUNCTION cfsperf_internal.implied_identifier(text) IS
	'the kind of year that a column of periods has by its header, such as Financial Year; NULL: none';
