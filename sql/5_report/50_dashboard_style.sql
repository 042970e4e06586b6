/*
 * 50_dashboard_style.sql - what the dashboard looks like: the one style sheet, part of the page
 *
 * Text has a contrast of at least 4.5 on its background in both themes.  The
 * bands of the national range are one hue from dark to light, which survives
 * grey printing and colour blindness; improved and declined are blue and
 * orange, for the same reason.
 */

CREATE FUNCTION cfsperf_internal.html_style() RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN $css$
:root{color-scheme:light dark;--page:#fff;--card:#f4f6f8;--ink:#1b2430;--soft:#4a5563;--line:#c8cfd7;--link:#1a4f8b;
--better:#0b5a8c;--worse:#9c3d00;--same:#4a5563;--info:#6a478f;--q1:#1f5f99;--q2:#6ea3d0;--q3:#b4cfe7;--q4:#eaf1f8}
@media screen and (prefers-color-scheme:dark){:root{--page:#12171e;--card:#1c232d;--ink:#e8ecf1;--soft:#b3bdc9;
--line:#3d4855;--link:#8ec5ff;--better:#7cc4ff;--worse:#ffb077;--same:#b3bdc9;--info:#d0b4f2;
--q1:#9ccbf5;--q2:#5f97ca;--q3:#37628c;--q4:#203246}}
@media (forced-colors:active){:root{--page:Canvas;--ink:CanvasText;--soft:CanvasText;--line:CanvasText;--link:LinkText;
--better:CanvasText;--worse:CanvasText;--same:CanvasText;--info:CanvasText}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:70rem;background:var(--page);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif;
font-variant-numeric:tabular-nums}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .4rem}
h2{font-size:1.3rem;line-height:1.3;margin:2.5rem 0 .5rem;padding-top:.6rem;border-top:2px solid var(--line)}
p{margin:.4rem 0}
h1,h2,p,td,tbody th,caption{overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
small{display:block;font-size:.875rem;color:var(--soft);line-height:1.4}
.lead{font-size:1.125rem;max-width:50rem}
.about{color:var(--soft);max-width:50rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.6rem;margin:1rem 0;padding:0;
list-style:none}
.tile{background:var(--card);border:1px solid var(--line);border-left:.4rem solid var(--line);border-radius:.3rem;
padding:.5rem .7rem;break-inside:avoid}
.tile b{display:block;font-size:1.9rem;line-height:1.15}
.better{color:var(--better)}.worse{color:var(--worse)}.same{color:var(--same)}.info{color:var(--info)}
.tile.better{border-left-color:var(--better)}.tile.worse{border-left-color:var(--worse)}
.tile.same{border-left-color:var(--same)}.tile.info{border-left-color:var(--info)}
.tile.q1{border-left-color:var(--q1)}.tile.q2{border-left-color:var(--q2)}.tile.q3{border-left-color:var(--q3)}
.tile.q4{border-left-color:var(--q4);box-shadow:inset 1px 0 var(--soft)}
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
.sums td,.sums thead th+th{text-align:right}.sums tbody{border:0}.sums tr{border-bottom:1px solid var(--line)}
.legend{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.2rem 1.5rem;margin:.5rem 0;padding:0;
list-style:none;font-size:.9375rem}
.legend li{display:flex;gap:.6rem;align-items:center}
.legend svg{flex:none}
.legend .wide{grid-column:1/-1}
footer{margin-top:2.5rem;padding-top:.6rem;border-top:2px solid var(--line);color:var(--soft)}
@media screen and (max-width:46rem){
h1{font-size:1.4rem}
.tiles,.tiles.four{grid-template-columns:1fr 1fr}
table,thead,tbody,tr,th,td,caption{display:block;width:auto!important}
thead{position:absolute;width:1px!important;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
table{margin-top:1rem}
tbody{border:1px solid var(--line);border-radius:.3rem;margin-bottom:.8rem;padding:.3rem 0}
th,td{padding:.35rem .7rem}
.sums tbody{padding:0;border:1px solid var(--line)}.sums tr{padding:.3rem 0}
.sums td{display:flex;justify-content:space-between;padding:.1rem .7rem}
[data-label]::before{content:attr(data-label);display:block;font-size:.8125rem;color:var(--soft)}
.badge{white-space:normal}}
@media print{
@page{size:A4;margin:14mm 12mm}
html{font-size:9.5pt}
small{font-size:.8125rem}
body{padding:0;max-width:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
h2,caption{break-after:avoid}
.keep{break-inside:avoid}
thead{display:table-header-group}
tr,li{break-inside:avoid}
.tiles{grid-template-columns:repeat(6,1fr)}
.tiles.four{grid-template-columns:repeat(4,1fr)}
.tile b{font-size:1.5rem}
a{color:inherit;text-decoration:none}}
$css$;
COMMENT ON FUNCTION cfsperf_internal.html_style() IS
	'the style sheet of the dashboard: light and dark, wide, narrow and A4';
