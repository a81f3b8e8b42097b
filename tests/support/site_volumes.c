/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/site_volumes.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/test.h"

struct site_volumes site_volumes_make(const char *dir)
{
	struct site_volumes v = { dir, mem_printf("%s/source", dir),
				  mem_printf("%s/public", dir) };
	auto_close int fd = -1;

	assert_int_equal(mkdir(v.source, 0755), 0);
	assert_int_equal(mkdir(v.public, 0755), 0);
	assert_ok(fs_open_dir(v.source, &fd));
	assert_ok(source_volume_create(fd));
	return v;
}

void site_volumes_release(struct site_volumes *v)
{
	free(v->source);
	free(v->public);
}

void site_volumes_write(const struct site_volumes *v, const char *path,
			const char *text)
{
	auto_free char *full = mem_printf("source/tree/%s", path);

	test_write_file(v->dir, full, text);
}

void site_volumes_set_state(const struct site_volumes *v, uint64_t sequence,
			    enum source_phase phase)
{
	static char commit[] = SITE_VOLUMES_COMMIT, ref[] = "refs/heads/main",
		    text[] = "x";
	const struct source_state s = {
		.sequence = sequence,
		.phase = phase,
		.repository = text,
		.commit = commit,
		.ref = ref,
		.subject = text,
		.author = text,
		.commit_time = SITE_VOLUMES_COMMIT_TIME,
	};
	auto_close int fd = -1;

	assert_ok(fs_open_dir(v->source, &fd));
	assert_ok(source_volume_write_state(fd, &s));
}

struct build_report site_volumes_report(const struct site_volumes *v)
{
	struct build_report r = { 0 };
	auto_close int fd = -1;

	assert_ok(fs_open_dir(v->public, &fd));
	assert_ok(build_report_read(fd, &r));
	return r;
}
