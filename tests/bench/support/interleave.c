/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * interleave [--rounds N] [--warmup N] [--prepare SCRIPT] -- NAME COMMAND...
 *            [-- NAME COMMAND...]...
 *
 * Times commands in turn: each round runs every one once, beginning with
 * another each time, so that whatever else goes on here meets them all. Prints
 * for each the median, the 10th and the 90th percentile of its time from fork
 * to wait, the median of its CPU time and its largest memory, and how the
 * others compare with the first, pair by pair. SCRIPT is run by sh before each,
 * untimed, with the name as $1. A command that fails ends it all, and what it
 * wrote to standard error is shown.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/err.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/opt.h"

#define ROUNDS_MAX 1000000
#define SAID_MAX_BYTES 65536

struct contender {
	const char *name;
	char **argv;
	double *wall_ms; /* by round */
	double *cpu_ms;
	long memory_kib; /* the largest */
};

struct contest {
	struct contender *contenders;
	size_t len;
	uint64_t rounds;
	uint64_t warmup;
	const char *prepare;
	int null;
	int said; /* a file in memory: standard error of the last command */
};

static void contest_release(struct contest *c)
{
	for (size_t i = 0; i < c->len; i++) {
		free(c->contenders[i].wall_ms);
		free(c->contenders[i].cpu_ms);
	}
	free(c->contenders);
	cleanup_close(&c->null);
	cleanup_close(&c->said);
}
#define auto_contest __attribute__((cleanup(contest_release)))

static double now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double to_ms(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static fallible failure(const struct contest *c, const char *what, int status)
{
	auto_buf struct buf said = { 0 };
	struct err *e;

	if (lseek(c->said, 0, SEEK_SET) < 0)
		return err_sys("rewind");
	e = fs_read_fd(c->said, SAID_MAX_BYTES, &said);
	if (e)
		return e;
	return err_new(&ERR_INPUT, "'%s' failed with wait status %#x: %.*s",
		       what, (unsigned)status,
		       STR_FMT(str_trim(buf_str(&said))));
}

/* Run @argv to its end, without its output. */
static fallible run(const struct contest *c, char *const argv[],
		    struct rusage *ret)
{
	posix_spawn_file_actions_t to;
	int status;
	pid_t pid;

	if (ftruncate(c->said, 0) < 0 || lseek(c->said, 0, SEEK_SET) < 0)
		return err_sys("empty a file in memory");
	(void)posix_spawn_file_actions_init(&to);
	(void)posix_spawn_file_actions_adddup2(&to, c->null, STDIN_FILENO);
	(void)posix_spawn_file_actions_adddup2(&to, c->null, STDOUT_FILENO);
	(void)posix_spawn_file_actions_adddup2(&to, c->said, STDERR_FILENO);
	errno = posix_spawnp(&pid, argv[0], &to, NULL, argv, environ);
	(void)posix_spawn_file_actions_destroy(&to);
	if (errno)
		return err_sys("run '%s'", argv[0]);
	while (wait4(pid, &status, 0, ret) < 0)
		if (errno != EINTR)
			return err_sys("wait for '%s'", argv[0]);
	return status ? failure(c, argv[0], status) : NULL;
}

static fallible prepare(const struct contest *c, const struct contender *who)
{
	char *const argv[] = { (char *)"sh",       (char *)"-ec",
			       (char *)c->prepare, (char *)"prepare",
			       (char *)who->name,  NULL };
	struct rusage ignored;

	return c->prepare ? run(c, argv, &ignored) : NULL;
}

/* @round counts from -warmup; below 0 nothing is noted. */
static fallible time_once(const struct contest *c, struct contender *who,
			  int64_t round)
{
	struct rusage used;
	double begin;
	double end;
	struct err *e;

	e = prepare(c, who);
	if (e)
		return err_wrap(e, "prepare '%s'", who->name);
	begin = now_ms();
	e = run(c, who->argv, &used);
	end = now_ms();
	if (e)
		return err_wrap(e, "'%s'", who->name);
	if (round < 0)
		return NULL;
	who->wall_ms[round] = end - begin;
	who->cpu_ms[round] = to_ms(used.ru_utime) + to_ms(used.ru_stime);
	if (used.ru_maxrss > who->memory_kib)
		who->memory_kib = used.ru_maxrss;
	return NULL;
}

static fallible hold(const struct contest *c)
{
	for (int64_t r = -(int64_t)c->warmup; r < (int64_t)c->rounds; r++) {
		for (size_t i = 0; i < c->len; i++) {
			size_t turn =
				(i + (size_t)(r + (int64_t)c->warmup)) % c->len;
			struct err *e = time_once(c, &c->contenders[turn], r);

			if (e)
				return e;
		}
	}
	return NULL;
}

static int compare_doubles(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return (*x > *y) - (*x < *y);
}

/* The middle, and the tenth at either end, of @n values. */
struct spread {
	double p10, median, p90;
};

static struct spread spread_of(const double *values, size_t n)
{
	auto_free double *sorted = mem_dup(values, n * sizeof(*values));

	qsort(sorted, n, sizeof(*sorted), compare_doubles);
	return (struct spread){
		.p10 = sorted[(n - 1) / 10],
		.median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
		.p90 = sorted[(n - 1) - (n - 1) / 10],
	};
}

static struct spread ratio_of(const struct contender *a,
			      const struct contender *b, size_t n)
{
	auto_free double *ratios = mem_alloc_array(n, sizeof(*ratios));

	for (size_t i = 0; i < n; i++)
		ratios[i] = a->wall_ms[i] / b->wall_ms[i];
	return spread_of(ratios, n);
}

static void print_results(const struct contest *c)
{
	const struct contender *first = &c->contenders[0];

	printf("%-20s %10s %10s %10s %10s %9s   %s (p10 - p90)\n", "ms",
	       "median", "p10", "p90", "cpu", "KiB", "to the first");
	for (size_t i = 0; i < c->len; i++) {
		const struct contender *who = &c->contenders[i];
		struct spread wall = spread_of(who->wall_ms, c->rounds);
		struct spread cpu = spread_of(who->cpu_ms, c->rounds);
		struct spread ratio = ratio_of(who, first, c->rounds);

		printf("%-20s %10.3f %10.3f %10.3f %10.3f %9ld   ", who->name,
		       wall.median, wall.p10, wall.p90, cpu.median,
		       who->memory_kib);
		printf("%.3f (%.3f - %.3f)\n", ratio.median, ratio.p10,
		       ratio.p90);
	}
}

/* Cut @argv at each "--". */
static fallible read_contenders(char **argv, struct contest *c)
{
	size_t cap = 0;

	while (*argv) {
		struct contender who = { .name = argv[0], .argv = argv + 1 };

		if (!argv[1] || !strcmp(argv[1], "--"))
			return err_new(&ERR_USAGE, "'%s' has no command",
				       argv[0]);
		while (*argv && strcmp(*argv, "--") != 0)
			argv++;
		if (*argv)
			*argv++ = NULL;
		who.wall_ms = mem_alloc_array(c->rounds, sizeof(double));
		who.cpu_ms = mem_alloc_array(c->rounds, sizeof(double));
		c->contenders = mem_grow(c->contenders, c->len, &cap,
					 sizeof(*c->contenders));
		c->contenders[c->len++] = who;
	}
	if (!c->len)
		return err_new(&ERR_USAGE, "nothing to time");
	return NULL;
}

static fallible start(int argc, char **argv)
{
	auto_contest struct contest c = {
		.rounds = 20, .warmup = 1, .null = -1, .said = -1
	};
	const struct opt opts[] = {
		{ "rounds", 'n', OPT_UINT, &c.rounds, "N", "" },
		{ "warmup", 'w', OPT_UINT, &c.warmup, "N", "" },
		{ "prepare", 'p', OPT_TEXT, &c.prepare, "SCRIPT", "" },
		{ 0 },
	};
	int operands;
	struct err *e;

	e = opt_parse(argc, argv, opts, true, &operands);
	if (e)
		return e;
	if (c.rounds < 1 || c.rounds > ROUNDS_MAX || c.warmup > ROUNDS_MAX)
		return err_new(&ERR_USAGE, "so many rounds cannot be");
	e = read_contenders(argv + operands, &c);
	if (e)
		return e;
	c.null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (c.null < 0)
		return err_sys("open '/dev/null'");
	c.said = memfd_create("said", MFD_CLOEXEC);
	if (c.said < 0)
		return err_sys("make a file in memory");
	e = hold(&c);
	if (e)
		return e;
	print_results(&c);
	return NULL;
}

int main(int argc, char **argv)
{
	return err_report(start(argc, argv));
}
