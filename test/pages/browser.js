// SPDX-License-Identifier: PostgreSQL
/*
 * Looks at a page as a browser shows it and prints what it found as JSON.
 *
 *     CFSPERF_NODE_MODULES=DIRECTORY node browser.js CHROMIUM PAGE.html [PDF [PRINT-ONLY]]
 *
 * One entry a way of looking, which chromium.js lists: what axe-core holds against the page, what the browser complained
 * of, what the page asked for beside itself, and what measure.js finds wrong, with everything that can be opened closed
 * and again (words after "opened: ") with all of it open. With PDF named, the page is printed into that file, its sheets
 * counted and their text read. With a fourth argument it is looked at as printed alone.
 */
'use strict';

const { axe, launch, open, openDetails, ways } = require('./chromium.js');
const { measure } = require('./measure.js');
const { sheets } = require('./sheets.js');

const [executablePath, file, pdf, printOnly] = process.argv.slice(2);

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

function accuse(page, runOnly) {
	return page.evaluate(async (rules) => {
		const result = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
		return {
			rules: result.passes.length,
			violations: result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.length} times, as ${v.nodes[0].html.slice(0, 200)}`),
		};
	}, runOnly);
}

async function look(browser, way) {
	const found = { way: way.name, complaints: [], requests: [], violations: [], wrong: [] };
	const page = await open(browser, file, way, found);

	found.width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
	found.height = await page.evaluate(() => document.documentElement.scrollHeight);
	found.broken_rows = await page.evaluate(() => [...document.querySelectorAll('.measures tbody tr:first-child')]
		.filter((e) => ![e, e.parentElement].some((x) => getComputedStyle(x).breakInside === 'avoid')).length);
	found.header = await page.evaluate(() => {
		const head = document.querySelector('.measures thead');
		return head && getComputedStyle(head).display;
	});
	found.background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);

	const rules = way.contrastOnly ? ['color-contrast'] : everything;
	const known = new Set();
	const keep = (state, measured, accused) => {
		for (const [kind, words] of Object.entries(measured))
			found.wrong.push(...words.filter((w) => !known.has(kind + w)).map((w) => `${state}${kind}: ${w}`));
		Object.entries(measured).forEach(([kind, words]) => words.forEach((w) => known.add(kind + w)));
		found.violations.push(...accused.violations.map((words) => state + words));
	};
	await page.evaluate(axe());
	const accused = await accuse(page, rules);
	found.rules = accused.rules;
	keep('', way.contrastOnly ? {} : await page.evaluate(measure), accused);
	if (way.media !== 'print' && await openDetails(page) > 0)
		keep('opened: ', way.contrastOnly ? {} : await page.evaluate(measure), await accuse(page, rules));
	if (pdf && way.media === 'print') {
		await page.pdf({ path: pdf, preferCSSPageSize: true });
		Object.assign(found, sheets(pdf));
	}
	await page.context().close();
	return found;
}

(async () => {
	const browser = await launch(executablePath);
	const found = [];

	for (const way of ways.filter((w) => !printOnly || w.media === 'print'))
		found.push(await look(browser, way));
	await browser.close();
	console.log(JSON.stringify(found));
})().catch((error) => {
	console.error(error);
	process.exit(1);
});
