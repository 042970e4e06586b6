# SPDX-License-Identifier: PostgreSQL
# Words and numbers do not disagree: 500 reports of random figures, gaps, polarities and statuses, in five frameworks.
#
# Every number in a paragraph is one that its row of the scorecard holds, printed by its decimals, which are the measure's
# or one more, and printed now - printed before is the printed difference; every word about direction, movement and
# quartile is that row's, and no band that was computed anew is said to have been; every count in the overview is that of
# the rows. What is expected is worked out here, from the row, and not by the functions that make the sentences.
#
# "Random" is md5: the same figures on every machine and server.

use strict;
use warnings;

use FindBin;
use JSON::PP;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use Test::More;

my $node = new_node('words');
my ($frameworks, $areas) = (5, 100);

$node->safe_psql('postgres', q{
	CREATE EXTENSION cfsperf;
	ALTER DATABASE postgres SET jit = off;
	-- a number from 0 to 1 that depends on the key and on nothing else
	CREATE FUNCTION public.chance(VARIADIC text[]) RETURNS double precision LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN ('x' || substr(md5(array_to_string($1, '/')), 1, 8))::bit(32)::bigint / 4294967296.0;
	-- a number as it is to be printed
	CREATE FUNCTION public.number(value double precision, decimals integer) RETURNS text LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN round(value::numeric, decimals) < 0 THEN '-' ELSE '' END || to_char(abs(round(value::numeric, decimals)),
		'FM999,999,990' || left('.000000', CASE decimals WHEN 0 THEN 0 ELSE decimals + 1 END));
});

# A framework of random figures; no text that people write has a digit in it.
sub generate
{
	my ($framework) = @_;
	$node->safe_psql('postgres', qq{
		CALL cfsperf.create_framework('$framework');
		SET search_path = $framework, cfsperf, public;
		INSERT INTO outcome VALUES ('o1', 'First outcome', 2), ('o2', 'Second outcome', 1), ('o3', 'Third', 3);
		INSERT INTO measure (code, outcome, position, title, polarity, polarity_reason, unit, unit_label, counted, decimals, frequency, span,
			timing, max_arrears, basis, tolerance, confidence)
		SELECT 'm' || i, 'o' || 1 + i % 3, i, 'Measure ' || chr(64 + i), p::polarity, 'because', u,
			CASE WHEN u = 'count' THEN (ARRAY['young people', 'families', NULL])[1 + i % 3]
				WHEN u = 'number' AND i % 2 = 0 THEN '£' END,
			CASE WHEN i % 3 > 0 THEN 'children' END,
			CASE WHEN u = 'count' THEN 0 ELSE floor(3 * chance('$framework', 'decimals', i::text)) END,
			f.frequency[k], f.span[k],
			CASE WHEN chance('$framework', 'timing', i::text) < 0.3 THEN 'at the end of' ELSE 'during' END,
			(ARRAY[0, 3, 6])[1 + floor(3 * chance('$framework', 'arrears', i::text))::integer],
			(ARRAY['previous reported', 'previous period', 'same period last year'])
				[1 + floor(3 * chance('$framework', 'basis', i::text))::integer],
			CASE WHEN chance('$framework', 'tolerance', i::text) < 0.3 THEN 0 WHEN chance('$framework', 'tolerance', i::text) > 0.6 THEN
				 round((3 * chance('$framework', 'tolerance', i::text))::numeric, 1) END,
			CASE WHEN chance('$framework', 'confidence', i::text) < 0.3 THEN 0.95 END
		FROM generate_series(1, 14) i,
			-- by quarter, month, term, year; a rolling year each quarter, a census each January
			(SELECT '{3,3,3,1,4,12,3,12}'::integer[] AS frequency, '{3,3,3,1,4,12,12,1}'::integer[] AS span) f,
			LATERAL (SELECT 1 + floor(8 * chance('$framework', 'frequency', i::text))::integer AS k) y,
			LATERAL (SELECT (ARRAY['high', 'low', 'none'])[1 + floor(3 * chance('$framework', 'polarity', i::text))::integer] AS p,
				(ARRAY['%', '%', 'count', 'number', 'per 1000'])[1 + i % 5] AS u) x;
		UPDATE measure SET max_arrears = 12 WHERE frequency = 12;
		INSERT INTO area VALUES ('EN', 'England', 'country', NULL), ('R', 'Region', 'region', 'EN');
		INSERT INTO area SELECT 'a' || i, 'Area ' || chr(65 + i % 26), 'authority', 'R' FROM generate_series(1, $areas) i;
		INSERT INTO neighbour SELECT 'a' || i, 'a' || 1 + (i + j) % $areas, j FROM generate_series(1, $areas) i,
			generate_series(1, 3) j WHERE chance('$framework', 'neighbour', i::text, j::text) < 0.8;
		INSERT INTO benchmark VALUES ('b', 'The year before', 'A release', NULL, 'A caveat');
		-- 'b' for most; some measures have few authorities in it, some none
		INSERT INTO benchmark_value (measure, benchmark, area, period, value)
		SELECT m.code, 'b', a.code, y::reporting_period, round((100 * chance('$framework', 'benchmark', m.code, a.code, y))::numeric, 2)
		FROM measure m, area a, unnest('{2018/19,2019/20}'::text[]) y
		WHERE (y = '2018/19' OR m.position % 3 = 0) AND m.position % 4 > 0 AND chance('$framework', 'in it', m.code, a.code) < CASE m.position WHEN 5 THEN 0.03 ELSE 0.9 END;
		INSERT INTO report SELECT code, '2020/21 Q2', CASE WHEN chance('$framework', 'report', code) < 0.9 THEN 'b' END
		FROM area WHERE kind = 'authority';
		INSERT INTO target SELECT m.code, a.code, '2018/19', round((100 * chance('$framework', 'target', m.code, a.code))::numeric, 1), 5
		FROM measure m, area a WHERE a.kind = 'authority' AND chance('$framework', 'targeted', m.code, a.code) < 0.3;
		-- periods back from the last that ends within the quarter; the nearest first
		INSERT INTO observation (measure, area, period, value, numerator, denominator, status, note)
		SELECT m.code, a.code, CASE WHEN m.span = m.frequency THEN p - i
				ELSE reporting_period((starts(p) - make_interval(months => i * m.frequency))::date, m.span) END,
			CASE WHEN withheld THEN NULL WHEN m.unit = 'count' THEN n WHEN m.unit = '%' THEN round((100 * n / d)::numeric, 2)
				WHEN m.unit = 'per 1000' THEN round((1000 * n / d)::numeric, 3) ELSE round((n / 7)::numeric, 3) END,
			CASE WHEN NOT withheld AND x.counted AND m.unit IN ('%', 'per 1000') THEN n END,
			CASE WHEN NOT withheld AND x.counted AND m.unit IN ('%', 'per 1000') THEN d END,
			CASE WHEN withheld THEN (ARRAY['c', 'x', 'z'])[1 + floor(300 * c)::integer % 3] WHEN c > 0.8 THEN
				(ARRAY['u', 'p', 'r', 'e', 'b'])[1 + floor(500 * c)::integer % 5] END,
			CASE WHEN c > 0.7 THEN 'a caveat by people' END
		FROM measure m
		CROSS JOIN area a
		CROSS JOIN generate_series(0, 5) i
		CROSS JOIN LATERAL (SELECT (CASE m.frequency + 100 * m.span WHEN 101 THEN '2020-09' WHEN 303 THEN '2020/21 Q2' WHEN 404 THEN 'Summer 2019/20'
			WHEN 1203 THEN '2019-10/P12M' WHEN 112 THEN '2020-01' ELSE '2019/20' END)::reporting_period AS p, chance('$framework', m.code, a.code, i::text) AS c,
			floor(60 * chance('$framework', 'n', m.code, a.code, i::text)) AS n,
			60 + floor(60 * chance('$framework', 'd', m.code, a.code, i::text)) AS d,
			chance('$framework', 'counted', m.code, a.code) < 0.8 AS counted) x
		CROSS JOIN LATERAL (SELECT c < 0.07 AS withheld) y
		WHERE chance('$framework', 'gap', m.code, a.code, i::text) > 0.2
			AND (m.frequency <> 1 OR i <> 0 OR m.span <> 1);
		-- some that stay as they were
		UPDATE observation o SET value = b.value, numerator = b.numerator, denominator = b.denominator
		FROM observation b WHERE b.measure = o.measure AND b.area = o.area AND b.period = o.period - 1
			AND o.value IS NOT NULL AND b.value IS NOT NULL AND chance('$framework', 'same', o.measure, o.area) < 0.1;
		INSERT INTO commentary (measure, area, quarter, text) SELECT m.code, a.code, '2020/21 Q2', 'A comment by people.'
		FROM measure m, area a WHERE chance('$framework', 'comment', m.code, a.code) < 0.1;
		CALL protect();
		ANALYZE;
	});
	return;
}

my @months = qw(January February March April May June July August September October November December);

# The names of a period, from its label: whole and short.
sub names_of
{
	my ($label) = @_;
	my @names;
	@names = ("quarter $2 of $1", "quarter $2") if $label =~ /^(\S+) Q(\d)$/;
	@names = (lc($1) . " term $2", 'the ' . lc($1) . ' term') if $label =~ /^(Autumn|Spring|Summer) (\S+)$/;
	@names = ("$months[ $2 - 1 ] $1", $months[ $2 - 1 ]) if $label =~ /^(\d{4})-(\d\d)(?:\/P1M)?$/;
	@names = ("the year $label", $label) if $label =~ /^\d{4}(?:\/\d\d)?$/;
	push @names, "the 12 months to December $label", 'the 12 months to December' if $label =~ /^\d{4}$/;
	push @names, "the 12 months to March 20$1", 'the 12 months to March' if $label =~ /^\d{4}\/(\d\d)$/;
	if ($label =~ /^(\d{4})-(\d\d)\/P12M$/)
	{
		my $end = $2 == 1 ? "December $1" : $months[ $2 - 2 ] . ' ' . ($1 + 1);
		@names = ("the 12 months to $end", $end =~ s/^(\w+) .*/the 12 months to $1/r);
	}
	return @names;
}

# What is wrong with a paragraph, '' for nothing.
sub disagreement
{
	my ($row, $words) = @_;
	my $rest = $words;
	$rest =~ s/\b(?:30|31|28|29) [A-Z][a-z]+ 20\d\d\b/PERIOD/g if $row->{timing} eq 'at the end of';
	my @periods = grep { defined } @$row{qw(period previous_period quarter benchmark_period previous_benchmark_period comparator_period)};
	foreach my $name (map({ (names_of($_))[0, 2] } @periods), map({ ($_, (names_of($_))[1, 3]) } @periods))
	{
		$rest =~ s/\b\Q$name\E\b(?!\/)/PERIOD/g if defined $name;
	}
	my %held = map { $_ => 1 } grep { defined } @{ $row->{numbers} };
	(my $numbers = $rest) =~ s/ per 1,000\b//g;
	foreach my $number ($numbers =~ /(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/g)
	{
		return "$number is not in the row" unless $held{$number};
	}
	return 'odd text' if $words =~ /\.\.|  |per cent|\bNULL\b|\(\)|(?<![\d.])1 points\b|\b1\.0+ points|-0(?:\.0+)?\b|\bnone\b|years? PERIOD|, \./;
	return 'decimals' if $row->{decimals} > $row->{own_decimals} + 1;
	return 'a figure that is not there' if !defined $row->{value} && $rest =~ /The figure|quartile|rose|fell/;
	if (!defined $row->{value})
	{
		my $last = defined $row->{previous_value} ? quotemeta $row->{previous_printed} : 'nothing';
		return 'the last figure' if ($rest =~ /The last figure, (?:for|at the end of|on) PERIOD, was \x{a3}?$last\b/) != defined $row->{previous_value};
		return '';
	}

	my $printed = quotemeta $row->{printed};
	my $when = qr/(?:for|at the end of|on) PERIOD/;
	return 'the figure' unless $rest =~ /The (?:figure $when|latest figure, $when(?: \((?:one quarter|two quarters) in arrears\))?,) is \x{a3}?$printed(?!\d|\.\d)/;
	return 'arrears' if ($rest =~ /The latest figure/) != ($row->{late} ? 1 : 0);

	my $change = $rest;
	if (defined $row->{year_ago_value})
	{
		my ($how, $judged) = ('', $row->{year_ago_direction} // '');
		$how = $1 if $change =~ s/It is (the same as a year earlier|(?:better than|less favourable than|similar to) a year earlier \(\x{a3}?\Q$row->{year_ago_printed}\E[^)]*\)(?:, though chance alone could explain it)?)\.//;
		my $expected = $row->{printed} eq $row->{year_ago_printed} ? 'the same as a year earlier'
		  : { improved => 'better', declined => 'less favourable', 'no significant change' => 'similar' }->{$judged};
		return 'a year earlier' if defined $expected && index($how, $expected) != 0;
		return 'chance of a year earlier' if ($how =~ /chance/) != ($how !~ /^the same/ && $judged =~ /^(?:improved|declined)$/ && ($row->{year_ago_p_value} // 0) > 0.05);
	}

	if (defined $row->{previous_value})
	{
		my $was = quotemeta $row->{previous_printed};
		my $at = $row->{basis} eq 'same period last year' ? qr/a year earlier/ : qr/(?:in|at the end of|on) PERIOD/;
		my $similar = qr/It is similar to (?:a year earlier|(?:the end of )?PERIOD) \(\x{a3}?$was(?!\d|\.\d)/;
		if ($row->{difference} == 0)
		{
			return 'the same' unless $rest =~ /It is the same as $at/;
		}
		elsif ($row->{direction} // '' eq 'no significant change' and $rest =~ /$similar/)
		{
			return 'similar' unless $row->{direction} eq 'no significant change';
		}
		else
		{
			my $how = $row->{difference} > 0 ? 'It rose by' : 'It fell by';
			return 'the movement' unless $rest =~ /\Q$how\E (.*?) from \x{a3}?$was%? $at/;
			(my $size = $1) =~ s/ points?$|\x{a3}|,//g;
			return "the difference $size" unless $size =~ /^less than/ ? $row->{shown} == 0 : abs($size - abs $row->{shown}) < 1e-9;
			return 'less than nothing' if $size =~ /^less than/ && $row->{agree};
		}
	}
	else
	{
		return 'a movement from nothing' if $change =~ /rose|fell|the same as/;
	}
	my $direction = $row->{direction} // '';
	return 'improved' if ($rest =~ /which is an improvement/) != ($direction eq 'improved');
	return 'declined' if ($rest =~ /which is less favourable/) != ($direction eq 'declined');
	return 'information only' if ($rest =~ /for information only/) != ($row->{polarity} eq 'none');
	return 'no significant change' if $change =~ /It is the same|It is similar to (?:a year earlier|(?:the end of )?PERIOD) \(|no significant change/
		&& $direction ne 'no significant change' && ($row->{difference} // 0) != 0;
	return 'chance' if ($change =~ /though chance alone/) != ($direction =~ /^(?:improved|declined)$/ && ($row->{p_value} // 0) > 0.05);
	return 'polarity' if $row->{polarity} ne 'low' && $rest =~ /lower is better/;
	my @names = (undef, qw(top second third fourth));
	if (defined $row->{quartile})
	{
		return 'the quartile' unless $rest =~ /It is in the $names[$row->{quartile}] quartile \(rank $row->{national_rank} of $row->{national_n} authorities\)/;
		my ($before, $same) = ($row->{previous_quartile}, ($row->{previous_benchmark_period} // '') eq $row->{benchmark_period});
		my $at = $row->{basis} eq 'same period last year' ? qr/a year earlier/ : qr/(?:in|at the end of|on) PERIOD/;
		my $expected =
			!defined $before ? qr/authorities\)\./
		  : $same ? ($before == $row->{quartile} ? qr/\), as it would have been $at by the same figures\./
			: qr/\) and would have been in the $names[$before] $at by the same figures\./)
		  : $before == $row->{quartile} ? qr/\), as it was $at\./
		  : $before > $row->{quartile} ? qr/\), up from the $names[$before] $at\./
		  : qr/\), down from the $names[$before] $at\./;
		return 'the quartile before' unless $rest =~ $expected;
	}
	elsif ($rest =~ /quartile/) { return 'a quartile that is not there' }
	my $against = $row->{against_neighbours};
	return 'neighbours' if ($rest =~ /the average of statistical neighbours/ ? 1 : 0) != (defined $row->{neighbour_mean} && defined $against ? 1 : 0);
	return 'even so' if ($rest =~ /Even so/) != (defined $row->{quartile} && defined $against
		&& ($row->{quartile} == 1 && $against eq 'worse' || $row->{quartile} == 4 && $against eq 'better'));
	my $rag = $rest =~ /\((green|amber|red)\)/ ? $1 : '';
	return 'the target' if $rag ne ($row->{rag} // '');
	return '';
}

my $query = q{
	SELECT json_build_object('row', r.row, 'paragraph', concat_ws(' ', p.paragraph, p.comparison, p.commentary))
	FROM (SELECT s.area, s.measure, to_jsonb(s) || jsonb_build_object(
			'late', ends(s.period::reporting_period) < s.quarter_start,
			'own_decimals', m.decimals,
			'printed', now, 'previous_printed', before,
			'year_ago_printed', public.number(s.year_ago_value, s.decimals),
			-- printed now - printed before; and whether that is the difference, printed
			'shown', replace(now, ',', '')::numeric - replace(before, ',', '')::numeric,
			'agree', replace(now, ',', '')::numeric <> replace(before, ',', '')::numeric OR s.difference = 0,
			'numbers', jsonb_build_array(now, before, public.number(s.year_ago_value, s.decimals),
				trim_scale(abs(replace(now, ',', '')::numeric - replace(before, ',', '')::numeric))::text,
				abs(replace(now, ',', '')::numeric - replace(before, ',', '')::numeric)::text,
				(10::numeric ^ -s.decimals)::numeric(20, 10)::float8::text,
				public.number(s.numerator, 0), public.number(s.denominator, 0), s.national_n::text, s.national_rank::text,
				public.number(s.neighbour_mean, s.decimals), public.number(s.region_value, s.decimals),
				public.number(s.national_value, s.decimals), public.number(s.target, s.decimals))) AS row
		FROM scorecard s JOIN measure m ON m.code = s.measure,
			public.number(s.value, s.decimals) AS now, public.number(s.previous_value, s.decimals) AS before) r
	JOIN paragraph p ON p.area = r.area AND p.measure = r.measure
	ORDER BY r.area, r.measure
};

my ($rows, $figures, @wrong, %seen) = (0, 0);
foreach my $i (1 .. $frameworks)
{
	generate("f$i");
	my $lines = $node->safe_psql('postgres', "SET search_path = f$i, cfsperf; $query");
	foreach my $line (split /\n/, $lines)
	{
		my $pair = decode_json($line);
		my $problem = disagreement($pair->{row}, $pair->{paragraph});
		push @wrong, "f$i $pair->{row}{area} $pair->{row}{measure}: $problem: $pair->{paragraph}" if $problem ne '';
		$rows++;
		$figures++ if defined $pair->{row}{value};
		$seen{ $pair->{row}{direction} // 'none' }++;
		$seen{"quartile $pair->{row}{quartile}"}++ if defined $pair->{row}{quartile};
		$seen{"basis $pair->{row}{basis}"}++ if defined $pair->{row}{previous_value};
		my %said = (arrears => 'in arrears', same => 'the same as', similar => 'is similar to', chance => 'though chance alone',
			few => 'Too few', 'of the same figures' => 'would have been', 'of other figures' => 'authorities\), (?:up|down|as it was)',
			'last figure' => 'The last figure', 'rolling year' => 'the 12 months to', 'last day' => ' on 31 March', trend => 'the trend is',
			'year ago' => 'a year earlier \(', overlap => 'the two periods overlap', 'one more decimal' => '\d\.\d\d');
		foreach my $what (keys %said) { $seen{$what}++ if $pair->{paragraph} =~ /$said{$what}/ }
	}
}
is($rows, $frameworks * $areas * 14, 'a paragraph for every measure of every report');
is(scalar @wrong, 0, 'words and numbers agree') or diag(join "\n", @wrong > 10 ? @wrong[ 0 .. 9 ] : @wrong);

# The test is worth something only where there was something to say.
cmp_ok($figures, '>', $rows / 2, 'more than half have a figure');
cmp_ok($rows - $figures, '>', $rows / 50, 'and some have none');
foreach my $what ('improved', 'declined', 'no significant change', 'information only', 'none', 'quartile 1', 'quartile 2', 'quartile 3',
	'quartile 4', 'basis previous reported', 'basis previous period', 'basis same period last year', 'arrears', 'same', 'similar', 'chance', 'few',
	'of the same figures', 'of other figures', 'last figure', 'rolling year', 'last day', 'trend', 'year ago', 'overlap')
{
	cmp_ok($seen{$what} // 0, '>', 20, "there are rows with: $what");
}

# The overview: its counts are those of the rows.
my %number = map { (qw(no one two three four five six seven eight nine))[$_] => $_ } 0 .. 9;
@number{qw(it One both)} = (1, 1, 2);
my @bad;
foreach my $i (1 .. $frameworks)
{
	my $counts = $node->safe_psql('postgres', qq{
		SET search_path = f$i, cfsperf;
		SELECT json_build_object('sentence', h.sentence, 'area', h.area, 'counts', c.counts) FROM headline h
		JOIN (SELECT area, jsonb_build_object('reported', count(value),
				'improved', count(*) FILTER (WHERE direction = 'improved'),
				'same', count(*) FILTER (WHERE direction = 'no significant change'),
				'declined', count(*) FILTER (WHERE direction = 'declined'),
				'information', count(*) FILTER (WHERE direction = 'information only'),
				'incomparable', count(*) FILTER (WHERE direction IS NULL AND value IS NOT NULL),
				'benchmarked', count(quartile), 'top', count(*) FILTER (WHERE quartile = 1),
				'second', count(*) FILTER (WHERE quartile = 2), 'third', count(*) FILTER (WHERE quartile = 3),
				'fourth', count(*) FILTER (WHERE quartile = 4)) AS counts
			FROM scorecard GROUP BY area) c ON c.area = h.area
	});
	foreach my $line (split /\n/, $counts)
	{
		my $report = decode_json($line);
		my %pattern = (
			reported => qr/(\w+) measures? (?:that )?ha(?:s|ve) been reported/,
			improved => qr/(\w+) ha(?:s|ve) improved/,
			same => qr/(\w+) shows? no significant change/,
			declined => qr/(\w+) ha(?:s|ve) declined/,
			incomparable => qr/(\w+) cannot be compared/,
			information => qr/(\w+) indicators? provides? information only/,
			benchmarked => qr/(\w+) measures? (?:that )?ha(?:s|ve) a national benchmark/,
			map { $_ => qr/(\w+) (?:is|are) in the $_ quartile/ } qw(top second third fourth));
		foreach my $count (sort keys %pattern)
		{
			my ($said) = $report->{sentence} =~ $pattern{$count};
			$said = defined $said ? $number{$said} // $said : 0;
			push @bad, "f$i $report->{area} $count: $report->{sentence}" if $said ne $report->{counts}{$count};
		}
	}
	is(() = $counts =~ /^./mg, $areas, "f$i: an overview for every report") if $i == 1;
}
is(scalar @bad, 0, 'the overview counts the rows of the scorecard') or diag(join "\n", @bad > 10 ? @bad[ 0 .. 9 ] : @bad);

# narrative and report_text say these paragraphs and no others.
foreach my $area ('a9', 'a45')
{
	my $other = $node->safe_psql('postgres', qq{
		SET search_path = '';
		WITH report AS MATERIALIZED (SELECT replace(f1.report_text('$area', '2020/21 Q2'), E'\\\\', '') AS words)
		SELECT n.measure FROM f1.narrative('$area', '2020/21 Q2') n
		RIGHT JOIN (SELECT * FROM f1.paragraph WHERE area = '$area') p ON p.measure = n.measure
		CROSS JOIN report r
		CROSS JOIN (SELECT sentence FROM f1.headline WHERE area = '$area') h
		WHERE n.paragraph IS NULL
			OR n.paragraph NOT IN (concat_ws(' ', p.measure_title || '.', p.paragraph, p.commentary),
				concat_ws(' ', p.measure_title || '.', p.paragraph, p.comparison, p.commentary))
			OR position(p.paragraph IN r.words) = 0 OR position(h.sentence IN r.words) = 0
	});
	is($other, '', "$area: narrative and report text are the paragraphs");
}

$node->stop;
done_testing();
