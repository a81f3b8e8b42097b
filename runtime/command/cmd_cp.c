/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "runtime/container/container_copy.h"

#define NEW_FILE 0666
#define PERMISSIONS 0777

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* "ID:PATH" is taken apart; what begins like a path is one. */
static bool split(const char *operand, char **ret_id, const char **ret_path)
{
	const char *colon = strchr(operand, ':');

	if (!colon || operand[0] == '/' || operand[0] == '.')
		return false;
	*ret_id = mem_strndup(operand, (size_t)(colon - operand));
	*ret_path = colon + 1;
	return true;
}

static fallible copy_in(struct container_copy *c, const char *from)
{
	auto_close int file = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (file < 0 || fstat(file, &st))
		return err_sys("open '%s'", from);
	if (!S_ISREG(st.st_mode))
		return err_new(&ERR_INPUT, "'%s' is not a plain file", from);
	c->file = file;
	return container_copy_in(c, last_part(from), st.st_mode & PERMISSIONS);
}

/* One that was made in vain is not left behind. */
static fallible copy_out(struct container_copy *c, const char *to)
{
	auto_free char *path = mem_strdup(to);
	auto_close int file = -1;
	struct stat st;
	bool made;
	struct err *e;

	if (!stat(path, &st) && S_ISDIR(st.st_mode)) {
		free(path);
		path = mem_printf("%s/%s", to, last_part(c->path));
	}
	made = access(path, F_OK) != 0;
	file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK,
		    NEW_FILE);
	if (file < 0)
		return err_sys("open '%s'", path);
	c->file = file;
	e = container_copy_out(c);
	if (e && made)
		(void)unlink(path);
	return e;
}

fallible cmd_cp(const struct command_defaults *d, int argc, char **argv,
		int *ret_status)
{
	struct container_copy c = { .root = d->root };
	const struct opt opts[] = { COMMAND_ROOT(c.root), { 0 } };
	auto_free char *id = NULL, *other = NULL;
	const char *inside = NULL;
	int first = 0;
	bool out, in;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("cp", argc - first, 2, 2);
	if (e)
		return e;
	out = split(argv[first], &id, &c.path);
	in = split(argv[first + 1], out ? &other : &id, &inside);
	if (out == in || (in && inside[0] != '/') || (out && c.path[0] != '/'))
		return err_new(&ERR_USAGE, "cp: one operand is ID:/PATH, the "
					   "other a path here");
	c.id = id;
	if (out)
		return copy_out(&c, argv[first + 1]);
	c.path = inside;
	return copy_in(&c, argv[first]);
}
