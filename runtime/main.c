/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "lib/version.h"
#include "runtime/command/command.h"
#include "runtime/oci_version.h"
#include "runtime/privilege.h"

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

	if (privilege_is_machines())
		return mem_strdup("/run/nsrun");
	if (runtime && *runtime)
		return mem_printf("%s/nsrun", runtime);
	return mem_printf("%s/.local/state/nsrun", home ? home : "");
}

/* What comes before the name of a command. */
struct globals {
	struct command_defaults defaults;
	const char *cgroup_manager;
	const char *log; /* NULL: standard error */
	const char *log_format;
	const char *log_level;
	bool debug;
	bool version;
};

static fallible choose_manager(struct globals *g)
{
	static const char *const names[] = {
		[CGROUP_MANAGER_FILES] = "cgroupfs",
		[CGROUP_MANAGER_SYSTEMD] = "systemd",
		[CGROUP_MANAGER_NONE] = "disabled",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(names[i], g->cgroup_manager)) {
			g->defaults.cgroups = (enum cgroup_manager)i;
			return NULL;
		}
	return err_new(&ERR_USAGE,
		       "--cgroup-manager: '%s' is not cgroupfs, systemd or "
		       "disabled",
		       g->cgroup_manager);
}

static fallible choose_level(const struct globals *g)
{
	static const char *const names[] = {
		[LOG_LEVEL_ERROR] = "error",
		[LOG_LEVEL_WARN] = "warning",
		[LOG_LEVEL_INFO] = "info",
		[LOG_LEVEL_DEBUG] = "debug",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(names[i], g->log_level) != 0)
			continue;
		log_set_level(g->debug ? LOG_LEVEL_DEBUG : (enum log_level)i);
		return NULL;
	}
	return err_new(&ERR_USAGE,
		       "--log-level: '%s' is not error, warning, "
		       "info or debug",
		       g->log_level);
}

static fallible open_log(const struct globals *g)
{
	bool json = !strcmp(g->log_format, "json");

	if (!json && strcmp(g->log_format, "text") != 0)
		return err_new(&ERR_USAGE,
			       "--log-format: '%s' is not text or json",
			       g->log_format);
	if (!g->log || !*g->log)
		return NULL;
	return log_to_file(g->log, json ? LOG_FORMAT_JSON : LOG_FORMAT_TEXT);
}

static fallible run_command(const struct globals *g, int argc, char **argv,
			    int *ret_status)
{
	const char *name = argc ? argv[0] : "help";
	const struct command *c = find_command(name);

	if (!c)
		return err_new(&ERR_USAGE, "no command '%s'; try help", name);
	return c->run(&g->defaults, argc, argv, ret_status);
}

static fallible run(int argc, char **argv, int *ret_status)
{
	auto_free char *root = default_root();
	struct globals g = { .defaults = { .root = root },
			     .cgroup_manager = "cgroupfs",
			     .log_format = "text",
			     .log_level = "info" };
	bool systemd = false;
	const struct opt opts[] = {
		COMMAND_ROOT(g.defaults.root),
		{ "cgroup-manager", 0, OPT_TEXT, &g.cgroup_manager,
		  "cgroupfs|systemd|disabled", "who makes control groups" },
		{ "debug", 0, OPT_FLAG, &g.debug, NULL, "say all there is" },
		{ "log", 0, OPT_TEXT, &g.log, "FILE",
		  "where to write what happens" },
		{ "log-format", 0, OPT_TEXT, &g.log_format, "text|json",
		  "of that file" },
		{ "log-level", 0, OPT_TEXT, &g.log_level, "LEVEL",
		  "error, warning, info or debug" },
		{ "systemd-cgroup", 0, OPT_FLAG, &systemd, NULL,
		  "as --cgroup-manager systemd" },
		{ "version", 'v', OPT_FLAG, &g.version, NULL,
		  "print what we are" },
		{ 0 },
	};
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, true, &first);

	if (systemd)
		g.cgroup_manager = "systemd";
	if (!e)
		e = choose_manager(&g);
	if (!e)
		e = choose_level(&g);
	if (!e)
		e = open_log(&g);
	if (e)
		return e;
	if (g.version) {
		version_print();
		(void)printf("spec: %s\n", OCI_VERSION);
		return NULL;
	}
	return run_command(&g, argc - first, argv + first, ret_status);
}

/* Engines read the log, people what is on standard error. */
static void log_failure(const struct err *e)
{
	auto_buf struct buf text = { 0 };

	err_describe(e, &text);
	if (log_is_file())
		log_error("%s", text.data);
}

int main(int argc, char **argv)
{
	/* Nothing runs for long here but the monitor, which needs no more;
	 * giving memory back piece by piece takes longer than it is worth. */
	(void)mallopt(M_TRIM_THRESHOLD, INT_MAX);
	int status = 0;
	struct err *e = run(argc, argv, &status);

	if (!e)
		return status;
	log_failure(e);
	return err_report(e);
}
