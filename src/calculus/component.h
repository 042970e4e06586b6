/* SPDX-License-Identifier: PostgreSQL */
/*
 * component.h - cells that bear on each other
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_COMPONENT_H
#define CFSPERF_COMPONENT_H

#include "calculus/atoms.h"
#include "calculus/bounds.h"
#include "calculus/needs.h"

typedef enum CellTurn
{
	TURN_PUBLISHED, TURN_CANDIDATE, TURN_NONE
} CellTurn;

/* a cell with what its place in the order depends on */
typedef struct Place
{
	int32_t		component;		/* an atom; -1: none */
	int32_t		cell;
	int32_t		size;			/* atoms of the count */
	int8_t		turn;			/* CellTurn */
	bool		protects;		/* neither count nor rest is zero */
	const Cell *of;
} Place;

/* all cells, component by component, in the order in which they are decided */
typedef struct Components
{
	const Cells *cells;
	const Host *host;
	Atoms		atoms;
	int32_t    *joined;			/* by atom: towards that of its component */
	int32_t    *local;			/* by atom: its number in its component */
	int32_t    *sizes;			/* atoms of a component, by its atom */
	int32_t		count;
	Place	   *places;
} Components;

typedef struct Component
{
	const Place *places;
	int32_t		count;
	int32_t		published;		/* the first ones */
	int32_t		candidates;		/* those after them */
	int32_t		atoms;
	Needs		needs;
	int32_t		equations;
	Equation   *equation;		/* what has been accepted */
} Component;

extern void components_make(Components *all, const Cells *cells, const Host *host);
extern void components_release(Components *all);
extern bool is_same_place(const Place *a, const Place *b);
extern bool next_component(const Components *all, Component *component);
extern void find_needs(Components *all, Component *component);

#endif							/* CFSPERF_COMPONENT_H */
