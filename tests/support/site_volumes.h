/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A source and a public volume below one folder, for tests of what is between
 * them.
 */
#pragma once

#include "lib/build_report.h"
#include "lib/source_volume.h"

#define SITE_VOLUMES_COMMIT "0123456789abcdef0123456789abcdef01234567"
#define SITE_VOLUMES_COMMIT_TIME 1700000000

struct site_volumes {
	const char *dir;
	char *source;
	char *public;
};

/* Below @dir, which is borrowed. */
struct site_volumes site_volumes_make(const char *dir);
void site_volumes_release(struct site_volumes *v);

/* Write a file of the source's tree. */
void site_volumes_write(const struct site_volumes *v, const char *path,
			const char *text);

/* Say what the tree is, as a puller does. */
void site_volumes_set_state(const struct site_volumes *v, uint64_t sequence,
			    enum source_phase phase);

/* What came of the last build; release it. */
struct build_report site_volumes_report(const struct site_volumes *v);
