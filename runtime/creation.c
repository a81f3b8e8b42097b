/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/creation.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "runtime/spec.h"

#define FIRST_FD 3    /* SD_LISTEN_FDS_START */
#define MAX_FDS 1024u /* no more than a process may have by default */

void creation_release(struct creation *c)
{
	free(c->fds);
	free(c->config);
	free(c->pid_file);
}

static fallible take_fds(uint64_t len, struct creation *c)
{
	if (len > MAX_FDS)
		return err_new(&ERR_USAGE,
			       "option --preserve-fds: at most %u descriptors",
			       MAX_FDS);
	c->fds = mem_alloc_array((size_t)len + 1, sizeof(*c->fds));
	for (size_t i = 0; i < len; i++)
		c->fds[i] = FIRST_FD + (int)i;
	c->cfg.fds =
		(struct container_fds){ .fds = c->fds, .len = (size_t)len };
	return NULL;
}

static fallible read_config(const char *path, struct creation *c)
{
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	auto_buf struct buf text = { 0 };
	struct err *e;

	if (fd < 0)
		return err_sys("open '%s'", path);
	e = fs_read_fd(fd, SPEC_MAX_BYTES, &text);
	if (e)
		return err_wrap(e, "read '%s'", path);
	c->config = mem_strndup(text.data, text.len);
	c->cfg.config = c->config;
	return NULL;
}

/* Written by a process that may have left our working directory. */
static fallible make_absolute(const char *path, char **ret)
{
	auto_free char *here = NULL;

	if (path[0] == '/') {
		*ret = mem_strdup(path);
		return NULL;
	}
	here = getcwd(NULL, 0);
	if (!here)
		return err_sys("find the current folder");
	*ret = mem_printf("%s/%s", here, path);
	return NULL;
}

static fallible take_options(uint64_t fds_len, const char *config,
			     const char *pid_file, struct creation *c)
{
	struct err *e = take_fds(fds_len, c);

	if (!e && config)
		e = read_config(config, c);
	if (!e && pid_file)
		e = make_absolute(pid_file, &c->pid_file);
	c->cfg.pid_file = c->pid_file;
	return e;
}

fallible creation_parse(const struct command_defaults *d, int argc, char **argv,
			bool runs, struct creation *ret)
{
	struct container_config *cfg = &ret->cfg;
	const char *config = NULL, *pid_file = NULL;
	uint64_t fds_len = 0;
	const struct opt opts[] = {
		COMMAND_ROOT(cfg->root),
		{ "bundle", 'b', OPT_TEXT, &cfg->bundle, "DIR",
		  "the folder with config.json" },
		{ "config", 'f', OPT_TEXT, &config, "FILE",
		  "the config.json to use instead of the bundle's" },
		{ "init", 0, OPT_FLAG, &cfg->init, NULL,
		  "run the program under a small first process" },
		{ "pid-file", 0, OPT_TEXT, &pid_file, "FILE",
		  "where to write the pid of its first process" },
		{ "preserve-fds", 0, OPT_UINT, &fds_len, "N",
		  "hand in descriptors from 3 on, as LISTEN_FDS" },
		{ runs ? "detach" : NULL, 'd', OPT_FLAG, &ret->detach, NULL,
		  "leave it running, with a log" },
		{ 0 },
	};
	int first = 0;
	struct err *e;

	*cfg = (struct container_config){ .root = d->root, .bundle = "." };
	e = opt_parse(argc, argv, opts, false, &first);
	if (!e)
		e = command_check_operands(argv[0], argc - first, 1, 1);
	if (e)
		return e;
	cfg->id = argv[first];
	return take_options(fds_len, config, pid_file, ret);
}
