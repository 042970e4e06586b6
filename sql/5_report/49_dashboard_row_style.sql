/*
 * 49_dashboard_row_style.sql - what the rows of the dashboard look like: a part of its style sheet
 *
 * The columns are as wide in one table as in all others, so that the bands of the
 * national range stand below each other down the page. A number is an element b,
 * in which no line breaks; words of people break wherever they must.
 */

CREATE FUNCTION cfsperf_internal.html_row_style() RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN $css$
:root{--b1:#bcd8ee;--b2:#d5dde5;--b3:#dfe3e8;--b4:#f6d9c3}
@media screen and (prefers-color-scheme:dark){:root{--b1:#1f4a6e;--b2:#2c3844;--b3:#27303a;--b4:#5a3517}}
.measures{table-layout:fixed}
.measures .w1{width:19%}.measures .w2{width:13%}.measures .w3{width:18%}.measures .w4{width:23%}.measures .w5{width:27%}
.measures td,.measures th{overflow-wrap:normal;hyphens:manual}
.measures th>span,.measures p,.measures bdi,.measures a,.counts,.unreported span{overflow-wrap:anywhere}
.measures td{padding-left:.5rem;padding-right:.5rem}
.measures .badge{white-space:normal}
.axis{display:grid;grid-template-columns:1fr auto 1fr;font-size:.8125rem}
.axis :last-child{text-align:right}
.place+small{display:inline}
.place i{font-style:normal}
.measures small{line-height:1.35}.measures td{line-height:1.35}
.measures small b,.measures li b,.figure,.tail{font-weight:inherit;white-space:nowrap}
.measures small b{color:var(--ink)}
.figure,.measures .tail{font-weight:700}
.measures small .worse{color:var(--worse);font-weight:700}.measures small .better{color:var(--better)}
.figure{display:block;font-size:1.3rem;line-height:1.2}
.figure.l1{font-size:1rem}.figure.l2{font-size:.8rem}.figure.l3{font-size:.66rem}
.place{line-height:1.3}
.spark svg{display:block;width:100%;max-width:15rem;height:auto;color:var(--ink)}
.spark path{stroke-width:1.75}
.spark .target,.range .target{stroke-width:1;fill:none}
.ends,.past{display:flex;justify-content:space-between;max-width:15rem}
.measures .ends b{color:inherit}
.past{flex-wrap:wrap;gap:0 .4rem;margin:.2rem 0 0;padding:0;list-style:none;font-size:.75rem;line-height:1.25;color:var(--soft)}
.past b{display:block;color:var(--ink);font-size:.8125rem}
td .range{display:block;width:100%;max-width:24rem;height:auto;margin-bottom:.2rem;overflow:visible}
.legend .range{width:1.75rem;height:1.75rem}.legend .wide .range{width:15rem}
.b1{fill:var(--b1)}.b2{fill:var(--b2)}.b3{fill:var(--b3)}.b4{fill:var(--b4)}
.range .median{stroke:var(--ink);stroke-width:1.5}
.range .move{stroke:var(--ink);stroke-width:1.5}
.range .now{fill:var(--ink);stroke:var(--page);stroke-width:1.5}
.range .n1{fill:var(--better)}.range .n4{fill:var(--worse)}
.range .before{fill:var(--page);stroke:var(--ink);stroke-width:1.5}
.range .peers{fill:var(--page);stroke:var(--ink);stroke-width:1.4}
.range .land{fill:var(--soft)}
.measures .note{padding-top:0;font-size:.9375rem}
.note>p{margin:0 0 .2rem;border-left:3px solid var(--line);padding-left:.6rem;max-width:50rem}
summary{width:fit-content;padding:.2rem 0;font-size:.875rem;color:var(--link);cursor:pointer}
summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
details p{margin:.2rem 0}
ol.peers{columns:14rem;margin:.2rem 0;padding:0;list-style:none}
.peers li{break-inside:avoid;display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--line)}
@media screen and (max-width:46rem){
.measures th,.measures td{padding:.35rem .7rem}
td .range,.spark svg,.ends,.past{max-width:20rem}
ol.peers{columns:auto}}
@media print{
.measures th,.measures td{padding:.8mm 1.2mm}
.measures small{font-size:.78rem;line-height:1.2}.measures td{line-height:1.2}
.measures th{font-size:.9rem;line-height:1.2}
.measures thead th{font-size:.8rem}
.figure{font-size:1.15rem}
.figure.l1{font-size:.95rem}.figure.l2{font-size:.7rem}.figure.l3{font-size:.56rem}
.measures .badge,.place{font-size:.82rem;line-height:1.2}
.place+small{line-height:1.2}
.past{font-size:.68rem;margin:0;line-height:1.15;gap:0 1mm}.past b{font-size:.76rem}
.measures .ends{font-size:.68rem;line-height:1.1}
.measures td.note{padding-top:0;font-size:.85rem;line-height:1.3}
.note:not(:has(>p)){padding:0!important}
summary,details:not([open]){display:none}}
$css$;
COMMENT ON FUNCTION cfsperf_internal.html_row_style() IS
	'the style of a measure''s row: figure, change, history, position, and what is shown on demand';
