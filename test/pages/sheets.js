// SPDX-License-Identifier: PostgreSQL
/*
 * The sheets of a PDF: how many; where pdftotext (poppler-utils) is at hand, also the text of each, and how far down it
 * is filled, from 0 to 1 of what lies between margins. Else these are null.
 */
'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');

const margin = 44; // points, of the foot of a sheet, in which it says whose it is

function read(pdf, ...how) {
	const result = spawnSync('pdftotext', ['-enc', 'UTF-8', ...how, pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });

	return result.status === 0 ? result.stdout : null;
}

function sheets(pdf) {
	const text = read(pdf);
	const words = read(pdf, '-bbox');

	return {
		sheets: (fs.readFileSync(pdf, 'latin1').match(/\/Type\s*\/Page\b(?!s)/g) || []).length,
		texts: text === null ? null : text.split('\f').slice(0, -1),
		filled: words === null ? null : words.split('<page ').slice(1).map((page) => {
			const bottom = parseFloat(/height="([\d.]+)"/.exec(page)[1]) - margin;
			const ends = [...page.matchAll(/yMax="([\d.]+)"/g)].map((m) => parseFloat(m[1])).filter((y) => y < bottom);
			return Math.round(Math.max(0, ...ends) / bottom * 100) / 100;
		}),
	};
}

module.exports = { sheets };
