/* SPDX-License-Identifier: PostgreSQL */
/*
 * interrupt.c - signals that end the program, at a moment of its choosing
 *
 * While it connects, a signal ends the program at once. Later signals are
 * blocked but for the time that it waits, so that none is missed between
 * looking for one and waiting, and a transaction can be ended in good order.
 */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include "client/interrupt.h"
#include "client/terminal.h"

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};

#define ENDING_COUNT ((int) (sizeof(ending) / sizeof(ending[0])))

static volatile sig_atomic_t last_signal = 0;
static volatile sig_atomic_t signal_count = 0;
static const char *parting = "";
static sigset_t unblocked;		/* what was blocked when the program began */

static void
end_at_once(int number)
{
	terminal_restore();
	if (write(STDERR_FILENO, parting, strlen(parting)) < 0)
		_exit(128 + number);	/* nobody to tell */
	_exit(128 + number);
}

static void
note_signal(int number)
{
	last_signal = number;
	signal_count++;
}

/* Leaves alone what the caller has ignored, as nohup and "&" do. */
static void
handle_by(void (*handler) (int))
{
	for (int i = 0; i < ENDING_COUNT; i++)
	{
		struct sigaction action;

		if (sigaction(ending[i], NULL, &action) == 0
			&& action.sa_handler == SIG_IGN)
			continue;
		memset(&action, 0, sizeof(action));
		action.sa_handler = handler;
		sigemptyset(&action.sa_mask);
		sigaction(ending[i], &action, NULL);
	}
}

/* Lets signals end the program, with the message, a line, as its last words. */
void
interrupt_at_once(const char *message)
{
	parting = message;
	handle_by(end_at_once);
}

/* Keeps signals back until interrupt_wait() or interrupt_signal(). */
void
interrupt_later(void)
{
	sigset_t	blocked;

	sigemptyset(&blocked);
	for (int i = 0; i < ENDING_COUNT; i++)
		sigaddset(&blocked, ending[i]);
	sigprocmask(SIG_BLOCK, &blocked, &unblocked);
	handle_by(note_signal);
}

/* Returns the last signal that has come, 0 for none. */
int
interrupt_signal(void)
{
	struct timespec no_time = {0, 0};

	(void) pselect(0, NULL, NULL, NULL, &no_time, &unblocked);
	return last_signal;
}

/* Returns how many have come: who sends a second one is in a hurry. */
int
interrupt_count(void)
{
	return signal_count;
}

/*
 * Waits until there is something to read, or room to write, or a signal, or
 * until the time is up; a negative time is none. False where waiting failed.
 */
bool
interrupt_wait(int descriptor, bool also_writable, long milliseconds)
{
	fd_set		readable;
	fd_set		writable;
	struct timespec limit;

	if (descriptor < 0 || descriptor >= FD_SETSIZE)
		return false;
	FD_ZERO(&readable);
	FD_ZERO(&writable);
	FD_SET(descriptor, &readable);
	if (also_writable)
		FD_SET(descriptor, &writable);
	limit.tv_sec = milliseconds / 1000;
	limit.tv_nsec = milliseconds % 1000 * 1000000;
	return pselect(descriptor + 1, &readable, &writable, NULL,
				   milliseconds < 0 ? NULL : &limit, &unblocked) >= 0
		|| errno == EINTR;
}
