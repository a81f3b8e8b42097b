/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "runtime/command.h"

static const struct command *find_command(const char *name)
{
	for (const struct command *c = commands; c->name; c++)
		if (!strcmp(name, c->name))
			return c;
	return NULL;
}

/* Where the state of containers is that are not to outlive the machine. */
static char *default_root(void)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");
	const char *home = getenv("HOME");

	if (geteuid() == 0)
		return mem_strdup("/run/nsrun");
	if (runtime && *runtime)
		return mem_printf("%s/nsrun", runtime);
	return mem_printf("%s/.local/state/nsrun", home ? home : "");
}

static fallible run(int argc, char **argv, int *ret_status)
{
	auto_free char *root = default_root();
	struct command_defaults defaults = { .root = root };
	const struct opt opts[] = { COMMAND_ROOT(defaults.root), { 0 } };
	const struct command *c;
	const char *name;
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, true, &first);

	if (e)
		return e;
	name = first < argc ? argv[first] : "help";
	c = find_command(name);
	if (!c)
		return err_new(&ERR_USAGE, "no command '%s'; try help", name);
	if (first >= argc)
		return c->run(&defaults, 0, NULL, ret_status);
	return c->run(&defaults, argc - first, argv + first, ret_status);
}

int main(int argc, char **argv)
{
	int status = 0;
	struct err *e = run(argc, argv, &status);

	return e ? err_report(e) : status;
}
