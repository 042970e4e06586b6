/* SPDX-License-Identifier: PostgreSQL */
/*
 * partitions.c - the ways in which wholes are sums of parts
 *
 * A node without parts is a leaf, and a whole stands for the set of its leaves.
 * A whole is the sum of nodes whose sets are disjoint and make up its own:
 *
 *		its parts, without those that lie in another part;
 *		its leaves, where some of its parts have parts, or parts overlap;
 *		any other whole within it that no link leads to, and the largest
 *		nodes that fill up what is left.
 *
 * So a region that lists its authorities is also the sum of two that publish
 * together and of the others, and two whole regions are told apart by where
 * they differ.  All of it follows from the leaves alone; but bounds are narrower
 * where each sum is at hand.
 */
#include "calculus/partitions.h"

#include <string.h>

typedef uint64_t Word;

#define WORD_BITS	64

typedef struct Graph
{
	const Host *host;
	int32_t		nodes;
	NodeLists	parts;
	int32_t		wholes;
	int32_t    *whole;
	int32_t    *whole_number;	/* by node, -1: a leaf */
	int32_t		leaves;
	int32_t    *leaf;
	int32_t    *leaf_number;	/* by node, -1: a whole */
	int32_t		words;			/* of a set of leaves */
	Word	   *sets;			/* by whole */
	int32_t    *size;			/* by whole, in leaves */
	int32_t		reach_words;	/* of a set of wholes */
	Word	   *reach;			/* by whole: the wholes that links lead to */
} Graph;

/* ---------------------------------------------------------------- sets */

static inline bool
has_member(const Word *set, int32_t member)
{
	return (set[member / WORD_BITS] >> (member % WORD_BITS) & 1) != 0;
}

static inline void
add_member(Word *set, int32_t member)
{
	set[member / WORD_BITS] |= (Word) 1 << (member % WORD_BITS);
}

/* Adds a set to another; whether that has become larger. */
static bool
add_set(Word *set, const Word *added, int32_t words)
{
	bool		larger = false;

	for (int32_t i = 0; i < words; i++)
	{
		larger |= (added[i] & ~set[i]) != 0;
		set[i] |= added[i];
	}
	return larger;
}

static void
take_set(Word *set, const Word *taken, int32_t words)
{
	for (int32_t i = 0; i < words; i++)
		set[i] &= ~taken[i];
}

static bool
is_within(const Word *inner, const Word *outer, int32_t words)
{
	for (int32_t i = 0; i < words; i++)
		if ((inner[i] & ~outer[i]) != 0)
			return false;
	return true;
}

static int32_t
set_size(const Word *set, int32_t members)
{
	int32_t		size = 0;

	for (int32_t i = 0; i < members; i++)
		size += has_member(set, i);
	return size;
}

static inline Word *
set_of(const Graph *graph, int32_t whole)
{
	return graph->sets + (size_t) whole * (size_t) graph->words;
}

static inline Word *
reach_of(const Graph *graph, int32_t whole)
{
	return graph->reach + (size_t) whole * (size_t) graph->reach_words;
}

/* ---------------------------------------------------------------- the graph */

static void
number_nodes(Graph *graph)
{
	for (int32_t node = 0; node < graph->nodes; node++)
	{
		bool		is_leaf = graph->parts.start[node] == graph->parts.start[node + 1];

		graph->leaf_number[node] = is_leaf ? graph->leaves : -1;
		graph->whole_number[node] = is_leaf ? -1 : graph->wholes;
		if (is_leaf)
			graph->leaf[graph->leaves++] = node;
		else
			graph->whole[graph->wholes++] = node;
	}
}

/* Adds to a whole what its parts have; whether that was more than it had. */
static bool
gather_parts(Graph *graph, int32_t whole)
{
	int32_t		node = graph->whole[whole];
	bool		more = false;

	for (int32_t i = graph->parts.start[node]; i < graph->parts.start[node + 1]; i++)
	{
		int32_t		part = graph->parts.list[i];
		int32_t		inner = graph->whole_number[part];

		if (inner < 0)
		{
			more |= !has_member(set_of(graph, whole), graph->leaf_number[part]);
			add_member(set_of(graph, whole), graph->leaf_number[part]);
			continue;
		}
		more |= !has_member(reach_of(graph, whole), inner);
		add_member(reach_of(graph, whole), inner);
		more |= add_set(reach_of(graph, whole), reach_of(graph, inner), graph->reach_words);
		more |= add_set(set_of(graph, whole), set_of(graph, inner), graph->words);
	}
	return more;
}

/* Finds the sets: as many rounds as there are levels, and one. */
static void
gather_sets(Graph *graph)
{
	bool		more = true;

	graph->words = graph->leaves / WORD_BITS + 1;
	graph->reach_words = graph->wholes / WORD_BITS + 1;
	graph->sets = allocate_zeros(graph->host, (size_t) graph->wholes * (size_t) graph->words,
						sizeof(Word));
	graph->reach = allocate_zeros(graph->host, (size_t) graph->wholes * (size_t) graph->reach_words,
						 sizeof(Word));
	while (more)
	{
		graph->host->check_for_interrupts();
		more = false;
		for (int32_t whole = 0; whole < graph->wholes; whole++)
			more |= gather_parts(graph, whole);
	}
	for (int32_t whole = 0; whole < graph->wholes; whole++)
		graph->size[whole] = set_size(set_of(graph, whole), graph->leaves);
}

static void
read_graph(Graph *graph, const CellLink *links, int32_t count, int32_t nodes,
		   const Host *host)
{
	memset(graph, 0, sizeof(*graph));
	graph->host = host;
	graph->nodes = nodes;
	graph->parts = parts_of_nodes(links, count, nodes, host);
	graph->whole = allocate_zeros(host, (size_t) nodes, sizeof(int32_t));
	graph->whole_number = allocate_zeros(host, (size_t) nodes, sizeof(int32_t));
	graph->leaf = allocate_zeros(host, (size_t) nodes, sizeof(int32_t));
	graph->leaf_number = allocate_zeros(host, (size_t) nodes, sizeof(int32_t));
	graph->size = allocate_zeros(host, (size_t) nodes, sizeof(int32_t));
	number_nodes(graph);
	gather_sets(graph);
}

static void
release_graph(Graph *graph)
{
	release_node_lists(&graph->parts, graph->host);
	graph->host->release(graph->whole);
	graph->host->release(graph->whole_number);
	graph->host->release(graph->leaf);
	graph->host->release(graph->leaf_number);
	graph->host->release(graph->size);
	graph->host->release(graph->sets);
	graph->host->release(graph->reach);
}

/* ---------------------------------------------------------------- sums */

/* Whether a part lies within another part of the whole, or is listed before. */
static bool
lies_in_another(const Graph *graph, int32_t node, int32_t at)
{
	const NodeLists *parts = &graph->parts;
	int32_t		part = parts->list[at];
	int32_t		inner = graph->whole_number[part];

	for (int32_t i = parts->start[node]; i < parts->start[node + 1]; i++)
	{
		int32_t		other = graph->whole_number[parts->list[i]];

		if (i == at)
			continue;
		if (parts->list[i] == part && i < at)
			return true;
		if (other < 0 || parts->list[i] == part)
			continue;
		if (inner < 0 ? has_member(set_of(graph, other), graph->leaf_number[part]) :
			is_within(set_of(graph, inner), set_of(graph, other), graph->words) &&
			(graph->size[inner] < graph->size[other] || i < at))
			return true;
	}
	return false;
}

/*
 * Adds the sum of the parts, of those that are largest.  Whether the leaves are
 * another one.
 */
static bool
add_parts(const Graph *graph, int32_t whole, Sums *sums)
{
	const NodeLists *parts = &graph->parts;
	int32_t		node = graph->whole[whole];
	int32_t		covered = 0;
	bool		only_leaves = true;

	sums_start(sums, node, graph->host);
	for (int32_t i = parts->start[node]; i < parts->start[node + 1]; i++)
	{
		int32_t		inner = graph->whole_number[parts->list[i]];

		if (inner >= 0)
			only_leaves = false;
		if (lies_in_another(graph, node, i))
			continue;
		sums_add_part(sums, parts->list[i], graph->host);
		covered += inner < 0 ? 1 : graph->size[inner];
	}
	/* overlapping parts are more than their union, which the whole is */
	if (covered != graph->size[whole])
		sums_drop_last(sums);
	return !only_leaves;
}

/* Adds to the sum begun last the leaves of a set. */
static void
add_leaves(const Graph *graph, const Word *set, Sums *sums)
{
	for (int32_t i = 0; i < graph->leaves; i++)
		if (has_member(set, i))
			sums_add_part(sums, graph->leaf[i], graph->host);
}

/* Adds the sum of another whole, within this one, and what fills it up. */
static void
add_whole_within(const Graph *graph, int32_t whole, int32_t inner,
				 const int32_t *by_size, Word *left, Sums *sums)
{
	sums_start(sums, graph->whole[whole], graph->host);
	sums_add_part(sums, graph->whole[inner], graph->host);
	memcpy(left, set_of(graph, whole), (size_t) graph->words * sizeof(Word));
	take_set(left, set_of(graph, inner), graph->words);
	for (int32_t i = graph->wholes - 1; i >= 0; i--)
		if (is_within(set_of(graph, by_size[i]), left, graph->words))
		{
			sums_add_part(sums, graph->whole[by_size[i]], graph->host);
			take_set(left, set_of(graph, by_size[i]), graph->words);
		}
	add_leaves(graph, left, sums);
}

/* Returns the wholes by their number of leaves, those of equal number as before. */
static int32_t *
order_by_size(const Graph *graph)
{
	int32_t    *order = allocate_zeros(graph->host, (size_t) graph->wholes, sizeof(int32_t));
	int32_t    *next = allocate_zeros(graph->host, (size_t) graph->leaves + 1, sizeof(int32_t));

	for (int32_t i = 0; i < graph->wholes; i++)
		next[graph->size[i] + 1]++;
	for (int32_t i = 0; i < graph->leaves; i++)
		next[i + 1] += next[i];
	for (int32_t i = 0; i < graph->wholes; i++)
		order[next[graph->size[i]]++] = i;
	graph->host->release(next);
	return order;
}

static void
add_wholes_within(const Graph *graph, int32_t whole, const int32_t *by_size,
				  Word *left, Sums *sums)
{
	for (int32_t inner = 0; inner < graph->wholes; inner++)
		if (inner != whole && !has_member(reach_of(graph, whole), inner) &&
			!has_member(reach_of(graph, inner), whole) &&
			is_within(set_of(graph, inner), set_of(graph, whole), graph->words))
			add_whole_within(graph, whole, inner, by_size, left, sums);
}

/* Returns the sums of a graph without circles. */
Sums
partitions_of_wholes(const CellLink *links, int32_t count, int32_t nodes,
					 const Host *host)
{
	Sums		sums = {0};
	Graph		graph;
	int32_t    *by_size;
	Word	   *left;

	read_graph(&graph, links, count, nodes, host);
	by_size = order_by_size(&graph);
	left = allocate_zeros(host, (size_t) graph.words, sizeof(Word));
	for (int32_t whole = 0; whole < graph.wholes; whole++)
	{
		host->check_for_interrupts();
		if (add_parts(&graph, whole, &sums))
		{
			sums_start(&sums, graph.whole[whole], host);
			add_leaves(&graph, set_of(&graph, whole), &sums);
		}
		add_wholes_within(&graph, whole, by_size, left, &sums);
	}
	host->release(left);
	host->release(by_size);
	release_graph(&graph);
	return sums;
}
