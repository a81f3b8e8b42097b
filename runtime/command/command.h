/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands of nsrun, each in its cmd_<name>.c. What they print is their
 * result; a status other than 0 is the program's own.
 */
#pragma once

#include "runtime/container/container.h"

/* Where the state is, unless a command is told otherwise. */
struct command_defaults {
	const char *root;
	enum cgroup_manager cgroups;
};

struct command {
	const char *name;
	const char *args; /* for the help */
	const char *help;
	fallible (*run)(const struct command_defaults *d, int argc, char **argv,
			int *ret_status);
};

/* The table, which ends with a name that is NULL. */
extern const struct command commands[];

/* The row of --root in a command's table of options. */
#define COMMAND_ROOT(variable)                                                 \
	{                                                                      \
		"root", 0, OPT_TEXT, &(variable), "DIR", "where the state is"  \
	}

/* The row of --format in a command's table of options. */
#define COMMAND_FORMAT(variable)                                               \
	{                                                                      \
		"format", 'f', OPT_TEXT, &(variable), "table|json",            \
			"how to print it"                                      \
	}

/* *@ret_json says whether @format is json; ERR_USAGE when it is no format. */
fallible command_check_format(const char *format, bool *ret_json);

/* ERR_USAGE unless @given operands are from @min to @max. */
fallible command_check_operands(const char *name, int given, int min, int max);

/* Those descriptors from 3 on that a service manager gave us, and @len more;
 * the caller frees *@ret_fds, which
 * *@ret borrows. */
fallible command_take_fds(uint64_t len, int **ret_fds,
			  struct container_fds *ret);

/* All of a file that we are told of by name; the caller frees it. */
fallible command_read_file(const char *path, size_t limit, char **ret);

/* @path, which may be relative to our working directory; the caller frees it.
 */
fallible command_absolute(const char *path, char **ret);

fallible cmd_cp(const struct command_defaults *d, int argc, char **argv,
		int *ret_status);
fallible cmd_create(const struct command_defaults *d, int argc, char **argv,
		    int *ret_status);
fallible cmd_delete(const struct command_defaults *d, int argc, char **argv,
		    int *ret_status);
fallible cmd_exec(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status);
fallible cmd_features(const struct command_defaults *d, int argc, char **argv,
		      int *ret_status);
fallible cmd_help(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status);
fallible cmd_events(const struct command_defaults *d, int argc, char **argv,
		    int *ret_status);
fallible cmd_pause(const struct command_defaults *d, int argc, char **argv,
		   int *ret_status);
fallible cmd_resume(const struct command_defaults *d, int argc, char **argv,
		    int *ret_status);
fallible cmd_update_limits(const struct command_defaults *d, int argc,
			   char **argv, int *ret_status);
fallible cmd_kill(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status);
fallible cmd_list(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status);
fallible cmd_logs(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status);
fallible cmd_run(const struct command_defaults *d, int argc, char **argv,
		 int *ret_status);
fallible cmd_start(const struct command_defaults *d, int argc, char **argv,
		   int *ret_status);
fallible cmd_stats(const struct command_defaults *d, int argc, char **argv,
		   int *ret_status);
fallible cmd_state(const struct command_defaults *d, int argc, char **argv,
		   int *ret_status);
fallible cmd_ps(const struct command_defaults *d, int argc, char **argv,
		int *ret_status);
fallible cmd_spec(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status);
fallible cmd_top(const struct command_defaults *d, int argc, char **argv,
		 int *ret_status);
fallible cmd_try(const struct command_defaults *d, int argc, char **argv,
		 int *ret_status);
fallible cmd_wait(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status);
