/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Renders the files of a site, several at a time, and hands them to a
 * publisher.
 */
#pragma once

#include "render/outputs.h"
#include "render/publish/publisher.h"

struct workers_config {
	unsigned threads; /* 0: as many as there are processors */
	int stop_fd;      /* -1, or what can be read once we should give up */
};

/* The work was broken off by stop_fd. */
extern const struct err_tag WORKERS_STOPPED;

/*
 * Pages that are wrong are among the build's failures; what the publisher
 * refuses
 * ends the work.
 */
fallible workers_run(const struct workers_config *cfg, const struct build *b,
		     const struct outputs *outputs,
		     const struct publisher *publisher);
