// SPDX-License-Identifier: PostgreSQL
/*
 * The browser that looks at pages, and the ways of looking.
 *
 * CFSPERF_NODE_MODULES names the directory that has playwright-core and axe-core in it.
 */
'use strict';

const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const modules = path.resolve(process.env.CFSPERF_NODE_MODULES || 'node_modules');

// Narrow is a window of 1280 pixels enlarged to 400%; print is as wide as what the page's own margins leave of A4. What
// an element is and where it lies does not depend on colours: in the dark only contrast is asked for.
const ways = [
	{ name: 'light', colorScheme: 'light', width: 1280 },
	{ name: 'dark', colorScheme: 'dark', width: 1280, contrastOnly: true },
	{ name: 'narrow', colorScheme: 'light', width: 320 },
	{ name: 'narrow dark', colorScheme: 'dark', width: 320, contrastOnly: true },
	{ name: 'print', colorScheme: 'dark', width: 703, media: 'print' },
];

function launch(executablePath) {
	const { chromium } = require(path.join(modules, 'playwright-core'));

	return chromium.launch({
		executablePath,
		args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
			'--disable-background-networking', '--disable-component-update', '--disable-sync'],
	});
}

// The width in pixels that margins leave of A4, by the rule @page of the document.
function printedWidth() {
	const millimetres = (length) => parseFloat(length) * (length.endsWith('cm') ? 10 : 1);

	for (const sheet of document.styleSheets)
		for (const media of sheet.cssRules)
			for (const rule of media.cssRules || [media])
				if (rule instanceof CSSPageRule && rule.style.marginLeft)
					return Math.floor((210 - millimetres(rule.style.marginLeft) - millimetres(rule.style.marginRight)) * 96 / 25.4);
	return 703;
}

/*
 * Opens a file in one of the ways. What the page says, asks or wants to fetch is kept in the given lists. A page lets no
 * script in by itself; axe-core is let in by bypassCSP.
 */
async function open(browser, file, way, { complaints = [], requests = [], scale = 1 } = {}) {
	const address = pathToFileURL(path.resolve(file)).href;
	const context = await browser.newContext({
		colorScheme: way.colorScheme, viewport: { width: way.width, height: 900 }, deviceScaleFactor: scale, bypassCSP: true,
	});
	const page = await context.newPage();

	page.setDefaultTimeout(300000); // a busy machine is no fault of the page
	page.on('console', (message) => complaints.push(message.text()));
	page.on('pageerror', (error) => complaints.push(String(error)));
	page.on('dialog', (dialog) => { complaints.push('dialog: ' + dialog.message()); dialog.dismiss(); });
	await context.route('**', (route) => {
		const wanted = route.request().url();
		if (wanted === address)
			return route.continue();
		requests.push(wanted);
		return route.abort();
	});
	await page.goto(address);
	if (way.media) {
		await page.emulateMedia({ media: way.media, colorScheme: way.colorScheme });
		await page.setViewportSize({ width: await page.evaluate(printedWidth), height: 900 });
	}
	return page;
}

function openDetails(page) {
	return page.evaluate(() => {
		const closed = [...document.querySelectorAll('details:not([open])')];
		closed.forEach((e) => { e.open = true; });
		return closed.length;
	});
}

const axe = () => fs.readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');

module.exports = { axe, launch, open, openDetails, ways };
