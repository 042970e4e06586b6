/* SPDX-License-Identifier: PostgreSQL */
/*
 * server_host.h - the server as the host of long calculations
 */
#ifndef CFSPERF_SERVER_HOST_H
#define CFSPERF_SERVER_HOST_H

#include "calculus/host.h"

extern const Host server_host;

#endif							/* CFSPERF_SERVER_HOST_H */
