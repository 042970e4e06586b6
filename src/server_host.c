/* SPDX-License-Identifier: PostgreSQL */
/*
 * server_host.c - the server as the host of long calculations
 *
 * Memory is of the current context, so that an error releases it.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "server_host.h"

static void *
allocate(size_t size)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, size);
}

static void
release(void *memory)
{
	pfree(memory);
}

static void
check_for_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

const Host	server_host = {
	.allocate = allocate,
	.release = release,
	.check_for_interrupts = check_for_interrupts
};
