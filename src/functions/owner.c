/* SPDX-License-Identifier: PostgreSQL */
/*
 * owner.c - the rights with which a framework is upgraded
 *
 * A framework's owner decides what its tables and views call.  Whoever else may
 * upgrade it, a superuser above all, does so with the owner's rights, in what
 * the server calls a security-restricted operation, as REFRESH MATERIALIZED
 * VIEW and CREATE INDEX do: what the owner left there cannot take the caller's
 * rights by SET ROLE, a deferred trigger or a temporary object.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/proc.h"
#include "storage/procarray.h"
#include "storage/sinvaladt.h"
#include "utils/acl.h"
#include "utils/guc.h"
#include "utils/syscache.h"

#include "compat.h"

PG_FUNCTION_INFO_V1(upgrade_as_owner);
PG_FUNCTION_INFO_V1(temp_schema_pid);

static Oid
schema_owner(Oid schema)
{
	HeapTuple	tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(schema));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for schema %u", schema);
	owner = ((Form_pg_namespace) GETSTRUCT(tuple))->nspowner;
	ReleaseSysCache(tuple);
	return owner;
}

/*
 * upgrade_as_owner(framework): call upgrade_own_framework as the owner of the
 * schema, whose rights the caller must have
 */
Datum
upgrade_as_owner(PG_FUNCTION_ARGS)
{
	Name		framework = PG_GETARG_NAME(0);
	Oid			owner = schema_owner(get_namespace_oid(NameStr(*framework), false));
	Oid			types[] = {NAMEOID};
	Datum		values[] = {NameGetDatum(framework)};
	Oid			caller;
	int			context;
	int			settings;

	if (!has_privs_of_role(GetUserId(), owner))
		aclcheck_error(ACLCHECK_NOT_OWNER, OBJECT_SCHEMA, NameStr(*framework));

	/* an error restores all three with the transaction */
	GetUserIdAndSecContext(&caller, &context);
	SetUserIdAndSecContext(owner, context | SECURITY_RESTRICTED_OPERATION);
	settings = NewGUCNestLevel();

	SPI_connect();
	SPI_execute_with_args("CALL cfsperf_internal.upgrade_own_framework($1)", 1, types,
						  values, NULL, false, 0);
	SPI_finish();

	AtEOXact_GUC(false, settings);
	SetUserIdAndSecContext(caller, context);
	PG_RETURN_NULL();
}

/*
 * temp_schema_pid(schema): process id of the session whose temporary schema it
 * is.  NULL for any other schema, and for one whose session has ended.
 */
Datum
temp_schema_pid(PG_FUNCTION_ARGS)
{
	Oid			schema = PG_GETARG_OID(0);
	PGPROC	   *proc = TempNamespaceProc(schema);

	if (proc == NULL || proc->databaseId != MyDatabaseId ||
		proc->tempNamespaceId != schema)
		PG_RETURN_NULL();
	PG_RETURN_INT32(proc->pid);
}
