// SPDX-License-Identifier: PostgreSQL
/*
 * What is measured in the browser: text as it lies on the page. Runs inside the page, so it stands alone; returns
 * descriptions of what is wrong:
 *
 *     split    a number in two pieces: its digits, separators, sign, % and pound sign are not on one line
 *     parted   a number and the "per 10,000" or "points" behind it on two lines, outside of what people wrote
 *     outside  an element that reaches beyond the window
 *     spilled  text that reaches beyond its cell or item
 *     covered  text or cells that lie on each other
 *     clipped  text that its box cuts off, where it is not meant to (line-clamp; hidden from the eye altogether)
 */
'use strict';

function measure() {
	const found = { split: [], parted: [], outside: [], spilled: [], covered: [], clipped: [] };
	const most = 12;
	const say = (kind, words) => {
		const line = words.replace(/\s+/g, ' ').slice(0, 220);
		if (found[kind].includes(line))
			return;
		if (found[kind].length < most)
			found[kind].push(line);
		else if (found[kind].length === most)
			found[kind].push('and more');
	};
	const where = (element) => {
		const row = element.closest('tbody, li, section, header, footer');
		const inside = `<${element.localName}${element.classList.length ? ' class="' + element.classList + '"' : ''}>`;
		return `${inside} in ${row && row !== element ? row.textContent.trim().slice(0, 60) : 'the page'}`;
	};
	const styles = new Map();
	const style = (element) => {
		if (!styles.has(element))
			styles.set(element, getComputedStyle(element));
		return styles.get(element);
	};
	const hiding = new Map();
	// hidden from the eye and left to the ear, a pixel large or clipped away; or in details that are closed
	const hidden = (element) => {
		if (!element || element === document.documentElement)
			return false;
		if (!hiding.has(element)) {
			const s = style(element);
			hiding.set(element, s.display === 'none' || s.visibility === 'hidden' || s.clipPath === 'inset(50%)'
				|| (s.position === 'absolute' && parseFloat(s.width) <= 1)
				|| (element.localName !== 'summary' && element.parentElement.matches('details:not([open])'))
				|| hidden(element.parentElement));
		}
		return hiding.get(element);
	};
	const clamped = (element) => element && (style(element).webkitLineClamp !== 'none' || clamped(element.parentElement));
	const inline = (element) => style(element).display === 'inline' || style(element).display === 'contents';
	const block = (element) => (inline(element) ? block(element.parentElement) : element);

	// ---------------------------------------------------------------- texts by the block they flow in

	const flows = [];
	let flow = null;
	const end = () => { flow = null; };
	const walk = (node) => {
		if (node.nodeType === Node.TEXT_NODE) {
			if (node.data === '')
				return;
			if (!flow) {
				flow = { text: '', pieces: [], block: block(node.parentElement) };
				flows.push(flow);
			}
			flow.pieces.push({ node, from: flow.text.length });
			flow.text += node.data;
		} else if (node.nodeType === Node.ELEMENT_NODE) {
			if (['title', 'style', 'script', 'br'].includes(node.localName) || hidden(node)) {
				if (node.localName === 'br')
					end();
				return;
			}
			const flows_on = inline(node) && !(node instanceof SVGElement);
			if (!flows_on)
				end();
			node.childNodes.forEach(walk);
			if (!flows_on)
				end();
		}
	};
	walk(document.body);

	const point = (f, at, last) => {
		const piece = f.pieces.findLast((p) => (last ? p.from < at : p.from <= at));
		return [piece.node, at - piece.from];
	};
	const boxes = (f, from, to) => {
		const range = document.createRange();
		range.setStart(...point(f, from, false));
		range.setEnd(...point(f, to, true));
		return [...range.getClientRects()].filter((r) => r.width > 0.5 && r.height > 0);
	};
	// Boxes whose middle is not within the height of the first are on another line.
	const lines = (rects) => (rects.some((r) => {
		const middle = (r.top + r.bottom) / 2;
		return middle < rects[0].top || middle > rects[0].bottom;
	}) ? 2 : 1);

	// ---------------------------------------------------------------- numbers

	const number = /(?:(?<![\w)])[-+\u2212])?[\u00a3$\u20ac]?\d[\d,]*(?:\.\d+)?%?/g;
	const unit = /^(?:\s|&nbsp;|\u00a0)+(?:per(?:\s|\u00a0)[\d,]+|points?\b|%)/;

	for (const f of flows) {
		if (!/\d/.test(f.text) || clamped(f.block))
			continue;
		const written = f.pieces[0].node.parentElement.closest('[dir=auto]');
		for (const m of f.text.matchAll(number)) {
			if (m[0].replace(/\D/g, '').length > 20)
				continue; // no number: a name without spaces
			const to = m.index + m[0].length;
			if (lines(boxes(f, m.index, to)) > 1)
				say('split', `"${m[0]}" of "${f.text.slice(Math.max(0, m.index - 30), to + 20)}": ${where(f.block)}`);
			const behind = unit.exec(f.text.slice(to));
			if (behind && !written && lines(boxes(f, m.index, to + behind[0].length)) > 1)
				say('parted', `"${m[0]}${behind[0]}": ${where(f.block)}`);
		}
	}

	// ---------------------------------------------------------------- boxes

	const all = [...document.querySelectorAll('body *')].filter((e) => !hidden(e));
	for (const e of all) {
		const box = e.getBoundingClientRect();
		if (box.width > 0 && (box.right > window.innerWidth + 0.5 || box.left < -0.5))
			say('outside', `${where(e)}: ${Math.round(box.left)} to ${Math.round(box.right)} of ${window.innerWidth}`);
		if (!(e instanceof SVGElement) && !inline(e) && !clamped(e) && style(e).overflow !== 'visible'
			&& (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
			say('clipped', `${where(e)}: ${e.scrollWidth} x ${e.scrollHeight} in ${e.clientWidth} x ${e.clientHeight}`);
	}
	for (const row of document.querySelectorAll('tr, ul, dl')) {
		const cells = [...row.children].filter((e) => !hidden(e)).map((e) => [e, e.getBoundingClientRect()])
			.filter(([, r]) => r.width > 0 && r.height > 0);
		cells.forEach(([e, a], i) => cells.slice(i + 1).forEach(([, b]) => {
			if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
				say('covered', `cells: ${where(e)}`);
		}));
	}

	// ---------------------------------------------------------------- texts on each other, and beyond their cell

	// The box of a line is higher than its letters, so a quarter is taken off above and below.
	const texts = [];
	for (const f of flows) {
		if (!f.text.trim())
			continue;
		const svg = f.block.closest('svg');
		const cell = f.block.closest('td, th, li, dd, dt');
		const limit = cell && cell.getBoundingClientRect();
		for (const r of boxes(f, 0, f.text.length)) {
			const shown = { f, left: r.left + 0.5, right: r.right - 0.5, top: r.top + r.height / 4, bottom: r.bottom - r.height / 4 };
			if (limit && (r.right > limit.right + 1 || r.left < limit.left - 1))
				say('spilled', `"${f.text.trim().slice(0, 60)}": ${where(f.block)}`);
			if (!clamped(f.block) || svg)
				texts.push(shown);
		}
	}
	texts.sort((a, b) => a.top - b.top);
	for (let i = 0; i < texts.length; i++) {
		const a = texts[i];
		for (let j = i + 1; j < texts.length && texts[j].top < a.bottom; j++) {
			const b = texts[j];
			if (a.f !== b.f && a.left < b.right && b.left < a.right)
				say('covered', `"${a.f.text.trim().slice(0, 50)}" and "${b.f.text.trim().slice(0, 50)}": ${where(a.f.block)}`);
		}
	}
	return found;
}

module.exports = { measure };
