// SPDX-License-Identifier: PostgreSQL
/*
 * Takes pictures of a page: light, dark and narrow as PNG, and the PDF that printing gives.
 *
 *     CFSPERF_NODE_MODULES=DIRECTORY node shoot.js CHROMIUM PAGE.html DIRECTORY
 *
 * The files are called after the page: page-light-1.png, page-dark-1.png, page-narrow-1.png (320 pixels, twice as sharp),
 * page-opened-1.png (light, all that can be opened open), page.pdf; where pdftoppm (poppler-utils) is at hand, also a
 * picture of each sheet, page-sheet-1.png and so on. A long page is taken in pieces of 1,800 pixels, four at most, from
 * its top and evenly down to its end; CFSPERF_PIECES is another number of them.
 */
'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { launch, open, openDetails, ways } = require('./chromium.js');

const [executablePath, file, directory] = process.argv.slice(2);
const piece = 1800;
const most = Number(process.env.CFSPERF_PIECES || 4);

async function shoot(page, stem) {
	const height = await page.evaluate(() => document.documentElement.scrollHeight);
	const { width } = page.viewportSize();
	const pieces = Math.min(most, Math.ceil(height / piece));

	for (let i = 0; i < pieces; i++) {
		const y = i === 0 ? 0 : Math.round((height - piece) * i / (pieces - 1));
		await page.screenshot({ path: `${stem}-${i + 1}.png`, fullPage: true, clip: { x: 0, y, width, height: Math.min(piece, height - y) } });
	}
	console.log(`${stem}: ${width} x ${height}`);
}

(async () => {
	const browser = await launch(executablePath);
	const stem = path.join(directory, path.basename(file, '.html'));

	fs.mkdirSync(directory, { recursive: true });
	for (const way of ways.filter((w) => w.name !== 'narrow dark')) {
		const page = await open(browser, file, way, { scale: way.width === 320 ? 2 : 1 });
		if (way.media === 'print') {
			await page.pdf({ path: `${stem}.pdf`, preferCSSPageSize: true });
			console.log(`${stem}.pdf`);
		} else {
			await shoot(page, `${stem}-${way.name}`);
			if (way.name === 'light' && await openDetails(page) > 0)
				await shoot(page, `${stem}-opened`);
		}
		await page.context().close();
	}
	await browser.close();
	spawnSync('pdftoppm', ['-r', '80', '-png', `${stem}.pdf`, `${stem}-sheet`], { stdio: 'inherit' });
})().catch((error) => {
	console.error(error);
	process.exit(1);
});
