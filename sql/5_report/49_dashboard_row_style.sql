/*
 * 49_dashboard_row_style.sql - what the rows of the dashboard look like: a part of its style sheet
 */

CREATE FUNCTION cfsperf_internal.html_row_style() RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN $css$
.counts,.place+small{display:inline}
.when{white-space:nowrap}
.measures thead th:first-child{width:25%}.measures .w2{width:15%}.measures .w3{width:21%}.measures .w4{width:13%}
.figure{font-size:1.2rem;line-height:1.25}
.place{line-height:1.3}
.key{display:inline-block;width:.75em;height:.75em;margin-right:.35em;border:1px solid var(--soft)}
.key.q1{background:var(--q1)}.key.q2{background:var(--q2)}.key.q3{background:var(--q3)}.key.q4{background:var(--q4)}
.spark svg,td .range{display:block;max-width:100%}
.spark svg{color:var(--ink)}
.spark path{stroke-width:2}
.range{margin-bottom:.15rem}
.range path{stroke:var(--soft);stroke-width:.75}
.q1{fill:var(--q1)}.q2{fill:var(--q2)}.q3{fill:var(--q3)}.q4{fill:var(--q4)}
.range .median{stroke:var(--ink);stroke-width:1.75}
.range .now{fill:var(--ink);stroke:var(--page)}
.range .before{fill:var(--page);stroke:var(--ink);stroke-width:1.2}
.range .peers{fill:var(--page);stroke:var(--ink);stroke-width:1.4}
.note{padding-top:0;font-size:.9375rem}
.note p{margin:0 0 .2rem;border-left:3px solid var(--line);padding-left:.6rem}
.note{padding-top:.35rem}
.measures thead th:first-child{width:22%}.measures .w2{width:14%}.measures .w3{width:22%}.measures .w4{width:15%}
$css$;
COMMENT ON FUNCTION cfsperf_internal.html_row_style() IS
	'the style of a measure''s row: figure, change, history, position';
