-- Every extreme has a defined limit: none and all, one, 2^53, levels from 0.5 to 0.9999; never NaN or infinity,
-- never outside 0 to 1. What is no count or no level is refused by name.

SET search_path = cfsperf;

-- none and all
SELECT n, level, wilson_lower(0, n, level) AS none_lower, wilson_upper(n, n, level) AS all_upper,
	wilson_upper(0, n, level) > 0 AND wilson_upper(0, n, level) < 1 AS none_upper,
	wilson_lower(n, n, level) > 0 AND wilson_lower(n, n, level) <= 1 AS all_lower,
	abs(wilson_upper(0, n, level) - (1 - wilson_lower(n, n, level))) < 1e-15 AS mirror
FROM unnest('{1, 2, 1000, 9007199254740992}'::double precision[]) AS n,
	unnest('{0.5, 0.95, 0.9999}'::double precision[]) AS level
ORDER BY n, level;

SELECT level, byars_lower(0, level), poisson_lower(0, level)
FROM unnest('{0.5, 0.95, 0.9999}'::double precision[]) AS level;

-- levels next to 0 and to 1 as far as doubles go
SELECT level, wilson_lower(0, 10, level) AS none_lower, wilson_upper(0, 10, level) < 1 AS none_upper, wilson_upper(10, 10, level) AS all_upper,
	byars_lower(10, level) <= byars_upper(10, level) AS byars, poisson_lower(10, level) <= poisson_upper(10, level) AS poisson, poisson_lower(0, level) AS none
FROM unnest(ARRAY[5e-324, 1e-16, 1e-9, 1 - 1e-9, 1 - 1.2e-16]::double precision[]) AS level;

-- the z of a level is that which leaves 2^-k outside, by erfc() with 40 digits; of none of ten the upper limit is z^2 / (10 + z^2)
SELECT count(*) AS levels, bool_and(abs(sqrt(10 * u / (1 - u)) / z - 1) < 1e-13) AS right
FROM (VALUES (1, 0.674489750196081743), (2, 1.15034938037600818), (3, 1.53412054435254631), (6, 2.41755901623650506), (10, 3.29719334569196334),
		(20, 4.90096420796319301), (30, 6.12075628597194081), (40, 7.14355203435218933), (47, 7.78259061780244809), (53, 8.29236107581359554)) AS v(k, z),
	LATERAL (SELECT wilson_upper(0, 10, 1 - 2 ^ -k::double precision) AS u) AS w;

-- a proportion of nothing is not known
SELECT wilson_lower(0, 0), wilson_upper(0, 0);

-- Byar's formula is negative for one event at 99.8%; events are not
SELECT byars_lower(1, 0.998), byars_lower(1, 0.9999), byars_upper(1, 0.998) > 1 AS upper_above;

-- limits are in order, around the figure, finite, and wider with the level
SELECT count(*) AS cases,
	bool_and(0 <= wl AND wl <= r / n AND r / n <= wu AND wu <= 1) AS wilson_in_order,
	bool_and(0 <= pl AND pl <= r AND r <= pu AND pu < 1e16) AS poisson_in_order,
	bool_and(0 <= bl AND bl <= r AND r <= bu AND bu < 1e16) AS byars_in_order,
	bool_and(wl <= narrower.wl0 AND wu >= narrower.wu0 AND pl <= narrower.pl0 AND pu >= narrower.pu0) AS wider
FROM unnest('{1, 2, 3, 10, 1000, 1000000, 4503599627370496, 9007199254740992}'::double precision[]) AS n,
	unnest('{0, 0.001, 0.25, 0.5, 0.9, 1}'::double precision[]) AS share,
	LATERAL (SELECT round(share * n) AS r) AS counted,
	unnest('{0.5, 0.9, 0.95, 0.998, 0.9999}'::double precision[]) AS level,
	LATERAL (SELECT wilson_lower(r, n, level) AS wl, wilson_upper(r, n, level) AS wu,
		poisson_lower(r, level) AS pl, poisson_upper(r, level) AS pu,
		byars_lower(r, level) AS bl, byars_upper(r, level) AS bu) AS limits,
	LATERAL (SELECT wilson_lower(r, n, level / 2) AS wl0, wilson_upper(r, n, level / 2) AS wu0,
		poisson_lower(r, level / 2) AS pl0, poisson_upper(r, level / 2) AS pu0) AS narrower;

-- exact and Byar's limits meet where counts are large: the difference is a fraction of one event
SELECT bool_and(abs(poisson_lower(r, level) - byars_lower(r, level)) < 0.1
	AND abs(poisson_upper(r, level) - byars_upper(r, level)) < 0.1) AS meet
FROM unnest('{100, 999, 1000, 1001, 1000000, 1000000000}'::double precision[]) AS r,
	unnest('{0.5, 0.95, 0.998}'::double precision[]) AS level;

-- fractions of events (estimates) lie between whole ones
SELECT bool_and(poisson_upper(r, 0.95) BETWEEN poisson_upper(floor(r), 0.95) AND poisson_upper(ceil(r), 0.95)
	AND poisson_lower(r, 0.95) BETWEEN poisson_lower(floor(r), 0.95) AND poisson_lower(ceil(r), 0.95)) AS between
FROM unnest('{0.0000000001, 0.001, 0.3, 0.999, 1.5, 9.99, 1000.5}'::double precision[]) AS r;

-- NULL in, NULL out
SELECT wilson_lower(NULL, 10), wilson_upper(1, NULL), byars_lower(NULL), poisson_upper(1, NULL);

-- refused
SELECT wilson_lower(1, 10, 0);
SELECT wilson_lower(1, 10, 1);
SELECT wilson_upper(1, 10, 95);
SELECT byars_lower(10, 'NaN');
SELECT poisson_lower(10, -0.5);
SELECT wilson_lower(11, 10);
SELECT wilson_lower(-1, 10);
SELECT wilson_upper(1, -10);
SELECT wilson_upper(0, 'NaN');
SELECT byars_upper('Infinity');
SELECT poisson_upper(-0.5);
SELECT poisson_upper(9007199254740994);
