/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <fcntl.h>
#include <inttypes.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/num.h"
#include "lib/opt.h"
#include "runtime/container/container_control.h"

/* An option, and the field of linux.resources it stands for. */
struct limit {
	const char *section;
	const char *key;
	bool is_text;
	struct opt opt;
};

enum { LIMITS = 15 };

/* The options say the same as a file could, and so become one. */
static fallible write_resources(const struct limit *limits, struct buf *out)
{
	struct json_writer w = { .out = out };
	const char *section = NULL;

	json_open_object(&w, NULL);
	for (size_t i = 0; i < LIMITS; i++) {
		const struct limit *l = &limits[i];
		const char *text = *(const char **)l->opt.ret;
		int64_t value = 0;

		if (!text)
			continue;
		if (!l->is_text &&
		    !num_parse_int(str_of(text), INT64_MIN, INT64_MAX, &value))
			return err_new(&ERR_USAGE,
				       "option --%s: '%s' is not a number",
				       l->opt.name, text);
		if (section && strcmp(section, l->section) != 0)
			json_close_object(&w);
		if (!section || strcmp(section, l->section) != 0)
			json_open_object(&w, l->section);
		section = l->section;
		if (l->is_text)
			json_put_text(&w, l->key, text);
		else
			json_put_int(&w, l->key, value);
	}
	if (section)
		json_close_object(&w);
	json_close_object(&w);
	return section ? NULL
		       : err_new(&ERR_USAGE, "update: nothing is to change");
}

static fallible read_resources(const char *path, struct buf *out)
{
	auto_close int fd = -1;
	struct err *e;

	if (str_is(str_of(path), "-"))
		return fs_read_fd(STDIN_FILENO, SPEC_MAX_BYTES, out);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_sys("open '%s'", path);
	e = fs_read_fd(fd, SPEC_MAX_BYTES, out);
	return e ? err_wrap(e, "read '%s'", path) : NULL;
}

static fallible update(const char *root, const char *id, const char *file,
		       struct str text)
{
	auto_spec struct spec s = { 0 };
	struct err *e = spec_parse_resources(text, file, &s);

	return e ? e : container_update(root, id, &s.resources);
}

#define OPTION(name, variable, help)                                           \
	{                                                                      \
		name, 0, OPT_TEXT, &(variable), "N", help                      \
	}

fallible cmd_update_limits(const struct command_defaults *d, int argc,
			   char **argv, int *ret_status)
{
	const char *root = d->root, *file = NULL, *v[LIMITS] = { 0 };
	const struct limit limits[LIMITS] = {
		{ "memory", "limit", false,
		  OPTION("memory", v[0], "bytes of memory") },
		{ "memory", "reservation", false,
		  OPTION("memory-reservation", v[1], "bytes to be left") },
		{ "memory", "swap", false,
		  OPTION("memory-swap", v[2], "bytes of memory and swap") },
		{ "memory", "kernel", false,
		  OPTION("kernel-memory", v[3], "bytes of the kernel's") },
		{ "memory", "kernelTCP", false,
		  OPTION("kernel-memory-tcp", v[4], "bytes of TCP buffers") },
		{ "cpu", "shares", false,
		  OPTION("cpu-share", v[5], "weight beside others") },
		{ "cpu", "quota", false,
		  OPTION("cpu-quota", v[6], "microseconds a period") },
		{ "cpu", "period", false,
		  OPTION("cpu-period", v[7], "microseconds") },
		{ "cpu", "burst", false,
		  OPTION("cpu-burst", v[8], "microseconds saved up") },
		{ "cpu", "realtimeRuntime", false,
		  OPTION("cpu-rt-runtime", v[9], "microseconds a period") },
		{ "cpu", "realtimePeriod", false,
		  OPTION("cpu-rt-period", v[10], "microseconds") },
		{ "cpu", "cpus", true,
		  OPTION("cpuset-cpus", v[11], "processors: 0-3,7") },
		{ "cpu", "mems", true,
		  OPTION("cpuset-mems", v[12], "memory nodes") },
		{ "blockIO", "weight", false,
		  OPTION("blkio-weight", v[13], "10 to 1000") },
		{ "pids", "limit", false,
		  OPTION("pids-limit", v[14], "processes") },
	};
	struct opt opts[LIMITS + 3] = {
		COMMAND_ROOT(root),
		{ "resources", 'r', OPT_TEXT, &file, "FILE",
		  "linux.resources to change to; -: standard input" },
	};
	auto_buf struct buf text = { 0 };
	int first = 0;
	struct err *e;

	for (size_t i = 0; i < LIMITS; i++)
		opts[i + 2] = limits[i].opt;
	*ret_status = 0;
	e = opt_parse(argc, argv, opts, false, &first);
	if (!e)
		e = command_check_operands("update", argc - first, 1, 1);
	if (!e && file)
		e = read_resources(file, &text);
	else if (!e)
		e = write_resources(limits, &text);
	if (e)
		return e;
	return update(root, argv[first], file ? file : "options",
		      buf_str(&text));
}
