--
-- The dashboard of the worked example: its numbers are those of the views, every measure is there once, and its HTML is whole.
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set directory :abs_srcdir '/../doc/example'
SET client_min_messages = warning;
\set ECHO none
\cd :directory
\i load.sql
\unset ON_ERROR_STOP
\set ECHO all

-- nothing need be in the search path
\pset format unaligned
SET search_path = '';
CREATE TABLE cfs.page AS SELECT cfs.dashboard('E10000018', '2020/21 Q2') AS html;
SET search_path = cfs, cfsperf, cfsperf_internal, pg_catalog;
SELECT html = dashboard('E10000018', 'Q2 2020/21') AS same_by_any_path FROM page;

-- every tag is closed: with its void elements closed too, the page is a document of XML
CREATE TABLE tree AS
SELECT xmlparse(DOCUMENT regexp_replace(html, '<(meta|link)( [^>]*)>', '<\1\2/>', 'g')) AS page FROM page;

-- what is at a path in the page: text without the white space around it
CREATE FUNCTION found(path text) RETURNS TABLE (place bigint, said text) LANGUAGE sql AS $$
	SELECT ordinality, btrim(regexp_replace((xpath('string(.)', x.node))[1]::text, '\s+', ' ', 'g'))
	FROM tree, unnest(xpath(path, page)) WITH ORDINALITY x(node, ordinality)
$$;

CREATE FUNCTION attribute(path text) RETURNS TABLE (said text) LANGUAGE sql AS $$
	SELECT x::text FROM tree, unnest(xpath(path, page)) x
$$;

-- head, headings, in their order
SELECT (xpath('/html/@lang', page))[1] AS lang, (xpath('/html/head/title/text()', page))[1] AS title FROM tree;
SELECT said FROM found('//h1 | //h2 | //h3') ORDER BY place;
SELECT said FROM found('//header/p');
SELECT said FROM found('//footer/p');

-- the overview sentence and the counts
SELECT concat_ws(' ', s.sentence, s.chance_sentence) = f.said AS sentence FROM headline s, found('//p[@class="lead"]') f;
SELECT said FROM found('//ul[@class="strip"]/li') ORDER BY place;

-- the first sheet: what needs attention, what goes well
SELECT said FROM found('//div[@class="pair"]/section/*') ORDER BY place;
SELECT said FROM found('//div[@class="sheet"]/section[@class="about keep"]/p') ORDER BY place;
SELECT reported, improved, no_significant_change, declined, information_only, not_reported,
	top_quartile, second_quartile, third_quartile, fourth_quartile
FROM quarter_summary;

-- the table of outcomes has the rows of outcome_summary, a dot for a zero, and no column that is nothing but zeros
SELECT said FROM found('//table[@class="sums"]/tbody/tr') ORDER BY place;
SELECT replace(said, U&'\00B7', '') FROM found('//table[@class="sums"]/tbody/tr')
EXCEPT
SELECT concat_ws('', outcome_title, reported, improved, no_significant_change, declined, information_only,
	CASE WHEN (SELECT sum(not_comparable) FROM outcome_summary) > 0 THEN not_comparable END, not_reported)
FROM outcome_summary;
SELECT said FROM found('//table[@class="sums"]/thead/tr/th') ORDER BY place;

-- every measure has one row; a figure, or the reason why there is none
SELECT count(*), count(DISTINCT said) FROM found('//table[@class="measures"]/tbody/tr/th/span');
SELECT measure_title FROM scorecard EXCEPT SELECT said FROM found('//table[@class="measures"]/tbody/tr/th/span');
SELECT said FROM found('//table[@class="measures"]/tbody/tr[1]') ORDER BY place;
SELECT said FROM found('//td[@class="note"]/p') ORDER BY place;

-- each figure and each reason is that of the scorecard
SELECT replace(replace(figure_words(value, numerator, denominator, unit, unit_label, decimals, counted, out_of), '(', ''), ')', '') || period
FROM scorecard WHERE value IS NOT NULL
EXCEPT
SELECT regexp_replace(said, 'Target.*', '') FROM found('//td[@data-label="Figure"]');
SELECT note FROM scorecard WHERE value IS NULL EXCEPT SELECT said FROM found('//td[@class="unreported"]/span');

-- as many directions and quartiles in the rows as in the counts
SELECT said, count(*) FROM found('//td[@data-label="Change"]/b') GROUP BY said ORDER BY said COLLATE "C";
SELECT said, count(*) FROM found('//b[@class="place"]') GROUP BY said ORDER BY said COLLATE "C";

-- a direction is never colour alone: a shape goes with each
SELECT count(*) FROM found('//b[starts-with(@class, "badge")][not(svg[@class="shape"][@aria-hidden="true"])]');

-- every picture has its sentence, or says that it is ornament
SELECT said FROM found('//svg[@class="range bands"]/title') ORDER BY place;
SELECT count(*) FROM found('//td[@class="spark"]/svg[@role="img"]/title[string-length() > 20]');
SELECT count(*) FROM found('//*[local-name() = "svg"][not(@aria-hidden = "true")][not(*[local-name() = "title"][string-length() > 20])]');

-- every header says of what it is one; every table has its caption; every link leads to a place that is there once
SELECT count(*) FROM found('//th[not(@scope)]');
SELECT count(*) FROM found('//table[not(caption)]');
SELECT count(*) FROM found('//thead/tr/th[@scope != "col"] | //tbody/tr/th[@scope = "col"]');
SELECT count(*) FROM attribute('//@id') i GROUP BY said HAVING count(*) > 1;
SELECT substr(said, 2) FROM attribute('//a/@href') EXCEPT SELECT said FROM attribute('//@id');

-- nothing is run, nothing is fetched
SELECT name, count(*) FROM (SELECT (xpath('name(/*)', x))[1]::text AS name FROM tree, unnest(xpath('//*', page)) x) n
GROUP BY name ORDER BY name COLLATE "C";
SELECT said FROM attribute('//@src | //@href[not(starts-with(., "#"))] | //@style | //@*[starts-with(name(), "on")]');
SELECT html ~* '(url\(|@import|javascript:)' AS fetches FROM page;

-- a reader has the same page, without a right on any table
SELECT md5(html) AS whole FROM page \gset
CREATE ROLE regress_dashboard_reader;
CALL cfsperf.grant_reader('cfs', 'regress_dashboard_reader');
SET ROLE regress_dashboard_reader;
SELECT md5(dashboard('E10000018', '2020/21 Q2')) = :'whole' AS the_same;
SELECT count(*) FROM report;
RESET ROLE;
DROP OWNED BY regress_dashboard_reader;
DROP ROLE regress_dashboard_reader;

-- a figure that is withheld is in no cell, picture or sentence of the page
BEGIN;
UPDATE measure SET suppress_below = 60 WHERE code = 'cp_repeat_plans';
CALL protect();
UPDATE tree SET page = xmlparse(DOCUMENT regexp_replace(dashboard('E10000018', '2020/21 Q2'), '<(meta|link)( [^>]*)>', '<\1\2/>', 'g'));
SELECT said FROM found('//table[@class="measures"]/tbody/tr[1][th/span = "Second or subsequent child protection plans"]');
SELECT page::text ~ '25\.3%' AS shown FROM tree;
SELECT n.said ~ (q.not_reported || ' not reported$') AS counted FROM found('//ul[@class="strip"]/li[contains(., "not reported")]') n, quarter_summary q;
ROLLBACK;

-- an edition is named where there is one and the page says what it says
\set SHOW_CONTEXT never
SELECT dashboard('E10000018', '2020/21 Q2', 1);
CALL publish('E10000018', '2020/21 Q2');
UPDATE tree SET page = xmlparse(DOCUMENT regexp_replace(dashboard('E10000018', '2020/21 Q2', 1), '<(meta|link)( [^>]*)>', '<\1\2/>', 'g'));
SELECT regexp_replace(regexp_replace(said, 'on \d+ [A-Z][a-z]+ \d{4}', 'on a day'), '[0-9a-f]{64}', 'in full') AS said FROM found('//header/p | //footer/p') ORDER BY place;
BEGIN;
SELECT md5(dashboard('E10000018', '2020/21 Q2', 1)) AS edition_1 \gset
UPDATE observation SET value = 95.1, numerator = NULL WHERE measure = 'cp_reviews' AND period = '2020/21 Q2';
SELECT md5(dashboard('E10000018', '2020/21 Q2', 1)) = :'edition_1' AS stays;
ROLLBACK;

-- differences: with their sign, in the words of sentences; what becomes of a figure, and since a year ago, with chance
SELECT d, html_difference(d, difference_words(10 + d, 10, '%', NULL, 1)) AS percentage, html_difference(d, difference_words(10 + d, 10, 'number', '£', 2)) AS money
FROM unnest(ARRAY[-12.34, -1, -0.04, 0, 0.04, 1, 1.5]::double precision[]) d;
SELECT html_change('no significant change', -0.3, '0.3 points', '94.9%', 'in quarter 1', 'previous reported', 'up to 0.3 points', NULL, NULL, NULL, NULL);
SELECT html_change('improved', 0.5, '0.5 points', '94.4%', 'in quarter 1', 'previous reported', 'none', 0.4, '90.1%', 'improved', 0.2);
SELECT html_change('improved', 0.5, '0.5 points', '94.4%', 'in quarter 1', 'previous reported', 'none', 0.04, '90.1%', 'information only', 0.2);
SELECT html_change(NULL, NULL, NULL, NULL, NULL, 'previous period', 'none', NULL, NULL, NULL, NULL);
SELECT html_standing('low', 4, NULL, 5, 5, '2018/19', NULL, NULL, 'worse', NULL, NULL, NULL, NULL, NULL);
SELECT html_standing('low', 4, 3, 152, 153, '2018/19', '2017/18', NULL, 'similar', '4%', 'Midlands', '5%', NULL, '6%');
SELECT html_standing('high', NULL, NULL, NULL, 3, '2018/19', NULL, 'Too few authorities have a figure.', NULL, '4%', NULL, NULL, NULL, NULL);

-- no report of that name
\set SHOW_CONTEXT never
SELECT dashboard('E10000018', '2020/21 Q3');
SELECT dashboard('nowhere', '2020/21 Q2');
SELECT dashboard(NULL, NULL);

-- a report without measures is a page too
INSERT INTO report (area, quarter) VALUES ('A001', '2020/21 Q1');
BEGIN;
TRUNCATE outcome, measure CASCADE;
UPDATE tree SET page = xmlparse(DOCUMENT regexp_replace(dashboard('A001', '2020/21 Q1'), '<(meta|link)( [^>]*)>', '<\1\2/>', 'g'));
SELECT said FROM found('//h1 | //main//p') ORDER BY place;
ROLLBACK;

DROP SCHEMA cfs CASCADE;
