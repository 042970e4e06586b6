/* SPDX-License-Identifier: PostgreSQL */
/*
 * disk_full.c - a disk with so much space, for a server started with LD_PRELOAD
 *
 * While there is a file CFSPERF_DISK_SPACE its length is the space, in bytes,
 * that is left below the directory CFSPERF_DISK.  What makes a file there
 * longer takes from it, and fails with "no space left on device" where there
 * is too little.  Without the file there is no end of space.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int
is_on_disk(int fd)
{
	const char *disk = getenv("CFSPERF_DISK");
	char		link[64];
	char		path[PATH_MAX];
	ssize_t		length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, sizeof(path) - 1);
	if (disk == NULL || length < 0)
		return 0;
	path[length] = '\0';
	return strncmp(path, disk, strlen(disk)) == 0;
}

/* whether a file may be written up to "end"; takes what it needs of the space */
static int
has_space(int fd, off_t end)
{
	const char *name = getenv("CFSPERF_DISK_SPACE");
	struct stat space;
	struct stat file;
	off_t		needed;

	if (name == NULL || stat(name, &space) != 0 || !is_on_disk(fd) ||
		fstat(fd, &file) != 0)
		return 1;
	needed = end - file.st_size;
	if (needed <= 0)
		return 1;
	if (needed <= space.st_size)
		return truncate(name, space.st_size - needed) == 0;
	errno = ENOSPC;
	return 0;
}

static off_t
length_of(const struct iovec *parts, int count)
{
	off_t		length = 0;

	for (int i = 0; i < count; i++)
		length += (off_t) parts[i].iov_len;
	return length;
}

#define NEXT(type, name)	((type) dlsym(RTLD_NEXT, name))

typedef ssize_t (*Pwrite) (int, const void *, size_t, off_t);
typedef ssize_t (*Pwritev) (int, const struct iovec *, int, off_t);
typedef int (*Fallocate) (int, off_t, off_t);

ssize_t
pwrite(int fd, const void *data, size_t length, off_t at)
{
	if (!has_space(fd, at + (off_t) length))
		return -1;
	return NEXT(Pwrite, "pwrite") (fd, data, length, at);
}

ssize_t
pwrite64(int fd, const void *data, size_t length, off_t at)
{
	return pwrite(fd, data, length, at);
}

ssize_t
pwritev(int fd, const struct iovec *parts, int count, off_t at)
{
	if (!has_space(fd, at + length_of(parts, count)))
		return -1;
	return NEXT(Pwritev, "pwritev") (fd, parts, count, at);
}

ssize_t
pwritev64(int fd, const struct iovec *parts, int count, off_t at)
{
	return pwritev(fd, parts, count, at);
}

int
posix_fallocate(int fd, off_t at, off_t length)
{
	if (!has_space(fd, at + length))
		return ENOSPC;
	return NEXT(Fallocate, "posix_fallocate") (fd, at, length);
}

int
posix_fallocate64(int fd, off_t at, off_t length)
{
	return posix_fallocate(fd, at, length);
}
