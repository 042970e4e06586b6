/* SPDX-License-Identifier: PostgreSQL */
/*
 * terminal.h - the terminal, where there is one
 */
#ifndef CFSPERF_TERMINAL_H
#define CFSPERF_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

extern int	terminal_width(int descriptor);
extern bool terminal_password(const char *prompt, char *password, size_t size);
extern void terminal_restore(void);

#endif							/* CFSPERF_TERMINAL_H */
