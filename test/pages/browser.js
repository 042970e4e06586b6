/*
 * Looks at a page as a browser shows it and prints what it found as JSON.
 *
 *     CFSPERF_NODE_MODULES=DIRECTORY node browser.js CHROMIUM PAGE.html [PDF]
 *
 * One entry a way of looking: light, dark, narrow (320 pixels, as a window of 1280 enlarged to 400%), print. Each has
 * what axe-core holds against the page, what the browser complained of, what the page asked for beside itself, and what
 * lies outside the window. With PDF named, the page is printed into that file.
 */
'use strict';

const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const modules = path.resolve(process.env.CFSPERF_NODE_MODULES);
const { chromium } = require(path.join(modules, 'playwright-core'));
const axe = fs.readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');

const [executablePath, file, pdf] = process.argv.slice(2);
const address = pathToFileURL(path.resolve(file)).href;

const ways = [
	{ name: 'light', colorScheme: 'light', width: 1280 },
	{ name: 'dark', colorScheme: 'dark', width: 1280 },
	{ name: 'narrow', colorScheme: 'light', width: 320 },
	{ name: 'narrow dark', colorScheme: 'dark', width: 320 },
	{ name: 'print', colorScheme: 'dark', width: 703, media: 'print' },
];

async function look(browser, way) {
	const found = { way: way.name, violations: [], complaints: [], requests: [], outside: [] };

	// axe-core is put into the page, which lets no script in by itself
	const context = await browser.newContext({
		colorScheme: way.colorScheme, viewport: { width: way.width, height: 900 }, bypassCSP: true,
	});
	const page = await context.newPage();

	page.on('console', (message) => found.complaints.push(message.text()));
	page.on('pageerror', (error) => found.complaints.push(String(error)));
	page.on('dialog', (dialog) => { found.complaints.push('dialog: ' + dialog.message()); dialog.dismiss(); });
	await context.route('**', (route) => {
		const wanted = route.request().url();
		if (wanted === address)
			return route.continue();
		found.requests.push(wanted);
		return route.abort();
	});
	await page.goto(address);
	if (way.media)
		await page.emulateMedia({ media: way.media, colorScheme: way.colorScheme });

	found.width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
	found.outside = await page.evaluate(() => [...document.querySelectorAll('body *')]
		.filter((e) => !e.closest('thead') && e.getBoundingClientRect().right > window.innerWidth + 0.5)
		.map((e) => e.outerHTML.slice(0, 120)));
	found.broken_rows = await page.evaluate(() => [...document.querySelectorAll('.measures tbody')]
		.filter((e) => getComputedStyle(e).breakInside !== 'avoid').length);
	found.header = await page.evaluate(() => getComputedStyle(document.querySelector('.measures thead')).display);
	found.background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);

	await page.evaluate(axe);
	const result = await page.evaluate(() => axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	}));
	found.rules = result.passes.length;
	found.violations = result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 200)}`);

	if (pdf && way.media === 'print')
		await page.pdf({ path: pdf, preferCSSPageSize: true });
	await context.close();
	return found;
}

(async () => {
	const browser = await chromium.launch({
		executablePath,
		args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
			'--disable-background-networking', '--disable-component-update', '--disable-sync'],
	});
	const found = [];
	for (const way of ways)
		found.push(await look(browser, way));
	await browser.close();
	console.log(JSON.stringify(found));
})().catch((error) => {
	console.error(error);
	process.exit(1);
});
