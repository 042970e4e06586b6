-- SPDX-License-Identifier: PostgreSQL
/*
 * 56_first_sheet.sql - the parts of the first sheet: overview, what needs attention and what
 * goes well, what changed since the edition before
 *
 * Everything on it is short enough for one sheet of A4 together: what people
 * wrote is cut at a word, never within a number, and the whole of it is in the
 * full form, behind the sheet or in the row of its measure.
 */

CREATE FUNCTION cfsperf_internal.cut_at_word(words text, characters integer) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN length(words) <= characters THEN words
		ELSE coalesce(nullif(regexp_replace(left(words, characters - 3), '\s+\S*$', ''), left(words, characters - 3)),
				regexp_replace(left(words, characters - 4), '[0-9.,]+$', '')) || ' ...' END;
COMMENT ON FUNCTION cfsperf_internal.cut_at_word(text, integer) IS
	'words of which no more than the given number of characters are wanted: "..." ends them, after a whole word, and never within a number';

CREATE FUNCTION cfsperf_internal.html_unbroken(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN length(words) <= 24 THEN '<span class="n">' || html_signed(words) || '</span>'
		ELSE '<span class="n">' || html_signed(split_part(words, ' ', 1)) || '</span>'
			|| html_text(substr(words, 1 + length(split_part(words, ' ', 1)))) END;
COMMENT ON FUNCTION cfsperf_internal.html_unbroken(text) IS
	'a number as printed, with its unit, that no end of a line splits; of a long one the number alone';

CREATE FUNCTION cfsperf_internal.html_count(class text, mark text, n bigint, words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE n WHEN 0 THEN '' ELSE '<li class="' || class || '">' || mark || ' <b>' || n || '</b> '
		|| html_text(words) || '</li>' END;
COMMENT ON FUNCTION cfsperf_internal.html_count(text, text, bigint, text) IS
	'a number of measures and what they are, in a row of such, of which none is zero; mark: shape or colour that goes with it';

CREATE FUNCTION cfsperf_internal.html_quarter_bar(counts tally) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (SELECT '<svg class="bar" aria-hidden="true" viewBox="0 0 ' || counts.benchmarked
			|| ' 1" preserveAspectRatio="none">'
			|| string_agg(format('<path class="k%s" d="M%s 0h%sv1h-%sz"/>', q, before, n, n), '' ORDER BY q DESC) || '</svg>'
		FROM (SELECT q, n, sum(n) OVER (ORDER BY q DESC) - n AS before
			  FROM unnest(ARRAY[counts.top_quartile, counts.second_quartile, counts.third_quartile,
				counts.fourth_quartile]) WITH ORDINALITY AS c(n, q)) c
		WHERE n > 0);
COMMENT ON FUNCTION cfsperf_internal.html_quarter_bar(tally) IS
	'how many measures are in which quartile, as one bar, the worst on the left as in the rows; the words are below it';

CREATE FUNCTION cfsperf_internal.html_overview(counts tally, outcomes bigint, commentary text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<section aria-labelledby="overview"><h2 id="overview">Overview</h2>',
		E'\n<p class="lead">', html_text(concat_ws(' ', headline_sentence(counts), chance_sentence(counts))), '</p>',
		E'\n<ul class="strip" role="list"><li><b>', counts.reported + counts.not_reported,
		CASE counts.reported + counts.not_reported WHEN 1 THEN '</b> measure in <b>' ELSE '</b> measures in <b>' END, outcomes,
		CASE outcomes WHEN 1 THEN '</b> outcome</li>' ELSE '</b> outcomes</li>' END,
		html_count('better', html_shape('improved'), counts.improved, 'improved'),
		html_count('same', html_shape('no significant change'), counts.no_significant_change, 'no significant change'),
		html_count('worse', html_shape('declined'), counts.declined, 'declined'),
		html_count('info', html_shape('information only'), counts.information_only, 'information only'),
		html_count('none', html_shape('none'), counts.not_comparable, 'cannot be compared'),
		html_count('none', html_shape('none'), counts.not_reported, 'not reported'),
		'</ul>',
		CASE WHEN counts.benchmarked > 0 THEN concat(E'\n', html_quarter_bar(counts), '<ul class="strip" role="list">',
			html_count('', '<i class="k4"></i>', counts.fourth_quartile, 'in the fourth quartile'),
			html_count('', '<i class="k3"></i>', counts.third_quartile, 'in the third quartile'),
			html_count('', '<i class="k2"></i>', counts.second_quartile, 'in the second quartile'),
			html_count('', '<i class="k1"></i>', counts.top_quartile, 'in the top quartile'), '</ul>') END,
		html_paragraph('Commentary:', cut_at_word(commentary, 420)), E'</section>\n');
COMMENT ON FUNCTION cfsperf_internal.html_overview(tally, bigint, text) IS
	'the overview sentence, the counts that it is made of, and what people say of the report';

CREATE FUNCTION cfsperf_internal.html_item_period(period text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN regexp_replace(html_text(period), ' (\d\S*)$', '&#160;\1');
COMMENT ON FUNCTION cfsperf_internal.html_item_period(text) IS
	'a period in words, the number at its end on one line with the word before it';

CREATE FUNCTION cfsperf_internal.html_item_change(direction text, at text, difference double precision, size text, before text,
								 previous_at text, p_value double precision, silent boolean)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<p>', html_direction(direction), ' ', html_item_period(at), CASE
			WHEN before IS NULL THEN ', no earlier figure to compare with'
			WHEN difference = 0 THEN concat(', unchanged from ', html_unbroken(before), ' ', html_item_period(previous_at))
			ELSE concat(': ', html_difference(difference, size), ' from ', html_unbroken(before), ' ',
				html_item_period(previous_at)) END,
		'; ' || chance_words(direction, p_value), CASE WHEN silent THEN '. No commentary.' END, '</p>');
COMMENT ON FUNCTION cfsperf_internal.html_item_change(text, text, double precision, text, text, text, double precision, boolean) IS
	'what became of a figure, in a line: direction, when that was, difference, the figure before and when, chance, and that nobody says anything (silent); at, previous_at: of period_at';

CREATE FUNCTION cfsperf_internal.html_item_standing(reason text, quartile integer, rank integer, n integer, period text,
								   against text, neighbours text, target text, rag text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (SELECT '<p>' || coalesce('<b class="why">' || html_text(reason) || '</b>' || coalesce(': ' || words, ''), capitalised(words))
			|| '</p>'
	FROM nullif(concat_ws('; ',
		CASE WHEN quartile IS NOT NULL THEN concat_ws(', ', CASE WHEN reason LIKE '%quartile%' THEN NULL ELSE html_quartile(quartile) END,
			'<span class="n">rank ' || printed_count(rank) || ' of ' || printed_count(n) || '</span>', html_item_period(period)) END,
		CASE against WHEN 'similar' THEN 'similar to neighbours' ELSE against || ' than neighbours' END
			|| ' (' || html_unbroken(neighbours) || ')',
		CASE rag WHEN 'red' THEN 'target ' || html_unbroken(target) || ' not reached' END), '') words);
COMMENT ON FUNCTION cfsperf_internal.html_item_standing(text, integer, integer, integer, text, text, text, text, text) IS
	'why a measure is on the first sheet, unless what became of it says that (reason NULL), and where it stands, in a line: quartile unless the reason has it, rank, period of the others'' figures where it is another, neighbours, a target that was missed; NULL where there is nothing';

CREATE FUNCTION cfsperf_internal.html_item(place bigint, measure text, title text, figure text, standing text, change text,
						  commentary text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<li class="item"><span class="name" dir="auto">',
		coalesce('<a href="#m' || place || '">' || html_text(title) || '</a>', html_text(title)), '</span> ',
		marked('line', measure, concat('<b class="amount">', html_unbroken(figure), '</b> ', standing, change,
			'<p class="said" dir="auto">' || html_text(commentary) || '</p>')), '</li>');
COMMENT ON FUNCTION cfsperf_internal.html_item(bigint, text, text, text, text, text, text) IS
	'a measure on the first sheet: title, figure, why it is there and where it stands, what became of it, what people say; place: of its row on the page, NULL where there is none';

CREATE FUNCTION cfsperf_internal.html_items(concern boolean, items text, more bigint) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat(CASE WHEN concern
			THEN '<section aria-labelledby="attention"><h2 id="attention">Needs attention</h2>'
			ELSE '<section aria-labelledby="strengths"><h2 id="strengths">Going well</h2>' END,
		coalesce(E'\n<ol class="items" role="list">\n' || items || E'\n</ol>',
			CASE WHEN concern
				THEN '<p>No measure has declined, and none is among the last 10% of authorities.</p>'
				ELSE '<p>No measure has improved, and none is among the first 10% of authorities.</p>' END),
		CASE WHEN more > 0 THEN '<p>And ' || more || ' more.</p>' END, E'</section>\n');
COMMENT ON FUNCTION cfsperf_internal.html_items(boolean, text, bigint) IS
	'what needs attention (concern) or goes well, from items of html_item and the number of those that have no room; or that there is none';

CREATE FUNCTION cfsperf_internal.html_change_line(measure text, title text, words text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '<li dir="auto">' || coalesce('<b>' || html_text(title_words(title, measure)) || ':</b> '
		|| marked('change', measure, html_text(words)), html_text(words)) || '</li>';
COMMENT ON FUNCTION cfsperf_internal.html_change_line(text, text, text) IS
	'what changed of a measure since the edition before; of the whole report where measure is NULL';

CREATE FUNCTION cfsperf_internal.html_changes(id text, edition integer, lines text, more bigint) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '<section aria-labelledby="' || id || '"><h2 id="' || id || '">What changed since edition ' || edition
		|| '</h2><ul class="changes">' || lines || '</ul>'
		|| CASE WHEN more > 0 THEN '<p>And ' || more || ' more.</p>' ELSE '' END || E'</section>\n';
COMMENT ON FUNCTION cfsperf_internal.html_changes(text, integer, text, bigint) IS
	'what changed since the edition before, from lines of html_change_line and the number of those that have no room; NULL where there is none';

CREATE FUNCTION cfsperf_internal.html_commentary(paragraphs text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<section aria-labelledby="commentary"><h2 id="commentary">Commentary on the report</h2>' || paragraphs
		|| E'</section>\n';
COMMENT ON FUNCTION cfsperf_internal.html_commentary(text) IS
	'what people say of a report, where the first sheet has the beginning of it only';

CREATE FUNCTION cfsperf_internal.html_about(id text, heading text, note text, benchmark text, release text, published date, caveat text,
						   characters integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN num_nonnulls(note, benchmark) > 0 THEN concat(
		'<section class="about keep" aria-labelledby="', id, '"><h2 id="', id, '">', heading, '</h2>',
		'<p dir="auto">' || html_text(cut_at_word(note, coalesce(characters, 10000))) || '</p>',
		html_paragraph('National benchmark:', cut_at_word(benchmark || coalesce('. ' || release, '')
			|| coalesce(', published ' || day_words(published), '') || '.', coalesce(characters, 10000))),
		html_paragraph('Caveat:', CASE WHEN benchmark IS NOT NULL THEN cut_at_word(caveat, coalesce(characters, 10000)) END),
		E'</section>\n') END;
COMMENT ON FUNCTION cfsperf_internal.html_about(text, text, text, text, text, date, text, integer) IS
	'the note of a report, its benchmark and what must be known of that, each cut at the given number of characters, NULL: in full; NULL where there is nothing to say';

CREATE FUNCTION cfsperf_internal.lines_of(characters integer, per_line integer) RETURNS integer
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (coalesce(characters, 0) + per_line - 1) / per_line;
COMMENT ON FUNCTION cfsperf_internal.lines_of(integer, integer) IS
	'how many lines text of so many characters takes';

CREATE FUNCTION cfsperf_internal.short_heading(title text, area_name text) RETURNS boolean
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN length(title) <= 48 AND length(area_name) <= 30;
COMMENT ON FUNCTION cfsperf_internal.short_heading(text, text) IS
	'whether title and area take one line each above the first sheet, which then may be taller';

-- By the sizes that html_sheet_style has for print, and a wide font.
CREATE FUNCTION cfsperf_internal.sheet_room(tall boolean, lead integer, commentary integer, changes integer, about integer) RETURNS integer
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN tall THEN 714 ELSE 697 END - 118 - 12 * lines_of(lead, 103) - 12 * lines_of(commentary, 105)
		- CASE WHEN changes > 0 THEN 35 + 11 * changes ELSE 0 END
		- CASE WHEN about > 0 THEN 18 + 9 * about ELSE 0 END;
COMMENT ON FUNCTION cfsperf_internal.sheet_room(boolean, integer, integer, integer, integer) IS
	'how many points of the first sheet are left for what needs attention and what goes well: tall: of short_heading; lead, commentary: their characters; changes, about: their lines';

CREATE FUNCTION cfsperf_internal.item_room(title text, figure text, words text, commentary integer) RETURNS integer
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN 7 + 11 * LEAST(3, lines_of(length(title), GREATEST(12, 38 - length(figure) * 7 / 6))) + 10 * (LEAST(2, lines_of(commentary, 54))
		+ (SELECT sum(lines_of(length(regexp_replace(regexp_replace(p, '<[^>]*>', '', 'g'), '&[^;]*;', '-', 'g')), 56)) FROM string_to_table(words, '</p>') p));
COMMENT ON FUNCTION cfsperf_internal.item_room(text, text, text, integer) IS
	'how many points an item of the first sheet takes with two lines of what people say; title, and the figure beside it; words: its paragraphs';

CREATE FUNCTION cfsperf_internal.outcomes_room(titles text[]) RETURNS integer
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	-- a title of many lines is longer or shorter than can be told from its characters
	RETURN 40 + (SELECT coalesce(sum(CASE WHEN length(t) > 120 THEN 1000 ELSE 7 + 13 * lines_of(length(t), 30) END), 0)::integer
				 FROM unnest(titles) t);
COMMENT ON FUNCTION cfsperf_internal.outcomes_room(text[]) IS
	'how many points the table of the outcomes takes on the first sheet; more than there are where a title is long';
