-- The rows for DuckDB, in the order in which they lie. Variables: pipes (a directory).

SELECT format('COPY (SELECT measure, area, ends(period) AS period, value FROM observation) TO %L CSV HEADER', :'pipes' || '/rows.csv'),
	format('COPY (SELECT code AS measure, polarity = ''low'' AS low FROM measure) TO %L CSV HEADER', :'pipes' || '/measures.csv')
\gexec
