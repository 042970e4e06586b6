/* SPDX-License-Identifier: PostgreSQL */
/*
 * host.h - what long calculations need of the program that they run in
 *
 * The calculus includes no header of the server.  A function that needs memory
 * or runs over so much data that it must be interruptible takes a Host.
 */
#ifndef CFSPERF_HOST_H
#define CFSPERF_HOST_H

#include <stddef.h>
#include <string.h>

typedef struct Host
{
	void	   *(*allocate) (size_t size);	/* does not return without memory */
	void		(*release) (void *memory);
	void		(*check_for_interrupts) (void); /* may not return */
} Host;

/* memory for that many of a size, all zero; never none at all */
static inline void *
allocate_zeros(const Host *host, size_t count, size_t size)
{
	void	   *result = host->allocate((count + 1) * size);

	memset(result, 0, (count + 1) * size);
	return result;
}

#endif							/* CFSPERF_HOST_H */
