-- SPDX-License-Identifier: PostgreSQL
/*
 * 49_dashboard_row_style.sql - what the rows of the dashboard look like: a part of its style sheet
 *
 * The columns are as wide in one table as in all others, so that the bands of the
 * national range stand below each other down the page; where a figure has more than
 * 11 characters the others give way to its column, and the last does not. A number is an element b,
 * in which no line breaks; words of people break wherever they must.
 */

CREATE FUNCTION cfsperf_internal.html_row_style() RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN $css$
:root{--b1:#bcd8ee;--b2:#d5dde5;--b3:#dfe3e8;--b4:#f6d9c3}
@media screen and (prefers-color-scheme:dark){:root{--b1:#1f4a6e;--b2:#2c3844;--b3:#27303a;--b4:#5a3517}}
.measures{table-layout:fixed}
.measures .w1{width:18%}.measures .w2{width:12%}.measures .w3{width:19%}.measures .w4{width:24%}.measures .w5{width:27%}
.measures:has(.figure.l1,.figure.l2,.figure.l3) :is(.w1,.w3){width:17%}
.measures:has(.figure.l1,.figure.l2,.figure.l3) .w2{width:18%}.measures:has(.figure.l1,.figure.l2,.figure.l3) .w4{width:21%}
.measures td,.measures th{overflow-wrap:normal;hyphens:manual}
.measures th>.long{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;overflow:hidden}
.measures th>span,.measures p,.measures bdi,.measures a,.counts,.unreported span{overflow-wrap:anywhere}
.measures td{padding-left:.5rem;padding-right:.5rem}
.measures .badge{white-space:normal}
.axis{display:grid;grid-template-columns:1fr auto 1fr;font-size:.8125rem}
.axis :last-child{text-align:right}
.place+small{display:inline}
.place i{font-style:normal}
.measures small{line-height:1.35}.measures td{line-height:1.35}
.measures small b,.measures li b,.figure{font-weight:inherit;white-space:nowrap}
.measures small b{color:var(--ink)}
.figure,.measures .tail{font-weight:700}
.measures .tail{white-space:normal}
.measures small .worse{color:var(--worse);font-weight:700}.measures small .better{color:var(--better)}
.figure{display:block;font-size:1.3rem;line-height:1.2}
.figure.l0{font-size:min(1.05rem,1.4vw)}.figure.l1{font-size:min(1rem,1.45vw)}
.measures .l2{font-size:min(.875rem,1.2vw)}.measures .l3{font-size:min(.7rem,.95vw)}.l2,.l3{font-weight:400}
.place{line-height:1.3}
.spark svg{display:block;width:100%;max-width:16rem;height:auto;color:var(--ink)}
.spark path{fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.spark .target,.range .target{stroke-width:1;fill:none;stroke-linecap:butt}
.ends{display:flex;justify-content:space-between;max-width:16rem}
.measures .ends b{color:inherit}
.past{display:flex;justify-content:space-between;gap:0 .3rem;max-width:16rem;margin:.2rem 0 0;padding:0;list-style:none;font-size:.6875rem;
line-height:1.25;color:var(--soft)}
.past li{flex:1 1 0;min-width:min-content}
.past b{display:block;color:var(--ink);font-size:.8125rem}
.past.long{display:block}
.past.long li{display:flex;justify-content:space-between;align-items:baseline;gap:.5rem}
td .range{display:block;width:100%;max-width:24rem;height:auto;margin-bottom:.2rem;overflow:visible}
.legend .range{width:1.75rem;height:1.75rem}.legend .wide{flex-wrap:wrap}.legend .wide .range{width:15rem}
.bands{background:linear-gradient(var(--ink),var(--ink)) 50% 40%/.6% 64% no-repeat,linear-gradient(90deg,var(--b4) 24.8%,var(--page) 24.8% 25.2%,var(--b3) 25.2% 49.8%,
var(--page) 49.8% 50.2%,var(--b2) 50.2% 74.8%,var(--page) 74.8% 75.2%,var(--b1) 75.2%) 50% 44.4%/90% 35.7% no-repeat}
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
@media screen and (min-width:60.01rem){
.measures .ends{font-size:min(.875rem,1.15vw)}
.measures:has(.figure.l2,.figure.l3) small b{font-size:min(.875rem,1.1vw)}}
@media screen and (max-width:60rem){
.measures .figure{font-size:1.2rem}.measures .l2,.measures .l3{font-size:.875rem}
.measures th,.measures td{padding:.2rem .7rem}
.measures [data-label]::before{content:none}
.measures tr:first-child{display:grid;grid-template-columns:minmax(min-content,2fr) 3fr}
.measures tr:first-child>:is(th,.unreported),.measures :is(.spark,.spark+td){grid-column:1/-1}
.measures .spark{order:1}
td .range,.spark svg,.ends,.past{max-width:none}
.spark svg{height:1.75rem}
ol.peers{columns:auto}}
@media screen and (max-width:33.99rem){
.measures tr:first-child:has(.figure.l1,.figure.l2,.figure.l3)>td{grid-column:1/-1}}
@media screen and (min-width:34rem) and (max-width:60rem){
.measures tr:first-child{grid-template-columns:1fr 1fr}
.measures :is(.spark,.spark+td){grid-column:auto}}
@media print{
.measures th,.measures td{padding:.6mm 1.2mm}
.measures small{font-size:.78rem;line-height:1.15}.measures td{line-height:1.15}
.measures th{font-size:.9rem;line-height:1.15}
.measures thead th{font-size:.8rem}
.figure{font-size:1.15rem}
.figure.l0{font-size:.85rem}.figure.l1{font-size:.9rem}.measures .l2{font-size:.75rem}.measures .l3{font-size:.6rem}
.measures .badge,.place{font-size:.82rem;line-height:1.15}
td .range{margin-bottom:0}
.past{font-size:.64rem;margin:0;line-height:1.1;gap:0 .6mm}.past b{font-size:.72rem}
.measures .ends{font-size:.66rem;line-height:1.1;margin-top:.3mm}
.measures td.note{padding-top:0;font-size:.85rem;line-height:1.3}
.note:not(:has(>p)){padding:0!important}
summary,details:not([open]){display:none}
.measures thead{break-after:avoid}.measures thead+tbody{break-before:avoid}}
$css$;
COMMENT ON FUNCTION cfsperf_internal.html_row_style() IS
	'the style of a measure''s row: figure, change, history, position, and what is shown on demand';
