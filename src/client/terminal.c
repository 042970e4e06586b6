/* SPDX-License-Identifier: PostgreSQL */
/*
 * terminal.c - the terminal, where there is one
 */
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "client/terminal.h"

static struct termios before;	/* what is to be restored */
static volatile int silenced = -1;	/* the terminal that does not echo */

/* Returns the number of columns, 0 where the descriptor is no terminal. */
int
terminal_width(int descriptor)
{
	struct winsize size;

	if (!isatty(descriptor))
		return 0;
	if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return 80;
	return size.ws_col;
}

/* Makes the terminal echo again; safe in a signal handler. */
void
terminal_restore(void)
{
	if (silenced >= 0)
		tcsetattr(silenced, TCSAFLUSH, &before);
	silenced = -1;
}

static void
write_all(int descriptor, const char *text)
{
	size_t		length = strlen(text);

	while (length > 0)
	{
		ssize_t		n = write(descriptor, text, length);

		if (n <= 0)
			return;
		text += n;
		length -= (size_t) n;
	}
}

/*
 * Asks for a password at the terminal that the program was started from,
 * wherever its input and output go. False where there is none; what does not
 * fit is cut off.
 */
bool
terminal_password(const char *prompt, char *password, size_t size)
{
	int			terminal = open("/dev/tty", O_RDWR | O_NOCTTY);
	struct termios quiet;
	size_t		length = 0;
	char		c;

	if (terminal < 0)
		return false;
	if (tcgetattr(terminal, &before) == 0)
	{
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t) ECHO;
		silenced = terminal;
		tcsetattr(terminal, TCSAFLUSH, &quiet);
	}
	write_all(terminal, prompt);
	while (read(terminal, &c, 1) == 1 && c != '\n')
	{
		if (length + 1 < size)
			password[length++] = c;
	}
	password[length] = '\0';
	terminal_restore();
	write_all(terminal, "\n");
	close(terminal);
	return true;
}
