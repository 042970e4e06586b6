-- SPDX-License-Identifier: PostgreSQL
/*
 * 50_dashboard_style.sql - what the dashboard looks like: its style sheet, part of the page
 *
 * Text has a contrast of at least 4.5 on its background in both themes.
 * Improved and declined are blue and orange, and never colour alone, which
 * survives grey printing and colour blindness.
 *
 * A number and its unit are never split over two lines: they stand in spans
 * that do not wrap (html_unbroken); what may break anywhere is titles and what
 * people wrote.
 */

CREATE FUNCTION cfsperf_internal.html_style() RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN $css$
:root{color-scheme:light dark;--page:#fff;--card:#f4f6f8;--ink:#1b2430;--soft:#4a5563;--line:#c8cfd7;--link:#1a4f8b;
--better:#0b5a8c;--worse:#9c3d00;--same:#4a5563;--info:#4a5563}
@media screen and (prefers-color-scheme:dark){:root{--page:#12171e;--card:#1c232d;--ink:#e8ecf1;--soft:#b3bdc9;
--line:#3d4855;--link:#8ec5ff;--better:#7cc4ff;--worse:#ffb077;--same:#b3bdc9;--info:#b3bdc9}}
@media (forced-colors:active){:root{--page:Canvas;--ink:CanvasText;--soft:CanvasText;--line:CanvasText;--link:LinkText;
--better:CanvasText;--worse:CanvasText;--same:CanvasText;--info:CanvasText}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:70rem;background:var(--page);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif;
font-variant-numeric:tabular-nums}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .4rem}
h2{font-size:1.3rem;line-height:1.3;margin:2.5rem 0 .5rem;padding-top:.6rem;border-top:2px solid var(--line)}
p{margin:.4rem 0}
h1,h2,p,caption,tbody th span,.sums th a,td span[dir]{overflow-wrap:anywhere}
.n{white-space:nowrap}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
small{display:block;font-size:.875rem;color:var(--soft);line-height:1.4}
.about{color:var(--soft);max-width:50rem}
.better{color:var(--better)}.worse{color:var(--worse)}.same{color:var(--same)}.info{color:var(--info)}
.shape{width:.75em;height:.75em;fill:currentColor;vertical-align:baseline}
.shape .open{fill:none;stroke:currentColor;stroke-width:2}
.badge{display:block;line-height:1.3;white-space:nowrap}
table{width:100%;border-collapse:collapse;margin:.6rem 0 0}
caption{text-align:left;color:var(--soft);padding-bottom:.5rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .6rem;font-weight:normal}
thead th{font-size:.875rem;color:var(--soft);border-bottom:2px solid var(--line);vertical-align:bottom}
tbody{border-bottom:1px solid var(--line);break-inside:avoid}
tbody th{font-weight:600}
tbody th small{font-weight:normal}
.sums thead th:first-child{width:100%}.sums thead th{white-space:nowrap}.sums td,.sums thead th+th{text-align:right}
.sums tbody{border:0;break-inside:auto}.sums .nil{color:var(--soft)}.sums tr{border-bottom:1px solid var(--line)}
.sums th,.sums td{padding-top:.3rem;padding-bottom:.3rem}.sums tbody th{font-weight:normal}.nil i{font-style:normal}
.ear{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.legend{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.2rem 1.5rem;margin:.5rem 0;padding:0;
list-style:none;font-size:.9375rem}
.legend li{display:flex;gap:.6rem;align-items:center}
.legend svg{flex:none}
.legend .wide{grid-column:1/-1;flex-wrap:wrap}
footer{margin-top:2.5rem;padding-top:.6rem;border-top:2px solid var(--line);color:var(--soft)}
code{overflow-wrap:anywhere}
@media screen and (max-width:60rem){
h1{font-size:1.4rem}
table,thead,tbody,tr,th,td,caption{display:block;width:auto!important}
thead{position:absolute;width:1px!important;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
table{margin-top:1rem}
tbody{border:1px solid var(--line);border-radius:.3rem;margin-bottom:.8rem;padding:.3rem 0}
th,td{padding:.35rem .7rem}
.sums tbody{padding:0;border:1px solid var(--line)}.sums tr{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.3rem .7rem}
.sums tbody th{flex:1 1 16rem;min-width:0;padding:0}.sums td{display:flex;gap:.35rem;align-items:baseline;padding:0}.sums .nil{display:none}
[data-label]::before{content:attr(data-label);display:block;font-size:.8125rem;color:var(--soft)}
.badge{white-space:normal}}
@media print{
html{font-size:9pt}
small{font-size:.875rem}
body{padding:0;max-width:none;line-height:1.35}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
h2{font-size:1.2rem;margin-top:1.2rem;padding-top:.4rem}
h2,caption{break-after:avoid}
.keep{break-inside:avoid}
thead{display:table-header-group}
tr,li{break-inside:avoid}
.sums th,.sums td{padding:.32rem 0 .32rem 2.5mm}.sums th:first-child{padding-left:0}.ear{display:none}
footer{margin-top:.4rem;padding-top:.2rem;font-size:.78rem;border-top-width:1px}
footer p{margin:0}
a{color:inherit;text-decoration:none}}
$css$;
COMMENT ON FUNCTION cfsperf_internal.html_style() IS
	'the style sheet of the dashboard: light and dark, wide, narrow and A4';

-- The sheet has a fixed height in print, so that it is one whatever is on it; html_sheet_room keeps what is on it within.
CREATE FUNCTION cfsperf_internal.html_sheet_style() RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN $css$
.sheet h2{margin-top:1.6rem;padding-top:.5rem}
.lead{font-size:1.125rem;max-width:54rem}
.strip{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;margin:.7rem 0;padding:0;list-style:none}
.strip b{font-size:1.35rem;line-height:1.2;color:inherit}
.strip i{forced-color-adjust:none;display:inline-block;width:.8em;height:.8em;margin-right:.15em;border:1px solid var(--soft)}
.k1{background:var(--b1);fill:var(--b1)}.k2{background:var(--b2);fill:var(--b2)}
.k3{background:var(--b3);fill:var(--b3)}.k4{background:var(--b4);fill:var(--b4)}
.bar{display:block;width:100%;height:.8rem}
.bar path{stroke:var(--soft);vector-effect:non-scaling-stroke}
.bar+.strip{margin-top:.3rem}
.pair{display:grid;gap:0 2.5rem;grid-template-columns:1fr}
@media print,screen and (min-width:46.01rem){.pair{grid-template-columns:1fr 1fr}}
.pair>section,.item,.item>*{min-width:0}
.items{margin:0;padding:0;list-style:none}
.item{display:flex;flex-wrap:wrap;align-items:flex-start;gap:0 .8rem;padding:.6rem 0;border-bottom:1px solid var(--line)}
.item>*{flex:0 0 100%;margin:0}
.item>.name{flex:1 1 11rem;font-weight:600;overflow-wrap:anywhere}
.item>.amount{flex:0 1 auto;margin-left:auto;text-align:right;font-size:1.2rem;line-height:1.25}
.item p{font-size:.9375rem;line-height:1.4}
.item .badge{display:inline}
.item p b{font-weight:inherit;white-space:nowrap}
.item p .why{font-weight:600;white-space:normal}.item p .badge{font-weight:600}
.item .said{color:var(--soft)}
.changes b{font-weight:600}
.changes{margin:.4rem 0;padding:0 0 0 1.1rem}
.sheet .about{max-width:none;font-size:.8125rem;line-height:1.4}
.sheet .about h2{font-size:1rem;margin-top:1rem;padding-top:.3rem;border-top-width:1px}
.sheet .about p{margin:.2rem 0}
@media print{
header h1{font-size:15pt;line-height:1.15;margin:0 0 1mm;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;
overflow:hidden}
header p{margin:0;max-height:2.7em;overflow:hidden}
.sheet{max-height:246mm;overflow:hidden}.sheet.tall{max-height:252mm}
.sheet h2{font-size:11pt;line-height:1.2;margin:2.2mm 0 .8mm;padding-top:1mm;border-top-width:1px}
.sheet p{margin:.6mm 0}
.lead{font-size:9pt;line-height:1.3;max-width:none}
.strip{gap:0 5mm;margin:1mm 0}
.strip b{font-size:11pt}
.bar{height:2.6mm}
.pair{gap:0 7mm}
.item{padding:1.1mm 0;gap:0 3mm;break-inside:avoid}
.item:last-child{border-bottom:0}
.item>.name{flex-basis:34mm;line-height:1.2;max-height:3.6em;overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;
-webkit-line-clamp:3}
.item p{font-size:8.25pt;line-height:1.22;margin:0}
.item>.amount{font-size:10.5pt;line-height:1.1}
.sheet .sums{margin:0}.sheet .sums caption{display:none}
.changes{font-size:8.25pt;line-height:1.25;margin:0;padding-left:4mm}
.sheet .about{font-size:7.25pt;line-height:1.25}
.sheet .about h2{font-size:8.25pt;margin-top:1.5mm;padding-top:.8mm}
.sheet .about p{margin:0}
.sheet+.rest{break-before:page}
.rest>section:first-child>h2{margin-top:0;padding-top:0;border-top:0}}
$css$;
COMMENT ON FUNCTION cfsperf_internal.html_sheet_style() IS
	'the style of the first sheet: overview, what needs attention and what goes well, what changed; in print one sheet of A4';

CREATE FUNCTION cfsperf_internal.css_string(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '"' || replace(replace(replace(replace(replace(replace(
		-- a new line of any kind would end the string; the other control characters are nothing to see
		translate(regexp_replace(words, E'\r\n|[\r\n\f]', E'\n', 'g'),
			E'\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\x7F',
			repeat(' ', 28)),
		E'\\', E'\\\\'), '"', E'\\"'), '<', E'\\3C '), '>', E'\\3E '), '&', E'\\26 '), E'\n', E'\\A ') || '"';
COMMENT ON FUNCTION cfsperf_internal.css_string(text) IS
	'text as a string of CSS that ends neither itself nor its style element: backslash, quotation mark, < > & and new lines are escaped';

CREATE FUNCTION cfsperf_internal.html_margins(area_name text, quarter text, edition text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('@page{size:A4;margin:11mm 12mm 15mm;',
		'@bottom-left{vertical-align:top;padding-top:2mm;width:auto;white-space:pre-line;text-align:left;font:7pt/1.3 system-ui,sans-serif;color:#4a5563;content:',
		css_string(concat(at_most(one_line(area_name), 70), ', ', quarter, '. ', coalesce(edition, 'Not a published edition'), '.')),
		CASE WHEN edition IS NOT NULL THEN '"\A Digest ' || digest_mark() || '"' END,
		'}@bottom-right{vertical-align:top;padding-top:2mm;white-space:nowrap;font:7pt/1.3 system-ui,sans-serif;color:#4a5563;',
		'content:"Sheet " counter(page) " of " counter(pages)}}');
COMMENT ON FUNCTION cfsperf_internal.html_margins(text, text, text) IS
	'the style of a sheet''s margins: area, quarter, edition and digest at the foot of every one, and its number';
