/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Containers that are numbers: a test sets how they behave and reads what
 * became of them.
 */
#pragma once

#include <stdbool.h>

#include "blogctl/supervisor/containers.h"

struct fake_container {
	bool known;
	bool running;
	bool ignores_term;
	bool has_no_monitor;
	const struct err_tag *start_fails; /* NULL: it does not */
	unsigned starts;
	unsigned removals;
	int last_signal;
};

struct fake_containers {
	struct fake_container of[ROLES];
	char order[64]; /* "+s" sync started, "-v" serve signalled, ... */
};

struct containers fake_containers(struct fake_containers *fake);

/* It ends by itself: its pidfds become readable. */
void fake_container_end(struct fake_containers *fake, enum role role);
