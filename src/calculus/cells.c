/* SPDX-License-Identifier: PostgreSQL */
/*
 * cells.c - wholes and parts as lists
 *
 * Links make a directed graph of nodes (areas or measures) from wholes to
 * parts.  A part may have several wholes, and a whole may name both a part and
 * parts of that part: its leaves are a set, so that nothing is counted twice.
 */
#include "calculus/cells.h"

#include <string.h>

/* for qsort(): ascending */
int
compare_int32(const void *a, const void *b)
{
	int32_t		x = *(const int32_t *) a;
	int32_t		y = *(const int32_t *) b;

	return (x > y) - (x < y);
}

static int32_t *
integers(int64_t count, const Host *host)
{
	int32_t    *result = host->allocate((size_t) (count + 1) * sizeof(int32_t));

	memset(result, 0, (size_t) (count + 1) * sizeof(int32_t));
	return result;
}

/* Returns the direct parts of each node, in the order of the links. */
NodeLists
parts_of_nodes(const CellLink *links, int32_t count, int32_t nodes,
			   const Host *host)
{
	NodeLists	parts = {integers(nodes + 1, host), integers(count, host)};
	int32_t    *next = integers(nodes, host);

	for (int32_t i = 0; i < count; i++)
		parts.start[links[i].whole + 1]++;
	for (int32_t node = 0; node < nodes; node++)
		parts.start[node + 1] += parts.start[node];
	memcpy(next, parts.start, (size_t) nodes * sizeof(int32_t));
	for (int32_t i = 0; i < count; i++)
		parts.list[next[links[i].whole]++] = links[i].part;
	host->release(next);
	return parts;
}

void
release_node_lists(NodeLists *lists, const Host *host)
{
	host->release(lists->start);
	host->release(lists->list);
}

/*
 * Takes away nodes that are part of none, then those whose wholes are gone;
 * what is left of "wholes" (the number of each node's) is above zero for nodes
 * of circles and what hangs on them.  Returns how many went.
 */
static int32_t
take_away_tops(const NodeLists *parts, int32_t *wholes, int32_t nodes,
			   const Host *host)
{
	int32_t    *queue = integers(nodes, host);
	int32_t		queued = 0;
	int32_t		taken = 0;

	for (int32_t node = 0; node < nodes; node++)
		if (wholes[node] == 0)
			queue[queued++] = node;
	while (taken < queued)
	{
		int32_t		node = queue[taken++];

		for (int32_t i = parts->start[node]; i < parts->start[node + 1]; i++)
			if (--wholes[parts->list[i]] == 0)
				queue[queued++] = parts->list[i];
	}
	host->release(queue);
	return taken;
}

/* Goes from a node that is left to a whole that is left until one comes again. */
static int32_t
walk_to_circle(const CellLink *links, int32_t count, const int32_t *wholes,
			   int32_t nodes, const Host *host)
{
	int32_t    *whole_of = integers(nodes, host);
	int32_t    *visits = integers(nodes, host);
	int32_t		node = 0;

	for (int32_t i = 0; i < count; i++)
		if (wholes[links[i].whole] > 0)
			whole_of[links[i].part] = links[i].whole;
	while (wholes[node] == 0)
		node++;
	while (visits[node]++ == 0)
		node = whole_of[node];
	host->release(visits);
	host->release(whole_of);
	return node;
}

/* Returns a node that is a part of itself, by whatever way round, or -1. */
int32_t
node_in_itself(const CellLink *links, int32_t count, int32_t nodes,
			   const Host *host)
{
	NodeLists	parts = parts_of_nodes(links, count, nodes, host);
	int32_t    *wholes = integers(nodes, host);
	int32_t		found = -1;

	for (int32_t i = 0; i < count; i++)
		wholes[links[i].part]++;
	if (take_away_tops(&parts, wholes, nodes, host) < nodes)
		found = walk_to_circle(links, count, wholes, nodes, host);
	host->release(wholes);
	release_node_lists(&parts, host);
	return found;
}

/* what the search for leaves keeps between nodes */
typedef struct LeafSearch
{
	const NodeLists *parts;
	int32_t    *seen;			/* by which search + 1 a node was seen last */
	int32_t    *stack;
} LeafSearch;

/* Writes a node's leaves, itself where it has no parts; returns how many. */
static int32_t
find_leaves(LeafSearch *search, int32_t from, int32_t *leaves)
{
	int32_t		depth = 0;
	int32_t		found = 0;

	search->stack[depth++] = from;
	search->seen[from] = from + 1;
	while (depth > 0)
	{
		int32_t		node = search->stack[--depth];
		int32_t		end = search->parts->start[node + 1];

		if (search->parts->start[node] == end)
		{
			if (leaves != NULL)
				leaves[found] = node;
			found++;
		}
		for (int32_t i = search->parts->start[node]; i < end; i++)
		{
			int32_t		part = search->parts->list[i];

			if (search->seen[part] != from + 1)
			{
				search->seen[part] = from + 1;
				search->stack[depth++] = part;
			}
		}
	}
	return found;
}

/* Returns the leaves of each node of a graph without circles. */
NodeLists
leaves_of_nodes(const CellLink *links, int32_t count, int32_t nodes,
				const Host *host)
{
	NodeLists	parts = parts_of_nodes(links, count, nodes, host);
	LeafSearch	search = {&parts, integers(nodes, host), integers(nodes, host)};
	NodeLists	leaves = {integers(nodes + 1, host), NULL};

	for (int32_t node = 0; node < nodes; node++)
		leaves.start[node + 1] = leaves.start[node] +
			find_leaves(&search, node, NULL);
	leaves.list = integers(leaves.start[nodes], host);
	memset(search.seen, 0, (size_t) nodes * sizeof(int32_t));
	for (int32_t node = 0; node < nodes; node++)
	{
		host->check_for_interrupts();
		find_leaves(&search, node, leaves.list + leaves.start[node]);
	}
	host->release(search.seen);
	host->release(search.stack);
	release_node_lists(&parts, host);
	return leaves;
}
