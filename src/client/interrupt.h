/* SPDX-License-Identifier: PostgreSQL */
/*
 * interrupt.h - signals that end the program, at a moment of its choosing
 */
#ifndef CFSPERF_INTERRUPT_H
#define CFSPERF_INTERRUPT_H

#include <stdbool.h>

extern void interrupt_at_once(const char *message);
extern void interrupt_later(void);
extern int	interrupt_signal(void);
extern int	interrupt_count(void);
extern bool interrupt_wait(int descriptor, bool also_writable,
						   long milliseconds);

#endif							/* CFSPERF_INTERRUPT_H */
