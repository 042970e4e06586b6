/* SPDX-License-Identifier: PostgreSQL */
/*
 * area_name.c - the name of an area on the wire
 *
 * It goes in UTF-8 behind its length (int32), whatever the encoding of server
 * and client, so that no setting changes what is stored.
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"

#include "types/area_name.h"

void
area_name_send(StringInfo message, const char *name, int32 length)
{
	char	   *sent = pg_server_to_any(name, length, PG_UTF8);

	if (sent != name)
		length = (int32) strlen(sent);
	pq_sendint32(message, (uint32) length);
	pq_sendbytes(message, sent, length);
}

/* without terminator: it stands in the message, or in memory of its own */
char *
area_name_receive(StringInfo message, int32 *length)
{
	const char *bytes;
	char	   *name;

	*length = (int32) pq_getmsgint(message, 4);
	bytes = pq_getmsgbytes(message, *length);
	name = pg_any_to_server(bytes, *length, PG_UTF8);
	if (name != bytes)
		*length = (int32) strlen(name);
	return name;
}
