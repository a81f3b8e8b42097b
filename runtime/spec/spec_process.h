/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a bundle says of a program: "process". Strings live as long as the
 * spec it is of.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "runtime/spec/capabilities.h"
#include "runtime/spec/rlimits.h"
#include "runtime/spec/spec_settings.h"

struct spec_user {
	uid_t uid;
	gid_t gid;
	const gid_t *groups;
	size_t groups_len;
	bool has_umask;
	mode_t umask;
};

struct spec_process {
	const char **argv; /* NULL after the last */
	size_t argv_len;
	const char **env; /* "NAME=value"; NULL after the last */
	size_t env_len;
	const char *cwd; /* absolute */
	bool terminal;
	unsigned short rows, columns; /* of the terminal; 0: unknown */
	struct spec_user user;
	struct capability_sets capabilities;
	const struct rlimit_request *rlimits;
	size_t rlimits_len;
	bool no_new_privileges;
	struct spec_scheduling scheduling;
	const char *initial_cpus; /* of exec, before it is in the groups */
	const char *final_cpus;   /* and after; NULL: as it comes */
	struct spec_labels labels;
	bool has_oom_score_adj;
	int oom_score_adj;
};
