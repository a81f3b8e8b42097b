/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A bundle that was read and planned, and the folder of the container it is to
 * become, or has become.
 */
#pragma once

#include "lib/buf.h"
#include "runtime/container/container.h"
#include "runtime/process/launch.h"
#include "runtime/process/terminal.h"

struct making {
	char *root;   /* absolute */
	char *bundle; /* absolute */
	struct buf config;
	struct spec spec;
	struct plan plan;
	struct cgroup_entry cgroup;
	int dir; /* the container's folder; held by whoever made it */
};

#define MAKING_NONE                                                            \
	{                                                                      \
		.dir = -1, .cgroup = CGROUP_ENTRY_NONE                         \
	}

void making_release(struct making *m);
#define auto_making __attribute__((cleanup(making_release)))

/*
 * Read the bundle and make the folder. With @quiet, and no log, what is to be
 * said from now on goes to the notes in that folder. CONTAINER_EXISTS; then,
 * and after any other failure, nothing was made.
 */
fallible making_begin(const struct container_config *cfg, bool quiet,
		      struct making *ret);

/* Read again, from its folder @dir, what a container was made from: it is
 * confined as its bundle said when it was made. It is not planned, and its
 * groups are not opened. */
fallible making_recall(int dir, struct making *ret);

/* Make @t say where the terminal of @p goes, if it has one: to @console_socket,
 * or, without one, to us, if it is to be @ours. ERR_USAGE. */
fallible making_offer_terminal(const struct spec_process *p,
			       const char *console_socket, bool ours,
			       struct terminal *t);

/*
 * What to launch, without standard streams; borrows from all. Its
 * terminal is offered as above.
 */
fallible making_launch(const struct making *m,
		       const struct container_config *cfg, bool ours,
		       struct terminal *t, struct launch_config *ret);

/*
 * Run the hooks for that, and let the process go on until it has executed its
 * program, or waits at its gate. It is written down in @dir before, so that it
 * can be found whatever happens; and in @pid_file (NULL: none) after.
 */
fallible making_go(int dir, const char *pid_file,
		   const struct launch_config *cfg, struct launch *launch);

/* Say which container @e, which is taken, is about, unless its tag is of
 * container.h and it says so already. */
fallible making_describe(struct err *e, const char *id);
