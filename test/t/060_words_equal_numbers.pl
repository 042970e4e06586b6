# Words and numbers do not disagree: 500 reports of random figures, gaps, polarities and statuses, in five frameworks.
#
# Every number in a paragraph is one that its row of the scorecard holds, printed by the measure's decimals; every word
# about direction, movement and quartile is that row's; every count in the overview is that of the rows. What is
# expected is worked out here, from the row, and not by the functions that make the sentences.
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
});

# A framework of random figures; no text that people write has a digit in it.
sub generate
{
	my ($framework) = @_;
	$node->safe_psql('postgres', qq{
		CALL cfsperf.create_framework('$framework');
		SET search_path = $framework, cfsperf, public;
		INSERT INTO outcome VALUES ('o1', 'First outcome', 2), ('o2', 'Second outcome', 1), ('o3', 'Third', 3);
		INSERT INTO measure (code, outcome, position, title, polarity, polarity_reason, unit, unit_label, decimals, frequency,
			max_arrears, basis, tolerance, confidence)
		SELECT 'm' || i, 'o' || 1 + i % 3, i, 'Measure ' || chr(64 + i), p::polarity, 'because', u,
			CASE WHEN u = 'count' THEN (ARRAY['young people', 'families', NULL])[1 + i % 3]
				WHEN u = 'number' AND i % 2 = 0 THEN '£' END,
			CASE WHEN u = 'count' THEN 0 ELSE floor(3 * chance('$framework', 'decimals', i::text)) END,
			(ARRAY[3, 3, 3, 1, 4, 12])[1 + floor(6 * chance('$framework', 'frequency', i::text))::integer],
			(ARRAY[0, 3, 6])[1 + floor(3 * chance('$framework', 'arrears', i::text))::integer],
			(ARRAY['previous reported', 'previous period', 'same period last year'])
				[1 + floor(3 * chance('$framework', 'basis', i::text))::integer],
			CASE WHEN chance('$framework', 'tolerance', i::text) < 0.5 THEN 0
				ELSE round((3 * chance('$framework', 'tolerance', i::text))::numeric, 1) END,
			CASE WHEN chance('$framework', 'confidence', i::text) < 0.3 THEN 0.95 END
		FROM generate_series(1, 14) i,
			LATERAL (SELECT (ARRAY['high', 'low', 'none'])[1 + floor(3 * chance('$framework', 'polarity', i::text))::integer] AS p,
				(ARRAY['%', '%', 'count', 'number', 'per 1000'])[1 + i % 5] AS u) x;
		UPDATE measure SET frequency = 12, max_arrears = 12 WHERE frequency = 12;
		INSERT INTO area VALUES ('EN', 'England', 'country', NULL), ('R', 'Region', 'region', 'EN');
		INSERT INTO area SELECT 'a' || i, 'Area ' || chr(65 + i % 26), 'authority', 'R' FROM generate_series(1, $areas) i;
		INSERT INTO neighbour SELECT 'a' || i, 'a' || 1 + (i + j) % $areas, j FROM generate_series(1, $areas) i,
			generate_series(1, 3) j WHERE chance('$framework', 'neighbour', i::text, j::text) < 0.8;
		INSERT INTO benchmark VALUES ('b', 'The year before', 'A release', NULL, 'A caveat');
		-- 'b' for most; some measures have few authorities in it, some none
		INSERT INTO benchmark_value (measure, benchmark, area, period, value)
		SELECT m.code, 'b', a.code, '2018/19', round((100 * chance('$framework', 'benchmark', m.code, a.code))::numeric, 2)
		FROM measure m, area a
		WHERE m.position % 4 > 0 AND chance('$framework', 'in it', m.code, a.code) < CASE m.position WHEN 5 THEN 0.03 ELSE 0.9 END;
		INSERT INTO report SELECT code, '2020/21 Q2', CASE WHEN chance('$framework', 'report', code) < 0.9 THEN 'b' END
		FROM area WHERE kind = 'authority';
		INSERT INTO target SELECT m.code, a.code, '2018/19', round((100 * chance('$framework', 'target', m.code, a.code))::numeric, 1), 5
		FROM measure m, area a WHERE a.kind = 'authority' AND chance('$framework', 'targeted', m.code, a.code) < 0.3;
		-- periods back from the last that ends within the quarter; the nearest first
		INSERT INTO observation (measure, area, period, value, numerator, denominator, status, note)
		SELECT m.code, a.code, p - i,
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
		CROSS JOIN LATERAL (SELECT (CASE m.frequency WHEN 1 THEN '2020-09' WHEN 3 THEN '2020/21 Q2' WHEN 4 THEN 'Summer 2019/20'
			ELSE '2019/20' END)::reporting_period AS p, chance('$framework', m.code, a.code, i::text) AS c,
			floor(60 * chance('$framework', 'n', m.code, a.code, i::text)) AS n,
			60 + floor(60 * chance('$framework', 'd', m.code, a.code, i::text)) AS d,
			chance('$framework', 'counted', m.code, a.code) < 0.8 AS counted) x
		CROSS JOIN LATERAL (SELECT c < 0.07 AS withheld) y
		WHERE chance('$framework', 'gap', m.code, a.code, i::text) > 0.2
			AND (m.frequency <> 1 OR i <> 0);
		-- some that stay as they were
		UPDATE observation o SET value = b.value, numerator = b.numerator, denominator = b.denominator
		FROM observation b WHERE b.measure = o.measure AND b.area = o.area AND b.period = o.period - 1
			AND o.value IS NOT NULL AND b.value IS NOT NULL AND chance('$framework', 'same', o.measure, o.area) < 0.1;
		INSERT INTO commentary SELECT m.code, a.code, '2020/21 Q2', 'A comment by people.'
		FROM measure m, area a WHERE chance('$framework', 'comment', m.code, a.code) < 0.1;
		ANALYZE;
	});
	return;
}

# A period in words, from its label.
sub words_of
{
	my ($label) = @_;
	my @months = qw(January February March April May June July August September October November December);
	return "quarter $2 of $1" if $label =~ /^(\S+) Q(\d)$/;
	return lc($1) . " term $2" if $label =~ /^(Autumn|Spring|Summer) (\S+)$/;
	return $months[ $2 - 1 ] . " $1" if $label =~ /^(\d{4})-(\d\d)(?:\/P1M)?$/;
	return "the year $label";
}

# What is wrong with a paragraph, '' for nothing.
sub disagreement
{
	my ($row, $words) = @_;
	my $rest = $words;
	foreach my $column (qw(quarter period previous_period benchmark_period comparator_period))
	{
		next unless defined $row->{$column};
		my $period = words_of($row->{$column});
		$rest =~ s/\Q$period\E/PERIOD/g;
		$rest =~ s/\b\Q$row->{$column}\E/PERIOD/g;
	}
	my %held = map { $_ => 1 } grep { defined } @{ $row->{numbers} };
	(my $numbers = $rest) =~ s/ per 1,000\b//g;
	foreach my $number ($numbers =~ /\d+(?:\.\d+)?/g)
	{
		return "$number is not in the row" unless $held{$number};
	}
	return 'a figure that is not there' if !defined $row->{value} && $rest =~ /figure (?:for|is)|quartile|rose|fell/;
	return '' unless defined $row->{value};

	my $printed = quotemeta $row->{printed};
	return 'the figure' unless $rest =~ /(?:figure for PERIOD is|PERIOD(?:, (?:one quarter|two quarters) in arrears)?:) \x{a3}?$printed\b/;
	return 'arrears' if ($rest =~ /The latest figure is for/) != ($row->{late} > 0);
	return 'quarters in arrears' if $rest =~ /(one|two) quarters? in arrears/ && { one => 3, two => 6 }->{$1} != $row->{late};

	if (defined $row->{previous_value})
	{
		my $was = quotemeta $row->{previous_printed};
		my $how = $row->{difference} > 0 ? 'It rose by' : $row->{difference} < 0 ? 'It fell by' : 'It is the same as the';
		return 'the movement' unless $rest =~ /\Q$how\E.* \x{a3}?$was(?:%| per 1,000)? in (?:the same period last year, )?PERIOD/;
		return 'last year' if ($rest =~ /the same period last year/) != ($row->{basis} eq 'same period last year');
	}
	else
	{
		return 'a movement from nothing' if $rest =~ /rose|fell|the same as/;
	}
	my %said = (
		'improved' => qr/which is an improvement/,
		'declined' => qr/which is a decline in performance/,
		'no significant change' => qr/no significant change/,
		'information only' => qr/for information only/);
	foreach my $direction (sort keys %said)
	{
		return "$direction" if ($rest =~ $said{$direction}) != (($row->{direction} // '') eq $direction);
	}
	return 'polarity' if $row->{polarity} ne 'low' && $rest =~ /lower is better/;
	my @names = (undef, qw(top second third fourth));
	if (defined $row->{quartile})
	{
		return 'the quartile' unless $rest =~ /it is in the $names[$row->{quartile}] quartile/;
		my $before = $row->{previous_quartile};
		my $expected =
			!defined $before ? qr/quartile\./
		  : $before == $row->{quartile} ? qr/quartile, as it was in PERIOD\./
		  : $before > $row->{quartile} ? qr/quartile, up from the $names[$before] quartile in PERIOD\./
		  : qr/quartile, down from the $names[$before] quartile in PERIOD\./;
		return 'the quartile before' unless $rest =~ $expected;
	}
	elsif ($rest =~ /quartile/) { return 'a quartile that is not there' }
	my $rag = $rest =~ /\((green|amber|red)\)/ ? $1 : '';
	return 'the target' if $rag ne ($row->{rag} // '');
	return 'odd text' if $words =~ /\.\.|  |per cent|\bNULL\b|\(\)|(?<![\d.])1 points\b/;
	return '';
}

my $query = q{
	SELECT json_build_object('row', r.row, 'paragraph', concat_ws(' ', p.paragraph, p.commentary))
	FROM (SELECT s.area, s.measure, to_jsonb(s) - 'national_rank' || jsonb_build_object(
			'late', 12 * extract(year FROM age(s.quarter_end + 1, ends(s.period::reporting_period) + 1))
				+ extract(month FROM age(s.quarter_end + 1, ends(s.period::reporting_period) + 1)),
			'printed', round(s.value::numeric, m.decimals)::text,
			'previous_printed', round(s.previous_value::numeric, m.decimals)::text,
			'numbers', jsonb_build_array(
				round(s.value::numeric, m.decimals)::text, round(s.previous_value::numeric, m.decimals)::text,
				round(abs(s.difference)::numeric, m.decimals)::text, trim_scale(abs(s.difference)::numeric)::text,
				round(s.tolerance::numeric, m.decimals)::text, trim_scale(s.tolerance::numeric)::text,
				s.numerator::numeric::text, s.denominator::numeric::text, s.national_n::text,
				round(s.neighbour_mean::numeric, m.decimals)::text, round(s.region_value::numeric, m.decimals)::text,
				round(s.national_value::numeric, m.decimals)::text, round(s.target::numeric, m.decimals)::text)) AS row
		FROM scorecard s JOIN measure m ON m.code = s.measure) r
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
		$seen{arrears}++ if $pair->{paragraph} =~ /in arrears/;
		$seen{same}++ if $pair->{paragraph} =~ /the same as/;
		$seen{chance}++ if $pair->{paragraph} =~ /chance alone/;
		$seen{few}++ if $pair->{paragraph} =~ /Too few/;
	}
}
is($rows, $frameworks * $areas * 14, 'a paragraph for every measure of every report');
is(scalar @wrong, 0, 'words and numbers agree') or diag(join "\n", @wrong > 10 ? @wrong[ 0 .. 9 ] : @wrong);

# The test is worth something only where there was something to say.
cmp_ok($figures, '>', $rows / 2, 'more than half have a figure');
cmp_ok($rows - $figures, '>', $rows / 50, 'and some have none');
foreach my $what ('improved', 'declined', 'no significant change', 'information only', 'none', 'quartile 1', 'quartile 2', 'quartile 3',
	'quartile 4', 'basis previous reported', 'basis previous period', 'basis same period last year', 'arrears', 'same', 'chance', 'few')
{
	cmp_ok($seen{$what} // 0, '>', 20, "there are rows with: $what");
}

# The overview: its counts are those of the rows.
my %number = map { (qw(none one two three four five six seven eight nine))[$_] => $_ } 0 .. 9;
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
			reported => qr/From (\w+) measures? that ha(?:s|ve) been reported/,
			improved => qr/(\w+) ha(?:s|ve) improved/,
			same => qr/(\w+) shows? no significant change/,
			declined => qr/(\w+) ha(?:s|ve) declined/,
			incomparable => qr/(\w+) cannot be compared/,
			information => qr/(\w+) indicators? provides? information only/,
			benchmarked => qr/From (\w+) measures? that ha(?:s|ve) a national benchmark/,
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
		FULL JOIN (SELECT * FROM f1.paragraph WHERE area = '$area') p ON p.measure = n.measure
		CROSS JOIN report r
		CROSS JOIN (SELECT sentence FROM f1.headline WHERE area = '$area') h
		WHERE n.paragraph IS DISTINCT FROM concat_ws(' ', p.measure_title || '.', p.paragraph, p.commentary)
			OR position(p.paragraph IN r.words) = 0 OR position(h.sentence IN r.words) = 0
	});
	is($other, '', "$area: narrative and report text are the paragraphs");
}

$node->stop;
done_testing();
