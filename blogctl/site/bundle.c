/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/bundle.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "runtime/spec/spec_template.h"

#define CONFIG "config.json"

/* The kinds of limits a struct bundle can set. */
#define LIMITS 4

static size_t choose_limits(const struct bundle *b,
			    struct spec_template_limit ret[static LIMITS])
{
	size_t len = 0;

	ret[len++] =
		(struct spec_template_limit){ "RLIMIT_NOFILE", b->max_files };
	ret[len++] = (struct spec_template_limit){ "RLIMIT_CORE", 0 };
	if (b->max_memory_bytes)
		ret[len++] =
			(struct spec_template_limit){ "RLIMIT_AS",
						      b->max_memory_bytes };
	if (b->max_file_bytes)
		ret[len++] = (struct spec_template_limit){ "RLIMIT_FSIZE",
							   b->max_file_bytes };
	return len;
}

/* The caller frees them. */
static struct spec_template_mount *choose_mounts(const struct bundle *b)
{
	struct spec_template_mount *mounts =
		mem_alloc_array(b->mounts_len, sizeof(*mounts));

	for (size_t i = 0; i < b->mounts_len; i++) {
		const struct bundle_mount *m = &b->mounts[i];

		mounts[i] = (struct spec_template_mount){
			.source = m->source,
			.destination = m->target,
			.readonly = !m->writable,
			.noexec = true,
			.map_owner = m->map_owner,
			.owner_uid = m->owner_uid,
			.owner_gid = m->owner_gid,
		};
	}
	return mounts;
}

static size_t count(const char *const *texts)
{
	size_t len = 0;

	while (texts[len])
		len++;
	return len;
}

void bundle_format(const struct bundle *b, struct buf *out)
{
	auto_free char *home =
		mem_printf("HOME=%s", b->home ? b->home : "/tmp");
	const char *const env[] = { "PATH=/bin", home, "TMPDIR=/tmp" };
	auto_free struct spec_template_mount *mounts = choose_mounts(b);
	struct spec_template_limit limits[LIMITS];
	const struct spec_template t = {
		.root = b->rootfs,
		.argv = b->args,
		.argv_len = count(b->args),
		.env = env,
		.env_len = sizeof(env) / sizeof(env[0]),
		.cwd = "/",
		.hostname = b->hostname,
		.host_uid = b->uid,
		.host_gid = b->gid,
		.host_network = b->host_network,
		.bare = true,
		.mounts = mounts,
		.mounts_len = b->mounts_len,
		.limits = limits,
		.limits_len = choose_limits(b, limits),
	};

	spec_template_write(&t, out);
}

fallible bundle_write(const char *path, const struct bundle *b)
{
	auto_buf struct buf config = { 0 };
	auto_close int dir = -1;
	struct err *e;

	if (mkdir(path, 0700) < 0 && errno != EEXIST)
		return err_sys("make '%s'", path);
	e = fs_open_dir(path, &dir);
	if (!e) {
		bundle_format(b, &config);
		e = fs_replace_at(dir, CONFIG, config.data, config.len, 0600);
	}
	return e ? err_wrap(e, "write the bundle '%s'", path) : NULL;
}
