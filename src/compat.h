/* SPDX-License-Identifier: PostgreSQL */
/*
 * compat.h - every difference between server versions, and nothing else
 *
 * PostgreSQL 15 to 19.  Include it after postgres.h.
 */
#ifndef CFSPERF_COMPAT_H
#define CFSPERF_COMPAT_H

#if PG_VERSION_NUM < 150000
#error "cfsperf needs PostgreSQL 15 or later"
#endif

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#else

/* soft errors came with 16: before, an input error is always an error */
#define ereturn(context, dummy_value, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
		return (dummy_value); \
	} while (0)
#endif

#if PG_VERSION_NUM >= 180000
#define CFS_NORETURN	pg_noreturn
#else
#define CFS_NORETURN	__attribute__((noreturn))
#endif

/* the process to which a temporary schema belongs, or NULL */
#if PG_VERSION_NUM >= 170000
#define TempNamespaceProc(schema) \
	ProcNumberGetProc(GetTempNamespaceProcNumber(schema))
#else
#define TempNamespaceProc(schema) \
	BackendIdGetProc(GetTempNamespaceBackendId(schema))
#endif

#endif							/* CFSPERF_COMPAT_H */
