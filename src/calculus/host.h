/*
 * host.h - what long calculations need of the program that they run in
 *
 * The calculus includes no header of the server.  A function that needs memory
 * or runs over so much data that it must be interruptible takes a Host.
 */
#ifndef CFSPERF_HOST_H
#define CFSPERF_HOST_H

#include <stddef.h>

typedef struct Host
{
	void	   *(*allocate) (size_t size);	/* does not return without memory */
	void		(*release) (void *memory);
	void		(*check_for_interrupts) (void); /* may not return */
} Host;

#endif							/* CFSPERF_HOST_H */
