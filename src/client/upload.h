/* SPDX-License-Identifier: PostgreSQL */
/*
 * upload.h - a file, sent to the server as a large object
 */
#ifndef CFSPERF_UPLOAD_H
#define CFSPERF_UPLOAD_H

#include <stdbool.h>

#include "client/exit_status.h"
#include "client/session.h"

#define UPLOAD_OID_SIZE 12

extern const char *upload_name(const char *path);
extern bool upload_readable(const char *path);
extern Outcome upload(Session *session, const char *path,
					  char object[UPLOAD_OID_SIZE]);

#endif							/* CFSPERF_UPLOAD_H */
