-- What cannot be read is refused with what it is, the line where there is one, and what to do.
SET search_path = cfsperf, cfsperf_internal, public;
CREATE FUNCTION refusal(file bytea) RETURNS TABLE (message text, hint text) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM csv_rows(file);
	message := 'taken';
	RETURN NEXT;
EXCEPTION WHEN bad_copy_file_format OR untranslatable_character THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN NEXT;
END
$$;
CREATE FUNCTION refusal(file text) RETURNS TABLE (message text, hint text) LANGUAGE sql
	BEGIN ATOMIC SELECT * FROM refusal(convert_to(file, 'UTF8')); END;
\pset format unaligned
\pset fieldsep ' -> '
\pset tuples_only on

-- files that are something else
SELECT r.* FROM unnest(ARRAY['', '\xEFBBBF', '\x0A0A2C2C0A', '\x504B030414000600', '\xD0CF11E0A1B11AE1', '\x255044462D312E37', '\x1F8B0800',
	'\xFFFE61002C006200', '\xFEFF0061002C0062', '\x61002C0062000A00', '\x0061002C0062000A']::bytea[]) f, refusal(f) r;
SELECT r.* FROM unnest(ARRAY[E' \n<!DOCTYPE html><html>', '<HTML><head>', '<?xml version="1.0"?>', '{"message": "not found"}',
	'[{"a": 1}]']) f, refusal(f) r;
-- and text that begins much like it
SELECT r.* FROM unnest(ARRAY[E'<5,b\n1,2\n', E'[c],b\n1,2\n', E'PK,b\n1,2\n', E'%P,b\n1,2\n']) f, refusal(f) r;

-- files without a table
SELECT r.* FROM unnest(ARRAY[E'a\nb\nc\n', 'a', E'a|b\n1|2\n', E'a,\n,\n', repeat(E'a,,,\n', 120)]) f, refusal(f) r;

-- files that are cut off, in each place
SELECT right(left(body, n), 8) AS ends, r.*
FROM (VALUES (E'a,b,c\n10,20,30\n40,50,60\n')) v(body), generate_series(length(body) - 9, length(body)) n, refusal(left(body, n)) r;
SELECT r.* FROM refusal(E'a,b\n1,2\n3') r;
SELECT r.* FROM refusal(E'a,b,c\n1,2,3\n"x\ny",2') r;
SELECT r.* FROM refusal(E'a,b,c\n1,2,3\n\n4,"x\ny') r;
SELECT r.* FROM refusal(E'a,b,c\n1,2,3\n4,"x""') r;

-- quotes
SELECT r.* FROM refusal(E'a,b,c\n1,2,3\n4,"x" y,5\n') r;
SELECT r.* FROM refusal(E'a,b,c\n1,2,3\n4,"x\n"y,5\n') r;
SELECT r.* FROM refusal(E'"a" b,c\n') r;

-- bytes that are no text
SELECT r.* FROM refusal('a,b' || E'\n1,2\n3,'::bytea || '\x00' || E'4\n'::bytea) r;
SELECT r.* FROM refusal(E'a,b\n1,"\n'::bytea || '\x00' || E'"\n'::bytea) r;

-- encodings: the first character that is not ASCII decides
SELECT r.* FROM refusal('\xEFBBBF'::bytea || E'a,b\n1,'::bytea || '\xA3' || E'\n'::bytea) r;
SELECT r.* FROM refusal(convert_to(U&'a,b\000A\00E9,1\000A"2\000A', 'UTF8') || '\xE9' || E'",3\n'::bytea) r;
SELECT r.* FROM unnest('{"\\x81","\\x8D","\\x8F","\\x90","\\x9D"}'::bytea[]) b, refusal(E'a,b\n"1\n",2\n3,"4\n'::bytea || b || E'"\n'::bytea) r;
-- neither of these is UTF-8: overlong, a surrogate, too large, cut short
SELECT encode(b, 'hex'), r.message FROM unnest('{"\\xC0AF","\\xEDA080","\\xF4908080","\\xE282"}'::bytea[]) b,
	refusal(convert_to(U&'a,b\000A\00E9,1\000A', 'UTF8') || b || E',1\n'::bytea) r;

-- a record that is too long, with and without an open quote; and one that is not
SELECT r.* FROM refusal(E'a,b\n1,2\n3,' || repeat('x', 1024 * 1024) || E'\n5,6\n') r;
SELECT r.* FROM refusal(E'a,b\n1,2\n3,"x' || repeat(E'4,5\n', 300000)) r;
SELECT r.* FROM refusal(repeat('x', 2 * 1024 * 1024)) r;
SELECT r.* FROM refusal('"' || repeat(E'x\n', 1024 * 1024)) r;
SELECT r.* FROM refusal(E'a,b\n1,2\n3,' || repeat('x', 1024 * 1024 - 3) || E'\n5,6\n') r;

-- a large object: one that is not there, and one of another role
\set VERBOSITY terse
SELECT csv_rows(4294967295::oid);
SELECT lo_from_bytea(4000000001, E'a,b\n1,2\n') AS object \gset
CREATE ROLE regress_csv_reader;
GRANT USAGE ON SCHEMA cfsperf TO regress_csv_reader;
SET ROLE regress_csv_reader;
SELECT csv_rows(4000000001::oid);
RESET ROLE;
GRANT SELECT ON LARGE OBJECT 4000000001 TO regress_csv_reader;
SET ROLE regress_csv_reader;
SELECT csv_rows(4000000001::oid);
RESET ROLE;
SELECT lo_unlink(:object);
REVOKE USAGE ON SCHEMA cfsperf FROM regress_csv_reader;
DROP ROLE regress_csv_reader;
